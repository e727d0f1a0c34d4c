"""Which proposed rows the data hold already: what says the same again is no news, what says otherwise is refused."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from ..errors import DataError
from ..facts.tagged import CountsAs
from ..paths import data_dir
from ..schema import TABLES
from .proposal import ProposedRow, spelled

# What is ours to say of a row and not its document's: it may be said in other words the next time.
_OURS = frozenset({"accessed", "note", "via", "status"})
# Of a document only what the SEC gives it is held to what stands; title and address are written by whoever enters it.
_OF_A_DOCUMENT = ("accession", "form", "filed")

Key = tuple[str, ...]


def rows_of_file(table: str) -> list[dict[str, str]]:
    """Read the rows of a table as they stand in its file; none where there is no file."""
    path = data_dir() / TABLES[table].path
    if not path.exists():
        return []
    return [*csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8"), newline=""))]


def read_as() -> list[CountsAs]:
    """Read what counts as another concept, from the tables that are looked at."""
    return [CountsAs(*(row[c] for c in CountsAs._fields)) for row in rows_of_file("concepts")]


def sift(rows: Iterable[ProposedRow]) -> tuple[tuple[ProposedRow, ...], int]:
    """Part what is new from what the data hold.

    Parameters
    ----------
    rows : iterable of ProposedRow
        As proposed.

    Returns
    -------
    tuple
        The new rows, in order, each once; and how many the data hold already or the proposal repeats.

    Raises
    ------
    DataError
        A row contradicts one of the same document, in the data or in the proposal; the line names both.
    """
    told: dict[str, dict[Key, list[tuple[dict[str, str], str]]]] = {}
    fresh, same = [], 0
    for row in rows:
        known = told.setdefault(row.table, {}) or told[row.table]
        if not known:
            known.update(_known(row.table))
        key = _subject(row.table, row.cells)
        before = known.setdefault(key, [])
        if any(_holds(row, cells) for cells, _ in before):
            same += 1
            continue
        clash = next(((cells, place) for cells, place in before if not _rounds(row, cells)), None)
        if clash is not None:
            raise _contradiction(row, *clash)
        before.append(({**row.cells}, row.place))
        fresh.append(row)
    return (*fresh,), same


def _known(table: str) -> dict[Key, list[tuple[dict[str, str], str]]]:
    found: dict[Key, list[tuple[dict[str, str], str]]] = {}
    for number, cells in enumerate(rows_of_file(table)):
        place = f"data/{TABLES[table].path}, line {number + 2}"
        found.setdefault(_subject(table, cells), []).append((cells, place))
    return found


def _subject(table: str, cells: Mapping[str, str]) -> Key:
    """Return what a row is about: its key, without the value that a filing's fact has in it."""
    columns = [column for column in TABLES[table].key if column != "value"]
    return tuple(spelled(table, column, cells[column] or "") for column in columns)


def _said(table: str) -> Iterator[str]:
    """Name the columns in which a document may not say otherwise."""
    if table == "sources":
        yield from _OF_A_DOCUMENT
    else:
        columns = TABLES[table].columns
        subject = {column for column in TABLES[table].key if column != "value"}
        yield from (column for column in columns if column not in subject | _OURS)


def _holds(row: ProposedRow, cells: dict[str, str]) -> bool:
    same = all(
        spelled(row.table, c, row.cells[c]) == spelled(row.table, c, cells[c]) for c in _said(row.table)
    )
    return same or (row.table == "filings" and is_rounding(row.cells["value"], cells["value"]))


def _rounds(row: ProposedRow, cells: dict[str, str]) -> bool:
    """Tell whether what stands is only the new figure rounded: a filing may state both, and the exact one counts."""
    return row.table == "filings" and is_rounding(cells["value"], row.cells["value"])


def is_rounding(rounded: str, exact: str) -> bool:
    """Tell whether one figure is another one in fewer digits.

    Parameters
    ----------
    rounded, exact : str
        As they are written, in whole units; what is no number is neither.
    """
    try:
        short, long = Decimal(rounded), Decimal(exact)
    except ArithmeticError:
        return False
    if short == long or not short:
        return short == long
    grain = Decimal(1).scaleb(short.normalize().as_tuple().exponent)  # type: ignore[arg-type]
    return grain > 1 and abs(short - long) <= grain / 2


def _contradiction(row: ProposedRow, cells: dict[str, str], place: str) -> DataError:
    column = next(
        c for c in _said(row.table) if spelled(row.table, c, row.cells[c]) != spelled(row.table, c, cells[c])
    )
    what = " ".join(cell for cell in _subject(row.table, row.cells) if cell)
    return DataError(
        f"{column} of {what} is {row.cells[column] or 'empty'}, where {place} has {cells[column] or 'empty'} of the same document",
        where=row.place,
        remedy="correct the one that is wrong; nothing was taken",
    )
