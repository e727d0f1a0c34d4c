"""Cloud growth: how fast, how large, and who takes the added dollars."""

from __future__ import annotations

import math

from ... import facts
from ...exhibits.charts.bars import BarStack, stacked_bars
from ...exhibits.charts.lines import Break, Line, line_chart
from ...exhibits.charts.scale import Scale
from ...exhibits.drawings import Lines
from ...exhibits.exhibit import Exhibit
from ...exhibits.spec import Rows, Spec
from ...exhibits.theme import company_colour
from ...language import N_
from ...language.number import Number
from ...metrics.points import Point
from ...periods import Quarter
from ...statements import (
    Assertion,
    Phrase,
    Statement,
    Value,
    absence,
    change,
    leader,
    part_of,
    split,
    times,
    value,
)
from ...statements.evidence import printed
from .context import Review
from .growth_notes import growth_alone_note, older_growth, rounded_notes


@Review.shows
def cloud_growth(review: Review) -> Exhibit:
    """Growth of every cloud against the same quarter a year before."""
    language = review.language
    lines, points, old = [], [], ""
    for company in review.clouds:
        colour = company_colour(company)
        current = [review.point("cloud_growth", company, q) for q in review.quarters]
        older = older_growth(review, company)
        if any(p.known for p in older):
            old = company
            newest = older[0].definition if older else ""
            # What the newer definition restates is drawn once, on the newer line.
            fresh = tuple(p.value if p.definition != newest else math.nan for p in current)
            lines.append(Line("", colour, tuple(p.value for p in older), old=True))
            if not any(map(math.isfinite, fresh)):
                lines[-1] = Line(review.cloud(company), colour, tuple(p.value for p in older), old=True)
            else:
                lines.append(Line(review.cloud(company), colour, fresh))
            points += [p for p in older if p.known]
        else:
            lines.append(Line(review.cloud(company), colour, tuple(p.value for p in current), _soft(current)))
        points += [p for p in current if p.known and p not in points]
    change = Quarter(2024, 3)
    chart = line_chart(
        review.quarters,
        lines,
        breaks=[
            Break(review.quarters.index(change), review.say("{cloud} redefined", cloud=review.cloud(old)))
        ]
        if old and change in review.quarters[1:]
        else [],
        write=language.writes("share", "chart", sign=True),
        scale=Scale.per_cent(language),
    )
    title = growth_message(review)
    return review.exhibit(
        "cloud_growth",
        title=title,
        subtitle=review.say("Cloud revenue, change on the same quarter a year before, per cent"),
        body=chart,
        points=points,
        alt=review.say(
            "Line chart of cloud growth by company from {first} to {last}. {title}. {newest}",
            first=review.quarters[0],
            last=review.quarter,
            title=title,
            newest=_spoken(review, [review.point("cloud_growth", c) for c in review.clouds]),
        ),
        notes=[
            *(growth_alone_note(review, c) for c in review.clouds),
            *rounded_notes(review, points),
        ],
        wide=False,
    )


def growth_message(review: Review) -> Statement:
    """Say how each cloud's pace moved against the quarter before, and who leads."""
    clouds = review.pace
    if not clouds.values:
        return review.state("Clouds are not part of this edition")
    if not clouds.known:
        return review.state(
            "The data hold no cloud growth for {quarter}", absence(clouds), quarter=review.quarter
        )
    moved, first = split(clouds), leader(clouds)
    assert moved is not None
    if first is None:
        only = clouds.known[0].of
        return review.state(
            "{clauses}; {only} grew {growth} on the year" if len(clouds.values) > 1 else "{clauses}",
            moved,
            value(clouds, only),
            clauses=pace_clauses(review, moved),
            only=review.cloud(only),
            growth=rate(review, clouds[only]),
        )
    values = {"leader": _leaders(review, first), "growth": rate(review, clouds[_first(first)])}
    if moved.quantifier in ("every", "both"):
        return review.state(_ALL[moved.quantifier][str(moved.direction)], moved, first, **values)
    return review.state(
        "{clauses}; {leader} leads at {growth}", moved, first, clauses=pace_clauses(review, moved), **values
    )


