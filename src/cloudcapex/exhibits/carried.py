"""Figures as exhibits print them: a computed rate with the digits that its operands carry."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from ..language import ColumnWriter, Language
from ..metrics.points import Point


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


def rounded_note(language: Language, shown: Sequence[Point], frame: pd.DataFrame) -> str:
    """Explain the mark of rates that rounding leaves open, where the rows of an exhibit give the bounds of any.

    Parameters
    ----------
    language : Language
        The reader's.
    shown : sequence of Point
        What the exhibit shows.
    frame : DataFrame
        Its CSV, with ``low`` and ``high`` where rows have bounds.

    Returns
    -------
    str
        Empty where there is nothing to explain.
    """
    if "low" not in frame or not any(p.wide for p in shown):
        return ""
    return language.say(
        "≈, and a hollow mark on a line of rates: computed from rounded figures, which leave the rate open by half "
        "a point or more. The CSV says between which it lies."
    )
