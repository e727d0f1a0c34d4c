"""What a reader sees who asks a sentence for its proof: each value behind it, with its document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from .. import metrics
from ..exhibits.sources import Source
from ..language import N_, Number
from ..periods import Quarter
from ..statements import Assertion, ProofLine, Statement, Value
from ..statements.evidence import in_series
from .measure_names import table_measure
from .member_names import Namer
from .proof_steps import StepNamer, steps_of
from .vocabulary import word_of

_TRANSFORMED = {
    "ttm": N_("twelve months"),
    "yoy": N_("on the year"),
    "qoq": N_("on the quarter"),
    "yoy_change": N_("difference on the year"),
    "qoq_change": N_("difference on the quarter"),
}


class ProofNamer(Namer, StepNamer, Protocol):
    """What a report knows by name, and in which language."""

    def name_of(self, member: str) -> str: ...
    def reason_name(self, reason: str) -> str: ...
    def newest_document(self, sources: Sequence[str]) -> Source | None: ...


def proof_lines(report: ProofNamer, statement: Statement) -> list[ProofLine]:
    """Return the values behind a statement, those that are missing with their reason.

    Parameters
    ----------
    report : Report, or whatever else names them
        Names members, measures and documents in the language of the edition.
    statement : Statement
        With its assertions.
    """
    return [line for assertion in statement.assertions for line in _of(report, assertion)]


def _of(report: ProofNamer, assertion: Assertion) -> Iterator[ProofLine]:
    for value in assertion.values:
        if not value.word:
            yield _known(report, assertion, value)
    shown = {(v.measure, v.of) for v in assertion.values if not v.word}
    for operand in assertion.operands:
        told = operand.value
        if told is not None and (operand.measure, operand.of) not in shown:
            yield ProofLine(
                report.name_of(operand.of),
                measure_name(report, operand.measure),
                str(operand.quarter),
                report.say(word_of(operand.measure, told))
                if isinstance(told, str)
                else _written(report, told, operand.unit),
            )
    for member, reason in assertion.unknown.items():
        known = any(v.of == member for v in assertion.values)
        if not known:
            what = measure_name(report, assertion.measure) if assertion.measure else ""
            yield ProofLine(report.name_of(member), what, str(assertion.quarter), report.reason_name(reason))


def _known(report: ProofNamer, assertion: Assertion, value: Value) -> ProofLine:
    source = report.newest_document(value.sources)
    based = value.compared and assertion.base.quarter is not None
    return ProofLine(
        report.name_of(value.of),
        measure_name(report, value.measure),
        value.when or _when(assertion.quarter, value),
        _written(report, value.value, value.unit),
        f"{assertion.base.quarter} {_written(report, value.base_value, value.unit)}" if based else "",
        source.url if source else "",
        source.title if source else "",
        steps_of(report, assertion, value),
    )


def _when(quarter: Quarter, value: Value) -> str:
    return f"{quarter} ({value.period_end.isoformat()})" if value.period_end else str(quarter)


def measure_name(report: ProofNamer, expression: str) -> str:
    """Name a measure with its transforms in the language of the edition; one of another table by its own name."""
    base, *transforms = expression.split(".")
    if not in_series(expression):
        return table_measure(report, expression)
    column = report.language.column("label")
    words = [metrics.describe(base)[column], *(report.language.say(_TRANSFORMED[t]) for t in transforms)]
    return ("，" if report.language.chinese else ", ").join(words)


def _written(report: ProofNamer, value: float, unit: str) -> str:
    decimals = 1 if unit in ("share", "points") else None
    return report.language.write(Number(value, unit, decimals=decimals, sign=unit == "points", place="prose"))
