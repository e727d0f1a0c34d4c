"""Who owes contracted revenue: what companies said of their customers, the newest word with its quarter."""

from __future__ import annotations

from .. import facts
from ..language import N_
from ..statements import Population, Statement, longest, value
from .company_report import CompanyReport
from .stated import Standing, evidence, in_words, none_of, of_group, standing, told
from .stated_tables import label_of, stated_table

SET = "backlog_customers"
_OWED = "companies that say who owes their contracts"


def said(review: CompanyReport) -> list[Standing]:
    """Return what the data hold of each member of the set, of periods up to the quarter of the edition."""
    found = [(m, told(review, m)) for m in of_group(review, SET)]
    return [standing(m, some) for m, some in found if some]


def _owes(s: Standing) -> bool:
    """Whether it is a share of contracts or revenue that somebody owes, which a title can tell."""
    return s.last.point.unit == "share" and _tells_who(s.member)


def _tells_who(member: facts.Member) -> bool:
    return "share" in member.metric


def customers_message(review: CompanyReport) -> Statement:
    """Tell the share that the first of them named, with its quarter."""
    first: dict[str, Standing] = {}
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
    parts = [_clause(review, s) for s in first.values()]
    return longest(
        review.state("Who owes it: {list}", list=review.clauses(parts[:n])) for n in range(1, len(parts) + 1)
    )


def _clause(review: CompanyReport, s: Standing) -> Statement:
    return review.state(
        "{measure} {share} at {company} ({quarter})",
        value(evidence([s.last], _OWED)),
        measure=review.named(s.member.name) or label_of(review, s),
        share=in_words(review, s.last),
        company=review.company(s.member.company),
        quarter=s.last.point.quarter,
    )


contract_customers = stated_table(
    "contract_customers",
    said,
    N_("Contracted revenue by who owes it, as companies state it; the newest word up to {quarter}"),
    customers_message,
    N_("Table of what companies state of the customers behind their contracts. {title}."),
    N_(
        "Shares are of each company’s own measure and not added up. What is stated for an older quarter was not "
        "stated again since, as far as the data go."
    ),
)
