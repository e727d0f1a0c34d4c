"""Assets obtained under finance leases, laid on the quarters in which they came."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from .. import facts
from ..facts.rows import FactRow
from ..metrics import series
from ..metrics.points import Point, points_of, stated_point
from ..periods import Quarter
from ..schema.rows import rows_of
from .lives import FIRST

_METRIC = "finance_lease_additions"
_QUARTER = dt.timedelta(days=365.25 / 4)


@dataclass(frozen=True)
class Leased:
    """What was obtained from one quarter up to another, as filed.

    Parameters
    ----------
    first : Quarter
        The first quarter of its time.
    told : Point
        The amount, in whole units of its currency, of the last one.
    """

    first: Quarter
    told: Point

    @property
    def quarters(self) -> int:
        """How many quarters it is of."""
        return self.told.quarter - self.first + 1


def leases(company: str, quarter: Quarter, as_of: dt.date) -> list[Leased]:
    """Return what a company files of assets obtained under finance leases: of quarters, and of longer times together.

    Parameters
    ----------
    company : str
        Its slug.
    quarter : Quarter
        Times that end later are left out.
    as_of : date
        What became known later is left out.

    Returns
    -------
    list of Leased
        Each time once, as the newest document tells it; empty where none does. A fiscal quarter stands in the calendar
        quarter that holds its midpoint.
    """
    row = points_of(series(_METRIC, [company], start=str(FIRST), end=str(quarter), as_of=as_of))
    found = {(p.quarter, p.quarter): Leased(p.quarter, p) for p in row if p.known}
    frame = facts.load_facts(as_of)
    frame = frame[(frame["company"] == company) & (frame["metric"] == _METRIC)].sort_values("filed")
    for fact in rows_of(frame[frame["period_start"].notna()], FactRow):
        start = fact.period_start or fact.period_end
        last = Quarter.of(fact.period_end - _QUARTER, fact.period_end)
        first = last - (round((fact.period_end - start) / _QUARTER) - 1)
        if FIRST <= first < last <= quarter:
            found[first, last] = Leased(first, stated_point(fact, company, _METRIC, last))
    return list(found.values())


def by_quarter(told: Sequence[Leased]) -> dict[Quarter, float]:
    """Lay amounts on quarters.

    Parameters
    ----------
    told : sequence of Leased
        Of one company.

    Returns
    -------
    dict
        By quarter, in whole units of their currency: of a longer time, what its quarters do not tell is spread evenly over
        the rest of them. A quarter of which nothing is told is not there.
    """
    found: dict[Quarter, float] = {}
    for one in sorted(told, key=lambda one: (one.quarters, one.first)):
        quarters = [one.first + n for n in range(one.quarters)]
        lacking = [q for q in quarters if q not in found]
        rest = one.told.value - math.fsum(found.get(q, 0.0) for q in quarters)
        found |= dict.fromkeys(lacking, rest / max(len(lacking), 1))
    return found
