"""Figures of companies for the period of a claim: quarters as the metrics give them, years as filed or added up."""

from __future__ import annotations

import datetime as dt
import functools
import math
import operator
from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd

from .. import facts, metrics
from ..metrics import DERIVED, FORMULAS
from ..metrics.formulas import Formula
from ..metrics.stated import hedge_told
from ..paths import Stamp, stamp
from ..periods import Quarter
from ..schema.grades import weakest
from ..schema.rows import rows_of
from .findings import Bearing, Finding, first_filed
from .spans import Span, of_quarter

_OPERATIONS: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "/": lambda over, under: over / under if under > 0 else math.nan,
}
_QUARTER = 91.3  # days
_SLACK = dt.timedelta(days=10)  # 52- and 53-week years end some days off the month's end


def figures(
    expression: str, company: str, entity: str, span: Span, as_of: dt.date, published: dt.date | None = None
) -> list[Finding]:
    """Look a metric of a company up for a span, on every definition and in both vintages.

    Parameters
    ----------
    expression : str
        A metric, with a transform after a dot or without.
    company, entity : str
        Slug in the facts, and the id of what is spoken of.
    span : Span
        A quarter, a half, nine months, a year, or a day or month for a stock.
    as_of : date
        Nothing filed later is seen.
    published : date, optional
        Day of the claim: what stands on a definition drawn later cannot overturn it.

    Returns
    -------
    list of Finding
        The definition in force when the claim was made first, newest vintage before the first reported.
    """
    metric, _, transform = expression.partition(".")
    if span.kind in ("quarter", "day", "month", "about"):
        quarter = span.quarter if span.kind == "quarter" else Quarter.containing(span.end)
        found = _quarter(expression, company, entity, quarter, as_of)
    elif transform:
        found = _changed(metric, transform, company, entity, span, as_of)
    else:
        found = _long(metric, company, entity, span, as_of)
    return _in_force_first(found, metric, company, published)


def series_of(expression: str, company: str, as_of: dt.date) -> pd.DataFrame:
    """Every known value of a metric of one company, by quarter and definition, as known on a day."""
    return _values_at(expression, company, as_of, stamp())


@functools.lru_cache(maxsize=512)
def _values_at(expression: str, company: str, as_of: dt.date, state: Stamp) -> pd.DataFrame:
    frame = metrics.series(expression, [company], start="2014Q1", end="2026Q4", as_of=as_of, definition="all")
    return frame[frame["value"].notna()]


@dataclass(frozen=True)
class _QuarterTwice:
    """A value of a series frame, as known and as first reported."""

    value: float
    first_value: float
    unit: str
    definition: str
    basis: str
    evidence: str
    sources: tuple[str, ...]
    period_end: dt.date | None


def _quarter(expression: str, company: str, entity: str, quarter: Quarter, as_of: dt.date) -> list[Finding]:
    frame = series_of(expression, company, as_of)
    found = []
    for row in rows_of(frame[frame["calendar_quarter"] == str(quarter)], _QuarterTwice):
        values = [row.value]
        if not math.isnan(row.first_value) and row.first_value != row.value:
            values.append(row.first_value)
        found += [
            Finding(
                low=value,
                high=value,
                unit=_claimed_in(row.unit),
                metric=expression,
                entity=entity,
                span=of_quarter(quarter),
                definition=row.definition,
                basis=row.basis,
                evidence=row.evidence,
                sources=row.sources,
                bearing=_bearing(row.definition),
                qualifier=hedge_told(company, expression, row.period_end, row.sources),
            )
            for value in values
        ]
    return found


def _claimed_in(unit: str) -> str:
    """Name a unit of the data as claims have it."""
    return "ratio" if unit == "times" else unit


def _bearing(definition: str) -> Bearing:
    # A figure a company says it has passed is a lower bound, and is one end of a range.
    return "bound" if definition == "lower_bound" else "fact"


def _long(metric: str, company: str, entity: str, span: Span, as_of: dt.date) -> list[Finding]:
    """Find the figure of a year, a half or nine months: ratios from their parts, flows as stated or added up, stocks at the end."""
    if metric in FORMULAS:
        formula = FORMULAS[metric]
        pairs = [
            (left, right)
            for left in _long(formula.left, company, entity, span, as_of)
            for right in _long(formula.right, company, entity, span, as_of)
        ]
        return [
            _joined(
                metric,
                _OPERATIONS[formula.operation](left.low, right.low),
                (left, right),
                unit=_unit_of(formula, left),
            )
            for left, right in pairs[:1]
        ]
    kind = metrics.describe(metric)["kind"]
    if kind == "stock":
        return _quarter(metric, company, entity, span.last_quarter, as_of)
    if kind == "share":  # a year's share or rate is not its last quarter's, nor their mean
        return _stated(metric, company, entity, span, as_of)
    return [*_stated(metric, company, entity, span, as_of), *_added(metric, company, entity, span, as_of)]


def _unit_of(formula: Formula, left: Finding) -> str:
    return "share" if formula.unit == "share" else left.unit


