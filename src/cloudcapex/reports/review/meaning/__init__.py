"""Page two, what it means: five answers, two readings of the same figures, what would change them, and what is due next."""

from .limits import thesis_limits
from .next_reports import next_reports
from .page import meaning
from .paid import paid_and_returned

__all__ = ["meaning", "next_reports", "paid_and_returned", "thesis_limits"]
