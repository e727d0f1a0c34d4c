"""Shares of the market for cloud infrastructure, as they were published at the time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from ... import facts
from ...exhibits.absence import Absence
from ...exhibits.charts.lines import Line, line_chart
from ...exhibits.charts.scale import Scale
from ...exhibits.exhibit import Exhibit
from ...exhibits.theme import company_colour
from ...language import N_, Number
from ...metrics.points import Point, no_point, stated_point
from ...periods import Quarter
from ...statements import Evidence, Phrase, Population, Statement, Value, absence, leader, value
from .context import Review

MARKET = "world_cloud_infrastructure"


@Review.shows
def market_share(review: Review) -> Exhibit:
    """Worldwide shares of cloud infrastructure spending as published at the time."""
    language = review.language
    vendors = {m.company: review.member(m) for m in facts.group("market_vendors")}
    rows = {vendor: _share_row(review, vendor) for vendor in vendors}
    points = [p for row in rows.values() for p in row if p.known]
    subtitle = review.say(
        "Share of worldwide enterprise spending on cloud infrastructure, per cent, as published at the time"
    )
    title = share_message(review, vendors, rows)
    if not points:
        reason = review.say(
            "No published market share is in the data for any quarter up to {quarter}.",
            quarter=review.quarter,
        )
        return review.exhibit(
            "market_share",
            title=title,
            subtitle=subtitle,
            body=Absence(reason),
            points=[],
            alt=reason,
            wide=False,
        )
    return review.exhibit(
        "market_share",
        title=title,
        subtitle=subtitle,
        body=line_chart(
            review.quarters,
            [Line(vendors[v], company_colour(v), tuple(p.value for p in row)) for v, row in rows.items()],
            write=language.writes("share", "chart"),
            scale=Scale.per_cent(language),
        ),
        points=points,
        alt=review.say("Line chart of market shares. {title}.", title=title),
        notes=[
            review.say(
                "Synergy Research Group, rounded to a whole per cent. A fall between two releases can be a new base, so small steps say nothing."
            )
        ],
        wide=False,
    )


def share_message(
    review: Review, vendors: Mapping[str, str], rows: Mapping[str, Sequence[Point]]
) -> Statement:
    """Say who led in the newest quarter that was published, and of whom the data hold no share of it."""
    newest = max((p.quarter for row in rows.values() for p in row if p.known), default=review.quarter)
    shares = Evidence.of(
        [_published(p) for row in rows.values() for p in row if p.quarter == newest],
        Population("vendors", tuple(rows)),
        review.quarter,
    )
    if not shares.known:
        return review.state("The data hold no market share up to {quarter}", absence(shares), quarter=newest)
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
    message = _LEAD_OF_SOME if silent else _LEAD if len(leaders) == 1 else _LEAD_TOGETHER
    return review.state(
        message,
        first,
        value(shares, leaders[0]),
        leaders=[Phrase(vendors[of]) for of in leaders],
        share=Number(shares[leaders[0]].value, "share", leaders[0]),
        quarter=newest,
        list=_parts(review, shares, vendors, without=leaders),
        silent=[Phrase(vendors[of]) for of in silent],
    )


_LEAD = N_("{leaders} leads the market in {quarter} with {share}, before {list}")
_LEAD_TOGETHER = N_("{leaders} lead the market in {quarter} with {share}, before {list}")
_LEAD_OF_SOME = N_(
    "{leaders} leads the market in {quarter} with {share}, before {list}; the data hold none of {silent}"
)


def _parts(
    review: Review, shares: Evidence, vendors: Mapping[str, str], without: Sequence[str]
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
    for row in cast("list[dict[str, Any]]", frame.to_dict("records")):
        quarter = Quarter.of(row["period_start"].date(), row["period_end"].date())
        found[quarter] = stated_point(row, vendor, "market_share", quarter)
    return [found.get(q) or no_point(vendor, "market_share", q) for q in review.quarters]
