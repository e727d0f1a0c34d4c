"""What is missing, and why: a mark for every company and measure of the quarter."""

from __future__ import annotations

import math

from ...exhibits.display import Columns, Display, Head
from ...exhibits.tables.table import Cell, missing
from ...language import N_, Number
from ...metrics.points import Point
from ...statements import Evidence, Population, Statement, Value, each_told
from .context import Review

MEASURES = {
    "revenue": N_("revenue"),
    "operating_income": N_("operating income"),
    "cloud_growth": N_("cloud growth"),
    "cloud_revenue": N_("cloud revenue"),
    "cloud_operating_income": N_("cloud profit"),
    "capex_cash": N_("capex (cash)"),
    "capex_with_finance_leases": N_("incl. leases"),
    "operating_cash_flow": N_("operating cash flow"),
    "depreciation": N_("depre-ciation"),
    "property_and_equipment_net": N_("property, net"),
    "rpo": N_("RPO or backlog"),
}
# What is taken where a company states another measure than the usual one.
_INSTEAD = {
    "rpo": ("commercial_rpo", "cloud_backlog"),
    "depreciation": ("depreciation_and_amortization",),
}


def _companies(review: Review) -> tuple[str, ...]:
    return review.beside("cloud", "supplier")


def coverage_message(review: Review) -> Statement:
    """Count the figures that are there, of all that the table asks for: what does not apply is not asked for."""
    every = (_point(review, m, c) for c in _companies(review) for m in MEASURES)
    points = [p for p in every if p.known or p.reason != "not_applicable"]
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
        "Of {all} figures for {quarter}, the data have {here}",
        held,
        here=Number(float(held.count), "count"),
        all=Number(float(len(cells)), "count"),
        quarter=review.quarter,
    )


def _point(review: Review, measure: str, company: str) -> Point:
    """The figure of a measure, or of what a company states instead of it."""
    usual, *others = (review.point(m, company) for m in (measure, *_INSTEAD.get(measure, ())))
    known = next((p for p in (usual, *others) if p.known), None)
    return known or (others[-1] if measure == "depreciation" else usual)


def _fiscal(review: Review, company: str) -> str:
    found = (_point(review, m, company).fiscal_quarter for m in MEASURES)
    return next(filter(None, found), "")


def _mark(review: Review, point: Point) -> Cell:
    if not point.known:
        return missing(point.reason or "not_disclosed")
    return review.linked(point.marks.replace("r", "") or "●", *point.sources)


def _column(measure: str) -> Head[Review]:
    return Head(
        MEASURES[measure],
        lambda review, company: _mark(review, _point(review, measure, company)),
        "center",
        1.0,
        lambda review, company: _point(review, measure, company),
    )


coverage = Review.shows(
    Display(
        "coverage",
        _companies,
        Columns[Review](
            Head(N_("Company"), Review.company, share=1.3),
            Head(N_("fiscal quarter"), _fiscal, share=1.1),
            *map(_column, MEASURES),
        ),
        subtitle=N_("Each mark links to its document"),
        message=coverage_message,
        alt=N_("Table of which figures exist by company and measure. {title}."),
        notes=(
            N_("● stands for a figure as the company filed or stated it; letters as below."),
            Review.missing_note,
        ),
        on_paper=False,
    )
)
