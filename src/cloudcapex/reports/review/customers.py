"""Who owes contracted revenue: what companies said of their customers, the newest word with its quarter."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ... import facts, metrics
from ...exhibits.display import Columns, Display, Head
from ...language import N_
from ...metrics.points import Point
from ...metrics.stated import Stated
from ...statements import Population, Statement, value
from .context import Review
from .stated import (
    drawn,
    evidence,
    in_words,
    last_stated,
    newest_two,
    none_of,
    of_group,
    rows_of_csv,
    stated_before,
    stated_for,
    told,
    what_it_counts,
)

SET = "backlog_customers"
_OWED = "companies that say who owes their contracts"


@dataclass(frozen=True)
class CustomerSaid:
    """What a company said of its customers on one measure: the newest figure, and the one stated before."""

    member: facts.Member
    last: Stated
    before: Stated | None


def said(review: Review) -> list[CustomerSaid]:
    """Return what the data hold of each member of the set, of periods up to the quarter of the edition."""
    found = [(m, told(review, m)) for m in of_group(review, SET)]
    return [CustomerSaid(m, *newest_two(some)) for m, some in found if some]


def _label(review: Review, s: CustomerSaid) -> str:
    return str(metrics.describe(s.member.metric)[review.language.column("label")])


def _owes(s: CustomerSaid) -> bool:
    """Whether it is a share of contracts or revenue that somebody owes, which a title can tell."""
    return s.last.point.unit == "share" and _tells_who(s.member)


def _tells_who(member: facts.Member) -> bool:
    return "share" in member.metric


def customers_message(review: Review) -> Statement:
    """Tell the share that the first of them named, with its quarter."""
    first: dict[str, CustomerSaid] = {}
    for s in filter(_owes, said(review)):
        first.setdefault(s.member.company, s)
    if not first:
        members = list(filter(_tells_who, of_group(review, SET)))
        return review.nothing(
            "The data hold no figure on who owes contracted revenue up to {quarter}",
            none_of(members, review.quarter, _OWED)
            if members
            else review.evidence({}, Population(_OWED, ())),
            quarter=review.quarter,
        )
    sentence = None
    for n in range(1, len(first) + 1):
        parts = [_clause(review, s) for s in list(first.values())[:n]]
        sentence = replace(review.state("Who owes it: {list}", list=review.clauses(parts)), shorter=sentence)
    assert sentence is not None
    return sentence


def _clause(review: Review, s: CustomerSaid) -> Statement:
    return review.state(
        "{measure} {share} at {company} ({quarter})",
        value(evidence([s.last], _OWED)),
        measure=_label(review, s),
        share=in_words(review, s.last),
        company=review.company(s.member.company),
        quarter=s.last.point.quarter,
    )


def _points(found: list[CustomerSaid]) -> list[Point]:
    return [one.point for s in found for one in (s.before, s.last) if one is not None]


contract_customers = Review.shows(
    Display(
        "contract_customers",
        said,
        Columns(
            Head(N_("Company"), lambda review, s: review.company(s.member.company), share=0.85),
            Head(N_("What it states"), _label, share=2.2),
            stated_before(1.3),
            last_stated(0.85),
            stated_for(1.1),
            what_it_counts(3.0),
        ),
        subtitle=N_(
            "Contracted revenue by who owes it, as companies state it; the newest word up to {quarter}"
        ),
        message=customers_message,
        alt=N_("Table of what companies state of the customers behind their contracts. {title}."),
        notes=(
            N_(
                "Shares are of each company’s own measure and not added up. What is stated for an older quarter was not "
                "stated again since, as far as the data go."
            ),
            N_("≈ about, > more than, < less than: so the company says it."),
            Review.missing_note,
        ),
        points=drawn(_points),
        data=rows_of_csv(_points),
        absent=N_("The data hold no figure on who owes contracted revenue up to {quarter}."),
    )
)
