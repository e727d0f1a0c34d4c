"""Lines that a company drew anew: what it had said on the old definition, and what it says on the new one."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from ..metrics.book import Book, open_book
from ..metrics.frames import quarter_at
from ..metrics.quarters import QuarterRow
from ..periods import Quarter
from ..schema.rows import rows_of
from .change import quarter_number
from .restatements import COLUMNS as RESTATED

COLUMNS = [*RESTATED, "definition_before", "calendar_quarter_before"]

_LINE = ["company", "metric", "unit"]  # and `_line_of` a row
_BOUND = "lower_bound"


def recasts(
    companies: str | Iterable[str] | None = None,
    start: str | Quarter = "2018Q1",
    end: str | Quarter | None = None,
    as_of: dt.date | str | None = None,
) -> pd.DataFrame:
    """Set every figure that a line had before it was redrawn beside the one it has since.

    Parameters
    ----------
    companies : str or iterable of str, optional
        Slugs. None for every one.
    start, end : str or Quarter
        First and last calendar quarter; ``end=None`` is the newest quarter most companies have reported.
    as_of : date or str, optional
        What had been recast by this day.

    Returns
    -------
    DataFrame
        The columns of `restatements`, of the new definition, with ``definition_before`` and
        ``calendar_quarter_before``. One row for each quarter that is told on both definitions. Where no quarter is, one
        row for the break: the last quarter on the old definition (``calendar_quarter_before``, ``first_value``) and the
        first on the new one, whose difference (``change``) is missing because the two do not compare.
    """
    book = open_book(as_of)
    asked = book.asked(companies)
    first = Quarter.parse(start, where="start")
    last = quarter_at(book.newest) if end is None else Quarter.parse(end, where="end")
    said = book.quarters[book.quarters["company"].isin(asked) & (book.quarters["definition"] != _BOUND)]
    said = said[said["quarter"].between(quarter_number(first), quarter_number(last))]
    # Few of a thousand lines were ever drawn anew: only these are read row by row.
    redrawn = said.groupby(_LINE)["definition"].transform("nunique") > 1
    rows = sorted(rows_of(said[redrawn], QuarterRow), key=_line_of)
    drawn = [pair for _, line in itertools.groupby(rows, _line_of) for pair in _of_line(book, line)]
    place = {company: n for n, company in enumerate(book.companies)}
    order = {metric: n for n, metric in enumerate(book.kinds)}
    drawn.sort(
        key=lambda pair: (place[pair[1].company], order[pair[1].metric], pair[1].quarter, pair[1].definition)
    )
    return pd.DataFrame([_row(book, old, new) for old, new in drawn], columns=COLUMNS)


def _line_of(row: QuarterRow) -> tuple[str, str, str]:
    return row.company, row.metric, row.unit


def _of_line(book: Book, line: Iterable[QuarterRow]) -> Iterator[tuple[QuarterRow, QuarterRow]]:
    """Walk through the definitions of one line from the lowest rank up: a quarter on one beside that on the next."""
    told: dict[str, dict[int, QuarterRow]] = {}
    ranks: dict[str, int] = {}
    for row in line:
        told.setdefault(row.definition, {})[row.quarter] = row
        ranks[row.definition] = book.rank(row.definition, row.metric, row.company)
    names = sorted(ranks, key=lambda d: (ranks[d], d))
    for old_name, new_name in itertools.pairwise(names):
        if ranks[old_name] == ranks[new_name]:
            continue
        old, new = told[old_name], told[new_name]
        both = [q for q in sorted(old.keys() & new.keys()) if new[q].first_filed > old[q].first_filed]
        for q in both:
            yield old[q], new[q]
        if not old.keys() & new.keys() and max(old) < min(new):
            yield old[max(old)], new[min(new)]


def _row(book: Book, old: QuarterRow, new: QuarterRow) -> dict[str, object]:
    same = old.quarter == new.quarter
    day = np.datetime64(new.period_end, "D")
    return {
        "company": new.company,
        "metric": new.metric,
        "definition": new.definition,
        "calendar_quarter": str(quarter_at(new.quarter)),
        "fiscal_quarter": book.fiscal_label(new.company, new.quarter, day),
        "unit": new.unit,
        "first_value": old.first_value,
        "first_filed": pd.Timestamp(old.first_filed),
        "first_sources": ";".join(old.first_sources),
        "value": new.value,
        "filed": pd.Timestamp(new.since),
        "sources": ";".join(new.sources),
        "change": new.value - old.first_value if same else float("nan"),
        "kept_first": False,
        "definition_before": old.definition,
        "calendar_quarter_before": str(quarter_at(old.quarter)),
    }
