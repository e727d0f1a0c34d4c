"""One figure of a claim, how finely it is written, and which way it is said to have gone there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .spans import Span


@dataclass(frozen=True)
class Part:
    """One figure of a claim.

    Parameters
    ----------
    measure : str
        Id of what it is of.
    spans : tuple of Span
        When it is for; more than one where the claim leaves it open.
    low, high, step : float
        The value in whole units, and the worth of its last written place.
    unit, qualifier : str
        What it is in, and how it was hedged.
    digits : int
        Significant digits as written: what a coincidence is weighed by.
    """

    measure: str
    spans: tuple[Span, ...]
    low: float
    high: float
    step: float
    unit: str
    qualifier: str
    digits: int


@dataclass(frozen=True)
class Way:
    """Which way a level went: *fell to*, *doubled to*.

    Parameters
    ----------
    least, most : float
        The level as a multiple of the one before; 1 and infinity where it only rose.
    against : str
        ``_qoq`` or ``_yoy`` where the words say which one before; empty where either will do.
    """

    least: float
    most: float
    against: str = ""


def significant_digits(text: str) -> int:
    """Count the digits of the first written number that say something: 3 for ``13.3``, 1 for ``2``, 2 for ``0.30``."""
    found = re.search(r"\d+(?:,\d{3})*(?:\.\d+)?", text)
    if not found:
        return 0
    digits = found[0].replace(",", "")
    if "." not in digits:
        digits = digits.rstrip("0") or "0"
    return len(digits.replace(".", "").lstrip("0"))
