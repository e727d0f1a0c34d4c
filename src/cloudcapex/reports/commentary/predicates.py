"""Predicates: comparatives that are true of the series, or stop the build."""

from __future__ import annotations

import itertools
import math

from ...periods import Quarter
from .references import CommentaryError, Figure, Words


def _hold(figure: Figure, name: str, true: bool, why: str, words: str) -> Words:
    if not true:
        raise CommentaryError(
            f"{name}({figure.company}.{figure.metric_id}) is false for {figure.when}: {why}",
            remedy="correct the sentence",
        )
    return figure.words(words)


def record(figure: Figure, words: str) -> Words:
    """True where the value exceeds every earlier one on the same definition, of which there are at least four."""
    now, earlier = figure.point().value, figure.earlier()
    if len(earlier) < 4:
        raise CommentaryError(
            f"record({figure.company}.{figure.metric_id}) cannot be told from {len(earlier)} earlier values"
        )
    top = max(earlier, key=lambda p: p.value)
    return _hold(figure, "record", now > top.value, f"{top.quarter} was {top.value:g}, now {now:g}", words)


def lowest(figure: Figure, words: str) -> Words:
    """True where the value is below every earlier one on the same definition, of which there are at least four."""
    now, earlier = figure.point().value, figure.earlier()
    if len(earlier) < 4:
        raise CommentaryError(
            f"lowest({figure.company}.{figure.metric_id}) cannot be told from {len(earlier)} earlier values"
        )
    low = min(earlier, key=lambda p: p.value)
    return _hold(figure, "lowest", now < low.value, f"{low.quarter} was {low.value:g}, now {now:g}", words)


def straight(figure: Figure, count: int, direction: str, words: str) -> Words:
    """True where the value moved ``up`` or ``down`` in each of the last ``count`` quarters."""
    if direction not in ("up", "down"):
        raise CommentaryError(f"straight() got direction {direction!r}", valid=("up", "down"))
    run = [figure.point(figure.when - n) for n in range(int(count), -1, -1)]
    if len({p.definition for p in run}) > 1:
        raise CommentaryError(f"straight({figure.company}.{figure.metric_id}) crosses a change of definition")
    values = [p.value for p in run]
    steps = [b - a for a, b in itertools.pairwise(values)]
    good = all(s > 0 for s in steps) if direction == "up" else all(s < 0 for s in steps)
    shown = ", ".join(f"{p.quarter} {p.value:g}" for p in run)
    return _hold(figure, f"straight {count} {direction}", good, shown, words)


def more_than(figure: Figure, factor: float, words: str) -> Words:
    """True where the value exceeds ``factor`` times that of a year before on the same definition."""
    now, then = figure.point(), figure.point(figure.when - 4)
    good = now.definition == then.definition and then.value > 0 and now.value > float(factor) * then.value
    return _hold(
        figure, f"more than {factor:g} times", good, f"{then.value:g} a year before, now {now.value:g}", words
    )


def more_than_double(figure: Figure, words: str) -> Words:
    """True where the value is more than twice that of a year before."""
    return more_than(figure, 2, words)


def fastest_since(figure: Figure, quarter: str, words: str) -> Words:
    """True where the value exceeds every one since a quarter, and that quarter's own was at least as high."""
    start, now = Quarter.parse(quarter), figure.point().value
    then = figure.point(start).value
    between = [figure.point_or_nothing(start + n) for n in range(1, figure.when - start)]
    top = max((p.value for p in between if p.known), default=-math.inf)
    good = now > top and then >= now
    return _hold(
        figure,
        f"fastest since {quarter}",
        good,
        f"{quarter} was {then:g}, the highest since {top:g}, now {now:g}",
        words,
    )


def faster(figure: Figure, words: str) -> Words:
    """True where the value is above that of the quarter before on the same definition."""
    now, before = figure.point(), figure.point(figure.when - 1)
    good = now.definition == before.definition and now.value > before.value
    return _hold(figure, "faster", good, f"{before.value:g} the quarter before, now {now.value:g}", words)


def slower(figure: Figure, words: str) -> Words:
    """True where the value is below that of the quarter before on the same definition."""
    now, before = figure.point(), figure.point(figure.when - 1)
    good = now.definition == before.definition and now.value < before.value
    return _hold(figure, "slower", good, f"{before.value:g} the quarter before, now {now.value:g}", words)


def above(figure: Figure, other: Figure | float, words: str) -> Words:
    """True where one figure exceeds another, or a plain number."""
    limit = other.point().value if isinstance(other, Figure) else float(other)
    now = figure.point().value
    return _hold(figure, "above", now > limit, f"{now:g} against {limit:g}", words)


def below(figure: Figure, other: Figure | float, words: str) -> Words:
    """True where one figure is less than another, or than a plain number."""
    limit = other.point().value if isinstance(other, Figure) else float(other)
    now = figure.point().value
    return _hold(figure, "below", now < limit, f"{now:g} against {limit:g}", words)


PREDICATES = {
    p.__name__: p
    for p in (
        record,
        lowest,
        straight,
        more_than,
        more_than_double,
        fastest_since,
        faster,
        slower,
        above,
        below,
    )
}
