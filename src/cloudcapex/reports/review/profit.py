"""Cloud profitability: margins and operating income of the clouds that state them."""

from __future__ import annotations

import math

from ...exhibits.charts.bars import Stack, stacked_bars
from ...exhibits.charts.lines import Line, line_chart
from ...exhibits.charts.scale import Scale
from ...exhibits.exhibit import Exhibit
from ...exhibits.theme import company_colour
from ...language import N_
from ...language.number import Number
from ...statements import Evidence, Phrase, Statement, absence, change, total, value
from .capex import sum_of
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
            scale=Scale.per_cent(language),
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


_MARGIN = {
    "rose": N_("{cloud} up {change} to {margin}"),
    "held": N_("{cloud} level at {margin}"),
    "fell": N_("{cloud} down {change} to {margin}"),
}


def margin_message(review: Review) -> Statement:
    """Say where the margins stand and how each moved on the year."""
    margins = review.evidence("cloud_operating_margin", review.cloud_owners, "yoy")
    if not margins.known:
        return review.state(
            "The data hold no cloud margin for {quarter}", absence(margins), quarter=review.quarter
        )
    parts = [_margin(review, margins.only(v.of)) for v in sorted(margins.known, key=lambda v: -v.value)]
    return review.state("Cloud margins over the year: {list}", list=parts)


def _margin(review: Review, margin: Evidence) -> Statement:
    """One cloud's margin and how it moved."""
    now, moved = margin.known[0], change(margin)
    values = {"cloud": review.cloud(now.of), "margin": Number(now.value, "share", now.of, decimals=0)}
    if moved is None:
        return review.state("{cloud} at {margin}", value(margin), **values)
    points = Number(abs(now.delta), "points", now.of, decimals=0)
    return review.state(_MARGIN[str(moved.direction)], moved, change=points, **values)


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
    title = _profit_message(review)
    return review.exhibit(
        "cloud_profit",
        title=title,
        subtitle=review.say("Cloud operating income, {unit} a quarter", unit=language.unit_name()),
        body=stacked_bars(
            review.quarters,
            stacks,
            write=language.writes("USD", "chart"),
            scale=Scale.money(language),
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


_EARNED = (
    (N_("{clouds} earned {amount}"), N_("{clouds} earned {amount} between them")),
    (N_("{clouds} lost {amount}"), N_("{clouds} lost {amount} between them")),
)


def _profit_message(review: Review) -> Statement:
    """Say which clouds earned and which lost, with the sum of each."""
    profit = review.evidence("cloud_operating_income", review.cloud_owners)
    if not profit.known:
        return review.state(
            "The data hold no cloud operating income for {quarter}", absence(profit), quarter=review.quarter
        )
    earned, lost = ([v.of for v in profit.known if (v.value >= 0) == gain] for gain in (True, False))
    parts = []
    for members, (one, some) in zip((earned, lost), _EARNED, strict=True):
        held = total(profit.only(*members)) if members else None
        if held is not None:
            amount = Number(abs(sum_of(held)), profit.unit, "total", place="headline")
            clouds = [Phrase(review.cloud(c)) for c in members]
            parts.append(review.state(some if len(members) > 1 else one, held, clouds=clouds, amount=amount))
    return review.state("{clauses}", clauses=review.clauses(parts))