_ALL = {
    "every": {
        "sped_up": N_("Every cloud sped up; {leader} leads at {growth}"),
        "held": N_("Growth held at every cloud; {leader} leads at {growth}"),
        "slowed": N_("Growth slowed at every cloud; {leader} leads at {growth}"),
        "rose": N_("Every cloud grew again; {leader} leads at {growth}"),
        "fell": N_("Every cloud began to shrink; {leader} leads at {growth}"),
        "fell_less": N_("Every cloud shrank less; {leader} leads at {growth}"),
        "fell_more": N_("Every cloud shrank more; {leader} leads at {growth}"),
    },
    "both": {
        "sped_up": N_("Both clouds sped up; {leader} leads at {growth}"),
        "held": N_("Growth held at both clouds; {leader} leads at {growth}"),
        "slowed": N_("Growth slowed at both clouds; {leader} leads at {growth}"),
        "rose": N_("Both clouds grew again; {leader} leads at {growth}"),
        "fell": N_("Both clouds began to shrink; {leader} leads at {growth}"),
        "fell_less": N_("Both clouds shrank less; {leader} leads at {growth}"),
        "fell_more": N_("Both clouds shrank more; {leader} leads at {growth}"),
    },
}
_PACE = {
    "sped_up": N_("{clouds} sped up"),
    "held": N_("{clouds} held"),
    "slowed": N_("{clouds} slowed"),
    "rose": N_("{clouds} grew again"),
    "fell": N_("{clouds} began to shrink"),
    "fell_less": N_("{clouds} shrank less"),
    "fell_more": N_("{clouds} shrank more"),
    "not_compared": N_("{clouds} cannot be compared"),
}


def pace_clauses(review: Review, moved: Assertion) -> Phrase:
    """Say cloud by cloud which sped up, held and slowed, and which cannot be compared: nobody is left out."""
    return review.clauses(
        [
            review.phrase(_PACE[kind], clouds=[Phrase(review.cloud(c)) for c in members])
            for kind, members in moved.groups.items()
        ]
    )


def rate(review: Review, value: Value) -> Number | Phrase:
    """A rate of growth in a sentence whose words do not carry its sign."""
    return review.carried(Number(value.value, "share", value.of, sign=True, decimals=0), value)


def _first(assertion: Assertion) -> str:
    return assertion.named("leaders")[0]


def _leaders(review: Review, assertion: Assertion) -> list[Phrase]:
    return [Phrase(review.cloud(c)) for c in assertion.named("leaders")]


def revenue_message(review: Review) -> Statement:
    """Say which cloud earns most of those that state dollars, and how many times the next one's."""
    earned = review.evidence("cloud_revenue", review.earns_alike)
    if not earned.known:
        return review.state(
            "The data hold no cloud revenue for {quarter}", absence(earned), quarter=review.quarter
        )
    first, *others = sorted(earned.known, key=lambda v: -v.value)
    values = {
        "first": review.cloud(first.of),
        "amount": Number(first.value, first.unit, first.of, place="headline"),
    }
    held = times(earned, first.of, others[0].of) if others else None
    if held is None:
        return review.state("{first} earns {amount} a quarter", value(earned, first.of), **values)
    return review.state(
        "{first} earns {amount} a quarter, {times} as much as {second}",
        value(earned, first.of),
        held,
        times=multiple(review, held),
        second=review.cloud(others[0].of),
        **values,
    )


def multiple(review: Review, held: Assertion, of: str = "") -> Number | Phrase:
    """A multiple with the digits that the rounding of its operands leaves true; *about* where it leaves none."""
    low, ratio, high = (held.figure(key) for key in ("low", "ratio", "high"))
    usual = 1 if ratio < 10 else 0
    for digits in range(usual, -1, -1):
        if printed(low, digits) == printed(high, digits):
            return Number(ratio, "times", of, decimals=None if digits == usual else digits)
    return review.phrase("about {number}", number=Number(ratio, "times", of))


