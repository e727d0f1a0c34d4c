"""The table of the data contract about figures that their documents hedge: *about half*, *more than 40 %*."""

from __future__ import annotations

from collections.abc import Mapping

from . import words as w
from .columns import DataColumn, DataTable, RowFault
from .companies import SLUG
from .tables import END, METRIC, SOURCE


def _sound_hedge(row: Mapping[str, str]) -> RowFault | None:
    """Hold the ends of a hedge to its word: *over* has no upper end, *up to* no lower one, *about* has both."""
    open_end = {"over": "high", "up_to": "low"}.get(row["qualifier"], "")
    for end in ("low", "high"):
        if bool(row[end]) == (end == open_end):
            valid = "an empty cell" if end == open_end else "a number"
            return RowFault(
                end, f"{row['qualifier']} has {'no' if row[end] else 'a'} {end} end", valid, "correct it"
            )
    if not open_end and float(row["low"]) >= float(row["high"]):
        return RowFault("high", f"{row['high']} is not above {row['low']}", "the upper end", "swap the two")
    return None


TABLES: dict[str, DataTable] = {
    "hedges": DataTable(
        "hedges.csv",
        "Between which ends a document leaves a figure that it hedges. The ends are our reading of its word: *about* a fraction, "
        "such as a half, within five points; about a number told in fives within half of five; past a number, or short of it, "
        "that number is the one end and the other is open.",
        {
            "company": SLUG,
            "metric": METRIC,
            "period_end": END,
            "source_id": SOURCE,
            "qualifier": DataColumn("How the figure is hedged.", "words", w.HEDGES),
            "low": DataColumn("The least it can be; empty where that is open.", "number", optional=True),
            "high": DataColumn("The most it can be; empty where that is open.", "number", optional=True),
        },
        ("company", "metric", "period_end", "source_id"),
        _sound_hedge,
        new=True,
    ),
}
