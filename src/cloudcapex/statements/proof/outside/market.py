"""Sizes, growth and shares of markets: ``of`` is ``MARKET/VENDOR``, the time the quarter or year that was measured."""

from __future__ import annotations

from ....facts import load_market
from .question import Question, Reading, outside, readings


@outside("market.*")
def published(asked: Question) -> list[Reading]:
    """Read what was published of a period that ends on the day asked about."""
    market, _, vendor = asked.of.partition("/")
    rows = load_market(asked.as_of)
    told = rows[(rows["market"] == market) & (rows["vendor"] == (vendor or "total"))]
    told = told[(told["metric"] == asked.what) & (told["period_end"].dt.date == asked.day)]
    return readings(told, "value", "unit")
