"""Alibaba Cloud on each of its three segments: revenue, growth, adjusted EBITA and margin, nothing spliced."""

from __future__ import annotations

import itertools
import math

from ...periods import Quarter
from ..absence import Absence
from ..charts.lines import Break, Line, line_chart
from ..charts.periods import Look, PeriodBox, PeriodPanel, period_bars
from ..exhibit import Exhibit
from ..points import Point
from ..theme import company_colour
from .context import BASES, BASIS_SHORT, BASIS_TEXTS, ChinaCloud

COLOUR = company_colour("alibaba")
LOOKS: dict[str, Look] = dict(zip(BASES, ("faint", "pale", "full"), strict=True))


def by_basis(report: ChinaCloud, metric: str) -> dict[str, list[Point]]:
    """Return Alibaba's points of a metric over the window on each segment that has any, oldest segment first."""
    rows = {d: report.row(metric, "alibaba", d) for d in BASES}
    return {d: row for d, row in rows.items() if any(p.known for p in row)}


def newest(report: ChinaCloud, metric: str, quarter: Quarter | None = None) -> Point:
    """Return a figure of Alibaba Cloud on the newest segment that has one for the quarter."""
    found = [report.point(metric, "alibaba", quarter, d) for d in BASES]
    known = [p for p in found if p.known]
    return known[-1] if known else report.point(metric, "alibaba", quarter)


def breaks(report: ChinaCloud, rows: dict[str, list[Point]]) -> tuple[Break, ...]:
    """Place a break before the first quarter of every segment but the oldest shown, naming the one it ends."""
    found, names = [], list(rows)
    for before, definition in itertools.pairwise(names):
        first = next(i for i, p in enumerate(rows[definition]) if p.known)
        found.append(Break(first, report.basis(before)))
    return tuple(found)


def basis_notes(report: ChinaCloud, rows: dict[str, list[Point]]) -> list[str]:
    """Say what each segment shown counts, and that none is joined to another."""
    notes = [report.say(BASIS_TEXTS[d]) for d in rows]
    if len(rows) > 1:
        notes.append(
            report.say("Dotted lines: the segment was redrawn. Nothing is joined or compared across them.")
        )
    return notes


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
            label = report.language.amount(value) if final else ""
            boxes.append(PeriodBox(place, place, value, COLOUR, look, label))
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
    values = {"amount": report.money(amount), "growth": report.language.percent(abs(growth.value), 0) if growth.known else ""}  # fmt: skip
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


def is_first(report: ChinaCloud, point: Point) -> bool:
    """Whether a figure is the first of its segment, a year before which nothing is known on it."""
    before = report.point("cloud_revenue", "alibaba", point.quarter - 1, point.definition)
    return point.known and point.definition != BASES[0] and not before.known


def growth_of(report: ChinaCloud, revenue: Point) -> Point:
    """Growth as Alibaba states it on the segment of a revenue figure; never that of another segment."""
    return report.point(
        "cloud_revenue_growth_reported", "alibaba", revenue.quarter, revenue.definition or None
    )


