"""The cloud inside its group: five quarters at a glance, and its share of revenue beside that of AWS."""

from __future__ import annotations

from ...exhibits.display import Columns, Display, Head, across, when
from ...exhibits.tables.table import Cell, Table, missing
from ...language import N_, Number
from ...metrics.points import Point
from ...periods import Quarter
from ...statements import Phrase, Statement, absence, value
from .context import BASES, BASIS_TEXTS, ChinaCloud
from .drawings import SegmentLines
from .figures import evidence, newest_pair, part
from .segments import Rows, by_basis, growth_of, known, newest, told_rows


def group_shares(report: ChinaCloud) -> Rows:
    """Return the share that each cloud is of its group: AWS, and Alibaba's on each of its segments."""
    ours = {d: _shares(report, report.subject, d) for d in by_basis(report, "cloud_revenue")}
    return told_rows({report.reference: _shares(report, report.reference), **ours})


def _shares(report: ChinaCloud, company: str, definition: str | None = None) -> list[Point]:
    row = []
    for cloud in report.row("cloud_revenue", company, definition):
        group = report.point("revenue", company, cloud.quarter)
        row.append(report.ratio(cloud, group, "cloud_share_of_group_revenue"))
    return row


def _with_groups(report: ChinaCloud, rows: Rows) -> list[Point]:
    shares = known(report, rows)
    return [*shares, *(report.point("revenue", p.company, p.quarter) for p in shares)]


def share_message(report: ChinaCloud) -> Statement:
    """Say how much of the group the cloud is, at Amazon and at Alibaba, in the newest quarter that both are known for."""
    both = newest_pair(report, share_of_group)
    if both:
        quarter, amazon, alibaba = both
        return report.state(
            "In {quarter} AWS was {amazon} of Amazon’s revenue, Alibaba Cloud {alibaba} of its group’s",
            quarter=quarter,
            amazon=amazon,
            alibaba=alibaba,
        )
    theirs, ours = (share_of_group(report, c, report.quarter) for c in report.pair)
    if theirs:
        lacks = (absence(evidence(report, m, report.subject)) for m in ("cloud_revenue", "revenue"))
        return report.state(
            "AWS is {amazon} of Amazon’s revenue; Alibaba’s share cannot be computed from the data",
            next(filter(None, lacks), None),
            amazon=theirs,
        )
    if ours:
        return report.state("The cloud is {alibaba} of Alibaba’s revenue", alibaba=ours)
    return report.state("The cloud’s share of group revenue cannot be computed from the data")


def share_of_group(report: ChinaCloud, company: str, quarter: Quarter) -> Phrase | None:
    """Write the cloud's share of its group's revenue in a quarter."""
    return part(report, "cloud_revenue", "revenue", company, quarter)


def told_quarter(report: ChinaCloud) -> Quarter | None:
    """Return the quarter of which the title tells both shares."""
    both = newest_pair(report, share_of_group)
    return both[0] if both else None


group_share = ChinaCloud.shows(
    Display(
        "group_share",
        group_shares,
        SegmentLines(decimals=1, told=told_quarter),
        N_("Cloud segment’s revenue over group revenue of the quarter, per cent"),
        share_message,
        N_("Line chart of the cloud’s share of group revenue at Amazon and Alibaba. {title}."),
        notes=(
            when(
                lambda _, rows: set(rows) & set(BASES[1:]),
                N_(
                    "Alibaba’s restated and new segments count sales inside the group, so the share overstates what outsiders pay; AWS has none."
                ),
            ),
        ),
        points=_with_groups,
        wide=False,
    )
)


def _five_quarters(report: ChinaCloud) -> Rows:
    """Return what is known of Alibaba Cloud's last five quarters, each on the newest segment known for it."""
    shown = report.quarters[-5:]
    revenue = [newest(report, "cloud_revenue", q) for q in shown]
    ebita = [
        report.point("cloud_adjusted_ebita", report.subject, p.quarter, p.definition)
        if p.known
        else newest(report, "cloud_adjusted_ebita", p.quarter)
        for p in revenue
    ]
    rows = {
        "revenue": revenue,
        "growth": [growth_of(report, p) for p in revenue],
        "ebita": ebita,
        "margin": [
            report.ratio(e, r, "cloud_adjusted_ebita_margin") for e, r in zip(ebita, revenue, strict=True)
        ],
    }
    for name, metric in (("group", "revenue"), ("models", "cloud_ai_revenue"), ("capex", "capex_as_stated")):
        rows[name] = [report.point(metric, report.subject, q) for q in shown]
    # A growth or an EBITA can be told of a segment before its revenue is held.
    told_first = ("revenue", "growth", "ebita")
    rows["segment"] = [
        next((p for p in quarter if p.known), quarter[0])
        for quarter in zip(*(rows[name] for name in told_first), strict=True)
    ]
    return rows if known(report, rows) else {}


