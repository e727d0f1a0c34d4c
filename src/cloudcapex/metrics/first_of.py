"""Of a rate that is stated and one that is computed, the one that says more, cell by cell."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from .panel import ESTIMATED, PRESENT, Panel, PanelRow, empty_panel, rows_by_company


def choose(stated: Sequence[Panel], computed: Panel, tolerance: float, general: Collection[str]) -> Panel:
    """Lay stated rates over computed ones.

    A computed rate stands where its operands bound it to less than ``tolerance`` either way; a stated one where there
    is none, where it could be further off, or where it rests on an estimate. What is stated on no definition in
    particular is growth of the amount that the company states, where that has one definition, so that the two kinds
    compare with one another.

    Parameters
    ----------
    stated : sequence of Panel
        Rates as told; of two that fall on one line the better evidence counts.
    computed : Panel
        Rates computed from amounts, over the same quarters and companies.
    tolerance : float
        As a fraction.
    general : collection of str
        Definitions that say nothing of what is counted, such as ``as_stated``.

    Returns
    -------
    Panel
        One row for each company and definition, or one of reasons.
    """
    rows = rows_behind(stated, computed, general)
    return _laid(rows, stated, computed, tolerance)


@dataclass(frozen=True)
class RowsBehind:
    """What one row of the result may be taken from.

    Attributes
    ----------
    line : PanelRow
        What the row is.
    computed : int or None
        Row of the computed panel; None where nothing is computed on this definition.
    told : tuple of (int, int)
        Place among the stated panels, and row in that panel.
    """

    line: PanelRow
    computed: int | None
    told: tuple[tuple[int, int], ...]


def rows_behind(stated: Sequence[Panel], computed: Panel, general: Collection[str]) -> list[RowsBehind]:
    """Say for each row of the result which rows of the panels it may be taken from.

    Parameters
    ----------
    stated, computed, general
        As for `choose`.
    """
    rows: list[RowsBehind] = []
    ours, theirs = rows_by_company(computed.lines), [rows_by_company(panel.lines) for panel in stated]
    for company, own in ours.items():
        counted = {line.definition: n for n, line in _named(computed, own)}
        told: dict[str, list[tuple[int, int]]] = {}
        for place, panel in enumerate(stated):
            for n, line in _named(panel, theirs[place].get(company, [])):
                home = line.definition in general and len(counted) == 1
                told.setdefault(next(iter(counted)) if home else line.definition, []).append((place, n))
        for name in dict.fromkeys([*counted, *told]):
            row, others = counted.get(name), tuple(told.get(name, ()))
            first = computed.lines[row] if row is not None else stated[others[0][0]].lines[others[0][1]]
            rows.append(RowsBehind(PanelRow(company, name, "share", first.rank), row, others))
        if not counted and not told:
            blank = own[0]
            rows.append(RowsBehind(computed.lines[blank]._replace(unit="share"), blank, ()))
    return rows


def _laid(rows: Sequence[RowsBehind], stated: Sequence[Panel], computed: Panel, tolerance: float) -> Panel:
    lines = [row.line for row in rows]
    out = empty_panel(lines, computed.first, computed.quarters)
    told = empty_panel(lines, computed.first, computed.quarters)
    loose = np.maximum(computed.value - computed.low, computed.high - computed.value) >= tolerance - 1e-12
    weak = loose | (computed.basis == ESTIMATED) | (computed.reason != PRESENT)
    every = np.ones(computed.quarters, dtype=bool)
    for n, behind in enumerate(rows):
        for place, other in behind.told:
            panel = stated[place]
            told.overlay(n, panel, other)
            told.reason[n] = np.where(told.reason[n] == PRESENT, PRESENT, panel.reason[other])
        if behind.computed is None:
            out.copy_cells(n, told, n, every)
            continue
        out.copy_cells(n, computed, behind.computed, every)
        out.copy_cells(n, told, n, weak[behind.computed] & (told.reason[n] == PRESENT))
    return out


def _named(panel: Panel, rows: Sequence[int]) -> list[tuple[int, PanelRow]]:
    """Keep of a company's rows those that hold a definition, and so at least one value or hole."""
    return [(n, panel.lines[n]) for n in rows if panel.lines[n].definition]
