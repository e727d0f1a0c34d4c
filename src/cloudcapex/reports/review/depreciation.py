"""Capex held against depreciation: what is spent, and what is charged."""

from __future__ import annotations

from ...exhibits.drawings import Panels
from ...exhibits.spec import Rows, Spec
from ...language import N_
from ...statements import Population, Statement, times_of
from .capex import six_companies
from .context import Review


def _depreciation_only(review: Review, company: str) -> bool:
    return any(
        p.definition == "depreciation_only" for p in review.row("depreciation_and_amortization", company)
    )


def _charge(review: Review, company: str) -> str:
    """Choose the depreciation measure a company states for longer inside the window."""
    metrics = ("depreciation_and_amortization", "depreciation")
    return max(metrics, key=lambda m: sum(p.known for p in review.row(m, company)))


def _joint_note(review: Review, rows: Rows) -> str:
    """Name the companies that state depreciation together with amortization."""
    joint = [
        review.company(c)
        for c in rows
        if _charge(review, c) != "depreciation" and not _depreciation_only(review, c)
        if any(p.known for p in rows.second[c])
    ]
    names = review.language.join(joint)
    return (
        review.say("{companies}: depreciation is stated together with amortization.", companies=names)
        if joint
        else ""
    )


def _unknown_note(review: Review, rows: Rows) -> str:
    """Name the companies whose capex has nothing to be held against in this quarter."""
    lacking = [review.company(c) for c, row in rows.second.items() if not row[-1].known]
    return (
        review.say(
            "{companies}: the data hold no depreciation of the four quarters to {quarter}.",
            companies=review.language.join(lacking),
            quarter=review.quarter,
        )
        if lacking
        else ""
    )


def depreciation_message(review: Review) -> Statement:
    """Say what capex is to depreciation where it is most and where it is least."""
    charge = {c: _charge(review, c) for c in six_companies(review)}
    members = Population("companies", tuple(charge))
    spent = review.evidence("capex_cash.ttm", members)
    worn = review.evidence({c: f"{m}.ttm" for c, m in charge.items()}, members)
    ratios = {v.of: held for v in spent.known if (held := times_of(v.of, v, worn[v.of], spent)) is not None}
    if not ratios:
        return review.state("Capex cannot be held against depreciation for {quarter}")
    top, low = (choose(ratios, key=lambda c: ratios[c].figure("ratio")) for choose in (max, min))
    values = {"top": review.company(top), "high": review.multiple(ratios[top], top)}
    if len(ratios) == 1:
        return review.state("Capex is {high} depreciation at {top}", ratios[top], **values)
    return review.state(
        "Capex runs from {least} depreciation at {low} to {high} at {top}",
        ratios[low],
        ratios[top],
        low=review.company(low),
        least=review.multiple(ratios[low], low),
        **values,
    )


depreciation = Review.shows(
    Spec(
        "depreciation",
        "capex_cash.ttm",
        six_companies,
        Panels(every=True),
        subtitle=N_("Bars: capex (cash); dark line: depreciation; trailing twelve months, {unit}, one scale"),
        message=depreciation_message,
        alt=N_("Small bar charts of trailing capex by company, depreciation as a line. {title}."),
        notes=(_joint_note, _unknown_note),
        second=lambda review, company: review.row(f"{_charge(review, company)}.ttm", company),
    )
)
