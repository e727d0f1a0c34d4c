"""What companies said of capex that belongs to an edition: all of it, for open years, and for closed ones."""

from __future__ import annotations

import datetime as dt

from ....guidance.ladders import Ladder, ladders
from ....guidance.scores import Outlook, Score, outlook, score
from ....metrics import counted_until
from ..context import Review

MOST = 5


def seen_until(review: Review) -> dt.date:
    """The last day whose statements belong to the quarter's edition."""
    return counted_until(review.quarter, review.as_of)


def given(review: Review) -> list[Ladder]:
    """Return everything the companies said of capex that belongs to the edition."""
    return ladders(review.companies, review.as_of, until=seen_until(review))


def open_years(review: Review) -> list[Outlook]:
    """The year each company's guidance looks to from the quarter: the one that holds the next quarter.

    A year with a figure goes before one of words, a calendar year before a fiscal one. At most five companies;
    those that gave figures stay.
    """
    following = review.quarter + 1
    best: dict[str, Ladder] = {}
    for ladder in given(review):
        if ladder.target.year is None or following not in ladder.target.quarters:
            continue
        other = best.get(ladder.company)
        if other is None or _rank(ladder) > _rank(other):
            best[ladder.company] = ladder
    kept = list(best.values())
    while len(kept) > MOST:
        silent = [ladder for ladder in kept if not ladder.last]
        kept.remove((silent or kept)[-1])
    units = [ladder.last.unit for ladder in kept if ladder.last]
    kept = [ladder for ladder in kept if not ladder.last or ladder.last.unit == units[0]]
    return [outlook(ladder, review.quarter, review.as_of) for ladder in kept]


def _rank(ladder: Ladder) -> tuple[bool, bool, dt.date]:
    return (ladder.last is not None, not ladder.target.fiscal, ladder.statements[-1].issued)


def closed_years(review: Review) -> list[Score]:
    """Every year of the data that is over by the quarter, scored where it can be."""
    return [
        score(ladder, review.as_of)
        for ladder in given(review)
        if ladder.target.year is not None and ladder.target.quarters[-1] <= review.quarter
    ]
