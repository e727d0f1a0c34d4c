"""Sizes, growth and shares of markets: ``market.share`` of ``MARKET/VENDOR``, or ``market.share.MARKET`` of a vendor.

The time is the quarter or year that was measured; of ``yearly.share.MARKET`` it is a quarter of the year.
"""

from __future__ import annotations

from ....facts import load_market
from ....periods import Quarter
from .question import OperandName, Tellable, outside, readings


@outside("market.*")
def published(asked: OperandName) -> list[Tellable]:
    """Read what was published of a period that ends on the day asked about, what was published last first."""
    metric, _, market = asked.what.partition(".")
    market, vendor = (market, asked.of) if market else asked.of.partition("/")[::2]
    rows = load_market(asked.as_of)
    told = rows[(rows["market"] == market) & (rows["vendor"] == (vendor or "total"))]
    told = told[(told["metric"] == metric) & (told["period_end"].dt.date == asked.day)]
    if "Q" in asked.when:  # a year ends with its last quarter and is none
        told = told[told["period_start"].dt.date >= Quarter.parse(asked.when).start]
    return readings(told.sort_values("filed", ascending=False, kind="stable"), "value", "unit")


@outside("yearly.*")
def published_of_year(asked: OperandName) -> list[Tellable]:
    """Read what was published of the whole year that holds a quarter."""
    metric, _, market = asked.what.partition(".")
    rows = load_market(asked.as_of)
    told = rows[(rows["market"] == market) & (rows["vendor"] == asked.of) & (rows["metric"] == metric)]
    year = str(asked.day.year)
    told = told[
        (told["period_start"].astype(str) == f"{year}-01-01")
        & (told["period_end"].astype(str) == f"{year}-12-31")
    ]
    return readings(told, "value", "unit")
