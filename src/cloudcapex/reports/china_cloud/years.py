"""What was published of whole years: sizes of markets, and capex of companies that publish no accounts."""

from __future__ import annotations

import datetime as dt

from ... import facts
from ...facts.rows import LabRow, MarketRow
from ...metrics.points import Point, stated_point
from ...paths import while_data_stand
from ...periods import Quarter
from ...schema.grades import is_weak
from ...schema.rows import rows_of

SPENT, PLANNED = "capex_year", "capex_plan_year"
# Money that a Chinese company's plans are told in: what others tell of others belongs to another report.
OWN = "CNY"


@while_data_stand
def yearly(
    as_of: dt.date | None, market: str, metric: str, vendor: str
) -> dict[int, tuple[Point, MarketRow]]:
    """Return what was published of a market's years, the newest publication of each, with its row."""
    frame = facts.load_market(as_of)
    frame = frame[(frame["market"] == market) & (frame["metric"] == metric) & (frame["vendor"] == vendor)]
    found: dict[int, tuple[Point, MarketRow]] = {}
    for row in rows_of(frame.sort_values("filed"), MarketRow):
        first, last = Quarter.containing(row.period_start), Quarter.containing(row.period_end)
        if (first.number, last.number, last - first) == (1, 4, 3):
            point = stated_point(row, vendor, f"{market}_{metric}", last)
            found[last.year] = point, row
    return found


def told_capex(as_of: dt.date | None) -> list[LabRow]:
    """Return what was told of a year's capex of companies that publish none, by year, then by day."""
    frame = facts.load_labs(as_of)
    frame = frame[frame["metric"].isin((SPENT, PLANNED)) & (frame["unit"] == OWN)]
    return sorted(rows_of(frame, LabRow), key=lambda r: (r.who, r.as_of, r.filed, r.metric))


def capex_of(as_of: dt.date | None, metric: str, who: str, year: int) -> LabRow | None:
    """Return what was last told of a company's year by somebody who can be shown; else what was passed on last."""
    told = [r for r in told_capex(as_of) if (r.metric, r.who, r.as_of.year) == (metric, who, year)]
    shown = [r for r in told if not is_weak(r.evidence)]
    return next(reversed(shown or told), None)


def lab_point(row: LabRow) -> Point:
    """Carry a statement on a company's year as a point of its last quarter."""
    return stated_point(row, row.who, row.metric, Quarter.containing(row.as_of))
