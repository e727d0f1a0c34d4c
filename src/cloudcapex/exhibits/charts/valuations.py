"""Amounts that grow a hundredfold: points on days, joined in steps, on a logarithmic scale."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.ticker import NullFormatter, NullLocator

from .. import theme
from .axes import Box, EndLabel, Format, plot, points_high, points_wide, set_all_beside, spread, widest
from .canvas import Chart, draw, house_style, text_width
from .scale import Scale


@dataclass(frozen=True)
class Track:
    """One laboratory's values.

    Parameters
    ----------
    name : str
        Printed at the end.
    colour : str
        The laboratory's colour.
    days : tuple of date
        In order.
    values : tuple of float
        Above zero, one a day.
    soft : frozenset of int
        Places of values that are not exact, drawn as hollow marks.
    """

    name: str
    colour: str
    days: tuple[dt.date, ...]
    values: tuple[float, ...]
    soft: frozenset[int] = field(default_factory=frozenset)


@house_style
def log_tracks(
    tracks: Sequence[Track],
    *,
    first: dt.date,
    last: dt.date,
    write: Format,
    scale: Scale,
    steps: bool = True,
    width: float = theme.HALF_WIDTH,
    height: float = 2.6,
) -> Chart:
    """Draw values on days on a logarithmic scale.

    Parameters
    ----------
    tracks : sequence of Track
        At least one, each with a value.
    first, last : date
        Ends of the time axis.
    write : callable
        Text of a newest value, set after the name.
    scale : Scale
        What the axis counts.
    steps : bool
        Whether a value holds until the next one; else the marks are joined by straight lines.
    width, height : float
        Inches.
    """
    names = [f"{t.name} {write(t.values[-1])}" for t in tracks]
    axis = scale.logarithmic(v for t in tracks for v in t.values)
    box = Box(left=axis.room + 8, right=widest(names) + 20, top=8)
    figure = theme.figure(width, height)
    axes = plot(figure, box)
    axes.set_yscale("log")
    axes.set_ylim(axis.low, axis.high)
    axes.set_yticks([t.place for t in axis.ticks], [t.label for t in axis.ticks])
    axes.yaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_minor_formatter(NullFormatter())
    axes.yaxis.grid(True, color=theme.GRID, linewidth=0.6)
    _days(axes, first, last)
    for track in tracks:
        _track(axes, track, last, steps)
    _ends(axes, tracks, names, float(date2num(last)))  # type: ignore[no-untyped-call]
    return draw(figure)


def _days(axes: Axes, first: dt.date, last: dt.date) -> None:
    """Label the axis with years, as many as fit."""
    start, end = float(date2num(first)), float(date2num(last))  # type: ignore[no-untyped-call]
    axes.set_xlim(start - (end - start) * 0.02, end)
    years = [dt.date(y, 1, 1) for y in range(first.year, last.year + 1) if dt.date(y, 1, 1) >= first]
    need = text_width("2026") + 8
    step = max(1, math.ceil(need * max(len(years), 1) / points_wide(axes)))
    shown = years[::-1][::step][::-1]
    axes.set_xticks([float(date2num(d)) for d in shown], [str(d.year) for d in shown])  # type: ignore[no-untyped-call]


def _track(axes: Axes, track: Track, last: dt.date, steps: bool) -> None:
    days = [float(date2num(d)) for d in track.days]  # type: ignore[no-untyped-call]
    values = list(track.values)
    if steps:
        axes.plot(
            [*days, float(date2num(last))],  # type: ignore[no-untyped-call]
            [*values, values[-1]],
            drawstyle="steps-post",
            color=track.colour,
            linewidth=1.3,
            zorder=3,
        )
    else:
        axes.plot(days, values, color=track.colour, linewidth=1.1, zorder=3)
    for soft in (False, True):
        at = [i for i in range(len(days)) if (i in track.soft) == soft]
        axes.plot(
            [days[i] for i in at],
            [values[i] for i in at],
            "o",
            markersize=3.6,
            markerfacecolor=theme.PAPER if soft else track.colour,
            markeredgecolor=track.colour,
            markeredgewidth=0.9,
            zorder=4,
            clip_on=False,
        )


def _ends(axes: Axes, tracks: Sequence[Track], names: Sequence[str], x: float) -> None:
    """Name every track at the end, pushed apart in points rather than in values."""
    bottom, top = (math.log10(v) for v in axes.get_ylim())
    high = points_high(axes)
    labels = [
        EndLabel(name, (math.log10(t.values[-1]) - bottom) / (top - bottom) * high, t.colour)
        for t, name in zip(tracks, names, strict=True)
    ]
    order = sorted(labels, key=lambda label: label.value)
    places = spread([label.value for label in order], theme.LABEL_SIZE + 1.6, 3.0, high - 2.0)
    at = [(label, (x, 10 ** (bottom + label.value / high * (top - bottom)))) for label in order]
    by = [place - label.value for label, place in zip(order, places, strict=True)]
    set_all_beside(axes, at, by, far=theme.LABEL_SIZE, gap=5, level="center_baseline")
    for track in tracks:
        # A thin line leads to the name of one that ends before the axis does.
        ends = [float(date2num(track.days[-1])), x]  # type: ignore[no-untyped-call]
        axes.plot(ends, [track.values[-1]] * 2, color=track.colour, linewidth=0.4, zorder=2.4)
