"""What Alibaba Cloud earned on each of its three segments, and how fast it grew; nothing spliced."""

from __future__ import annotations

import math

from ...exhibits.charts.lines import line_chart
from ...exhibits.charts.periods import Look, PeriodBox, PeriodPanel, period_bars
from ...exhibits.charts.scale import Scale
from ...exhibits.exhibit import Exhibit
from ...exhibits.theme import company_colour
from ...language import N_, Number
from ...statements import Statement, change, value
from .context import BASES, ChinaCloud
from .figures import ON_THE_YEAR, amount, evidence, rate
from .segments import (
    basis_lines,
    basis_notes,
    breaks,
    by_basis,
    is_first,
    newest,
    nothing,
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
        body=period_bars(report.quarters, [PeriodPanel(tuple(boxes), breaks=breaks(report, rows))], scale=Scale.money(report.language)),
        points=[p for row in rows.values() for p in row if p.known],
        alt=say("Bars of Alibaba Cloud’s revenue by quarter, broken where the segment was redrawn. {title}.", title=title),
        notes=[*notes, report.rate_note()],
        wide=False,
    )  # fmt: skip


def revenue_message(report: ChinaCloud) -> Statement:
    """Say what Alibaba Cloud earned, how that compares on one segment, and whether the segment is a new one."""
    point = newest(report, "cloud_revenue")
    earned = amount(report, "cloud_revenue", report.subject)
    if earned is None:
        return report.state("Alibaba Cloud’s revenue for {quarter} is not known", quarter=report.quarter)
    sentence = report.state("Alibaba Cloud earned {amount}", amount=earned)
    grown = evidence(report, "cloud_revenue_growth_reported", report.subject)
    held = value(grown)
    if held is None or grown[report.subject].definition != point.definition:
        return sentence
    growth = rate(report, grown, report.subject)
    if is_first(report, point) and held.direction == "rose":
        return report.state(
            "Alibaba Cloud earned {amount} on a new segment, {growth} more than a year before by its own count",
            held,
            amount=earned,
            growth=growth,
        )
    return report.state(ON_THE_YEAR[str(held.direction)], held, sentence=sentence, growth=growth)


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
            scale=Scale.per_cent(report.language),
            breaks=breaks(report, rows),
        ),
        points=[p for row in rows.values() for p in row if p.known],
        alt=say("Line chart of Alibaba Cloud’s stated growth, broken where the segment was redrawn. {title}.", title=title),
        notes=[check, say("Hollow marks: from press or a secondary source.")],
        wide=False,
    )  # fmt: skip


def growth_message(report: ChinaCloud) -> Statement:
    """Say how fast Alibaba Cloud grew and how that stands to the quarter before on the same segment."""
    grown = evidence(report, "cloud_revenue_growth_reported", report.subject, base="qoq")
    now, moved, held = grown[report.subject], change(grown), value(grown)
    if held is None:
        return report.state("Alibaba Cloud’s growth for {quarter} is not known", quarter=report.quarter)
    values = {"growth": _stated(report, now.value)}
    if moved is not None and moved.direction in _PACE:
        return report.state(
            _PACE[moved.direction], moved, held, before=_stated(report, now.base_value), **values
        )
    if len(by_basis(report, "cloud_revenue")) > 1:
        return report.state(
            "Alibaba Cloud states growth of {growth} on its {segment}",
            held,
            segment=report.basis(now.definition),
            **values,
        )
    return report.state("Alibaba Cloud states growth of {growth}", held, **values)


def _stated(report: ChinaCloud, growth: float) -> Number:
    return Number(growth, "share", report.subject, decimals=0)


_PACE: dict[str | None, str] = {
    "sped_up": N_("Alibaba Cloud speeds up: it grew {growth}, after {before} a quarter before"),
    "slowed": N_("Alibaba Cloud slows: it grew {growth}, after {before} a quarter before"),
    "held": N_("Alibaba Cloud’s growth held at {growth}"),
}
