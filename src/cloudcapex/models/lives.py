"""Useful lives as documents tell them: how long short-lived assets last from a day on, and each change once."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .. import facts
from ..facts.rows import LifeRow
from ..periods import Quarter
from ..schema.rows import rows_of

# The classes of assets that a company's short life is taken from, the first that it states.
SHORT_LIVED = ("servers", "servers_and_network", "technology_equipment")
# Capex of no quarter before this one is asked for: what is older and unknown is unknown as long as it may be in use.
FIRST = Quarter(2009, 1)


@dataclass(frozen=True)
class Life:
    """How long a company's short-lived assets last from a day on, and the document that says so."""

    since: dt.date
    years: float
    source: str


def lives(company: str, as_of: dt.date) -> list[Life]:
    """Return how long a company's short-lived assets last, as documents known on a day tell it.

    Parameters
    ----------
    company : str
        Its slug.
    as_of : date
        What became known later is left out.

    Returns
    -------
    list of Life
        Oldest first; the first one tells the years before the first change too, where a document does. The middle of a
        range stands for it. Empty where the company tells none.
    """
    rows = [r for r in rows_of(facts.load_useful_lives(as_of), LifeRow) if r.company == company]
    asset = next((a for a in SHORT_LIVED if any(r.asset == a for r in rows)), "")
    told = sorted((r for r in rows if r.asset == asset), key=lambda r: (r.since, r.filed))
    found = {r.since: Life(r.since, (r.years_low + r.years_high) / 2, r.source_id) for r in told}
    before = next((r for r in told if r.years_before), None)
    first = (
        [Life(FIRST.start, before.years_before, before.source_id)] if before and before.years_before else []
    )
    return [*first, *found.values()]


def in_force(told: Sequence[Life], quarter: Quarter) -> float:
    """Return how long short-lived assets last in a quarter.

    Parameters
    ----------
    told : sequence of Life
        Oldest first.
    quarter : Quarter
        A life counts that holds from its first day on.

    Returns
    -------
    float
        Years; NaN where no life is told by then.
    """
    return next((life.years for life in reversed(told) if life.since <= quarter.start), math.nan)


def changed_lives(companies: Sequence[str], quarter: Quarter, as_of: dt.date) -> list[LifeRow]:
    """Return each change of a life once that a document tells.

    Of several documents that tell one, the newest that tells the life before stands for it, with the effect that is
    reported rather than expected, of the longest time, and of the first of equal ones: what a change does to later years
    is a rest of it.

    Parameters
    ----------
    companies : sequence of str
        Slugs, in the order of the house.
    quarter : Quarter
        What holds only from a later day on than the end of this one is left out.
    as_of : date
        What became known later is left out.

    Returns
    -------
    list of LifeRow
        By company, then by day.
    """
    found = defaultdict(list)
    for row in rows_of(facts.load_useful_lives(as_of), LifeRow):
        if row.company in companies and row.since <= quarter.end:
            found[companies.index(row.company), row.since, row.asset].append(row)
    return [_one(found[key]) for key in sorted(found)]


def _one(rows: Sequence[LifeRow]) -> LifeRow:
    newest = max(rows, key=lambda r: (r.years_before is not None, r.filed))
    effects = [
        (
            r.effect_basis == "reported",
            _months(r.effect_start, r.effect_end),
            -r.effect_start.toordinal(),
            r.filed,
            r,
        )
        for r in rows
        if r.effect_start and r.effect_end
    ]
    best = max(effects, key=lambda e: e[:4])[4] if effects else newest
    return replace(best, years_before=newest.years_before)


def _months(start: dt.date, end: dt.date) -> int:
    """Count the months of a span: a year is no longer for its 29 February."""
    return round((end - start).days / 30.4)
