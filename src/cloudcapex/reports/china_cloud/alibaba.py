"""What Alibaba Cloud earned on each of its three segments, and how fast it grew; nothing spliced."""

from __future__ import annotations

import math

from ...exhibits.charts.canvas import Chart
from ...exhibits.charts.periods import Look, PeriodBox, PeriodPanel, period_bars
from ...exhibits.charts.scale import Scale
from ...exhibits.display import Display, when
from ...exhibits.theme import company_colour
from ...language import N_, Number
from ...statements import Statement, absence, change, value
from .context import BASES, ChinaCloud
from .drawings import SegmentLines, breaks
from .figures import ON_THE_YEAR, amount, evidence, lacking, per_cent, rate
from .segments import Rows, basis_notes, by_basis, is_first, known, newest

LOOKS: dict[str, Look] = dict(zip(BASES, ("faint", "pale", "full"), strict=True))


def revenue_message(report: ChinaCloud) -> Statement:
    """Say what Alibaba Cloud earned, how that compares on one segment, and whether the segment is a new one."""
    point = newest(report, "cloud_revenue")
    earned = amount(report, "cloud_revenue", report.subject)
    if earned is None:
        return lacking(
            report,
            "cloud_revenue",
            N_("The data hold no revenue of Alibaba Cloud for {quarter}"),
            N_("Alibaba Cloud’s revenue for {quarter} cannot be computed from the data"),
        )
    sentence = report.state("Alibaba Cloud took in {amount}", amount=earned)
    grown = evidence(report, "cloud_revenue_growth_reported", report.subject)
    held = value(grown)
    if held is None or grown[report.subject].definition != point.definition:
        return sentence
    growth = rate(report, grown, report.subject)
    if is_first(report, point) and held.direction == "rose":
        return report.state(
            "Alibaba Cloud took in {amount} in a new segment, {growth} more than a year before by its own count",
            held,
            amount=earned,
            growth=growth,
        )
    return report.state(ON_THE_YEAR[str(held.direction)], held, sentence=sentence, growth=growth)


def _boxes(report: ChinaCloud, rows: Rows) -> list[PeriodBox]:
    """Make a bar of every quarter on each segment, the newest segment first; what it covers already is an outline."""
    last, taken, boxes = list(rows)[-1], set(), []
    for definition in reversed(rows):
        for place, point in enumerate(rows[definition]):
            seen = report.view(point).value
            if not math.isfinite(seen):
                continue
            look: Look = "outline" if place in taken else LOOKS[definition] if last != BASES[0] else "full"
            final = place == len(report.quarters) - 1 and look != "outline"
            label = report.language.write(Number(seen, report.currency, place="chart")) if final else ""
            boxes.append(PeriodBox(place, place, seen, company_colour(report.subject), look, label))
            taken.add(place)
    return boxes


def _segment_bars(report: ChinaCloud, rows: Rows) -> Chart:
    panel = PeriodPanel(tuple(_boxes(report, rows)), breaks=breaks(report, rows))
    return period_bars(report.quarters, [panel], scale=Scale.money(report.language))


cloud_revenue = ChinaCloud.shows(
    Display(
        "cloud_revenue",
        lambda report: by_basis(report, "cloud_revenue"),
        _segment_bars,
        N_("Alibaba Cloud: segment revenue, {unit} a quarter"),
        revenue_message,
        N_("Bars of Alibaba Cloud’s revenue by quarter, broken where the segment was redrawn. {title}."),
        notes=(
            basis_notes,
            when(
                lambda report, rows: any(box.look == "outline" for box in _boxes(report, rows)),
                N_("Dashed outline: a quarter also known on the segment before."),
            ),
            ChinaCloud.rate_note,
        ),
        points=known,
        wide=False,
    )
)


def growth_message(report: ChinaCloud) -> Statement:
    """Say how fast Alibaba Cloud grew and how that stands to the quarter before on the same segment."""
    grown = evidence(report, "cloud_revenue_growth_reported", report.subject, base="qoq")
    now, moved, held = grown[report.subject], change(grown), value(grown)
    if held is None:
        return report.state(
            "The data hold no growth of Alibaba Cloud for {quarter}", absence(grown), quarter=report.quarter
        )
    values = {"growth": per_cent(report, now.value)}
    if moved is not None and moved.direction in _PACE:
        return report.state(
            _PACE[moved.direction], moved, held, before=per_cent(report, now.base_value), **values
        )
    if len(by_basis(report, "cloud_revenue")) > 1:
        return report.state(
            "Alibaba Cloud states growth of {growth} on its {segment}",
            held,
            segment=report.basis(now.definition),
            **values,
        )
    return report.state("Alibaba Cloud states growth of {growth}", held, **values)


_PACE: dict[str | None, str] = {
    "sped_up": N_("Alibaba Cloud speeds up: it grew {growth}, after {before} a quarter before"),
    "slowed": N_("Alibaba Cloud slows: it grew {growth}, after {before} a quarter before"),
    "held": N_("Alibaba Cloud’s growth held at {growth}"),
}


def _check(report: ChinaCloud, rows: Rows) -> str:
    """Say how far growth computed within one segment is from what was stated."""
    computed = [
        (p.value, q.value)
        for d, row in rows.items()
        for p in row
        if p.known and (q := report.point("cloud_revenue.yoy", report.subject, p.quarter, d)).known
    ]
    if not computed:
        return ""
    return report.say(
        "Growth computed from the revenue of one segment is within {points} of what was stated (quarters compared: {count}).",
        points=Number(max(abs(a - b) for a, b in computed), "points"),
        count=len(computed),
    )


cloud_growth = ChinaCloud.shows(
    Display(
        "cloud_growth",
        lambda report: by_basis(report, "cloud_revenue_growth_reported"),
        SegmentLines(sign=True),
        N_("Alibaba Cloud: revenue growth on the year as stated, per cent"),
        growth_message,
        N_("Line chart of Alibaba Cloud’s stated growth, broken where the segment was redrawn. {title}."),
        notes=(_check, N_("Hollow marks: from press or a secondary source.")),
        points=known,
        wide=False,
    )
)