def _stated(metric: str, company: str, entity: str, span: Span, as_of: dt.date) -> list[Finding]:
    """Figures that a document states for these very days."""
    table = _facts_of(stamp(), as_of).get((company, metric))
    if table is None:
        return []
    rows = table[
        # What is stated of a day stands for the time that ends on it.
        (table["period_start"].isna() | ((table["period_start"] - pd.Timestamp(span.start)).abs() <= _SLACK))
        & ((table["period_end"] - pd.Timestamp(span.end)).abs() <= _SLACK)
    ]
    found = []
    for definition, group in rows.groupby("definition", sort=False):
        ordered = group.sort_values(["filed", "source_id"])
        picks = [ordered.iloc[-1]]
        if ordered.iloc[0]["value"] != picks[0]["value"]:
            picks.append(ordered.iloc[0])
        found += [
            Finding(
                low=float(row["value"]),
                high=float(row["value"]),
                unit=_claimed_in(str(row["unit"])),
                metric=metric,
                entity=entity,
                span=span,
                definition=str(definition),
                basis=str(row["basis"]),
                evidence=str(row["evidence"]),
                sources=(str(row["source_id"]),),
                bearing=_bearing(str(definition)),
                qualifier=hedge_told(company, metric, row["period_end"].date(), (str(row["source_id"]),)),
            )
            for row in picks
        ]
    return found


@functools.lru_cache(maxsize=4)
def _facts_of(state: Stamp, as_of: dt.date) -> dict[tuple[str, str], pd.DataFrame]:
    """Part the facts by company and metric: a claim is held against figures of one, and there are thousands of others."""
    parted = facts.load_facts(as_of).groupby(["company", "metric"], sort=False)
    return {(str(company), str(metric)): rows for (company, metric), rows in parted}


def _added(metric: str, company: str, entity: str, span: Span, as_of: dt.date) -> list[Finding]:
    """Sum discrete quarters of one definition where every one is there."""
    first = Quarter.of(span.start, span.start + dt.timedelta(days=90))
    count = round((span.end - span.start).days / _QUARTER)
    wanted = [str(first + n) for n in range(count)]
    found = []
    for definition, group in series_of(metric, company, as_of).groupby("definition", sort=False):
        rows = group[group["calendar_quarter"].isin(wanted)]
        if len(rows) != count:
            continue
        total = math.fsum(rows["value"])
        sources = {s for cell in rows["sources"] for s in str(cell).split(";") if s}
        found.append(
            Finding(
                low=total,
                high=total,
                unit=str(rows["unit"].iloc[0]),
                metric=metric,
                entity=entity,
                span=span,
                definition=str(definition),
                basis="derived",
                evidence=weakest(map(str, rows["evidence"])),
                sources=tuple(sorted(sources)),
            )
        )
    return found


def _changed(
    metric: str, transform: str, company: str, entity: str, span: Span, as_of: dt.date
) -> list[Finding]:
    """Compare a year with the one before it on the same definition."""
    before = _long(metric, company, entity, span.year_before, as_of)
    found = []
    for now in _long(metric, company, entity, span, as_of):
        then = next((b for b in before if b.definition == now.definition), None)
        if then is None:
            continue
        if transform == "yoy" and then.low > 0:
            value, unit = now.low / then.low - 1, "share"
        elif transform == "yoy_change":
            value, unit = now.low - then.low, now.unit
        else:
            continue
        found.append(_joined(f"{metric}.{transform}", value, (now, then), unit=unit))
    return found


def _joined(metric: str, value: float, parts: tuple[Finding, ...], *, unit: str) -> Finding:
    return Finding(
        low=value,
        high=value,
        unit=unit,
        metric=metric,
        entity=parts[0].entity,
        span=parts[0].span,
        definition=parts[0].definition,
        basis="derived",
        evidence=weakest(p.evidence for p in parts),
        sources=tuple(sorted({s for p in parts for s in p.sources})),
    )


def _in_force_first(
    found: list[Finding], metric: str, company: str, published: dt.date | None
) -> list[Finding]:
    """Mark what stands on a definition drawn after the claim, and put it last."""
    if published is None:
        return found
    ranks = _ranks(metric, company)
    marked = []
    for finding in found:
        day = first_filed(finding.sources)
        rank = max((ranks.get(d, 1) for d in finding.definition.split("+")), default=1)
        later = rank > 1 and day is not None and day > published
        marked.append(_recast(finding) if later else finding)
    return sorted(marked, key=lambda f: f.bearing == "recast")


def _recast(finding: Finding) -> Finding:
    return replace(finding, bearing="recast")


def _ranks(metric: str, company: str) -> dict[str, int]:
    return _ranks_at(metric, company, stamp())


@functools.lru_cache(maxsize=256)
def _ranks_at(metric: str, company: str, state: Stamp) -> dict[str, int]:
    parts = {metric}
    if metric in DERIVED:
        parts |= set(DERIVED[metric].parts)
    table = facts.load_definitions()
    rows = table[table["metric"].isin(parts) & (table["company"] == company)]
    return {str(d): int(r) for d, r in zip(rows["definition"], rows["rank"], strict=True)}
