"""Demand for AI, as far as companies state it: points of growth, chips sold."""

from __future__ import annotations

from ... import facts, metrics
from ...exhibits.absence import Absence
from ...exhibits.charts.panels import SmallChart, panel_grid
from ...exhibits.charts.scale import Scale
from ...exhibits.exhibit import Exhibit
from ...exhibits.theme import company_colour
from ...language import N_, Number
from ...statements import Population, Statement, absence, change, value
from .context import Review


@Review.shows
def ai_signals(review: Review) -> Exhibit:
    """Azure's AI points, NVIDIA's data-centre revenue and CoreWeave's revenue."""
    language = review.language
    panels, points = [], []
    for member in facts.group("ai_signals"):
        row = review.row(member.metric, member.company)
        known = [p for p in row if p.known]
        points += known
        if not known:
            continue
        share = known[-1].unit == "share"
        subtitle = (
            review.say("percentage points, last stated {quarter}", quarter=known[-1].quarter)
            if share
            else review.say("{unit} a quarter", unit=language.unit_name(known[-1].unit))
        )
        panels.append(
            SmallChart(
                review.member(member),
                tuple(p.value for p in row),
                company_colour(member.company),
                write=(language.writes("share", "chart")) if share else language.writes("USD", "chart"),
                scale=Scale.per_cent(language) if share else Scale.money(language),
                subtitle=subtitle,
                shape="lines" if share else "bars",
                soft=frozenset(i for i, p in enumerate(row) if p.soft),
            )
        )
    title = signals_message(review)
    subtitle = review.say("Figures the companies state; each panel on its own scale")
    if not panels:
        reason = review.say("The data hold no figure on AI demand up to {quarter}.", quarter=review.quarter)
        return review.exhibit(
            "ai_signals", title=title, subtitle=subtitle, body=Absence(reason), points=[], alt=reason
        )
    return review.exhibit(
        "ai_signals",
        title=title,
        subtitle=subtitle,
        body=panel_grid(review.quarters, panels, columns=3, row_height=1.45),
        points=points,
        alt=review.say("Small charts of AI demand signals. {title}.", title=title),
        notes=[
            review.say(
                "NVIDIA’s quarter ends about a month later than the calendar’s; it is a supplier, so its revenue is others’ capex."
            ),
            *_stopped_notes(review),
        ],
    )


def _stopped_notes(review: Review) -> list[str]:
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
        return review.state(
            "The data hold no figure on AI demand for {quarter}", absence(signals), quarter=review.quarter
        )
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
    rate = Number(abs(told.value / told.base_value - 1), "share", told.of, decimals=0)
    return review.state(forms[str(moved.direction)], moved, growth=rate, **values)


_SOLD = {
    "": N_("{company} sold data centres {amount} of chips and systems"),
    "rose": N_("{company} sold data centres {amount} of chips and systems, {growth} more than a year before"),
    "fell": N_("{company} sold data centres {amount} of chips and systems, {growth} less than a year before"),
    "held": N_("{company} sold data centres {amount} of chips and systems, level on the year"),
}
_EARNED = {
    "": N_("{company} earned {amount} in the quarter"),
    "rose": N_("{company} earned {amount} in the quarter, {growth} more than a year before"),
    "fell": N_("{company} earned {amount} in the quarter, {growth} less than a year before"),
    "held": N_("{company} earned {amount} in the quarter, level on the year"),
}
