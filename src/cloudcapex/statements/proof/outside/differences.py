"""Counts of what changed between two days: ``of`` is a kind of change, ``parameters`` name the edition before."""

from __future__ import annotations

from collections import Counter

from ....changes import KINDS, Vintage, changes, previous_vintage
from ....facts import load_companies, newest_day
from ....periods import Quarter, parse_date
from .question import Question, Reading, outside


@outside(*(f"changes.{kind}" for kind in KINDS))
def figures(asked: Question) -> list[Reading]:
    """Count the figures of a kind: of one company, or with ``of`` *all* of every company compared."""
    quarter = Quarter.parse(asked.when)
    now = Vintage(quarter, parse_date(asked.as_of) if asked.as_of else newest_day())
    before = previous_vintage(quarter, now.as_of, asked.parameters.get("previous_as_of") or None)
    known = [str(slug) for slug in load_companies()["slug"]]
    whom = known if asked.of == "all" else [part for part in asked.of.split("+") if part in known]
    window = asked.parameters.get("window")
    first = quarter - (window - 1) if isinstance(window, int) else Quarter(2018, 1)
    found = changes(before, now, whom, max(first, Quarter(2018, 1))) if whom else []
    counted = Counter[str]()
    for change in found:
        counted[change.kind] += change.figures
    return [Reading(float(counted[asked.what]), "count")]
