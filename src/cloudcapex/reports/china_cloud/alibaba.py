"""What Alibaba Cloud earned on each of its three segments, and how fast it grew; nothing spliced."""

from __future__ import annotations

import math

from ...exhibits.charts.lines import line_chart
from ...exhibits.charts.periods import Look, PeriodBox, PeriodPanel, period_bars
from ...exhibits.exhibit import Exhibit
from ...exhibits.theme import company_colour
from ...language import Number
from .context import BASES, ChinaCloud
from .segments import (
    basis_lines,
    basis_notes,
    breaks,
    by_basis,
    growth_of,
    is_first,
    newest,
    nothing,
    stated_growth,
)

LOOKS: dict[str, Look] = dict(zip(BASES, ("faint", "pale", "full"), strict=True))


@ChinaCloud.shows
def cloud_revenue(report: ChinaCloud) -> Exhibit:
    """Revenue of Alibaba Cloud, each segment with its own look."""
    say = report.say
    rows = by_basis(report, "cloud_revenue")
    subtitle = say("Alibaba Cloud: segment revenue, {unit} a quarter", unit=report.unit)
    title = revenue_message(report)
    if not rows:
        return nothing(report, "cloud_revenue", title, subtitle)
    last, taken = list(rows)[-1], set()
    boxes = []
    for definition in reversed(rows):
        for place, point in enumerate(rows[definition]):
            value = report.view(point).value
            if not math.isfinite(value):
                continue
            look: Look = "outline" if place in taken else LOOKS[definition] if last != BASES[0] else "full"
            final = place == len(report.quarters) - 1 and look != "outline"
            label = report.language.write(Number(value, report.currency, place="chart")) if final else ""
            boxes.append(PeriodBox(place, place, value, company_colour(report.subject), look, label))
            taken.add(place)
    notes = basis_notes(report, rows)
    if any(b.look == "outline" for b in boxes):
        notes.append(say("Dashed outline: a quarter also known on the segment before."))
    return report.show(
        "cloud_revenue",
        title=title,
        subtitle=subtitle,
        body=period_bars(report.quarters, [PeriodPanel(tuple(boxes), breaks=breaks(report, rows))], tick=report.tick),
        points=[p for row in rows.values() for p in row if p.known],
        alt=say("Bars of Alibaba Cloud’s revenue by quarter, broken where the segment was redrawn. {title}.", title=title),
        notes=[*notes, report.rate_note()],
        wide=False,
    )  # fmt: skip


def revenue_message(report: ChinaCloud) -> str:
    """Say what Alibaba Cloud earned, how that compares on one segment, and whether the segment is a new one."""
    say, point = report.say, newest(report, "cloud_revenue")
    amount = report.view(point).value
    if not math.isfinite(amount):
        return say("Alibaba Cloud’s revenue for {quarter} is not known", quarter=report.quarter)
    growth = growth_of(report, point)
    values = {"amount": Number(amount, report.currency), "growth": report.language.write(Number(abs(growth.value), "share")) if growth.known else ""}  # fmt: skip
    if not growth.known:
        return say("Alibaba Cloud earned {amount}", **values)
    first = is_first(report, point)
    if growth.value >= 0.005:
        if first:
            return say(
                "Alibaba Cloud earned {amount} on a new segment, {growth} more by its own count", **values
            )
        return say("Alibaba Cloud earned {amount}, {growth} more than a year before", **values)
    if growth.value <= -0.005:
        return say("Alibaba Cloud earned {amount}, {growth} less than a year before", **values)
    return say("Alibaba Cloud earned {amount}, as much as a year before", **values)


@ChinaCloud.shows
def cloud_growth(report: ChinaCloud) -> Exhibit:
    """Growth as stated on each segment."""
    say = report.say
    rows = by_basis(report, "cloud_revenue_growth_reported")
    subtitle = say("Alibaba Cloud: revenue growth on the year as stated, per cent")
    title = growth_message(report)
    if not rows:
        return nothing(report, "cloud_growth", title, subtitle)
    computed = [
        (p.value, q.value)
        for d, row in rows.items()
        for p in row
        if p.known and (q := report.point("cloud_revenue.yoy", report.subject, p.quarter, d)).known
    ]
    check = ""
    if computed:
        check = say(
            "Growth computed from the revenue of one segment is within {points} of what was stated (quarters compared: {count}).",
            points=Number(max(abs(a - b) for a, b in computed), "points"),
            count=len(computed),
        )
    return report.show(
        "cloud_growth",
        title=title,
        subtitle=subtitle,
        body=line_chart(
            report.quarters,
            basis_lines(report, rows, money=False),
            write=report.language.writes("share", "chart", sign=True),
            tick=report.percent_tick,
            breaks=breaks(report, rows),
        ),
        points=[p for row in rows.values() for p in row if p.known],
        alt=say("Line chart of Alibaba Cloud’s stated growth, broken where the segment was redrawn. {title}.", title=title),
        notes=[check, say("Hollow marks: from press or a secondary source.")],
        wide=False,
    )  # fmt: skip


def growth_message(report: ChinaCloud) -> str:
    """Say how fast Alibaba Cloud grew and whether that is more than a quarter before on the same segment."""
    say, now = report.say, stated_growth(report)
    if not now.known:
        return say("Alibaba Cloud’s growth for {quarter} is not known", quarter=report.quarter)
    values = {"growth": Number(now.value, "share")}
    before = report.point("cloud_revenue_growth_reported", report.subject, report.quarter - 1, now.definition)
    if not before.known and len(by_basis(report, "cloud_revenue")) > 1:
        return say(
            "Alibaba Cloud states growth of {growth} on its {segment}",
            segment=report.basis(now.definition),
            **values,
        )
    if not before.known:
        return say("Alibaba Cloud states growth of {growth}", **values)
    values["before"] = Number(before.value, "share")
    if now.value > before.value + 0.0005:
        return say("Alibaba Cloud’s growth rose to {growth}, from {before} a quarter before", **values)
    if now.value < before.value - 0.0005:
        return say("Alibaba Cloud’s growth fell to {growth}, from {before} a quarter before", **values)
    return say("Alibaba Cloud’s growth held at {growth}", **values)
