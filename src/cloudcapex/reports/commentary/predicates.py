"""Predicates: comparatives of a commentary, each an assertion of `statements` that holds, or the build stops."""

from __future__ import annotations

import re
from dataclasses import replace

from ... import metrics, statements
from ...metrics.points import Point, no_point, points_of
from ...periods import Quarter
from ...statements import Assertion, Population, StatementError
from ...statements.assertion import Sense
from ...statements.lexicon import check
from ...statements.population import Kind
from .references import CommentaryError, Reference, Words

_NUMERALS = {
    **{
        word: n
        for n, word in enumerate(
            ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], start=1
        )
    },
    **{word: n for n, word in enumerate("一二三四五六七八九十", start=1)},
    "两": 2,
    "兩": 2,
}
_YEARS = re.compile(rf"({'|'.join(_NUMERALS)})\s*(?:years?\b|年)", re.IGNORECASE)
_DIRECTIONS = {"up": True, "down": False}


def _evidence(figure: Reference, base: Kind = "none") -> statements.Evidence:
    return figure.report.evidence(
        figure.metric_id, Population("company", (figure.company,)), base, figure.when
    )


def _of_all(figure: Reference) -> statements.Evidence:
    """Look up every quarter that the data hold, those before the editions too: words may say *ever*."""
    held = metrics.series(
        figure.metric_id, [figure.company], statements.FIRST, figure.when, figure.report.as_of
    )
    found = {point.quarter: point for point in points_of(held)}

    def lookup(metric: str, company: str, quarter: Quarter) -> Point:
        return found.get(quarter) or no_point(company, metric, quarter)

    return statements.Evidence(
        lookup, figure.metric_id, Population("company", (figure.company,)), figure.when
    )


def _hold(figure: Reference, name: str, held: Assertion | None, why: str, words: str) -> Words:
    """Return the words with what they assert; they may claim nothing else.

    Raises
    ------
    CommentaryError
        Where it does not hold, or the words say more than it does.
    """
    figure.point()
    if held is None:
        raise CommentaryError(
            f"{name}({figure.company}.{figure.metric_id}) is false for {figure.when}: {why}",
            remedy="correct the sentence",
        )
    try:
        check([words], figure.report.language.code, [held])
    except StatementError as wrong:
        raise CommentaryError(
            f"the words {words!r} of {name} say more than it holds: {wrong.what}",
            remedy="choose words that it licenses",
        ) from None
    return replace(figure.words(words), assertions=(held,))


def record(figure: Reference, words: str) -> Words:
    """True where the value exceeds every earlier one on the same definition, of which there are at least eight."""
    return _hold(figure, "record", statements.record(_of_all(figure)), _run(figure), words)


def lowest(figure: Reference, words: str) -> Words:
    """True where the value is below every earlier one on the same definition, of which there are at least eight."""
    return _hold(figure, "lowest", statements.lowest(_of_all(figure)), _run(figure), words)


def straight(figure: Reference, count: int, direction: str, words: str) -> Words:
    """True where the value moved ``up`` or ``down`` in each of the last ``count`` quarters."""
    if direction not in _DIRECTIONS:
        raise CommentaryError(f"straight() got direction {direction!r}", valid=tuple(_DIRECTIONS))
    held = statements.streak(_evidence(figure), rising=_DIRECTIONS[direction])
    long = held is not None and held.figure("n") >= int(count)
    return _hold(figure, f"straight {count} {direction}", held if long else None, _run(figure), words)


def more_than(figure: Reference, factor: float, words: str) -> Words:
    """True where the value exceeds ``factor`` times that of a year before on the same definition."""
    year = _evidence(figure, "yoy")
    now = year.values[0]
    far = now.compared and now.base_value > 0 and now.value > float(factor) * now.base_value
    held = statements.change(year) if far else None
    return _hold(
        figure,
        f"more than {factor:g} times",
        held,
        f"{now.base_value:g} a year before, now {now.value:g}",
        words,
    )


def more_than_double(figure: Reference, words: str) -> Words:
    """True where the value is more than twice that of a year before."""
    return more_than(figure, 2, words)


def fastest_since(figure: Reference, quarter: str, words: str) -> Words:
    """True where the value exceeds every one since a quarter, and that quarter's own was at least as high."""
    start = Quarter.parse(quarter)
    held = statements.since(_evidence(figure))
    if held is not None and held.result["since"] != str(start):
        held = None
    found = _hold(figure, f"fastest since {quarter}", held, _run(figure), words)
    said = _YEARS.search(words)
    if said and _NUMERALS[said[1].lower()] != (figure.when - start) // 4:
        raise CommentaryError(
            f"{said[0]!r} is said of {figure.when - start} quarters, {start} to {figure.when}",
            remedy="say the whole years between the two",
        )
    return found


def faster(figure: Reference, words: str) -> Words:
    """True where the value is above that of the quarter before on the same definition."""
    return _moved(figure, "faster", ("sped_up", "rose", "fell_less"), words)


def slower(figure: Reference, words: str) -> Words:
    """True where the value is below that of the quarter before on the same definition."""
    return _moved(figure, "slower", ("slowed", "fell", "fell_more"), words)


def _moved(figure: Reference, name: str, directions: tuple[str, ...], words: str) -> Words:
    before = _evidence(figure, "previous")
    held = statements.change(before)
    value = before.values[0]
    why = f"{value.base_value:g} the quarter before, now {value.value:g}"
    return _hold(figure, name, held if held and held.direction in directions else None, why, words)


def above(figure: Reference, other: Reference | float, words: str) -> Words:
    """True where one figure exceeds another, or a plain number."""
    return _beyond(figure, other, words, higher=True)


def below(figure: Reference, other: Reference | float, words: str) -> Words:
    """True where one figure is less than another, or than a plain number."""
    return _beyond(figure, other, words, higher=False)


def _beyond(figure: Reference, other: Reference | float, words: str, *, higher: bool) -> Words:
    sense: Sense = "above" if higher else "below"
    own, now = _evidence(figure), figure.point().value
    held: Assertion | None
    if isinstance(other, Reference):
        limit = other.point().value
        beside = replace(_evidence(other).values[0], when=str(other.when))
        held = statements.gap_of(figure.company, own.values[0], beside, own) if now != limit else None
        held = held if held is not None and held.sense == sense else None
    else:
        limit = float(other)
        held = statements.each_beyond(own, limit, sense=sense)
        held = held if held is not None and held.count else None
    return _hold(
        figure,
        sense,
        held,
        f"{now:g} against {limit:g}",
        words,
    )


def _run(figure: Reference) -> str:
    """The newest values, for the line that says why a comparative is false."""
    found = [(figure.when - n, figure.point_or_nothing(figure.when - n)) for n in range(8, -1, -1)]
    return ", ".join(f"{quarter} {p.value:g}" for quarter, p in found if p.known)


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
