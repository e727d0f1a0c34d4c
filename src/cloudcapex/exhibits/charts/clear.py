"""Where words may stand in a drawing: on nothing that is drawn already, as near to what they name as can be."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from .. import theme
from .canvas import text_ink, text_width

STEP = 1.5  # Between two heights that are tried, in points.
AIR = 1.0  # Kept free around words, in points.
_FAR = 9.0  # Words so far from their point have a thin leader to it, in points.
_NEAR = 3.0  # The same where they stand over another mark.
# What a place costs beside its distance: a line of the grid or a rule through the words, words under their point,
# words that do not end where they would if there was room.
_ON_GRID, _ON_RULE, _UNDER, _ASIDE = 1.2, 5.0, 0.6, 0.5


@dataclass(frozen=True)
class Space:
    """A box in points from the lower left corner of the figure."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Space) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )

    def grown(self, by: float) -> Space:
        return Space(self.left - by, self.bottom - by, self.right + by, self.top + by)


@dataclass
class Taken:
    """What stands in a plot, in points from the lower left corner of the figure.

    Attributes
    ----------
    solid : list of Space
        Bars, marks, words: nothing may stand on them.
    strokes : list of tuple of float
        Stretches of lines, each with its two ends and half its width: nothing may stand on them.
    grid : list of float
        Heights of the lines of the grid: better not, but it may.
    rules : list of float
        Where a rule stands upright; it is broken around words.
    """

    solid: list[Space] = field(default_factory=list)
    strokes: list[tuple[float, float, float, float, float]] = field(default_factory=list)
    grid: list[float] = field(default_factory=list)
    rules: list[float] = field(default_factory=list)

    def line(self, xs: Sequence[float], ys: Sequence[float], half: float) -> None:
        """Enter a line through points; NaN leaves a gap."""
        for (x0, y0), (x1, y1) in itertools.pairwise(zip(xs, ys, strict=True)):
            if math.isfinite(x0 + y0 + x1 + y1):
                self.strokes.append((x0, y0, x1, y1, half))

    def dots(self, xs: Sequence[float], ys: Sequence[float], half: float) -> None:
        """Enter marks around points."""
        for x, y in zip(xs, ys, strict=True):
            if math.isfinite(x + y):
                self.solid.append(Space(x - half, y - half, x + half, y + half))

    def clear(self, box: Space) -> bool:
        """Whether nothing solid and no line stands where a box would."""
        return not any(box.meets(other) for other in self.solid) and not any(
            _meets(box.grown(half), (x0, y0), (x1, y1)) for x0, y0, x1, y1, half in self.strokes
        )

    def near(self, left: float, right: float) -> Taken:
        """Return what stands between two uprights: the only part that words there can meet."""
        return Taken(
            [p for p in self.solid if p.left < right and p.right > left],
            [s for s in self.strokes if min(s[0], s[2]) - s[4] < right and max(s[0], s[2]) + s[4] > left],
            self.grid,
            [x for x in self.rules if left < x < right],
        )


@dataclass(frozen=True)
class Spot:
    """Where words stand: left end and line, in points, and the box they take."""

    x: float
    y: float
    box: Space
    clear: bool


def spot(
    taken: Taken,
    text: str,
    at: tuple[float, float],
    within: Space,
    *,
    size: float = theme.LABEL_SIZE,
    weight: int = 600,
    gap: float = 3.0,
) -> Spot:
    """Find the place for words nearest to their point on which nothing stands.

    Parameters
    ----------
    taken : Taken
        What stands there.
    text : str
        The words, on one line.
    at : tuple of float
        The point they name, in points from the lower left corner of the figure.
    within : Space
        What they may not leave.
    size, weight : float
        Of their type.
    gap : float
        Between the point and the words, in points.

    Returns
    -------
    Spot
        Not ``clear`` where all of the room is taken: then the nearest place within.
    """
    wide = text_width(text, size, weight)
    up, down = text_ink(text, size, weight)
    found = None
    about = taken.near(within.left - wide, within.right)
    for x, y in _tries(at, (wide, up, down), within, gap, about):
        box = Space(x, y - down, x + wide, y + up)
        here = Spot(x, y, box, about.clear(box.grown(AIR)))
        if here.clear:
            return here
        found = found or here
    assert found is not None  # one place is always tried
    return found


