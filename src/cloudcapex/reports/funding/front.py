"""The front page: who pays, and when it shows in profit."""

from __future__ import annotations

from collections.abc import Iterator

from ...statements import Statement
from ..customers import customers_message
from ..free_cash import cash_message, taken_message
from ..front_page import FrontPage, Taken, ended, findings, front_page_of
from .ahead import ahead_message
from .context import Funding
from .returned import returned_message
from .tested import test_message, tested_message
from .told import debt_message, leases_message


@Funding.shows
def front_page(report: Funding) -> FrontPage:
    """Compute the front page."""
    say = report.say
    return front_page_of(
        report,
        band=say("FUNDING · WHO PAYS, AND WHEN IT SHOWS IN PROFIT"),
        title=taken_message(report),
        summary=[ended(report, one) for one in _answer(report)],
        takeaways=takeaways(report),
        aside_title=say("What this is"),
        asides=(
            say(
                "Figures as filed and as stated; the schedule of depreciation is arithmetic on printed assumptions, no forecast."
            ),
            say("Nothing filed after {day} is used.", day=report.language.date(report.as_of)),
        ),
    )


def _answer(report: Funding) -> Iterator[Statement]:
    """Say what cash is left and what will be charged: by the schedule, so never without how that did before."""
    ahead = ahead_message(report)
    for one in (cash_message(report), ahead, *((test_message(report),) if ahead.assertions else ())):
        if one.assertions:
            yield one


def takeaways(report: Funding) -> list[Taken]:
    """The findings, each with its exhibit: those that the data hold something of."""
    found = (
        (report.state("Debt."), debt_message(report), "debt"),
        (report.state("Leases."), leases_message(report), "leases_signed"),
        (report.state("Depreciation."), tested_message(report), "schedule_tested"),
        (report.state("What came back."), returned_message(report), "capex_returned"),
        (report.state("Customers."), customers_message(report), "contract_customers"),
    )
    return findings(report, (one for one in found if any(held.form != "none" for held in one[1].assertions)))
