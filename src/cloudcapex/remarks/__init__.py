"""What companies said in words: the remarks of a quarter, how each stands to the quarter before, and who says the same."""

from .held import StatedFigure, contradiction, differs
from .quarters import first_read, looked_for, remarks_of, was_read
from .shared import SharedPoint, Stance, shared_points
from .since import since, taken_back

__all__ = [
    "SharedPoint",
    "Stance",
    "StatedFigure",
    "contradiction",
    "differs",
    "first_read",
    "looked_for",
    "remarks_of",
    "shared_points",
    "since",
    "taken_back",
    "was_read",
]
