"""What an edition could know: a quarter and a day; and which edition came before it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from .. import facts
from ..errors import UsageError
from ..metrics.book import open_book
from ..metrics.panel import ESTIMATED
from ..periods import Quarter, parse_date
from ..schema.grades import weakness


@dataclass(frozen=True)
class Vintage:
    """What one edition could know.

    Parameters
    ----------
    quarter : Quarter
        The newest quarter it shows.
    as_of : date
        Nothing filed after this day is in it.
    """

    quarter: Quarter
    as_of: dt.date

    def __str__(self) -> str:
        return f"{self.quarter}@{self.as_of}"


def previous_vintage(
    quarter: str | Quarter, as_of: str | dt.date, previous_as_of: str | dt.date | None = None
) -> Vintage:
    """Return what the edition of the quarter before could know.

    Parameters
    ----------
    quarter : str or Quarter
        Quarter of the edition that is being made.
    as_of : str or date
        Its day.
    previous_as_of : str or date, optional
        Day of the previous edition where one is known. Empty, it is computed: the last day on which any fact
        was filed before the first company spoke about ``quarter``, which is the day on which the picture
        of the quarter before was complete. What press and secondary sources say earlier does not count
        as a company speaking. Where nobody has spoken yet, it is the last filing day up to the end
        of the quarter.

    Raises
    ------
    UsageError
        When the day given is not before ``as_of``, or not after the quarter it is meant to show.
    """
    quarter, day = Quarter.parse(quarter, where="quarter"), parse_date(as_of, where="as_of")
    before = quarter - 1
    if previous_as_of not in (None, ""):
        given = parse_date(previous_as_of, where="previous_as_of")
        if not before.end < given < day:
            raise UsageError(
                f"{given} cannot be the day of the edition before",
                where="previous_as_of",
                valid=f"a day after {before.end}, when {before} was over, and before {day}",
            )
        return Vintage(before, given)
    return Vintage(before, _complete(quarter, day))


def _complete(quarter: Quarter, day: dt.date) -> dt.date:
    """Last filing day before the first company spoke about a quarter.

    A company that is there only for who asks for it moves no edition of the others.
    """
    said, asked = open_book(day).quarters, facts.in_role("asked")
    spoken = said[
        ~said["company"].isin(asked)
        & (said["quarter"] == quarter.year * 4 + quarter.number - 1)
        & (said["evidence_code"] <= weakness("company"))
        & (said["basis_code"] != ESTIMATED)
    ]
    limit = spoken["first_filed"].min() if len(spoken) else pd.Timestamp(quarter.end) + pd.Timedelta(days=1)
    told = facts.load_facts(day)
    filed = told.loc[~told["company"].isin(asked), "filed"]
    earlier = filed[filed < limit]
    return (earlier.max() if len(earlier) else limit - pd.Timedelta(days=1)).date()
