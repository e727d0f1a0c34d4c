"""Discrete quarters from year-to-date facts, like taken from like."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..schema.grades import BASES
from .rounding import bounds
from .vintages import LINE, quarters_long, statements, summarise

QUARTER = [*LINE, "quarter"]

_DERIVED = BASES.index("derived")
_ESTIMATED = BASES.index("estimated")

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


def discrete_quarters(
    facts: pd.DataFrame, kinds: pd.Series | dict[str, str], concept_rank: pd.Series | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Derive every discrete quarter that the facts allow.

    The first quarter is taken as filed, the second is six months less three, the third nine less six (or less
    the first two, where nobody told the six), the fourth the year less nine; what is subtracted is decided by start and end dates. A quarter
    that a document states by itself is preferred to a difference of the same vintage.

    Parameters
    ----------
    facts : DataFrame
        Rows of `cloudcapex.facts.load_facts`, every vintage of them.
    kinds : mapping of str to str
        ``flow``, ``stock`` or ``share`` for each metric. Only flows are subtracted.
    concept_rank : Series of int, optional
        Preference of each row's concept, 0 first.

    Returns
    -------
    quarters : DataFrame
        One row for each company, metric, definition, unit and calendar quarter (`quarter_index`) that has a
        value: ``value`` as known now and ``first_value`` as first reported, in whole units, with the
        day (``since``, ``first_filed``) and the documents (``sources``, ``first_sources``; tuples, both operands of
        a difference) of either, and ``restated``. ``rounded_to`` is the step of a value that a document states, missing
        for a difference; ``low`` and ``high`` are the bounds that rounding leaves it.
    holes : DataFrame
        The quarters for which an operand is missing (the columns of ``QUARTER``), *not derivable* and never
        zero: those inside a longer period, and those between the first and the last quarter of a line
        that is told year to date.
    """
    periods = _periods(facts, concept_rank)
    kind = periods["metric"].map(kinds).fillna("flow")
    length = quarters_long(periods["period_start"], periods["period_end"])
    flow = kind == "flow"

    stated = periods[(length == 1) | (~flow & (length == 0))]
    flows = periods[flow & (length > 0)]
    found = pd.concat([_as_stated(stated), _differences(flows, length), _less_two_quarters(flows, length)])
    quarters = _choose(found)
    covered = _covered(periods[flow & (length > 1)], length)
    return quarters, _holes(quarters, covered)


def stated_years(facts: pd.DataFrame, kinds: pd.Series | dict[str, str]) -> pd.DataFrame:
    """Return the years that documents state of flows, each under the quarter that it ends with.

    Parameters
    ----------
    facts, kinds
        As for `discrete_quarters`.

    Returns
    -------
    DataFrame
        With its columns, one row for each line and quarter.
    """
    periods = _periods(facts, None)
    length = quarters_long(periods["period_start"], periods["period_end"])
    years = _as_stated(periods[(periods["metric"].map(kinds).fillna("flow") == "flow") & (length == 4)])
    quarter = dt.timedelta(days=91)
    years["quarter"] = quarter_index(years["period_end"] - quarter, years["period_end"])
    return _choose(years)


def _periods(facts: pd.DataFrame, concept_rank: pd.Series | None) -> pd.DataFrame:
    """Summarise the vintages of every period, with the bounds that rounding leaves."""
    periods = summarise(statements(facts, concept_rank))
    periods["basis_code"] = _basis_code(periods["basis"])
    periods["first_basis_code"] = _basis_code(periods["first_basis"])
    periods["low"], periods["high"] = bounds(periods["value"], periods["rounded_to"])
    periods["first_low"], periods["first_high"] = bounds(periods["first_value"], periods["first_rounded_to"])
    return periods


def _basis_code(basis: pd.Series) -> np.ndarray:
    return pd.Categorical(basis, BASES).codes.astype("int8")


def _as_stated(periods: pd.DataFrame) -> pd.DataFrame:
    """Take the three-month facts and the instants as they stand."""
    out = periods.copy()
    out["quarter"] = quarter_index(out["period_start"], out["period_end"])
    out["sources"] = [(s,) for s in out["source"]]
    out["first_sources"] = [(s,) for s in out["first_source"]]
    out["restated"] = out["changes"].gt(0) & out["value"].ne(out["first_value"])
    out["stated_last"] = out["stated"]
    out["direct"] = True
    return out


