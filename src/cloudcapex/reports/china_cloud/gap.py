"""Chinese and American capex over four quarters: one currency, each measure by its name, nothing added up."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ...exhibits.charts.lines import Line, line_chart
from ...exhibits.exhibit import Exhibit
from ...exhibits.tables.table import Cell, Column, Table, missing, words
from ...exhibits.theme import company_colour
from ...language import Number
from ...metrics.points import Point
from ...metrics.stretches import Cover, cover
from ...periods import Quarter
from .context import ChinaCloud, american, chinese
from .segments import nothing


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
    told = report.stretches("capex_as_stated", company, "as_stated")
    found: Cover | None = cover(told, quarter - 3, quarter)
    if found is None:
        return Spending(
            company, quarter, math.nan, "CNY", math.nan, (), "not_derivable" if told else "not_disclosed"
        )
    dollars = math.fsum(report.seen(p.value, p.unit, p.first, p.last, to="USD") for p in found.parts)
    return Spending(
        company, quarter, found.value, found.parts[0].unit, dollars, tuple(report.cover_points(found))
    )


@ChinaCloud.shows
def capex_gap(report: ChinaCloud) -> Exhibit:
    """Capex over four quarters by company, in US dollars."""
    say, language = report.say, report.language
    lines, points = [], []
    for company in (*american(), *chinese()):
        row = [spending(report, company, q) for q in report.quarters]
        points += [p for s in row for p in s.points]
        soft = company in chinese()
        lines.append(
            Line(
                report.company(company),
                company_colour(company),
                tuple(s.dollars for s in row),
                frozenset(range(len(row))) if soft else frozenset(),
            )
        )
    title = gap_message(report)
    subtitle = say(
        "Capex over four quarters, {unit}; two measures, see the table", unit=language.unit_name("USD")
    )
    points = list({(p.company, p.metric, p.quarter, p.fiscal_quarter): p for p in points}.values())
    if not any(line.last is not None for line in lines):
        return nothing(report, "capex_gap", title, subtitle)
    return report.show(
        "capex_gap",
        title=title,
        subtitle=subtitle,
        body=line_chart(report.quarters, lines, write=language.writes("USD", "chart"), tick=report.tick, height=2.6),
        points=points,
        alt=say("Line chart of capex over four quarters by company in US dollars. {title}.", title=title),
        notes=[
            say("American companies: capex (cash) as filed. Chinese companies, hollow marks: capex as each states it, at the average rate of its quarters. The measures differ, so no sum is made."),
        ],
        wide=False,
        extra_sources=_rate_sources(report),
    )  # fmt: skip


def _rate_sources(report: ChinaCloud) -> tuple[str, ...]:
    return report.rates.of(report.quarter).sources


def gap_message(report: ChinaCloud) -> str:
    """Say how many times Alibaba's capex the largest American company spent."""
    say = report.say
    known = [s for c in american() if math.isfinite((s := spending(report, c)).dollars)]
    ours = spending(report, report.subject)
    if not known:
        return say("Capex over four quarters to {quarter} is not known", quarter=report.quarter)
    top = max(known, key=lambda s: s.dollars)
    values = {
        "company": report.company(top.company),
        "amount": Number(top.dollars, "USD"),
        "quarter": str(report.quarter),
    }
    if not math.isfinite(ours.dollars):
        return say(
            "{company} spent {amount} in four quarters; Alibaba’s four quarters cannot be added up", **values
        )
    values |= {
        "times": Number(top.dollars / ours.dollars, "times"),
        "ours": Number(ours.dollars, "USD"),
    }
    return say("{company} spent {amount} in four quarters, {times} Alibaba’s {ours}", **values)


