"""Discrete quarters from year-to-date facts, like taken from like."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..schema.coded import each, groups, in_order, spelled
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
        As of `summarise`, its texts coded; amounts in whole units of ``unit``.
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
    return spelled(quarters), spelled(_holes(quarters, covered))


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
    return spelled(_choose(years))


def _flows(periods: pd.DataFrame, kinds: pd.Series | dict[str, str]) -> pd.Series:
    known = dict(kinds)
    flow = each(periods["metric"], lambda metric: known.get(metric, "flow") == "flow")
    return pd.Series(flow.astype(bool), index=periods.index)


def _chosen(periods: pd.DataFrame, length: pd.Series, flow: pd.Series) -> pd.DataFrame:
    """Take every quarter that is stated or a difference, the best of those that tell the same one."""
    stated = periods[(length == 1) | (~flow & (length == 0))]
    flows = periods[flow & (length > 0)]
    found = pd.concat([as_stated(stated), differences(flows, length), less_two_quarters(flows, length)])
    found["quarter"] = quarter_index(found["period_start"], found["period_end"])
    return _choose(found)


def _basis_code(basis: pd.Series) -> np.ndarray:
    return each(basis, BASES.index).astype("int8")


def _choose(found: pd.DataFrame) -> pd.DataFrame:
    """Keep one value for each quarter: evidence, then a stated one over a difference, then the newest.

    A stated quarter that was never repeated after the year around it was restated steps back behind
    the difference, so that the four quarters still make up the year. A difference that somebody else
    took steps back behind ours, whose operands can be looked up; an estimate behind everything. Of what is
    stated of two days of a quarter the later one is the quarter's.
    """
    line = groups(found, QUARTER)
    last = found["period_end"].groupby(line).transform("max")
    kept = found["period_start"].notna() | (found["period_end"] == last)
    found = found[kept].reset_index(drop=True)
    found["line"] = line = line[kept.to_numpy()]
    renewed = found["since"].where(~found["direct"] & found["value"].ne(found["first_value"]))
    newest = renewed.groupby(line).transform("max")
    found["outdated"] = found["direct"] & (newest > found["stated_last"])
    found["order"] = np.select(
        [found["basis_code"] == ESTIMATED, ~found["direct"], found["basis_code"] == DERIVED], [3, 1, 2], 0
    )
    # Of one document and another: only asked where two tell the same quarter.
    rivals = found["line"].duplicated(keep=False).to_numpy()
    key = np.zeros(len(found), dtype=np.int64)
    named = [";".join(s) for s in found["sources"].to_numpy()[rivals].tolist()]
    key[rivals] = pd.factorize(np.array(named, dtype=object), sort=True)[0]
    found["source_key"] = key

    order = ["line", "evidence_code", "outdated", "order", "since", "source_key", "value"]
    best = in_order(found, order, falling=["since"]).drop_duplicates("line").set_index("line")
    # As first reported: what the earliest document allowed, of the same grade of evidence.
    grade = best["evidence_code"].to_numpy()[line]
    earliest = (
        in_order(
            found[found["evidence_code"].to_numpy() == grade],
            ["line", "first_filed", "order", "source_key", "value"],
        )
        .drop_duplicates("line")
        .set_index("line")
    )
    best[_AS_FIRST_REPORTED] = earliest[_AS_FIRST_REPORTED]
    best["restated"] |= (best["value"] - best["first_value"]).abs() > 1e-9 * best["value"].abs()
    return best[[*COLUMNS, *PARTS]].reset_index(drop=True)


def _covered(periods: pd.DataFrame, length: pd.Series) -> pd.DataFrame:
    """List every quarter that lies inside a longer reported period."""
    count = length.loc[periods.index].to_numpy()
    inside = periods.loc[periods.index.repeat(count), [*LINE, "period_end"]].reset_index(drop=True)
    back = np.arange(len(inside)) - np.repeat(np.cumsum(count) - count, count)
    end = inside["period_end"] - pd.to_timedelta(np.round(back * 365.25 / 4), unit="D")
    inside["quarter"] = quarter_index(pd.Series(pd.NaT, index=end.index, dtype=end.dtype), end)
    return inside[QUARTER].drop_duplicates()


def _holes(quarters: pd.DataFrame, covered: pd.DataFrame) -> pd.DataFrame:
    """List the quarters that have to be there and have no value."""
    both = pd.concat([covered[QUARTER], quarters[QUARTER]], ignore_index=True)
    line, number = groups(both, LINE), both["quarter"].to_numpy()
    size = len(covered)
    told = pd.DataFrame({"line": line[size:], "quarter": number[size:]})
    span = told[told["line"].isin(line[:size])].groupby("line")["quarter"].agg(["min", "max"])
    many = (span["max"] - span["min"] + 1).to_numpy()
    steps = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
    between = pd.DataFrame(
        {
            "line": np.repeat(span.index.to_numpy(), many),
            "quarter": np.repeat(span["min"].to_numpy(), many) + steps,
        }
    )
    wanted = pd.concat([pd.DataFrame({"line": line[:size], "quarter": number[:size]}), between])
    cells = groups(pd.concat([wanted, told]), ["line", "quarter"])
    wanted["cell"] = cells[: len(wanted)]
    lacking = wanted[~wanted["cell"].isin(cells[len(wanted) :])].drop_duplicates("cell")
    first = pd.Series(line).drop_duplicates()
    row_of = np.zeros(len(first), dtype=np.int64)
    row_of[first.to_numpy()] = first.index.to_numpy()
    named = both[LINE].take(row_of[lacking["line"].to_numpy()]).reset_index(drop=True)
    return named.assign(quarter=lacking["quarter"].to_numpy())[QUARTER]
