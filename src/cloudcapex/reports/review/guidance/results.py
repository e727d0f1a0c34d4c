"""Guidance on results: revenue, income, costs and margins as guided, and how they came out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ....exhibits.carried import print_point
from ....exhibits.display import Columns, Display, Head
from ....exhibits.tables.table import Cell, missing, words
from ....guidance.frames import results_frame
from ....guidance.results import GuidedResult, guided_results
from ....guidance.scores import POINT_TOLERANCE, Score
from ....language import N_, ColumnWriter, Number
from ....metrics.points import Point
from ....statements import Assertion, Phrase, Quantified, Statement, each_beyond
from ...documents import sources_of
from ..context import Review
from . import held
from . import words as write
from .exhibits import amount_point
from .given import seen_until

# What a figure that came is missing for, and its mark.
_LACKING = {"not_yet_filed": "not_yet_filed", "estimate_only": "not_derivable"}


def results_of(review: Review, company: str) -> list[GuidedResult]:
    """What a company guided beside capex for periods that end with the quarter or go on after it.

    Parameters
    ----------
    review : Review
        The quarter and the day.
    company : str
        Slug.
    """
    return review.made(
        f"guided results of {company}",
        lambda: guided_results(company, review.quarter, review.as_of, seen_until(review)),
    )


def _shown(review: Review) -> list[GuidedResult]:
    """Those of the companies compared for the quarter and the one ahead, and for years that end with or hold them."""
    near = (review.quarter, review.quarter + 1)
    return [
        r
        for company in review.companies
        for r in results_of(review, company)
        if any(q in r.target.quarters for q in near) and (r.ladder is None or r.ladder.last)
    ]


# --- cells ----------------------------------------------------------------------------------------


def _figure(review: Review, result: GuidedResult) -> Cell:
    s = result.newest
    if s is None or not s.figure:
        return missing(result.reason)
    text = write.figure_phrase(review, s, result.company).text
    return review.told_cell(text, s.sources[0], s.evidence)


def _day(review: Review, result: GuidedResult) -> Cell:
    s = result.newest
    return Cell(review.language.day(s.issued) if s else "", kind="figure")


def _came(review: Review, result: GuidedResult) -> Cell:
    if result.score is None or not result.score.ladder.last:
        return missing("not_applicable")  # the period goes on, or only words can be held against it
    point = amount_point(result.score.ladder, result.score.actual)
    if not point.known:
        return missing(_LACKING.get(result.score.reason, "not_entered"))
    rate = point.unit == "share"
    number = review.language.told(point.value, "share") if rate else Number(point.value, point.unit)
    return review.cell(point, lambda v: print_point(point, ColumnWriter(review.language, number)))


def _against(review: Review, result: GuidedResult) -> Cell:
    scored = result.score.last if result.score else None
    return Cell(write.outcome(review, scored, "prose") if scored else "", kind="figure")


def _said(review: Review, result: GuidedResult) -> str:
    s = result.newest
    return review.language.sentence(review.say(s.words)) if s and s.words else ""


_COMPANY = Head[Review](N_("Company"), lambda review, r: review.company(r.company), share=1.0)
_HEADS: tuple[Head[Review], ...] = (
    Head(N_("Guidance on results"), lambda review, r: write.measure_name(review, r.measure), share=1.9),
    Head(N_("for"), lambda review, r: write.period(review, r.target), share=0.8),
    Head(N_("guided"), _figure, "right", 1.3),
    Head(N_("on"), _day, "right", 1.0),
    Head(N_("came to"), _came, "right", 0.9),
    Head(N_("against it"), _against, "right", 1.6),
)
_ALL = Columns[Review](_COMPANY, *_HEADS)
# On the page of a company: with what was said.
results_table = Columns[Review](*_HEADS, Head(N_("what was said"), _said, share=2.2))


def result_row(review: Review, result: GuidedResult) -> tuple[Cell, ...]:
    """Print guidance in force on a line of a sheet: what for, the figure, the day.

    Parameters
    ----------
    review : Review
        Whose language.
    result : GuidedResult
        With a figure.
    """
    name = write.line_name(review, result.target, write.measure_name(review, result.measure))
    return (words(name), missing("not_applicable"), _figure(review, result), _day(review, result))


def came_points(results: Iterable[GuidedResult]) -> list[Point]:
    """The figures that came, of periods that are over."""
    return [
        point
        for r in results
        if r.score and r.score.ladder.last
        if (point := amount_point(r.score.ladder, r.score.actual)).known
    ]


# --- the title ------------------------------------------------------------------------------------


def results_message(review: Review, results: Sequence[GuidedResult]) -> Statement:
    """Say how the figures guided for the quarter came out; before they came, what is guided for the one ahead."""
    scores = [r.score for r in results if r.of_quarter and r.score and r.score.ladder.last]
    return (
        _came_out(review, scores) if any(s.last for s in scores) else _ahead(review, results)
    ) or review.state(
        "The data hold no guidance on results for {quarter} or the quarter after",
        held.no_result_held(review),
        quarter=review.quarter,
    )


def _came_out(review: Review, scores: Sequence[Score]) -> Statement:
    beside = held.beside_held(review, scores, "beside_last", "figures guided")
    within = each_beyond(
        held.beside_held(review, scores, "off_last", "figures guided"), 0.0, sense="below", inclusive=True
    )
    sides: list[tuple[str, Assertion | None]] = [
        (_ABOVE, each_beyond(beside, 0.0)),
        (_BELOW, each_beyond(beside, 0.0, sense="below")),
        (_WITHIN, within),
    ]
    side, most = max(((s, a) for s, a in sides if a is not None), key=lambda told: told[1].count)
    return review.counted(_CAME, most, str, side=review.phrase(side), quarter=review.quarter)


def _ahead(review: Review, results: Sequence[GuidedResult]) -> Statement | None:
    """Tell who guided what on the measure that most guided on for the nearest period that is not over."""
    told = [r for r in results if r.ahead]
    if not told:
        return None
    nearest = min(told, key=lambda r: (not r.of_quarter, r.target.quarters[-1])).target
    measures = [r.measure for r in told if r.target == nearest]
    measure = max(dict.fromkeys(measures), key=measures.count)
    figures = [
        review.state(
            "{company} {figure}",
            held.figure_held(review, r.ladder, r.ladder.figures[-1]),
            company=review.company(r.company),
            figure=write.figure_phrase(review, r.ladder.figures[-1], r.company),
        )
        for r in told
        if r.ladder and (r.target, r.measure) == (nearest, measure)
    ]
    return review.state(
        "{measure} guided for {period}: {list}",
        measure=Phrase(write.measure_name(review, measure)),
        period=write.period(review, nearest),
        list=review.clauses(figures),
    )


_ABOVE = N_("above what was guided")
_BELOW = N_("below what was guided")
_WITHIN = N_("within what was guided")
_CAME = Quantified(
    every=N_("Every figure guided for the results of {quarter} came out {side}"),
    both=N_("Both figures guided for the results of {quarter} came out {side}"),
    none=N_("None of {n} figures guided for the results of {quarter} came out {side}"),
    k_of_n=N_("Of {n} figures guided for the results of {quarter}, {k} came out {side}"),
    k_of_known=N_(
        "Of {n} figures guided for the results of {quarter}, {m} can be compared: {k} came out {side}"
    ),
    every_known=N_(
        "Of {n} figures guided for the results of {quarter}, the {m} that can be compared came out {side}"
    ),
    none_known=N_(
        "Of {n} figures guided for {quarter}, none of the {m} that can be compared came out {side}"
    ),
    one=N_("The figure guided for the results of {quarter} came out {side}"),
    not_one=N_("The figure guided for the results of {quarter} did not come out {side}"),
    nothing=N_("Figures guided for the results of {quarter} cannot be compared"),
)


# --- the exhibit ----------------------------------------------------------------------------------


def _tolerance(review: Review, results: Sequence[GuidedResult]) -> str:
    if not any(r.score and r.score.last for r in results):
        return ""
    return review.say(
        "The newest figure given counts. A single one is met within {share} either side, a rate within half a point; the "
        "company’s own line is held against the line in force, as known on the day of the edition.",
        share=review.language.told(POINT_TOLERANCE, "share"),
    )


def _unread(review: Review, results: Sequence[GuidedResult]) -> str:
    """Say what n/e means of guidance: no text was read that would tell it."""
    lacking = [r for r in results if r.reason == "not_entered"]
    if not lacking:
        return ""
    named = [
        review.language.clauses(
            [
                review.company(r.company),
                write.measure_name(review, r.measure),
                write.period(review, r.target),
            ]
        )
        for r in lacking
    ]
    return review.say(
        "n/e, no text was read that gives the figure: {list}.",
        list=review.language.join(named),
    )


RESULT_NOTES = (_tolerance, _unread)

guided_for_results = Review.shows(
    Display(
        "guided_for_results",
        _shown,
        lambda review, results: _ALL(review, results) if any(r.ladder for r in results) else None,
        subtitle=lambda review: review.say(
            "Guidance on revenue, growth, costs, income and margins for {quarter} and for what follows, statements to {day}",
            quarter=review.quarter,
            day=review.language.date(seen_until(review)),
        ),
        message=lambda review: results_message(review, _shown(review)),
        alt=N_("Table of guidance on results and of what came. {title}."),
        notes=(*RESULT_NOTES, Review.missing_note),
        points=lambda review, results: came_points(results),
        data=lambda review, results: results_frame(results),
        sources=lambda review, results: sources_of(s for r in results if (s := r.newest)),
        absent=lambda review: review.say(
            "The data hold no figure on results that was guided for {quarter} or the quarter after.",
            quarter=review.quarter,
        ),
        on_paper=False,
    )
)
