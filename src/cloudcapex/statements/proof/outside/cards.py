"""How many entries of the ledger tell terms beside money, and the newest run-rate of a laboratory."""

from __future__ import annotations

import pandas as pd

from ....facts import load_deals, load_labs
from .question import OperandName, Tellable, outside, readings
from .read import late

_TERMS = ("exclusivity", "chips", "model_access", "escrow", "technology_rights")


@outside("ledger.terms", "ledger.exclusivity", "ledger.chips")
def terms(asked: OperandName) -> list[Tellable]:
    """Count the rows known by the day that have a term, or one of a kind."""
    rows = load_deals(asked.day)
    rows = rows[~late(asked.as_of, rows["source_id"])]
    tells = rows["terms_source_id"].where(rows["terms_source_id"] != "", rows["source_id"])
    rows = rows[~late(asked.as_of, tells)]
    has = (
        (rows[list(_TERMS)] != "").any(axis=1) | rows["cash_minimum"].notna()
        if asked.what == "terms"
        else rows[asked.what].ne("")
    )
    return [Tellable(float(has.sum()), "count")] if has.any() else []


@outside("cards.run_rate")
def run_rate(asked: OperandName) -> list[Tellable]:
    """Read the run-rates of the newest day that had come, or was told, by the day."""
    rows, day = load_labs(asked.as_of), pd.Timestamp(asked.day)
    rows = rows[(rows["metric"] == "revenue_run_rate") & (rows["definition"] == "as_stated")]
    rows = rows[((rows["as_of"] <= day) | (rows["filed"] <= day)) & (rows["who"] == asked.of)]
    return readings(rows[rows["as_of"] == rows["as_of"].max()], "value", "unit")
