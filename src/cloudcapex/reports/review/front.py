"""The front page: the finding as a title, a summary and what changed."""

from __future__ import annotations

import math

from ...language import Number
from ..front_page import FrontPage
from .capex import capex_message
from .changes import change_lines
from .context import Review
from .growth import growth_message, pace
from .takeaways import takeaways


def front_page(review: Review) -> FrontPage:
    """Compute the front page of the review."""
    say, language = review.say, review.language
    fiscal = {review.point("revenue", c).fiscal_quarter for c in ("microsoft",) if c in review.companies} - {
        ""
    }
    months = language.months(review.quarter)
    period = f"{review.quarter} · {months}"
    if fiscal:
        period += say(" (Microsoft {fiscal})", fiscal=fiscal.pop())
    return FrontPage(
        band=say("QUARTERLY REVIEW · CLOUD AND CAPITAL EXPENDITURE"),
        period=period,
        title=headline(review),
        summary=summary(review),
        heading=say("Key takeaways"),
        takeaways=tuple(takeaways(review)),
        aside_title=say("What changed since {quarter}", quarter=review.previous.quarter),
        asides=since_last(review),
    )


def headline(review: Review) -> str:
    """The finding of the quarter in one line: spending, and whether the clouds sped up."""
    say = review.say
    total, growth = review.total(review.basis), review.growth_of_total(review.basis)
    if not (math.isfinite(total) and math.isfinite(growth)):
        return capex_message(review)
    faster, slower, steady = pace(review)
    values = {"amount": Number(total, "USD"), "growth": Number(abs(growth), "share")}
    if growth >= 0.95:
        spending = (
            say("Capex doubles to {amount}", **values)
            if growth < 1.05
            else say("Capex more than doubles to {amount}", **values)
        )
    elif growth >= 0.005:
        spending = say("Capex rises {growth} to {amount}", **values)
    elif growth > -0.005:
        spending = say("Capex holds at {amount}", **values)
    else:
        spending = say("Capex falls {growth} to {amount}", **values)
    count = len(faster) + len(slower) + len(steady)
    if count < 2:
        return spending
    if len(faster) == count:
        clouds = say("as every cloud speeds up")
    elif len(slower) == count:
        clouds = say("as every cloud slows")
    elif len(faster) > len(slower):
        clouds = say("as most clouds speed up")
    elif len(slower) > len(faster):
        clouds = say("as most clouds slow")
    else:
        clouds = say("as the clouds go different ways")
    return say("{spending} {clouds}", spending=spending, clouds=clouds)


def summary(review: Review) -> str:
    """Two sentences: what was spent on which basis, and what the clouds did."""
    say, language = review.say, review.language
    members = review.spenders
    if not members:
        return say(
            "No capex was filed for {quarter} by {day}.",
            quarter=review.quarter,
            day=language.date(review.as_of),
        )
    growth, quarterly = review.growth_of_total(review.basis), review.growth_of_total(review.basis, 1)
    values = {
        "companies": language.join(map(review.company, members)),
        "amount": Number(review.total(review.basis), "USD"),
        "basis": review.basis_name(),
    }
    first = say("{companies} together spent {amount} on {basis} in the quarter", **values)
    if math.isfinite(growth) and math.isfinite(quarterly):
        first = say(
            "{first}: {year} on the year and {quarter} on the quarter.",
            first=first,
            year=Number(growth, "share", sign=True),
            quarter=Number(quarterly, "share", sign=True),
        )
    else:
        first = say("{first}.", first=first)
    return language.sentences(first, say("{sentence}.", sentence=growth_message(review)))


def since_last(review: Review) -> tuple[str, ...]:
    """What changed since the last edition, and up to which day either looks."""
    day = review.say(
        "Compared with {before} as known on {day_before}. Nothing filed after {day} is used.",
        before=review.previous.quarter,
        day_before=review.language.date(review.previous.as_of),
        day=review.language.date(review.as_of),
    )
    return (*change_lines(review), day)
