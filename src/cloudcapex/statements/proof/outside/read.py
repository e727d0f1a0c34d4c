"""Which documents nobody could have read by a day, worked out row by row."""

from __future__ import annotations

import pandas as pd

from ....facts import load_deals, load_rounds, load_sources, newest_day
from .question import OperandName


def late(asked: OperandName, sources: pd.Series) -> pd.Series:
    """Mark the rows whose document came out after the edition's day; an article without a day when the last thing read in it did."""
    newest: dict[str, pd.Timestamp] = {}
    for table, column in ((load_deals(), "announced"), (load_rounds(), "date")):
        for source, day in zip(table["source_id"], table[column], strict=True):
            newest[source] = max(newest.get(source, day), day)
    known = load_sources().set_index("source_id")
    end = pd.Timestamp(asked.as_of or newest_day())

    def after(source: str) -> bool:
        told = newest.get(source) if known["standing"].get(source) == "publication" else None
        days = (known["published"].get(source), known["filed"].get(source), told)
        return next((day > end for day in days if day is not None and not pd.isna(day)), False)

    return sources.map(after).astype(bool)
