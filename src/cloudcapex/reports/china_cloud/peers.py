"""Tencent, Baidu and Huawei, as far as they disclose: a wider segment, a few quarters, and years told twice."""

from __future__ import annotations

import math

from ... import facts
from ...exhibits.charts.periods import PeriodBox, PeriodPanel, period_bars
from ...exhibits.charts.scale import Scale
from ...exhibits.exhibit import Exhibit
from ...exhibits.tables.table import Cell, Column, Table, missing, words
from ...exhibits.theme import company_colour
from ...language import N_, Number
from ...metrics.points import Point
from ...metrics.stretches import Stretch
from ...statements import Statement
from .context import ChinaCloud
from .figures import amount, changed, evidence, on_the_year, told
from .segments import nothing

HUAWEI = (
    (
        "huawei_cloud_original",
        N_("Cloud Computing segment, as first published"),
        N_("The segment of a year’s first report."),
    ),
    (
        "huawei_cloud_restated",
        N_("Cloud Computing segment, restated"),
        N_("The segment as redrawn in the report on 2025, which restated 2024."),
    ),
    (
        "huawei_cloud_incl_other_segments",
        N_("cloud with sales booked in other segments"),
        N_("A wider measure, stated beside the segment."),
    ),
)
BAIDU = (
    ("cloud_revenue", "cloud_revenue_growth_reported", N_("AI Cloud")),
    ("cloud_infrastructure_revenue", "cloud_infrastructure_growth_reported", N_("AI Cloud infrastructure")),
)
MOST = 7


@ChinaCloud.shows
def tencent_segment(report: ChinaCloud) -> Exhibit:
    """Tencent's FinTech and Business Services, the segment its cloud is part of."""
    say = report.say
    wider = facts.only("china_wider_segment")
    row = report.row(wider.metric, wider.company)
    seen = [report.view(p) for p in row]
    subtitle = say("Tencent: FinTech and Business Services revenue, {unit} a quarter", unit=report.unit)
    title = tencent_message(report)
    if not any(p.known for p in seen):
        return nothing(report, "tencent_segment", title, subtitle)
    last = max(i for i, p in enumerate(seen) if p.known)
    boxes = tuple(
        PeriodBox(
            i,
            i,
            p.value,
            company_colour(wider.company),
            label=report.language.write(Number(p.value, report.currency, place="chart")) if i == last else "",
        )
        for i, p in enumerate(seen)
        if p.known
    )
    services = report.point("business_services_growth_reported", wider.company)
    points = [p for p in row if p.known]
    return report.show(
        "tencent_segment",
        title=title,
        subtitle=subtitle,
        body=period_bars(report.quarters, [PeriodPanel(boxes)], scale=Scale.money(report.language)),
        points=[*points, services],
        alt=say("Bars of Tencent’s FinTech and Business Services revenue by quarter. {title}.", title=title),
        notes=[
            say("The segment is wider than cloud: payments and wealth services are in it. Tencent does not state its cloud’s revenue."),
            say("Of it, Business Services grew {growth} in {quarter}.", growth=Number(services.value, "share", sign=True), quarter=report.quarter) if services.known else "",
            report.rate_note(),
        ],
        wide=False,
    )  # fmt: skip


def tencent_message(report: ChinaCloud) -> Statement:
    """Say what the segment earned and how it grew."""
    wider = facts.only("china_wider_segment")
    earned = amount(report, wider.metric, wider.company)
    if earned is None:
        return report.state(
            "Tencent’s segment with its cloud is not known for {quarter}", quarter=report.quarter
        )
    sentence = report.state("Tencent’s segment with its cloud earned {amount}", amount=earned)
    return on_the_year(report, sentence, wider.metric, wider.company)


@ChinaCloud.shows
def baidu_cloud(report: ChinaCloud) -> Exhibit:
    """Every period for which Baidu's AI cloud was told, newest last."""
    say = report.say
    company = facts.only("china_ai_cloud").company
    found: list[tuple[Stretch, Point | None, str]] = []
    for metric, growth, name in BAIDU:
        for part in report.stretches(metric, company):
            rate = report.point(growth, company, part.last) if part.quarters == 1 else None
            found.append((part, rate, name))
    found = sorted(found, key=lambda f: (f[0].last, f[0].quarters, f[0].metric))[-MOST:]
    title = baidu_message(report)
    subtitle = say("Baidu: AI cloud revenue where a document states it, {unit}", unit=report.unit)
    if not found:
        return nothing(report, "baidu_cloud", title, subtitle)
    columns = (
        Column(say("Period"), "left", 1.1),
        Column(say("Measure"), "left", 1.9),
        Column(report.unit, "right", 1.0),
        Column(say("on the year"), "right", 1.0),
    )
    rows = tuple(
        (
            words(period_name(report, part)),
            words(say(name)),
            stretch_cell(report, part),
            report.cell(rate, report.language.writes("share", "table", sign=True))
            if rate
            else missing("not_disclosed"),
        )
        for part, rate, name in found
    )
    points = [report.stretch_point(part) for part, _, _ in found] + [r for _, r, _ in found if r and r.known]
    return report.show(
        "baidu_cloud",
        title=title,
        subtitle=subtitle,
        body=Table(columns, rows),
        points=points,
        alt=say("Table of Baidu’s AI cloud revenue by period. {title}.", title=title),
        notes=[
            say("AI Cloud infrastructure is a part of AI Cloud, disclosed since 2025: the two are not compared. Growth as stated."),
            say("d derived from stated growth or other figures, s press or secondary source."),
            report.rate_note(),
        ],
        wide=False,
    )  # fmt: skip


