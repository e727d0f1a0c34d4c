"""Amounts of deals and rounds, each by the number of its entry."""

from __future__ import annotations

from ....facts import load_deals, load_rounds
from .question import OperandName, Tellable, outside, readings


@outside("deals.amount")
def amount_of_deal(asked: OperandName) -> list[Tellable]:
    """Read the lower and the upper end of an entry."""
    rows = load_deals(asked.as_of)
    told = rows[rows["deal_id"] == asked.of]
    return readings(told, "amount_low", "unit") + readings(told, "amount_high", "unit")


@outside("deals.post_money")
def price_of_deal(asked: OperandName) -> list[Tellable]:
    """Read the valuation after a deal."""
    rows = load_deals(asked.as_of)
    return readings(rows[rows["deal_id"] == asked.of], "post_money", "unit")


@outside("rounds.amount")
def amount_of_round(asked: OperandName) -> list[Tellable]:
    """Read what a round raised."""
    rows = load_rounds(asked.as_of)
    return readings(rows[rows["round_id"] == asked.of], "amount", "currency")


@outside("rounds.post_money")
def price_of_round(asked: OperandName) -> list[Tellable]:
    """Read the valuation of a round."""
    rows = load_rounds(asked.as_of)
    return readings(rows[rows["round_id"] == asked.of], "post_money", "post_money_currency")
