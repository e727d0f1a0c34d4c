"""One metric as a grid of lines and quarters, ready for arithmetic."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..schema.grades import BASES

DERIVED = BASES.index("derived")
ESTIMATED = BASES.index("estimated")

# Why a value is missing; the code is the place in this row.
REASONS = ("", "not_applicable", "not_entered", "not_yet_filed", "not_derivable", "not_disclosed")
PRESENT, NOT_APPLICABLE, NOT_ENTERED, NOT_YET_FILED, NOT_DERIVABLE, NOT_DISCLOSED = range(len(REASONS))

Sources = tuple[str, ...]
Columns = Mapping[str, np.ndarray]
_NO_SOURCES: Sources = ()
_NO_DAY = np.datetime64("NaT", "D")


class PanelRow(NamedTuple):
    """What one row of a panel is: a company's metric on one definition, in one unit."""

    company: str
    definition: str
    unit: str
    rank: int


# The arrays of numbers: the value, the step it is told in and its bounds, as known now and as first reported.
_NOW = ("value", "rounded_to", "low", "high")
NUMBERS = (*_NOW, *(f"first_{name}" for name in _NOW))


def rows_by_company(lines: Sequence[PanelRow]) -> dict[str, list[int]]:
    """List the rows of each company, both in the order of the lines."""
    found: dict[str, list[int]] = {}
    for row, line in enumerate(lines):
        found.setdefault(line.company, []).append(row)
    return found


@dataclass(frozen=True)
class Panel:
    """One metric over all its lines and a run of quarters without a gap.

    Every array has one row for each line and one column for each quarter.

    Attributes
    ----------
    lines : tuple of PanelRow
        What the rows are.
    first : int
        The number of the first column's quarter (year × 4 + quarter − 1).
    value, first_value : float64
        The value as known now and as first reported, in whole units; NaN where missing.
    rounded_to, first_rounded_to : float64
        The step a stated value is rounded to; NaN for a computed one, and where no step shows.
    low, high, first_low, first_high : float64
        The bounds that the rounding of what it was computed from leaves a value; infinite where it leaves none.
    start, end : datetime64[D]
        The fiscal period behind the value; NaT where missing, and as the start of a stock.
    evidence, basis, first_basis : int8
        Places in `EVIDENCE` and `BASES`; 0 where missing.
    reason : int8
        Place in `REASONS`: 0 where there is a value.
    restated : bool
        The value differs from the one first reported, or had to stay on it.
    sources, first_sources : object
        Sorted tuples of source ids.
    """

    lines: tuple[PanelRow, ...]
    first: int
    value: np.ndarray
    first_value: np.ndarray
    rounded_to: np.ndarray
    first_rounded_to: np.ndarray
    low: np.ndarray
    high: np.ndarray
    first_low: np.ndarray
    first_high: np.ndarray
    start: np.ndarray
    end: np.ndarray
    evidence: np.ndarray
    basis: np.ndarray
    first_basis: np.ndarray
    reason: np.ndarray
    restated: np.ndarray
    sources: np.ndarray
    first_sources: np.ndarray

    @property
    def quarters(self) -> int:
        """Number of columns."""
        return int(self.value.shape[1])

    def take(self, rows: Sequence[int], lines: Sequence[PanelRow] | None = None) -> Panel:
        """Return the panel of the rows asked for, named anew if ``lines`` is given."""
        chosen = tuple(lines) if lines is not None else tuple(self.lines[r] for r in rows)
        return replace(self, lines=chosen, **{name: getattr(self, name)[list(rows)] for name in _ARRAYS})

    def overlay(self, row: int, better: Panel, other: int) -> None:
        """Take cells of another panel's row where this one has none, or one on weaker evidence."""
        there, ours = better.reason[other] == PRESENT, self.reason[row] == PRESENT
        taken = there & (~ours | (better.evidence[other] < self.evidence[row]))
        self.copy_cells(row, better, other, taken)

    def copy_cells(self, row: int, source: Panel, other: int, taken: np.ndarray) -> None:
        """Take the cells that ``taken`` marks from another panel's row."""
        for name in _ARRAYS:
            getattr(self, name)[row, taken] = getattr(source, name)[other, taken]

    def same_cell(self, row: int, other: Panel, other_row: int, column: int) -> bool:
        """Tell whether a cell is that of another panel, as one that was taken from it is."""
        pairs = ((getattr(self, n)[row, column], getattr(other, n)[other_row, column]) for n in _ARRAYS)
        return all(mine == theirs or (mine != mine and theirs != theirs) for mine, theirs in pairs)

    def lag(self, quarters: int) -> Panel:
        """Return the panel whose every column holds the value of ``quarters`` before."""
        shifted = {}
        for name in _ARRAYS:
            array = getattr(self, name)
            moved = np.empty_like(array)
            moved[:, quarters:] = array[:, : array.shape[1] - quarters]
            moved[:, :quarters] = _blank(name, array)
            shifted[name] = moved
        return replace(self, **shifted)


