"""Guidance as ladders: a rung for each statement by its day, companies side by side on one scale."""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .. import theme
from .axes import LOWEST, Box, plot, points_high, steps_within, value_axis
from .canvas import Chart, draw, has_a_plot, house_style, text_ink, text_width
from .scale import Scale, ValueAxis

_LABEL = 7.2
_SMALL = theme.BASE_SIZE - 0.8
_POINT = 2.6  # Height of a single figure's tick, in points: as thick as a narrow range, never thinner.
_GAP = 20.0  # Between two ladders, in points.
_PAD = 7.0  # Between the labels of two rungs, in points.
_HEAD, _FOOT = 34.0, 26.0  # Over a plot its names, under it its days, in points.
_MOST = 46.0  # No rung's place grows wider than this, in points.

_width = functools.cache(text_width)

Look = Literal["now", "earlier", "apart", "struck", "words", "spent"]


@dataclass(frozen=True)
class Rung:
    """One statement of a ladder, or the bar of what was spent.

    Attributes
    ----------
    label : str
        Printed above it: the range, or for words alone the mark that says so.
    low, high : float
        Its ends; equal for a single figure, NaN for an end that was not given and for words.
    when, year : str
        Printed below it: the month, and the year under the first rung of each year.
    look : {'now', 'earlier', 'apart', 'struck', 'words', 'spent'}
        In force: solid. Replaced: pale. On another basis: hollow. Contradicted: hollow, its label struck
        through. Words alone: a mark on the base line. Spent: a pale bar from zero.
    """

    label: str
    low: float
    high: float
    when: str
    year: str = ""
    look: Look = "now"

    @property
    def top(self) -> float:
        return max((v for v in (self.low, self.high) if math.isfinite(v)), default=0.0)

    @property
    def room(self) -> float:
        """Width it takes, in points: its widest label decides, so that none can collide."""
        below = max(_width(self.when, theme.BASE_SIZE), _width(self.year, theme.BASE_SIZE))
        return max(_width(self.label, _LABEL, 600), below)


@dataclass(frozen=True)
class Ascent:
    """One company's ladder: its name, what it is measured in, its rungs from the oldest."""

    name: str
    basis: str
    colour: str
    rungs: tuple[Rung, ...]

    @property
    def room(self) -> float:
        """Width it takes, in points."""
        steps = sum(rung.room + _PAD for rung in self.rungs)
        return max(steps, _width(self.name, 8.6, 600), _width(self.basis, _SMALL))


@house_style
def ladder_chart(
    ascents: Sequence[Ascent],
    *,
    scale: Scale,
    width: float = theme.FULL_WIDTH,
    row_height: float = 1.85,
) -> Chart:
    """Draw ladders side by side; those that do not fit stand in a second row on the same scale.

    Parameters
    ----------
    ascents : sequence of Ascent
        At least one, each with a rung.
    scale : Scale
        What the axis counts.
    width, row_height : float
        Size in inches.
    """
    row_height = max(row_height, (_HEAD + _FOOT + LOWEST) / 72)
    most = steps_within(row_height * 72 - _HEAD - _FOOT, 4)
    tops = (rung.top for ascent in ascents for rung in ascent.rungs)
    axis = scale.from_zero(tops, most=most, headroom=0.16)
    left = axis.room + 10
    rows = _rows(ascents, width * 72 - left - 4)
    figure = theme.figure(width, row_height * len(rows))
    has_a_plot(figure)
    for number, row in enumerate(rows):
        bottom = (len(rows) - number - 1) * row_height * 72
        _draw_row(figure, row, axis, left, (0.0, bottom, width * 72, row_height * 72))
    return draw(figure)


def _rows(ascents: Sequence[Ascent], room: float) -> list[Sequence[Ascent]]:
    """Break the ladders into as few rows as fit, as even as can be."""
    for count in range(1, len(ascents) + 1):
        best = min(_breaks(ascents, count), key=lambda rows: max(map(_needed, rows)))
        if max(map(_needed, best)) <= room or count == len(ascents):
            return best
    return [ascents]


def _breaks(ascents: Sequence[Ascent], count: int) -> list[list[Sequence[Ascent]]]:
    found = []
    for cuts in itertools.combinations(range(1, len(ascents)), count - 1):
        ends = [0, *cuts, len(ascents)]
        found.append([ascents[a:b] for a, b in itertools.pairwise(ends)])
    return found


def _needed(row: Sequence[Ascent]) -> float:
    return sum(ascent.room for ascent in row) + _GAP * (len(row) - 1)


