"""Tables written before a column or a table came, brought to the contract: nothing dropped, no row moved, all or none.

A column that came later says in its declaration what older rows get (`Column.older`). Rows that the checkout's own
tables hold under the same key get what stands there.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ..errors import DataError, near
from ..paths import data_dir
from . import TABLES, DataTable, first_fault
from .colours import RESERVE, Colours

# The tables of the checkout this package runs from: the pattern for what a user's folder lacks.
SHIPPED = Path(__file__).resolve().parents[3] / "data"

Row = dict[str, str]


@dataclass(frozen=True)
class Move:
    """What is done to one table.

    Attributes
    ----------
    path : str
        Of its file, below ``data/``.
    before : bytes or None
        What it holds; None where there is no file.
    after : bytes
        What it will hold.
    told : str
        What was done, for a reader.
    """

    path: str
    before: bytes | None
    after: bytes
    told: str


def plan() -> list[Move]:
    """Work out what every table needs; nothing is written.

    Returns
    -------
    list of Move
        In the order of the contract; empty where every table is up to date.

    Raises
    ------
    DataError
        For a file that cannot be brought over: what a person has to decide is named with file, line and column.
    """
    return [move for table in TABLES.values() if (move := _moved(table)) is not None]


# one table ------------------------------------------------------------------------------------


def _moved(table: DataTable) -> Move | None:
    path = data_dir() / table.path
    if not path.exists():
        return _brought(table, path)
    header, rows = _read(table, path)
    columns = list(table.columns)
    _refuse_unknown(table, header)
    lacking = [c for c in columns if c not in header]
    _refuse_older(table, lacking)
    filled: dict[str, int] = {}
    done = [_row(table, n, header, cells) for n, cells in enumerate(rows)]
    shipped = _shipped(table)
    for row in done:
        for column in _fill(table, row, done, shipped.get(_key(table, row), {})):
            filled[column] = filled.get(column, 0) + 1
    if header == columns and not filled:
        return None
    _refuse_broken(table, done)
    text = _csv(columns, done)
    told = [f"{c} in {n} row{'s' if n > 1 else ''}" for c, n in filled.items()]
    new = [c for c in lacking if c not in filled]
    told += [f"{', '.join(new)} empty"] if new else []
    done_so = f"filled: {', '.join(told)}" if told else "put in the order of the contract"
    return Move(table.path, path.read_bytes(), text.encode(), done_so)


def _brought(table: DataTable, path: Path) -> Move | None:
    pattern = SHIPPED / table.path
    if not table.new or path == pattern or not pattern.exists():
        return None
    return Move(table.path, None, pattern.read_bytes(), "taken from the checkout: it came later")


def _read(table: DataTable, path: Path) -> tuple[list[str], list[list[str]]]:
    try:
        content = path.read_bytes().decode("utf-8")
        header, *rows = csv.reader(io.StringIO(content), strict=True)
    except (OSError, UnicodeDecodeError, csv.Error, ValueError) as error:
        raise DataError(
            f"cannot be read ({error})", where=_name_of(table), remedy="mend or restore it"
        ) from None
    return header, rows


def _row(table: DataTable, number: int, header: list[str], cells: list[str]) -> Row:
    """Name the cells of a row; one that ends early may do so only before columns that came later."""
    if len(cells) > len(header) or not set(header[len(cells) :]) <= set(table.later):
        raise DataError(
            f"the row has {len(cells)} values",
            where=f"{_name_of(table)}, line {number + 2}",
            valid=f"{len(header)} values a row",
            remedy="put quotes around a value that holds a comma",
        )
    named = dict(zip(header, cells, strict=False))
    return {column: named.get(column, "") for column in table.columns}


def _fill(table: DataTable, row: Row, everyone: list[Row], pattern: Mapping[str, str]) -> list[str]:
    """Fill what a row lacks of the columns that came later; return which were filled.

    Of the checkout's own row only what belongs together is taken: all of the columns that came later, or none.
    """
    empty = [c for c in table.later if not row[c]]
    whole = len(empty) == len(table.later)
    done = []
    for column in empty:
        value = pattern.get(column, "") if whole and pattern else _default(table, column, row, everyone)
        if value:
            row[column] = value
            done.append(column)
    return done


def filled(table: str, row: Mapping[str, str], everyone: list[Row]) -> Row:
    """Complete a new row as one is that was written before some columns came.

    Parameters
    ----------
    table : str
        A key of `TABLES`.
    row : mapping
        What is known of it.
    everyone : list of dict
        The rows whose colours are taken.
    """
    whole = {column: row.get(column, "") for column in TABLES[table].columns}
    _fill(TABLES[table], whole, everyone, {})
    return whole


def _default(table: DataTable, column: str, row: Row, everyone: list[Row]) -> str:
    older = table.columns[column].older or ""
    if older.startswith("=reserve."):
        return str(getattr(_reserve(row, everyone), older.removeprefix("=reserve.")))
    if older == "=standing":
        return _standing(row)
    return row[older[1:]] if older.startswith("=") else older


def _standing(row: Row) -> str:
    """Whoever a document's kind names stands behind it; what the press says nobody has looked at yet."""
    if row["form"] or row["accession"]:
        return "filing"
    vouched = {"filing": "filing", "call": "company", "release": "company", "dataset": "dataset"}
    return vouched.get(row["kind"], "aggregator")