def added_message(review: Review) -> Statement:
    """Say which cloud took most of the dollars added over the year by those that state them."""
    earned = review.evidence("cloud_revenue", review.earns_alike, "yoy")
    if not earned.compared:
        return review.state("Added cloud revenue cannot be computed for {quarter}", quarter=review.quarter)
    top = max(earned.compared, key=lambda v: v.delta)
    held = part_of(earned, top.of, of_change=True)
    if held is None or len(earned.compared) < 2:
        moved = change(earned.only(top.of))
        assert moved is not None
        message = (
            N_("{company} added {amount} over the year")
            if top.delta >= 0
            else N_("{company} lost {amount} over the year")
        )
        return review.state(
            message,
            moved,
            company=review.cloud(top.of),
            amount=Number(abs(top.delta), top.unit, top.of, place="headline"),
        )
    left = [Phrase(review.cloud(c)) for c in held.named("left_out")]
    values = {
        "company": review.cloud(top.of),
        "share": Number(_ratio(held), "share", top.of, decimals=0),
        "amount": Number(held.figure("denominator"), top.unit, "total", place="headline"),
        "left": left,
    }
    if left:
        return review.state(
            "{company} took {share} of the {amount} added over the year; {left} not counted",
            held,
            **values,
        )
    return review.state("{company} took {share} of the {amount} added over the year", held, **values)


def _ratio(held: Assertion) -> float:
    return held.figure("numerator") / held.figure("denominator")


@Review.shows
def added_dollars(review: Review) -> Exhibit:
    """Each cloud's share of the revenue added over four quarters."""
    language = review.language
    companies = [
        c
        for c in review.in_its_currency(review.clouds)
        if any(math.isfinite(v) for v in review.values("cloud_revenue", c))
    ]
    added = {c: _added(review, c) for c in companies}
    stacks = [BarStack(review.cloud(c), company_colour(c), tuple(added[c])) for c in companies]
    title = added_message(review)
    points = [p for c in companies for p in review.row("cloud_revenue", c) if p.known]
    chart = stacked_bars(
        review.quarters,
        stacks,
        write=language.writes("USD", "chart"),
        scale=Scale.money(language),
        inside=True,
    )
    return review.exhibit(
        "added_dollars",
        title=title,
        subtitle=review.say(
            "Cloud revenue of the quarter less that of a year before, {unit}",
            unit=language.unit_name(review.currency),
        ),
        body=chart,
        points=points,
        alt=review.say(
            "Stacked bars of the cloud revenue each vendor added over four quarters. {title}.", title=title
        ),
        notes=[
            _without(review, companies),
            review.say("Shares are of the vendors shown, not of the market."),
            review.apart_note(),
        ],
        wide=False,
    )


def _without(review: Review, shown: list[str]) -> str:
    """Name the clouds whose revenue nobody states."""
    absent = [review.cloud(c) for c in review.in_its_currency(review.clouds) if c not in shown]
    names = review.language.join(absent)
    return review.say("Without {clouds}: no revenue is disclosed.", clouds=names) if absent else ""


def _added(review: Review, company: str) -> list[float]:
    found = []
    for quarter in review.quarters:
        now, then = (
            review.point("cloud_revenue", company, quarter),
            review.point("cloud_revenue", company, quarter - 4),
        )
        same = now.known and then.known and now.definition == then.definition
        found.append(now.value - then.value if same else math.nan)
    return found


def _soft(points: list[Point]) -> frozenset[int]:
    return frozenset(i for i, p in enumerate(points) if p.soft or p.wide)


def _spoken(review: Review, points: list[Point]) -> str:
    words = [
        review.say(
            "{name} {value}",
            name=review.cloud(p.company),
            value=Number(p.value, "share", sign=True, place="table"),
        )
        for p in points
        if p.known
    ]
    return review.say("Newest: {list}.", list=review.language.join(words)) if words else ""


def _cloud_notes(review: Review, rows: Rows) -> str:
    """What each cloud counts."""
    return review.language.sentences(*(review.named(facts.company(c).cloud_note) for c in rows))


cloud_revenue = Review.shows(
    Spec(
        "cloud_revenue",
        "cloud_revenue",
        lambda review: review.in_its_currency(review.clouds),
        Lines("money", soft=True),
        subtitle=N_("Cloud revenue, {unit} a quarter"),
        message=revenue_message,
        alt=N_("Line chart of cloud revenue by company. {title}. {newest}"),
        notes=(_cloud_notes, lambda review, rows: review.apart_note()),
        clouds=True,
    )
)
