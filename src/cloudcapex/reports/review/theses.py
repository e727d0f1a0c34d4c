"""Worries that others raised, tested again on this quarter: a table for now, a map over time."""

from __future__ import annotations

import math
from collections.abc import Mapping
from weakref import WeakKeyDictionary

import pandas as pd

from ...exhibits.absence import Absence
from ...exhibits.charts.heatmap import State, StateRow, state_map
from ...exhibits.exhibit import Exhibit
from ...exhibits.tables.verdicts import VerdictTable
from ...exhibits.theme import STATE_COLOURS
from ...language import N_, Number
from ...metrics.points import Point
from ...periods import Quarter, quarters_between
from ...statements import Evidence, Phrase, Population, Statement, Value, each_told
from ...theses.outcomes import STATUSES, Outcome, evaluate, load_theses
from .context import Review
from .thesis_words import change, state_name, verdict

# One mark a state, told apart without colour: as a glyph that the text font has, and as a chart's marker.
MARKS = {"holds": "●", "returned": "▲", "easing": "▽", "resolved": "○", "not_testable": "–"}
MARKERS = {"holds": "o", "returned": "^", "easing": "v", "resolved": "o", "not_testable": "_"}
STRONG = ("holds", "returned")
# Quarters before the first worry was raised that the map shows.
CONTEXT = 4
# Changes that a title tells one by one; of more it gives the names.
MOST_TOLD = 2

Run = tuple[Outcome, ...]
_kept: WeakKeyDictionary[Review, dict[str, Run]] = WeakKeyDictionary()


def outcomes(review: Review) -> dict[str, Run]:
    """Every worry raised by the review's quarter and day, tested over its window; oldest quarter first."""
    if review not in _kept:
        raised = [t for t in load_theses(review.as_of) if t.first_quarter <= review.quarter]
        _kept[review] = evaluate(raised, review.quarters[0], review.quarter, review.as_of) if raised else {}
    return _kept[review]


@Review.shows
def theses_table(review: Review) -> Exhibit:
    """Each worry, its state this quarter, the number against its threshold, and since when."""
    subtitle = review.say(
        "What was feared, and what the figures of {quarter} say of it", quarter=review.quarter
    )
    newest = [run[-1] for run in outcomes(review).values()]
    if not newest:
        return _nothing(review, "theses_table", review.say("No earlier worry to look at again"), subtitle)
    title = table_message(review)
    heads = (
        review.say("Worry, and where it was raised"),
        review.say("In {quarter}", quarter=review.quarter),
        review.say("Test"),
        review.say("Figures behind it"),
    )
    return review.exhibit(
        "theses_table",
        title=title,
        subtitle=subtitle,
        body=VerdictTable(
            heads, tuple(verdict(review, o, MARKS[o.status], standing(review, o)) for o in newest)
        ),
        points=_points(newest),
        alt=review.say("Table of earlier worries with the state of each. {title}.", title=title),
        notes=[
            *(
                review.say(
                    "{worry}: {note}", worry=review.say(o.thesis.label), note=review.say(o.thesis.note)
                )
                for o in newest
                if o.thesis.note
            ),
            review.say(
                "Past both limits a worry is resolved, and stays so until the first is met again: then it has "
                "returned. A quarter in brackets is that of an older statement."
            ),
            review.missing_note(),
        ],
        data=_figures_frame(newest),
    )


@Review.shows
def theses_map(review: Review) -> Exhibit:
    """The state of each worry in every quarter since it was raised."""
    subtitle = review.say("State of each worry by quarter")
    runs = outcomes(review)
    if not runs:
        return _nothing(review, "theses_map", review.say("No worry to follow over time yet"), subtitle)
    first = max(review.quarters[0], min(run[-1].thesis.first_quarter for run in runs.values()) - CONTEXT)
    shown = {key: tuple(o for o in run if o.quarter >= first) for key, run in runs.items()}
    rows = [
        StateRow(
            review.say(run[-1].thesis.label),
            # Of quarters before a worry was raised, only what the test says is shown.
            tuple(o.status if o.raised or o.status != "not_testable" else "" for o in run),
            tuple(o.raised for o in run),
            _standing(review, run[-1]),
        )
        for run in shown.values()
    ]
    states = {
        key: State(
            state_name(review, key),
            MARKERS[key],
            STATE_COLOURS[key],
            hollow=key not in STRONG,
            strong=key in STRONG,
        )
        for key in STATUSES
    }
    title = map_message(review)
    every = [o for run in shown.values() for o in run]
    return review.exhibit(
        "theses_map",
        title=title,
        subtitle=subtitle,
        body=state_map(
            quarters_between(first, review.quarter),
            rows,
            states,
            unfilled=review.say("mark without a field: the same test, before anyone had raised the worry"),
        ),
        points=_points(every),
        alt=review.say("Heat map of the state of each worry by quarter. {title}.", title=title),
        data=_states_frame(every),
    )


def standings(review: Review) -> Evidence:
    """The state of each worry that had been raised, as its test says it."""
    newest = {key: run[-1] for key, run in outcomes(review).items()}
    return _states(review, newest, review.quarter)


