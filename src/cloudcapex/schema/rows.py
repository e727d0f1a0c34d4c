"""The rows of a frame as values of a type, read in this one place: nobody asks a row for a cell by name.

A row type is a frozen dataclass whose fields are named like columns. What a field says it is decides how its column is
read and what an empty cell becomes:

========================  ========================================================  =================
field                     cell                                                      empty cell
========================  ========================================================  =================
``str``                   text                                                      ``""``
``float``                 number                                                    NaN
``float | None``          number                                                    None
``int``, ``bool``         number, truth                                             refused
``date``                  day                                                       refused
``date | None``           day                                                       None
``tuple[str, ...]``       texts, or one text parted by ``;``                        ``()``
``Quarter``               text such as ``2026Q2``                                   refused
another class             an object of it                                           refused
========================  ========================================================  =================
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import ClassVar, Protocol, TypeVar, get_origin, get_type_hints

import numpy as np
import pandas as pd

from ..errors import DataError
from ..periods import Quarter


class _RowType(Protocol):
    """Any dataclass, by what the decorator gives it; the standard library has no name for that."""

    __dataclass_fields__: ClassVar[dict[str, dataclasses.Field[object]]]


Row = TypeVar("Row", bound=_RowType)
_Read = Callable[[pd.Series], Sequence[object]]


def rows_of(frame: pd.DataFrame, kind: type[Row], /, **columns: str) -> list[Row]:
    """Read every row of a frame as a value of a row type.

    Parameters
    ----------
    frame : DataFrame
        Its columns that the type does not name are left.
    kind : type
        A frozen dataclass; see the head of this module. A field with a default may lack its column.
    **columns : str
        The column of a field whose name is another one: ``quarter="calendar_quarter"``.

    Returns
    -------
    list
        In the order of the frame.

    Raises
    ------
    DataError
        For a column that is not there, and for a cell that the field cannot hold, named by row and column.
    """
    named = [(field, columns.get(field.name, field.name)) for field in dataclasses.fields(kind) if field.init]
    lacking = [c for field, c in named if c not in frame.columns and _needed(field)]
    if lacking:
        raise DataError(
            f"a {kind.__name__} needs {', '.join(lacking)}, and the frame has no such column",
            valid=[str(c) for c in frame.columns],
            remedy="name the column of a field that is called otherwise",
        )
    readers = _readers(kind)
    there = [(field.name, column) for field, column in named if column in frame.columns]
    cells = [_column(frame[column], readers[name], kind, name) for name, column in there]
    names = [name for name, _ in there]
    if names == [field.name for field, _ in named]:
        return [kind(*values) for values in zip(*cells, strict=True)]
    return [kind(**dict(zip(names, values, strict=True))) for values in zip(*cells, strict=True)]


def text_rows(text: pd.DataFrame) -> list[dict[str, str]]:
    """Read every row of a table of texts, as it stands in its file, by column name."""
    columns = [*text.columns]
    cells = [text[column].tolist() for column in columns]  # to walk along a column of texts is slow
    return [dict(zip(columns, row, strict=True)) for row in zip(*cells, strict=True)]


def _needed(field: dataclasses.Field[object]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _column(cells: pd.Series, read: _Read, kind: type, name: str) -> Sequence[object]:
    try:
        return read(cells)
    except _UnfitCellError as unfit:
        raise DataError(
            f"{unfit.cell!r} is no {unfit.wanted}",
            where=f"{kind.__name__}, row {unfit.row + 1}, column {cells.name}",
            remedy=f"correct the cell, or let {name} be empty in the type",
        ) from None


class _UnfitCellError(Exception):
    def __init__(self, row: int, cell: object, wanted: str) -> None:
        super().__init__(row, cell, wanted)
        self.row, self.cell, self.wanted = row, cell, wanted


@lru_cache(maxsize=64)
def _readers(kind: type) -> dict[str, _Read]:
    return {name: _reader(hint) for name, hint in get_type_hints(kind).items()}


def _reader(hint: object) -> _Read:
    if hint in _KNOWN:
        return _KNOWN[hint]
    if isinstance(hint, type) and get_origin(hint) is None:
        return lambda cells: _held(cells, hint)
    return _texts  # a literal: the contract has held its words to the vocabulary


def _held(cells: pd.Series, kind: type) -> Sequence[object]:
    for row, cell in enumerate(found := cells.tolist()):
        if not isinstance(cell, kind):
            raise _UnfitCellError(row, cell, kind.__name__)
    return found


def _texts(cells: pd.Series) -> Sequence[object]:
    return [cell if isinstance(cell, str) else _no_text(row, cell) for row, cell in enumerate(cells.tolist())]


def _no_text(row: int, cell: object) -> str:
    if cell is None or cell is pd.NA or cell != cell:
        return ""
    raise _UnfitCellError(row, cell, "text")


def _numbers(cells: pd.Series) -> list[float]:
    try:
        return cells.to_numpy(dtype=float, na_value=np.nan).tolist()
    except (TypeError, ValueError):
        for row, cell in enumerate(cells):
            if isinstance(cell, str):
                raise _UnfitCellError(row, cell, "number") from None
        raise


def _numbers_or_none(cells: pd.Series) -> Sequence[object]:
    return [None if value != value else value for value in _numbers(cells)]


def _whole(cells: pd.Series) -> Sequence[object]:
    for row, value in enumerate(values := _numbers(cells)):
        if not value.is_integer():
            raise _UnfitCellError(row, value, "whole number")
    return [int(value) for value in values]


def _truths(cells: pd.Series) -> Sequence[object]:
    for row, cell in enumerate(found := cells.tolist()):
        if not isinstance(cell, bool | np.bool_):
            raise _UnfitCellError(row, cell, "truth")
    return [bool(cell) for cell in found]


def _days(cells: pd.Series) -> Sequence[object]:
    for row, day in enumerate(days := _days_or_none(cells)):
        if day is None:
            raise _UnfitCellError(row, None, "day")
    return days


def _days_or_none(cells: pd.Series) -> Sequence[object]:
    return [_day(row, cell) for row, cell in enumerate(cells.tolist())]


def _day(row: int, cell: object) -> dt.date | None:
    if cell is None or cell is pd.NaT or cell != cell:
        return None
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    raise _UnfitCellError(row, cell, "day")


def _parted(cells: pd.Series) -> Sequence[object]:
    return [
        cell
        if isinstance(cell, tuple)
        else tuple(part.strip() for part in str(text).split(";") if part.strip())
        for cell, text in zip(cells.tolist(), cells.fillna(""), strict=True)
    ]


def _quarters(cells: pd.Series) -> Sequence[object]:
    found = cells.tolist()
    known = {cell: Quarter.parse(cell) for cell in dict.fromkeys(found)}  # a series has each many times over
    return [known[cell] for cell in found]


_KNOWN: dict[object, _Read] = {
    str: _texts,
    float: _numbers,
    float | None: _numbers_or_none,
    int: _whole,
    bool: _truths,
    dt.date: _days,
    dt.date | None: _days_or_none,
    tuple[str, ...]: _parted,
    Quarter: _quarters,
}
