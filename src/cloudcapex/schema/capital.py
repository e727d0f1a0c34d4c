"""The tables of the data contract about what capital becomes: how long assets are used, and what was issued to pay for them."""

from __future__ import annotations

from collections.abc import Mapping

from . import words as w
from .columns import DataColumn, DataTable, RowFault
from .companies import SLUG
from .tables import BASIS, EVIDENCE, FILED, NOTE, SOURCE

_VIA = DataColumn("Readings of the document it was taken from, `;` between.", optional=True)


def _sound_life(row: Mapping[str, str]) -> RowFault | None:
    """Hold the ends of a life and the cells of an effect together."""
    if float(row["years_low"]) > float(row["years_high"]):
        return RowFault(
            "years_high", f"{row['years_high']} is below {row['years_low']}", "the longer one", "swap the two"
        )
    effect = ("effect_on", "effect", "effect_unit", "effect_start", "effect_end", "effect_basis")
    told = [c for c in effect if row[c]]
    if told and len(told) < len(effect):
        lacking = next(c for c in effect if not row[c])
        return RowFault(lacking, "the effect is told in part", "all cells of an effect, or none", "fill it")
    if told and row["effect_start"] > row["effect_end"]:
        return RowFault("effect_end", "it ends before it begins", "a later day", "correct the days")
    return None


def _sound_issue(row: Mapping[str, str]) -> RowFault | None:
    """Hold the days of an issue in their order."""
    if row["from"] > row["until"]:
        return RowFault("until", "it ends before it begins", "the same day or a later one", "swap the two")
    return None


TABLES: dict[str, DataTable] = {
    "useful_lives": DataTable(
        "useful_lives.csv",
        "One life over which a company depreciates a class of assets, as one document states it, with what a change of it did.",
        {
            "company": SLUG,
            "asset": DataColumn("Class of assets.", "words", w.ASSET_CLASSES),
            "which": DataColumn("What the document calls them."),
            "years_before": DataColumn(
                "Years until the change; empty where the document tells of none.", "number", optional=True
            ),
            "years_low": DataColumn("Years from then on, or the shorter end.", "number"),
            "years_high": DataColumn("The longer end; `years_low` again for a single life.", "number"),
            "since": DataColumn("Day from which on it holds.", "day"),
            "effect_on": DataColumn(
                "What the document says the change moved.", "words", w.LIFE_EFFECTS, optional=True
            ),
            "effect": DataColumn(
                "By how much, below nought for less of it, in whole units.", "number", optional=True
            ),
            "effect_unit": DataColumn("Unit of it.", "words", w.CURRENCIES, optional=True),
            "effect_start": DataColumn("First day of the period it was moved in.", "day", optional=True),
            "effect_end": DataColumn("Last day of that period.", "day", optional=True),
            "effect_basis": DataColumn(
                "`reported` for a period that is over, `estimated` for what is expected.",
                "words",
                BASIS.words,
                optional=True,
            ),
            "evidence": EVIDENCE,
            "filed": FILED,
            "source_id": SOURCE,
            "via": _VIA,
            "note": NOTE,
        },
        ("company", "asset", "since", "source_id"),
        _sound_life,
        new=True,
    ),
    "issues": DataTable(
        "issues.csv",
        "One issue of debt or shares by a company, as one document tells it. What cash-flow statements hold is the metric "
        "`debt_issuance`; the two are never added.",
        {
            "issue_id": DataColumn("Slug of the entry."),
            "company": SLUG,
            "kind": DataColumn("What was issued.", "words", w.ISSUE_KINDS),
            "what": DataColumn("What the document calls it."),
            "from": DataColumn("Day of the issue, or the first day of the time it falls in.", "day"),
            "until": DataColumn("The same day again, or the last day of that time.", "day"),
            "amount": DataColumn("Amount in whole units of `unit`.", "number"),
            "unit": DataColumn(
                "Unit the document gives it in, whatever currency was issued.", "words", w.CURRENCIES
            ),
            "qualifier": DataColumn("How the amount was hedged.", "words", w.QUALIFIERS, optional=True),
            "within": DataColumn(
                "An entry whose amount holds this one’s: a sum takes one of the two.",
                optional=True,
                refers="issues.issue_id",
            ),
            "evidence": EVIDENCE,
            "filed": FILED,
            "source_id": SOURCE,
            "via": _VIA,
            "note": NOTE,
        },
        ("issue_id",),
        _sound_issue,
        new=True,
    ),
}
