"""Who buys Alibaba's cloud: the group itself, outsiders, and one industry among them, while documents told it."""

from __future__ import annotations

from dataclasses import dataclass

from ... import facts
from ...exhibits.display import Columns, Display, Head
from ...exhibits.tables.table import Cell, missing
from ...language import N_
from ...metrics.stretches import Stretch
from ...periods import Quarter
from ...statements import Statement, value
from .bounds import bounded, bounded_cell
from .context import BASES, ChinaCloud
from .figures import evidence, last_told, none_since, per_cent
from .peers import period_name, stretch_cell

MOST = 7
Period = tuple[Quarter, Quarter]


@dataclass(frozen=True)
class Buyers:
    """What was told of one period: revenue with and without sales inside the group, and an industry's share of these."""

    first: Quarter
    last: Quarter
    whole: Stretch | None
    outside: Stretch | None
    industry: Stretch | None


def _told(report: ChinaCloud) -> list[Buyers]:
    """Return the periods shown of which more was told than sales outside, the newest last."""
    member = facts.only("china_buyers")
    whole = _by_period(report, member.metric, BASES[0])
    outside = _by_period(report, "cloud_revenue", BASES[0])
    industry = _by_period(report, member.against, None)
    periods = sorted({*whole, *industry}, key=lambda p: (p[1], p[1] - p[0]))
    shown = [p for p in periods if p[1] >= report.quarters[0]]
    return [Buyers(*p, whole.get(p), outside.get(p), industry.get(p)) for p in shown[-MOST:]]


def _by_period(report: ChinaCloud, metric: str, definition: str | None) -> dict[Period, Stretch]:
    company = facts.only("china_buyers").company
    return {(s.first, s.last): s for s in report.stretches(metric, company, definition)}


def _period(report: ChinaCloud, row: Buyers) -> str:
    told = row.whole or row.industry
    return period_name(report, told) if told else ""


def _amount(report: ChinaCloud, told: Stretch | None) -> Cell:
    return stretch_cell(report, told) if told else missing("not_disclosed")


def _inside(report: ChinaCloud, row: Buyers) -> Cell:
    """Compute what the group itself bought: all sales less those outside."""
    if not (row.whole and row.outside):
        return missing("not_disclosed")
    amount = report.seen(row.whole.value - row.outside.value, row.whole.unit, row.first, row.last)
    points = [report.stretch_point(s) for s in (row.whole, row.outside)]
    return report.computed(amount, report.language.writes(report.currency, "table"), points)


def _part(report: ChinaCloud, row: Buyers) -> Cell:
    if not (row.whole and row.outside):
        return missing("not_disclosed")
    points = [report.stretch_point(s) for s in (row.whole, row.outside)]
    share = 1 - row.outside.value / row.whole.value
    return report.computed(share, report.language.writes("share", "table"), points)


def _industry(report: ChinaCloud, row: Buyers) -> Cell:
    if row.industry is None:
        return missing("not_disclosed")
    point = report.stretch_point(row.industry)
    return bounded_cell(report, point, report.cell(point, report.language.writes("share", "table")))


def buyers_message(report: ChinaCloud) -> Statement:
    """Say what share the industry had when it was last told, and that nothing newer is known."""
    member = facts.only("china_buyers")
    row = report.row(member.against, member.company)
    last = last_told(row)
    if last is None:
        return report.nothing(
            "The data hold no share of the internet industry in Alibaba Cloud’s sales up to {quarter}",
            evidence(report, member.against, member.company),
        )
    told = evidence(report, member.against, member.company, quarter=last)
    found = told[member.company]
    sentence = report.state(
        "The internet industry bought {share} of Alibaba Cloud’s outside sales in {quarter}",
        value(told),
        share=bounded(report, next(p for p in row if p.quarter == last), per_cent(report, found.value)),
        quarter=last,
    )
    return none_since(report, sentence, member.against, member.company, last)


cloud_buyers = ChinaCloud.shows(
    Display(
        "cloud_buyers",
        _told,
        Columns(
            Head(N_("Period"), _period, share=1.3),
            Head(N_("all sales"), lambda report, row: _amount(report, row.whole), "right", 1.1),
            Head(N_("outside"), lambda report, row: _amount(report, row.outside), "right", 1.0),
            Head(N_("the group itself"), _inside, "right", 1.1),
            Head(N_("its part"), _part, "right", 0.8),
            Head(N_("internet industry"), _industry, "right", 1.1),
        ),
        N_("Alibaba Cloud’s old segment: sales by buyer, where a document states them, {unit}"),
        buyers_message,
        N_(
            "Table of Alibaba Cloud’s sales outside and inside the group, and of the internet industry’s share. {title}."
        ),
        notes=(
            N_(
                "The group itself: all sales less those outside, computed. Internet industry: its share of sales outside, one less the share of other industries that Alibaba stated; > more than."
            ),
            N_("d derived from stated growth or other figures, s press or secondary source."),
            ChinaCloud.rate_note,
        ),
        points=lambda report, rows: [
            report.stretch_point(s) for r in rows for s in (r.whole, r.outside, r.industry) if s
        ],
        wide=False,
    )
)
