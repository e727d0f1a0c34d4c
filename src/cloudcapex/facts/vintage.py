"""What a day knew: which rows of a table, which words could be said, which documents read."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import pandas as pd

from ..paths import Stamp, stamp
from ..periods import day_known, parse_date
from .reading import part, table


def known_on(frame: pd.DataFrame, as_of: dt.date | str | None, column: str = "filed") -> pd.DataFrame:
    """Copy the rows known on a day.

    A figure read in a document that came out later is left out as well: a replay cites nothing that
    was not there. Deals and rounds count from their announcement, whatever the ledger read them in.

    Parameters
    ----------
    frame : DataFrame
        A table with days.
    as_of : date or str, optional
        The day; None keeps all rows.
    column : str
        Its column of days.

    Returns
    -------
    DataFrame
        A copy, its rows numbered anew where some are left out.
    """
    if as_of is None:
        return frame.copy(deep=False)  # pandas copies what is written to
    day = pd.Timestamp(parse_date(as_of, where="as_of"))
    known = frame[column] <= day
    if column == "filed":
        sources = table("sources", stamp()).set_index("source_id")["published"]
        known &= ~(frame["source_id"].map(sources) > day)
    return frame[known].reset_index(drop=True)


def known(name: str, as_of: dt.date | str | None, column: str = "filed") -> pd.DataFrame:
    """Return the rows of a table that are known on a day: asked for at every figure, and looked up once.

    Parameters
    ----------
    name : str
        A key of `schema.TABLES`.
    as_of, column
        As of `known_on`.

    Returns
    -------
    DataFrame
        As of `known_on`.
    """
    day = day_known(as_of)
    return _known(name, day, column, part(stamp(), (name, "sources"))).copy(deep=False)


@lru_cache(maxsize=64)  # a dozen tables on each day of an edition
def _known(name: str, day: dt.date | None, column: str, state: Stamp) -> pd.DataFrame:
    return known_on(table(name, state), day, column)


def wording(message: str, as_of: dt.date) -> str:
    """Return what an edition of a day says for a message: words that know what came later have others before it.

    Parameters
    ----------
    message : str
        In English, as the catalogues have it.
    as_of : date
        The edition's day.

    Returns
    -------
    str
        The message itself from ``known_from`` on and where ``wordings.csv`` has none of it; empty where nothing is said.
    """
    known_from, before = _wordings(stamp()).get(message, (as_of, ""))
    return message if known_from <= as_of else before


@lru_cache(maxsize=4)
def _wordings(state: Stamp) -> dict[str, tuple[dt.date, str]]:
    frame = table("wordings", state)
    days = (day.date() for day in frame["known_from"])
    return dict(zip(frame["text"], zip(days, frame["before"].fillna(""), strict=True), strict=True))


def unread(day: dt.date) -> frozenset[str]:
    """Return the documents that nobody could have read by a day: what came out later.

    An article whose own day is not known came out no earlier than the newest deal or round that was read in it; other
    pages are written on, so that what was read in them may have stood there long before.
    """
    sources = table("sources", stamp())
    told = pd.concat(
        table(name, stamp())[["source_id", column]].set_axis(["source_id", "day"], axis=1)
        for name, column in (("deals", "announced"), ("rounds", "date"))
    )
    newest = sources["source_id"].map(told.groupby("source_id")["day"].max())
    newest = newest.where(sources["standing"] == "publication")
    out = sources["published"].fillna(sources["filed"]).fillna(newest)
    return frozenset(sources.loc[out > pd.Timestamp(day), "source_id"])
