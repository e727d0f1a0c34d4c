"""Demand for AI, as far as companies state it: points of growth, chips sold."""

from __future__ import annotations

from collections.abc import Sequence

from ... import facts, metrics
from ...exhibits.drawings import Panels
from ...exhibits.spec import Rows, Spec
from ...language import N_, Number
from ...metrics.points import Point
from ...statements import Population, Statement, change, value
from .company.panels import breaks_note
from .context import Review


def _signals() -> dict[str, facts.Member]:
    return {m.company: m for m in facts.group("ai_signals")}


def _under(review: Review, row: Sequence[Point]) -> str:
    """Say what a panel counts, and of which quarter the newest points are."""
    newest = [p for p in row if p.known][-1]
    if newest.unit == "share":
        return review.say("percentage points, last stated {quarter}", quarter=newest.quarter)
    unit = review.language.unit_name(newest.unit)
    if newest.quarter != review.quarter:
        return review.say("{unit} a quarter, last {quarter}", unit=unit, quarter=newest.quarter)
    return review.say("{unit} a quarter", unit=unit)


def _stopped_notes(review: Review, rows: Rows) -> list[str]:
    """Name the companies that once stated points of growth and state none of the quarter."""
    silent = [
        m.company
        for m in _of_growth()
        if any(p.known for p in review.row(m.metric, m.company)[:-1])
        and not review.point(m.metric, m.company).known
    ]
    return [
        review.say(
            "The data hold no AI points of {company} after the quarter shown.", company=review.company(c)
        )
        for c in silent
    ]


def _of_growth() -> list[facts.Member]:
    """The signals that are points of growth."""
    return [m for m in facts.group("ai_signals") if metrics.unit_of(m.metric) == "share"]


def signals_message(review: Review) -> Statement:
    """Say what the newest demand figure shows: the chips that were sold, else what AI gives a cloud, else what is sold."""
    metrics_of = {
        m.company: m.metric for m in (facts.only("chip_maker"), *_of_growth(), *facts.group("ai_signals"))
    }
    signals = review.evidence(metrics_of, Population("signals of AI demand", tuple(metrics_of)), "yoy")
    told = next(iter(signals.known), None)
    if told is None:
        return review.nothing("The data hold no figure on AI demand for {quarter}", signals)
    one = signals.only(told.of)
    if told.unit == "share":
        return review.state(
            "AI services account for {points} of {cloud} growth",
            value(one),
            points=Number(told.value, "points", told.of),
            cloud=review.possessive(review.cloud(told.of)),
        )
    forms = _SOLD if told.of == facts.only("chip_maker").company else _EARNED
    moved = change(one)
    values = {"company": review.company(told.of), "amount": Number(told.value, told.unit, told.of)}
    if moved is None:
        return review.state(forms[""], value(one), **values)
    return review.state(forms[str(moved.direction)], moved, growth=review.grown(told), **values)


_SOLD = {
    "": N_("{company} sold {amount} of chips and systems to data centres"),
    "rose": N_(
        "{company} sold {amount} of chips and systems to data centres, {growth} more than a year before"
    ),
    "fell": N_(
        "{company} sold {amount} of chips and systems to data centres, {growth} less than a year before"
    ),
    "held": N_("{company} sold {amount} of chips and systems to data centres, level on the year"),
}
_EARNED = {
    "": N_("{company} took in {amount} in the quarter"),
    "rose": N_("{company} took in {amount} in the quarter, {growth} more than a year before"),
    "fell": N_("{company} took in {amount} in the quarter, {growth} less than a year before"),
    "held": N_("{company} took in {amount} in the quarter, level on the year"),
}


_SUPPLIER = N_(
    "NVIDIA’s quarter ends about a month later than the calendar’s; it is a supplier, so its revenue is others’ capex."
)

ai_signals = Review.shows(
    Spec(
        "ai_signals",
        lambda review, company: review.row(_signals()[company].metric, company),
        lambda review: tuple(_signals()),
        Panels(under=_under, height=1.45),
        subtitle=N_("Figures the companies state; each panel on its own scale"),
        message=signals_message,
        alt=N_("Small charts of AI demand signals. {title}."),
        notes=(_SUPPLIER, _stopped_notes, lambda review, rows: breaks_note(review, rows.values())),
        name=lambda review, company: review.member(_signals()[company]),
        absent=N_("The data hold no figure on AI demand up to {quarter}."),
    )
)
