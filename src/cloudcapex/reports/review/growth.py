"""Cloud growth: how fast, how large, and who takes the added dollars."""

from __future__ import annotations

from ... import facts
from ...exhibits.drawings import Lines, Stacks
from ...exhibits.spec import Rows, Spec
from ...language import N_
from ...language.number import Number
from ...statements import (
    Assertion,
    Phrase,
    Statement,
    Value,
    change,
    leader,
    part_of,
    split,
    times,
    value,
)
from .context import Review
from .growth_notes import growth_alone_notes, hollow_note, older_growth, redefined, rounded_notes


def growth_message(review: Review) -> Statement:
    """Say how each cloud's pace moved against the quarter before, and who leads."""
    clouds = review.pace
    if not clouds.values:
        return review.state("Clouds are not part of this edition")
    if not clouds.known:
        return review.nothing("The data hold no cloud growth for {quarter}", clouds)
    moved, first = split(clouds), leader(clouds)
    assert moved is not None
    if first is None:
        return _alone(review, moved, clouds.known[0])
    leaders = first.named("leaders")
    if len(leaders) > 1:
        # Of several that are level at the printed digit none leads.
        return review.state("{clauses}", moved, clauses=pace_clauses(review, moved))
    values: dict[str, object] = {
        "leader": review.cloud(leaders[0]),
        "growth": rate(review, clouds[leaders[0]]),
    }
    if moved.quantifier in ("every", "both"):
        return review.state(_ALL[moved.quantifier][str(moved.direction)], moved, first, **values)
    kind, members = list(moved.groups.items())[-1]
    if members == first.result["leaders"] and (
        kind == "not_compared" or (kind in _BEHIND and not first.unknown)
    ):
        return review.state(
            "{clauses}, yet leads at {growth}", moved, first, clauses=pace_clauses(review, moved), **values
        )
    paces = review.state("{clauses}", moved, clauses=pace_clauses(review, moved))
    values["sentence"] = paces
    if not first.unknown:
        return review.state("{sentence}; {leader} leads at {growth}", moved, first, **values)
    return review.state(
        "{sentence}; of those with a figure {leader} leads at {growth}", moved, first, **values
    ).or_shorter(review.state("{sentence}; highest known: {leader}, {growth}", moved, first, **values))


def _alone(review: Review, moved: Assertion, only: Value) -> Statement:
    """Say how fast the one cloud grew that has a figure, how its pace moved, and of whom there is none."""
    kind = next(kind for kind, members in moved.groups.items() if only.of in members)
    silent = [Phrase(review.cloud(c)) for c in moved.unknown if c != only.of]
    values = {"only": review.cloud(only.of), "growth": rate(review, only)}
    first = review.state(_ONLY[kind], moved, value(review.pace, only.of), **values)
    if not silent:
        return first
    return review.state("{sentence}; {clouds} cannot be compared", sentence=first, clouds=silent)


