"""One figure of a claim, and how finely it is written."""

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


def significant_digits(text: str) -> int:
    """Count the digits of the first written number that say something: 3 for ``13.3``, 1 for ``2``, 2 for ``0.30``."""
    found = re.search(r"\d+(?:,\d{3})*(?:\.\d+)?", text)
    if not found:
        return 0
    digits = found[0].replace(",", "")
    if "." not in digits:
        digits = digits.rstrip("0") or "0"
    return len(digits.replace(".", "").lstrip("0"))
