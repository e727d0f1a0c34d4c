"""The five findings of the quarter, each with its number, its comparison and its exhibit."""

from __future__ import annotations

import math

from ...language import Number
from ...metrics.points import Point
from ..front_page import Takeaway
from .backlog import backlog_message, backlog_rows
from .capex import capex_message, is_record
from .context import Review
from .growth import growth_message, pace
from .guidance.exhibits import guidance_takeaway
from .profit import margin_message


def takeaways(review: Review) -> list[Takeaway]:
    """The five findings of the quarter, each with its number, its comparison and its exhibit."""
    outlook = guidance_takeaway(review)
    fourth = (
        _take(review, review.say("Guidance."), outlook, "guidance_ladder") if outlook else _profit(review)
    )
    return [_spending(review), _growth(review), _cash(review), fourth, _contracts(review)]


def _take(review: Review, lead: str, body: str, key: str) -> Takeaway:
    return Takeaway(lead, body, review.number(key), review.label(key))


def _spending(review: Review) -> Takeaway:
    say, language = review.say, review.language
    growth = review.growth_of_total(review.basis)
    if not math.isfinite(growth):
        return _take(
            review, say("Spending."), say("{sentence}.", sentence=capex_message(review)), "capex_total"
        )
    lead = (
        say("Spending is at a record.") if is_record(review) else say("Spending is growing.") if growth > 0.005
        else say("Spending is shrinking.") if growth < -0.005 else say("Spending stands still.")
    )  # fmt: skip
    rates = [p for c in review.spenders if (p := review.point(f"{review.basis}.yoy", c)).known]
    rates.sort(key=lambda p: -p.value)
    doubled = [p.company for p in rates if p.value >= 1]
    values = {
        "basis": language.sentence(review.basis_name()),
        "growth": Number(abs(growth), "share"),
    }
    rose = growth >= 0
    body = (
        say("{basis} rose {growth} on the year", **values)
        if rose
        else say("{basis} fell {growth} on the year", **values)
    )
    if doubled:
        body = say(
            "{sentence}; it at least doubled at {companies}.",
            sentence=body,
            companies=language.join(map(review.company, doubled)),
        )
    elif len(rates) > 1:
        body = say(
            "{sentence}, from {low} at {last} to {high} at {first}.",
            sentence=body,
            low=Number(rates[-1].value, "share", sign=True),
            last=review.company(rates[-1].company),
            high=Number(rates[0].value, "share", sign=True),
            first=review.company(rates[0].company),
        )
    else:
        body = say("{sentence}.", sentence=body)
    return _take(review, lead, body, "capex_total")


def _growth(review: Review) -> Takeaway:
    say, language = review.say, review.language
    faster, slower, steady = pace(review)
    count = len(faster) + len(slower) + len(steady)
    now = [p for c in review.clouds if (p := review.point("cloud_growth", c)).known]
    if not now:
        return _take(
            review, say("Growth."), say("{sentence}.", sentence=growth_message(review)), "cloud_growth"
        )
    lead = (
        say("Growth.") if not count else say("Growth is speeding up.") if len(faster) == count
        else say("Growth is slowing.") if len(slower) == count else say("Growth is uneven.")
    )  # fmt: skip
    rates = language.join(
        say(
            "{name} {value}",
            name=review.cloud(p.company),
            value=Number(p.value, "share", sign=True, place="table"),
        )
        for p in now
    )
    if count == 1 and len(now) == 1:
        body = (
            say("{rates} on the year, faster than in the quarter before.", rates=rates) if faster
            else say("{rates} on the year, slower than in the quarter before.", rates=rates) if slower
            else say("{rates} on the year, as fast as in the quarter before.", rates=rates)
        )  # fmt: skip
    elif count:
        body = say(
            "{faster} of {count} clouds grew faster than in the quarter before: {rates}.",
            faster=len(faster),
            count=count,
            rates=rates,
        )
    else:
        body = say("On the year: {rates}.", rates=rates)
    return _take(review, lead, body, "cloud_growth")


def _profit(review: Review) -> Takeaway:
    say = review.say
    changes = []
    for c in review.clouds:
        now, then = (
            review.point("cloud_operating_margin", c),
            review.point("cloud_operating_margin", c, review.quarter - 4),
        )
        if now.known and then.known:
            changes.append(now.value - then.value)
    lead = (
        say("Cloud margins.") if not changes else say("Clouds earn more of each dollar.") if min(changes) > 0
        else say("Clouds keep less of each dollar.") if max(changes) < 0 else say("Cloud margins part ways.")
    )  # fmt: skip
    return _take(review, lead, say("{sentence}.", sentence=margin_message(review)), "cloud_margin")


def _cash(review: Review) -> Takeaway:
    say, language = review.say, review.language
    intensity = sorted(
        (p for c in review.companies if (p := review.point("capex_intensity.ttm", c)).known),
        key=lambda p: -p.value,
    )
    negative = [c for c in review.companies if (p := review.point("free_cash_flow", c)).known and p.value < 0]
    if not intensity:
        return _take(
            review,
            say("Cash."),
            say("Capex intensity cannot be computed for {quarter}.", quarter=review.quarter),
            "capex_intensity",
        )
    highs = [p.company for p in intensity if _at_high(review, p)]
    lead = (
        say("Cash flow gives way.") if len(negative) > 1 else say("Capex takes a record share of revenue.")
        if len(highs) == len(intensity) else say("Cash still covers capex.") if not negative else say("Cash is tighter.")
    )  # fmt: skip
    body = say(
        "Capex took {high} of {first} revenue over twelve months and {low} of {last}",
        high=Number(intensity[0].value, "share"),
        first=review.possessive(review.company(intensity[0].company)),
        low=Number(intensity[-1].value, "share"),
        last=review.possessive(review.company(intensity[-1].company)),
    )
    if negative:
        body = say(
            "{sentence}; free cash flow of the quarter was below zero at {companies}.",
            sentence=body,
            companies=language.join(map(review.company, negative)),
        )
    else:
        body = say(
            "{sentence}; free cash flow of the quarter was above zero at every company.", sentence=body
        )
    return _take(review, lead, body, "capex_intensity")


def _at_high(review: Review, point: Point) -> bool:
    earlier = [review.point("capex_intensity.ttm", point.company, q) for q in review.quarters[:-1]]
    values = [p.value for p in earlier if p.known]
    return bool(values) and point.value > max(values)


def _contracts(review: Review) -> Takeaway:
    say, language = review.say, review.language
    rows = backlog_rows(review)
    if not rows:
        return _take(
            review,
            say("Backlog."),
            say("No company had stated a backlog or RPO for {quarter}.", quarter=review.quarter),
            "backlog",
        )
    stated = language.join(
        say("{name} {value}", name=review.company(p.company), value=Number(p.value, "USD"))
        for p in {p.company: p for p in reversed(rows)}.values()
    )
    body = say(
        "{sentence}. Stated, each on its own measure: {stated}.",
        sentence=backlog_message(review),
        stated=stated,
    )
    return _take(review, say("Contracts."), body, "backlog")
