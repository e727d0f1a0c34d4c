"""What is charged from the quarter on for capex up to it."""

from __future__ import annotations

from collections.abc import Callable

from ...exhibits.display import Columns, Display, Head, figure
from ...exhibits.tables.table import Cell, missing
from ...language import N_, Number
from ...metrics.points import Point
from ...models.back_test import BackTest
from ...models.lives import in_force
from ...statements import Evidence, Population, Statement, total
from ..company_report import CompanyReport
from ..lives import years
from .context import Funding
from .tested import left_out


def _ahead_of(report: Funding, case: str) -> Evidence:
    """Gather the first year of the companies of which a schedule can be made: the words name them."""
    found = [p for test in report.tests.values() if (p := test.schedule.ahead(1, case)).known]
    members = Population("companies with lives", tuple(p.company for p in found))
    return Evidence.of_points(found, members, report.quarter)


def ahead_message(report: Funding) -> Statement:
    """Say what is charged in the next four quarters for capex up to it, within the range of the assumptions."""
    low, middle, high = (_ahead_of(report, case) for case in ("low", "middle", "high"))
    held = [total(found) for found in (low, middle, high)]
    if not middle.known:
        return report.nothing(
            "The data hold nothing to make a schedule of depreciation from for {quarter}", middle
        )
    least, most = (Number(one.figure("total"), report.currency, "total") for one in (held[0], held[2]) if one)
    names = [report.company(v.of) for v in middle.known]
    told = report.state(
        "By the schedule, capex so far charges {range} of depreciation in the next four quarters at {companies}",
        *held,
        range=report.range(least, most),
        companies=names,
    )
    if len(names) < 3:
        return told.or_shorter(
            report.state(
                "The schedule charges {range} of depreciation in the next four quarters at {companies}",
                *held,
                range=report.range(least, most),
                companies=names,
            )
        )
    counted = report.state(
        "By the schedule, capex so far charges {range} of depreciation in the next four quarters at {n} companies",
        *held,
        range=report.range(least, most),
        n=Number(float(len(names)), "count"),
    )
    return told.or_shorter(counted)


def _life(report: Funding, test: BackTest) -> str:
    newest = in_force(test.schedule.lives, report.quarter)
    return years(report, newest, newest)


def _ends(report: Funding, test: BackTest) -> Cell:
    """Print the range that the assumptions leave of the first year."""
    low, high = (test.schedule.ahead(1, case) for case in ("low", "high"))
    if not low.known:
        return missing(low.reason)
    text = report.language.range(*(Number(p.value, p.unit, place="table") for p in (low, high)))
    return Cell(text, kind="figure")


def _column(heading: str, point: Callable[[Funding, BackTest], Point]) -> Head[Funding]:
    return figure(heading, point, CompanyReport.money, 0.9, computed=True)


depreciation_ahead = Funding.shows(
    Display(
        "depreciation_ahead",
        lambda report: list(report.tests.values()),
        Columns(
            Head(N_("Company"), lambda report, test: report.company(test.company), share=1.0),
            Head(N_("short life"), _life, "right", 0.8),
            _column(N_("filed, last four quarters"), lambda report, test: test.filed(report.quarter)),
            _column(
                N_("schedule, last four quarters"), lambda report, test: test.schedule.four(report.quarter)
            ),
            _column(N_("next four"), lambda report, test: test.schedule.ahead(1)),
            Head(N_("range"), _ends, "right", 1.3),
            _column(N_("second year"), lambda report, test: test.schedule.ahead(2)),
            _column(N_("third year"), lambda report, test: test.schedule.ahead(3)),
        ),
        subtitle=N_(
            "What capex (cash) and finance leases up to the end of {quarter} charge from then on, {unit}; arithmetic, no forecast"
        ),
        message=ahead_message,
        alt=N_("Table of depreciation that capex so far will charge, by company. {title}."),
        notes=(
            N_(
                "Capex to come is not in: it comes on top. The range is of the assumptions, not of what may happen."
            ),
            left_out,
        ),
    )
)
