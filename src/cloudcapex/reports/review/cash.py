"""What capex takes of revenue, and what cash it leaves."""

from __future__ import annotations

from ...exhibits.drawings import Lines
from ...exhibits.spec import Spec
from ...language import N_
from ...language.number import Number
from ...statements import Quantified, Statement, each, each_beyond, span, value
from .context import Review


def intensity_message(review: Review) -> Statement:
    """Say where capex takes most of revenue and where least, of those whose share can be computed."""
    shares = review.evidence("capex_intensity.ttm", review.everyone)
    if not shares.known:
        return review.state("Capex intensity cannot be computed for {quarter}")
    ordered = sorted(shares.known, key=lambda v: -v.value)
    first, last = ordered[0], ordered[-1]
    values = {
        "company": review.company(first.of),
        "share": review.carried(Number(first.value, "share", first.of, decimals=0), first),
    }
    ends = span(shares)
    if ends is None:
        return review.state(
            "{company} spends {share} of its revenue on capex", value(shares, first.of), **values
        )
    silent = [review.company(c) for c in ends.unknown]
    return review.state(
        N_("{company} spends {share} of its revenue on capex, {last} {low}; {silent} cannot be computed")
        if silent
        else N_("{company} spends {share} of its revenue on capex, {last} {low}"),
        ends,
        last=review.company(last.of),
        low=review.carried(Number(last.value, "share", last.of, decimals=0), last),
        silent=silent,
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
    not_one_known=N_(
        "Over twelve months free cash flow is not below zero at {false}; {unknown} cannot be computed"
    ),
    one=N_("Over twelve months free cash flow is below zero"),
    not_one=N_("Over twelve months free cash flow is not below zero"),
    nothing=N_("Free cash flow cannot be computed for {quarter}"),
)
_FELL = Quantified(
    every=N_("{sentence}, and fell on the year at every company"),
    both=N_("{sentence}, and fell on the year at both"),
    none=N_("{sentence}, and fell on the year at none"),
    k_of_n=N_("{sentence}, and fell on the year at {k} of {n}: {true}"),
    k_of_known=N_("{sentence}, and fell on the year at {true}; {unknown} cannot be compared"),
    every_known=N_("{sentence}, and fell on the year at the {m} of {n} that can be compared"),
    none_known=N_("{sentence}, and fell on the year at none of the {m} of {n} that can be compared"),
    one_known=N_("{sentence}, and fell on the year at {true}; {unknown} cannot be compared"),
    not_one_known=N_("{sentence}, and did not fall on the year at {false}; {unknown} cannot be compared"),
    one=N_("{sentence}, and fell on the year"),
    not_one=N_("{sentence}, and did not fall on the year"),
    nothing=N_("{sentence}"),
)


def cash_message(review: Review) -> Statement:
    """Say where free cash flow of twelve months is below zero, and where it fell on the year."""
    cash = review.evidence("free_cash_flow.ttm", review.spends_alike, "yoy")
    below, fell = each_beyond(cash, 0.0, sense="below"), each(cash, "fell")
    if below is None or fell is None:
        return review.state("Free cash flow cannot be computed for {quarter}")
    first = review.counted(_BELOW, below, review.company)
    return review.counted(_FELL, fell, review.company, sentence=first) if cash.known else first


capex_intensity = Review.shows(
    Spec(
        "capex_intensity",
        "capex_intensity.ttm",
        lambda review: review.companies,
        Lines("share"),
        subtitle=N_("Capex (cash) ÷ revenue, trailing twelve months, per cent"),
        message=intensity_message,
        alt=N_("Line chart of capex intensity by company. {title}."),
    )
)

free_cash_flow = Review.shows(
    Spec(
        "free_cash_flow",
        "free_cash_flow.ttm",
        lambda review: review.alike,
        Lines("money"),
        subtitle=N_("Operating cash flow less capex (cash), trailing twelve months, {unit}"),
        message=cash_message,
        alt=N_("Line chart of free cash flow by company. {title}."),
        notes=(
            N_("Lease payments and acquisitions are not deducted."),
            Review.apart_note,
        ),
    )
)
