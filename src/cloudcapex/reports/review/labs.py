"""The laboratories: annualised revenue, by the newest statement in each quarter."""

from __future__ import annotations

from collections.abc import Sequence

from ... import facts
from ...exhibits.drawings import Lines, stood_before
from ...exhibits.spec import Spec
from ...language import N_, Number
from ...metrics.labs import run_rates
from ...metrics.points import Point
from ...statements import Evidence, Phrase, Population, Statement, Value, absence, value
from .context import Review


def _rates(review: Review, lab: str) -> list[Point]:
    return run_rates(lab, review.quarters, review.as_of)


def run_rate_message(review: Review) -> Statement:
    """Say the newest run-rate of each laboratory, and of whom the data hold none."""
    rows = {lab: _rates(review, lab) for lab in facts.charted_labs(review.as_of)}
    newest = {lab: next((p for p in reversed(row) if p.known), None) for lab, row in rows.items()}
    if not newest:
        return review.nothing(
            "The data hold no run-rate of a laboratory up to {quarter}", _stated(review, [])
        )
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
        return review.state("The data hold no run-rate up to {quarter} of {labs}", held, labs=names)
    if silent:
        return review.state(
            "Run-rates as told: {list}; the data hold none of {labs}",
            held,
            list=review.clauses(parts),
            labs=names,
        )
    return review.state("Run-rates as told: {list}", list=review.clauses(parts))


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
            basis=p.basis,
            evidence=p.evidence,
            when=p.period_end.isoformat() if p.period_end else "",
        )
        for p in points
    ]
    return Evidence.of(values, Population("laboratories", tuple(v.of for v in values)), review.quarter)


def _row(lab: str) -> str:
    """Name a laboratory as the table of its figures does."""
    return facts.party(lab).name.en


def _labs_in_dollars(review: Review) -> dict[str, object]:
    """Return who is shown and in what, whatever the edition's currency."""
    names = [*map(review.party, facts.charted_labs(review.as_of))] or [review.say("any laboratory")]
    return {"unit": review.language.unit_name(), "labs": review.language.join(names)}


_PACE = N_(
    "A run-rate is a month or quarter taken for a year, not revenue earned. Hollow marks: press reports, not company statements."
)
lab_revenue = Review.shows(
    Spec(
        "lab_revenue",
        _rates,
        lambda review: facts.charted_labs(review.as_of),
        Lines("money", soft=True, events="lab_revenue"),
        subtitle=N_("Annualised revenue run-rate, newest statement in each quarter, {unit}"),
        message=run_rate_message,
        alt=N_("Line chart of laboratories’ revenue run-rates. {title}."),
        notes=_PACE,
        older=lambda review, lab: stood_before(_rates(review, lab)),
        name=Review.party,
        fill=_labs_in_dollars,
        absent=N_("The data hold no run-rate up to {quarter} of {labs} in a document of {day} or earlier."),
    )
)
