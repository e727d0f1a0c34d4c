"""What fixes a filing day: where fiscal quarters end, and how long after that a report is due."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import numpy as np
from pandas.tseries.holiday import USFederalHolidayCalendar

from .. import facts
from ..periods import Quarter
from ..schema.columns import WEEKDAYS, YEAR_END, month_of
from ..schema.rows import rows_of

_ANY_QUARTER = dt.timedelta(days=90)


@dataclass(frozen=True, slots=True)
class FilingRule:
    """How long after the end of a period a report is due: a row of ``filing_rules.csv``.

    Attributes
    ----------
    filers : str
        Whom it holds for: a set of companies.
    of : str
        ``quarter`` or ``year``.
    days, months : int or None
        The one of the two that the rule counts.
    since : date
        It holds for periods that end on this day or later.
    """

    form: str
    filers: str
    of: str
    days: float | None
    months: float | None
    since: dt.date
    source_id: str

    def last_day(self, end: dt.date) -> dt.date:
        """Return the day until which the report of a period is due; one that is no working day moves to the next that is."""
        if self.days is not None:
            return _working(end + dt.timedelta(days=int(self.days)))
        month = end.month - 1 + int(self.months or 0)
        year, month = end.year + month // 12, month % 12 + 1
        last = calendar.monthrange(year, month)[1]
        return _working(dt.date(year, month, last if _closes_month(end) else min(end.day, last)))


def filing_rules(company: str, end: dt.date, *, year_end: bool) -> FilingRule | None:
    """Return the rule for a company's report of a period.

    Parameters
    ----------
    company : str
        Slug.
    end : date
        Last day of the period.
    year_end : bool
        Whether its fiscal year ends with it.

    Returns
    -------
    FilingRule or None
        None where no rule that the data hold fixes a day.
    """
    rows = rows_of(facts.load_table("filing_rules"), FilingRule)
    of = "year" if year_end else "quarter"
    held = [r for r in rows if r.of == of and r.since <= end and company in facts.slugs_of(r.filers)]
    return max(held, key=lambda r: r.since, default=None)


def closing_day(company: str, quarter: Quarter) -> tuple[dt.date, bool]:
    """Tell when the fiscal quarter closes that stands in a calendar quarter, and whether its fiscal year does.

    Parameters
    ----------
    company : str
        Slug.
    quarter : Quarter
        The calendar quarter that holds the midpoint of the fiscal one.

    Returns
    -------
    tuple of date and bool
        By the rule for the end of its fiscal year, laid on every third month: a year of 53 weeks can close a week later.
    """
    rule, first = facts.company(company).year_end, quarter.start
    months = [
        (first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1) for n in range(-1, 5)
    ]
    for year, month in months:
        if (month - month_of(rule)) % 3 == 0:
            end = _closes(rule, year, month)
            if Quarter.of(end - _ANY_QUARTER, end) == quarter:
                return end, month == month_of(rule)
    raise ValueError(f"{rule!r} closes no quarter in {quarter}")


def _closes(rule: str, year: int, month: int) -> dt.date:
    told = re.fullmatch(YEAR_END, rule)
    assert told is not None  # the table of companies holds no other
    last = dt.date(year, month, calendar.monthrange(year, month)[1])
    if told["last"]:
        return last - dt.timedelta(days=(last.weekday() - WEEKDAYS.index(told["last"])) % 7)
    if told["near"]:
        near = last.replace(day=min(int(told["day"]), last.day))
        after = (WEEKDAYS.index(told["near"]) - near.weekday()) % 7
        return near + dt.timedelta(days=after if after <= 3 else after - 7)
    day = int(told["fixed"][3:])
    return last if day >= 28 else last.replace(day=day)


def _working(day: dt.date) -> dt.date:
    """The day itself, or the next one on which the SEC takes filings: no weekend and no federal holiday."""
    return cast("dt.date", np.busday_offset(day, 0, roll="forward", busdaycal=_open_days(day.year)).item())


@lru_cache(maxsize=64)
def _open_days(year: int) -> np.busdaycalendar:
    """Know the days of a year, and of the weeks after it, on which the SEC takes filings: to list holidays is slow."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31) + _ANY_QUARTER
    holidays = USFederalHolidayCalendar().holidays(first, last)
    return np.busdaycalendar(holidays=holidays.to_numpy("datetime64[D]"))


def _closes_month(day: dt.date) -> bool:
    return (day + dt.timedelta(days=1)).month != day.month
