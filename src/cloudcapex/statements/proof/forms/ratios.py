"""One figure against another: a part of a sum, a multiple, a difference."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from itertools import chain, combinations
from typing import TypeVar

from .. import ends, numbers
from ..accounted import unaccounted
from ..case import Case, same
from ..hedged import hedged
from ..record import RecordPart
from ..series import SeriesCell
from .changes import one_unit
from .form import form

# Part and whole may be told as amounts, or by whose they are.
Side = float | list[str]
T = TypeVar("T")


class Parted(RecordPart):
    """A part, the whole, and who is in neither."""

    numerator: Side
    denominator: Side
    left_out: list[str]


class Quotient(RecordPart):
    """Two figures, their quotient (for a gap it may be the difference), and between which it lies as they round."""

    a: float
    b: float
    ratio: float | None
    low: float | None
    high: float | None


@form("share", Parted)
def share(case: Case, result: Parted) -> Iterator[str]:
    """X took s of T: the part is of those whose sum is T, and who is not in T is named."""
    record = case.record
    left = [*record.unknown]
    if sorted(result.left_out) != sorted(left):
        yield f"result.left_out: {', '.join(result.left_out) or 'nobody'}, unknown are {', '.join(left) or 'none'}"
    if len({o.measure for o in case.operands}) > 1:
        yield from _of_operands(case, result)
        return
    if not record.true_of or not one_unit(case, record.known):
        yield "share: amounts do not add up, or nobody's part is told"
        return
    if missing := unaccounted(case):
        yield f"share: {', '.join(missing)} is left out, neither named nor counted"
    if record.direction not in (None, "rose"):
        yield f"direction: {record.direction}; only what was added is shared out"
    # With a direction it is what was added since the base, without one it may be.
    ways = [_amounts(case, added=False)] if record.direction is None else []
    if record.base.quarter and all(not case.pair(of).reason for of in record.known):
        ways.append(_amounts(case, added=True))
    faults = [list(_parted(case, result, amounts)) for amounts in ways]
    if all(faults):
        yield faults[0][0] if faults else "base: what was added is shared out, and nothing is told of before"


def _amounts(case: Case, *, added: bool) -> dict[str, float]:
    """Return what is shared out: the values, or what was added since the base."""
    return {of: case.now(of) - (case.then(of) if added else 0.0) for of in case.record.known}


def _parted(case: Case, result: Parted, amounts: dict[str, float]) -> Iterator[str]:
    whole = math.fsum(amounts.values())
    if isinstance(result.denominator, list):
        if sorted(result.denominator) != sorted(amounts):
            yield f"result.denominator: {', '.join(result.denominator)}, known are {', '.join(amounts)}"
    elif not _near(result.denominator, whole):
        yield f"result.denominator: {result.denominator:.15g}, the data give {whole:.15g}"
    if whole <= 0:
        yield f"result.denominator: {whole:.6g} is nothing to take a part of"
    if isinstance(result.numerator, list):
        if sorted(result.numerator) != sorted(case.record.true_of):
            yield f"result.numerator: {', '.join(result.numerator)}, told of {', '.join(case.record.true_of)}"
    elif not _near(result.numerator, math.fsum(amounts[of] for of in case.record.true_of)):
        others = [
            sub
            for sub in _subsets(list(amounts))
            if _near(result.numerator, math.fsum(amounts[of] for of in sub))
        ]
        hint = f", which is {' and '.join(others[0])}" if others else ""
        yield f"result.numerator: {result.numerator:.15g}{hint}, told of {', '.join(case.record.true_of)}"


def _of_operands(case: Case, result: Parted) -> Iterator[str]:
    """Part and whole of two measures: each is an operand, or a sum of operands of one measure."""
    for name, told in (("numerator", result.numerator), ("denominator", result.denominator)):
        if isinstance(told, float) and not any(_near(told, total) for total in _totals(case)):
            yield f"result.{name}: {told:.15g} is no operand and no sum of them"
    part, whole = result.numerator, result.denominator
    if isinstance(part, float) and isinstance(whole, float) and not 0 < abs(part) <= whole:
        yield f"share: {part:.6g} is no part of {whole:.6g}"


def _totals(case: Case) -> Iterator[float]:
    """Give every operand, and every sum of operands of one measure."""
    values: dict[str, list[float]] = {}
    for operand in case.operands:
        if isinstance(operand.value, (int, float)):
            values.setdefault(operand.measure, []).append(float(operand.value))
    for group in values.values():
        yield from (math.fsum(sub) for sub in _subsets(group))
    yield math.fsum(chain.from_iterable(values.values()))


def _subsets(of: Sequence[T]) -> Iterator[tuple[T, ...]]:
    yield from chain.from_iterable(combinations(of, size) for size in range(1, min(len(of), 11) + 1))


@form("times", Quotient)
def times(case: Case, result: Quotient) -> Iterator[str]:
    """X is k times Y: of one day and unit, and true for all that the operands' rounding leaves open."""
    yield from _operands_of(case, result)
    if result.b <= 0 or result.ratio is None:
        yield f"times: {result.b:.6g} is nothing to be a multiple of"
        return
    if not same(result.ratio, result.a / result.b):
        yield f"result.ratio: {result.ratio:.15g}, {result.a:.6g} over {result.b:.6g} is {result.a / result.b:.15g}"
    low, high = _ends(case, result)
    # Told bounds may be wider: an operand may be made of rounded figures that only those who made it know of.
    if (
        result.low is None
        or result.high is None
        or not (_under(result.low, low) and _under(high, result.high))
    ):
        yield f"result.low, high: {result.low} and {result.high}, rounding leaves {low:.6g} to {high:.6g}"
    yield from _digits(case, result, low, high)
    yield from ends.above_its_end(case.record, result.ratio, result.a)


