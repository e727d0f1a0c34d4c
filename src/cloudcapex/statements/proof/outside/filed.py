"""Whether a company has filed a figure of a quarter: ``of`` is the company."""

from __future__ import annotations

import itertools

import pandas as pd

from ....facts import load_facts
from ....periods import Quarter
from .question import OperandName, Tellable, outside

_QUARTER = 110  # days: more than any fiscal quarter of fourteen weeks, less than two quarters


@outside("reported.quarter")
def of_the_quarter(asked: OperandName) -> list[Tellable]:
    """Look for a figure of its thirteen weeks, or a longer one that such a figure is left of; filed where it files."""
    rows = load_facts(asked.as_of)
    rows = rows[(rows["company"] == asked.of) & (rows["basis"] != "estimated")]
    filed = rows[rows["evidence"] == "filed"]
    told = filed if len(filed) else rows
    days = (told["period_end"] - told["period_start"]).dt.days
    ends = {*told.loc[days.isna() | (days < _QUARTER), "period_end"]}
    for _, long in told[days >= _QUARTER].groupby(["metric", "definition", "period_start"]):
        closed = sorted({*long["period_end"]})
        ends |= {b for a, b in itertools.pairwise(closed) if (b - a).days < _QUARTER}
    quarters = {end: str(Quarter.of((end - pd.Timedelta(days=90)).date(), end.date())) for end in ends}
    of_it = [end for end, quarter in quarters.items() if quarter == asked.when]
    # A year's figure may be out a day before that of its last quarter: words may name any day on which one came.
    came = told.loc[told["period_end"].isin(of_it), "filed"].dropna()
    about = tuple(sorted({day.date().isoformat() for day in came}))
    return [Tellable("reported" if of_it else "awaited", "mark", about=about)]
