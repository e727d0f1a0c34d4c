"""Every figure of a company's page as rows of one table: the data behind it."""

from __future__ import annotations

import pandas as pd

from .... import remarks
from ....facts.remarks import Remark
from ....guidance.ladders import Guidance
from ....guidance.results import GuidedResult
from ....guidance.targets import Target
from ....ledger.deals import Entry
from ....metrics.points import Point, points_frame
from ..context import Review
from .facts import GuidanceInForce


def page_frame(
    review: Review,
    company: str,
    points: list[Point],
    guidance: list[GuidanceInForce],
    results: list[GuidedResult],
    deals: list[Entry],
) -> pd.DataFrame:
    """Lay the figures of a page out as rows: values, guidance with both ends, deals, remarks.

    Returns
    -------
    DataFrame
        In whole units of ``unit``; ``value_high`` is NaN for a single value.
    """
    told = remarks.remarks_of(company, review.quarter, review.as_of)
    rows = [
        *map(_of_guidance, guidance),
        *(row for r in results if (row := _of_result(r))),
        *map(_of_deal, deals),
        *map(_of_remark, told),
    ]
    frame = points_frame(points)
    frame["value_high"] = float("nan")
    if not rows:
        return frame
    table = pd.DataFrame(rows).assign(company=company)
    return pd.concat([frame, table], ignore_index=True).reindex(columns=list(frame.columns))


def _of_guidance(told: GuidanceInForce) -> dict[str, object]:
    return _guided(told.metric, told.target, told)


def _of_result(result: GuidedResult) -> dict[str, object] | None:
    return _guided(result.measure, result.target, result.newest) if result.newest else None


def _guided(metric: str, target: Target, told: GuidanceInForce | Guidance) -> dict[str, object]:
    return {
        "metric": f"guidance.{metric}",
        "calendar_quarter": target.name,
        "value": told.low,
        "value_high": told.high,
        "unit": told.unit,
        "evidence": told.evidence,
        "definition": told.definition,
        "sources": ";".join(told.sources),
    }


def _of_deal(deal: Entry) -> dict[str, object]:
    return {
        "metric": f"deal.{deal.form}",
        "calendar_quarter": deal.announced.isoformat(),
        "value": deal.number("amount_low"),
        "value_high": deal.number("amount_high"),
        "unit": deal.row.unit,
        "evidence": deal.evidence,
        "definition": f"{deal.row.investor} > {deal.row.recipient}",
        "sources": deal.source,
    }


def _of_remark(remark: Remark) -> dict[str, object]:
    return {
        "metric": f"remark.{remark.topic}",
        "calendar_quarter": str(remark.quarter),
        "value": remark.value,
        "value_high": remark.value,
        "unit": remark.unit,
        "evidence": remark.evidence,
        "definition": remark.figure,
        "sources": remark.source_id,
    }
