"""Amounts of one quarter or several that were told only together: never split, and laid end to end without overlap."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from ..facts.rows import FactRow
from ..facts.told import told_of
from ..periods import Quarter
from ..schema.grades import BASES, basis_of, weakest, weakness
from ..schema.rows import rows_of
from .frames import series
from .points import Point, points_of, stated_point

# What a stretch takes over from the figure it is read from.
_CARRIED = (
    "company",
    "metric",
    "definition",
    "value",
    "unit",
    "basis",
    "evidence",
    "sources",
    "rounded_to",
    "low",
    "high",
)


@dataclass(frozen=True)
class Stretch:
    """An amount of consecutive quarters, as told.

    Parameters
    ----------
    company, metric, definition : str
        What was told.
    first, last : Quarter
        First and last quarter of its period.
    value : float
        For the whole period, in whole units of ``unit``.
    basis, evidence : str
        As in a series frame.
    sources : tuple of str
        Documents it stands in.
    rounded_to : float, optional
        The step it is rounded to; None for a computed one, and where no step shows.
    low, high : float, optional
        The bounds that rounding leaves it.
    """

    company: str
    metric: str
    definition: str
    first: Quarter
    last: Quarter
    value: float
    unit: str
    basis: str
    evidence: str
    sources: tuple[str, ...]
    rounded_to: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def quarters(self) -> int:
        """How many quarters it is the sum of."""
        return self.last - self.first + 1


@dataclass(frozen=True)
class Cover:
    """Stretches that follow one another without a gap.

    Parameters
    ----------
    parts : tuple of Stretch
        Oldest first.
    """

    parts: tuple[Stretch, ...]

    @property
    def first(self) -> Quarter:
        return self.parts[0].first

    @property
    def last(self) -> Quarter:
        return self.parts[-1].last

    @property
    def value(self) -> float:
        return math.fsum(p.value for p in self.parts)

    @property
    def bounds(self) -> tuple[float, float]:
        """Between which rounding leaves the sum."""
        return (
            math.fsum(p.value if p.low is None else p.low for p in self.parts),
            math.fsum(p.value if p.high is None else p.high for p in self.parts),
        )

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(sorted({s for p in self.parts for s in p.sources}))

    @property
    def evidence(self) -> str:
        """The weakest of the parts'."""
        return weakest(p.evidence for p in self.parts)

    @property
    def basis(self) -> str:
        """That of a single part, else derived, or estimated if any part is."""
        if len(self.parts) == 1:
            return self.parts[0].basis
        return basis_of([p.basis for p in self.parts])


def stretches(
    metric: str,
    company: str,
    end: str | Quarter,
    as_of: dt.date | str | None = None,
    definition: str | None = None,
) -> list[Stretch]:
    """Return every amount of whole quarters that was told for a company's flow.

    Single quarters are those of `series`; to them come the halves, years and other sums that documents state.

    Parameters
    ----------
    metric, company : str
        A flow, such as ``capex_as_stated``, and one company.
    end : str or Quarter
        Periods that end later are left out.
    as_of : date or str, optional
        Nothing filed later is known.
    definition : str, optional
        Only this one; otherwise every definition, each with periods of its own.

    Returns
    -------
    list of Stretch
        One for each definition and period, by last quarter, then the longest first. Where several documents
        state a period, what was reported stands before what was derived, then the better evidence, then the
        newer document.
    """
    end = Quarter.parse(end)
    frame = told_of(company, metric, as_of)
    frame = frame[frame["period_start"].notna()]
    frame = frame.assign(
        worth=[
            -10 * BASES.index(b) - weakness(e) for b, e in zip(frame["basis"], frame["evidence"], strict=True)
        ]
    ).sort_values(["worth", "filed", "source_id"])
    found: dict[tuple[str, Quarter, Quarter], Stretch] = {}
    for row in rows_of(frame, FactRow):
        start = row.period_start or row.period_end
        first, last = Quarter.containing(start), Quarter.containing(row.period_end)
        if (start, row.period_end) == (first.start, last.end) and last > first:
            found[row.definition, first, last] = _stretch(stated_point(row, company, metric, last), first)
    single = series(metric, company, end=end, as_of=as_of, definition="all")
    for point in points_of(single[single["value"].notna()]):
        found[point.definition, point.quarter, point.quarter] = _stretch(point, point.quarter)
    kept = [s for s in found.values() if s.last <= end and definition in (None, s.definition)]
    return sorted(kept, key=lambda s: (s.definition, s.last, s.first))


def _stretch(point: Point, first: Quarter) -> Stretch:
    """Read a point of the last quarter as the amount of all from ``first`` on."""
    return Stretch(first=first, last=point.quarter, **{name: getattr(point, name) for name in _CARRIED})


def cover(told: Sequence[Stretch], first: Quarter, last: Quarter) -> Cover | None:
    """Lay amounts end to end from one quarter to another.

    Parameters
    ----------
    told : sequence of Stretch
        Of one metric and definition, in one unit.
    first, last : Quarter
        The quarters to be covered, both included.

    Returns
    -------
    Cover or None
        The fewest amounts that do, so that nothing is rounded more often than it must be; None where some quarter
        would be left out or counted twice.
    """
    best: dict[Quarter, tuple[Stretch, ...]] = {first: ()}
    for step in range(last - first + 1):
        start = first + step
        if start not in best:
            continue
        for part in told:
            after = part.last + 1
            if part.first != start or part.last > last:
                continue
            longer = (*best[start], part)
            if after not in best or len(longer) < len(best[after]):
                best[after] = longer
    parts = best.get(last + 1)
    return Cover(parts) if parts else None


def longest_cover(told: Sequence[Stretch], first: Quarter, last: Quarter) -> Cover | None:
    """Cover as many quarters as can be from ``first`` on, at the most up to ``last``; None where there is none.

    Parameters
    ----------
    told : sequence of Stretch
        Amounts of one definition, each of one or several quarters.
    first, last : Quarter
        Both included.

    Returns
    -------
    Cover or None
        With its value in whole units of the stretches' currency.
    """
    for end in range(last - first, -1, -1):
        found = cover(told, first, first + end)
        if found:
            return found
    return None
