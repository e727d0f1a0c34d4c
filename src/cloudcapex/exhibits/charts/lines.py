"""Rates over quarters: one line a company, named at its end."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from matplotlib.axes import Axes

from ...language import Language
from ...periods import Quarter
from .. import theme
from ..voice import speaker
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
from .printed import set_break
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
    turns : frozenset of int
        Places at which what is measured began to be counted otherwise, marked with a triangle.
    write : callable, optional
        Text of its newest value, where that is not written as those of the other lines.
    weight : float
        Width of the line, in points.
    """

    name: str
    colour: str
    values: tuple[float, ...]
    soft: frozenset[int] = field(default_factory=frozenset)
    old: bool = False
    turns: frozenset[int] = field(default_factory=frozenset)
    write: Format | None = None
    weight: float = 1.6

    @property
    def last(self) -> int | None:
        """Place of the newest value; None when there is none."""
        found = [i for i, v in enumerate(self.values) if math.isfinite(v)]
        return found[-1] if found else None

    @property
    def first(self) -> int | None:
        """Place of the oldest value; None when there is none."""
        return next((i for i, v in enumerate(self.values) if math.isfinite(v)), None)

    def since(self, place: int) -> Line:
        """Return the line over an axis that begins at a place of this one."""
        return replace(
            self,
            values=self.values[place:],
            soft=frozenset(i - place for i in self.soft if i >= place),
            turns=frozenset(i - place for i in self.turns if i >= place),
        )


@dataclass(frozen=True)
class Break:
    """A change of definition, or something that happened.

    Parameters
    ----------
    before : float
        Where on the time axis, in quarters from the first day of the first: a whole number lies between two quarters.
    words : str
        Beside its line.
    """

    before: float
    words: str


# Width of the line that a title is about, and of those behind it.
_SPEAKS, _STANDS_BEHIND = 2.1, 1.1


def line_chart(
    quarters: Sequence[Quarter],
    lines: Sequence[Line],
    *,
    write: Format,
    scale: Scale,
    width: float = theme.HALF_WIDTH,
    height: float = 1.8,
    breaks: Sequence[Break] = (),
    compares: bool = False,
) -> Chart:
    """Draw rates over quarters. Where the title of the exhibit is about one of several lines, the others are grey.

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
        Changes of definition and events, drawn as a dotted line with words.
    compares : bool
        All lines keep their colours, whoever the title is about.
    """
    spoken = lines if compares else _spoken(lines)
    return _drawn(quarters, spoken, write=write, scale=scale, width=width, height=height, breaks=breaks)


def _spoken(lines: Sequence[Line]) -> Sequence[Line]:
    """Let the line speak that the title is about, with all that is drawn in its colour."""
    shown = [line for line in lines if line.last is not None]
    place = speaker([line.name for line in shown])
    if place is None:
        return lines
    return [
        replace(line, weight=_SPEAKS)
        if line.colour == shown[place].colour
        else replace(line, colour=theme.MUTED, weight=_STANDS_BEHIND)
        for line in lines
    ]


@house_style
def _drawn(
    quarters: Sequence[Quarter],
    lines: Sequence[Line],
    *,
    write: Format,
    scale: Scale,
    width: float,
    height: float,
    breaks: Sequence[Break],
) -> Chart:
    shown = [line for line in lines if line.last is not None]
    labels = [_label(line, quarters, write, scale.language) for line in shown if line.name]
    axis = scale.from_zero([v for line in shown for v in line.values])
    box = Box(left=axis.room + 8, right=widest([label.text for label in labels]) + 18, top=10)
    figure = theme.figure(width, high_enough(height, len(labels)))
    axes = plot(figure, box)
    quarter_axis(axes, quarters)
    value_axis(axes, axis)
    _draw_lines(axes, shown)
    end_labels(axes, labels)  # first: words of a break keep off the thin lines that lead to names
    for change in breaks:
        set_break(axes, change.before - 0.5, change.words)
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
            linewidth=0.75 * line.weight if line.old else line.weight,
            zorder=3 + (line.weight == _SPEAKS) / 10,
        )
        if places and (places[-1] - places[0] >= len(places) or len(places) == 1):
            # Where quarters are missing in between, dots tell the values from the joins; a lone value is a dot.
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
        turns = [i for i in places if i in line.turns]
        axes.plot(turns, [line.values[i] for i in turns], "^", color=line.colour, markersize=4.2, zorder=4)


def _label(line: Line, quarters: Sequence[Quarter], write: Format, language: Language) -> EndLabel:
    """Name a line with its newest value, and with its quarter where that is not the newest of the axis."""
    last = line.last
    assert last is not None
    text = (line.write or write)(line.values[last])
    if last < len(quarters) - 1:
        text = language.say("{value} ({period})", value=text, period=quarters[last])
    return EndLabel(f"{shortened(line.name)} {text}", line.values[last], line.colour, last)
