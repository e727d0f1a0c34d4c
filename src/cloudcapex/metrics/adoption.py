"""Figures of adoption as a company told them: first, last, by how much they moved, and since when it tells them no more.

A figure stands on one definition and over one length of time: of a metric that was counted in several ways the newest is
followed, and the others are kept beside it. A company *no longer says* a figure only where a later text of it was read
whole and does not hold it; what nobody read proves nothing.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from operator import truediv

from .. import facts
from ..facts.absences import texts_read
from ..facts.rows import FactRow
from ..periods import Quarter
from ..schema.grades import weakness
from ..schema.rows import rows_of
from .book import open_book
from .points import Point, computed
from .stated import Stated, as_stated, hedges_of

_DAYS = 91.3  # of a quarter


@dataclass(frozen=True)
class Unsaid:
    """The quarters whose texts were read whole and do not say a figure.

    Attributes
    ----------
    since, until : Quarter
        The first and the last of an unbroken run, of which the last is the newest text that was read.
    """

    since: Quarter
    until: Quarter


@dataclass(frozen=True)
class Adoption:
    """One figure of adoption of one company, as known on a day.

    Attributes
    ----------
    company, metric : str
        Whose, and what.
    told : tuple of Stated
        On the newest definition, the oldest first; one for each period.
    before : tuple of Stated
        The last that was told on each definition, or length of time, before it.
    quarters : frozenset of Quarter
        Those it was told of, on whatever definition.
    silence : Unsaid or None
        Since when it is no longer said; None where it is, or where nothing later was read.
    otherwise : tuple of Stated
        All that was told on other definitions, or of another length of time; the oldest definition first.
    """

    company: str
    metric: str
    told: tuple[Stated, ...]
    before: tuple[Stated, ...]
    quarters: frozenset[Quarter]
    silence: Unsaid | None = None
    otherwise: tuple[Stated, ...] = ()

    @property
    def first(self) -> Stated:
        return self.told[0]

    @property
    def last(self) -> Stated:
        return self.told[-1]

    @property
    def moved(self) -> Point | None:
        """How far the last figure is from the first, see `move`; None where it was told once."""
        return move(self.first.point, self.last.point) if len(self.told) > 1 else None

    def of(self, quarter: Quarter) -> Stated | None:
        """Return what was told of a quarter; of several days in it the last."""
        return next((t for t in reversed(self.told) if t.point.quarter == quarter), None)

    def of_any(self, quarter: Quarter) -> Stated | None:
        """Return what was told of a quarter, where not on the newest definition on the last one before it."""
        other = (t for t in reversed(self.otherwise) if t.point.quarter == quarter)
        return self.of(quarter) or next(other, None)


def adoptions(company: str, quarter: Quarter, as_of: dt.date) -> tuple[Adoption, ...]:
    """Return the figures of adoption that a company had told up to a quarter, in the order of their set.

    Parameters
    ----------
    company : str
        A slug; which figures of it are followed are rows of ``groups.csv``.
    quarter : Quarter
        Nothing that was told of a later one is seen.
    as_of : date
        Nothing that became known after this day is seen.
    """
    rows = facts.load_facts(as_of)
    rows = rows[rows["company"] == company]
    found = []
    for member in facts.group("adoption"):
        if member.company == company:
            hedges = hedges_of(company, member.metric)
            told = [as_stated(row, hedges) for row in rows_of(rows[rows["metric"] == member.metric], FactRow)]
            found.append(_adoption(company, member.metric, [t for t in told if t.point.quarter <= quarter]))
    return tuple(
        replace(a, silence=silence(max(a.quarters), quarter, texts_read(company, a.metric, as_of)))
        for a in found
        if a is not None
    )


def silence(last: Quarter, newest: Quarter, read: Collection[Quarter]) -> Unsaid | None:
    """Say since when a figure is no longer said.

    Parameters
    ----------
    last : Quarter
        The newest it was told of.
    newest : Quarter
        Up to which it is asked.
    read : collection of Quarter
        Those whose texts were read whole.

    Returns
    -------
    Unsaid or None
        The run of quarters read that ends with the newest of them; None where none after ``last`` was read.
    """
    later = {q for q in read if last < q <= newest}
    if not later:
        return None
    since = until = max(later)
    while since - 1 in later:
        since -= 1
    return Unsaid(since, until)


def move(first: Point, last: Point) -> Point | None:
    """Compute how far one figure is from another of the same definition.

    Parameters
    ----------
    first, last : Point
        The figures, the older one first.

    Returns
    -------
    Point or None
        In ``points`` between two shares, else in ``times``; None between multiples, and where either is not above nought.
    """
    # The ends of a hedge may be open: what they leave the result is for words to say.
    first, last = (replace(p, low=None, high=None) for p in (first, last))
    if first.unit == "share":
        return computed(last, first, lambda now, then: now - then, last.metric, "points")
    if first.unit == "times" or not (first.value > 0 and last.value > 0):
        return None
    return computed(last, first, truediv, last.metric, "times")


def _adoption(company: str, metric: str, told: list[Stated]) -> Adoption | None:
    """Part what was told by definition and length of time, and follow the part that was told last."""
    parts: dict[tuple[str, int], list[Stated]] = {}
    for one in told:
        parts.setdefault((one.point.definition, _length(one.point)), []).append(one)

    book = open_book()

    def newest(part: list[Stated]) -> tuple[dt.date, int]:
        return (_end(part[-1]), book.rank(part[-1].point.definition, metric, company))

    runs = sorted((list(_best(part)) for part in parts.values()), key=newest)
    if not runs:
        return None
    quarters = frozenset(t.point.quarter for t in told)
    *others, newest_run = runs
    return Adoption(
        company,
        metric,
        tuple(newest_run),
        tuple(run[-1] for run in others),
        quarters,
        otherwise=tuple(t for run in others for t in run),
    )


def _best(part: list[Stated]) -> Iterator[Stated]:
    """Keep the best telling of each period: by its evidence, then the newest."""
    order = sorted(part, key=lambda t: (_end(t), -weakness(t.point.evidence), t.day))
    yield from {_end(t): t for t in order}.values()


def _end(told: Stated) -> dt.date:
    return told.point.period_end or told.day


def _length(point: Point) -> int:
    """Count the quarters that a figure is of; none for one of a day."""
    if point.period_start is None or point.period_end is None:
        return 0
    return max(1, math.floor((point.period_end - point.period_start).days / _DAYS + 0.5))
