"""Claims: figures that somebody else published, resolved to what the data hold and given a computed verdict."""

from .forecasts import ForecastRow, forecast_claims, forecasts
from .outcomes import CAUSES, DECIDED, LEFT_OPEN, OUTCOMES, REASONS, PartVerdict, Verdict
from .outturn import NEAR, SCORED
from .prose import claims_in_text
from .reading import Claim, read_claims
from .verdict import audit
from .vocabulary import Article, vocabulary

__all__ = [
    "CAUSES",
    "DECIDED",
    "LEFT_OPEN",
    "NEAR",
    "OUTCOMES",
    "REASONS",
    "SCORED",
    "Article",
    "Claim",
    "ForecastRow",
    "PartVerdict",
    "Verdict",
    "audit",
    "claims_in_text",
    "forecast_claims",
    "forecasts",
    "read_claims",
    "vocabulary",
]