def stated_growth(report: ChinaCloud, quarter: Quarter | None = None) -> Point:
    """Growth as Alibaba states it, on the segment of its time."""
    return newest(report, "cloud_revenue_growth_reported", quarter)


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
        if p.known and (q := report.point("cloud_revenue.yoy", "alibaba", p.quarter, d)).known
    ]
    check = ""
    if computed:
        check = say(
            "Growth computed from the revenue of one segment is within {points} of what was stated (quarters compared: {count}).",
            points=report.language.points(max(abs(a - b) for a, b in computed), 1, sign=False),
            count=len(computed),
        )
    return report.show(
        "cloud_growth",
        title=title,
        subtitle=subtitle,
        body=line_chart(
            report.quarters,
            _lines(report, rows, money=False),
            write=report.whole,
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
    values = {"growth": report.whole(now.value)}
    before = report.point("cloud_revenue_growth_reported", "alibaba", report.quarter - 1, now.definition)
    if not before.known and len(by_basis(report, "cloud_revenue")) > 1:
        return say(
            "Alibaba Cloud states growth of {growth} on its {segment}",
            segment=report.basis(now.definition),
            **values,
        )
    if not before.known:
        return say("Alibaba Cloud states growth of {growth}", **values)
    values["before"] = report.whole(before.value)
    if now.value > before.value + 0.0005:
        return say("Alibaba Cloud’s growth rose to {growth}, from {before} a quarter before", **values)
    if now.value < before.value - 0.0005:
        return say("Alibaba Cloud’s growth fell to {growth}, from {before} a quarter before", **values)
    return say("Alibaba Cloud’s growth held at {growth}", **values)


def cloud_ebita(report: ChinaCloud) -> Exhibit:
    """Adjusted EBITA of Alibaba Cloud on each segment."""
    say = report.say
    rows = by_basis(report, "cloud_adjusted_ebita")
    subtitle = say("Alibaba Cloud: adjusted EBITA, {unit} a quarter", unit=report.unit)
    title = ebita_message(report)
    if not rows:
        return nothing(report, "cloud_ebita", title, subtitle)
    return report.show(
        "cloud_ebita",
        title=title,
        subtitle=subtitle,
        body=line_chart(
            report.quarters,
            _lines(report, rows, money=True),
            write=report.amount,
            tick=report.ticks(
                (report.view(p).value for row in rows.values() for p in row), report.language.unit_size
            ),
            breaks=breaks(report, rows),
        ),
        points=[p for row in rows.values() for p in row if p.known],
        alt=say("Line chart of Alibaba Cloud’s adjusted EBITA, broken where the segment was redrawn. {title}.", title=title),
        notes=[
            say("Adjusted EBITA leaves out share-based pay and amortisation: it is not operating income."),
            report.rate_note(),
        ],
        wide=False,
    )  # fmt: skip


def ebita_message(report: ChinaCloud) -> str:
    """Say what was earned before interest, tax and amortisation, and how that compares on one segment."""
    say, point = report.say, newest(report, "cloud_adjusted_ebita")
    amount = report.view(point).value
    if not math.isfinite(amount):
        return say("Alibaba Cloud’s adjusted EBITA for {quarter} is not known", quarter=report.quarter)
    growth = report.point("cloud_adjusted_ebita.yoy", "alibaba", report.quarter, point.definition)
    values = {"amount": report.money(amount), "growth": report.language.percent(abs(growth.value), 0) if growth.known else ""}  # fmt: skip
    if growth.known and growth.value >= 0.005:
        return say("Its adjusted EBITA came to {amount}, {growth} more than a year before", **values)
    if growth.known and growth.value <= -0.005:
        return say("Its adjusted EBITA came to {amount}, {growth} less than a year before", **values)
    if growth.known:
        return say("Its adjusted EBITA came to {amount}, as much as a year before", **values)
    return say("Its adjusted EBITA came to {amount}; no year before it is known on that segment", **values)


def cloud_margin(report: ChinaCloud) -> Exhibit:
    """Adjusted EBITA margin on each segment."""
    say = report.say
    rows = {
        d: [margin(report, q, d) for q in report.quarters] for d in by_basis(report, "cloud_adjusted_ebita")
    }
    rows = {d: row for d, row in rows.items() if any(p.known for p in row)}
    subtitle = say("Alibaba Cloud: adjusted EBITA over segment revenue, per cent")
    title = margin_message(report)
    if not rows:
        return nothing(report, "cloud_margin", title, subtitle)
    return report.show(
        "cloud_margin",
        title=title,
        subtitle=subtitle,
        body=line_chart(
            report.quarters,
            _lines(report, rows, money=False),
            write=lambda v: report.language.percent(v),
            tick=report.ticks((p.value for row in rows.values() for p in row), 0.01),
            breaks=breaks(report, rows),
        ),
        points=[p for row in rows.values() for p in row if p.known],
        alt=say("Line chart of Alibaba Cloud’s adjusted EBITA margin. {title}.", title=title),
        notes=[
            say("Computed from the two amounts of one segment. Hollow marks: either is from press or a secondary source."),
            _stated_margin(report),
        ],
        wide=False,
    )  # fmt: skip


def margin(report: ChinaCloud, quarter: Quarter, definition: str) -> Point:
    """Adjusted EBITA over revenue of one segment."""
    above, below = (
        report.point(m, "alibaba", quarter, definition) for m in ("cloud_adjusted_ebita", "cloud_revenue")
    )
    return report.ratio(above, below, "cloud_adjusted_ebita_margin")


def newest_margin(report: ChinaCloud, quarter: Quarter | None = None) -> Point:
    """Return the margin on the newest segment that has one for the quarter."""
    found = [margin(report, quarter or report.quarter, d) for d in BASES]
    known = [p for p in found if p.known]
    return known[-1] if known else found[-1]


def _stated_margin(report: ChinaCloud) -> str:
    """Say what margin was stated for the quarter, in as many digits as it was."""
    stated = newest(report, "cloud_adjusted_ebita_margin")
    if not stated.known or stated.basis != "reported":
        return ""
    digits = 0 if round(stated.value * 1000) % 10 == 0 else 1
    return report.say(
        "Stated for {quarter}: {margin}.",
        quarter=report.quarter,
        margin=report.language.percent(stated.value, digits),
    )


def margin_message(report: ChinaCloud) -> str:
    """Say what share of revenue was left, and against a year before on the same segment."""
    say, now = report.say, newest_margin(report)
    if not now.known:
        return say("Alibaba Cloud’s margin for {quarter} is not known", quarter=report.quarter)
    values = {"margin": report.language.percent(now.value)}
    before = margin(report, report.quarter - 4, now.definition)
    if not before.known:
        return say("It kept {margin} of its revenue as adjusted EBITA", **values)
    values["change"] = report.language.points(now.value - before.value, 1)
    return say("It kept {margin} of its revenue as adjusted EBITA, {change} on the year", **values)


def _lines(report: ChinaCloud, rows: dict[str, list[Point]], *, money: bool) -> list[Line]:
    lines = []
    for definition, row in rows.items():
        current = definition == list(rows)[-1]
        seen = [report.view(p) if money else p for p in row]
        lines.append(
            Line(
                report.say(BASIS_SHORT[definition]) if current else "",
                COLOUR,
                tuple(p.value for p in seen),
                frozenset(i for i, p in enumerate(row) if p.soft),
                old=definition == BASES[0] and not current,
            )
        )  # fmt: skip
    return lines


def nothing(report: ChinaCloud, key: str, title: str, subtitle: str, *, wide: bool = False) -> Exhibit:
    """Say that no document has the figures an exhibit shows."""
    reason = report.say(
        "No document of {day} or earlier states this for {quarter} or the quarters shown before it.",
        day=report.language.date(report.as_of),
        quarter=report.quarter,
    )
    return report.exhibit(
        key, title=title, subtitle=subtitle, body=Absence(reason), points=[], alt=reason, wide=wide
    )