def _segment(report: ChinaCloud, point: Point) -> Cell:
    return Cell(report.basis(point.definition)) if point.known else missing(point.reason)


def _growth(report: ChinaCloud, point: Point) -> Cell:
    return report.cell(point, report.language.writes("share", "table", sign=True))


def _rate(report: ChinaCloud, point: Point) -> Cell:
    return report.cell(point, report.language.writes("share", "table", decimals=1)).plain()


# The rows of the table: name, what is known, how it is printed.
LINES = (
    (N_("Segment"), "segment", _segment),
    (N_("Cloud revenue, {unit}"), "revenue", ChinaCloud.amount_cell),
    (N_("growth on the year, as stated"), "growth", _growth),
    (N_("Adjusted EBITA, {unit}"), "ebita", ChinaCloud.amount_cell),
    (N_("margin"), "margin", _rate),
    (N_("AI-related revenue, {unit}"), "models", ChinaCloud.amount_cell),
    (N_("Group revenue, {unit}"), "group", ChinaCloud.amount_cell),
    (N_("cloud over group"), "share", _rate),
    (N_("Group capex, {unit}"), "capex", ChinaCloud.amount_cell),
)


def _table(report: ChinaCloud, rows: Rows) -> Table:
    pairs = zip(rows["revenue"], rows["group"], strict=True)
    shown = rows | {"share": [report.ratio(r, g, "cloud_share_of_group_revenue") for r, g in pairs]}
    first = report.quarters[-5:][0]
    columns: Columns[ChinaCloud] = Columns(
        Head("", lambda _, line: report.say(line[0], unit=report.unit), share=2.2),
        across(
            lambda _: report.quarters[-5:],
            lambda _, line, quarter: line[2](report, shown[line[1]][quarter - first]),
        ),
    )
    return columns(report, LINES)


def _drawn(report: ChinaCloud, rows: Rows) -> list[str]:
    return [
        report.say(BASIS_TEXTS[d])
        for d in BASES
        if any(p.known and p.definition == d for p in rows["segment"])
    ]


def _sums(report: ChinaCloud, rows: Rows) -> list[str]:
    """Say which quarters' capex is known only together."""
    return [
        report.say(
            "Group capex of {span} is known only as a sum, {amount}: it is not split.",
            span=report.span(s.first, s.last),
            amount=Number(report.seen(s.value, s.unit, s.first, s.last), report.currency),
        )
        for s in report.stretches("capex_as_stated", report.subject, "as_stated")
        if s.quarters in (2, 3) and s.first >= rows["capex"][0].quarter
    ]


def revenue_title(report: ChinaCloud) -> Statement:
    """Say on how many segments the five quarters stand."""
    drawn = evidence(report, "segments.5", report.subject)
    held = value(drawn)
    if held is None:
        return report.state("The data hold nothing of Alibaba Cloud’s last five quarters")
    if drawn[report.subject].value == 1:
        return report.state("What is known of Alibaba Cloud’s last five quarters stands on one segment", held)
    return report.state(
        "What is known of Alibaba Cloud’s last five quarters stands on {count} segments that are not comparable",
        held,
        count=Number(drawn[report.subject].value, "count", report.subject),
    )


cloud_table = ChinaCloud.shows(
    Display(
        "cloud_table",
        _five_quarters,
        _table,
        N_("Alibaba Cloud, five quarters, each on the newest segment known for it"),
        revenue_title,
        N_("Table of Alibaba Cloud’s figures over five quarters. {title}."),
        notes=(
            _drawn,
            _sums,
            ChinaCloud.missing_note,
            ChinaCloud.rate_note,
        ),
        points=lambda _, rows: [p for row in rows.values() for p in row],
    )
)
