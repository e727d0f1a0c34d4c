"""The front page: the finding as a title, a summary and what changed."""

from __future__ import annotations

import math

from ... import facts
from ...language import N_
from ...language.number import Number
from ...statements import Assertion, Phrase, Statement, change, each, split, total
from ...statements.assertion import Direction, Quantifier
from ..company_report import OF_ONE_CURRENCY
from ..front_page import FrontPage, front_page_of
from .capex import capex_message, only_awaited, sum_of
from .changes import change_lines
from .context import Review
from .filed import who_filed
from .growth import growth_message, pace_clauses
from .takeaways import takeaways


@Review.shows
def front_page(review: Review) -> FrontPage:
    """Compute the front page of the review."""
    say, language = review.say, review.language
    months = language.months(review.quarter)
    period = f"{review.quarter} · {months}"
    other = other_fiscal_quarter(review)
    if other:
        company, fiscal = other
        period += say(" ({company} {fiscal})", company=review.company(company), fiscal=fiscal)
    return front_page_of(
        review,
        band=say("QUARTERLY REVIEW · CLOUD AND CAPITAL EXPENDITURE"),
        period=period,
        title=headline(review),
        summary=summary(review),
        takeaways=takeaways(review),
        aside_title=say("What changed since {quarter}", quarter=review.previous.quarter),
        asides=(review.tell(s, f"changed.{n}", "changed") for n, s in enumerate(since_last(review), start=1)),
    )


def other_fiscal_quarter(review: Review) -> tuple[str, str] | None:
    """The first company compared whose quarter is the calendar's under another name, with that name."""
    for company in review.companies:
        month, fiscal = facts.company(company).year_end_month, review.point("revenue", company).fiscal_quarter
        if month % 3 == 0 and month != 12 and fiscal:
            return company, fiscal
    return None


def headline(review: Review) -> Statement:
    """The finding of the quarter in one line: spending, and whether the clouds sped up."""
    spent = review.spending
    whole, grown, moved = total(spent), change(spent), split(review.pace)
    if whole is None or grown is None or moved is None:
        return capex_message(review)
    spending = review.state(
        _SPENDING["doubled" if _doubled(grown) else str(grown.direction)],
        grown,
        amount=Number(sum_of(whole), review.currency, "total", place="headline"),
        growth=review.grown(grown),
    )
    clouds = _clouds(review, moved)
    if clouds is None:
        return spending
    # Where the amount is not of all of them, what they do together is a clause of its own.
    apart = grown.population.of.endswith(OF_ONE_CURRENCY)
    form = N_("{spending}, {clouds}") if apart else N_("{spending} {clouds}")
    return review.state(form, spending=spending, clouds=clouds)


_SPENDING = {
    "doubled": N_("Capex doubles to {amount}"),
    "rose": N_("Capex rises {growth} to {amount}"),
    "held": N_("Capex holds at {amount}"),
    "fell": N_("Capex falls {growth} to {amount}"),
}


def _doubled(grown: Assertion) -> bool:
    """Whether a sum is about twice what it was; more than that is told by its growth."""
    return (
        1.995
        <= math.fsum(v.value for v in grown.values) / math.fsum(v.base_value for v in grown.values)
        < 2.05
    )


def _clouds(review: Review, moved: Assertion) -> Statement | None:
    """What the clouds did, where there are two or more: all of them, most of them, or each its own way."""
    if len(moved.population) < 2 or len(moved.true_of) < 2:
        return None
    if moved.quantifier in ("every", "both") and moved.direction in _TOGETHER:
        return review.state(_TOGETHER[moved.direction][moved.quantifier], moved)
    for direction, message in _MOST.items():
        some = each(review.pace, direction)
        if some is not None and some.count * 2 > len(some.population):
            return review.state(message, some)
    return review.state("with {clauses}", moved, clauses=pace_clauses(review, moved, now=True))


_TOGETHER: dict[Direction, dict[Quantifier, str]] = {
    "sped_up": {
        "every": N_("as every cloud compared speeds up"),
        "both": N_("as both clouds compared speed up"),
    },
    "slowed": {"every": N_("as every cloud compared slows"), "both": N_("as both clouds compared slow")},
    "held": {
        "every": N_("as growth holds at every cloud compared"),
        "both": N_("as growth holds at both clouds compared"),
    },
}
_MOST: dict[Direction, str] = {
    "sped_up": N_("as most clouds compared speed up"),
    "slowed": N_("as most clouds compared slow"),
    "held": N_("as growth holds at most clouds compared"),
}


def summary(review: Review) -> tuple[Statement, ...]:
    """Two sentences: what was spent on which basis, and what the clouds did."""
    return _spent(review), review.state("{sentence}.", sentence=growth_message(review))


def _spent(review: Review) -> Statement:
    """Who spent how much on which basis, with its growth on the year and on the quarter where both can be told."""
    spent, before = review.spending, review.evidence(review.basis, review.spends_alike, "qoq")
    whole = total(spent)
    if whole is None or not whole.complete:
        return _spent_so_far(review, whole) or review.state("{sentence}.", sentence=capex_message(review))
    year, quarter = change(spent), change(before)
    values = {
        "companies": [review.company(c) for c in whole.true_of],
        "amount": Number(sum_of(whole), review.currency, "total"),
        "basis": review.basis_name(),
    }
    if year is None or quarter is None:
        form = _SPENT_ALONE if len(whole.true_of) == 1 else _SPENT
        return review.state(form, whole, **values)
    form = _SPENT_ALONE_GROWN if len(whole.true_of) == 1 else _SPENT_GROWN
    return review.state(
        form,
        whole,
        year,
        quarter,
        year=_against(review, year, _ON_THE_YEAR),
        quarter=_against(review, quarter, _ON_THE_QUARTER),
        **values,
    )


def _spent_so_far(review: Review, whole: Assertion | None) -> Statement | None:
    """Who spent how much on which basis, and who has yet to report; None where a figure lacks for another reason."""
    if whole is None or not whole.true_of or not only_awaited(whole):
        return None
    return review.state(
        "{companies} spent {amount} on {basis} in the quarter; still to report: {awaited}.",
        whole,
        companies=[review.company(c) for c in whole.true_of],
        amount=Number(sum_of(whole), review.currency, "total"),
        basis=review.basis_name(),
        awaited=[review.company(c) for c in whole.unknown],
    )


def _against(review: Review, grown: Assertion, forms: tuple[str, str]) -> Phrase:
    """How a sum stands to an earlier one: its growth, or that it is level."""
    level, moved = forms
    return review.phrase(level if grown.direction == "held" else moved, growth=review.grown(grown, sign=True))


_ON_THE_YEAR = (N_("level on the year"), N_("{growth} on the year"))
_ON_THE_QUARTER = (N_("level on the quarter"), N_("{growth} on the quarter"))
_SPENT = N_("{companies} together spent {amount} on {basis} in the quarter.")
_SPENT_ALONE = N_("{companies} spent {amount} on {basis} in the quarter.")
_SPENT_GROWN = N_("{companies} together spent {amount} on {basis} in the quarter: {year} and {quarter}.")
_SPENT_ALONE_GROWN = N_("{companies} spent {amount} on {basis} in the quarter: {year} and {quarter}.")


def since_last(review: Review) -> tuple[Statement, ...]:
    """What changed since the last edition, and up to which day either looks."""
    day = review.state(
        "Compared with {before} as known on {day_before}. Nothing filed after {day} is used.",
        before=review.previous.quarter,
        day_before=review.language.date(review.previous.as_of),
        day=review.language.date(review.as_of),
    )
    return (who_filed(review), *change_lines(review), day)
