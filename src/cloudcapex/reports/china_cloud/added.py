"""The cloud's part in what its group added over a year: AWS at Amazon, the cloud at Alibaba."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ...exhibits.charts.canvas import Chart
from ...exhibits.charts.panels import SmallChart, panel_grid
from ...exhibits.charts.scale import Scale
from ...exhibits.display import Columns, Display, Head, when
from ...exhibits.tables.table import Cell, missing
from ...exhibits.theme import HALF_WIDTH, company_colour
from ...language import N_
from ...metrics.points import Point
from ...metrics.stretches import Cover
from ...periods import Quarter
from ...schema.grades import is_second_hand
from ...statements import Assertion, Phrase, Statement, absence
from .context import BASES, ChinaCloud
from .figures import evidence, newest_pair, part, two_years

# The facts begin with 2018, so this is the first year that can be compared with one before.
FIRST_YEAR = 2019


@dataclass(frozen=True)
class Added:
    """What a group and its cloud earned more in four quarters than in the four before, in the currency of record.

    Parameters
    ----------
    company : str
        Whose.
    last : Quarter
        The last of the newer four quarters.
    group, cloud : float
        Added revenue; NaN where it cannot be computed on one definition.
    unit : str
        Currency of record.
    covers : tuple of Cover
        The amounts both were computed from.
    """

    company: str
    last: Quarter
    group: float
    cloud: float
    unit: str = ""
    covers: tuple[Cover, ...] = ()

    @property
    def bounds(self) -> tuple[float, float]:
        """Between which rounding leaves its share; infinite where it may be of nothing."""
        (least, most), (low, high) = (_added_bounds(*self.covers[n : n + 2]) for n in (0, 2))
        if least <= 0:
            return -math.inf, math.inf
        ends = [part / whole for part in (low, high) for whole in (least, most)]
        return min(ends), max(ends)

    @property
    def share(self) -> float:
        """The cloud's part of the group's added revenue; NaN where the group added none."""
        if not (math.isfinite(self.group) and math.isfinite(self.cloud)) or self.group <= 0:
            return math.nan
        return self.cloud / self.group


def _added_bounds(before: Cover, now: Cover) -> tuple[float, float]:
    (least, most), (low, high) = before.bounds, now.bounds
    return low - most, high - least


def added(report: ChinaCloud, company: str, last: Quarter) -> Added:
    """Compute what a group and its cloud added over four quarters, each from amounts of one definition."""
    group, cloud = (two_years(report, metric, company, last) for metric in ("revenue", "cloud_revenue"))
    return Added(
        company,
        last,
        group[1].value - group[0].value if group else math.nan,
        cloud[1].value - cloud[0].value if cloud else math.nan,
        (group or cloud)[0].parts[0].unit if group or cloud else "",
        (*group, *cloud),
    )


Rows = dict[str, list[Added]]


def _added_by(report: ChinaCloud) -> Rows:
    """Return what each of the two added, quarter by quarter; nothing where no part of it can be computed."""
    rows = {c: [added(report, c, q) for q in report.quarters] for c in report.pair}
    return rows if any(math.isfinite(a.share) for row in rows.values() for a in row) else {}


def _panels(report: ChinaCloud, rows: Rows) -> Chart:
    """Draw each by itself: the part of one cloud can be many times the other's."""
    shown = [_panel(report, c, row) for c, row in rows.items() if any(math.isfinite(a.share) for a in row)]
    return panel_grid(report.quarters, shown, columns=1, width=HALF_WIDTH, row_height=1.15)


