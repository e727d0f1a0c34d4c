"""Small multiples: the same measure for several companies, or several measures of one, side by side."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from matplotlib.figure import Figure

from ...periods import Quarter
from .. import theme
from .axes import Format, folded, shortened
from .canvas import Chart, draw, house_style, text_width
from .lines import Line
from .scale import Scale, ValueAxis
from .sheet import Frame, words

# Share of a value axis left free above, for the newest value's words.
_HEADROOM = 0.16
_SMALL, _LINE = 7.2, 9.0  # Subtitles: their type and the step of their lines, in points.
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
    scale: Scale
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
    panels: Sequence[SmallChart],
    *,
    columns: int = 3,
    width: float = theme.FULL_WIDTH,
    row_height: float = 1.3,
    same_scale: bool = False,
) -> Chart:
    """Draw small multiples.

    Parameters
    ----------
    quarters : sequence of Quarter
        The time axis of every panel.
    panels : sequence of SmallChart
        Filled row by row.
    columns : int
        Panels in a row; fewer panels share its width.
    same_scale : bool
        One value axis for all: asked for whenever the measure is the same.
    """
    columns = min(columns, max(1, len(panels)))
    rows = math.ceil(len(panels) / columns)
    figure = theme.figure(width, row_height * rows)
    full_width, full_height = width * 72, row_height * rows * 72
    gutter = 14.0
    cell_width = (full_width - gutter * (columns - 1)) / columns
    shared = tuple(_values(panels)) if same_scale else ()
    value_axes = [_axis(panel, shared) for panel in panels]
    under = max(len(_subtitle(panel, cell_width)) for panel in panels)
    room = max(_ROOM, *(axis.room + 6 for axis in value_axes))
    for index, (panel, axis) in enumerate(zip(panels, value_axes, strict=True)):
        row, column = divmod(index, columns)
        left = column * (cell_width + gutter)
        bottom = full_height - (row + 1) * row_height * 72
        cell = (left, bottom, cell_width, row_height * 72)
        _panel(figure, quarters, panel, cell, axis, room, under)
    return draw(figure, blank=not _values(panels))


def _subtitle(panel: SmallChart, room: float) -> list[str]:
    """Return the lines of a panel's subtitle."""
    return folded(panel.subtitle, room, _SMALL)


def _panel(
    figure: Figure,
    quarters: Sequence[Quarter],
    panel: SmallChart,
    cell: tuple[float, float, float, float],
    axis: ValueAxis,
    room: float,
    under: int,
) -> None:
    left, bottom, width, height = cell
    top = bottom + height
    colour = theme.text_colour(panel.colour)
    words(
        figure, left, top - 9, shortened(panel.title, width, 8.6), fontsize=8.6, fontweight=600, color=colour
    )
    for line, text in enumerate(_subtitle(panel, width)):
        words(figure, left, top - 19 - line * _LINE, text, fontsize=_SMALL, color=theme.MUTED)
    head = 14 + under * _LINE + 7
    frame = Frame(
        figure, left + room, bottom + 17, width - room - 4, height - head - 17, len(quarters), axis.low, axis.high
    )  # fmt: skip
    frame.time_axis(quarters, base=axis.low >= 0)
    if not _values([panel]):
        middle = frame.bottom + frame.height / 2
        words(
            figure, frame.left + frame.width / 2, middle, panel.empty,
            ha="center", va="center", color=theme.MUTED, fontsize=theme.BASE_SIZE,
        )  # fmt: skip
        return
    frame.value_axis(axis)
    for place in panel.breaks:
        frame.upright(place - 0.5)
    if panel.shape == "bars":
        _bars(frame, panel)
    else:
        _lines(frame, panel)


def _bars(frame: Frame, panel: SmallChart) -> None:
    """Draw amounts and mark the newest with its value, clear of every bar."""
    found = [i for i, v in enumerate(panel.values) if math.isfinite(v)]
    old = range(panel.breaks[-1]) if panel.breaks else range(0)
    hatched = {"facecolor": theme.PAPER, "edgecolor": panel.colour, "linewidth": 0.6, "hatch": "/////"}
    for older, alpha in ((False, 1.0), (True, 0.45)):
        part = [i for i in found if (i in old) == older]
        firm, vague = [i for i in part if i not in panel.soft], [i for i in part if i in panel.soft]
        frame.bars(firm, [panel.values[i] for i in firm], facecolor=panel.colour, alpha=alpha)
        frame.bars(vague, [panel.values[i] for i in vague], alpha=alpha, **hatched)
    _second(frame, panel.second, 1.2, 4)
    if found:
        text = panel.write(panel.values[found[-1]])
        under = _beneath(frame, panel.values, found[-1], text)
        _print_newest(frame, found[-1], max(0.0, *under), text, 2)


def _second(frame: Frame, values: Sequence[float], wide: float, above: int) -> None:
    """Draw what the first values are held against: a line, and a dot where a value has no neighbour to be joined to."""
    if not values:
        return
    frame.line(range(len(values)), values, color=theme.INK, linewidth=wide, zorder=above)
    known = [False, *map(math.isfinite, values), False]
    lone = [i for i in range(len(values)) if known[i + 1] and not (known[i] or known[i + 2])]
    if lone:
        dots = {"linestyle": "none", "marker": ".", "markersize": 4, "color": theme.INK, "zorder": above}
        frame.line(lone, [values[i] for i in lone], **dots)


def _beneath(frame: Frame, values: Sequence[float], last: int, text: str) -> list[float]:
    """Values that stand where the words of the newest one are set: from its right edge as far left as they reach."""
    reach = text_width(text, theme.LABEL_SIZE, 600) / frame.width * (frame.count + 0.2)
    first = max(math.floor(last + 0.4 - reach), 0)
    return [v for v in values[first : last + 1] if math.isfinite(v)]


def _print_newest(frame: Frame, place: int, value: float, text: str, lift: float) -> None:
    frame.words(
        place + 0.4, value, text,
        lift=lift, ha="right", va="bottom" if lift > 0 else "top", fontweight=600, fontsize=theme.LABEL_SIZE,
        color=theme.INK, zorder=5, bbox={"facecolor": theme.PAPER, "edgecolor": "none", "pad": 0.3},
    )  # fmt: skip


def _lines(frame: Frame, panel: SmallChart) -> None:
    """Draw rates: gaps where values are missing, hollow marks where they are not exact, old definitions dashed."""
    _second(frame, panel.second, 1.6, 3)
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
    _mark_newest(frame, panel)


def _mark_newest(frame: Frame, panel: SmallChart) -> None:
    """Print the newest value clear of the line: above it or below it, whichever is nearer to its point."""
    last = Line("", "", panel.values).last
    if last is None:
        return
    value = panel.values[last]
    text = panel.write(value)
    near = _beneath(frame, panel.values, last, text)
    over, under = max(near) - value, value - min(near)
    room = frame.y(min(near)) - frame.bottom
    if under < over and room > theme.LABEL_SIZE + 6:
        _print_newest(frame, last, min(near), text, -4)
    else:
        _print_newest(frame, last, max(near), text, 4)


def _axis(panel: SmallChart, shared: Sequence[float]) -> ValueAxis:
    """Fit a panel's value axis: to its limits, else to what all share, else to its own values."""
    own = panel.values if panel.shape == "bars" else (*panel.values, *panel.second)
    return panel.scale.from_zero(panel.limits or shared or own, most=3, headroom=_HEADROOM)


def _values(panels: Sequence[SmallChart]) -> list[float]:
    return [v for p in panels for v in (*p.values, *p.second) if math.isfinite(v)]
