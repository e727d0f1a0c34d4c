"""Rows of the table of deals that no deal can have."""

from __future__ import annotations

import datetime as dt
import math

import pandas as pd

from .. import facts
from ..errors import DataError
from ..facts.rows import DealRow
from ..schema.rows import rows_of


def checked(table: pd.DataFrame) -> list[DealRow]:
    """Refuse rows that no deal can have; return the rest, oldest first."""
    everything = facts.load_table("deals")
    lines = {name: number + 2 for number, name in enumerate(everything["deal_id"])}
    read = facts.load_sources().set_index("source_id")["accessed"]
    for row in rows_of(everything, DealRow):
        fault = _fault(row, set(lines), read[row.source_id].date())
        if fault:
            column, what, valid, remedy = fault
            where = f"data/deals.csv, line {lines[row.deal_id]} ({row.deal_id}), column {column}"
            raise DataError(what, where=where, valid=valid, remedy=remedy)
    ordered = table.sort_values(["announced", "deal_id"], ignore_index=True)
    return rows_of(ordered, DealRow)


def _fault(row: DealRow, known: set[str], read: dt.date) -> tuple[str, str, str, str] | None:
    """Name the column, the fault, what is valid and what to do; None for a sound row."""
    for column, share in (("stake", row.stake), ("cloud_credit_share", row.cloud_credit_share)):
        if not math.isnan(share) and not 0 <= share <= 1:
            return column, f"{share:g} is no share", "0 to 1, or empty", "write 27 % as 0.27"
    money = (("amount_low", row.amount_low), ("amount_high", row.amount_high), ("post_money", row.post_money))
    for column, amount in money:
        if amount < 0:
            return (
                column,
                f"{amount:.0f} is below zero",
                "a positive amount",
                "say who pays in `direction`",
            )
    if row.amount_low > row.amount_high:
        return "amount_low", "the low end lies above the high end", "low ≤ high", "swap the two ends"
    for name in row.overlaps.split(";"):
        if name and name not in known:
            return (
                "overlaps",
                f"{name!r} is no entry of the ledger",
                "ids of other rows",
                "correct or remove the id",
            )
    if row.announced > read:
        what = f"{row.announced:%Y-%m-%d} lies after the day its document was read"
        return "announced", what, f"a day up to {read:%Y-%m-%d}", "enter a deal once it is announced"
    return None
