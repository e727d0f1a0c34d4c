"""Guidance: the ladder of each open year with what it implies, and closed years scored."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import replace

from ....exhibits.absence import Absence
from ....exhibits.charts.ladder import ladder_chart
from ....exhibits.charts.scale import Scale
from ....exhibits.exhibit import Exhibit
from ....exhibits.tables.table import Cell, Column, Table, missing, words
from ....exhibits.together import Together
from ....guidance.frames import ladder_frame, score_frame
from ....guidance.ladders import Guidance, Ladder, ladders
from ....guidance.scores import POINT_TOLERANCE, HeldGuidance, Outlook, Score, Spent, outlook, score
from ....language import Number
from ....metrics.points import Point
from ....schema.grades import is_second_hand
from ....statements import Statement
from ..context import Review
from . import words as write
from .notes import ladder_notes, unscored_notes, words_note
from .rungs import ascent
from .sentences import ladder_message, score_message, takeaway

MOST = 5

# Which mark of missing an amount without a value carries.
_MARK = {"not_yet_filed": "not_yet_filed", "estimate_only": "not_derivable"}


def seen_until(review: Review) -> dt.date:
    """The last day whose statements belong to the quarter's edition: results come in the quarter after."""
    return min(review.as_of, (review.quarter + 1).end)


def _known(review: Review) -> list[Ladder]:
    return ladders(review.companies, review.as_of, until=seen_until(review))


def open_years(review: Review) -> list[Outlook]:
    """The year each company's guidance looks to from the quarter: the one that holds the next quarter.

    A year with a figure goes before one of words, a calendar year before a fiscal one. At most five companies;
    those that gave figures stay.
    """
    following = review.quarter + 1
    best: dict[str, Ladder] = {}
    for ladder in _known(review):
        if ladder.target.year is None or following not in ladder.target.quarters:
            continue
        other = best.get(ladder.company)
        if other is None or _rank(ladder) > _rank(other):
            best[ladder.company] = ladder
    kept = list(best.values())
    while len(kept) > MOST:
        silent = [ladder for ladder in kept if not ladder.last]
        kept.remove((silent or kept)[-1])
    units = [ladder.last.unit for ladder in kept if ladder.last]
    kept = [ladder for ladder in kept if not ladder.last or ladder.last.unit == units[0]]
    return [outlook(ladder, review.quarter, review.as_of) for ladder in kept]


def _rank(ladder: Ladder) -> tuple[bool, bool, dt.date]:
    return (ladder.last is not None, not ladder.target.fiscal, ladder.statements[-1].issued)


def closed_years(review: Review) -> list[Score]:
    """Every year of the data that is over by the quarter, scored where it can be."""
    return [
        score(ladder, review.as_of)
        for ladder in _known(review)
        if ladder.target.year is not None and ladder.target.quarters[-1] <= review.quarter
    ]


def guidance_takeaway(review: Review) -> Statement:
    """How guidance moved, to what, and the growth that takes: one or two sentences for the front page."""
    return takeaway(review, open_years(review), seen_until(review))


@Review.shows
def guidance_ladder(review: Review) -> Exhibit:
    """Statements about the open year by their day, what is spent, and what is left to spend."""
    say, language = review.say, review.language
    outlooks = open_years(review)
    day = language.date(seen_until(review))
    title = ladder_message(review, outlooks)
    if not outlooks:
        reason = say("The data hold no capex guidance for the year ahead that was given by {day}.", day=day)
        return review.exhibit(
            "guidance_ladder",
            title=title,
            subtitle=say("Capex guidance by day of statement"),
            body=Absence(reason),
            points=[],
            alt=reason,
        )
    told = [o for o in outlooks if o.ladder.last]
    chart = ladder_chart(
        [ascent(review, o) for o in outlooks],
        scale=Scale.money(language),
        row_height=1.7 if told else 1.1,
    )
    table = _implied(review, told)
    return review.exhibit(
        "guidance_ladder",
        title=title,
        subtitle=say(
            "Capex guidance for the open year by month of statement, {unit}, statements to {day}",
            unit=language.unit_name(),
            day=day,
        ),
        body=Together((chart, table)) if told else chart,
        points=[p for o in outlooks for p in (_point(o, o.spent), _point(o, o.before)) if p.known],
        alt=say("Ladders of guidance ranges by company and day. {title}.", title=title),
        notes=ladder_notes(review, outlooks),
        data=ladder_frame([o.ladder for o in outlooks]),
        extra_sources=_documents(s for o in outlooks for s in o.ladder.statements),
    )


def _documents(statements) -> list[str]:
    return sorted({source for s in statements for source in s.sources})


def _point(o: Outlook, amount: Spent) -> Point:
    return _amount_point(o.ladder, amount)


def _amount_point(ladder: Ladder, amount: Spent) -> Point:
    """Dress an amount over several quarters as a point, so that it is printed and sourced like any figure."""
    return Point(
        company=ladder.company,
        metric=ladder.metric,
        quarter=ladder.target.quarters[-1],
        fiscal_quarter=ladder.target.label,
        period_end=None,
        value=amount.value if amount.sources else math.nan,
        unit=amount.unit,
        basis=amount.basis,
        evidence=amount.evidence,
        definition=ladder.definition,
        sources=amount.sources,
        low=amount.low,
        high=amount.high,
        reason="" if amount.sources else _MARK.get(amount.reason, "not_disclosed"),
    )