@ChinaCloud.shows
def gap_table(report: ChinaCloud) -> Exhibit:
    """Four quarters of capex by company: measure, currency of record, rate, dollars, and against a year before."""
    say, language = report.say, report.language
    columns = (
        Column(say("Company"), "left", 1.1),
        Column(say("Measure"), "left", 2.0),
        Column(say("as filed"), "right", 1.0),
        Column(say("RMB for a dollar"), "right", 0.9),
        Column(language.unit_name("USD"), "right", 0.8),
        Column(say("on the year"), "right", 0.9),
        Column(say("times Alibaba’s"), "right", 0.9),
    )
    ours = spending(report, report.subject)
    rows, points = [], []
    for company in (*american(), *chinese()):
        now, before = spending(report, company), spending(report, company, report.quarter - 4)
        points += [*now.points, *before.points]
        growth = now.record / before.record - 1 if before.record > 0 else math.nan
        times = now.dollars / ours.dollars if company != report.subject else math.nan
        measure = (
            say("capex (cash), as filed") if company in american() else say("capex as the company states it")
        )
        rows.append(
            (
                words(report.company(company)),
                words(measure),
                _put(report, now.record, language.writes(now.unit, "prose"), now),
                _put(report, now.rate, language.writes("number", "table", decimals=4), now) if now.unit == "CNY" else missing("not_applicable"),
                _put(report, now.dollars, language.writes("USD", "table"), now),
                _put(report, growth, report.language.writes("share", "table", sign=True), now),
                missing("not_applicable") if company == report.subject else _put(report, times, language.writes("times", "table"), ours),
            )
        )  # fmt: skip
    title = table_message(report)
    return report.show(
        "gap_table",
        title=title,
        subtitle=say("Capex over the four quarters to {quarter}; growth in the currency of record", quarter=report.quarter),
        body=Table(columns, tuple(rows)),
        points=points,
        alt=say("Table of capex over four quarters by company with its measure and exchange rate. {title}.", title=title),
        notes=[
            say("The last column sets two measures beside one another: read it as an order of size. Cash capex leaves out assets under leases; what the Chinese companies count is theirs to say."),
            *_parts_note(report),
            report.missing_note(),
        ],
        extra_sources=_rate_sources(report),
    )  # fmt: skip


def _put(report: ChinaCloud, value: float, write, of: Spending) -> Cell:
    if math.isfinite(value):
        return report.computed(value, write, of.points)
    return missing(of.reason or "not_derivable")


def _parts_note(report: ChinaCloud) -> list[str]:
    """Say which of Alibaba's amounts is a sum that was not split."""
    sums = [p for p in spending(report, report.subject).points if p.fiscal_quarter]
    return [
        report.say(
            "Alibaba’s four quarters contain {span}, told only as a sum of {amount}.",
            span=p.fiscal_quarter.replace("..", "–"),
            amount=Number(p.value, p.unit),
        )
        for p in sums
    ]


def table_message(report: ChinaCloud) -> str:
    """Say whether Alibaba's or the Americans' capex grew faster."""
    say = report.say
    growth = {}
    for company in (*american(), report.subject):
        now, before = spending(report, company), spending(report, company, report.quarter - 4)
        if before.record > 0 and math.isfinite(now.record):
            growth[company] = now.record / before.record - 1
    own = growth.pop(report.subject, math.nan)
    if not math.isfinite(own) or not growth:
        return say("Only the American companies’ capex can be compared on the year") if growth else say("No capex can be compared on the year for {quarter}", quarter=report.quarter)  # fmt: skip
    faster = [c for c, g in growth.items() if g > own]
    values = {"growth": Number(abs(own), "share"), "count": len(faster), "of": len(growth)}
    if own < 0:
        return say("Alibaba’s four-quarter capex fell {growth} on the year", **values)
    if not faster:
        return say(
            "Alibaba’s four-quarter capex rose {growth}, more than that of any American company", **values
        )
    if len(faster) == len(growth):
        return say(
            "Alibaba’s four-quarter capex rose {growth}, less than that of every American company", **values
        )
    return say(
        "Alibaba’s four-quarter capex rose {growth}; it rose faster at {count} of {of} American companies",
        **values,
    )
