"""Exhibits: charts, tables and findings that carry their sources and show themselves anywhere."""

from .exhibit import Exhibit, Row, Source, side_by_side

__all__ = ["Exhibit", "Row", "Source", "side_by_side"]
