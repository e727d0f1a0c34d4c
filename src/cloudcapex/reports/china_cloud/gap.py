"""Chinese and American capex over four quarters: one currency, each measure by its name, nothing added up."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ...exhibits.charts.lines import Line, line_chart
from ...exhibits.charts.scale import Scale
from ...exhibits.exhibit import Exhibit
from ...exhibits.tables.table import Cell, Column, Table, missing, words
from ...exhibits.theme import company_colour
from ...language import N_, Number
from ...metrics.points import Point
from ...metrics.stretches import Cover, cover
from ...periods import Quarter
from ...statements import Phrase, Statement, absence, leader, span, times, value
from .context import ChinaCloud, american, chinese
from .figures import changed, evidence, quotient, rate, told
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
        body=line_chart(report.quarters, lines, write=language.writes("USD", "chart"), scale=Scale.money(report.language), height=2.6),
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


def gap_message(report: ChinaCloud) -> Statement:
    """Say which American company spent most, and how many times what Alibaba states: two measures, each by its name."""
    cash = evidence(report, "capex_cash.ttm", *american(), of="american")
    first = leader(cash)
    if first is None:
        return report.state("Capex over four quarters to {quarter} is not known", quarter=report.quarter)
    top = first.named("leaders")[0]
    values: dict[str, object] = {
        "company": report.company(top),
        "amount": Number(cash[top].value, "USD", top),
        "unknown": [Phrase(report.company(c)) for c in first.unknown],
    }
    spent = report.state(
        "Of the American companies shown {company} spent most over four quarters, {amount} in cash; {unknown} cannot be compared"
        if first.unknown
        else "Of the American companies shown {company} spent most over four quarters, {amount} in cash",
        first,
        **values,
    )
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
        times=quotient(report, many, Number(many.figure("ratio"), "times")),
        ours=Number(pair[report.subject].value, "USD", report.subject),
    )


_IN_DOLLARS = "seen.capex_as_stated.4.as_stated"


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


def table_message(report: ChinaCloud) -> Statement:
    """Say how Alibaba's stated capex moved on the year, and how far the Americans' cash capex did: each on its own measure."""
    theirs = _american_growth(report)
    stated = evidence(report, told("capex_as_stated", 4, "as_stated"), report.subject, base="yoy")
    ours = changed(report, stated, report.subject)
    if ours is None:
        return theirs or report.state(
            "No capex can be compared on the year for {quarter}", quarter=report.quarter
        )
    held, growth = ours
    if theirs is None:
        return report.state(_OWN[str(held.direction)], held, growth=growth)
    return report.state(_BESIDE[str(held.direction)], held, theirs=theirs, growth=growth)


def _american_growth(report: ChinaCloud) -> Statement | None:
    """Say between what the American companies' cash capex grew or fell; who cannot be compared is named."""
    cash = evidence(report, "capex_cash.ttm.yoy", *american(), of="american")
    ends = span(cash)
    if ends is None:
        return None
    least, most = (pick(cash.known, key=lambda v: v.value) for pick in (min, max))
    moved = [held for end in (least, most) if (held := value(cash, end.of))]
    sentence = report.state(
        _ENDS[least.value < 0, most.value < 0],
        ends,
        *moved,
        low=rate(report, cash, least.of),
        high=rate(report, cash, most.of),
        least=report.company(least.of),
        most=report.company(most.of),
    )
    if not ends.unknown:
        return sentence
    unknown = [Phrase(report.company(c)) for c in ends.unknown]
    return report.state("{sentence}; {unknown} cannot be compared", sentence=sentence, unknown=unknown)


_ENDS = {
    (False, False): N_(
        "Cash capex of the American companies shown grew {low} at {least} to {high} at {most}"
    ),
    (True, False): N_(
        "Cash capex of the American companies shown went from a fall of {low} at {least} to a rise of {high} at {most}"
    ),
    (True, True): N_("Cash capex of the American companies shown fell {high} at {most} to {low} at {least}"),
}
_OWN = {
    "rose": N_("The capex that Alibaba states for four quarters rose {growth} on the year"),
    "fell": N_("The capex that Alibaba states for four quarters fell {growth} on the year"),
    "held": N_("The capex that Alibaba states for four quarters held on the year"),
}
_BESIDE = {
    "rose": N_("{theirs}; the capex that Alibaba states for four quarters rose {growth}"),
    "fell": N_("{theirs}; the capex that Alibaba states for four quarters fell {growth}"),
    "held": N_("{theirs}; the capex that Alibaba states for four quarters held"),
}
