"""What capex takes of revenue."""

from __future__ import annotations

from ...exhibits.drawings import Lines
from ...exhibits.spec import Spec
from ...language import N_
from ...statements import Statement
from ..ends import TwoEnds
from .context import Review

_INTENSITY = TwoEnds(
    N_("{top} spends {high} of its revenue on capex, {last} {low}"),
    N_("{top} spends {high} of its revenue on capex, {last} {low}; {silent} cannot be computed"),
    N_("{top} spends {high} of its revenue on capex"),
    N_("The data hold no capex beside revenue for {quarter}"),
    decimals=0,
)


def intensity_message(review: Review) -> Statement:
    """Say where capex takes most of revenue and where least, of those whose share can be computed."""
    return _INTENSITY.title(review, review.evidence("capex_intensity.ttm", review.everyone))


capex_intensity = Review.shows(
    Spec(
        "capex_intensity",
        "capex_intensity.ttm",
        lambda review: review.companies,
        Lines("share", events="capex_intensity"),
        subtitle=N_("Capex (cash) ÷ revenue, trailing twelve months, per cent"),
        message=intensity_message,
        alt=N_("Line chart of capex intensity by company. {title}."),
    )
)
