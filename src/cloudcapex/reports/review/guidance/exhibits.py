"""Guidance: the ladder of each open year with what it implies, and closed years scored."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from ....exhibits.charts.ladder import ladder_chart
from ....exhibits.charts.scale import Scale
from ....exhibits.display import Columns, Display, Head, figure, largest
from ....exhibits.exhibit import Body
from ....exhibits.tables.table import Cell, missing
from ....exhibits.together import Together
from ....guidance.frames import ladder_frame, score_frame
from ....guidance.ladders import Guidance, Ladder
from ....guidance.scores import POINT_TOLERANCE, HeldGuidance, Outlook, Score
from ....guidance.spent import Spent
from ....language import N_, Number
from ....metrics.points import Point
from ....periods import Quarter
from ....statements import Statement
from ...documents import sources_of
from ..context import Review
from . import words as write
from .forecast import behind_forecast, forecast_cells, newest_forecast
from .given import closed_years, open_years, seen_until
from .notes import ladder_notes, unscored_notes, words_note
from .rungs import ascent
from .sentences import ladder_message, score_message, takeaway

# Which mark of missing an amount without a value carries.
_MARK = {
    "not_yet_filed": "not_yet_filed",
    "not_entered": "not_entered",
    "estimate_only": "not_derivable",
}


def guidance_takeaway(review: Review) -> Statement:
    """How guidance moved, to what, and the growth that takes: one or two sentences for the front page."""
    return takeaway(review, open_years(review), seen_until(review))


def _absent(review: Review) -> str:
    return review.say(
        "The data hold no capex guidance for the year ahead that was given by {day}.",
        day=review.language.date(seen_until(review)),
    )


def _ladders(review: Review, outlooks: Sequence[Outlook]) -> Body:
    """The ladders, under them what their figures leave to spend, and what a house forecast beside them."""
    told = [o for o in outlooks if o.ladder.last]
    chart = ladder_chart(
        [ascent(review, o) for o in outlooks],
        scale=Scale.money(review.language),
        row_height=1.6 if told else 1.1,
    )
    return Together((chart, _IMPLIED(review, told))) if told or newest_forecast(review) else chart


def _point(o: Outlook, amount: Spent) -> Point:
    return amount_point(o.ladder, amount)


def amount_point(ladder: Ladder, amount: Spent) -> Point:
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


def _spent_so_far(review: Review, o: Outlook) -> Cell:
    spent = _point(o, o.spent)
    return review.cell(spent, _money(review, spent)).plain() if o.done else missing("not_applicable")


def _money(review: Review, point: Point) -> Callable[[float], str]:
    """Write an amount in a column, in the currency of the guidance."""
    return review.language.writes(point.unit, "table")


def _left(review: Review, o: Outlook) -> Cell:
    return _span(review, o.remaining, Number(0, o.ladder.figures[-1].unit, place="table"), o.spent)


def _growth(review: Review, o: Outlook) -> Cell:
    lacking = o.spent if o.before.known else o.before
    return _span(review, o.growth, Number(0, "share", sign=True, place="table"), lacking)


def _figure_cell(review: Review, s: Guidance) -> Cell:
    return review.told_cell(write.figure(review, s), s.sources[0], s.evidence)


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


def _of(which: int) -> Callable[[Review, Outlook | Score], Cell]:
    return lambda review, told: _figure_cell(review, told.ladder.figures[which])


def _verdict_cell(review: Review, held: HeldGuidance | None) -> Cell:
    if held is None:
        return Cell(review.say("not scored"), kind="missing")
    return Cell(write.outcome(review, held), kind="figure")


_WHAT: tuple[Head[Review], ...] = (
    Head(N_("Company"), lambda review, told: review.company(told.ladder.company), share=1.0),
    Head(N_("Year"), lambda review, told: write.period(review, told.ladder.target), share=0.7),
)
_LEFT = (
    replace(_WHAT[0], share=1.45),
    replace(_WHAT[1], share=0.6),
    Head[Review](N_("Basis"), lambda review, o: write.basis(review, o.ladder.metric), share=2.15),
    Head[Review](N_("first figure"), _of(0), "right", 0.75),
    Head[Review](N_("latest figure"), _of(-1), "right", 0.75),
    Head[Review](N_("spent to {quarter}"), _spent_so_far, "right", 0.75),
    Head[Review](N_("left to spend"), _left, "right", 0.95),
    Head[Review](N_("quarters left"), lambda review, o: Cell(str(len(o.left)), kind="figure"), "right", 0.65),
    figure(N_("same, a year before"), lambda review, o: _point(o, o.before), _money, 0.9, computed=True),
    Head[Review](N_("growth that takes"), _growth, "right", 1.4),
)


def _heads(review: Review) -> list[Head[Review]]:
    """Return the columns; what a house forecast for several of the companies together stands under them."""
    under = forecast_cells(review)
    return [replace(head, total=under.get(str(head.heading))) for head in _LEFT]


_IMPLIED = Columns[Review](_heads)
_SCORED = Columns[Review](
    *_WHAT,
    Head(N_("Basis"), lambda review, s: write.basis(review, s.ladder.metric), share=1.9),
    Head(N_("first figure"), _of(0), "right", 0.9),
    Head(N_("last figure"), _of(-1), "right", 0.9),
    figure(N_("spent"), lambda review, s: amount_point(s.ladder, s.actual), _money, 0.7, computed=True),
    Head(N_("against the first"), lambda review, s: _verdict_cell(review, s.first), "right", 1.5),
    Head(N_("against the last"), lambda review, s: _verdict_cell(review, s.last), "right", 1.5),
    printed=largest(20, lambda review, s: s.ladder.target.quarters[-1] - Quarter(2000, 1)),
)


def _told(scores: Sequence[Score]) -> list[Score]:
    """Those for whose year a figure was given."""
    return [s for s in scores if s.ladder.last]


def _none_closed(review: Review) -> str:
    return review.language.sentences(
        review.say(
            "The data hold no guidance in figures for a year that closed by {quarter}.",
            quarter=review.quarter,
        ),
        words_note(review, closed_years(review)),
    )


def _tolerance(review: Review, scores: Sequence[Score]) -> str:
    return review.say(
        "A figure counts as met within {share} of it, a range within as much of its nearer end. Scored only with "
        "spending on the same basis and definition.",
        share=review.language.told(POINT_TOLERANCE, "share"),
    )


guidance_score = Review.shows(
    Display(
        "guidance_score",
        closed_years,
        lambda review, scores: _SCORED(review, told) if (told := _told(scores)) else None,
        subtitle=lambda review: review.say(
            "Capex of closed years against the first and the last figure given, {unit}, each on its own basis",
            unit=review.language.unit_name(),
        ),
        message=lambda review: score_message(review, closed_years(review)),
        alt=N_("Table of closed years against guidance. {title}."),
        notes=(
            _tolerance,
            lambda review, scores: unscored_notes(review, _told(scores)),
            words_note,
            Review.missing_note,
        ),
        points=lambda review, scores: _SCORED.points(review, _told(scores)),
        data=lambda review, scores: score_frame(scores),
        sources=lambda review, scores: sources_of(
            s for r in scores for s in (r.ladder.figures if _told(scores) else r.ladder.statements)
        ),
        absent=_none_closed,
    )
)

guidance_ladder = Review.shows(
    Display(
        "guidance_ladder",
        open_years,
        _ladders,
        subtitle=lambda review: review.say(
            "Capex guidance for the open year by month of statement, {unit}, statements to {day}",
            unit=review.language.unit_name(),
            day=review.language.date(seen_until(review)),
        ),
        message=lambda review: ladder_message(review, open_years(review), seen_until(review)),
        alt=N_("Ladders of guidance ranges by company and day. {title}."),
        notes=ladder_notes,
        points=lambda review, found: [
            *(p for o in found for p in (_point(o, o.spent), _point(o, o.before)) if p.known),
            *behind_forecast(review),
        ],
        data=lambda review, found: ladder_frame([o.ladder for o in found]),
        sources=lambda review, found: [
            *sources_of(s for o in found for s in o.ladder.statements),
            *(row.source_id for row in [newest_forecast(review)] if row),
        ],
        absent=_absent,
        tall=True,  # ladders of many companies, and what they imply, may go over the page
    )
)
