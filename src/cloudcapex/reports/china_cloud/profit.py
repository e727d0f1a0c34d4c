"""What Alibaba Cloud kept: adjusted EBITA and its margin on each segment."""

from __future__ import annotations

import math

from ...exhibits.charts.lines import line_chart
from ...exhibits.exhibit import Exhibit
from ...language import Number
from ...metrics.points import Point
from ...periods import Quarter
from .context import BASES, ChinaCloud
from .segments import basis_lines, breaks, by_basis, newest, nothing


@ChinaCloud.shows
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
            basis_lines(report, rows, money=True),
            write=report.language.writes(report.currency, "chart"),
            tick=report.ticks(report.language.unit_size),
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
    growth = report.point("cloud_adjusted_ebita.yoy", report.subject, report.quarter, point.definition)
    values = {"amount": Number(amount, report.currency), "growth": report.language.write(Number(abs(growth.value), "share")) if growth.known else ""}  # fmt: skip
    if growth.known and growth.value >= 0.005:
        return say("Its adjusted EBITA came to {amount}, {growth} more than a year before", **values)
    if growth.known and growth.value <= -0.005:
        return say("Its adjusted EBITA came to {amount}, {growth} less than a year before", **values)
    if growth.known:
        return say("Its adjusted EBITA came to {amount}, as much as a year before", **values)
    return say("Its adjusted EBITA came to {amount}; no year before it is known on that segment", **values)


@ChinaCloud.shows
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
            basis_lines(report, rows, money=False),
            write=report.language.writes("share", "chart", decimals=1),
            tick=report.ticks(0.01),
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
        report.point(m, report.subject, quarter, definition)
        for m in ("cloud_adjusted_ebita", "cloud_revenue")
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
    return report.say(
        "Stated for {quarter}: {margin}.",
        quarter=report.quarter,
        margin=report.language.told(stated.value, "share"),
    )


def margin_message(report: ChinaCloud) -> str:
    """Say what share of revenue was left, and against a year before on the same segment."""
    say, now = report.say, newest_margin(report)
    if not now.known:
        return say("Alibaba Cloud’s margin for {quarter} is not known", quarter=report.quarter)
    values = {"margin": Number(now.value, "share", decimals=1)}
    before = margin(report, report.quarter - 4, now.definition)
    if not before.known:
        return say("It kept {margin} of its revenue as adjusted EBITA", **values)
    values["change"] = Number(now.value - before.value, "points", sign=True)
    return say("It kept {margin} of its revenue as adjusted EBITA, {change} on the year", **values)
