"""The table of the data contract about filing days: until when a report has to be there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from . import words as w
from .columns import DataColumn, DataTable, RowFault
from .tables import NOTE, SOURCE


def _sound_rule(row: Mapping[str, str]) -> RowFault | None:
    """Hold a rule to one length of time."""
    if bool(row["days"]) == bool(row["months"]):
        return RowFault("days", "a rule counts days or months", "one of the two", "correct the row")
    return None


TABLES: dict[str, DataTable] = {
    "filing_rules": DataTable(
        "filing_rules.csv",
        "One rule on how long after the end of a quarter or year a report is due, for a set of filers. What has no row here is "
        "due on no fixed day.",
        {
            "form": DataColumn("Form of the report.", "words", w.FORMS),
            "filers": DataColumn("Whom it holds for: a set of `groups.csv`.", "words", w.FILERS),
            "of": DataColumn(
                "Whether it reports a quarter within a fiscal year, or a year.", "words", w.RULED
            ),
            "days": DataColumn("Days after the end of the period.", "whole", optional=True),
            "months": DataColumn("Months after it, where the rule counts these.", "whole", optional=True),
            "since": DataColumn("Day from which on, at the latest, it holds for periods that end.", "day"),
            "source_id": replace(SOURCE, meaning="Document that states it."),
            "note": NOTE,
        },
        ("form", "filers", "since"),
        _sound_rule,
        new=True,
    ),
}
