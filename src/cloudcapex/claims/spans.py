"""When a claim is for: ``2023Q4 (FY24 Q2)``, ``FY2023 Q3``, ``2022``, ``2023-09``, ``2023Q3 -> 2023Q4`` as spans of days."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from ..periods import Quarter

Kind = Literal["quarter", "year", "half", "months", "month", "day", "about"]


@dataclass(frozen=True)
class Span:
    """Days from ``start`` to ``end``, both included, and what they are.

    ``months`` are nine of a year; ``about`` is a time that is not sharp, such as early 2024.
    """

    start: dt.date
    end: dt.date
    kind: Kind
    fiscal: bool = False

    @property
    def quarter(self) -> Quarter:
        """The calendar quarter that holds the middle of the span."""
        return Quarter.of(self.start, self.end)

    @property
    def last_quarter(self) -> Quarter:
        """The calendar quarter that ends with the span or holds its last day."""
        return Quarter.containing(self.end - dt.timedelta(days=10))

    @property
    def year_before(self) -> Span:
        """The same days a year earlier."""
        return Span(_years(self.start, -1), _years(self.end, -1), self.kind, self.fiscal)

    def __str__(self) -> str:
        if self.kind == "quarter":
            return str(self.quarter)
        if self.kind == "year":
            return f"FY{self.end.year}" if self.fiscal else str(self.end.year)
        if self.kind == "month":
            return f"{self.end:%Y-%m}"
        if self.kind == "half":
            return f"{self.end.year}H{1 if self.end.month <= 6 else 2}"
        if self.kind == "months":
            return f"{self.start:%Y-%m}..{self.end:%Y-%m}"
        return str(self.end)


def of_quarter(quarter: Quarter) -> Span:
    """Return a calendar quarter as a span."""
    return Span(quarter.start, quarter.end, "quarter")


def of_year(year: int, year_end_month: int = 12) -> Span:
    """Return a year that ends with a month; it carries the number of the year it ends in."""
    end = dt.date(year, year_end_month, calendar.monthrange(year, year_end_month)[1])
    return Span(_years(end, -1) + dt.timedelta(days=1), end, "year", year_end_month != 12)


def _years(day: dt.date, years: int) -> dt.date:
    last = calendar.monthrange(day.year + years, day.month)[1]
    keep_end = day.day == calendar.monthrange(day.year, day.month)[1]
    return dt.date(day.year + years, day.month, last if keep_end else min(day.day, last))


_CALENDAR_QUARTER = re.compile(r"(?<![\dFY])(\d{4})\s?Q([1-4])|(?<!FY)\bQ([1-4]) (\d{4})|\b([1-4])Q(\d{2})\b")
_FISCAL_QUARTER = re.compile(r"FY\s?(\d{4}|\d{2})\s*Q([1-4])|Q([1-4])\s*FY\s?(\d{4}|\d{2})", re.I)
_QUARTER_RANGE = re.compile(r"(\d{4})Q([1-4])\s*[-–]\s*Q([1-4])")
_TWO_YEARS = re.compile(r"(\d{4})\s*(?:-|–|->|/)\s*(\d{4})e?")


def read_spans(text: str, year_end_month: int = 12) -> tuple[Span, ...]:
    """Read the period of a claim.

    Parameters
    ----------
    text : str
        As written.
    year_end_month : int
        Month in which the fiscal year of the company spoken of ends.

    Returns
    -------
    tuple of Span
        More than one where the claim has a value for each: a run of quarters, a year and another. Two years joined
        by a slash are taken for either. Empty where no time can be read, or one of another age.
    """
    try:
        found = _spans(text.strip(), year_end_month)
    except (ValueError, OverflowError):  # a year no calendar has
        return ()
    return found if all(s.start.year in _THIS_AGE and s.end.year in _THIS_AGE for s in found) else ()


_THIS_AGE = range(1900, 2200)


def _spans(text: str, year_end_month: int) -> tuple[Span, ...]:
    run = _QUARTER_RANGE.search(text)
    if run:
        year, first, last = (int(g) for g in run.groups())
        return tuple(of_quarter(Quarter(year, n)) for n in range(first, last + 1))
    if "->" in text and "Q" in text:
        return tuple(span for part in text.split("->") for span in _spans(part.strip(), year_end_month))
    two = _TWO_YEARS.fullmatch(text)
    if two:
        return of_year(int(two[1])), of_year(int(two[2]))
    one = _one(text, year_end_month)
    return (one,) if one else ()


def _one(text: str, year_end_month: int) -> Span | None:
    found = re.fullmatch(r"(quarter|year) ended (\d{4})-(0[1-9]|1[0-2])", text)
    if found:
        year_, month = int(found[2]), int(found[3])
        return of_year(year_, month) if found[1] == "year" else _ended(year_, month)
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])\.\.(\d{4})-(0[1-9]|1[0-2])", text)
    if found:
        return _months(*map(int, found.groups()))
    found = _CALENDAR_QUARTER.search(text)
    if found:
        year, number = (found[1], found[2]) if found[1] else (found[4], found[3])
        if found[5]:
            year, number = f"20{found[6]}", found[5]
        return of_quarter(Quarter(int(year), int(number)))
    found = _FISCAL_QUARTER.search(text)
    if found:
        year, number = (found[1], found[2]) if found[1] else (found[4], found[3])
        return _fiscal_quarter(full_year(year), int(number), year_end_month)
    found = re.search(r"FY\s?(\d{4}|\d{2})\b", text, re.I)
    if found:
        return of_year(full_year(found[1]), year_end_month)
    found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text)
    if found:
        try:
            day = dt.date(*map(int, found.groups()))
        except ValueError:
            return None
        return Span(day, day, "day")
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text)
    if found:
        year_, month = int(found[1]), int(found[2])
        return Span(
            dt.date(year_, month, 1), dt.date(year_, month, calendar.monthrange(year_, month)[1]), "month"
        )
    found = re.fullmatch(r"(\d{4})\s?H([12])", text)
    if found:
        year_, half = int(found[1]), int(found[2])
        return Span(dt.date(year_, 6 * half - 5, 1), Quarter(year_, 2 * half).end, "half")
    found = re.fullmatch(r"early (\d{4})", text, re.I)
    if found:
        return Span(dt.date(int(found[1]), 1, 1), dt.date(int(found[1]), 3, 31), "about")
    found = re.fullmatch(r"(?:CY\s?)?(\d{4})e?", text, re.I)
    return of_year(int(found[1])) if found else None


def _months(first_year: int, first: int, year: int, last: int) -> Span | None:
    """Read a run of months: three are a quarter, twelve a year; None where they are no whole quarters of one year."""
    match 12 * (year - first_year) + last - first + 1:
        case 3:
            return _ended(year, last)
        case 12:
            return of_year(year, last)
        case 6 | 9 as count:
            end = dt.date(year, last, calendar.monthrange(year, last)[1])
            half = count == 6 and last in (6, 12)
            return Span(dt.date(first_year, first, 1), end, "half" if half else "months")
    return None


def full_year(year: str) -> int:
    """Read a year of four digits, or of two in this century."""
    return int(year) + 2000 if len(year) == 2 else int(year)


def _fiscal_quarter(year: int, number: int, year_end_month: int) -> Span:
    """Place a fiscal quarter on the calendar by the middle of its period, as everywhere in the project."""
    months = year * 12 + year_end_month - 1 - 3 * (4 - number)
    end_year, end_month = divmod(months, 12)
    return _ended(end_year, end_month + 1)


def _ended(year: int, month: int) -> Span:
    end = dt.date(year, month, calendar.monthrange(year, month)[1])
    return of_quarter(Quarter.of(end - dt.timedelta(days=90), end))
