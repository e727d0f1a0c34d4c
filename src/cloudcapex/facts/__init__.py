"""data/ as validated frames, as known on a day."""

from __future__ import annotations

import copy
import datetime as dt
from functools import lru_cache
from typing import Any

import pandas as pd

from ..paths import Stamp, stamp, while_data_stand
from ..periods import day_known
from ..schema.coded import spelled
from ..schema.grades import STANDS_FOR, is_second_hand
from .capital import load_issues, load_useful_lives
from .companies import (
    Company,
    Member,
    Names,
    PageRow,
    companies,
    company,
    company_named,
    followed,
    group,
    in_role,
    only,
    page_rows,
    slugs_of,
    usual_companies,
    with_page,
)
from .corrections import corrections
from .events import EventRow, events_on
from .guidance import guidance_known, load_guidance
from .joined import FACT_COLUMNS, joined_on
from .laboratories import load_labs, load_models, load_rounds
from .observations import load_observations
from .parties import Party, charted_labs, named_in, named_later, parties, parties_of, party, who, whos
from .reading import part, table
from .stack import load_arguments, load_hours, load_training
from .tagged import BEHIND_FACTS, KEY, load_tagged
from .vintage import known, unread, wording

__all__ = [
    "FACT_COLUMNS",
    "FACT_KEY",
    "Company",
    "EventRow",
    "Member",
    "Names",
    "PageRow",
    "Party",
    "charted_labs",
    "coded_facts",
    "companies",
    "company",
    "company_named",
    "definition",
    "events_on",
    "followed",
    "group",
    "guidance_known",
    "in_role",
    "load_absences",
    "load_arguments",
    "load_companies",
    "load_corrections",
    "load_deals",
    "load_definitions",
    "load_facts",
    "load_fx",
    "load_guidance",
    "load_hours",
    "load_issues",
    "load_labs",
    "load_market",
    "load_metrics",
    "load_models",
    "load_observations",
    "load_rounds",
    "load_said",
    "load_sources",
    "load_table",
    "load_tagged",
    "load_training",
    "load_useful_lives",
    "named_in",
    "named_later",
    "newest_day",
    "only",
    "page_rows",
    "parties",
    "parties_of",
    "party",
    "second_hand",
    "slugs_of",
    "unread",
    "usual_companies",
    "who",
    "whos",
    "with_page",
    "wording",
]

FACT_KEY = KEY
PERIOD = ["company", "metric", "definition", "period_start", "period_end"]


def load_facts(as_of: dt.date | str | None = None, *, first_reported: bool = False) -> pd.DataFrame:
    """Every fact about a company, one row for each document that states it.

    Parameters
    ----------
    as_of : date or str, optional
        Leave out what became known after this day; None keeps all.
    first_reported : bool
        Keep only what was known on the day a period was first reported.

    Returns
    -------
    DataFrame
        Columns `FACT_COLUMNS`, one row for each `FACT_KEY`. ``period_start`` is NaT for a stock. ``value`` is in
        whole units of ``unit`` and never missing: what nobody states has no row. ``concept`` is the XBRL concept,
        empty for facts not read from tags. A restatement is a later row of the same period; a recast has another
        ``definition``. Sorted by company, metric, definition, period and day known.

    Raises
    ------
    DataError
        A table breaks the contract; the message names file, line, column, value, what is valid and what to do.
    """
    facts = _known(day_known(as_of), part(stamp(), BEHIND_FACTS))
    facts = facts.copy(deep=False)  # pandas copies what is written to
    if first_reported:
        first = facts.groupby(PERIOD, dropna=False)["filed"].transform("min")
        facts = facts[facts["filed"] == first].reset_index(drop=True)
    return facts


def coded_facts(as_of: dt.date | str | None = None) -> pd.DataFrame:
    """Return the rows of `load_facts` with their texts coded (`schema.coded`), for work over all of them.

    Parameters
    ----------
    as_of : date or str, optional
        Leave out what became known after this day; None keeps all.

    Returns
    -------
    DataFrame
        As of `load_facts`.
    """
    day = day_known(as_of)
    return joined_on(day, part(stamp(), BEHIND_FACTS)).copy(deep=False)


def load_companies() -> pd.DataFrame:
    """Companies in the order every exhibit keeps.

    Returns
    -------
    DataFrame
        The columns of ``companies.csv``, one row for each ``slug``, by ``colour_order``.
    """
    return _companies(part(stamp(), ("companies",))).copy(deep=False)


@lru_cache(maxsize=4)
def _companies(state: Stamp) -> pd.DataFrame:
    return table("companies", state).sort_values("colour_order", ignore_index=True)


def load_metrics() -> pd.DataFrame:
    """Metrics that documents state: labels, unit, kind, definition, concepts.

    Returns
    -------
    DataFrame
        The columns of ``metrics.csv``, one row for each ``id``; the unit ``money`` is each company's currency.
    """
    return load_table("metrics")


