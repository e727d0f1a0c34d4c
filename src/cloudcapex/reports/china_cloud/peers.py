"""Tencent, Baidu and Huawei, as far as they disclose: a wider segment, and a few quarters or years."""

from __future__ import annotations

import math

from ... import facts
from ...exhibits.carried import print_point
from ...exhibits.display import Columns, Display, Head, across
from ...exhibits.tables.table import Cell, missing
from ...exhibits.theme import company_colour
from ...language import N_, Number
from ...metrics.points import Point
from ...metrics.stretches import Stretch
from ...statements import Statement
from .context import ChinaCloud
from .drawings import quarter_bars
from .figures import amount, changed, evidence, lacking, on_the_year, told

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


def tencent_message(report: ChinaCloud) -> Statement:
    """Say what the segment earned and how it grew."""
    wider = facts.only("china_wider_segment")
    earned = amount(report, wider.metric, wider.company)
    if earned is None:
        return lacking(
            report,
            wider.metric,
            N_("The data hold no revenue of Tencent’s segment with its cloud for {quarter}"),
            N_("The revenue of Tencent’s segment for {quarter} cannot be computed from the data"),
            wider.company,
        )
    sentence = report.state("The revenue of Tencent’s segment with its cloud came to {amount}", amount=earned)
    return on_the_year(report, sentence, wider.metric, wider.company)


def _wider_row(report: ChinaCloud) -> list[Point]:
    """Return the wider segment's revenue over the window; nothing where none of it can be seen."""
    wider = facts.only("china_wider_segment")
    row = report.row(wider.metric, wider.company)
    return row if any(report.view(p).known for p in row) else []


def _services(report: ChinaCloud) -> Point:
    return report.point("business_services_growth_reported", facts.only("china_wider_segment").company)


def _services_note(report: ChinaCloud, row: list[Point]) -> str:
    services = _services(report)
    if not services.known:
        return ""
    return report.say(
        "Of it, Business Services grew {growth} in {quarter}.",
        growth=print_point(services, report.language.writes("share", "prose", sign=True)),
        quarter=report.quarter,
    )


tencent_segment = ChinaCloud.shows(
    Display(
        "tencent_segment",
        _wider_row,
        lambda report, row: quarter_bars(
            report, [report.view(p) for p in row], company_colour(row[0].company), report.currency
        ),
        N_("Tencent: FinTech and Business Services revenue, {unit} a quarter"),
        tencent_message,
        N_("Bars of Tencent’s FinTech and Business Services revenue by quarter. {title}."),
        notes=(
            N_(
                "The segment is wider than cloud: payments and wealth services are in it. The data hold no revenue of Tencent’s cloud alone."
            ),
            _services_note,
            ChinaCloud.rate_note,
        ),
        points=lambda report, row: [*(p for p in row if p.known), _services(report)],
        wide=False,
    )
)


Told = tuple[Stretch, Point | None, str]


def _baidu(report: ChinaCloud) -> list[Told]:
    """Return the newest amounts told of Baidu's cloud, each with its growth as stated and the name of its measure."""
    company = facts.only("china_ai_cloud").company
    found: list[Told] = []
    for metric, growth, name in BAIDU:
        for part in report.stretches(metric, company):
            rate = report.point(growth, company, part.last) if part.quarters == 1 else None
            found.append((part, rate, name))
    return sorted(found, key=lambda f: (f[0].last, f[0].quarters, f[0].metric))[-MOST:]


def _baidu_growth(report: ChinaCloud, row: Told) -> Cell:
    rate = row[1]
    if rate is None:
        return missing("not_disclosed")
    return report.cell(rate, report.language.writes("share", "table", sign=True))


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
        "Baidu’s newest stated figure is {amount} of {measure} in {period}",
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


baidu_cloud = ChinaCloud.shows(
    Display(
        "baidu_cloud",
        _baidu,
        Columns(
            Head(N_("Period"), lambda report, row: period_name(report, row[0]), share=1.1),
            Head(N_("Measure"), lambda report, row: report.say(row[2]), share=1.9),
            Head(lambda report: report.unit, lambda report, row: stretch_cell(report, row[0]), "right", 1.0),
            Head(N_("on the year"), _baidu_growth, "right", 1.0),
        ),
        N_("Baidu: AI cloud revenue where a document states it, {unit}"),
        baidu_message,
        N_("Table of Baidu’s AI cloud revenue by period. {title}."),
        notes=(
            N_(
                "AI Cloud infrastructure is a part of AI Cloud, disclosed since 2025: the two are not compared. Growth as stated."
            ),
            N_("d derived from stated growth or other figures, s press or secondary source."),
            ChinaCloud.rate_note,
        ),
        points=lambda report, found: [
            *(report.stretch_point(part) for part, _, _ in found),
            *(rate for _, rate, _ in found if rate and rate.known),
        ],
        wide=False,
    )
)


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
        "Huawei’s restated cloud segment took in {amount} in {year}, {growth} more than a year before"
    ),
    "fell": N_(
        "Huawei’s restated cloud segment took in {amount} in {year}, {growth} less than a year before"
    ),
    "held": N_("Huawei’s restated cloud segment took in {amount} in {year}, as much as a year before"),
}
_FIRST = {
    "rose": N_("Huawei’s cloud segment took in {amount} in {year}, {growth} more than a year before"),
    "fell": N_("Huawei’s cloud segment took in {amount} in {year}, {growth} less than a year before"),
    "held": N_("Huawei’s cloud segment took in {amount} in {year}, as much as a year before"),
}


Years = dict[int, Stretch]


def _wider(report: ChinaCloud, _: object) -> str:
    """Say beside the segment of the title how the wider measure moved, where two years of it are known."""
    years = _by_year(report, HUAWEI[2][0])
    last = max((y for y in years if y - 1 in years), default=None)
    if last is None:
        return ""
    now, then = years[last], years[last - 1]
    seen = report.seen(now.value, now.unit, now.first, now.last)
    if not math.isfinite(seen):
        return ""
    return report.say(
        "With sales booked in other segments: {amount} in {year}, {growth} on the year.",
        amount=Number(seen, report.currency),
        year=str(last),
        growth=Number(now.value / then.value - 1, "share", sign=True, decimals=1),
    )


def _huawei(report: ChinaCloud) -> list[tuple[str, Years]]:
    """Return the years of each measure with its name; nothing where none was told."""
    rows = [(name, _by_year(report, definition)) for definition, name, _ in HUAWEI]
    return rows if any(years for _, years in rows) else []


def _year(report: ChinaCloud, row: tuple[str, Years], year: int) -> Cell:
    return stretch_cell(report, row[1][year]) if year in row[1] else missing("not_disclosed")


huawei_cloud = ChinaCloud.shows(
    Display(
        "huawei_cloud",
        _huawei,
        Columns(
            Head(N_("Measure"), lambda report, row: report.say(row[0]), share=2.4),
            across(lambda report: sorted({y for _, years in _huawei(report) for y in years})[-4:], _year),
        ),
        N_("Huawei: cloud revenue by year, {unit}"),
        huawei_message,
        N_("Table of Huawei’s cloud revenue by year on three measures. {title}."),
        notes=(
            N_(
                "Huawei reports years only. The restated and the first published segment are two series; growth is told on one of them."
            ),
            _wider,
            ChinaCloud.missing_note,
            ChinaCloud.rate_note,
        ),
        points=lambda report, rows: [report.stretch_point(s) for _, years in rows for s in years.values()],
        wide=False,
    )
)
