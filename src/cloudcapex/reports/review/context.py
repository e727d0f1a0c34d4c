"""The review one edition is made from: its quarter, its companies, and the sums they allow."""

from __future__ import annotations

import datetime as dt
import functools
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ... import facts, metrics
from ...changes import Change, Vintage, changes, previous_vintage, with_followed
from ...errors import UsageError
from ...exhibits.tables.table import Cell, missing
from ...language import DEFAULT, N_
from ...metrics.points import Point
from ...periods import Quarter
from ...statements import Evidence, Population, Statement
from ...statements.statement import Place
from ...statements.value import Value, growth, value_of
from ..report import Report

# The fixed order of exhibits: a number means the same exhibit in every edition of one choice of companies, whose
# pages stand between the two parts.
BEFORE_PAGES = (
    "cloud_growth",
    "capex_total",
    "cloud_revenue",
    "added_dollars",
    "cloud_margin",
    "cloud_profit",
    "capex_table",
    "capex_bases",
    "capex_mix",
    "capex_intensity",
    "free_cash_flow",
    "depreciation",
    "margin_effects",
    "guidance_ladder",
    "guidance_score",
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
    "theses_map",
    "theses_table",
)
AFTER_PAGES = (
    "restatements",
    "guided_for_results",
    "coverage",
)  # what paper leaves out comes last, so that no number is missing there

BASIS = "capex_cash"
# Ends the name of a set that is cut down to those whose amounts can be added up.
OF_ONE_CURRENCY = " of one currency"


class Review(Report):
    """Everything the exhibits of one quarterly review read.

    Parameters
    ----------
    quarter, as_of, window, language
        As in `Report`.
    companies : sequence of str, optional
        Slugs of the companies whose capex is added up and compared; `usual_companies` where none are named.
    basis : str
        The capex metric that is added up; all companies are shown on this one basis.
    previous_as_of : str or date, optional
        Day of the edition before, see `changes.previous_vintage`; computed where empty.
    """

    name = "quarterly_review"

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
        asked = facts.usual_companies() if companies is None else companies
        if not asked:
            raise UsageError("no company asked for", valid=list(facts.companies()))
        self.companies = tuple(facts.company(slug).slug for slug in dict.fromkeys(asked))
        super().__init__(quarter, as_of, window, language, self.companies)
        self.followed = facts.followed(self.companies)
        self.basis = basis
        self.asked |= {"companies": self.companies, "basis": basis, "previous_as_of": previous_as_of}
        self.usual = set(self.companies) == set(facts.usual_companies()) and basis == BASIS
        self.order = (*BEFORE_PAGES, *(f"company_{slug}" for slug in self.pages), *AFTER_PAGES)
        self.previous = previous_vintage(self.quarter, self.as_of, previous_as_of)

    @functools.cached_property
    def pages(self) -> tuple[str, ...]:
        """Companies that have a page in the edition: those compared by the place of their page, then those followed."""
        place = {slug: n for n, slug in enumerate(facts.with_page())}
        own = sorted(self.companies, key=lambda c: place.get(c, len(place)))
        return (*own, *self.followed)

    def beside(self, *roles: str) -> tuple[str, ...]:
        """Return the companies compared, then those followed in one of some roles."""
        return (*self.companies, *(c for c in self.followed if facts.company(c).role in roles))

    @functools.cached_property
    def everyone(self) -> Population:
        """The companies whose capex is added up and compared."""
        return Population("companies", self.companies)

    @functools.cached_property
    def cloud_owners(self) -> Population:
        """Those of them that have a cloud, whether or not its growth is known."""
        return Population("clouds", tuple(c for c in self.companies if self._companies[c].cloud))

    @property
    def currency(self) -> str:
        """The currency of the edition's amounts: dollars where any company reports in them, else the first one's."""
        found = [self._companies[c].currency for c in self.companies]
        return "USD" if "USD" in found else found[0]

    @functools.cached_property
    def alike(self) -> tuple[str, ...]:
        """Companies that report in that currency: amounts of others are neither added up nor drawn beside theirs."""
        return self.in_its_currency(self.companies)

    def in_its_currency(self, companies: Iterable[str]) -> tuple[str, ...]:
        """Return those of some companies that report in the currency of the edition."""
        return tuple(c for c in companies if self._companies[c].currency == self.currency)

    @functools.cached_property
    def spends_alike(self) -> Population:
        """The companies whose amounts can be held against one another."""
        return Population(
            "companies" if self.alike == self.companies else "companies" + OF_ONE_CURRENCY, self.alike
        )

    @functools.cached_property
    def earns_alike(self) -> Population:
        """Those of them that have a cloud."""
        same = self.in_its_currency(self.cloud_owners.members)
        return Population("clouds" if same == self.cloud_owners.members else "clouds" + OF_ONE_CURRENCY, same)

    def tell(self, sentence: Statement, id: str, place: Place, exhibit: str = "") -> Statement:
        """Put a sentence in its place; where its sums and counts are of one currency of several, it says so."""
        if any(a.population.of.endswith(OF_ONE_CURRENCY) for a in sentence.assertions):
            sentence = self._in_one_currency(sentence)
        return super().tell(sentence, id, place, exhibit)

    def _in_one_currency(self, sentence: Statement) -> Statement:
        """Say in brackets, before the last stop, whose amounts a sentence speaks of."""
        said = _unstopped(sentence.text, map(self.company, facts.companies()))
        stopped = said != sentence.text
        return self.state(
            N_("{sentence} (amounts of the companies that file in US dollars).")
            if stopped
            else N_("{sentence} (amounts of the companies that file in US dollars)"),
            sentence=replace(sentence, text=said),
        )

    def money(self, point: Point) -> Callable[[float], str]:
        """Write an amount in a column; one in another currency than the column's names it."""
        return self.language.writes(point.unit, "table" if point.unit == self.currency else "prose")

    def growing(self, point: Point) -> Callable[[float], str]:
        """Write a rate of growth in a column."""
        return self.language.writes("share", "table", sign=True)

    def summed(self, value: float, write: Callable[[float], str]) -> Cell:
        """Print what several figures come to; NaN as what cannot be computed."""
        return Cell(write(value), kind="figure") if math.isfinite(value) else missing("not_derivable")

    def counts(self, point: Point) -> str:
        """Say what a figure counts: in the company's own definition where it has one, else as its metric is defined."""
        own = facts.definition(point.metric, point.company, point.definition)
        return self.say(own or metrics.describe(point.metric)["definition"])

    def apart_note(self, shown: object = None) -> str:
        """Name the companies whose amounts stand apart, in their own currency."""
        apart = [self.company(c) for c in self.companies if c not in self.alike]
        if not apart:
            return ""
        return self.say(
            "Amounts are in {unit}; in another currency, not converted, and told on company pages alone: {companies}.",
            unit=self.language.unit_name(self.currency),
            companies=self.language.join(apart),
        )

    @functools.cached_property
    def pace(self) -> Evidence:
        """Growth of each cloud on the year, held against the quarter before."""
        return self.evidence("cloud_growth", self.cloud_owners, "previous")

    @functools.cached_property
    def spending(self) -> Evidence:
        """Capex of each company on the report's one basis, held against the year before."""
        return self.evidence(self.basis, self.spends_alike, "yoy")

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


def _unstopped(text: str, names: Iterable[str]) -> str:
    """Leave out the stop of a sentence; a title has none, and may end with that of a name, as of *Foo Co., Ltd.*"""
    named = tuple(name for name in names if name.endswith("."))
    return text[:-1] if text.endswith((".", "。")) and not text.endswith(named) else text
