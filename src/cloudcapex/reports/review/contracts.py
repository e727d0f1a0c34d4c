"""Contracted revenue held against capex: what falls due soon, how long it runs, what capex stood against it."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ... import facts
from ...exhibits.display import Columns, Display, Head, figure
from ...language import N_
from ...metrics.points import Point, computed, no_point
from ...metrics.stated import Stated, part_of
from ...statements import Evidence, Quantified, Statement, Value, each_beyond, value
from ..stated import ends_cell, evidence, figure_cell, in_words, plain, told
from .backlog import MEASURES, backlog_owners, measure_name
from .context import Review

# A year of contracts is told as a share of them, and so are two.
SOON, LATER, LIFE = "backlog_due_12m_share", "backlog_due_24m_share", "backlog_life"
TERMS = "backlog_terms"
_DATED = "companies that say when their contracts fall due"


@dataclass(frozen=True)
class Contracted:
    """One company's contracted revenue, on the measure that its terms are told of, and the capex beside it."""

    company: str
    balance: Point
    before: Point
    spent: Point


def contracted(review: Review, company: str) -> Contracted:
    """Look up what a company has contracted, what it had a year before, and its capex of the four quarters."""
    terms = [m.against for m in facts.group(TERMS) if m.company == company]
    asked = dict.fromkeys([*terms, *MEASURES])
    found = [review.point(m, company) for m in asked]
    balance = next((p for p in found if p.known), found[0])
    return Contracted(
        company, balance, review.point(balance.metric, company, review.quarter - 4), _spent(review, company)
    )


def _spent(review: Review, company: str) -> Point:
    """Capex of four quarters on the report's one basis, or on the company's own where that has none."""
    own = facts.company(company).headline_capex
    found = [review.point(f"{basis}.ttm", company) for basis in (review.basis, own)]
    return next((p for p in found if p.known), found[0])


def _rows(review: Review) -> list[Contracted]:
    held = [contracted(review, c) for c in backlog_owners(review).members]
    return [row for row in held if row.balance.known]


def term(review: Review, row: Contracted, metric: str) -> Stated | None:
    """What a company says of its contracts this quarter, where it says it of the measure that the row shows."""
    for member in facts.group(TERMS):
        if (member.company, member.metric, member.against) == (row.company, metric, row.balance.metric):
            newest = told(review, member)[-1:]
            return next((one for one in newest if one.point.quarter == review.quarter), None)
    return None


def _told(review: Review, row: Contracted, metric: str) -> Point:
    one = term(review, row, metric)
    return plain(one.point) if one else no_point(row.company, metric, review.quarter)


def _due(review: Review, row: Contracted, metric: str) -> Point:
    """The amount that falls due: the share stated times the balance, between the ends that the words leave."""
    share = term(review, row, metric)
    if share is None:
        return no_point(row.company, f"{metric}.amount", review.quarter)
    return part_of(share.point, row.balance, f"{metric}.amount")


def _over(above: Point, below: Point, name: str) -> Point:
    """Divide two amounts of one unit; what lacks either keeps the reason."""
    for part in (above, below):
        if not part.known:
            return no_point(above.company, name, above.quarter, part.reason or "not_disclosed")
    if above.unit != below.unit:
        return no_point(above.company, name, above.quarter, "not_derivable")
    return computed(above, below, _quotient, name, "times")


def _quotient(above: float, below: float) -> float:
    return above / below if below > 0 else math.nan


def to_capex(row: Contracted) -> Point:
    """Contracted revenue over four quarters of capex."""
    return _over(row.balance, row.spent, "contracts.to_capex")


def added_to_capex(row: Contracted) -> Point:
    """What contracted revenue grew by in four quarters, over the capex of these; on one definition only."""
    now, then = row.balance, row.before
    if then.known and now.definition != then.definition:
        return no_point(row.company, "contracts.added", now.quarter, "not_derivable")
    if not then.known:
        return no_point(row.company, "contracts.added", now.quarter, "not_derivable")
    added = computed(now, then, operator.sub, "contracts.added", now.unit)
    return _over(added, row.spent, "contracts.added_to_capex")


def _covered(review: Review) -> Evidence:
    """Contracted revenue less four quarters of capex, of each company that has ever stated any."""
    owners = backlog_owners(review)
    beyond = [_beyond(contracted(review, c)) for c in owners.members]
    return Evidence.of(beyond, owners, review.quarter)


def _beyond(row: Contracted) -> Value:
    """What is contracted beyond four quarters of capex, below nought where capex is more."""
    multiple, name = to_capex(row), "contracts.beyond_capex"
    if not multiple.known:
        return Value(row.company, name, math.nan, row.balance.unit, reason="not_disclosed")
    left = computed(row.balance, row.spent, operator.sub, name, row.balance.unit)
    low, high = left.bounds
    return Value(row.company, name, left.value, left.unit, low=low, high=high, sources=left.sources)


