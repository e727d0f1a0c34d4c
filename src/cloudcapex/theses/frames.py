"""Outcomes laid out as rows, for the data behind an exhibit."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from ..metrics.points import Point
from .outcomes import Outcome


def states_frame(found: Sequence[Outcome]) -> pd.DataFrame:
    """One row a worry and quarter: the state, the number, its limits and its sources.

    Returns
    -------
    DataFrame
        Numbers in the unit of the worry's test, ``low`` and ``high`` where rounding leaves a share open by half a point
        or more; NaN where there is none.
    """
    return pd.DataFrame([_state(o) | _ends(o.judged) for o in found])


def figures_frame(found: Sequence[Outcome]) -> pd.DataFrame:
    """One row a figure: whose worry it speaks to, and all that travels with it.

    Returns
    -------
    DataFrame
        Values in whole units of ``figure_unit``; NaN where missing, and ``missing`` says why.
    """
    rows = [
        _state(o)
        | {
            "role": role,
            "company": r.company,
            "figure": r.metric,
            "figure_quarter": str(r.quarter),
            "figure_value": r.value,
            **_ends(r),
            "figure_unit": r.unit,
            "basis": r.basis,
            "evidence": r.evidence,
            "definition": r.definition,
            "missing": r.reason,
            "sources": ";".join(r.sources),
        }
        for o in found
        for role, readings in _roles(o).items()
        for r in readings
    ]
    return pd.DataFrame(rows)


def _ends(point: Point | None) -> dict[str, float]:
    low, high = point.bounds if point is not None and point.wide else (math.nan, math.nan)
    return {"low": low, "high": high}


def _roles(outcome: Outcome) -> dict[str, tuple[Point, ...]]:
    """Tell the figures of the verdict from those beside it, and from those that resolved the worry."""
    found = {"test": outcome.readings, "without_effects": outcome.without}
    older = outcome.status == "resolved" and outcome.since != outcome.quarter
    return {**found, "resolved_by": outcome.since_readings} if older else found


def _state(outcome: Outcome) -> dict[str, object]:
    test = outcome.thesis.test
    return {
        "thesis": outcome.thesis.id,
        "calendar_quarter": str(outcome.quarter),
        "status": outcome.status,
        "raised": outcome.raised,
        "since": str(outcome.since),
        "number": outcome.number,
        "op": test.op if test else "",
        "threshold": test.threshold if test else None,
        "easing": test.easing if test else None,
        "need": test.need if test and test.several else "",
        "sources": ";".join(sorted({s for r in outcome.readings for s in r.sources})),
    }
