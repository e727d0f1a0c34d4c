"""How a value of a proof comes about, in the words of the edition: what `cloudcapex trace` shows, on one line."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from typing import Protocol

from .. import facts, metrics
from ..language import N_, Language, Number
from ..metrics.points import Point
from ..periods import Quarter
from ..statements import Assertion, ProofStep, Value
from ..statements.evidence import in_series
from ..tracing import How, StatedPeriod, Trace, trace

# What stands between two operands; a rate of growth only sets one quarter beside the other.
_SIGNS = {How.LESS: " − ", How.PLUS: " + ", How.OVER: " ÷ "}
_TOLD = {
    "three months": N_("three months to {day}: {value}"),
    "half a year": N_("half a year to {day}: {value}"),
    "nine months": N_("nine months to {day}: {value}"),
    "twelve months": N_("twelve months to {day}: {value}"),
}
# Filings behind a value that are named one by one; with more its operands are, each by its newest document.
_FEW = 4


class StepNamer(Protocol):
    """What a report knows by name, in which language and as of which day."""

    as_of: dt.date
    language: Language

    def say(self, message: str, /, **values: object) -> str: ...


def steps_of(report: StepNamer, assertion: Assertion, value: Value) -> tuple[ProofStep, ...]:
    """Return how a value of an assertion comes about, and the one that it is held against.

    Parameters
    ----------
    report : Report, or whatever else has a language and a day
        Of the edition.
    assertion : Assertion
        Which says of what quarter the two are.
    value : Value
        One of the assertion's.
    """
    if value.when:
        return ()
    steps = proof_steps(report, value.measure, value.of, assertion.quarter, value.value)
    before = assertion.base.quarter
    if before is None or not value.compared:
        return steps
    base = proof_steps(report, value.measure, value.of, before, value.base_value, base=True)
    return _parted(report, [part for part in (steps, base) if part])


def proof_steps(
    report: StepNamer, measure: str, member: str, quarter: Quarter, value: float, *, base: bool = False
) -> tuple[ProofStep, ...]:
    """Return how a value comes about from what documents state, what it was at first, and what it counts.

    Parameters
    ----------
    report : Report, or whatever else has a language and a day
        Of the edition.
    measure, member : str
        Of what and whose.
    quarter : Quarter
        The value's.
    value : float
        As the sentence has it, in whole units.
    base : bool
        Whether another value is held against it: then what it counts was said of that one.

    Returns
    -------
    tuple of ProofStep
        None for what no series of a company has, and what is not the figure of its usual definition; nothing is said of
        how a figure comes about that a document states as it is.
    """
    if member not in facts.companies() or not in_series(measure):
        return ()
    found = trace(measure, member, quarter, report.as_of)
    if not found.point.known or not math.isclose(found.value, value, rel_tol=1e-9):
        return ()
    derived = len(found.leaves) > 1 and [
        ProofStep(f"{quarter} = "),
        *_derived(report, found, named=len(found.leaves) <= _FEW),
    ]
    told = [
        derived,
        _first(report, found),
        *_corrected(report, found),
        *([] if base else _counted(report, found)),
    ]
    steps = _parted(report, [part for part in told if part])
    return (ProofStep(f"{quarter} "), *steps) if base and steps and not derived else steps


def _parted(report: StepNamer, parts: Sequence[Sequence[ProofStep]]) -> tuple[ProofStep, ...]:
    """Set parts one after another, with the stop of the language between."""
    stop = [ProofStep(_stop(report))]
    return tuple(step for n, part in enumerate(parts) for step in (*(stop if n else ()), *part))


def _stop(report: StepNamer) -> str:
    return "；" if report.language.chinese else "; "


def _derived(report: StepNamer, found: Trace, *, named: bool) -> Iterator[ProofStep]:
    for number, part in enumerate(found.parts):
        if number:
            yield ProofStep(_SIGNS.get(found.how) or _stop(report))
        if isinstance(part, StatedPeriod):
            yield _stated(report, part)
        elif len(found.parts) == 1:
            yield from _derived(report, part, named=named)
        elif named and len(part.leaves) > 1:
            opening, closing = ("（", "）") if report.language.chinese else (" (", ")")
            yield ProofStep(f"{_operand(report, part, found)}{opening}")
            yield from _derived(report, part, named=named)
            yield ProofStep(closing)
        else:
            yield ProofStep(_operand(report, part, found), part.documents[0].url)


def _operand(report: StepNamer, part: Trace, whole: Trace) -> str:
    """Name an operand by what tells it from the others: its quarter, or its measure."""
    point = part.point
    if point.quarter != whole.point.quarter or all(p.point.metric == point.metric for p in whole.traces):
        return f"{point.quarter} {_written(report, point)}"
    name = metrics.describe(point.metric.partition(".")[0])[report.language.column("label")]
    return f"{name}{'' if report.language.chinese else ' '}{_written(report, point)}"


def _stated(report: StepNamer, leaf: StatedPeriod) -> ProofStep:
    written = _amount(report, leaf.value, leaf.unit)
    message, day = _TOLD.get(leaf.length), report.language.date(leaf.end)
    text = report.say(message, day=day, value=written) if message else f"{day} {written}"
    return ProofStep(text, leaf.told.document.url)


def _first(report: StepNamer, found: Trace) -> list[ProofStep]:
    """Say what the value was first, with the newest document it was told in or computed from."""
    if not found.first:
        return []
    newest = max(found.first.documents, key=lambda d: str(d.filed or d.published or ""))
    told = _amount(report, found.first.value, found.point.unit)
    return [ProofStep(report.say("first reported: {value}", value=told), newest.url)]


def _corrected(report: StepNamer, found: Trace) -> list[list[ProofStep]]:
    """Say what of the documents behind it is corrected by us."""
    reasons = [c.reason for leaf in found.leaves for c in leaf.corrections]
    return [[ProofStep(report.say("corrected by us: {reason}", reason=r))] for r in dict.fromkeys(reasons)]


def _counted(report: StepNamer, found: Trace) -> list[list[ProofStep]]:
    """Say what is counted where the company has a definition of its own for it."""
    own = [
        m
        for m in found.definitions
        if m.in_force and facts.definition(m.metric, found.point.company, m.definition)
    ]
    return [[ProofStep(text)] for text in dict.fromkeys(report.say(m.text).rstrip(".。") for m in own)]


def _written(report: StepNamer, point: Point) -> str:
    return _amount(report, point.value, point.unit)


def _amount(report: StepNamer, value: float, unit: str) -> str:
    decimals = 1 if unit == "share" else None
    return str(report.language.write(Number(value, unit, decimals=decimals, place="prose")))
