"""What the figures of one company say: the sentences of its page, true for any quarter."""

from __future__ import annotations

from ....language import Number
from ....metrics.points import Point
from ....periods import Quarter
from ..context import Review
from .panels import row
from .profiles import Measure, profile_of

# A window shorter than this is no ground for a record.
FEWEST = 8


def newest_quarter(review: Review, company: str) -> Quarter | None:
    """The quarter the sentences speak of: the review's, or the one before it if that is not yet filed."""
    for quarter in (review.quarter, review.quarter - 1):
        if any(at(review, company, m, quarter).known for m in profile_of(review, company).measures):
            return quarter
    return None


def at(review: Review, company: str, measure: Measure, quarter: Quarter) -> Point:
    """One value of a small chart."""
    return review.point(measure.metric, company, quarter)


def title(review: Review, company: str) -> str:
    """Say in one line how fast its cloud grows and what its capex does."""
    say, profile = review.say, profile_of(review, company)
    quarter = newest_quarter(review, company) or review.quarter
    growth = at(review, company, profile.growth, quarter)
    capex = _capex_part(review, company, quarter)
    if not growth.known:
        amount = at(review, company, profile.revenue, quarter)
        if amount.known:
            named = say(
                "{measure} is {amount}",
                measure=profile.revenue.name,
                amount=Number(amount.value, amount.unit),
            )
            return say("{growth}, {capex}", growth=named, capex=capex) if capex else named
        return _capex_alone(review, company, quarter)
    values = {"name": profile.grows, "growth": Number(abs(growth.value), "share")}
    before = at(review, company, profile.growth, quarter - 1)
    alike = before.known and before.definition == growth.definition
    step = round(growth.value, 2) - round(before.value, 2) if alike else 0.0
    if growth.value < -0.0005:
        pace = say("{name} shrinks by {growth}", **values)
    elif step > 0.005:
        pace = say("{name} grows faster, by {growth}", **values)
    elif step < -0.005:
        pace = say("{name} grows more slowly, by {growth}", **values)
    else:
        pace = say("{name} grows {growth}", **values)
    return say("{growth}, {capex}", growth=pace, capex=capex) if capex else pace


def _capex_part(review: Review, company: str, quarter: Quarter) -> str:
    """The second half of the title; empty where capex cannot be compared."""
    say = review.say
    growth = review.point(f"{profile_of(review, company).capex.metric}.yoy", company, quarter)
    if not growth.known:
        return ""
    values = {
        "growth": Number(abs(growth.value), "share"),
        "times": Number(growth.value + 1, "times"),
    }
    if growth.value >= 1.0:
        return say("while capex is {times} that of a year before", **values)
    if growth.value >= 0.005:
        return say("while capex rises {growth}", **values)
    if growth.value > -0.005:
        return say("while capex is level", **values)
    return say("while capex falls {growth}", **values)


def _capex_alone(review: Review, company: str, quarter: Quarter) -> str:
    """The title of a company whose growth nobody gives: what its capex does."""
    say, measure = review.say, profile_of(review, company).capex
    capex = at(review, company, measure, quarter)
    if not capex.known:
        return say("{company} in {quarter}", company=review.company(company), quarter=quarter)
    growth = review.point(f"{measure.metric}.yoy", company, quarter)
    values = {"amount": Number(capex.value, capex.unit)}
    if not growth.known:
        return say("Capex is {amount}", **values)
    values["growth"] = Number(abs(growth.value), "share")
    if growth.value >= 0:
        return say("Capex rises {growth} on the year to {amount}", **values)
    return say("Capex falls {growth} on the year to {amount}", **values)


def summary(review: Review, company: str) -> str:
    """Two or three sentences: growth with margin, capex with free cash flow, contracts."""
    quarter = newest_quarter(review, company)
    if quarter is None:
        return ""
    late = ""
    if quarter != review.quarter:
        late = review.say(
            "No document of {day} or earlier that is held here gives {quarter} of {company}; this is {before}.",
            company=review.company(company),
            quarter=review.quarter,
            day=review.language.date(review.as_of),
            before=quarter,
        )
    return review.language.sentences(
        late,
        _growth(review, company, quarter),
        _spending(review, company, quarter),
        _contracts(review, company, quarter),
    )


def _earlier(review: Review, company: str, measure: Measure, now: Point) -> list[Point]:
    """Values of the window before one, on its definition."""
    return [
        p
        for p in row(review, company, measure)
        if p.known and p.quarter < now.quarter and p.definition == now.definition
    ]


