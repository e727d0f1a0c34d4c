"""Of a rate that is stated and one that is computed, the one that says more, cell by cell."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from .panel import ESTIMATED, PRESENT, Panel, PanelRow, empty_panel


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
    lines: list[PanelRow] = []
    rows: list[tuple[int | None, list[tuple[Panel, int]]]] = []
    for company in dict.fromkeys(line.company for line in computed.lines):
        counted = {line.definition: n for n, line in _named(computed, company)}
        told: dict[str, list[tuple[Panel, int]]] = {}
        for panel in stated:
            for n, line in _named(panel, company):
                home = line.definition in general and len(counted) == 1
                told.setdefault(next(iter(counted)) if home else line.definition, []).append((panel, n))
        for name in dict.fromkeys([*counted, *told]):
            row, others = counted.get(name), told.get(name, [])
            first = computed.lines[row] if row is not None else others[0][0].lines[others[0][1]]
            lines.append(PanelRow(company, name, "share", first.rank))
            rows.append((row, others))
        if not counted and not told:
            blank = next(n for n, line in enumerate(computed.lines) if line.company == company)
            lines.append(computed.lines[blank]._replace(unit="share"))
            rows.append((blank, []))
    return _laid(lines, rows, computed, tolerance)


def _laid(
    lines: Sequence[PanelRow],
    rows: Sequence[tuple[int | None, list[tuple[Panel, int]]]],
    computed: Panel,
    tolerance: float,
) -> Panel:
    out = empty_panel(lines, computed.first, computed.quarters)
    told = empty_panel(lines, computed.first, computed.quarters)
    loose = np.maximum(computed.value - computed.low, computed.high - computed.value) >= tolerance - 1e-12
    weak = loose | (computed.basis == ESTIMATED) | (computed.reason != PRESENT)
    every = np.ones(computed.quarters, dtype=bool)
    for n, (row, others) in enumerate(rows):
        for panel, other in others:
            told.overlay(n, panel, other)
            told.reason[n] = np.where(told.reason[n] == PRESENT, PRESENT, panel.reason[other])
        if row is None:
            out.copy_cells(n, told, n, every)
            continue
        out.copy_cells(n, computed, row, every)
        out.copy_cells(n, told, n, weak[row] & (told.reason[n] == PRESENT))
    return out


def _named(panel: Panel, company: str) -> list[tuple[int, PanelRow]]:
    """Rows of a company that hold a definition, and so at least one value or hole."""
    return [(n, line) for n, line in enumerate(panel.lines) if line.company == company and line.definition]
