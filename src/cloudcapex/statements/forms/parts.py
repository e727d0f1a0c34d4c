"""Forms that hold one figure against another: share, times, gap."""

from __future__ import annotations

import math
from dataclasses import replace

from ..assertion import Assertion, Form, Operand
from ..evidence import Evidence
from ..population import Population
from ..value import Value
from .levels import built


def part_of(evidence: Evidence, *members: str, of_change: bool = False) -> Assertion | None:
    """X took s of T: the part of some members in the sum of all.

    Parameters
    ----------
    evidence : Evidence
        Of all whose sum is T.
    members : str
        Whose part it is.
    of_change : bool
        What was added since the base is shared out, in the place of the values themselves.

    Returns
    -------
    Assertion or None
        None where a named member is unknown, or the sum is not above zero. Members of T that are unknown are left out,
        and the words or the subtitle name them.
    """
    evidence = evidence if of_change else evidence.unbased()
    seen = evidence.compared if of_change else evidence.known
    amounts = {v.of: v.delta if of_change else v.value for v in seen}
    if not members or any(m not in amounts for m in members) or evidence.unit in ("share", "points"):
        return None
    whole = math.fsum(amounts.values())
    part = math.fsum(amounts[m] for m in members)
    if whole <= 0 or (of_change and any(a < 0 for a in amounts.values())):
        return None
    return built(
        evidence,
        compared=of_change,
        form="share",
        direction="rose" if of_change else None,
        true_of=tuple(members),
        false_of=tuple(m for m in amounts if m not in members),
        result={
            "numerator": part,
            "denominator": whole,
            "left_out": [v.of for v in evidence.values if v.of not in amounts],
        },
    )


def times(evidence: Evidence, one: str, other: str) -> Assertion | None:
    """X is k times Y, of one measure, basis and day.

    Parameters
    ----------
    evidence : Evidence
        That holds both.
    one, other : str
        Members of its population.

    Returns
    -------
    Assertion or None
        None where either is unknown, the other is not above zero, or their periods do not end within a quarter of one
        another. ``low`` and ``high`` bound the multiple, as the operands are rounded.
    """
    evidence = evidence.unbased()
    a, b = evidence[one], evidence[other]
    if not (a.known and b.known) or b.value <= 0 or a.unit != b.unit:
        return None
    if a.period_end and b.period_end and abs((a.period_end - b.period_end).days) > 46:
        return None
    return _pair(evidence.only(one, other), "times", a, b)


def gap(evidence: Evidence, one: str, other: str) -> Assertion | None:
    """X is so much more than Y: the difference, with the multiple where both are above zero.

    Parameters
    ----------
    evidence : Evidence
        That holds both.
    one, other : str
        Members of its population.

    Returns
    -------
    Assertion or None
        None where either is unknown or their units differ; the difference in whole units.
    """
    evidence = evidence.unbased()
    a, b = evidence[one], evidence[other]
    if not (a.known and b.known) or a.unit != b.unit:
        return None
    return _pair(evidence.only(one, other), "gap", a, b)


def _pair(evidence: Evidence, form: str, a: Value, b: Value) -> Assertion:
    return built(
        evidence,
        compared=False,
        form=form,
        true_of=(a.of, b.of),
        sense="above" if a.value >= b.value else "below",
        result=ratio(a, b),
    )


def ratio(a: Value, b: Value) -> dict[str, float]:
    """Return two operands, their quotient and the bounds that their rounding leaves it."""
    low_a, high_a = _bounds(a)
    low_b, high_b = _bounds(b)
    return {
        "a": a.value,
        "b": b.value,
        "ratio": a.value / b.value if b.value else math.nan,
        "low": low_a / high_b if high_b > 0 else math.nan,
        "high": high_a / low_b if low_b > 0 else math.nan,
    }


def times_of(of: str, a: Value, b: Value, evidence: Evidence) -> Assertion | None:
    """One member's figure is k times another figure of it: two measures or days, each named by its operand.

    Parameters
    ----------
    of : str
        The member.
    a, b : Value
        The two figures, in one unit.
    evidence : Evidence
        Whose quarter and population it is.

    Returns
    -------
    Assertion or None
        None where either is unknown, the second is not above zero, or their units differ. ``low`` and ``high`` bound the
        multiple, as the operands are rounded.
    """
    if not (a.known and b.known) or b.value <= 0 or a.unit != b.unit:
        return None
    return _own(of, "times", a, b, evidence)


def gap_of(of: str, a: Value, b: Value, evidence: Evidence) -> Assertion | None:
    """One member's figure lies above or below another figure of it, of another measure or day.

    Parameters
    ----------
    of : str
        The member.
    a, b : Value
        The two figures, in one unit.
    evidence : Evidence
        Whose quarter and population it is.

    Returns
    -------
    Assertion or None
        None where either is unknown or their units differ.
    """
    if not (a.known and b.known) or a.unit != b.unit:
        return None
    return replace(_own(of, "gap", a, b, evidence), sense="above" if a.value >= b.value else "below")


def _own(of: str, form: Form, a: Value, b: Value, evidence: Evidence) -> Assertion:
    return Assertion(
        form=form,
        population=Population(evidence.population.of, (of,)),
        quarter=evidence.quarter,
        values=(a,),
        true_of=(of,),
        false_of=(),
        unknown={},
        operands=tuple(
            Operand(v.measure, v.of, v.when or evidence.quarter, v.value, v.unit, v.marks) for v in (a, b)
        ),
        result=ratio(a, b),
    )


def _bounds(v: Value) -> tuple[float, float]:
    half = (v.rounded_to or 0.0) / 2
    return (
        v.low if math.isfinite(v.low) else v.value - half,
        v.high if math.isfinite(v.high) else v.value + half,
    )
