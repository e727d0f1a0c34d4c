"""Why margins held: the operating margin as reported, and without changed lives and one-off items."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace

from ... import facts, metrics
from ...exhibits.display import Columns, Display, Head, figure
from ...language import N_
from ...language.number import Number
from ...metrics.effects import MARGIN, WITHOUT, EffectMoved, MarginWithout, margin_without
from ...metrics.points import Point, no_point
from ...periods import Quarter
from ...statements import Evidence, Quantified, Statement, Value, each_beyond
from ..labels import inside
from ..lives import change_name
from .context import Review
from .lives import untold_lives, untold_note

STATED = "margin_changes"


def without(review: Review, company: str, quarter: Quarter | None = None) -> MarginWithout:
    """The operating margin of a company without the effects, worked out once."""
    asked = quarter or review.quarter
    return review.made(
        f"margin of {company} in {asked} without effects on {review.as_of}",
        lambda: margin_without(review.point, company, asked, review.as_of),
    )


def _rows(review: Review) -> list[MarginWithout]:
    held = [without(review, c) for c in review.beside("cloud")]
    return [m for m in held if m.margin.known]


def _companies(rows: list[MarginWithout]) -> set[str]:
    """Whose margins stand in the table: a note of others would speak of what it does not show."""
    return {m.reported.company for m in rows}


def part(moved: MarginWithout, *, lives: bool) -> Point:
    """How far changed lives, or one-off items, moved the margin: computed, a share of revenue."""
    value, name = moved.points(lives), f"{WITHOUT}.{'lives' if lives else 'items'}"
    margin = moved.margin
    if not math.isfinite(value):
        return no_point(margin.company, name, margin.quarter)
    return replace(margin, metric=name, value=value, low=value, high=value)


def _named(review: Review, moved: EffectMoved) -> str:
    """Name what moved the margin, with the amount in the newer year, or in the one before."""
    life = moved.effect.life
    label = str(metrics.describe(moved.effect.kind)[review.language.column("label")]) if life is None else ""
    name = change_name(review, life) if life else inside(label)
    unit = moved.effect.told[0].unit
    if moved.now:
        return review.say("{name} ({amount})", name=name, amount=_amount(review, moved.now, unit))
    return review.say(
        "{name} (a year before {amount})", name=name, amount=_amount(review, moved.before, unit)
    )


def _amount(review: Review, value: float, unit: str) -> str:
    return review.language.write(Number(value, unit, sign=True))


def _causes(review: Review, row: MarginWithout) -> str:
    return review.language.join(_named(review, m) for m in row.moved) or review.say("none disclosed")


def _points(review: Review, point: Point) -> Callable[[float], str]:
    return review.language.writes("points", "table", sign=True)


def _share(review: Review, point: Point) -> Callable[[float], str]:
    return review.language.writes("share", "table", decimals=1)


def changed_without(review: Review) -> Evidence:
    """The change on the year of each company's margin without the effects."""
    values = []
    for company in review.everyone.members:
        change = without(review, company).change
        low, high = change.bounds
        values.append(
            Value(
                company,
                "margins.change_without",
                change.value,
                "share",
                low=low,
                high=high,
                sources=change.sources,
                reason="" if change.known else "not_disclosed",
            )
        )
    return Evidence.of(values, review.everyone, review.quarter)


_BELOW = Quantified(
    every=N_("Without changed lives and one-offs, all {n} operating margins are below those a year before"),
    both=N_("Without changed lives and one-offs, both operating margins are below those a year before"),
    none=N_("Without changed lives and one-offs, no company’s operating margin is below that a year before"),
    k_of_n=N_(
        "Of {n} operating margins, {k} came out below a year before without changed lives and one-offs"
    ),
    k_of_known=N_(
        "Of {n} operating margins, {m} can be compared, and without lives and one-offs {k} came out below a year before"
    ),
    every_known=N_(
        "Without lives and one-offs, the margins of {true} are below a year before; {unknown} cannot be compared"
    ),
    none_known=N_(
        "Without changed lives and one-offs, none of the {m} of {n} margins that can be compared is below a year before"
    ),
    not_one_known=N_(
        "Without lives and one-offs, the margin of {false} is not below a year before; {unknown} cannot be compared"
    ),
    one=N_("Without changed lives and one-offs, the operating margin of {true} is below that a year before"),
    not_one=N_(
        "Without changed lives and one-offs, the operating margin of {false} is not below that a year before"
    ),
    nothing=N_("Operating margins cannot be held against those of a year before in {quarter}"),
)


