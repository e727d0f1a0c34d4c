"""What capex takes of revenue, and what cash it leaves."""

from __future__ import annotations

from ...exhibits.charts.lines import Line, line_chart
from ...exhibits.exhibit import Exhibit
from ...exhibits.theme import company_colour
from ...language import Number
from .capex import amount_tick
from .context import Review


@Review.shows
def capex_intensity(review: Review) -> Exhibit:
    """Capex over revenue, trailing twelve months."""
    language = review.language
    rows = {c: review.row("capex_intensity.ttm", c) for c in review.companies}
    rows = {c: row for c, row in rows.items() if any(p.known for p in row)}
    newest = sorted((row[-1] for row in rows.values() if row[-1].known), key=lambda p: -p.value)
    if newest:
        title = (
            review.say(
                "{company} spends {share} of its revenue on capex, {last} {low}",
                company=review.company(newest[0].company),
                share=Number(newest[0].value, "share"),
                last=review.company(newest[-1].company),
                low=Number(newest[-1].value, "share"),
            )
            if len(newest) > 1
            else review.say(
                "{company} spends {share} of its revenue on capex",
                company=review.company(newest[0].company),
                share=Number(newest[0].value, "share"),
            )
        )
    else:
        title = review.say("Capex intensity cannot be computed for {quarter}", quarter=review.quarter)
    return review.exhibit(
        "capex_intensity",
        title=title,
        subtitle=review.say("Capex (cash) ÷ revenue, trailing twelve months, per cent"),
        body=line_chart(
            review.quarters,
            [
                Line(review.company(c), company_colour(c), tuple(p.value for p in row))
                for c, row in rows.items()
            ],
            write=language.writes("share", "chart"),
            tick=lambda v: language.number(v * 100, 0),
        ),
        points=[p for row in rows.values() for p in row if p.known],
        alt=review.say("Line chart of capex intensity by company. {title}.", title=title),
        wide=False,
    )


@Review.shows
def free_cash_flow(review: Review) -> Exhibit:
    """Operating cash flow less cash capex, trailing twelve months."""
    language = review.language
    rows = {c: review.row("free_cash_flow.ttm", c) for c in review.companies}
    rows = {c: row for c, row in rows.items() if any(p.known for p in row)}
    newest = [row[-1] for row in rows.values() if row[-1].known]
    negative = [p.company for p in newest if p.value < 0]
    falling = [
        p.company
        for p in newest
        if (before := review.point("free_cash_flow.ttm", p.company, review.quarter - 4)).known
        and p.value < before.value
    ]
    if not newest:
        title = review.say("Free cash flow cannot be computed for {quarter}", quarter=review.quarter)
    elif negative:
        title = review.say(
            "Over twelve months free cash flow is below zero at {companies}",
            companies=language.join(map(review.company, negative)),
        )
    elif len(falling) == len(newest) > 1:
        title = review.say("Free cash flow fell on the year at every company, and stays above zero")
    elif falling:
        title = review.say(
            "Free cash flow fell on the year at {companies}; none is below zero",
            companies=language.join(map(review.company, falling)),
        )
    else:
        title = review.say("Free cash flow did not fall on the year at any company")
    return review.exhibit(
        "free_cash_flow",
        title=title,
        subtitle=review.say(
            "Operating cash flow less capex (cash), trailing twelve months, {unit}", unit=language.unit_name()
        ),
        body=line_chart(
            review.quarters,
            [
                Line(review.company(c), company_colour(c), tuple(p.value for p in row))
                for c, row in rows.items()
            ],
            write=language.writes("USD", "chart"),
            tick=amount_tick(review),
        ),
        points=[p for row in rows.values() for p in row if p.known],
        alt=review.say("Line chart of free cash flow by company. {title}.", title=title),
        notes=[review.say("Lease payments and acquisitions are not deducted.")],
        wide=False,
    )
