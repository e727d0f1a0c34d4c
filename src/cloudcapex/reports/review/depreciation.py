"""Capex held against depreciation: what is spent, and what is charged."""

from __future__ import annotations

from collections.abc import Mapping

from ...exhibits.charts.panels import SmallChart, panel_grid
from ...exhibits.charts.scale import Scale
from ...exhibits.exhibit import Exhibit
from ...exhibits.theme import company_colour
from ...statements import Population, Statement, times_of
from .capex import six_companies
from .context import Review
from .growth import multiple


@Review.shows
def depreciation(review: Review) -> Exhibit:
    """Capex held against depreciation, trailing twelve months."""
    language = review.language
    charge = {c: _charge(review, c) for c in six_companies(review)}
    panels, points = [], []
    for c, metric in charge.items():
        spent, worn = review.row("capex_cash.ttm", c), review.row(f"{metric}.ttm", c)
        points += [p for p in (*spent, *worn) if p.known]
        panels.append(
            SmallChart(
                review.company(c),
                tuple(p.value for p in spent),
                company_colour(c),
                write=language.writes("USD", "chart"),
                scale=Scale.money(language),
                second=tuple(p.value for p in worn) if any(p.known for p in worn) else (),
            )
        )
    title = _depreciation_message(review, charge)
    joint = [c for c, m in charge.items() if m != "depreciation" and not _depreciation_only(review, c)]
    return review.exhibit(
        "depreciation",
        title=title,
        subtitle=review.say(
            "Bars: capex (cash); dark line: depreciation; trailing twelve months, {unit}, one scale",
            unit=language.unit_name(review.currency),
        ),
        body=panel_grid(review.quarters, panels, columns=3, row_height=1.2, same_scale=True),
        points=points,
        alt=review.say(
            "Small bar charts of trailing capex by company, depreciation as a line. {title}.", title=title
        ),
        notes=[
            review.say(
                "{companies}: depreciation is stated together with amortization.",
                companies=language.join(map(review.company, joint)),
            )
            if joint
            else ""
        ],
    )


def _depreciation_only(review: Review, company: str) -> bool:
    return any(
        p.definition == "depreciation_only" for p in review.row("depreciation_and_amortization", company)
    )


def _charge(review: Review, company: str) -> str:
    """Choose the depreciation measure a company states for longer inside the window."""
    metrics = ("depreciation_and_amortization", "depreciation")
    return max(metrics, key=lambda m: sum(p.known for p in review.row(m, company)))


def _depreciation_message(review: Review, charge: Mapping[str, str]) -> Statement:
    """Say what capex is to depreciation where it is most and where it is least."""
    members = Population("companies", tuple(charge))
    spent = review.evidence("capex_cash.ttm", members)
    worn = review.evidence({c: f"{m}.ttm" for c, m in charge.items()}, members)
    ratios = {v.of: held for v in spent.known if (held := times_of(v.of, v, worn[v.of], spent)) is not None}
    if not ratios:
        return review.state("Capex cannot be held against depreciation for {quarter}", quarter=review.quarter)
    top, low = (choose(ratios, key=lambda c: ratios[c].figure("ratio")) for choose in (max, min))
    values = {"top": review.company(top), "high": multiple(review, ratios[top], top)}
    if len(ratios) == 1:
        return review.state("Capex is {high} depreciation at {top}", ratios[top], **values)
    return review.state(
        "Capex runs at {least} depreciation at {low} and {high} at {top}",
        ratios[low],
        ratios[top],
        low=review.company(low),
        least=multiple(review, ratios[low], low),
        **values,
    )
