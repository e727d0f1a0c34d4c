"""What differs between two days: restated, recast, corrected, gained or lost."""

from .change import COLUMNS, Change
from .compared import KINDS, changes, figures_of, with_followed
from .editions import Vintage, previous_vintage
from .recasts import recasts
from .restatements import restatements

__all__ = [
    "COLUMNS",
    "KINDS",
    "Change",
    "Vintage",
    "changes",
    "figures_of",
    "previous_vintage",
    "recasts",
    "restatements",
    "with_followed",
]
