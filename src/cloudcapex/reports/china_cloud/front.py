"""The front page: what Alibaba Cloud earned, what was spent on it, and how far that is from America."""

from __future__ import annotations

import math

from ... import facts
from ...language import Number
from ..front_page import FrontPage, Takeaway
from .added import added_message
from .alibaba import growth_message, revenue_message
from .capex import capex_message, plan, plan_message
from .context import BASES, ChinaCloud
from .gap import gap_message
from .market import shares_message
from .peers import tencent_message
from .profit import ebita_message
from .segments import growth_of, is_first, newest


@ChinaCloud.shows
def front_page(report: ChinaCloud) -> FrontPage:
    """Compute the front page."""
    say, language = report.say, report.language
    return FrontPage(
        band=say("CHINA’S CLOUD · REVENUE, CAPEX AND MARKET"),
        period=f"{report.quarter} · {language.months(report.quarter)}",
        title=report.tell(headline(report), "front.title", "headline"),
        summary=(summary(report),),
        heading=say("Key takeaways"),
        takeaways=tuple(takeaways(report)),
        aside_title=say("How to read it"),
        asides=tuple(reading(report)),
    )


def headline(report: ChinaCloud) -> str:
    """The finding in one line: the cloud's growth beside the capex behind it."""
    say = report.say
    growth = growth_of(report, newest(report, "cloud_revenue"))
    capex = report.view(report.point("capex_as_stated", report.subject))
    if not newest(report, "cloud_revenue").known:
        wider = facts.only("china_wider_segment")
        other = report.point(wider.metric, wider.company)
        return tencent_message(report) if other.known else gap_message(report)
    if not growth.known:
        return revenue_message(report)
    values = {
        "growth": Number(abs(growth.value), "share"),
        "capex": report.language.write(Number(capex.value, report.currency)) if capex.known else "",
    }
    if not capex.known:
        if growth.value > 0:
            return say(
                "Alibaba Cloud grows {growth}; the group’s capex for the quarter is not known", **values
            )
        return say("Alibaba Cloud shrinks {growth}; the group’s capex for the quarter is not known", **values)
    if growth.value > 0:
        return say("Alibaba Cloud grows {growth} while the group spends {capex} on capex", **values)
    return say("Alibaba Cloud shrinks {growth} while the group spends {capex} on capex", **values)


def summary(report: ChinaCloud) -> str:
    """Two sentences: revenue with its segment, and the plan."""
    say = report.say
    first = say("{sentence}.", sentence=revenue_message(report))
    point = newest(report, "cloud_revenue")
    if is_first(report, point):
        first = say(
            "{sentence}. The figure stands on a segment drawn for the first time and is not comparable with those before.",
            sentence=revenue_message(report),
        )
    found = plan(report)
    second = plan_message(report) if found and found.spent else gap_message(report)
    return report.language.sentences(first, say("{sentence}.", sentence=second))


def takeaways(report: ChinaCloud) -> list[Takeaway]:
    """Five findings, each with its exhibit."""
    say = report.say

    def take(lead: str, sentence: str, key: str) -> Takeaway:
        return Takeaway(lead, say("{sentence}.", sentence=sentence), report.number(key), report.label(key))

    ebita = newest(report, "cloud_adjusted_ebita")
    spent = report.point("capex_as_stated", report.subject).known
    return [
        take(say("Growth."), growth_message(report), "cloud_growth"),
        take(say("Profit."), ebita_message(report), "cloud_ebita")
        if ebita.known
        else take(say("Others."), tencent_message(report), "tencent_segment"),
        take(say("Against AWS."), added_message(report), "added_share"),
        take(say("The gap."), gap_message(report), "capex_gap")
        if spent
        else take(say("Capex."), capex_message(report), "capex"),
        take(say("The market."), shares_message(report), "vendor_shares"),
    ]


def reading(report: ChinaCloud) -> list[str]:
    """Say on how many segments the figures stand, in which currency, and up to which day."""
    say = report.say
    segments = [d for d in BASES if any(p.known for p in report.row("cloud_revenue", report.subject, d))]
    lines = []
    if len(segments) > 1:
        lines.append(
            say(
                "Alibaba’s cloud is shown on {count} segments. Nothing is joined or compared across them.",
                count=len(segments),
            )
        )
    rate = report.rates.of(report.quarter)
    if report.currency == "CNY":
        lines.append(say("Chinese companies’ amounts are in renminbi, as filed."))
        if rate.known:
            lines.append(
                say("Where dollars are needed: {rate}, the quarter’s average.", rate=report.rate_words(rate))
            )
    elif rate.known:
        lines.append(
            say(
                "Filed in renminbi, seen in dollars at each quarter’s average: {rate}.",
                rate=report.rate_words(rate),
            )
        )
    if not (math.isfinite(rate.value)):
        lines.append(
            say(
                "{rate}: amounts that need it are missing.",
                rate=report.language.sentence(report.rate_words(rate)),
            )
        )
    lines.append(say("Nothing published after {day} is used.", day=report.language.date(report.as_of)))
    return lines