def _growth(review: Review, company: str, quarter: Quarter) -> str:
    say, profile = review.say, profile_of(review, company)
    now = at(review, company, profile.growth, quarter)
    if not now.known:
        amount = at(review, company, profile.revenue, quarter)
        if not amount.known:
            return ""
        text = say(
            "{measure} came to {amount}, without a growth rate that can be given",
            measure=profile.revenue.name,
            amount=Number(amount.value, amount.unit),
        )
    else:
        text = _pace(review, company, now)
    margin = at(review, company, profile.margin, quarter)
    if not margin.known:
        return say("{sentence}.", sentence=text)
    values = {
        "sentence": text,
        "measure": profile.margin.name,
        "margin": review.language.told(margin.value, "share")
        if margin.basis == "reported"
        else Number(margin.value, "share", decimals=1),
    }
    then = at(review, company, profile.margin, quarter - 4)
    if then.known and then.definition == margin.definition:
        change = margin.value - then.value
        if abs(change) < 0.0005:
            return say("{sentence}. {measure}: {margin}, unchanged on the year.", **values)
        values["change"] = Number(change, "points", sign=True)
        return say("{sentence}. {measure}: {margin}, {change} on the year.", **values)
    return say("{sentence}. {measure}: {margin}.", **values)


def _pace(review: Review, company: str, now: Point) -> str:
    say, language, profile = review.say, review.language, profile_of(review, company)
    earlier = _earlier(review, company, profile.growth, now)
    values = {
        "name": profile.grows,
        "growth": Number(abs(now.value), "share"),
        "count": len(earlier),
    }
    if now.value < -0.0005:
        return say("{name} shrank {growth} on the year", **values)
    if len(earlier) >= FEWEST and now.value > max(p.value for p in earlier):
        return say("{name} grew {growth} on the year, the fastest of {count} comparable quarters", **values | {"count": len(earlier) + 1})  # fmt: skip
    if len(earlier) >= FEWEST and now.value < min(p.value for p in earlier):
        return say("{name} grew {growth} on the year, the slowest of {count} comparable quarters", **values | {"count": len(earlier) + 1})  # fmt: skip
    if earlier and earlier[-1].quarter == now.quarter - 1:
        before, grown = Number(earlier[-1].value, "share"), Number(abs(now.value), "share")
        values["before"] = before
        if language.write(before) == language.write(grown):
            return say("{name} grew {growth} on the year, as in the quarter before", **values)
        return say("{name} grew {growth} on the year, after {before} in the quarter before", **values)
    return say("{name} grew {growth} on the year", **values)


def _spending(review: Review, company: str, quarter: Quarter) -> str:
    say, profile = review.say, profile_of(review, company)
    capex = at(review, company, profile.capex, quarter)
    if not capex.known:
        return ""
    growth = review.point(f"{profile.capex.metric}.yoy", company, quarter)
    values = {"measure": profile.capex.name, "amount": Number(capex.value, capex.unit)}
    if not growth.known:
        text = say("{measure} came to {amount}", **values)
    else:
        values["growth"] = Number(abs(growth.value), "share")
        text = (
            say("{measure} rose {growth} on the year to {amount}", **values)
            if growth.value >= 0
            else say("{measure} fell {growth} on the year to {amount}", **values)
        )
    cash = at(review, company, profile.cash, quarter)
    if not cash.known:
        return say("{sentence}.", sentence=text)
    values |= {"sentence": text, "cash": Number(cash.value, cash.unit)}
    earlier = _earlier(review, company, profile.cash, cash)
    if cash.value < 0 and len(earlier) >= FEWEST and min(p.value for p in earlier) >= 0:
        return say("{sentence}; free cash flow was {cash}, below zero for the first time in the window.", **values)  # fmt: skip
    return say("{sentence}; free cash flow was {cash}.", **values)


def _contracts(review: Review, company: str, quarter: Quarter) -> str:
    say, measure = review.say, profile_of(review, company).contracts
    now = at(review, company, measure, quarter)
    if not now.known:
        return ""
    growth = review.point(f"{measure.metric}.yoy", company, quarter)
    then = at(review, company, measure, quarter - 4)
    values = {"measure": measure.name, "amount": Number(now.value, now.unit)}
    if growth.known:
        values["growth"] = Number(growth.value, "share", sign=True)
        return say("{measure} stood at {amount}, {growth} on the year.", **values)
    if then.known and then.definition != now.definition:
        return say("{measure} stood at {amount}, on a definition that has changed since the year before.", **values)  # fmt: skip
    return say("{measure} stood at {amount}.", **values)
