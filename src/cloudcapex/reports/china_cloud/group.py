"""The cloud inside its group: five quarters at a glance, and its share of revenue beside that of AWS."""

from __future__ import annotations

from collections.abc import Sequence

from ...exhibits.charts.lines import Line, line_chart
from ...exhibits.charts.scale import Scale
from ...exhibits.exhibit import Exhibit
from ...exhibits.tables.table import Cell, Column, Table, missing, words
from ...exhibits.theme import company_colour
from ...language import Number
from ...metrics.points import Point
from ...periods import Quarter
from ...statements import Phrase, Statement, times_of, value
from .context import BASES, BASIS_TEXTS, ChinaCloud
from .figures import evidence, report_share
from .segments import breaks, by_basis, growth_of, newest, nothing


@ChinaCloud.shows
def group_share(report: ChinaCloud) -> Exhibit:
    """Cloud revenue over group revenue, AWS and Alibaba Cloud."""
    say = report.say
    amazon = _shares(report, report.reference)
    rows = {d: _shares(report, report.subject, d) for d in by_basis(report, "cloud_revenue")}
    rows = {d: row for d, row in rows.items() if any(p.known for p in row)}
    points = [p for row in (amazon, *rows.values()) for p in row if p.known]
    subtitle = say("Cloud segment’s revenue over group revenue of the quarter, per cent")
    title = share_message(report)
    if not points:
        return nothing(report, "group_share", title, subtitle)
    lines = [
        Line(report.cloud(report.reference), company_colour(report.reference), tuple(p.value for p in amazon))
    ]
    for definition, row in rows.items():
        current = definition == list(rows)[-1]
        lines.append(
            Line(
                report.company(report.subject) if current else "",
                company_colour(report.subject),
                tuple(p.value for p in row),
                frozenset(i for i, p in enumerate(row) if p.soft),
                old=definition == BASES[0] and not current,
            )
        )
    return report.show(
        "group_share",
        title=title,
        subtitle=subtitle,
        body=line_chart(
            report.quarters, lines, write=report.language.writes("share", "chart", decimals=1), scale=Scale.per_cent(report.language),
            breaks=breaks(report, rows),
        ),
        points=[*points, *_parts(report, points)],
        alt=say("Line chart of the cloud’s share of group revenue at Amazon and Alibaba. {title}.", title=title),
        notes=[
            say("Alibaba’s restated and new segments count sales inside the group, so the share overstates what outsiders pay; AWS has none.")
            if set(rows) - {BASES[0]}
            else "",
            say("Alibaba’s group revenue is known for few quarters; missing ones are gaps."),
        ],
        wide=False,
    )  # fmt: skip


def _shares(report: ChinaCloud, company: str, definition: str | None = None) -> list[Point]:
    row = []
    for cloud in report.row("cloud_revenue", company, definition):
        group = report.point("revenue", company, cloud.quarter)
        row.append(report.ratio(cloud, group, "cloud_share_of_group_revenue"))
    return row


def _parts(report: ChinaCloud, shares: Sequence[Point]) -> list[Point]:
    return [report.point("revenue", p.company, p.quarter) for p in shares]


def share_message(report: ChinaCloud) -> Statement:
    """Say how much of the group the cloud is, at Amazon and at Alibaba, in the newest quarter that both are known for."""
    for quarter in reversed(report.quarters):
        amazon, alibaba = (share_of_group(report, c, quarter) for c in report.pair)
        if amazon and alibaba:
            return report.state(
                "In {quarter} AWS was {amazon} of Amazon’s revenue, Alibaba Cloud {alibaba} of its group’s",
                quarter=quarter,
                amazon=amazon,
                alibaba=alibaba,
            )
    amazon, alibaba = (share_of_group(report, c, report.quarter) for c in report.pair)
    if amazon:
        return report.state(
            "AWS is {amazon} of Amazon’s revenue; Alibaba’s share is not known", amazon=amazon
        )
    if alibaba:
        return report.state("The cloud is {alibaba} of Alibaba’s revenue", alibaba=alibaba)
    return report.state("The cloud’s share of group revenue is not known")


