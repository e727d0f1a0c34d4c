"""Exhibits: frozen values that show themselves, once, as HTML, as Typst and as data."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path
from typing import Protocol, TypeGuard, runtime_checkable
from urllib.parse import quote

import pandas as pd

from .. import media
from ..errors import UsageError
from ..language import DEFAULT, unparted
from ..media import Json
from ..statements import Statement
from .proof import proof_html, statement_html
from .saved import save_picture
from .sources import Source, SourceLine
from .theme import css_definitions

# A page stays small: its CSV names the newest document of a figure, data.zip all of them.
_OFF_PAGE = ("sources", "fiscal_quarter")
_LEGEND = ' class="cc-legend"'


def typst_string(text: object) -> str:
    """Quote any text as a Typst string, so that nothing in it can act."""
    quoted = (
        unparted(str(text)).replace("\\", "\\\\").replace('"', '\\"').replace("\r", "").replace("\n", "\\n")
    )
    return f'"{quoted}"'


class Legend(str):
    """The note that explains marks: the same under many exhibits, and on paper printed under the first of them alone."""


def _note(text: str) -> str:
    return f"{'legend' if isinstance(text, Legend) else 'note'}({typst_string(text)})"


def typst_array(items: Iterable[str]) -> str:
    """Write Typst expressions as a Typst array, right also for none and one."""
    return "(" + "".join(f"{item}, " for item in items) + ")"


class Body(Protocol):
    """What stands inside an exhibit: a chart or a table."""

    @property
    def kind(self) -> str: ...

    def html(self, alt: str, name: str) -> str: ...

    def typst(self, alt: str) -> str: ...


@runtime_checkable
class Footed(Body, Protocol):
    """A body that may end in a table, whose last rows paper keeps with what stands under it."""

    @property
    def ends_in_table(self) -> bool: ...
    def typst(self, alt: str, under: str = "none") -> str: ...


def ends_in_table(body: Body) -> TypeGuard[Footed]:
    """Whether paper keeps the last rows of a body with what stands under it."""
    return isinstance(body, Footed) and body.ends_in_table


Bundle = Json  # what a notebook is shown: by MIME type, text or JSON


@runtime_checkable
class Tabular(Body, Protocol):
    """A body whose rows can be written into a file."""

    def csv(self) -> str: ...


@runtime_checkable
class Cut(Body, Protocol):
    """A body of which paper may leave off rows and columns."""

    @property
    def unprinted(self) -> tuple[int, tuple[str, ...]]: ...

    @property
    def breaks(self) -> bool: ...


@runtime_checkable
class Unprintable(Body, Protocol):
    """A body of which paper may print no row at all: a head alone would tell nothing."""

    @property
    def all_on_screen(self) -> bool: ...


@runtime_checkable
class Lettered(Body, Protocol):
    """A body that names its fonts itself, as drawings do."""

    def in_language(self, code: str) -> Body: ...


@dataclass(frozen=True)
class Exhibit:
    """One numbered chart or table with its message, its sources and its data.

    Parameters
    ----------
    number : int
        Place in the report, the same in every edition; 0 for one that has none, such as the scorecard.
    label : str
        That number in the language of the edition.
    title : Statement
        The message: what the data shows, as a computed sentence with its proof.
    subtitle : str
        Measure, unit, basis and period.
    body : Body
        A chart or a table.
    sources : tuple of Source
        At least one.
    alt : str
        What a reader who cannot see the body needs to know; never empty.
    data : DataFrame
        The figures shown, one row a figure; written into the edition as CSV.
    notes : tuple of str
        What must be known to read it right.
    source_line : SourceLine
        The computed line under the exhibit.
    wide : bool
        Takes the whole measure; two exhibits that are not wide stand side by side.
    tall : bool
        May break over pages (long tables only).
    key : str
        What an exhibit without a number is found by.
    on_paper : bool
        False for what is looked up rather than read: the PDF names it and says where it stands.
    left_off : str
        What paper says of that which only the web page shows.
    paper_notes : tuple of str, optional
        The notes of paper, where it shows less than the web page.
    language : str
        Of its words.

    Raises
    ------
    ValueError
        When there is no source or no alt text: such an exhibit cannot be made.
    """

    number: int
    label: str
    title: Statement
    subtitle: str
    body: Body
    sources: tuple[Source, ...]
    alt: str
    data: pd.DataFrame = field(compare=False)
    notes: tuple[str, ...] = ()
    source_line: SourceLine = field(default_factory=SourceLine)
    wide: bool = True
    tall: bool = False
    key: str = "scorecard"
    on_paper: bool = True
    left_off: str = ""
    paper_notes: tuple[str, ...] | None = None
    language: str = DEFAULT

    def __post_init__(self) -> None:
        if not self.sources:
            raise ValueError(f"exhibit {self.number} ({self.title.text!r}) has no source")
        if not self.alt.strip():
            raise ValueError(f"exhibit {self.number} ({self.title.text!r}) has no alt text")

    @property
    def anchor(self) -> str:
        return f"exhibit-{self.number}" if self.number else self.key.replace("_", "-")

    def csv(self, without: Sequence[str] = ()) -> str:
        """Return the exhibit's data as CSV text; floats in their shortest exact form, missing as empty.

        Parameters
        ----------
        without : sequence of str
            Columns to leave out.
        """
        data = self.data[[c for c in self.data.columns if c not in without]]
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(data.columns)
        for row in data.itertuples(index=False):
            writer.writerow(_plain(v) for v in row)
        return buffer.getvalue()

    def record(self) -> Json:
        """Return what the publishing side needs to know: JSON-ready, in a fixed order."""
        return {
            "number": self.number,
            "anchor": self.anchor,
            "kind": self.body.kind,
            "title": self.title.text,
            "subtitle": self.subtitle,
            "alt": self.alt,
            "notes": list(self.notes),
            "sources": [{"id": s.id, "title": s.title, "url": s.url} for s in self.sources],
            "csv": self.csv(),
            **({"cited": self.source_line.record()} if self._prints_sources else {}),
        }

    def html(self, *, lone: bool = False) -> str:
        """Write it for the web page; a lone one has its notes beside its body."""
        body = self.body.html(self.alt, self.anchor)
        colours = css_definitions(body)
        own = f' style="{colours}"' if colours else ""
        # Its title says all that the reason does.
        told = self.body.kind == "absence" and f">{escape(self.title.text)}<" in body
        kinds = {"cc-wide": self.wide, "cc-tall": self.tall, "cc-screen": not self.on_paper}
        kinds |= {"cc-told": told, "cc-lone": lone}
        classes = ["cc-exhibit", *(name for name, holds in kinds.items() if holds)]
        parts = [
            f'<figure class="{" ".join(classes)}" id="{self.anchor}" data-kind="{self.body.kind}"{own}>',
            f'<figcaption><span class="cc-number">{escape(self.label)}</span>'
            f'<span class="cc-title" role="heading" aria-level="3">{statement_html(self.title)}</span>'
            f'<span class="cc-subtitle">{escape(self.subtitle)}</span></figcaption>',
            proof_html([self.title]),
            f'<div class="cc-body">{body}</div>',
        ]
        if items := "".join(f"<li{css}>{escape(note)}</li>" for css, note in self._notes()):
            parts.append(f'<ul class="cc-notes">{items}</ul>')
        payload = quote(self.csv(_OFF_PAGE if "newest_source" in self.data.columns else ()), safe=" ,;:/")
        parts.append(
            f'<p class="cc-source">{self.source_line.html()} '
            f'<a class="cc-csv" download="{self.anchor}.csv" href="data:{media.CSV};charset=utf-8,{payload}">CSV</a></p>'
        )
        parts.append("</figure>")
        return "".join(parts)

    @property
    def _prints_sources(self) -> bool:
        """Whether paper has its line of sources, with a document to number."""
        return not self.is_line and bool(self.source_line.documents)

    @property
    def _is_emptied(self) -> bool:
        """Whether paper prints no row of its table."""
        return isinstance(self.body, Unprintable) and self.body.all_on_screen

    def _notes(self) -> list[tuple[str, str]]:
        """Notes of screen and paper, each marked where it is of one of them alone, and where it explains marks."""
        screen, paper = self.notes, (*[self.left_off] * bool(self.left_off), *self._paper_notes)
        marked = [
            (_LEGEND * isinstance(n, Legend) if n in paper else ' class="cc-screen"', n) for n in screen
        ]
        return marked + [(' class="cc-paper"', note) for note in paper if note not in screen]

    @property
    def _paper_notes(self) -> tuple[str, ...]:
        return self.notes if self.paper_notes is None else self.paper_notes

    @property
    def is_line(self) -> bool:
        """Whether paper has no more of it than a line, or none."""
        return not self.on_paper or self.body.kind == "absence" or self._is_emptied

    def typst(self, *, lone: bool = False) -> str:
        """Write it for paper; a lone one has its notes beside its body."""
        if not self.on_paper:
            # The dot stays with what stands before it.
            name = f"{self.label}\u00a0· {self.title.text}"
            return f"elsewhere({typst_string(name)})"
        name = f"anchor: {typst_string(self.anchor)}, label: {typst_string(self.label)}, title: {typst_string(self.title.text)}"
        if self.body.kind == "absence":
            return f"absent({name}, words: {self.body.typst(self.alt)})"
        if self._is_emptied:
            return f"absent({name}, words: {typst_string(self.left_off)})"
        notes = [n for n in (self.left_off, *self._paper_notes) if n]
        body = self.body
        drawn = f"under => {body.typst(self.alt, 'under')}" if ends_in_table(body) else body.typst(self.alt)
        return (
            f"exhibit({name}, subtitle: {typst_string(self.subtitle)}, "
            f"notes: {typst_array(map(_note, notes))}, source: {self.source_line.typst(typst_string)}, "
            f"tall: {str(self.tall or (isinstance(self.body, Cut) and self.body.breaks)).lower()}, "
            f"flows: {str(isinstance(getattr(self.body, 'paper', self.body), Cut)).lower()}, "
            f"{'lone: true, ' * lone}{drawn})"
        )

    def save(self, path: str | os.PathLike[str], *, size: str = "page") -> Path:
        """Write the exhibit as a picture, with its title, source and fonts.

        Parameters
        ----------
        path : path
            Ends in ``.png`` or ``.svg``; its folder exists. What stands there before is replaced.
        size : {'page', 'slide'}
            As wide as on a page, or a slide of sixteen to nine.

        Returns
        -------
        Path
            Of the file.

        Raises
        ------
        UsageError
            For another ending or size, a folder that is not there, or an exhibit too long for a picture.
        """
        if not self.on_paper:
            remedy = "csv() returns its figures as text"
            raise UsageError(f"{self.label} is looked up rather than read: it has no picture", remedy=remedy)
        # The page numbers its documents; where there is no list of them, the line names them.
        alone = replace(self, source_line=SourceLine(str(self.source_line)))
        return save_picture(alone.typst(), path, language=self.language, wide=self.wide, size=size)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return {
            media.PLAIN: f"{self.label}: {self.title.text}",
            media.HTML: self.html(),
            media.TYPST: "#" + self.typst(),
            media.EXHIBIT: self.record(),
            media.PROOFS: records_of([self.title]),
        }


@dataclass(frozen=True)
class Passage:
    """Computed sentences: a finding, a method note, a list of documents."""

    paragraphs: tuple[Statement | str, ...]
    style: str = "finding"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        text = [p for p in self.paragraphs if str(p)]
        return {
            media.PLAIN: "\n".join(map(str, text)),
            media.HTML: "".join(
                f'<p class="cc-{self.style}">{statement_html(p)}</p>{proof_html([p])}' for p in text
            ),
            media.TYPST: "".join(f"#{self.style}({typst_string(p)})\n" for p in text),
            media.PROOFS: records_of(text),
        }


def records_of(told: Iterable[Statement | str]) -> list[dict[str, object]]:
    """Return the proofs of the sentences that claim something."""
    return [record for s in told if isinstance(s, Statement) for record in s.records()]


def _plain(value: object) -> object:
    if value is None or (not isinstance(value, (str, bool)) and pd.isna(value)):  # type: ignore[call-overload]
        return ""
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e16 else repr(float(value))
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return value
