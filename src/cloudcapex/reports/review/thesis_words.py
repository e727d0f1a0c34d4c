"""How a worry's test reads: its state, its number, its limits and its figures, in the language of the edition."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

from ... import facts
from ...exhibits.tables.table import MISSING_MARKS
from ...exhibits.tables.verdicts import MOST_ON_PAPER, Figure, ThesisRow
from ...language import Number
from ...metrics import DERIVED
from ...metrics.points import Point
from ...statements import Statement
from ...theses.outcomes import Outcome, Trial
from ..units import in_unit
from ..vocabulary import STATES
from .context import Review


def state_name(review: Review, state: str) -> str:
    """Name a state."""
    return review.say(STATES[state])


def change(review: Review, before: str, now: str) -> dict[str, str]:
    """Say of a worry what it did and what it does now."""
    return {
        "before": {
            "holds": review.say("held"),
            "returned": review.say("had returned"),
            "easing": review.say("was easing"),
            "resolved": review.say("was resolved"),
            "not_testable": review.say("could not be tested"),
        }[before],
        "now": {
            "holds": review.say("now holds"),
            "returned": review.say("now returned"),
            "easing": review.say("now easing"),
            "resolved": review.say("now resolved"),
            "not_testable": review.say("now not testable"),
        }[now],
    }


def verdict(review: Review, outcome: Outcome, mark: str, told: Statement) -> ThesisRow:
    """Put a worry's outcome into the words of a table row; its state and since when are a statement."""
    thesis = outcome.thesis
    figures = (*_figures(review, outcome), *_without(review, outcome), *_resolved_by(review, outcome))
    hidden = len(figures) - MOST_ON_PAPER
    return ThesisRow(
        statement=review.say(thesis.statement),
        origin=review.say(
            "{who}. {where}", who=review.say(thesis.raised_by), where=review.say(thesis.source)
        ),
        state=outcome.status,
        told=told,
        mark=mark,
        number=_number(review, outcome),
        limits=_limits(review, thesis.test) if thesis.test else "",
        measure=review.say(thesis.measure),
        figures=figures,
        rest=review.say("and {count} more", count=hidden) if hidden > 0 else "",
    )


def _number(review: Review, outcome: Outcome) -> Figure:
    """The judged number with a link, or in words why there is none."""
    test = outcome.thesis.test
    if test is None:
        return Figure(review.say(outcome.thesis.not_testable))
    if not math.isfinite(outcome.number):
        return Figure(_why_not(review, outcome))
    return _judged(review, outcome, outcome.marks)


def _judged(review: Review, outcome: Outcome, marks: str = "", lead: str = "") -> Figure:
    """Write a number that was judged, linked to the newest document behind it."""
    test, known = outcome.thesis.test, [r for r in outcome.readings if r.known]
    assert test is not None  # only a test has a number
    newest = max(known, key=lambda r: (r.quarter, r.period_end or r.quarter.end))
    source = review.newest_source(newest)
    if test.several:
        text = review.say(
            "{number} of {all}" if outcome.number else "none of {all}",
            number=Number(outcome.number, "count"),
            all=Number(len(test.measure.companies), "count"),
        )
    else:
        text = number_words(review, outcome)
    return Figure(text, source.url if source else "", source.title if source else "", marks, lead)


def number_words(review: Review, outcome: Outcome) -> str:
    """Write the one number that a test compares, with the digits that its figures carry."""
    test, judged = outcome.thesis.test, outcome.judged
    # Nobody asks it of several companies, or where nothing is known.
    assert test is not None
    assert judged is not None
    return in_unit(review, outcome.number, test.unit, judged.unit, judged)


def _why_not(review: Review, outcome: Outcome) -> str:
    names = review.language.join(dict.fromkeys(_holder(review, r.company) for r in outcome.missing))
    test = outcome.thesis.test
    if test is not None and test.compare in ("change_yoy", "change_qoq"):
        return review.say(
            "A figure of {names} is missing, for this quarter or for the one it is held against.", names=names
        )
    return review.say("No figure of {names} is known for this quarter.", names=names)


def _limits(review: Review, test: Trial) -> str:
    """Say when the worry holds and how far it eases; past that it is resolved."""
    values = {
        "limit": limit_words(review, test, test.threshold),
        "further": limit_words(review, test, test.easing),
    }
    if not test.several:
        return review.say("Holds {limit}, easing {further}.", **values)
    return {
        "any": review.say("Holds with any of them {limit}, easing with any {further}.", **values),
        "all": review.say("Holds with all of them {limit}, easing with all {further}.", **values),
        "most": review.say("Holds with most of them {limit}, easing with most {further}.", **values),
    }[test.need]


