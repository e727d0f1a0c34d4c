"""Tables as values: cells that carry their filing, rendered once as HTML and as Typst."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Literal

from ...facts.links import followed
from ...language.seams import seamed
from ..exhibit import typst_array, typst_string
from .spark import Spark

_BREAKS_FROM = 9  # rows: a shorter table stays on one page
_JUDGED_FROM = 6  # rows: of fewer a column with one or two figures still says something
_FILLED = 1 / 3  # of its printed cells: a column with fewer is looked up

# The five kinds of missing, each with a mark of its own; the words stand in the notes of the table.
MISSING_MARKS = {
    "not_disclosed": "n/d",
    "not_entered": "n/e",
    "not_yet_filed": "n/y",
    "not_applicable": "–",
    "not_derivable": "n/c",
}


@dataclass(frozen=True)
class Cell:
    """One printed cell.

    Parameters
    ----------
    text : str
        What is printed.
    url : str
        The document the figure came from.
    marks : str
        Footnote letters: r restated, d derived, e estimated, s secondary source.
    kind : {'words', 'figure', 'missing', 'drawn'}
        Decides the alignment and the tone.
    hint : str
        What a pointer resting on the figure is told: the document's title.
    language : str
        That of the words where it is not the page's: a quotation keeps its own.
    spark : Spark, optional
        A small chart in the place of text.
    shortened : bool
        Whether a figure goes with fewer digits than its column, since rounding leaves no more true.
    """

    text: str
    url: str = ""
    marks: str = ""
    kind: Literal["words", "figure", "missing", "drawn"] = "words"
    hint: str = ""
    language: str = ""
    spark: Spark | None = None
    shortened: bool = False

    def plain(self) -> Cell:
        """The same cell without the letter d: a rate or a sum is computed by its nature."""
        return replace(self, marks=self.marks.replace("d", ""))

    def html(self, tag: str = "td", *, on_screen: bool = False, align: str = "") -> str:
        """Write the cell; it stands as its column does, and one in a column of words breaks as words do."""
        inner = self.spark.html() if self.spark else escape(self.text)
        if followed(self.url):
            title = f' title="{escape(self.hint)}"' if self.hint else ""
            inner = f'<a href="{escape(self.url)}"{title}>{inner}</a>'
        if self.marks:
            inner += f"<sup>{escape(self.marks)}</sup>"
        if tag == "th" and self.text:
            return f'<th scope="row">{inner}</th>'
        looks = {"words": [], "missing": ["cc-n", "cc-missing"]}.get(self.kind, ["cc-n"])
        own = "left" if self.kind == "words" else "right"
        stands = [f"cc-{align}"] if align not in ("", own) else []
        css = (
            f' class="{" ".join(names)}"' if (names := [*looks, *stands, *["cc-screen"] * on_screen]) else ""
        )
        lang = f' lang="{escape(self.language)}"' if self.language else ""
        return f"<td{css}{lang}>{inner}</td>"

    def typst(self) -> str:
        url = followed(self.url)
        drawn = f", spark: {self.spark.typst()}" if self.spark else ""
        return (
            f"(text: {typst_string(self.text)}, url: {typst_string(url)}, marks: {typst_string(self.marks)}, "
            f'kind: "{self.kind}"{drawn})'
        )


@dataclass(frozen=True)
class Column:
    """A column.

    Parameters
    ----------
    head : str
        Its heading.
    align : {'left', 'right', 'center'}
    share : float
        Of the width; 0 takes what the text needs.
    on_screen : bool
        The web page shows it and paper leaves it out.
    differing : bool
        Paper leaves it out, too, where all the rows that it prints say the same.
    """

    head: str
    align: Literal["left", "right", "center"] = "right"
    share: float = 0.0
    on_screen: bool = False
    differing: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of cells under headed columns.

    Parameters
    ----------
    columns : tuple of Column
        The first holds the names of the rows.
    rows : tuple of tuple of Cell
        One cell a column.
    total : bool
        The last row sums the others and is set apart.
    on_screen : frozenset of int
        Numbers of rows that the web page shows and paper leaves out.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: bool = False
    on_screen: frozenset[int] = frozenset()
    kind: str = "table"

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {number} has {len(row)} cells for {len(self.columns)} columns")

    @property
    def breaks(self) -> bool:
        """Whether it is long enough on paper to go over to the next page."""
        return len(self.rows) - len(self.on_screen) >= _BREAKS_FROM

    @property
    def all_on_screen(self) -> bool:
        """Whether paper leaves every row off."""
        return bool(self.rows) and len(self.on_screen) == len(self.rows)

    @property
    def unprinted(self) -> tuple[int, tuple[str, ...]]:
        """How many rows paper leaves off, and the heads of the columns it does."""
        return len(self.on_screen), tuple(c.head for _, c in self._shown if c.on_screen)

    @property
    def _shown(self) -> list[tuple[int, Column]]:
        """The columns in which something stands, each on the screen alone where paper prints nothing of it."""
        left_off = self._left_off
        return [
            (place, replace(c, on_screen=c.on_screen or place in left_off))
            for place, c in enumerate(self.columns)
            if not place or not self.rows or not _empty(self.rows, place)
        ]

    @property
    def _left_off(self) -> frozenset[int]:
        """The columns of which paper would print nothing, little more than that values are missing, or one thing alone."""
        printed = [row for number, row in enumerate(self.rows) if number not in self.on_screen]
        places = range(1, len(self.columns)) if printed else ()
        empty = {place for place in places if _empty(printed, place)}
        absent = {place for place in places if len(printed) > 1 and _absent(printed, place)}
        absent |= {place for place in places if len(printed) >= _JUDGED_FROM and _sparse(printed, place)}
        alike = {
            place
            for place in places
            if self.columns[place].differing and len({row[place] for row in printed}) == 1 < len(printed)
        }
        # A table of which nothing is known says so, column by column.
        return frozenset(empty if len(absent | empty) == len(places) else absent | empty) | alike

    def html(self, alt: str, name: str) -> str:
        # What explains comes last: on a phone the figures stand beside the names.
        shown = sorted(self._shown, key=lambda column: column[1].on_screen)
        head = "".join(head_html(c.head, c.align, c.on_screen) for _, c in shown)
        body = self.rows[:-1] if self.total else self.rows
        foot = f"<tfoot>{_row_html(self.rows[-1], shown)}</tfoot>" if self.total else ""
        rows = "".join(_row_html(row, shown, number in self.on_screen) for number, row in enumerate(body))
        return (
            f'<div class="cc-scroll" tabindex="0" role="group" aria-label="{escape(alt)}"><table class="cc-table">'
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>{foot}</table></div>"
        )

    def csv(self) -> str:
        """Return what the cells print as CSV text."""
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(c.head for c in self.columns)
        writer.writerows([cell.text for cell in row] for row in self.rows)
        return buffer.getvalue()

    @property
    def ends_in_table(self) -> bool:
        """Always: paper keeps its last rows with what stands under it."""
        return True

    def typst(self, alt: str, under: str = "none") -> str:
        places, columns = zip(*((place, c) for place, c in self._shown if not c.on_screen), strict=True)
        widths = typst_array(f"{c.share}fr" if c.share else "auto" for c in columns)
        aligns = typst_array(c.align for c in columns)
        heads = typst_array(typst_string(seamed(headed(c.head))) for c in columns)
        printed = [row for number, row in enumerate(self.rows) if number not in self.on_screen]
        rows = typst_array(typst_array(row[place].typst() for place in places) for row in printed)
        return f"data-table({widths}, {aligns}, {heads}, {rows}, total: {str(self.total).lower()}, under: {under})"


def _row_html(row: Sequence[Cell], shown: Sequence[tuple[int, Column]], on_screen: bool = False) -> str:
    cells = "".join(row[place].html(on_screen=c.on_screen, align=c.align) for place, c in shown[1:])
    css = ' class="cc-screen"' if on_screen else ""
    return f"<tr{css}>{row[0].html('th')}{cells}</tr>"


def _empty(rows: Sequence[Sequence[Cell]], place: int) -> bool:
    return not any(row[place].text or row[place].spark for row in rows)


def _absent(rows: Sequence[Sequence[Cell]], place: int) -> bool:
    return all(row[place].kind == "missing" or not (row[place].text or row[place].spark) for row in rows)


def _sparse(rows: Sequence[Sequence[Cell]], place: int) -> bool:
    """Whether row after row of a column says that a value is published and not in the data: that tells of the data alone."""
    lacking = sum(row[place].text == MISSING_MARKS["not_entered"] for row in rows)
    return lacking > (1 - _FILLED) * len(rows)


def headed(text: str) -> str:
    """Begin the head of a column with a capital, as all heads of a table do, whatever else its words are used for.

    Parameters
    ----------
    text : str
        Of a script with capitals or without.
    """
    return text[:1].upper() + text[1:]


def head_html(text: str, align: str, on_screen: bool = False) -> str:
    """Write the head of a column; one without words heads nothing and is a plain cell.

    Parameters
    ----------
    text : str
        Not escaped.
    align : {'left', 'right', 'center'}
    on_screen : bool
        Paper leaves the column out.
    """
    css = f"cc-{align} cc-screen" if on_screen else f"cc-{align}"
    return f'<th scope="col" class="{css}">{escape(seamed(headed(text)))}</th>' if text else "<td></td>"


def words(text: str, url: str = "") -> Cell:
    """Make a cell of words.

    Parameters
    ----------
    text : str
        Not escaped.
    url : str
        Of the document it links to; empty for none.
    """
    return Cell(text, url=url)


def missing(reason: str) -> Cell:
    """Make the cell of a value that is not there, with the mark of its reason."""
    return Cell(MISSING_MARKS.get(reason, "n/d"), kind="missing")
