"""What each document said about each period, and when it said something else."""

from __future__ import annotations

import numpy as np
import pandas as pd

EVIDENCE = ("filed", "company", "press", "secondary")
BASIS = ("reported", "derived", "estimated")

# One period of one metric, as one definition draws it; amounts in two currencies never meet.
PERIOD = ["company", "metric", "definition", "unit", "period_start", "period_end"]

# A quarter is 12 to 14 weeks; eight days of slack admit 53-week years and refuse transition periods.
_QUARTER_DAYS = 365.25 / 4
_SLACK_DAYS = 8

# An annual or quarterly report outranks a release furnished on the same day.
_FORM_ORDER = {"8-K": 0, "DEF 14A": 0, "10-Q": 1, "10-K": 1, "10-Q/A": 2, "10-K/A": 2}


def quarters_long(start: pd.Series, end: pd.Series) -> pd.Series:
    """Count the quarters a period spans, from its first and last day.

    Parameters
    ----------
    start, end : Series of datetime64
        First and last day, both included. ``NaT`` as a start is an instant.

    Returns
    -------
    Series of int
        1 to 4 for three, six, nine and twelve months (52- and 53-week years included), 0 for an
        instant, -1 for any other length, such as the stub of a changed fiscal year.
    """
    days = (end - start).dt.days + 1
    count = (days / _QUARTER_DAYS).round()
    fits = (days - count * _QUARTER_DAYS).abs() <= _SLACK_DAYS
    count = count.where(fits & count.between(1, 4), -1)
    return count.where(start.notna(), 0).astype("int64")


def _granule(value: np.ndarray) -> np.ndarray:
    """Return the power of ten each amount is a multiple of: 16,200 million is told in 100 millions."""
    grain = np.ones(len(value))
    for power in range(1, 12):
        ten = 10.0**power
        grain[np.mod(value, ten) == 0] = ten
    return grain


def _unchanged(value: np.ndarray, grain: np.ndarray, before: np.ndarray, before_grain: np.ndarray):
    """Tell where a statement repeats the one before.

    A company that turns from thousands to millions restates nothing: 442,937 thousand and
    443 million are one figure.
    """
    gap = np.abs(value - before)
    coarser = (np.minimum(grain, before_grain) < 1e6) & (np.maximum(grain, before_grain) >= 1e6) & (gap < 1e6)
    # Shares and percentages: the noise of binary fractions is not a change.
    return (gap <= 1e-12 * np.maximum(np.abs(value), np.abs(before))) | (coarser & (np.abs(value) > 1e6))


def statements(facts: pd.DataFrame, concept_rank: pd.Series | None = None) -> pd.DataFrame:
    """Put the facts in the order they were said: one row for each period and document.

    Where one document states a period twice, the preferred concept stays, then the finer figure.
    Where several grades of evidence state a period, only the strongest stays: a figure rounded
    on a call is no earlier vintage of the filed one.

    Parameters
    ----------
    facts : DataFrame
        Rows of `cloudcapex.facts.load_facts`.
    concept_rank : Series of int, optional
        Preference of each row's concept, 0 first; same index as ``facts``.

    Returns
    -------
    DataFrame
        ``facts`` with the columns ``evidence_code``, ``grain`` and ``period`` (a number for each
        period), sorted by period and then by the day and order of filing.
    """
    said = facts.copy()
    said["evidence_code"] = pd.Categorical(said["evidence"], EVIDENCE).codes.astype("int8")
    said["grain"] = _granule(said["value"].to_numpy())
    said["concept_rank"] = 0 if concept_rank is None else concept_rank
    said["form_order"] = said["form"].map(_FORM_ORDER).fillna(0).astype("int8")
    said["period"] = said.groupby(PERIOD, dropna=False, sort=True).ngroup()
    said = said[said["evidence_code"] == said.groupby("period")["evidence_code"].transform("min")]
    # The value itself is the last key, so that the order of rows in a file never decides.
    said = said.sort_values(["period", "filed", "form_order", "source_id", "concept_rank", "grain", "value"])
    return said.drop_duplicates(["period", "source_id"]).reset_index(drop=True)


def summarise(said: pd.DataFrame) -> pd.DataFrame:
    """Condense the statements of each period into its first and its latest value.

    Parameters
    ----------
    said : DataFrame
        As made by `statements`.

    Returns
    -------
    DataFrame
        One row a period, indexed by ``period``: the columns of `PERIOD`, ``evidence_code``,
        ``basis``, and for the value as first reported ``first_value``, ``first_filed``, ``first_source``;
        for the latest ``value``, ``since`` (the day it was first stated), ``source`` (the document
        that did), ``stated`` (the day it was last repeated); ``changes`` counts the restatements.
    """
    period = said["period"].to_numpy()
    value, grain = said["value"].to_numpy(), said["grain"].to_numpy()
    opens = np.ones(len(said), dtype=bool)
    if len(said) > 1:
        same = _unchanged(value[1:], grain[1:], value[:-1], grain[:-1])
        opens[1:] = (period[1:] != period[:-1]) | ~same
    run = np.cumsum(opens) - 1
    first_of_period = np.ones(len(said), dtype=bool)
    first_of_period[1:] = period[1:] != period[:-1]
    last_of_period = np.append(first_of_period[1:], True)[: len(said)]

    # Within a run the finest figure speaks, and the document that gave it.
    order = np.lexsort((np.arange(len(said)), grain, run))
    finest = order[np.append(True, run[order][1:] != run[order][:-1])] if len(said) else order
    opening = np.flatnonzero(opens)
    starts, ends = np.flatnonzero(first_of_period), np.flatnonzero(last_of_period)
    first, latest = finest[run[starts]], finest[run[ends]]

    out = said.iloc[starts][["period", *PERIOD, "evidence_code"]].reset_index(drop=True)
    filed, source, basis = said["filed"].array, said["source_id"].array, said["basis"].array
    out["first_value"] = value[first]
    out["first_filed"] = filed[opening[run[starts]]]
    out["first_source"] = source[first]
    out["first_basis"] = basis[first]
    out["value"] = value[latest]
    out["since"] = filed[opening[run[ends]]]
    out["source"] = source[latest]
    out["basis"] = basis[latest]
    out["stated"] = filed[ends]
    out["changes"] = run[ends] - run[starts]
    return out.set_index("period")
