"""The claims audit: one function an exhibit, in the order of the page."""

from ..back_matter import data_checks, disclosures, documents, elsewhere, glossary
from ..front_page import contents
from .context import ClaimsAudit
from .front import front_page
from .houses import forecasts
from .method import meanings, method
from .tables import borne_out, contradicted, undecided
from .tally import by_article, causes

OPEN = ClaimsAudit

__all__ = [
    "OPEN",
    "ClaimsAudit",
    "borne_out",
    "by_article",
    "causes",
    "contents",
    "contradicted",
    "data_checks",
    "disclosures",
    "documents",
    "elsewhere",
    "forecasts",
    "front_page",
    "glossary",
    "meanings",
    "method",
    "undecided",
]
