"""Figures about laboratories: the newest statement by a day."""

from __future__ import annotations

from dataclasses import replace

from ....facts import load_labs, who
from .question import OperandName, Tellable, outside, readings


@outside("labs.*")
def newest(asked: OperandName) -> list[Tellable]:
    """Read the statements of the newest day that is not after the one asked about."""
    rows = load_labs(asked.as_of)
    told = rows[(rows["who"] == who(asked.of)) & (rows["metric"] == asked.what)]
    told = told[told["as_of"].dt.date <= asked.day]
    if asked.what == "revenue_run_rate":
        told = told[told["definition"] != "whole_year"]  # what a year brought is no pace
    told = told[told["as_of"] == told["as_of"].max()]
    about = tuple(sorted({day.date().isoformat() for day in told["as_of"]}))
    return [replace(found, about=about) for found in readings(told, "value", "unit")]
