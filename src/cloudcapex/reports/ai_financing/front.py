"""The front page: who pays whom, what is promised, and what it is worth, in five sentences with their numbers."""

from __future__ import annotations

import math

from ...language import N_
from ...ledger import deals
from ..front_page import FrontPage, Takeaway
from .backers import backers_message
from .backlog import backlog_message, revenue_message
from .circular import coverage, suppliers
from .context import Financing, clouds, laboratories
from .credits import credits_message, splits
from .prices import priced
from .profit_order import order_message
from .profit_path import TOLD
from .ties import ties_message
from .valuations import multiples_message, valuations_message


@Financing.shows
def front_page(report: Financing) -> FrontPage:
    """Compute the front page."""
    say, language = report.say, report.language
    return FrontPage(
        band=say("AI FINANCING · CLOUDS, CHIP MAKERS, LABORATORIES"),
        period=f"{report.quarter} · {language.months(report.quarter)}",
        title=report.tell(headline(report), "front.title", "headline"),
        summary=(summary(report),),
        heading=say("Key takeaways"),
        takeaways=tuple(takeaways(report)),
        aside_title=say("What this edition holds"),
        asides=tuple(holdings(report)),
    )


def invested(report: Financing) -> deals.Amount:
    """Money put into laboratories by anybody in the ledger."""
    return deals.total([e for e in report.told if e.kind == "equity" and set(e.takers) & set(laboratories())])


def promised(report: Financing) -> deals.Amount:
    """Purchases that laboratories have promised anybody."""
    return deals.total(
        [e for e in report.told if e.kind == "commitment" and set(e.givers) <= set(laboratories())]
    )


def headline(report: Financing) -> str:
    """The finding in one line: money in against purchases promised."""
    say = report.say
    money_in, back = invested(report), promised(report)
    if back.low > 0 and money_in.low > 0:
        return say(
            "Laboratories have taken {invested} and promised {promised}",
            invested=report.money_span(money_in),
            promised=report.money_span(back),
        )
    if money_in.stated and money_in.low + min(money_in.high, 0.0 if money_in.open else money_in.high) > 0:
        return say(
            "Laboratories have taken {invested} from their backers", invested=report.money_span(money_in)
        )
    return say("No deal between clouds, chip makers and laboratories was known yet")


def summary(report: Financing) -> str:
    """Two sentences: what the ledger holds, and what it says of the suppliers' books."""
    say, language = report.say, report.language
    if not report.entries:
        return say("The ledger holds no deal announced by {day}.", day=language.date(report.day))
    told = [e for e in report.told if e.id not in report.totals]
    first = say(
        N_(
            "{entries} entries announced by {day} tell {deals} deals between clouds, chip makers, funds and laboratories; "
            "sums take each deal once, and money paid in is never added to purchases promised."
        )
        if len(told) > 1
        else N_("By {day} one deal between a cloud and a laboratory had been announced."),
        entries=len(report.entries),
        day=language.date(report.day),
        deals=len(told),
    )
    return language.sentences(first, say("{sentence}.", sentence=backlog_message(report)))


def takeaways(report: Financing) -> list[Takeaway]:
    """Five findings, each with its exhibit."""
    say = report.say

    def take(lead: str, sentence: str, key: str) -> Takeaway:
        return Takeaway(lead, say("{sentence}.", sentence=sentence), report.number(key), report.label(key))

    both_ways = any(
        report.invested(s, lab) and report.promised(lab, s) for s in clouds() for lab in laboratories()
    )
    money = math.fsum(s.firm for s in splits(report))
    outgrown = any(coverage(s) > 1 for s in suppliers(report))
    made = [
        take(
            say("The same names on both sides.") if both_ways else say("Ties."), ties_message(report), "ties"
        ),
        take(say("Cash or credits.") if money else say("Money."), credits_message(report), "credits"),
        take(
            say("Promises outgrow revenue.") if outgrown else say("Promises."),
            revenue_message(report) if outgrown else backlog_message(report),
            "revenue_share" if outgrown else "backlog_share",
        ),
        take(say("Prices."), valuations_message(report), "valuations"),
    ]
    if any(v.run_rate > 0 for v in priced(report)):
        made.append(take(say("Against revenue."), multiples_message(report), "multiples"))
    else:
        made.append(take(say("Backers."), backers_message(report), "backers"))
    if report.day >= TOLD:
        made.append(take(say("Who is paid first."), order_message(report, report.profits), "profit_order"))
    return made


def holdings(report: Financing) -> list[str]:
    """Count what stands behind the edition."""
    say, language = report.say, report.language
    press = sum(e.evidence in ("press", "secondary") for e in report.entries)
    unknown = sum(not e.amount.stated for e in report.told)
    lines = []
    if report.entries:
        lines.append(
            say(
                "{press} of {all} entries rest on the press or a secondary source; {unknown} deals have no amount in dollars.",
                press=press,
                all=len(report.entries),
                unknown=unknown,
            )
        )
    lines.append(say("Nothing announced after {day} is used.", day=language.date(report.day)))
    return lines
