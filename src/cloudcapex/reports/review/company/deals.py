"""Deals a company is party to: the newest ones known on a day, each told once, amounts never added."""

from __future__ import annotations

from typing import Any, cast

import pandas as pd

from .... import facts
from ....exhibits.tables.table import Cell, Column, Table, missing, words
from ....language import Number
from ...deal_words import COUNTED, FORMS, STATUS
from ..context import Review
from ..guidance.exhibits import seen_until
from .facts import short_date
from .profiles import Profile

MOST = 4
_STRENGTH = ("filed", "company", "press", "secondary")

Deal = dict[str, Any]


def deals_of(review: Review, profile: Profile) -> list[Deal]:
    """Every deal of a company known by the review's day, newest first, each told by one row.

    Of rows that tell one deal, the newest stands: a row is left out where a known row of its group, or one that it
    names as overlapping, is newer or is the one that sums take. Running totals are left out.
    """
    known = _known(review)
    names = known["investor"] + "; " + known["recipient"]
    party = names.str.contains(profile.parties, regex=True)
    rows = cast("list[Deal]", known[party & (known["status"] != "cumulative")].to_dict("records"))
    everyone = {row["deal_id"]: row for row in cast("list[Deal]", known.to_dict("records"))}
    told = [row for row in rows if not any(_stands_before(o, row) for o in _twins(row, everyone))]
    return sorted(told, key=lambda row: (row["announced"], row["deal_id"]), reverse=True)


def _known(review: Review) -> pd.DataFrame:
    """Rows announced by the last day of the edition, whose document existed by its day of knowledge."""
    table = facts.load_table("deals")
    sources = facts.load_sources().set_index("source_id")
    published = table["source_id"].map(sources["filed"].fillna(sources["published"]))
    late = published > pd.Timestamp(review.as_of)
    return table[(table["announced"] <= pd.Timestamp(seen_until(review))) & ~late]


def _twins(row: Deal, everyone: dict[str, Deal]) -> list[Deal]:
    group = _text(row["deal_group"])
    named = set(_text(row["overlaps"]).split(";"))
    return [
        other
        for key, other in everyone.items()
        if key != row["deal_id"]
        and (
            key in named
            or row["deal_id"] in _text(other["overlaps"]).split(";")
            or (group and _text(other["deal_group"]) == group)
        )
    ]


def _stands_before(other: Deal, row: Deal) -> bool:
    """Whether a twin tells the deal better: the row sums take first, then the newer, then the better evidence."""

    def strength(deal: Deal) -> tuple[bool, Any, int, str]:
        rank = -_STRENGTH.index(deal["evidence"])
        return (deal["counts"] == "yes", deal["announced"], rank, deal["deal_id"])

    return other["status"] != "cumulative" and strength(other) > strength(row)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def deal_table(review: Review, deals: list[Deal]) -> Table:
    """Print the newest deals: who with whom, the form, the amount, when, how far it got."""
    say = review.say
    columns = (
        Column(say("Newest deals: who gives → who receives"), "left", 3.0),
        Column(say("form"), "left", 1.9),
        Column(say("amount"), "right", 1.1),
        Column(say("known on"), "right", 1.1),
        Column(say("status"), "left", 1.0),
    )
    return Table(columns, tuple(_row(review, deal) for deal in deals[:MOST]))


def _row(review: Review, deal: Deal) -> tuple[Cell, ...]:
    say = review.say
    return (
        words(say("{first} → {second}", first=_names(deal["investor"]), second=_names(deal["recipient"]))),
        words(say(FORMS[deal["form"]])),
        _amount(review, deal),
        Cell(_day(review, deal), kind="figure"),
        words(say(STATUS[deal["status"]])),
    )


def _names(text: str) -> str:
    """Parties as the ledger names them, listed with commas."""
    return text.replace("; ", ", ")


def _amount(review: Review, deal: Deal) -> Cell:
    say, language = review.say, review.language
    source = review.source(deal["source_id"])
    top = deal["amount_high"] if deal["amount_high"] == deal["amount_high"] else deal["amount_low"]
    if top != top:
        return missing("not_disclosed")
    text = language.write(Number(top, deal["unit"]))
    if deal["unit"] == "count":
        text = say(COUNTED[deal["form"]], amount=text)
    text = {
        "about": say("~{amount}", amount=text),
        "derived": say("~{amount}", amount=text),
        "over": say(">{amount}", amount=text),
        "at_least": say("≥{amount}", amount=text),
        "up_to": say("up to {amount}", amount=text),
    }.get(_text(deal["qualifier"]), text)
    mark = "s" if deal["evidence"] in ("press", "secondary") else ""
    return Cell(text, url=source.url, marks=mark, kind="figure", hint=source.title)


def _day(review: Review, deal: Deal) -> str:
    """Write the day, or the month or year where no more is known."""
    from babel.dates import format_skeleton

    day = deal["announced"].date()
    if deal["date_precision"] == "day":
        return short_date(review, day)
    skeleton = "yMMM" if deal["date_precision"] == "month" else "y"
    return format_skeleton(skeleton, day, locale=review.language.locale)
