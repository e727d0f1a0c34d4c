"""The table of the data contract about models: when laboratories brought out their flagships, and at what price."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from .columns import DataColumn, DataTable, RowFault
from .companies import PARTY
from .tables import EVIDENCE, FILED, NOTE, SOURCE


def _sound_model(row: Mapping[str, str]) -> RowFault | None:
    """Hold the two prices and the days of a model together."""
    if bool(row["input_price"]) != bool(row["output_price"]):
        lacking = "output_price" if row["input_price"] else "input_price"
        return RowFault(lacking, "one price stands without the other", "both, or neither", "fill it")
    if any(row[c] and float(row[c]) <= 0 for c in ("input_price", "output_price")):
        return RowFault("input_price", "a price is nought or less", "dollars above 0", "correct the price")
    if row["released"] and row["since"] < row["released"]:
        return RowFault(
            "since", "a price stands before the model", "the day of release or later", "correct it"
        )
    if row["filed"] < row["since"]:
        return RowFault(
            "filed", "it is known before it holds", "the day it holds from, or later", "correct it"
        )
    if not all(row[c] for c in ("released", "input_price")) and not row["note"]:
        return RowFault("note", "a cell is empty without a reason", "why it is not known", "say why")
    return None


TABLES: dict[str, DataTable] = {
    "models": DataTable(
        "models.csv",
        "One model that was its laboratory's most capable when it came out, with its list price from one day on, as one document "
        "tells it. A cut is a row more. Not every flagship is held: the life of one is counted to the next that is.",
        {
            "lab": replace(PARTY, meaning="The laboratory."),
            "model": DataColumn("Its name."),
            "released": DataColumn("Day it came out; empty where no text gives it.", "day", optional=True),
            "open_weights": DataColumn("Whether its weights can be had.", "words", ("yes", "no")),
            "context": DataColumn("Tokens that it reads at once.", "whole", optional=True),
            "input_price": DataColumn(
                "US dollars for a million tokens put in, as listed by the laboratory.",
                "number",
                optional=True,
            ),
            "output_price": DataColumn("US dollars for a million tokens put out.", "number", optional=True),
            "since": DataColumn("Day from which on this holds, or by which at the latest it did.", "day"),
            "evidence": EVIDENCE,
            "filed": replace(
                FILED,
                meaning="Day it became known: that of the document, or of the announcement that an undated one passes on.",
            ),
            "source_id": SOURCE,
            "note": NOTE,
        },
        ("lab", "model", "since"),
        _sound_model,
        new=True,
    ),
}
