"""Flagship models, from their table: ``value_stack.flagship_months`` of *laboratory:model*, ``value_stack.flagship_median``
of all, ``value_stack.list_price`` of a laboratory, the time the day it holds from."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ....facts import load_models
from .question import OperandName, Tellable, outside
from .stack import day_of


def _lives(asked: OperandName) -> pd.DataFrame:
    """Count the months from each flagship to the next of its laboratory."""
    day = day_of(asked)
    table = load_models(day)
    table = table[table["released"].notna() & (table["since"] <= pd.Timestamp(day))]
    table = table.sort_values("since").drop_duplicates(["who", "model"]).sort_values(["who", "released"])
    after = table.groupby("who")["released"].shift(-1)
    return table.assign(months=(after - table["released"]).dt.days / 30.4375)


@outside("value_stack.flagship_months")
def flagship_months(asked: OperandName) -> list[Tellable]:
    """Read how long one stood."""
    who, _, model = asked.of.partition(":")
    table = _lives(asked)
    table = table[(table["who"] == who) & (table["model"] == model) & table["months"].notna()]
    return [
        Tellable(float(m), "number", (s,)) for m, s in zip(table["months"], table["source_id"], strict=True)
    ]


@outside("value_stack.flagship_median")
def flagship_median(asked: OperandName) -> list[Tellable]:
    """Read how long the middle one stood."""
    table = _lives(asked)
    table = table[table["months"].notna()]
    if table.empty:
        return []
    return [Tellable(float(np.median(table["months"])), "number", tuple(sorted({*table["source_id"]})))]


@outside("value_stack.list_price")
def list_price(asked: OperandName) -> list[Tellable]:
    """Read what a laboratory asks from a day on."""
    if "Q" in asked.when:
        return []
    table = load_models(asked.as_of)
    table = table[(table["who"] == asked.of) & (table["since"] == pd.Timestamp(asked.when))]
    table = table[table["input_price"].notna()]
    return [
        Tellable(float(p), "USD", (s,)) for p, s in zip(table["input_price"], table["source_id"], strict=True)
    ]
