"""Days as the page itself writes them."""

from __future__ import annotations

from datetime import date

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def day(text: object, language: str) -> str:
    """Write an ISO date as readers of the language do; other text stays as it is."""
    try:
        d = date.fromisoformat(str(text)[:10])
    except ValueError:
        return str(text)
    if language == "en":
        return f"{d.day} {_MONTHS[d.month - 1]} {d.year}"
    return f"{d.year}年{d.month}月{d.day}日"
