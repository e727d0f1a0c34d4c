"""Deals a company is party to: the newest ones known on a day, each told once, amounts never added."""

from __future__ import annotations

from .... import facts
from ....exhibits.tables.table import Cell, Column, Table, missing, words
from ....language import Number
from ....ledger import deals
from ....ledger.deals import Entry
from ....schema.grades import is_second_hand
from ...deal_words import COUNTED, FORMS, STATUS
from ..context import Review
from ..guidance.exhibits import seen_until
from .facts import short_date

MOST = 4


def deals_of(review: Review, company: str) -> list[Entry]:
    """Every deal of a company announced by the last day of the edition, newest first, each told once as in any report.

    Entries that only add others up are left out.
    """
    told = deals.told_once(deals.ledger(seen_until(review)))
    totals = deals.totals(told)
    mine = [e for e in told if company in (*e.givers, *e.takers) and e.id not in totals]
    return sorted(mine, key=lambda e: (e.announced, e.id), reverse=True)


def deal_table(review: Review, told: list[Entry]) -> Table:
    """Print the newest deals: who with whom, the form, the amount, when, how far it got."""
    say = review.say
    columns = (
        Column(say("Newest deals: who gives → who receives"), "left", 3.0),
        Column(say("form"), "left", 1.9),
        Column(say("amount"), "right", 1.1),
        Column(say("known on"), "right", 1.1),
        Column(say("status"), "left", 1.0),
    )
    return Table(columns, tuple(_row(review, deal) for deal in told[:MOST]))


def _row(review: Review, deal: Entry) -> tuple[Cell, ...]:
    say = review.say
    return (
        words(
            say(
                "{first} → {second}",
                first=_names(review, deal.row.investor),
                second=_names(review, deal.row.recipient),
            )
        ),
        words(say(FORMS[deal.form])),
        _amount(review, deal),
        Cell(_day(review, deal), kind="figure"),
        words(say(STATUS[deal.row.status])),
    )


def _names(review: Review, cell: str) -> str:
    """The names parties deal under, listed with commas."""
    return review.language.listed(review.named(p.name) for p in facts.parties_of(cell))


def _amount(review: Review, deal: Entry) -> Cell:
    say, language = review.say, review.language
    source = review.source(deal.source)
    high, unit = deal.number("amount_high"), deal.row.unit
    top = high if high == high else deal.number("amount_low")
    if top != top:
        return missing("not_disclosed")
    text = language.write(Number(top, unit))
    if unit == "count":
        text = say(COUNTED[deal.form], amount=text)
    text = {
        "about": say("~{amount}", amount=text),
        "derived": say("~{amount}", amount=text),
        "over": say(">{amount}", amount=text),
        "at_least": say("≥{amount}", amount=text),
        "up_to": say("up to {amount}", amount=text),
    }.get(deal.row.qualifier, text)
    mark = "s" if is_second_hand(deal.evidence) else ""
    return Cell(text, url=source.url, marks=mark, kind="figure", hint=source.title)


def _day(review: Review, deal: Entry) -> str:
    """Write the day, or the month or year where no more is known."""
    from babel.dates import format_skeleton

    precision = deal.row.date_precision
    if precision == "day":
        return short_date(review, deal.announced)
    skeleton = "yMMM" if precision == "month" else "y"
    return format_skeleton(skeleton, deal.announced, locale=review.language.locale)