def _panel(report: ChinaCloud, company: str, row: Sequence[Added]) -> SmallChart:
    language = report.language
    newest = next(a for a in reversed(row) if math.isfinite(a.share))
    both = newest_pair(report, added_part)
    told = next((a for a in row if both and a.last == both[0]), newest)

    def written(of: Added) -> str:
        text = language.writes("share", "chart").within(*of.bounds)(of.share)
        return (
            text
            if of.last == report.quarter
            else report.say("{value} ({period})", value=text, period=of.last)
        )

    def write(_: float) -> str:
        # The title names the newest quarter that is known of both: where this one is further, both are read here.
        if told.last == newest.last:
            return written(newest)
        return report.say("{value}; {before}", value=written(newest), before=written(told))

    return SmallChart(
        report.cloud(company) if company == report.reference else report.company(company),
        tuple(a.share for a in row),
        company_colour(company),
        write=write,
        scale=Scale.per_cent(language),
        shape="lines",
        soft=frozenset(i for i, a in enumerate(row) if any(is_second_hand(x.evidence) for x in a.covers)),
    )


def _behind(report: ChinaCloud, rows: Rows) -> list[Point]:
    known = [a for row in rows.values() for a in row if math.isfinite(a.share)]
    return report.cover_points(*(cover for a in known for cover in a.covers))


def added_message(report: ChinaCloud) -> Statement:
    """Say what part of its group's added revenue came from each cloud, in the newest four quarters known for both."""
    both = newest_pair(report, added_part)
    if both:
        quarter, amazon, alibaba = both
        return report.state(
            "In the four quarters to {quarter} AWS brought {amazon} of the growth in Amazon’s revenue; Alibaba Cloud’s growth came to {alibaba} of its group’s",
            quarter=quarter,
            amazon=amazon,
            alibaba=alibaba,
        ).or_shorter(
            report.state(
                "Over four quarters to {quarter} AWS’s growth was {amazon} of Amazon’s, Alibaba Cloud’s {alibaba} of its group’s",
                quarter=quarter,
                amazon=amazon,
                alibaba=alibaba,
            )
        )
    theirs, lacks = added_part(report, report.reference, report.quarter), _missing(report)
    if theirs and lacks:
        return report.state(
            "AWS brought {amazon} of the growth in Amazon’s revenue; Alibaba’s part cannot be computed",
            lacks,
            amazon=theirs,
        )
    return report.state(
        "The clouds’ part in added revenue cannot be computed for {quarter}", quarter=report.quarter
    )


def _missing(report: ChinaCloud) -> Assertion | None:
    """Return what Alibaba's part lacks: what its cloud added, or its group."""
    lacks = (absence(evidence(report, f"added.{m}", report.subject)) for m in ("cloud_revenue", "revenue"))
    return next((found for found in lacks if found), None)


def added_part(report: ChinaCloud, company: str, quarter: Quarter) -> Phrase | None:
    """Write what the cloud's added revenue of four quarters is of the group's; nothing where the group added none."""
    return part(report, "added.cloud_revenue", "added.revenue", company, quarter)


added_share = ChinaCloud.shows(
    Display(
        "added_share",
        _added_by,
        _panels,
        N_(
            "Added cloud revenue over added group revenue, four quarters against the four before, per cent; each on its own scale"
        ),
        added_message,
        N_("Two line charts of the cloud’s part in added group revenue, at Amazon and at Alibaba. {title}."),
        notes=N_(
            "Above 100 per cent the cloud’s revenue grew by more than the group’s: what it sells inside the group counts in its own revenue alone. No value where the group added nothing or a year is not known on one definition."
        ),
        points=_behind,
        wide=False,
    )
)


def last_years(report: ChinaCloud, count: int = 6) -> list[tuple[str, Quarter, Quarter]]:
    """Return the rows of the comparison: label, Amazon's last quarter, Alibaba's last quarter, newest last."""
    newest_year = report.quarter.year if report.quarter.number == 4 else report.quarter.year - 1
    rows = [
        (str(year), Quarter(year, 4), Quarter(year + 1, 1))
        for year in range(max(newest_year - count + 1, FIRST_YEAR), newest_year + 1)
    ]
    if report.quarter.number != 4:
        rows.append((report.say("to {quarter}", quarter=report.quarter), report.quarter, report.quarter))
    return rows


@dataclass(frozen=True)
class Year:
    """Four quarters of both: Amazon's year as it is called, and what each added in its own."""

    label: str
    amazon: Added
    alibaba: Added


