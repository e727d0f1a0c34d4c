"""What the objects of a sentence allow it to say, and of whom: worked out from their members and numbers alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...metrics.stated import hedges_of
from .accounted import marked, silent
from .case import Case
from .forms.ranks import lowest
from .forms.runs import low_since
from .moves import is_rate

_RISING = {"rose", "sped_up"}
_FALLING = {"fell", "fell_more", "fell_less"}


@dataclass(frozen=True)
class Licence:
    """Something that may be said.

    Parameters
    ----------
    what : str
        A name of `lexicon`: ``universal``, ``up``, ``leader``, ...
    of : frozenset of str
        Of whom; the whole population where the words speak of it as one.
    """

    what: str
    of: frozenset[str]


def licences(cases: Sequence[Case]) -> list[Licence]:
    """Return all that the objects of one sentence allow."""
    return [licence for case in cases for licence in _of(case)]


def _of(case: Case) -> Iterator[Licence]:
    record = case.record
    whole = frozenset(record.population)
    if record.form not in _OWN_WORDS:
        yield Licence(record.form, whole)
    for what, of in _BY_FORM[record.form](case):
        yield Licence(what, of)
    if silent(case):
        yield Licence("absence", frozenset(silent(case)))
    if {"not_yet_filed", "not_entered"} & set(record.unknown.values()):
        yield Licence("not_yet", frozenset(record.unknown))


# Forms of whose name the words may be spoken only on more grounds than that they are of that form.
_OWN_WORDS = ("leader", "none")
Allowed = Iterator[tuple[str, frozenset[str]]]


def _value(case: Case) -> Allowed:
    for of in case.record.true_of:
        if is_rate(case.measure(of)):
            now = case.now(of)
            yield ("up" if now > 0 else "down" if now < 0 else "held"), frozenset({of})
            if abs(now) <= 0.005:
                yield "held", frozenset({of})
            yield from _multiples(1 + now, frozenset({of}))
        else:
            yield ("negative" if case.now(of) < 0 else "positive"), frozenset({of})
        if case.measure(of).endswith(("high", "low")):
            yield ("upper" if case.measure(of).endswith("high") else "lower"), frozenset({of})
        # A document that hedges a figure with an open end says that it is past it.
        if case.measure(of).startswith("stated.") and case.measure(of).endswith(".low"):
            yield "passed", frozenset({of})
        # So does a row of the hedges, of a figure that has a quarter's series.
        if _qualifier(case, of) == "up_to":
            yield "upper", frozenset({of})
        # What a table counts may be called by its name: figures that were gained, lost or restated.
        yield case.measure(of).rpartition(".")[2], frozenset({of})
    yield from _direction(case.record.direction, frozenset(case.record.true_of))


def _change(case: Case) -> Allowed:
    whom = frozenset(case.record.true_of)
    yield from _direction(case.record.direction, whom)
    now, then = case.sum_now(whom), case.sum_then(whom)
    if then > 0 and now > 0:
        yield from _multiples(now / then, whom)
    if len(whom) > 1 or len(case.record.population) > 1:
        yield "sum", whom


def _each(case: Case) -> Allowed:
    record = case.record
    k, n, seen = len(record.true_of), len(record.population), len(record.known)
    if not seen:
        return  # that nobody can be told of says nothing of anybody
    true, whole = frozenset(record.true_of), frozenset(record.population)
    if k and k == seen and (not silent(case) or marked(case)):
        yield "universal", whole
        if k == 2:
            yield "both", whole
    if k * 2 > n:
        yield "most", whole
    if k:
        yield "some", whole
    if k == 0 and (not silent(case) or marked(case)):
        yield "none", whole
    if k == 1:
        yield "only", true
    yield from _direction(record.direction, true or whole)
    if record.threshold is not None and record.threshold.value == "holds":
        yield "held", true or whole  # a worry that holds
    if record.threshold is not None and isinstance(record.threshold.value, float):
        yield from _bound(case, record.threshold.value, true)


def _qualifier(case: Case, of: str) -> str:
    """How the document of a member's value hedges it; empty where it does not."""
    cell = case.pair(of).now
    hedges = hedges_of(of, cell.measure)
    if not hedges or cell.end is None:
        return ""
    ends = ((dt.date.fromisoformat(cell.end), source) for source in cell.sources)
    return next((hedges[end].qualifier for end in ends if end in hedges), "")


def on_top(case: Case, limit: float) -> bool:
    """Whether those of whom it is true lie above a bound: on it alone they do not where the others lie above."""
    true = [case.now(of) for of in case.record.true_of]
    beside = any(case.now(of) > limit for of in case.record.false_of)
    return all(value > limit or (value == limit and not (beside and max(true) == limit)) for value in true)


