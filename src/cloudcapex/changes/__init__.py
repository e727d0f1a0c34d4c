"""What differs between two days: restated, recast, corrected, gained or lost."""

from .change import COLUMNS, Change
from .compared import KINDS, changes, with_followed
from .editions import Vintage, previous_vintage
from .recasts import recasts
from .restatements import restatements

__all__ = [
    "COLUMNS",
    "KINDS",
    "Change",
    "Vintage",
    "changes",
    "previous_vintage",
    "recasts",
    "restatements",
    "with_followed",
]