_ARRAYS = [name for name in Panel.__dataclass_fields__ if name not in ("lines", "first")]


def _blank(name: str, array: np.ndarray) -> np.ndarray | np.datetime64 | float:
    if name in ("sources", "first_sources"):
        filler = np.empty(1, dtype=object)
        filler[0] = _NO_SOURCES
        return filler
    if name == "reason":
        return NOT_DISCLOSED
    if array.dtype.kind == "M":
        return _NO_DAY
    return np.nan if array.dtype.kind == "f" else 0


def empty_panel(lines: Sequence[PanelRow], first: int, quarters: int) -> Panel:
    """Make a panel in which every value is missing as *not disclosed*."""
    shape = (len(lines), quarters)
    kinds: dict[str, type | str] = dict.fromkeys(NUMBERS, float)
    kinds |= {"start": "datetime64[D]", "end": "datetime64[D]", "restated": bool}
    kinds |= {"sources": object, "first_sources": object}
    arrays = {}
    for name in _ARRAYS:
        array = np.empty(shape, dtype=kinds.get(name, np.int8))
        array[:] = _blank(name, array)
        arrays[name] = array
    return Panel(tuple(lines), first, **arrays)


class ByMetric:
    """The rows of a frame by their metric, each column an array: a panel is made of a few rows of many columns.

    Parameters
    ----------
    frame : DataFrame
        With a column ``metric``.
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        self._columns = {str(name): frame[name].to_numpy() for name in frame.columns}
        self._rows = frame.groupby("metric", sort=False).indices

    def of(self, metric: str) -> Columns:
        """Return the columns of a metric's rows, in the order of the frame; without a cell where it has none."""
        rows = self._rows.get(metric, np.array([], dtype=np.intp))
        return {name: cells[rows] for name, cells in self._columns.items()}


def fill_panel(quarters: Columns, lines: Sequence[PanelRow], first: int, count: int) -> Panel:
    """Lay the discrete quarters of one metric out on a grid.

    Parameters
    ----------
    quarters : mapping of str to array
        The columns of rows of `quarters.discrete_quarters` for one metric.
    lines : sequence of PanelRow
        Rows of the panel; every ``(company, definition, unit)`` of ``quarters`` is among them.
    first, count : int
        The first quarter's number and how many there are.
    """
    panel = empty_panel(lines, first, count)
    place = {line[:3]: n for n, line in enumerate(lines)}
    keys = zip(*(quarters[c].tolist() for c in ("company", "definition", "unit")), strict=True)
    row = np.array([place[key] for key in keys], dtype=int)
    column = quarters["quarter"] - first
    for name in (*NUMBERS, "restated", "sources", "first_sources"):
        getattr(panel, name)[row, column] = quarters[name]
    panel.start[row, column] = quarters["period_start"].astype("datetime64[D]")
    panel.end[row, column] = quarters["period_end"].astype("datetime64[D]")
    panel.evidence[row, column] = quarters["evidence_code"]
    panel.basis[row, column] = quarters["basis_code"]
    panel.first_basis[row, column] = quarters["first_basis_code"]
    panel.reason[row, column] = PRESENT
    return panel


Operation = Callable[..., np.ndarray]
Bounds = tuple[np.ndarray, np.ndarray]


