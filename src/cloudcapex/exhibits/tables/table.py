"""Tables as values: cells that carry their filing, rendered once as HTML and as Typst."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Literal

from ..exhibit import typst_array, typst_string
from ..links import followed

_BREAKS_FROM = 7  # rows: a shorter table stays on one page

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
    kind : {'words', 'figure', 'missing'}
        Decides the alignment and the tone.
    hint : str
        What a pointer resting on the figure is told: the document's title.
    language : str
        That of the words where it is not the page's: a quotation keeps its own.
    anchor : str
        Of the head of a row: what an address within the page names it by.
    """

    text: str
    url: str = ""
    marks: str = ""
    kind: Literal["words", "figure", "missing"] = "words"
    hint: str = ""
    language: str = ""
    anchor: str = ""

    def plain(self) -> Cell:
        """The same cell without the letter d: a rate or a sum is computed by its nature."""
        return replace(self, marks=self.marks.replace("d", ""))

    def html(self, tag: str = "td") -> str:
        inner = escape(self.text)
        if followed(self.url):
            title = f' title="{escape(self.hint)}"' if self.hint else ""
            inner = f'<a href="{escape(self.url)}"{title}>{inner}</a>'
        if self.marks:
            inner += f"<sup>{escape(self.marks)}</sup>"
        if tag == "th":
            anchor = f' id="{escape(self.anchor)}"' if self.anchor else ""
            return f'<th scope="row"{anchor}>{inner}</th>'
        css = {"words": "", "figure": ' class="cc-n"', "missing": ' class="cc-n cc-missing"'}[self.kind]
        lang = f' lang="{escape(self.language)}"' if self.language else ""
        return f"<td{css}{lang}>{inner}</td>"

    def typst(self) -> str:
        url = followed(self.url)
        return (
            f"(text: {typst_string(self.text)}, url: {typst_string(url)}, marks: {typst_string(self.marks)}, "
            f'kind: "{self.kind}")'
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
    """

    head: str
    align: Literal["left", "right", "center"] = "right"
    share: float = 0.0
    on_screen: bool = False


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
    def unprinted(self) -> tuple[int, tuple[str, ...]]:
        """How many rows paper leaves off, and the heads of the columns it does."""
        return len(self.on_screen), tuple(c.head for c in self.columns if c.on_screen)

    def html(self, alt: str, name: str) -> str:
        head = "".join(f'<th scope="col" class="cc-{c.align}">{escape(c.head)}</th>' for c in self.columns)
        body = self.rows[:-1] if self.total else self.rows
        foot = f"<tfoot>{_html_row(self.rows[-1])}</tfoot>" if self.total else ""
        return (
            f'<div class="cc-scroll" tabindex="0" role="region" aria-label="{escape(alt)}"><table class="cc-table">'
            f"<thead><tr>{head}</tr></thead><tbody>{''.join(map(_html_row, body))}</tbody>{foot}</table></div>"
        )

    def csv(self) -> str:
        """Return what the cells print as CSV text."""
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(c.head for c in self.columns)
        writer.writerows([cell.text for cell in row] for row in self.rows)
        return buffer.getvalue()

    def typst(self, alt: str) -> str:
        columns = [c for c in self.columns if not c.on_screen]
        widths = typst_array(f"{c.share}fr" if c.share else "auto" for c in columns)
        aligns = typst_array(c.align for c in columns)
        heads = typst_array(typst_string(c.head) for c in columns)
        printed = [row for number, row in enumerate(self.rows) if number not in self.on_screen]
        cells = (
            [cell for c, cell in zip(self.columns, row, strict=True) if not c.on_screen] for row in printed
        )
        rows = typst_array(typst_array(cell.typst() for cell in row) for row in cells)
        return f"data-table({widths}, {aligns}, {heads}, {rows}, total: {str(self.total).lower()})"


def _html_row(row: Sequence[Cell]) -> str:
    return "<tr>" + row[0].html("th") + "".join(cell.html() for cell in row[1:]) + "</tr>"


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
