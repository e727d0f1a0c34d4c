"""The five findings of the quarter, each with its number, its comparison and its exhibit."""

from __future__ import annotations

from collections.abc import Collection

from ...language import N_
from ...language.number import Number
from ...statements import (
    Assertion,
    Evidence,
    Quantified,
    Statement,
    absence,
    change,
    each,
    each_beyond,
    record,
    span,
    value,
)
from ..front_page import Taken, ended
from .backlog import backlog_message, stated_contracts
from .capex import capex_message, count
from .context import Review
from .growth import growth_message, rate
from .guidance.exhibits import guidance_takeaway


def takeaways(review: Review) -> list[Taken]:
    """The five findings of the quarter, each with its number, its comparison and its exhibit."""
    guidance = review.state("Guidance."), guidance_takeaway(review), "guidance_ladder"
    return [_spending(review), _growth(review), _cash(review), guidance, _contracts(review)]


# --- spending --------------------------------------------------------------------------------------

_SPENDING = {
    "rose": N_("Spending is growing."),
    "held": N_("Spending holds."),
    "fell": N_("Spending is falling."),
}


def _spending(review: Review) -> Taken:
    grown, top = change(review.spending), record(review.spending, review.quarters[0])
    if grown is None:
        lead, body = review.state("Spending."), ended(review, capex_message(review))
    else:
        lead = (
            review.state("Spending is at its highest in {n} quarters.", top, n=count(top.result["n"]))
            if top
            else review.state(_SPENDING[str(grown.direction)], grown)
        )
        body = _spending_body(review, grown)
    return lead, body, "capex_total"


_BASIS_MOVED = {
    "rose": N_("{basis} rose {growth} on the year"),
    "held": N_("{basis} was level on the year"),
    "fell": N_("{basis} fell {growth} on the year"),
}


# By whether some cannot be compared.
_AT_LEAST_DOUBLED = {
    False: N_("{sentence}; it at least doubled at {companies}."),
    True: N_("{sentence}; it at least doubled at {companies}; {silent} cannot be compared."),
}
_FROM_TO = {
    False: N_("{sentence}; by company from {low} at {last} to {high} at {first}."),
    True: N_(
        "{sentence}; by company from {low} at {last} to {high} at {first}; {silent} cannot be compared."
    ),
}


def _spending_body(review: Review, grown: Assertion) -> Statement:
    """How much more was spent, and how that differs by company."""
    first = review.state(
        _BASIS_MOVED[str(grown.direction)],
        grown,
        basis=review.language.sentence(review.basis_name()),
        growth=review.grown(grown),
    )
    rates = review.evidence(f"{review.basis}.yoy", review.everyone)
    doubled, ends = each_beyond(rates, 1.0, inclusive=True), span(rates)
    if doubled is not None and doubled.count and len(doubled.population) > 1:
        names, silent = (
            [review.company(c) for c in members] for members in (doubled.true_of, doubled.unknown)
        )
        return review.state(
            _AT_LEAST_DOUBLED[bool(silent)], doubled, sentence=first, companies=names, silent=silent
        )
    if ends is None:
        return ended(review, first)
    low, high = _ends(rates)
    silent = [review.company(c) for c in ends.unknown]
    return review.state(
        _FROM_TO[bool(silent)],
        ends,
        sentence=first,
        silent=silent,
        low=rate(review, rates[low]),
        last=review.company(low),
        high=rate(review, rates[high]),
        first=review.company(high),
    )


def _ends(evidence: Evidence) -> tuple[str, str]:
    """Who has the smallest value and who the largest."""
    ordered = sorted(evidence.known, key=lambda v: v.value)
    return ordered[0].of, ordered[-1].of


# --- growth ----------------------------------------------------------------------------------------

_PACE = Quantified(
    every=N_("Growth is speeding up at every cloud compared."),
    both=N_("Growth is speeding up at both clouds compared."),
    none=N_("No cloud compared is speeding up."),
    k_of_n=N_("Growth is speeding up at {k} of {n} clouds."),
    k_of_known=N_("Of {n} clouds, {m} can be compared, and {k} sped up."),
    every_known=N_("The {k} of {n} clouds that can be compared sped up."),
    one_known=N_("Of {n} clouds, {m} can be compared: {true}, which sped up."),
    none_known=N_("Of {n} clouds, {m} can be compared, and none sped up."),
    not_one_known=N_("Of {n} clouds, {m} can be compared: {false}, which did not speed up."),
    one=N_("Growth is speeding up."),
    not_one=N_("Growth."),
    nothing=N_("Growth."),
)


def _growth(review: Review) -> Taken:
    faster = each(review.pace, "sped_up")
    if faster is None or not review.pace.known:
        lead, body = review.state("Growth."), ended(review, growth_message(review))
    else:
        lead = review.counted(_PACE, faster, review.cloud)
        rates = [
            review.phrase("{name} {value}", name=review.cloud(v.of), value=rate(review, v))
            for v in review.pace.known
        ]
        unheard = [v.of for v in review.pace.values if not v.known]
        silent = [review.cloud(of) for of in unheard]
        held = [value(review.pace, v.of) for v in review.pace.known]
        if unheard:
            held.append(absence(review.pace.only(*unheard)))
        body = (
            review.state(
                "On the year: {rates}; {silent} without a figure.",
                *held,
                rates=review.clauses(rates),
                silent=silent,
            )
            if silent
            else review.state("On the year: {rates}.", *held, rates=review.clauses(rates))
        )
    return lead, body, "cloud_growth"


