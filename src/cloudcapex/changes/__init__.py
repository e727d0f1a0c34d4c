"""What differs between two days: restated, recast, corrected, gained or lost."""

from .anew import told_anew
from .change import COLUMNS, Change, changes_frame
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
    "changes_frame",
    "figures_of",
    "previous_vintage",
    "recasts",
    "restatements",
    "told_anew",
    "with_followed",
]
