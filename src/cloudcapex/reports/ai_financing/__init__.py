"""The money around AI: one function an exhibit, in the order of the page."""

from ..back_matter import data_checks, disclosures, documents, elsewhere
from ..beside import article_claims
from ..front_page import contents
from .backers import backers
from .backlog import backlog_share
from .cards import cards
from .context import Financing
from .credits import credits
from .front import front_page
from .ledger import ledger
from .method import forms, glossary, method
from .observed import observed_laboratories, observed_others
from .profit_model import ProfitOrder
from .profit_order import profit_order
from .profit_tables import profit_assumptions, profit_years
from .promised import revenue_share
from .rounds import rounds
from .terms import terms
from .ties import ties
from .valuations import multiples, valuations

OPEN = Financing.opened

__all__ = [
    "OPEN",
    "Financing",
    "ProfitOrder",
    "article_claims",
    "backers",
    "backlog_share",
    "cards",
    "contents",
    "credits",
    "data_checks",
    "disclosures",
    "documents",
    "elsewhere",
    "forms",
    "front_page",
    "glossary",
    "ledger",
    "method",
    "multiples",
    "observed_laboratories",
    "observed_others",
    "profit_assumptions",
    "profit_order",
    "profit_years",
    "revenue_share",
    "rounds",
    "terms",
    "ties",
    "valuations",
]
