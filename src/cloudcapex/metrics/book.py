"""Everything that can be computed from what was known on one day, kept for the next question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd

from .. import facts
from ..errors import UsageError
from ..paths import Stamp, stamp
from ..periods import Quarter, fiscal_label, nominal_end, parse_date
from . import expected, first_of, growth, ratios
from .formulas import DERIVED, FIRST_OF, FORMULAS, IDENTITIES
from .panel import (
    ESTIMATED,
    NOT_APPLICABLE,
    NOT_DERIVABLE,
    NOT_ENTERED,
    NOT_YET_FILED,
    PRESENT,
    ByMetric,
    Columns,
    Panel,
    PanelRow,
    best_definition,
    empty_panel,
    fill_panel,
    rows_by_company,
)
from .quarters import QUARTER, discrete_quarters, stated_years, told_periods
from .registry import parse


class Book:
    """The facts as of a day, their discrete quarters, and each panel once it was asked for.

    Parameters
    ----------
    as_of : date, optional
        Nothing filed later is in the book; None for everything.
    """

    def __init__(self, as_of: dt.date | None = None) -> None:
        known = facts.coded_facts(as_of)
        if known.empty:
            first = facts.load_facts()["filed"].min()
            raise UsageError(
                f"nothing was known by {as_of}",
                where="as_of",
                remedy=f"the first facts are of {first.date()}"
                if pd.notna(first)
                else "data/facts holds no fact",
            )
        self._lay_out(known, facts.load_companies())
        self.out = expected.Out.of(as_of, known)

    @classmethod
    def of_filers(cls, known: pd.DataFrame, filers: pd.DataFrame) -> Book:
        """Open a book of facts that are none of ``data/``; what was expected of whom is not known there.

        Parameters
        ----------
        known : DataFrame
            As of `cloudcapex.facts.load_facts`.
        filers : DataFrame
            Whose they are: ``slug``, ``fiscal_year_end_month``, ``currency``.
        """
        book = cls.__new__(cls)
        book._lay_out(known, filers.assign(cloud_segment=""))
        book.out = expected.Out(*[frozenset()] * 4)
        return book

    def _lay_out(self, known: pd.DataFrame, companies: pd.DataFrame) -> None:
        metrics = facts.load_metrics()
        self.companies: tuple[str, ...] = tuple(companies["slug"])
        self.year_end = dict(
            zip(companies["slug"], companies["fiscal_year_end_month"].astype(int), strict=True)
        )
        self.currency = dict(zip(companies["slug"], companies["currency"], strict=True))
        self.without_cloud = frozenset(companies.loc[companies["cloud_segment"].fillna("") == "", "slug"])
        derived = DERIVED.values()
        kinds, units = (dict(zip(metrics["id"], metrics[name], strict=True)) for name in ("kind", "unit"))
        self.kinds: dict[str, str] = kinds | {formula.id: formula.kind for formula in derived}
        self.units: dict[str, str] = units | {formula.id: formula.unit for formula in derived}
        periods = told_periods(known)
        self.quarters, self.holes = discrete_quarters(periods, self.kinds)
        self.years = stated_years(periods, self.kinds)
        self._panels: dict[str, Panel] = {}
        self._best: dict[str, tuple[Panel, np.ndarray]] = {}
        self._labels: dict[tuple[str, int, object], str] = {}
        self._owners: dict[str, str] = {}

    # -- what there is ---------------------------------------------------------------------------

    @cached_property
    def first(self) -> int:
        """Number of the oldest quarter with any value."""
        return int(self.quarters["quarter"].min()) if len(self.quarters) else 2018 * 4

    @cached_property
    def count(self) -> int:
        """How many quarters there are from the oldest to the newest with a value or a document."""
        newest = max((quarter for _, quarter in self.out.told), default=self.first)
        return max(int(self.quarters["quarter"].max()), newest) - self.first + 1 if len(self.quarters) else 1

    @cached_property
    def newest(self) -> int:
        """Number of the newest quarter that most of the companies a review is about have reported.

        Whoever else has rows, and however late they report, moves nothing; they decide only where none of these
        has said anything yet.
        """
        said = self._last[False]
        last = [said[c] for c in facts.usual_companies() if c in said] or [*said.values()]
        return sorted(last, reverse=True)[len(last) // 2] if last else self.first

    @cached_property
    def _last(self) -> dict[bool, dict[str, int]]:
        """Newest quarter of each company: True over its filings alone, False over all that it said."""
        # Of whoever tells years alone, the quarters that they end with.
        told = pd.concat([self.quarters, self.years])
        stated = told[told["basis_code"] < ESTIMATED]
        filed = stated[stated["evidence_code"] == 0]
        return {
            only_filed: {str(c): int(q) for c, q in part.groupby("company")["quarter"].max().items()}
            for only_filed, part in ((True, filed), (False, stated))
        }

    @cached_property
    def _ranks(self) -> dict[tuple[str, str, str], int]:
        table = facts.load_definitions().fillna({"metric": "", "company": ""})
        keys = zip(table["definition"], table["metric"], table["company"], strict=True)
        return dict(zip(keys, table["rank"].astype(int), strict=True))

    def rank(self, definition: str, metric: str, company: str) -> int:
        """Rank of a definition, the most specific row of ``definitions.csv`` deciding; 0 if none does."""
        for key in ((definition, metric, company), (definition, metric, ""), (definition, "", "")):
            if key in self._ranks:
                return self._ranks[key]
        return 0

    @cached_property
    def general(self) -> frozenset[str]:
        """Definitions that apply to any metric and company, and so name nothing in particular."""
        return frozenset(name for name, metric, company in self._ranks if not metric and not company)

    @cached_property
    def _only_company(self) -> dict[str, str]:
        """Metrics that belong to one company: its definitions name only that one, and it alone has facts."""
        named: dict[str, set[str]] = {}
        for _, metric, company in self._ranks:
            named.setdefault(metric, set()).add(company)
        pairs = self.quarters[["metric", "company"]].drop_duplicates()
        holders = {metric: {*part} for metric, part in pairs.groupby("metric")["company"]}
        return {
            metric: next(iter(who))
            for metric, who in named.items()
            if metric and len(who) == 1 and "" not in who and holders.get(metric, who) == who
        }

    def applies(self, metric: str, company: str) -> bool:
        """Tell whether a metric can exist for a company at all."""
        if metric in FORMULAS:
            formula = FORMULAS[metric]
            return self.applies(formula.left, company) and self.applies(formula.right, company)
        if metric.startswith("cloud_") and company in self.without_cloud:
            return False
        owner = self._owner(metric) or self._only_company.get(metric, company)
        return company == owner

    def _owner(self, metric: str) -> str:
        """Company whose slug a metric begins with; empty for none."""
        if metric not in self._owners:
            words = metric.split("_")
            begun = ("_".join(words[:n]) for n in range(1, len(words)))
            found = [slug for slug in begun if slug in self.currency]
            self._owners[metric] = min(found, key=self.companies.index, default="")
        return self._owners[metric]

    def holders(self, metric: str) -> list[str]:
        """Companies that have any fact of a metric (of both operands, for a formula; of any, for a choice)."""
        if metric in FIRST_OF:
            found = {company for part in FIRST_OF[metric].parts for company in self.holders(part)}
            return [company for company in self.companies if company in found]
        if metric in FORMULAS:
            formula = FORMULAS[metric]
            right = frozenset(self.holders(formula.right))
            return [company for company in self.holders(formula.left) if company in right]
        found = {*self._stating.get(metric, ())}
        if any(whole == metric for whole, _ in IDENTITIES):
            found |= {company for whole, company in self._summed if whole == metric}
        return [company for company in self.companies if company in found]

    @cached_property
    def _stating(self) -> dict[str, frozenset[str]]:
        """Companies that state any figure of each metric, if only of a longer period."""
        keys = ["metric", "company"]
        both = pd.concat([self.quarters[keys], self.holes[keys]]).drop_duplicates()
        return {str(metric): frozenset(part) for metric, part in both.groupby("metric")["company"]}

    def asked(self, companies: str | Iterable[str] | None) -> list[str]:
        """Return the companies asked for, every one where none is named.

        Parameters
        ----------
        companies : str or iterable of str, optional
            Slugs, or names and tickers as `cloudcapex.facts.company_named` knows them.

        Raises
        ------
        UsageError
            With near names for one that does not exist.
        """
        if companies is None:
            return list(self.companies)
        named = [companies] if isinstance(companies, str) else companies
        return [c if c in self.currency else facts.company_named(c).slug for c in named]

    def fiscal_label(self, company: str, quarter: int, end: np.datetime64) -> str:
        """Name the fiscal quarter; where no fact gives its last day, the one the fiscal year implies."""
        key = (company, quarter, end)
        if key not in self._labels:
            month = self.year_end[company]
            calendar = Quarter(quarter // 4, quarter % 4 + 1)
            day = nominal_end(calendar, month) if np.isnat(end) else end.astype("datetime64[D]").item()
            self._labels[key] = fiscal_label(day, month)
        return self._labels[key]

    # -- panels ----------------------------------------------------------------------------------

    def panel(self, expression: str) -> Panel:
        """Return the panel of a metric, a formula, or either with transforms; every company has a line."""
        if expression not in self._panels:
            request = parse(expression, self.kinds)
            self._panels[expression] = self._compute(request.metric, request.transforms)
        return self._panels[expression]

    def best(self, expression: str) -> tuple[Panel, np.ndarray]:
        """Return `best_definition` of a panel."""
        if expression not in self._best:
            self._best[expression] = best_definition(self.panel(expression))
        return self._best[expression]

    def _compute(self, metric: str, transforms: tuple[str, ...]) -> Panel:
        if transforms and not (transforms == ("ttm",) and metric in FORMULAS):
            base = self.panel(".".join([metric, *transforms[:-1]]))
            share = self.kinds[metric] == "share"
            match transforms[-1]:
                case "ttm":
                    return self._with_years(growth.ttm(base), metric)
                case "yoy":
                    return growth.yoy(base, share=share)
                case "qoq":
                    return growth.qoq(base, share=share)
                case "yoy_change":
                    return growth.yoy_change(base)
                case _:
                    return growth.qoq_change(base)
        if metric in FORMULAS:
            # The margin of twelve months is the ratio of two sums, not the sum of four margins.
            formula = FORMULAS[metric]
            tail = "".join(f".{transform}" for transform in transforms)
            return ratios.evaluate(formula, self.panel(formula.left + tail), self.panel(formula.right + tail))
        if metric in FIRST_OF:
            choice = FIRST_OF[metric]
            told = [self.panel(name) for name in choice.stated]
            return first_of.choose(told, self.panel(choice.computed), choice.tolerance, self.general)
        return self._core(metric)

    def _with_years(self, summed: Panel, metric: str) -> Panel:
        """Fill in the years that a company states itself where a quarter of them is not there.

        None before its first four quarters: a row would begin with single values a year apart.
        """
        lines = {line[:3] for line in summed.lines}
        years = self._rows["years"].of(metric)
        keys = zip(*(years[c].tolist() for c in ("company", "definition", "unit")), strict=True)
        held = np.array([key in lines for key in keys], dtype=bool) & (years["quarter"] >= self.first)
        years = {name: cells[held] for name, cells in years.items()}
        told = fill_panel(years, summed.lines, self.first, self.count)
        begun = {company: np.zeros(self.count, dtype=bool) for company in self.companies}
        for row, line in enumerate(summed.lines):
            begun[line.company] |= np.logical_or.accumulate(summed.reason[row] == PRESENT)
        for row, line in enumerate(summed.lines):
            lacking = (summed.reason[row] != PRESENT) & (told.reason[row] == PRESENT)
            summed.copy_cells(row, told, row, lacking & begun[line.company])
        return summed

    @cached_property
    def _rows(self) -> dict[str, ByMetric]:
        """What there is of every metric: to look for it in the frames takes as long as to make a panel."""
        frames = {"quarters": self.quarters, "holes": self.holes, "years": self.years}
        return {name: ByMetric(frame) for name, frame in frames.items()}

    def _core(self, metric: str) -> Panel:
        quarters, holes = (self._rows[name].of(metric) for name in ("quarters", "holes"))
        told: dict[str, set[tuple[str, str]]] = {company: set() for company in self.companies}
        for columns in (quarters, holes):
            cells = (columns[column].tolist() for column in ("company", "definition", "unit"))
            for company, definition, unit in zip(*cells, strict=True):
                told[company].add((definition, unit))
        lines = []
        for company, named in told.items():
            named |= {(d, self.currency[company]) for d in self._identities(metric, company)}
            for definition, unit in sorted(named):
                lines.append(PanelRow(company, definition, unit, self.rank(definition, metric, company)))
            if not named:
                lines.append(self.blank_line(metric, company))
        panel = fill_panel(quarters, lines, self.first, self.count)
        self._explain(panel, metric, holes)
        for (whole, definition), formula in IDENTITIES.items():
            if whole != metric:
                continue
            parts = self.panel(formula)
            same = rows_by_company(parts.lines)
            for row, line in enumerate(panel.lines):
                if line.definition == definition and definition in self._identities(metric, line.company):
                    for other in same.get(line.company, ()):
                        panel.overlay(row, parts, other)
        return panel

    def _identities(self, metric: str, company: str) -> list[str]:
        """Definitions of a company's metric that are the sum of two others, both of which it files."""
        return self._summed.get((metric, company), [])

    @cached_property
    def _summed(self) -> dict[tuple[str, str], list[str]]:
        """Definitions of `_identities`, by metric and company."""
        found: dict[tuple[str, str], list[str]] = {}
        for (whole, definition), formula in IDENTITIES.items():
            for company in self.holders(formula):
                if (definition, whole, company) in self._ranks:
                    found.setdefault((whole, company), []).append(definition)
        return found

    def _explain(self, panel: Panel, metric: str, holes: Columns) -> None:
        """Give every missing cell its reason."""
        place: dict[tuple[str, ...], int] = {line[:3]: row for row, line in enumerate(panel.lines)}
        keys = zip(*(holes[c].tolist() for c in ("company", "definition", "unit", "quarter")), strict=True)
        for *key, quarter in keys:
            column = quarter - self.first
            if 0 <= column < self.count:
                panel.reason[place[tuple(key)], column] = NOT_DERIVABLE
        for row, line in enumerate(panel.lines):
            if not self.applies(metric, line.company):
                panel.reason[row] = NOT_APPLICABLE
                continue
            # A line that is read from filings waits for the next filing, whatever a call has said before it.
            there = np.flatnonzero(panel.reason[row] == PRESENT)
            from_filings = len(there) > 0 and panel.evidence[row, there[-1]] == 0
            newest = self._last[from_filings].get(line.company, self.first - 1)
            waiting = panel.reason[row, max(newest + 1 - self.first, 0) :]
            waiting[waiting != PRESENT] = NOT_YET_FILED
        self._tell_not_entered(panel, metric)

    def _tell_not_entered(self, panel: Panel, metric: str) -> None:
        """Mark what a company has kept giving and whose document is out, but whose figure is not there."""
        for row, column in expected.not_entered(panel, metric, self.out):
            panel.reason[row, column] = NOT_ENTERED

    def blank_line(self, metric: str, company: str) -> PanelRow:
        """Make the line of a company that has no fact of a metric."""
        unit = self.units[metric]
        return PanelRow(company, "", self.currency[company] if unit == "money" else unit, 0)

    def blank_panel(self, metric: str, companies: list[str]) -> Panel:
        """Make lines without a value, each cell with its reason."""
        lines = [self.blank_line(metric, company) for company in companies]
        panel = empty_panel(lines, self.first, self.count)
        self._explain(panel, metric, {name: np.array([]) for name in QUARTER})
        return panel


@lru_cache(maxsize=8)
def _book(as_of: dt.date | None, state: Stamp) -> Book:
    return Book(as_of)


@lru_cache(maxsize=64)
def _told_apart(day: dt.date, state: Stamp) -> dt.date | None:
    """Return the day, or None where nothing came later: one book answers for both, whichever was opened first."""
    return None if len(facts.load_facts(day)) == len(facts.load_facts()) else day


def open_book(as_of: dt.date | str | None = None) -> Book:
    """Return the book of a day; made once for each day and state of ``data/``."""
    day = None if as_of in (None, "") else parse_date(as_of, where="as_of")
    state = stamp()
    return _book(day and _told_apart(day, state), state)
