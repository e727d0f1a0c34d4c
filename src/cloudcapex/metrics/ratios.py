"""Formulas over two metrics of one company, quarter, definition and unit."""

from __future__ import annotations

import numpy as np

from .formulas import Formula
from .panel import Operation, Panel, PanelRow, combine, rows_by_company


def evaluate(formula: Formula, left: Panel, right: Panel) -> Panel:
    """Compute a formula over two panels.

    Where a company has definitions by the same name on both sides, only those are paired, so that a recast
    numerator never meets an old denominator. Where it has none in common, every pair is made and
    named ``left+right``. Amounts in different units are never combined.

    Parameters
    ----------
    formula : Formula
        What to compute.
    left, right : Panel
        Both over the same quarters and companies.

    Returns
    -------
    Panel
        In the operands' unit for a sum or difference, in ``share`` for a ratio.
    """
    rows = pairs(left, right)
    lines = [_name(formula, left.lines[a], right.lines[b]) for a, b in rows]
    parts = [left.take([a for a, _ in rows]), right.take([b for _, b in rows])]
    return combine(parts, _OPERATIONS[formula.operation], lines, across=True)


def pairs(left: Panel, right: Panel) -> list[tuple[int, int]]:
    """Return the rows that a formula pairs.

    Parameters
    ----------
    left, right : Panel
        As for `evaluate`.

    Returns
    -------
    list of (int, int)
        A row of either panel, in the order of the rows of the result.
    """
    ours, theirs = rows_by_company(left.lines), rows_by_company(right.lines)
    return [
        pair for company, rows in ours.items() for pair in _pairs(left, right, rows, theirs.get(company, []))
    ]


def _pairs(left: Panel, right: Panel, ours: list[int], theirs: list[int]) -> list[tuple[int, int]]:
    every = [(a, b) for a in ours for b in theirs if left.lines[a].unit == right.lines[b].unit]
    alike = [(a, b) for a, b in every if left.lines[a].definition == right.lines[b].definition]
    return alike or every


def _name(formula: Formula, left: PanelRow, right: PanelRow) -> PanelRow:
    names = [name for name in dict.fromkeys([left.definition, right.definition]) if name]
    unit = "share" if formula.operation == "/" else left.unit
    return PanelRow(left.company, "+".join(names), unit, left.rank + right.rank)


def _quotient(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    return np.where(below > 0, above / below, np.nan)


_OPERATIONS: dict[str, Operation] = {"+": np.add, "-": np.subtract, "/": _quotient}
