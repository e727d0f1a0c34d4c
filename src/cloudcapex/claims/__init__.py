"""Claims: figures that somebody else published, resolved to what the data hold and given a computed verdict."""

from .prose import claims_in_text
from .reading import Claim, read_claims
from .verdict import CAUSES, DECIDED, LEFT_OPEN, OUTCOMES, REASONS, PartVerdict, Verdict, audit
from .vocabulary import vocabulary

__all__ = [
    "CAUSES",
    "DECIDED",
    "LEFT_OPEN",
    "OUTCOMES",
    "REASONS",
    "Claim",
    "PartVerdict",
    "Verdict",
    "audit",
    "claims_in_text",
    "read_claims",
    "vocabulary",
]