def load_definitions() -> pd.DataFrame:
    """Definitions with their rank; an empty ``metric`` or ``company`` means every one.

    Returns
    -------
    DataFrame
        The columns of ``definitions.csv``; ``since`` is NaT where a definition holds for all periods.
    """
    return load_table("definitions")


def definition(metric: str, company: str, name: str) -> str:
    """Return what a definition counts where it is one of a metric and company alone; empty for none of their own.

    Parameters
    ----------
    metric, company : str
        Of whose figures.
    name : str
        Of the definition, as in the column of facts.
    """
    return _definitions("text", stamp()).get((metric, company, name), "")


def caveat(metric: str, company: str, name: str) -> str:
    """Return what is to be told of an amount that is computed with a figure on a definition; empty where nothing is.

    Parameters
    ----------
    metric, company, name : str
        As of `definition`.
    """
    return _definitions("caveat", stamp()).get((metric, company, name), "")


@lru_cache(maxsize=8)
def _definitions(column: str, state: Stamp) -> dict[tuple[str, str, str], str]:
    frame = table("definitions", state)
    keys = zip(*(frame[c].fillna("") for c in ("metric", "company", "definition")), strict=True)
    return dict(zip(keys, frame[column].fillna(""), strict=True))


@while_data_stand
def newest_day() -> dt.date:
    """Return the newest day on which anything in the data became known: an edition's day unless one is asked for.

    Returns
    -------
    date
        Of facts, laboratories and markets.
    """
    return max(pd.Timestamp(f["filed"].max()) for f in (load_facts(), load_labs(), load_market())).date()


def load_sources() -> pd.DataFrame:
    """Documents and datasets, one row for each ``source_id``.

    Returns
    -------
    DataFrame
        The columns of ``sources.csv``; an unknown day is NaT, an unknown address empty.
    """
    return load_table("sources")


@while_data_stand
def second_hand() -> frozenset[str]:
    """Return the documents that are neither filings nor a company’s own, by ``source_id``."""
    sources = load_sources()
    weak = sources["standing"].map(STANDS_FOR).map(is_second_hand)
    return frozenset(sources.loc[weak, "source_id"])


def load_market(as_of: dt.date | str | None = None) -> pd.DataFrame:
    """Sizes and shares of markets known on a day, in US dollars and fractions.

    Parameters
    ----------
    as_of : date or str, optional
        Leave out what became known after this day; None keeps all.

    Returns
    -------
    DataFrame
        The columns of ``facts/market.csv``; ``value`` is never missing: what nobody published has no row.
    """
    return known("market", as_of)


def load_said(name: str, as_of: dt.date | str | None = None) -> pd.DataFrame:
    """What others estimated (``estimates``) or forecast (``forecasts``) and published up to a day.

    Parameters
    ----------
    name : str
        The table.
    as_of : date or str, optional
        Leave out what became known after this day; None keeps all.

    Returns
    -------
    DataFrame
        Its columns as data/README.md has them.
    """
    return known(name, as_of)


def load_fx(as_of: dt.date | str | None = None) -> pd.DataFrame:
    """Exchange rates, averaged over calendar quarters, known on a day.

    Parameters
    ----------
    as_of : date or str, optional
        Leave out what became known after this day; None keeps all.

    Returns
    -------
    DataFrame
        The columns of ``facts/fx.csv``; ``average_rate`` in units of the pair's second currency for one of its first.
    """
    return known("fx", as_of)


def load_deals(as_of: dt.date | str | None = None) -> pd.DataFrame:
    """Entries of the deal ledger announced up to a day.

    Parameters
    ----------
    as_of : date or str, optional
        Leave out what was announced after this day; None keeps all.

    Returns
    -------
    DataFrame
        The columns of ``deals.csv``; amounts in whole units of ``unit``, shares as fractions, NaN where not told.
    """
    return known("deals", as_of, column="announced")


def load_absences(as_of: dt.date | str | None = None) -> pd.DataFrame:
    """Documents known on a day that were read for a figure and do not give it.

    Parameters
    ----------
    as_of : date or str, optional
        Leave out what became known after this day; None keeps all.

    Returns
    -------
    DataFrame
        The columns of ``absences.csv``, one row for each company, metric, quarter and document.
    """
    return known("absences", as_of)


def load_corrections() -> list[dict[str, Any]]:
    """Declared corrections, in file order; empty where there are none."""
    return copy.deepcopy(list(corrections(stamp())))


def load_table(name: str) -> pd.DataFrame:
    """Read one table of ``data/`` as it stands, checked against the contract.

    Parameters
    ----------
    name : str
        A key of `schema.TABLES`, such as ``deals``.

    Returns
    -------
    DataFrame
        A fresh copy. Days are datetime64, numbers float64 (NaN where empty), whole numbers Int64, the rest text.
    """
    return table(name, stamp()).copy(deep=False)  # pandas copies what is written to


@lru_cache(maxsize=8)  # an edition asks for its own day, the one before, and those it looks back to
def _known(as_of: dt.date | None, state: Stamp) -> pd.DataFrame:
    return spelled(joined_on(as_of, state))
