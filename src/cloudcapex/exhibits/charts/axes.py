"""What every chart over quarters shares: the time axis, the value axis, labels that never collide."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...periods import Quarter
from .. import theme
from .canvas import text_width
from .scale import ValueAxis

Format = Callable[[float], str]

LONGEST = 108.0  # Room for a name beside a plot of half the measure, in points.
_LABEL_GAP = 1.6
# What a line is never broken inside: a word with the short one behind it (``US$ bn``), a Chinese character with its signs.
_PIECES = re.compile(r"[\u4e00-\u9fff][，、。；：）]*\s*|[^\s\u4e00-\u9fff]+(?: [a-z]{1,2}(?=\s|$))?\s*")
_LABEL_STEP = theme.LABEL_SIZE + _LABEL_GAP


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
    """
    full_width, full_height = (side * 72 for side in figure.get_size_inches())
    left, bottom, width, height = cell or (0.0, 0.0, full_width, full_height)
    axes = figure.add_axes(
        (
            (left + box.left) / full_width,
            (bottom + box.bottom) / full_height,
            (width - box.left - box.right) / full_width,
            (height - box.top - box.bottom) / full_height,
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
    """A name set beside the end of its line or the middle of its bar."""

    text: str
    value: float
    colour: str


def end_labels(axes: Axes, labels: Sequence[EndLabel], x: float, *, size: float = theme.LABEL_SIZE) -> None:
    """Set labels beside a plot, pushed apart until none overlaps; a thin leader shows where a moved one belongs."""
    if not labels:
        return
    bottom, top = axes.get_ylim()
    per_point = (top - bottom) / points_high(axes)
    gap = (size + _LABEL_GAP) * per_point
    order = sorted(labels, key=lambda label: label.value)
    places = spread([label.value for label in order], gap, bottom + gap * 0.3, top - gap * 0.2)
    for label, place in zip(order, places, strict=True):
        moved = abs(place - label.value) > 0.9 * gap
        set_beside(axes, label, (x, label.value), (place - label.value) / per_point, moved=moved, size=size)


def set_beside(
    axes: Axes,
    label: EndLabel,
    at: tuple[float, float],
    by: float,
    *,
    moved: bool,
    size: float = theme.LABEL_SIZE,
    gap: float = 4,
    level: str = "center",
) -> None:
    """Set a name beside a place, so many points above or below it, with a thin leader where it was moved."""
    leader = {"arrowstyle": "-", "color": label.colour, "linewidth": 0.4, "shrinkA": 1, "shrinkB": 1}
    axes.annotate(
        label.text,
        xy=at,
        xytext=(10 if moved else gap, by),
        textcoords="offset points",
        va=level,
        ha="left",
        color=theme.text_colour(label.colour),
        fontsize=size,
        fontweight=600,
        annotation_clip=False,
        arrowprops=leader if moved else None,
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
    return max(height, (labels * _LABEL_STEP + around) / 72)


def widest(texts: Sequence[str], size: float = theme.LABEL_SIZE) -> float:
    """Room that the widest of some end labels takes, in points."""
    return max((text_width(t, size, 600) for t in texts), default=0.0)
