"""What China's clouds say that AI brings them, each on its own count."""

from __future__ import annotations

from ... import facts
from ...exhibits.display import Columns, Display, Head, across
from ...exhibits.tables.table import Cell, missing
from ...facts.companies import Member
from ...language import N_
from ...metrics.points import Point
from ...periods import Quarter
from ...statements import Phrase, Statement, value
from .bounds import bounded, bounded_cell
from .context import ChinaCloud
from .figures import amount, evidence, per_cent
from .segments import known

GROUP = "china_ai"
QUARTERS = 5
Rows = dict[Member, list[Point]]


def _told(report: ChinaCloud) -> Rows:
    """Return the measures of which anything was told in the quarters shown."""
    rows = {m: report.row(m.metric, m.company) for m in facts.group(GROUP)}
    return {m: row for m, row in rows.items() if any(p.known for p in row)}


def _cell(report: ChinaCloud, point: Point) -> Cell:
    if point.unit == "share":
        shown = report.cell(point, report.language.writes("share", "table"))
    else:
        shown = report.amount_cell(point)
    return bounded_cell(report, point, shown)


def _at(report: ChinaCloud, member: Member, quarter: Quarter) -> Cell:
    return _cell(report, report.point(member.metric, member.company, quarter))


def _last(report: ChinaCloud, member: Member) -> Cell | str:
    """Name the quarter of which a measure was last told, with the figure where the columns do not hold it."""
    newest = [p for p in report.row(member.metric, member.company) if p.known][-1:]
    if not newest:
        return missing("not_disclosed")
    if newest[0].quarter in report.quarters[-QUARTERS:]:
        return str(newest[0].quarter)
    shown = _cell(report, newest[0])
    text = report.say("{quarter}: {figure}", quarter=newest[0].quarter, figure=shown.text)
    return Cell(text, shown.url, shown.marks, shown.kind, shown.hint)


def _amounts(report: ChinaCloud) -> list[Phrase]:
    """Write what AI brought each company in the quarter, by the first amount that stands for it."""
    told: dict[str, Phrase] = {}
    for member in facts.group(GROUP):
        point = report.point(member.metric, member.company)
        # A run-rate is no revenue of the quarter.
        if not point.known or point.unit == "share" or point.period_start is None or member.company in told:
            continue
        figure = amount(report, member.metric, member.company)
        if figure is not None:
            told[member.company] = report.phrase(
                N_("{amount} at {company}"),
                amount=bounded(report, point, figure),
                company=report.company(member.company),
            )
    return list(told.values())


def ai_message(report: ChinaCloud) -> Statement:
    """Say what AI brought in the quarter where that is told in money, else the newest share that was told."""
    amounts = _amounts(report)
    if amounts:
        return report.state(
            "By the companies’ own count, AI brought in {amounts} in {quarter}", amounts=amounts
        )
    shares = [
        p
        for p in known(report, {m.metric: report.row(m.metric, m.company) for m in facts.group(GROUP)})
        if p.unit == "share"
    ]
    if not shares:
        return report.nothing(
            "The data hold nothing of what AI brings China’s clouds up to {quarter}",
            *(evidence(report, m.metric, m.company) for m in facts.group(GROUP)),
        )
    newest = max(shares, key=lambda p: p.quarter)
    member = next(m for m in facts.group(GROUP) if (m.metric, m.company) == (newest.metric, newest.company))
    held = evidence(report, newest.metric, newest.company, quarter=newest.quarter)
    return report.state(
        "{company}, {measure}: {share} in {quarter}",
        value(held),
        company=report.company(newest.company),
        measure=report.member(member),
        share=bounded(report, newest, per_cent(report, newest.value, newest.company)),
        quarter=newest.quarter,
    )


ai_revenue = ChinaCloud.shows(
    Display(
        "ai_revenue",
        _told,
        Columns(
            Head(N_("Company"), lambda report, m: report.company(m.company), share=0.9),
            Head(N_("Measure"), lambda report, m: report.member(m), share=2.6),
            across(lambda report: report.quarters[-QUARTERS:], _at),
            Head(N_("last told"), _last, "right", 1.2),
        ),
        N_("Revenue from AI and its share, as each company counts it; amounts in {unit}"),
        ai_message,
        N_("Table of what AI brings Alibaba’s and Baidu’s clouds, by quarter. {title}."),
        notes=(
            N_(
                "Each company counts AI by itself, Alibaba products of its cloud, Baidu a business of several parts: nothing is compared or added. > more than, ≤ at most: the company’s own words."
            ),
            ChinaCloud.missing_note,
            ChinaCloud.rate_note,
        ),
        points=lambda _, rows: [p for row in rows.values() for p in row if p.known],
    )
)
