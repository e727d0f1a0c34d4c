"""What a named house forecast that some of the companies would spend in the year, and what they have spent of it."""

from __future__ import annotations

import math
from collections.abc import Callable

from ....claims import ForecastRow, forecasts
from ....exhibits.tables.table import Cell
from ....language import N_, Number
from ....metrics.points import Point
from ....statements import Evidence, Population, Statement, Value, value
from ..context import Review
from . import words as write
from .given import seen_until

_SAID = {"over": N_("at least {number}"), "up_to": N_("at most {number}"), "about": N_("about {number}")}
_HEDGES = {"over": N_("≥{amount}"), "up_to": N_("≤{amount}"), "about": N_("~{amount}")}
_END = {"over": "forecasts.low", "up_to": "forecasts.high"}


def newest_forecast(review: Review) -> ForecastRow | None:
    """Return the newest forecast of capex in the year of the quarter, of as many of the companies as one is of."""
    fitting = [
        row
        for row in forecasts(seen_until(review))
        if (row.measure, row.period, row.unit) == ("capex", str(review.quarter.year), review.currency)
        and row.of
        and set(row.of) <= set(review.spenders)
        and math.isfinite(_spent(review, row))
    ]
    return max(fitting, key=lambda row: (len(row.of), row.filed), default=None)


def _so_far(review: Review, row: ForecastRow) -> list[Point]:
    """Return what its companies spent in each quarter of the year so far."""
    quarters = [review.quarter - n for n in range(review.quarter.number)]
    return [review.point(review.basis, c, q) for c in row.of for q in quarters]


def _spent(review: Review, row: ForecastRow) -> float:
    """Add up what its companies spent of the year so far; NaN where a quarter is unknown."""
    return math.fsum(p.value for p in _so_far(review, row))


def _house(review: Review, row: ForecastRow) -> str:
    return str(getattr(row, review.language.column("house")))


def against_forecast(review: Review) -> Statement | None:
    """Tell both beside one another; None where nobody's forecast fits."""
    row = newest_forecast(review)
    if row is None:
        return None
    spent = _spent(review, row)
    ends = [
        Value(
            row.forecast_id,
            _END.get(row.qualifier, "forecasts.amount"),
            row.value_high,
            row.unit,
            sources=(row.source_id,),
        ),
        Value(row.forecast_id, f"forecasts.spent_{review.basis}", spent, row.unit),
    ]
    set_of = Population("forecasts", (row.forecast_id,))
    number = Number(row.value_high, row.unit, row.forecast_id)
    return review.state(
        "{house} forecast {amount} of capex in {year} for {companies}; so far they have spent {spent} on {basis}",
        *(value(Evidence.of([v], set_of, review.quarter)) for v in ends),
        house=_house(review, row),
        amount=review.phrase(_SAID[row.qualifier], number=number) if row.qualifier else number,
        year=review.language.year(review.quarter.year),
        companies=[review.company(c) for c in row.of],
        spent=Number(spent, row.unit, row.forecast_id),
        basis=review.basis_name(),
    )


# the same under the table of guidance -------------------------------------------------------------


def forecast_cells(review: Review) -> dict[str, Callable[[Review], Cell | str]]:
    """Return what stands under the figures of companies, by the heading of the column; nothing without a forecast."""
    row = newest_forecast(review)
    if row is None:
        return {}
    return {
        "Company": lambda review: _house(review, row),
        "Year": lambda review: review.language.year(review.quarter.year),
        "Basis": lambda review: write.basis(review, "capex_as_stated"),
        "latest figure": lambda review: review.told_cell(_amount(review, row), row.source_id, row.evidence),
        "spent to {quarter}": lambda review: review.summed(
            _spent(review, row), review.language.writes(row.unit, "table")
        ),
    }


def _amount(review: Review, row: ForecastRow) -> str:
    text = review.language.write(Number(row.value_high, row.unit, place="table"))
    return review.say(_HEDGES[row.qualifier], amount=text) if row.qualifier else text


def forecast_note(review: Review) -> str:
    """Say whom the forecast is of, and on what basis their spending stands beside it; empty without one."""
    row = newest_forecast(review)
    if row is None:
        return ""
    return review.say(
        "{house}: forecast for {companies} together; what they have spent is {basis}.",
        house=_house(review, row),
        companies=review.language.join(review.company(c) for c in row.of),
        basis=review.basis_name(),
    )


def behind_forecast(review: Review) -> list[Point]:
    """Return the figures behind what was spent of it."""
    row = newest_forecast(review)
    return _so_far(review, row) if row else []
