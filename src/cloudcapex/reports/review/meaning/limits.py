"""What would change the reading: the limits of each worry’s test, and how far the quarter’s number is from them."""

from __future__ import annotations

import math

from ....exhibits.display import Columns, Display, Head
from ....exhibits.tables.table import Cell, missing
from ....language import N_, ColumnWriter, Number
from ....statements import Evidence, Population, Statement, Value, longest
from ....statements.forms.parts import gap_of
from ....theses.frames import states_frame
from ....theses.outcomes import Outcome
from ...units import in_unit
from ..context import Review
from ..theses import NONE_RAISED, outcomes, unraised
from ..thesis_words import limit_words, number_words, state_name
from .next_reports import NARROW
from .readings import number_of, number_told, pair, unit_of


def tested(review: Review) -> list[Outcome]:
    """Return what stands of each worry raised whose number is known, the two readings first."""
    newest = [run[-1] for run in outcomes(review).values()]
    known = [o for o in newest if o.thesis.test and math.isfinite(o.number)]
    first = [o.thesis.id for o in pair(review)]
    return sorted(known, key=lambda o: o.thesis.id not in first)


def limit_of(outcome: Outcome) -> float:
    """The threshold in the unit of the number; where several companies decide, how many must meet it."""
    test = outcome.thesis.test
    assert test is not None  # only a test has a number
    if not test.several:
        return test.threshold
    several = len(test.measure.companies)
    return float({"any": 1, "all": several, "most": several // 2 + 1}[test.need])


def _apart(outcome: Outcome) -> float:
    """Return how far a number is from its limit, as a part of the limit: what is told in several units compares so."""
    limit = limit_of(outcome)
    distance = round(abs(outcome.number - limit), 9)
    return distance / abs(limit) if limit else math.inf if distance else 0.0


def limits_message(review: Review) -> Statement:
    """Tell number and threshold of as many worries as a title has room for: those that the least would change first."""
    found = sorted(tested(review), key=_apart)
    if not found:
        return _nothing(review)
    parts = [_against(review, o) for o in found[:3]]
    forms = (
        review.state("What would change it: {list}", list=review.clauses(parts[:n]))
        for n in range(1, len(parts) + 1)
    )
    return longest(forms).fitting(NARROW)


def _nothing(review: Review) -> Statement:
    """Say that no test has a number: every worry was raised later, or its figures are missing."""
    ids = tuple(outcomes(review))
    if not ids:
        return unraised(review, N_("The data hold no worry voiced by {quarter} to be tested"))
    values = [Value(of, "theses.number", math.nan, "count", reason="not_disclosed") for of in ids]
    return review.nothing(
        "The data hold no number for the tests of earlier worries in {quarter}",
        Evidence.of(values, Population("worries raised", ids), review.quarter),
    )


def _against(review: Review, outcome: Outcome) -> Statement:
    of, unit = outcome.thesis.id, unit_of(outcome)
    number, limit = number_told(outcome), Value(of, "theses.limit", limit_of(outcome), unit)
    evidence = Evidence.of([number], Population("worries raised", (of,)), review.quarter)
    held = gap_of(of, number, limit, evidence)
    values = {"worry": review.say(outcome.thesis.label), "number": number_of(review, outcome)}
    if not _apart(outcome):
        return review.state("{worry} ({number}, its limit)", held, **values)
    return review.state(
        "{worry} ({number}, limit {limit})", held, limit=Number(limit.value, unit, of), **values
    )


def _now(review: Review, o: Outcome) -> Cell:
    test = o.thesis.test
    assert test is not None  # only a test has a number
    text = _of(review, o, o.number) if test.several else number_words(review, o)
    return Cell(text, marks=o.marks, kind="figure")


def _holds(review: Review, o: Outcome) -> str:
    test = o.thesis.test
    assert test is not None  # only a test has a number
    return _of(review, o, limit_of(o)) if test.several else limit_words(review, test, test.threshold)


def _of(review: Review, o: Outcome, number: float) -> str:
    """Write how many of its companies: ``3/4``."""
    assert o.thesis.test is not None  # only a test has a number
    some, all_of = Number(number, "count"), Number(float(len(o.thesis.test.measure.companies)), "count")
    return review.say("{number}/{all}", number=some, all=all_of)


def _left(review: Review, o: Outcome) -> Cell:
    """How far the number is from the threshold; a share in points."""
    return Cell(_distance(review, o, limit_of(o)), marks=o.marks, kind="figure")


def _further(review: Review, o: Outcome) -> Cell:
    """How far it is from where it is resolved."""
    test = o.thesis.test
    assert test is not None
    if test.several:
        return missing("not_applicable")
    past = limit_words(review, test, test.easing)
    text = review.say("{limit} ({left})", limit=past, left=_distance(review, o, test.easing))
    return Cell(text, marks=o.marks, kind="figure")


def _distance(review: Review, o: Outcome, limit: float) -> str:
    # In binary a number on its limit can lie a grain beside it.
    apart, unit = round(abs(o.number - limit), 9), unit_of(o)
    if unit == "count":
        return review.language.write(Number(apart, unit))
    if unit in ("share", "points", "growth"):
        write = ColumnWriter(review.language, Number(apart, "points", place="table"))
        if o.judged is not None and o.judged.basis != "reported":
            # What rounding leaves open of the number it leaves open of its distance.
            low, high = o.judged.bounds
            ends = sorted(abs(end - limit) for end in (low, high))
            write = write.within(0.0 if low <= limit <= high else ends[0], ends[1])
        return write(apart)
    if unit == "times":
        # A difference: with the mark of a multiple it would read as one.
        return review.language.write(Number(apart, "number", decimals=1))
    return in_unit(review, apart, unit, "")


def _absent(review: Review) -> str:
    if outcomes(review):
        return review.say("No test has every figure that it asks for.")
    return review.say(NONE_RAISED, quarter=review.quarter)


thesis_limits = Review.shows(
    Display(
        "thesis_limits",
        tested,
        Columns[Review](
            Head(N_("Worry"), lambda review, o: review.say(o.thesis.label), share=2.3),
            Head(N_("state"), lambda review, o: state_name(review, o.status), share=0.9),
            Head(N_("number"), _now, "right", 0.75),
            Head(N_("it holds"), _holds, "right", 1.9),
            Head(N_("distance"), _left, "right", 1.0),
            Head(N_("eases until (distance)"), _further, "right", 1.5, on_screen=True),
        ),
        subtitle=N_("Each test’s number in {quarter}, the limits of its verdict and the distance to them"),
        message=limits_message,
        alt=N_("Table of what would change the verdict on each earlier worry. {title}."),
        notes=(
            N_(
                "Distances of shares are in percentage points, those of multiples are differences; of several companies, how many "
                "more or fewer would have to meet it."
            ),
            Review.missing_note,
        ),
        points=lambda review, found: [r for o in found for r in o.readings if r.known],
        data=lambda review, found: states_frame(found),
        absent=_absent,
        wide=False,
    )
)
