"""Two readings of the same figures that contradict one another, each as somebody raised it and as its test stands."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import replace

from ....exhibits.carried import writes_point
from ....language import N_, ColumnWriter, Number
from ....statements import Assertion, Evidence, Phrase, Population, Statement, Value, value
from ....theses.outcomes import Outcome
from ..context import Review
from ..guidance.words import month_of_year
from ..theses import outcomes, state_held
from ..thesis_words import state_name


def pair(review: Review) -> list[Outcome]:
    """Return the outcomes of two worries that contradict one another, the one denied first; none before both were raised."""
    newest = {key: run[-1] for key, run in outcomes(review).items()}
    for outcome in newest.values():
        if outcome.thesis.opposes in newest:
            return [newest[outcome.thesis.opposes], outcome]
    return []


def readings(review: Review) -> Iterator[tuple[str, Statement]]:
    """Give each reading with the id of its worry."""
    for outcome in pair(review):
        yield outcome.thesis.id, _reading(review, outcome)


def _reading(review: Review, outcome: Outcome) -> Statement:
    thesis, state = outcome.thesis, state_held(review, outcome)
    values = {
        "who": review.say(thesis.raised_by),
        "month": month_of_year(review, raised(outcome)),
        "worry": review.say(thesis.statement),
        "state": state_name(review, outcome.status),
        "quarter": outcome.since,
    }
    if not math.isfinite(outcome.number):
        return review.state(
            "{who}, {month}, in our words: {worry} By its test: {state} since {quarter}.", state, **values
        )
    return review.state(
        "{who}, {month}, in our words: {worry} By its test ({measure}): {state} since {quarter}, at {number}.",
        state,
        number_held(review, outcome),
        number=number_of(review, outcome),
        measure=review.say(thesis.measure),
        **values,
    )


def raised(outcome: Outcome) -> dt.date:
    """The day a worry was raised, or the first one of the month."""
    text = outcome.thesis.raised_on
    return dt.date.fromisoformat(text if len(text) > 7 else f"{text}-01")


def number_held(review: Review, outcome: Outcome) -> Assertion | None:
    """That the number its test compares is what it is."""
    of = outcome.thesis.id
    return value(Evidence.of([number_told(outcome)], Population("worries raised", (of,)), review.quarter))


def number_told(outcome: Outcome) -> Value:
    """The number its test compares, with how the figures behind it are known."""
    basis, evidence = outcome.grade
    return Value(
        outcome.thesis.id,
        "theses.number",
        outcome.number,
        unit_of(outcome),
        basis=basis,
        evidence=evidence,
    )


def number_of(review: Review, outcome: Outcome) -> Number | Phrase:
    """Give it in the unit of the test, with the digits it has in the tables: of several companies, how many meet the limit.

    What rounding leaves open by half a point or more is only about so much.
    """
    unit, of, judged = unit_of(outcome), outcome.thesis.id, outcome.judged
    number = Number(outcome.number, unit, of)
    if unit == "share":
        number = replace(review.language.told(outcome.number, unit, "prose"), of=of)
    if judged is None:
        return number
    write = writes_point(judged, ColumnWriter(review.language, number))
    if isinstance(write, ColumnWriter):
        number = write.numbered(outcome.number)
    return (
        review.phrase(N_("about {number}"), number=replace(number, about=False)) if number.about else number
    )


def unit_of(outcome: Outcome) -> str:
    """Name what the number of a test is told in."""
    test = outcome.thesis.test
    assert test is not None  # only a test has a number
    return "count" if test.several else test.unit
