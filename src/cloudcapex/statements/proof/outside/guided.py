"""Ends of guidance: ``of`` is ``COMPANY/METRIC/TARGET``, the time the day it was issued or a quarter it stood in."""

from __future__ import annotations

from ....facts import load_guidance
from .question import Question, Reading, outside, readings


@outside("guidance.low", "guidance.high")
def end(asked: Question) -> list[Reading]:
    """Read an end of the newest figures that were out by the day asked about."""
    company, metric, target = (*asked.of.split("/"), "", "")[:3]
    rows = load_guidance(asked.as_of)
    told = rows[(rows["company"] == company) & (rows["metric"] == metric) & (rows["target_period"] == target)]
    told = told[told["low"].notna() & (told["issued"].dt.date <= asked.day)]
    return readings(told[told["issued"] == told["issued"].max()], asked.what, "unit")


@outside("plan.amount")
def planned(asked: Question) -> list[Reading]:
    """Read the newest plan of several years: a period from one year to another."""
    rows = load_guidance(asked.as_of)
    told = rows[(rows["company"] == asked.of) & rows["target_period"].str.contains("..", regex=False)]
    told = told[told["low"].notna()]
    return readings(told[told["issued"] == told["issued"].max()], "low", "unit")
