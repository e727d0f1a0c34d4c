"""What the ledger of deals and the table of rounds hold against a claim."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

from .. import facts
from ..facts.rows import RoundRow
from ..ledger import deals
from ..schema.rows import rows_of
from ..schema.words import HEDGES
from .entities import Entity
from .findings import Bearing, Finding
from .spans import Span

_MONTH = dt.timedelta(days=45)  # what is dated by its month alone may be that far off
_SEASON = dt.timedelta(days=92)
_A_YEAR = dt.timedelta(days=366)


# deals ---------------------------------------------------------------------------------------


def investments(giver: Entity, taker: Entity, span: Span, as_of: dt.date) -> list[Finding]:
    """Money that one party put into another at the time of a claim."""
    return [
        _of_deal(e, e.amount.low, e.amount.high, "deals.amount")
        for e in _between(giver, taker, span, as_of)
        if e.amount.stated
    ]


def of_deals(column: str, giver: Entity, taker: Entity, span: Span, as_of: dt.date) -> list[Finding]:
    """Read a share in the ledger: the stake taken, or the part paid in cloud credits."""
    found = [(e, e.number(column)) for e in _between(giver, taker, span, as_of)]
    told = [(e, _of_deal(e, v, v, f"deals.{column}", "share")) for e, v in found if math.isfinite(v)]
    # Terms that are reported are held by nobody yet: they may hang on what comes first.
    return [_as(f, "terms") if e.row.status == "reported" else f for e, f in told]


def _of_deal(entry: deals.Entry, low: float, high: float, metric: str, unit: str = "USD") -> Finding:
    # An entry that gives an upper end alone says "up to": that end is the figure.
    low = high if low == 0 and math.isfinite(high) else low
    day = Span(entry.announced, entry.announced, "day")
    return Finding(
        low, high, unit, metric, entry.id, day, definition=str(entry.row.form),
        evidence=entry.evidence, sources=(entry.source,), qualifier=_hedge(entry.row.qualifier) if unit == "USD" else "",
    )  # fmt: skip


def _hedge(qualifier: str) -> str:
    """Return how a document hedges an amount: what we derived from it is no word of its own."""
    return qualifier if qualifier in HEDGES else ""


def _between(giver: Entity, taker: Entity, span: Span, as_of: dt.date) -> list[deals.Entry]:
    return [
        e
        for e in deals.ledger(as_of, read_by=as_of)
        if giver.party in e.givers
        and taker.party in e.takers
        and e.row.direction == "investor"
        and e.row.status != "cumulative"
        and _about(e.announced, str(e.row.date_precision), span)
    ]


def _about(day: dt.date, precision: str, span: Span) -> bool:
    if span.kind == "year":
        return span.start <= day <= span.end
    slack = (
        dt.timedelta(days=0)
        if precision == "day" and span.kind == "month" and span.start <= day <= span.end
        else _MONTH
    )
    if precision == "year":
        return day.year == span.end.year
    return span.start - slack <= day <= span.end + slack


def backed(giver: Entity, named: list[Entity], span: Span, as_of: dt.date) -> list[Finding]:
    """Count how many of the labs a claim names are in the ledger as takers of one giver's money by then."""
    entries = [
        e for e in deals.ledger(as_of, read_by=as_of) if giver.party in e.givers and e.announced <= span.end
    ]
    found = {n.id: [e for e in entries if n.party in e.takers] for n in named}
    sources = tuple(sorted({e.source for rows in found.values() for e in rows}))
    if not sources:
        return []
    count = float(sum(bool(rows) for rows in found.values()))
    bearing: Bearing = "fact" if count == len(named) else "other_day"
    return [
        Finding(
            count,
            count,
            "count",
            "deals.recipients",
            giver.id,
            span,
            basis="derived",
            evidence="press",
            sources=sources,
            bearing=bearing,
        )
    ]