def _bound(case: Case, limit: float, true: frozenset[str]) -> Allowed:
    """Give on which side of a bound those lie of whom it is true, and on which the others."""
    record = case.record
    false = frozenset(record.false_of)
    above = on_top(case, limit)
    if not true:
        above = max((case.now(of) for of in false), default=limit) <= limit
    yield "threshold", true
    yield ("lower" if above else "upper"), frozenset(record.population)
    # Where of nobody of several it is true, the words speak of the side on which nobody lies.
    parted = ((above, true), (not above, false)) if true or len(record.population) == 1 else ()
    for side, whom in parted:
        if whom:
            yield ("above" if side else "below"), whom
            if limit == 0:
                yield ("positive" if side else "negative"), whom
            # Who grew less than by a bound has not fallen, and who fell less than by one has not grown.
            if case.rate and (limit >= 0 if side else limit <= 0):
                yield ("up" if side else "down"), whom
    if not true:
        yield ("above" if above else "below"), frozenset(record.population)
        yield ("positive" if above else "negative"), frozenset(record.population)
    if case.rate and limit >= 0:
        yield from _multiples(1 + limit, true)


def _split(case: Case) -> Allowed:
    groups = {name: members for name, members in case.record.result["groups"].items() if members}
    for name, members in groups.items():
        yield from _direction(name, frozenset(members))
    if len(groups) > 1:
        yield "mixed", frozenset(case.record.population)
        yield "some", frozenset(case.record.population)
    elif "not_compared" not in groups:
        yield "universal", frozenset(case.record.population)
        yield "both", frozenset(case.record.population)


def _leader(case: Case) -> Allowed:
    leaders = [str(of) for of in case.record.result["leaders"]]
    whom = frozenset(leaders)
    low = lowest(case, leaders)
    yield ("trailer" if low else "leader"), whom
    yield ("low" if low else "high"), whom
    yield ("below" if low else "above"), whom
    if case.rate and leaders:
        yield ("up" if case.now(leaders[0]) > 0 else "down"), whom


def _high(case: Case) -> Allowed:
    whom = frozenset(case.record.population)
    yield "high", whom
    yield "record", whom
    yield "first_time", whom
    yield from _direction(case.record.direction, whom)


def _low(case: Case) -> Allowed:
    whom = frozenset(case.record.population)
    yield "low", whom
    yield "record_low", whom
    yield "first_time", whom
    yield from _direction(case.record.direction, whom)


def _since(case: Case) -> Allowed:
    whom = frozenset(case.record.population)
    yield ("low" if low_since(case) else "high"), whom
    yield "first_time", whom
    yield from _direction(case.record.direction, whom)


def _streak(case: Case) -> Allowed:
    whom = frozenset(case.record.population)
    yield from _direction(case.record.direction, whom)
    yield "universal", whom


def _share(case: Case) -> Allowed:
    part, whole = case.record.result["numerator"], case.record.result["denominator"]
    whom = frozenset(case.record.true_of)
    if isinstance(part, (int, float)) and isinstance(whole, (int, float)) and whole:
        if part / whole > 0.5:
            yield "most", whom
        yield from _multiples(part / whole, whom)
    yield "sum", frozenset(case.record.known)
    yield from _direction(case.record.direction, frozenset(case.record.known))


def _ratio(case: Case) -> Allowed:
    a, b = float(case.record.result["a"]), float(case.record.result["b"])
    whom = frozenset(case.record.known)
    yield ("above" if a >= b else "below"), whom
    # A multiple of what is only known at the least is one at the least itself.
    if case.record.operands and case.record.operands[0].measure.endswith("_low"):
        yield "lower", whom
    first = frozenset(case.record.population[:1])
    if len(case.record.population) == 1 and case.record.base.quarter:
        yield ("up" if a >= b else "down"), first
    if b > 0:
        yield from _multiples(a / b, whom)


def _sum(case: Case) -> Allowed:
    whom = frozenset(case.record.true_of)
    yield "sum", whom
    yield ("negative" if case.sum_now(whom) < 0 else "positive"), whom
    if not silent(case):
        yield "universal", frozenset(case.record.population)


def _range(case: Case) -> Allowed:
    whom = frozenset(case.record.true_of)
    for what in ("range", "high", "low", "above", "below"):
        yield what, whom


def _none(case: Case) -> Allowed:
    whole = frozenset(case.record.population)
    yield "absence", whole
    if case.record.result.get("coverage"):
        yield "none", whole
        yield "not_yet", whole


def _direction(direction: str | None, whom: frozenset[str]) -> Allowed:
    """Give what a direction allows: what sped up grew, and so did what slowed."""
    if direction is None:
        return
    yield direction, whom
    if direction in _RISING:
        yield "up", whom
    if direction in _FALLING:
        yield "down", whom


def _multiples(ratio: float, whom: frozenset[str]) -> Allowed:
    yield "multiple", whom
    if ratio >= 1.995:
        yield "double", whom
    if 0 < ratio < 0.555:
        yield "half", whom
    if ratio >= 2.995:
        yield "treble", whom


_BY_FORM = {
    "value": _value,
    "change": _change,
    "each": _each,
    "split": _split,
    "leader": _leader,
    "record": _high,
    "lowest": _low,
    "since": _since,
    "streak": _streak,
    "share": _share,
    "times": _ratio,
    "gap": _ratio,
    "sum": _sum,
    "range": _range,
    "none": _none,
}
