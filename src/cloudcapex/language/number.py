"""A number on its way into words: its value, its unit, and the place it is printed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Place = Literal["headline", "prose", "table", "chart"]


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
