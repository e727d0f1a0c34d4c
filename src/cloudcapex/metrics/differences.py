"""A quarter out of the periods that documents state: one of them as it stands, or a longer one less a shorter, like from like."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..schema.coded import each, groups
from .panel import DERIVED, ESTIMATED
from .vintages import LINE

# What a quarter is taken from: the number of a period, and of those that are subtracted from it; whether the first of
# them and the others stand at their latest value, or at the one first reported.
PARTS = ["part", "part_b", "part_c", "latest", "latest_b"]
NO_PART = -1


def as_stated(periods: pd.DataFrame) -> pd.DataFrame:
    """Take the three-month facts and the instants as they stand."""
    out = periods.copy()
    out["sources"] = each(out["source"], lambda source: (source,))
    out["first_sources"] = each(out["first_source"], lambda source: (source,))
    out["restated"] = out["changes"].gt(0) & out["value"].ne(out["first_value"])
    out["stated_last"] = out["stated"]
    out["direct"] = True
    out["part_b"] = out["part_c"] = NO_PART
    out["latest"] = out["latest_b"] = True
    return out


def differences(periods: pd.DataFrame, length: pd.Series) -> pd.DataFrame:
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
    out["evidence_code"] = np.maximum(pair["evidence_code"], pair["evidence_code_b"])
    estimated = (pair["basis_code"] == ESTIMATED) | (pair["basis_code_b"] == ESTIMATED)
    out["basis_code"] = out["first_basis_code"] = np.where(estimated, ESTIMATED, DERIVED).astype("int8")

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
    out["part"], out["part_b"], out["part_c"] = pair["part"], pair["part_b"], NO_PART
    out["latest"], out["latest_b"] = current, current | _already(pair)
    return out


def less_two_quarters(periods: pd.DataFrame, length: pd.Series) -> pd.DataFrame:
    """Subtract the first and the second quarter from nine months of which nobody told the first six."""
    ytd = periods.assign(length=length.loc[periods.index])
    on = [*LINE, "period_start"]
    begun = groups(ytd, on)
    half = np.unique(begun[ytd["length"] == 2])
    nine, one = ytd[(ytd["length"] == 3) & ~np.isin(begun, half)], ytd[ytd["length"] == 1]
    three = nine.merge(one, on=on, suffixes=("", "_b"))
    three["second"] = three["period_end_b"] + pd.Timedelta(days=1)
    three = three.merge(
        one.rename(columns={"period_start": "second"}), on=[*LINE, "second"], suffixes=("", "_c")
    )

    # Like from like: where one of them was restated more often than another, all as first reported.
    current = (three["changes"] == three["changes_b"]) & (three["changes"] == three["changes_c"])
    out = three[LINE].copy()
    out["period_start"] = three["period_end_c"] + pd.Timedelta(days=1)
    out["period_end"] = three["period_end"]
    out["evidence_code"] = three[[f"evidence_code{n}" for n in _THREE]].max(axis=1)
    estimated = three[[f"basis_code{n}" for n in _THREE]].eq(ESTIMATED).any(axis=1)
    out["basis_code"] = out["first_basis_code"] = np.where(estimated, ESTIMATED, DERIVED).astype("int8")
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
    out[["part", "part_b", "part_c"]] = three[[f"part{n}" for n in _THREE]]
    out["latest"] = out["latest_b"] = current
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
    return pair[f"{latest}_b"].where(_already(pair), pair[f"{first}_b"])


def _already(pair: pd.DataFrame) -> pd.Series:
    """Tell where the shorter operand had its latest value when the longer one was first reported."""
    already: pd.Series = pair["since_b"] <= pair["first_filed"]
    return already


def _both(one: pd.Series, other: pd.Series) -> list[tuple[str, ...]]:
    return [
        (a,) if a == b else (a, b) if a < b else (b, a)
        for a, b in zip(one.tolist(), other.tolist(), strict=True)
    ]
