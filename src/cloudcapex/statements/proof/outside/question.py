"""What a reader is asked, what it answers, and the list of readers."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ....errors import UsageError, near
from ....periods import Quarter


@dataclass(frozen=True)
class OperandName:
    """What an operand names.

    Parameters
    ----------
    measure : str
        As it is named: ``labs.revenue_run_rate``.
    of : str
        Whose: a member's name or the id of a row.
    when : str
        A quarter, a day or a year.
    as_of : str or None
        Day of the edition; None for all that is known.
    parameters : mapping
        Of the edition.
    """

    measure: str
    of: str
    when: str
    as_of: str | None
    parameters: Mapping[str, Any]

    @property
    def what(self) -> str:
        """The name after the dot."""
        return self.measure.partition(".")[2]

    @property
    def day(self) -> dt.date:
        """The day it is about: the last one of a quarter or year."""
        if len(self.when) == 4:
            return dt.date(int(self.when), 12, 31)
        return Quarter.parse(self.when).end if "Q" in self.when else dt.date.fromisoformat(self.when)


@dataclass(frozen=True)
class Tellable:
    """A value that may be told: a number in whole units, or a word; with the documents that tell it.

    ``low`` and ``high`` are given where what it is made of is rounded: between them it lies. ``about`` are the days,
    months, quarters and years (in ISO, or as ``2026Q2``), companies and measures that words may name with it beside those
    it was asked for. ``basis`` and ``evidence`` are its row's; of what has no row of its own, empty: it is as good as its documents.
    ``promised`` says that some of the money was bound to come, and not there yet.
    """

    value: float | str
    unit: str
    sources: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    about: tuple[str, ...] = ()
    basis: str = ""
    evidence: str = ""
    promised: bool = False


Reader = Callable[[OperandName], list[Tellable]]
OUTSIDE: dict[str, Reader] = {}


def outside(*names: str) -> Callable[[Reader], Reader]:
    """Put a reader on the list; a name that ends in ``.*`` is any of its table."""

    def put(reader: Reader) -> Reader:
        OUTSIDE.update(dict.fromkeys(names, reader))
        return reader

    return put


def find(measure: str, readers: Mapping[str, Reader], others: Iterable[str] = ()) -> Reader:
    """Return the reader of a measure.

    Raises
    ------
    UsageError
        With near names, for a measure that neither a series (``others``) nor a table has.
    """
    found = readers.get(measure) or readers.get(f"{measure.partition('.')[0]}.*")
    if found is None:
        close = near(measure, [*others, *readers])
        remedy = f"did you mean {' or '.join(close)}?" if close else "name one that series or a table has"
        raise UsageError(f"unknown measure {measure!r}", remedy=remedy)
    return found


def readings(rows: pd.DataFrame, value: str, unit: str) -> list[Tellable]:
    """Return the values of a column, those that are there, each with document, basis and evidence of its row."""
    none = [""] * len(rows)
    bases, grades = (rows.get(name, none) for name in ("basis", "evidence"))
    return [
        Tellable(float(v), str(u), (str(source),), basis=str(basis), evidence=str(grade))
        for v, u, source, basis, grade in zip(
            rows[value], rows[unit], rows["source_id"], bases, grades, strict=True
        )
        if math.isfinite(v)
    ]
