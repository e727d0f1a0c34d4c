"""China's cloud infrastructure market as analysts published it: size, vendors' shares, and the quarters nobody told."""

from __future__ import annotations

from ... import facts
from ...exhibits.charts.lines import Line, line_chart
from ...exhibits.charts.periods import PeriodBox, PeriodPanel, period_bars
from ...exhibits.charts.scale import Scale
from ...exhibits.exhibit import Exhibit
from ...exhibits.theme import INK, MUTED, company_colour
from ...language import N_, Number
from ...metrics.points import Point, no_point
from ...periods import Quarter
from ...statements import Statement, change, value
from .context import ChinaCloud
from .figures import ON_THE_YEAR, changed, evidence, published, publisher
from .segments import nothing

MARKET = "china_cloud_infrastructure"
# Of how many vendors a share is told together.
FIRST = 3


def market_row(report: ChinaCloud, metric: str, vendor: str) -> list[Point]:
    """One vendor's quarters over the window, as published."""
    found = published(report, MARKET, metric, vendor)
    return [found.get(q) or no_point(vendor, f"{MARKET}_{metric}", q) for q in report.quarters]


def holes(row: list[Point]) -> list[Quarter]:
    """Quarters without a figure between the first and the last that have one."""
    known = [i for i, p in enumerate(row) if p.known]
    return [p.quarter for p in row[known[0] : known[-1]] if not p.known] if known else []


@ChinaCloud.shows
def market_size(report: ChinaCloud) -> Exhibit:
    """Spending on cloud infrastructure in China by quarter."""
    say, language = report.say, report.language
    row = market_row(report, "size", "total")
    subtitle = say("Spending on cloud infrastructure in China, {unit} a quarter, as published", unit=language.unit_name("USD"))  # fmt: skip
    title = size_message(report)
    if not any(p.known for p in row):
        return nothing(report, "market_size", title, subtitle)
    last = max(i for i, p in enumerate(row) if p.known)
    boxes = tuple(
        PeriodBox(
            i, i, p.value, MUTED, "hatched" if p.basis == "derived" else "full",
            language.write(Number(p.value, "USD", place="chart")) if i == last else "",
        )
        for i, p in enumerate(row)
        if p.known
    )  # fmt: skip
    gaps = holes(row)
    return report.show(
        "market_size",
        title=title,
        subtitle=subtitle,
        body=period_bars(report.quarters, [PeriodPanel(boxes)], scale=Scale.money(report.language)),
        points=[p for p in row if p.known],
        alt=say("Bars of spending on cloud infrastructure in China by quarter. {title}.", title=title),
        notes=[
            say("Canalys, from late 2025 Omdia, mainland China; in US dollars as published, not converted here."),
            say("No figure was published or found for {quarters}.", quarters=language.join(map(str, gaps))) if gaps else "",
            *only_growth(report, gaps),
            say("Hatched: derived from a year’s total.") if any(b.look == "hatched" for b in boxes) else "",
        ],
        wide=False,
    )  # fmt: skip


def only_growth(report: ChinaCloud, quarters: list[Quarter]) -> list[str]:
    """Say what growth was published for quarters without a size."""
    row = {p.quarter: p for p in market_row(report, "growth", "total") if p.known}
    return [
        report.say(
            "For {quarter} growth alone was published: {growth}.",
            quarter=q,
            growth=Number(row[q].value, "share", sign=True),
        )
        for q in quarters
        if q in row
    ]


def size_message(report: ChinaCloud) -> Statement:
    """Say how large the market was in the newest quarter known, and against a year before where both are known."""
    known = [p for p in market_row(report, "size", "total") if p.known]
    if not known:
        return report.state(
            "The size of China’s cloud market is not in the data up to {quarter}", quarter=report.quarter
        )
    quarter = known[-1].quarter
    size = evidence(report, f"market.size.{MARKET}", "total", base="yoy", quarter=quarter)
    sentence = report.state(
        "China spent {amount} on cloud infrastructure in {quarter}",
        value(size),
        amount=Number(size["total"].value, "USD", "total"),
        quarter=quarter,
    )
    grown = changed(report, size, "total")
    if grown is None:
        return sentence
    held, growth = grown
    return report.state(ON_THE_YEAR[str(held.direction)], held, sentence=sentence, growth=growth)


