"""What others observed, counted: ``observations.told`` and ``observations.figures`` of a set of topics, on a day."""

from __future__ import annotations

import pandas as pd

from ....facts import load_table
from ....schema.words import ON_CLOUDS, ON_LABORATORIES, ON_MODELS, ON_OTHERS
from .question import OperandName, Tellable, outside
from .read import late

_TOPICS = {
    "models": ON_MODELS,
    "laboratories": ON_LABORATORIES,
    "giants": ON_OTHERS,
    "china_clouds": ON_CLOUDS,
}


@outside("observations.told", "observations.figures")
def observed(asked: OperandName) -> list[Tellable]:
    """Count the rows of the set that were known on the day, or those of them that have a figure."""
    rows = load_table("observations")
    rows = rows[(rows["filed"] <= pd.Timestamp(asked.day)) & rows["topic"].isin(_TOPICS[asked.of])]
    rows = rows[~late(asked.day.isoformat(), rows["source_id"])]
    if asked.what == "figures":
        rows = rows[rows["value"].notna()]
    return [Tellable(float(len(rows)), "count", tuple(sorted({*rows["source_id"]})))] if len(rows) else []
