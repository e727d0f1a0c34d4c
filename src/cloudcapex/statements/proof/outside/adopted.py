"""Figures of adoption: ``of`` is a company and a metric, ``microsoft.fabric_customers``; the time is a quarter."""

from __future__ import annotations

import pandas as pd

from ....facts import load_facts
from ....periods import Quarter
from .question import OperandName, Tellable, outside

_QUARTER = pd.Timedelta(days=90)


def _rows(asked: OperandName) -> pd.DataFrame:
    """Return what was told of the metric, each row with the quarter that its last three months or its day belong to."""
    company, _, metric = asked.of.partition(".")
    rows = load_facts(asked.as_of)
    rows = rows[(rows["company"] == company) & (rows["metric"] == metric)]
    middle = rows["period_end"] - _QUARTER / 2
    return rows.assign(quarter=[str(Quarter.containing(day.date())) for day in middle])


@outside("adoption.said")
def said(asked: OperandName) -> list[Tellable]:
    """Whether any document tells it of the quarter."""
    told = (_rows(asked)["quarter"] == asked.when).any()
    # Those asked about were said a year before.
    return [Tellable("said" if told else "unsaid", "mark", about=(str(Quarter.parse(asked.when) - 4),))]


@outside("adoption.new")
def new(asked: OperandName) -> list[Tellable]:
    """Whether none tells it of an earlier one."""
    return [Tellable("first" if (_rows(asked)["quarter"] >= asked.when).all() else "again", "mark")]


@outside("adoption.value")
def value(asked: OperandName) -> list[Tellable]:
    """Every figure of the quarter."""
    rows = _rows(asked)
    rows = rows[rows["quarter"] == asked.when]
    return [Tellable(float(v), str(u)) for v, u in zip(rows["value"], rows["unit"], strict=True)]


@outside("adoption.multiple")
def multiple(asked: OperandName) -> list[Tellable]:
    """Each figure of the quarter over each of four quarters before on its definition."""
    rows, before = _rows(asked), str(Quarter.parse(asked.when) - 4)
    both = rows[rows["quarter"] == asked.when].merge(rows[rows["quarter"] == before], on="definition")
    return [
        Tellable(float(now / then), "times")
        for now, then in zip(both["value_x"], both["value_y"], strict=True)
    ]
