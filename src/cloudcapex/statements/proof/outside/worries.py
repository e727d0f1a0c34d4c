"""Statuses of theses, each put to its test again: its number, and the limit that decides."""

from __future__ import annotations

from ....periods import Quarter
from ....schema.grades import basis_of, weakest
from ....theses.outcomes import Thesis, evaluate, load_theses
from .question import OperandName, Tellable, outside


@outside("theses.status", "theses.number")
def outcome(asked: OperandName) -> list[Tellable]:
    """Test one thesis in one quarter: its status, or the number that was held against the threshold."""
    theses = [t for t in load_theses(asked.as_of) if t.id == asked.of]
    run = evaluate(theses, asked.when, asked.when, asked.as_of).get(asked.of, ())
    if asked.what == "status":
        return [
            Tellable(found.status, "status", about=(str(found.since), *_named(found.thesis))) for found in run
        ]
    return [
        Tellable(
            found.number,
            _unit(found.thesis),
            about=_named(found.thesis),
            basis=basis_of([r.basis for r in found.decisive]),
            evidence=weakest(r.evidence for r in found.decisive),
        )
        for found in run
        if found.number == found.number
    ]


def _unit(thesis: Thesis) -> str:
    """What its number is told in: of several companies, how many meet the limit."""
    return "" if thesis.test is None else "count" if thesis.test.several else thesis.test.unit


def _named(thesis: Thesis) -> tuple[str, ...]:
    """When it was raised, and whose figures of what its test asks for."""
    month = thesis.raised_on[:7]
    if thesis.test is None:
        return (month,)
    asked = [thesis.test.measure, *([thesis.test.over] if thesis.test.over else [])]
    return (month, *(m.metric for m in asked), *(c for m in asked for c in m.companies), *thesis.test.among)


@outside("theses.limit")
def limit(asked: OperandName) -> list[Tellable]:
    """Read the threshold; where several companies decide, how many must meet it."""
    found = []
    for thesis in load_theses(asked.as_of):
        if thesis.id != asked.of or thesis.test is None:
            continue
        test, several = thesis.test, len(thesis.test.measure.companies)
        needed = {"any": 1, "all": several, "most": several // 2 + 1}[test.need]
        held = float(needed) if test.several else test.threshold
        found.append(Tellable(held, _unit(thesis), about=_named(thesis)))
    return found


@outside("theses.raised")
def raised(asked: OperandName) -> list[Tellable]:
    """Whether a worry had been raised by a quarter."""
    there = [
        t
        for t in load_theses(asked.as_of)
        if t.id == asked.of and t.first_quarter <= Quarter.parse(asked.when)
    ]
    return [Tellable(1.0, "count") for _ in there]
