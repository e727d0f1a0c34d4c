"""What the figures of one company say: the sentences of its page, true for any quarter."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from ....language import N_, Number
from ....metrics.points import Point
from ....periods import Quarter
from ....statements import (
    Assertion,
    Evidence,
    Phrase,
    Population,
    Statement,
    Value,
    absence,
    change,
    lowest,
    record,
    value,
)
from ....statements.population import Kind
from ..context import Review
from .profiles import ProfileChart, profile_of

# Bounds no farther apart than this leave the first digit after the point of a per cent true.
_TENTH = 0.001


def newest_quarter(review: Review, company: str) -> Quarter | None:
    """The quarter the sentences speak of: the review's, or the one before it if that is not yet filed."""
    for quarter in (review.quarter, review.quarter - 1):
        if any(at(review, company, m, quarter).known for m in profile_of(review, company).measures):
            return quarter
    return None


def at(review: Review, company: str, measure: ProfileChart, quarter: Quarter) -> Point:
    """One value of a small chart."""
    return review.point(measure.metric, company, quarter)


def of(
    review: Review, company: str, measure: ProfileChart, quarter: Quarter, base: Kind = "none"
) -> Evidence:
    """One measure of the company, held against a base."""
    return review.evidence(measure.metric, Population("company", (company,)), base, quarter)


def _first(evidence: Evidence) -> Value | None:
    """The company's value, where it is known."""
    return next(iter(evidence.known), None)


# --- the title ------------------------------------------------------------------------------------


def title(review: Review, company: str) -> Statement:
    """Say in one line how fast its cloud grows and what its capex does, and in which quarter where that is an older one."""
    quarter = newest_quarter(review, company) or review.quarter
    told = _title_of(review, company, quarter)
    if quarter == review.quarter:
        return told
    return review.state("In {quarter}: {sentence}", quarter=quarter, sentence=told).or_shorter(told)


def _title_of(review: Review, company: str, quarter: Quarter) -> Statement:
    profile = profile_of(review, company)
    growth = of(review, company, profile.growth, quarter, "previous")
    revenue = of(review, company, profile.revenue, quarter)
    now, amount = _first(growth), _first(revenue)
    if now is not None:
        first = _pace_now(review, growth, now, profile.grows)
    elif amount is not None:
        first = review.state(
            "{measure} is {amount}",
            value(revenue),
            measure=profile.revenue.name,
            amount=_amount(review, amount),
        )
    else:
        return _capex_alone(review, company, quarter)
    capex = _capex_part(review, company, quarter)
    return review.state("{growth}, {capex}", growth=first, capex=capex) if capex else first


def _pace_now(review: Review, growth: Evidence, now: Value, name: str) -> Statement:
    moved, told = change(growth), value(growth)
    if told is not None and told.direction == "held":
        return review.state("{name} is level on the year", told, name=name)
    return review.state(
        _PACE.get(str(moved.direction) if moved else "", _SIGN[now.value < 0]),
        told,
        *([moved] if moved else []),
        name=name,
        growth=_rate(review, now),
    )


_PACE = {
    "sped_up": N_("{name} grows faster, by {growth}"),
    "slowed": N_("{name} grows more slowly, by {growth}"),
    "rose": N_("{name} grows again, by {growth}"),
    "fell": N_("{name} shrinks by {growth}"),
    "fell_less": N_("{name} shrinks less, by {growth}"),
    "fell_more": N_("{name} shrinks more, by {growth}"),
}
_SIGN = {False: N_("{name} grows {growth}"), True: N_("{name} shrinks by {growth}")}


def _rate(review: Review, v: Value) -> Number | Phrase:
    """How much something grew or shrank, with the digits that its operands carry; the words give its sign."""
    return review.carried(Number(abs(v.value), "share", v.of, decimals=0), v)


def _amount(review: Review, v: Value) -> Number | Phrase:
    """An amount, as *about* where its operands are rounded too coarsely for the digits that are printed."""
    return review.carried(Number(v.value, v.unit, v.of), v)


def _capex_part(review: Review, company: str, quarter: Quarter) -> Statement | None:
    """The second half of the title; None where capex cannot be compared."""
    capex = of(review, company, profile_of(review, company).capex, quarter, "yoy")
    moved, now = change(capex), _first(capex)
    if moved is None or now is None:
        return None
    doubled = now.base_value > 0 and now.value >= 1.995 * now.base_value
    return review.state(
        _CAPEX["doubled" if doubled else str(moved.direction)],
        moved,
        growth=review.grown(now),
        times=Number(now.value / now.base_value, "times", company),
    )


_CAPEX = {
    "doubled": N_("while capex is {times} that of a year before"),
    "rose": N_("while capex rises {growth}"),
    "held": N_("while capex is level"),
    "fell": N_("while capex falls {growth}"),
}


