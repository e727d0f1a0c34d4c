"""Cloud profitability: margins and operating income of the clouds that state them."""

from __future__ import annotations

from ...exhibits.display import when
from ...exhibits.drawings import Lines, Stacks, definition_breaks, soft_shown, stood_before
from ...exhibits.spec import Rows, Spec
from ...language import N_
from ...language.number import Number
from ...metrics.points import Point
from ...statements import Evidence, Statement, change, total, value
from .capex import sum_of
from .context import Review
from .growth_notes import hollow_note, redefined

_MARGIN = {
    "rose": N_("{cloud} up {change} to {margin}"),
    "held": N_("{cloud} level at {margin}"),
    "fell": N_("{cloud} down {change} to {margin}"),
}


def margin_message(review: Review) -> Statement:
    """Say where the margins stand and how each moved on the year."""
    margins = review.evidence("cloud_operating_margin", review.cloud_owners, "yoy")
    if not margins.known:
        return review.nothing("The data hold no cloud margin for {quarter}", margins)
    parts = [_margin(review, margins.only(v.of)) for v in sorted(margins.known, key=lambda v: -v.value)]
    return review.state("Cloud margins over the year: {list}", list=review.clauses(parts))


def _margin(review: Review, margin: Evidence) -> Statement:
    """One cloud's margin and how it moved."""
    now, moved = margin.known[0], change(margin)
    values = {
        "cloud": review.cloud(now.of),
        "margin": review.carried(Number(now.value, "share", now.of, decimals=0), now),
    }
    if moved is None:
        return review.state("{cloud} at {margin}", value(margin), **values)
    points = Number(abs(now.delta), "points", now.of, decimals=0)
    return review.state(_MARGIN[str(moved.direction)], moved, change=points, **values)


_EARNED = (
    (N_("{clouds} earned {amount}"), N_("{clouds} earned {amount} between them")),
    (N_("{clouds} lost {amount}"), N_("{clouds} lost {amount} between them")),
)


def _profit_message(review: Review) -> Statement:
    """Say which clouds earned and which lost, with the sum of each."""
    profit = review.evidence("cloud_operating_income", review.earns_alike)
    if not profit.known:
        return review.nothing("The data hold no cloud operating income for {quarter}", profit)
    earned, lost = ([v.of for v in profit.known if (v.value >= 0) == gain] for gain in (True, False))
    parts = []
    for members, (one, some) in zip((earned, lost), _EARNED, strict=True):
        held = total(profit.only(*members)) if members else None
        if held is not None:
            amount = Number(abs(sum_of(held)), profit.unit, "total", place="headline")
            clouds = [review.cloud(c) for c in members]
            parts.append(review.state(some if len(members) > 1 else one, held, clouds=clouds, amount=amount))
    return review.state("{clauses}", clauses=review.clauses(parts))


def _silent(review: Review, rows: Rows) -> str:
    """Name the clouds for which no operating income is stated."""
    silent = [review.cloud(c) for c in review.clouds if c not in rows]
    names = review.language.join(silent)
    return review.say("No operating income is stated for {clouds}.", clouds=names) if silent else ""


def _margin_before(review: Review, company: str) -> list[Point]:
    return stood_before(review.row("cloud_operating_margin", company))


def _drawn_anew(_: Review, rows: Rows) -> bool:
    return any(p.known for row in rows.older.values() for p in row)


def _older_note(review: Review, rows: Rows) -> str:
    """Say up to which quarter bars stand on a definition that a later one replaced."""
    parts = []
    for c in rows:
        known = [p for p in rows[c] if p.known]
        if starts := definition_breaks(known):
            quarter = known[starts[-1] - 1].quarter
            parts.append(review.say("{cloud} until {quarter}", cloud=review.cloud(c), quarter=quarter))
    return review.say("On an older definition: {list}.", list=review.language.listed(parts)) if parts else ""


cloud_margin = Review.shows(
    Spec(
        "cloud_margin",
        "cloud_operating_margin",
        lambda review: review.cloud_owners.members,
        Lines("share", soft=True, breaks=redefined),
        subtitle=N_("Cloud operating income ÷ cloud revenue, per cent"),
        message=margin_message,
        alt=N_("Line chart of cloud operating margins. {title}."),
        notes=(_silent, when(_drawn_anew, N_("The older definition is dashed.")), hollow_note),
        older=_margin_before,
        name=Review.cloud,
    )
)

cloud_profit = Review.shows(
    Spec(
        "cloud_profit",
        "cloud_operating_income",
        lambda review: review.in_its_currency(review.cloud_owners.members),
        Stacks(inside=True, soft=True, total=False),
        subtitle=N_("Cloud operating income, {unit} a quarter"),
        message=_profit_message,
        alt=N_("Bars of cloud operating income. {title}."),
        notes=(
            when(soft_shown, N_("Hatched: from a rounded or secondary figure.")),
            _older_note,
            Review.apart_note,
        ),
        name=Review.cloud,
    )
)
