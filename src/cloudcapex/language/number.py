"""A number on its way into words: its value, its unit, and the place it is printed in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

Place = Literal["headline", "prose", "table", "chart"]
Side = Literal["", "least", "most"]

# Words and signs of a message by which a number is an end, and which. What *sped up to* a rate has just that.
_ENDS: tuple[tuple[Side, re.Pattern[str]], ...] = (
    ("least", re.compile(r"(?:\bat least |≥ ?)\{(\w+)\}")),
    ("most", re.compile(r"(?:\bat most |(?<!sped )\bup to |≤ ?)\{(\w+)\}")),
)


@dataclass(frozen=True)
class Number:
    """A number in words: written by Language.write, recorded by whoever must prove it."""

    value: float
    unit: str  # ISO currency, "share" (a fraction, written as per cent), "points" (a difference of shares), "times", "count", "MW", "years" …
    of: str = ""  # whose: a slug or another member's id
    sign: bool = False  # print + before a rise
    decimals: int | None = None  # fixed digits after the point, else the place's rule
    place: Place = "prose"  # headline | prose | table | chart
    about: bool = False  # a mark before it says that its last digit is open
    side: Side = ""  # of an end: "at least" is never more than the value, "at most" never less


def sided(message: str, values: Mapping[str, object]) -> dict[str, object]:
    """Make ends of the numbers that the words before them call so.

    Parameters
    ----------
    message : str
        In English, its places unfilled.
    values : mapping
        What fills them.

    Returns
    -------
    dict
        The same, with each number behind *at least* or *at most* rounded to its side.
    """
    told = dict(values)
    for side, pattern in _ENDS:
        for name in pattern.findall(message):
            number = told.get(name)
            if isinstance(number, Number):
                told[name] = replace(number, side=side)
    return told
