"""Rates of growth against the company's own: a stated rate decides before one computed from rounded amounts."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

from ..metrics.rounding import rounding_step
from .company_figures import series_of
from .findings import Finding
from .measures import ClaimMeasure


def stated_first(
    found: list[Finding], measure: ClaimMeasure | None, company: str, as_of: dt.date
) -> list[Finding]:
    """Leave a rate computed from rounded amounts out where the company states one; else widen it by their rounding.

    Parameters
    ----------
    found : list of Finding
        What answers a claim of growth, stated or computed.
    measure : ClaimMeasure or None
        What is claimed.
    company : str
        Slug in the facts.
    as_of : date
        As the findings.
    """
    if measure is None or measure.units != ("share",):
        return found
    stated = [f for f in found if not f.metric.endswith(".yoy")]
    kept = []
    for finding in found:
        if finding in stated or finding.evidence == "filed":
            kept.append(finding)
        elif not stated:
            kept.append(_widened(finding, company, as_of))
    return kept


def _widened(finding: Finding, company: str, as_of: dt.date) -> Finding:
    """Return a computed rate as one near the true one: as near as the rounding of its two amounts allows."""
    if finding.span.kind != "quarter" or not finding.metric.endswith(".yoy") or not finding.low:
        return finding
    frame = series_of(finding.metric.removesuffix(".yoy"), company, as_of)
    frame = frame[frame["definition"] == finding.definition]
    quarter = finding.span.quarter
    now, then = (frame[frame["calendar_quarter"] == str(q)] for q in (quarter, quarter - 4))
    if not len(now) or not len(then):
        return finding
    ends = []
    for row in (now.iloc[0], then.iloc[0]):
        step = float(rounding_step(row["value"], False, row["evidence"] == "filed"))
        ends.append((float(row["value"]), step / 2 if math.isfinite(step) else 0.0))
    (a, da), (b, db) = ends
    off = max(abs((a + da) / (b - db) - a / b), abs((a - da) / (b + db) - a / b)) / abs(finding.low)
    return replace(finding, bearing="proxy", near=off, far=off) if off > 0.02 else finding
