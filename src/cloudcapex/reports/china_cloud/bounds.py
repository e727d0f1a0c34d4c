"""Figures that companies say they have passed, printed as such, and what other documents say of the same quarter."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from ... import facts
from ...exhibits.tables.table import Cell
from ...language import N_, Number
from ...metrics.points import Point
from ...statements import Phrase
from .context import ChinaCloud

PASSED = "lower_bound"
_OVER = N_("over {figure}")


def bounded(report: ChinaCloud, definition: str, figure: Number | Phrase) -> Number | Phrase:
    """Write a figure in a sentence; one that was passed as *over* it."""
    return report.phrase(_OVER, figure=figure) if definition == PASSED else figure


def bounded_cell(report: ChinaCloud, definition: str, cell: Cell) -> Cell:
    """Print a figure in a table; one that was passed behind its sign."""
    if definition != PASSED or cell.kind == "missing":
        return cell
    return dataclasses.replace(cell, text=report.say(">{amount}", amount=cell.text))


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
