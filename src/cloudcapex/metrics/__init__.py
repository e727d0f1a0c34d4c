"""Arithmetic on facts: discrete quarters, growth, ratios, totals and restatements.

`series` is the one question most readers have; `total` adds its answers up.
"""

from .change import Change
from .changes import KINDS, changes
from .editions import Vintage, previous_vintage
from .frames import COLUMNS, describe, known_metrics, newest_quarter, series
from .recasts import recasts
from .registry import FORMULAS, TRANSFORMS, UnknownMetric
from .restatements import restatements
from .totals import total

__all__ = [
    "COLUMNS",
    "FORMULAS",
    "KINDS",
    "TRANSFORMS",
    "Change",
    "UnknownMetric",
    "Vintage",
    "changes",
    "describe",
    "known_metrics",
    "newest_quarter",
    "previous_vintage",
    "recasts",
    "restatements",
    "series",
    "total",
]
