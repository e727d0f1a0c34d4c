"""Quarters: the one time axis of every exhibit, and the rule that puts a fiscal quarter on it."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import overload

from .errors import UsageError

# Years of four digits without a leading zero: every quarter before and after one is a date Python can hold.
_QUARTER = re.compile(r"([1-9]\d{3})Q([1-4])")
_SPAN = re.compile(r"\s*(\S+?)\s*\.\.\s*(\S+?)\s*")


@dataclass(frozen=True, order=True)
class Quarter:
    """A calendar quarter, written ``2026Q2``.

    Quarters are ordered; ``q + 1`` is the next one and ``q - p`` counts the quarters between two.
    """

    year: int
    number: int

    @classmethod
    def parse(cls, text: str | Quarter, *, where: str | None = None) -> Quarter:
        """Read ``2026Q2``; anything else is a `UsageError`."""
        if isinstance(text, Quarter):
            return text
        match = _QUARTER.fullmatch(str(text).strip())
        if not match:
            raise UsageError(
                f"{text!r} is not a quarter", where=where, valid="a year and a quarter such as 2026Q2"
            )
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def containing(cls, day: dt.date) -> Quarter:
        """Return the calendar quarter a day falls in."""
        return cls(day.year, (day.month - 1) // 3 + 1)

    @classmethod
    def of(cls, start: dt.date, end: dt.date) -> Quarter:
        """Return the calendar quarter that holds the midpoint of a period.

        This is the house rule for fiscal quarters: Oracle's June to August is a third quarter,
        NVIDIA's May to July a second one.
        """
        return cls.containing(start + (end - start) / 2)

    @property
    def start(self) -> dt.date:
        return dt.date(self.year, 3 * self.number - 2, 1)

    @property
    def end(self) -> dt.date:
        month = 3 * self.number
        return dt.date(self.year, month, calendar.monthrange(self.year, month)[1])

    def __add__(self, quarters: int) -> Quarter:
        index = self.year * 4 + self.number - 1 + quarters
        return Quarter(index // 4, index % 4 + 1)

    @overload
    def __sub__(self, other: Quarter) -> int: ...

    @overload
    def __sub__(self, other: int) -> Quarter: ...

    def __sub__(self, other: Quarter | int) -> Quarter | int:
        if isinstance(other, Quarter):
            return (self.year - other.year) * 4 + self.number - other.number
        return self + -other

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"


def quarters_between(first: Quarter | str, last: Quarter | str) -> list[Quarter]:
    """Every quarter from ``first`` to ``last``, both included; empty when ``last`` comes first.

    Parameters
    ----------
    first, last : Quarter or str
        Calendar quarters.
    """
    first, last = Quarter.parse(first), Quarter.parse(last)
    return [first + n for n in range(last - first + 1)]


def parse_quarters(text: str) -> list[Quarter]:
    """Read ``2026Q2``, ``2019Q1..2026Q2`` or a comma list of either, in the order written."""
    found: list[Quarter] = []
    for part in text.split(","):
        span = _SPAN.fullmatch(part)
        if span:
            run = quarters_between(span[1], span[2])
            if not run:
                raise UsageError(f"{part.strip()!r} runs backwards", remedy="write the earlier quarter first")
            found.extend(run)
        else:
            found.append(Quarter.parse(part))
    return list(dict.fromkeys(found))


def day_known(as_of: str | dt.date | None) -> dt.date | None:
    """Read the day up to which things are known.

    Parameters
    ----------
    as_of : str or date, optional
        As of `parse_date`; None for all that is known.

    Returns
    -------
    date or None
        None where None was asked.

    Raises
    ------
    UsageError
        With what would be valid.
    """
    return None if as_of is None else parse_date(as_of, where="as_of")


def parse_date(text: str | dt.date, *, where: str | None = None) -> dt.date:
    """Read an ISO date; a malformed one is a `UsageError`.

    Parameters
    ----------
    text : str or date
        Of a datetime the day is kept.
    where : str, optional
        Column or option, for the error.

    Returns
    -------
    date

    Raises
    ------
    UsageError
        With what would be valid.
    """
    if isinstance(text, dt.datetime):
        return text.date()
    if isinstance(text, dt.date):
        return text
    try:
        return dt.date.fromisoformat(str(text).strip())
    except ValueError:
        raise UsageError(
            f"{text!r} is not a date", where=where, valid="an ISO date such as 2024-02-15"
        ) from None


def fiscal_label(period_end: dt.date, year_end_month: int) -> str:
    """Name the fiscal quarter that ends on a day: ``FY26 Q4``.

    Parameters
    ----------
    period_end : date
        Last day of the fiscal quarter. A 52- or 53-week year may end a few days into the next
        month; days up to the tenth count as the month before.
    year_end_month : int
        Month in which the company's fiscal year ends, 1 to 12. The fiscal year carries the
        calendar year it ends in.
    """
    last = period_end - dt.timedelta(days=10) if period_end.day <= 10 else period_end
    months_past = (last.month - year_end_month - 1) % 12
    number = months_past // 3 + 1
    year = last.year + (1 if last.month > year_end_month else 0)
    return f"FY{year % 100:02d} Q{number}"


def nominal_end(calendar: Quarter, year_end_month: int) -> dt.date:
    """Return the last day of the fiscal quarter whose midpoint a calendar quarter holds, in whole months.

    Parameters
    ----------
    calendar : Quarter
        The calendar quarter.
    year_end_month : int
        As of `fiscal_label`.

    Returns
    -------
    date
        Of a month.
    """
    for months in (0, 1, -1):
        # The quarter may close in the calendar quarter's last month, the one after or the one before.
        month = 3 * calendar.number + months
        if month % 3 == year_end_month % 3:
            following = dt.date(calendar.year + month // 12, month % 12 + 1, 1)
            return following - dt.timedelta(days=1)
    raise AssertionError("three months in a row hold every remainder")


def month_end(year: int, month: int) -> dt.date:
    """Return the last day of a month.

    Parameters
    ----------
    year, month : int
        The month from 1 to 12.

    Returns
    -------
    date
        Of the calendar.
    """
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def last_quarter(year: int, year_end_month: int) -> Quarter:
    """Return the calendar quarter in which the last quarter of a fiscal year stands: the one that holds its midpoint.

    Parameters
    ----------
    year : int
        The fiscal year, named after the calendar year it ends in.
    year_end_month : int
        Month in which it ends, 1 to 12.
    """
    end = month_end(year, year_end_month)
    before = month_end(year if year_end_month > 3 else year - 1, (year_end_month - 4) % 12 + 1)
    return Quarter.of(before + dt.timedelta(days=1), end)
