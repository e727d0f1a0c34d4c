"""So many of a set did so, and how a set parts."""

from __future__ import annotations

from collections.abc import Iterator

from ....schema.words import CURRENCIES
from ..accounted import marked, silent, unaccounted
from ..case import Case
from ..lexicon import claims
from ..populations import NOT_APPLICABLE
from ..printed import print_alike
from ..record import RecordBound, RecordPart
from .form import form

_QUANTIFIERS = (None, "every", "both", "most", "some", "none", "k_of_n")


class Tally(RecordPart):
    """Of whom it holds, and of how many."""

    k: int
    n: int


class Groups(RecordPart):
    """The set, parted by direction."""

    groups: dict[str, list[str]]


@form("each", Tally, _QUANTIFIERS)
def each(case: Case, result: Tally) -> Iterator[str]:
    """So many of P moved one way, or lie on one side of a bound."""
    yield from _sides(case)
    yield from _count(case, result)
    if not _says_most(case) and (left := unaccounted(case)):
        yield f"each: the words neither name nor count {', '.join(left)}"


def _says_most(case: Case) -> bool:
    """Whether the words only say *most*, which a silent few cannot undo."""
    record = case.record
    said = (claim.needs for claim in claims(record.text, record.language))
    return len(record.true_of) * 2 > len(record.population) and any("most" in needs for needs in said)


def _count(case: Case, result: Tally) -> Iterator[str]:
    record = case.record
    k, seen = len(record.true_of), len(record.known)
    whole = sum(reason != NOT_APPLICABLE for reason in record.unknown.values()) + seen
    if result.k != k:
        yield f"result.k: {result.k}, and it is true of {k}"
    if result.n != whole and not (result.n == seen and marked(case)):
        yield f"result.n: {result.n} of a population of {whole}, {seen} of them compared"
    found = _quantifiers(k, whole, bool(silent(case)))
    if record.quantifier not in found:
        allowed = " or ".join(str(q) for q in sorted(found, key=str))
        yield f"quantifier: {record.quantifier} for {k} of {whole}, {len(silent(case))} unknown; {allowed}"


def _quantifiers(k: int, n: int, silent: bool) -> set[str | None]:
    """Return those that a count may carry: universal ones need everybody compared."""
    if n < 2:
        return {None}
    if not silent and k == n:
        return {"both" if n == 2 else "every"}
    if not silent and k == 0:
        return {"none"}
    found: set[str | None] = {"k_of_n"}
    if k * 2 > n:
        found.add("most")
    if 0 < k < n:
        found.add("some")
    return found


def _sides(case: Case) -> Iterator[str]:
    """The predicate parts those of whom it is true from those of whom it is not."""
    record = case.record
    if record.threshold is not None and isinstance(record.threshold.value, str):
        yield from _of_word(case, record.threshold.value)
    elif record.direction is not None:
        yield from _of_direction(case, record.direction)
    elif record.threshold is not None:
        yield from _of_bound(case, record.threshold)
    elif record.false_of:
        yield f"each: no predicate parts {', '.join(record.true_of)} from {', '.join(record.false_of)}"


def _of_word(case: Case, word: str) -> Iterator[str]:
    for of in case.record.known:
        if (case.word(of) == word) != (of in case.record.true_of):
            yield f"threshold: {of} is {case.word(of)}, against {word}"


def _of_direction(case: Case, direction: str) -> Iterator[str]:
    bound = case.record.threshold
    for of in case.record.known:
        moved = moved_in_words(case, of)
        there = direction in moved
        only = there and moved <= _ALIKE.get(direction, {direction})
        if there and bound is not None and isinstance(bound.value, float):
            there = only = _far(case, of, bound.value, bound.unit)
        if of in case.record.true_of and not there:
            yield f"true_of: {of} is {' or '.join(sorted(moved))}, not {direction}"
        if of in case.record.false_of and only:
            yield f"false_of: {of} is {direction}"


# Directions that say the same of one move.
_ALIKE = {
    "rose": {"rose", "sped_up"},
    "sped_up": {"rose", "sped_up"},
    "fell": {"fell", "slowed"},
    "slowed": {"fell", "slowed"},
}


def moved_in_words(case: Case, of: str) -> frozenset[str]:
    """Return the directions that may be said of a member, held where the words print its two values alike."""
    if print_alike(case.record, case.now(of), case.then(of)):
        return frozenset({"held"})
    return case.moved(of)


def _far(case: Case, of: str, bound: float, unit: str) -> bool:
    """Whether a move is as large as a bound: in the unit of the measure, or relative to the base."""
    moved = abs(case.now(of) - case.then(of))
    own = case.unit(of)
    return moved >= bound * (abs(case.then(of)) if unit == "share" and own != "share" else 1.0)


def _of_bound(case: Case, bound: RecordBound) -> Iterator[str]:
    record, limit = case.record, float(bound.value)
    units = {case.unit(of) for of in record.known}
    nought = not limit and {*units, bound.unit} <= set(CURRENCIES)  # the same in every currency
    if units - {bound.unit} and not nought:
        yield f"threshold: in {bound.unit or 'no unit'}, the values in {', '.join(sorted(units))}"
    true = [case.now(of) for of in record.true_of]
    false = [case.now(of) for of in record.false_of]
    above = all(v >= limit for v in true) and all(v <= limit for v in false)
    below = all(v <= limit for v in true) and all(v >= limit for v in false)
    if not (above or below) or (limit in true and limit in false):
        yield f"threshold: {limit:g} does not part those of whom it is true from those of whom it is not"


@form("split", Groups, (None, "every", "both"))
def split(case: Case, result: Groups) -> Iterator[str]:
    """A, B sped up; C slowed; D cannot be compared."""
    record, groups = case.record, result.groups
    members = [of for group in groups.values() for of in group]
    if sorted(members) != sorted(record.population):
        yield "result.groups: do not part the population"
    if sorted(groups.get("not_compared", [])) != sorted(record.unknown):
        yield "result.groups.not_compared: not those that are unknown"
    for name, group in groups.items():
        for of in group if name != "not_compared" else ():
            if of in record.known and name not in (moved := moved_in_words(case, of)):
                yield f"result.groups.{name}: {of} is {' or '.join(sorted(moved))}"
    if left := unaccounted(case):
        yield f"split: the words neither name nor count {', '.join(left)}"
    yield from _alone(case, [name for name, group in groups.items() if group])


def _alone(case: Case, names: list[str]) -> Iterator[str]:
    """Where all moved alike, the set may be spoken of as one."""
    record = case.record
    n = len(record.population)
    if record.quantifier is None:
        return
    wanted = "both" if n == 2 else "every"
    if len(names) != 1 or n < 2 or record.quantifier != wanted or record.unknown:
        yield f"quantifier: {record.quantifier} of {n} that part into {len(names)} groups"
    elif record.direction != names[0]:
        yield f"direction: {record.direction}, and all {names[0]}"