def margins_message(review: Review) -> Statement:
    """Count the margins that are lower than a year before once the effects are taken out, and as reported."""
    below = each_beyond(changed_without(review), 0.0, sense="below")
    if below is None:
        return review.state("Operating margins cannot be held against those of a year before in {quarter}")
    first = review.counted(_BELOW, below, review.company)
    reported = each_beyond(review.evidence(f"{MARGIN}.yoy", review.everyone), 0.0, sense="below")
    if reported is None or below.unknown or len(below.population) < 2:
        return first
    return review.state(
        "{sentence}; as reported: {number}",
        below,
        reported,
        sentence=first,
        number=Number(float(reported.count), "count"),
    ).or_shorter(first)


def stated_changes(review: Review, rows: object = None) -> Iterator[str]:
    """What companies said of lives and their clouds' margins, the newest of the four quarters."""
    for member in facts.group(STATED):
        if member.company not in review.beside("cloud"):
            continue
        found = [review.point(member.metric, member.company, review.quarter - n) for n in range(4)]
        told = next((p for p in found if p.known), None)
        if told is None:
            continue
        label = str(metrics.describe(member.metric)[review.language.column("label")])
        yield review.say(
            "{company}, as stated for {quarter}: {measure} {points}.",
            company=review.company(member.company),
            quarter=told.quarter,
            measure=inside(label),
            points=review.language.write(Number(told.value, "points", sign=True)),
        )


def _beside(review: Review, rows: list[MarginWithout]) -> str:
    """Name who stands in the table and is not one of the companies compared, which the title counts."""
    others = [m.reported.company for m in rows if m.reported.company not in review.companies]
    if not others:
        return ""
    return review.say(
        "Beside the companies compared, and not counted in the title: {companies}.",
        companies=review.language.join(map(review.company, others)),
    )


margin_effects = Review.shows(
    Display(
        "margin_effects",
        _rows,
        Columns(
            Head(N_("Company"), lambda review, m: review.company(m.reported.company), share=0.9),
            figure(N_("Operating margin"), lambda review, m: m.reported, _share, 0.85, computed=True),
            figure(
                N_("change on the year"),
                lambda review, m: review.point(f"{MARGIN}.yoy", m.reported.company),
                _points,
                0.75,
                computed=True,
            ),
            figure(N_("of which lives"), lambda review, m: part(m, lives=True), _points, 0.75),
            figure(N_("of which one-offs"), lambda review, m: part(m, lives=False), _points, 0.85),
            figure(N_("Margin without them"), lambda review, m: m.margin, _share, 0.9),
            figure(N_("change on the year"), lambda review, m: m.change, _points, 0.75),
            Head(N_("What is taken out"), _causes, share=3.2),
        ),
        subtitle=N_("Four quarters to {quarter}, per cent of revenue, changes in percentage points"),
        message=margins_message,
        alt=N_(
            "Table of operating margins as reported and without changed lives and one-off items. {title}."
        ),
        notes=(
            N_(
                "Computed: income less what documents tell of, over revenue; an amount of a year is spread over its days. "
                "A change of lives counts while the year before stood on the older lives, or by the difference where both "
                "years are told of; after that it is in both. Other items, the mix of sales and the price of "
                "energy stay in."
            ),
            _beside,
            lambda review, rows: untold_note(review, _companies(rows)),
            stated_changes,
            Review.missing_note,
        ),
        points=lambda review, rows: [
            p
            for m in rows
            for p in (m.reported, part(m, lives=True), part(m, lives=False), m.margin, m.change)
        ],
        sources=lambda review, rows: {r.source_id for r in untold_lives(review, _companies(rows))},
        absent=N_("The data hold no operating margin of four quarters for {quarter}."),
    )
)