def baidu_message(report: ChinaCloud) -> Statement:
    """Say what was last told of Baidu's cloud."""
    company = facts.only("china_ai_cloud").company
    stated = [(s, name) for metric, _, name in BAIDU for s in report.stretches(metric, company)]
    if not stated:
        return report.state(
            "The data hold no revenue of Baidu’s cloud up to {quarter}", quarter=report.quarter
        )
    last, name = max(stated, key=lambda t: (t[0].last, -t[0].quarters, t[1] == BAIDU[0][2]))
    period = period_name(report, last)
    figure = amount(report, told(last.metric, last.quarters, last.definition), company, last.last)
    if figure is None:
        return report.state("Baidu last stated its cloud’s revenue for {period}", period=period)
    return report.state(
        "Baidu’s last told figure is {amount} of {measure} in {period}",
        amount=figure,
        measure=report.say(name),
        period=period,
    )


def period_name(report: ChinaCloud, part: Stretch) -> str:
    """Name a period: a quarter, a calendar year, or a run of quarters."""
    if part.quarters == 4 and part.first.number == 1:
        return str(part.first.year)
    return report.span(part.first, part.last)


def stretch_cell(report: ChinaCloud, part: Stretch) -> Cell:
    """Print an amount in the currency of the edition, linked to its document."""
    seen = report.seen(part.value, part.unit, part.first, part.last)
    if not math.isfinite(seen):
        return missing("not_derivable")
    return report.cell(
        report.stretch_point(part),
        lambda _: report.language.write(Number(seen, report.currency, place="table")),
    )


@ChinaCloud.shows
def huawei_cloud(report: ChinaCloud) -> Exhibit:
    """Huawei's cloud by year, as first published and as restated."""
    say = report.say
    stated = {d: _by_year(report, d) for d, *_ in HUAWEI}
    years = sorted({year for row in stated.values() for year in row})[-4:]
    title = huawei_message(report)
    subtitle = say("Huawei: cloud revenue by year, {unit}", unit=report.unit)
    if not years:
        return nothing(report, "huawei_cloud", title, subtitle)
    columns = (Column(say("Measure"), "left", 2.4), *(Column(str(year), "right", 1.0) for year in years))
    rows = [
        (
            words(say(name)),
            *(
                stretch_cell(report, stated[d][y]) if y in stated[d] else missing("not_disclosed")
                for y in years
            ),
        )
        for d, name, _ in HUAWEI
    ]
    return report.show(
        "huawei_cloud",
        title=title,
        subtitle=subtitle,
        body=Table(columns, tuple(rows)),
        points=[report.stretch_point(s) for row in stated.values() for s in row.values()],
        alt=say("Table of Huawei’s cloud revenue by year on three measures. {title}.", title=title),
        notes=[
            say("Huawei reports years only. The restated and the first published segment are two series; growth is told on one of them."),
            report.missing_note(),
            report.rate_note(),
        ],
        wide=False,
    )  # fmt: skip


def _by_year(report: ChinaCloud, definition: str) -> dict[int, Stretch]:
    """Years of the company that tells no quarters, on one of its measures."""
    yearly = facts.only("china_yearly")
    return {s.last.year: s for s in report.stretches(yearly.metric, yearly.company, definition)}


def huawei_message(report: ChinaCloud) -> Statement:
    """Say how the newest year compares with the year before on one definition, and whether a year was restated."""
    yearly = facts.only("china_yearly")
    for definition, *_ in (HUAWEI[1], HUAWEI[0]):
        years = {s.last for s in _by_year(report, definition).values()}
        last = max((q for q in years if q - 4 in years), default=None)
        if last is None:
            continue
        name = told(yearly.metric, 4, definition)
        grown = changed(
            report, evidence(report, name, yearly.company, base="yoy", quarter=last), yearly.company, 1
        )
        earned = amount(report, name, yearly.company, last)
        if grown is None or earned is None:
            continue
        held, growth = grown
        messages = _RESTATED if definition == HUAWEI[1][0] else _FIRST
        return report.state(
            messages[str(held.direction)], held, amount=earned, year=str(last.year), growth=growth
        )
    return report.state(
        "The data hold no two years of Huawei’s cloud revenue up to {quarter}", quarter=report.quarter
    )


_RESTATED = {
    "rose": N_(
        "Huawei’s cloud earned {amount} in {year}, {growth} more than a year before on its restated segment"
    ),
    "fell": N_(
        "Huawei’s cloud earned {amount} in {year}, {growth} less than a year before on its restated segment"
    ),
    "held": N_("Huawei’s cloud earned {amount} in {year}, as much as a year before on its restated segment"),
}
_FIRST = {
    "rose": N_("Huawei’s cloud earned {amount} in {year}, {growth} more than a year before"),
    "fell": N_("Huawei’s cloud earned {amount} in {year}, {growth} less than a year before"),
    "held": N_("Huawei’s cloud earned {amount} in {year}, as much as a year before"),
}
