"""The table of the data contract about what others observed of models, laboratories, large companies and clouds."""

from __future__ import annotations

from collections.abc import Mapping

from . import words as w
from .columns import DataColumn, DataTable, RowFault
from .companies import PARTIES
from .said import sound_gist
from .tables import EVIDENCE, FILED, NOTE, SOURCE

_FIGURE = ("value", "unit", "figure")


def _sound_observation(row: Mapping[str, str]) -> RowFault | None:
    """Hold a figure together, and a gist to its scripts and length."""
    told = [c for c in _FIGURE if row[c]]
    if told and len(told) < len(_FIGURE):
        lacking = next(c for c in _FIGURE if not row[c])
        return RowFault(lacking, "a figure is told in part", "value, unit and what it is, or none", "fill it")
    return sound_gist(row)


TABLES: dict[str, DataTable] = {
    "observations": DataTable(
        "observations.csv",
        "One thing that somebody observed of models, laboratories, large companies or China’s clouds: a survey, a count, a table of ranks, an "
        "article, a page of a product; as one document tells it, in our own words. It says what its author found, on its own day, "
        "and stands in no sum.",
        {
            "observation": DataColumn("Slug.", "slug"),
            "topic": DataColumn("What it is about.", "words", w.OBSERVED),
            "about": DataColumn(
                "Whom it is about; empty where that is nobody by name.",
                refers=PARTIES.refers,
                many=True,
                optional=True,
            ),
            "gist": DataColumn("What was observed, in our own words."),
            "gist_zh_hans": DataColumn("The same in Simplified Chinese."),
            "gist_zh_hant": DataColumn("The same in Traditional Chinese."),
            "figure": DataColumn(
                "What its figure is, as a slug; empty where it has none.", "slug", optional=True
            ),
            "value": DataColumn(
                "Its figure in whole units; a share is a fraction. The gist tells it in each script.",
                "number",
                optional=True,
            ),
            "unit": DataColumn("Unit of it.", "words", w.REMARK_UNITS, optional=True),
            "evidence": EVIDENCE,
            "filed": FILED,
            "source_id": SOURCE,
            "note": NOTE,
        },
        ("observation",),
        _sound_observation,
        new=True,
    ),
}
