"""The report on China's clouds: renminbi as the record, a currency to see them in, and each definition by its name."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import math
import operator
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from ... import facts, metrics
from ...errors import UsageError
from ...exhibits.exhibit import Exhibit
from ...exhibits.tables.table import Cell, missing
from ...language import DEFAULT, N_, Number
from ...metrics.currency import CURRENCIES, Rate, Rates
from ...metrics.points import Point, computed, letters_of, points_frame, points_of
from ...metrics.stretches import Cover, Stretch, stretches
from ...periods import Quarter
from ...schema.grades import EVIDENCE, basis_of, weakness
from ..report import Report

# The fixed order of exhibits: a number means the same exhibit in every edition.
ORDER = (
    "cloud_revenue",
    "cloud_growth",
    "cloud_table",
    "cloud_ebita",
    "cloud_margin",
    "outside_growth",
    "cloud_buyers",
    "ai_revenue",
    "group_share",
    "added_share",
    "added_table",
    "capex",
    "capex_plan",
    "capex_gap",
    "gap_table",
    "capex_share",
    "unlisted_capex",
    "tencent_segment",
    "baidu_cloud",
    "huawei_cloud",
    "rates",
    "market_size",
    "vendor_shares",
    "government_cloud",
    "observed_clouds",
)

# Alibaba has drawn its cloud segment three times, oldest first. Nothing is joined or compared across them.
BASES = ("alibaba_cloud_legacy", "alibaba_cloud_to_2026q1", "alibaba_cloud_from_2026q2")
BASIS_NAMES = {
    "alibaba_cloud_legacy": N_("old segment"),
    "alibaba_cloud_to_2026q1": N_("restated segment"),
    "alibaba_cloud_from_2026q2": N_("new segment"),
}
BASIS_TEXTS = {
    "alibaba_cloud_legacy": N_("Old segment: sales to outside customers, DingTalk included."),
    "alibaba_cloud_to_2026q1": N_(
        "Restated segment: Cloud Intelligence Group, sales to the group’s other parts included, without DingTalk."
    ),
    "alibaba_cloud_from_2026q2": N_(
        "New segment: AI Cloud and Compute Services, which adds the chip maker T-Head."
    ),
}

# What the American companies all file, and what they are compared on.
CASH = "capex_cash"


def american() -> tuple[str, ...]:
    """Companies that are compared on what they file, in the order of the table."""
    return tuple(m.company for m in facts.group("china_gap") if m.metric == CASH)


def chinese() -> tuple[str, ...]:
    """Companies that are compared on what they state, in the order of the table."""
    return tuple(m.company for m in facts.group("china_gap") if m.metric != CASH)


class ChinaCloud(Report):
    """Everything the exhibits of one edition on China's clouds read.

    Parameters
    ----------
    quarter, as_of, window, language
        As in `Report`.
    currency : {'CNY', 'USD'}
        What amounts of Chinese companies are shown in. They are kept, compared and made into growth in
        renminbi; US dollars are a view at the quarter's average rate.

    Raises
    ------
    UsageError
        For another currency, and for what `Report` refuses.
    """

    name = "china_cloud"
    nothing_found = N_(
        "No document in the data of {day} or earlier states this for {quarter} or the quarters shown before it."
    )
    order = ORDER

    def __init__(
        self,
        quarter: str | Quarter,
        as_of: str | dt.date | None = None,
        window: int = 22,
        language: str = DEFAULT,
        currency: str = "CNY",
    ) -> None:
        if currency not in CURRENCIES:
            raise UsageError(f"unknown currency {currency!r}", where="currency", valid=CURRENCIES)
        super().__init__(quarter, as_of, window, language)
        self.currency = currency
        self.asked["currency"] = currency
        # Whose cloud the report is about, and whose it is held against.
        self.subject = facts.only("china_subject").company
        self.reference = facts.only("china_reference").company
        self.pair = (self.reference, self.subject)
        self.rates = Rates(self.as_of)
        self._stretches: dict[tuple[str, str, str | None], list[Stretch]] = {}

    # figures -------------------------------------------------------------------------------

    def points(self, metric: str, definition: str | None = None) -> dict[tuple[str, Quarter], Point]:
        """Every value of a metric; on a definition that nothing was told of yet, none."""
        if definition is None:
            return super().points(metric)
        key = (metric, definition)
        if key not in self._frames:
            frame = metrics.series(
                metric,
                list(self._companies),
                start="2018Q1",
                end=str(self.quarter),
                as_of=self.as_of,
                definition="all",
            )
            told = frame[frame["value"].notna() & (frame["definition"] == definition)]
            self._frames[key] = {(p.company, p.quarter): p for p in points_of(told)}
        return self._frames[key]

    # amounts -------------------------------------------------------------------------------

    def stretches(self, metric: str, company: str, definition: str | None = None) -> list[Stretch]:
        """Every amount told for one quarter or several, as known on the day of the edition."""
        key = (metric, company, definition)
        if key not in self._stretches:
            self._stretches[key] = stretches(metric, company, self.quarter, self.as_of, definition)
        return self._stretches[key]

    def seen(
        self, value: float, unit: str, first: Quarter, last: Quarter | None = None, to: str = ""
    ) -> float:
        """See an amount of some quarters in the currency of the edition, or in ``to``; NaN without a rate."""
        return value * self.rates.of(first, last).factor(unit, to or self.currency)

    def view(self, point: Point) -> Point:
        """See one quarter's amount in the currency of the edition; rates and counts stay as they are."""
        if point.unit not in CURRENCIES or point.unit == self.currency or not point.known:
            return point
        rate = self.rates.of(point.quarter)
        if not rate.known:
            return dataclasses.replace(
                point, value=math.nan, unit=self.currency, reason="not_derivable", sources=()
            )
        factor = rate.factor(point.unit, self.currency)
        low, high = point.bounds
        return dataclasses.replace(
            point,
            value=point.value * factor,
            unit=self.currency,
            basis=basis_of([point.basis]),
            sources=(*point.sources, *rate.sources),
            rounded_to=None,
            low=low * factor,
            high=high * factor,
        )

    def stretch_point(self, told: Stretch) -> Point:
        """Carry a stretch as a point of its last quarter, for sources and data."""
        label = "" if told.quarters == 1 else f"{told.first}..{told.last}"
        return Point(
            told.company,
            told.metric,
            told.last,
            told.value,
            unit=told.unit,
            basis=told.basis,
            evidence=told.evidence,
            definition=told.definition,
            sources=told.sources,
            fiscal_quarter=label,
            period_start=told.first.start,
            period_end=told.last.end,
            rounded_to=told.rounded_to,
            low=told.low,
            high=told.high,
        )

    def cover_points(self, *covers: Cover | None) -> list[Point]:
        """Points of everything some covers are made of."""
        return [self.stretch_point(part) for c in covers if c for part in c.parts]

    def ratio(self, above: Point, below: Point, metric: str) -> Point:
        """Divide one amount by another of the same company, quarter and currency; evidence is the weaker one's."""
        both = above.known and below.known and below.value > 0 and above.unit == below.unit
        if both:
            return computed(above, below, operator.truediv, metric, "share")
        weaker = max((above, below), key=lambda p: weakness(p.evidence or EVIDENCE[0]))
        return dataclasses.replace(
            above,
            metric=metric,
            value=math.nan,
            unit="share",
            basis="derived",
            evidence=weaker.evidence,
            sources=(),
            reason=above.reason or below.reason or "not_derivable",
        )

    # words ---------------------------------------------------------------------------------

    @functools.cached_property
    def unit(self) -> str:
        """The unit amounts are shown in."""
        return self.language.unit_name(self.currency)

    def basis(self, definition: str) -> str:
        """Name one of Alibaba's three cloud segments."""
        return self.say(BASIS_NAMES.get(definition, definition))

    def span(self, first: Quarter, last: Quarter) -> str:
        """Write a run of quarters."""
        return str(first) if first == last else f"{first}–{last}"

    def rate_note(self, shown: object = None) -> str:
        """Say at which rate amounts were converted; empty where none was."""
        if self.currency == "CNY":
            return ""
        return self.say(
            "Stated in renminbi; seen in US dollars at each quarter’s average rate, {rate}. Growth is that of the record.",
            rate=self.rate_words(self.rates.of(self.quarter)),
        )

    def rate_words(self, rate: Rate) -> str:
        """Write a rate with its quarters."""
        when = self.span(rate.quarters[0], rate.quarters[-1])
        if not rate.known:
            return self.say("no rate known for {quarter}", quarter=when)
        return self.say(
            "RMB {rate} for a dollar in {quarter}",
            rate=Number(rate.value, "number", decimals=4),
            quarter=when,
        )

    # cells ---------------------------------------------------------------------------------

    def amount_cell(self, point: Point) -> Cell:
        """Print an amount in the currency of the edition, with the marks of the record."""
        seen = self.view(point)
        if point.known and not seen.known:
            return missing("not_derivable")
        return dataclasses.replace(
            self.cell(point, lambda _: self.language.write(Number(seen.value, self.currency, place="table"))),
            marks=point.marks,
        )

    def computed(self, value: float, write: Callable[[float], str], points: Sequence[Point] = ()) -> Cell:
        """Print something computed from several figures; a mark where it cannot be."""
        if not math.isfinite(value):
            return missing("not_derivable")
        return Cell(write(value), kind="figure", marks=letters_of(points))

    def frame(self, points: Sequence[Point]) -> pd.DataFrame:
        """The rows of an exhibit's CSV: as filed, and where the edition has another currency, as seen with the rate."""
        frame = points_frame(points)
        if self.currency == "CNY" or frame.empty:
            return frame
        rates = [self.rates.of(*self._quarters(p)) if p.unit == "CNY" and p.known else None for p in points]
        frame["rate"] = [r.value if r else math.nan for r in rates]
        frame["value_seen"] = [
            p.value * r.factor("CNY", self.currency) if r else p.value
            for p, r in zip(points, rates, strict=True)
        ]
        frame["unit_seen"] = [self.currency if r else p.unit for p, r in zip(points, rates, strict=True)]
        return frame

    def _quarters(self, point: Point) -> tuple[Quarter, Quarter]:
        first, _, last = point.fiscal_quarter.partition("..")
        return (Quarter.parse(first), Quarter.parse(last)) if last else (point.quarter, point.quarter)

    def exhibit(self, key: str, *, points: Sequence[Point], **parts: Any) -> Exhibit:
        """Make an exhibit whose data hold the record and the view."""
        rated = [s for p in points if p.known and p.unit == "CNY" for s in self._rate_sources(p)]
        extra = (*parts.pop("extra_sources", ()), *rated)
        return super().exhibit(
            key, points=points, **(parts | {"data": self.frame(points)}), extra_sources=extra
        )

    def _rate_sources(self, point: Point) -> tuple[str, ...]:
        return () if self.currency == "CNY" else self.rates.of(*self._quarters(point)).sources
