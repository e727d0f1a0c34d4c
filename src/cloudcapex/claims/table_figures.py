"""What the tables of labs, markets, guidance and exchange rates hold against a claim."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Collection
from dataclasses import replace

import pandas as pd

from .. import facts
from ..facts.rows import GuidanceRow, LabRow, MarketRow, RateRow
from ..schema.rows import rows_of
from .entities import Entity
from .findings import Finding
from .spans import Span, of_quarter
from .vocabulary import vocabulary

_MONTH = dt.timedelta(days=45)  # what is dated by its month alone may be that far off
_SEASON = dt.timedelta(days=92)
# A run-rate is not the revenue of a year; half as much again off it, a claim cannot be about the same thing.
_RUN_RATE_FAR = 0.5
# A day's rate strays from its month's mean by about this much in a quiet currency.
_RATE_NEAR, _RATE_FAR = 0.01, 0.05


def lab_revenue(lab: Entity, span: Span, as_of: dt.date, *, monthly: bool = False) -> list[Finding]:
    """Revenue of a lab: as stated, or bounded by run-rates, since a growing year earns less than its end's run-rate.

    A whole year lies between the run-rates known at its start and at its end; a time inside a year is compared
    with the run-rates around it.
    """
    table = facts.load_labs(as_of)
    rows = table[(table["who"] == lab.lab)]
    share = 1 / 12 if monthly else 1.0
    if span.kind == "year" and not monthly:
        stated = rows[(rows["metric"] == "revenue_year") & (rows["as_of"].dt.date == span.end)]
        if len(stated):
            return [_of_lab(row, lab, span) for row in rows_of(stated, LabRow)]
    rates = rows[rows["metric"] == "revenue_run_rate"].sort_values("as_of")
    if span.kind == "year":
        inside = rates[
            (rates["as_of"] >= pd.Timestamp(span.start)) & (rates["as_of"] <= pd.Timestamp(span.end))
        ]
        end = pd.concat([inside, _near_day(rates, span.end, _MONTH)])
        if not len(end) or not (monthly or len(_near_day(rates, span.end, _MONTH))):
            return []
        start = _near_day(rates, span.start, _MONTH)
        low = 0.0 if monthly or not len(start) else float(start["value"].min())
        high = float(end["value"].max())
        sources = tuple(sorted({*start["source_id"], *end["source_id"]}))
        metric = "labs.revenue_run_rate"
        if low > high:
            return []
        return [
            Finding(low * share, high * share, "USD", metric, lab.id, span, definition="run_rate", basis="derived",
                    evidence="press", sources=sources, bearing="bound")
        ]  # fmt: skip
    around = _near_day(rates, span.end if span.kind != "about" else span.start, _SEASON)
    return [
        Finding(
            row.value * share, row.value * share, row.unit, "labs.revenue_run_rate", lab.id,
            Span(row.as_of, row.as_of, "day"), definition="run_rate", evidence=row.evidence,
            sources=(row.source_id,), bearing="proxy", far=_RUN_RATE_FAR,
        )
        for row in rows_of(around, LabRow)
    ]  # fmt: skip


def _near_day(rows: pd.DataFrame, day: dt.date, slack: dt.timedelta) -> pd.DataFrame:
    away = (rows["as_of"] - pd.Timestamp(day)).abs()
    return rows[away <= slack]


def _of_lab(row: LabRow, lab: Entity, span: Span) -> Finding:
    return Finding(
        row.value, row.value, row.unit, f"labs.{row.metric}", lab.id, span,
        definition=row.definition, basis=row.basis, evidence=row.evidence,
        sources=(row.source_id,),
    )  # fmt: skip


# markets, guidance, rates ----------------------------------------------------------------------


def market_share(market: str, entity: Entity, span: Span, as_of: dt.date) -> list[Finding]:
    """Share of a company in a market: as published for the very span; a year's is no mean of its quarters."""
    table = facts.load_market(as_of)
    rows = table[
        (table["market"] == market) & (table["metric"] == "share") & (table["vendor"] == entity.company)
    ]
    same = rows[
        (rows["period_start"] == pd.Timestamp(span.start)) & (rows["period_end"] == pd.Timestamp(span.end))
    ]
    return [
        Finding(r.value, r.value, "share", f"market.{market}", entity.id, span, evidence=r.evidence,
                sources=(r.source_id,))
        for r in rows_of(same, MarketRow)
    ]  # fmt: skip