def _tries(
    at: tuple[float, float], shape: tuple[float, float, float], within: Space, gap: float, taken: Taken
) -> Iterator[tuple[float, float]]:
    """Yield left ends and lines of words, the best first."""
    wide, up, down = shape
    middle = min(at[0] - wide / 2, within.right - wide)
    # Words that are moved aside still stand over their point or under it: next to another one they would be read as its.
    reach = max(middle - at[0] + wide, 0.0)
    lefts = {max(middle - n * STEP, within.left) for n in range(int(reach / STEP) + 1)}
    over = max(round((within.top - at[1] - gap - up - down) / STEP), 0)
    under = max(round((at[1] - gap - up - down - within.bottom) / STEP), 0)
    lines = [at[1] + gap + down + n * STEP for n in range(over + 1)]
    lines += [at[1] - gap - up - n * STEP for n in range(under + 1)]
    kept = [y for y in lines if y - down >= within.bottom and y + up <= within.top]
    places = [(x, y) for x in lefts for y in kept or [min(max(at[1], within.bottom + down), within.top - up)]]

    def cost(place: tuple[float, float]) -> tuple[float, float]:
        x, y = place
        far = max(y - down - at[1], at[1] - y - up, 0.0)
        crossed = sum(y - down - 0.5 < line < y + up + 0.5 for line in taken.grid)
        parted = sum(x - 1 < rule < x + wide + 1 for rule in taken.rules)
        aside = abs(x - middle)
        told = far + _ASIDE * aside + _ON_GRID * crossed + _ON_RULE * parted + (_UNDER if y < at[1] else 0)
        return (told, x)

    return iter(sorted(places, key=cost))


def leader(
    at: tuple[float, float], box: Space, taken: Taken
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Return the ends of a thin line from words to the point they name; None where they stand beside it and over nothing else."""
    x = min(max(at[0], box.left + 1), box.right - 1)
    y = min(max(at[1], box.bottom - 1), box.top + 1)
    far = math.hypot(at[0] - x, at[1] - y)
    if far <= (_NEAR if _over_another(at, box, taken) else _FAR):
        return None
    start = (at[0] + (x - at[0]) * 2 / far, at[1] + (y - at[1]) * 2 / far)
    return start, (x, y)


def _over_another(at: tuple[float, float], box: Space, taken: Taken) -> bool:
    """Whether words stand on what is higher than their point: a taller bar beside it, whose value they would be."""
    beneath = (mark for mark in taken.solid if mark.left < box.right and box.left < mark.right)
    return any(at[1] + AIR < mark.top <= box.bottom for mark in beneath)


def stretches(low: float, high: float, x: float, boxes: Iterable[Space]) -> list[tuple[float, float]]:
    """Return what is left of an upright rule around the words that it would go through.

    Parameters
    ----------
    low, high : float
        Its ends.
    x : float
        Where it stands.
    boxes : iterable of Space
        Of the words.

    Returns
    -------
    list of tuple of float
        Lower and upper end of each stretch, in points.
    """
    left = [(low, high)]
    for box in boxes:
        if box.left - 1 < x < box.right + 1:
            left = [
                part
                for a, b in left
                for part in ((a, min(b, box.bottom - AIR)), (max(a, box.top + AIR), b))
                if part[1] - part[0] > 1
            ]
    return left


def _meets(box: Space, a: tuple[float, float], b: tuple[float, float]) -> bool:
    """Whether a straight stretch meets a box: what is left of it between the box's four edges."""
    low, high = 0.0, 1.0
    dx, dy = b[0] - a[0], b[1] - a[1]
    for along, room in (
        (-dx, a[0] - box.left),
        (dx, box.right - a[0]),
        (-dy, a[1] - box.bottom),
        (dy, box.top - a[1]),
    ):
        if along == 0:
            if room < 0:
                return False
        elif along < 0:
            low = max(low, room / along)
        else:
            high = min(high, room / along)
    return low <= high
