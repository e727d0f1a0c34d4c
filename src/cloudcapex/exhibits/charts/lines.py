"""Rates over quarters: one line a company, named at its end."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from matplotlib.axes import Axes

from ...periods import Quarter
from .. import theme
from .axes import (
    Box,
    EndLabel,
    Format,
    end_labels,
    high_enough,
    plot,
    quarter_axis,
    shortened,
    value_axis,
    widest,
)
from .canvas import Chart, draw, house_style
from .scale import Scale


@dataclass(frozen=True)
class Line:
    """One company's values on one definition.

    Parameters
    ----------
    name : str
        Printed at the end of the line; empty for an older definition of the same measure.
    colour : str
        The company's colour.
    values : tuple of float
        One a quarter of the axis; NaN leaves a gap.
    soft : frozenset of int
        Places of values that are not exact filed figures, drawn as hollow marks.
    old : bool
        An older definition: dashed, and never joined to the newer line.
    write : callable, optional
        Text of its newest value, where that is not written as those of the other lines.
    """

    name: str
    colour: str
    values: tuple[float, ...]
    soft: frozenset[int] = field(default_factory=frozenset)
    old: bool = False
    write: Format | None = None

    @property
    def last(self) -> int | None:
        """Place of the newest value; None when there is none."""
        found = [i for i, v in enumerate(self.values) if math.isfinite(v)]
        return found[-1] if found else None


@dataclass(frozen=True)
class Break:
    """A change of definition that falls between two quarters."""

    before: int
    words: str


@house_style
def line_chart(
    quarters: Sequence[Quarter],
    lines: Sequence[Line],
    *,
    write: Format,
    scale: Scale,
    width: float = theme.HALF_WIDTH,
    height: float = 1.8,
    breaks: Sequence[Break] = (),
) -> Chart:
    """Draw rates over quarters.

    Parameters
    ----------
    quarters : sequence of Quarter
        The time axis.
    lines : sequence of Line
        Lines that have no value at all are left out.
    write : callable
        Text of the newest value, set after the name.
    scale : Scale
        What the axis counts.
    width, height : float
        Size in inches.
    breaks : sequence of Break
        Changes of definition, drawn as a dotted line with words.
    """
    shown = [line for line in lines if line.last is not None]
    labels = [_label(line, write) for line in shown if line.name]
    axis = scale.from_zero([v for line in shown for v in line.values])
    box = Box(left=axis.room + 8, right=widest([label.text for label in labels]) + 18, top=10)
    figure = theme.figure(width, high_enough(height, len(labels)))
    axes = plot(figure, box)
    quarter_axis(axes, quarters)
    value_axis(axes, axis)
    _draw_lines(axes, shown)
    for change in breaks:
        axes.axvline(change.before - 0.5, color=theme.MUTED, linewidth=0.7, linestyle=(0, (1, 2)))
        axes.annotate(
            change.words,
            xy=(change.before - 0.5, axes.get_ylim()[1]),
            xytext=(-3, 0),
            textcoords="offset points",
            ha="right",
            va="top",
            color=theme.MUTED,
            fontsize=theme.BASE_SIZE - 0.8,
        )
    end_labels(axes, labels, len(quarters) - 1 + 0.3)
    return draw(figure, blank=not shown)


def _draw_lines(axes: Axes, lines: Sequence[Line]) -> None:
    """Draw lines with gaps where values are missing and hollow marks where they are not exact."""
    for line in lines:
        places = [i for i, v in enumerate(line.values) if math.isfinite(v)]
        style = (0, (3, 1.6)) if line.old else "-"
        axes.plot(
            range(len(line.values)),
            line.values,
            color=line.colour,
            linestyle=style,
            linewidth=1.2 if line.old else 1.6,
            zorder=3,
        )
        if places and places[-1] - places[0] >= len(places):
            # Where quarters are missing in between, dots tell the values from the joins.
            axes.plot(
                places, [line.values[i] for i in places], ".", color=line.colour, markersize=4, zorder=3
            )
        soft = [i for i in places if i in line.soft]
        axes.plot(
            soft,
            [line.values[i] for i in soft],
            "o",
            markersize=3.4,
            markerfacecolor=theme.PAPER,
            markeredgecolor=line.colour,
            markeredgewidth=0.9,
            zorder=4,
        )


def _label(line: Line, write: Format) -> EndLabel:
    last = line.last
    assert last is not None
    text = (line.write or write)(line.values[last])
    return EndLabel(f"{shortened(line.name)} {text}", line.values[last], line.colour)
