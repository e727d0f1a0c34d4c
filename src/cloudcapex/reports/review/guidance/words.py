"""How guidance is written: figures with their hedge, periods, bases, and the sentence that sums it up."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable, Sequence

from ....guidance.ladders import Ladder, Statement
from ....guidance.scores import Outlook, Score, Verdict
from ....guidance.targets import Target
from ....language import Number
from ..context import Review


def figure(review: Review, statement: Statement) -> str:
    """Write a figure in the unit of a column with its hedge: ``175–185``, ``~220``, ``>50``."""
    return _hedged(review, statement, lambda value: review.language.told(value, statement.unit))


def figure_money(review: Review, statement: Statement) -> str:
    """Write a figure with its currency: ``$195–205bn``, ``~$220bn``."""
    return _hedged(review, statement, lambda value: Number(value, statement.unit))


def _hedged(review: Review, statement: Statement, number: Callable[[float], Number]) -> str:
    if not statement.figure:
        return review.say("in words")
    ends = [number(v) for v in dict.fromkeys(statement.ends) if math.isfinite(v)]
    if len(ends) == 2:
        return review.language.range(*ends)
    amount = review.language.write(ends[0])
    return {
        "about": review.say("~{amount}", amount=amount),
        "derived": review.say("~{amount}", amount=amount),
        "over": review.say(">{amount}", amount=amount),
        "at_least": review.say("≥{amount}", amount=amount),
        "up_to": review.say("≤{amount}", amount=amount),
    }.get(statement.qualifier, amount)


def period(review: Review, target: Target) -> str:
    """Name a target period: ``2026`` (in Chinese ``2026年``), ``FY2027``, ``2026Q2``, ``FY2026–FY2028``."""
    if target.year is None:
        return target.name
    return review.say("FY{year}", year=target.year) if target.fiscal else review.language.year(target.year)


def basis(review: Review, metric: str) -> str:
    """Name the basis of a figure in words."""
    if metric == "capex_as_stated":
        return review.say("capex (basis not stated)")
    return review.basis_name(metric)


def month(review: Review, day: dt.date) -> str:
    """Write the short name of a month."""
    from babel.dates import format_skeleton

    return format_skeleton("MMM", day, locale=review.language.locale)


def month_of_year(review: Review, day: dt.date) -> str:
    """Write a month with its year."""
    from babel.dates import format_skeleton

    return format_skeleton("yMMMM", day, locale=review.language.locale)


def movement(ladder: Ladder) -> str:
    """Say how the last figure stands to the first: raised, lowered, kept, narrowed, changed; empty for one alone."""
    first, last = ladder.first, ladder.last
    if first is None or last is None or len(ladder.figures) < 2:
        return ""
    low, high = _end(last.low, -math.inf), _end(last.high, math.inf)
    low0, high0 = _end(first.low, -math.inf), _end(first.high, math.inf)
    if (low, high) == (low0, high0):
        return "kept"
    if low >= low0 and high >= high0:
        return "raised"
    if low <= low0 and high <= high0:
        return "lowered"
    return "narrowed" if low > low0 and high < high0 else "changed"


def _end(value: float, absent: float) -> float:
    return value if math.isfinite(value) else absent


def told_of(ladders: Sequence[Ladder]) -> list[Ladder]:
    """The ladders with figures whose period most of them share: a sentence can speak of these together."""
    told = [ladder for ladder in ladders if ladder.last]
    if not told:
        return []
    counts = Counter(ladder.target.label for ladder in told)
    label = max(counts, key=lambda name: (counts[name], name.startswith("CY")))
    return [ladder for ladder in told if ladder.target.label == label]


def ladder_message(review: Review, outlooks: Sequence[Outlook]) -> str:
    """Say how the figures for the open year moved since they were first given."""
    say, language = review.say, review.language
    ladders = [o.ladder for o in outlooks]
    told = told_of(ladders)
    if not told:
        years = list(dict.fromkeys(period(review, ladder.target) for ladder in ladders))
        return say(
            "{companies} spoke of {years} in words, without a figure",
            companies=language.join(_names(review, ladders)),
            years=language.join(years),
        )
    moved = [ladder for ladder in told if movement(ladder)]
    values = {"year": period(review, told[0].target)}
    if not moved:
        return say("First figures for {year}: {list}", list=_figures(review, told), **values)
    since = min(ladder.figures[0].issued for ladder in moved)
    values |= {"month": month_of_year(review, since)}
    kinds = {movement(ladder) for ladder in moved}
    if len(kinds) > 1:
        return say("Figures for {year} since {month}: {list}", list=_movements(review, moved), **values)
    values |= {
        "companies": language.join(_names(review, moved)),
        "first": figure_money(review, moved[0].figures[0]),
        "last": figure_money(review, moved[0].figures[-1]),
    }
    if len(moved) == 1:
        return {
            "raised": say("{companies} raised its figure for {year} from {first} to {last}", **values),
            "lowered": say("{companies} lowered its figure for {year} from {first} to {last}", **values),
            "narrowed": say("{companies} narrowed its range for {year} from {first} to {last}", **values),
            "kept": say("{companies} has kept to {last} for {year} since {month}", **values),
        }.get(kinds.pop(), say("{companies} moved its figure for {year} from {first} to {last}", **values))
    return {
        "raised": say("{companies} have each raised their figure for {year} since {month}", **values),
        "lowered": say("{companies} have each lowered their figure for {year} since {month}", **values),
        "kept": say("{companies} have each kept their figure for {year} since {month}", **values),
        "narrowed": say("{companies} have each narrowed their range for {year} since {month}", **values),
    }.get(kinds.pop(), say("{companies} have each moved their range for {year} since {month}", **values))


def _names(review: Review, ladders: Sequence[Ladder]) -> list[str]:
    return [review.company(ladder.company) for ladder in ladders]


def _figures(review: Review, ladders: Sequence[Ladder]) -> str:
    return review.language.join(
        review.say(
            "{company} {figure}",
            company=review.company(ladder.company),
            figure=figure_money(review, ladder.last),
        )
        for ladder in ladders
        if ladder.last
    )


def _movements(review: Review, ladders: Sequence[Ladder]) -> str:
    say = review.say
    parts = []
    for kind in ("raised", "lowered", "narrowed", "changed", "kept"):
        moved = [ladder for ladder in ladders if movement(ladder) == kind]
        if not moved:
            continue
        names = review.language.join(_names(review, moved))
        parts.append(
            {
                "raised": say("{companies} up", companies=names),
                "lowered": say("{companies} down", companies=names),
                "narrowed": say("{companies} narrower", companies=names),
                "changed": say("{companies} moved", companies=names),
                "kept": say("{companies} kept", companies=names),
            }[kind]
        )
    return review.language.clauses(parts)


def takeaway(review: Review, outlooks: Sequence[Outlook]) -> str:
    """One sentence or two for the front page: how guidance moved, to what, and the growth that takes."""
    say, language = review.say, review.language
    if not outlooks:
        return say(
            "No capex guidance for the year after {quarter} had been given by {day}.",
            quarter=review.quarter,
            day=language.date(review.as_of),
        )
    message = ladder_message(review, outlooks)
    told = told_of([o.ladder for o in outlooks])
    moved = [ladder for ladder in told if movement(ladder)]
    if len(moved) > 1:
        message = say("{message}: now {list}", message=message, list=_figures(review, moved))
    growth = [
        rate
        for o in outlooks
        if o.done and o.ladder in told
        for rate in o.growth
        if math.isfinite(rate)
    ]  # fmt: skip
    if not growth:
        return say("{sentence}.", sentence=message)
    ends = (Number(rate, "share", sign=True) for rate in (min(growth), max(growth)))
    rest = say(
        "For the quarters left that means {range} on the same quarters a year before.",
        range=language.range(*ends),
    )
    return language.sentences(say("{sentence}.", sentence=message), rest)


def score_message(review: Review, scores: Sequence[Score]) -> str:
    """Say how closed years ended against the first and the last figure given for them."""
    say = review.say
    held = [(s.first, s.last) for s in scores if s.first and s.last]
    if not held:
        return say("No closed year can be scored against a figure")
    first, last = [f.outcome for f, _ in held], [f.outcome for _, f in held]
    values = {
        "count": len(held),
        "above": first.count("above"),
        "below": first.count("below"),
        "within": first.count("in_range"),
        "last": last.count("in_range"),
    }
    if len(held) == 1:
        done = next(s for s in scores if s.first)
        return say(
            "{company} ended {year} at {amount}: {outcome} its first figure",
            company=review.company(done.ladder.company),
            year=period(review, done.ladder.target),
            amount=Number(done.actual.value, done.actual.unit),
            outcome={"above": say("above"), "below": say("below"), "in_range": say("within")}[first[0]],
        )
    if values["above"] * 2 > len(held):
        return say(
            "{above} of {count} closed years ended above the first figure given, {last} within the last",
            **values,
        )
    if values["below"] * 2 > len(held):
        return say(
            "{below} of {count} closed years ended below the first figure given, {last} within the last",
            **values,
        )
    return say(
        "{within} of {count} closed years ended within the first figure given, {last} within the last",
        **values,
    )


def outcome(review: Review, held: Verdict) -> str:
    """Write a verdict: within, or by how much above or below."""
    if held.outcome == "in_range":
        point = held.statement.low == held.statement.high
        return review.say("met") if point else review.say("within")
    values = {
        "amount": Number(abs(held.miss), held.statement.unit, place="table"),
        "share": Number(abs(held.share), "share"),
    }
    if held.outcome == "above":
        return review.say("above by {amount} ({share})", **values)
    return review.say("below by {amount} ({share})", **values)
