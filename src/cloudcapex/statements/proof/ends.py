"""What a sentence calls an end: at least, at most; such a number is rounded to its own side."""

from __future__ import annotations

import re

from . import numbers
from .record import Record, RecordPrinted

# What calls a number an end -> -1 where no more may be printed than there is, 1 where no less.
_ENDS = (
    (-1, re.compile(r"(?:\bat least|至少|≥)[\s\u2060]*$"), re.compile(r"\bat least\b|至少|≥")),
    (
        1,
        re.compile(r"(?:\bat most|\bup to|至多|最多|≤)[\s\u2060]*$"),
        re.compile(r"\b(?:at most|up to)\b|至多|最多|≤"),
    ),
)


def prints(record: Record, item: RecordPrinted, value: float, said: numbers.Said) -> bool:
    """Whether the words print a value: right behind *at least* or *at most* on that side of it, else rounded."""
    before = record.text.partition(item.text)[0]
    for side, just_before, anywhere in _ENDS:
        if just_before.search(before):
            return numbers.bounds(value, said, side)
        if anywhere.search(record.text) and numbers.bounds(value, said, side):
            return True
    return numbers.prints(value, said)
