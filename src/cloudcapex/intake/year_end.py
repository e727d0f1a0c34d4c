"""The end of a fiscal year, told from the last days of the years that were filed: a fixed day, or a weekday of 52 or 53 weeks."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Sequence

from ..periods import month_end
from ..schema.columns import MONTHS, WEEKDAYS
from .filed import FiledFact

# A fiscal year in days, and how many of the newest years count: a company may have moved its end long ago.
_YEAR = range(350, 380)
_NEWEST = 8
# A weekday nearest to a day is no further from it than this.
_NEAREST = 3


def year_ends(facts: Iterable[FiledFact]) -> list[dt.date]:
    """Return the last days of the fiscal years that annual reports close, oldest first, the newest eight.

    Parameters
    ----------
    facts : iterable of FiledFact
        All of a filer's.
    """
    last: dict[str, dt.date] = {}
    for fact in facts:
        if fact.form == "10-K" and fact.start:
            try:
                start, end = dt.date.fromisoformat(fact.start), dt.date.fromisoformat(fact.end)
            except ValueError:
                continue  # a day that there is not tells nothing of the year; where its fact is kept, its cell is named
            if (end - start).days in _YEAR:
                last[fact.accession] = max(end, last.get(fact.accession, end))
    return sorted(set(last.values()))[-_NEWEST:]


def year_end_rule(ends: Sequence[dt.date]) -> str:
    """Find the rule that all ends of fiscal years follow, as ``companies.csv`` writes it; empty for none.

    Parameters
    ----------
    ends : sequence of date
        As of `year_ends`.
    """
    if not ends:
        return ""
    days = {(end.month, 28 if (end.month, end.day) == (2, 29) else end.day) for end in ends}
    if len(days) == 1:
        ((month, day),) = days
        by_week = len(ends) == 1 and ends[0] != month_end(ends[0].year, ends[0].month)
        if not by_week:
            return f"{month:02}-{day:02}"
    if len({end.weekday() for end in ends}) > 1:
        return ""
    weekday = WEEKDAYS[ends[0].weekday()]
    months = {end.month for end in ends}
    if len(months) == 1 and all((end + dt.timedelta(days=7)).month != end.month for end in ends):
        return f"last {weekday} of {MONTHS[ends[0].month - 1]}"
    for month in range(1, 13):
        # The end of a month first, as nearly all say it; else whatever day all are near to.
        for day in range(calendar.monthrange(2001, month)[1], 0, -1):
            if all(_is_near(end, month, day) for end in ends):
                return f"{weekday} nearest {day} {MONTHS[month - 1]}"
    return ""


def _is_near(end: dt.date, month: int, day: int) -> bool:
    return any(
        abs((end - dt.date(year, month, day)).days) <= _NEAREST
        for year in (end.year - 1, end.year, end.year + 1)
    )
