"""Numbers written in the unit they are measured in."""

from __future__ import annotations

from .report import Report


def in_unit(report: Report, value: float, unit: str, currency: str) -> str:
    """Write a number in the unit it is measured in; an amount in its currency."""
    language = report.language
    match unit:
        case "share":
            return language.percent(value, _decimals(value))
        case "points":
            rounded = round(value * 100, 6)
            return language.points(
                value, 0 if rounded.is_integer() else 1 if (rounded * 10).is_integer() else 2
            )
        case "growth":
            return language.percent(value, _decimals(value), sign=True)
        case "times":
            return language.times(value)
        case "place":
            return language.number(value)
        case "count":
            return language.count(value)
        case "MW":
            return report.say("{number} MW", number=language.number(value))
        case _:
            return _money(report, value, currency if currency in ("USD", "CNY") else "USD")


def _money(report: Report, value: float, currency: str) -> str:
    """Write an amount; young laboratories earn millions, which billions with one decimal would blur."""
    if report.language.chinese or abs(value) >= 1e9:
        return report.language.money(value, currency)
    mark = {"USD": "$", "CNY": "RMB\u00a0"}[currency]
    return f"{mark}{report.language.number(value / 1e6)}m"


def _decimals(share: float, most: int = 1) -> int:
    """Count the digits a percentage needs: none for a whole one, the fewer the larger it is."""
    value = round(abs(share) * 100, 6)
    fine = next((n for n in range(most) if (value * 10**n).is_integer()), most)
    return min(fine, 0 if value >= 99.95 else 1 if value >= 9.95 else most)
