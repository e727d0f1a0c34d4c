"""The letters of the figures behind a sentence, set beside each number of its words that prints one of them.

A figure that is estimated or second-hand carries a letter in every table; in a sentence it does, too. A number that is
computed from several figures carries the letters of all of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..language.marks import raised
from .assertion import Assertion
from .statement import Phrase, Printed
from .value import Value

_DIGITS = tuple("0123456789.,")


@dataclass(frozen=True)
class _LetteredNumber:
    """A number that an assertion makes, whose it is (empty for what is of several), and its letters."""

    of: str
    value: float
    letters: str


def marked(phrase: Phrase, held: Sequence[Assertion]) -> Phrase:
    """Set letters beside the numbers of a sentence.

    Parameters
    ----------
    phrase : Phrase
        Its words, with its numbers in their order; what a part of it has marked stays so.
    held : sequence of Assertion
        What it says.
    """
    figures = [f for assertion in held for f in _figures(assertion)]
    if not any(f.letters for f in figures):
        return phrase
    text, at, printed = phrase.text, 0, list(phrase.printed)
    first = 0
    while first < len(printed):
        number = printed[first].text
        start = _place(text, number, at)
        last = first + 1 + _is_range(printed, first, text, start)
        if start >= 0:
            letters = _all(_letters(one, figures) for one in printed[first:last])
            new = number + "".join(mark for mark in raised(letters) if mark not in number)
            text = text[:start] + new + text[start + len(number) :]
            at = start + len(new)
            printed[first:last] = [replace(one, text=new) for one in printed[first:last]]
        first = last
    return replace(phrase, text=text, printed=tuple(printed))


def _is_range(printed: Sequence[Printed], first: int, text: str, start: int) -> bool:
    """Whether a number and the next one are the two ends of a range: they have one text, and it stands once."""
    number = printed[first].text
    alike = len(printed) > first + 1 and printed[first + 1].text == number
    return alike and _place(text, number, start + len(number)) < 0


def _letters(number: Printed, figures: Sequence[_LetteredNumber]) -> str:
    """Return the letters of every figure that a number prints; a count of members is none of them."""
    if number.unit == "count" and not number.of:
        return ""
    known = {f.of for f in figures}
    return _all(
        f.letters
        for f in figures
        if (number.of == f.of or not f.of or number.of not in known)
        and math.isclose(abs(number.value), abs(f.value), rel_tol=1e-9, abs_tol=1e-15)
    )


def _figures(assertion: Assertion) -> Iterator[_LetteredNumber]:
    """Give every number that an assertion makes of its values, then of all of them together."""
    values = [v for v in assertion.values if v.known and not v.word]
    for v in values:
        yield _LetteredNumber(v.of, v.value, v.marks)
        if math.isfinite(v.base_value):
            both = _all((v.marks, v.base_marks))
            yield _LetteredNumber(v.of, v.base_value, v.base_marks)
            yield from (_LetteredNumber(v.of, x, both) for x in _compared(v.value, v.base_value))
    bound = assertion.threshold.value if assertion.threshold else None
    if isinstance(bound, float) and len(values) == 1:
        # What is open above is told by what it rounds down to: “at least $9.17bn”. A bound of several is nobody's figure.
        yield from (_LetteredNumber(v.of, bound, v.marks) for v in values if _rounds_down(v, bound))
    whole = [v for v in values if v.of in assertion.true_of] or values
    operands = [o for o in assertion.operands if isinstance(o.value, float)]
    yield from (_LetteredNumber(o.of, float(o.value or 0.0), o.marks) for o in operands)
    letters = _all((*(x for v in whole for x in (v.marks, v.base_marks)), *(o.marks for o in operands)))
    # An operand has its own letters, whatever it is held against.
    own = {abs(x) for v in values for x in (v.value, v.base_value)} | {
        abs(float(o.value or 0.0)) for o in operands
    }
    told = [*_numbers(assertion.result)]
    if assertion.form == "change":
        now, then = (math.fsum(getattr(v, name) for v in whole) for name in ("value", "base_value"))
        told += [now, then, *_compared(now, then)]
    if assertion.form in ("times", "gap"):
        told += _compared(assertion.figure("a"), assertion.figure("b"))
    if assertion.form == "share":
        told += _parts(assertion)
    yield from (_LetteredNumber("", x, letters) for x in told if abs(x) not in own)


def _rounds_down(told: Value, bound: float) -> bool:
    """Whether a bound has the digits of a value and no more: a whole per cent of it, or three digits."""
    return 0 <= told.value - bound < (0.01 if told.unit == "share" else abs(told.value) / 100)


def _parts(assertion: Assertion) -> list[float]:
    """Return a part, its whole, and what part it is."""
    part, whole = (assertion.result[key] for key in ("numerator", "denominator"))
    if isinstance(part, list) and isinstance(whole, list):
        values = {v.of: v.value for v in assertion.values}
        part, whole = (math.fsum(values.get(of, math.nan) for of in members) for members in (part, whole))
    if not isinstance(part, int | float) or not isinstance(whole, int | float):
        return []
    return [part, whole, part / whole if whole else math.nan]


def _compared(now: float, then: float) -> list[float]:
    return [now - then, *((now / then - 1, now / then) if then else ())]


def _numbers(found: object) -> Iterator[float]:
    if isinstance(found, float):
        yield found
    elif isinstance(found, Mapping):
        for part in found.values():
            yield from _numbers(part)
    elif isinstance(found, list | tuple):
        for part in found:
            yield from _numbers(part)


def _all(letters: Iterator[str] | Sequence[str]) -> str:
    """Join letters, each once, in one order."""
    return "".join(sorted({x for some in letters for x in some}))


def _place(text: str, number: str, at: int) -> int:
    """Find a number that is no part of a longer one, nor of the name of a quarter; −1 where it does not stand."""
    start = text.find(number, at)
    while start >= 0:
        before, after = text[:start][-2:], text[start + len(number) :][:2]
        inside = number[0].isdigit() and (
            before[-1:] in _DIGITS or (before[:1].isdigit() and before[1:] == "Q")
        )
        goes_on = number[-1].isdigit() and (
            after[:1].isdigit() or (after[:1] in ".," and after[1:].isdigit())
        )
        if not inside and not goes_on:
            return start
        start = text.find(number, start + 1)
    return start
