"""What is expected of a quarter and missing, with its reason and the document to look in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
import pandas as pd

from .. import facts
from ..errors import UsageError
from ..facts.documents import RESULTS, known_documents, results_documents
from ..paths import Stamp, stamp
from ..periods import Quarter
from .book import Book, open_book
from .expected import often
from .frames import quarter_at
from .panel import NOT_APPLICABLE, NOT_DISCLOSED, NOT_ENTERED, PRESENT, REASONS, Panel, Sources
from .points import Point

COLUMNS = ["company", "metric", "calendar_quarter", "reason", "document", "title", "url", "last_quarter"]


def missing(
    quarter: str | Quarter | None = None,
    companies: str | Iterable[str] | None = None,
    as_of: dt.date | str | None = None,
) -> pd.DataFrame:
    """List the figures that a quarter should have and has not.

    A stated metric is expected of a company that had it in at least three of the four quarters before.

    Parameters
    ----------
    quarter : str or Quarter, optional
        The calendar quarter; None for the newest that most of the companies a review is about have reported.
    companies : str or iterable of str, optional
        Slugs; None for every company.
    as_of : date or str, optional
        Answer as it could have been answered on this day.

    Returns
    -------
    DataFrame
        `COLUMNS`, by company in house order, then by metric in the order of ``metrics.csv``. ``reason`` is one of
        those of `series`; ``document``, ``title`` and ``url`` name where the figure is to be found (of what was looked
        for in vain: where), the first document of the kind that gave it last; empty while none is out.
        ``last_quarter`` is the newest before that has the figure.

    Raises
    ------
    UsageError
        For an unknown company (near names offered), a malformed quarter or day, a quarter that the data do not reach.
    """
    book = open_book(as_of)
    asked = book.asked(companies)
    number = _number(book, quarter)
    documents = results_documents(as_of)
    documents = documents[documents["calendar_quarter"] == str(quarter_at(number))]
    found: list[dict[str, str]] = []
    for metric in facts.load_metrics()["id"]:
        if not {*asked} & {*book.holders(metric)}:
            continue  # what nobody had before is expected of nobody
        panel, _ = book.best(metric)
        for row, line in enumerate(panel.lines):
            if line.company in asked and _is_missing(panel, row, number - panel.first):
                found.append(_named(panel, row, metric, number, documents, as_of))
    frame = pd.DataFrame(found, columns=COLUMNS)
    place = {company: n for n, company in enumerate(book.companies)}
    return frame.sort_values("company", key=lambda c: c.map(place), kind="stable", ignore_index=True)


def _number(book: Book, quarter: str | Quarter | None) -> int:
    """Return the number of the quarter asked for."""
    if quarter is None:
        return book.newest
    asked = Quarter.parse(quarter, where="quarter")
    number = asked.year * 4 + asked.number - 1
    if not book.first <= number < book.first + book.count:
        span = f"{quarter_at(book.first)} to {quarter_at(book.first + book.count - 1)}"
        raise UsageError(f"{asked} is outside the data", where="quarter", valid=span)
    return number


def _is_missing(panel: Panel, row: int, column: int) -> bool:
    there = panel.reason[row] == PRESENT
    return bool(often(there)[column]) and panel.reason[row, column] not in (PRESENT, NOT_APPLICABLE)


def _named(
    panel: Panel,
    row: int,
    metric: str,
    number: int,
    documents: pd.DataFrame,
    as_of: dt.date | str | None,
) -> dict[str, str]:
    company = panel.lines[row].company
    last = int(np.flatnonzero(panel.reason[row, : number - panel.first] == PRESENT)[-1])
    where = _where(company, metric, str(quarter_at(number)), panel.sources[row, last], documents, as_of)
    return {
        "company": company,
        "metric": metric,
        "calendar_quarter": str(quarter_at(number)),
        "reason": REASONS[panel.reason[row, number - panel.first]],
        **where,
        "last_quarter": str(quarter_at(panel.first + last)),
    }


def document_to_read(point: Point, stood_in: Sources, as_of: dt.date | str | None = None) -> str:
    """Return the document that was read for a missing figure in vain, or that holds it and is not entered.

    Parameters
    ----------
    point : Point
        What is missing, of a metric that documents state.
    stood_in : tuple of str
        The documents of the newest quarter before that has it.
    as_of : date or str, optional
        As known on this day.

    Returns
    -------
    str
        Its id; empty where nobody read any, and none is to be read.
    """
    if point.reason not in (REASONS[NOT_ENTERED], REASONS[NOT_DISCLOSED]):
        return ""
    documents = results_documents(as_of)
    out = (documents["calendar_quarter"] == str(point.quarter)) & (point.reason == REASONS[NOT_ENTERED])
    return _document(point.company, point.metric, str(point.quarter), stood_in, documents[out], as_of)


def _where(
    company: str,
    metric: str,
    quarter: str,
    stood_in: Sources,
    documents: pd.DataFrame,
    as_of: dt.date | str | None,
) -> dict[str, str]:
    document = _document(company, metric, quarter, stood_in, documents, as_of)
    if not document:
        return dict.fromkeys(("document", "title", "url"), "")
    row = known_documents()[document]
    return {"document": document, "title": row.title, "url": row.url}


def _document(
    company: str,
    metric: str,
    quarter: str,
    stood_in: Sources,
    documents: pd.DataFrame,
    as_of: dt.date | str | None,
) -> str:
    """Name the document that was read in vain, else the quarter's of the kind in which the figure stood last."""
    read = _read_in_vain(as_of, stamp()).get((company, metric, quarter))
    if read is not None:
        return read
    out = documents[documents["company"] == company]
    if out.empty:
        return ""
    known = known_documents()
    stood = {known[source].kind for source in stood_in if source in known}
    kinds = [name for name in RESULTS if name in stood]
    fitting = out[out["kind"].isin(kinds)] if out["kind"].isin(kinds).any() else out
    return str(fitting["source_id"].iloc[0])


@lru_cache(maxsize=4)
def _read_in_vain(as_of: dt.date | str | None, state: Stamp) -> dict[tuple[str, str, str], str]:
    """Return the newest document that was read for each figure that is in none."""
    read = facts.load_absences(as_of).sort_values("filed", kind="stable")
    keys = zip(read["company"], read["metric"], read["calendar_quarter"], strict=True)
    return dict(zip(keys, read["source_id"], strict=True))
