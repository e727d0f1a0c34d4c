"""What a year added to a cloud for a unit of capex two years before: ``of`` is the company, the basis is the edition's, where it has one."""

from __future__ import annotations

import itertools
import math

from ....metrics import series
from ....periods import Quarter
from .question import OperandName, Tellable, outside

_LINES = {
    "returns.cloud_revenue_per_capex": "cloud_revenue",
    "returns.cloud_revenue_part_of_capex": "cloud_revenue",
    "returns.cloud_operating_income_per_capex": "cloud_operating_income",
}


@outside(*_LINES)
def added(asked: OperandName) -> list[Tellable]:
    """Take four quarters from the four after them, and divide by the capex of those that ended two years before."""
    last = Quarter.parse(asked.when)
    line, basis = _LINES[asked.measure], asked.parameters.get("basis", "capex_cash")
    rows = [
        series(f"{name}.ttm", [asked.of], str(quarter), str(quarter), asked.as_of).iloc[0]
        for name, quarter in ((line, last), (line, last - 4), (basis, last - 8))
    ]
    now, then, spent = rows
    if any(row["reason"] for row in rows) or now["definition"] != then["definition"]:
        return []
    if now["unit"] != spent["unit"] or spent["value"] <= 0:
        return []
    ends = [[float(row[end]) for end in ("low", "high")] for row in rows]
    corners = [(a - b) / c for a, b, c in itertools.product(*ends)]
    bounded = all(map(math.isfinite, corners))
    return [
        Tellable(
            (float(now["value"]) - float(then["value"])) / float(spent["value"]),
            "share" if asked.what == "cloud_revenue_part_of_capex" else str(now["unit"]),
            tuple({s for row in rows for s in str(row["sources"]).split(";") if s}),
            min(corners) if bounded else None,
            max(corners) if bounded else None,
        )
    ]
