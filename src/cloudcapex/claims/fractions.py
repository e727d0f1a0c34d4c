"""Fractions told in words: *two-thirds of its*, *half of Amazon's*, 六成, 三分之二."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ENGLISH = {
    "half": 1 / 2,
    "a third": 1 / 3, "one-third": 1 / 3, "two-thirds": 2 / 3, "two thirds": 2 / 3,
    "a quarter": 1 / 4, "one-quarter": 1 / 4, "three-quarters": 3 / 4, "three quarters": 3 / 4,
    "a fifth": 1 / 5, "one-fifth": 1 / 5, "two-fifths": 2 / 5, "three-fifths": 3 / 5, "four-fifths": 4 / 5,
    "a tenth": 1 / 10, "one-tenth": 1 / 10,
}  # fmt: skip
_WORDS = "|".join(sorted(map(re.escape, _ENGLISH), key=len, reverse=True))
# Of whom, or of what, must follow: a quarter is a time too.
_OF = r"(?= of (?:its|their|the|all|total|group|[A-Z]))"
_IN_ENGLISH = re.compile(rf"(?<![A-Za-z-])(?P<words>{_WORDS}){_OF}", re.IGNORECASE)
_DIGITS = {
    "一": 1,
    "二": 2,
    "两": 2,
    "兩": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
_DIGIT = "[一二两兩三四五六七八九]"
_IN_TENTHS = re.compile(
    rf"(?<![{''.join(_DIGITS)}])(?P<tenths>{_DIGIT}|\d)成(?P<more>{_DIGIT}|半)?(?![为為本交立长長功果就])"
)
_IN_PARTS = re.compile(rf"(?P<under>{_DIGIT}|十)分之(?P<over>{_DIGIT})")
_HALF = re.compile(r"(?<![多大])(?:一半|半数|半數)")


def fractions_in(text: str) -> Iterator[tuple[int, int, float]]:
    """Yield where each fraction stands, and what it is worth.

    Parameters
    ----------
    text : str
        One sentence, its times left out.
    """
    for match in _IN_ENGLISH.finditer(text):
        yield match.start(), match.end(), _ENGLISH[match["words"].casefold()]
    for match in _IN_TENTHS.finditer(text):
        more = 5 if match["more"] == "半" else _digit(match["more"]) if match["more"] else 0
        yield match.start(), match.end(), _digit(match["tenths"]) / 10 + more / 100
    for match in _IN_PARTS.finditer(text):
        yield match.start(), match.end(), _digit(match["over"]) / _digit(match["under"])
    for match in _HALF.finditer(text):
        yield match.start(), match.end(), 0.5


def _digit(text: str) -> int:
    return _DIGITS[text] if text in _DIGITS else int(text)
