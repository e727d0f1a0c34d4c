"""What capex takes of revenue, and what cash it leaves."""

from __future__ import annotations

from ...exhibits.charts.lines import Line, line_chart
from ...exhibits.charts.scale import Scale
from ...exhibits.exhibit import Exhibit
from ...exhibits.theme import company_colour
from ...language import N_
from ...language.number import Number
from ...statements import Quantified, Statement, each, each_beyond, span, value
from .context import Review


@Review.shows
def capex_intensity(review: Review) -> Exhibit:
    """Capex over revenue, trailing twelve months."""
    language = review.language
    rows = {c: review.row("capex_intensity.ttm", c) for c in review.companies}
    rows = {c: row for c, row in rows.items() if any(p.known for p in row)}
    title = intensity_message(review)
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
            scale=Scale.per_cent(language),
        ),
        points=[p for row in rows.values() for p in row if p.known],
        alt=review.say("Line chart of capex intensity by company. {title}.", title=title),
        wide=False,
    )


def intensity_message(review: Review) -> Statement:
    """Say where capex takes most of revenue and where least, of those whose share can be computed."""
    shares = review.evidence("capex_intensity.ttm", review.everyone)
    if not shares.known:
        return review.state("Capex intensity cannot be computed for {quarter}", quarter=review.quarter)
    ordered = sorted(shares.known, key=lambda v: -v.value)
    first, last = ordered[0], ordered[-1]
    values = {
        "company": review.company(first.of),
        "share": Number(first.value, "share", first.of, decimals=0),
    }
    ends = span(shares)
    if ends is None:
        return review.state(
            "{company} spends {share} of its revenue on capex", value(shares, first.of), **values
        )
    return review.state(
        "{company} spends {share} of its revenue on capex, {last} {low}",
        ends,
        last=review.company(last.of),
        low=Number(last.value, "share", last.of, decimals=0),
        **values,
    )


_BELOW = Quantified(
    every=N_("Over twelve months free cash flow is below zero at every company"),
    both=N_("Over twelve months free cash flow is below zero at both companies"),
    none=N_("Over twelve months free cash flow is below zero at no company"),
    k_of_n=N_("Over twelve months free cash flow is below zero at {true}"),
    k_of_known=N_("Over twelve months free cash flow is below zero at {true}; {unknown} cannot be computed"),
    every_known=N_("Over twelve months free cash flow is below zero at {true}; {unknown} cannot be computed"),
    none_known=N_(
        "Over twelve months free cash flow is below zero at none of the {m} of {n} companies that can be computed"
    ),
    one=N_("Over twelve months free cash flow is below zero"),
    not_one=N_("Over twelve months free cash flow is not below zero"),
    nothing=N_("Free cash flow cannot be computed for {quarter}"),
)
_FELL = Quantified(
    every=N_("{sentence}, and fell on the year at every one"),
    both=N_("{sentence}, and fell on the year at both"),
    none=N_("{sentence}, and fell on the year at none"),
    k_of_n=N_("{sentence}, and fell on the year at {k} of {n}: {true}"),
    k_of_known=N_("{sentence}, and fell on the year at {true}; {unknown} cannot be compared"),
    every_known=N_("{sentence}, and fell on the year at the {m} of {n} that can be compared"),
    none_known=N_("{sentence}, and fell on the year at none of the {m} of {n} that can be compared"),
    one=N_("{sentence}, and fell on the year"),
    not_one=N_("{sentence}, and did not fall on the year"),
    nothing=N_("{sentence}"),
)


def cash_message(review: Review) -> Statement:
    """Say where free cash flow of twelve months is below zero, and where it fell on the year."""
    cash = review.evidence("free_cash_flow.ttm", review.everyone, "yoy")
    below, fell = each_beyond(cash, 0.0, sense="below"), each(cash, "fell")
    if below is None or fell is None:
        return review.state("Free cash flow cannot be computed for {quarter}", quarter=review.quarter)
    first = review.counted(_BELOW, below, review.company, quarter=review.quarter)
    return review.counted(_FELL, fell, review.company, sentence=first) if cash.known else first


@Review.shows
def free_cash_flow(review: Review) -> Exhibit:
    """Operating cash flow less cash capex, trailing twelve months."""
    language = review.language
    rows = {c: review.row("free_cash_flow.ttm", c) for c in review.companies}
    rows = {c: row for c, row in rows.items() if any(p.known for p in row)}
    title = cash_message(review)
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
            scale=Scale.money(language),
        ),
        points=[p for row in rows.values() for p in row if p.known],
        alt=review.say("Line chart of free cash flow by company. {title}.", title=title),
        notes=[review.say("Lease payments and acquisitions are not deducted.")],
        wide=False,
    )
