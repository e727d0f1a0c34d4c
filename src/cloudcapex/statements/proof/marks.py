"""The letters beside printed numbers: those of the data behind each, of which none is left off and none is added."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from ...facts import second_hand
from ...schema.grades import marks
from .case import Case, agrees, same
from .numbers import parted
from .record import Record, RecordOperand, RecordPrinted, Told
from .series import SeriesCell

Lettered = tuple[str, float, frozenset[str]]


def wrong(cases: Sequence[Case]) -> Iterator[str]:
    """Tell which numbers lack a letter of what they print, or carry one that nothing behind them has."""
    figures = [f for case in cases for f in _figures(case)]
    for text, items in _by_text(cases[0].record.printed).items():
        bare, told = parted(text)
        found = [f for item in items for f in figures if _prints(item, f, figures)]
        due = frozenset[str]().union(*(letters for _, _, letters in found))
        if left := due - {*told}:
            yield f"printed: {bare} is of figures with the letter {' and '.join(sorted(left))}, and carries none"
        if more := {*told} - due:
            yield f"printed: {bare} carries {' and '.join(sorted(more))}, and no figure behind it does"


def _by_text(printed: Iterable[RecordPrinted]) -> dict[str, list[RecordPrinted]]:
    """Gather the numbers of each text: both ends of a range have one; a count of members is no figure."""
    found: dict[str, list[RecordPrinted]] = {}
    for item in printed:
        if item.unit != "count" or item.of:
            found.setdefault(item.text, []).append(item)
    return found


def _prints(item: RecordPrinted, figure: Lettered, figures: Sequence[Lettered]) -> bool:
    of, value, _ = figure
    whose = item.of == of or not of or not any(item.of == other for other, _, _ in figures)
    return whose and math.isclose(abs(item.value), abs(value), rel_tol=1e-9, abs_tol=1e-15)


def _figures(case: Case) -> Iterator[Lettered]:
    """Give the numbers that a record makes of each member, then of several."""
    record, every = case.record, frozenset[str]()
    own: set[float] = set()
    for of in record.population:
        letters = frozenset[str]()
        for pair in case.pairs(of):
            now, then = pair.now, pair.then
            if now.value is None:
                continue
            here = _letters(case, now, of, record.values.get(of))
            yield of, now.value, here
            own.add(abs(now.value))
            if (end := _end_below(record, now)) is not None:
                yield of, end, here
            letters |= here
            if then is None or then.value is None:
                continue
            before = _letters(case, then, of, None)
            yield of, then.value, before
            own.add(abs(then.value))
            yield from ((of, x, here | before) for x in _compared(now.value, then.value))
            letters |= before
        if of in record.true_of or not record.true_of:
            every |= letters
    for operand in case.operands:
        if isinstance(operand.value, (int, float)):
            letters = _of_operand(case, operand, record.values.get(operand.of))
            yield operand.of, float(operand.value), letters
            own.add(abs(float(operand.value)))
            every |= letters
    yield from (("", x, every) for x in _together(case) if abs(x) not in own)


def _end_below(record: Record, cell: SeriesCell) -> float | None:
    """Return the bound of a record where a value lies above it by less than its last digit: the words tell one by the other."""
    bound = record.threshold.value if record.threshold else None
    if not isinstance(bound, float) or cell.value is None or cell.value < bound or _many(record):
        return None  # a bound that several are held against is nobody's figure
    digit = 1 / 100 if cell.unit == "share" else cell.value / 100
    return bound if cell.value - bound < digit else None


def _many(record: Record) -> bool:
    return sum(told.value is not None for told in record.values.values()) > 1


def _letters(case: Case, cell: SeriesCell, of: str, told: Told | None) -> frozenset[str]:
    """Return the letters of a member’s value: of another table as its operand is read, of series as the frame has it."""
    if not cell.outside:
        return frozenset(marks(cell.basis, cell.evidence))
    for operand in case.operands:
        if (operand.of, operand.measure) == (of, cell.measure) and agrees(operand.value, cell.value or 0.0):
            return _of_operand(case, operand, told)
    return _of_documents(cell.sources)


def _of_operand(case: Case, operand: RecordOperand, told: Told | None) -> frozenset[str]:
    """Return the letters of an operand: by the rows that tell it, of several those of the documents that are named."""
    measure, of, value = operand.measure, operand.of, operand.value
    if case.look.knows(measure):
        return _letters(case, case.at(of, operand.quarter, measure), of, None)
    own = told if told and isinstance(value, (int, float)) and same(told.value, value) else None
    found = [r for r in case.read(measure, of, operand.quarter) if agrees(value, r.value)]
    named = [r for r in found if own and {*r.sources} & {*own.sources}] or found
    graded = [frozenset(marks(r.basis, r.evidence)) for r in named if r.basis or r.evidence]
    if graded:
        return frozenset.intersection(*graded)
    if own and (own.basis or own.evidence):
        return frozenset(marks(own.basis or "", own.evidence or ""))
    if own and own.sources:
        return _of_documents(own.sources)
    return frozenset.intersection(*(_of_documents(r.sources) for r in found)) if found else frozenset()


def _of_documents(sources: Iterable[str]) -> frozenset[str]:
    return frozenset("s") if second_hand() & {*sources} else frozenset()


def _together(case: Case) -> Iterator[float]:
    """Give what the figures of several come to: sums, differences, rates and quotients."""
    record, result = case.record, case.record.result
    yield from _floats(result)
    if record.form == "change":
        yield from _pair(case.sum_now(record.true_of), case.sum_then(record.true_of))
    if record.form in ("times", "gap"):
        yield from _compared(float(result["a"]), float(result["b"]))
    if record.form == "share":
        part, whole = result["numerator"], result["denominator"]
        if isinstance(part, list) and isinstance(whole, list):
            yield from _pair(case.sum_now(part), case.sum_now(whole))
        elif isinstance(part, (int, float)) and isinstance(whole, (int, float)):
            yield from _pair(part, whole)


def _pair(one: float, other: float) -> Iterator[float]:
    yield from (one, other)
    yield from _compared(one, other)


def _compared(now: float, then: float) -> Iterator[float]:
    """Give the difference of two figures, and how many times and by how much one is the other where that has a meaning."""
    yield now - then
    if then:
        times = now / then
        yield from (times, times - 1)


def _floats(found: object) -> Iterator[float]:
    if isinstance(found, float):
        yield found
    elif isinstance(found, dict):
        for part in found.values():
            yield from _floats(part)
    elif isinstance(found, list):
        for part in found:
            yield from _floats(part)
