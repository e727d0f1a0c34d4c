"""Horizontal bars made of parts: amounts that were told, that may be, and bounds of a share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from .. import theme
from .axes import LABEL_STEP, Box, plot, points_of_row, points_wide, shortened, value_axis_across, widest
from .canvas import Chart, draw, house_style, text_width
from .keys import LINE, Key, Look, draw_keys, key_lines, swatch
from .scale import Scale

ROW, AXIS = 19.0, 16.0


@dataclass(frozen=True)
class BarPart:
    """One stretch of a bar; of the look ``none`` where the bar begins later than at zero."""

    value: float
    colour: str
    look: Look = "full"


@dataclass(frozen=True)
class Bar:
    """One bar.

    Parameters
    ----------
    name : str
        Printed before it.
    parts : tuple of BarPart
        From the left.
    label : str
        Printed at its end, or after the part numbered ``inside``.
    """

    name: str
    parts: tuple[BarPart, ...]
    label: str
    inside: int | None = None

    @property
    def end(self) -> float:
        return math.fsum(p.value for p in self.parts)


@house_style
def span_bars(
    bars: Sequence[Bar],
    keys: Sequence[Key],
    *,
    scale: Scale,
    top: float | None = None,
    width: float = theme.FULL_WIDTH,
    row_height: float = ROW / 72,
) -> Chart:
    """Draw horizontal bars of parts.

    Parameters
    ----------
    bars : sequence of Bar
        From top to bottom; at least one.
    keys : sequence of Key
        Named under the chart; they break into as many lines as they need.
    scale : Scale
        What the axis counts.
    top : float, optional
        End of the axis; by default the longest bar's.
    width, row_height : float
        Inches.
    """
    lines = key_lines(keys, width * 72)
    # Words within a part have its height.
    least = LABEL_STEP if all(bar.inside is None for bar in bars) else ROW
    figure = theme.figure(
        width, (len(bars) * points_of_row(row_height, least=least) + AXIS + LINE * len(lines) + 6) / 72
    )
    right = widest([b.label for b in bars]) + 10 if top is None else 16
    names = [shortened(b.name, width * 72 * 0.4) for b in bars]
    box = Box(left=widest(names) + 10, right=right, top=4, bottom=AXIS + LINE * len(lines))
    axes = plot(figure, box)
    axis = scale.from_zero([top] if top else [b.end for b in bars], most=6, headroom=0.0)
    value_axis_across(axes, axis, pad=3)
    axes.axvline(0, color=theme.MUTED, linewidth=0.8, zorder=4)
    axes.set_ylim(len(bars) - 0.5, -0.5)
    for y, bar in enumerate(bars):
        at = 0.0
        for part in bar.parts:
            if part.value > 0 and part.look != "none":
                axes.add_patch(swatch((at, y - 0.32), part.value, 0.64, part.colour, part.look))
            at += part.value
        if bar.inside is not None:
            at = math.fsum(p.value for p in bar.parts[: bar.inside])
        _label(axes, bar, y, at, axis.high)
    axes.set_yticks(range(len(bars)), names)
    axes.tick_params(axis="y", labelcolor=theme.INK, labelsize=theme.LABEL_SIZE, pad=5)
    draw_keys(figure, lines)
    return draw(figure)


def _label(axes: Axes, bar: Bar, y: int, at: float, end: float) -> None:
    """Print a bar's words at its end, or before its start where there is no room behind it."""
    room = (end - at) / end * points_wide(axes)
    start = next(
        (sum(p.value for p in bar.parts[:i]) for i, p in enumerate(bar.parts) if p.look != "none"), 0.0
    )
    need = text_width(bar.label, theme.LABEL_SIZE, 600) + 8
    left = room + 10 < need and start / end * points_wide(axes) > need
    axes.annotate(
        bar.label,
        xy=(start if left else at, y),
        xytext=(-4 if left else 4, 0),
        textcoords="offset points",
        ha="right" if left else "left",
        va="center_baseline",
        fontsize=theme.LABEL_SIZE,
        fontweight=600,
        annotation_clip=False,
        zorder=5,
    )
