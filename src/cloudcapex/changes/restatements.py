"""What companies said first and what they say now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import numpy as np
import pandas as pd

from ..metrics.book import open_book
from ..metrics.formulas import DERIVED
from ..metrics.frames import quarter_at
from ..metrics.registry import UnknownMetric, parse
from ..periods import Quarter

COLUMNS = [
    "company",
    "metric",
    "definition",
    "calendar_quarter",
    "fiscal_quarter",
    "unit",
    "first_value",
    "first_filed",
    "first_sources",
    "value",
    "filed",
    "sources",
    "change",
    "kept_first",
]


def restatements(
    metrics: str | Iterable[str] | None = None,
    companies: str | Iterable[str] | None = None,
    start: str | Quarter = "2018Q1",
    end: str | Quarter | None = None,
    as_of: dt.date | str | None = None,
) -> pd.DataFrame:
    """List every discrete quarter whose value is no longer the one first reported.

    Parameters
    ----------
    metrics, companies : str or iterable of str, optional
        Metric ids without transforms, and slugs. None for every one.
    start, end : str or Quarter
        First and last calendar quarter; ``end=None`` is the newest quarter most companies have reported.
    as_of : date or str, optional
        What had been restated by this day.

    Returns
    -------
    DataFrame
        One row for each company, metric, definition and quarter: ``first_value`` with the day it became known
        (``first_filed``) and its documents, ``value`` with the day it changed (``filed``) and its documents,
        ``change`` in whole units. ``kept_first`` marks quarters where a restated figure exists for only part of
        the difference (Meta restated the year 2022 and not its quarters): those stay on the first value.
    """
    book = open_book(as_of)
    found = book.quarters[book.quarters["restated"]]
    if metrics is not None:
        asked = [metrics] if isinstance(metrics, str) else list(metrics)
        for metric in asked:
            if parse(metric, book.kinds).transforms or metric in DERIVED:
                raise UnknownMetric(
                    f"{metric!r} is computed and never restated itself",
                    remedy="ask for the metrics behind it",
                )
        found = found[found["metric"].isin(asked)]
    found = found[found["company"].isin(book.asked(companies))]
    first, last = Quarter.parse(start, where="start"), quarter_at(book.newest)
    if end is not None:
        last = Quarter.parse(end, where="end")
    number = found["quarter"]
    found = found[number.between(first.year * 4 + first.number - 1, last.year * 4 + last.number - 1)]
    order = {company: n for n, company in enumerate(book.companies)}
    metric_order = {metric: n for n, metric in enumerate(book.kinds)}
    found = found.assign(_c=found["company"].map(order), _m=found["metric"].map(metric_order))
    found = found.sort_values(["_c", "_m", "definition", "unit", "quarter"], ignore_index=True)
    ends = found["period_end"].to_numpy().astype("datetime64[D]")
    keys = zip(found["company"], found["quarter"], ends, strict=True)
    kept = found["value"] == found["first_value"]
    return pd.DataFrame(
        {
            "company": found["company"],
            "metric": found["metric"],
            "definition": found["definition"],
            "calendar_quarter": [str(quarter_at(int(n))) for n in found["quarter"]],
            "fiscal_quarter": [book.fiscal_label(company, int(n), day) for company, n, day in keys],
            "unit": found["unit"],
            "first_value": found["first_value"],
            "first_filed": found["first_filed"],
            "first_sources": [";".join(cell) for cell in found["first_sources"]],
            "value": found["value"],
            "filed": np.where(kept, found["first_filed"], found["since"]),
            "sources": [";".join(cell) for cell in found["sources"]],
            "change": found["value"] - found["first_value"],
            "kept_first": kept,
        },
        columns=COLUMNS,
    )
