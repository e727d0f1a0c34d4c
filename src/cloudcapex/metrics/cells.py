"""One cell of a panel as a point."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np

from ..schema.grades import BASES, EVIDENCE
from .book import Book
from .frames import quarter_at
from .panel import NOT_APPLICABLE, NOT_DISCLOSED, NOT_YET_FILED, PRESENT, REASONS
from .points import Point


def point_at(book: Book, expression: str, row: int, number: int) -> Point:
    """Return a cell as a point, as the row of a series frame would be read.

    Parameters
    ----------
    book : Book
        Of the day.
    expression : str
        Whose panel.
    row : int
        Of the panel.
    number : int
        Of the quarter (year × 4 + quarter − 1); outside the panel nothing is disclosed before, and filed after.

    Returns
    -------
    Point
        In whole units of the row's unit; NaN with its reason where the cell is missing.
    """
    panel, column = book.panel(expression), number - book.first
    line = panel.lines[row]
    inside = 0 <= column < panel.quarters
    if inside:
        code = int(panel.reason[row, column])
    elif (panel.reason[row] == NOT_APPLICABLE).all():
        code = NOT_APPLICABLE
    else:
        code = NOT_DISCLOSED if column < 0 else NOT_YET_FILED
    end = panel.end[row, column] if inside else np.datetime64("NaT", "D")
    where = (line.company, expression, quarter_at(number))
    label = book.fiscal_label(line.company, number, end)
    if code != PRESENT:
        return Point(*where, math.nan, line.unit, "", "", reason=REASONS[code], fiscal_quarter=label)
    return Point(
        *where,
        float(panel.value[row, column]),
        line.unit,
        BASES[panel.basis[row, column]],
        EVIDENCE[panel.evidence[row, column]],
        line.definition,
        panel.sources[row, column],
        bool(panel.restated[row, column]),
        fiscal_quarter=label,
        period_start=_day(panel.start[row, column]),
        period_end=_day(end),
        rounded_to=_number(panel.rounded_to[row, column]),
        low=_number(panel.low[row, column]),
        high=_number(panel.high[row, column]),
    )


def _day(day: np.datetime64) -> dt.date | None:
    return None if np.isnat(day) else dt.date.fromisoformat(str(day.astype("datetime64[D]")))


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