def combine(
    parts: Sequence[Panel], operation: Operation, lines: Sequence[PanelRow], *, across: bool
) -> Panel:
    """Compute a new panel cell by cell.

    Basis becomes *derived* (*estimated* if any part is), evidence the weakest of the parts, sources their
    union, restated if any part is. A cell whose parts are all there but for which ``operation``
    gives NaN is *not derivable*. The bounds are the least and the largest that ``operation`` makes of the parts'
    bounds: exact for operations that only rise or only fall with each of their parts.

    Parameters
    ----------
    parts : sequence of Panel
        Of one shape. The first one gives the period.
    operation : callable
        Takes the parts' value arrays and returns one; NaN where the result has no meaning.
    lines : sequence of PanelRow
        What the rows of the result are.
    across : bool
        True where the parts are different metrics of one quarter, False where they are quarters of
        one metric; decides which part's reason a missing cell carries.
    """
    with np.errstate(all="ignore"):
        value = operation(*(p.value for p in parts))
        first_value = operation(*(p.first_value for p in parts))
        low, high = _bounds(operation, [(p.low, p.high) for p in parts])
        first_low, first_high = _bounds(operation, [(p.first_low, p.first_high) for p in parts])
    there = np.logical_and.reduce([~np.isnan(p.value) for p in parts])
    value = np.where(there, value, np.nan)
    found = ~np.isnan(value)
    head = parts[0]
    reason = _reason(parts, across=across)
    return Panel(
        tuple(lines),
        head.first,
        value=value,
        first_value=np.where(found, first_value, np.nan),
        rounded_to=np.full(value.shape, np.nan),
        first_rounded_to=np.full(value.shape, np.nan),
        low=np.where(found, low, np.nan),
        high=np.where(found, high, np.nan),
        first_low=np.where(found, first_low, np.nan),
        first_high=np.where(found, first_high, np.nan),
        start=np.where(found, head.start, _NO_DAY),
        end=np.where(found, head.end, _NO_DAY),
        evidence=np.where(found, np.maximum.reduce([p.evidence for p in parts]), 0).astype("int8"),
        basis=_basis([p.basis for p in parts], found),
        first_basis=_basis([p.first_basis for p in parts], found),
        reason=np.where(found, PRESENT, np.where(there, NOT_DERIVABLE, reason)).astype("int8"),
        restated=np.logical_or.reduce([p.restated for p in parts]) & found,
        sources=_union([p.sources for p in parts], found),
        first_sources=_union([p.first_sources for p in parts], found),
    )


def _bounds(operation: Operation, parts: Sequence[Bounds]) -> Bounds:
    """Apply an operation to every corner of its parts' bounds; where it fails in one, nothing is bounded."""
    corners = [operation(*corner) for corner in itertools.product(*parts)]
    low, high = np.minimum.reduce(corners), np.maximum.reduce(corners)  # NaN wins in both
    return np.where(np.isnan(low), -np.inf, low), np.where(np.isnan(high), np.inf, high)


def _basis(codes: list[np.ndarray], found: np.ndarray) -> np.ndarray:
    estimated = np.logical_or.reduce([c == ESTIMATED for c in codes])
    return np.where(found, np.where(estimated, ESTIMATED, DERIVED), 0).astype("int8")


def _reason(parts: Sequence[Panel], *, across: bool) -> np.ndarray:
    """Say why a cell with a missing part is missing."""
    reasons = [p.reason for p in parts]
    if not across:
        # A growth rate needs its own quarter first; with that one there, it is the base that is wanting.
        return np.where(reasons[0] != PRESENT, reasons[0], NOT_DERIVABLE)
    alike = np.logical_and.reduce([r == reasons[0] for r in reasons])
    reason = np.where(alike, reasons[0], NOT_DERIVABLE)
    for code in (NOT_YET_FILED, NOT_ENTERED, NOT_APPLICABLE):
        reason = np.where(np.logical_or.reduce([r == code for r in reasons]), code, reason)
    return reason


def _union(parts: list[np.ndarray], found: np.ndarray) -> np.ndarray:
    out = np.empty(found.shape, dtype=object)
    out[...] = _blank("sources", out)
    first, *others = (part[found].tolist() for part in parts)
    for other in others:
        # Figures of one filing have one source: most cells are asked only whether the two differ.
        first = [a if a == b else tuple(sorted({*a, *b})) for a, b in zip(first, other, strict=True)]
    made = np.empty(len(first), dtype=object)
    made[:] = first
    out[found] = made
    return out


def best_definition(panel: Panel) -> tuple[Panel, np.ndarray]:
    """Keep for each company and quarter the highest ranked definition that has a value.

    Rank decides, then evidence, then the definition's name. Where no definition has a value, the reason
    that says most stays: not applicable, not entered, not yet filed, not derivable, not disclosed.

    Returns
    -------
    best : Panel
        One row a company, in the order of their first appearance.
    chosen : ndarray of int
        The row of ``panel`` that each cell of ``best`` was taken from.
    """
    companies = rows_by_company(panel.lines)
    chosen = np.zeros((len(companies), panel.quarters), dtype=int)
    for n, own in enumerate(companies.values()):
        rows = np.array(sorted(own, key=lambda r: (-panel.lines[r].rank, panel.lines[r].definition)))
        rank = np.array([panel.lines[r].rank for r in rows])[:, None]
        reason = panel.reason[rows].astype(int)
        # Present cells sort before missing ones; among them rank, then evidence; then the place in `order`.
        score = np.where(reason == PRESENT, -rank * 10 + panel.evidence[rows], 10**6 + reason)
        chosen[n] = rows[score.argmin(axis=0)]
    columns = np.arange(panel.quarters)
    lines = [PanelRow(c, "", panel.lines[chosen[n][-1]].unit, 0) for n, c in enumerate(companies)]
    arrays = {name: getattr(panel, name)[chosen, columns] for name in _ARRAYS}
    return Panel(tuple(lines), panel.first, **arrays), chosen
