"""What was looked for and not said: the only ground on which "nobody had said it" stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from ..paths import while_data_stand
from ..periods import Quarter
from ..schema.grades import FIRST_HAND
from . import load_absences, load_facts
from .guidance import load_guidance
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
        A quarter, or the period that guidance would be for.
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
    return _silence(company, metric, str(quarter), read, day="filed", said="note")


def absence_of_guidance(
    metrics: Collection[str],
    company: str,
    target: str,
    as_of: dt.date | str | None = None,
    *,
    until: dt.date | None = None,
    definition: str = "",
) -> Silence | None:
    """Return what the absence of a figure in guidance rests on: the company's own documents that guide in words alone.

    Parameters
    ----------
    metrics : collection of str
        Those that count as one subject, as in ``guidance.csv``.
    company, target : str
        Whose guidance, and the period it is for, such as ``CY2027``.
    as_of : date or str, optional
        Only documents that were there on this day count.
    until : date, optional
        Only what was said up to this day counts.
    definition : str
        What ``other`` stands for; empty for any.

    Returns
    -------
    Silence or None
        None where a figure was given, and where no document of the company's own was read for one.
    """
    given = load_guidance(as_of, until=until)
    given = given[
        (given["company"] == company) & given["metric"].isin(metrics) & (given["target_period"] == target)
    ]
    if definition:
        given = given[given["definition"] == definition]
    if given[["low", "high"]].notna().any(axis=None):
        return None
    own = given[given["evidence"].isin(FIRST_HAND)]
    return _silence(
        company, str(own["metric"].iloc[-1]) if len(own) else "", target, own, day="issued", said="statement"
    )


def _silence(
    company: str, metric: str, period: str, read: pd.DataFrame, *, day: str, said: str
) -> Silence | None:
    if read.empty:
        return None
    read = read.sort_values([day, "source_id"])
    newest = read.iloc[-1]
    documents = tuple(dict.fromkeys(read["source_id"]))
    return Silence(company, metric, period, documents, newest[day].date(), str(newest[said] or ""))


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
