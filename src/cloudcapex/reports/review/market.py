"""Shares of the market for cloud infrastructure, as they were published at the time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ... import facts
from ...exhibits.drawings import Lines
from ...exhibits.spec import Spec
from ...facts.rows import MarketRow
from ...language import N_, Number
from ...metrics.points import Point, no_point, stated_point
from ...periods import Quarter
from ...schema.rows import rows_of
from ...statements import Evidence, Phrase, Population, Statement, Value, absence, leader, value
from .context import Review

MARKET = "world_cloud_infrastructure"


def _vendors(review: Review) -> dict[str, str]:
    """The vendors whose shares are published, by the names they have there."""
    return {m.company: review.member(m) for m in facts.group("market_vendors")}


def share_message(review: Review) -> Statement:
    """Say who led in the newest quarter that was published, and of whom the data hold no share of it."""
    vendors = _vendors(review)
    rows = {vendor: _share_row(review, vendor) for vendor in vendors}
    newest = max((p.quarter for row in rows.values() for p in row if p.known), default=review.quarter)
    shares = Evidence.of(
        [_published(p) for row in rows.values() for p in row if p.quarter == newest],
        Population("vendors", tuple(rows)),
        review.quarter,
    )
    if not shares.known:
        return review.nothing("The data hold no market share up to {quarter}", shares, quarter=newest)
    silent = [v.of for v in shares.values if not v.known]
    first = leader(shares)
    if first is None:
        only = shares.known[0]
        return review.state(
            "{vendor} took {share} of the market in {quarter}; the data hold none of {silent}",
            value(shares, only.of),
            absence(shares.only(*silent)),
            vendor=vendors[only.of],
            share=Number(only.value, "share", only.of),
            quarter=newest,
            silent=[Phrase(vendors[of]) for of in silent],
        )
    leaders = first.named("leaders")
    if silent:  # a vendor without a share may have the largest: nobody leads
        return review.state(
            "Of the market in {quarter}: {list}; the data hold none of {silent}",
            absence(shares.only(*silent)),
            quarter=newest,
            list=_parts(review, shares, vendors),
            silent=[Phrase(vendors[of]) for of in silent],
        )
    message = _LEAD if len(leaders) == 1 else _LEAD_TOGETHER
    return review.state(
        message,
        first,
        value(shares, leaders[0]),
        leaders=[Phrase(vendors[of]) for of in leaders],
        share=Number(shares[leaders[0]].value, "share", leaders[0]),
        quarter=newest,
        list=_parts(review, shares, vendors, without=leaders),
    )


_LEAD = N_("{leaders} leads the market in {quarter} with {share}, followed by {list}")
_LEAD_TOGETHER = N_("{leaders} lead the market in {quarter} with {share}, followed by {list}")


def _parts(
    review: Review, shares: Evidence, vendors: Mapping[str, str], without: Sequence[str] = ()
) -> list[Statement]:
    """Each vendor with its share, the largest first."""
    return [
        review.state(
            "{vendor} {share}", value(shares, v.of), vendor=vendors[v.of], share=Number(v.value, v.unit, v.of)
        )
        for v in sorted(shares.known, key=lambda v: -v.value)
        if v.of not in without
    ]


def _published(p: Point) -> Value:
    return Value(
        p.company,
        f"market.share.{MARKET}",
        p.value,
        p.unit,
        sources=p.sources,
        reason=p.reason,
        when=str(p.quarter),
    )


def _share_row(review: Review, vendor: str) -> list[Point]:
    frame = facts.load_market(review.as_of)
    frame = frame[(frame["metric"] == "share") & (frame["vendor"] == vendor) & (frame["market"] == MARKET)]
    frame = frame.sort_values("filed")
    found: dict[Quarter, Point] = {}
    for row in rows_of(frame, MarketRow):
        quarter = Quarter.of(row.period_start, row.period_end)
        found[quarter] = stated_point(row, vendor, "market_share", quarter)
    return [found.get(q) or no_point(vendor, "market_share", q) for q in review.quarters]


_SYNERGY = N_(
    "Synergy Research Group, rounded to a whole per cent. A fall between two releases can be a new base, so small steps say nothing."
)

market_share = Review.shows(
    Spec(
        "market_share",
        _share_row,
        lambda review: tuple(_vendors(review)),
        Lines("share"),
        subtitle=N_(
            "Share of worldwide enterprise spending on cloud infrastructure, per cent, as published at the time"
        ),
        message=share_message,
        alt=N_("Line chart of market shares. {title}."),
        notes=_SYNERGY,
        name=lambda review, vendor: _vendors(review)[vendor],
        absent=N_("No published market share is in the data for any quarter up to {quarter}."),
    )
)