def _capex_alone(review: Review, company: str, quarter: Quarter) -> Statement:
    """The title of a company whose growth nobody gives: what its capex does."""
    profile = profile_of(review, company)
    capex = of(review, company, profile.capex, quarter, "yoy")
    now, moved = _first(capex), change(capex)
    if now is None:
        missing = (profile.growth, profile.revenue, profile.capex)
        return review.state(
            "The data hold no growth, revenue or capex of {company} for {quarter}",
            *silences(review, company, missing, quarter),
            company=review.company(company),
            quarter=quarter,
        )
    amount = _amount(review, now)
    if moved is None:
        return review.state("Capex is {amount}", value(capex), amount=amount)
    return review.state(_ALONE[str(moved.direction)], moved, amount=amount, growth=review.grown(now))


_ALONE = {
    "rose": N_("Capex rises {growth} on the year to {amount}"),
    "held": N_("Capex is level on the year at {amount}"),
    "fell": N_("Capex falls {growth} on the year to {amount}"),
}


# --- the paragraph --------------------------------------------------------------------------------


def summary(review: Review, company: str) -> tuple[Statement, ...]:
    """Two or three sentences: growth with margin, capex with free cash flow, contracts."""
    quarter = newest_quarter(review, company)
    if quarter is None:
        return (_nothing(review, company),)
    parts = (
        _late(review, company, quarter),
        _growth(review, company, quarter),
        _margin(review, company, quarter),
        _spending(review, company, quarter),
        _contracts(review, company, quarter),
    )
    return tuple(part for part in parts if part is not None)


def silences(
    review: Review, company: str, measures: tuple[ProfileChart, ...], *quarters: Quarter
) -> Iterator[Assertion]:
    """Assert that the data hold nothing of a company under some measures, those that apply to it."""
    for quarter in quarters:
        for measure in measures:
            evidence = of(review, company, measure, quarter)
            held = absence(evidence) if evidence.values else None
            if held is not None:
                yield held


def _nothing(review: Review, company: str) -> Statement:
    """Say that the page has no figure to tell of."""
    return review.state(
        "The data hold no figure of {company} for {quarter} or the quarter before in a document of {day} or earlier.",
        *silences(review, company, profile_of(review, company).measures, review.quarter, review.quarter - 1),
        company=review.company(company),
        quarter=review.quarter,
        day=review.language.date(review.as_of),
    )


def _late(review: Review, company: str, quarter: Quarter) -> Statement | None:
    """Say of which quarter the page speaks where the review's own is not filed."""
    if quarter == review.quarter:
        return None
    return review.state(
        "No document of {day} or earlier in the data gives these figures of {company} for {quarter}; this is {before}.",
        *silences(review, company, profile_of(review, company).measures, review.quarter),
        company=review.company(company),
        quarter=review.quarter,
        day=review.language.date(review.as_of),
        before=quarter,
    )


def _growth(review: Review, company: str, quarter: Quarter) -> Statement | None:
    profile = profile_of(review, company)
    growth = of(review, company, profile.growth, quarter, "previous")
    now = _first(growth)
    if now is not None:
        return review.state("{sentence}.", sentence=_pace(review, growth, now, profile.grows))
    revenue = of(review, company, profile.revenue, quarter)
    amount = _first(revenue)
    if amount is None:
        return None
    values = {"measure": profile.revenue.name, "amount": _amount(review, amount)}
    missing = tuple(silences(review, company, (profile.growth,), quarter))
    if not missing:
        return review.state("{measure} came to {amount}.", value(revenue), **values)
    return review.state(
        "{measure} came to {amount}; the data hold no growth rate.",
        value(revenue),
        *missing,
        **values,
    )


def _pace(review: Review, growth: Evidence, now: Value, name: str) -> Statement:
    """How fast it grew, and how that compares with every quarter on its definition, or with the one before."""
    told, values = value(growth), {"name": name, "growth": _rate(review, now)}
    if told is not None and told.direction == "held":
        return review.state("{name} was level on the year", told, name=name)
    if now.value < 0:
        return review.state("{name} shrank {growth} on the year", told, **values)
    drawn = review.quarters[0]
    for held, message in ((record(growth, drawn), _FASTEST), (lowest(growth, drawn), _SLOWEST)):
        if held is not None:
            count = Number(held.figure("n"), "count")
            return review.state(message, told, held, count=count, since=held.result["since"], **values)
    moved = change(growth)
    if moved is None or now.base_value < 0:
        return review.state("{name} grew {growth} on the year", told, **values)
    before = replace(now, value=now.base_value, low=now.base_low, high=now.base_high)
    if growth.alike(now.value, now.base_value, now.unit):
        return review.state(
            "{name} grew {growth} on the year, as in the quarter before", told, moved, **values
        )
    return review.state(
        "{name} grew {growth} on the year, after {before} in the quarter before",
        told,
        moved,
        before=review.carried(Number(before.value, "share", now.of, decimals=0), before),
        **values,
    )


