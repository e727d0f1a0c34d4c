"""The cloud's part in what its group added over a year: AWS at Amazon, the cloud at Alibaba."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ...exhibits.charts.lines import Line, line_chart
from ...exhibits.charts.scale import Scale
from ...exhibits.exhibit import Exhibit
from ...exhibits.tables.table import Cell, Column, Table, missing, words
from ...exhibits.theme import company_colour
from ...metrics.stretches import Cover
from ...periods import Quarter
from ...statements import Assertion, Phrase, Statement, absence, times_of
from .context import BASES, ChinaCloud
from .figures import evidence, report_share, two_years
from .segments import nothing

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
    def share(self) -> float:
        """The cloud's part of the group's added revenue; NaN where the group added none."""
        if not (math.isfinite(self.group) and math.isfinite(self.cloud)) or self.group <= 0:
            return math.nan
        return self.cloud / self.group


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


@ChinaCloud.shows
def added_share(report: ChinaCloud) -> Exhibit:
    """The cloud's part of the revenue its group added over four quarters."""
    say = report.say
    rows = {c: [added(report, c, q) for q in report.quarters] for c in report.pair}
    known = [a for row in rows.values() for a in row if math.isfinite(a.share)]
    subtitle = say(
        "Added cloud revenue over added group revenue, four quarters against the four before, per cent"
    )
    title = added_message(report)
    if not known:
        return nothing(report, "added_share", title, subtitle)
    names = {report.reference: report.cloud(report.reference), report.subject: report.company(report.subject)}
    lines = [
        Line(
            names[c],
            company_colour(c),
            tuple(a.share for a in row),
            frozenset(
                i for i, a in enumerate(row) if any(x.evidence in ("press", "secondary") for x in a.covers)
            ),
        )
        for c, row in rows.items()
    ]
    return report.show(
        "added_share",
        title=title,
        subtitle=subtitle,
        body=line_chart(
            report.quarters, lines, write=report.language.writes("share", "chart"), scale=Scale.per_cent(report.language)
        ),
        points=report.cover_points(*(x for a in known for x in a.covers)),
        alt=say("Line chart of the cloud’s part in added group revenue at Amazon and Alibaba. {title}.", title=title),
        notes=[
            say("Above 100 per cent the cloud’s revenue grew by more than the group’s: what it sells inside the group counts in its own revenue alone. No value where the group added nothing or a year is not known on one definition."),
        ],
        wide=False,
    )  # fmt: skip


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


@ChinaCloud.shows
def added_table(report: ChinaCloud) -> Exhibit:
    """The same comparison year by year, with the amounts behind it."""
    say, language = report.say, report.language
    columns = (
        Column(say("Four quarters"), "left", 1.0),
        Column(say("Amazon added"), "right", 1.1),
        Column(say("of it AWS"), "right", 0.9),
        Column(say("share"), "right", 0.8),
        Column(say("Alibaba’s year"), "left", 1.4),
        Column(say("group added"), "right", 1.1),
        Column(say("of it cloud"), "right", 1.0),
        Column(say("share"), "right", 0.8),
    )
    rows, covers = [], []
    for label, calendar, fiscal in last_years(report):
        amazon, alibaba = added(report, report.reference, calendar), added(report, report.subject, fiscal)
        covers += [*amazon.covers, *alibaba.covers]
        waits = fiscal > report.quarter
        year = say("FY{year}, to {quarter}", year=fiscal.year, quarter=fiscal) if fiscal.number == 1 else say("to {quarter}", quarter=fiscal)  # fmt: skip
        rows.append(
            (
                words(label),
                *_added_cells(report, amazon, "USD"),
                words(year),
                *(
                    [missing("not_yet_filed")] * 3
                    if waits
                    else _added_cells(report, alibaba, report.currency)
                ),
            )
        )
    title = added_message(report)
    subtitle = say(
        "Revenue added over the four quarters before: Amazon in {dollars}, Alibaba in {unit}",
        dollars=language.unit_name("USD"),
        unit=report.unit,
    )
    return report.show(
        "added_table",
        title=years_message(report),
        subtitle=subtitle,
        body=Table(columns, tuple(rows)),
        points=report.cover_points(*covers),
        alt=say("Table of revenue added by group and cloud at Amazon and Alibaba, year by year. {title}.", title=title),
        notes=[
            say("Each company by its own year: Amazon’s ends in December, Alibaba’s in March. Cloud amounts of two years are compared only on one segment."),
            say("Alibaba’s segment counts sales inside the group, its group revenue does not: a part of what the cloud added may be such sales.")
            if any(c.parts[0].definition in BASES[1:] for c in covers)
            else "",
            report.missing_note(),
            report.rate_note(),
        ],
    )  # fmt: skip


def _added_cells(report: ChinaCloud, change: Added, currency: str) -> list[Cell]:
    def seen(value: float) -> float:
        if not (change.unit and math.isfinite(value)):
            return math.nan
        return report.seen(value, change.unit, change.last - 3, change.last, to=currency)

    points = report.cover_points(*change.covers)
    write = report.language.writes(currency, "table", sign=True)
    return [
        report.computed(seen(change.group), write, points),
        report.computed(seen(change.cloud), write, points),
        report.computed(change.share, report.language.writes("share", "table", decimals=1), points),
    ]


def added_message(report: ChinaCloud) -> Statement:
    """Say what part of its group's added revenue came from each cloud, in the newest four quarters known for both."""
    for quarter in reversed(report.quarters):
        amazon, alibaba = (added_part(report, c, quarter) for c in report.pair)
        if amazon and alibaba:
            return report.state(
                "In the four quarters to {quarter} AWS brought {amazon} of the growth in Amazon’s revenue; the cloud’s growth came to {alibaba} of Alibaba’s",
                quarter=quarter,
                amazon=amazon,
                alibaba=alibaba,
            )
    amazon, missing = added_part(report, report.reference, report.quarter), _missing(report)
    if amazon and missing:
        return report.state(
            "AWS brought {amazon} of the growth in Amazon’s revenue; Alibaba’s part cannot be computed",
            missing,
            amazon=amazon,
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
    cloud, group = (
        evidence(report, f"added.{m}", company, quarter=quarter) for m in ("cloud_revenue", "revenue")
    )
    held = times_of(company, cloud[company], group[company], cloud)
    return report_share(report, held, company) if held else None


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
        "AWS brought {high} of the growth in Amazon’s revenue in the four quarters to {most}, {low} in those to {least}",
        high=added_part(report, report.reference, most),
        low=added_part(report, report.reference, least),
        most=most,
        least=least,
    )
