"""What holds of every object, whatever its form: its base, its population and its values are those of the data."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...errors import UsageError
from ...periods import Quarter
from .case import REDEFINED, Case, Pair, agrees, same
from .populations import population
from .record import Record, Told
from .series import SeriesCell

# Quarters between a statement and its base.
_LAGS = {"yoy": 4, "qoq": 1, "previous": 1}
NOT_APPLICABLE = "not_applicable"
# Forms that hold every value against its base.
_COMPARED = ("change", "split")
# Forms that are true of some of the known and not of others; of a share those are the part and the rest.
_PREDICATES = ("each", "share", "none")


def compares(record: Record) -> bool:
    """Whether the form holds each value against its base, so that a missing base is a missing answer."""
    return record.form in _COMPARED or (record.form == "each" and record.direction is not None)


def wrong(case: Case) -> Iterator[str]:
    """Tell what is wrong with the parts that every form has."""
    yield from _base(case.record)
    yield from _parts(case.record)
    yield from population(case)
    yield from _operands(case)
    for of, told in case.record.values.items():
        if of in case.record.population:
            yield from _value(case, of, told)
    yield from _known(case)
    for of, reason in case.record.unknown.items():
        if of in case.record.population:
            yield from _unknown(case, of, reason)


def _base(record: Record) -> Iterator[str]:
    kind, quarter = record.base.kind, record.base.quarter
    if (kind == "none") != (quarter is None):
        yield f"base: {kind} with quarter {quarter}"
    elif quarter is not None:
        back = Quarter.parse(record.quarter) - Quarter.parse(quarter)
        fits = back == _LAGS[kind] if kind in _LAGS else back == 4 or (back > 0 and quarter.endswith("Q4"))
        if not fits:
            yield f"base: {quarter} is not {kind} before {record.quarter}"


def _parts(record: Record) -> Iterator[str]:
    parts = [*record.true_of, *record.false_of, *record.unknown]
    if len(set(record.population)) < len(record.population):
        yield "population: names a member twice"
    if not record.population:
        yield "population: names nobody"
    if sorted(parts) != sorted(record.population):
        yield "true_of, false_of and unknown do not partition the population"
    if record.false_of and record.form not in _PREDICATES:
        yield f"false_of: {record.form} is true of all that is known"
    if strange := [of for of in record.values if of not in record.population]:
        yield f"values: {', '.join(strange)} is not of the population"
    if (record.measure is None) == (not record.operands) and record.form != "none":
        yield "measure: null asks for operands, and a name for none"


def _operands(case: Case) -> Iterator[str]:
    """Look each operand up where its name leads."""
    for told in case.operands:
        where = f"operand {told.measure} of {told.of} in {told.quarter}"
        try:
            if case.look.knows(told.measure):
                cell = case.at(told.of, told.quarter, told.measure)
                found: list[tuple[float | str, str]] = (
                    [(cell.value, cell.unit)] if cell.value is not None else []
                )
            else:
                found = [(r.value, r.unit) for r in case.read(told.measure, told.of, told.quarter)]
        except (UsageError, ValueError, KeyError) as error:
            yield f"{where}: {error}"
            continue
        if told.value is None:
            if found:
                yield f"{where}: not missing, the data hold {_shown(found[0][0])}"
        elif not any(agrees(told.value, value) for value, _ in found):
            held = " or ".join(dict.fromkeys(_shown(value) for value, _ in found))
            yield f"{where}: {_shown(told.value)} told, the data hold {held or 'none'}"
        elif not any(
            told.unit in (unit, "") or not unit for value, unit in found if agrees(told.value, value)
        ):
            yield f"{where}: unit {told.unit}, the data hold {found[0][1]}"


def _value(case: Case, of: str, told: Told) -> Iterator[str]:
    """Hold a value against the data; of several measures that it may be of, one must fit."""
    faults = [list(_differences(told, pair)) for pair in case.pairs(of)]
    if faults and all(faults):
        yield f"values of {of}: {faults[0][0]}"


def _differences(told: Told, pair: Pair) -> Iterator[str]:
    now, then = pair.now, pair.then or SeriesCell("", None, "")
    if not same(told.value, now.value):
        yield f"value {_shown(told.value)}, the data hold {_shown(now.value)}"
    if not same(told.base_value, then.value):
        yield f"base_value {_shown(told.base_value)}, the data hold {_shown(then.value)}"
    plain: tuple[tuple[str, str | None, str | None], ...] = (
        ("unit", told.unit, now.unit),
        ("definition", told.definition, now.definition),
        ("base_definition", told.base_definition, then.definition),
        # Another table’s value is as good as its documents: see `marks`.
        ("basis", told.basis, told.basis if now.outside else now.basis),
        ("evidence", told.evidence, told.evidence if now.outside else now.evidence),
        ("period_start", told.period_start, now.start),
        ("period_end", told.period_end, now.end),
        ("base_period_end", told.base_period_end, then.end),
    )
    for name, one, other in plain:
        if (one or "") != (other or ""):
            yield f"{name} {one}, the data hold {other or 'none'}"
    yield from _documents(told, now, then)
    yield from _rounding(told, now)


def _documents(told: Told, now: SeriesCell, then: SeriesCell) -> Iterator[str]:
    """Sources are those of the value, or of the value and its base; of several documents of another table any."""
    if now.outside and set(told.sources) <= {*now.sources, *then.sources}:
        return
    ways = (sorted(set(now.sources)), sorted({*now.sources, *then.sources}))
    if told.sources not in ways:
        yield f"sources {', '.join(told.sources) or 'none'}, the data hold {', '.join(ways[1]) or 'none'}"


def _rounding(told: Told, now: SeriesCell) -> Iterator[str]:
    if now.rounded_to is not None and not same(told.rounded_to, now.rounded_to):
        yield f"rounded_to {told.rounded_to}, the data hold {now.rounded_to}"
    elif told.rounded_to and told.value and now.basis == "reported":
        steps = told.value / told.rounded_to
        if abs(steps - round(steps)) > 1e-6:
            yield f"rounded_to {told.rounded_to:g}, of which the value is no multiple"


def _known(case: Case) -> Iterator[str]:
    """Of whom something is said, the values are there."""
    record = case.record
    for of in record.known:
        if of not in record.values and not case.word(of):
            yield f"values: nothing is told of {of}"
        reasons = [_reason(pair, compares(record)) for pair in case.pairs(of)]
        if not case.word(of) and reasons and all(reasons):
            yield f"{of} cannot be told: {reasons[0]}"


def _unknown(case: Case, of: str, reason: str) -> Iterator[str]:
    """Of whom nothing is said, nothing can be said."""
    # Of a share of what was added, too, a missing base leaves nothing to say.
    compared = compares(case.record) or (case.record.form == "share" and case.record.base.quarter is not None)
    reasons = [_reason(pair, compared) for pair in case.pairs(of)]
    if case.record.form == "none" and not reasons:
        return
    if not reasons or not all(reasons):
        yield f"unknown: {of} is known"
    elif reason not in reasons:
        yield f"unknown: {of} is {' or '.join(dict.fromkeys(reasons))}, not {reason}"


def _reason(pair: Pair, compared: bool) -> str:
    if compared:
        return pair.reason
    return "" if pair.now.value is not None else pair.now.reason or "not_disclosed"


def _shown(value: float | str | None) -> str:
    return "none" if value is None else value if isinstance(value, str) else f"{value:.15g}"


Check = Callable[[Case], Iterator[str]]
__all__ = ["NOT_APPLICABLE", "REDEFINED", "compares", "wrong"]
