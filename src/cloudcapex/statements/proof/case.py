"""A record with the data it is held against: values now, at the base, and in any quarter before."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ...errors import UsageError, unknown
from ...periods import Quarter
from .moves import directions, is_rate
from .outside import OperandName, Reader, Tellable, find
from .record import Record, RecordOperand
from .series import Lookup, SeriesCell

_RELATIVE = 1e-12
REDEFINED = "redefined"


def same(one: float | None, other: float | None) -> bool:
    """Whether two numbers are one: equal but for the last bits of a sum."""
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=_RELATIVE, abs_tol=0.0)


@dataclass(frozen=True)
class Pair:
    """A member's value and the one it is held against, as the data give them."""

    now: SeriesCell
    then: SeriesCell | None

    @property
    def reason(self) -> str:
        """Why the two cannot be compared; empty where they can."""
        if self.now.value is None:
            return self.now.reason or "not_disclosed"
        if self.then is None:
            return ""
        if self.then.value is None:
            return self.then.reason or "not_disclosed"
        return REDEFINED if self.now.definition != self.then.definition else ""


class Case:
    """One record and the data.

    Parameters
    ----------
    record : Record
        What is claimed.
    look : Lookup
        Gives the cells of series.
    readers : mapping
        Give the values of other tables.
    """

    def __init__(self, record: Record, look: Lookup, readers: Mapping[str, Reader]) -> None:
        self.record, self.look, self.readers = record, look, readers
        self.quarter = Quarter.parse(record.quarter)

    # whose values ----------------------------------------------------------------------------

    @cached_property
    def operands(self) -> list[RecordOperand]:
        return self.record.operands or []

    @cached_property
    def outside(self) -> list[RecordOperand]:
        """Those of other tables than `series` reads."""
        return [o for o in self.operands if not self.look.knows(o.measure)]

    def measures(self, of: str) -> list[str]:
        """Return the measures that a member's value may be of: the record's one, else those of its operands."""
        if self.record.measure is not None:
            return [self.record.measure]
        own = [o.measure for o in self.operands if o.of == of]
        return list(dict.fromkeys(own or [o.measure for o in self.operands]))

    def measure(self, of: str) -> str:
        return next(iter(self.measures(of)), "")

    def pair(self, of: str, measure: str | None = None) -> Pair:
        """Look a member's value and its base up."""
        base, name = self.record.base.quarter, measure or self.measure(of)
        return Pair(self.at(of, self._quarter_of(of, name), name), self.at(of, base, name) if base else None)

    def _quarter_of(self, of: str, measure: str) -> str:
        """Return the quarter of a member's value: the statement's, unless its operand is of an older one."""
        told = [o.quarter for o in self.operands if (o.of, o.measure) == (of, measure) and "Q" in o.quarter]
        now = str(self.quarter)
        return now if now in told else max((q for q in told if q <= now), default=now)

    def pairs(self, of: str) -> list[Pair]:
        """Look a member up under each measure that it may be of."""
        return [self.pair(of, name) for name in self.measures(of)]

    def at(self, of: str, quarter: str | Quarter, measure: str | None = None) -> SeriesCell:
        """Look a member up in a quarter."""
        name = measure or self.measure(of)
        if self.look.knows(name):
            if of not in self.look.companies:
                raise unknown("company", of, self.look.companies)
            return self.look.cell(name, of, quarter, self.record.as_of)
        if not name:
            return SeriesCell("", None, "", reason="not_disclosed")
        told = self._operand(of, str(quarter), name)
        found = self.read(name, of, told.quarter if told else str(quarter))
        if not found:
            return SeriesCell(name, None, told.unit if told else "", reason="not_disclosed")
        chosen = next((r for r in found if told and agrees(told.value, r.value)), found[0])
        value = told.value if told and agrees(told.value, chosen.value) else chosen.value
        documents = tuple(sorted({s for r in found if agrees(value, r.value) for s in r.sources}))
        number = value if isinstance(value, (int, float)) else math.nan
        return SeriesCell(
            name,
            number,
            found[0].unit,
            basis=chosen.basis,
            evidence=chosen.evidence,
            sources=documents,
            outside=True,
            low=chosen.low,
            high=chosen.high,
        )

    def read(self, measure: str, of: str, when: str) -> list[Tellable]:
        """Read a value of another table."""
        question = OperandName(measure, of, when, self.record.as_of, self.record.parameters)
        # A table is read once for all that is said of it: readers judge claims and run models.
        key = (measure, of, when, self.record.as_of, repr(sorted(self.record.parameters.items())))
        if key not in self.look.readings:
            self.look.readings[key] = find(measure, self.readers, self.look.metrics)(question)
        return self.look.readings[key]

    @cached_property
    def about(self) -> tuple[str, ...]:
        """What the other tables say that words may name beside what was asked for: days, companies, measures."""
        found = (r for o in self.outside for r in self.read(o.measure, o.of, o.quarter))
        return tuple(dict.fromkeys(text for reading in found for text in reading.about))

    def word(self, of: str) -> str | None:
        """Return the word that stands for a member where its operand is one: a verdict, a status."""
        told = next((o.value for o in self.operands if o.of == of), None)
        return told if isinstance(told, str) else None

    def _operand(self, of: str, quarter: str, measure: str) -> RecordOperand | None:
        """Return the operand of a quarter, else the newest of those that name a day up to its end."""
        own = [o for o in self.operands if (o.of, o.measure) == (of, measure)]
        last = Quarter.parse(quarter).end.isoformat()
        dated = sorted(
            (o for o in own if "Q" not in o.quarter and o.quarter <= last), key=lambda o: o.quarter
        )
        return next((o for o in own if o.quarter == quarter), dated[-1] if dated else None)

    # numbers ---------------------------------------------------------------------------------

    def now(self, of: str) -> float:
        """Return a member's value; a missing one is a `Missing`."""
        return self._there(self.pair(of).now, of)

    def then(self, of: str) -> float:
        """Return the value that a member is held against; a missing one is a `Missing`."""
        base = self.pair(of).then
        if base is None:
            raise Missing(f"{of} is held against nothing: base {self.record.base.kind}")
        return self._there(base, of)

    def sum_now(self, whom: Iterable[str]) -> float:
        return math.fsum(self.now(of) for of in whom)

    def sum_then(self, whom: Iterable[str]) -> float:
        return math.fsum(self.then(of) for of in whom)

    def unit(self, of: str) -> str:
        return self.pair(of).now.unit

    def moved(self, of: str) -> frozenset[str]:
        """Return the directions that may be said of a member."""
        return directions(self.measure(of), self.now(of), self.then(of), self.unit(of))

    @property
    def rate(self) -> bool:
        """Whether every value is a rate of growth."""
        names = {self.measure(of) for of in self.record.population}
        return bool(names) and all(is_rate(name) for name in names)

    def run(self) -> Iterator[tuple[Quarter, float]]:
        """Give the sums of the population, newest first, while all are known on the definition of now."""
        whom = self.record.population
        drawn = {of: self.pair(of).now.definition for of in whom}
        quarter = self.quarter
        while quarter >= Quarter(2014, 1) and whom:
            cells = [self.at(of, quarter) for of in whom]
            if any(c.value is None or c.definition != drawn[of] for of, c in zip(whom, cells, strict=True)):
                return
            yield quarter, math.fsum(c.value for c in cells if c.value is not None)
            quarter = quarter - 1

    def _there(self, cell: SeriesCell, of: str) -> float:
        if cell.value is None:
            raise Missing(f"{of} has no value of {cell.measure} ({cell.reason})")
        return cell.value


class Missing(UsageError):  # noqa: N818 - the name says what is wrong
    """A value that a form needs and the data do not hold."""


def agrees(told: float | str | None, read: float | str) -> bool:
    """Whether what an operand says is what was read."""
    if isinstance(told, str) or isinstance(read, str) or told is None:
        return told == read
    return same(told, read)
