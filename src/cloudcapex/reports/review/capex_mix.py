"""What capex buys, by the words of each company: a part of its own definition, and the dollars that the part comes to."""

from __future__ import annotations

from dataclasses import dataclass

from ... import facts
from ...exhibits.display import Columns, Display, Head
from ...exhibits.tables.table import Cell
from ...language import N_
from ...metrics.points import Point, no_point
from ...metrics.stated import part_of, stated
from ...statements import Statement, longest, value
from ..stated import (
    Standing,
    drawn,
    ends_cell,
    evidence,
    in_words,
    last_stated,
    none_of,
    of_group,
    parted_note,
    rows_of_csv,
    standing,
    stated_before,
    stated_for,
    told,
    what_it_counts,
)
from .context import Review


@dataclass(frozen=True, kw_only=True)
class Mix(Standing):
    """A part of capex as a company last stated it; its member is held against the capex that the words speak of.

    Attributes
    ----------
    amount : Point
        What the part comes to, computed from the capex of the same period; not there where the words speak of no capex.
    """

    amount: Point


def mixes(review: Review) -> list[Mix]:
    """Return the parts of capex stated up to the quarter, in the order of their set."""
    found = []
    for member in of_group(review, "capex_mix"):
        row = told(review, member)
        if row:
            stood, amount = standing(member, row), _amount(review, member, row[-1].point)
            found.append(Mix(member, stood.last, stood.before, stood.parted, amount=amount))
    return found


def _amount(review: Review, member: facts.Member, share: Point) -> Point:
    """Compute what a share comes to of the capex of its own period, on the basis that its words speak of."""
    if not member.against:
        return no_point(member.company, member.metric, share.quarter, "not_applicable")
    whole = _whole(review, member, share)
    if whole is None or not whole.known:
        return no_point(member.company, member.against, share.quarter, "not_derivable")
    return part_of(share, whole, " × ".join((member.against, member.metric)))


def _whole(review: Review, member: facts.Member, share: Point) -> Point | None:
    """Find the capex of the period of a share: of a quarter, or as stated for just that time."""
    of_period = [
        s.point
        for s in stated(member.company, member.against, review.quarter, review.as_of)
        if (s.point.period_start, s.point.period_end) == (share.period_start, share.period_end)
    ]
    quarter = review.point(member.against, member.company, share.quarter)
    if (quarter.period_start, quarter.period_end) == (share.period_start, share.period_end):
        return quarter
    return of_period[-1] if of_period else None


def mix_message(review: Review) -> Statement:
    """Say what the newest stated parts are, each with its company; of which quarter where it is not this one."""
    found = [m for m in mixes(review) if m.member.against]
    if not found:
        members = of_group(review, "capex_mix")
        if not members:
            return review.state("The data hold no words of these companies on what capex buys")
        return review.nothing(
            "The data hold no words on what capex buys up to {quarter}",
            none_of(members, review.quarter, "companies with parts of capex"),
        )
    newest = max(m.last.point.quarter for m in found)
    first: dict[str, Mix] = {}
    for mix in found:
        if mix.last.point.quarter == newest:
            first.setdefault(mix.member.company, mix)
    form = _OF_THE_QUARTER if newest == review.quarter else _OF_A_QUARTER
    parts = [_clause(review, mix) for mix in first.values()]
    return longest(
        review.state(form, list=review.clauses(parts[:n]), when=newest) for n in range(1, len(parts) + 1)
    )


def _clause(review: Review, mix: Mix) -> Statement:
    return review.state(
        "{company} {share} {part}",
        value(evidence([mix.last], "companies with parts of capex")),
        company=review.company(mix.member.company),
        share=in_words(review, mix.last),
        part=review.member(mix.member),
    )


_OF_THE_QUARTER = N_("Capex, as stated: {list}")
_OF_A_QUARTER = N_("Capex, as last stated for {when}: {list}")


# the table ------------------------------------------------------------------------------------


def _computed(review: Review, mix: Mix) -> Cell:
    """Print the computed amount as the range that the hedge leaves, open where that is."""
    return ends_cell(review, mix.amount)


def _basis(review: Review, mix: Mix) -> str:
    return review.basis_name(mix.member.against) if mix.member.against else ""


def _name(review: Review, mix: Mix) -> str:
    return review.language.sentence(review.member(mix.member))


def _caveats(review: Review, found: list[Mix]) -> str:
    """Say what the definition of a part makes of the amount that is computed with it; empty where of none."""
    told = (
        (m.member.company, facts.caveat(p.metric, p.company, p.definition))
        for m, p in ((m, m.last.point) for m in found)
        if m.amount.known
    )
    parts = [
        review.say("{company}: {text}", company=review.company(c), text=review.say(text))
        for c, text in told
        if text
    ]
    return review.language.sentences(*parts)


def _points(found: list[Mix]) -> list[Point]:
    return [p for m in found for p in (m.last.point, m.amount) if p.known]


capex_mix = Review.shows(
    Display(
        "capex_mix",
        mixes,
        Columns(
            Head(N_("Company"), lambda review, m: review.company(m.member.company), share=0.8),
            Head(N_("What it is spent on"), _name, share=1.35),
            stated_before(1.15),
            last_stated(0.7),
            stated_for(0.9),
            Head(N_("Computed"), _computed, "right", 1.2),
            Head(N_("Computed on"), _basis, share=1.3),
            what_it_counts(3.3),
        ),
        subtitle=N_("Parts of capex that companies state, each on its own definition; amounts are computed"),
        message=mix_message,
        alt=N_("Table of the parts of capex that companies state, with the amounts these come to. {title}."),
        notes=(
            N_(
                "The parts are defined by each company for itself: none is ranked, and none is added to another. Amounts are "
                "computed here, the stated part times the capex of the same period on the basis that the words speak of, "
                "and are no figures of the companies."
            ),
            N_(
                "≈ about, > more than: the company’s own words. The ends of an amount are those that the words leave."
            ),
            _caveats,
            parted_note,
            Review.missing_note,
        ),
        points=drawn(_points),
        data=rows_of_csv(_points),
        absent=N_("No company said what capex buys in a document of {day} or earlier that the data hold."),
    )
)
