"""Small multiples: the same measure for several companies, or several measures of one, side by side."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...periods import Quarter
from .. import theme
from .axes import Box, Format, plot, points_high, quarter_axis
from .bars import draw_bars
from .canvas import Chart, draw, house_style
from .lines import Line, draw_lines


@dataclass(frozen=True)
class Panel:
    """One small chart.

    Parameters
    ----------
    title, subtitle : str
        Printed over the plot.
    values : tuple of float
        One a quarter; NaN leaves a gap.
    colour : str
        The company's colour.
    write, tick : callable
        Text of the newest value and of an axis value.
    shape : {'bars', 'lines'}
        Bars for amounts, lines for rates.
    second : tuple of float
        A second line to hold against the first, drawn in ink; empty for none.
    empty : str
        What to print where there is no value at all; a line a reason.
    limits : tuple of float
        Smallest and largest value of the axis, where several charts share one scale; None fits it to the values.
    breaks : tuple of int
        Places at which a new definition begins: nothing is joined across them, and what stands before the last
        one is drawn pale or dashed.
    """

    title: str
    values: tuple[float, ...]
    colour: str
    write: Format
    tick: Format
    subtitle: str = ""
    shape: Literal["bars", "lines"] = "bars"
    second: tuple[float, ...] = ()
    soft: frozenset[int] = field(default_factory=frozenset)
    empty: str = "n/d"
    limits: tuple[float, float] | None = None
    breaks: tuple[int, ...] = ()


@house_style
def panel_grid(
    quarters: Sequence[Quarter],
    panels: Sequence[Panel],
    *,
    columns: int = 3,
    width: float = theme.FULL_WIDTH,
    row_height: float = 1.55,
    same_scale: bool = False,
) -> Chart:
    """Draw small multiples.

    Parameters
    ----------
    quarters : sequence of Quarter
        The time axis of every panel.
    panels : sequence of Panel
        Filled row by row.
    columns : int
        Panels in a row.
    same_scale : bool
        One value axis for all: asked for whenever the measure is the same.
    """
    rows = math.ceil(len(panels) / columns)
    figure = theme.figure(width, row_height * rows)
    full_width, full_height = width * 72, row_height * rows * 72
    gutter = 14.0
    cell_width = (full_width - gutter * (columns - 1)) / columns
    limits = _limits(panels) if same_scale else None
    for index, panel in enumerate(panels):
        row, column = divmod(index, columns)
        left = column * (cell_width + gutter)
        bottom = full_height - (row + 1) * row_height * 72
        cell = (left, bottom, cell_width, row_height * 72)
        _panel(figure, quarters, panel, cell, panel.limits or limits)
    return draw(figure)


def _panel(
    figure: Figure,
    quarters: Sequence[Quarter],
    panel: Panel,
    cell: tuple[float, float, float, float],
    limits: tuple[float, float] | None,
) -> None:
    full_width, full_height = (side * 72 for side in figure.get_size_inches())
    left, bottom, _, height = cell
    head = 24 if panel.subtitle else 14
    top = bottom + height
    figure.text(
        left / full_width,
        (top - 9) / full_height,
        panel.title,
        fontsize=8.6,
        fontweight=600,
        color=theme.text_colour(panel.colour),
    )
    if panel.subtitle:
        figure.text(
            left / full_width, (top - 19) / full_height, panel.subtitle, fontsize=7.2, color=theme.MUTED
        )
    axes = plot(figure, Box(left=24, right=4, top=head + 10, bottom=17), cell=cell)
    quarter_axis(axes, quarters)
    if not any(math.isfinite(v) for v in (*panel.values, *panel.second)):
        axes.set_yticks([])
        axes.text(
            0.5, 0.5, panel.empty, transform=axes.transAxes, ha="center", va="center", color=theme.MUTED
        )
        return
    for place in panel.breaks:
        axes.axvline(place - 0.5, color=theme.MUTED, linewidth=0.7, linestyle=(0, (1, 2)), zorder=2.8)
    if panel.shape == "bars":
        draw_bars(
            axes,
            panel.values,
            panel.colour,
            tick=panel.tick,
            write=panel.write,
            limits=limits,
            soft=panel.soft,
            old=frozenset(range(panel.breaks[-1])) if panel.breaks else frozenset(),
        )
        if panel.second:
            axes.plot(range(len(panel.second)), panel.second, color=theme.INK, linewidth=1.2, zorder=4)
        return
    lines = _definitions(panel)
    if panel.second:
        lines.insert(0, Line("", theme.INK, panel.second))
    draw_lines(axes, lines, tick=panel.tick, ticks=3, limits=limits)
    _mark_newest(axes, panel)


def _mark_newest(axes: Axes, panel: Panel) -> None:
    """Print the newest value above its point, or below it where the line comes from above and there is room."""
    last = Line("", "", panel.values).last
    if last is None:
        return
    value, (bottom, top) = panel.values[last], axes.get_ylim()
    before = [v for v in panel.values[max(last - 4, 0) : last] if math.isfinite(v)]
    room = (value - bottom) / (top - bottom) * points_high(axes)
    under = bool(before) and max(before) > value and room > theme.LABEL_SIZE + 6
    axes.annotate(
        panel.write(value),
        xy=(last + 0.4, value),
        xytext=(0, -4 if under else 4),
        textcoords="offset points",
        ha="right",
        va="top" if under else "bottom",
        fontweight=600,
        fontsize=theme.LABEL_SIZE,
        annotation_clip=False,
    )


def _limits(panels: Sequence[Panel]) -> tuple[float, float]:
    values = [v for p in panels for v in (*p.values, *p.second) if math.isfinite(v)]
    return min(values, default=0.0), max(values, default=1.0)


def _definitions(panel: Panel) -> list[Line]:
    """One line for each definition: the newest as it is, those before it as older ones."""
    edges = [0, *panel.breaks, len(panel.values)]
    return [
        Line(
            "",
            panel.colour,
            tuple(v if first <= i < after else math.nan for i, v in enumerate(panel.values)),
            frozenset(i for i in panel.soft if first <= i < after),
            old=after != len(panel.values),
        )
        for first, after in itertools.pairwise(edges)
    ]
