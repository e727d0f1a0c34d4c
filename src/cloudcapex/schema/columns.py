"""What a column and a table are, and the test each kind of value must pass."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

# Kind of value -> what a reader is told, and the test on the text of a whole column.
SAID = {
    "day": "an ISO date such as 2024-02-15",
    "number": "a number in whole units, such as 24204000000",
    "whole": "a whole number",
    "quarter": "a quarter such as 2026Q2",
    "target": "CY2026, FY2026, 2026Q2, 2026H2 or FY2026..FY2028",
}


def _is_day(text: pd.Series) -> pd.Series:
    exact = text.str.fullmatch(r"\d{4}-\d{2}-\d{2}")
    return exact & pd.to_datetime(text, format="%Y-%m-%d", errors="coerce").notna()


TESTS = {
    "day": _is_day,
    "number": lambda text: text.str.fullmatch(r"-?\d+(\.\d+)?"),
    "whole": lambda text: text.str.fullmatch(r"\d+"),
    "quarter": lambda text: text.str.fullmatch(r"\d{4}Q[1-4]"),
    "target": lambda text: text.str.fullmatch(r"(CY|FY)\d{4}|FY\d{4}\.\.FY\d{4}|\d{4}(Q[1-4]|H[12])"),
    "text": lambda text: text.str.strip() != "",
}


@dataclass(frozen=True)
class Column:
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
    """

    meaning: str
    form: str = "text"
    words: tuple[str, ...] = ()
    optional: bool = False
    refers: str = ""
    also: tuple[str, ...] = ()

    @property
    def valid(self) -> str:
        """What the column accepts, in words."""
        if self.form == "words":
            said = ", ".join(self.words)
        elif self.refers:
            said = " or ".join([f"a value of {self.refers}", *self.also])
        else:
            said = SAID.get(self.form, "text")
        return f"{said}, or empty" if self.optional else said

    def accepts(self, text: pd.Series) -> pd.Series:
        """Tell for each cell whether it is valid by itself; references are looked up elsewhere."""
        good = text.isin(self.words) if self.form == "words" else TESTS[self.form](text)
        return (good | (text == "")) if self.optional else good


@dataclass(frozen=True)
class Table:
    """One CSV file under ``data/``: where it is, what a row is, its columns in order, and its key."""

    path: str
    row: str
    columns: dict[str, Column]
    key: tuple[str, ...] = field(default=())
