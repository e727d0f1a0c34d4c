"""The review one edition is made from: its quarter, its companies, and the sums they allow."""

from __future__ import annotations

import datetime as dt
import functools
import math
from collections.abc import Callable, Iterable, Sequence

from ... import facts
from ...changes import Change, Vintage, changes, previous_vintage, with_followed
from ...exhibits.tables.table import Cell, missing
from ...language import DEFAULT, N_
from ...metrics.points import Point
from ...periods import Quarter
from ...statements import Evidence
from ...statements.value import Value, growth, value_of
from ..company_report import BASIS, CompanyReport

# The fixed order of exhibits: a number means the same exhibit in every edition of one choice of companies, whose
# pages stand between the two parts.
BEFORE_PAGES = (
    "cloud_growth",
    "capex_total",
    "thesis_limits",
    "next_reports",
    "cloud_revenue",
    "added_dollars",
    "cloud_margin",
    "cloud_profit",
    "capex_table",
    "capex_bases",
    "depreciation",
    "capex_mix",
    "capex_intensity",
    "free_cash_flow",
    "margin_effects",
    "guidance_ladder",
    "guidance_score",
    "paid_and_returned",
    "backlog",
    "contracts_and_capex",
    "contract_customers",
    "ai_signals",
    "adoption",
    "ai_part",
    "chip_buyers",
    "lab_revenue",
    "market_share",
    "common_points",
)
AFTER_PAGES = (
    "restatements",
    "theses_map",
    "theses_table",
    "guided_for_results",
    "coverage",
)  # what paper leaves out comes last, so that no number is missing there


class Review(CompanyReport):
    """Everything the exhibits of one quarterly review read.

    Parameters
    ----------
    quarter, companies, as_of, window, basis, language
        As in `CompanyReport`.
    previous_as_of : str or date, optional
        Day of the edition before, see `changes.previous_vintage`; computed where empty.
    """

    name = "quarterly_review"
    apart = N_(
        "Amounts are in {unit}; in another currency, not converted, and told on company pages alone: {companies}."
    )

    def __init__(
        self,
        quarter: str | Quarter,
        companies: Sequence[str] | None = None,
        as_of: str | dt.date | None = None,
        window: int = 30,
        basis: str = BASIS,
        language: str = DEFAULT,
        previous_as_of: str | dt.date | None = None,
    ) -> None:
        super().__init__(quarter, companies, as_of, window, basis, language)
        self.asked |= {"basis": basis, "previous_as_of": previous_as_of}
        self.order = (*BEFORE_PAGES, *(f"company_{slug}" for slug in self.pages), *AFTER_PAGES)
        self.previous = previous_vintage(self.quarter, self.as_of, previous_as_of)

    @functools.cached_property
    def pages(self) -> tuple[str, ...]:
        """Companies that have a page in the edition: those compared by the place of their page, then those followed."""
        place = {slug: n for n, slug in enumerate(facts.with_page())}
        own = sorted(self.companies, key=lambda c: place.get(c, len(place)))
        return (*own, *self.followed)

    def summed(self, value: float, write: Callable[[float], str], marks: str = "") -> Cell:
        """Print what several figures come to, with the letters of any of them; NaN as what cannot be computed."""
        if not math.isfinite(value):
            return missing("not_derivable")
        return Cell(write(value), marks=marks, kind="figure")

    @functools.cached_property
    def pace(self) -> Evidence:
        """Growth of each cloud on the year, held against the quarter before."""
        return self.evidence("cloud_growth", self.cloud_owners, "previous")

    @functools.cached_property
    def spending(self) -> Evidence:
        """Capex of each company on the report's one basis, held against the year before."""
        return self.evidence(self.basis, self.spends_alike, "yoy")

    def known(
        self, metric: str, companies: Iterable[str] | None = None, quarter: Quarter | None = None
    ) -> list[Point]:
        """The points that exist in one quarter, in the order of the companies."""
        found = [self.point(metric, c, quarter) for c in (companies or self.companies)]
        return [p for p in found if p.known]

    @functools.cached_property
    def changes(self) -> tuple[Change, ...]:
        """Everything that changed since the edition before, see `changes.changes`."""
        now = Vintage(self.quarter, self.as_of)
        return tuple(changes(self.previous, now, with_followed(self.companies), self.quarters[0]))

    @functools.cached_property
    def clouds(self) -> list[str]:
        """Companies whose cloud growth is known at all inside the window."""
        return [
            c
            for c in self._companies
            if c in self.companies
            and self._companies[c].cloud
            and any(self.point("cloud_growth", c, q).known for q in self.quarters)
        ]

    @functools.cached_property
    def spenders(self) -> list[str]:
        """Companies whose capex on the report's basis is known this quarter."""
        return [c for c in self.alike if self.point(self.basis, c).known]

    def total(
        self, metric: str, quarter: Quarter | None = None, companies: Sequence[str] | None = None
    ) -> float:
        """Sum over companies in one quarter; NaN unless every one of them is known."""
        members = companies if companies is not None else self.spenders
        values = [self.point(metric, c, quarter).value for c in members]
        return math.fsum(values) if values and all(map(math.isfinite, values)) else math.nan

    def growth_of_total(
        self, metric: str, lag: int = 4, companies: Sequence[str] | None = None, back: int = 0
    ) -> Value | None:
        """Growth of a sum, ``back`` quarters ago, against the same companies ``lag`` before; None where one is unknown."""
        members = companies if companies is not None else self.spenders
        last = self.quarter - back
        now, then = ([self.point(metric, c, last - n) for c in members] for n in (0, lag))
        if not members or not all(p.known for p in (*now, *then)) or math.fsum(p.value for p in then) <= 0:
            return None
        return growth([value_of(*pair) for pair in zip(now, then, strict=True)], "total")

    def summed_growth(
        self, metric: str, lag: int = 4, companies: Sequence[str] | None = None, back: int = 0
    ) -> Cell:
        """Print it as a column of rates does."""
        grown = self.growth_of_total(metric, lag, companies, back)
        write = self.language.writes("share", "table", sign=True)
        return (
            self.summed(grown.value, write.within(grown.low, grown.high))
            if grown
            else self.summed(math.nan, write)
        )