_FASTEST = N_("{name} grew {growth} on the year, the fastest of {count} comparable quarters since {since}")
_SLOWEST = N_("{name} grew {growth} on the year, the slowest of {count} comparable quarters since {since}")


def _margin(review: Review, company: str, quarter: Quarter) -> Statement | None:
    """The margin, with the digits that its operands carry, and how it moved on the year."""
    measure = profile_of(review, company).margin
    margin = of(review, company, measure, quarter, "yoy")
    now = _first(margin)
    if now is None:
        return None
    then = at(review, company, measure, quarter - 4)
    digits = 1 if _width(now.low, now.high) <= _TENTH else 0
    both = 1 if digits and _width(*then.bounds) <= _TENTH else 0
    values: dict[str, object] = {
        "measure": measure.name,
        "margin": review.carried(Number(now.value, "share", company, decimals=digits), now),
    }
    moved = change(margin)
    if moved is None:
        return review.state("{measure}: {margin}.", value(margin), **values)
    points = Number(now.delta, "points", company, sign=True, decimals=both)
    message = _MARGIN_HELD if moved.direction == "held" else _MARGIN_MOVED
    return review.state(message, value(margin), moved, change=points, **values)


_MARGIN_HELD = N_("{measure}: {margin}, level on the year.")
_MARGIN_MOVED = N_("{measure}: {margin}, {change} on the year.")


def _width(low: float, high: float) -> float:
    """Between which bounds a value lies; none where it is exact."""
    return high - low if math.isfinite(low) and math.isfinite(high) else 0.0


def _spending(review: Review, company: str, quarter: Quarter) -> Statement | None:
    profile = profile_of(review, company)
    capex = of(review, company, profile.capex, quarter, "yoy")
    now, moved = _first(capex), change(capex)
    if now is None:
        return None
    values = {"measure": profile.capex.name, "amount": _amount(review, now)}
    if moved is None:
        spent = review.state("{measure} came to {amount}", value(capex), **values)
    else:
        spent = review.state(_SPENT[str(moved.direction)], moved, growth=review.grown(now), **values)
    # The sentence is of the quarter, as its capex is; the chart of four, which no season moves.
    cash = replace(profile.cash, metric=profile.cash.metric.removesuffix(".ttm"))
    return _left(review, of(review, company, cash, quarter), spent)


_SPENT = {
    "rose": N_("{measure} rose {growth} on the year to {amount}"),
    "held": N_("{measure} was level on the year at {amount}"),
    "fell": N_("{measure} fell {growth} on the year to {amount}"),
}


def _left(review: Review, cash: Evidence, spent: Statement) -> Statement:
    """Add what cash was left, and whether it was never below zero before."""
    now = _first(cash)
    if now is None:
        return review.state("{sentence}.", sentence=spent)
    values = {"sentence": spent, "cash": _amount(review, now)}
    least = lowest(cash, review.quarters[0])
    if now.value < 0 and least is not None and _never_below(cash, int(least.figure("n"))):
        return review.state(
            "{sentence}; free cash flow was {cash}, below zero for the first time in the {count} quarters since {since}.",
            value(cash),
            least,
            count=Number(least.figure("n"), "count"),
            since=least.result["since"],
            **values,
        )
    return review.state("{sentence}; free cash flow was {cash}.", value(cash), **values)


def _never_below(cash: Evidence, count: int) -> bool:
    member = cash.population.members[0]
    return all(cash.at(member, cash.quarter - back).value >= 0 for back in range(1, count))


_STOOD = {
    "rose": N_("{measure} stood at {amount}, up {growth} on the year."),
    "fell": N_("{measure} stood at {amount}, down {growth} on the year."),
}


def _contracts(review: Review, company: str, quarter: Quarter) -> Statement | None:
    measure = profile_of(review, company).contracts
    held = of(review, company, measure, quarter, "yoy")
    now, moved = _first(held), change(held)
    if now is None:
        return None
    values = {"measure": measure.name, "amount": _amount(review, now)}
    if moved is not None and moved.direction == "held":
        return review.state("{measure} stood at {amount}, level on the year.", moved, **values)
    if moved is not None and now.base_value > 0:
        return review.state(_STOOD[str(moved.direction)], moved, growth=review.grown(now), **values)
    if now.reason == "redefined":
        return review.state(
            "{measure} stood at {amount}, on a definition that has changed since the year before.",
            value(held),
            **values,
        )
    return review.state("{measure} stood at {amount}.", value(held), **values)