@ChinaCloud.shows
def vendor_shares(report: ChinaCloud) -> Exhibit:
    """Vendors' shares of that market by quarter."""
    say, language = report.say, report.language
    vendors = facts.slugs_of("china_vendors")
    rows = {v: market_row(report, "share", v) for v in (*vendors, "+".join(sorted(vendors[:FIRST])))}
    points = [p for row in rows.values() for p in row if p.known]
    subtitle = say("Share of spending on cloud infrastructure in China, per cent, as published at the time")
    title = shares_message(report)
    if not points:
        return nothing(report, "vendor_shares", title, subtitle)
    newest = max(p.quarter for p in points)
    lines = [
        Line(
            _dated(report.company(v) if v in vendors else say("the first three"), row, newest),
            company_colour(v) if v in vendors else INK,
            tuple(p.value for p in row),
            frozenset(i for i, p in enumerate(row) if p.known and p.evidence == "secondary"),
        )
        for v, row in rows.items()
    ]
    gaps = holes(rows[report.subject])
    return report.show(
        "vendor_shares",
        title=title,
        subtitle=subtitle,
        body=line_chart(report.quarters, lines, write=language.writes("share", "chart"), scale=Scale.per_cent(report.language)),
        points=points,
        alt=say("Line chart of vendors’ shares of China’s cloud infrastructure market. {title}.", title=title),
        notes=[
            say("Canalys, from late 2025 Omdia. The first three are Alibaba, Huawei and Tencent, published together while their own shares were not. A new publisher may count otherwise."),
            say("Alibaba’s own share is missing for {count} quarters in between.", count=len(gaps)) if gaps else "",
            say("Hollow marks: from a secondary source. The number after a name is the last one published, with its quarter where others are newer."),
        ],
        wide=False,
    )  # fmt: skip


def _dated(name: str, row: list[Point], newest: Quarter) -> str:
    """Name a line with the quarter of its last figure where that is not the newest shown."""
    last = max((p.quarter for p in row if p.known), default=newest)
    return name if last == newest else f"{name} {last}"


def shares_message(report: ChinaCloud) -> Statement:
    """Say what share Alibaba had last, by whose count, and what the same publisher said of a year before."""
    known = [p for p in market_row(report, "share", report.subject) if p.known]
    if not known:
        return report.state(
            "No share of China’s cloud market is in the data up to {quarter}", quarter=report.quarter
        )
    quarter = known[-1].quarter
    share = evidence(report, f"market.share.{MARKET}", report.subject, base="yoy", quarter=quarter)
    by, then = (publisher(report, MARKET, "share", report.subject, q) for q in (quarter, quarter - 4))
    values = {"share": _percent(report, share[report.subject].value), "quarter": quarter, "publisher": by}
    moved = change(share) if by == then else None
    if moved is None:
        return report.state(
            "By {publisher}’s count Alibaba had {share} of the market in {quarter}"
            if by
            else "Alibaba had {share} of the market in {quarter}",
            value(share),
            **values,
        )
    before = _percent(report, share[report.subject].base_value)
    return report.state(_SHARES[str(moved.direction)], moved, before=before, **values)


def _percent(report: ChinaCloud, share: float) -> Number:
    return Number(share, "share", report.subject, decimals=0)


_SHARES = {
    "rose": N_(
        "By {publisher}’s count Alibaba’s share of the market rose to {share} in {quarter}, from {before} a year before"
    ),
    "fell": N_(
        "By {publisher}’s count Alibaba’s share of the market fell to {share} in {quarter}, from {before} a year before"
    ),
    "held": N_(
        "By {publisher}’s count Alibaba’s share of the market held at {share} in {quarter}, as a year before"
    ),
}
