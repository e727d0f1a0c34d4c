"""Chinese and American capex over four quarters: one currency, each measure by its name, nothing added up."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from ...exhibits.charts.canvas import Chart
from ...exhibits.charts.lines import Line
from ...exhibits.display import Display
from ...exhibits.drawings import draw_lines
from ...exhibits.theme import company_colour
from ...language import N_, Number
from ...metrics.points import Point
from ...metrics.stretches import Cover, cover
from ...periods import Quarter
from ...statements import Assertion, Evidence, Phrase, Statement, absence, leader, times, value
from .context import ChinaCloud, american, chinese
from .figures import evidence


@dataclass(frozen=True)
class Spending:
    """One company's capex over four quarters.

    Parameters
    ----------
    company : str
        Whose.
    quarter : Quarter
        The last of the four.
    record : float
        In the currency of record; NaN where it cannot be added up without a gap.
    unit : str
        That currency.
    dollars : float
        Each amount at the average rate of its own quarters; NaN where a rate is missing.
    points : tuple of Point
        What it was computed from.
    reason : str
        Why it is missing.
    """

    company: str
    quarter: Quarter
    record: float
    unit: str
    dollars: float
    points: tuple[Point, ...]
    reason: str = ""

    @property
    def bounds(self) -> tuple[float, float]:
        """Between which rounding leaves it, in the currency of record."""
        ends = [p.bounds for p in self.points]
        return math.fsum(low for low, _ in ends), math.fsum(high for _, high in ends)

    @property
    def rate(self) -> float:
        """Renminbi for a dollar that the conversion comes to."""
        return self.record / self.dollars if self.unit == "CNY" else math.nan


def spending(report: ChinaCloud, company: str, quarter: Quarter | None = None) -> Spending:
    """Add up four quarters: cash purchases as filed for American companies, capex as stated for Chinese ones."""
    quarter = quarter or report.quarter
    if company in american():
        point = report.point("capex_cash.ttm", company, quarter)
        return Spending(
            company, quarter, point.value, "USD", point.value, (point,) if point.known else (), point.reason
        )
    stated = report.stretches("capex_as_stated", company, "as_stated")
    found: Cover | None = cover(stated, quarter - 3, quarter)
    if found is None:
        return Spending(
            company, quarter, math.nan, "CNY", math.nan, (), "not_derivable" if stated else "not_disclosed"
        )
    dollars = math.fsum(report.seen(p.value, p.unit, p.first, p.last, to="USD") for p in found.parts)
    return Spending(
        company, quarter, found.value, found.parts[0].unit, dollars, tuple(report.cover_points(found))
    )


Rows = dict[str, list[Spending]]


def _spent(report: ChinaCloud) -> Rows:
    """Return four quarters' capex of each company, quarter by quarter."""
    return {c: [spending(report, c, q) for q in report.quarters] for c in (*american(), *chinese())}


def _lines(report: ChinaCloud, rows: Rows) -> Chart:
    lines = [
        Line(
            report.company(company),
            company_colour(company),
            tuple(s.dollars for s in row),
            frozenset(range(len(row))) if company in chinese() else frozenset(),
        )
        for company, row in rows.items()
    ]
    return draw_lines(report, lines, "money", height=2.6, compares=True)


def _behind(report: ChinaCloud, rows: Rows) -> list[Point]:
    """Return each figure that the sums are made of, once."""
    points = [p for row in rows.values() for s in row for p in s.points]
    return list({(p.company, p.metric, p.quarter, p.fiscal_quarter): p for p in points}.values())


def rate_sources(report: ChinaCloud, _: object) -> tuple[str, ...]:
    return report.rates.of(report.quarter).sources


def _spent_shortly(report: ChinaCloud, first: Assertion, company: str) -> Statement:
    """Count those who cannot be compared, where their names would not fit into a title."""
    n = len(first.population)
    return report.state(
        "Of {n} American companies, {k} can be compared; {company} spent most over four quarters",
        first,
        n=Number(float(n), "count"),
        k=Number(float(n - len(first.unknown)), "count"),
        company=company,
    )


