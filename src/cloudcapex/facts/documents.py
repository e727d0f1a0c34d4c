"""Which documents of a company's results are out: the filings, releases and calls of each of its quarters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache

import pandas as pd

from ..paths import Stamp, stamp, while_data_stand
from ..periods import Quarter, parse_date
from ..schema.coded import spelled
from ..schema.grades import FIRST_HAND
from ..schema.rows import rows_of
from . import coded_facts, load_companies, load_sources
from .rows import SourceRow

# How a title names the end of the period that its document reports.
_PERIOD = r"periods? (?:ended|to) (\d{4}-\d\d-\d\d)"

# A report or a call speaks of the newest quarter that was over; any other 8-K only of what its title or figures tell.
_REPORTS = ("10-Q", "10-K", "10-Q/A", "10-K/A", "20-F", "6-K")
_COLUMNS = ["company", "calendar_quarter", "source_id", "published", "kind", "title", "url"]
RESULTS = ("filing", "release", "call")


@while_data_stand
def known_documents() -> Mapping[str, SourceRow]:
    """Return every document by its id."""
    return {row.source_id: row for row in rows_of(load_sources(), SourceRow)}


def results_documents(as_of: dt.date | str | None = None) -> pd.DataFrame:
    """List the documents in which companies report their quarters.

    A document belongs to a company by its publisher or by the figures read from it, and to a quarter by its title, by
    the newest period of those figures, or as the first report after the quarter's end.

    Parameters
    ----------
    as_of : date or str, optional
        Leave out what was published after this day.

    Returns
    -------
    DataFrame
        ``company``, ``calendar_quarter`` and, of ``sources.csv``, ``source_id``, ``published``, ``kind`` (``filing``,
        ``release`` or ``call``), ``title``, ``url``; filings first, then by day.
    """
    found = _documents(stamp())
    if as_of is None:
        return found.copy()
    return found[found["published"] <= pd.Timestamp(parse_date(as_of, where="as_of"))].reset_index(drop=True)


@lru_cache(maxsize=4)
def _documents(state: Stamp) -> pd.DataFrame:
    sources = load_sources()
    sources = sources[sources["kind"].isin(RESULTS)]
    published = sources["published"].fillna(sources["filed"])
    sources = sources.assign(published=published)[published.notna()]
    facts = coded_facts()
    facts = facts[facts["evidence"].isin(FIRST_HAND)]
    newest = facts.groupby(["source_id", "company"], observed=True)["period_end"].max()
    read = spelled(newest.reset_index())
    told = pd.concat([_by_publisher(sources), sources.merge(read, on="source_id")])
    told = told[told["period_end"] <= told["published"]]
    days = told["period_end"].dt.date
    quarters = {end: str(Quarter.of(end - dt.timedelta(days=90), end)) for end in {*days}}
    told["calendar_quarter"] = [quarters[end] for end in days.tolist()]
    told["place"] = told["kind"].map(RESULTS.index)
    told = told.sort_values(["company", "calendar_quarter", "place", "published", "source_id"])
    return told.drop_duplicates(["company", "calendar_quarter", "source_id"])[_COLUMNS].reset_index(drop=True)


def _by_publisher(sources: pd.DataFrame) -> pd.DataFrame:
    """Give the documents that a company publishes itself the company and the end of their period."""
    companies = load_companies()
    names = {
        row[name]: row["slug"] for _, row in companies.iterrows() for name in ("slug", "name", "short_name")
    }
    own = sources.assign(company=sources["publisher"].map(names)).dropna(subset="company")
    titled = pd.to_datetime(own["title"].str.extract(_PERIOD, expand=False))
    month = own["company"].map(companies.set_index("slug")["fiscal_year_end_month"]).astype(int)
    asked = [*zip(own["published"].dt.date.tolist(), month.tolist(), strict=True)]
    over = {one: pd.Timestamp(_quarter_over(*one)) for one in {*asked}}
    last = pd.Series([over[one] for one in asked], index=own.index, dtype="datetime64[ns]")
    report = own["form"].isin(_REPORTS) | (own["form"].fillna("") == "") & own["kind"].ne("filing")
    return own.assign(period_end=titled.fillna(last.where(report))).dropna(subset="period_end")


def _quarter_over(day: dt.date, year_end_month: int) -> dt.date:
    """Return the last day of the newest fiscal quarter, in whole months, that was over on a day."""
    first = (day + dt.timedelta(days=1)).replace(day=1)
    end = first - dt.timedelta(days=1)
    while (end.month - year_end_month) % 3:
        end = end.replace(day=1) - dt.timedelta(days=1)
    return end
