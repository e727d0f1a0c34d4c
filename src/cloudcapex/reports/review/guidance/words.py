"""How guidance is written: figures with their hedge, periods, bases and verdicts."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping

from .... import facts, metrics
from ....guidance.ladders import Guidance
from ....guidance.scores import HeldGuidance
from ....guidance.targets import Target
from ....language import N_, Number, Place
from ....statements import Phrase
from ...change_words import measure as metric_name
from ..context import Review

# Ends the name of a measure that is a change of a rate: told in points.
_CHANGE = "_change"


def figure(review: Review, statement: Guidance) -> str:
    """Write a figure in the unit of a column with its hedge: ``175–185``, ``~220``, ``>50``."""
    return _hedged(review, statement, lambda value: review.language.told(value, statement.unit), _HEDGES).text


def figure_phrase(review: Review, statement: Guidance, company: str) -> Phrase:
    """Write a figure with its currency, each end a number of the sentence: ``$195–205bn``, ``about $220bn``, ``26–27 %``."""
    unit = "points" if statement.definition.endswith(_CHANGE) else statement.unit
    return _hedged(review, statement, lambda value: Number(value, unit, company), _SAID)


def _hedged(
    review: Review, statement: Guidance, number: Callable[[float], Number], hedges: Mapping[str, str]
) -> Phrase:
    if not statement.figure:
        return review.phrase("in words")
    ends = [number(v) for v in dict.fromkeys(statement.ends) if math.isfinite(v)]
    if len(ends) == 2:
        return review.range(*ends)
    return review.phrase(hedges.get(statement.qualifier, "{amount}"), amount=ends[0])


_HEDGES = {
    "about": N_("~{amount}"),
    "derived": N_("~{amount}"),
    "over": N_(">{amount}"),
    "at_least": N_("≥{amount}"),
    "up_to": N_("≤{amount}"),
}
# A sign that the note under a table explains is no word of a sentence.
_SAID = _HEDGES | dict.fromkeys(("about", "derived"), N_("about {amount}"))


def line_name(review: Review, target: Target, measure: str) -> str:
    """Name a line of guidance: for which period, and of what."""
    return review.say(
        "Guidance for {period}: {measure}",
        period=period(review, target),
        measure=review.language.sentence(measure),
    )


def measure_name(review: Review, measure: str) -> str:
    """Name what guidance is on: a metric, or what the facts do not hold, by its definition."""
    if measure in metrics.known_metrics():
        return metric_name(review, measure)
    return review.say(facts.definition("", "", measure)).rstrip(".。")


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


def outcome(review: Review, held: HeldGuidance, place: Place = "table") -> str:
    """Write a verdict: within, or by how much above or below; a rate in points.

    Parameters
    ----------
    review : Review
        Whose language.
    held : HeldGuidance
        The figure and what came.
    place : str
        ``table`` where the unit of amounts is said above it.
    """
    if held.outcome == "in_range":
        point = held.statement.low == held.statement.high
        return review.say("met") if point or held.nearly else review.say("within")
    above = held.outcome == "above"
    if held.statement.unit == "share":
        points = Number(abs(held.miss), "points")
        if above:
            return review.say("above by {points}", points=points)
        return review.say("below by {points}", points=points)
    values = {
        "amount": Number(abs(held.miss), held.statement.unit, place=place),
        "share": Number(abs(held.share), "share"),
    }
    if above:
        return review.say("above by {amount} ({share})", **values)
    return review.say("below by {amount} ({share})", **values)
