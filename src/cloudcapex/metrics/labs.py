"""Laboratories of artificial intelligence: the run-rates they state, quarter by quarter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

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
        that somebody stated before one that somebody estimated. The revenue of a whole year is no run-rate.
    """
    frame = facts.load_labs(as_of)
    frame = frame[(frame["who"] == lab) & (frame["metric"] == "revenue_run_rate")]
    frame = frame[frame["definition"] != "whole_year"]
    frame = frame.assign(
        shown=[not is_weak(e) for e in frame["evidence"]],
        stated=frame["basis"] != "estimated",
        worth=-frame["evidence"].map(weakness),
    ).sort_values(["shown", "stated", "as_of", "worth", "filed"])
    found: dict[Quarter, Point] = {}
    for row in rows_of(frame, LabRow):
        quarter = Quarter.containing(row.as_of)
        found[quarter] = stated_point(row, lab, row.metric, quarter)
    return [found.get(q) or no_point(lab, "revenue_run_rate", q) for q in quarters]
