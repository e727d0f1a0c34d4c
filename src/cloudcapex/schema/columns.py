"""What a column and a table are, and the test each kind of value must pass."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

# Kind of value -> what a reader is told.
SAID = {
    "day": "an ISO date such as 2024-02-15",
    "number": "a number in whole units, such as 24204000000",
    "whole": "a whole number",
    "quarter": "a quarter such as 2026Q2",
    "target": "CY2026, FY2026, 2026Q2, 2026H2 or FY2026..FY2028",
    "slug": "small letters, digits and underscores, a letter first",
    "colour": "a colour such as #186db2",
    "year_end": "09-30, last Saturday of September, or Saturday nearest 31 January",
}
# The values a column of parties refers to: no column of theirs, but every name that one goes by.
CALLED = "called"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
_WEEKDAY, _MONTH = "|".join(WEEKDAYS), "|".join(MONTHS)
# A year that ends on a fixed day, on the last such weekday of a month, or on the weekday nearest to a day.
YEAR_END = (
    r"(?P<fixed>(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))"
    rf"|last (?P<last>{_WEEKDAY}) of (?P<of>{_MONTH})"
    rf"|(?P<near>{_WEEKDAY}) nearest (?P<day>[1-9]|[12]\d|3[01]) (?P<month>{_MONTH})"
)


def _like(pattern: str) -> Callable[[str], bool]:
    matches = re.compile(pattern, re.ASCII).fullmatch
    return lambda text: matches(text) is not None


_like_a_day = _like(r"\d{4}-\d{2}-\d{2}")


def _is_day(text: str) -> bool:
    if not _like_a_day(text):
        return False
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_year_end(text: str) -> bool:
    told = re.fullmatch(YEAR_END, text)
    if told is None:
        return False
    month, day = (MONTHS.index(told["month"]) + 1, int(told["day"])) if told["month"] else (12, 31)
    # A leap year has every day a year can end on.
    return _is_day(f"2000-{told['fixed'] or f'{month:02}-{day:02}'}")


def month_of(year_end: str) -> int:
    """Return the month that a rule for the end of a fiscal year names, from 1.

    Parameters
    ----------
    year_end : str
        As `YEAR_END` has it.

    Returns
    -------
    int

    Raises
    ------
    ValueError
        For any other text.
    """
    told = re.fullmatch(YEAR_END, year_end)
    if told is None:
        raise ValueError(year_end)
    return int(told["fixed"][:2]) if told["fixed"] else MONTHS.index(told["of"] or told["month"]) + 1


# What a terminal acts on, or a page sets backwards: no document has it in its words, and whoever files chooses his name.
_ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

TESTS: dict[str, Callable[[str], bool]] = {
    "day": _is_day,
    "number": _like(r"-?\d+(\.\d+)?"),
    "whole": _like(r"\d+"),
    "quarter": _like(r"\d{4}Q[1-4]"),
    "target": _like(r"(CY|FY)\d{4}|FY\d{4}\.\.FY\d{4}|\d{4}(Q[1-4]|H[12])"),
    "slug": _like(r"[a-z][a-z0-9_]*"),
    "colour": _like(r"#[0-9a-f]{6}"),
    "year_end": _is_year_end,
    "text": lambda text: text.strip() != "" and not _ACTS.search(text),
}


@dataclass(frozen=True)
class DataColumn:
    """One column of a table.

    Parameters
    ----------
    meaning : str
        One sentence for the codebook.
    form : str
        ``text``, ``words`` (a closed vocabulary), or a key of `SAID`.
    words : tuple of str
        The vocabulary, for ``words``.
    optional : bool
        Whether a cell may be empty.
    refers : str
        ``table.column`` whose values are the valid ones.
    also : tuple of str
        Values that are valid besides those.
    many : bool
        Whether a cell holds several values, parted by ``; ``.
    unique : bool
        Whether no two rows may have one value.
    apart : tuple of str
        Columns, as ``table.column``, none of whose values another company's or party's row may have.
    older : str or None
        What `migration` writes into rows from before the column came: a text, ``=column`` for what that column
        holds, ``=reserve.fill`` and the like for the next free colour, or ``=standing`` for what the kind of a
        document vouches for. None for a column that was always there.
    """

    meaning: str
    form: str = "text"
    words: tuple[str, ...] = ()
    optional: bool = False
    refers: str = ""
    also: tuple[str, ...] = ()
    many: bool = False
    unique: bool = False
    apart: tuple[str, ...] = ()
    older: str | None = None

    @property
    def valid(self) -> str:
        """What the column accepts, in words."""
        if self.form == "words":
            said = ", ".join(self.words)
        elif self.refers:
            names = self.refers.endswith(f".{CALLED}")
            known = "a name that parties.csv or companies.csv knows" if names else f"a value of {self.refers}"
            said = " or ".join([known, *self.also])
            said += ", or several, parted by `; `" if self.many else ""
        else:
            said = SAID.get(self.form, "text")
        return f"{said}, or empty" if self.optional else said

    @property
    def filled(self) -> str:
        """What rows from before the column came are given, in words; empty for a column that was always there."""
        if self.older is None:
            return ""
        if self.older.startswith("=reserve."):
            return "the next free colour of a reserve"
        if self.older == "=standing":
            return "what the kind of document vouches for, an aggregator where that is nothing"
        if self.older.startswith("="):
            return f"what `{self.older[1:]}` holds"
        return f"`{self.older}`" if self.older else "nothing"

    def accepts(self, cell: str) -> bool:
        """Tell whether a cell is valid by itself; references are looked up elsewhere."""
        if self.optional and not cell:
            return True
        return cell in self.words if self.form == "words" else TESTS[self.form](cell)


class RowFault(NamedTuple):
    """What is wrong with a row whose cells are each valid: in which column, what, what would be valid, the remedy."""

    column: str
    what: str
    valid: str
    remedy: str


@dataclass(frozen=True)
class DataTable:
    """One CSV file under ``data/``: where it is, what a row is, its columns in order, its key, and what ties cells.

    Parameters
    ----------
    sound : callable, optional
        Looks at the cells of one row together and returns a `RowFault`, or None for a sound row.
    new : bool
        Whether folders of data from before the table came are about.
    """

    path: str
    row: str
    columns: dict[str, DataColumn]
    key: tuple[str, ...] = field(default=())
    sound: Callable[[Mapping[str, str]], RowFault | None] | None = None
    new: bool = False

    @property
    def later(self) -> list[str]:
        """Columns that came after the table was first kept."""
        return [name for name, column in self.columns.items() if column.older is not None]
