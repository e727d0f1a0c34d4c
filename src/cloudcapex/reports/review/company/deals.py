"""Deals a company is party to: the newest ones known on a day, each told once, amounts never added."""

from __future__ import annotations

from .... import facts
from ....exhibits.display import Columns, Head
from ....exhibits.tables.table import Cell, missing
from ....language import N_, Number
from ....ledger import deals
from ....ledger.deals import Entry
from ...deal_words import COUNTED, FORMS, state_of
from ..context import Review
from ..guidance.given import seen_until
from .facts import short_date

MOST = 4


def deals_of(review: Review, company: str) -> list[Entry]:
    """Every deal of a company announced by the last day of the edition, newest first, each told once as in any report.

    What only adds others up is left out, and what was read in a document that came out later.
    """
    told = deals.told_once(deals.ledger(seen_until(review), read_by=review.as_of))
    totals = deals.totals(told)
    mine = [e for e in told if company in (*e.givers, *e.takers) and e.id not in totals]
    return sorted(mine, key=lambda e: (e.announced, e.id), reverse=True)


def _between(review: Review, deal: Entry) -> str:
    first, second = (_names(review, getattr(deal.row, side)) for side in ("investor", "recipient"))
    return review.say("{first} → {second}", first=first, second=second)


def _names(review: Review, cell: str) -> str:
    """The names parties deal under, listed with commas."""
    return review.language.listed(review.named(p.name) for p in facts.parties_of(cell))


_HEDGES = {
    "about": N_("~{amount}"),
    "derived": N_("~{amount}"),
    "over": N_(">{amount}"),
    "at_least": N_("≥{amount}"),
    "up_to": N_("up to {amount}"),
}


def _amount(review: Review, deal: Entry) -> Cell:
    say, language = review.say, review.language
    high, unit = deal.number("amount_high"), deal.row.unit
    top = high if high == high else deal.number("amount_low")
    if top != top:
        return missing("not_disclosed")
    text = language.write(Number(top, unit))
    if unit == "count":
        text = say(COUNTED[deal.form], amount=text)
    hedge = _HEDGES.get(deal.row.qualifier)
    text = say(hedge, amount=text) if hedge else text
    return review.told_cell(text, deal.source, deal.evidence)


def _day(review: Review, deal: Entry) -> str:
    """Write the day, or the month or year where no more is known."""
    from babel.dates import format_skeleton

    precision = deal.row.date_precision
    if precision == "day":
        return short_date(review, deal.announced)
    skeleton = "yMMM" if precision == "month" else "y"
    return format_skeleton(skeleton, deal.announced, locale=review.language.locale)


# Who deals with whom, the form, the amount, when, how far it got: of the newest deals.
deal_table = Columns[Review](
    Head(N_("Newest deals: who gives → who receives"), _between, share=3.0),
    Head(N_("form"), lambda review, deal: review.say(FORMS[deal.form]), share=1.9),
    Head(N_("amount"), _amount, "right", 1.1),
    Head(N_("known on"), lambda review, deal: Cell(_day(review, deal), kind="figure"), "right", 1.1),
    Head(N_("status"), lambda review, deal: review.say(state_of(deal.row)), share=1.0),
)
