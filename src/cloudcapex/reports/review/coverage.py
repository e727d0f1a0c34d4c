"""What is missing, and why: a mark for every company and measure of the quarter."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ...exhibits.exhibit import Exhibit
from ...exhibits.tables.table import Cell, Column, Table, missing, words
from ...language import Number
from ...metrics.points import Point
from ...statements import Evidence, Population, Statement, Value, each_told
from .context import Review

MEASURES = (
    "revenue",
    "operating_income",
    "cloud_growth",
    "cloud_revenue",
    "cloud_operating_income",
    "capex_cash",
    "capex_with_finance_leases",
    "operating_cash_flow",
    "depreciation",
    "property_and_equipment_net",
    "rpo",
)


def coverage_message(review: Review, points: Sequence[Point]) -> Statement:
    """Count the figures that are there, of all that the table asks for."""
    asked = [
        Value(
            f"{p.company}.{p.metric}",
            "coverage.known",
            math.nan,
            "mark",
            word="known" if p.known else "missing",
        )
        for p in points
    ]
    cells = Population("figures asked for", tuple(v.of for v in asked))
    held = each_told(Evidence.of(asked, cells, review.quarter), "known")
    assert held is not None
    return review.state(
        "{here} of {all} figures are in the data for {quarter}",
        held,
        here=Number(float(held.count), "count"),
        all=Number(float(len(cells)), "count"),
        quarter=review.quarter,
    )


@Review.shows
def coverage(review: Review) -> Exhibit:
    """Filed, derived, secondary or missing, for each company and measure."""
    companies = review.beside("cloud", "supplier")
    names = _names(review)
    rows, points = [], []
    for c in companies:
        cells = []
        for m in MEASURES:
            p = _point(review, m, c)
            points.append(p)
            cells.append(_mark(review, p))
        fiscal = next((p.fiscal_quarter for p in points[-len(MEASURES) :] if p.fiscal_quarter), "")
        rows.append((words(review.company(c)), words(fiscal), *cells))
    title = coverage_message(review, points)
    columns = (
        Column(review.say("Company"), "left", 1.3),
        Column(review.say("fiscal quarter"), "left", 1.1),
        *(Column(names[m], "center", 1.0) for m in MEASURES),
    )
    return review.exhibit(
        "coverage",
        title=title,
        subtitle=review.say("Each mark links to its document"),
        body=Table(columns, tuple(rows)),
        points=points,
        alt=review.say("Table of which figures exist by company and measure. {title}.", title=title),
        notes=[
            review.say("● stands for a figure as the company filed or stated it; letters as below."),
            review.missing_note(),
        ],
    )


def _point(review: Review, measure: str, company: str) -> Point:
    if measure == "cloud_growth":
        return review.point("cloud_growth", company)
    if measure == "rpo":
        for metric in ("rpo", "commercial_rpo", "cloud_backlog"):
            if (p := review.point(metric, company)).known:
                return p
        return review.point("rpo", company)
    if measure == "depreciation":
        p = review.point("depreciation", company)
        return p if p.known else review.point("depreciation_and_amortization", company)
    return review.point(measure, company)


def _mark(review: Review, point: Point) -> Cell:
    if not point.known:
        return missing(point.reason or "not_disclosed")
    source = review.newest_source(point)
    mark = point.marks.replace("r", "") or "●"
    return Cell(mark, url=source.url if source else "", kind="figure", hint=source.title if source else "")


def _names(review: Review) -> dict[str, str]:
    say = review.say
    return {
        "revenue": say("revenue"),
        "operating_income": say("operating income"),
        "cloud_growth": say("cloud growth"),
        "cloud_revenue": say("cloud revenue"),
        "cloud_operating_income": say("cloud profit"),
        "capex_cash": say("capex (cash)"),
        "capex_with_finance_leases": say("incl. leases"),
        "operating_cash_flow": say("operating cash flow"),
        "depreciation": say("depre-ciation"),
        "property_and_equipment_net": say("property, net"),
        "rpo": say("RPO or backlog"),
    }
