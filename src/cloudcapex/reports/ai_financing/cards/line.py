"""A line of a laboratory's card, and what stands where there is none."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class CardLine:
    """A line of a card.

    Parameters
    ----------
    measure, text : str
        What it tells, and the figure or the names, in the language of the edition.
    told : date
        When it was told.
    evidence : str
        The weakest behind it.
    sources : tuple of str
        Documents, the newest of which it links to.
    marks : str
        Letters: e estimated, s by the press or passed on by others.
    value : float
        Unrounded; NaN for names and ranges.
    unit : str
        Of the value.
    """

    measure: str
    text: str
    told: dt.date
    evidence: str
    sources: tuple[str, ...]
    marks: str = ""
    value: float = math.nan
    unit: str = ""


@dataclass(frozen=True)
class Unknown:
    """What a card cannot tell, and why: a kind of missing, as tables mark it."""

    measure: str
    reason: str = "not_disclosed"


Answer = Sequence[CardLine] | Unknown
