"""What differs between two days: restated, recast, corrected, gained or lost."""

from .change import Change
from .compared import KINDS, changes
from .editions import Vintage, previous_vintage
from .recasts import recasts
from .restatements import restatements

__all__ = ["KINDS", "Change", "Vintage", "changes", "previous_vintage", "recasts", "restatements"]
