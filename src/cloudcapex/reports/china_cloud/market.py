"""China's cloud infrastructure market as analysts published it: size, vendors' shares, and the quarters nobody told."""

from __future__ import annotations

from ... import facts
from ...exhibits.carried import print_point
from ...exhibits.charts.canvas import Chart
from ...exhibits.charts.lines import Line
from ...exhibits.display import Display, when
from ...exhibits.drawings import draw_lines
from ...exhibits.theme import INK, MUTED, company_colour
from ...language import N_, Number
from ...metrics.points import Point, no_point
from ...periods import Quarter
from ...schema.grades import is_weak
from ...statements import Statement, change, value
from .context import ChinaCloud
from .drawings import quarter_bars
from .figures import ON_THE_YEAR, changed, evidence, per_cent, published, publisher
from .segments import Rows, known, told_rows

MARKET = "china_cloud_infrastructure"
# Of how many vendors a share is told together.
FIRST = 3
# Quarters: a share that was last told longer before the newest one does not stand beside it.
_BESIDE = 4


def market_row(report: ChinaCloud, metric: str, vendor: str) -> list[Point]:
    """One vendor's quarters over the window, as published."""
    found = published(report, MARKET, metric, vendor)
    return [found.get(q) or no_point(vendor, f"{MARKET}_{metric}", q) for q in report.quarters]


def holes(row: list[Point]) -> list[Quarter]:
    """Quarters without a figure between the first and the last that have one."""
    known = [i for i, p in enumerate(row) if p.known]
    return [p.quarter for p in row[known[0] : known[-1]] if not p.known] if known else []


def untold(row: list[Point]) -> list[Quarter]:
    """Quarters without a figure after the first that has one, up to the quarter of the edition."""
    first = next((i for i, p in enumerate(row) if p.known), len(row))
    return [p.quarter for p in row[first:] if not p.known]


def only_growth(report: ChinaCloud, quarters: list[Quarter]) -> list[str]:
    """Say what growth was published for quarters without a size."""
    row = {p.quarter: p for p in market_row(report, "growth", "total") if p.known}
    return [
        report.say(
            "For {quarter} growth alone was published: {growth}.",
            quarter=q,
            growth=print_point(row[q], report.language.writes("share", "prose", sign=True)),
        )
        for q in quarters
        if q in row
    ]


def _unpublished(report: ChinaCloud, rows: Rows) -> list[str]:
    """Say for which quarters no size was published, and what growth was."""
    gaps = untold(rows["total"])
    if not gaps:
        return []
    quarters = report.language.join(map(str, gaps))
    none = report.say("No figure was published or found for {quarters}.", quarters=quarters)
    return [none, *only_growth(report, gaps)]


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


market_size = ChinaCloud.shows(
    Display(
        "market_size",
        lambda report: told_rows({"total": market_row(report, "size", "total")}),
        lambda report, rows: quarter_bars(
            report, rows["total"], MUTED, "USD", lambda p: "hatched" if p.basis == "derived" else "full"
        ),
        lambda report: report.say(
            "Spending on cloud infrastructure in China, {unit} a quarter, as published",
            unit=report.language.unit_name("USD"),
        ),
        size_message,
        N_("Bars of spending on cloud infrastructure in China by quarter. {title}."),
        notes=(
            N_(
                "Canalys, from late 2025 Omdia, mainland China; in US dollars as published, not converted here."
            ),
            _unpublished,
            when(
                lambda report, rows: any(p.basis == "derived" for p in known(report, rows)),
                N_("Hatched: derived from a year’s total."),
            ),
        ),
        points=known,
        wide=False,
    )
)


def _vendors(report: ChinaCloud) -> Rows:
    """Return the shares of each vendor and of the first of them together; nothing where none was published."""
    vendors = facts.slugs_of("china_vendors")
    together = "+".join(sorted(vendors[:FIRST]))
    rows = {v: market_row(report, "share", v) for v in (*vendors, together)}
    return rows if known(report, rows) else {}


def _last(row: list[Point]) -> Point | None:
    return next((p for p in reversed(row) if p.known), None)


def _past(report: ChinaCloud, rows: Rows) -> dict[str, Point]:
    """Return the last share of each vendor of whom none was told for over a year before the newest; the title names the subject."""
    told = {v: p for v, row in rows.items() if (p := _last(row))}
    newest = max(p.quarter for p in told.values())
    return {v: p for v, p in told.items() if newest - p.quarter > _BESIDE and v != report.subject}


def _vendor(report: ChinaCloud, vendor: str) -> str:
    return report.say("the first three") if "+" in vendor else report.company(vendor)


def _told_before(report: ChinaCloud, rows: Rows) -> str:
    """Say what the shares were that are not drawn."""
    past = [
        report.say(
            "{name} {value} ({period})",
            name=_vendor(report, v),
            value=print_point(p, report.language.writes("share", "prose")),
            period=p.quarter,
        )
        for v, p in _past(report, rows).items()
    ]
    if not past:
        return ""
    return report.say(
        "Not drawn, as last published over a year before the newest: {list}.", list=report.language.join(past)
    )


def _share_lines(report: ChinaCloud, rows: Rows) -> Chart:
    past = _past(report, rows)
    lines = [
        Line(
            _vendor(report, v),
            INK if "+" in v else company_colour(v),
            tuple(p.value for p in row),
            frozenset(i for i, p in enumerate(row) if p.known and is_weak(p.evidence)),
        )
        for v, row in rows.items()
        if v not in past
    ]
    return draw_lines(report, lines, "share")


def _own_gaps(report: ChinaCloud, rows: Rows) -> str:
    gaps = holes(rows[report.subject])
    if not gaps:
        return ""
    return report.say("Alibaba’s own share is missing for {count} quarters in between.", count=len(gaps))


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
    values = {"share": per_cent(report, share[report.subject].value), "quarter": quarter, "publisher": by}
    moved = change(share) if by == then else None
    if moved is None:
        return report.state(
            "By {publisher}’s count Alibaba had {share} of China’s market in {quarter}"
            if by
            else "Alibaba had {share} of China’s market in {quarter}",
            value(share),
            **values,
        )
    before = per_cent(report, share[report.subject].base_value)
    return report.state(_SHARES[str(moved.direction)], moved, before=before, **values)


_SHARES = {
    "rose": N_(
        "By {publisher}’s count Alibaba’s share of China’s market rose to {share} in {quarter}, from {before} a year before"
    ),
    "fell": N_(
        "By {publisher}’s count Alibaba’s share of China’s market fell to {share} in {quarter}, from {before} a year before"
    ),
    "held": N_(
        "By {publisher}’s count Alibaba’s share of China’s market held at {share} in {quarter}, as a year before"
    ),
}


vendor_shares = ChinaCloud.shows(
    Display(
        "vendor_shares",
        _vendors,
        _share_lines,
        N_("Share of spending on cloud infrastructure in China, per cent, as published at the time"),
        shares_message,
        N_("Line chart of vendors’ shares of China’s cloud infrastructure market. {title}."),
        notes=(
            N_(
                "Canalys, from late 2025 Omdia. The first three are Alibaba, Huawei and Tencent, published together while their own shares were not. A new publisher may count otherwise."
            ),
            _own_gaps,
            _told_before,
            N_(
                "Hollow marks: from a secondary source. The number after a name is the last one published, with its quarter where that is not this one."
            ),
        ),
        points=known,
        wide=False,
    )
)
