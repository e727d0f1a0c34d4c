"""Numbers written in the unit they are measured in."""

from __future__ import annotations

from ..language import Number
from .report import Report


def in_unit(report: Report, value: float, unit: str, currency: str) -> str:
    """Write a number in the unit it is measured in; an amount in its currency."""
    language = report.language
    match unit:
        case "share":
            number = language.told(value, unit)
        case "growth":
            number = language.told(value, "share", sign=True)
        case "points":
            number = language.told(value, unit, sign=True)
        case "place":
            number = Number(value, "count")
        case "times" | "count" | "MW":
            number = Number(value, unit)
        case _:
            number = Number(value, currency if currency in ("USD", "CNY") else "USD")
    return language.write(number)