def _draw_row(
    figure: Figure,
    row: Sequence[Ascent],
    axis: ValueAxis,
    left: float,
    cell: tuple[float, float, float, float],
) -> None:
    axes = plot(figure, Box(left=left, right=4, top=_HEAD, bottom=_FOOT), cell=cell)
    room = cell[2] - left - 4
    axes.set_xlim(0, room)
    value_axis(axes, axis)
    step = _common_step(row, room)
    widths = [max(sum(_slots(ascent, step)), ascent.room) for ascent in row]
    gap = min((room - sum(widths)) / len(row), 3 * _GAP)
    at = max(room - sum(widths) - gap * (len(row) - 1), 0.0) / 2
    places: list[tuple[float, Rung]] = []
    for ascent, span in zip(row, widths, strict=True):
        places += _draw_ladder(axes, ascent, at, span, step)
        at += span + gap
    axes.set_xticks([x for x, _ in places], [_below(rung) for _, rung in places])
    axes.tick_params(axis="x", length=0, pad=3)


def _common_step(row: Sequence[Ascent], room: float) -> float:
    """Widen the narrowest rungs first, all to one step, as far as the row has room and none past the widest."""
    low, high = 0.0, _MOST
    free = room - _GAP * (len(row) - 1)
    for _ in range(30):
        step = (low + high) / 2
        if sum(max(sum(_slots(ascent, step)), ascent.room) for ascent in row) <= free:
            low = step
        else:
            high = step
    return low


def _slots(ascent: Ascent, step: float) -> list[float]:
    return [max(rung.room + _PAD, step) for rung in ascent.rungs]


def _below(rung: Rung) -> str:
    return f"{rung.when}\n{rung.year}" if rung.year else rung.when


def _draw_ladder(axes: Axes, ascent: Ascent, at: float, span: float, step: float) -> list[tuple[float, Rung]]:
    """Draw one ladder from a place on; return the middle of each rung."""
    middle = at + span / 2
    for text, lift, size, weight, colour in (
        (ascent.name, 20, 8.6, 600, theme.text_colour(ascent.colour)),
        (ascent.basis, 10, _SMALL, 400, theme.MUTED),
    ):
        axes.annotate(
            text,
            xy=(middle, 1),
            xycoords=("data", "axes fraction"),
            xytext=(0, lift),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontsize=size,
            fontweight=weight,
            color=colour,
            annotation_clip=False,
        )
    slots = _slots(ascent, step)
    at = middle - sum(slots) / 2
    places = []
    for rung, share in zip(ascent.rungs, slots, strict=True):
        _draw_rung(axes, rung, ascent.colour, at + share / 2, min(share * 0.72, 30.0))
        places.append((at + share / 2, rung))
        at += share
    return places


def _draw_rung(axes: Axes, rung: Rung, colour: str, x: float, wide: float) -> None:
    per_point = (axes.get_ylim()[1] - axes.get_ylim()[0]) / points_high(axes)
    ink = theme.INK if rung.look in ("now", "spent") else theme.MUTED
    if rung.look == "words":
        axes.plot([x - wide / 2, x + wide / 2], [0, 0], color=colour, linewidth=2.2, alpha=0.6, zorder=4)
        _label(axes, rung, x, 0.0, ink, per_point)
        return
    low = rung.low if math.isfinite(rung.low) else rung.high
    high = rung.high if math.isfinite(rung.high) else rung.low
    if rung.look == "spent":
        axes.bar([x], [high], wide, color=colour, alpha=0.28, zorder=3)
        _label(axes, rung, x, high, theme.text_colour(colour), per_point)
        return
    thick = max(high - low, _POINT * per_point)
    floor = (low + high) / 2 - thick / 2
    if rung.look in ("apart", "struck"):
        style: dict[str, Any] = {
            "facecolor": theme.PAPER,
            "edgecolor": colour,
            "linewidth": 0.8,
            "linestyle": (0, (2, 1.2)),
        }
    else:
        style = {"color": colour, "alpha": 1.0 if rung.look == "now" else 0.5}
    axes.bar([x], [thick], wide, [floor], zorder=3, **style)
    if math.isfinite(rung.low) != math.isfinite(rung.high):
        up = math.isfinite(rung.low)
        edge = floor + thick if up else floor
        axes.plot([x], [edge], marker="^" if up else "v", color=colour, markersize=3.4, zorder=4)
        floor += 2.5 * per_point if up else 0
    _label(axes, rung, x, floor + thick, ink, per_point)


def _label(axes: Axes, rung: Rung, x: float, y: float, ink: str, per_point: float) -> None:
    up, down = text_ink(rung.label, _LABEL)
    # No line of the grid goes through the words: they stand on it where it would.
    foot = y / per_point + 2
    lines = [tick / per_point for tick in axes.get_yticks()]
    lift = 2 + max(
        (line + 1 - foot for line in lines if foot - 0.5 < line < foot + up + down + 0.5), default=0.0
    )
    axes.annotate(
        rung.label,
        xy=(x, y),
        xytext=(0, lift),
        textcoords="offset points",
        ha="center",
        va="bottom",
        fontsize=_LABEL,
        fontweight=600 if rung.look == "now" else 400,
        color=ink,
        annotation_clip=False,
        zorder=5,
    )
    if rung.look == "struck":
        half = text_width(rung.label, _LABEL) / 2 + 1
        height = y + (lift + 0.74 * _LABEL) * per_point
        axes.plot([x - half, x + half], [height, height], color=ink, linewidth=0.7, zorder=5)