# --- the table under it ---------------------------------------------------------------------------


def _implied(review: Review, outlooks: Sequence[Outlook]) -> Table:
    say = review.say
    columns = (
        Column(say("Company"), "left", 1.0),
        Column(say("Year"), "left", 0.7),
        Column(say("Basis"), "left", 2.1),
        Column(say("first figure"), "right", 0.9),
        Column(say("latest figure"), "right", 0.9),
        Column(say("spent so far"), "right", 0.75),
        Column(say("left to spend"), "right", 1.0),
        Column(say("quarters left"), "right", 0.8),
        Column(say("same, a year before"), "right", 0.95),
        Column(say("growth that takes"), "right", 1.5),
    )
    return Table(columns, tuple(_implied_row(review, o) for o in outlooks))


def _implied_row(review: Review, o: Outlook) -> tuple[Cell, ...]:
    unit = o.ladder.figures[-1].unit
    money = review.language.writes(unit, "table")
    nothing_done = not o.done
    spent = _point(o, o.spent)
    return (
        words(review.company(o.ladder.company)),
        words(write.period(review, o.ladder.target)),
        words(write.basis(review, o.ladder.metric)),
        _figure_cell(review, o.ladder.figures[0]),
        _figure_cell(review, o.ladder.figures[-1]),
        missing("not_applicable") if nothing_done else review.cell(spent, money).plain(),
        _span(review, o.remaining, Number(0, unit, place="table"), o.spent),
        Cell(str(len(o.left)), kind="figure"),
        review.cell(_point(o, o.before), money).plain(),
        _span(
            review,
            o.growth,
            Number(0, "share", sign=True, place="table"),
            o.before if not o.before.known else o.spent,
        ),
    )


def _figure_cell(review: Review, s: Guidance) -> Cell:
    source = review.source(s.sources[0])
    mark = "s" if is_second_hand(s.evidence) else ""
    return Cell(write.figure(review, s), url=source.url, marks=mark, kind="figure", hint=source.title)


def _span(review: Review, ends: tuple[float, float], like: Number, from_amount: Spent) -> Cell:
    """Print a low and a high end; one where they are the same or only one is there."""
    shown = [replace(like, value=v) for v in ends if math.isfinite(v)]
    if not shown:
        return missing(_MARK.get(from_amount.reason, "not_derivable"))
    if len(shown) == 1:
        if math.isfinite(ends[0]):
            return Cell(review.say("from {amount}", amount=shown[0]), kind="figure")
        return Cell(review.say("up to {amount}", amount=shown[0]), kind="figure")
    return Cell(review.language.range(*shown), kind="figure")


# --- closed years ---------------------------------------------------------------------------------


@Review.shows
def guidance_score(review: Review) -> Exhibit:
    """Closed years: what was spent against the first and the last figure given."""
    say, language = review.say, review.language
    scores = closed_years(review)
    told = [s for s in scores if s.ladder.last]
    title = score_message(review, scores)
    subtitle = say(
        "Capex of closed years against the first and the last figure given, {unit}, each on its own basis",
        unit=language.unit_name(),
    )
    silent = words_note(review, scores)
    if not told:
        reason = say("The data hold no figure for a year that closed by {quarter}.", quarter=review.quarter)
        return review.exhibit(
            "guidance_score",
            title=title,
            subtitle=subtitle,
            body=Absence(language.sentences(reason, silent)),
            points=[],
            alt=reason,
            extra_sources=_documents(s for r in scores for s in r.ladder.statements),
        )
    columns = (
        Column(say("Company"), "left", 1.0),
        Column(say("Year"), "left", 0.7),
        Column(say("Basis"), "left", 1.9),
        Column(say("first figure"), "right", 0.9),
        Column(say("last figure"), "right", 0.9),
        Column(say("spent"), "right", 0.7),
        Column(say("against the first"), "right", 1.5),
        Column(say("against the last"), "right", 1.5),
    )
    return review.exhibit(
        "guidance_score",
        title=title,
        subtitle=subtitle,
        body=Table(columns, tuple(_score_row(review, s) for s in told)),
        points=[_amount_point(s.ladder, s.actual) for s in told],
        alt=say("Table of closed years against guidance. {title}.", title=title),
        notes=[
            say(
                "A single figure counts as met within {share} either side. Scored only with spending on the same "
                "basis and definition.",
                share=language.told(POINT_TOLERANCE, "share"),
            ),
            *unscored_notes(review, told),
            silent,
            review.missing_note(),
        ],
        data=score_frame(scores),
        extra_sources=_documents(s for r in told for s in r.ladder.figures),
    )


def _score_row(review: Review, s: Score) -> tuple[Cell, ...]:
    not_scored = Cell(review.say("not scored"), kind="missing")
    money = review.language.writes(s.actual.unit, "table")
    actual = review.cell(_amount_point(s.ladder, s.actual), money).plain()
    return (
        words(review.company(s.ladder.company)),
        words(write.period(review, s.ladder.target)),
        words(write.basis(review, s.ladder.metric)),
        _figure_cell(review, s.ladder.figures[0]),
        _figure_cell(review, s.ladder.figures[-1]),
        actual,
        _verdict_cell(review, s.first) if s.first else not_scored,
        _verdict_cell(review, s.last) if s.last else not_scored,
    )


def _verdict_cell(review: Review, held: HeldGuidance) -> Cell:
    return Cell(write.outcome(review, held), kind="figure")
