"""How long there was no such value: records, lows, since when, how often in a row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pydantic import Field

from ....periods import Quarter
from ..case import Case
from ..moves import directions
from ..record import QuarterName, RecordPart
from .changes import one_unit
from .form import form

# Fewer earlier values are no ground for a record.
FEWEST = 8
_FALLS = ("fell", "slowed", "fell_more")
Run = list[tuple[Quarter, float]]


class Since(RecordPart):
    """From when on; how many values were compared, the newest included."""

    since: QuarterName
    n: int


class Streak(RecordPart):
    """How many steps in a row, and the quarter that the first of them started from."""

    model_config = RecordPart.model_config | {"populate_by_name": False}
    n: int
    first: QuarterName = Field(alias="from")


@form("record", Since)
def record(case: Case, result: Since) -> Iterator[str]:
    """Highest of every value back to ``since``; in a commentary of all before that are on the same definition, too."""
    yield from _extreme(case, result, highest=True)


@form("lowest", Since)
def lowest(case: Case, result: Since) -> Iterator[str]:
    """Lowest of every value back to ``since``; otherwise as a record."""
    yield from _extreme(case, result, highest=False)


def _extreme(case: Case, result: Since, *, highest: bool) -> Iterator[str]:
    run = list(_run(case))
    yield from _whole(case)
    span = _span(run, result.since)
    if span is None:
        yield f"result.since: {result.since} is not in the unbroken run, which begins in {run[-1][0] if run else 'no quarter'}"
        return
    if len(span) - 1 < FEWEST:
        yield f"{case.record.form}: {len(span) - 1} earlier values, fewer than {FEWEST}"
    if result.n != len(span):
        yield f"result.n: {result.n}, the data give {len(span)} from {result.since} on"
    # A commentary may say *ever*; everywhere else the words print the span.
    held = run if case.record.place == "commentary" else span
    beaten = [(q, v) for q, v in held[1:] if not _beats(run[0][1], v, highest)]
    if beaten:
        yield f"{case.record.form}: {beaten[0][0]} was {beaten[0][1]:.6g}, now {run[0][1]:.6g}"


@form("since", Since)
def since(case: Case, result: Since) -> Iterator[str]:
    """Highest (lowest where it fell) since a quarter: one as high itself, or the first of those that were not."""
    run = list(_run(case))
    yield from _whole(case)
    span = _span(run, result.since)
    if span is None or len(span) < 2:
        yield f"result.since: {result.since} is not an earlier quarter of the unbroken run"
        return
    ways = (False,) if case.record.direction in _FALLS else (True, False) if _low(run) else (True,)
    if not any(_holds(span, result.n, highest) for highest in ways):
        shown = ", ".join(f"{q} {v:.6g}" for q, v in span[:6])
        yield f"since: not so of {result.n} values since {result.since}: {shown}"


def low_since(case: Case) -> bool:
    """Whether a value is low for its time, and not high."""
    return case.record.direction in _FALLS or _low(list(_run(case)))


def _low(run: Run) -> bool:
    return len(run) > 1 and run[0][1] < run[1][1]


def _holds(span: Run, n: int, highest: bool) -> bool:
    now, (_, then) = span[0][1], span[-1]
    between = all(_beats(now, v, highest) for _, v in span[1:-1])
    # The quarter that is named was as high, and does not count; or it is the first that was not, and does.
    counted = len(span) if _beats(now, then, highest) else len(span) - 1
    return between and n == counted


@form("streak", Streak)
def streak(case: Case, result: Streak) -> Iterator[str]:
    """The n-th step of one direction in a row: every step known, and no more than those."""
    run = list(_run(case))
    yield from _whole(case)
    direction, n = case.record.direction, result.n
    if direction is None:
        yield "direction: a streak has one"
        return
    if n < 1 or len(run) <= n:
        yield f"result.n: {n} steps, the unbroken run has {max(len(run) - 1, 0)}"
        return
    if str(run[n][0]) != result.first:
        yield f"result.from: {result.first}, the first of {n} steps started from {run[n][0]}"
    measure, unit = case.measure(case.record.population[0]), case.unit(case.record.population[0])
    steps = [directions(measure, now, then, unit) for (_, now), (_, then) in pairwise(run)]
    for (quarter, _), moved in zip(run[:n], steps[:n], strict=True):
        if direction not in moved:
            yield f"streak: in {quarter} it {' or '.join(sorted(moved))}"
    if len(steps) > n and direction in steps[n] and "held" not in steps[n]:
        yield f"result.n: {n}, and it {direction} in {run[n][0]}, too"


def _run(case: Case) -> Iterator[tuple[Quarter, float]]:
    return case.run() if not case.record.unknown else iter(())


def _whole(case: Case) -> Iterator[str]:
    """A run is of everybody, and of a sum only where the values add up."""
    whom = case.record.population
    if case.record.unknown or case.record.false_of:
        yield f"{case.record.form}: {', '.join([*case.record.unknown, *case.record.false_of])} is not in the sum"
    elif len(whom) > 1 and not one_unit(case, whom):
        yield f"{case.record.form}: shares, or amounts in several units, are added up"


def _span(run: Run, since: str) -> Run | None:
    """Return the run back to a quarter, both ends included; None where it does not reach so far."""
    for place, (quarter, _) in enumerate(run):
        if str(quarter) == since:
            return run[: place + 1]
    return None


def _beats(now: float, other: float, highest: bool) -> bool:
    slack = 1e-12 * max(abs(now), abs(other))
    return now - other > slack if highest else other - now > slack
