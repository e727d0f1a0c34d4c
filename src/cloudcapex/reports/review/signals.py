"""Demand for AI, as far as companies state it: points of growth, chips sold, laboratories' run-rates, market shares."""

from __future__ import annotations

import math
from typing import Any, cast

from ... import facts, metrics
from ...exhibits.absence import Absence
from ...exhibits.charts.lines import Line, line_chart
from ...exhibits.charts.panels import Panel, panel_grid
from ...exhibits.charts.scale import Scale
from ...exhibits.exhibit import Exhibit
from ...exhibits.theme import company_colour
from ...language import Number
from ...metrics.labs import run_rates
from ...metrics.points import Point, no_point, stated_point
from ...periods import Quarter
from .context import Review


@Review.shows
def ai_signals(review: Review) -> Exhibit:
    """Azure's AI points, NVIDIA's data-centre revenue and CoreWeave's revenue."""
    language = review.language
    panels, points = [], []
    for member in facts.group("ai_signals"):
        row = review.row(member.metric, member.company)
        known = [p for p in row if p.known]
        points += known
        if not known:
            continue
        share = known[-1].unit == "share"
        subtitle = (
            review.say("percentage points, last stated {quarter}", quarter=known[-1].quarter)
            if share
            else review.say("{unit} a quarter", unit=language.unit_name(known[-1].unit))
        )
        panels.append(
            Panel(
                review.member(member),
                tuple(p.value for p in row),
                company_colour(member.company),
                write=(language.writes("share", "chart")) if share else language.writes("USD", "chart"),
                scale=Scale.per_cent(language) if share else Scale.money(language),
                subtitle=subtitle,
                shape="lines" if share else "bars",
                soft=frozenset(i for i, p in enumerate(row) if p.soft),
            )
        )
    title = signals_message(review)
    subtitle = review.say("Figures the companies state; each panel on its own scale")
    if not panels:
        reason = review.say(
            "No company had stated a figure on AI demand by {quarter}.", quarter=review.quarter
        )
        return review.exhibit(
            "ai_signals", title=title, subtitle=subtitle, body=Absence(reason), points=[], alt=reason
        )
    return review.exhibit(
        "ai_signals",
        title=title,
        subtitle=subtitle,
        body=panel_grid(review.quarters, panels, columns=3, row_height=1.45),
        points=points,
        alt=review.say("Small charts of AI demand signals. {title}.", title=title),
        notes=[
            review.say(
                "NVIDIA’s quarter ends about a month later than the calendar’s; it is a supplier, so its revenue is others’ capex."
            ),
            *_stopped_notes(review),
        ],
    )


def _stopped_notes(review: Review) -> list[str]:
    """Name the companies that once stated points of growth and state none of the quarter."""
    silent = [
        m.company
        for m in _of_growth()
        if any(p.known for p in review.row(m.metric, m.company)[:-1])
        and not review.point(m.metric, m.company).known
    ]
    return [
        review.say("{company} stopped stating AI points after the quarter shown.", company=review.company(c))
        for c in silent
    ]


def _of_growth() -> list[facts.Member]:
    """The signals that are points of growth."""
    return [m for m in facts.group("ai_signals") if metrics.unit_of(m.metric) == "share"]


def signals_message(review: Review) -> str:
    """Say what the newest demand figures show."""
    maker = facts.only("chip_maker")
    chips, growth = (
        review.point(maker.metric, maker.company),
        review.point(f"{maker.metric}.yoy", maker.company),
    )
    if chips.known and growth.known:
        values = {"amount": Number(chips.value, "USD"), "growth": Number(abs(growth.value), "share")}
        if growth.value > 0:
            return review.say(
                "NVIDIA sold data centres {amount} of chips and systems, {growth} more than a year before",
                **values,
            )
        return review.say(
            "NVIDIA sold data centres {amount} of chips and systems, {growth} less than a year before",
            **values,
        )
    if chips.known:
        return review.say(
            "NVIDIA sold data centres {amount} of chips and systems", amount=Number(chips.value, "USD")
        )
    for member in _of_growth():
        added = review.point(member.metric, member.company)
        if added.known:
            return review.say(
                "AI services added {points} to {cloud} growth",
                points=Number(added.value, "points"),
                cloud=review.possessive(review.cloud(member.company)),
            )
    sold = [m for m in facts.group("ai_signals") if m not in _of_growth()]
    if any(p.known for m in sold for p in review.row(m.metric, m.company)):
        return review.say("No new figure on AI demand was stated by the day of this edition")
    return review.say("AI demand was not yet stated in figures in {quarter}", quarter=review.quarter)


