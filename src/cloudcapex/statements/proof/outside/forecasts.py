"""What houses forecast, and what their companies spent of it so far: ``of`` is the id of a forecast."""

from __future__ import annotations

import math
from dataclasses import replace

from ....facts import load_said
from ....metrics import series
from ....periods import Quarter
from .question import OperandName, Tellable, outside, readings


@outside("forecasts.amount", "forecasts.low", "forecasts.high")
def amount(asked: OperandName) -> list[Tellable]:
    """Read the figure, or the end of it that the words leave."""
    rows = load_said("forecasts", asked.as_of)
    rows = rows[rows["forecast_id"] == asked.of]
    hedge = {"low": "over", "high": "up_to"}.get(asked.what)
    rows = (
        rows[rows["qualifier"].fillna("") == hedge]
        if hedge
        else rows[~rows["qualifier"].isin(("over", "up_to"))]
    )
    about = tuple(
        str(cell) for cell in (*rows["companies"], *rows["period"], *rows["measure"], *rows["house"])
    )
    return [replace(found, about=_parts(about)) for found in readings(rows, "value_high", "unit")]


@outside("forecasts.*")
def spent(asked: OperandName) -> list[Tellable]:
    """Add up the quarters of the year that the forecast is of, up to the one asked about: ``forecasts.spent_BASIS``."""
    rows = load_said("forecasts", asked.as_of)
    basis, last = asked.what.removeprefix("spent_"), Quarter.parse(asked.when)
    found = []
    for companies, period, unit in rows.loc[
        rows["forecast_id"] == asked.of, ["companies", "period", "unit"]
    ].itertuples(index=False):
        if str(period) != str(last.year):
            continue
        frame = series(basis, companies.split("; "), f"{period}Q1", str(last), asked.as_of)
        value = math.fsum(frame["value"])
        if math.isfinite(value) and set(frame["unit"]) == {unit}:
            sources = tuple({s for cell in frame["sources"] for s in cell.split(";")})
            found.append(Tellable(value, str(unit), sources, about=_parts((companies, str(period), basis))))
    return found


def _parts(cells: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for cell in cells for part in cell.split("; "))
