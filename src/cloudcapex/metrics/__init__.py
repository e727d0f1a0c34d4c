"""Arithmetic on facts: discrete quarters, growth, ratios and totals.

`series` is the one question most readers have; `total` adds its answers up.
"""

from .formulas import DERIVED, FORMULAS
from .frames import COLUMNS, describe, holders, known_metrics, newest_quarter, series, unit_of
from .held import Held, held_within
from .opened import counted_until, hold_open, reported
from .registry import TRANSFORMS, UnknownMetric
from .totals import total

__all__ = [
    "COLUMNS",
    "DERIVED",
    "FORMULAS",
    "TRANSFORMS",
    "Held",
    "UnknownMetric",
    "counted_until",
    "describe",
    "held_within",
    "hold_open",
    "holders",
    "known_metrics",
    "newest_quarter",
    "reported",
    "series",
    "total",
    "unit_of",
]
