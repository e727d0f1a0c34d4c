"""What Alibaba Cloud kept: adjusted EBITA and its margin on each segment."""

from __future__ import annotations

from dataclasses import replace

from ...exhibits.display import Display
from ...language import N_
from ...metrics.points import Point
from ...periods import Quarter
from ...statements import Phrase, Statement, absence, value
from .context import BASES, ChinaCloud
from .drawings import SegmentLines
from .figures import amount, evidence, lacking, on_the_year, part
from .segments import Rows, by_basis, known, newest, told_rows


def ebita_message(report: ChinaCloud) -> Statement:
    """Say what was earned before interest, tax and amortisation, and how that compares on one segment."""
    earned = amount(report, "cloud_adjusted_ebita", report.subject)
    if earned is None:
        return report.state(
            "The data hold no adjusted EBITA of Alibaba Cloud for {quarter}",
            absence(evidence(report, "cloud_adjusted_ebita", report.subject)),
            quarter=report.quarter,
        )
    then = report.point("cloud_adjusted_ebita", report.subject, report.quarter - 4)
    redrawn = then.definition != report.point("cloud_adjusted_ebita", report.subject).definition
    before = amount(report, "cloud_adjusted_ebita", report.subject, report.quarter - 4)
    if not redrawn and before and then.value <= 0:  # growth on a loss says nothing
        return report.state(
            "Alibaba Cloud’s adjusted EBITA came to {amount}, after {before} a year before",
            amount=earned,
            before=before,
        )
    if not report.point("cloud_adjusted_ebita.yoy", report.subject).known:
        return report.state(
            "Alibaba Cloud’s adjusted EBITA came to {amount}, on a segment that cannot be compared with the year before",
            amount=earned,
        )
    sentence = report.state("Alibaba Cloud’s adjusted EBITA came to {amount}", amount=earned)
    return on_the_year(report, sentence, "cloud_adjusted_ebita", report.subject)


cloud_ebita = ChinaCloud.shows(
    Display(
        "cloud_ebita",
        lambda report: by_basis(report, "cloud_adjusted_ebita"),
        SegmentLines("money"),
        N_("Alibaba Cloud: adjusted EBITA, {unit} a quarter"),
        ebita_message,
        N_("Line chart of Alibaba Cloud’s adjusted EBITA, broken where the segment was redrawn. {title}."),
        notes=(
            N_("Adjusted EBITA leaves out share-based pay and amortisation: it is not operating income."),
            ChinaCloud.rate_note,
        ),
        points=known,
        wide=False,
    )
)


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
        return lacking(
            report,
            "cloud_adjusted_ebita_margin",
            N_("The data hold no margin of Alibaba Cloud for {quarter}"),
            N_("Alibaba Cloud’s margin for {quarter} cannot be computed from the data"),
        )
    before = kept_of(report, report.quarter - 4)
    now, then = newest_margin(report), newest_margin(report, report.quarter - 4)
    if before is not None and now.definition == then.definition:
        return report.state(
            "Alibaba Cloud kept {margin} of its revenue as adjusted EBITA, after {before} a year before",
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
        return report.state("Alibaba Cloud kept {margin} of its revenue as adjusted EBITA", margin=kept)
    told = replace(report.language.told(own[report.subject].value, "share", "prose"), of=report.subject)
    return report.state(
        "Alibaba Cloud kept {margin} of its revenue as adjusted EBITA, in its own words {stated}",
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
    return part(report, *names, report.subject, quarter, decimals=1)


def _margins(report: ChinaCloud) -> Rows:
    told = by_basis(report, "cloud_adjusted_ebita")
    return told_rows({d: [margin(report, q, d) for q in report.quarters] for d in told})


cloud_margin = ChinaCloud.shows(
    Display(
        "cloud_margin",
        _margins,
        SegmentLines(decimals=1),
        N_("Alibaba Cloud: adjusted EBITA over segment revenue, per cent"),
        margin_message,
        N_("Line chart of Alibaba Cloud’s adjusted EBITA margin. {title}."),
        notes=(
            N_(
                "Computed from the two amounts of one segment. Hollow marks: either is from press or a secondary source."
            ),
            lambda report, _: _stated_margin(report),
        ),
        points=known,
        wide=False,
    )
)
