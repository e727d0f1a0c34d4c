"""The tables of the data contract about the stack of generative AI: what is argued of it, what training and hours cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from . import words as w
from .columns import DataColumn, DataTable, RowFault
from .said import LONGEST_GIST
from .sound import in_three_scripts
from .tables import EVIDENCE, FILED, NOTE, SOURCE

_KNOWN = replace(
    FILED,
    meaning="Day it became known: that of the document, or of the announcement that an undated one passes on.",
)
_HEDGE = DataColumn("How it was hedged.", "words", w.HEDGES, optional=True)


def _sound_argument(row: Mapping[str, str]) -> RowFault | None:
    """Hold an argument to its three scripts, and its figure to its unit."""
    if len(row["gist"]) > LONGEST_GIST:
        what = f"{len(row['gist'])} characters are no gist"
        return RowFault("gist", what, f"at most {LONGEST_GIST}", "say less")
    told = [c for c in ("value_low", "value_high", "unit") if row[c]]
    if told and len(told) < 3:
        lacking = next(c for c in ("value_low", "value_high", "unit") if not row[c])
        return RowFault(lacking, "a figure is told in part", "both ends and the unit, or none", "fill it")
    if row["qualifier"] and not told:
        return RowFault("qualifier", "it hedges a figure, and there is none", "an empty cell", "empty it")
    return in_three_scripts(row, "gist") or _rising(row)


def _rising(row: Mapping[str, str]) -> RowFault | None:
    if row["value_low"] and float(row["value_low"]) > float(row["value_high"]):
        return RowFault(
            "value_high", "the upper end lies below the lower", "the lower end or more", "swap them"
        )
    return None


def _sound_training(row: Mapping[str, str]) -> RowFault | None:
    """Hold a cost to its bounds, and hours to the processor they are of."""
    if float(row["value_low"]) <= 0:
        return RowFault("value_low", "a cost is nought or less", "dollars above 0", "correct it")
    if bool(row["hours"]) != bool(row["chip"]):
        lacking = "chip" if row["hours"] else "hours"
        return RowFault(lacking, "hours and their processor are told together", "both, or neither", "fill it")
    return _rising(row)


def _sound_hour(row: Mapping[str, str]) -> RowFault | None:
    if float(row["price"]) <= 0 or int(row["processors"]) < 1:
        column = "price" if float(row["price"]) <= 0 else "processors"
        return RowFault(column, "it is nought or less", "above 0", "correct it")
    return None


TABLES: dict[str, DataTable] = {
    "arguments": DataTable(
        "arguments.csv",
        "One argument of a public text on who earns in the stack of generative AI, in our own words: the answer it gives to one "
        "question, with its figure where it has one.",
        {
            "argument_id": DataColumn("Slug."),
            "question": DataColumn("What it answers, in the order of the essay.", "words", w.QUESTIONS),
            "gist": DataColumn("What is argued, in our own words."),
            "gist_zh_hans": DataColumn("The same in Simplified Chinese."),
            "gist_zh_hant": DataColumn("The same in Traditional Chinese."),
            "value_low": DataColumn("Its figure, or the lower end of it.", "number", optional=True),
            "value_high": DataColumn("Its figure, or the upper end of it.", "number", optional=True),
            "unit": DataColumn("Unit of it.", "words", w.UNITS, optional=True),
            "qualifier": _HEDGE,
            "evidence": EVIDENCE,
            "filed": _KNOWN,
            "source_id": SOURCE,
            "note": NOTE,
        },
        ("argument_id",),
        _sound_argument,
        new=True,
    ),
    "training": DataTable(
        "training.csv",
        "What it cost to train one model, as one document tells or reckons it.",
        {
            "model": DataColumn("Its name."),
            "maker": DataColumn("Who made it, or trains the like of it again."),
            "kind": DataColumn(
                "Who reckons: `own` its maker, `outside` somebody else, `again` whoever would train the like once more.",
                "words",
                w.RECKONED,
            ),
            "value_low": DataColumn("US dollars, or the lower end.", "number"),
            "value_high": DataColumn("US dollars, or the upper end.", "number"),
            "qualifier": _HEDGE,
            "hours": DataColumn("Hours of processors it took.", "whole", optional=True),
            "chip": DataColumn("Of which processor.", optional=True),
            "evidence": EVIDENCE,
            "filed": _KNOWN,
            "source_id": SOURCE,
            "note": NOTE,
        },
        ("model", "maker", "source_id"),
        _sound_training,
        new=True,
    ),
    "hours": DataTable(
        "hours.csv",
        "What a cloud lists for an hour of a machine with processors for AI, on demand, as one document tells it.",
        {
            "chip": DataColumn("The processor, with its memory where there are two."),
            "cloud": DataColumn("Who lists it."),
            "price": DataColumn("US dollars for an hour of the machine.", "number"),
            "processors": DataColumn(
                "How many of them it has: the price of one is computed from both.", "whole"
            ),
            "evidence": EVIDENCE,
            "filed": _KNOWN,
            "source_id": SOURCE,
            "note": NOTE,
        },
        ("chip", "cloud", "filed"),
        _sound_hour,
        new=True,
    ),
}
