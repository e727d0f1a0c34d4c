"""Discrete quarters from year-to-date facts, like taken from like."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..schema.grades import BASES
from .differences import PARTS, as_stated, differences, less_two_quarters
from .panel import DERIVED, ESTIMATED
from .rounding import bounds
from .vintages import LINE, quarters_long, statements, summarise

QUARTER = [*LINE, "quarter"]

COLUMNS = [
    *QUARTER,
    "period_start",
    "period_end",
    "value",
    "since",
    "sources",
    "evidence_code",
    "basis_code",
    "first_value",
    "first_filed",
    "first_sources",
    "first_basis_code",
    "restated",
    "rounded_to",
    "low",
    "high",
    "first_rounded_to",
    "first_low",
    "first_high",
]


@dataclass(frozen=True, slots=True)
class QuarterRow:
    """One discrete quarter of a line: a row of `discrete_quarters`, as known now and as first reported.

    Attributes
    ----------
    quarter : int
        Number of the calendar quarter (year × 4 + quarter − 1).
    value, first_value : float
        In whole units of ``unit``.
    since, first_filed : date
        The day either became known.
    evidence_code, basis_code : int
        Places in `EVIDENCE` and `BASIS`.
    """

    company: str
    metric: str
    definition: str
    unit: str
    quarter: int
    period_start: dt.date | None
    period_end: dt.date
    value: float
    since: dt.date
    sources: tuple[str, ...]
    evidence_code: int
    basis_code: int
    first_value: float
    first_filed: dt.date
    first_sources: tuple[str, ...]
    restated: bool

    @property
    def key(self) -> tuple[str, str, str, str, int]:
        """What tells one quarter from others: the columns of `QUARTER`."""
        return self.company, self.metric, self.definition, self.unit, self.quarter


_AS_FIRST_REPORTED = [name for name in COLUMNS if name.startswith("first_")]


def quarter_index(start: pd.Series, end: pd.Series) -> pd.Series:
    """Number the calendar quarter that holds the midpoint of each period: year × 4 + quarter − 1.

    The vectorised twin of `cloudcapex.periods.Quarter.of`; an instant (start ``NaT``) is placed as
    if it closed a quarter of thirteen weeks.

    Parameters
    ----------
    start, end : Series of datetime64
        First and last day of each period; an end is never missing.

    Returns
    -------
    Series of int64
        With the index of ``end``.
    """
    length = (end - start).dt.days.fillna(90)
    middle = end - pd.to_timedelta((length + 1) // 2, unit="D")
    return (middle.dt.year * 4 + middle.dt.quarter - 1).astype("int64")


def told_periods(facts: pd.DataFrame, concept_rank: pd.Series | None = None) -> pd.DataFrame:
    """Summarise the vintages of every period, with the bounds that rounding leaves: what quarters and years are taken from.

    Parameters
    ----------
    facts : DataFrame
        Rows of `cloudcapex.facts.load_facts`, every vintage of them.
    concept_rank : Series of int, optional
        Preference of each row's concept, 0 first.

    Returns
    -------
    DataFrame
        As of `summarise`; amounts in whole units of ``unit``.
    """
    periods = summarise(statements(facts, concept_rank))
    periods["part"] = periods.index
    periods["basis_code"] = _basis_code(periods["basis"])
    periods["first_basis_code"] = _basis_code(periods["first_basis"])
    periods["low"], periods["high"] = bounds(periods["value"], periods["rounded_to"])
    periods["first_low"], periods["first_high"] = bounds(periods["first_value"], periods["first_rounded_to"])
    return periods


def discrete_quarters(
    periods: pd.DataFrame, kinds: pd.Series | dict[str, str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Derive every discrete quarter that the facts allow.

    The first quarter is taken as filed, the second is six months less three, the third nine less six (or less
    the first two, where nobody told the six), the fourth the year less nine; what is subtracted is decided by start and end dates. A quarter
    that a document states by itself is preferred to a difference of the same vintage.

    Parameters
    ----------
    periods : DataFrame
        As made by `told_periods`.
    kinds : mapping of str to str
        ``flow``, ``stock`` or ``share`` for each metric. Only flows are subtracted.

    Returns
    -------
    quarters : DataFrame
        One row for each company, metric, definition, unit and calendar quarter (`quarter_index`) that has a
        value: ``value`` as known now and ``first_value`` as first reported, in whole units, with the
        day (``since``, ``first_filed``) and the documents (``sources``, ``first_sources``; tuples, both operands of
        a difference) of either, and ``restated``. ``rounded_to`` is the step of a value that a document states, missing
        for a difference; ``low`` and ``high`` are the bounds that rounding leaves it. The columns `PARTS` name the
        periods it is taken from, as `statements` numbers them in the facts.
    holes : DataFrame
        The quarters for which an operand is missing (the columns of ``QUARTER``), *not derivable* and never
        zero: those inside a longer period, and those between the first and the last quarter of a line
        that is told year to date.
    """
    length = quarters_long(periods["period_start"], periods["period_end"])
    flow = _flows(periods, kinds)
    quarters = _chosen(periods, length, flow)
    covered = _covered(periods[flow & (length > 1)], length)
    return quarters, _holes(quarters, covered)


