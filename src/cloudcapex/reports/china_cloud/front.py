"""The front page: what Alibaba Cloud earned, what was spent on it, and how far that is from America."""

from __future__ import annotations

import math

from ... import facts
from ...language import N_
from ...statements import Statement, absence, value
from ..front_page import FrontPage, Taken, findings, front_page_of
from .added import added_message
from .alibaba import growth_message, revenue_message
from .capex import capex_message, plan_message
from .context import BASES, ChinaCloud
from .figures import amount, evidence, rate
from .gap import gap_message
from .market import shares_message
from .peers import tencent_message
from .plan import plan
from .profit import ebita_message
from .segments import is_first, newest


@ChinaCloud.shows
def front_page(report: ChinaCloud) -> FrontPage:
    """Compute the front page."""
    say = report.say
    return front_page_of(
        report,
        band=say("CHINA’S CLOUD · REVENUE, CAPEX AND MARKET"),
        title=headline(report),
        summary=summary(report),
        takeaways=takeaways(report),
        aside_title=say("How to read it"),
        asides=reading(report),
    )


def headline(report: ChinaCloud) -> Statement:
    """The finding in one line: the cloud's growth beside the capex behind it."""
    revenue = newest(report, "cloud_revenue")
    grown = evidence(report, "cloud_revenue_growth_reported", report.subject)
    held = value(grown)
    if not revenue.known:
        wider = facts.only("china_wider_segment")
        other = report.point(wider.metric, wider.company)
        return tencent_message(report) if other.known else gap_message(report)
    if held is None or grown[report.subject].definition != revenue.definition:
        return revenue_message(report)
    pace = report.state(_PACE[str(held.direction)], held, growth=rate(report, grown, report.subject))
    capex = amount(report, "capex_as_stated", report.subject)
    if capex is None:
        unknown = absence(evidence(report, "capex_as_stated", report.subject))
        return report.state("{pace}; the data hold no capex of the group for the quarter", unknown, pace=pace)
    return report.state("{pace} while the group spends {capex} on capex", pace=pace, capex=capex)


_PACE = {
    "rose": N_("Alibaba Cloud grows {growth}"),
    "fell": N_("Alibaba Cloud shrinks {growth}"),
    "held": N_("Alibaba Cloud’s revenue holds"),
}


def summary(report: ChinaCloud) -> tuple[Statement, ...]:
    """Two sentences: revenue with its segment, and the plan."""
    first = report.state("{sentence}.", sentence=revenue_message(report))
    if is_first(report, newest(report, "cloud_revenue")):
        first = report.state(
            "{sentence}. The segment has just been drawn anew and is not comparable with those before.",
            sentence=revenue_message(report),
        )
    found = plan(report)
    second = plan_message(report) if found and found.spent else gap_message(report)
    return first, report.state("{sentence}.", sentence=second)


def takeaways(report: ChinaCloud) -> list[Taken]:
    """Five findings, each with its exhibit."""
    ebita = newest(report, "cloud_adjusted_ebita")
    spent = report.point("capex_as_stated", report.subject).known
    found = [
        (report.state("Growth."), growth_message(report), "cloud_growth"),
        (report.state("Profit."), ebita_message(report), "cloud_ebita")
        if ebita.known
        else (report.state("Others."), tencent_message(report), "tencent_segment"),
        (report.state("Against AWS."), added_message(report), "added_share"),
        (report.state("The gap."), gap_message(report), "capex_gap")
        if spent
        else (report.state("Capex."), capex_message(report), "capex"),
        (report.state("The market."), shares_message(report), "vendor_shares"),
    ]
    return findings(report, found)


def reading(report: ChinaCloud) -> list[str]:
    """Say on how many segments the figures stand, in which currency, and up to which day."""
    say = report.say
    segments = [d for d in BASES if any(p.known for p in report.row("cloud_revenue", report.subject, d))]
    lines = []
    if len(segments) > 1:
        lines.append(
            say(
                "Alibaba’s cloud is shown on {count} successive segments. Nothing is joined or compared across them.",
                count=len(segments),
            )
        )
    rate = report.rates.of(report.quarter)
    if report.currency == "CNY":
        lines.append(say("Chinese companies’ amounts are in renminbi, as the companies state them."))
        if rate.known:
            lines.append(
                say(
                    "In dollars each amount is seen at its own quarter’s average: {rate}.",
                    rate=report.rate_words(rate),
                )
            )
    elif rate.known:
        lines.append(
            say(
                "Stated in renminbi, seen in dollars at each quarter’s average: {rate}.",
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
