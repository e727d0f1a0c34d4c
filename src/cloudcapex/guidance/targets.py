"""The periods that guidance speaks of, laid on the calendar."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from ..errors import UsageError
from ..periods import Quarter, last_quarter, month_end, quarters_between

_YEAR = re.compile(r"(CY|FY)(\d{4})(?:\.\.FY(\d{4}))?")
_PART = re.compile(r"(\d{4})(Q[1-4]|H[12])")


@dataclass(frozen=True)
class Target:
    """The period a statement speaks of.

    Attributes
    ----------
    label : str
        As in the data: ``CY2026``, ``FY2026``, ``2026Q2``, ``2026H2`` or ``FY2026..FY2028``.
    quarters : tuple of Quarter
        The calendar quarters it is made of; a fiscal quarter stands in the one that holds its midpoint.
    end : date
        Its last day.
    """

    label: str
    quarters: tuple[Quarter, ...]
    end: dt.date

    @property
    def year(self) -> int | None:
        """The calendar or fiscal year; None for a part of a year or for several years."""
        match = _YEAR.fullmatch(self.label)
        return int(match[2]) if match and not match[3] else None

    @property
    def year_before(self) -> int | None:
        """The year before the calendar or fiscal year."""
        return None if self.year is None else self.year - 1

    @property
    def fiscal(self) -> bool:
        return self.label.startswith("FY")

    @property
    def name(self) -> str:
        """The label as data name it: ``2026``, ``FY2026``, ``2026Q2``, ``FY2026–FY2028``."""
        return self.label.removeprefix("CY").replace("..", "–")


def target(label: str, year_end_month: int = 12) -> Target:
    """Read the label of a target period.

    Parameters
    ----------
    label : str
        ``CY2026``, ``FY2026``, ``2026Q2``, ``2026H2`` or ``FY2026..FY2028``; quarters and halves are of the calendar.
    year_end_month : int
        Month the company's fiscal year ends in, 1 to 12; only fiscal years need it.

    Raises
    ------
    UsageError
        For any other text.
    """
    part, year = _PART.fullmatch(label), _YEAR.fullmatch(label)
    if part and part[2][0] == "Q":
        first = last = Quarter.parse(label)
    elif part:
        first = Quarter(int(part[1]), 1 if part[2] == "H1" else 3)
        last = first + 1
    elif year and year[1] == "CY" and not year[3]:
        first, last = Quarter(int(year[2]), 1), Quarter(int(year[2]), 4)
    elif year and year[1] == "FY":
        final = int(year[3] or year[2])
        last = last_quarter(final, year_end_month)
        first = last_quarter(int(year[2]), year_end_month) - 3
        return Target(label, tuple(quarters_between(first, last)), month_end(final, year_end_month))
    else:
        raise UsageError(f"{label!r} is not a period", valid="CY2026, FY2026, 2026Q2, 2026H2, FY2026..FY2028")
    return Target(label, tuple(quarters_between(first, last)), last.end)
