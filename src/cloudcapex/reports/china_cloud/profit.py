"""What Alibaba Cloud kept: adjusted EBITA and its margin on each segment."""

from __future__ import annotations

from dataclasses import replace

from ...exhibits.charts.lines import line_chart
from ...exhibits.charts.scale import Scale
from ...exhibits.exhibit import Exhibit
from ...metrics.points import Point
from ...periods import Quarter
from ...statements import Phrase, Statement, times_of, value
from .context import BASES, ChinaCloud
from .figures import amount, evidence, on_the_year, report_share
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
            scale=Scale.money(report.language),
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


def ebita_message(report: ChinaCloud) -> Statement:
    """Say what was earned before interest, tax and amortisation, and how that compares on one segment."""
    earned = amount(report, "cloud_adjusted_ebita", report.subject)
    if earned is None:
        return report.state(
            "Alibaba Cloud’s adjusted EBITA for {quarter} is not known", quarter=report.quarter
        )
    if not report.point("cloud_adjusted_ebita.yoy", report.subject).known:
        return report.state(
            "Its adjusted EBITA came to {amount}, on a segment that cannot be compared with the year before",
            amount=earned,
        )
    sentence = report.state("Its adjusted EBITA came to {amount}", amount=earned)
    return on_the_year(report, sentence, "cloud_adjusted_ebita", report.subject)


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
            scale=Scale.per_cent(report.language),
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


def margin_message(report: ChinaCloud) -> Statement:
    """Say what share of revenue was left, beside the company's own figure, or that of a year before on the segment."""
    kept = kept_of(report, report.quarter)
    if kept is None:
        return report.state("Alibaba Cloud’s margin for {quarter} is not known", quarter=report.quarter)
    before = kept_of(report, report.quarter - 4)
    now, then = newest_margin(report), newest_margin(report, report.quarter - 4)
    if before is not None and now.definition == then.definition:
        return report.state(
            "It kept {margin} of its revenue as adjusted EBITA, after {before} a year before",
            margin=kept,
            before=before,
        )
    own = evidence(report, "cloud_adjusted_ebita_margin", report.subject)
    held = value(own)
    if (
        held is None
        or own[report.subject].basis != "reported"
        or own[report.subject].definition != now.definition
    ):
        return report.state("It kept {margin} of its revenue as adjusted EBITA", margin=kept)
    told = replace(report.language.told(own[report.subject].value, "share", "prose"), of=report.subject)
    return report.state(
        "It kept {margin} of its revenue as adjusted EBITA, in its own words {stated}",
        held,
        margin=kept,
        stated=told,
    )


def kept_of(report: ChinaCloud, quarter: Quarter) -> Phrase | None:
    """Write the margin of a quarter with the two amounts that it is made of."""
    names = ("cloud_adjusted_ebita", "cloud_revenue")
    ebita, revenue = (evidence(report, m, report.subject, quarter=quarter) for m in names)
    if ebita[report.subject].definition != revenue[report.subject].definition:
        return None
    held = times_of(report.subject, ebita[report.subject], revenue[report.subject], ebita)
    return report_share(report, held, report.subject, decimals=1) if held else None
