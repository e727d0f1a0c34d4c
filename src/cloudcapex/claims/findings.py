"""What the data hold against a claim: a value with its period, definition, evidence and sources, and how far it binds."""

from __future__ import annotations

import datetime as dt
import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .. import facts
from ..paths import Stamp, stamp
from .spans import Span

# More digits than any figure is told to.
_DIGITS = 6

# How a finding bears on a claim:
#   fact        the figure itself; it confirms or contradicts
#   bound       the figure lies between two known ones; outside of them a claim is wrong, inside nothing is known
#   proxy       another figure near it; close to it a claim is about right, far from it wrong
#   other_day   the same thing on another day; it can bear a claim out, not overturn it
#   mixed       a sum on two bases; it confirms and contradicts nothing
#   terms       what was told of a deal before it was closed; a claim is then as its source says, and no fact
#   recast      the figure on a definition drawn after the claim was made; likewise
Bearing = Literal["fact", "bound", "proxy", "other_day", "mixed", "terms", "recast"]


@dataclass(frozen=True)
class Finding:
    """One figure of the data that answers a claim.

    Parameters
    ----------
    low, high : float
        In whole units; equal for a single value, infinite where an end is open.
    unit, metric, entity, span : str, str, str, Span
        What it is in, what it is of (a metric id or ``table.column``), whose (an id of the vocabulary, or a name),
        and when.
    definition, basis, evidence, sources : str, str, str, tuple of str
        As in the facts.
    bearing : Bearing
        How far it binds.
    near, far : float
        For a proxy: within which share of it a claim is about right, and beyond which it is wrong.
    qualifier : str
        How its document hedges it: ``about``, ``over``, ``up_to``; empty for no hedge.
    """

    low: float
    high: float
    unit: str
    metric: str
    entity: str
    span: Span
    definition: str = ""
    basis: str = "reported"
    evidence: str = "filed"
    sources: tuple[str, ...] = ()
    bearing: Bearing = "fact"
    near: float = 0.0
    far: float = 0.0
    qualifier: str = ""

    @property
    def single(self) -> bool:
        return self.low == self.high

    @property
    def step(self) -> float:
        """Worth of one unit in the last place the figure itself is rounded to; 0 for a filed one.

        What a call or a report says is rounded; two digits of it at least are taken to count.
        """
        if self.evidence == "filed" or not self.single or self.low == 0 or self.basis == "derived":
            return 0.0
        magnitude = abs(self.low)
        if magnitude < 1:
            return 0.01 if round(magnitude * 100, 6).is_integer() else 0.0
        step = 1.0
        while magnitude % (step * 10) == 0 and step * 100 <= magnitude:
            step *= 10
        return step

    @property
    def told_to(self) -> float:
        """Worth of the last place that a stated figure is told to, where that is coarser than three digits show; else 0.

        Noughts after it are none that its document gave.
        """
        ends = [abs(end) for end in (self.low, self.high) if end and math.isfinite(end)]
        if self.basis == "derived" or not ends:
            return 0.0
        told = min(map(last_place, ends))
        usual = 0.001 if self.unit == "share" else 10.0 ** (math.floor(math.log10(max(ends))) - 2)
        return told if told > usual * 1.01 else 0.0


def last_place(value: float) -> float:
    """Worth of the last place of a value that is no nought.

    Parameters
    ----------
    value : float
        Above nought.

    Returns
    -------
    float
        A power of ten, such as 10 for 2,340.
    """
    step = 10.0 ** (math.floor(math.log10(value)) - _DIGITS)
    while round(value / (step * 10), 6).is_integer():
        step *= 10
    return step


def first_filed(sources: Sequence[str]) -> dt.date | None:
    """Day by which every one of some documents was out; None where the data do not say."""
    days = [d for d in (_days().get(s) for s in sources) if d]
    return max(days) if days else None


def _days() -> dict[str, dt.date]:
    return _document_days(stamp())


@functools.lru_cache(maxsize=2)
def _document_days(state: Stamp) -> dict[str, dt.date]:
    documents = facts.load_table("sources")
    told = {
        str(s): d.date()
        for s, d in zip(documents["source_id"], documents["published"], strict=True)
        if d == d
    }
    days = facts.load_facts().groupby("source_id")["filed"].min()
    return told | {str(source): day.date() for source, day in days.items()}