def share_of_group(report: ChinaCloud, company: str, quarter: Quarter) -> Phrase | None:
    """Write the cloud's share of its group's revenue in a quarter."""
    cloud, group = (evidence(report, m, company, quarter=quarter) for m in ("cloud_revenue", "revenue"))
    held = times_of(company, cloud[company], group[company], cloud)
    return report_share(report, held, company) if held else None


@ChinaCloud.shows
def cloud_table(report: ChinaCloud) -> Exhibit:
    """Five quarters of Alibaba Cloud, each on the newest segment known for it."""
    say, language = report.say, report.language
    shown = report.quarters[-5:]
    revenue = [newest(report, "cloud_revenue", q) for q in shown]
    growth = [growth_of(report, p) for p in revenue]
    ebita = [
        report.point("cloud_adjusted_ebita", report.subject, p.quarter, p.definition)
        if p.known
        else newest(report, "cloud_adjusted_ebita", p.quarter)
        for p in revenue
    ]
    margin = [report.ratio(e, r, "cloud_adjusted_ebita_margin") for e, r in zip(ebita, revenue, strict=True)]
    group = [report.point("revenue", report.subject, q) for q in shown]
    share = [report.ratio(r, g, "cloud_share_of_group_revenue") for r, g in zip(revenue, group, strict=True)]
    models = [report.point("cloud_ai_revenue", report.subject, q) for q in shown]
    capex = [report.point("capex_as_stated", report.subject, q) for q in shown]
    points = [*revenue, *growth, *ebita, *margin, *group, *models, *capex]
    title = revenue_title(report)
    segments = [words(report.basis(p.definition)) if p.known else missing(p.reason) for p in revenue]

    rate = language.writes("share", "table", decimals=1)

    def amounts(name: str, row: Sequence[Point]) -> tuple[Cell, ...]:
        return (words(name), *(report.amount_cell(p) for p in row))

    rows = (
        (words(say("Segment")), *segments),
        amounts(say("Cloud revenue, {unit}", unit=report.unit), revenue),
        (
            words(say("growth on the year, as stated")),
            *(report.cell(p, report.language.writes("share", "table", sign=True)) for p in growth),
        ),
        amounts(say("Adjusted EBITA, {unit}", unit=report.unit), ebita),
        (words(say("margin")), *(report.cell(p, rate).plain() for p in margin)),
        amounts(say("AI-related revenue, {unit}", unit=report.unit), models),
        amounts(say("Group revenue, {unit}", unit=report.unit), group),
        (
            words(say("cloud over group")),
            *(report.cell(p, rate).plain() for p in share),
        ),
        amounts(say("Group capex, {unit}", unit=report.unit), capex),
    )
    columns = (Column("", "left", 2.2), *(Column(str(q), "right", 1.0) for q in shown))
    if not any(p.known for p in points):
        return nothing(report, "cloud_table", title, say("Alibaba Cloud, five quarters"), wide=True)
    together = [s for s in report.stretches("capex_as_stated", report.subject, "as_stated") if s.quarters in (2, 3) and s.first >= shown[0]]  # fmt: skip
    return report.show(
        "cloud_table",
        title=title,
        subtitle=say("Alibaba Cloud, five quarters, each on the newest segment known for it"),
        body=Table(columns, rows),
        points=points,
        alt=say("Table of Alibaba Cloud’s figures over five quarters. {title}.", title=title),
        notes=[
            *(say(BASIS_TEXTS[d]) for d in BASES if any(p.known and p.definition == d for p in revenue)),
            *(
                say(
                    "Group capex of {span} is known only as a sum, {amount}: it is not split.",
                    span=report.span(s.first, s.last),
                    amount=Number(report.seen(s.value, s.unit, s.first, s.last), report.currency),
                )
                for s in together
            ),
            report.missing_note(),
            report.rate_note(),
        ],
    )  # fmt: skip


def revenue_title(report: ChinaCloud) -> Statement:
    """Say on how many segments the five quarters stand."""
    drawn = evidence(report, "segments.5", report.subject)
    held = value(drawn)
    if held is None:
        return report.state("The data hold nothing of Alibaba Cloud’s last five quarters")
    if drawn[report.subject].value == 1:
        return report.state("Alibaba Cloud’s last five quarters stand on one segment", held)
    return report.state(
        "Alibaba Cloud’s last five quarters stand on {count} segments that are not comparable",
        held,
        count=Number(drawn[report.subject].value, "count", report.subject),
    )
