"""Small multiples: several measures, each of its company, side by side."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from matplotlib.figure import Figure

from ...periods import Quarter
from .. import theme
from .axes import LOWEST, Format, folded, shortened, steps_within
from .canvas import Chart, draw, has_a_plot, house_style
from .lines import Line
from .scale import Scale, ValueAxis
from .sheet import Frame, words

# Share of a value axis left free above, for the newest value's words: more where they would stand on something.
_HEADROOM = (0.16, 0.4, 0.8)
_SMALL, _LINE = 7.2, 9.0  # Subtitles: their type and the step of their lines, in points.
_FOOT = 17.0  # Under a plot for its quarters, in points.
_ROOM = 24.0  # Left of a plot for the labels of its axis, in points; more where they need more.


@dataclass(frozen=True)
class SmallChart:
    """One small chart.

    Parameters
    ----------
    title, subtitle : str
        Printed over the plot.
    values : tuple of float
        One a quarter; NaN leaves a gap.
    colour : str
        The company's colour.
    write : callable
        Text of the newest value.
    scale : Scale
        What the axis counts.
    shape : {'bars', 'lines'}
        Bars for amounts, lines for rates.
    empty : str
        What to print where there is no value at all; a line a reason.
    breaks : tuple of int
        Places at which a new definition begins: nothing is joined across them, and what stands before the last
        one is drawn pale or dashed.
    """

    title: str
    values: tuple[float, ...]
    colour: str
    write: Format
    scale: Scale
    subtitle: str = ""
    shape: Literal["bars", "lines"] = "bars"
    soft: frozenset[int] = field(default_factory=frozenset)
    empty: str = "n/d"
    breaks: tuple[int, ...] = ()


@house_style
def panel_grid(
    quarters: Sequence[Quarter],
    panels: Sequence[SmallChart],
    *,
    columns: int = 3,
    width: float = theme.FULL_WIDTH,
    row_height: float = 1.3,
) -> Chart:
    """Draw small multiples, each on a scale of its own: their measures differ.

    Parameters
    ----------
    quarters : sequence of Quarter
        The time axis of every panel.
    panels : sequence of SmallChart
        Filled row by row.
    columns : int
        Panels in a row; fewer panels share its width.
    """
    columns = min(columns, max(1, len(panels)))
    rows = math.ceil(len(panels) / columns)
    gutter = 14.0
    cell_width = (width * 72 - gutter * (columns - 1)) / columns
    under = max(len(_subtitle(panel, cell_width)) for panel in panels)
    row_height = max(row_height, (_head(under) + _FOOT + LOWEST) / 72)
    full_height = row_height * rows * 72
    most = steps_within(row_height * 72 - _head(under) - _FOOT, 3)
    headroom = [_HEADROOM[0]] * len(panels)
    for more in (*_HEADROOM[1:], None):
        figure = theme.figure(width, row_height * rows)
        value_axes = [
            p.scale.from_zero(p.values, most=most, headroom=h) for p, h in zip(panels, headroom, strict=True)
        ]
        has_a_plot(figure)
        room = max(_ROOM, *(axis.room + 6 for axis in value_axes))
        crowded = []
        for index, (panel, axis) in enumerate(zip(panels, value_axes, strict=True)):
            row, column = divmod(index, columns)
            left = column * (cell_width + gutter)
            bottom = full_height - (row + 1) * row_height * 72
            cell = (left, bottom, cell_width, row_height * 72)
            if not _panel(figure, quarters, panel, cell, axis, room, under):
                crowded.append(index)
        if more is None or not crowded:
            break
        for index in crowded:
            headroom[index] = more
    return draw(figure, blank=not _values(panels))


def _subtitle(panel: SmallChart, room: float) -> list[str]:
    """Return the lines of a panel's subtitle."""
    return folded(panel.subtitle, room, _SMALL)


def _head(lines: int) -> float:
    """Room over a plot for its title and so many lines under it, in points."""
    return 14 + lines * _LINE + 7


