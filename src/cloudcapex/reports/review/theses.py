"""Worries that others raised, tested again on this quarter: a table for now, a map over time."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from ...exhibits.charts.heatmap import State, StateRow, state_map
from ...exhibits.display import Display
from ...exhibits.exhibit import Body
from ...exhibits.tables.verdicts import VerdictTable
from ...exhibits.theme import STATE_COLOURS
from ...language import N_, Number
from ...metrics.points import Point
from ...periods import Quarter, quarters_between
from ...statements import Assertion, Evidence, Phrase, Population, Statement, Value, absence, each_told
from ...theses.frames import figures_frame, states_frame
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


def outcomes(review: Review) -> dict[str, Run]:
    """Every worry raised by the review's quarter and day, tested over its window; oldest quarter first."""
    raised = [t for t in load_theses(review.as_of) if t.first_quarter <= review.quarter]
    return review.made(
        f"outcomes on {review.as_of}",
        lambda: evaluate(raised, review.quarters[0], review.quarter, review.as_of) if raised else {},
    )


def _newest(review: Review) -> list[Outcome]:
    return [run[-1] for run in outcomes(review).values()]


def _verdicts(review: Review, newest: Sequence[Outcome]) -> VerdictTable:
    heads = (
        review.say("Worry, and where it was raised"),
        review.say("In {quarter}", quarter=review.quarter),
        review.say("Test"),
        review.say("Figures behind it"),
    )
    return VerdictTable(
        heads, tuple(verdict(review, o, MARKS[o.status], standing(review, o)) for o in newest)
    )


def _own_notes(review: Review, newest: Sequence[Outcome]) -> list[str]:
    return [
        review.say("{worry}: {note}", worry=review.say(o.thesis.label), note=review.say(o.thesis.note))
        for o in newest
        if o.thesis.note
    ]


def _shown(review: Review) -> list[Run]:
    """Every worry from a little before the first one was raised."""
    runs = outcomes(review)
    raised = min((run[-1].thesis.first_quarter for run in runs.values()), default=review.quarter)
    first = max(review.quarters[0], raised - CONTEXT)
    return [tuple(o for o in run if o.quarter >= first) for run in runs.values()]


def _map(review: Review, runs: Sequence[Run]) -> Body:
    rows = [
        StateRow(
            review.say(run[-1].thesis.label),
            # Of quarters before a worry was raised, only what the test says is shown.
            tuple(o.status if o.raised or o.status != "not_testable" else "" for o in run),
            tuple(o.raised for o in run),
            _standing(review, run[-1]),
        )
        for run in runs
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
    return state_map(
        quarters_between(runs[0][0].quarter, review.quarter),
        rows,
        states,
        unfilled=review.say("mark without a field: the same test, before anyone had raised the worry"),
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


def unraised(review: Review, message: str) -> Statement:
    """Say that every worry was raised later."""
    ids = tuple(t.id for t in load_theses(review.as_of))
    values = [Value(of, "theses.raised", math.nan, "count", reason="not_disclosed") for of in ids]
    raised = Evidence.of(values, Population("worries", ids), review.quarter)
    return review.state(message, absence(raised), quarter=review.quarter)


def table_message(review: Review) -> Statement:
    """Count the worries by their state."""
    states = standings(review)
    if not states.values:
        return unraised(review, N_("The data hold no worry voiced by {quarter} to look at again"))
    counted, parts = _by_state(review, states)
    return review.state("Earlier worries in {quarter}: {list}", *counted, list=parts)


def _by_state(review: Review, states: Evidence) -> tuple[list[Assertion], Phrase]:
    """Count some worries by the state they are in, and write it."""
    counted = {key: held for key in STATUSES if (held := each_told(states, key)) is not None and held.count}
    parts = [review.phrase(_STATES[key], number=_count(held.count)) for key, held in counted.items()]
    return [*counted.values()], review.clauses(parts)


_STATES = {
    "holds": N_("{number} holding"),
    "returned": N_("{number} returned"),
    "easing": N_("{number} easing"),
    "resolved": N_("{number} resolved"),
    "not_testable": N_("{number} not testable"),
}


def _count(number: int) -> Number:
    return Number(float(number), "count")


def state_held(review: Review, outcome: Outcome) -> Assertion:
    """That the test of one worry says what its state is."""
    held = each_told(_states(review, {outcome.thesis.id: outcome}, review.quarter), outcome.status)
    assert held is not None  # the one that is asked about
    return held


def standing(review: Review, outcome: Outcome) -> Statement:
    """The state of one worry and since when, with the assertion that its test says so."""
    return review.tell(
        review.state(
            "{state} since {quarter}",
            state_held(review, outcome),
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
    if not runs:
        return unraised(review, N_("The data hold no worry voiced by {quarter} to follow over time"))
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
        names = [_label(review, now) for _, now in changed.values()]
        counted, kinds = _by_state(
            review, _states(review, {key: now for key, (_, now) in changed.items()}, quarter)
        )
        named = review.state("New states in {quarter}: {list}", *told, list=names).or_shorter(
            review.state("New states: {list}", *told, list=names).or_shorter(
                # Of so many that their names find no room: how many came into which state.
                review.state("New states in {quarter}: {list}", *told, *counted, list=kinds)
            )
        )
        if len(changed) > MOST_TOLD:
            return named
        parts = [
            review.phrase(
                "{worry} ({before}, {now})",
                worry=_label(review, now),
                **change(review, before.status, now.status),
            )
            for before, now in changed.values()
        ]
        return review.state("Changed in {quarter}: {list}", *told, list=parts).or_shorter(named)
    if fresh:
        names = [_label(review, now) for now in fresh.values()]
        return review.state("Newly tested on {quarter}: {list}", list=names)
    return review.state("The states of earlier worries are those of the quarter before {quarter}")


def _label(review: Review, outcome: Outcome) -> Phrase:
    return Phrase(review.say(outcome.thesis.label))


def _standing(review: Review, outcome: Outcome) -> str:
    return review.say(
        "{state} since {quarter}", state=state_name(review, outcome.status), quarter=outcome.since
    )


def _points(found: list[Outcome]) -> list[Point]:
    every = (r for o in found for r in (*o.readings, *o.without, *o.since_readings))
    return list(dict.fromkeys(r for r in every if r.known))


# What an exhibit of worries says where it has none.
NONE_RAISED = N_("None of the worries that this report follows had been raised by {quarter}.")

theses_table = Review.shows(
    Display(
        "theses_table",
        _newest,
        _verdicts,
        subtitle=N_("What was feared, and what the figures of {quarter} say of it"),
        message=table_message,
        alt=N_("Table of earlier worries with the state of each. {title}."),
        notes=(
            _own_notes,
            N_(
                "Past both limits a worry is resolved, and stays so until the first is met again: then it has "
                "returned. A quarter in brackets is that of an older statement."
            ),
            Review.missing_note,
        ),
        points=lambda review, newest: _points(newest),
        data=lambda review, newest: figures_frame(newest),
        absent=NONE_RAISED,
        tall=True,
        # Page two prints each number with its limits: the figures behind them are looked up.
        on_paper=False,
    )
)

theses_map = Review.shows(
    Display(
        "theses_map",
        _shown,
        _map,
        subtitle=N_("State of each worry by quarter"),
        message=map_message,
        alt=N_("Heat map of the state of each worry by quarter. {title}."),
        points=lambda review, runs: _points([o for run in runs for o in run]),
        data=lambda review, runs: states_frame([o for run in runs for o in run]),
        absent=NONE_RAISED,
        on_paper=False,  # page two prints where each stands now
    )
)
