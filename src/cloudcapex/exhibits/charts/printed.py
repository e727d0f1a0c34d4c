"""Words printed into a plot of matplotlib's where nothing stands: values beside their points, names of what a definition was."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform

from .. import theme
from .canvas import text_ink, text_width
from .clear import AIR, STEP, Space, Taken, leader, spot, stretches


def set_value(
    axes: Axes, at: tuple[float, float], text: str, *, right: float, weight: int = 600, top: float = 8.0
) -> None:
    """Print a value beside its point on axes where nothing stands, with a thin leader where that is far.

    Parameters
    ----------
    axes : Axes
        Drawn whole, so that the words know what to avoid.
    at : tuple of float
        The point, in the units of the axes.
    text : str
        The value.
    right : float
        Place on the time axis past which the words may not reach.
    weight : int
        Of their type.
    top : float
        How far over the plot they may stand, in points.
    """
    plot = axes.get_window_extent()
    x, y = (float(v) for v in axes.transData.transform(at))
    edge = float(axes.transData.transform((right, 0.0))[0])
    within = Space(plot.x0, plot.y0, edge, plot.y1 + top)
    taken = taken_on(axes)
    found = spot(taken, text, (x, y), within, weight=weight, gap=2.5)
    here = IdentityTransform()
    axes.text(
        found.x, found.y, text, transform=here, fontsize=theme.LABEL_SIZE, fontweight=weight, color=theme.INK, zorder=5
    )  # fmt: skip
    if ends := leader((x, y), found.box, taken):
        xs, ys = zip(*ends, strict=True)
        axes.add_line(
            Line2D(xs, ys, transform=here, color=theme.MUTED, linewidth=0.4, zorder=2.9, clip_on=False)
        )


def set_break(axes: Axes, place: float, words: str) -> None:
    """Draw a dotted rule where a definition changes, broken around words, and name beside it what stands before.

    Parameters
    ----------
    axes : Axes
        Drawn whole, so that the words know what to avoid.
    place : float
        On the time axis.
    words : str
        Of what stands before it; they stand over the plot where there is no room at its head. Empty for none.
    """
    plot, here = axes.get_window_extent(), IdentityTransform()
    x = float(axes.transData.transform((place, 0.0))[0])
    for low, high in stretches(plot.y0, plot.y1, x, _words_on(axes)):
        axes.add_line(
            Line2D(
                [x, x], [low, high], transform=here, color=theme.MUTED, linewidth=0.7, linestyle=(0, (1, 2)), zorder=2.8
            )
        )  # fmt: skip
    if not words:
        return
    size = theme.BASE_SIZE - 0.8
    wide, (up, down) = text_width(words, size), text_ink(words, size)
    taken = taken_on(axes)
    left = max(x - 3 - wide, plot.x0)
    head = [plot.y1 - up - n * STEP for n in range(8)]
    lower = [head[-1] - n * STEP for n in range(int((plot.height - up) / STEP) - 8)]
    over = plot.y1 + AIR + 0.5 + down  # on no rule, which ends where the plot does
    # Where what stands before is too short for the words, they run on over the rule, and move on where others stand.
    tried = [(left, y) for y in ([*head, over, *lower] if left + wide < x else [])]
    last = max(min(x, plot.x1 - wide), left)
    tried += [(left + n * STEP, over) for n in range(int((last - left) / STEP) + 1)]
    boxes = [(at, y, Space(at, y - down, at + wide, y + up)) for at, y in tried]
    free = (
        (at, y)
        for at, y, box in boxes
        if taken.clear(box.grown(AIR)) and not any(box.bottom < g < box.top for g in taken.grid)
    )
    left, y = next(free, (left, over))
    axes.text(left, y, words, transform=here, fontsize=size, color=theme.MUTED)


def taken_on(axes: Axes) -> Taken:
    """Read what is drawn on axes so far: bars, lines, marks, printed words, and the grid; limits must be set.

    Parameters
    ----------
    axes : Axes
        Of a figure of 72 dots an inch, so that its dots are points.
    """
    taken = Taken()
    for patch in axes.patches:
        box = patch.get_window_extent()
        taken.solid.append(Space(box.x0, box.y0, box.x1, box.y1))
    for line in axes.lines:
        _read_line(taken, line)
    taken.solid += _words_on(axes)
    ends = axes.transData.transform([(0.0, y) for y in axes.get_yticks()])
    taken.grid = [float(y) for _, y in ends]
    return taken


def _words_on(axes: Axes) -> list[Space]:
    """Return the boxes of the words that were printed into a plot so far."""
    return [_box_of(text) for text in axes.texts if isinstance(text.get_transform(), IdentityTransform)]


def _box_of(text: Text) -> Space:
    x, y = text.get_position()
    size, weight = float(text.get_fontsize()), text.get_fontweight()
    weight = weight if isinstance(weight, int) else 400
    up, down = text_ink(text.get_text(), size, weight)
    return Space(x, y - down, x + text_width(text.get_text(), size, weight), y + up)


def _read_line(taken: Taken, line: Line2D) -> None:
    points = np.asarray(
        line.get_transform().transform(np.asarray(line.get_xydata(), dtype=float).reshape(-1, 2))
    )
    xs, ys = points[:, 0].tolist(), points[:, 1].tolist()
    if line.get_linestyle() not in ("None", "none", ""):
        taken.line(xs, ys, line.get_linewidth() / 2)
    if line.get_marker() not in ("None", "none", "", None):
        taken.dots(xs, ys, line.get_markersize() / 2)
