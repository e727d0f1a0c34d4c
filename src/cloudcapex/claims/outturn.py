"""What came of a house's forecast: on which side of what was spent it lies, on every basis that the data hold."""

from __future__ import annotations

import datetime as dt
import math
from typing import Literal, get_args

from .findings import Finding
from .forecasts import forecasts
from .lookup import look_up
from .parts import Part
from .resolve import Question

# A single figure is right within this part of it: as where guidance is scored.
NEAR = 0.025
Came = Literal["as_forecast", "above", "below"]
# What decides a forecast. Where the bases of capex put it on several sides nothing does: its own basis is not told.
SCORED: tuple[Came, ...] = get_args(Came)


def came_of(question: Question, as_of: dt.date) -> tuple[Came | Literal["by_basis", ""], tuple[Finding, ...]]:
    """Set a forecast beside what came.

    Parameters
    ----------
    question : Question
        Of a row of the table of forecasts, resolved.
    as_of : date
        Nothing known later is seen.

    Returns
    -------
    tuple
        ``above`` or ``below`` what came on every basis, ``as_forecast`` on every one, ``by_basis``; and what came, a
        figure a basis. Empty where the time is not over, the data hold nothing, or no text tells the day of the
        forecast: what may have been said after the outcome is none.
    """
    row = next((r for r in forecasts(as_of) if r.forecast_id == question.claim.id), None)
    if row is None or row.issued is None:
        return "", ()
    part = question.parts[0]
    if any(span.end > as_of for span in part.spans):
        return "", ()
    found = [
        f
        for span in part.spans
        for f in look_up(question, part.measure, span, as_of)
        if f.unit == part.unit and f.bearing in ("fact", "mixed")
    ]
    if not found:
        return "", ()
    sides = {_side(part, f) for f in found}
    firm = [f for f in found if f.bearing == "fact"] or found[:1]
    plainest = {f.metric: f for f in reversed(firm)}
    shown = tuple(f for f in firm if plainest[f.metric] is f)
    return (sides.pop() if len(sides) == 1 else "by_basis"), shown


def _side(part: Part, found: Finding) -> Came:
    """Say on which side of a figure a forecast lies; a single one is right within `NEAR`."""
    near = NEAR * part.low if part.low == part.high else 0.0
    low = -math.inf if part.qualifier == "up_to" else part.low - near
    high = math.inf if part.qualifier == "over" else part.high + near
    if found.high < low:
        return "above"
    return "below" if found.low > high else "as_forecast"
