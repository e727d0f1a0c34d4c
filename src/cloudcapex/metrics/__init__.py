"""Arithmetic on facts: discrete quarters, growth, ratios and totals.

`series` is the one question most readers have; `total` adds its answers up.
"""

from .frames import COLUMNS, describe, known_metrics, newest_quarter, series
from .registry import FORMULAS, TRANSFORMS, UnknownMetric
from .totals import total

__all__ = [
    "COLUMNS",
    "FORMULAS",
    "TRANSFORMS",
    "UnknownMetric",
    "describe",
    "known_metrics",
    "newest_quarter",
    "series",
    "total",
]
