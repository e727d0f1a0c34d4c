"""One metric of filers that were taken in: the arithmetic is that of `metrics`, over the facts that the store gives it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from .. import facts
from ..errors import UsageError
from ..metrics import registry
from ..metrics.book import Book, open_book
from ..metrics.formulas import DERIVED, FORMULAS, IDENTITIES
from ..metrics.frames import quarter_at, series_of
from ..paths import root
from ..periods import Quarter, parse_date
from .store import Store, store_at, stored

_CIK = re.compile(r"(?:CIK)?0*(\d{1,10})", re.ASCII | re.IGNORECASE)
# Twelve months a year before twelve months, and the year to date that the oldest of them is taken from.
_YEARS_BEFORE = 4


@dataclass(frozen=True)
class Ranked:
    """What a screen found.

    Attributes
    ----------
    rows : DataFrame
        Columns of `cloudcapex.metrics.series` and ``name``, the largest first.
    quarter : Quarter
        Which all of them are of.
    asked, missing, elsewhere : int
        How many have any fact behind the metric; have no value in the quarter; have it in another unit.
    """

    rows: pd.DataFrame
    quarter: Quarter
    asked: int
    missing: int
    elsewhere: int


def filers_named(companies: Sequence[str]) -> list[str] | None:
    """Return the filers of the store that a reader names, by CIK; None where it is companies of the data that are named.

    Parameters
    ----------
    companies : sequence of str
        ``cik0000320193``, in any case and with or without its noughts; a bare number is none.

    Returns
    -------
    list of str or None
        Slugs, in the order asked.

    Raises
    ------
    UsageError
        Both are named at once, nothing was taken in, or the store has no such filer.
    """
    told = {text: _CIK.fullmatch(text) for text in companies if text.lower().startswith("cik")}
    named = {text: match for text, match in told.items() if match}
    if not named:
        return None
    if len(named) < len(set(companies)):
        raise UsageError(
            "names companies of data/ and filers of the bulk file",
            where="--company",
            remedy="ask for them apart",
        )
    known = stored().filers()
    slugs = dict(zip(known["cik"].astype(int), known["slug"], strict=True))
    found = []
    for text, match in named.items():
        if int(match[1]) not in slugs:
            raise UsageError(
                f"{text!r} is no filer with a figure in the bulk file",
                where="--company",
                valid=f"the CIK of one of {len(slugs):,} filers",
                remedy="look it up at sec.gov, or take a newer bulk file in",
            )
        found.append(str(slugs[int(match[1])]))
    return found


def series(
    metric: str,
    companies: Sequence[str],
    start: str | Quarter = "2018Q1",
    end: str | Quarter | None = None,
    as_of: dt.date | str | None = None,
    first_reported: bool = False,
) -> pd.DataFrame:
    """Return a metric of some filers of the store.

    Parameters
    ----------
    metric, start, end, as_of, first_reported
        As for `cloudcapex.metrics.series`; ``end=None`` is the newest quarter that most of them reported.
    companies : sequence of str
        As of `filers_named`.

    Returns
    -------
    DataFrame
        As of `cloudcapex.metrics.series`.

    Raises
    ------
    UsageError
        As `cloudcapex.metrics.series`; and where nothing was taken in.
    """
    book = _book(stored(), metric, companies, as_of)
    return series_of(book, metric, companies, start, end, first_reported)


def screen(metric: str, top: int, quarter: str | None = None, as_of: dt.date | str | None = None) -> Ranked:
    """Rank all filers of the store by a metric; the companies of the data where nothing was taken in.

    Parameters
    ----------
    metric : str
        As for `cloudcapex.metrics.series`.
    top : int
        How many to return at the most.
    quarter : str, optional
        The calendar quarter; None for the newest that most reported.
    as_of : date or str, optional
        Know nothing filed after this day.

    Raises
    ------
    UsageError
        For an unknown metric, with near names; a malformed quarter.
    """
    asked = Quarter.parse(quarter, where="--quarter") if quarter else None
    store = store_at(root())
    if store is None:
        book, names = open_book(as_of), {slug: c.name.en for slug, c in facts.companies().items()}
    else:
        filers = store.filers()
        names = dict(zip(filers["slug"], filers["name"], strict=True))
        book = _book(store, metric, None, as_of, asked)
    one = asked or quarter_at(book.newest)
    frame = series_of(book, metric, None, one, one, False)
    there = frame[frame["value"].notna()]
    unit = there["unit"].mode().iloc[0] if len(there) else ""
    rows = there[there["unit"] == unit].assign(name=there["company"].map(names))
    rows = rows.sort_values(["value", "company"], ascending=[False, True], ignore_index=True)
    return Ranked(rows.head(top), one, len(frame), len(frame) - len(there), len(there) - len(rows))


def _book(
    store: Store,
    metric: str,
    companies: Sequence[str] | None,
    as_of: dt.date | str | None,
    quarter: Quarter | None = None,
) -> Book:
    """Open a book of what a metric is computed from; without companies of the years before a quarter alone."""
    metrics = facts.load_metrics()
    kinds = {
        **dict(zip(metrics["id"], metrics["kind"], strict=True)),
        **{n: f.kind for n, f in DERIVED.items()},
    }
    behind = _behind(registry.parse(metric, kinds).metric)
    day = parse_date(as_of, where="as_of") if as_of else None
    known = str(day) if day else "9999-12-31"
    since = "1900-01-01"
    if companies is None:
        usual = quarter.start if quarter else store.usual_end(behind, known)
        since = f"{usual.year - _YEARS_BEFORE}-01-01" if usual else since
    found = store.facts(behind, companies, since, known)
    if found.empty and any(store.has(part) for part in behind):
        when = f" of {quarter} or the years before" if quarter else ""
        raise UsageError(
            f"no filer of the bulk file had told what {metric} is computed from{when}{f' by {day}' if day else ''}",
            valid="a quarter and a day that its filings reach",
        )
    if found.empty:
        raise UsageError(
            f"no filer of the bulk file states what {metric} is computed from",
            valid=[name for name in kinds if all(store.has(part) for part in _behind(name))],
        )
    filers = store.filers()
    return Book.of_filers(found, filers[filers["slug"].isin(set(companies or found["company"]))])


def _behind(metric: str) -> set[str]:
    """Return the stated metrics that one is computed from."""
    parts = DERIVED[metric].parts if metric in DERIVED else ()
    summed = [
        part for (whole, _), name in IDENTITIES.items() if whole == metric for part in FORMULAS[name].parts
    ]
    own = set() if metric in DERIVED else {metric}
    return own.union(*(_behind(part) for part in (*parts, *summed)))