def _states(review: Review, found: Mapping[str, Outcome], quarter: Quarter) -> Evidence:
    told = [
        Value(key, "theses.status", math.nan, "status", word=o.status, when=str(quarter))
        for key, o in found.items()
    ]
    return Evidence.of(told, Population("worries raised", tuple(found)), review.quarter)


def table_message(review: Review) -> Statement:
    """Count the worries by their state."""
    states = standings(review)
    counted = {key: held for key in STATUSES if (held := each_told(states, key)) is not None and held.count}
    parts = [review.phrase(_STATES[key], number=_count(held.count)) for key, held in counted.items()]
    return review.state(
        "Earlier worries in {quarter}: {list}", *counted.values(), quarter=review.quarter, list=parts
    )


_STATES = {
    "holds": N_("holding: {number}"),
    "returned": N_("returned: {number}"),
    "easing": N_("easing: {number}"),
    "resolved": N_("resolved: {number}"),
    "not_testable": N_("not testable: {number}"),
}


def _count(number: int) -> Number:
    return Number(float(number), "count")


def standing(review: Review, outcome: Outcome) -> Statement:
    """The state of one worry and since when, with the assertion that its test says so."""
    held = each_told(_states(review, {outcome.thesis.id: outcome}, review.quarter), outcome.status)
    return review.tell(
        review.state(
            "{state} since {quarter}",
            held,
            state=state_name(review, outcome.status),
            quarter=outcome.since,
        ),
        f"thesis.{outcome.thesis.id}",
        "thesis",
        "theses_table",
    )


def map_message(review: Review) -> Statement:
    """Say which worries changed their state against the quarter before."""
    runs = outcomes(review)
    stood = {key: (run[-2], run[-1]) for key, run in runs.items() if len(run) > 1 and run[-2].raised}
    changed = {key: pair for key, pair in stood.items() if pair[0].status != pair[1].status}
    fresh = {key: run[-1] for key, run in runs.items() if run[-1].thesis.first_quarter == review.quarter}
    quarter = review.quarter
    if changed:
        told = [
            held
            for key, (before, now) in changed.items()
            for one, when in ((before, quarter - 1), (now, quarter))
            if (held := each_told(_states(review, {key: one}, when), one.status)) is not None
        ]
        if len(changed) > MOST_TOLD:
            return review.state(
                "Changed their state in {quarter}: {list}",
                *told,
                quarter=quarter,
                list=[_quoted(review, now) for _, now in changed.values()],
            )
        parts = [
            review.phrase(
                "{worry} ({before}, {now})",
                worry=_quoted(review, now),
                **change(review, before.status, now.status),
            )
            for before, now in changed.values()
        ]
        return review.state("Changed in {quarter}: {list}", *told, quarter=quarter, list=parts)
    if fresh:
        names = [_quoted(review, now) for now in fresh.values()]
        return review.state("Newly tested on {quarter}: {list}", quarter=quarter, list=names)
    return review.state(
        "The states of earlier worries are those of the quarter before {quarter}", quarter=quarter
    )


def _quoted(review: Review, outcome: Outcome) -> Phrase:
    return Phrase(review.say("“{worry}”", worry=review.say(outcome.thesis.label)))


def _standing(review: Review, outcome: Outcome) -> str:
    return review.say(
        "{state} since {quarter}", state=state_name(review, outcome.status), quarter=outcome.since
    )


def _nothing(review: Review, key: str, title: str, subtitle: str) -> Exhibit:
    reason = review.say(
        "None of the worries that this report follows had been raised by {quarter}.", quarter=review.quarter
    )
    return review.exhibit(
        key,
        title=title,
        subtitle=subtitle,
        body=Absence(reason),
        points=[],
        alt=reason,
    )


def _points(found: list[Outcome]) -> list[Point]:
    return list(dict.fromkeys(r for o in found for r in o.readings if r.known))


def _states_frame(found: list[Outcome]) -> pd.DataFrame:
    """One row a worry and quarter: the state, the number, its limits and its sources."""
    return pd.DataFrame([_state(o) for o in found])


def _figures_frame(found: list[Outcome]) -> pd.DataFrame:
    """One row a figure: whose worry it speaks to, and all that travels with it."""
    rows = [
        _state(o)
        | {
            "company": r.company,
            "figure": r.metric,
            "figure_quarter": str(r.quarter),
            "figure_value": r.value,
            "figure_unit": r.unit,
            "basis": r.basis,
            "evidence": r.evidence,
            "definition": r.definition,
            "missing": r.reason,
            "sources": ";".join(r.sources),
        }
        for o in found
        for r in o.readings
    ]
    return pd.DataFrame(rows)


def _state(outcome: Outcome) -> dict[str, object]:
    test = outcome.thesis.test
    return {
        "thesis": outcome.thesis.id,
        "calendar_quarter": str(outcome.quarter),
        "status": outcome.status,
        "raised": outcome.raised,
        "since": str(outcome.since),
        "number": outcome.number,
        "op": test.op if test else "",
        "threshold": test.threshold if test else None,
        "easing": test.easing if test else None,
        "need": test.need if test and test.several else "",
        "sources": ";".join(sorted({s for r in outcome.readings for s in r.sources})),
    }
