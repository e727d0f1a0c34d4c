"""What a seat lists at, and what the seats counted would bring in a year if each were paid so: a note below adoption."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from ... import facts
from ...language import Number
from ...metrics.points import Point
from ...metrics.stated import Stated, stated
from ...statements import Phrase
from ..stated import in_words
from .context import Review

SET = "seat_prices"
_MONTHS = 12


@dataclass(frozen=True)
class Seats:
    """A product: its newest list price of a seat a month, and how many seats were last counted; None where nobody said."""

    member: facts.Member
    price: Stated
    counted: Stated | None

    @property
    def yearly(self) -> float:
        """What they would bring in a year at that price; as a hedged count leaves it."""
        assert self.counted is not None
        return self.price.point.value * self.counted.point.value * _MONTHS


def seats(review: Review) -> tuple[Seats, ...]:
    """Return the products of companies with a page whose price was known, up to the quarter and the day."""
    found = []
    for member in facts.group(SET):
        if member.company not in review.pages:
            continue
        prices = _told(review, member, member.metric)
        counts = _told(review, member, member.against) if member.against else []
        if prices:
            found.append(Seats(member, prices[-1], counts[-1] if counts else None))
    return tuple(found)


def _told(review: Review, member: facts.Member, metric: str) -> list[Stated]:
    return stated(member.company, metric, review.quarter, review.as_of)


def seats_note(review: Review, shown: Collection[tuple[str, str]]) -> str:
    """Tell list prices, and the amount that seats of which a company tells the number come to.

    Parameters
    ----------
    shown : collection of (str, str)
        Company and metric of the rows above it: a price whose seats are not among them is not told.
    """
    found = [s for s in seats(review) if s.counted is None or (s.member.company, s.member.against) in shown]
    if not any(s.counted for s in found):
        return ""
    parts = [_one(review, s) for s in found]
    return review.say(
        "List prices of a seat a month: {list}. Computed as if every seat were paid at that price, and not what the company earns.",
        list=review.language.clauses(parts),
    )


def _one(review: Review, of: Seats) -> str:
    values = {
        "product": review.named(of.member.name),
        "price": Number(of.price.point.value, "USD"),
        "month": review.language.month(of.price.day),
    }
    if of.counted is None:
        return review.say("{product} {price} ({month})", **values)
    return review.say(
        "{product} {price} ({month}), with {seats} seats of {quarter}, {amount} a year",
        **values,
        seats=in_words(review, of.counted),
        quarter=of.counted.point.quarter,
        amount=_amount(review, of),
    )


def _amount(review: Review, of: Seats) -> Phrase:
    """Write the yearly amount with the hedge of the count."""
    assert of.counted is not None
    point = replace(of.counted.point, value=of.yearly, unit="USD", metric=of.member.metric)
    return in_words(review, replace(of.counted, point=point))


def seat_points(review: Review) -> Iterator[Point]:
    """Give the prices behind the note, with their documents."""
    return (s.price.point for s in seats(review))
