"""Chinese and American capex over four quarters: one currency, each measure by its name, nothing added up."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from ...exhibits.charts.canvas import Chart
from ...exhibits.charts.lines import Line
from ...exhibits.display import Columns, Display, Head
from ...exhibits.drawings import draw_lines
from ...exhibits.tables.table import Cell, missing
from ...exhibits.theme import company_colour
from ...language import N_, Number
from ...metrics.points import Point
from ...metrics.stretches import Cover, cover
from ...periods import Quarter
from ...statements import Evidence, Phrase, Statement, absence, leader, span, times, value
from .context import ChinaCloud, american, chinese
from .figures import changed, evidence, quotient, rate, told


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
    return draw_lines(report, lines, "money", height=2.6)


def _behind(report: ChinaCloud, rows: Rows) -> list[Point]:
    """Return each figure that the sums are made of, once."""
    points = [p for row in rows.values() for s in row for p in s.points]
    return list({(p.company, p.metric, p.quarter, p.fiscal_quarter): p for p in points}.values())


def _rate_sources(report: ChinaCloud, _: object) -> tuple[str, ...]:
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


capex_gap = ChinaCloud.shows(
    Display(
        "capex_gap",
        _spent,
        _lines,
        lambda report: report.say(
            "Capex over four quarters, {unit}; two measures, see the table",
            unit=report.language.unit_name("USD"),
        ),
        gap_message,
        N_("Line chart of capex over four quarters by company in US dollars. {title}."),
        notes=(
            N_(
                "American companies: capex (cash) as filed. Chinese companies, hollow marks: capex as each states it, at the average rate of its quarters. The measures differ, so no sum is made."
            ),
        ),
        points=_behind,
        sources=_rate_sources,
        wide=False,
    )
)


def _measure(report: ChinaCloud, now: Spending) -> str:
    if now.company in american():
        return report.say("capex (cash), as filed")
    return report.say("capex as the company states it")


def _rate(report: ChinaCloud, now: Spending) -> Cell:
    if now.unit != "CNY":
        return missing("not_applicable")
    return _put(report, now.rate, report.language.writes("number", "table", decimals=4), now)


def _growth(report: ChinaCloud, now: Spending) -> Cell:
    before = spending(report, now.company, report.quarter - 4).record
    growth = now.record / before - 1 if before > 0 else math.nan
    return _put(report, growth, report.language.writes("share", "table", sign=True), now)


def _multiple(report: ChinaCloud, now: Spending) -> Cell:
    """Print how many times what Alibaba states a company's capex is."""
    if now.company == report.subject:
        return missing("not_applicable")
    ours = spending(report, report.subject)
    return _put(report, now.dollars / ours.dollars, report.language.writes("times", "table"), ours)


def _put(report: ChinaCloud, value: float, write: Callable[[float], str], of: Spending) -> Cell:
    if math.isfinite(value):
        return report.computed(value, write, of.points)
    return missing(of.reason or "not_derivable")


def _parts_note(report: ChinaCloud, _: object) -> list[str]:
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
            "Capex of four quarters cannot be compared on the year for {quarter}", quarter=report.quarter
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
        return _one_american(report, cash) if cash.known else None
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
    return _with_silent(report, cash, sentence)


def _one_american(report: ChinaCloud, cash: Evidence) -> Statement:
    """Say how the cash capex moved of the single company that can be compared."""
    one = cash.known[0]
    moved = value(cash, one.of)
    assert moved is not None
    growth = Number(abs(one.value), "share", one.of, decimals=0)
    sentence = report.state(
        _ONE[str(moved.direction)], moved, company=report.possessive(report.company(one.of)), growth=growth
    )
    return _with_silent(report, cash, sentence)


def _with_silent(report: ChinaCloud, cash: Evidence, sentence: Statement) -> Statement:
    """Name who cannot be compared."""
    silent = [v.of for v in cash.values if not v.known]
    if not silent:
        return sentence
    unknown = [Phrase(report.company(c)) for c in silent]
    return report.state("{sentence}; {unknown} cannot be compared", sentence=sentence, unknown=unknown)


_ONE = {
    "rose": N_("{company} cash capex grew {growth} on the year"),
    "fell": N_("{company} cash capex fell {growth} on the year"),
    "held": N_("{company} cash capex held on the year"),
}

_ENDS = {
    (False, False): N_(
        "Cash capex of the American companies shown grew from {low} at {least} to {high} at {most}"
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


gap_table = ChinaCloud.shows(
    Display(
        "gap_table",
        lambda report: [spending(report, c) for c in (*american(), *chinese())],
        Columns(
            Head(N_("Company"), lambda report, now: report.company(now.company), share=1.1),
            Head(N_("Measure"), _measure, share=2.0),
            Head(
                N_("as filed"),
                lambda report, now: _put(report, now.record, report.language.writes(now.unit, "prose"), now),
                "right",
                1.0,
            ),
            Head(N_("RMB for a dollar"), _rate, "right", 0.9),
            Head(
                lambda report: report.language.unit_name("USD"),
                lambda report, now: _put(report, now.dollars, report.language.writes("USD", "table"), now),
                "right",
                0.8,
            ),
            Head(N_("on the year"), _growth, "right", 0.9),
            Head(N_("times Alibaba’s"), _multiple, "right", 0.9),
        ),
        N_("Capex over the four quarters to {quarter}; growth in the currency of record"),
        table_message,
        N_("Table of capex over four quarters by company with its measure and exchange rate. {title}."),
        notes=(
            N_(
                "The last column sets two measures beside one another: read it as an order of size. Cash capex leaves out assets under leases; what the Chinese companies count is theirs to say."
            ),
            _parts_note,
            ChinaCloud.missing_note,
        ),
        points=lambda report, rows: [
            p
            for now in rows
            for s in (now, spending(report, now.company, report.quarter - 4))
            for p in s.points
        ],
        sources=_rate_sources,
    )
)
