"""Laboratories of artificial intelligence: the run-rates they state, quarter by quarter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from .. import facts
from ..facts.rows import LabRow
from ..periods import Quarter
from ..schema.grades import is_weak, weakness
from ..schema.rows import rows_of
from .points import Point, no_point, stated_point


def run_rates(lab: str, quarters: Sequence[Quarter], as_of: dt.date) -> list[Point]:
    """Read a laboratory's annualised revenue as the newest statement in each quarter has it.

    Parameters
    ----------
    lab : str
        Its slug in the table of parties, or the company's that it is.
    quarters : sequence of Quarter
        The quarters asked for.
    as_of : date
        Nothing published after this day is seen.

    Returns
    -------
    list of Point
        One a quarter in their order. A figure with a document to show stands before one without, among these one
        that somebody stated before one that somebody estimated; of as good ones one that counts what the quarter before
        did, so that a line goes on as it began. Where none does the newest stands, of one day the one without the sales
        of partners: its ``definition`` is another then. Of rows that tell the same figure that of the best evidence stands,
        whatever day each takes it for. The revenue of a whole year is no run-rate.
    """
    found: dict[Quarter, Point] = {}
    counted = ""
    frame = _told(lab, as_of)
    for quarter, rows in sorted(frame.groupby(frame["as_of"].map(_quarter))):
        told = rows.assign(continues=rows["definition"] == counted)
        told = told.sort_values(["shown", "stated", "continues", "as_of", "net", "worth", "filed"])
        (row,) = rows_of(_best_told(told), LabRow)
        found[quarter], counted = stated_point(row, lab, row.metric, quarter), row.definition
    return [found.get(q) or no_point(lab, "revenue_run_rate", q) for q in quarters]


def _best_told(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep of the last row and those that tell the same figure the one of the best evidence.

    A paper that tells what the company had told, without its day, has the end of its month for it: the newer day is no
    newer figure.
    """
    last = rows.iloc[-1]
    same: pd.DataFrame = rows[
        (rows["value"] == last["value"])
        & (rows["definition"] == last["definition"])
        & (rows["stated"] == last["stated"])
        & (rows["as_of"].map(_quarter) == _quarter(last["as_of"]))
    ]
    return same.sort_values("worth", kind="stable").tail(1)


# What partners sell is in it, and is theirs in part.
_GROSS = "incl_partner_gross_sales"


def _quarter(day: pd.Timestamp) -> Quarter:
    return Quarter.containing(day.date())


def run_rate_near(lab: str, day: dt.date, apart: int, as_of: dt.date) -> Point | None:
    """Read the run-rate of a laboratory that was told of the day nearest to one.

    Parameters
    ----------
    lab : str
        As in `run_rates`.
    day : date
        Before or after which it is looked for.
    apart : int
        How many days from it the figure may be, at the most.
    as_of : date
        Nothing published after this day is seen.

    Returns
    -------
    Point or None
        Of the quarter of its own day, with a document to show, as somebody stated it; the newer of two as near, and of those
        that tell the same figure in that quarter the one of the best evidence. None where there is none.
    """
    frame = _told(lab, as_of)
    frame = frame.assign(apart=(frame["as_of"] - pd.Timestamp(day)).abs().dt.days)
    frame = frame[frame["shown"] & frame["stated"] & (frame["apart"] <= apart)]
    frame = frame.sort_values(
        ["apart", "as_of", "net", "worth", "filed"], ascending=[False, True, True, True, True]
    )
    if frame.empty:
        return None
    (row,) = rows_of(_best_told(frame), LabRow)
    return stated_point(row, lab, row.metric, Quarter.containing(row.as_of))


def _told(lab: str, as_of: dt.date) -> pd.DataFrame:
    """Return every run-rate told of a laboratory by a day, with what its worth is judged by."""
    frame = facts.load_labs(as_of)
    frame = frame[(frame["who"] == lab) & (frame["metric"] == "revenue_run_rate")]
    frame = frame[frame["definition"] != "whole_year"]
    return frame.assign(
        shown=[not is_weak(e) for e in frame["evidence"]],
        stated=frame["basis"] != "estimated",
        worth=[-weakness(e) for e in frame["evidence"]],
        net=frame["definition"] != _GROSS,
    )
