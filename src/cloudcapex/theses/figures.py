"""The figures behind the tests of worries, each with its source, as known on one day."""

from __future__ import annotations

import datetime as dt
import math
import operator
from dataclasses import replace
from functools import cached_property

from .. import facts
from ..facts.rows import LabRow, MarketRow
from ..ledger import deals
from ..ledger.deals import Entry
from ..metrics.effects import margin_without
from ..metrics.frames import series
from ..metrics.points import Point, computed, no_point, points_of, stated_point
from ..metrics.rounding import bounds, rounding_step
from ..periods import Quarter
from ..schema.grades import weakest, weakness
from ..schema.rows import rows_of
from .terms import COMMITMENTS, ThesisMeasure

FIRST = Quarter(2018, 1)


# One figure of each holder and quarter; the quarter is the figure's own, an older one where it was carried forward.
Table = dict[tuple[str, Quarter], Point]


class Figures:
    """Every figure that tests ask for, looked up once.

    Parameters
    ----------
    as_of : date, optional
        Nothing that became known later is seen.
    last : Quarter
        The newest quarter asked for.
    """

    def __init__(self, last: Quarter, as_of: dt.date | None = None) -> None:
        self.last = last
        self.as_of = as_of
        self._series: dict[ThesisMeasure, Table] = {}
        self._market: dict[str, Table] = {}

    def readings(self, measure: ThesisMeasure, quarter: Quarter) -> list[Point]:
        """Return the figure of each company, in the order asked; an older one where the measure allows it."""
        return [self._carried(measure, company, quarter) for company in measure.companies]

    def changes(self, measure: ThesisMeasure, quarter: Quarter, lag: int) -> list[Point]:
        """Return the change of each company's figure over ``lag`` quarters: points for a share, else growth."""
        if measure.metric.partition(".")[0] not in ("labs", "market", "deals"):
            transform = {4: "yoy", 1: "qoq"}[lag]
            return self.readings(replace(measure, metric=f"{measure.metric}.{transform}"), quarter)
        now = self.readings(measure, quarter)
        then = self.readings(measure, quarter - lag)
        return [_change(a, b) for a, b in zip(now, then, strict=True)]

    def without_effects(self, measure: ThesisMeasure, quarter: Quarter) -> list[Point]:
        """Return the change on the year of each company's operating margin without changed lives and one-off items."""
        return [margin_without(self._told, c, quarter, self.as_of).change for c in measure.companies]

    def _told(self, metric: str, company: str, quarter: Quarter) -> Point:
        return self._reading(ThesisMeasure(metric, (company,)), company, quarter)

    def _carried(self, measure: ThesisMeasure, company: str, quarter: Quarter) -> Point:
        found = [self._reading(measure, company, quarter - age) for age in range(measure.carry + 1)]
        return next((reading for reading in found if reading.known), found[0])

    def _reading(self, measure: ThesisMeasure, company: str, quarter: Quarter) -> Point:
        if measure.metric == COMMITMENTS:
            return self._promised(measure, company, quarter)
        family, _, name = measure.metric.partition(".")
        if family == "labs":
            table = self._lab_table
            key: tuple[str, Quarter] = (f"{company} {name}", quarter)
        elif family == "market":
            table, key = self._market_table(name), (company, quarter)
        else:
            table, key = self._series_table(measure), (company, quarter)
        found = table.get(key)
        return found or no_point(company, measure.metric, quarter)

    # where figures come from ---------------------------------------------------------------

    def _series_table(self, measure: ThesisMeasure) -> Table:
        asked = ThesisMeasure(measure.metric, measure.companies)
        if asked not in self._series:
            frame = series(asked.metric, asked.companies, start=FIRST, end=self.last, as_of=self.as_of)
            self._series[asked] = {(p.company, p.quarter): p for p in points_of(frame)}
        return self._series[asked]

    @cached_property
    def _lab_table(self) -> Table:
        frame = facts.load_labs(self.as_of)
        frame = frame[frame["definition"] == "as_stated"]
        # A figure somebody stated stands before one somebody estimated, a newer one before an older; of documents
        # that give the same figure for the same quarter the best speaks.
        frame = frame.assign(stated=frame["basis"] != "estimated").sort_values(["stated", "as_of", "filed"])
        found: Table = {}
        for row in rows_of(frame, LabRow):
            lab, quarter = row.who, Quarter.containing(row.as_of)
            new = stated_point(row, lab, f"labs.{row.metric}", quarter)
            old = found.get((f"{lab} {row.metric}", quarter))
            alike = old is not None and (old.value, old.basis) == (new.value, new.basis)
            if old is None or not alike or weakness(new.evidence) <= weakness(old.evidence):
                found[f"{lab} {row.metric}", quarter] = new
        return found

    def _market_table(self, name: str) -> Table:
        if name not in self._market:
            market, _, metric = name.partition(".")
            frame = facts.load_market(self.as_of)
            frame = frame[(frame["market"] == market) & (frame["metric"] == metric)].sort_values("filed")
            days = (frame["period_end"] - frame["period_start"]).dt.days
            found: Table = {}
            for row in rows_of(frame[days < 100], MarketRow):
                quarter = Quarter.of(row.period_start, row.period_end)
                found[row.vendor, quarter] = stated_point(row, row.vendor, f"market.{name}", quarter)
            self._market[name] = found
        return self._market[name]

    @cached_property
    def _deals(self) -> list[Entry]:
        return deals.ledger(self.as_of, read_by=self.as_of)

    def _promised(self, measure: ThesisMeasure, company: str, quarter: Quarter) -> Point:
        """Add up what a laboratory had promised to buy from the suppliers by the end of a quarter, each deal once."""
        told = deals.told_once([e for e in self._deals if e.announced <= quarter.end])
        suppliers, whole = set(measure.suppliers), deals.totals(told)
        own = [
            e
            for e in deals.between(told, "commitment", company)
            if e.amount.stated and set(e.takers) <= suppliers and e.id not in whole
        ]
        if not own:
            return no_point(company, measure.metric, quarter)
        amounts = [e.amount.low or e.amount.high for e in own]
        low, high = (math.fsum(ends) for ends in bounds(amounts, rounding_step(amounts, share=False)))
        return Point(
            company,
            measure.metric,
            quarter,
            math.fsum(amounts),
            unit="USD",
            basis="derived",
            evidence=weakest(e.evidence for e in own),
            sources=tuple(sorted({e.source for e in own})),
            period_end=quarter.end,
            low=low,
            high=high,
        )


def _change(now: Point, then: Point) -> Point:
    """Compare two figures of one holder: a difference of shares, else growth."""
    if not (now.known and then.known):
        return replace(now, value=math.nan, reason=(then if now.known else now).reason)
    operation = operator.sub if now.unit == "share" else _growth
    return computed(now, then, operation, f"{now.metric}.change", "share")


def _growth(now: float, then: float) -> float:
    return now / then - 1 if then > 0 else math.nan
