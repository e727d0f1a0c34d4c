"""Figures as a company last stated them: a quarter's, or those of its fiscal years, each with the day it became known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd

from .. import facts
from ..facts.rows import FactRow
from ..periods import Quarter, fiscal_label
from ..schema.rows import rows_of
from .frames import series
from .own_line import in_own_words
from .points import Point, no_point, points_of, stated_point


@dataclass(frozen=True)
class Reading:
    """One KPI: this quarter's figure, the one stated before it, and what stands behind them.

    Attributes
    ----------
    now : Point
        The quarter's value, or that of the fiscal year that ends with it; without one its reason is the mark.
    before : Point or None
        The newest value of an earlier quarter.
    day : date or None
        When the newest of the two became known.
    """

    metric: str
    now: Point
    before: Point | None
    day: dt.date | None

    @property
    def points(self) -> list[Point]:
        return [p for p in (self.now, self.before) if p is not None and p.known]


def _known_on(point: Point | None, stated: pd.DataFrame, frame: pd.DataFrame) -> dt.date | None:
    """The day a figure became known: that of the newest document behind it, where it can be told for its period."""
    if point is None or point.period_end is None:
        return None
    for rows in (stated[stated["period_end"] == pd.Timestamp(point.period_end)], stated, frame):
        days = rows.loc[rows["source_id"].isin(point.sources), "filed"]
        if len(days):
            newest: pd.Timestamp = days.max()
            return newest.date()
    return None


def _of_year(company: str, metric: str, quarter: Quarter, frame: pd.DataFrame) -> Reading:
    """The newest figure that covers a whole fiscal year: the quarter's own where the year ends with it, else one before."""
    long = (frame["period_end"] - frame["period_start"]).dt.days.between(350, 380)
    stated = frame[long | frame["period_start"].isna()]
    stated = stated[stated["period_end"] <= pd.Timestamp((quarter + 1).start + dt.timedelta(days=40))]
    stated = stated.sort_values(["period_end", "filed"]).drop_duplicates("period_end", keep="last")
    month = facts.company(company).year_end_month
    told = [
        (
            replace(
                stated_point(row, company, metric, quarter),
                fiscal_quarter=fiscal_label(row.period_end, month).split()[0],
            ),
            row,
        )
        for row in rows_of(stated.tail(2), FactRow)
    ]
    nothing = no_point(company, metric, quarter, "not_applicable" if told else "not_disclosed")
    if not told:
        return Reading(metric, nothing, None, None)
    newest, row = told[-1]
    if row.period_end <= quarter.start:
        return Reading(metric, nothing, newest, row.filed)
    return Reading(metric, newest, told[0][0] if len(told) > 1 else None, row.filed)


def readings_of(
    company: str, metrics: Iterable[str], of_years: Iterable[str], quarter: Quarter, as_of: dt.date
) -> list[Reading]:
    """Read figures of a company, those that nobody states too.

    Parameters
    ----------
    company : str
        Its slug.
    metrics, of_years : iterable of str
        Stated for quarters, and for whole fiscal years alone.
    quarter : Quarter
        The one that is asked about.
    as_of : date
        Nothing filed after this day is seen.

    Returns
    -------
    list of Reading
        One a metric, in their order.
    """
    frame = facts.load_facts(as_of)
    frame = frame[frame["company"] == company]
    found = []
    for metric in metrics:
        row = list(points_of(series(metric, [company], start="2018Q1", end=str(quarter), as_of=as_of)))
        now = in_own_words(row[-1], as_of) if row else no_point(company, metric, quarter)
        before = next((in_own_words(p, as_of) for p in reversed(row[:-1]) if p.known), None)
        newest = now if now.known else before
        day = _known_on(newest, frame[frame["metric"] == metric], frame)
        found.append(Reading(metric, now, before, day))
    return found + [_of_year(company, m, quarter, frame[frame["metric"] == m]) for m in of_years]
