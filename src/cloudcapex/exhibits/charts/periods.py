"""Amounts of periods that differ in length: a box as wide as its quarters, whose area is the amount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ...periods import Quarter
from .. import theme
from .axes import Box, plot, points_wide, quarter_axis, value_axis
from .canvas import Chart, draw, house_style, text_width
from .lines import Break
from .printed import set_break, set_value
from .scale import Scale

_GAP, _GUTTER, _HEAD = 0.09, 14.0, 13.0

Look = Literal["full", "pale", "faint", "outline", "hatched"]
_ALPHA = {"full": 1.0, "pale": 0.6, "faint": 0.35}


@dataclass(frozen=True)
class PeriodBox:
    """One amount.

    Parameters
    ----------
    first, last : int
        Places of its first and last quarter.
    value : float
        The amount of the whole period.
    colour : str
        The company's colour.
    look : {'full', 'pale', 'faint', 'outline', 'hatched'}
        Pale for an older definition, faint for one older still, outline for one that overlaps a newer one, hatched for a sum whose
        split nobody told.
    label : str
        Printed over it, where there is room.
    """

    first: int
    last: int
    value: float
    colour: str
    look: Look = "full"
    label: str = ""

    @property
    def height(self) -> float:
        """The amount a quarter, were all its quarters alike."""
        return self.value / (self.last - self.first + 1)


@dataclass(frozen=True)
class PeriodPanel:
    """The boxes of one company under its name; no name where there is only one."""

    boxes: tuple[PeriodBox, ...]
    title: str = ""
    colour: str = theme.INK
    empty: str = ""
    breaks: tuple[Break, ...] = ()


@house_style
def period_bars(
    quarters: Sequence[Quarter],
    panels: Sequence[PeriodPanel],
    *,
    scale: Scale,
    width: float = theme.HALF_WIDTH,
    height: float = 1.8,
) -> Chart:
    """Draw amounts over quarters, one panel beside another on one scale.

    Parameters
    ----------
    quarters : sequence of Quarter
        The time axis of every panel.
    panels : sequence of PeriodPanel
        From the left.
    scale : Scale
        What the axis counts.
    width, height : float
        Size in inches.
    """
    figure = theme.figure(width, height)
    headroom = 0.24 if any(p.breaks for p in panels) else 0.14
    axis = scale.from_zero((b.height for p in panels for b in p.boxes), headroom=headroom)
    room = axis.room + 8
    each = (width * 72 - _GUTTER * (len(panels) - 1)) / len(panels)
    for number, panel in enumerate(panels):
        head = _HEAD if panel.title else 0.0
        cell = (number * (each + _GUTTER), 0.0, each, height * 72)
        axes = plot(figure, Box(left=room, top=8 + head), cell=cell)
        quarter_axis(axes, quarters)
        value_axis(axes, axis)
        if panel.title:
            axes.annotate(
                panel.title, xy=(0, 1), xytext=(2 - room, head), xycoords="axes fraction",
                textcoords="offset points", ha="left", va="center", fontsize=8.6, fontweight=600,
                color=theme.text_colour(panel.colour),
            )  # fmt: skip
        _boxes(axes, panel.boxes)
        _labels(axes, panel.boxes, len(quarters))
        _breaks(axes, panel.breaks, len(quarters))
        if not panel.boxes and panel.empty:
            axes.annotate(
                panel.empty, xy=(0.5, 0.5), xycoords="axes fraction", ha="center", va="center",
                color=theme.MUTED, fontsize=theme.BASE_SIZE,
            )  # fmt: skip
    return draw(figure)


def _boxes(axes: Axes, boxes: Sequence[PeriodBox]) -> None:
    for box in sorted(boxes, key=lambda b: b.look == "outline"):
        left, wide = box.first - 0.5 + _GAP, box.last - box.first + 1 - 2 * _GAP
        if box.look == "hatched":
            look: dict[str, Any] = {
                "facecolor": theme.PAPER,
                "edgecolor": box.colour,
                "hatch": "/////",
                "linewidth": 0.7,
            }
        elif box.look == "outline":
            look = {"facecolor": "none", "edgecolor": theme.INK, "linestyle": (0, (2, 1.4)), "linewidth": 0.8}
        else:
            look = {"facecolor": box.colour, "alpha": _ALPHA[box.look], "linewidth": 0}
        axes.add_patch(Rectangle((left, 0), wide, box.height, zorder=3, **look))


def _labels(axes: Axes, boxes: Sequence[PeriodBox], count: int) -> None:
    """Print the amounts over their boxes, clear of the others: the higher first, since its line reaches past the lower ones."""
    for box in sorted((box for box in boxes if box.label), key=lambda box: -box.height):
        end = ((box.first + box.last) / 2, max(box.height, 0.0))
        set_value(axes, end, box.label, right=count - 0.4)


def _breaks(axes: Axes, breaks: Sequence[Break], count: int) -> None:
    """Draw a dotted line at each change of definition, and name what stands before it where there is room."""
    per_quarter = points_wide(axes) / (count + 0.2)
    size, start = theme.BASE_SIZE - 0.8, 0.0
    for change in breaks:
        fits = text_width(change.words, size) + 4 < (change.before - start) * per_quarter
        set_break(axes, change.before - 0.5, change.words if fits else "")
        start = change.before
