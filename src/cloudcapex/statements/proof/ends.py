"""What a sentence calls an end: at least, at most; such a number is rounded to its own side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import numbers
from .record import Record, RecordPrinted

# What calls a number an end -> -1 where no more may be printed than there is, 1 where no less.
_ENDS = (
    (-1, re.compile(r"(?:\bat least|至少|≥)[\s\u2060]*$"), re.compile(r"\bat least\b|至少|≥")),
    (
        1,
        re.compile(r"(?:\bat most|(?<!sped )\bup to|至多|最多|≤)[\s\u2060]*$"),
        re.compile(r"\b(?:at most|(?<!sped )up to)\b|至多|最多|≤"),
    ),
)

# A measure of a lower end.
_LOW = "_low"


def above_its_end(record: Record, ratio: float, numerator: float) -> Iterator[str]:
    """Tell of a multiple that is printed above what it is, where what is so many times another is called the least.

    Parameters
    ----------
    record : Record
        Of a multiple.
    ratio, numerator : float
        How many times, and of what.
    """
    least, _, said = _ENDS[0]
    low = any(o.measure.endswith(_LOW) and o.value == numerator for o in record.operands or ())
    for item in record.printed if low and said.search(record.text) else ():
        if item.value == ratio and not any(
            numbers.bounds(ratio, numbers.in_unit(told, item.unit), least) for told in numbers.read(item.text)
        ):
            yield f"printed: {item.text} is more than the {ratio:.6g} that the least comes to"


def prints(record: Record, item: RecordPrinted, value: float, said: numbers.Said) -> bool:
    """Whether the words print a value: right behind *at least* or *at most* on that side of it, else rounded."""
    before = record.text.partition(item.text)[0]
    for side, just_before, anywhere in _ENDS:
        if just_before.search(before):
            return numbers.bounds(value, said, side)
        if anywhere.search(record.text) and numbers.bounds(value, said, side):
            return True
    return numbers.prints(value, said)
