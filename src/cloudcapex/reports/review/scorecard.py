"""The scorecard: the quarter in one table, a row a company."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...exhibits.display import Columns, Display, Head, figure
from ...exhibits.tables.table import Cell
from ...exhibits.trend import trend
from ...language import N_
from ...metrics.points import Point
from ...statements import Quantified, Statement, each, each_beyond
from .backlog import backlog_rows
from .context import Review
from .growth_notes import own_growth, told_with_revenue


def _at(metric: str) -> Callable[[Review, str], Point]:
    return lambda review, company: review.point(metric, company)


def _together(review: Review) -> Cell:
    return review.summed(review.total(review.basis), review.language.writes("USD", "table"))


def _grown_together(review: Review) -> Cell:
    return review.summed_growth(review.basis)


def _share(digits: int | None = None) -> Callable[[Review, Point], Callable[[float], str]]:
    return lambda review, point: review.language.writes("share", "table", decimals=digits)


def _stated_alone(review: Review, companies: Sequence[str]) -> list[str]:
    return [_growth_alone(review, c) for c in review.clouds]


def _growth_alone(review: Review, company: str) -> str:
    """Say whose growth is that of a cloud whose revenue nobody states."""
    if told_with_revenue(review, company):
        return ""
    owner, cloud = review.possessive(review.company(company)), review.possessive(review.cloud(company))
    if any(p.known for p in review.row("cloud_revenue", company)):
        form = N_("{owner} growth is {cloud} on an older definition than its cloud revenue.")
        return review.language.sentences(
            review.say(form, owner=owner, cloud=cloud), own_growth(review, company)
        )
    return review.say("{owner} growth is {cloud}, stated without revenue.", owner=owner, cloud=cloud)


_SPENT_MORE = Quantified(
    every=N_("Every company spent more than a year before"),
    both=N_("Both companies spent more than a year before"),
    none=N_("No company spent more than a year before"),
    k_of_n=N_("Of {n} companies, {k} spent more than a year before"),
    k_of_known=N_("Of {n} companies, {m} can be compared, and {k} spent more than a year before"),
    every_known=N_("The {m} of {n} companies that can be compared spent more than a year before"),
    none_known=N_("None of the {m} of {n} companies that can be compared spent more than a year before"),
    one_known=N_("Of {n} companies, {m} can be compared: {true}, which spent more than a year before"),
    not_one_known=N_(
        "Of {n} companies, {m} can be compared: {false}, which did not spend more than a year before"
    ),
    one=N_("{true} spent more than a year before"),
    not_one=N_("{false} did not spend more than a year before"),
    nothing=N_("Spending cannot be compared with a year before"),
)
_CASH_LEFT = Quantified(
    every=N_("{sentence}; every company had cash left after capex over four quarters"),
    both=N_("{sentence}; both had cash left after capex over four quarters"),
    none=N_("{sentence}; no company had cash left after capex over four quarters"),
    k_of_n=N_("{sentence}; {k} of {n} had cash left after capex over four quarters"),
    k_of_known=N_(
        "{sentence}; of {n} the cash flow of {m} is known, and {k} had cash left after capex over four quarters"
    ),
    every_known=N_(
        "{sentence}; the {m} of {n} whose cash flow is known had cash left after capex over four quarters"
    ),
    none_known=N_(
        "{sentence}; none of the {m} of {n} whose cash flow is known had cash left after capex over four quarters"
    ),
    one_known=N_(
        "{sentence}; of {n} the cash flow of {m} is known: {true} had cash left after capex over four quarters"
    ),
    not_one_known=N_(
        "{sentence}; of {n} the cash flow of {m} is known: {false} had no cash left after capex over four quarters"
    ),
    one=N_("{sentence}; cash was left after capex over four quarters"),
    not_one=N_("{sentence}; capex took more than the cash that came in over four quarters"),
    nothing=N_("{sentence}"),
)


def scorecard_message(review: Review) -> Statement:
    """Count who spent more than a year before and who had cash left."""
    more = each(review.spending, "rose")
    left = each_beyond(review.evidence("free_cash_flow.ttm", review.everyone), 0.0)
    if more is None or left is None:
        return review.state("The quarter in figures")
    first = review.counted(_SPENT_MORE, more, review.company)
    return review.counted(_CASH_LEFT, left, review.company, sentence=first)


def _contract(review: Review, company: str) -> Point:
    found = [p for p in backlog_rows(review) if p.company == company]
    return found[0] if found else review.point("rpo", company)


scorecard = Review.shows(
    Display(
        "scorecard",
        lambda review: review.companies,
        Columns[Review](
            Head(N_("Company"), Review.company, share=1.3, total=lambda review: review.say("Together")),
            # What the title and the headline are about stands first: a phone shows three columns.
            figure(
                Review.basis_name,
                lambda review, c: review.point(review.basis, c),
                Review.money,
                1.0,
                total=_together,
            ),
            figure(
                N_("on the year"),
                lambda review, c: review.point(f"{review.basis}.yoy", c),
                Review.growing,
                1.0,
                computed=True,
                total=_grown_together,
            ),
            figure(N_("cloud revenue"), _at("cloud_revenue"), Review.money, 1.0),
            figure(N_("on the year"), _at("cloud_growth"), Review.growing, 1.0, computed=True),
            figure(N_("cloud margin"), _at("cloud_operating_margin"), _share(1), 1.0, computed=True),
            figure(N_("capex ÷ revenue, TTM"), _at("capex_intensity.ttm"), _share(), 1.2, computed=True),
            figure(N_("free cash flow, TTM"), _at("free_cash_flow.ttm"), Review.money, 1.2, computed=True),
            trend(lambda review, c: review.row("free_cash_flow.ttm", c), "line"),
            figure(N_("RPO or backlog"), _contract, Review.money, 1.1),
        ),
        subtitle=N_(
            "{unit} unless said; growth on the same quarter a year before; small charts each on their own scale from zero"
        ),
        message=scorecard_message,
        alt=N_(
            "Table of cloud revenue, growth, margin, capex, free cash flow and backlog by company. {title}."
        ),
        notes=(
            _stated_alone,
            N_("RPO, commercial RPO and backlog are different measures and are not ranked."),
            Review.apart_note,
            Review.missing_note,
        ),
    )
)
