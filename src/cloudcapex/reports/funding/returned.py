"""What came back: the cloud revenue that a year added, as a part of capex two years before."""

from __future__ import annotations

from ...exhibits.drawings import Lines
from ...exhibits.spec import Spec
from ...language import N_
from ...statements import Evidence, Population, Statement
from ..ends import TwoEnds
from ..returns import part_of_capex
from .context import Funding

_RETURNED = TwoEnds(
    N_(
        "Growth of cloud revenue over a year runs from {low} of capex two years before at {last} to {high} at {top}"
    ),
    N_(
        "Growth of cloud revenue over a year runs from {low} of capex two years before at {last} to {high} at {top}; {silent} cannot be computed"
    ),
    N_("Growth of cloud revenue over a year is {high} of capex two years before at {top}"),
    N_("The data hold no cloud revenue of the two years to {quarter} beside capex two years before"),
    decimals=0,
)


def returned_message(report: Funding) -> Statement:
    """Say where capex was followed by least cloud revenue, and where by most."""
    owners = report.earns_alike if report.currency == "USD" else Population("clouds", ())
    found = [part_of_capex(report, c, report.quarter) for c in owners.members]
    return _RETURNED.title(report, Evidence.of_points(found, owners, report.quarter))


_ALT = N_("Line chart of added cloud revenue over capex two years before, by company. {title}. {newest}")

capex_returned = Funding.shows(
    Spec(
        "capex_returned",
        lambda report, company: [part_of_capex(report, company, q) for q in report.quarters],
        lambda report: report.earns_alike.members,
        Lines("share"),
        subtitle=N_(
            "What four quarters added to cloud revenue ÷ capex (cash) of four quarters two years before, per cent"
        ),
        message=returned_message,
        alt=_ALT,
        notes=N_(
            "Capex is that of the whole company, also for its other business. Revenue is not profit. A gap: revenue was redefined in between."
        ),
    )
)
