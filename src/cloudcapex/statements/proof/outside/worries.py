"""Statuses of theses, each put to its test again."""

from __future__ import annotations

from ....theses.outcomes import evaluate, load_theses
from .question import OperandName, Tellable, outside


@outside("theses.status", "theses.number")
def outcome(asked: OperandName) -> list[Tellable]:
    """Test one thesis in one quarter: its status, or the number that was held against the threshold."""
    theses = [t for t in load_theses(asked.as_of) if t.id == asked.of]
    run = evaluate(theses, asked.when, asked.when, asked.as_of).get(asked.of, ())
    if asked.what == "status":
        return [Tellable(found.status, "status") for found in run]
    return [Tellable(found.number, "") for found in run if found.number == found.number]
