"""What stands under the growth of clouds: growth stated alone, on an older definition, or of rounded revenue."""

from __future__ import annotations

from collections.abc import Sequence

from ... import facts
from ...exhibits.charts.lines import Break
from ...exhibits.display import when
from ...exhibits.drawings import Names, newer_from, soft_shown
from ...exhibits.spec import Rows
from ...language import N_
from ...language.number import Number
from ...metrics.formulas import FIRST_OF
from ...metrics.points import Point
from .context import Review


def older_growth(review: Review, company: str) -> list[Point]:
    """Growth as stated before its definition changed, where it is stated without the revenue behind it."""
    if told_with_revenue(review, company):
        return []
    stated = FIRST_OF["cloud_growth"].stated
    table = facts.load_definitions()
    ranked = table[table["metric"].isin(stated) & (table["company"] == company)].sort_values("rank")
    older = [str(d) for d in ranked["definition"]][:-1]
    # Nothing is older where none was told that is newer: what a later document drew anew is not known yet.
    if not older or not any(
        p.known and p.definition != older[-1] for p in review.row("cloud_growth", company)
    ):
        return []
    return review.row("cloud_growth", company, older[-1])


def redefined(review: Review, rows: Rows, name: Names) -> list[Break]:
    """Mark from which quarter a company's cloud is drawn anew, where both definitions are drawn."""
    return [
        Break(place, review.say("{cloud} redefined", cloud=name(c)))
        for c, older in rows.older.items()
        if (place := newer_from(rows[c], older)) is not None
    ]


def told_with_revenue(review: Review, company: str) -> bool:
    """Tell whether a cloud's growth is that of revenue which is told too, on the same definition."""
    growing = {p.definition for p in review.row("cloud_growth", company) if p.known}
    return any(p.known and p.definition in growing for p in review.row("cloud_revenue", company))


def growth_alone_notes(review: Review, rows: Rows) -> list[str]:
    """Say of clouds that their companies give growth without the revenue behind it."""
    return [_growth_alone(review, c, rows.older[c]) for c in rows]


def _growth_alone(review: Review, company: str, older: Sequence[Point]) -> str:
    if told_with_revenue(review, company):
        return ""
    names = {"company": review.company(company), "cloud": review.possessive(review.cloud(company))}
    if any(p.known for p in review.row("cloud_revenue", company)):
        return review.language.sentences(
            review.say(
                "{company} states {cloud} growth on this definition without its revenue; the revenue it states is on a "
                "newer one and never joined to it.",
                **names,
            ),
            own_growth(review, company),
            review.say("The older definition is dashed.") if any(p.known for p in older) else "",
        )
    if any(p.known for p in older):
        return review.say(
            "{company} states {cloud} growth but not its revenue. Its older definition is dashed.", **names
        )
    return review.say("{company} states {cloud} growth but not its revenue.", **names)


def own_growth(review: Review, company: str) -> str:
    """Say how the revenue changed that stands beside growth on another definition; nothing where it cannot be compared.

    Parameters
    ----------
    review : Review
        The edition.
    company : str
        Whose revenue.
    """
    grown = review.point("cloud_revenue.yoy", company)
    if not grown.known:
        return ""
    return review.say(
        "That revenue changed by {growth} on the year.",
        growth=Number(grown.value, "share", company, sign=True),
    )


def _earned(review: Review, growth: Point) -> bool:
    return review.point("cloud_revenue", growth.company, growth.quarter).known


def rounded_notes(review: Review, rows: Rows) -> list[str]:
    """Say whose revenue is rounded too coarsely to compute its growth, and what was done instead."""
    points = [p for c in rows for p in rows.shown(c)]
    stated = {
        p.company: review.cloud(p.company)
        for p in points
        if p.basis == "reported" and told_with_revenue(review, p.company) and _earned(review, p)
    }
    notes = [
        review.say(
            "{clouds}: as the company states it in quarters whose revenue is rounded too coarsely to compute it.",
            clouds=review.language.join(list(stated.values())),
        )
    ]
    return (notes if stated else []) + [
        review.say(
            "{cloud} in {quarter} is computed from rounded revenue: anything from {low} to {high}.",
            cloud=review.cloud(p.company),
            quarter=p.quarter,
            low=Number(p.bounds[0], "share", p.company, sign=True),
            high=Number(p.bounds[1], "share", p.company, sign=True),
        )
        for p in points
        if p.wide
    ]


# Explains the mark of figures that are not exact, where a line has one.
hollow_note = when(soft_shown, N_("Hollow marks: from a rounded or secondary figure."))
