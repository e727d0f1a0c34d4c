"""Ranges of numbers: ``$195–205bn``, ``$950m to $1.2bn``, ``+91 % to +140 %``; ``1,950–2,050億美元``."""

from __future__ import annotations

import dataclasses

from .number import Number
from .tags import is_chinese
from .written import Parts, written


def between(low: Number, high: Number, language: str) -> str:
    """Write a range, its mark and its unit once where both ends share them.

    Parameters
    ----------
    low, high : Number
        The ends, of one unit, for one place.
    language : str
        One of the languages of editions.

    Returns
    -------
    str
        Ends that print alike are one number.

    Raises
    ------
    ValueError
        When the ends are of two units or places, or stand the wrong way round.
    """
    if (low.unit, low.place, low.sign) != (high.unit, high.place, high.sign):
        raise ValueError(f"no range from {low.unit} ({low.place}) to {high.unit} ({high.place})")
    if low.value > high.value:
        raise ValueError(f"a range from {low.value} down to {high.value}")
    first, last = _on_one_scale(low, high, language)
    if str(first) == str(last):
        return str(first)
    if first.sign or last.sign or first.less or first.scale != last.scale:
        return _apart(first, last, language)
    return f"{last.mark}{first.digits}–{last.digits}{last.unit}"


def _on_one_scale(low: Number, high: Number, language: str) -> tuple[Parts, Parts]:
    """Write the lower end in the higher one's unit where it keeps its digits there: ``$0.95–1.2bn``."""
    first, last = written(low, language), written(high, language)
    if 1 < first.scale < last.scale:
        there = written(low, language, scale=last.scale)
        if not there.less and _worth(there) == _worth(first):
            return there, last
    return first, last


def _worth(parts: Parts) -> float:
    return float(parts.digits.replace(",", "")) * parts.scale


def _apart(first: Parts, last: Parts, language: str) -> str:
    if not is_chinese(language):
        return f"{first} to {last}"
    if first.sign == last.sign and first.sign.isalpha():  # 增91%至140%
        last = dataclasses.replace(last, sign="")
    return f"{first}至{last}"
