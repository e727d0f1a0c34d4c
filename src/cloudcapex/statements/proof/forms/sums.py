"""A set taken together, and the ends between which its members lie."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ..accounted import unaccounted
from ..case import Case
from ..record import RecordPart
from .changes import one_unit
from .form import form


class Total(RecordPart):
    """What a set came to, over how many of it."""

    total: float
    k: int
    n: int


class Ends(RecordPart):
    """The least and the largest."""

    low: float
    high: float


@form("sum", Total, (None, "k_of_n"))
def total(case: Case, result: Total) -> Iterator[str]:
    """P together came to T; a sum over some of P says so."""
    record = case.record
    whom = record.true_of
    if record.false_of or not whom or not one_unit(case, whom):
        yield "sum: nothing to add up, shares, or amounts in several units"
        return
    found = case.sum_now(whom)
    if not math.isclose(result.total, found, rel_tol=1e-11):
        yield f"result.total: {result.total:.15g}, the data give {found:.15g}"
    if (result.k, result.n) != (len(whom), len(record.population)):
        yield f"result: {result.k} of {result.n}, known are {len(whom)} of {len(record.population)}"
    if left := unaccounted(case):
        yield f"sum: {', '.join(left)} is not in it, neither named nor counted"


@form("range", Ends)
def span(case: Case, result: Ends) -> Iterator[str]:
    """Between a and b: the ends of exactly those whom the sentence names."""
    record = case.record
    whom = record.true_of
    if record.false_of or not whom or len({case.unit(of) for of in whom}) > 1:
        yield "range: nobody to range over, or values in several units"
        return
    values = [*(case.now(of) for of in whom), *_ends(case)]
    for name, told, found in (("low", result.low, min(values)), ("high", result.high, max(values))):
        if not math.isclose(told, found, rel_tol=1e-11):
            yield f"result.{name}: {told:.15g}, the data give {found:.15g}"
    if left := unaccounted(case):
        yield f"range: {', '.join(left)} has no part in it, neither named nor counted"


def _ends(case: Case) -> list[float]:
    """Return the ends that operands give, where the values themselves are ranges."""
    return [
        float(o.value)
        for o in case.operands
        if isinstance(o.value, (int, float)) and o.of in case.record.true_of
    ]
