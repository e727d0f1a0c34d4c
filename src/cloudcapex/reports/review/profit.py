"""Cloud profitability: margins and operating income of the clouds that state them."""

from __future__ import annotations

import math

from ...exhibits.charts.bars import Stack, stacked_bars
from ...exhibits.charts.lines import Line, line_chart
from ...exhibits.exhibit import Exhibit
from ...exhibits.theme import company_colour
from ...language import Number
from ...metrics.points import Point
from .context import Review


def _companies(review: Review, metric: str) -> list[str]:
    return [c for c in review.clouds if any(math.isfinite(v) for v in review.values(metric, c))]


@Review.shows
def cloud_margin(review: Review) -> Exhibit:
    """Operating margin of the clouds."""
    language = review.language
    companies = _companies(review, "cloud_operating_margin")
    points = [p for c in companies for p in review.row("cloud_operating_margin", c) if p.known]
    lines = [
        Line(
            review.cloud(c),
            company_colour(c),
            review.values("cloud_operating_margin", c),
            frozenset(i for i, p in enumerate(review.row("cloud_operating_margin", c)) if p.soft),
        )
        for c in companies
    ]
    title = margin_message(review)
    return review.exhibit(
        "cloud_margin",
        title=title,
        subtitle=review.say("Cloud operating income ÷ cloud revenue, per cent"),
        body=line_chart(
            review.quarters,
            lines,
            write=language.writes("share", "chart"),
            tick=lambda v: language.number(v * 100, 0),
        ),
        points=points,
        alt=review.say("Line chart of cloud operating margins. {title}.", title=title),
        notes=[
            review.say("Microsoft and Oracle state no operating income for Azure and OCI."),
            review.say("Hollow marks: from a rounded or secondary figure.")
            if any(p.soft for p in points)
            else "",
        ],
        wide=False,
    )


def margin_message(review: Review) -> str:
    """Say where the margins stand and how they moved on the year."""
    language = review.language
    now = [review.point("cloud_operating_margin", c) for c in _companies(review, "cloud_operating_margin")]
    now = [p for p in now if p.known]
    if not now:
        return review.say("No cloud margin can be computed for {quarter}", quarter=review.quarter)
    parts = []
    for p in sorted(now, key=lambda p: -p.value):
        before = review.point("cloud_operating_margin", p.company, review.quarter - 4)
        values = {"cloud": review.cloud(p.company), "margin": Number(p.value, "share")}
        if not before.known:
            parts.append(review.say("{cloud} at {margin}", **values))
            continue
        change = p.value - before.value
        values["change"] = Number(abs(change), "points", decimals=0)
        if abs(change) < 0.005:
            parts.append(review.say("{cloud} level at {margin}", **values))
        elif change > 0:
            parts.append(review.say("{cloud} up {change} to {margin}", **values))
        else:
            parts.append(review.say("{cloud} down {change} to {margin}", **values))
    return review.say("Cloud margins over the year: {list}", list=language.join(parts))


@Review.shows
def cloud_profit(review: Review) -> Exhibit:
    """Operating income of the clouds in dollars."""
    language = review.language
    companies = _companies(review, "cloud_operating_income")
    rows = {c: review.row("cloud_operating_income", c) for c in companies}
    points = [p for row in rows.values() for p in row if p.known]
    stacks = [
        Stack(
            review.cloud(c),
            company_colour(c),
            tuple(p.value for p in row),
            frozenset(i for i, p in enumerate(row) if p.soft),
        )
        for c, row in rows.items()
    ]
    newest = [row[-1] for row in rows.values() if row[-1].known]
    title = _profit_message(review, newest)
    return review.exhibit(
        "cloud_profit",
        title=title,
        subtitle=review.say("Cloud operating income, {unit} a quarter", unit=language.unit_name()),
        body=stacked_bars(
            review.quarters,
            stacks,
            write=language.writes("USD", "chart"),
            tick=lambda v: language.number(v / language.unit_size, 0),
            inside=True,
            total=len(newest) > 1,
        ),
        points=points,
        alt=review.say("Bars of cloud operating income. {title}.", title=title),
        notes=[
            review.say("Hatched: from a rounded or secondary figure.") if any(p.soft for p in points) else "",
        ],
        wide=False,
    )


def _profit_message(review: Review, newest: list[Point]) -> str:
    language = review.language
    earned, lost = [p for p in newest if p.value >= 0], [p for p in newest if p.value < 0]
    values = {
        "quarter": review.quarter,
        "earners": language.join([review.cloud(p.company) for p in earned]),
        "earned": Number(math.fsum(p.value for p in earned), "USD"),
        "losers": language.join([review.cloud(p.company) for p in lost]),
        "lost": Number(-math.fsum(p.value for p in lost), "USD"),
    }
    if len(earned) > 1 and not lost:
        return review.say("{earners} earned {earned} between them", **values)
    if earned and lost:
        return review.say("{earners} earned {earned}, {losers} lost {lost}", **values)
    if earned:
        return review.say("{earners} earned {earned}", **values)
    if lost:
        return review.say("{losers} lost {lost}", **values)
    return review.say("No cloud operating income was stated for {quarter}", **values)