def limit_words(review: Review, test: Trial, limit: float) -> str:
    """Say on which side of a limit a number meets it."""
    text = in_unit(review, limit, test.unit, "")
    return {
        "<": review.say("below {limit}", limit=text),
        "<=": review.say("at {limit} or below", limit=text),
        ">": review.say("above {limit}", limit=text),
        ">=": review.say("at {limit} or above", limit=text),
    }[test.op]


def _figures(review: Review, outcome: Outcome) -> tuple[Figure, ...]:
    """Every figure behind a number, grouped by what it measures."""
    kinds = list(dict.fromkeys(r.metric for r in outcome.readings))
    found = []
    for metric, readings in itertools.groupby(outcome.readings, lambda r: r.metric):
        name = review.language.sentence(_metric(review, metric))
        lead = review.say("{measure}:", measure=name) if len(kinds) > 1 else ""
        for reading in readings:
            found.append(_figure(review, outcome, reading, lead))
            lead = ""
    return tuple(found)


def _figure(review: Review, outcome: Outcome, reading: Point, lead: str) -> Figure:
    values = {"who": _holder(review, reading.company), "quarter": reading.quarter}
    if not reading.known:
        missing = MISSING_MARKS.get(reading.reason, "n/d")
        return Figure(review.say("{who} {figure}", figure=missing, **values), lead=lead)
    test = outcome.thesis.test
    own = test is not None and test.compare in ("level", "change_yoy", "change_qoq")
    unit = test.unit if own and test is not None else reading.unit
    figure = in_unit(review, reading.value, unit, reading.unit, reading)
    older = reading.quarter != outcome.quarter
    text = (
        review.say("{who} {figure} ({quarter})", figure=figure, **values)
        if older
        else review.say("{who} {figure}", figure=figure, **values)
    )
    source = review.newest_source(reading)
    # Sums and rates are computed by their nature; the letter d would stand everywhere.
    marks = reading.marks.replace("d", "")
    return Figure(text, source.url if source else "", source.title if source else "", marks, lead)


def _without(review: Review, outcome: Outcome) -> tuple[Figure, ...]:
    """The compared values without changed lives and one-off items, with how many of them would meet the limit."""
    test = outcome.thesis.test
    if test is None or not any(r.known for r in outcome.without):
        return ()
    lead = review.say(
        "Without changed lives and one-off items, {number} of {all}:"
        if outcome.met_without
        else "Without changed lives and one-off items, none of {all}:",
        number=Number(float(outcome.met_without), "count"),
        all=Number(len(outcome.without), "count"),
    )
    found = []
    for reading in outcome.without:
        found.append(_figure(review, outcome, reading, lead))
        lead = ""
    return tuple(found)


def _resolved_by(review: Review, outcome: Outcome) -> tuple[Figure, ...]:
    """What put a resolved worry past both limits: the number of that quarter, and its figures where these are older."""
    test = outcome.thesis.test
    if test is None or outcome.status != "resolved" or not math.isfinite(outcome.since_number):
        return ()
    lead = review.say("Resolved in {quarter} at", quarter=outcome.since)
    then = replace(
        outcome, quarter=outcome.since, number=outcome.since_number, readings=outcome.since_readings
    )
    number = _judged(review, then, then.marks, lead)
    if outcome.since == outcome.quarter:
        return (number,)
    return (number, *(_figure(review, then, r, "") for r in then.readings if r.known))


def _holder(review: Review, slug: str) -> str:
    """Name a company or laboratory."""
    return review.party(slug) if slug in facts.parties() or slug in facts.companies() else slug


def _metric(review: Review, metric: str) -> str:
    """Name what a figure measures."""
    family, _, name = metric.partition(".")
    if family == "labs":
        return review.say("revenue run-rate") if name == "revenue_run_rate" else name.replace("_", " ")
    if family == "deals":
        return review.say("purchase commitments")
    if family == "market":
        return review.say("market share")
    column = review.language.column("label")
    if family in DERIVED:
        label = str(getattr(DERIVED[family], column))
    else:
        label = str(facts.load_metrics().set_index("id").at[family, column])
    return review.say("{metric}, four quarters", metric=label) if "ttm" in name.split(".") else label