def _reserve(row: Row, everyone: list[Row]) -> Colours:
    """The first colour of the reserve that no other row has; a row that took one keeps to it."""
    taken = {r[c] for r in everyone if r is not row for c in ("colour", "colour_text", "colour_dark")}
    free = [c for c in RESERVE if not taken & set(c)]
    mine = [c for c in free if row["colour"] == c.fill]
    if not free:
        raise DataError(
            "the reserve of colours is used up",
            where="data/companies.csv, column colour",
            remedy="choose one by hand",
        )
    return (mine or free)[0]


def _key(table: DataTable, row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(row[c] for c in table.key)


def _shipped(table: DataTable) -> dict[tuple[str, ...], Row]:
    path = SHIPPED / table.path
    if not table.later or not path.exists() or path.resolve() == (data_dir() / table.path).resolve():
        return {}
    header, rows = _read(table, path)
    if header != list(table.columns):
        return {}
    named = [dict(zip(header, cells, strict=True)) for cells in rows if len(cells) == len(header)]
    return {_key(table, row): row for row in named}


def _csv(columns: list[str], rows: list[Row]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


# what only a person can decide -----------------------------------------------------------------


def _refuse_unknown(table: DataTable, header: list[str]) -> None:
    unknown = [c for c in header if c not in table.columns]
    twice = [c for c in header if header.count(c) > 1]
    if not unknown and not twice:
        return
    name = (unknown or twice)[0]
    close = near(name, table.columns)
    raise DataError(
        f"column {name!r} is not known" if unknown else f"column {name!r} stands twice",
        where=f"{_name_of(table)}, line 1",
        valid=",".join(table.columns),
        remedy=(f"rename it to {' or '.join(close)}, or " if close else "")
        + "take it out: nothing is dropped here",
    )


def _refuse_older(table: DataTable, lacking: list[str]) -> None:
    always = [c for c in lacking if c not in table.later]
    if always:
        raise DataError(
            f"column {always[0]!r} is missing",
            where=f"{_name_of(table)}, line 1",
            valid=",".join(table.columns),
            remedy="it was always there and has no default: correct the header line",
        )


def _refuse_broken(table: DataTable, rows: list[Row]) -> None:
    """Refuse to write what the contract would refuse to read."""
    text = pd.DataFrame(rows, columns=list(table.columns), dtype=str)
    name = next(n for n, t in TABLES.items() if t is table)
    fault = first_fault(name, text)
    if fault:
        raise DataError(
            f"{fault.value!r} is not valid" if fault.value else "the value is missing",
            where=f"{_name_of(table)}, line {fault.row + 2}, column {fault.column}",
            valid=table.columns[fault.column].valid,
            remedy="correct the row, then migrate; nothing was changed",
        )
    for number, row in enumerate(rows):
        unsound = table.sound(row) if table.sound else None
        if unsound:
            where = f"{_name_of(table)}, line {number + 2}, column {unsound.column}"
            raise DataError(unsound.what, where=where, valid=unsound.valid, remedy=unsound.remedy)


def _name_of(table: DataTable) -> str:
    return f"data/{table.path}"
