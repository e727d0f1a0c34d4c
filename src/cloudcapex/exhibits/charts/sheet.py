"""Small charts drawn straight onto a figure, in points: no axes objects, so that fifty of them cost what five did."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform

from ...periods import Quarter
from .. import theme
from .axes import quarter_places
from .canvas import text_width
from .clear import Space, Spot, Taken, leader, spot, stretches
from .scale import ValueAxis

_HERE = IdentityTransform()
_PAD = 0.6
_APART = 3.0  # between the names of two quarters, in points


@dataclass(frozen=True)
class Frame:
    """The plot of one small chart: where it stands on the figure, and its two scales.

    Attributes
    ----------
    left, bottom, width, height : float
        In points, from the lower left corner of the figure.
    count : int
        Quarters on the time axis.
    low, high : float
        Ends of the value axis.
    taken : Taken
        What stands in it so far: words keep off it.
    """

    figure: Figure
    left: float
    bottom: float
    width: float
    height: float
    count: int
    low: float
    high: float
    taken: Taken = field(default_factory=Taken, compare=False)

    def x(self, place: float) -> float:
        return self.left + (place + _PAD) / (self.count - 1 + 2 * _PAD) * self.width

    def y(self, value: float) -> float:
        return self.bottom + (value - self.low) / (self.high - self.low) * self.height

    # what can be drawn ---------------------------------------------------------------------

    def line(self, places: Sequence[float], values: Sequence[float], **look: Any) -> None:
        """Draw a line through values; NaN leaves a gap. Without a line style, markers alone."""
        xs = [self.x(p) for p in places]
        ys = [self.y(v) if math.isfinite(v) else math.nan for v in values]
        stroke(self.figure, xs, ys, **look)
        if look.get("linestyle") != "none":
            self.taken.line(xs, ys, look.get("linewidth", 1.5) / 2)
        if "marker" in look:
            self.taken.dots(xs, ys, look["markersize"] / 2)

    def bars(self, places: Sequence[int], values: Sequence[float], **look: Any) -> None:
        """Draw bars from zero, all of one look as one path."""
        if not places:
            return
        points, codes = [], []
        zero, half = self.y(0.0), 0.39 * self.width / (self.count - 1 + 2 * _PAD)
        for place, value in zip(places, values, strict=True):
            middle, end = self.x(place), self.y(value)
            self.taken.solid.append(Space(middle - half, min(zero, end), middle + half, max(zero, end)))
            points += [
                (middle - half, zero),
                (middle - half, end),
                (middle + half, end),
                (middle + half, zero),
                (0, 0),
            ]
            codes += [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
        patch = PathPatch(Path(points, codes), transform=_HERE, zorder=3, **look)
        self.figure.add_artist(patch, clip=False)

    def value(self, place: float, value: float, text: str) -> Spot:
        """Print a value beside its point where nothing stands; return where the words stand."""
        at, half = (self.x(place), self.y(value)), 0.39 * self.width / (self.count - 1 + 2 * _PAD)
        top = self.bottom + self.height + 8
        within = Space(self.left, self.bottom + 1, min(at[0] + half, self.left + self.width + 4), top)
        found = spot(self.taken, text, at, within)
        words(
            self.figure, found.x, found.y, text,
            fontsize=theme.LABEL_SIZE, fontweight=600, color=theme.INK, zorder=5,
        )  # fmt: skip
        if ends := leader(at, found.box, self.taken):
            xs, ys = zip(*ends, strict=True)
            stroke(self.figure, xs, ys, color=theme.MUTED, linewidth=0.4, zorder=2.9)
        return found

    def upright(self, place: float, around: Sequence[Space] = ()) -> None:
        """Draw a dotted upright, broken around words: a definition ends before it and another begins."""
        x = self.x(place)
        for low, high in stretches(self.bottom, self.bottom + self.height, x, around):
            stroke(
                self.figure, [x, x], [low, high],
                color=theme.MUTED, linewidth=0.7, linestyle=(0, (1, 2)), zorder=2.8,
            )  # fmt: skip

    # the two axes --------------------------------------------------------------------------

    def time_axis(self, quarters: Sequence[Quarter], *, base: bool) -> None:
        """Label quarters, as many as fit; with ``base`` a line under the plot."""
        marks: list[tuple[float, float]] = []
        places = quarter_places(quarters, self.width, _PAD)
        for place, middle in zip(
            places, self._middles([str(quarters[p]) for p in places], places), strict=True
        ):
            x = self.x(place)
            marks += [(x, self.bottom), (x, self.bottom - 2.5), (math.nan, math.nan)]
            if middle is not None:
                words(
                    self.figure, middle, self.bottom - 6, str(quarters[place]),
                    ha="center", va="top", color=theme.MUTED, fontsize=theme.BASE_SIZE,
                )  # fmt: skip
        if base:
            marks += [(self.left, self.bottom), (self.left + self.width, self.bottom)]
        stroke(self.figure, *zip(*marks, strict=True), color=theme.MUTED, linewidth=0.6, zorder=2.5)

    def _middles(self, names: Sequence[str], places: Sequence[int]) -> list[float | None]:
        """Place names under their quarters, the newest inside its own cell, whose right edge is four points off.

        The one before it may then have no room: it keeps its tick alone.
        """
        found: list[float | None] = []
        after = math.inf
        for name, place in zip(reversed(names), reversed(places), strict=True):
            half = text_width(name) / 2
            middle = min(self.x(place), self.left + self.width + 4 - half)
            fits = middle + half + _APART <= after
            found.append(middle if fits else None)
            after = middle - half if fits else after
        return found[::-1]

    def value_axis(self, axis: ValueAxis) -> None:
        """Draw the grid with its values, and the zero line."""
        grid: list[tuple[float, float]] = []
        for tick in axis.ticks:
            y = self.y(tick.place)
            grid += [(self.left, y), (self.left + self.width, y), (math.nan, math.nan)]
            words(
                self.figure, self.left - 3.5, y, tick.label,
                ha="right", va="center_baseline", color=theme.MUTED, fontsize=theme.BASE_SIZE,
            )  # fmt: skip
            self.taken.grid.append(y)
        if grid:
            stroke(self.figure, *zip(*grid, strict=True), color=theme.GRID, linewidth=0.6, zorder=0.5)
        zero = self.y(0.0)
        ends = [self.left, self.left + self.width]
        self.taken.line(ends, [zero, zero], 0.4)
        stroke(self.figure, ends, [zero, zero], color=theme.MUTED, linewidth=0.8, zorder=2.5)


def stroke(figure: Figure, xs: Iterable[float], ys: Iterable[float], **look: Any) -> None:
    """Draw a line through points of the figure."""
    figure.add_artist(Line2D(list(xs), list(ys), transform=_HERE, **look), clip=False)


def words(figure: Figure, x: float, y: float, text: str, **look: Any) -> None:
    """Set words at a point of the figure."""
    figure.add_artist(Text(x, y, text, transform=_HERE, **look), clip=False)
