"""What is proposed: new rows of tables, each with the place it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from ..errors import DataError, UsageError, near
from ..schema import TABLES


@dataclass(frozen=True)
class ProposedRow:
    """One row for one table.

    Attributes
    ----------
    table : str
        A key of `schema.TABLES`.
    cells : mapping
        Text by column, in the order of the table, none missing.
    place : str
        Where it was read: ``msft.json, us-gaap:Revenues, fact 12`` or ``q3.csv, line 7``.
    """

    table: str
    cells: Mapping[str, str]
    place: str

    @classmethod
    def of(cls, table: str, place: str, cells: Mapping[str, object]) -> ProposedRow:
        """Make a row of what was read; columns that are not named are empty, None is empty, numbers are written whole.

        Parameters
        ----------
        table : str
            A key of `schema.TABLES`.
        place : str
            Where it was read.
        cells : mapping
            By column.

        Raises
        ------
        UsageError
            For a table that there is not.
        DataError
            For a column that the table has not, and for text that no file can hold.
        """
        if table not in TABLES:
            close = near(table, TABLES)
            remedy = f"did you mean {' or '.join(close)}?" if close else None
            raise UsageError(f"no table {table!r}", where=place, valid=[*TABLES], remedy=remedy)
        columns = TABLES[table].columns
        strange = next((c for c in cells if c not in columns), None)
        if strange is not None:
            raise DataError(f"column {strange!r} is not known", where=place, valid=[*columns])
        texts = {column: cell(cells.get(column, "")) for column in columns}
        for column, text in texts.items():
            try:
                text.encode()
            except UnicodeEncodeError:
                raise DataError(
                    f"column {column}: {text[:40]!a} holds half a character",
                    where=place,
                    valid="text in UTF-8",
                    remedy="write it anew; nothing was taken",
                ) from None
        return cls(table, MappingProxyType(texts), place)

    def key(self) -> tuple[str, ...]:
        """Return the cells of the table's key, numbers in one spelling."""
        return tuple(spelled(self.table, column, self.cells[column]) for column in TABLES[self.table].key)


@dataclass(frozen=True)
class Proposal:
    """New rows that are taken together or not at all.

    Attributes
    ----------
    title : str
        What the act is called where it is printed or undone: ``add q3.csv``.
    rows : tuple of ProposedRow
        In the order they were read.
    left : tuple of str
        What was read and is not proposed, and why, a line each.
    """

    title: str
    rows: tuple[ProposedRow, ...]
    left: tuple[str, ...] = ()


def cell(value: object) -> str:
    """Write a value as the tables do: days as ISO has them, numbers whole and without an exponent, None as nothing."""
    if value is None or value != value:
        return ""
    if isinstance(value, float | Decimal):
        text = f"{Decimal(str(value)):f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)


def spelled(table: str, column: str, text: str) -> str:
    """Return a cell in one spelling, so that 12 and 12.0 are one number.

    Parameters
    ----------
    table, column : str
        Where it stands.
    text : str
        As it was written.
    """
    rule = TABLES[table].columns[column]
    return cell(Decimal(text)) if rule.form == "number" and text and rule.accepts(text) else text