def raised(taker: Entity, span: Span, as_of: dt.date) -> list[Finding]:
    """Bound what a lab had raised by a day by the equity deals of the ledger; deals without an amount leave it open."""
    entries = [
        e
        for e in deals.ledger(as_of, read_by=as_of)
        if e.kind == "equity" and e.takers == (taker.party,) and e.announced <= span.end
    ]
    if not entries:
        return []
    sources = tuple(sorted({e.source for e in entries}))
    low = deals.total(entries).low
    return [
        Finding(
            low,
            math.inf,
            "USD",
            "deals.total",
            taker.id,
            span,
            basis="derived",
            evidence="press",
            sources=sources,
            bearing="bound",
        )
    ]


# rounds --------------------------------------------------------------------------------------


def rounds(lab: Entity, span: Span, as_of: dt.date) -> list[Finding]:
    """Amounts raised in the rounds of a lab at the time of a claim."""
    return [
        _of_round(row, row.amount, row.currency, "rounds.amount", lab)
        for row in _rounds(lab, as_of)
        if not math.isnan(row.amount) and _about(row.date, row.date_precision, span)
    ]


def came_of_it(lab: Entity, span: Span, as_of: dt.date) -> list[Finding]:
    """Rounds and deals that followed when a lab was looking for money: near what it sought they bear it out."""
    later = Span(span.start, span.end + _SEASON, "about")
    entries = [
        e
        for e in deals.ledger(as_of, read_by=as_of)
        if e.kind == "equity"
        and lab.party in e.takers
        and later.start <= e.announced <= later.end
        and e.amount.stated
    ]
    found = [_of_deal(e, e.amount.low, e.amount.high, "deals.amount") for e in entries] + rounds(
        lab, later, as_of
    )
    return [_as(f, "other_day") for f in found]


def valuations(lab: Entity, span: Span, as_of: dt.date) -> list[Finding]:
    """Valuations of a lab at the time of a claim, else the last one within a year before it."""
    priced = [row for row in _rounds(lab, as_of) if not math.isnan(row.post_money)]
    same = [r for r in priced if _same_month(r, span)]
    found = [_price_of(r, lab) for r in same]
    # Every one of the year before can bear a claim out; none of them overturns it.
    before = [r for r in priced if span.start - _A_YEAR <= r.date <= span.end and r not in same]
    return found + [_as(_price_of(r, lab), "other_day") for r in reversed(before)]


def valued_elsewhere(lab: Entity, span: Span, as_of: dt.date) -> list[Finding]:
    """Valuations near the time a lab sought one: they can bear it out, not overturn it."""
    return [_as(f, "other_day") for f in valuations(lab, span, as_of)]


def _same_month(row: RoundRow, span: Span) -> bool:
    day = row.date
    if span.kind == "year":
        return span.start <= day <= span.end
    return (day.year, day.month) == (span.end.year, span.end.month) or span.start <= day <= span.end


def _rounds(lab: Entity, as_of: dt.date) -> list[RoundRow]:
    table = facts.load_rounds(as_of)
    mine = (table["who"] == lab.lab) & ~table["source_id"].isin(facts.unread(as_of))
    return rows_of(table[mine].sort_values(["date", "round_id"]), RoundRow)


def _of_round(row: RoundRow, value: float, currency: str, metric: str, lab: Entity) -> Finding:
    day = row.date
    return Finding(
        value, value, currency, metric, lab.id, Span(day, day, "day"), definition=str(row.round),
        evidence=str(row.evidence), sources=(str(row.source_id),),
        qualifier=_hedge(row.qualifier) if metric == "rounds.amount" else "",
    )  # fmt: skip


def _price_of(row: RoundRow, lab: Entity) -> Finding:
    """Return what a lab was valued at, with the upper end of what was talked of."""
    found = _of_round(row, row.post_money, row.post_money_currency, "rounds.post_money", lab)
    return found if math.isnan(row.post_money_high) else replace(found, high=row.post_money_high)


def _as(finding: Finding, bearing: Bearing) -> Finding:
    return replace(finding, bearing=bearing)
