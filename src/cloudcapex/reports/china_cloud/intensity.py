"""What part of its revenue each Chinese group spends on capex."""

from __future__ import annotations

from ... import facts
from ...exhibits.charts.canvas import Chart
from ...exhibits.charts.lines import Line
from ...exhibits.display import Display
from ...exhibits.drawings import draw_lines
from ...exhibits.theme import company_colour
from ...language import N_, Number
from ...metrics.points import Point
from ...metrics.stretches import Stretch, cover
from ...periods import Quarter
from ...statements import Phrase, Statement
from .context import ChinaCloud
from .figures import part
from .peers import period_name
from .segments import Rows, told_rows

CAPEX, REVENUE, SHARE, STATED = (
    "capex_as_stated",
    "revenue",
    "capex_share_of_revenue",
    "capex_share_of_revenue_reported",
)


def _shares(report: ChinaCloud) -> Rows:
    """Return capex over revenue, quarter by quarter, of each company of which both are known."""
    return told_rows(
        {c: [_share(report, c, q) for q in report.quarters] for c in facts.slugs_of("china_capex")}
    )


def _share(report: ChinaCloud, company: str, quarter: Quarter) -> Point:
    return report.ratio(
        report.point(CAPEX, company, quarter, "as_stated"), report.point(REVENUE, company, quarter), SHARE
    )


def _lines(report: ChinaCloud, rows: Rows) -> Chart:
    lines = [
        Line(
            report.company(company),
            company_colour(company),
            tuple(p.value for p in row),
            frozenset(i for i, p in enumerate(row) if p.known and p.soft),
        )
        for company, row in rows.items()
    ]
    return draw_lines(report, lines, "share")


def intensity_message(report: ChinaCloud) -> Statement:
    """Say what part of revenue capex took in the newest quarter that it is known for."""
    for quarter in reversed(report.quarters):
        told = [p for c in facts.slugs_of("china_capex") if (p := _told(report, c, quarter))]
        if told:
            return report.state("Capex over revenue in {quarter}: {shares}", shares=told, quarter=quarter)
    return report.state(
        "Capex over revenue up to {quarter} cannot be computed from the data", quarter=report.quarter
    )


def _told(report: ChinaCloud, company: str, quarter: Quarter) -> Phrase | None:
    if not _share(report, company, quarter).known:
        return None
    share = part(report, CAPEX, REVENUE, company, quarter)
    return share and report.phrase(N_("{share} at {company}"), share=share, company=report.company(company))


def _together(report: ChinaCloud, rows: Rows) -> list[str]:
    """Say what capex took of the revenue of quarters for which it is known as a sum alone."""
    said = []
    for company in rows:
        for told in report.stretches(CAPEX, company, "as_stated"):
            alone = any(_share(report, company, told.first + n).known for n in range(told.quarters))
            if told.quarters > 1 and not alone and told.first >= report.quarters[0]:
                said += _over(report, company, told)
    return said


def _over(report: ChinaCloud, company: str, told: Stretch) -> list[str]:
    revenue = cover(report.stretches(REVENUE, company, "as_filed"), told.first, told.last)
    if revenue is None:
        return []
    return [
        report.say(
            "{company}’s capex of {span} is known only as a sum: {share} of the revenue of these quarters.",
            company=report.company(company),
            span=report.span(told.first, told.last),
            share=Number(told.value / revenue.value, "share", decimals=0),
        )
    ]


def _stated(report: ChinaCloud, rows: Rows) -> list[str]:
    """Say which shares the companies state themselves."""
    return [
        report.say(
            "{company} itself states {share} for {period}.",
            company=report.company(company),
            share=Number(told.value, "share", decimals=0),
            period=report.language.stated_period(period_name(report, told)),
        )
        for company in rows
        for told in report.stretches(STATED, company)
    ]


capex_share = ChinaCloud.shows(
    Display(
        "capex_share",
        _shares,
        _lines,
        N_("Capex as each company states it over group revenue of the quarter, per cent"),
        intensity_message,
        N_("Line chart of capex over revenue at Chinese groups. {title}."),
        notes=(
            N_(
                "Computed from each company’s own capex and revenue. Hollow marks: one of the two is from press or a secondary source."
            ),
            _together,
            _stated,
        ),
        points=lambda report, rows: [p for row in rows.values() for p in row if p.known],
        wide=False,
    )
)
