"""Exhibits: charts, tables and findings that carry their sources and show themselves anywhere."""

from .exhibit import Exhibit
from .row import Row, side_by_side
from .sources import Source

__all__ = ["Exhibit", "Row", "Source", "side_by_side"]
