"""Forms that rank: leader, record, lowest, since, streak."""

from __future__ import annotations

import itertools
import math

from ...periods import Quarter
from ..assertion import Assertion, Sense
from ..evidence import Evidence, names, printed
from .levels import built

# A shorter run is no ground for a record.
FEWEST = 8
# How far back a run is looked for.
FIRST = Quarter(2014, 1)


def leader(
    evidence: Evidence, *, lowest: bool = False, bounds: dict[str, float] | None = None
) -> Assertion | None:
    """X leads: the largest of the known.

    Parameters
    ----------
    evidence : Evidence
        Of those among whom it leads.
    lowest : bool
        The smallest instead.
    bounds : dict of str to float, optional
        What an unknown member is known not to pass.

    Returns
    -------
    Assertion or None
        None unless two are known. Those whose values print alike lead together. The unknown members are in
        ``unknown``: the words name them or say of how many the leader is the first.
    """
    evidence = evidence.unbased()
    if len(evidence.known) < 2:
        return None
    top = (min if lowest else max)(v.value for v in evidence.known)
    first = [v for v in evidence.known if v.value == top or _alike(evidence, v.value, top)]
    sense: Sense = "below" if lowest else "above"
    return built(
        evidence,
        compared=False,
        form="leader",
        true_of=names(evidence.known),
        sense=sense,
        result={"leaders": list(names(first)), "bounds": dict(bounds or {})},
    )


def _alike(evidence: Evidence, one: float, other: float) -> bool:
    if evidence.unit == "share":
        return evidence.alike(one, other, "share")
    return False


def record(evidence: Evidence, first: Quarter = FIRST) -> Assertion | None:
    """Highest since q, of n values: of one member, or of the sum of all.

    Parameters
    ----------
    evidence : Evidence
        Of one member, or a sum.
    first : Quarter
        No value before it is counted: the first that a chart draws, where the words stand over one.

    Returns
    -------
    Assertion or None
        None unless the value is above every earlier one on its definition, of which there are at least eight without a
        gap or a break. ``since`` is the first quarter of the run and ``n`` how many values it has, the newest included.
    """
    return _extreme(evidence, highest=True, first=first)


def lowest(evidence: Evidence, first: Quarter = FIRST) -> Assertion | None:
    """Lowest since q, of n values; otherwise as `record`.

    Parameters
    ----------
    evidence : Evidence
        Of one member, or a sum.
    first : Quarter
        No value before it is counted.

    Returns
    -------
    Assertion or None
        None where an earlier value is as low, or too few come before it.
    """
    return _extreme(evidence, highest=False, first=first)


def _extreme(evidence: Evidence, *, highest: bool, first: Quarter = FIRST) -> Assertion | None:
    evidence = evidence.unbased()
    run = [(quarter, value) for quarter, value in _run(evidence) if quarter >= first]
    if len(run) <= FEWEST:
        return None
    (_, now), earlier = run[0], [value for _, value in run[1:]]
    if (now <= max(earlier)) if highest else (now >= min(earlier)):
        return None
    return built(
        evidence,
        compared=False,
        form="record" if highest else "lowest",
        true_of=names(evidence.values),
        sense="above" if highest else "below",
        result={"since": str(run[-1][0]), "n": len(run)},
    )


def since(evidence: Evidence, *, lowest: bool = False) -> Assertion | None:
    """Highest (or lowest) since q, where an earlier value was at least as high.

    Parameters
    ----------
    evidence : Evidence
        Of one member, or a sum.
    lowest : bool
        The lowest since.

    Returns
    -------
    Assertion or None
        None where the value is not above at least four values before it, or no earlier one is as high. ``since`` is the
        quarter that was as high, ``n`` how many values lie between, the newest included.
    """
    evidence = evidence.unbased()
    run = _run(evidence)
    if len(run) < 2:
        return None
    now = run[0][1]
    for place, (quarter, value) in enumerate(run[1:], start=1):
        if (value <= now) if lowest else (value >= now):
            if place <= 4:
                return None
            return built(
                evidence,
                compared=False,
                form="since",
                true_of=names(evidence.values),
                sense="below" if lowest else "above",
                result={"since": str(quarter), "n": place},
            )
    return None


def streak(evidence: Evidence, *, rising: bool = True) -> Assertion | None:
    """The n-th rise (or fall) in a row.

    Parameters
    ----------
    evidence : Evidence
        Of one member, or a sum.
    rising : bool
        Rises; falls otherwise.

    Returns
    -------
    Assertion or None
        None unless the newest step is one. ``n`` counts steps, ``from`` is the quarter the first one started from.
    """
    evidence = evidence.unbased()
    run = _run(evidence)
    n = 0
    first = next(iter(evidence.values), None)
    for (_, now), (_, then) in itertools.pairwise(run):
        if first is None or evidence.moved(now, then, first.measure, first.unit) == "held":
            break
        if (now > then) != rising:
            break
        n += 1
    if n < 1:
        return None
    return built(
        evidence,
        compared=False,
        form="streak",
        true_of=names(evidence.values),
        direction="rose" if rising else "fell",
        result={"n": n, "from": str(run[n][0])},
    )


def _run(evidence: Evidence) -> list[tuple[Quarter, float]]:
    """The values back from the newest, as long as every member is known on the definition it has now; sums of all."""
    if not evidence.values or len(evidence.known) < len(evidence.values):
        return []
    found: list[tuple[Quarter, float]] = []
    quarter = evidence.quarter
    while quarter >= FIRST:
        points = [(v, evidence.at(v.of, quarter)) for v in evidence.values]
        if not all(p.known and p.definition == v.definition for v, p in points):
            break
        found.append((quarter, math.fsum(p.value for _, p in points)))
        quarter = quarter - 1
    return found


__all__ = ["FEWEST", "leader", "lowest", "printed", "record", "since", "streak"]
