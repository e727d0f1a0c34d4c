"""An exhibit of what its report gathers for it: claims, entries of a ledger, amounts told for several quarters.

A `Spec` shows one measure of some companies over quarters; a `Display` shows anything else that is found once and then
drawn, set in rows, annotated and sourced by functions of it. Where nothing is found it says so, once for all.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, Protocol, TypeVar

import pandas as pd

from ..language import Language
from ..metrics.points import Point
from ..statements import Statement
from .exhibit import Body, Exhibit
from .tables.table import Cell, Column, Table, words
from .voice import titled

R = TypeVar("R", contravariant=True)  # the report class: what any report can show, each can
N = TypeVar("N")  # a note
T = TypeVar("T")  # a row
F = TypeVar("F")  # what was gathered


class Speaker(Protocol):
    """What a note asks of the report whose companies it names."""

    language: Language

    def company(self, slug: str) -> str: ...

    def say(self, message: str, /, **values: object) -> str: ...


S = TypeVar("S", bound=Speaker)
Note = str | Callable[[R, Any], str | Iterable[str]]


@dataclass(frozen=True)
class Display(Generic[R]):
    """An exhibit of what is gathered.

    Parameters
    ----------
    key : str
        Names it: in the order of its page, in addresses, in the notebook.
    gather : callable
        Asks the report for what is shown; what is empty or None, or draws no value, is said to be absent.
    body : callable
        Draws it, or sets it in rows: `Columns`; or gives None where it cannot be shown.
    subtitle : str or callable
        Measure, unit and period; ``{unit}``, ``{quarter}`` and ``{day}`` are filled.
    message : callable
        The statement of the title.
    alt : str
        What a reader who cannot see it needs to know; ``{title}`` is filled.
    notes : str, callable, or tuple of these
        Messages, or functions of report and what was gathered that give one, several or nothing.
    row_notes : as notes
        Those on the rows of `Columns`: paper says them of the rows that it prints.
    points, data, sources : callable, optional
        Of report and what was gathered: the figures behind it, without it those of its columns; the rows of its CSV
        where those are no points; and documents that stand behind no figure.
    absent : str or callable
        What is said where nothing is found; without it what the report says, or the title.
    wide, tall : bool
        As in `Exhibit`.
    on_paper : bool or callable
        As in `Exhibit`; or of the report, where it depends on what is known.
    """

    key: str
    gather: Callable[[R], Any]
    body: Callable[[R, Any], Body | None]
    subtitle: str | Callable[[R], str]
    message: Callable[[R], Statement]
    alt: str
    notes: Note[R] | tuple[Note[R], ...] = ()
    row_notes: tuple[Note[R], ...] = ()
    points: Callable[[R, Any], Sequence[Point]] | None = None
    data: Callable[[R, Any], pd.DataFrame] | None = None
    sources: Callable[[R, Any], Iterable[str]] | None = None
    absent: str | Callable[[R], str] = ""
    wide: bool = True
    tall: bool = False
    on_paper: bool | Callable[[R], bool] = True

    @property
    def __name__(self) -> str:
        """Its key: what `shows` enters it under."""
        return self.key

    def __call__(self, report: Any) -> Exhibit:
        """Make the exhibit of a report."""
        found, title, places = self.gather(report), self.message(report), usual(report)
        subtitle, points = self.subtitle, self.points or getattr(self.body, "points", None)
        with titled(title):
            body = self.body(report, found) if found else None
        shown = body is not None
        exhibit: Exhibit = report.exhibit(
            self.key,
            title=title,
            subtitle=report.say(subtitle, **places) if isinstance(subtitle, str) else subtitle(report),
            body=body,
            points=points(report, found) if points and shown else [],
            data=self.data(report, found) if self.data and shown else None,
            extra_sources=tuple(self.sources(report, found)) if self.sources and found else (),
            alt=report.say(self.alt, title=title, **places),
            notes=self._said(report, found, found, places) if shown else [],
            paper_notes=self._said(report, found, self.body.on_paper(report, found), places)
            if shown and self.row_notes and isinstance(self.body, Columns)
            else None,
            absent=self._absent(report, title, places),
            wide=self.wide,
            tall=self.tall and shown,
            on_paper=self.on_paper(report) if callable(self.on_paper) else self.on_paper,
        )
        return exhibit

    def _said(self, report: R, found: object, rows: object, places: dict[str, object]) -> list[str]:
        asked = [*((note, found) for note in noted(self.notes)), *((note, rows) for note in self.row_notes)]
        return [told for note, of in asked for told in said(report, note, of, places)]

    def _absent(self, report: Any, title: Statement, places: dict[str, object]) -> str:
        why = self.absent or report.nothing_found
        if not isinstance(why, str):
            return why(report)
        return str(report.say(why, sentence=title, **places) if why else title)


def usual(report: Any) -> dict[str, object]:
    """Return what is filled in any message of an exhibit: unit and basis of amounts, quarters, the day it stands on."""
    language, basis = report.language, getattr(report, "basis_name", None)
    return {
        "unit": language.unit_name(getattr(report, "currency", "USD")),
        "basis": language.sentence(basis()) if basis else "",
        "first": report.quarters[0],
        "last": report.quarter,
        "quarter": report.quarter,
        "day": language.date(getattr(report, "day", report.as_of)),
    }


def when(holds: Callable[[R, Any], object], note: str) -> Callable[[R, Any], str]:
    """Make a note that stands only where something holds of what is shown.

    Parameters
    ----------
    holds : callable
        Of report and what was gathered.
    note : str
        A message, in which `usual` is filled.
    """

    def told(report: Any, found: Any) -> str:
        return report.say(note, **usual(report)) if holds(report, found) else ""

    return told


def naming(of: type[S], whom: Callable[[S, F], Iterable[str]], note: str) -> Callable[[S, F], str]:
    """Make a note that names companies, and stands only where there are any.

    Parameters
    ----------
    of : type
        The report class.
    whom : callable
        Of report and what was gathered: the slugs.
    note : str
        A message, in which ``{companies}`` and what `usual` gives are filled.

    Returns
    -------
    callable
        Of report and what was gathered: the words; empty where there is nobody to name.
    """

    def told(report: S, found: F) -> str:
        names = [report.company(slug) for slug in whom(report, found)]
        return report.say(note, **usual(report), companies=report.language.join(names)) if names else ""

    return told


def rows_as(*columns: str | tuple[str, str]) -> Callable[[object, Iterable[object]], pd.DataFrame]:
    """Make what gives an exhibit the rows of its CSV: some attributes of each row that it gathers.

    Parameters
    ----------
    *columns : str or (str, str)
        An attribute that the column is named after, or the column's name and the attribute.

    Returns
    -------
    callable
        Of report and rows: a frame with these columns.
    """
    named = dict((one, one) if isinstance(one, str) else one for one in columns)
    return lambda report, rows: pd.DataFrame(
        [[getattr(row, one) for one in named.values()] for row in rows], columns=list(named)
    )


def noted(notes: N | tuple[N, ...]) -> tuple[N, ...]:
    """Return the notes of an exhibit, of which one alone may stand by itself."""
    return notes if isinstance(notes, tuple) else (notes,)


def said(report: Any, note: Any, found: Any, places: dict[str, object]) -> Iterable[str]:
    """Say a note of an exhibit: one, several or nothing."""
    if isinstance(note, str):
        return [report.say(note, **places)]
    told = note(report, found)
    return [told] if isinstance(told, str) else told


@dataclass(frozen=True)
class Head(Generic[R]):
    """A column: its heading, and what stands in it of a row.

    Parameters
    ----------
    heading : str or callable
        A message, in which ``{unit}``, ``{quarter}`` and ``{day}`` are filled, or what the report calls it.
    cell : callable
        Of report and row: a cell, or its words.
    align : {'left', 'right', 'center'}
    share : float
        Of the width; 0 takes what the text needs.
    point : callable, optional
        The figure behind the cell.
    total : callable, optional
        What stands under the rows: a cell, or its words.
    on_screen, differing : bool
        As in `Column`.
    """

    heading: str | Callable[[R], str]
    cell: Callable[[R, Any], Cell | str]
    align: Literal["left", "right", "center"] = "left"
    share: float = 0.0
    point: Callable[[R, Any], Point] | None = None
    total: Callable[[R], Cell | str] | None = None
    on_screen: bool = False
    differing: bool = False

    def column(self, report: Any) -> Column:
        """Return the column that it heads."""
        if isinstance(self.heading, str):
            text = report.say(self.heading, **usual(report)) if self.heading else ""
        else:
            text = self.heading(report)
        return Column(text, self.align, self.share, self.on_screen, self.differing)


def figure(
    heading: str | Callable[[R], str],
    point: Callable[[R, Any], Point],
    write: Callable[[R, Point], Callable[[float], str]],
    share: float,
    *,
    computed: bool = False,
    total: Callable[[R], Cell | str] | None = None,
) -> Head[R]:
    """Return a column of figures, each linked to its newest document.

    Parameters
    ----------
    heading, share, total
        As in `Head`.
    point : callable
        Looks the figure of a row up.
    write : callable
        Of report and point: what writes its value.
    computed : bool
        Its figures are computed by their nature, and go without the letter that says so.
    """

    def cell(report: Any, row: Any) -> Cell:
        found = point(report, row)
        shown: Cell = report.cell(found, write(report, found))
        return shown.plain() if computed else shown

    return Head(heading, cell, "right", share, point, total)


class Columns(Generic[R]):
    """Rows as a table: a body that says of each column what stands in it.

    Parameters
    ----------
    *heads : Head or callable
        From left to right; a function gives those that a report decides.
    printed : callable, optional
        Of report and rows: the places of those that paper prints; it prints all without it.
    """

    def __init__(
        self,
        *heads: Head[R] | Callable[[R], Iterable[Head[R]]],
        printed: Callable[[R, Sequence[Any]], Iterable[int]] | None = None,
    ) -> None:
        self._asked = heads
        self._printed = printed

    def heads(self, report: R) -> list[Head[R]]:
        """Return the columns for a report."""
        return [h for asked in self._asked for h in ([asked] if isinstance(asked, Head) else asked(report))]

    def points(self, report: R, rows: Iterable[Any]) -> list[Point]:
        """Return the figures of the table, row by row."""
        heads = self.heads(report)
        return [h.point(report, row) for row in rows for h in heads if h.point]

    def on_paper(self, report: R, rows: Sequence[T]) -> list[T]:
        """Return the rows that paper prints."""
        return [rows[n] for n in sorted(self._printed(report, rows))] if self._printed else [*rows]

    def __call__(self, report: Any, rows: Iterable[Any]) -> Table:
        heads, rows = self.heads(report), list(rows)
        cells = [tuple(_cell(h.cell(report, row)) for h in heads) for row in rows]
        printed = set(self._printed(report, rows) if self._printed else range(len(rows)))
        summed = any(h.total for h in heads)
        if summed:
            cells.append(tuple(_cell(h.total(report) if h.total else "") for h in heads))
        return Table(
            tuple(h.column(report) for h in heads),
            tuple(cells),
            total=summed,
            on_screen=frozenset(range(len(rows))) - printed,
        )


def largest(most: int, size: Callable[[R, T], float]) -> Callable[[R, Sequence[T]], list[int]]:
    """Make what picks the rows that paper prints: the largest, then the first of those without a size.

    Parameters
    ----------
    most : int
        How many.
    size : callable
        Of report and row; NaN where it has none.

    Returns
    -------
    callable
        Of report and rows: the places of those that paper prints.
    """

    def printed(report: R, rows: Sequence[T]) -> list[int]:
        sizes = [size(report, row) for row in rows]
        by_size = sorted(range(len(rows)), key=lambda n: math.inf if math.isnan(sizes[n]) else -sizes[n])
        return by_size[:most]

    return printed


def newest(most: int) -> Callable[[object, Sequence[object]], range]:
    """Make what picks the rows that paper prints of those in the order of time: the last ones.

    Parameters
    ----------
    most : int
        How many.

    Returns
    -------
    callable
        Of report and rows: the places of those that paper prints.
    """
    return lambda report, rows: range(max(0, len(rows) - most), len(rows))


def across(
    keys: Callable[[R], Iterable[Any]], cell: Callable[[R, Any, Any], Cell | str]
) -> Callable[[R], list[Head[R]]]:
    """Make one column for each of some quarters or years, headed with it.

    Parameters
    ----------
    keys : callable
        Asks the report for them.
    cell : callable
        Of report, row and key: what stands there.
    """

    def headed(key: Any) -> Head[R]:
        return Head(lambda _: str(key), lambda report, row: cell(report, row, key), "right", 1.0)

    return lambda report: [headed(key) for key in keys(report)]


def _cell(shown: Cell | str) -> Cell:
    return words(shown) if isinstance(shown, str) else shown
