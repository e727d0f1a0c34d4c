"""What laboratories have promised against what their suppliers count as contracted, and against their revenue."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from ... import facts
from ...ledger import circular, deals
from ...ledger.circular import Bound
from ...ledger.deals import Amount, Entry
from ...metrics.points import Point
from ...periods import Quarter
from .context import Financing

STATED_SHARE = "openai_share_of_commercial_rpo"
GROWTH_WITHOUT = "commercial_rpo_growth_ex_openai"


@dataclass(frozen=True)
class Supplier:
    """One cloud: what laboratories promised it, what it counts as contracted, and the bound of their share.

    Attributes
    ----------
    announced : Amount
        Purchases announced by the end of the quarter, as best known on the ledger's day.
    contracted, revenue : Point
        The balance at the end of the quarter, and revenue of twelve months.
    bound : Bound or None
        None where no balance is known.
    rests : str
        What the bound rests on: ``stated``, ``growth``, ``announced`` or ``open``.
    points : tuple of Point
        Everything the bound was computed from.
    """

    slug: str
    announced: Amount
    entries: tuple[Entry, ...]
    contracted: Point
    revenue: Point
    bound: Bound | None
    rests: str
    points: tuple[Point, ...]


def suppliers(report: Financing) -> list[Supplier]:
    """Every cloud to which a laboratory had promised purchases by the end of the quarter, or that states a share."""
    found = [_supplier(report, slug) for slug in facts.slugs_of("contracts")]
    return [s for s in found if s.entries or s.rests in ("stated", "growth")]


def promises(report: Financing, supplier: str, quarter: Quarter | None = None) -> list[Entry]:
    """Purchases promised by laboratories and first announced by the end of a quarter, each deal once."""
    end = (quarter or report.quarter).end
    first: dict[tuple[str, str], dt.date] = {}
    for e in report.entries:
        first.setdefault(e.deal, e.announced)
    return [
        e
        for lab in report.laboratories
        for e in report.promised(lab, supplier)
        if first[e.deal] <= end and e.id not in report.totals
    ]


def _supplier(report: Financing, slug: str) -> Supplier:
    held = [m for m in facts.group("contracts") if m.company == slug]
    measures, revenue = [m.metric for m in held], held[0].against
    entries = promises(report, slug)
    announced = deals.total(entries) if entries else Amount()
    balances = [report.point(m, slug) for m in measures]
    contracted = next((p for p in balances if p.known), balances[0])
    bound, rests, points = _bound(report, slug, announced, entries, contracted)
    return Supplier(
        slug,
        announced,
        tuple(entries),
        contracted,
        report.point(revenue, slug),
        bound,
        rests,
        (contracted, *points),
    )


def _bound(
    report: Financing, slug: str, announced: Amount, entries: list[Entry], contracted: Point
) -> tuple[Bound | None, str, tuple[Point, ...]]:
    if not contracted.known:
        return None, "", ()
    others = [e for e in entries if e.givers != ("openai",)]
    more = deals.total(others).high if others else 0.0
    share = report.point(STATED_SHARE, slug)
    if share.known:
        return (
            circular.widened(circular.of_stated(share.value), more, contracted.value),
            "stated",
            (share,),
        )
    growth = report.point(GROWTH_WITHOUT, slug)
    before = report.point(contracted.metric, slug, report.quarter - 4)
    if growth.known and before.known:
        floor, behind = _others_then(report, slug, contracted.metric)
        return (
            circular.widened(
                circular.of_growth_without(contracted.value, before.value, growth.value, floor),
                more if floor else 0.0,
                contracted.value,
            ),
            "growth",
            (growth, before, *behind),
        )
    if not entries:
        return None, "", ()
    bound = circular.of_announced(announced.high, contracted.value)
    return bound, "open" if announced.open else "announced", ()


def _others_then(report: Financing, slug: str, metric: str) -> tuple[float, tuple[Point, ...]]:
    """What other customers owed when the company last stated the share, at the least; 0 where it never did."""
    for back in range(1, 5):
        quarter = report.quarter - back
        share, balance = report.point(STATED_SHARE, slug, quarter), report.point(metric, slug, quarter)
        if share.known and balance.known:
            least = (1 - share.value - circular.HALF_POINT) * (balance.value - circular.HALF_BILLION)
            return least, (share, balance)
    return 0.0, ()


def recorded(report: Financing) -> tuple[float, float, str, Quarter] | None:
    """Revenue that the partner recorded from OpenAI in the newest fiscal year told: amount, share, source, quarter."""
    partner = facts.only("openai_partner")
    frame = facts.load_facts(report.as_of)
    frame = frame[(frame["metric"] == partner.metric) & (frame["company"] == partner.company)]
    frame = frame[frame["period_end"].dt.date <= report.quarter.end].sort_values("period_end")
    if frame.empty:
        return None
    row = frame.iloc[-1]
    quarter = Quarter.containing(row["period_end"].date())
    whole = report.point(partner.against, partner.company, quarter)
    if not whole.known:
        return None
    return float(row["value"]), float(row["value"]) / whole.value, str(row["source_id"]), quarter


def at_most(supplier: Supplier) -> Amount | None:
    """Add up what the deals come to that were told as “up to” alone, while others have no amount; None where that is not how it is."""
    if not supplier.announced.open or supplier.announced.low:
        return None
    ended = [e for e in supplier.entries if not e.amount.open]
    return deals.total(ended) if ended else None


def coverage(supplier: Supplier) -> float:
    """Years of the supplier's revenue that the announced purchases would fill; NaN where revenue is not known."""
    if not (supplier.revenue.known and supplier.entries and supplier.announced.low):
        return math.nan
    return supplier.announced.low / supplier.revenue.value
