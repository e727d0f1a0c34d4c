"""Amounts over quarters: stacked bars with one colour a company, and single bars."""

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
from .printed import set_break, set_value
from .scale import Scale


@dataclass(frozen=True)
class BarStack:
    """One company's layer in every bar; NaN leaves it out of that bar.

    ``soft`` holds the places of values that are estimated: they are hatched.
    """

    name: str
    colour: str
    values: tuple[float, ...]
    soft: frozenset[int] = field(default_factory=frozenset)


@house_style
def stacked_bars(
    quarters: Sequence[Quarter],
    stacks: Sequence[BarStack],
    *,
    write: Format,
    scale: Scale,
    width: float = theme.HALF_WIDTH,
    height: float = 1.8,
    total: bool = True,
    inside: bool = False,
    joins: bool = False,
) -> Chart:
    """Draw amounts of several companies on one another.

    Parameters
    ----------
    quarters : sequence of Quarter
        The time axis.
    stacks : sequence of BarStack
        From the bottom up. Values below zero hang from the zero line.
    write : callable
        Text of the newest total and, with ``inside``, of the layers of the newest bar.
    scale : Scale
        What the axis counts.
    total : bool
        Print the newest total over its bar.
    inside : bool
        Add each layer's newest value to its name.
    joins : bool
        Draw a dotted rule before each bar that a layer first stands in, but the first bar of all.
    """
    shown = [s for s in stacks if any(math.isfinite(v) for v in s.values)]
    above = [sum(max(v, 0) for v in _column(shown, i)) for i in range(len(quarters))]
    below = [sum(min(v, 0) for v in _column(shown, i)) for i in range(len(quarters))]
    last = max((i for i in range(len(quarters)) if _column(shown, i)), default=len(quarters) - 1)
    names = [_name(s, last, write, inside) for s in shown]
    axis = scale.from_zero([*above, *below] if shown else [], headroom=0.1)
    box = Box(left=axis.room + 8, right=widest(names) + 18, top=10)
    figure = theme.figure(width, high_enough(height, len(names)))
    axes = plot(figure, box)
    quarter_axis(axes, quarters)
    value_axis(axes, axis)
    middles = _layers(axes, shown, len(quarters), last)
    if total and shown:
        text = write(above[last] + below[last])
        set_value(axes, (last, above[last]), text, right=last + 0.41, weight=700)
    labels = [
        EndLabel(name, middles[s.name], s.colour)
        for s, name in zip(shown, names, strict=True)
        if s.name in middles
    ]
    end_labels(axes, labels)
    for place in _joining(shown) if joins else ():
        set_break(axes, place - 0.5, "")
    return draw(figure, blank=not shown)


def _joining(stacks: Sequence[BarStack]) -> list[int]:
    """Return the places at which a layer comes to those that stand before it."""
    begins = sorted({next(i for i, v in enumerate(s.values) if math.isfinite(v)) for s in stacks})
    return begins[1:]


def _column(stacks: Sequence[BarStack], place: int) -> list[float]:
    return [s.values[place] for s in stacks if math.isfinite(s.values[place])]


def _name(stack: BarStack, last: int, write: Format, inside: bool) -> str:
    value, name = stack.values[last], shortened(stack.name)
    return f"{name} {write(value)}" if inside and math.isfinite(value) else name


def _layers(axes: Axes, stacks: Sequence[BarStack], count: int, last: int) -> dict[str, float]:
    """Draw every layer; return the middle of each layer in the newest bar."""
    up, down = [0.0] * count, [0.0] * count
    middles: dict[str, float] = {}
    for stack in stacks:
        for soft in (False, True):
            places = [i for i, v in enumerate(stack.values) if math.isfinite(v) and (i in stack.soft) == soft]
            if not places:
                continue
            floor = [up[i] if stack.values[i] >= 0 else down[i] for i in places]
            look = (
                {"facecolor": theme.PAPER, "edgecolor": stack.colour, "hatch": "/////", "linewidth": 0.5}
                if soft
                else {"color": stack.colour}
            )
            axes.bar(places, [stack.values[i] for i in places], 0.82, floor, zorder=3, **look)
            for i, base in zip(places, floor, strict=True):
                if i == last:
                    middles[stack.name] = base + stack.values[i] / 2
                if stack.values[i] >= 0:
                    up[i] += stack.values[i]
                else:
                    down[i] += stack.values[i]
    return middles
