"""Figures that companies hedge, say that they have passed, printed as such, and what other documents say of the same quarter."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from ... import facts
from ...exhibits.tables.table import Cell
from ...language import N_, Number
from ...metrics.points import Point
from ...metrics.stated import hedge_of
from ...statements import Phrase
from .context import ChinaCloud

_IN_WORDS = {"over": N_("over {figure}"), "up_to": N_("up to {figure}"), "about": N_("about {figure}")}
_IN_TABLES = {"over": N_(">{amount}"), "up_to": N_("≤{amount}"), "about": N_("~{amount}")}


def bounded(report: ChinaCloud, point: Point, figure: Number | Phrase) -> Number | Phrase:
    """Write a figure in a sentence, with the words by which its document hedges it."""
    hedge = hedge_of(point)
    return report.phrase(_IN_WORDS[hedge], figure=figure) if hedge else figure


def bounded_cell(report: ChinaCloud, point: Point, cell: Cell) -> Cell:
    """Print a figure in a table, behind the sign of its document's hedge."""
    hedge = hedge_of(point)
    if not hedge or cell.kind == "missing":
        return cell
    return dataclasses.replace(cell, text=report.say(_IN_TABLES[hedge], amount=cell.text))


def differing(report: ChinaCloud, row: Sequence[Point]) -> list[str]:
    """Say of shares where documents of one standing state a quarter differently, and how."""
    table = facts.load_facts(report.as_of)
    said = []
    for point in (p for p in row if p.known):
        same = (
            table[["company", "metric", "definition"]] == [point.company, point.metric, point.definition]
        ).all(axis=1)
        quarter = (table["period_start"] == point.quarter.start.isoformat()) & (
            table["period_end"] == point.quarter.end.isoformat()
        )
        others = sorted({float(v) for v in table.loc[same & quarter, "value"]} - {point.value})
        said += [
            report.say(
                "For {quarter} another document says {figure}.",
                quarter=point.quarter,
                figure=Number(other, point.unit, decimals=0),
            )
            for other in others
        ]
    return said