def stated_years(periods: pd.DataFrame, kinds: pd.Series | dict[str, str]) -> pd.DataFrame:
    """Return the years that documents state of flows, each under the quarter that it ends with.

    Parameters
    ----------
    periods, kinds
        As for `discrete_quarters`.

    Returns
    -------
    DataFrame
        With its columns, one row for each line and quarter.
    """
    length = quarters_long(periods["period_start"], periods["period_end"])
    years = as_stated(periods[_flows(periods, kinds) & (length == 4)])
    quarter = dt.timedelta(days=91)
    years["quarter"] = quarter_index(years["period_end"] - quarter, years["period_end"])
    return _choose(years)


def _flows(periods: pd.DataFrame, kinds: pd.Series | dict[str, str]) -> pd.Series:
    flow: pd.Series = periods["metric"].map(kinds).fillna("flow") == "flow"
    return flow


def _chosen(periods: pd.DataFrame, length: pd.Series, flow: pd.Series) -> pd.DataFrame:
    """Take every quarter that is stated or a difference, the best of those that tell the same one."""
    stated = periods[(length == 1) | (~flow & (length == 0))]
    flows = periods[flow & (length > 0)]
    found = pd.concat([as_stated(stated), differences(flows, length), less_two_quarters(flows, length)])
    found["quarter"] = quarter_index(found["period_start"], found["period_end"])
    return _choose(found)


def _basis_code(basis: pd.Series) -> np.ndarray:
    return pd.Categorical(basis, BASES).codes.astype("int8")


def _choose(found: pd.DataFrame) -> pd.DataFrame:
    """Keep one value for each quarter: evidence, then a stated one over a difference, then the newest.

    A stated quarter that was never repeated after the year around it was restated steps back behind
    the difference, so that the four quarters still make up the year. A difference that somebody else
    took steps back behind ours, whose operands can be looked up; an estimate behind everything. Of what is
    stated of two days of a quarter the later one is the quarter's.
    """
    last = found.groupby(QUARTER, sort=False)["period_end"].transform("max")
    found = found[found["period_start"].notna() | (found["period_end"] == last)].reset_index(drop=True)
    line = found.groupby(QUARTER, sort=True).ngroup()
    found["line"] = line
    renewed = found["since"].where(~found["direct"] & found["value"].ne(found["first_value"]))
    newest = renewed.groupby(line).transform("max")
    found["outdated"] = found["direct"] & (newest > found["stated_last"])
    found["order"] = np.select(
        [found["basis_code"] == ESTIMATED, ~found["direct"], found["basis_code"] == DERIVED], [3, 1, 2], 0
    )
    found["source_key"] = [";".join(s) for s in found["sources"]]

    best = found.sort_values(
        ["line", "evidence_code", "outdated", "order", "since", "source_key", "value"],
        ascending=[True, True, True, True, False, True, True],
    ).drop_duplicates("line")
    # As first reported: what the earliest document allowed, of the same grade of evidence.
    grade = found["line"].map(best.set_index("line")["evidence_code"])
    earliest = (
        found[found["evidence_code"] == grade]
        .sort_values(["line", "first_filed", "order", "source_key", "value"])
        .drop_duplicates("line")
        .set_index("line")
    )
    best = best.set_index("line")
    best[_AS_FIRST_REPORTED] = earliest[_AS_FIRST_REPORTED]
    best["restated"] |= (best["value"] - best["first_value"]).abs() > 1e-9 * best["value"].abs()
    return best[[*COLUMNS, *PARTS]].reset_index(drop=True)


def _covered(periods: pd.DataFrame, length: pd.Series) -> pd.DataFrame:
    """List every quarter that lies inside a longer reported period."""
    count = length.loc[periods.index].to_numpy()
    inside = periods.loc[periods.index.repeat(count), [*LINE, "period_end"]].reset_index(drop=True)
    back = np.concatenate([np.arange(n) for n in count]) if len(count) else np.array([], dtype=int)
    end = inside["period_end"] - pd.to_timedelta(np.round(back * 365.25 / 4), unit="D")
    inside["quarter"] = quarter_index(pd.Series(pd.NaT, index=end.index, dtype=end.dtype), end)
    return inside[QUARTER].drop_duplicates()


def _holes(quarters: pd.DataFrame, covered: pd.DataFrame) -> pd.DataFrame:
    """List the quarters that have to be there and have no value."""
    span = (
        quarters.merge(covered[LINE].drop_duplicates(), on=LINE).groupby(LINE)["quarter"].agg(["min", "max"])
    )
    between = span.loc[span.index.repeat(span["max"] - span["min"] + 1)].reset_index()
    between["quarter"] = between["min"] + between.groupby(LINE).cumcount()
    wanted = pd.concat([covered, between[QUARTER]]).drop_duplicates()
    found = wanted.merge(quarters[QUARTER], how="left", on=QUARTER, indicator=True)
    return found.loc[found["_merge"] == "left_only", QUARTER].reset_index(drop=True)
