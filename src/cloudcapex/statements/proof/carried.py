"""The digits of a printed figure, held against those that its operands carry."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from decimal import Decimal

from . import numbers
from .case import Case, Pair, same
from .record import RecordPrinted
from .series import SeriesCell

Bounds = tuple[float, float]


def of_item(case: Case, item: RecordPrinted, said: Iterable[numbers.Said]) -> Iterator[str]:
    """Tell where a computed figure prints digits that its operands, as they are rounded, do not carry.

    Parameters
    ----------
    case : Case
        The record, whose words do not say *about*.
    item : RecordPrinted
        The figure.
    said : iterable of Said
        What its text says.
    """
    if item.unit == "share":
        yield from _rate(case, item, said)
    else:
        yield from _amount(case, item, said)


def _rate(case: Case, item: RecordPrinted, said: Iterable[numbers.Said]) -> Iterator[str]:
    """A rate lies within half of its last printed digit, whatever was rounded to its operands."""
    found = [ends for value, ends in _ways(case, item.of) if same(value, item.value)]
    found += [(-high, -low) for value, (low, high) in _ways(case, item.of) if same(-value, item.value)]
    if not found:
        return
    # The same value may come about in several ways: the narrowest is how it was told.
    low, high = min(found, key=lambda ends: ends[1] - ends[0])
    off = max(item.value - low, high - item.value)
    for one in said:
        if off > float(one.step) / 2 * 1.0001:
            yield f"printed: {item.text} has digits that rounding does not carry: {low:.4g} to {high:.4g}"


def _amount(case: Case, item: RecordPrinted, said: Iterable[numbers.Said]) -> Iterator[str]:
    """The last digit of anything else may be one off, as last digits are."""
    cell = case.pair(item.of).now if item.of in case.record.population and item.of else None
    ends = _computed(cell) if cell and same(cell.value, item.value) else None
    for one in said if ends else ():
        shown = [numbers.rounded(Decimal(repr(end)), one.step) for end in ends or ()]
        if any(abs(abs(end) - abs(one.value)) > one.step for end in shown):
            yield f"printed: {item.text} has digits that rounding does not carry: {_told(ends)}"


def _told(ends: Bounds | None) -> str:
    return " to ".join(f"{end:.4g}" for end in ends or ())


def _ways(case: Case, of: str | None) -> Iterator[tuple[float, Bounds]]:
    """Give every rate that a record tells of a member or of all, with the bounds that rounding leaves it."""
    record = case.record
    members = [of] if of in record.population and of else record.population
    for member in members:
        for pair in case.pairs(member):
            for cell in (pair.now, pair.then):
                ends = _computed(cell) if cell else None
                if cell and cell.value is not None and ends:
                    yield cell.value, ends
            yield from _growth([pair])
    if record.form == "change":
        yield from _growth([case.pair(member) for member in record.true_of])


def _growth(pairs: list[Pair]) -> Iterator[tuple[float, Bounds]]:
    """Give the growth of a sum of amounts on its base."""
    if not pairs or any(p.reason or p.then is None or p.now.unit == "share" for p in pairs):
        return
    now = _sum([p.now for p in pairs])
    then = _sum([p.then for p in pairs if p.then is not None])
    if then[1][0] > 0:
        yield now[0] / then[0] - 1, (now[1][0] / then[1][1] - 1, now[1][1] / then[1][0] - 1)


def _sum(cells: list[SeriesCell]) -> tuple[float, Bounds]:
    values = [c.value or 0.0 for c in cells]
    low = math.fsum(v if c.low is None else c.low for v, c in zip(values, cells, strict=True))
    high = math.fsum(v if c.high is None else c.high for v, c in zip(values, cells, strict=True))
    return math.fsum(values), (low, high)


def _computed(cell: SeriesCell) -> Bounds | None:
    """Return the bounds of a computed value; a stated one stands as it was told."""
    if cell.basis == "reported" or cell.low is None or cell.high is None:
        return None
    return cell.low, cell.high
