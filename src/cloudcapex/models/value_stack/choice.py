"""Which estimate of each assumption an edition uses: the newest one known, the essay's, or the reader's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from ...errors import UsageError, unknown
from ...periods import Quarter
from .assumptions import IDS, NEEDED, Assumption, Estimate, Stack, range_fault

# The document whose numbers the model started from.
ESSAY = "a16z-com-generative-ai-platform"
WAYS = ("newest", "essay")


@dataclass(frozen=True)
class Chosen:
    """An assumption with the one estimate that is used."""

    assumption: Assumption
    estimate: Estimate

    @property
    def id(self) -> str:
        return self.assumption.id


def chosen(
    stack: Stack, quarter: Quarter, as_of: dt.date, *, way: str = "newest", own: str = ""
) -> dict[str, Chosen]:
    """Choose an estimate for each assumption.

    Parameters
    ----------
    stack : Stack
        From `read_stack`.
    quarter : Quarter
        Estimates that speak of a later quarter are left out.
    as_of : date
        Estimates that became known later are left out.
    way : {'newest', 'essay'}
        The newest estimate of each, or only those that rest on the essay alone.
    own : str
        Ranges of the reader, which stand before any other: ``apps_gross_margin=0.5..0.6; models_cloud=0.4``.

    Returns
    -------
    dict
        By id, in the order of the model; an assumption that nobody had estimated is not there.

    Raises
    ------
    UsageError
        For an unknown way or id, or a range that cannot be.
    """
    if way not in WAYS:
        raise unknown("way to choose estimates", way, WAYS)
    ranges = own_ranges(own)
    found = {}
    for assumption in stack.assumptions:
        told = [
            e
            for e in assumption.estimates
            if e.known <= as_of and e.describes <= quarter and (way == "newest" or e.sources == (ESSAY,))  # type: ignore[operator]
        ]
        if assumption.id in ranges:
            told = [ranges[assumption.id]]
        if told:
            found[assumption.id] = Chosen(assumption, told[-1])
    return found


def missing(choice: Mapping[str, Chosen]) -> list[str]:
    """List the assumptions that the model needs and nobody had estimated."""
    return [name for name in NEEDED if name not in choice]


def own_ranges(text: str) -> dict[str, Estimate]:
    """Read a reader's ranges.

    Parameters
    ----------
    text : str
        Entries with ``;`` between: ``id=value``, ``id=low..high`` (nothing inside is likelier) or
        ``id=low..central..high`` (the central value is likeliest). Fractions, or per cent with a sign.
    """
    found: dict[str, Estimate] = {}
    for entry in filter(None, (part.strip() for part in text.split(";"))):
        name, equals, value = (part.strip() for part in entry.partition("="))
        if name not in IDS:
            raise unknown("assumption", name, IDS, where="parameter assumptions")
        if name in found:
            raise UsageError(f"{name} is given twice", where="parameter assumptions")
        found[name] = _own(name, value, entry, bool(equals))
    return found


def _own(name: str, value: str, entry: str, given: bool) -> Estimate:
    try:
        ends = [
            float(p[:-1]) / 100 if p.endswith("%") else float(p) for p in map(str.strip, value.split(".."))
        ]
    except ValueError:
        ends = []
    if not given or not 1 <= len(ends) <= 3:
        raise UsageError(
            f"{entry!r} is no range",
            where="parameter assumptions",
            valid=f"{name}=0.5, {name}=0.4..0.6, {name}=0.4..0.5..0.6",
        )
    low, high = ends[0], ends[-1]
    central = ends[1] if len(ends) == 3 else (low + high) / 2
    fault = range_fault(name, low, central, high)
    if fault:
        raise UsageError(f"{entry!r}: {fault}", where="parameter assumptions", valid="low ≤ central ≤ high")
    return Estimate(low, central, high, "triangular" if len(ends) == 3 else "uniform", "own")