def _years(report: ChinaCloud) -> list[Year]:
    return [
        Year(label, added(report, report.reference, theirs), added(report, report.subject, ours))
        for label, theirs, ours in last_years(report)
    ]


def _fiscal(report: ChinaCloud, year: Year) -> str:
    """Name the year of Alibaba's, which ends in March."""
    last = year.alibaba.last
    if last.number == 1:
        return report.say("FY{year}, to {quarter}", year=last.year, quarter=last)
    return report.say("to {quarter}", quarter=last)


def _added(report: ChinaCloud, change: Added, value: float) -> Cell:
    """Print what was added: Amazon's in dollars, Alibaba's in the currency of the edition."""
    if change.last > report.quarter:
        return missing("not_yet_filed")
    currency = "USD" if change.company == report.reference else report.currency
    known = bool(change.unit) and math.isfinite(value)
    seen = report.seen(value, change.unit, change.last - 3, change.last, to=currency) if known else math.nan
    write = report.language.writes(currency, "table", sign=True)
    return report.computed(seen, write, report.cover_points(*change.covers))


def _part(report: ChinaCloud, change: Added) -> Cell:
    if change.last > report.quarter:
        return missing("not_yet_filed")
    write = report.language.writes("share", "table", decimals=1)
    if math.isfinite(change.share):
        write = write.within(*change.bounds)
    return report.computed(change.share, write, report.cover_points(*change.covers))


def _covers(years: list[Year]) -> list[Cover]:
    return [c for y in years for a in (y.amazon, y.alibaba) for c in a.covers]


def years_message(report: ChinaCloud) -> Statement:
    """Say what AWS brought of what Amazon added in the year of its largest and in that of its smallest part."""
    found = {
        q: share
        for _, q, _ in last_years(report)
        if math.isfinite(share := added(report, report.reference, q).share)
    }
    if len(found) < 2:
        return added_message(report)
    most, least = max(found, key=lambda q: found[q]), min(found, key=lambda q: found[q])
    return report.state(
        "In the years shown, AWS’s part in Amazon’s growth runs from {low} (to {least}) to {high} (to {most})",
        high=added_part(report, report.reference, most),
        low=added_part(report, report.reference, least),
        most=most,
        least=least,
    )


added_table = ChinaCloud.shows(
    Display(
        "added_table",
        _years,
        Columns(
            Head(N_("Four quarters"), lambda _, year: year.label, share=1.0),
            Head(
                N_("Amazon added"), lambda report, y: _added(report, y.amazon, y.amazon.group), "right", 1.1
            ),
            Head(N_("of it AWS"), lambda report, y: _added(report, y.amazon, y.amazon.cloud), "right", 0.9),
            Head(N_("share"), lambda report, y: _part(report, y.amazon), "right", 0.8),
            Head(N_("Alibaba’s year"), _fiscal, share=1.4),
            Head(
                N_("group added"), lambda report, y: _added(report, y.alibaba, y.alibaba.group), "right", 1.1
            ),
            Head(
                N_("of it cloud"), lambda report, y: _added(report, y.alibaba, y.alibaba.cloud), "right", 1.0
            ),
            Head(N_("share"), lambda report, y: _part(report, y.alibaba), "right", 0.8),
        ),
        lambda report: report.say(
            "Revenue added over the four quarters before: Amazon in {dollars}, Alibaba in {unit}",
            dollars=report.language.unit_name("USD"),
            unit=report.unit,
        ),
        years_message,
        N_("Table of revenue added by group and cloud at Amazon and Alibaba, year by year. {title}."),
        notes=(
            N_(
                "Each company by its own year: Amazon’s ends in December, Alibaba’s in March. Cloud amounts of two years are compared only on one segment."
            ),
            when(
                lambda _, years: any(c.parts[0].definition in BASES[1:] for c in _covers(years)),
                N_(
                    "Alibaba’s segment counts sales inside the group, its group revenue does not: a part of what the cloud added may be such sales."
                ),
            ),
            ChinaCloud.missing_note,
            ChinaCloud.rate_note,
        ),
        points=lambda report, years: report.cover_points(*_covers(years)),
    )
)