def _panel(
    figure: Figure,
    quarters: Sequence[Quarter],
    panel: SmallChart,
    cell: tuple[float, float, float, float],
    axis: ValueAxis,
    room: float,
    under: int,
) -> bool:
    """Draw one chart into its cell; return whether the words of its newest value stand on nothing."""
    left, bottom, width, height = cell
    top = bottom + height
    colour = theme.text_colour(panel.colour)
    words(
        figure, left, top - 9, shortened(panel.title, width, 8.6), fontsize=8.6, fontweight=600, color=colour
    )
    for line, text in enumerate(_subtitle(panel, width)):
        words(figure, left, top - 19 - line * _LINE, text, fontsize=_SMALL, color=theme.MUTED)
    head = _head(under)
    frame = Frame(
        figure, left + room, bottom + _FOOT, width - room - 4, height - head - _FOOT, len(quarters), axis.low, axis.high
    )  # fmt: skip
    frame.time_axis(quarters, base=axis.low >= 0)
    if not _values([panel]):
        middle = frame.bottom + frame.height / 2
        words(
            figure, frame.left + frame.width / 2, middle, panel.empty,
            ha="center", va="center", color=theme.MUTED, fontsize=theme.BASE_SIZE,
        )  # fmt: skip
        return True
    frame.value_axis(axis)
    frame.taken.rules += [frame.x(place - 0.5) for place in panel.breaks]
    if panel.shape == "bars":
        _bars(frame, panel)
    else:
        _lines(frame, panel)
    last = Line("", "", panel.values).last
    printed = [] if last is None else [frame.value(last, panel.values[last], panel.write(panel.values[last]))]
    for place in panel.breaks:
        frame.upright(place - 0.5, [spot.box for spot in printed])
    return all(spot.clear for spot in printed)


def _bars(frame: Frame, panel: SmallChart) -> None:
    """Draw amounts: those of older definitions pale, those that are not exact hatched."""
    found = [i for i, v in enumerate(panel.values) if math.isfinite(v)]
    old = range(panel.breaks[-1]) if panel.breaks else range(0)
    hatched = {"facecolor": theme.PAPER, "edgecolor": panel.colour, "linewidth": 0.6, "hatch": "/////"}
    for older, alpha in ((False, 1.0), (True, 0.45)):
        part = [i for i in found if (i in old) == older]
        firm, vague = [i for i in part if i not in panel.soft], [i for i in part if i in panel.soft]
        frame.bars(firm, [panel.values[i] for i in firm], facecolor=panel.colour, alpha=alpha)
        frame.bars(vague, [panel.values[i] for i in vague], alpha=alpha, **hatched)


def _lines(frame: Frame, panel: SmallChart) -> None:
    """Draw rates: gaps where values are missing, hollow marks where they are not exact, old definitions dashed."""
    edges = [0, *panel.breaks, len(panel.values)]
    for first, after in itertools.pairwise(edges):
        old = after != len(panel.values)
        places = [i for i in range(first, after) if math.isfinite(panel.values[i])]
        run = range(first, after)
        frame.line(
            run, [panel.values[i] for i in run],
            color=panel.colour, linewidth=1.2 if old else 1.6, linestyle=(0, (3, 1.6)) if old else "-", zorder=3,
        )  # fmt: skip
        if places and (places[-1] - places[0] >= len(places) or len(places) == 1):
            # Where quarters are missing in between, dots tell the values from the joins; a lone value is a dot.
            dots = {"linestyle": "none", "marker": ".", "markersize": 4, "color": panel.colour, "zorder": 3}
            frame.line(places, [panel.values[i] for i in places], **dots)
        soft = [i for i in places if i in panel.soft]
        if soft:
            frame.line(
                soft, [panel.values[i] for i in soft],
                linestyle="none", marker="o", markersize=3.4, markerfacecolor=theme.PAPER,
                markeredgecolor=panel.colour, markeredgewidth=0.9, zorder=4,
            )  # fmt: skip


def _values(panels: Sequence[SmallChart]) -> list[float]:
    return [v for p in panels for v in p.values if math.isfinite(v)]
