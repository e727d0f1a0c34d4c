"""What documents told of a company, and which of it each quarter and year is taken from."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import pandas as pd

from .. import facts
from ..facts.documents import known_documents
from ..media import Json
from ..metrics.book import Book
from ..metrics.differences import NO_PART
from ..metrics.vintages import quarters_long, statements, tellings
from ..paths import Stamp, stamp
from ..schema.rows import rows_of
from .leaves import Overruled, StatedPeriod, Telling

_Key = tuple[str, str, str, int]

_TWO_QUARTERS = dt.timedelta(days=183)
_LENGTHS = {0: "one day", 1: "three months", 2: "half a year", 3: "nine months", 4: "twelve months"}
# What tells one fact from others, where an entry of the corrections names it.
_KEY = ("definition", "period_start", "period_end", "unit")


@dataclass(frozen=True)
class TellingRow:
    """A row of `tellings`, with the length of its period."""

    period: int
    metric: str
    definition: str
    unit: str
    period_start: dt.date | None
    period_end: dt.date
    length: int
    value: float
    since: dt.date
    stated: dt.date
    filed: dt.date
    source_id: str
    concept: str
    basis: str
    evidence: str
    note: str


@dataclass(frozen=True)
class TakenRow:
    """A row of `discrete_quarters` or `stated_years`: a quarter or a year, and the numbers of the periods it is taken from."""

    metric: str
    definition: str
    unit: str
    quarter: int
    value: float
    part: int
    part_b: int
    part_c: int
    latest: bool
    latest_b: bool

    @property
    def key(self) -> _Key:
        """What tells it from others."""
        return self.metric, self.definition, self.unit, self.quarter


@lru_cache(maxsize=4)  # an edition traces figures of its own day, and of the one it is held against
def _tellings(day: dt.date | None, state: Stamp) -> pd.DataFrame:
    """Return the values that each period of any company had by a day: of all they cost what they do of one."""
    told = tellings(statements(facts.load_facts(day)))
    return told.assign(length=quarters_long(told["period_start"], told["period_end"]))


class ToldCompany:
    """Everything that was told of one company by a day.

    Parameters
    ----------
    company : str
        A slug.
    book : Book
        Which has taken quarters and years from what was told by the day.
    day : date or None
        What was filed later is not known, nor overruled yet; None for everything.
    """

    def __init__(self, company: str, book: Book, day: dt.date | None) -> None:
        self.company, self._book, self._day = company, book, day
        self._tellings = _tellings(day, stamp())

    @cached_property
    def _taken(self) -> tuple[dict[_Key, TakenRow], dict[_Key, TakenRow]]:
        """The quarters and the years, as the book has them."""
        quarters, years = (
            {row.key: row for row in rows_of(f[f["company"] == self.company], TakenRow)}
            for f in (self._book.quarters, self._book.years)
        )
        return quarters, years

    @cached_property
    def _periods(self) -> dict[int, list[TellingRow]]:
        """What was told of each period, by its number in the facts of the day."""
        told = self._tellings[self._tellings["company"] == self.company]
        periods: dict[int, list[TellingRow]] = {}
        for row in rows_of(told, TellingRow):
            periods.setdefault(row.period, []).append(row)
        return periods

    def quarter(
        self, metric: str, definition: str, unit: str, number: int
    ) -> tuple[float, tuple[StatedPeriod, ...]]:
        """Return a quarter as the facts give it, and the periods it is taken from.

        Parameters
        ----------
        metric, definition, unit : str
            Of the line.
        number : int
            Of the quarter.

        Returns
        -------
        float
            In whole units; NaN where the facts do not give it.
        tuple of StatedPeriod
            Those after the first are subtracted from it.
        """
        return self._of(self._taken[0], (metric, definition, unit, number))

    def year(
        self, metric: str, definition: str, unit: str, number: int
    ) -> tuple[float, tuple[StatedPeriod, ...]]:
        """Return the year that ends with a quarter as it is stated, otherwise as `quarter`."""
        return self._of(self._taken[1], (metric, definition, unit, number))

    def _of(self, taken: dict[_Key, TakenRow], key: _Key) -> tuple[float, tuple[StatedPeriod, ...]]:
        row = taken.get(key)
        if row is None:
            return math.nan, ()
        others = [(part, row.latest_b) for part in (row.part_b, row.part_c) if part != NO_PART]
        return row.value, tuple(self._period(*part) for part in ((row.part, row.latest), *others))

    def around(self, metric: str, start: dt.date, end: dt.date) -> tuple[StatedPeriod, ...]:
        """Return the periods of several quarters that hold the middle of a quarter, the shortest first."""
        middle = start + (end - start) / 2
        rows = [
            told[-1]
            for told in self._periods.values()
            if told[-1].metric == metric
            and told[-1].length > 1
            and (told[-1].period_start or middle) <= middle <= told[-1].period_end
        ]
        rows.sort(key=lambda row: (row.length, row.period))
        return tuple(self._period(row.period, latest=True) for row in rows)

    def _period(self, number: int, latest: bool) -> StatedPeriod:
        told = self._periods[number]
        row = told[0]
        return StatedPeriod(
            row.metric,
            row.definition,
            row.unit,
            row.period_start,
            row.period_end,
            _LENGTHS.get(row.length, "a period"),
            tuple(map(_telling, told)),
            len(told) - 1 if latest else 0,
            tuple(self._overruled(row)),
        )

    def _overruled(self, row: TellingRow) -> Iterator[Overruled]:
        """Find what was set otherwise in a period, as it was or as it is now."""
        for entry in self._entries(row.metric, "set"):
            now = {**entry["expect"], **entry["match"], **entry["set"]}
            named = [c for c in _KEY if c in now]
            if "period_end" in named and all(str(now[c]) == str(getattr(row, c)) for c in named):
                yield Overruled("set", _change(entry), entry["reason"])

    def dropped(self, metric: str, start: dt.date, end: dt.date) -> tuple[Overruled, ...]:
        """Return what was dropped of the periods that a quarter lies in, or that end just before it."""
        middle, found = start + (end - start) / 2, []
        for entry in self._entries(metric, "drop"):
            said = {**entry["expect"], **entry["match"]}
            last = _day(said.get("period_end") or end)
            first = _day(said.get("period_start") or last - _TWO_QUARTERS)
            if first <= middle <= last + _TWO_QUARTERS / 2:
                found.append(Overruled("drop", _change(entry), entry["reason"]))
        return tuple(found)

    def _entries(self, metric: str, action: str) -> list[Json]:
        """Return the corrections of a metric, once the document that they are about is out."""
        return self._corrections.get((metric, action), [])

    @cached_property
    def _corrections(self) -> dict[tuple[str, str], list[Json]]:
        """The corrections of the company, by metric and action: they are asked for at every figure."""
        found: dict[tuple[str, str], list[Json]] = {}
        for entry in facts.load_corrections():
            said = {**entry["expect"], **entry["match"]}
            document = known_documents().get(str(said.get("source_id", "")))
            out = document and (document.filed or document.published)
            if said.get("company") == self.company and not (self._day and out and out > self._day):
                found.setdefault((str(said.get("metric")), entry["action"]), []).append(entry)
        return found


def _telling(row: TellingRow) -> Telling:
    document = known_documents()[row.source_id]
    return Telling(
        row.value, row.since, row.stated, document, row.filed, row.concept, row.basis, row.evidence, row.note
    )


def _day(cell: str | dt.date) -> dt.date:
    return pd.Timestamp(cell).date()


def _change(entry: Json) -> str:
    """Say old and new, column by column; of what is dropped what it said."""
    before = {**entry["expect"], **entry["match"]}
    if entry["action"] == "set":
        return ", ".join(
            f"{column} {before.get(column, 'other')} → {new}" for column, new in entry["set"].items()
        )
    return ", ".join(
        f"{column} {before[column]}" for column in (*_KEY, "value", "source_id") if column in before
    )