def _spent_alone(report: ChinaCloud, cash: Evidence) -> Statement:
    """Say what the one company spent whose four quarters are there: on the first evenings of a season nobody else has reported."""
    (one,) = (found.of for found in cash.known)
    silent = [c for c in american() if c != one]
    return report.state(
        "{company} spent {amount} in cash over four quarters; the data hold no such sum of {unknown}",
        value(cash, one),
        absence(cash.only(*silent)),
        company=report.company(one),
        amount=report.carried(Number(cash[one].value, "USD", one), cash[one]),
        unknown=[Phrase(report.company(c)) for c in silent],
    )


def gap_message(report: ChinaCloud) -> Statement:
    """Say which American company spent most, and how many times what Alibaba states: two measures, each by its name."""
    cash = evidence(report, "capex_cash.ttm", *american(), of="american")
    first = leader(cash)
    if first is None and cash.known:
        return _spent_alone(report, cash)
    if first is None:
        return report.state(
            "The data hold no capex of American companies over four quarters to {quarter}",
            absence(cash),
            quarter=report.quarter,
        )
    top = first.named("leaders")[0]
    values: dict[str, object] = {
        "company": report.company(top),
        "amount": Number(cash[top].value, "USD", top),
        "unknown": [Phrase(report.company(c)) for c in first.unknown],
    }
    spent = report.state(
        "Of the American companies shown, {company} spent most over four quarters, {amount} in cash; {unknown} cannot be compared"
        if first.unknown
        else "Of the American companies shown, {company} spent most over four quarters, {amount} in cash",
        first,
        **values,
    )
    if first.unknown:
        spent = replace(spent, shorter=_spent_shortly(report, first, report.company(top)))
    pair = evidence(
        report, {top: "capex_cash.ttm", report.subject: _IN_DOLLARS}, top, report.subject, of="pair"
    )
    many = times(pair, top, report.subject)
    if many is None:
        return report.state(
            "{sentence}; Alibaba’s four quarters cannot be summed",
            absence(evidence(report, _IN_DOLLARS, report.subject)),
            sentence=spent,
        )
    return report.state(
        "{sentence}: {times} the {ours} of capex that Alibaba states",
        many,
        sentence=spent,
        times=report.quotient(many, Number(many.figure("ratio"), "times")),
        ours=Number(pair[report.subject].value, "USD", report.subject),
    )


def _both(rows: Rows) -> bool:
    """Whether a figure of a Chinese company is drawn beside the American ones."""
    return any(math.isfinite(s.dollars) for c in chinese() for s in rows[c])


def _subtitle(report: ChinaCloud) -> str:
    unit = report.language.unit_name("USD")
    if _both(_spent(report)):
        return report.say("Capex over four quarters, {unit}; two measures, see the table", unit=unit)
    return report.say("Capex (cash) over four quarters, {unit}", unit=unit)


def _measures(report: ChinaCloud, rows: Rows) -> str:
    """Say what is drawn of whom; of the Chinese companies only where a mark of theirs stands."""
    if _both(rows):
        return report.say(
            "American companies: capex (cash) as filed. Chinese companies, hollow marks: capex as each states it, at the average rate of its quarters. The measures differ, so no sum is made."
        )
    return report.say("American companies: capex (cash) as filed.")


_IN_DOLLARS = "seen.capex_as_stated.4.as_stated"


capex_gap = ChinaCloud.shows(
    Display(
        "capex_gap",
        _spent,
        _lines,
        _subtitle,
        gap_message,
        N_("Line chart of capex over four quarters by company in US dollars. {title}."),
        notes=_measures,
        points=_behind,
        sources=rate_sources,
        wide=False,
    )
)
