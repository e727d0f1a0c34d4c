"""Forms of one figure, of a sum and of a span: value, change, sum, range."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from ..assertion import Assertion, Direction, Operand
from ..evidence import Evidence, is_rate, names


def value(evidence: Evidence, member: str | None = None) -> Assertion | None:
    """X is v.

    Parameters
    ----------
    evidence : Evidence
        Of whom.
    member : str, optional
        The one that the words name; by default the only one of the population.

    Returns
    -------
    Assertion or None
        None where the value is not known. A rate of growth has a direction: that of its sign.
    """
    one = (evidence.only(member) if member else evidence).unbased()
    found = one.values[0] if len(one.values) == 1 else None
    if found is None or not found.known:
        return None
    return built(
        one,
        compared=False,
        form="value",
        true_of=names(one.values),
        direction=_sign(found.value, one.digits) if is_rate(found.measure) else None,
        result={},
    )


def change(evidence: Evidence) -> Assertion | None:
    """X rose, fell or held by d; of more than one member the sum did.

    Returns
    -------
    Assertion or None
        None unless every member's value and base are known on one definition each. ``delta`` is the sum of the
        values less the sum of the bases, in the unit of the measure.
    """
    if not evidence.values or len(evidence.compared) < len(evidence.values):
        return None
    now = math.fsum(v.value for v in evidence.values)
    then = math.fsum(v.base_value for v in evidence.values)
    first = evidence.values[0]
    if len(evidence.values) > 1 and evidence.unit in ("share", "points"):
        return None
    return _built(
        evidence,
        form="change",
        true_of=names(evidence.values),
        direction=evidence.moved(now, then, first.measure, first.unit),
        result={"delta": now - then},
    )


def total(evidence: Evidence) -> Assertion | None:
    """P together came to T.

    Returns
    -------
    Assertion or None
        None where nobody's value is known. ``k`` of ``n`` says of how many: words that do not say so are only licensed
        where both are equal.
    """
    evidence = evidence.unbased()
    if not evidence.known or evidence.unit in ("share", "points"):
        return None
    if len({v.unit for v in evidence.known}) > 1:
        return None
    return _built(
        evidence,
        form="sum",
        true_of=names(evidence.known),
        result={
            "total": math.fsum(v.value for v in evidence.known),
            "k": len(evidence.known),
            "n": len(evidence.values),
        },
        compared=False,
    )


def span(evidence: Evidence) -> Assertion | None:
    """Between a and b, over those that the sentence names.

    Returns
    -------
    Assertion or None
        None unless two of them are known; those that are not stay in ``unknown``, and the words name them or how many.
    """
    evidence = evidence.unbased()
    if len(evidence.known) < 2:
        return None
    return _built(
        evidence,
        form="range",
        true_of=names(evidence.known),
        result={
            "low": min(v.value for v in evidence.known),
            "high": max(v.value for v in evidence.known),
        },
        compared=False,
    )


def _sign(rate: float, digits: int) -> Direction:
    step = 0.5 * 10.0 ** -(digits + 2)
    return "held" if abs(rate) < step else "rose" if rate > 0 else "fell"


def _built(evidence: Evidence, *, compared: bool = True, **what: Any) -> Assertion:
    return built(evidence, compared=compared and evidence.base.quarter is not None, **what)


def built(evidence: Evidence, *, compared: bool, false_of: tuple[str, ...] = (), **what: Any) -> Assertion:
    """Put an assertion together from its evidence.

    Parameters
    ----------
    evidence : Evidence
        Gives population, values, quarter, base and measure.
    compared : bool
        Whether a member whose base is missing counts as unknown.
    false_of : tuple of str
        Of whom it does not hold.
    what
        The other parts of the assertion.
    """
    assertion = Assertion(
        population=evidence.population,
        quarter=evidence.quarter,
        values=evidence.known,
        unknown=evidence.unknown(compared=compared),
        measure=evidence.measure,
        operands=evidence.operands if evidence.measure is None else (),
        base=evidence.base,
        false_of=false_of,
        **what,
    )
    return assertion


def with_operands(assertion: Assertion, *operands: Operand) -> Assertion:
    """Return an assertion whose result is of several measures, each named by its operand."""
    return replace(assertion, measure=None, operands=operands)