@form("gap", Quotient)
def gap(case: Case, result: Quotient) -> Iterator[str]:
    """X is so much more than Y, or so many points ahead of it."""
    yield from _operands_of(case, result)
    allowed = [result.a - result.b, *([result.a / result.b, result.a / result.b - 1] if result.b else [])]
    if result.ratio is not None and not any(same(result.ratio, way) for way in allowed):
        yield f"result.ratio: {result.ratio:.15g} is neither difference nor quotient of {result.a:.6g} and {result.b:.6g}"


def _operands_of(case: Case, result: Quotient) -> Iterator[str]:
    """The two figures are what the object tells of: of one unit, and of one quarter."""
    for name, told in (("a", result.a), ("b", result.b)):
        if not any(_near(told, value) for value in _figures(case)):
            yield f"result.{name}: {told:.15g} is no value that is told of"
    units = {case.unit(of) for of in case.record.known} | {o.unit for o in case.operands}
    if len(units) > 1:
        yield f"{case.record.form}: in several units: {', '.join(sorted(units))}"
    quarters = {o.quarter for o in case.operands}
    if len(quarters) > 1 and len({o.measure for o in case.operands}) > 1 and not _told(case, quarters):
        yield f"{case.record.form}: of several days, which the words do not say: {', '.join(sorted(quarters))}"
    ends = sorted({cell.end for of in case.record.known if (cell := case.pair(of).now).end})
    if len(ends) > 1 and _days(ends[0], ends[-1]) > 46:
        yield f"{case.record.form}: of periods that end on {ends[0]} and {ends[-1]}"


def _told(case: Case, quarters: set[str]) -> bool:
    return all(quarter[:4] in case.record.text for quarter in quarters)


def _days(one: str, other: str) -> int:
    return abs((dt.date.fromisoformat(one) - dt.date.fromisoformat(other)).days)


def _figures(case: Case) -> Iterator[float]:
    for of in case.record.known:
        pair = case.pair(of)
        yield from (
            cell.value for cell in (pair.now, pair.then) if cell is not None and cell.value is not None
        )
    yield from (float(o.value) for o in case.operands if isinstance(o.value, (int, float)))
    for value in (case.sum_now, case.sum_then) if case.record.base.quarter else (case.sum_now,):
        if case.record.known and not case.record.operands:
            yield value(case.record.known)


def _ends(case: Case, result: Quotient) -> tuple[float, float]:
    """Return between which the quotient lies, as its operands are rounded."""
    (low_a, high_a), (low_b, high_b) = _bounds(case, result.a), _bounds(case, result.b)
    return (low_a / high_b if high_b > 0 else math.nan), (high_a / low_b if low_b > 0 else math.nan)


def _under(low: float, high: float) -> bool:
    return low <= high or _near(low, high)


def _bounds(case: Case, figure: float) -> tuple[float, float]:
    """Return between which a figure lies: by its frame where that says so, else by half its own step."""
    for of in case.record.known:
        told = case.record.values.get(of)
        for pair in case.pairs(of):
            for cell in (pair.now, pair.then):
                if cell is not None and same(cell.value, figure):
                    own = told.rounded_to if told and same(told.value, figure) else None
                    return _around(cell, figure, cell.rounded_to or own or 0.0)
    return figure, figure


def _around(cell: SeriesCell, figure: float, step: float) -> tuple[float, float]:
    low, high = figure - step / 2, figure + step / 2
    return (
        low if cell.low is None else min(cell.low, low),
        high if cell.high is None else max(cell.high, high),
    )


def _digits(case: Case, result: Quotient, low: float, high: float) -> Iterator[str]:
    """The printed digits hold at both ends, or the words say that they are about right."""
    if hedged(case.record):
        return
    for item in case.record.printed:
        if result.ratio is None or not same(item.value, result.ratio):
            continue
        for said in numbers.read(item.text):
            if not all(ends.prints(case.record, item, bound, said) for bound in (low, high)):
                yield f"printed {item.text}: rounding leaves {low:.4g} to {high:.4g}, and the words do not say about"


def _near(one: float | None, other: float) -> bool:
    """Whether two sums are one, but for the order in which they were added up."""
    if one is None or math.isnan(other):
        return one is None and math.isnan(other)
    return math.isclose(one, other, rel_tol=1e-11, abs_tol=0.0)
