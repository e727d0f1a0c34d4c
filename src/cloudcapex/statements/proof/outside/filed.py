"""Whether a company has filed a figure of a quarter: ``of`` is the company."""

from __future__ import annotations

import pandas as pd

from ....facts import load_facts
from ....periods import Quarter
from .question import OperandName, Tellable, outside


@outside("reported.quarter")
def of_the_quarter(asked: OperandName) -> list[Tellable]:
    """Look for a row of it that closes the thirteen weeks of the quarter, filed where it files at all."""
    rows = load_facts(asked.as_of)
    rows = rows[(rows["company"] == asked.of) & (rows["basis"] != "estimated")]
    filed = rows[rows["evidence"] == "filed"]
    ends = (filed if len(filed) else rows)["period_end"].unique()
    quarters = {
        str(Quarter.of(end.date() - pd.Timedelta(days=90), end.date())) for end in map(pd.Timestamp, ends)
    }
    return [Tellable("reported" if asked.when in quarters else "awaited", "mark")]
