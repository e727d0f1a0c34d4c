"""AI's part of what clouds earn and how they grow: every figure that companies state, on its own definition and of its own day."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ... import facts
from ...exhibits.display import Columns, Display, Head
from ...exhibits.tables.table import Cell, missing
from ...language import N_, Number
from ...metrics.points import Point
from ...metrics.stated import Stated, over, stated
from ...statements import Statement, value
from ..stated import (
    drawn,
    evidence,
    figure_cell,
    floored,
    in_words,
    last_stated,
    none_of,
    of_group,
    rows_of_csv,
    stated_for,
    told,
    what_it_counts,
)
from ..units import POINTS
from .context import Review


@dataclass(frozen=True)
class PartStated:
    """A figure on AI as a company last stated it.

    Attributes
    ----------
    member : Member
        Whose it is, its metric, and what it is held against.
    last : Stated
        As last stated.
    whole : Stated or None
        What it is held against, of the same period and definition; None where nothing is, or none is stated.
    """

    member: facts.Member
    last: Stated
    whole: Stated | None


def parts(review: Review) -> list[PartStated]:
    """Return the figures stated up to the quarter, in the order of their set."""
    found = []
    for member in of_group(review, "ai_part"):
        row = told(review, member)
        if row:
            found.append(PartStated(member, row[-1], _whole(review, member, row[-1].point)))
    return found


def _whole(review: Review, member: facts.Member, part: Point) -> Stated | None:
    """Find what a figure is held against: of the same period, and on its definition where there is one of that name."""
    if not member.against:
        return None
    rows = stated(member.company, member.against, review.quarter, review.as_of, part.definition)
    return next((s for s in reversed(rows) if s.point.period_end == part.period_end), None)


def part_message(review: Review) -> Statement:
    """Say what the first of the figures was when last stated, and of which quarter that is."""
    found = parts(review)
    if not found:
        members = of_group(review, "ai_part")
        if not members:
            return review.state("The data have nothing of these companies on AI’s part")
        return review.nothing(
            "The data hold no figure on AI’s part of cloud growth or revenue up to {quarter}",
            none_of(members, review.quarter, "companies with figures on AI"),
        )
    first = found[0]
    point = first.last.point
    if point.metric in POINTS and first.whole is not None:
        return review.state(
            N_("AI accounts for {points} of {cloud} growth of {growth} in {when}")
            if point.quarter == review.quarter
            else N_("AI accounts for {points} of {cloud} growth of {growth} in {when}, as last stated"),
            *(value(evidence([s], "companies with figures on AI")) for s in (first.last, first.whole)),
            points=in_words(review, first.last),
            cloud=review.possessive(review.cloud(point.company)),
            growth=Number(first.whole.point.value, "share", point.company),
            when=point.quarter,
        )
    return review.state(
        N_("AI’s part, as stated for {when}: {company}, {name} {figure}"),
        value(evidence([first.last], "companies with figures on AI")),
        when=point.quarter,
        company=review.company(point.company),
        name=review.member(first.member),
        figure=in_words(review, first.last),
    )


# the table ------------------------------------------------------------------------------------


def _share(part: PartStated) -> Point:
    assert part.whole is not None
    return over(part.last.point, part.whole.point, f"{part.member.metric} ÷ {part.member.against}")


def _points(found: list[PartStated]) -> list[Point]:
    return [
        p
        for part in found
        for p in (part.last.point, *((part.whole.point, _share(part)) if part.whole else ()))
        if p.known
    ]


def _computed(review: Review, part: PartStated) -> Cell:
    """Print the part that the figure is of what it is held against."""
    if part.whole is None:
        return Cell("") if not part.member.against else missing("not_derivable")
    share = _share(part)
    if part.last.qualifier == "over":
        share = replace(share, value=floored(share.value))
    if part.last.qualifier:
        return figure_cell(review, Stated(share, part.last.qualifier, part.last.day))
    return review.cell(share, review.language.writes("share", "table"))


def _age(review: Review, part: PartStated) -> Cell:
    """Print how many quarters old a figure is."""
    return Cell(
        review.language.write(Number(review.quarter - part.last.point.quarter, "count")), kind="figure"
    )


ai_part = Review.shows(
    Display(
        "ai_part",
        parts,
        Columns(
            Head(N_("Company"), lambda review, p: review.company(p.member.company), share=1.0),
            Head(
                N_("Figure on AI"),
                lambda review, p: review.language.sentence(review.member(p.member)),
                share=2.1,
            ),
            last_stated(0.8),
            Head(
                N_("Held against"),
                lambda review, p: figure_cell(review, p.whole) if p.whole else "",
                "right",
                0.7,
            ),
            Head(N_("AI’s part"), _computed, "right", 0.6),
            stated_for(0.75),
            Head(N_("Quarters old"), _age, "right", 0.75),
            what_it_counts(3.25),
        ),
        subtitle=N_("Figures on AI that companies state, each as last stated; parts are computed"),
        message=part_message,
        alt=N_("Table of figures on AI that companies state, with how old each is. {title}."),
        notes=(
            N_(
                "Each company defines AI for itself, so that nothing here is ranked or added up. A run-rate is a month or "
                "quarter taken for a year, not revenue of a year."
            ),
            N_(
                "≈ about, > more than, ≤ at most: the company’s own words; ≈ of a part: its two figures are rounded."
            ),
            Review.missing_note,
        ),
        points=drawn(_points),
        data=rows_of_csv(_points),
        absent=N_(
            "The data hold no figure on AI’s part of growth or revenue in a document of {day} or earlier."
        ),
    )
)
