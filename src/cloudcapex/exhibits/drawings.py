"""How a spec is drawn: rows of points as lines, as stacked bars or as small panels, each in its company's colour."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal, Protocol

from .. import facts
from ..language import ColumnWriter, Language
from ..metrics.points import Point
from ..periods import Quarter
from .carried import writes_newest
from .charts.bars import BarStack, stacked_bars
from .charts.canvas import Chart
from .charts.lines import Break, Line, line_chart
from .charts.panels import SmallChart, panel_grid
from .charts.scale import Scale
from .spec import Ground, Rows
from .theme import company_colour

Unit = Literal["money", "share", "times"]
Names = Callable[[str], str]
_WRITTEN = {"money": "USD", "share": "share", "times": "times"}


def scale_of(language: Language, unit: Unit) -> Scale:
    """What an axis of a unit counts."""
    return {"money": Scale.money, "share": Scale.per_cent, "times": Scale.times}[unit](language)


class Dated(Protocol):
    """What a drawing over quarters asks of a report."""

    quarters: list[Quarter]
    as_of: dt.date
    language: Language


@dataclass(frozen=True)
class Lines:
    """One line a company, named at its end; what stands on an older definition is dashed and not joined to it.

    Parameters
    ----------
    unit : {'money', 'share', 'times'}
        Of the values.
    soft : bool
        Values that are not exact filed figures are hollow, as rates always are that rounding leaves open.
    sign : bool
        The newest value is written with its sign.
    breaks : callable, optional
        Marks changes of definition, see `charts.lines.Break`.
    events : str
        Marks what happened: the key that `facts.events_on` knows the chart by.
    turns : callable, optional
        Tells of report and member from which quarters on the measure is counted otherwise.
    """

    unit: Unit
    soft: bool = False
    sign: bool = False
    breaks: Callable[[Any, Rows, Names], Sequence[Break]] | None = None
    events: str = ""
    turns: Callable[[Any, str], Iterable[Quarter]] | None = None

    def __call__(self, report: Ground, rows: Rows, name: Names) -> Chart:
        language = report.language
        write = language.writes(_WRITTEN[self.unit], "chart", sign=self.sign)
        return line_chart(
            report.quarters,
            [
                self._turned(report, c, line)
                for c in rows
                for line in self._of(c, rows, name(c), write, company_colour(c))
            ],
            write=write,
            scale=scale_of(language, self.unit),
            breaks=[
                *(self.breaks(report, rows, name) if self.breaks else ()),
                *(Break(place, event.word.of(language.code)) for place, event in self._happened(report)),
            ],
        )

    def sources(self, report: Dated) -> tuple[str, ...]:
        """Return the documents that tell when what is marked happened."""
        return tuple(event.source_id for _, event in self._happened(report))

    def _happened(self, report: Dated) -> list[tuple[float, facts.EventRow]]:
        """Find what happened within the quarters shown, each with its place on their axis."""
        found = facts.events_on(self.events, report.as_of) if self.events else []
        places = ((place_of(event.day, report.quarters), event) for event in found)
        return [(place, event) for place, event in places if place is not None]

    def _turned(self, report: Ground, member: str, line: Line) -> Line:
        turned = set(self.turns(report, member) if self.turns else ())
        return replace(line, turns=frozenset(i for i, q in enumerate(report.quarters) if q in turned))

    def _of(self, member: str, rows: Rows, name: str, write: ColumnWriter, colour: str) -> list[Line]:
        """Make one line, or two: what the newer definition restates is drawn once, on the newer line."""
        row, older = rows[member], rows.older.get(member, [])
        if not any(p.known for p in older):
            return [_line(name, colour, row, write, soft=self.soft)]
        before = {p.definition for p in older if p.known}
        fresh = [p if p.definition not in before else _blank(p) for p in row]
        dashed = _line("", colour, older, write, soft=self.soft, old=True)
        if not any(p.known for p in fresh):
            return [replace(dashed, name=name)]
        return [dashed, _line(name, colour, fresh, write, soft=self.soft)]


def newer_from(row: Sequence[Point], older: Sequence[Point]) -> int | None:
    """Return the place of the first value that does not stand on the older definition.

    Parameters
    ----------
    row : sequence of Point
        The newer line, oldest first.
    older : sequence of Point
        The line on the definition before.

    Returns
    -------
    int or None
        None where the definition never changes.
    """
    before = {p.definition for p in older if p.known}
    return next((n for n, p in enumerate(row) if before and p.known and p.definition not in before), None)


def stood_before(row: Sequence[Point]) -> list[Point]:
    """Return a row with what stands on another definition than its newest value, and gaps for the rest."""
    newest = next((p.definition for p in reversed(row) if p.known), "")
    return [_blank(p) if p.definition == newest else p for p in row]


def place_of(day: dt.date, quarters: Sequence[Quarter]) -> float | None:
    """Return where a day lies on an axis of quarters.

    Parameters
    ----------
    day : date
        Any.
    quarters : sequence of Quarter
        The axis, in the order of time.

    Returns
    -------
    float or None
        Counted in quarters from the first day of the first; None outside the axis.
    """
    for n, quarter in enumerate(quarters):
        if quarter.start <= day <= quarter.end:
            return n + (day - quarter.start).days / ((quarter.end - quarter.start).days + 1)
    return None


@dataclass(frozen=True)
class Stacks:
    """Amounts of several companies on one another.

    Parameters
    ----------
    inside : bool
        Each layer's newest value stands beside its name.
    soft : bool
        Values that are not exact filed figures are hatched.
    total : bool
        The newest total stands over its bar, where there is more than one layer.
    every : bool
        A layer without a value is named, too.
    joins : bool
        A dotted rule stands where a layer comes to the others.
    """

    inside: bool = False
    soft: bool = False
    total: bool = True
    every: bool = False
    joins: bool = False

    def __call__(self, report: Ground, rows: Rows, name: Names) -> Chart:
        stacks = [
            BarStack(name(c), company_colour(c), _values(row), _soft(row) if self.soft else frozenset())
            for c, row in rows.items()
        ]
        language = report.language
        newest = sum(row[-1].known for row in rows.values())
        return stacked_bars(
            report.quarters,
            stacks,
            write=language.writes("USD", "chart"),
            scale=Scale.money(language),
            inside=self.inside,
            total=self.total or newest > 1,
            joins=self.joins,
        )


@dataclass(frozen=True)
class Panels:
    """A small chart a member, three in a row, each on its own scale: bars for amounts, lines for rates.

    A dotted rule stands where a member's definition changes; nothing is joined across it.

    Parameters
    ----------
    under : callable, optional
        Writes the line under a panel's name from report and row.
    height : float
        Of a row, in inches.
    """

    broad: ClassVar[bool] = True
    under: Callable[[Any, Sequence[Point]], str] | None = None
    height: float = 1.2

    def __call__(self, report: Ground, rows: Rows, name: Names) -> Chart:
        panels = [self._panel(report, c, rows[c], name(c)) for c in rows]
        return panel_grid(report.quarters, panels, columns=3, row_height=self.height)

    def _panel(self, report: Ground, member: str, row: Sequence[Point], name: str) -> SmallChart:
        language, unit = report.language, unit_of(row)
        return SmallChart(
            name,
            _values(row),
            company_colour(member),
            write=writes_newest(row, language.writes(_WRITTEN[unit], "chart")),
            scale=scale_of(language, unit),
            subtitle=self.under(report, row) if self.under else "",
            shape="lines" if unit == "share" else "bars",
            soft=frozenset(i for i, p in enumerate(row) if p.inexact),
            breaks=definition_breaks(row),
        )


def definition_breaks(row: Sequence[Point]) -> tuple[int, ...]:
    """Return the places at which values begin to stand on another definition than the value before them.

    Parameters
    ----------
    row : sequence of Point
        In the order of time.

    Returns
    -------
    tuple of int
        Empty where the definition never changes.
    """
    found, before = [], ""
    for place, point in enumerate(row):
        if point.known and before and point.definition != before:
            found.append(place)
        before = point.definition if point.known else before
    return tuple(found)


def unit_of(row: Sequence[Point]) -> Unit:
    """Tell what a row of points counts: shares, or amounts of money."""
    return "share" if any(p.known and p.unit == "share" for p in row) else "money"


def _line(
    name: str,
    colour: str,
    row: Sequence[Point],
    write: ColumnWriter,
    *,
    soft: bool = False,
    old: bool = False,
) -> Line:
    """Make a line of points: hollow where rounding leaves a rate open, and where it is soft if that is asked."""
    hollow = frozenset(i for i, p in enumerate(row) if p.wide or (p.soft and soft))
    return Line(name, colour, _values(row), hollow, old=old, write=writes_newest(row, write))


def _values(row: Sequence[Point]) -> tuple[float, ...]:
    return tuple(p.value for p in row)


def soft_shown(_: object, rows: Rows) -> bool:
    """Tell whether a drawing of rows has a mark for what is not exact, which a note then explains.

    Parameters
    ----------
    rows : Rows
        What is drawn, with what stands before a redefinition.
    """
    return any(p.soft for row in (*rows.values(), *rows.older.values()) for p in row)


def _soft(row: Sequence[Point]) -> frozenset[int]:
    return frozenset(i for i, p in enumerate(row) if p.soft)


def _blank(point: Point) -> Point:
    return replace(point, value=math.nan)


def draw_lines(
    report: Dated, lines: Sequence[Line], unit: Unit, height: float = 1.8, *, compares: bool = False
) -> Chart:
    """Draw lines that are made already, over the quarters of a report.

    Parameters
    ----------
    report : Report
        Whose quarters and language.
    lines : sequence of Line
        With one value a quarter; NaN where there is none leaves a gap.
    unit : {'money', 'share', 'times'}
        Of the values: whole dollars, fractions, multiples.
    height : float
        In inches.
    compares : bool
        As in `line_chart`.
    """
    write, scale = report.language.writes(_WRITTEN[unit], "chart"), scale_of(report.language, unit)
    # An axis begins with the first quarter of which anybody has a value.
    first = min((line.first for line in lines if line.first is not None), default=0)
    begun = [line.since(first) for line in lines]
    return line_chart(
        report.quarters[first:], begun, write=write, scale=scale, height=height, compares=compares
    )
