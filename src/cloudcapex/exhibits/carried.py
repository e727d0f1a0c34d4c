"""Figures as exhibits print them: a computed rate with the digits that its operands carry."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import pandas as pd

from ..language import ColumnWriter, Language
from ..language.written import ABOUT
from ..metrics.points import Point
from .tables.table import Cell, Table

_AFTER_POINT = re.compile(r"\.(\d+)")


def writes_point(point: Point, write: Callable[[float], str]) -> Callable[[float], str]:
    """Return what writes the value of a point.

    Parameters
    ----------
    point : Point
        Known.
    write : callable
        What writes every value at its place.

    Returns
    -------
    callable
        The same for what is stated; of a share that is computed as many digits as the rounding of its operands leaves
        true, with a mark where it leaves none.
    """
    if point.unit != "share" or point.basis == "reported" or not isinstance(write, ColumnWriter):
        return write
    return write.within(*point.bounds)


def writes_newest(row: Sequence[Point], write: Callable[[float], str]) -> Callable[[float], str]:
    """Return what writes the newest known value of a row, see `writes_point`.

    Parameters
    ----------
    row : sequence of Point
        In the order of time.
    write : callable
        What writes every value at its place.

    Returns
    -------
    callable
        ``write`` itself where nothing in the row is known.
    """
    newest = next((p for p in reversed(row) if p.known), None)
    return writes_point(newest, write) if newest else write


def print_point(point: Point, write: Callable[[float], str]) -> str:
    """Print the value of a point, see `writes_point`.

    Parameters
    ----------
    point : Point
        Known.
    write : callable
        What writes every value at its place.
    """
    return writes_point(point, write)(point.value)


def cell_of_point(cell: Cell, point: Point, write: Callable[[float], str]) -> Cell:
    """Print the value of a point in a cell that links to its document, see `print_point`.

    Parameters
    ----------
    cell : Cell
        Without words.
    point : Point
        Known.
    write : callable
        What writes every value at its place.

    Returns
    -------
    Cell
        Which says whether the figure has fewer digits after the point than others at its place, and no mark.
    """
    text = print_point(point, write)
    shortened = ABOUT not in text and _digits(text) < _digits(write(point.value))
    return replace(cell, text=text, shortened=shortened)


def _digits(text: str) -> int:
    found = _AFTER_POINT.search(text)
    return len(found[1]) if found else 0


def _mixed(column: Sequence[Cell]) -> bool:
    """Whether a figure of a column was left with fewer digits than another one has."""
    most = max(_digits(cell.text) for cell in column)
    return any(cell.shortened and _digits(cell.text) < most for cell in column)


def _open(language: Language, body: object) -> list[str]:
    """Explain the mark of a rate that rounding leaves open: of a table only where one stands in it."""
    if not isinstance(body, Table):
        return [
            language.say(
                "≈, and a hollow mark on a line of rates: computed from rounded figures, which leave the rate open by half "
                "a point or more. The CSV gives both ends."
            )
        ]
    if not any(ABOUT in cell.text for row in body.rows for cell in row):
        return []
    return [
        language.say(
            "≈ computed from rounded figures, which leave the rate open by half a point or more. The CSV gives both ends."
        )
    ]


def rounding_notes(
    language: Language, shown: Sequence[Point], frame: pd.DataFrame, body: object
) -> tuple[str, ...]:
    """Explain what rounding does to the figures of an exhibit.

    Parameters
    ----------
    language : Language
        The reader's.
    shown : sequence of Point
        What the exhibit shows.
    frame : DataFrame
        Its CSV, with ``low`` and ``high`` where rows have bounds.
    body : object
        Its table or drawing.

    Returns
    -------
    tuple of str
        On the mark of rates that rounding leaves open, and on figures with fewer digits than their column; nothing
        where there is nothing to explain.
    """
    said = []
    if "low" in frame and any(p.wide for p in shown):
        said += _open(language, body)
    if isinstance(body, Table) and any(map(_mixed, zip(*body.rows, strict=True))):
        said.append(
            language.say(
                "A figure with fewer digits than its column: rounding of what it is computed from leaves no more true."
            )
        )
    return tuple(said)
