"""Who is paid when: each year's profit divided among holders, and the steps of the order above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from .. import theme
from .axes import Box, plot, value_axis, widest
from .canvas import Chart, draw, house_style, text_width
from .keys import LINE, Key, draw_keys, key_lines
from .scale import Scale


@dataclass(frozen=True)
class Layer:
    """One holder's part of each year's profit, as shares."""

    name: str
    colour: str
    shares: tuple[float, ...]


@dataclass(frozen=True)
class Step:
    """A step of the order and the years it was reached in, counted from nought."""

    name: str
    first: int
    last: int


@house_style
def share_bars(
    layers: Sequence[Layer],
    steps: Sequence[Step],
    years: Sequence[str],
    totals: Sequence[str],
    *,
    scale: Scale,
    width: float = theme.FULL_WIDTH,
    height: float = 2.7,
) -> Chart:
    """Draw each year's profit as a bar of shares.

    Parameters
    ----------
    layers : sequence of Layer
        From the bottom up.
    steps : sequence of Step
        Drawn as brackets above the years in which they pay.
    years, totals : sequence of str
        Under and over each bar; every second one is left out where they would touch.
    scale : Scale
        What the axis counts.
    width, height : float
        Inches.
    """
    lanes = _lanes(steps)
    figure = theme.figure(width, height + 0.16 * max(lanes.values(), default=0))
    axis = scale.from_zero([1.0], headroom=0.0)
    keys = key_lines([Key(x.name, x.colour, "full") for x in layers if any(x.shares)], width * 72)
    box = Box(
        left=axis.room + 8,
        right=4,
        top=26 + 12 * (max(lanes.values(), default=0) + 1),
        bottom=18 + LINE * len(keys),
    )
    axes = plot(figure, box)
    axes.set_xlim(-0.6, len(years) - 0.4)
    value_axis(axes, axis)
    floor = [0.0] * len(years)
    for layer in layers:
        axes.bar(range(len(years)), layer.shares, 0.84, floor, color=layer.colour, zorder=3)
        floor = [a + b for a, b in zip(floor, layer.shares, strict=True)]
    draw_keys(figure, keys)
    _sums(axes, totals, years)
    for step in steps:
        _bracket(axes, step, lanes[step.name])
    return draw(figure)


def _sums(axes: Axes, totals: Sequence[str], years: Sequence[str]) -> None:
    per_year = axes.get_position().width * axes.figure.get_size_inches()[0] * 72 / len(years)  # type: ignore[union-attr]
    skip = 1 + int(widest(totals, theme.BASE_SIZE) + 4 > per_year)
    axes.set_xticks(
        range(len(years)), [y if (len(years) - 1 - i) % skip == 0 else "" for i, y in enumerate(years)]
    )
    axes.tick_params(axis="x", length=0, pad=3)
    for i, text in enumerate(totals):
        if (len(years) - 1 - i) % skip == 0:
            axes.annotate(
                text,
                xy=(i, 1.0),
                xytext=(0, 3),
                textcoords="offset points",
                ha="center",
                va="bottom",
                fontsize=theme.BASE_SIZE,
                fontweight=600,
                annotation_clip=False,
            )


def _lanes(steps: Sequence[Step]) -> dict[str, int]:
    """Stack brackets whose words or spans would touch."""
    lanes: dict[str, int] = {}
    ends: list[float] = []
    for step in sorted(steps, key=lambda s: (s.first, s.last)):
        # A year is about thirty points wide on the full measure; words may be wider than their bracket.
        wide = max(step.last - step.first + 1, text_width(step.name) / 30 + 0.4)
        start = step.first + (step.last - step.first + 1 - wide) / 2
        lane = next((i for i, end in enumerate(ends) if end <= start), len(ends))
        if lane == len(ends):
            ends.append(0.0)
        ends[lane] = start + wide
        lanes[step.name] = lane
    return lanes


def _bracket(axes: Axes, step: Step, lane: int) -> None:
    lift = 15 + 12 * lane
    left, right = step.first - 0.4, step.last + 0.4
    transform = axes.get_xaxis_transform()
    high = axes.get_position().height * axes.figure.get_size_inches()[1] * 72  # type: ignore[union-attr]
    y = 1 + lift / high
    axes.plot([left, right], [y, y], color=theme.MUTED, linewidth=0.9, transform=transform, clip_on=False)
    axes.annotate(
        step.name,
        xy=((left + right) / 2, y),
        xycoords=transform,
        xytext=(0, 2),
        textcoords="offset points",
        ha="center",
        va="bottom",
        fontsize=theme.BASE_SIZE - 0.3,
        color=theme.MUTED,
        annotation_clip=False,
    )
