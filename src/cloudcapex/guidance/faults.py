"""What makes a ladder of guidance unreadable: each fault named by its line, with what to do about it."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import pandas as pd

from ..errors import DataError, near
from ..facts.rows import DefinitionRow, GuidanceRow
from ..schema.grades import weakness
from ..schema.rows import rows_of
from .targets import Target

WHERE = "data/guidance.csv"
AFTER_CLOSE = "after the period closed"
_OPEN_ABOVE, _OPEN_BELOW = ("over", "at_least"), ("up_to",)


@dataclass(frozen=True, slots=True)
class LadderRow(GuidanceRow):
    """A row of ``guidance.csv`` as ladders need it: with its line, its period and the day its document is known to exist."""

    line: int
    known: dt.date
    target: Target
    currency: str


class FigureKey(NamedTuple):
    """What tells two figures of one company and period apart; an end that was not given is None."""

    issued: dt.date
    metric: str
    definition: str
    low: float | None
    high: float | None

    @classmethod
    def of(cls, issued: dt.date, metric: str, definition: str, low: float, high: float) -> FigureKey:
        return cls(issued, metric, definition, *(None if math.isnan(end) else end for end in (low, high)))


def refuse_faults(rows: Sequence[LadderRow], definitions: pd.DataFrame) -> None:
    """Raise a `DataError` for the first row that no ladder can be built from.

    Parameters
    ----------
    rows : sequence of LadderRow
        Of any companies and periods.
    definitions : DataFrame
        As `cloudcapex.facts.load_definitions` returns them.
    """
    known = {(d.definition, d.metric, d.company) for d in rows_of(definitions, DefinitionRow)}
    seen: dict[tuple[object, ...], int] = {}
    periods: dict[tuple[str, str], list[LadderRow]] = {}
    for row in rows:
        _check_ends(row)
        _check_basis(row, known)
        _check_day(row)
        _refuse_double(row, seen)
        periods.setdefault((row.company, row.target_period), []).append(row)
    for part in periods.values():
        same_day_rivals(part)


def same_day_rivals(rows: Sequence[LadderRow]) -> set[FigureKey]:
    """Return the figures that a better document of their own day contradicts.

    Of two figures of one day for one period on one basis, the one marked ``superseded`` gives way; where the
    marks do not tell (a later statement replaced both) the weaker evidence does.

    Parameters
    ----------
    rows : sequence of LadderRow
        Rows of one company and target period.

    Raises
    ------
    DataError
        Where neither tells them apart.
    """
    days: dict[tuple[dt.date, str, str], list[LadderRow]] = {}
    for row in rows:
        if row.kind != "qualitative":
            days.setdefault((row.issued, row.metric, row.definition), []).append(row)
    lost: set[FigureKey] = set()
    for day in days.values():
        held: dict[FigureKey, tuple[int, int]] = {}
        for row in day:
            rank = (int(row.status == "superseded"), weakness(row.evidence))
            figure = figure_of(row)
            held[figure] = min(held.get(figure, rank), rank)
        best = min(held.values())
        winners = {figure for figure, rank in held.items() if rank == best}
        if len(winners) > 1:
            row = day[-1]
            raise DataError(
                f"{row.company} has two figures for {row.target_period} on {row.issued}",
                where=_place(row, "status"),
                remedy="mark the one that does not hold as superseded, or give it the definition it stands on",
            )
        lost |= set(held) - winners
    return lost


class Figured(Protocol):
    """What tells a figure of guidance."""

    @property
    def issued(self) -> dt.date: ...

    @property
    def metric(self) -> str: ...

    @property
    def definition(self) -> str: ...

    @property
    def low(self) -> float: ...

    @property
    def high(self) -> float: ...


def figure_of(row: Figured) -> FigureKey:
    """Tell the figure of a row from others."""
    return FigureKey.of(row.issued, row.metric, row.definition, row.low, row.high)


def _place(row: LadderRow, column: str) -> str:
    return f"{WHERE}, line {row.line}, column {column}"


def _check_ends(row: LadderRow) -> None:
    low, high, kind = row.low, row.high, row.kind
    has = (not math.isnan(low), not math.isnan(high))
    if all(has) and low > high:
        raise DataError(
            f"{row.company} {row.target_period}: low {low:.0f} is above high {high:.0f}",
            where=_place(row, "low"),
            valid="low at or below high",
            remedy="swap the two or correct them from the document",
        )
    hedge = row.qualifier
    whole = {
        "range": all(has),
        "qualitative": not any(has),
        "point": low == high
        or (has == (True, False) and hedge in _OPEN_ABOVE)
        or (has == (False, True) and hedge in _OPEN_BELOW),
    }[kind]
    if not whole:
        raise DataError(
            f"{row.company} {row.target_period}: the ends do not make a {kind}",
            where=_place(row, "kind"),
            valid="both ends for a range; equal ends, or one end with over, at_least or up_to, for a point; none for "
            "words",
            remedy="correct the ends or the kind",
        )
    if any(has) and row.unit != row.currency:
        raise DataError(
            f"{row.company} {row.target_period}: {row.unit or 'no unit'} is not what it reports in",
            where=_place(row, "unit"),
            valid=row.currency,
            remedy="give the figure as the company stated it",
        )


def _check_basis(row: LadderRow, known: set[tuple[str, str, str]]) -> None:
    slug, metric, company = row.definition, row.metric, row.company
    if any((slug, m, c) in known for m in (metric, "") for c in (company, "")):
        return
    fitting = sorted({str(d) for d, m, c in known if m in (metric, "") and c in (company, "")})
    close = near(slug, fitting)
    raise DataError(
        f"{slug!r} is no definition of {metric} at {company}",
        where=_place(row, "definition"),
        valid=fitting,
        remedy=f"did you mean {' or '.join(close)}?" if close else "add it to data/definitions.csv",
    )


def _check_day(row: LadderRow) -> None:
    end = row.target.end
    if row.issued > end and AFTER_CLOSE not in row.statement:
        raise DataError(
            f"{row.company} spoke of {row.target_period} on {row.issued}, and it closed on {end}",
            where=_place(row, "target_period"),
            remedy=f"name the period that was meant, or say '{AFTER_CLOSE}' in the statement",
        )


def _refuse_double(row: LadderRow, seen: dict[tuple[object, ...], int]) -> None:
    told = row.kind != "qualitative"
    key = (row.company, row.metric, row.definition, row.target_period, row.issued, row.source_id, told)
    if key in seen:
        raise DataError(
            f"{row.company} {row.target_period}: {row.source_id} says this twice, first in line {seen[key]}",
            where=_place(row, "source_id"),
            valid="one row for each document, period and basis",
            remedy="remove one of the two rows",
        )
    seen[key] = row.line
