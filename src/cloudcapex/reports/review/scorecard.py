"""The scorecard: the quarter in one table, a row a company."""

from __future__ import annotations

import math

from ...exhibits.exhibit import Exhibit
from ...exhibits.tables.table import Cell, Column, Table, missing, words
from ...metrics.points import Point
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
        shown = [
            (review.point("cloud_revenue", c), money),
            (review.point("cloud_growth", c), growing),
            (review.point("cloud_operating_margin", c), language.writes("share", "table", decimals=1)),
            (review.point(review.basis, c), money),
            (review.point(f"{review.basis}.yoy", c), growing),
            (review.point("capex_intensity.ttm", c), language.writes("share", "table")),
            (review.point("free_cash_flow", c), money),
            (_contract(review, c), money),
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
            unit=language.unit_name(),
        ),
        body=Table(columns, tuple(rows), total=True),
        points=points,
        alt=say(
            "Table of cloud revenue, growth, margin, capex, free cash flow and backlog by company. {title}.",
            title=headline(review),
        ),
        notes=[
            say(
                "Microsoft’s growth is Azure’s, stated without revenue. RPO, commercial RPO and backlog are different measures and are not ranked."
            ),
            review.missing_note(),
        ],
    )


def scorecard_message(review: Review) -> str:
    """Count who spent more than a year before and who had cash left."""
    grown = [p for c in review.companies if (p := review.point(f"{review.basis}.yoy", c)).known]
    cash = [p for c in review.companies if (p := review.point("free_cash_flow", c)).known]
    if not grown or not cash:
        return review.say("The quarter in figures")
    return review.say(
        "{more} of {all} companies spent more than a year before; {left} of {known} had cash left after capex",
        more=sum(p.value > 0 for p in grown),
        all=len(grown),
        left=sum(p.value > 0 for p in cash),
        known=len(cash),
    )


def _contract(review: Review, company: str) -> Point:
    found = [p for p in backlog_rows(review) if p.company == company]
    return found[0] if found else review.point("rpo", company)
