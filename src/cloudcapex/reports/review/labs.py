"""The laboratories: annualised revenue, by the newest statement in each quarter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ... import facts
from ...exhibits.absence import Absence
from ...exhibits.charts.lines import Line, line_chart
from ...exhibits.charts.scale import Scale
from ...exhibits.exhibit import Exhibit
from ...exhibits.theme import company_colour
from ...language import Number
from ...metrics.labs import run_rates
from ...metrics.points import Point
from ...statements import Evidence, Phrase, Population, Statement, Value, absence, value
from .context import Review


@Review.shows
def lab_revenue(review: Review) -> Exhibit:
    """Annualised revenue of the AI laboratories, by the newest statement in each quarter."""
    language = review.language
    rows = {lab: run_rates(lab, review.quarters, review.as_of) for lab in facts.charted_labs()}
    points = [p for row in rows.values() for p in row if p.known]
    subtitle = review.say(
        "Annualised revenue run-rate, newest statement in each quarter, {unit}", unit=language.unit_name()
    )
    title = run_rate_message(review, rows)
    if not points:
        reason = review.say(
            "The data hold no run-rate of {labs} up to {quarter} in a document of {day} or earlier.",
            labs=language.join([review.party(lab) for lab in rows]),
            quarter=review.quarter,
            day=language.date(review.as_of),
        )
        return review.exhibit(
            "lab_revenue",
            title=title,
            subtitle=subtitle,
            body=Absence(reason),
            points=[],
            alt=reason,
            wide=False,
        )
    return review.exhibit(
        "lab_revenue",
        title=title,
        subtitle=subtitle,
        body=line_chart(
            review.quarters,
            [
                Line(
                    review.party(lab),
                    company_colour(lab),
                    tuple(p.value for p in row),
                    frozenset(i for i, p in enumerate(row) if p.soft),
                )
                for lab, row in rows.items()
            ],
            write=language.writes("USD", "chart"),
            scale=Scale.money(language),
        ),
        points=points,
        alt=review.say("Line chart of laboratories’ revenue run-rates. {title}.", title=title),
        notes=[
            review.say(
                "A run-rate is a month times twelve, not revenue earned. Hollow marks: press reports, not company statements."
            )
        ],
        wide=False,
    )


def run_rate_message(review: Review, rows: Mapping[str, Sequence[Point]]) -> Statement:
    """Say the newest run-rate of each laboratory, and of whom the data hold none."""
    newest = {lab: next((p for p in reversed(row) if p.known), None) for lab, row in rows.items()}
    told = sorted((p for p in newest.values() if p), key=lambda p: -p.value)
    silent = [lab for lab, p in newest.items() if p is None]
    parts = [
        review.state(
            "{lab} at {amount} ({quarter})",
            value(_stated(review, [p])),
            lab=review.party(p.company),
            amount=Number(p.value, p.unit, _row(p.company)),
            quarter=p.quarter,
        )
        for p in told
    ]
    names = [Phrase(review.party(lab)) for lab in silent]
    held = absence(_stated(review, [rows[lab][-1] for lab in silent])) if silent else None
    if not parts:
        return review.state(
            "The data hold no run-rate of {labs} up to {quarter}", held, labs=names, quarter=review.quarter
        )
    if silent:
        return review.state(
            "Stated run-rates: {list}; the data hold none of {labs}", held, list=parts, labs=names
        )
    return review.state("Stated run-rates: {list}", list=parts)


def _stated(review: Review, points: Sequence[Point]) -> Evidence:
    """Run-rates as evidence, each of the day that it speaks of."""
    values = [
        Value(
            _row(p.company),
            "labs.revenue_run_rate",
            p.value,
            p.unit,
            sources=p.sources,
            reason=p.reason,
            when=p.period_end.isoformat() if p.period_end else "",
        )
        for p in points
    ]
    return Evidence.of(values, Population("laboratories", tuple(v.of for v in values)), review.quarter)


def _row(lab: str) -> str:
    """Name a laboratory as the table of its figures does."""
    return facts.party(lab).name.en
