"""Forms that count: each (every, both, most, some, none, k of n), and split."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ..assertion import Assertion, Direction, Quantifier, Sense, Threshold
from ..evidence import Evidence, names
from ..value import Value
from .levels import built

_ORDER: tuple[Direction, ...] = ("sped_up", "rose", "held", "fell_less", "slowed", "fell", "fell_more")


def quantifier(k: int, n: int, unknown: int) -> Quantifier | None:
    """Choose the quantifier that k of n, with some unknown, carries; None for a population of one.

    Universal words need everybody compared. Whether *most* or *some* is said in the place of *k of n* is for the
    words: both are licensed where they are true.
    """
    if n < 2:
        return None
    if unknown == 0 and k == n:
        return "both" if n == 2 else "every"
    if unknown == 0 and k == 0:
        return "none"
    return "k_of_n"


def each(evidence: Evidence, *directions: Direction) -> Assertion | None:
    """So many of P moved in one of some directions against their base.

    Parameters
    ----------
    evidence : Evidence
        With a base.
    directions : str
        One or more; the first is the assertion's own.

    Returns
    -------
    Assertion or None
        None for an empty population.
    """
    if not evidence.values:
        return None
    found = [v for v in evidence.compared if evidence.direction(v) in directions]
    return _each(evidence, found, evidence.compared, direction=directions[0])


def each_beyond(
    evidence: Evidence, bound: float, *, sense: Sense = "above", unit: str = "", inclusive: bool = False
) -> Assertion | None:
    """So many of P are above a bound, or below it.

    Parameters
    ----------
    evidence : Evidence
        Without a base.
    bound : float
        In whole units of the measure.
    sense : {'above', 'below'}
        The side that the words speak of.
    inclusive : bool
        Whether the bound itself counts.

    Returns
    -------
    Assertion or None
        None of an empty population; who has no value is unknown.
    """
    evidence = evidence.unbased()
    if not evidence.values:
        return None

    def holds(v: Value) -> bool:
        if v.value == bound:
            return inclusive
        return (v.value > bound) == (sense == "above")

    found = [v for v in evidence.known if holds(v)]
    threshold = Threshold(bound, unit or evidence.unit)
    return _each(evidence, found, evidence.known, threshold=threshold, sense=sense)


def each_told(evidence: Evidence, word: str, direction: Direction | None = None) -> Assertion | None:
    """So many of P are told of by a word: raised, confirmed.

    Parameters
    ----------
    evidence : Evidence
        Of words.
    word : str
        The one that the words speak of.
    direction : str, optional
        Which way what is told so has moved.

    Returns
    -------
    Assertion or None
        None of an empty population; who has no word is unknown.
    """
    if not evidence.values:
        return None
    found = [v for v in evidence.known if v.word == word]
    return _each(evidence, found, evidence.known, threshold=Threshold(word, ""), direction=direction)


def _each(evidence: Evidence, found: Collection[Value], seen: Collection[Value], **what: Any) -> Assertion:
    n = len(evidence.values)
    compared = what.get("threshold") is None
    true_of = names([v for v in evidence.values if v in found])
    return built(
        evidence,
        compared=compared,
        form="each",
        true_of=true_of,
        false_of=names([v for v in evidence.values if v in seen and v not in found]),
        quantifier=quantifier(len(found), n, n - len(seen)),
        result={"k": len(true_of), "n": n},
        **what,
    )


def split(evidence: Evidence) -> Assertion | None:
    """A, B sped up; C slowed; D cannot be compared.

    Returns
    -------
    Assertion or None
        None for an empty population. ``groups`` names every member once; those that cannot be compared are a group of
        their own, ``not_compared``.
    """
    if not evidence.values:
        return None
    groups: dict[str, list[str]] = {}
    moved = {v.of: evidence.direction(v) for v in evidence.compared}
    for direction in _ORDER:
        members = [c for c in evidence.population.members if moved.get(c) == direction]
        if members:
            groups[direction] = members
    left = [c for c in evidence.population.members if c not in moved]
    if left:
        groups["not_compared"] = left
    alone = len(groups) == 1 and not left
    n = len(evidence.values)
    return built(
        evidence,
        compared=True,
        form="split",
        true_of=names(evidence.compared),
        quantifier=quantifier(n, n, 0) if alone else None,
        direction=_ORDER[[d in groups for d in _ORDER].index(True)] if alone else None,
        result={"groups": groups},
    )