@Review.shows
def lab_revenue(review: Review) -> Exhibit:
    """Annualised revenue of the AI laboratories, by the newest statement in each quarter."""
    language = review.language
    rows = {lab: run_rates(lab, review.quarters, review.as_of) for lab in facts.charted_labs()}
    points = [p for row in rows.values() for p in row if p.known]
    subtitle = review.say(
        "Annualised revenue run-rate, newest statement in each quarter, {unit}", unit=language.unit_name()
    )
    newest = {lab: found[-1] for lab, row in rows.items() if (found := [p for p in row if p.known])}
    if not newest:
        reason = review.say("No laboratory’s revenue had been stated by {quarter}.", quarter=review.quarter)
        return review.exhibit(
            "lab_revenue",
            title=review.say("The laboratories’ revenue was not yet known"),
            subtitle=subtitle,
            body=Absence(reason),
            points=[],
            alt=reason,
            wide=False,
        )
    parts = [
        review.say(
            "{lab} at {amount} ({quarter})",
            lab=review.party(lab),
            amount=Number(p.value, "USD"),
            quarter=p.quarter,
        )
        for lab, p in sorted(newest.items(), key=lambda item: -item[1].value)
    ]
    title = review.say("Stated run-rates: {list}", list=language.join(parts))
    return review.exhibit(
        "lab_revenue",
        title=title,
        subtitle=subtitle,
        body=line_chart(
            review.quarters,
            [
                Line(
                    review.party(lab),
                    company_colour(lab),
                    tuple(p.value for p in row),
                    frozenset(i for i, p in enumerate(row) if p.soft),
                )
                for lab, row in rows.items()
            ],
            write=language.writes("USD", "chart"),
            scale=Scale.money(language),
        ),
        points=points,
        alt=review.say("Line chart of laboratories’ revenue run-rates. {title}.", title=title),
        notes=[
            review.say(
                "A run-rate is a month times twelve, not revenue earned. Hollow marks: press reports, not company statements."
            )
        ],
        wide=False,
    )


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
    newest = {v: found[-1] for v, row in rows.items() if (found := [p for p in row if p.known])}
    if not newest:
        reason = review.say(
            "No published market share is in the data for any quarter up to {quarter}.",
            quarter=review.quarter,
        )
        return review.exhibit(
            "market_share",
            title=review.say("Market shares are not in the data before {quarter}", quarter="2021Q2"),
            subtitle=subtitle,
            body=Absence(reason),
            points=[],
            alt=reason,
            wide=False,
        )
    top = max(newest.values(), key=lambda p: p.value)
    three = [p for p in newest.values() if p.quarter == top.quarter]
    title = (
        review.say(
            "The three largest held {share} of the market in {quarter}",
            share=Number(math.fsum(p.value for p in three), "share"),
            quarter=top.quarter,
        )
        if len(three) == 3
        else review.say(
            "{vendor} held {share} of the market in {quarter}",
            vendor=vendors[top.company],
            share=Number(top.value, "share"),
            quarter=top.quarter,
        )
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


def _share_row(review: Review, vendor: str) -> list[Point]:
    frame = facts.load_market(review.as_of)
    frame = frame[
        (frame["metric"] == "share") & (frame["vendor"] == vendor) & frame["market"].str.startswith("world")
    ]
    frame = frame.sort_values("filed")
    found: dict[Quarter, Point] = {}
    for row in cast("list[dict[str, Any]]", frame.to_dict("records")):
        quarter = Quarter.of(row["period_start"].date(), row["period_end"].date())
        found[quarter] = stated_point(row, vendor, "market_share", quarter)
    return [found.get(q) or no_point(vendor, "market_share", q) for q in review.quarters]
