"""Every figure that was told a second time: restated on its definition, or recast on another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from .. import metrics
from ..periods import Quarter
from .recasts import recasts
from .restatements import restatements

_ONLY_RECASTS = ("definition_before", "calendar_quarter_before")


def told_anew(companies: Sequence[str], start: Quarter, end: Quarter, as_of: dt.date) -> pd.DataFrame:
    """Return restatements and recasts of a window in one frame; ``kind`` says which.

    Parameters
    ----------
    companies : sequence of str
        In house order.
    start, end : Quarter
        Of the window, both included.
    as_of : date
        Nothing filed after this day is seen.

    Returns
    -------
    DataFrame
        The columns of `recasts` and ``kind``: ``restated``; ``kept`` (restated only in part, so the first
        value stands); ``recast`` (told on both definitions); ``new_line`` (the last figure on the old definition beside
        the first on the new one, which do not compare). In house order.
    """
    restated = restatements(companies=companies, start=start, end=end, as_of=as_of)
    restated["kind"] = restated["kept_first"].map({True: "kept", False: "restated"})
    redrawn = recasts(companies=companies, start=start, end=end, as_of=as_of)
    same = redrawn["calendar_quarter"] == redrawn["calendar_quarter_before"]
    redrawn["kind"] = same.map({True: "recast", False: "new_line"})
    parts = [part for part in (restated, redrawn) if len(part)]
    frame = pd.concat(parts, ignore_index=True) if parts else redrawn
    place = {company: n for n, company in enumerate(companies)}
    order = {metric: n for n, metric in enumerate(metrics.known_metrics())}
    keys = pd.DataFrame({"company": frame["company"].map(place), "metric": frame["metric"].map(order)})
    frame = frame.assign(_c=keys["company"], _m=keys["metric"])
    frame = frame.sort_values(["_c", "_m", "calendar_quarter", "kind"], ignore_index=True, kind="stable")
    # A restatement has no second definition and no second quarter; where there is nothing else, pandas makes them floats.
    return (
        frame.reindex(columns=redrawn.columns)
        .astype(dict.fromkeys(_ONLY_RECASTS, object))
        .fillna(dict.fromkeys(_ONLY_RECASTS, ""))
    )
