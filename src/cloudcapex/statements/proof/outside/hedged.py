"""Figures as documents state them, of any period, and what a hedged share of chips comes to: ``of`` is the company."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from ....facts import group, load_facts, load_table
from ....facts.rows import FactRow, HedgeRow
from ....metrics import series
from ....periods import Quarter
from ....schema.grades import basis_of, weakest
from ....schema.rows import rows_of
from .question import OperandName, Tellable, outside, readings

_WHOLE, _PART = "data_center_revenue", "data_center_revenue_hyperscale"
_QUARTER = dt.timedelta(days=90)
_KEY = ("company", "metric", "period_end", "source_id")
_SHARE = "large_cloud_share_of_data_center_revenue"


@outside("stated.*")
def as_stated(asked: OperandName) -> list[Tellable]:
    """Read what documents state of a period that ends on a day; what they state past a number, or short of it, is an end."""
    metric = asked.what.removesuffix(".low").removesuffix(".high")
    rows = load_facts(asked.as_of)
    rows = rows[(rows["company"] == asked.of) & (rows["metric"] == metric)]
    if metric != asked.what:
        open_ = load_table("hedges").query("low.isna() or high.isna()")["source_id"]
        rows = rows[rows["source_id"].isin(open_) | (rows["definition"] == "lower_bound")]
    found = readings(rows[rows["period_end"] == pd.Timestamp(asked.day)], "value", "unit")
    # A fiscal quarter has the name of the calendar quarter that holds its midpoint.
    named = (str(Quarter.of(asked.day - _QUARTER, asked.day)),)
    return [replace(one, about=named) for one in found]


@outside("buyers.low", "buyers.high")
def bought(asked: OperandName) -> list[Tellable]:
    """Take what the maker states in dollars, else revenue times the end of the share that its words leave large clouds."""
    end = asked.what.rpartition("_")[2]
    told, whole = (_cell(name, asked.of, asked) for name in (_PART, _WHOLE))
    if told is not None and told.low is not None and told.high is not None:
        return [replace(told, value=told.low if end == "low" else told.high)]
    if whole is None or whole.low is None or whole.high is None:
        return []
    amount = whole.low if end == "low" else whole.high
    return [
        _made(share * amount, whole.unit, [row, whole])
        for name, share, row in _ends(asked)
        if name == end and math.isfinite(share)
    ]


@outside("buyers.part_low", "buyers.part_high")
def part(asked: OperandName) -> list[Tellable]:
    """Divide it by what clouds spent: the least by the wider set of them, the most by the narrower one."""
    among = group("hyperscale" if asked.what.endswith("low") else "large_clouds")
    spent = [_cell(m.metric, m.company, asked) for m in among]
    if not spent or None in spent:
        return []
    known = [s for s in spent if s]
    total = math.fsum(float(s.value) for s in known)
    return [_made(float(b.value) / total, "share", [b, *known]) for b in bought(asked)]


def _made(value: float, unit: str, parts: Sequence[Tellable | FactRow]) -> Tellable:
    """Tell what figures make together: as good as the weakest of them."""
    documents = (s for p in parts for s in (p.sources if isinstance(p, Tellable) else (p.source_id,)))
    grades = basis_of([p.basis for p in parts]), weakest(p.evidence for p in parts)
    return Tellable(value, unit, tuple(documents), basis=grades[0], evidence=grades[1])


def _ends(asked: OperandName) -> Iterator[tuple[str, float, FactRow]]:
    """Give both ends of every share of the quarter that a document states: of its hedge, else of its rounding to a per cent."""
    hedges = rows_of(load_table("hedges"), HedgeRow)
    rows = load_facts(asked.as_of)
    for row in rows_of(rows[(rows["company"] == asked.of) & (rows["metric"] == _SHARE)], FactRow):
        start = row.period_start
        if start is None or str(Quarter.of(start, row.period_end)) != asked.when:
            continue
        same = [h for h in hedges if all(getattr(h, k) == getattr(row, k) for k in _KEY)]
        low, high = (same[0].low, same[0].high) if same else (row.value - 0.005, row.value + 0.005)
        for end, told in (("low", low), ("high", high)):
            yield end, math.inf if told is None else told, row


def _cell(metric: str, company: str, asked: OperandName) -> Tellable | None:
    frame = series(metric, [company], asked.when, asked.when, asked.as_of)
    row = frame.iloc[0] if len(frame) else None
    if row is None or not math.isfinite(row["value"]):
        return None
    documents = tuple(str(row["sources"]).split(";"))
    return Tellable(
        float(row["value"]),
        str(row["unit"]),
        documents,
        float(row["low"]),
        float(row["high"]),
        basis=str(row["basis"]),
        evidence=str(row["evidence"]),
    )
