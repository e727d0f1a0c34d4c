"""What a maker of chips sold to data centres, quarter by quarter: to whom, as it tells, and what these spent."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ... import facts
from ...metrics.points import Point, no_point
from ...metrics.stated import Stated, part_of, stated
from ...periods import Quarter
from .context import Review

INFERENCE = "inference_share_of_data_center_revenue"
CLOUDS = "large_cloud_share_of_data_center_revenue"
SALES, TO_CLOUDS = "data_center_revenue", "data_center_revenue_hyperscale"
MOST_ROWS = 11


@dataclass(frozen=True)
class Sales:
    """One quarter of the maker's sales to data centres.

    Attributes
    ----------
    sales : Point
        Its revenue from data centres.
    inference, share : Stated or None
        Its part that is inference, over four quarters, and its part that goes to large clouds, as stated.
    bought : Point
        What large clouds bought: as stated, else computed, between the ends that the words leave.
    narrow, wide : tuple of Point
        What the clouds spent on capex: those that any reading of its words holds, and these with the largest consumer
        internet companies.
    """

    quarter: Quarter
    sales: Point
    inference: Stated | None
    share: Stated | None
    bought: Point
    narrow: tuple[Point, ...]
    wide: tuple[Point, ...]

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the most that large clouds bought."""
        return self.bought.bounds

    @property
    def spent(self) -> tuple[float, float]:
        """What the clouds spent, the narrower set and the wider one; NaN where one of them is not known."""
        narrow, wide = (math.fsum(p.value for p in points) for points in (self.narrow, self.wide))
        return narrow, wide

    @property
    def part(self) -> tuple[float, float]:
        """The least and the most that it can be of the clouds' capex; NaN where that is not known."""
        (low, high), (narrow, wide) = self.ends, self.spent
        return low / wide, high / narrow


def maker() -> str:
    """Return the slug of the maker of chips."""
    return facts.only("chip_maker").company


def sold(review: Review) -> list[Sales]:
    """Return the quarters from the first of which a part was stated, the newest of the window, oldest first."""
    inference, share = (
        {s.point.quarter: s for s in stated(maker(), m, review.quarter, review.as_of)}
        for m in (INFERENCE, CLOUDS)
    )
    known = [*inference, *share, *(q for q in review.quarters if review.point(TO_CLOUDS, maker(), q).known)]
    if not known:
        return []
    shown = [q for q in review.quarters if q >= min(known)][-MOST_ROWS:]
    return [_of(review, q, inference.get(q), share.get(q)) for q in shown]


def _of(review: Review, quarter: Quarter, inference: Stated | None, share: Stated | None) -> Sales:
    sales, stated_ = (review.point(m, maker(), quarter) for m in (SALES, TO_CLOUDS))
    bought = stated_
    if not stated_.known and share is not None and sales.known:
        bought = part_of(share.point, sales, " × ".join((SALES, CLOUDS)))
    elif not stated_.known:
        bought = no_point(maker(), TO_CLOUDS, quarter, sales.reason or "not_disclosed")
    narrow, wide = (_spent(review, name, quarter) for name in ("large_clouds", "hyperscale"))
    return Sales(quarter, sales, inference, share, bought, narrow, wide)


def _spent(review: Review, name: str, quarter: Quarter) -> tuple[Point, ...]:
    return tuple(review.point(m.metric, m.company, quarter) for m in facts.group(name))
