"""What a wrong figure may really be: another unit, period, basis or company whose figure is exactly the claimed one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from .agreement import agreement
from .company_figures import figures
from .entities import Entity
from .findings import Finding
from .lookup import of_entity
from .parts import Part
from .resolve import Question
from .spans import Span, of_quarter, of_year, read_spans
from .vocabulary import vocabulary

Cause = Literal[
    "wrong_unit",
    "wrong_period",
    "wrong_basis",
    "wrong_entity",
    "wrong_label",
    "wrong_way",
    "wrong_arithmetic",
    "wrong_value",
]

# Below this many digits as written, an equal figure elsewhere may be chance.
ENOUGH_DIGITS = 3
_POWERS = (10.0, 100.0, 1000.0, 10_000.0)


@dataclass(frozen=True)
class Mistaken:
    """What a claimed figure is instead: why it is wrong, and the finding it equals."""

    causes: tuple[Cause, ...]
    finding: Finding | None = None


def likely_cause(question: Question, part: Part, right: list[Finding], as_of: dt.date) -> Mistaken:
    """Search what a contradicted figure may have been taken from.

    Parameters
    ----------
    question, part : Question, Part
        The claim and the figure of it that is wrong.
    right : list of Finding
        What the data hold for it; may be empty where a part of a company states none.
    as_of : date
        Nothing known later is seen.

    Returns
    -------
    Mistaken
        ``wrong_value`` without a finding where nothing equals it.
    """
    entity = question.entity
    for finding in right:
        if _another_unit(part, finding):
            return Mistaken(("wrong_unit",), finding)
    if entity is None or part.digits < ENOUGH_DIGITS:
        return Mistaken(("wrong_value",))
    own = {f.metric for f in right}
    for span in _other_spans(part.spans[0], entity):
        for finding in of_entity(part.measure, entity, span, as_of):
            if _equal(part, finding):
                return Mistaken(("wrong_period",), finding)
    for metric in vocabulary().kin.get(part.measure, ()):
        for finding in (
            figures(metric, entity.company, entity.id, part.spans[0], as_of) if entity.company else ()
        ):
            if finding.metric not in own and finding.unit == part.unit and _equal(part, finding):
                return Mistaken(("wrong_basis",), finding)
    for other in _others(entity):
        for number, finding in enumerate(of_entity(part.measure, other, part.spans[0], as_of)):
            if finding.unit == part.unit and _equal(part, finding):
                # The plainest measure comes first; one further down is also another basis than the plain one.
                causes: tuple[Cause, ...] = (
                    ("wrong_entity",) if number == 0 else ("wrong_entity", "wrong_basis")
                )
                return Mistaken(causes, finding)
    return Mistaken(("wrong_value",))


def _another_unit(part: Part, finding: Finding) -> bool:
    """Tell whether the digits are right but the power of ten or the currency is not."""
    if not finding.single or finding.low == 0 or finding.bearing != "fact":
        return False
    money = {"USD", "CNY"}
    if part.unit != finding.unit and {part.unit, finding.unit} <= money:
        return _equal(replace(part, unit=finding.unit), finding)
    if part.unit != finding.unit or part.digits < 2:
        return False
    for power in _POWERS:
        for factor in (power, 1 / power):
            scaled = replace(part, low=part.low * factor, high=part.high * factor, step=part.step * factor)
            if scaled.step <= abs(finding.low) / 10 and _equal(scaled, finding):
                return True
    return False


def _equal(part: Part, finding: Finding) -> bool:
    plain = replace(part, qualifier="")
    return (
        finding.bearing in ("fact", "recast")
        and agreement(plain, replace(finding, bearing="fact")) == "exact"
    )


def _other_spans(span: Span, entity: Entity) -> Iterator[Span]:
    """Periods that are taken for one another: quarters beside it, a year before or after, fiscal and calendar."""
    month = entity.year_end_month
    if span.kind == "quarter":
        quarter = span.quarter
        if month != 12:
            yield from read_spans(f"FY{quarter.year} Q{quarter.number}", month)
        yield from (of_quarter(quarter + n) for n in (-1, 1, -4, 4))
        yield of_year(quarter.year)
    elif span.kind == "year":
        if month != 12:
            yield of_year(span.end.year, 12 if span.fiscal else month)
        last = span.last_quarter
        yield from (of_quarter(last - n) for n in range(4))
        yield from (of_year(span.end.year + n, month if span.fiscal else 12) for n in (-1, 1))


def _others(entity: Entity) -> Iterator[Entity]:
    """The company of a part, the parts of a company, then companies or parts of the same kind."""
    if not entity.company:
        return
    everyone = list(vocabulary().entities.values())
    parent = vocabulary().parent(entity)
    if parent:
        yield parent
    yield from (e for e in everyone if e.company == entity.company and e is not entity and e is not parent)
    yield from (e for e in everyone if e.company and e.company != entity.company and e.kind == entity.kind)