def _differences(periods: pd.DataFrame, length: pd.Series) -> pd.DataFrame:
    """Subtract each year-to-date period from the one a quarter longer that starts on the same day."""
    ytd = periods.assign(length=length.loc[periods.index])
    short = ytd.assign(length=ytd["length"] + 1)
    on = [*LINE, "period_start", "length"]
    pair = ytd[ytd["length"] > 1].merge(short, on=on, suffixes=("", "_b"))

    current = _one_vintage(pair)
    first = pair["first_value"] - _known_at_first(pair, "first_value", "value")
    latest = pair["value"] - pair["value_b"]

    out = pair[LINE].copy()
    out["period_start"] = pair["period_end_b"] + pd.Timedelta(days=1)
    out["period_end"] = pair["period_end"]
    out["quarter"] = quarter_index(out["period_start"], out["period_end"])
    out["evidence_code"] = np.maximum(pair["evidence_code"], pair["evidence_code_b"])
    estimated = (pair["basis_code"] == _ESTIMATED) | (pair["basis_code_b"] == _ESTIMATED)
    out["basis_code"] = out["first_basis_code"] = np.where(estimated, _ESTIMATED, _DERIVED).astype("int8")

    out["first_value"] = first
    out["first_filed"] = pair[["first_filed", "first_filed_b"]].max(axis=1)
    out["first_sources"] = _both(pair["first_source"], _known_at_first(pair, "first_source", "source"))
    out["value"] = latest.where(current, first)
    out["since"] = pair[["since", "since_b"]].max(axis=1).where(current, out["first_filed"])
    out["rounded_to"] = out["first_rounded_to"] = np.nan
    out["first_low"] = pair["first_low"] - _known_at_first(pair, "first_high", "high")
    out["first_high"] = pair["first_high"] - _known_at_first(pair, "first_low", "low")
    out["low"] = (pair["low"] - pair["high_b"]).where(current, out["first_low"])
    out["high"] = (pair["high"] - pair["low_b"]).where(current, out["first_high"])
    latest_sources = pd.Series(_both(pair["source"], pair["source_b"]), index=pair.index)
    out["sources"] = latest_sources.where(current, pd.Series(out["first_sources"], index=pair.index))
    out["stated_last"] = pair[["stated", "stated_b"]].min(axis=1)
    out["restated"] = ~current | out["value"].ne(first)
    out["direct"] = False
    return out


def _less_two_quarters(periods: pd.DataFrame, length: pd.Series) -> pd.DataFrame:
    """Subtract the first and the second quarter from nine months of which nobody told the first six."""
    ytd = periods.assign(length=length.loc[periods.index])
    on = [*LINE, "period_start"]
    half = pd.MultiIndex.from_frame(ytd.loc[ytd["length"] == 2, on])
    nine, one = ytd[ytd["length"] == 3], ytd[ytd["length"] == 1]
    three = nine[~pd.MultiIndex.from_frame(nine[on]).isin(half)].merge(one, on=on, suffixes=("", "_b"))
    three["second"] = three["period_end_b"] + pd.Timedelta(days=1)
    three = three.merge(
        one.rename(columns={"period_start": "second"}), on=[*LINE, "second"], suffixes=("", "_c")
    )

    # Like from like: where one of them was restated more often than another, all as first reported.
    current = (three["changes"] == three["changes_b"]) & (three["changes"] == three["changes_c"])
    out = three[LINE].copy()
    out["period_start"] = three["period_end_c"] + pd.Timedelta(days=1)
    out["period_end"] = three["period_end"]
    out["quarter"] = quarter_index(out["period_start"], out["period_end"])
    out["evidence_code"] = three[[f"evidence_code{n}" for n in _THREE]].max(axis=1)
    estimated = three[[f"basis_code{n}" for n in _THREE]].eq(_ESTIMATED).any(axis=1)
    out["basis_code"] = out["first_basis_code"] = np.where(estimated, _ESTIMATED, _DERIVED).astype("int8")
    out["rounded_to"] = out["first_rounded_to"] = np.nan
    for of in ("", "first_"):
        out[f"{of}value"] = _rest(three, f"{of}value", f"{of}value")
        out[f"{of}low"] = _rest(three, f"{of}low", f"{of}high")
        out[f"{of}high"] = _rest(three, f"{of}high", f"{of}low")
        names = [f"{of}source{n}" for n in _THREE]
        out[f"{of}sources"] = [tuple(sorted({*s})) for s in three[names].itertuples(index=False, name=None)]
    out["first_filed"] = three[[f"first_filed{n}" for n in _THREE]].max(axis=1)
    out["since"] = three[[f"since{n}" for n in _THREE]].max(axis=1).where(current, out["first_filed"])
    for name in ("value", "low", "high", "sources"):
        out[name] = out[name].where(current, out[f"first_{name}"])
    out["stated_last"] = three[[f"stated{n}" for n in _THREE]].min(axis=1)
    out["restated"] = ~current | out["value"].ne(out["first_value"])
    out["direct"] = False
    return out


# The suffixes of nine months and of the two quarters in them.
_THREE = ("", "_b", "_c")


def _rest(three: pd.DataFrame, whole: str, part: str) -> pd.Series:
    rest: pd.Series = three[whole] - three[f"{part}_b"] - three[f"{part}_c"]
    return rest


def _one_vintage(pair: pd.DataFrame) -> pd.Series:
    """Tell where the latest values of both operands belong to one vintage.

    They do when both were restated equally often. When one was restated more often, the other must have
    been repeated on or after that day: it was looked at again and stood. Otherwise the other
    still speaks on the old basis, and only the pair as first reported is like for like.
    """
    more = pair["changes"] - pair["changes_b"]
    repeated = pair["stated_b"] >= pair["since"]
    repeated_b = pair["stated"] >= pair["since_b"]
    return (more == 0) | ((more > 0) & repeated) | ((more < 0) & repeated_b)


def _known_at_first(pair: pd.DataFrame, first: str, latest: str) -> pd.Series:
    """Return the shorter operand as it was known when the longer one was first reported."""
    already = pair["since_b"] <= pair["first_filed"]
    return pair[f"{latest}_b"].where(already, pair[f"{first}_b"])


def _both(one: pd.Series, other: pd.Series) -> list[tuple[str, ...]]:
    return [
        (a,) if a == b else (a, b) if a < b else (b, a)
        for a, b in zip(one.tolist(), other.tolist(), strict=True)
    ]


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
        [found["basis_code"] == _ESTIMATED, ~found["direct"], found["basis_code"] == _DERIVED], [3, 1, 2], 0
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
    return best[COLUMNS].reset_index(drop=True)


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
