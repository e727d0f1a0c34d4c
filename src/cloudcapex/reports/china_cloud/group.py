"""The cloud inside its group: five quarters at a glance, and its share of revenue beside that of AWS."""

from __future__ import annotations

from collections.abc import Sequence

from ...exhibits.charts.lines import Line, line_chart
from ...exhibits.exhibit import Exhibit
from ...exhibits.tables.table import Cell, Column, Table, missing, words
from ...exhibits.theme import company_colour
from ...language import Number
from ...metrics.points import Point
from .added import newest_first
from .context import BASES, BASIS_TEXTS, ChinaCloud
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
            report.quarters, lines, write=report.language.writes("share", "chart", decimals=1), tick=report.percent_tick,
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


def share_message(report: ChinaCloud) -> str:
    """Say how much of the group the cloud is, at Amazon and at Alibaba, in the newest quarter both are known."""
    say = report.say
    found = {}
    for company in report.pair:
        definitions: Sequence[str | None] = BASES if company == report.subject else (None,)
        known = [p for d in definitions for p in _shares(report, company, d) if p.known]
        if known:
            found[company] = max(known, key=lambda p: (p.quarter, newest_first(p.definition)[0] * -1))
    if not found:
        return say("The cloud’s share of group revenue is not known")
    other, own = (found.get(company) for company in report.pair)
    amazon_share = Number(other.value, "share") if other else ""
    alibaba_share = Number(own.value, "share") if own else ""
    if own is None:
        return say(
            "AWS is {amazon_share} of Amazon’s revenue; Alibaba’s share is not known",
            amazon_share=amazon_share,
        )
    if other is None:
        return say("The cloud is {alibaba_share} of Alibaba’s revenue", alibaba_share=alibaba_share)
    if other.quarter == own.quarter:
        return say(
            "AWS is {amazon_share} of Amazon’s revenue, Alibaba Cloud {alibaba_share} of its group’s",
            amazon_share=amazon_share,
            alibaba_share=alibaba_share,
        )
    return say(
        "AWS is {amazon_share} of Amazon’s revenue, Alibaba Cloud was {alibaba_share} of its group’s in {alibaba_quarter}",
        amazon_share=amazon_share,
        alibaba_share=alibaba_share,
        alibaba_quarter=own.quarter,
    )


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
    title = revenue_title(report, revenue)
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


def revenue_title(report: ChinaCloud, revenue: Sequence[Point]) -> str:
    """Say whether the five quarters can be read in one line."""
    found = list(dict.fromkeys(p.definition for p in revenue if p.known))
    if not found:
        return report.say("None of Alibaba Cloud’s last five quarters is known")
    if len(found) == 1:
        return report.say("Alibaba Cloud’s last five quarters stand on one segment")
    return report.say(
        "Alibaba Cloud’s last five quarters stand on {count} segments that do not add up", count=len(found)
    )
