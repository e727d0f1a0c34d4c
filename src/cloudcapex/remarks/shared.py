"""The common points of a quarter: who says the same, who says otherwise, who does neither, of whom nothing was read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..facts.remarks import Remark, SaidPoint, said_points
from ..periods import Quarter
from ..schema.words import THEMES
from .quarters import remarks_of, was_read

Stance = Literal["says", "differs", "silent", ""]


@dataclass(frozen=True)
class SharedPoint:
    """One point and the stance of each company to it.

    Attributes
    ----------
    point : SaidPoint
        What is said.
    remarks : tuple of Remark
        Those that come down to it, and those that come down to the opposite, company by company.
    stances : tuple of (str, str)
        Company and stance, in their order: ``says``, ``differs`` (it says the opposite and not this), ``silent`` (none
        of its remarks makes the point); empty where nothing of its quarter was read.
    """

    point: SaidPoint
    remarks: tuple[Remark, ...]
    stances: tuple[tuple[str, Stance], ...]

    def of(self, stance: Stance) -> tuple[str, ...]:
        """Return the companies of a stance."""
        return tuple(c for c, told in self.stances if told == stance)


def shared_points(
    companies: Sequence[str], quarter: Quarter, as_of: dt.date | None = None
) -> tuple[SharedPoint, ...]:
    """Return every point that two companies make or that one makes and another denies, by theme, the most shared first.

    Parameters
    ----------
    companies : sequence of str
        Slugs, in house order.
    quarter : Quarter
        Of which they speak.
    as_of : date, optional
        Only what was known on this day.

    Returns
    -------
    tuple of SharedPoint
        None of a quarter of which nothing was read.
    """
    told = {c: remarks_of(c, quarter, as_of) for c in companies}
    read = [c for c in companies if told[c] or was_read(c, quarter, as_of)]
    found = [_shared(point, companies, told, read) for point in said_points().values()]
    common = [s for s in found if len(s.of("says")) + min(1, len(s.of("differs"))) > 1 and s.of("says")]
    return tuple(sorted(common, key=lambda s: (THEMES.index(s.point.theme), -len(s.of("says")), s.point.id)))


def _shared(
    point: SaidPoint,
    companies: Sequence[str],
    told: dict[str, tuple[Remark, ...]],
    read: Sequence[str],
) -> SharedPoint:
    opposite = {p.id for p in said_points().values() if point.id == p.against or p.id == point.against}
    stances = tuple((c, _stance(point, opposite, told[c], c in read)) for c in companies)
    remarks = tuple(r for c in companies for r in told[c] if {point.id, *opposite} & set(r.points))
    return SharedPoint(point, remarks, stances)


def _stance(point: SaidPoint, opposite: set[str], remarks: Sequence[Remark], read: bool) -> Stance:
    made = {p for r in remarks for p in r.points}
    if point.id in made:
        return "says"
    if opposite & made:
        return "differs"
    return "silent" if read else ""
