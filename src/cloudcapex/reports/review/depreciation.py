"""Capex held against depreciation: what is spent, and what is charged."""

from __future__ import annotations

from ...exhibits.charts.panels import Panel, panel_grid
from ...exhibits.exhibit import Exhibit
from ...exhibits.theme import company_colour
from ...language import Number
from .capex import amount_tick, six_companies
from .context import Review


@Review.shows
def depreciation(review: Review) -> Exhibit:
    """Capex held against depreciation, trailing twelve months."""
    language = review.language
    charge = {c: _charge(review, c) for c in six_companies(review)}
    panels, points, ratios = [], [], {}
    for c, metric in charge.items():
        spent, worn = review.row("capex_cash.ttm", c), review.row(f"{metric}.ttm", c)
        points += [p for p in (*spent, *worn) if p.known]
        if spent[-1].known and worn[-1].known and worn[-1].value > 0:
            ratios[c] = spent[-1].value / worn[-1].value
        panels.append(
            Panel(
                review.company(c),
                tuple(p.value for p in spent),
                company_colour(c),
                write=language.writes("USD", "chart"),
                tick=amount_tick(review),
                second=tuple(p.value for p in worn) if any(p.known for p in worn) else (),
            )
        )
    title = _depreciation_message(review, ratios)
    joint = [c for c, m in charge.items() if m != "depreciation" and not _depreciation_only(review, c)]
    return review.exhibit(
        "depreciation",
        title=title,
        subtitle=review.say(
            "Bars: capex (cash); dark line: depreciation; trailing twelve months, {unit}, one scale",
            unit=language.unit_name(),
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


def _depreciation_message(review: Review, ratios: dict[str, float]) -> str:
    if not ratios:
        return review.say("Capex cannot be held against depreciation for {quarter}", quarter=review.quarter)
    top, low = max(ratios, key=lambda c: ratios[c]), min(ratios, key=lambda c: ratios[c])
    values = {
        "top": review.company(top),
        "high": Number(ratios[top], "times"),
        "low": review.company(low),
        "least": Number(ratios[low], "times"),
    }
    if len(ratios) == 1:
        return review.say("Capex is {high} depreciation at {top}", **values)
    return review.say("Capex runs at {least} depreciation at {low} and {high} at {top}", **values)
