"""The numbers in the words: what each is a number of, and whether two values are printed alike."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from . import carried, ends, marks, numbers
from .case import Case, same
from .hedged import hedged
from .loose import undated
from .record import Record, RecordPrinted


def said_of(record: Record, value: float) -> list[numbers.Said]:
    """Return what the words print of a value."""
    return [
        numbers.in_unit(said, item.unit)
        for item in record.printed
        if same(item.value, value)
        for said in numbers.read(item.text)
    ]


def step_of(record: Record, value: float) -> Decimal | None:
    """Return the coarsest digit to which a value is printed; None where it is not."""
    steps = [said.step for said in said_of(record, value)]
    return max(steps) if steps else None


def print_alike(record: Record, now: float, then: float) -> bool:
    """Whether the words print two values, and print them alike."""
    one, other = step_of(record, now), step_of(record, then)
    return one is not None and other is not None and numbers.alike(now, then, max(one, other))


def texts(printed: list[RecordPrinted]) -> list[str]:
    """Return the printed texts, longer ones first, so that none is found inside another."""
    return sorted((item.text for item in printed), key=len, reverse=True)


def of_sentence(cases: Sequence[Case]) -> Iterator[str]:
    """Tell what is wrong with the printed numbers of a sentence."""
    record = cases[0].record
    yield from _places(cases[0])
    for item in record.printed:
        yield from _digits(record, item)
        yield from _figure(cases, item)
        if not hedged(record):
            yield from (
                fault for case in cases for fault in carried.of_item(case, item, said_of(record, item.value))
            )
    yield from _beside(cases)
    yield from marks.wrong(cases)


def _places(case: Case) -> Iterator[str]:
    """Each text stands in the words, and no more often than it is told; digits of a name are none of them."""
    left, each = undated(case.look.names.blank(case.record.text)), Counter(texts(case.record.printed))
    for text, told in each.items():
        # No more than are told, longer ones first: what is left of one may be a shorter one behind another word.
        left, stands = bounded(text).subn(" ", left, count=told)
        if not stands:
            yield f"printed: {text} does not stand in the words"
    for text, told in each.items():
        if bounded(text).search(left):
            yield f"printed: {text} stands more often in the words than told, {told} times"


def _digits(record: Record, item: RecordPrinted) -> Iterator[str]:
    """The value rounds to the text."""
    said = [numbers.in_unit(one, item.unit) for one in numbers.read(item.text)]
    if not said:
        yield f"printed: no number can be read from {item.text}"
    elif not any(numbers.fits(one, item.unit) for one in said):
        yield f"printed: {item.text} is no text of {item.unit}"
    elif not any(ends.prints(record, item, item.value, one) for one in said):
        yield f"printed: {item.value:.15g} is not printed as {item.text}"
    elif item.value and not any(one.value for one in said):
        yield f"printed: {item.text} for what is not nought, {item.value:.6g}"


def _figure(cases: Sequence[Case], item: RecordPrinted) -> Iterator[str]:
    """The value is one of the sentence's, or how far one lies below nought: the words carry its sign."""
    found = [value for case in cases for value in figures(case, item.of)]
    pool = [*found, *(-value for value in found if value < 0)]
    if not any(math.isclose(item.value, value, rel_tol=1e-9, abs_tol=1e-15) for value in pool):
        yield f"printed: {item.text} ({item.value:.15g}) is no figure of {item.of or 'the sentence'}"


def figures(case: Case, of: str | None) -> Iterator[float]:
    """Give the numbers that a record asserts: of one member, or of all."""
    record = case.record
    members = [of] if of in record.population else record.population
    for member in members:
        yield from _member(case, member)
    yield from (
        float(o.value)
        for o in case.operands
        if isinstance(o.value, (int, float)) and of in (None, "", o.of, *members)
    )
    parts = [record.population, record.known, record.true_of, record.unknown]
    # Words that count say of how many it is true; verdicts are looked up, and the others may be counted.
    if record.form != "each" or (record.threshold and isinstance(record.threshold.value, str)):
        parts.append(record.false_of)
    yield from (float(len(part)) for part in parts)
    yield from _numbers(record.result)
    if record.threshold is not None and isinstance(record.threshold.value, float):
        yield from (record.threshold.value, record.threshold.value + 1)
    yield from _of_result(case)


