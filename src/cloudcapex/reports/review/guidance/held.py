"""What holds of guidance: each figure, how it moved, what it leaves, and how closed years ended."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ....guidance.ladders import Guidance as Told
from ....guidance.ladders import Ladder, movement
from ....guidance.results import silence
from ....guidance.scores import HeldGuidance, Outlook, Score
from ....statements import (
    Assertion,
    Direction,
    Evidence,
    Operand,
    Population,
    Value,
    absence,
    each_beyond,
    each_told,
    value,
)
from ....statements.forms.levels import built, with_operands
from ..context import Review

MOVED: dict[str, Direction | None] = {
    "raised": "rose",
    "lowered": "fell",
    "kept": "held",
    "narrowed": None,
    "changed": None,
}


def measure(what: str, ladder: Ladder) -> str:
    """Name a measure of one period's guidance: ``guidance.high.capex_cash.CY2026``."""
    return f"guidance.{what}.{ladder.measure}.{ladder.target.label}"


def figure_held(review: Review, ladder: Ladder, told: Told) -> Assertion:
    """The ends of a figure, the first one given for its period or the newest."""
    which = "" if told is ladder.figures[-1] else "first_"
    ends = [
        (f"{which}{end}", v) for end, v in zip(("low", "high"), told.ends, strict=True) if math.isfinite(v)
    ]
    values = [
        Value(
            ladder.company,
            measure(end, ladder),
            v,
            told.unit,
            evidence=told.evidence,
            sources=told.sources[:1],
        )
        for end, v in ends
    ]
    held = value(Evidence.of(values[-1:], _guided(ladder), review.quarter))
    assert held is not None  # a figure has an end
    return with_operands(held, *(_operand(review, v) for v in values))


def moved_held(review: Review, ladders: Sequence[Ladder]) -> Assertion:
    """How the newest figures stand to the first, the same way at each of some companies."""
    kind = movement(ladders[0])
    values = [
        Value(ladder.company, measure("moved", ladder), math.nan, "", word=movement(ladder))
        for ladder in ladders
    ]
    held = each_told(Evidence.of(values, _guided(*ladders), review.quarter), kind, MOVED[kind])
    assert held is not None  # nobody moved nothing
    return held


def sharing_held(review: Review, ladders: Sequence[Ladder], given: Sequence[Ladder]) -> Assertion:
    """How many of some figures of one period stand on a basis that another one given for it shares."""
    values = [
        Value(
            one.company,
            f"guidance.sharing.capex.{one.target.label}",
            float(sum(other.basis == one.basis for other in given if other.company != one.company)),
            "count",
        )
        for one in ladders
    ]
    held = each_beyond(Evidence.of(values, _guided(*ladders), review.quarter), 0.0)
    assert held is not None  # somebody gave a figure
    return held


def silent_held(review: Review, ladders: Sequence[Ladder], until: dt.date) -> Assertion | None:
    """No figure of any of some companies for a period that they spoke of; asserted where their own words were read."""
    values = [_missing(ladder.company, measure("high", ladder)) for ladder in ladders]
    silent = {ladder.company: silence(ladder, review.as_of, until) for ladder in ladders}
    coverage = {
        company: {"period": s.period, "documents": list(s.documents), "until": s.until.isoformat()}
        for company, s in silent.items()
        if s
    }
    looked = coverage if len(coverage) == len(ladders) else None
    return absence(Evidence.of(values, _guided(*ladders), review.quarter), looked)


def no_result_held(review: Review) -> Assertion | None:
    """No guidance on revenue or income of any company for the quarter and the one after."""
    quarters = (review.quarter, review.quarter + 1)
    values = [_missing(c, f"guidance.high.revenue.{quarters[-1]}") for c in review.companies]
    held = absence(Evidence.of(values, review.everyone, review.quarter))
    looked = (
        Operand(f"guidance.high.{what}.{quarter}", c, review.quarter, None, "")
        for what in ("revenue", "operating_income")
        for quarter in quarters
        for c in review.companies
    )
    return with_operands(held, *looked) if held else None


def nobody_held(review: Review, years: Iterable[int]) -> Assertion | None:
    """No guidance on capex of any company for some calendar years."""
    values = [_missing(c, f"guidance.high.capex.CY{max(years)}") for c in review.companies]
    held = absence(Evidence.of(values, review.everyone, review.quarter))
    looked = (
        Operand(f"guidance.high.capex.CY{year}", c, review.quarter, None, "")
        for year in years
        for c in review.companies
    )
    return with_operands(held, *looked) if held else None


def growth_held(review: Review, o: Outlook, unknown: Sequence[Outlook] = ()) -> Assertion:
    """Between which ends the growth lies that a company's quarters left take, beside those for whom none can be computed."""
    ends = growth_ends(o)
    missing = (_missing(u.ladder.company, measure("growth_high", u.ladder)) for u in unknown)
    guided = _guided(*(each.ladder for each in (o, *unknown)))
    held = built(
        Evidence.of([ends[-1], *missing], guided, review.quarter),
        compared=False,
        form="range",
        true_of=(o.ladder.company,),
        result={"low": min(v.value for v in ends), "high": max(v.value for v in ends)},
    )
    return replace(held, operands=tuple(_operand(review, v) for v in ends))


def growth_ends(o: Outlook) -> list[Value]:
    """The ends of the growth that a company's quarters left take; none where it cannot be computed."""
    found = zip(("growth_low", "growth_high"), o.growth, strict=True)
    return [
        Value(o.ladder.company, measure(end, o.ladder), rate, "share")
        for end, rate in found
        if math.isfinite(rate)
    ]


def year_of(ladder: Ladder) -> str:
    """Name a period of a company: a member of the set of closed years."""
    return f"{ladder.company}/{ladder.measure}/{ladder.target.label}"


def beside_held(review: Review, scores: Sequence[Score], what: str, of: str = "closed years") -> Evidence:
    """How far what came lay beside each figure: ``beside_first``, without its sign ``off_last``; nought is within."""
    return Evidence.of(
        [_beside(s, what) for s in scores],
        Population(of, tuple(year_of(s.ladder) for s in scores)),
        review.quarter,
    )


def _beside(s: Score, what: str) -> Value:
    side, _, which = what.partition("_")
    held: HeldGuidance | None = s.first if which == "first" else s.last
    name, of = f"guidance.{what}", year_of(s.ladder)
    if held is None:
        return _missing(of, name)
    share = abs(held.share) if side == "off" else held.share
    return Value(of, name, share, "share")


def spent_held(review: Review, s: Score) -> Assertion:
    """What was spent in a closed year."""
    of = year_of(s.ladder)
    spent = Value(of, "guidance.spent", s.actual.value, s.actual.unit)
    held = value(Evidence.of([spent], Population("closed years", (of,)), review.quarter))
    assert held is not None  # a year that is scored has an actual
    return held


def _guided(*ladders: Ladder) -> Population:
    return Population("guided", tuple(ladder.company for ladder in ladders))


def _missing(of: str, name: str) -> Value:
    return Value(of, name, math.nan, "", reason="not_disclosed")


def _operand(review: Review, v: Value) -> Operand:
    return Operand(v.measure, v.of, review.quarter, v.value, v.unit, v.marks)
