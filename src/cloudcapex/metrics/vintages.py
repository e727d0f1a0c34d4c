"""What each document said about each period, and when it said something else."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..schema.coded import coded, each, groups, in_order
from ..schema.grades import EVIDENCE
from .rounding import MILLION, rounding_step

# One period of one metric, as one definition draws it; amounts in two currencies never meet.
LINE = ["company", "metric", "definition", "unit"]
PERIOD = [*LINE, "period_start", "period_end"]

# A quarter is 12 to 14 weeks; eight days of slack admit 53-week years and refuse transition periods.
_QUARTER_DAYS = 365.25 / 4
_SLACK_DAYS = 8

# What a figure without a step of its own counts as among repetitions: the finest of all.
_EXACT = 1e-6

# Place of the weakest evidence, that of what is only passed on.
_WEAK = len(EVIDENCE) - 1

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


def _step(said: pd.DataFrame) -> np.ndarray:
    """Return `rounding_step` of each statement.

    What stands in a filing untagged comes from a table in millions where any figure of its line is so fine, and from
    the text otherwise, as a backlog told in billions does.
    """
    share, tagged = said["unit"].eq("share"), said["concept"].ne("")
    step = pd.Series(rounding_step(said["value"], share, tagged), index=said.index)
    untagged = said["evidence_code"].eq(0) & ~tagged & ~share
    finest = step[untagged].groupby(groups(said[untagged], LINE)).transform("min")
    in_millions = finest.reindex(said.index).le(MILLION)
    return step.where(~in_millions, step.clip(upper=MILLION)).to_numpy()


def _repeats(value: float, grain: float, finest: float, finest_grain: float) -> bool:
    """Tell whether a statement only says again, more or less finely, what was said before.

    A company that turns from thousands to millions restates nothing (a plug may then move a figure by one),
    and neither does one that files what it had rounded on a call.
    """
    gap = abs(value - finest)
    if gap <= 1e-9 * abs(finest):
        return True
    coarse = max(grain, finest_grain)
    if min(grain, finest_grain) >= coarse * 0.99:
        return False
    return gap < coarse if coarse <= 1e6 else gap <= coarse * (0.5 + 1e-9)


def _runs(said: pd.DataFrame) -> np.ndarray:
    """Mark the statements that open a run: the first of each period, and every one that changes the value.

    Whoever passes on what others said restates nothing: where no better statement is known, two that differ are
    two readings of one figure.
    """
    period, value = said["period"].to_numpy(), said["value"].to_numpy()
    grain = said["grain"].to_numpy()
    passed_on = (said["evidence_code"].eq(_WEAK) & said["basis"].eq("reported")).to_numpy()
    opens = np.ones(len(said), dtype=bool)
    opens[1:] = period[1:] != period[:-1]
    if said.empty:
        return opens
    # Most periods were never told otherwise: all at once is cheaper than one by one.
    starts = np.flatnonzero(opens)
    length = np.diff(np.append(starts, len(said)))
    moves = value != np.repeat(value[starts], length)
    asked = np.logical_or.reduceat(moves, starts) & ~np.logical_and.reduceat(passed_on, starts)
    for start, stop in zip(starts[asked].tolist(), (starts + length)[asked].tolist(), strict=True):
        finest = start
        for n in range(start + 1, stop):
            if _repeats(value[n], grain[n], value[finest], grain[finest]):
                finest = n if grain[n] < grain[finest] else finest
            else:
                opens[n] = True
                finest = n
    return opens


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
        ``facts``, its texts coded, with the columns ``evidence_code``, ``rounded_to`` (`rounding_step`), ``grain`` (the same, the finest
        where there is none) and ``period`` (a number for each period), sorted by period and then by the day and order
        of filing.
    """
    said = coded(facts)
    said["evidence_code"] = each(said["evidence"], EVIDENCE.index).astype("int8")
    said["rounded_to"] = _step(said)
    said["grain"] = said["rounded_to"].fillna(_EXACT)
    said["concept_rank"] = 0 if concept_rank is None else concept_rank
    said["form_order"] = each(said["form"], lambda form: _FORM_ORDER.get(form, 0), 0).astype("int8")
    said["period"] = groups(said, PERIOD)
    best = np.full(int(said["period"].max()) + 1 if len(said) else 0, len(EVIDENCE), dtype="int8")
    np.minimum.at(best, said["period"].to_numpy(), said["evidence_code"].to_numpy())
    said = said[said["evidence_code"].to_numpy() == best[said["period"].to_numpy()]]
    # The value itself is the last key, so that the order of rows in a file never decides.
    said = in_order(said, ["period", "filed", "form_order", "source_id", "concept_rank", "grain", "value"])
    again = groups(said, ["period", "source_id"])
    return said[~pd.Series(again).duplicated().to_numpy()].reset_index(drop=True)


def tellings(said: pd.DataFrame) -> pd.DataFrame:
    """Return the values that each period has had, in the order in which they were told.

    Parameters
    ----------
    said : DataFrame
        As made by `statements`.

    Returns
    -------
    DataFrame
        One row for each value of a period, the one first reported before its restatements: of ``said`` the row of the
        finest figure, ``since`` (the day the value was first stated) and ``stated`` (the day it was last repeated).
    """
    opens = _runs(said)
    run = np.cumsum(opens) - 1
    closes = np.append(opens[1:], True)[: len(said)]
    # Within a run the finest figure speaks, from the first document that gave it; of one day's, the report.
    report = -said["form_order"].to_numpy()
    grain, filed = said["grain"].to_numpy(), said["filed"]
    order = np.lexsort((np.arange(len(said)), report, filed.to_numpy(), grain, run))
    finest = order[np.append(True, run[order][1:] != run[order][:-1])] if len(said) else order
    return (
        said.iloc[finest].reset_index(drop=True).assign(since=filed[opens].array, stated=filed[closes].array)
    )


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
        ``basis``, and for the value as first reported ``first_value``, ``first_rounded_to``, ``first_filed``,
        ``first_source``; for the latest ``value``, ``rounded_to``, ``since`` (the day it was first stated), ``source``
        (the document that did), ``stated`` (the day it was last repeated); ``changes`` counts the restatements.
    """
    told = tellings(said).rename(columns={"source_id": "source"})
    first = told.drop_duplicates("period").set_index("period")
    latest = told.drop_duplicates("period", keep="last").set_index("period")
    out = latest[[*PERIOD, "evidence_code"]].copy()
    for name in ("value", "rounded_to", "since", "source", "basis"):
        out["first_filed" if name == "since" else f"first_{name}"] = first[name]
    out[["value", "rounded_to", "since", "source", "basis", "stated"]] = latest[
        ["value", "rounded_to", "since", "source", "basis", "stated"]
    ]
    out["changes"] = told.groupby("period").size() - 1
    return out