def _member(case: Case, of: str) -> Iterator[float]:
    for pair in case.pairs(of):
        now, then = pair.now.value, pair.then.value if pair.then else None
        yield from (value for value in (now, then) if value is not None)
        if now is not None and then is not None and not pair.reason:
            yield now - then
            if then:
                yield from (now / then - 1, now / then)


def _of_result(case: Case) -> Iterator[float]:
    """Give what follows from a result: the rate of a sum, a part of a whole, a difference."""
    record, result = case.record, case.record.result
    if record.form == "change" and (then := case.sum_then(record.true_of)):
        now = case.sum_now(record.true_of)
        yield from (now, then, now / then - 1, now / then)
    if record.form == "share":
        part, whole = result["numerator"], result["denominator"]
        if isinstance(part, (int, float)) and isinstance(whole, (int, float)) and whole:
            yield part / whole
        elif isinstance(part, list) and isinstance(whole, list):
            parts, wholes = case.sum_now(part), case.sum_now(whole)
            yield from (parts, wholes, parts / wholes)
    if record.form in ("times", "gap"):
        a, b = float(result["a"]), float(result["b"])
        yield from (a - b, a / b - 1, a / b) if b else (a - b,)
    if record.form in ("record", "lowest", "since", "streak"):
        yield from (value for _, value in itertools.islice(case.run(), 1))


def _numbers(found: object) -> Iterator[float]:
    """Give every number inside a result, and how many are in each of its lists."""
    if isinstance(found, bool):
        return
    if isinstance(found, (int, float)):
        yield float(found)
    elif isinstance(found, dict):
        for part in found.values():
            yield from _numbers(part)
    elif isinstance(found, list):
        yield float(len(found))
        for part in found:
            yield from _numbers(part)


def _beside(cases: Sequence[Case]) -> Iterator[str]:
    """A number in a clause that names one company alone is that company's, or the same."""
    record, look = cases[0].record, cases[0].look
    for clause in look.names.clauses(record.text):
        spoken = look.names.spoken(clause.text)
        if len(spoken) != 1 or _OTHERS.search(clause.text):
            continue
        one = next(iter(spoken))
        for item in printed_in(record, clause.text):
            owners = {other.of for other in record.printed if other.text == item.text}
            if item.unit in OF_TWO or owners & {None, "", one}:
                continue
            if owners <= set(look.companies) and not _prints_alike(cases, one, item):
                yield f"printed: {item.text} stands beside {one} and is of {', '.join(sorted(map(str, owners)))}"


def _prints_alike(cases: Sequence[Case], of: str, item: RecordPrinted) -> bool:
    """Whether a member's own value is printed as a text that is told of another."""
    values = [v for case in cases if of in case.record.population for v in _member(case, of)]
    said = [numbers.in_unit(one, item.unit) for one in numbers.read(item.text)]
    return any(numbers.prints(v, one) for v in values for one in said)


# What is of two companies, whichever of them it is told of.
OF_TWO = ("times", "ratio")
_OTHERS = re.compile(r"\bthan\b|\bwhile\b|\bagainst\b|\bof\b|比|[于於]|同|[与與]|占", re.IGNORECASE)


def printed_in(record: Record, text: str) -> list[RecordPrinted]:
    """Return the numbers of a sentence that stand in a part of its words."""
    return [item for item in record.printed if bounded(item.text).search(text)]


def bounded(part: str) -> re.Pattern[str]:
    """Make the pattern of a printed number that does not stand inside a longer one."""
    front = r"(?<![\d.,])(?<!\dQ)" if part[0].isdigit() else ""
    back = r"(?!\d|[.,]\d)" if part[-1].isdigit() else ""
    return re.compile(front + re.escape(part) + back)
