"""A report that compares companies of its reader's choice: whom it may hold against one another, and in which currency."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import ClassVar

from .. import facts, metrics
from ..errors import UsageError
from ..language import DEFAULT, N_
from ..metrics.points import Point
from ..periods import Quarter
from ..statements import Population, Statement
from ..statements.statement import Place
from .report import Report

BASIS = "capex_cash"
# Ends the name of a set that is cut down to those whose amounts can be added up.
OF_ONE_CURRENCY = " of one currency"


class CompanyReport(Report):
    """What the exhibits of a report on chosen companies need.

    Parameters
    ----------
    quarter, as_of, window, language
        As in `Report`.
    companies : sequence of str, optional
        Slugs of the companies that are compared; `usual_companies` where none are named.
    basis : str
        The capex metric that is added up; all companies are shown on this one basis.

    Raises
    ------
    UsageError
        For an empty choice of companies, and for what `Report` refuses.
    """

    # What is said of the companies whose amounts are in another currency.
    apart: ClassVar[str] = N_("Amounts are in {unit}; in another currency, and not shown: {companies}.")

    def __init__(
        self,
        quarter: str | Quarter,
        companies: Sequence[str] | None = None,
        as_of: str | dt.date | None = None,
        window: int = 30,
        basis: str = BASIS,
        language: str = DEFAULT,
    ) -> None:
        asked = facts.usual_companies() if companies is None else companies
        if not asked:
            raise UsageError("no company asked for", valid=list(facts.companies()))
        self.companies = tuple(facts.company(slug).slug for slug in dict.fromkeys(asked))
        super().__init__(quarter, as_of, window, language, self.companies)
        self.followed = facts.followed(self.companies)
        self.basis = basis
        self.asked |= {"companies": self.companies}
        self.usual = set(self.companies) == set(facts.usual_companies()) and basis == BASIS

    def beside(self, *roles: str) -> tuple[str, ...]:
        """Return the companies compared, then those followed in one of some roles."""
        return (*self.companies, *(c for c in self.followed if facts.company(c).role in roles))

    @functools.cached_property
    def everyone(self) -> Population:
        """The companies whose capex is added up and compared."""
        return Population("companies", self.companies)

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
    def cloud_owners(self) -> Population:
        """Those of them that have a cloud, whether or not its growth is known."""
        return Population("clouds", tuple(c for c in self.companies if self._companies[c].cloud))

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
            self.apart,
            unit=self.language.unit_name(self.currency),
            companies=self.language.join(apart),
        )

    def basis_name(self, metric: str | None = None) -> str:
        """Name a capex basis in words."""
        return {
            "capex_cash": self.say("capex (cash)"),
            "capex_with_finance_leases": self.say("capex incl. finance leases"),
            "capex_gross": self.say("capex (gross purchases)"),
            "capex_net_of_incentives": self.say("capex (net of incentives)"),
        }.get(metric or self.basis, metric or self.basis)


def _unstopped(text: str, names: Iterable[str]) -> str:
    """Leave out the stop of a sentence; a title has none, and may end with that of a name, as of *Foo Co., Ltd.*"""
    named = tuple(name for name in names if name.endswith("."))
    return text[:-1] if text.endswith((".", "。")) and not text.endswith(named) else text
