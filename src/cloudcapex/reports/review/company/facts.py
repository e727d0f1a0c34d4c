"""Rows of a company page's table: KPIs as last stated, and guidance in force, each with its day and document."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .... import facts, metrics
from ....exhibits.carried import print_point
from ....exhibits.tables.table import Cell, missing, words
from ....guidance.ladders import Ladder, ladders
from ....guidance.results import why_no_figure
from ....guidance.targets import Target
from ....language import ColumnWriter, Number
from ....metrics.points import Point
from ....metrics.readings import Reading, readings_of
from ...change_words import measure
from ...units import POINTS
from ..context import Review
from ..guidance import words as write
from ..guidance.given import seen_until
from .profiles import Profile

MOST_GUIDANCE = 3


def readings(review: Review, company: str, profile: Profile) -> list[Reading]:
    """Return every KPI of a profile, those without any figure too."""
    return readings_of(company, profile.kpis, profile.years, review.quarter, review.as_of)


# --- guidance -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class GuidanceInForce:
    """Guidance in force for a period still open.

    Attributes
    ----------
    metric, definition : str
        What it is about, and on which definition.
    target : Target
        The period.
    name : str
        The measure, in words.
    low, high, unit
        Its ends in whole units; NaN for words alone.
    figure, before : str
        The figure as printed, and the one it replaced with its month; empty for none.
    reason : str
        Why it has no figure; empty where it has one.
    """

    metric: str
    definition: str
    target: Target
    name: str
    low: float
    high: float
    unit: str
    figure: str
    before: str
    day: dt.date
    words: str
    sources: tuple[str, ...]
    evidence: str
    reason: str


def outlooks(review: Review, company: str) -> list[GuidanceInForce]:
    """What the company had last said about capex of periods that go on after the quarter: figures before words."""
    told = ladders([company], review.as_of, until=seen_until(review))
    found = [ladder for ladder in told if ladder.target.quarters[-1] > review.quarter]
    found.sort(key=lambda o: (not o.figures, o.target.year is None, o.target.quarters))
    return [
        _of_ladder(review, ladder, write.basis(review, ladder.metric)) for ladder in found[:MOST_GUIDANCE]
    ]


def _of_ladder(review: Review, ladder: Ladder, name: str) -> GuidanceInForce:
    from babel.dates import format_skeleton

    told = ladder.figures
    now = told[-1] if told else ladder.statements[-1]
    before = ""
    if len(told) > 1:
        before = review.say(
            "{value} ({period})",
            value=write.figure_phrase(review, told[-2], ladder.company).text,
            period=format_skeleton("yMMM", told[-2].issued, locale=review.language.locale),
        )
    return GuidanceInForce(
        ladder.metric,
        now.definition,
        ladder.target,
        name,
        now.low,
        now.high,
        now.unit,
        write.figure_phrase(review, now, ladder.company).text if now.figure else "",
        before,
        now.issued,
        now.words,
        now.sources,
        now.evidence,
        why_no_figure(ladder, review.as_of, seen_until(review)),
    )


# --- cells ----------------------------------------------------------------------------------------


def written(review: Review, point: Point) -> str:
    """Write a value in its own unit: money, per cent, points, a count, megawatts."""
    if point.metric in POINTS:
        number = Number(point.value, "points")
    elif point.unit == "share":
        number = review.language.told(point.value, "share")
    else:
        number = Number(point.value, point.unit)
    text = print_point(point, ColumnWriter(review.language, number))
    return review.say(">{amount}", amount=text) if point.definition == "lower_bound" else text


def short_date(review: Review, day: dt.date) -> str:
    """Write a day for a narrow column: ``25 Nov 2025``."""
    return review.language.day(day)


def reading_row(review: Review, reading: Reading) -> tuple[Cell, ...]:
    """Print a KPI: this quarter, before, the day, what it counts."""
    now = review.cell(reading.now, lambda v: written(review, reading.now))
    if _of_whole_year(reading.now):
        now = _with_period(review, now, reading.now.fiscal_quarter)
    return (
        words(measure(review, reading.metric)),
        _before(review, reading),
        now.plain() if reading.now.unit == "share" else now,
        Cell(short_date(review, reading.day) if reading.day else "", kind="figure"),
        words(_meaning(review, reading)),
    )


def _meaning(review: Review, reading: Reading) -> str:
    """What a figure counts, in the company's own definition where it has one; nothing where the name says as much."""
    point = reading.now if reading.now.known else reading.before or reading.now
    own = facts.definition(reading.metric, point.company, point.definition)
    if own:
        return review.say(own)
    known = metrics.describe(reading.metric)
    text = known["definition"]
    said = set(text.removesuffix(".").casefold().split())
    return "" if said <= set(known["label"].casefold().split()) else review.say(text)


def _before(review: Review, reading: Reading) -> Cell:
    point = reading.before
    if point is None:
        return missing("not_applicable")
    # A figure that was passed counts the same, and says at least.
    told = {point.definition, reading.now.definition} - {"lower_bound"}
    if reading.now.known and point.known and len(told) > 1:
        return missing("not_derivable")  # what counts something else is held against nothing
    cell = review.cell(point, lambda v: written(review, point))
    return _with_period(review, cell, point.fiscal_quarter if _of_whole_year(point) else str(point.quarter))


def _of_whole_year(point: Point) -> bool:
    """Whether a figure is of a fiscal year: it has no quarter of its own."""
    return point.known and bool(point.fiscal_quarter) and " " not in point.fiscal_quarter


def _with_period(review: Review, cell: Cell, period: str) -> Cell:
    text = review.say("{value} ({period})", value=cell.text, period=period)
    return Cell(text, url=cell.url, marks=cell.plain().marks, kind="figure", hint=cell.hint)


def outlook_row(review: Review, outlook: GuidanceInForce) -> tuple[Cell, ...]:
    """Print guidance: the figure in force, the one before it, the day, what was said."""
    return (
        words(write.line_name(review, outlook.target, outlook.name)),
        Cell(outlook.before, kind="figure") if outlook.before else missing("not_applicable"),
        review.told_cell(outlook.figure, outlook.sources[0], outlook.evidence)
        if outlook.figure
        else missing(outlook.reason),
        Cell(short_date(review, outlook.day), kind="figure"),
        words(review.language.sentence(review.say(outlook.words))),
    )
