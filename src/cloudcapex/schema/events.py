"""The table of the data contract about what happened beside the figures, and which charts mark it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from . import words as w
from .columns import DataColumn, DataTable, RowFault
from .tables import FILED, NOTE, SOURCE


def _sound_event(row: Mapping[str, str]) -> RowFault | None:
    """Hold the days of an event in their order, and its charts to those that can mark one."""
    strange = [c for c in row["charts"].split("; ") if c not in w.EVENT_CHARTS]
    if strange:
        return RowFault(
            "charts", f"{strange[0]!r} marks no event", ", ".join(w.EVENT_CHARTS), "correct the key"
        )
    if row["filed"] < row["day"]:
        return RowFault(
            "filed", "it was known before it happened", "the same day or a later one", "correct the days"
        )
    return None


TABLES: dict[str, DataTable] = {
    "events": DataTable(
        "events.csv",
        "One thing that happened beside the figures of companies, which charts over quarters mark with a thin line and a word. "
        "Redefinitions and changes of useful lives have tables of their own and are marked from these.",
        {
            "event": DataColumn("Slug.", "slug"),
            "day": DataColumn("Day it happened.", "day"),
            "label": DataColumn("The word beside the line."),
            "label_zh_hans": DataColumn("The same in Simplified Chinese."),
            "label_zh_hant": DataColumn("The same in Traditional Chinese."),
            "charts": DataColumn(
                f"Keys of the exhibits that mark it, `; ` between: of {', '.join(w.EVENT_CHARTS)}."
            ),
            "filed": FILED,
            "source_id": replace(SOURCE, meaning="Document that tells the day."),
            "note": NOTE,
        },
        ("event",),
        _sound_event,
        new=True,
    ),
}
