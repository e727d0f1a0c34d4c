"""A figure, and how it moved."""

from __future__ import annotations

from collections.abc import Iterator

from ..accounted import unaccounted
from ..case import Case, same
from ..moves import directions
from ..printed import print_alike
from ..record import RecordPart
from .form import form


class Nothing(RecordPart):
    """A value has no result beside itself."""


class Moved(RecordPart):
    """By how much the sum of the population moved."""

    delta: float


@form("value", Nothing)
def value(case: Case, result: Nothing) -> Iterator[str]:
    """X is v: the value is there. A rate of growth moves the way of its sign."""
    record = case.record
    if not record.true_of or record.false_of:
        yield "value: nobody's value is told, or of somebody it is not true"
    if record.direction is None:
        return
    for of in record.true_of:
        now = case.now(of)
        allowed = _sign(now) if case.rate else frozenset[str]()
        if record.base.quarter and not case.pair(of).reason:
            allowed |= case.moved(of)
        if record.direction not in allowed:
            yield f"direction: {of} at {now:.6g} is not {record.direction}"


def _sign(rate: float) -> frozenset[str]:
    """Return what a rate of growth says by itself; next to nothing is level, too."""
    moved = {"rose"} if rate > 0 else {"fell"} if rate < 0 else set()
    return frozenset(moved | ({"held"} if abs(rate) <= 0.005 else set()))


@form("change", Moved)
def change(case: Case, result: Moved) -> Iterator[str]:
    """X rose, fell or held by d; of more than one member the sum did."""
    record = case.record
    whom = record.true_of
    if record.false_of or not whom:
        yield "change: nobody is compared, or of somebody it is not true"
        return
    if left := unaccounted(case):
        yield f"change: the words speak of {', '.join(left)}, who cannot be compared"
    if len(whom) > 1 and not one_unit(case, whom):
        yield "change: shares, or amounts in several units, are added up"
        return
    now, then = case.sum_now(whom), case.sum_then(whom)
    if not same(result.delta, now - then) and abs(result.delta - (now - then)) > 1e-9 * abs(then):
        yield f"result.delta: {result.delta:.15g}, the data give {now - then:.15g}"
    allowed = directions(case.measure(whom[0]), now, then, case.unit(whom[0]))
    if print_alike(record, now, then):
        allowed = frozenset({"held"})
    if record.direction not in allowed:
        yield f"direction: {record.direction}, from {then:.6g} to {now:.6g} is {' or '.join(sorted(allowed))}"


def one_unit(case: Case, whom: list[str]) -> bool:
    """Whether values add up: amounts, all in one unit."""
    units = {case.unit(of) for of in whom}
    return len(units) == 1 and not units & {"share", "points"}
