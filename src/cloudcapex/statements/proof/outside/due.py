"""When a company can be expected to report next: ``of`` is the company, the time the day on which that is asked."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

import pandas as pd
from pandas.tseries.holiday import USFederalHolidayCalendar

from ....facts import company, load_facts, load_table, slugs_of
from ....periods import Quarter
from ....schema.columns import YEAR_END
from .question import OperandName, Tellable, outside

_QUARTER, _LONGEST, _MOST, _FEWEST = 110, 125, 8, 3  # days, days, reports, reports
# The shortest quarter, and how far beside its year's day a quarter ends that closes the year.
_SHORTEST, _BESIDE = 76, 20


@outside("upcoming.days")
def days_left(asked: OperandName) -> list[Tellable]:
    """Count the days to the one expected: the middle of the lags of the last reports of the kind, after its own end."""
    out = _first_days(asked.of, asked.when)
    if out.empty:
        return []
    newest = Quarter.parse(str(out.index.max()))
    own = [(q, end, first) for q, (end, first) in out.iterrows()]
    end = _end_after(asked.of, own[-1][1].date())
    lags = [
        (first - last).days
        for _, last, first in own
        if _closes_year(asked.of, last.date()) == _closes_year(asked.of, end)
        and 0 < (first - last).days <= _LONGEST
    ][-_MOST:]
    if len(lags) < _FEWEST:
        return []
    ordered = sorted(lags)
    middle = -(-(ordered[(len(lags) - 1) // 2] + ordered[len(lags) // 2]) // 2)
    day = end + dt.timedelta(days=middle)
    while day.isoweekday() > 5:
        day += dt.timedelta(days=1)
    about = (str(newest + 1), day.isoformat(), *_by_law(asked.of, end, _closes_year(asked.of, end)))
    return [Tellable(float((day - asked.day).days), "count", about=about)]


def _first_days(of: str, on: str) -> pd.DataFrame:
    """On which day the first figure of each quarter came, and when that quarter ended."""
    rows = load_facts(on)
    rows = rows[(rows["company"] == of) & (rows["basis"] != "estimated")]
    filed = rows[rows["evidence"] == "filed"]
    rows = filed if len(filed) else rows
    days = (rows["period_end"] - rows["period_start"]).dt.days
    quarters = [
        str(Quarter.of((end - pd.Timedelta(days=90)).date(), end.date())) for end in rows["period_end"]
    ]
    rows = rows.assign(quarter=quarters, short=days < _QUARTER)
    ends = rows[rows["short"] | (days >= _QUARTER)].groupby("quarter")["period_end"].max()
    # Of a quarter told by nothing but a figure of its last day, that day.
    ends = ends.combine_first(rows.groupby("quarter")["period_end"].max())
    return pd.DataFrame({"end": ends, "first": rows.groupby("quarter")["filed"].min()}).dropna()


def _end_after(of: str, last: dt.date) -> dt.date:
    """Return the first day that the end of its fiscal year lets a quarter end on, looked for about three months on."""
    for days in range(_SHORTEST, _QUARTER):
        end = last + dt.timedelta(days=days)
        if _ends_quarter(of, end):
            return end
    raise ValueError(f"no quarter of {of} ends about three months after {last}")


def _ends_quarter(of: str, day: dt.date) -> bool:
    """Ask of one day whether a fiscal quarter ends on it: every third month as the fiscal year does."""
    told = re.fullmatch(YEAR_END, company(of).year_end)
    assert told is not None  # the table of companies holds no other
    if told["near"]:
        week = [day + dt.timedelta(days=n) for n in range(-3, 4)]
        return f"{day:%A}" == told["near"] and any(
            d.day == min(int(told["day"]), d.days_in_month) and _in_turn(of, d)
            for d in map(pd.Timestamp, week)
        )
    if told["last"]:
        final = (day + dt.timedelta(days=7)).month != day.month
        return f"{day:%A}" == told["last"] and final and _in_turn(of, day)
    at, here = int(told["fixed"][3:]), pd.Timestamp(day)
    return _in_turn(of, day) and (here.is_month_end if at >= 28 else day.day == at)


def _in_turn(of: str, day: dt.date) -> bool:
    return (day.month - company(of).year_end_month) % 3 == 0


def _closes_year(of: str, end: dt.date) -> bool:
    """Ask whether the month that a quarter ends in is its year's: a week beside the day that the year ends about is as near."""
    told = re.fullmatch(YEAR_END, company(of).year_end)
    assert told is not None  # the table of companies holds no other
    about = int(told["day"] or (told["fixed"] or "12-31")[3:])
    year = pd.Timestamp(dt.date(end.year, company(of).year_end_month, 1))
    days = [
        start + pd.Timedelta(days=min(about, start.days_in_month) - 1)
        for start in (year + pd.DateOffset(years=n) for n in (-1, 0, 1))
    ]
    return any(abs((pd.Timestamp(end) - d).days) <= _BESIDE for d in days)


@lru_cache(maxsize=64)
def _open_days(year: int) -> pd.offsets.CustomBusinessDay:
    """Know on which days of a year and the next the SEC takes filings: to list holidays is slow, and slower of all years."""
    holidays = USFederalHolidayCalendar().holidays(dt.date(year, 1, 1), dt.date(year + 1, 12, 31))
    return pd.offsets.CustomBusinessDay(holidays=holidays.tolist())


def _by_law(of: str, end: dt.date, year: bool) -> tuple[str, ...]:
    rules = load_table("filing_rules")
    rules = rules[(rules["of"] == ("year" if year else "quarter")) & (rules["since"] <= pd.Timestamp(end))]
    return tuple(
        _open_days(end.year)
        .rollforward(
            pd.Timestamp(end)
            + (pd.DateOffset(days=int(days)) if pd.notna(days) else pd.offsets.MonthEnd(int(months)))
        )
        .date()
        .isoformat()
        for filers, days, months in zip(rules["filers"], rules["days"], rules["months"], strict=True)
        if of in slugs_of(filers)
    )
