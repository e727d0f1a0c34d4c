"""Statuses of theses, each put to its test again."""

from __future__ import annotations

from ....periods import Quarter
from ....theses.outcomes import evaluate, load_theses
from .question import OperandName, Tellable, outside


@outside("theses.status", "theses.number")
def outcome(asked: OperandName) -> list[Tellable]:
    """Test one thesis in one quarter: its status, or the number that was held against the threshold."""
    theses = [t for t in load_theses(asked.as_of) if t.id == asked.of]
    run = evaluate(theses, asked.when, asked.when, asked.as_of).get(asked.of, ())
    if asked.what == "status":
        return [Tellable(found.status, "status", about=(str(found.since),)) for found in run]
    return [Tellable(found.number, "") for found in run if found.number == found.number]


@outside("theses.raised")
def raised(asked: OperandName) -> list[Tellable]:
    """Whether a worry had been raised by a quarter."""
    there = [
        t
        for t in load_theses(asked.as_of)
        if t.id == asked.of and t.first_quarter <= Quarter.parse(asked.when)
    ]
    return [Tellable(1.0, "count") for _ in there]
