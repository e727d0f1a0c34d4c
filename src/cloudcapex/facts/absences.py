"""What was looked for and not said: the only ground on which "nobody had said it" stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from ..paths import while_data_stand
from ..periods import Quarter
from . import load_absences, load_facts
from .remarks import read_whole

# Longer periods say nothing of their quarters one by one.
_LONGEST_QUARTER = pd.Timedelta(days=100)


@dataclass(frozen=True)
class Silence:
    """The documents that were read for a figure and do not give it.

    Attributes
    ----------
    company, metric : str
        Of what.
    period : str
        A quarter.
    documents : tuple of str
        Source ids, oldest first.
    until : date
        Day of the newest of them: what came out later was not read for it.
    note : str
        What the newest tells instead.
    """

    company: str
    metric: str
    period: str
    documents: tuple[str, ...]
    until: dt.date
    note: str


def absence(
    metric: str, company: str, quarter: Quarter | str, as_of: dt.date | str | None = None
) -> Silence | None:
    """Return what the absence of a quarter's figure rests on.

    Parameters
    ----------
    metric, company : str
        A metric that documents state, and whose.
    quarter : Quarter or str
        The calendar quarter.
    as_of : date or str, optional
        Only documents of this day or earlier count, and only figures that were known by it.

    Returns
    -------
    Silence or None
        None where the data hold a figure, and where they do not say that anybody looked: then all that can be said is
        that the data hold none.
    """
    quarter = Quarter.parse(quarter)
    told = load_facts(as_of)
    told = quarterly(told[(told["company"] == company) & (told["metric"] == metric)])
    if (told["calendar_quarter"] == str(quarter)).any():
        return None
    read = load_absences(as_of)
    read = read[
        (read["company"] == company) & (read["metric"] == metric) & (read["calendar_quarter"] == str(quarter))
    ]
    if read.empty:
        return None
    read = read.sort_values(["filed", "source_id"])
    newest = read.iloc[-1]
    documents = tuple(dict.fromkeys(read["source_id"]))
    return Silence(
        company, metric, str(quarter), documents, newest["filed"].date(), str(newest["note"] or "")
    )


def quarterly(facts: pd.DataFrame) -> pd.DataFrame:
    """Keep the facts that speak of one quarter or of its last day, each with its ``calendar_quarter``.

    Returns
    -------
    DataFrame
        Its columns and ``calendar_quarter``, text such as ``2026Q2``.
    """
    kept = facts[
        facts["period_start"].isna() | (facts["period_end"] - facts["period_start"] < _LONGEST_QUARTER)
    ]
    start = kept["period_start"].fillna(kept["period_end"] - pd.Timedelta(days=90))
    days = zip(start.dt.date.tolist(), kept["period_end"].dt.date.tolist(), strict=True)
    return kept.assign(calendar_quarter=[_quarter(first, last) for first, last in days])


@lru_cache(maxsize=1 << 10)  # many figures are of one period
def _quarter(first: dt.date, last: dt.date) -> str:
    return str(Quarter.of(first, last))


def texts_read(company: str, metric: str, as_of: dt.date | str | None = None) -> frozenset[Quarter]:
    """Return the quarters of which a text of a company was read in which a figure would stand if it were said.

    These are the texts that were read for the figure, and those that were read whole.

    Parameters
    ----------
    company, metric : str
        Whose figure.
    as_of : date or str, optional
        Only texts of this day or earlier count.
    """
    return _looked_for(as_of).get((company, metric), frozenset()) | read_whole(company, as_of)


@while_data_stand
def _looked_for(as_of: dt.date | str | None) -> dict[tuple[str, str], frozenset[Quarter]]:
    """Every quarter whose texts were read for a figure in vain, by company and metric."""
    found: dict[tuple[str, str], set[Quarter]] = {}
    columns = load_absences(as_of)[["company", "metric", "calendar_quarter"]]
    for company, metric, quarter in columns.itertuples(index=False, name=None):
        found.setdefault((company, metric), set()).add(Quarter.parse(quarter))
    return {key: frozenset(quarters) for key, quarters in found.items()}