_ABOVE = Quantified(
    every=N_("Contracted revenue exceeds four quarters of capex at all {n} companies"),
    both=N_("Contracted revenue exceeds four quarters of capex at both companies"),
    none=N_("Contracted revenue exceeds four quarters of capex at no company"),
    k_of_n=N_("Contracted revenue exceeds four quarters of capex at {k} of {n} companies"),
    k_of_known=N_(
        "Of {n} companies, {m} can be compared, and contracted revenue exceeds four quarters of capex at {k}"
    ),
    every_known=N_(
        "Contracted revenue exceeds four quarters of capex at the {m} of {n} companies that can be compared"
    ),
    one_known=N_(
        "Of {n} companies, {m} can be compared: {true}, whose contracted revenue exceeds four quarters of capex"
    ),
    none_known=N_(
        "Contracted revenue exceeds four quarters of capex at none of the {m} of {n} companies that can be compared"
    ),
    not_one_known=N_(
        "Of {n} companies, {m} can be compared: {false}, with contracted revenue not above four quarters of capex"
    ),
    one=N_("Contracted revenue of {true} exceeds four quarters of capex"),
    not_one=N_("Contracted revenue of {false} does not exceed four quarters of capex"),
    nothing=N_("Contracted revenue cannot be held against capex in {quarter}"),
)


def contracts_message(review: Review) -> Statement:
    """Count the companies whose contracts are above a year of capex, and say what falls due within a year."""
    covered = _covered(review)
    above = each_beyond(covered, 0.0)
    if above is None:
        return review.nothing("The data hold no backlog or RPO up to {quarter}", covered)
    first = review.counted(_ABOVE, above, review.company)
    soon = {row.company: one for row in _rows(review) if (one := term(review, row, SOON)) is not None}
    if not soon:
        return first
    due = {c: value(evidence([one], _DATED)) for c, one in soon.items()}
    if len(covered.values) == 1:
        ((alone, one),) = soon.items()
        return review.state(
            "{sentence}; {share} of it is due in a year",
            due[alone],
            sentence=first,
            share=in_words(review, one),
        ).or_shorter(first)
    parts = [
        review.phrase("{share} at {company}", share=in_words(review, one), company=review.company(c))
        for c, one in soon.items()
    ]
    sentences = [
        review.state(
            "{sentence}; due in a year: {list}",
            *list(due.values())[:n],
            sentence=first,
            list=review.clauses(parts[:n]),
        )
        for n in (len(parts), 1)
    ]
    return sentences[0].or_shorter(sentences[1].or_shorter(first))


def _basis_note(review: Review, rows: list[Contracted]) -> str:
    """Name the companies whose capex is on another basis than the report's."""
    other = [
        review.company(r.company) for r in rows if r.spent.known and r.spent.metric != f"{review.basis}.ttm"
    ]
    return (
        review.say("{companies}: capex on the company’s own basis.", companies=review.language.join(other))
        if other
        else ""
    )


def _undated(review: Review, rows: list[Contracted]) -> Iterator[str]:
    """Say of whom neither a share that falls due nor an average life is known this quarter."""
    silent = [
        review.company(r.company) for r in rows if not any(term(review, r, m) for m in (SOON, LATER, LIFE))
    ]
    if silent:
        yield review.say(
            "The data hold no timing or life of contracts for {quarter} of {companies}.",
            quarter=review.quarter,
            companies=review.language.join(silent),
        )


def _many(review: Review, point: Point) -> Callable[[float], str]:
    return review.language.writes("times", "table")


def _stated(heading: str, metric: str) -> Head[Review]:
    """A column of what companies say of their contracts, with the hedge of their words."""
    return Head(
        heading,
        lambda review, r: figure_cell(review, term(review, r, metric)),
        "right",
        0.9,
        lambda review, r: _told(review, r, metric),
    )


def _amount(heading: str, metric: str) -> Head[Review]:
    """A column of the amounts that the shares come to, between the ends that these leave."""
    return Head(
        heading,
        lambda review, r: ends_cell(review, _due(review, r, metric)),
        "right",
        1.15,
        lambda review, r: plain(_due(review, r, metric)),
    )


contracts_and_capex = Review.shows(
    Display(
        "contracts_and_capex",
        _rows,
        Columns(
            Head(N_("Company"), lambda review, r: review.company(r.company), share=0.95),
            Head(N_("Measure"), lambda review, r: measure_name(review, r.balance.metric), share=1.1),
            figure(N_("Contracted"), lambda review, r: r.balance, Review.money, 0.9),
            _stated(N_("due in 12 months, share"), SOON),
            _amount(N_("amount due in 12 months"), SOON),
            _stated(N_("due in 24 months, share"), LATER),
            _amount(N_("amount due in 24 months"), LATER),
            _stated(N_("average life"), LIFE),
            figure(N_("÷ capex of four quarters"), lambda review, r: to_capex(r), _many, 0.95, computed=True),
            figure(
                N_("added in a year ÷ that capex"),
                lambda review, r: added_to_capex(r),
                _many,
                1.0,
                computed=True,
            ),
        ),
        subtitle=N_(
            "Contracted revenue at the end of the quarter, when it falls due, and capex (cash) beside it, {unit}"
        ),
        message=contracts_message,
        alt=N_("Table of contracted revenue by company with its timing and the capex beside it. {title}."),
        notes=(
            N_(
                "Each company’s own measure, neither added nor ranked. Shares and lives are as stated (≈ about, > more "
                "than); amounts due and multiples are computed: the share times the balance, the balance ÷ capex of "
                "four quarters, its change over four quarters on one definition ÷ the same capex. Contracts are also "
                "met with what was built before."
            ),
            _basis_note,
            _undated,
            Review.missing_note,
        ),
        absent=N_("The data hold no backlog or RPO of a company for {quarter}."),
    )
)