# --- cash ------------------------------------------------------------------------------------------

_CASH = Quantified(
    every=N_("Free cash flow fell at every company."),
    both=N_("Free cash flow fell at both companies."),
    none=N_("Free cash flow fell at no company."),
    most=N_("Free cash flow fell at most companies."),
    k_of_n=N_("Free cash flow fell at {k} of {n} companies."),
    k_of_known=N_("Free cash flow fell at {true}; {unknown} cannot be compared."),
    every_known=N_("Free cash flow fell at the {k} of {n} companies that can be compared."),
    one_known=N_("Free cash flow fell at {true}, of {n} companies the {m} that can be compared."),
    not_one_known=N_("Of {n} companies, {m} can be compared: {false}, where free cash flow did not fall."),
    none_known=N_("Free cash flow fell at none of the {m} of {n} companies that can be compared."),
    one=N_("Free cash flow fell."),
    not_one=N_("Free cash flow did not fall."),
    nothing=N_("Cash."),
)
_BELOW = Quantified(
    every=N_("{sentence}; over the same months free cash flow is below zero at every company."),
    both=N_("{sentence}; over the same months free cash flow is below zero at both of them."),
    none=N_("{sentence}; over the same months free cash flow is below zero at none of them."),
    k_of_n=N_("{sentence}; over the same months free cash flow is below zero at {true}."),
    k_of_known=N_(
        "{sentence}; over the same months free cash flow is below zero at {true}; {unknown} cannot be computed."
    ),
    every_known=N_(
        "{sentence}; over the same months free cash flow is below zero at {true}; {unknown} cannot be computed."
    ),
    none_known=N_(
        "{sentence}; over the same months free cash flow is below zero at none of the {m} of {n} that can be computed."
    ),
    not_one_known=N_(
        "{sentence}; over the same months free cash flow is not below zero at {false}; {unknown} cannot be computed."
    ),
    one=N_("{sentence}; over the same months free cash flow is below zero."),
    not_one=N_("{sentence}; over the same months free cash flow is not below zero."),
    nothing=N_("{sentence}."),
)


def _cash(review: Review) -> Taken:
    intensity = review.evidence("capex_intensity.ttm", review.everyone)
    cash = review.evidence("free_cash_flow.ttm", review.spends_alike, "yoy")
    fell = each(cash, "fell")
    lead = review.counted(_CASH, fell, review.company) if fell else review.state("Cash.")
    if not intensity.known:
        body = review.state("Capex intensity cannot be computed for {quarter}.")
    else:
        below = each_beyond(cash, 0.0, sense="below")
        # Where nobody's cash is known, nothing is said of it and nobody is named.
        named = below.unknown if below and _BELOW.choose(below) != _BELOW.nothing else ()
        body = _taken(review, intensity, named_after=named)
        body = review.counted(_BELOW, below, review.company, sentence=body) if below else ended(review, body)
    return lead, body, "free_cash_flow" if fell else "capex_intensity"


def _taken(review: Review, intensity: Evidence, named_after: Collection[str] = ()) -> Statement:
    """What capex took of revenue where it took most and where least; who is silent, where just these are not named after it."""
    low, high = _ends(intensity)
    share = {
        c: review.carried(Number(intensity[c].value, "share", c, decimals=0), intensity[c])
        for c in (low, high)
    }
    ends = span(intensity)
    if ends is None:
        return review.state(
            "Capex took {high} of {first} revenue over twelve months",
            value(intensity, high),
            high=share[high],
            first=review.possessive(review.company(high)),
        )
    silent = [review.company(c) for c in ends.unknown if {*ends.unknown} != {*named_after}]
    return review.state(
        N_(
            "Over twelve months capex took from {low} of {last} revenue to {high} of {first}; {silent} cannot be computed"
        )
        if silent
        else N_("Over twelve months capex took from {low} of {last} revenue to {high} of {first}"),
        ends,
        silent=silent,
        high=share[high],
        first=review.possessive(review.company(high)),
        low=share[low],
        last=review.possessive(review.company(low)),
    )


# --- contracts -------------------------------------------------------------------------------------


def _contracts(review: Review) -> Taken:
    stated = stated_contracts(review)
    body = backlog_message(review)
    if not stated.known:
        return review.state("Backlog."), ended(review, body), "backlog"
    amounts = [
        review.phrase("{name} {value}", name=review.company(v.of), value=Number(v.value, v.unit, v.of))
        for v in stated.known
    ]
    whole = review.state(
        N_("{sentence}. Stated, each on its own measure: {stated}.")
        if len(amounts) > 1
        else N_("{sentence}. Stated: {stated}."),
        *(value(stated, v.of) for v in stated.known),
        sentence=body,
        stated=amounts,
    )
    return review.state("Contracts."), whole, "backlog"
