"""Figures as companies last stated them, of whatever period, between the ends that the words of their document leave."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from .. import facts
from ..facts.rows import FactRow, HedgeRow
from ..facts.told import told_of
from ..paths import while_data_stand
from ..periods import Quarter
from ..schema.grades import weakness
from ..schema.rows import rows_of
from .book import open_book
from .points import Point, computed, stated_point

# What is told of a longer period, or of a day, counts as of the quarter that ends with it.
_QUARTER = dt.timedelta(days=90)
# The definition of a figure that the company says it has passed.
_PASSED = "lower_bound"


@dataclass(frozen=True)
class Stated:
    """A figure as a document states it.

    Attributes
    ----------
    point : Point
        Of the quarter that its period ends in; ``low`` and ``high`` are the ends of its hedge, infinite where that is
        open.
    qualifier : str
        How it is hedged: ``about``, ``over``, ``up_to``; empty for no hedge.
    day : date
        When it was said.
    """

    point: Point
    qualifier: str
    day: dt.date

    def counts_as(self, other: Stated) -> bool:
        """Whether both count the same thing; that a company has passed a figure says nothing of what it counts."""
        own, its = self.point.definition, other.point.definition
        return own == its or _PASSED in (own, its)


def stated(company: str, metric: str, quarter: Quarter, as_of: dt.date, definition: str = "") -> list[Stated]:
    """Read what a company stated of a metric, period by period.

    Parameters
    ----------
    company : str
        Its slug.
    metric : str
        A metric that documents state.
    quarter : Quarter
        Periods that end after it are left out.
    as_of : date
        Nothing published after this day is seen.
    definition : str
        Stands before every other one.

    Returns
    -------
    list of Stated
        Oldest first, one a day that periods end on: of the shortest of these, on the definition that stands first, by
        the best evidence, by the newest document.
    """
    told = _stated(company, metric, as_of, definition)
    return [one for one in told if one.point.quarter <= quarter]


@while_data_stand
def _stated(company: str, metric: str, as_of: dt.date, definition: str) -> tuple[Stated, ...]:
    frame = told_of(company, metric, as_of)
    if frame.empty:
        return ()
    book = open_book()
    frame = frame.assign(
        long=-(frame["period_end"] - frame["period_start"]).dt.days.fillna(0),
        own=frame["definition"] == definition,
        rank=[book.rank(name, metric, company) for name in frame["definition"]],
        worth=-frame["evidence"].map(weakness),
    ).sort_values(["period_end", "long", "own", "rank", "worth", "filed"])
    hedges = hedges_of(company, metric)
    found = {row.period_end: as_stated(row, hedges) for row in rows_of(frame, FactRow)}
    return tuple(found.values())


def as_stated(row: FactRow, hedges: Mapping[tuple[dt.date, str], HedgeRow]) -> Stated:
    """Return a figure as one document states it, between the ends that its hedge leaves.

    Parameters
    ----------
    row : FactRow
        The statement.
    hedges : mapping
        Of its company and metric, see `hedges_of`.
    """
    quarter = Quarter.of(row.period_end - _QUARTER, row.period_end)
    point = stated_point(row, row.company, row.metric, quarter)
    hedge = hedges.get((row.period_end, row.source_id))
    if hedge is not None:
        low, high = (math.nan if end is None else end for end in (hedge.low, hedge.high))
        point = replace(
            point,
            low=low if math.isfinite(low) else -math.inf,
            high=high if math.isfinite(high) else math.inf,
        )
        return Stated(point, hedge.qualifier, row.filed)
    if row.definition == _PASSED:
        return Stated(replace(point, low=point.value, high=math.inf), "over", row.filed)
    return Stated(point, "", row.filed)


def hedge_of(point: Point) -> str:
    """Return how the documents of a figure hedge it: *over*, *up_to*, *about*, or nothing.

    Parameters
    ----------
    point : Point
        With the day its period ends; of what is computed no hedge is told.
    """
    if point.definition == _PASSED:
        return "over"
    return hedge_told(point.company, point.metric, point.period_end, point.sources)


def hedge_told(company: str, metric: str, end: dt.date | None, sources: Iterable[str]) -> str:
    """Return how documents hedge what they tell of a period: *over*, *up_to*, *about*, or nothing.

    Parameters
    ----------
    company, metric : str
        Of the figure.
    end : date or None
        The last day of its period; None has no hedge.
    sources : iterable of str
        The documents.
    """
    hedges = hedges_of(company, metric)
    told = ((end, source) for source in sources if end)
    return next((hedges[one].qualifier for one in told if one in hedges), "")


def hedges_of(company: str, metric: str) -> Mapping[tuple[dt.date, str], HedgeRow]:
    """Return the hedges of a company's metric.

    Parameters
    ----------
    company, metric : str
        Of the figures; a metric that documents state.

    Returns
    -------
    mapping of (date, str) to HedgeRow
        By the last day of the period and the document; empty where no document hedges one.
    """
    return _hedges().get((company, metric), {})


@while_data_stand
def _hedges() -> dict[tuple[str, str], dict[tuple[dt.date, str], HedgeRow]]:
    found: dict[tuple[str, str], dict[tuple[dt.date, str], HedgeRow]] = {}
    for row in rows_of(facts.load_table("hedges"), HedgeRow):
        found.setdefault((row.company, row.metric), {})[row.period_end, row.source_id] = row
    return found


def part_of(share: Point, whole: Point, metric: str) -> Point:
    """Compute the amount that a stated share of another is.

    Parameters
    ----------
    share, whole : Point
        Of one period; the ends of the share are those of its hedge.
    metric : str
        What the result is called.

    Returns
    -------
    Point
        In the unit of the whole, between the product of the lower ends and that of the upper ones.
    """
    (low, high), (least, most) = share.bounds, whole.bounds
    made = computed(share, whole, lambda a, b: a * b, metric, whole.unit)
    return replace(made, low=max(low, 0.0) * least, high=high * most, restated=False)


def over(part: Point, whole: Point, metric: str) -> Point:
    """Compute the share that one stated figure is of another.

    Parameters
    ----------
    part, whole : Point
        Of one period and unit, the second above nought.
    metric : str
        What the result is called.

    Returns
    -------
    Point
        A share, between the quotient of the lower end by the upper one and the other way round.
    """
    (low, high), (least, most) = part.bounds, whole.bounds
    made = computed(part, whole, lambda a, b: a / b if b > 0 else math.nan, metric, "share")
    if not made.known:
        return made
    return replace(made, low=low / most, high=high / least if least > 0 else math.inf)
