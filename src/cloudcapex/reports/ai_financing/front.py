"""The front page: who pays whom, what is promised, and what it is worth, in five sentences with their numbers."""

from __future__ import annotations

from ...language import N_, Number
from ...ledger import deals
from ...schema.grades import is_shown
from ...statements import Statement, each_beyond
from ..front_page import FrontPage, Taken, findings, front_page_of
from .backers import backers_message
from .backlog import backlog_message
from .circular import coverage, suppliers
from .context import Financing
from .credits import credits_message, firm
from .figures import money, paid, silent
from .ledger import ledger_message
from .prices import priced
from .profit_order import order_message
from .profit_path import TOLD, ended
from .promised import revenue_message, years
from .rounds import raised, rounds_message
from .sums import (
    BY,
    EVERYBODY,
    INTO,
    announced,
    beside,
    beside_low,
    counted,
    counts,
    invested,
    promised,
    sums,
)
from .ties import BOTH_WAYS, tied, ties_message
from .valuations import multiples_message, valuations_message


@Financing.shows
def front_page(report: Financing) -> FrontPage:
    """Compute the front page."""
    say = report.say
    return front_page_of(
        report,
        band=say("AI FINANCING · CLOUDS, CHIP MAKERS, LABORATORIES"),
        title=headline(report),
        summary=summary(report),
        takeaways=takeaways(report),
        aside_title=say("What this edition holds"),
        asides=holdings(report),
    )


def headline(report: Financing) -> Statement:
    """The finding in one line: money in against purchases promised."""
    put_in, back = deals.total(invested(report)), deals.total(promised(report))
    if not invested(report) or not put_in.stated:
        return _no_amount(report)
    held = sums(report)
    if not back.low:
        return report.state(
            "By the ledger, laboratories were {paid} {invested}",
            *held,
            paid=paid(report, invested(report)),
            invested=money(report, INTO, put_in),
        )
    return report.state(
        "By the ledger, laboratories were {paid} {invested}, and promised purchases of {promised}",
        *held,
        paid=paid(report, invested(report)),
        invested=money(report, INTO, put_in),
        promised=money(report, BY, back),
    )


def _no_amount(report: Financing) -> Statement:
    return report.nothing(
        "The data hold no amount that a laboratory took by {day}",
        silent("ledger.equity_low", "USD", report.day, [INTO]),
        day=report.language.date(report.day),
    )


def summary(report: Financing) -> tuple[Statement, ...]:
    """What the ledger holds and leaves out, and what it says of the suppliers' books."""
    books = report.state("{sentence}.", sentence=backlog_message(report))
    if not report.entries:
        return report.state("{sentence}.", sentence=ledger_message(report)), books
    told = (_held(report), _firmness(report), _unmoved(report), _beside(report), books)
    return tuple(s for s in told if s is not None)


def _held(report: Financing) -> Statement:
    return report.state(
        N_(
            "The ledger tells, in {entries} entries announced by {day}, of {deals} deals between clouds, chip makers, funds and laboratories; "
            "sums take a deal once, and keep money for laboratories apart from the purchases that they promised."
        )
        if len(report.own_deals) > 1
        else N_("By {day} one deal between a cloud and a laboratory had been announced."),
        *counted(report),
        day=report.language.date(report.day),
        **counts(report),
    )


def _firmness(report: Financing) -> Statement | None:
    """How much of the money rests on an announcement."""
    low, held = announced(report)
    if not low:
        return None
    return report.state(
        "Of that money at least {amount} is announced; that it was paid is not stated.",
        *held,
        amount=Number(low, "USD", INTO),
    )


# What nobody got nor is bound to get -> how a list of it begins.
_UNMOVED = {
    "planned": N_("{amount} of plans"),
    "talks": N_("{amount} in talks"),
    "merger": N_("{amount} of a merger in shares"),
}


def _unmoved(report: Financing) -> Statement | None:
    """Name the plans, talks and mergers of investors, which stand beside the sums."""
    known = {money: low for money in _UNMOVED if (low := beside_low(report, money))}
    if not known:
        return None
    parts = [
        report.phrase(_UNMOVED[money], amount=Number(low, "USD", EVERYBODY)) for money, low in known.items()
    ]
    return report.state(
        "Not in these sums: {parts}.",
        *(a for money in known for a in beside(report, money)),
        parts=parts,
    )


def _beside(report: Financing) -> Statement | None:
    """Say that the ledger's sum is not what laboratories raised: rounds that it does not hold stand in the table of rounds alone."""
    asked = raised(report)
    if asked is None or not asked.known:
        return None
    return report.state(
        "Rounds outside the ledger are not in these sums, but in the table of rounds. {sentence}.",
        sentence=rounds_message(report),
    )


def takeaways(report: Financing) -> list[Taken]:
    """Five findings or six, each with its exhibit; an order of profits that has ended is none."""
    ways = tied(report)
    both = each_beyond(ways, BOTH_WAYS, inclusive=True)
    credited = credits_message(report)
    grown = [s for s in suppliers(report) if coverage(s) > 1]
    made = [
        (
            report.state("Money in, purchases back.", both)
            if both is not None and both.true_of
            else report.state("Ties."),
            ties_message(report),
            "ties",
        ),
        (report.state("Cash or credits.", *firm(report)), credited, "credits"),
        (
            report.state("Years of revenue promised.", *(years(report, s) for s in grown))
            if grown
            else report.state("Promises."),
            revenue_message(report) if grown else backlog_message(report),
            "revenue_share" if grown else "backlog_share",
        ),
        (report.state("Prices."), valuations_message(report), "valuations"),
        (report.state("Against revenue."), multiples_message(report), "multiples")
        if any(v.run_rate > 0 for v in priced(report))
        else (report.state("Backers."), backers_message(report), "backers"),
    ]
    if report.day >= TOLD and ended(report) is None:
        made.append(
            (report.state("Who is paid first."), order_message(report, report.profits), "profit_order")
        )
    return findings(report, made)


def holdings(report: Financing) -> list[str]:
    """Count what stands behind the edition."""
    say, language = report.say, report.language
    weak = sum(not is_shown(e.standing) for e in report.entries)
    unknown = sum(not e.amount.stated for e in report.told)
    lines = []
    if report.entries:
        lines.append(
            say(
                N_(
                    "Entries that rest on no filing, company or named publication, and are in no sum: {weak} of {all}; {unknown} deals have no amount in dollars."
                )
                if weak
                else N_(
                    "Every one of the {all} entries rests on a filing, a company or a named publication; {unknown} deals have no amount in dollars."
                ),
                weak=weak,
                all=len(report.entries),
                unknown=unknown,
            )
        )
    lines.append(say("Nothing announced after {day} is used.", day=language.date(report.day)))
    return lines
