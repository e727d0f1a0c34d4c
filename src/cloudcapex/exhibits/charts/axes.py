"""What every chart over quarters shares: the time axis, the value axis, labels that never collide."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...language import COUNTED, ONE_WORD
from ...periods import Quarter
from .. import theme
from .canvas import has_a_plot, text_width
from .scale import ValueAxis

Format = Callable[[float], str]

LONGEST = 108.0  # Room for a name beside a plot of half the measure, in points.
LOWEST = 24.0  # No plot is lower than this, in points: three labels of its axis have room.
_LABEL_GAP = 1.6
_CHANNEL = 10.0  # Between a plot and its end labels where leaders run between them, in points.
# What a line is never broken inside: a word with the short one behind it (``US$ bn``), a unit (``億美元``, ``百分比``), a
# Chinese character with its signs.
_PIECES = re.compile(
    rf"(?:{ONE_WORD}|(?:人民[币幣])?{COUNTED}|[\u4e00-\u9fff])[，、。；：）]*\s*"
    r"|[^\s\u4e00-\u9fff]+(?: [a-z]{1,2}(?=\s|$))?\s*"
)
LABEL_STEP = theme.LABEL_SIZE + _LABEL_GAP


@dataclass(frozen=True)
class Box:
    """Margins around a plot, in points: nothing is measured twice, so nothing is drawn twice."""

    left: float = 26
    right: float = 12
    top: float = 12
    bottom: float = 20


def plot(figure: Figure, box: Box, *, cell: tuple[float, float, float, float] | None = None) -> Axes:
    """Add axes inside a figure, or inside one cell of it.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    box : Box
        Margins in points.
    cell : tuple, optional
        Left, bottom, width, height in points of the part of the figure to use.

    Raises
    ------
    ValueError
        Where the margins leave no room for it.
    """
    full_width, full_height = (side * 72 for side in figure.get_size_inches())
    left, bottom, width, height = cell or (0.0, 0.0, full_width, full_height)
    across, up = width - box.left - box.right, height - box.top - box.bottom
    if min(across, up) < 0:
        raise ValueError("the margins leave no room for a plot")
    has_a_plot(figure)  # before there are axes: they are most of what a size costs
    axes = figure.add_axes(
        (
            (left + box.left) / full_width,
            (bottom + box.bottom) / full_height,
            across / full_width,
            up / full_height,
        )
    )
    axes.patch.set_alpha(0)
    return axes


def _inches(axes: Axes) -> tuple[float, float]:
    figure = axes.get_figure(root=True)
    assert figure is not None  # a plot is made on a figure
    wide, high = figure.get_size_inches()
    return float(wide), float(high)


def points_wide(axes: Axes) -> float:
    """Width of a plot in points."""
    return axes.get_position().width * _inches(axes)[0] * 72


def points_high(axes: Axes) -> float:
    """Height of a plot in points."""
    return axes.get_position().height * _inches(axes)[1] * 72


def quarter_axis(axes: Axes, quarters: Sequence[Quarter], *, pad: float = 0.6) -> None:
    """Label the time axis with quarters, as many as fit without touching."""
    axes.set_xlim(-pad, len(quarters) - 1 + pad)
    at = quarter_places(quarters, points_wide(axes), pad)
    axes.set_xticks(at, [str(quarters[i]) for i in at])


def quarter_places(quarters: Sequence[Quarter], width: float, pad: float = 0.6) -> list[int]:
    """Choose the quarters to label on an axis of so many points: back from the newest in even steps, so that none touch."""
    per_quarter = width / (len(quarters) - 1 + 2 * pad)
    need = text_width("2026Q2") + 6
    step = next(s for s in (1, 2, *range(4, 4 * len(quarters) + 8, 4)) if s * per_quarter >= need)
    return list(range(len(quarters) - 1, -1, -step))[::-1]


def steps_within(high: float, most: int) -> int:
    """Tell how many steps a value axis may have, so that its labels do not touch.

    Parameters
    ----------
    high : float
        Of the plot, in points.
    most : int
        Where there is room.

    Returns
    -------
    int
        At least two: one value beside zero says little of a scale.
    """
    return max(2, min(most, int(high / (theme.BASE_SIZE + 1.4))))


def value_axis(axes: Axes, axis: ValueAxis) -> None:
    """Draw an upright value axis, zero as a line where values fall below it."""
    axes.set_ylim(axis.low, axis.high)
    axes.set_yticks([t.place for t in axis.ticks], [t.label for t in axis.ticks])
    axes.yaxis.grid(True, color=theme.GRID, linewidth=0.6)
    axes.axhline(0, color=theme.MUTED, linewidth=0.8, zorder=2.5)
    if axis.low < 0:
        axes.spines["bottom"].set_visible(False)


def value_axis_across(axes: Axes, axis: ValueAxis, *, pad: float = 3.5) -> None:
    """Draw a value axis under rows of bars or ranges, its labels ``pad`` points below them."""
    axes.set_xlim(axis.low, axis.high)
    axes.set_xticks([t.place for t in axis.ticks], [t.label for t in axis.ticks])
    axes.xaxis.grid(True, color=theme.GRID, linewidth=0.6)
    axes.tick_params(axis="x", length=0, pad=pad)
    axes.spines["bottom"].set_visible(False)


@dataclass(frozen=True)
class EndLabel:
    """A name set beside the end of its line or the middle of its bar.

    Where a line ends before the others do, ``last`` is the place of its end.
    """

    text: str
    value: float
    colour: str
    last: float | None = None


def end_labels(axes: Axes, labels: Sequence[EndLabel], *, size: float = theme.LABEL_SIZE) -> None:
    """Set labels beside a plot, pushed apart until none overlaps; a thin leader shows where a moved one belongs."""
    if not labels:
        return
    bottom, top = axes.get_ylim()
    edge = axes.get_xlim()[1]  # where the grid ends: it goes through no name
    per_point = (top - bottom) / points_high(axes)
    gap = (size + _LABEL_GAP) * per_point
    order = sorted(labels, key=lambda label: label.value)
    # The lowest stands on the foot of the plot and not across it.
    places = spread([label.value for label in order], gap, bottom + gap * 0.55, top - gap * 0.2)
    by = [(place - label.value) / per_point for label, place in zip(order, places, strict=True)]
    beside = [(label, (edge, label.value)) for label in order]
    set_all_beside(axes, beside, by, far=0.9 * (size + _LABEL_GAP), size=size)
    for label, lift in zip(order, by, strict=True):
        if label.last is not None and (label.last < edge - 1 or abs(lift) > 0.9 * (size + _LABEL_GAP)):
            way = [label.last + 0.2, edge]
            # Grey dots in the place of quarters without a value: a line in its colour reads as a level one.
            ended = label.last < edge - 1
            style = {"color": theme.MUTED, "linestyle": (0, (1, 2.5))} if ended else {"color": label.colour}
            axes.plot(way, [label.value] * 2, linewidth=0.6 if ended else 0.4, zorder=2.4, **style)


def set_all_beside(
    axes: Axes,
    labels: Sequence[tuple[EndLabel, tuple[float, float]]],
    by: Sequence[float],
    *,
    far: float,
    size: float = theme.LABEL_SIZE,
    gap: float = 4,
    level: str = "center",
) -> None:
    """Set names beside their places, with thin leaders to those that were moved up or down far from them.

    Parameters
    ----------
    axes : Axes
        On which they stand.
    labels : sequence of (EndLabel, tuple of float)
        Each with its place.
    by : sequence of float
        How many points each was moved up.
    far : float
        More points than these ask for a leader.
    size : float
        Of the type, in points.
    gap : float
        Between place and name, in points, where no name was moved far.
    level : str
        What of the words stands at their height, as matplotlib names it.
    """
    moved = [abs(lift) > far for lift in by]
    if any(moved):
        gap = _CHANNEL  # for all of them: no leader then goes through the start of another's words
    for (label, at), lift, apart in zip(labels, by, moved, strict=True):
        # It ends at the start of the words: towards their middle, it would go through those above or below.
        leader = {
            "arrowstyle": "-",
            "color": label.colour,
            "linewidth": 0.4,
            "shrinkA": 1,
            "shrinkB": 1,
            "relpos": (0, 0.5),
        }
        axes.annotate(
            label.text,
            xy=at,
            xytext=(gap, lift),
            textcoords="offset points",
            va=level,
            ha="left",
            color=theme.text_colour(label.colour),
            fontsize=size,
            fontweight=600,
            annotation_clip=False,
            arrowprops=leader if apart else None,
        )


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move ordered places apart by at least ``gap`` with the least total movement, inside bounds where they fit.

    Clusters of labels that would touch are merged and centred on their mean, as in isotonic
    regression; the order never changes.
    """
    clusters: list[list[float]] = []  # each: [sum of wanted first-place offsets, count]
    for index, wanted in enumerate(places):
        clusters.append([wanted - index * gap, 1.0])
        while len(clusters) > 1 and clusters[-2][0] / clusters[-2][1] > clusters[-1][0] / clusters[-1][1]:
            total, count = clusters.pop()
            clusters[-1][0] += total
            clusters[-1][1] += count
    found: list[float] = []
    for total, count in clusters:
        first = len(found)
        found += [total / count + (first + n) * gap for n in range(int(count))]
    if found and found[-1] > high:
        limit = high
        for i in range(len(found) - 1, -1, -1):
            found[i] = min(found[i], limit)
            limit = found[i] - gap
    if found and found[0] < low:
        limit = low
        for i in range(len(found)):
            found[i] = max(found[i], limit)
            limit = found[i] + gap
    return found


