"""Numbers written in the unit they are measured in."""

from __future__ import annotations

from ..exhibits.carried import print_point
from ..language import ColumnWriter, Number
from ..metrics.points import Point
from .report import Report

# Shares that are differences of two rates: printed in percentage points.
POINTS = frozenset({"azure_ai_points"})


def in_unit(report: Report, value: float, unit: str, currency: str, of: Point | None = None) -> str:
    """Write a number in the unit it is measured in; an amount in its currency, the value of a point with its digits."""
    language = report.language
    match unit:
        case "share":
            number = language.told(value, unit)
        case "growth":
            number = language.told(value, "share", sign=True)
        case "points" if of is not None and of.basis != "reported":
            # What is computed has the digits it has in every exhibit.
            number = Number(value, unit, sign=True, place="table")
        case "points":
            number = language.told(value, unit, sign=True)
        case "place":
            number = Number(value, "count")
        case "times" | "count" | "MW":
            number = Number(value, unit)
        case _:
            number = Number(value, currency if currency in ("USD", "CNY") else "USD")
    if of is None or of.value != value:
        return language.write(number)
    return print_point(of, ColumnWriter(language, number))
