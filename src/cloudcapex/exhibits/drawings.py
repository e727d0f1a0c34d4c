"""How a spec is drawn: rows of points as lines, as stacked bars or as small panels, each in its company's colour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from ..language import Language
from ..metrics.points import Point
from .charts.bars import BarStack, stacked_bars
from .charts.canvas import Chart
from .charts.lines import Line, line_chart
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
    """One line a company, named at its end.

    Parameters
    ----------
    unit : {'money', 'share', 'times'}
        Of the values.
    soft : bool
        Values that are not exact filed figures are hollow.
    """

    unit: Unit
    soft: bool = False

    def __call__(self, report: Ground, rows: Rows, name: Names) -> Chart:
        lines = [
            Line(
                name(c),
                company_colour(c),
                tuple(p.value for p in row),
                _soft(row) if self.soft else frozenset(),
            )
            for c, row in rows.items()
        ]
        language = report.language
        return line_chart(
            report.quarters,
            lines,
            write=language.writes(_WRITTEN[self.unit], "chart"),
            scale=scale_of(language, self.unit),
        )


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
    """

    inside: bool = False
    soft: bool = False
    total: bool = True

    def __call__(self, report: Ground, rows: Rows, name: Names) -> Chart:
        stacks = [
            BarStack(
                name(c),
                company_colour(c),
                tuple(p.value for p in row),
                _soft(row) if self.soft else frozenset(),
            )
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
    """A small chart a company, three in a row.

    Parameters
    ----------
    unit : {'money', 'share', 'times'}
        Of the values.
    same_scale : bool
        All panels count alike.
    """

    unit: Unit = "money"
    same_scale: bool = True

    def __call__(self, report: Ground, rows: Rows, name: Names) -> Chart:
        language = report.language
        panels = [
            SmallChart(
                name(c),
                tuple(p.value for p in row),
                company_colour(c),
                write=language.writes(_WRITTEN[self.unit], "chart"),
                scale=scale_of(language, self.unit),
                soft=_soft(row),
            )
            for c, row in rows.items()
        ]
        return panel_grid(report.quarters, panels, columns=3, row_height=1.2, same_scale=self.same_scale)


def _soft(row: Sequence[Point]) -> frozenset[int]:
    return frozenset(i for i, p in enumerate(row) if p.soft)