def shortened(text: str, room: float = LONGEST, size: float = theme.LABEL_SIZE) -> str:
    """Cut a name that is longer than there is room for, in points, and say so with an ellipsis."""
    if text_width(text, size, 600) <= room:
        return text
    kept = len(text)
    while kept and text_width(f"{text[:kept]}…", size, 600) > room:
        kept -= 1
    return f"{text[:kept].rstrip()}…"


def folded(text: str, room: float, size: float = theme.LABEL_SIZE) -> list[str]:
    """Set words in as many lines as they need in some room, in points: broken at spaces, and behind Chinese characters."""
    lines: list[str] = []
    for piece in _PIECES.findall(text):
        if lines and text_width(lines[-1] + piece.rstrip(), size) <= room:
            lines[-1] += piece
        else:
            lines.append(piece)
    return [line.rstrip() for line in lines]


def high_enough(height: float, labels: int, *, around: float = 32) -> float:
    """Height in inches of a chart beside which so many end labels stand: at least what was asked for."""
    return max(height, (labels * LABEL_STEP + around) / 72)


def widest(texts: Sequence[str], size: float = theme.LABEL_SIZE) -> float:
    """Room that the widest of some end labels takes, in points."""
    return max((text_width(t, size, 600) for t in texts), default=0.0)


def points_of_row(height: float, *, least: float = LABEL_STEP) -> float:
    """Turn the height of rows into points.

    Parameters
    ----------
    height : float
        Inches.
    least : float
        Points that a row's words take.

    Raises
    ------
    ValueError
        Where the words of one row would stand on those of the next.
    """
    points = height * 72
    if points < least:
        raise ValueError("a row has no room for its words")
    return points
