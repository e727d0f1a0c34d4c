"""The next report of each company, as it could be expected on a day: its habit is the median of its last lags.

Like is held to like: the report of a year comes later than that of a quarter within it, and has a habit of its own.
"""

from __future__ import annotations

import datetime as dt
import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from ..metrics import reported
from ..metrics.book import open_book
from ..periods import Quarter
from .rules import FilingRule, closing_day, filing_rules

# A habit is the median lag of so many reports of a kind, the newest; fewer than these are none.
LAGS, FEWEST = 8, 3
# A first figure later than this did not come with the report of its own period.
_LONGEST = 125
_LOOKED_AT = 36  # quarters, which hold eight years


@dataclass(frozen=True)
class Due:
    """A report that is not out: of which quarter, and when it can be expected.

    Attributes
    ----------
    company : str
        Slug.
    quarter : Quarter
        The calendar quarter it is of.
    end : date
        Day on which its fiscal quarter closes.
    year_end : bool
        Whether the fiscal year closes with it.
    rule : FilingRule or None
        What fixes its last day; None where nothing that the data hold does.
    lags : tuple of int
        Days from the end of each of the last periods of the kind to the first figure filed of it, oldest first; at most
        `LAGS`.
    """

    company: str
    quarter: Quarter
    end: dt.date
    year_end: bool
    rule: FilingRule | None
    lags: tuple[int, ...]

    @property
    def habit(self) -> int | None:
        """The median lag in days, a half rounded up; None of fewer than `FEWEST`."""
        return math.ceil(statistics.median(self.lags)) if len(self.lags) >= FEWEST else None

    @property
    def day(self) -> dt.date | None:
        """The day that its habit lets expect, a Monday in the place of a weekend; None without a habit."""
        if self.habit is None:
            return None
        day = self.end + dt.timedelta(days=self.habit)
        return day + dt.timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)

    @property
    def last_day(self) -> dt.date | None:
        """The day until which it is due; None where no rule fixes one."""
        return self.rule.last_day(self.end) if self.rule else None

    def passed(self, on: dt.date) -> bool:
        """Whether its expected day was over on a day, and it was not out."""
        return self.day is not None and self.day < on


def upcoming(companies: Sequence[str], on: dt.date) -> list[Due]:
    """Return the next report of each of some companies, as it could be expected on a day.

    Parameters
    ----------
    companies : sequence of str
        Slugs.
    on : date
        Nothing that became known later is used, for what is out as for the habit.

    Returns
    -------
    list of Due
        By expected day, those without one last. A company that has reported no quarter by then is not in it.
    """
    ends = _ends(on)
    newest = Quarter.containing(on) + 1
    run = [newest - n for n in range(_LOOKED_AT)]
    filed = {quarter: reported(companies, quarter, on) for quarter in run}
    found = []
    for company in companies:
        days = {q: day for q in run if (day := filed[q][company]) is not None}
        if days:
            found.append(_due(company, days, ends))
    return sorted(found, key=lambda d: (d.day is None, d.day or d.end, companies.index(d.company)))


def _due(company: str, days: dict[Quarter, dt.date], ends: dict[tuple[str, Quarter], dt.date]) -> Due:
    """Lay the lags of the reports that are out on the end of the next quarter."""
    quarter = max(days) + 1
    end, year_end = closing_day(company, quarter)
    lags = []
    for told in sorted(days):
        closed, closed_year = closing_day(company, told)
        # What came late came in the report of another period, beside that period's own.
        lag = (days[told] - ends.get((company, told), closed)).days
        if closed_year == year_end and 0 < lag <= _LONGEST:
            lags.append(lag)
    rule = filing_rules(company, end, year_end=year_end)
    return Due(company, quarter, end, year_end, rule, tuple(lags[-LAGS:]))


def _ends(on: dt.date) -> dict[tuple[str, Quarter], dt.date]:
    """On which day the fiscal quarters closed of which figures were known."""
    rows = open_book(on).quarters
    rows = rows[rows["period_start"].notna()]
    last = rows.groupby(["company", "quarter"], as_index=False)["period_end"].max()
    cells = zip(last["company"].tolist(), last["quarter"].tolist(), last["period_end"].dt.date, strict=True)
    return {(company, Quarter(n // 4, n % 4 + 1)): day for company, n, day in cells}
