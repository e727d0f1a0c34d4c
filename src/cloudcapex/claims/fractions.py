"""Fractions, multiples and lives told in words: *two-thirds of its*, 六成, 三分之二, *sixfold*, *five years*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

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


_TEENS = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
]
_COUNTED = {**dict(zip(_TEENS, range(2, 16), strict=True)), "twenty": 20, "thirty": 30}
_COUNT = "|".join(_COUNTED)
_FOLD = re.compile(
    rf"(?<![A-Za-z])(?P<count>{_COUNT})(?:-?fold(?![a-z])| times(?! (?:as|that|its|the|more|what)))", re.I
)
_FOLD_ZH = re.compile(r"(?<![十百千\d.])(?P<count>[二两兩三四五六七八九十])倍")
_YEARS = re.compile(
    rf"(?<![A-Za-z])(?P<count>{_COUNT})(?P<half> and a half)?[- ]years?(?![a-z]| (?:ago|earlier|before|after))",
    re.I,
)
_YEARS_ZH = re.compile(
    r"(?<![第十百〇○零二一\d])(?P<count>[二两兩三四五六七八九])年(?P<half>半)?(?![前后後来來内內以级級])"
)


def counted_in(text: str) -> Iterator[tuple[int, int, float, Literal["times", "years"]]]:
    """Yield where each multiple or life in words stands, what it is, and of which kind.

    Parameters
    ----------
    text : str
        One sentence, its times left out.
    """
    for pattern in (_FOLD, _FOLD_ZH):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), _count(match["count"]), "times"
    for pattern in (_YEARS, _YEARS_ZH):
        for match in pattern.finditer(text):
            yield (
                match.start(),
                match.end(),
                _count(match["count"]) + (0.5 if match["half"] else 0.0),
                "years",
            )


def _count(text: str) -> float:
    return float(_COUNTED.get(text.casefold(), 0) or _digit(text))


def _digit(text: str) -> int:
    return _DIGITS[text] if text in _DIGITS else int(text)
