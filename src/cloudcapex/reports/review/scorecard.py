"""The scorecard: the quarter in one table, a row a company."""

from __future__ import annotations

import math

from ...exhibits.exhibit import Exhibit
from ...exhibits.tables.table import Cell, Column, Table, missing, words
from ...language import N_
from ...metrics.points import Point
from ...statements import Quantified, Statement, each, each_beyond
from .backlog import backlog_rows
from .context import Review
from .front import headline


@Review.shows
def scorecard(review: Review) -> Exhibit:
    """The quarter in one table: a row a company."""
    say, language = review.say, review.language
    columns = (
        Column(say("Company"), "left", 1.3),
        Column(say("cloud revenue"), "right", 1.0),
        Column(say("on the year"), "right", 1.0),
        Column(say("cloud margin"), "right", 1.0),
        Column(review.basis_name(), "right", 1.0),
        Column(say("on the year"), "right", 1.0),
        Column(say("capex ÷ revenue, TTM"), "right", 1.2),
        Column(say("free cash flow"), "right", 1.0),
        Column(say("RPO or backlog"), "right", 1.1),
    )
    money, growing = language.writes("USD", "table"), language.writes("share", "table", sign=True)
    rows, points = [], []
    for c in review.companies:
        revenue, spent = review.point("cloud_revenue", c), review.point(review.basis, c)
        cash, contract = review.point("free_cash_flow", c), _contract(review, c)
        shown = [
            (revenue, review.money(revenue)),
            (review.point("cloud_growth", c), growing),
            (review.point("cloud_operating_margin", c), language.writes("share", "table", decimals=1)),
            (spent, review.money(spent)),
            (review.point(f"{review.basis}.yoy", c), growing),
            (review.point("capex_intensity.ttm", c), language.writes("share", "table")),
            (cash, review.money(cash)),
            (contract, review.money(contract)),
        ]
        computed = {1, 2, 4, 5, 6}
        cells = [
            review.cell(p, w).plain() if i in computed else review.cell(p, w)
            for i, (p, w) in enumerate(shown)
        ]
        points += [p for p, _ in shown]
        rows.append((words(review.company(c)), *cells))
    blank = Cell("")
    total = review.total(review.basis)
    growth = review.growth_of_total(review.basis)
    rows.append(
        (
            words(say("Together")), blank, blank, blank,
            Cell(money(total), kind="figure") if math.isfinite(total) else missing("not_derivable"),
            Cell(growing(growth), kind="figure") if math.isfinite(growth) else missing("not_derivable"),
            blank, blank, blank,
        )
    )  # fmt: skip
    return review.exhibit(
        "scorecard",
        title=scorecard_message(review),
        subtitle=say(
            "{unit} unless said; growth on the same quarter a year before; each figure links to its filing",
            unit=language.unit_name(review.currency),
        ),
        body=Table(columns, tuple(rows), total=True),
        points=points,
        alt=say(
            "Table of cloud revenue, growth, margin, capex, free cash flow and backlog by company. {title}.",
            title=headline(review),
        ),
        notes=[
            *(_stated_alone(review, c) for c in review.clouds),
            say("RPO, commercial RPO and backlog are different measures and are not ranked."),
            review.apart_note(),
            review.missing_note(),
        ],
    )


def _stated_alone(review: Review, company: str) -> str:
    """Say whose growth is that of a cloud whose revenue nobody states."""
    if any(p.known for p in review.row("cloud_revenue", company)):
        return ""
    owner, cloud = review.possessive(review.company(company)), review.possessive(review.cloud(company))
    return review.say("{owner} growth is {cloud}, stated without revenue.", owner=owner, cloud=cloud)


_SPENT_MORE = Quantified(
    every=N_("Every company spent more than a year before"),
    both=N_("Both companies spent more than a year before"),
    none=N_("No company spent more than a year before"),
    k_of_n=N_("{k} of {n} companies spent more than a year before"),
    k_of_known=N_("Of {n} companies {m} can be compared, and {k} spent more than a year before"),
    every_known=N_("The {m} of {n} companies that can be compared spent more than a year before"),
    none_known=N_("None of the {m} of {n} companies that can be compared spent more than a year before"),
    one=N_("{true} spent more than a year before"),
    not_one=N_("{false} did not spend more than a year before"),
    nothing=N_("Spending cannot be compared with a year before"),
)
_CASH_LEFT = Quantified(
    every=N_("{sentence}; every company had cash left after capex"),
    both=N_("{sentence}; both had cash left after capex"),
    none=N_("{sentence}; no company had cash left after capex"),
    k_of_n=N_("{sentence}; {k} of {n} had cash left after capex"),
    k_of_known=N_("{sentence}; of {n} the cash flow of {m} is known, and {k} had cash left after capex"),
    every_known=N_("{sentence}; the {m} of {n} whose cash flow is known had cash left after capex"),
    none_known=N_("{sentence}; none of the {m} of {n} whose cash flow is known had cash left after capex"),
    one=N_("{sentence}; cash was left after capex"),
    not_one=N_("{sentence}; capex took more than the cash that came in"),
    nothing=N_("{sentence}"),
)


def scorecard_message(review: Review) -> Statement:
    """Count who spent more than a year before and who had cash left."""
    more = each(review.spending, "rose")
    left = each_beyond(review.evidence("free_cash_flow", review.everyone), 0.0)
    if more is None or left is None:
        return review.state("The quarter in figures")
    first = review.counted(_SPENT_MORE, more, review.company)
    return review.counted(_CASH_LEFT, left, review.company, sentence=first)


def _contract(review: Review, company: str) -> Point:
    found = [p for p in backlog_rows(review) if p.company == company]
    return found[0] if found else review.point("rpo", company)
