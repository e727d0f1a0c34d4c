"""What cash capex takes and what it leaves, over twelve months."""

from __future__ import annotations

from ..exhibits.drawings import Lines
from ..exhibits.spec import Spec
from ..language import N_
from ..statements import Population, Quantified, Statement, each, each_beyond
from .company_report import CompanyReport
from .ends import TwoEnds

TAKEN = "capex_to_operating_cash_flow.ttm"
_TAKEN = TwoEnds(
    N_("Capex of twelve months runs from {low} of operating cash flow at {last} to {high} at {top}"),
    N_(
        "Capex of twelve months runs from {low} of operating cash flow at {last} to {high} at {top}; {silent} cannot be computed"
    ),
    N_("Capex of twelve months is {high} of operating cash flow at {top}"),
    N_("The data hold no capex beside operating cash flow for {quarter}"),
    decimals=0,
)
_BELOW = Quantified(
    every=N_("Over twelve months, free cash flow is below zero at all {n} companies compared"),
    both=N_("Over twelve months, free cash flow is below zero at both companies"),
    none=N_("Over twelve months, free cash flow is below zero at no company"),
    k_of_n=N_("Over twelve months, free cash flow is below zero at {true}"),
    k_of_known=N_("Over twelve months, free cash flow is below zero at {true}; {unknown} cannot be computed"),
    every_known=N_(
        "Over twelve months, free cash flow is below zero at {true}; {unknown} cannot be computed"
    ),
    none_known=N_(
        "Over twelve months, free cash flow is below zero at none of the {m} of {n} companies that can be computed"
    ),
    not_one_known=N_(
        "Over twelve months, free cash flow is not below zero at {false}; {unknown} cannot be computed"
    ),
    one=N_("Over twelve months, free cash flow is below zero"),
    not_one=N_("Over twelve months, free cash flow is not below zero"),
    nothing=N_("Free cash flow cannot be computed for {quarter}"),
)
_FELL = Quantified(
    every=N_("{sentence}, and fell on the year at all {n} compared"),
    both=N_("{sentence}, and fell on the year at both"),
    none=N_("{sentence}, and fell on the year at none"),
    k_of_n=N_("{sentence}, and fell on the year at {k} of {n}: {true}"),
    k_of_known=N_("{sentence}, and fell on the year at {true}; {unknown} cannot be compared"),
    every_known=N_("{sentence}, and fell on the year at the {m} of {n} that can be compared"),
    none_known=N_("{sentence}, and fell on the year at none of the {m} of {n} that can be compared"),
    one_known=N_("{sentence}, and fell on the year at {true}; {unknown} cannot be compared"),
    not_one_known=N_("{sentence}, and did not fall on the year at {false}; {unknown} cannot be compared"),
    one=N_("{sentence}, and fell on the year"),
    not_one=N_("{sentence}, and did not fall on the year"),
    nothing=N_("{sentence}"),
)


def taken_message(report: CompanyReport, of: Population | None = None) -> Statement:
    """Say where capex takes most of operating cash flow and where least, of all companies or a set of them."""
    return _TAKEN.title(report, report.evidence(TAKEN, of or report.everyone))


def cash_message(review: CompanyReport) -> Statement:
    """Say where free cash flow of twelve months is below zero, and where it fell on the year."""
    cash = review.evidence("free_cash_flow.ttm", review.spends_alike, "yoy")
    below, fell = each_beyond(cash, 0.0, sense="below"), each(cash, "fell")
    if below is None or fell is None:
        return review.state("Free cash flow cannot be computed for {quarter}")
    first = review.counted(_BELOW, below, review.company)
    return review.counted(_FELL, fell, review.company, sentence=first) if cash.known else first


free_cash_flow = Spec(
    "free_cash_flow",
    "free_cash_flow.ttm",
    lambda review: review.alike,
    Lines("money"),
    subtitle=N_("Operating cash flow less capex (cash), trailing twelve months, {unit}"),
    message=cash_message,
    alt=N_("Line chart of free cash flow by company. {title}."),
    notes=(
        N_("Lease payments and acquisitions are not deducted."),
        CompanyReport.apart_note,
    ),
)
