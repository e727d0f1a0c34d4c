"""How a spec is drawn: rows of points as lines, as stacked bars or as small panels, each in its company's colour."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal

from ..language import ColumnWriter, Language
from ..metrics.points import Point
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
    """

    unit: Unit
    soft: bool = False
    sign: bool = False
    breaks: Callable[[Any, Rows, Names], Sequence[Break]] | None = None

    def __call__(self, report: Ground, rows: Rows, name: Names) -> Chart:
        language = report.language
        write = language.writes(_WRITTEN[self.unit], "chart", sign=self.sign)
        return line_chart(
            report.quarters,
            [line for c in rows for line in self._of(c, rows, name(c), write)],
            write=write,
            scale=scale_of(language, self.unit),
            breaks=self.breaks(report, rows, name) if self.breaks else (),
        )

    def _of(self, member: str, rows: Rows, name: str, write: ColumnWriter) -> list[Line]:
        """Make one line, or two: what the newer definition restates is drawn once, on the newer line."""
        colour, row, older = company_colour(member), rows[member], rows.older.get(member, [])
        if not any(p.known for p in older):
            return [_line(name, colour, row, write, soft=self.soft)]
        before = {p.definition for p in older if p.known}
        fresh = [p if p.definition not in before else _blank(p) for p in row]
        dashed = _line("", colour, older, write, old=True)
        if not any(p.known for p in fresh):
            return [replace(dashed, name=name)]
        return [dashed, _line(name, colour, fresh, write)]


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
    """

    inside: bool = False
    soft: bool = False
    total: bool = True
    every: bool = False

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
        )


@dataclass(frozen=True)
class Panels:
    """A small chart a company, three in a row; what is held against the first measure is a line in ink.

    Parameters
    ----------
    unit : {'money', 'share', 'times'}, optional
        Of the values; without it each panel's own: bars for amounts, lines for rates, every one on its own scale.
    under : callable, optional
        Writes the line under a panel's name from report and row.
    height : float
        Of a row, in inches.
    every : bool
        A panel without a value keeps its place.
    """

    broad: ClassVar[bool] = True
    unit: Unit | None = "money"
    under: Callable[[Any, Sequence[Point]], str] | None = None
    height: float = 1.2
    every: bool = False

    def __call__(self, report: Ground, rows: Rows, name: Names) -> Chart:
        panels = [self._panel(report, c, rows, name(c)) for c in rows]
        return panel_grid(
            report.quarters, panels, columns=3, row_height=self.height, same_scale=self.unit is not None
        )

    def _panel(self, report: Ground, member: str, rows: Rows, name: str) -> SmallChart:
        language, row, second = report.language, rows[member], rows.second.get(member, [])
        unit = self.unit or unit_of(row)
        return SmallChart(
            name,
            _values(row),
            company_colour(member),
            write=writes_newest(row, language.writes(_WRITTEN[unit], "chart")),
            scale=scale_of(language, unit),
            subtitle=self.under(report, row) if self.under else "",
            shape="lines" if self.unit is None and unit == "share" else "bars",
            second=_values(second) if any(p.known for p in second) else (),
            soft=frozenset(i for i, p in enumerate(row) if p.inexact),
        )


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


def draw_lines(report: Any, lines: Sequence[Line], unit: Unit, height: float = 1.8) -> Chart:
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
    """
    write, scale = report.language.writes(_WRITTEN[unit], "chart"), scale_of(report.language, unit)
    return line_chart(report.quarters, lines, write=write, scale=scale, height=height)
