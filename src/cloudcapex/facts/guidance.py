"""Which of what a company said it would do is known on a day, and which of it still stands then."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import pandas as pd

from ..paths import Stamp, stamp
from ..periods import day_known
from .reading import part, table


def load_guidance(as_of: dt.date | str | None = None, *, until: dt.date | None = None) -> pd.DataFrame:
    """Guidance known on a day, with ``status`` as it stood then.

    A statement is known from the day its document is there (`guidance_known`). The latest figure for a company, metric
    and period is ``current``, and so are words no later statement followed; earlier ones are ``superseded``, or
    ``not_comparable`` where the basis changed since. Of two figures of one day, the one the data marks as
    superseded stays so. ``low`` and ``high`` are NaN for words alone.

    Parameters
    ----------
    as_of : date or str, optional
        Leave out what became known after this day; None keeps all.
    until : date, optional
        Leave out what was said after this day, however early it is asked about.

    Returns
    -------
    DataFrame
        The columns of ``guidance.csv``; amounts in whole units of ``unit``, NaN for words alone.
    """
    day = day_known(as_of)
    return _given(day, until, part(stamp(), ("guidance", "sources"))).copy(deep=False)


@lru_cache(maxsize=16)  # an edition asks on each day it looks back to, and until the end of a quarter
def _given(day: dt.date | None, until: dt.date | None, state: Stamp) -> pd.DataFrame:
    guidance = table("guidance", state)
    if day is None and until is None:
        return as_it_stood(guidance.copy())
    given = guidance["issued"] <= pd.Timestamp(until or pd.Timestamp.max)
    if day is not None:
        given &= _known(state) <= pd.Timestamp(day)
    return as_it_stood(guidance[given].reset_index(drop=True))


def guidance_known() -> pd.Series:
    """Return the day from which each row of ``guidance.csv`` is known.

    It is the day its document is there: not before it was published or filed, nor before the newest statement read in
    it, since a page that tells of July what it tells of April was not there in April.

    Returns
    -------
    Series
        A day for each row, on the rows of `load_guidance` without a day.
    """
    return _known(part(stamp(), ("guidance", "sources")))


@lru_cache(maxsize=4)
def _known(state: Stamp) -> pd.Series:
    guidance, sources = table("guidance", state), table("sources", state).set_index("source_id")
    days = [guidance["issued"], guidance.groupby("source_id")["issued"].transform("max")]
    days += [pd.to_datetime(guidance["source_id"].map(sources[c])) for c in ("published", "filed")]
    return pd.concat(days, axis=1).max(axis=1)


def as_it_stood(guidance: pd.DataFrame) -> pd.DataFrame:
    """Set the status of guidance by what came later of the same company, metric and period.

    What ``other`` stands for is named by the definition: of two of them neither replaces the other.

    Parameters
    ----------
    guidance : DataFrame
        All that was given up to a day, with ``low`` NaN for words alone.

    Returns
    -------
    DataFrame
        The same rows, ``current`` or ``superseded`` where the data do not say that they cannot be compared.
    """
    of_its_own = guidance["definition"].where(guidance["metric"] == "other", "")
    target = [*(guidance[c] for c in ("company", "metric", "target_period")), of_its_own]
    figure = guidance["low"].notna()
    # A later figure replaces figures and words; later words replace words alone.
    last = guidance.groupby(target)["issued"].transform("max")
    last_figure = guidance["issued"].where(figure).groupby(target).transform("max")
    newest = guidance["issued"] == last_figure.where(figure, last)
    rivals = guidance.groupby([*target, guidance["issued"]])["low"].transform("nunique") > 1
    contradicted = newest & rivals & (guidance["status"] == "superseded")
    guidance.loc[newest & ~contradicted, "status"] = "current"
    guidance.loc[~newest & (guidance["status"] == "current"), "status"] = "superseded"
    return guidance