def market(entity: Entity, measure: str, span: Span, as_of: dt.date) -> list[Finding]:
    """Size of a market for a span, or its growth: as published, else from two published sizes."""
    table = facts.load_market(as_of)
    rows = table[(table["market"] == entity.market) & (table["vendor"] == "total")]
    if measure in _SIZE:
        return _of_market(rows, "size", entity, span)
    stated = _of_market(rows, "growth", entity, span)
    now, then = (_of_market(rows, "size", entity, s) for s in (span, span.year_before))
    if (
        stated
        or len(now) != 1
        or len(then) != 1
        or now[0].unit != then[0].unit
        or now[0].metric != then[0].metric
    ):
        return stated
    (late,), (early,) = now, then
    return [
        replace(
            late,
            low=late.low / early.low - 1,
            high=late.low / early.low - 1,
            unit="share",
            basis="derived",
            metric=f"market_growth.{entity.market}",
            sources=tuple(sorted({*late.sources, *early.sources})),
        )
    ]


_SIZE = ("market_size", "revenue")
MARKET_MEASURES = (*_SIZE, "market_size_growth", "revenue_growth")


def _of_market(rows: pd.DataFrame, metric: str, entity: Entity, span: Span) -> list[Finding]:
    same = rows[
        (rows["metric"] == metric)
        & (rows["period_start"] == pd.Timestamp(span.start))
        & (rows["period_end"] == pd.Timestamp(span.end))
    ]
    return [
        Finding(
            r.value,
            r.value,
            r.unit,
            f"market_{metric}.{entity.market}",
            entity.id,
            span,
            evidence=r.evidence,
            sources=(r.source_id,),
        )
        for r in rows_of(same, MarketRow)
    ]


def guidance(
    company: str, entity: str, span: Span, as_of: dt.date, metrics: Collection[str] = ()
) -> list[Finding]:
    """Every figure a company gave beforehand for a time, newest first; of its capex on any basis by default."""
    rows = _guidance(company, span, as_of, metrics)
    return [_of_guidance(r, r.low, r.high, entity, span) for r in reversed(rows)]


def guidance_raise(company: str, entity: str, span: Span, as_of: dt.date) -> list[Finding]:
    """By how much each statement moved the upper end of the one before."""
    rows = _guidance(company, span, as_of)
    return [
        _of_guidance(now, now.high - then.high, now.high - then.high, entity, span, derived=(then,))
        for then, now in itertools.pairwise(rows)
        if now.high != then.high
    ][::-1]


def _guidance(company: str, span: Span, as_of: dt.date, metrics: Collection[str] = ()) -> list[GuidanceRow]:
    table = facts.load_guidance(as_of)
    asked = table["metric"].isin(metrics) if metrics else table["metric"].str.startswith("capex")
    rows = table[(table["company"] == company) & asked & table["low"].notna() & table["high"].notna()]
    for targets in _targets(span):
        same = rows[rows["target_period"].isin(targets)]
        if len(same):
            return rows_of(same.sort_values("issued", kind="stable"), GuidanceRow)
    return []


def _targets(span: Span) -> tuple[tuple[str, ...], ...]:
    """Names of a time as guidance has them, the first that has any figure counts: a fiscal year is no calendar year.

    Who says 2027 of a company whose year ends in another month may mean either.
    """
    year = span.end.year
    if span.kind == "quarter":
        return ((str(span.quarter),),)
    if span.kind in ("half", "months"):
        return ((str(span),),)
    return ((f"FY{year}",),) if span.fiscal else ((f"CY{year}",), (f"FY{year}",))


def _of_guidance(
    row: GuidanceRow,
    low: float,
    high: float,
    entity: str,
    span: Span,
    derived: tuple[GuidanceRow, ...] = (),
) -> Finding:
    return Finding(
        low, high, row.unit, f"guidance.{row.metric}", entity, span, definition=row.definition,
        basis="derived" if derived else "reported", evidence=row.evidence,
        sources=tuple(sorted({r.source_id for r in (row, *derived)})),
    )  # fmt: skip


def exchange_rate(span: Span, as_of: dt.date) -> list[Finding]:
    """Yuan to the dollar: the mean of the month where its quarter's row tells it, else of the quarter."""
    table = facts.load_fx(as_of)
    quarter = span.quarter
    rows = table[(table["pair"] == "USD/CNY") & (table["calendar_quarter"] == str(quarter))]
    if not len(rows):
        return []
    (row,) = rows_of(rows.head(1), RateRow)
    rate, stands_for = row.average_rate, of_quarter(quarter)
    month = re.search(rf"\b{span.end.month:02d}:(\d+\.\d+)", row.note)
    if span.kind in ("month", "day") and month:
        rate, stands_for = float(month[1]), span
    return [
        Finding(rate, rate, "rate", "fx.average_rate", vocabulary().by_name["usd/cny"].id, stands_for,
                evidence="secondary", sources=(row.source_id,), bearing="proxy", near=_RATE_NEAR, far=_RATE_FAR)
    ]  # fmt: skip