# A pace after which it is worth saying that a cloud leads all the same.
_BEHIND = ("slowed", "fell", "fell_more")
_ONLY = {
    "sped_up": N_("{only} sped up to {growth} on the year"),
    "held": N_("{only} held at {growth} on the year"),
    "slowed": N_("{only} slowed to {growth} on the year"),
    "rose": N_("{only} grew again, {growth} on the year"),
    "fell": N_("{only} began to shrink, {growth} on the year"),
    "fell_less": N_("{only} shrank less, {growth} on the year"),
    "fell_more": N_("{only} shrank more, {growth} on the year"),
    "not_compared": N_("{only} stands at {growth} on the year and cannot be compared with a quarter before"),
}
_ALL = {
    "every": {
        "sped_up": N_("Every cloud compared sped up; {leader} leads at {growth}"),
        "held": N_("Growth held at every cloud compared; {leader} leads at {growth}"),
        "slowed": N_("Growth slowed at every cloud compared; {leader} leads at {growth}"),
        "rose": N_("Every cloud compared grew again; {leader} leads at {growth}"),
        "fell": N_("Every cloud compared began to shrink; {leader} leads at {growth}"),
        "fell_less": N_("Every cloud compared shrank less; {leader} leads at {growth}"),
        "fell_more": N_("Every cloud compared shrank more; {leader} leads at {growth}"),
    },
    "both": {
        "sped_up": N_("Both clouds compared sped up; {leader} leads at {growth}"),
        "held": N_("Growth held at both clouds compared; {leader} leads at {growth}"),
        "slowed": N_("Growth slowed at both clouds compared; {leader} leads at {growth}"),
        "rose": N_("Both clouds compared grew again; {leader} leads at {growth}"),
        "fell": N_("Both clouds compared began to shrink; {leader} leads at {growth}"),
        "fell_less": N_("Both clouds compared shrank less; {leader} leads at {growth}"),
        "fell_more": N_("Both clouds compared shrank more; {leader} leads at {growth}"),
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


_NOW = {
    "sped_up": N_("{clouds} speeding up"),
    "held": N_("{clouds} steady"),
    "slowed": N_("{clouds} slowing"),
    "rose": N_("{clouds} growing again"),
    "fell": N_("{clouds} starting to shrink"),
    "fell_less": N_("{clouds} shrinking less"),
    "fell_more": N_("{clouds} shrinking more"),
    "not_compared": N_("{clouds} not comparable"),
}


def pace_clauses(review: Review, moved: Assertion, *, now: bool = False) -> Phrase:
    """Say cloud by cloud which sped up, held and slowed, and which cannot be compared: nobody is left out.

    Parameters
    ----------
    review : Review
        Names the clouds.
    moved : Assertion
        Of the form *split*.
    now : bool
        As what goes on beside something else, for a headline: *with A speeding up*.
    """
    words = _NOW if now else _PACE
    return review.clauses(
        [
            review.phrase(words[kind], clouds=[review.cloud(c) for c in members])
            for kind, members in moved.groups.items()
        ]
    )


def rate(review: Review, value: Value) -> Number | Phrase:
    """A rate of growth in a sentence whose words do not carry its sign."""
    return review.carried(Number(value.value, "share", value.of, sign=True, decimals=0), value)


def revenue_message(review: Review) -> Statement:
    """Say which cloud earns most of those that state dollars, and how many times the next one's."""
    earned = review.evidence("cloud_revenue", review.earns_alike)
    if not earned.known:
        return review.nothing("The data hold no cloud revenue for {quarter}", earned)
    first, *others = sorted(earned.known, key=lambda v: -v.value)
    values = {
        "first": review.cloud(first.of),
        "amount": Number(first.value, first.unit, first.of, place="headline"),
    }
    held = times(earned, first.of, others[0].of) if others else None
    if held is None:
        return review.state("{first} takes in {amount} a quarter", value(earned, first.of), **values)
    return review.state(
        "{first} takes in {amount} a quarter, {times} as much as {second}",
        value(earned, first.of),
        held,
        times=review.multiple(held),
        second=review.cloud(others[0].of),
        **values,
    )


def added_message(review: Review) -> Statement:
    """Say which cloud took most of the dollars added over the year by those that state them."""
    earned = review.evidence("cloud_revenue", review.earns_alike, "yoy")
    if not earned.compared:
        return review.state("Added cloud revenue cannot be computed for {quarter}")
    top = max(earned.compared, key=lambda v: v.delta)
    held = part_of(earned, top.of, of_change=True)
    if held is None or len(earned.compared) < 2:
        moved = change(earned.only(top.of))
        assert moved is not None
        return _moved_alone(review, moved, top)
    left = [review.cloud(c) for c in held.named("left_out")]
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


_YEAR = {
    "rose": N_("{company} added {amount} over the year"),
    "held": N_("{company} revenue held on the year"),
    "fell": N_("{company} revenue fell by {amount} over the year"),
}


def _moved_alone(review: Review, moved: Assertion, top: Value) -> Statement:
    """Say of one cloud by how much its revenue moved over the year, or that it held."""
    direction, company = str(moved.direction), review.cloud(top.of)
    if direction == "held":
        return review.state(_YEAR[direction], moved, company=company)
    amount = Number(abs(top.delta), top.unit, top.of, place="headline")
    return review.state(_YEAR[direction], moved, company=company, amount=amount)


def _ratio(held: Assertion) -> float:
    return held.figure("numerator") / held.figure("denominator")


def _without(review: Review, rows: Rows) -> str:
    """Name the clouds whose revenue nobody states."""
    absent = [review.cloud(c) for c in review.in_its_currency(review.clouds) if c not in rows]
    names = review.language.join(absent)
    return review.say("Without {clouds}: no revenue is disclosed.", clouds=names) if absent else ""


def _joining(review: Review, rows: Rows) -> str:
    """Say which clouds come into the bars inside the window: the step there is theirs, no growth of the others."""
    begins = {c: next((p.quarter for p in row if p.known), None) for c, row in rows.items()}
    earliest = min((q for q in begins.values() if q is not None), default=None)
    joined = [
        review.say("{cloud} from {quarter}", cloud=review.cloud(c), quarter=quarter)
        for c, quarter in begins.items()
        if quarter is not None and quarter != earliest
    ]
    if not joined:
        return ""
    return review.say(
        "Dotted line: a cloud joins the bars, and the step there is not growth ({list}).",
        list=review.language.listed(joined),
    )


def _states_revenue(review: Review) -> list[str]:
    """The clouds whose revenue is stated at all inside the window."""
    return [
        c
        for c in review.in_its_currency(review.cloud_owners.members)
        if any(p.known for p in review.row("cloud_revenue", c))
    ]


def _cloud_notes(review: Review, rows: Rows) -> str:
    """What each cloud counts."""
    return review.language.sentences(*(review.named(facts.company(c).cloud_note) for c in rows))


_OF_THOSE_SHOWN = N_("Shares are of the vendors shown, not of the market.")

cloud_growth = Review.shows(
    Spec(
        "cloud_growth",
        "cloud_growth",
        lambda review: review.clouds,
        Lines("share", soft=True, sign=True, breaks=redefined, events="cloud_growth"),
        subtitle=N_("Cloud revenue, change on the same quarter a year before, per cent"),
        message=growth_message,
        alt=N_("Line chart of cloud growth by company from {first} to {last}. {title}. {newest}"),
        notes=(growth_alone_notes, rounded_notes, hollow_note),
        older=older_growth,
        name=Review.cloud,
    )
)

added_dollars = Review.shows(
    Spec(
        "added_dollars",
        "cloud_revenue.yoy_change",
        _states_revenue,
        Stacks(inside=True, every=True, joins=True),
        subtitle=N_("Cloud revenue of the quarter less that of a year before, {unit}"),
        message=added_message,
        alt=N_("Stacked bars of the cloud revenue each vendor added over four quarters. {title}."),
        notes=(_without, _joining, _OF_THOSE_SHOWN, Review.apart_note),
        name=Review.cloud,
    )
)

cloud_revenue = Review.shows(
    Spec(
        "cloud_revenue",
        "cloud_revenue",
        lambda review: review.in_its_currency(review.cloud_owners.members),
        Lines("money", soft=True),
        subtitle=N_("Cloud revenue, {unit} a quarter"),
        message=revenue_message,
        alt=N_("Line chart of cloud revenue by company. {title}. {newest}"),
        notes=(_cloud_notes, hollow_note, Review.apart_note),
        name=Review.cloud,
    )
)
