"""What is due next: which report of each company, by when at the latest, and on which day its habit lets it expect."""

from .due import FEWEST, LAGS, Due, upcoming
from .rules import FilingRule, closing_day, filing_rules

__all__ = ["FEWEST", "LAGS", "Due", "FilingRule", "closing_day", "filing_rules", "upcoming"]
