"""What comes back: cloud revenue and profit that a year added, for a unit of capex two years before."""

from __future__ import annotations

import operator
from dataclasses import replace

from ..metrics import series
from ..metrics.points import Point, computed, no_point, points_of
from ..periods import Quarter
from .company_report import CompanyReport

# Capex of four quarters, two years before those whose revenue and profit are looked at.
LATER = 8
_MEASURES = {
    "cloud_revenue": "returns.cloud_revenue_per_capex",
    "cloud_operating_income": "returns.cloud_operating_income_per_capex",
}


def added(report: CompanyReport, metric: str, company: str, quarter: Quarter) -> Point:
    """Compute what four quarters added to the four before, for one unit of capex two years earlier.

    On one definition only, and of the whole company's capex: what part of it is the cloud's nobody states.
    """
    now = report.point(f"{metric}.ttm", company, quarter)
    then = _at(report, f"{metric}.ttm", company, quarter - 4)
    spent = _at(report, f"{report.basis}.ttm", company, quarter - LATER)
    name = _MEASURES[metric]
    lacking = next((p for p in (now, then, spent) if not p.known), None)
    if lacking is not None:
        return no_point(company, name, quarter, lacking.reason or "not_disclosed")
    if now.definition != then.definition or now.unit != spent.unit or spent.value <= 0:
        return no_point(company, name, quarter, "not_derivable")
    return computed(
        computed(now, then, operator.sub, name, now.unit), spent, operator.truediv, name, now.unit
    )


def _at(report: CompanyReport, metric: str, company: str, quarter: Quarter) -> Point:
    """Look a value up that may lie before anything that a report shows."""
    shown = report.point(metric, company, quarter)
    if shown.reason != "not_applicable":
        return shown
    found = points_of(series(metric, [company], start=str(quarter), end=str(quarter), as_of=report.as_of))
    return found[0] if found else shown


def part_of_capex(report: CompanyReport, company: str, quarter: Quarter) -> Point:
    """Return what `added` gives as a part of the capex, which is in the same unit."""
    found = added(report, "cloud_revenue", company, quarter)
    return replace(found, metric="returns.cloud_revenue_part_of_capex", unit="share")
