"""Who pays and what comes back, company by company: what the two answers tell, and the exhibit that prints it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from .... import metrics
from ....exhibits.display import Columns, Display, Head, figure
from ....exhibits.tables.table import Cell
from ....language import N_, Number
from ....metrics.points import Point
from ....statements import Evidence, Phrase
from ...free_cash import TAKEN, taken_message
from ...returns import added
from ..context import Review

CASH = "operating_cash_flow.ttm"
DEBT, LEASES, PURCHASES = "long_term_debt", "leases_not_yet_commenced", "purchase_commitments"
REVENUE, INCOME = "cloud_revenue", "cloud_operating_income"


def flows(review: Review) -> tuple[Evidence, Evidence]:
    """Gather operating cash flow and capex of four quarters, of the companies whose both are known."""
    cash, spent = (review.evidence(m, review.spends_alike) for m in (CASH, f"{review.basis}.ttm"))
    both = [v.of for v in cash.known if spent[v.of].known]
    return cash.only(*both), spent.only(*both)


def owed(review: Review, metric: str) -> Evidence:
    """Gather a balance at the end of the quarter, of the companies whose is known."""
    found = review.evidence(metric, review.spends_alike)
    return found.only(*(v.of for v in found.known))


def returned(review: Review, metric: str) -> Evidence:
    """Gather what a year changed for a unit of capex two years before, of each cloud whose figures allow it.

    Of an edition in another currency than dollars it is of none.
    """
    members = review.earns_alike.members if review.currency == "USD" else ()
    known = [p for p in (added(review, metric, c, review.quarter) for c in members) if p.known]
    return Evidence.of_points(known, review.earns_alike.only(*(p.company for p in known)), review.quarter)


def together(found: Evidence) -> float:
    """Add up what was gathered; NaN for nothing."""
    return math.fsum(v.value for v in found.known) if found.known else math.nan


# the exhibit ------------------------------------------------------------------------------------


def _shown(review: Review) -> dict[str, Head[Review]]:
    """Return the columns in which somebody has a figure, by measure."""

    def made() -> dict[str, Head[Review]]:
        return {m: head for m, head in _figures(review).items() if "" in _reasons(review, head)}

    return review.made("columns of who pays", made)


def _reasons(review: Review, head: Head[Review]) -> set[str]:
    """Return why figures of a column are missing; empty of those that are there."""
    assert head.point is not None  # each column is of figures
    return {head.point(review, c).reason for c in review.alike}


def _figures(review: Review) -> dict[str, Head[Review]]:
    cash, spent = flows(review)
    found = {
        CASH: _amount(_label("operating_cash_flow"), CASH, 0.95, cash),
        review.basis: _amount(_basis, f"{review.basis}.ttm", 0.85, spent),
        TAKEN: figure(
            N_("Capex (cash) ÷ operating cash flow"),
            lambda review, c: review.point(TAKEN, c),
            lambda review, p: review.language.writes("share", "table"),
            1.2,
            computed=True,
        ),
        DEBT: _amount(_label(DEBT), DEBT, 0.85, owed(review, DEBT)),
        LEASES: _amount(_label(LEASES), LEASES, 1.0, owed(review, LEASES)),
        PURCHASES: _amount(_label(PURCHASES), PURCHASES, 1.05),
    }
    if review.currency != "USD":
        return found
    return found | {
        REVENUE: _per_dollar(N_("Cloud revenue per dollar"), REVENUE, returned(review, REVENUE)),
        INCOME: _per_dollar(N_("Cloud operating income per dollar"), INCOME, returned(review, INCOME)),
    }


def _label(metric: str) -> Callable[[Review], str]:
    return lambda review: str(metrics.describe(metric)[review.language.column("label")])


def _basis(review: Review) -> str:
    return review.language.sentence(review.basis_name())


def _amount(
    heading: Callable[[Review], str], metric: str, share: float, summed: Evidence | None = None
) -> Head[Review]:
    """Make a column of amounts, under it what the companies of the answer come to."""
    total = None if summed is None else _sum(summed)
    return figure(
        heading, lambda review, c: review.point(metric, c), Review.money, share, computed=True, total=total
    )


def _sum(summed: Evidence) -> Callable[[Review], Cell]:
    return lambda review: review.summed(
        together(summed), review.language.writes(review.currency, "table"), summed.marks
    )


def _per_dollar(heading: str, metric: str, gathered: Evidence) -> Head[Review]:
    """Make a column of what came back, written as in the answer that was gathered for."""

    def point(review: Review, company: str) -> Point:
        return added(review, metric, company, review.quarter)

    def cell(review: Review, company: str) -> Cell:
        found = point(review, company)
        if not found.known:
            return review.cell(found, str)
        number = Number(found.value, found.unit, company)
        about = isinstance(review.carried(number, gathered[company]), Phrase)
        text = review.language.write(replace(number, about=about))
        return review.linked(text, *found.sources, marks=found.marks).plain()

    return Head(heading, cell, "right", 1.0, point)


def _columns(review: Review) -> list[Head[Review]]:
    shown, company = _shown(review).values(), Head(N_("Company"), Review.company, share=1.1)
    if len(review.alike) == 1:
        return [company, *(replace(head, total=None) for head in shown)]
    return [replace(company, total=lambda review: review.say("Together")), *shown]


def _cautions(review: Review, rows: Sequence[str]) -> str:
    """Say what must be known of the columns that are there."""
    shown = _shown(review)
    return review.language.sentences(
        *(review.say(note) for measure, note in _CAUTIONS.items() if measure in shown)
    )


_CAUTIONS = {
    LEASES: N_("Leases not yet commenced are in no balance sheet."),
    PURCHASES: N_("Purchase commitments are on definitions of their own and not added."),
    REVENUE: N_("Per dollar: capex is that of the whole company, and revenue is not profit."),
}


def _some(review: Review, rows: Sequence[str]) -> str:
    """Say what the sums are of, where some of the companies are in none of one."""
    sums = (flows(review)[0], owed(review, DEBT), owed(review, LEASES))
    partly = any(0 < len(found.known) < len(rows) for found in sums)
    return review.say("Together: of the companies with a figure.") if partly and len(rows) > 1 else ""


def _left_out(review: Review, rows: Sequence[str]) -> str:
    """Name the columns in which nobody has a figure, of what applies to somebody."""
    reasons = {head.column(review).head: _reasons(review, head) for head in _figures(review).values()}
    lacking = [name for name, why in reasons.items() if "" not in why and why != {"not_applicable"}]
    if not lacking:
        return ""
    return review.say(
        "The data hold no figure for {quarter} of: {list}.",
        quarter=review.quarter,
        list=review.language.listed(lacking),
    )


def _subtitle(review: Review) -> str:
    return review.say(
        "Four quarters to {quarter} and balances at its end, {unit}; per dollar: change in a year for a dollar of capex "
        "two years before"
        if REVENUE in _shown(review)
        else "Four quarters to {quarter} and balances at its end, {unit}",
        quarter=review.quarter,
        unit=review.language.unit_name(review.currency),
    )


paid_and_returned = Review.shows(
    Display(
        "paid_and_returned",
        lambda review: review.alike if _shown(review) else (),
        Columns(_columns),
        subtitle=_subtitle,
        message=lambda review: taken_message(review, review.spends_alike),
        alt=N_("Table of who pays for capex and what comes back, by company. {title}."),
        notes=(_cautions, _some, _left_out, Review.apart_note, Review.missing_note),
    )
)
