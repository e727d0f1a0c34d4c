"""A CSV in the shape of one of the tables, typed or exported by anybody; and the shape itself, to be filled in."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from ..errors import DataError, UsageError, near
from ..schema import TABLES, DataTable
from .held import rows_of_file
from .proposal import ProposedRow
from .refused import RowsRefused

# What begins with it is for the reader and not a row.
_ASIDE = "#"
# Written by a command and not by hand.
_COUNTED = ("coverage", "tallies")

# What spreadsheets set between columns where commas are for decimals.
_NO_COMMAS = {";": "semicolons", "\t": "tabs", "|": "strokes"}


def read_typed(name: str, content: bytes, table: str = "") -> tuple[ProposedRow, ...]:
    """Read the rows of a CSV.

    Parameters
    ----------
    name : str
        The file, for messages.
    content : bytes
        Text in UTF-8, one header line, ``#`` before what is no row.
    table : str
        Which table it is of, where the header does not tell.

    Raises
    ------
    UsageError
        The table is not known, or the header could be of several.
    DataError
        It is no CSV, no table has this header, or a row has another number of cells.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise DataError(
            "not UTF-8 text", where=f"{name}, line {line}", remedy="save the file as UTF-8"
        ) from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            if any(cells) and not cells[0].startswith(_ASIDE):
                lines.append((reader.line_num, [cell.strip() for cell in cells]))
    except csv.Error as error:
        where = f"{name}, line {reader.line_num}"
        raise DataError(f"not readable as CSV ({error})", where=where, remedy="close the quotes") from None
    if not lines:
        raise DataError("holds no header line", where=name, remedy="see cloudcapex add --template TABLE")
    (number, header), *rows = lines
    apart = next((said for mark, said in _NO_COMMAS.items() if len(header) == 1 and mark in header[0]), None)
    if apart:
        raise DataError(
            f"the columns are set apart by {apart}",
            where=f"{name}, line {number}",
            remedy="save the file with commas between them",
        )
    which = _table(name, number, header, table)
    if not rows:
        raise DataError("holds no rows", where=name, remedy="set rows under the header line")
    odd = [(n, len(cells)) for n, cells in rows if len(cells) != len(header)]
    if odd:
        remedy = f"valid: {len(header)} values a row; put quotes around a value that holds a comma"
        raise RowsRefused(
            [f"{name}, line {n}: the row has {count} values; {remedy}" for n, count in odd], len(rows)
        )
    return tuple(
        ProposedRow.of(which, f"{name}, line {n}", dict(zip(header, cells, strict=True))) for n, cells in rows
    )


def template(table: str) -> str:
    """Write the shape of a table: its header line, what each column holds, and a row as an example.

    Parameters
    ----------
    table : str
        A key of `schema.TABLES`.

    Raises
    ------
    UsageError
        For a table that there is not.
    """
    rules = _known(table, "--template")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(rules.columns)
    out.write(f"{_ASIDE} {rules.row}\n")
    for column, rule in rules.columns.items():
        out.write(f"{_ASIDE} {column}: {rule.meaning} Valid: {rule.valid}\n")
    example = next(iter(rows_of_file(table)), None)
    if example:
        out.write(f"{_ASIDE} A row of data/{rules.path}, to be replaced:\n{_ASIDE} ")
        writer.writerow(example[column] for column in rules.columns)
    return out.getvalue()


def _known(table: str, where: str) -> DataTable:
    open_to_all = [name for name in TABLES if name not in _COUNTED]
    if table not in open_to_all:
        close = near(table, open_to_all)
        remedy = f"did you mean {' or '.join(close)}?" if close else None
        raise UsageError(f"no table {table!r}", where=where, valid=open_to_all, remedy=remedy)
    return TABLES[table]


def _table(name: str, line: int, header: Sequence[str], asked: str) -> str:
    """Tell of which table a header is; columns that may be empty, or that rows got later, may be left out."""
    where = f"{name}, line {line}"
    twice = next((c for c in header if header.count(c) > 1), None)
    if twice is not None:
        raise DataError(f"column {twice!r} stands twice", where=where)
    if asked:
        wrong = _unlike(_known(asked, "--table"), header)
        if wrong:
            raise DataError(
                f"is no header of {asked}: {wrong}", where=where, valid=",".join(TABLES[asked].columns)
            )
        return asked
    fit = [name for name, rules in TABLES.items() if name not in _COUNTED and not _unlike(rules, header)]
    exact = [name for name in fit if {*TABLES[name].columns} == {*header}]
    if len(exact or fit) == 1:
        return (exact or fit)[0]
    if fit:
        raise UsageError(
            "the header could be of several tables", where=where, valid=fit, remedy="give --table"
        )
    nearest = max(
        TABLES, key=lambda t: len({*TABLES[t].columns} & {*header}) - len({*header} - {*TABLES[t].columns})
    )
    raise DataError(
        f"the header is that of no table; of {nearest}, the nearest, {_unlike(TABLES[nearest], header)}",
        where=where,
        valid=",".join(TABLES[nearest].columns),
        remedy=f"see cloudcapex add --template {nearest}",
    )


def _unlike(rules: DataTable, header: Sequence[str]) -> str:
    strange = [column for column in header if column not in rules.columns]
    lacking = [
        c for c, rule in rules.columns.items() if c not in header and not rule.optional and rule.older is None
    ]
    said = [f"{', '.join(strange)} {'is' if len(strange) == 1 else 'are'} not known"] if strange else []
    said += [f"{', '.join(lacking)} {'is' if len(lacking) == 1 else 'are'} lacking"] if lacking else []
    return "; ".join(said)
