"""The review one edition is made from: its quarter, its companies, and the sums they allow."""

from __future__ import annotations

import datetime as dt
import functools
import math
from collections.abc import Iterable, Sequence

from ...changes import Change, Vintage, changes, followed, previous_vintage
from ...errors import UsageError, unknown
from ...metrics.points import Point
from ...periods import Quarter
from ...statements import Evidence, Population
from ..report import Report

# The fixed order of exhibits: a number means the same exhibit in every edition.
ORDER = (
    "cloud_growth",
    "capex_total",
    "cloud_revenue",
    "added_dollars",
    "cloud_margin",
    "cloud_profit",
    "capex_table",
    "capex_bases",
    "capex_intensity",
    "free_cash_flow",
    "depreciation",
    "guidance_ladder",
    "guidance_score",
    "backlog",
    "ai_signals",
    "lab_revenue",
    "market_share",
    "theses_map",
    "theses_table",
    "company_microsoft",
    "company_alphabet",
    "company_amazon",
    "company_meta",
    "company_oracle",
    "company_coreweave",
    "company_nvidia",
    "company_alibaba",
    "coverage",
    "restatements",
)

# What the review is about unless a reader chooses otherwise, and what commentaries are written about.
COMPANIES = ("microsoft", "alphabet", "amazon", "meta", "oracle")
BASIS = "capex_cash"

CLOUD_NAMES = {"amazon": "AWS", "alphabet": "Google Cloud", "oracle": "Oracle OCI", "microsoft": "Azure"}


class Review(Report):
    """Everything the exhibits of one quarterly review read.

    Parameters
    ----------
    quarter, as_of, window, language
        As in `Report`.
    companies : sequence of str
        Slugs of the companies whose capex is added up and compared.
    basis : str
        The capex metric that is added up; all companies are shown on this one basis.
    previous_as_of : str or date, optional
        Day of the edition before, see `changes.previous_vintage`; computed where empty.
    """

    name = "quarterly_review"
    order = ORDER

    def __init__(
        self,
        quarter: str | Quarter,
        companies: Sequence[str] = COMPANIES,
        as_of: str | dt.date | None = None,
        window: int = 30,
        basis: str = BASIS,
        language: str = "en",
        previous_as_of: str | dt.date | None = None,
    ) -> None:
        super().__init__(quarter, as_of, window, language)
        known = list(self._companies.index)
        for slug in companies:
            if slug not in known:
                raise unknown("company", slug, known)
        if not companies:
            raise UsageError("no company asked for", valid=known)
        self.companies = tuple(dict.fromkeys(companies))
        self.basis = basis
        self.asked |= {"companies": companies, "basis": basis, "previous_as_of": previous_as_of}
        self.usual = set(self.companies) == set(COMPANIES) and basis == BASIS
        self.previous = previous_vintage(self.quarter, self.as_of, previous_as_of)

    def cloud(self, slug: str) -> str:
        """Name a company's cloud: ``AWS`` rather than ``Amazon``."""
        return CLOUD_NAMES.get(slug) or self.company(slug)

    @functools.cached_property
    def everyone(self) -> Population:
        """The companies whose capex is added up and compared."""
        return Population("companies", self.companies)

    @functools.cached_property
    def cloud_owners(self) -> Population:
        """Those of them that have a cloud, whether or not its growth is known."""
        return Population(
            "clouds", tuple(c for c in self.companies if self._companies.at[c, "cloud_segment"])
        )

    @functools.cached_property
    def pace(self) -> Evidence:
        """Growth of each cloud on the year, held against the quarter before."""
        return self.evidence("cloud_growth", self.cloud_owners, "previous")

    @functools.cached_property
    def spending(self) -> Evidence:
        """Capex of each company on the report's one basis, held against the year before."""
        return self.evidence(self.basis, self.everyone, "yoy")

    @property
    def currency(self) -> str:
        """The currency that the companies' capex is added up in."""
        return str(self._companies.at[self.companies[0], "currency"])

    def basis_name(self, metric: str | None = None) -> str:
        """Name a capex basis in words."""
        return {
            "capex_cash": self.say("capex (cash)"),
            "capex_with_finance_leases": self.say("capex incl. finance leases"),
            "capex_gross": self.say("capex (gross purchases)"),
            "capex_net_of_incentives": self.say("capex (net of incentives)"),
        }.get(metric or self.basis, metric or self.basis)

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
        return tuple(changes(self.previous, now, followed(self.companies), self.quarters[0]))

    @functools.cached_property
    def clouds(self) -> list[str]:
        """Companies whose cloud growth is known at all inside the window."""
        return [
            c
            for c in ("microsoft", "alphabet", "amazon", "oracle")
            if c in self.companies and any(self.point("cloud_growth", c, q).known for q in self.quarters)
        ]

    @functools.cached_property
    def spenders(self) -> list[str]:
        """Companies whose capex on the report's basis is known this quarter."""
        return [c for c in self.companies if self.point(self.basis, c).known]

    def total(
        self, metric: str, quarter: Quarter | None = None, companies: Sequence[str] | None = None
    ) -> float:
        """Sum over companies in one quarter; NaN unless every one of them is known."""
        members = companies if companies is not None else self.spenders
        values = [self.point(metric, c, quarter).value for c in members]
        return math.fsum(values) if values and all(map(math.isfinite, values)) else math.nan

    def growth_of_total(self, metric: str, lag: int = 4, companies: Sequence[str] | None = None) -> float:
        """Growth of a sum against the same companies ``lag`` quarters before; NaN where either is unknown."""
        now = self.total(metric, None, companies)
        then = self.total(metric, self.quarter - lag, companies)
        return now / then - 1 if math.isfinite(now) and math.isfinite(then) and then > 0 else math.nan
