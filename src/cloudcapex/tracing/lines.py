"""A trace line by line: as text, as a table in a page or a frame, and whatever stands in one as JSON."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from html import escape

import pandas as pd

from ..facts.links import followed
from ..facts.rows import SourceRow
from ..periods import Quarter

COLUMNS = [
    "level",
    "kind",
    "what",
    "period",
    "value",
    "unit",
    "source_id",
    "accession",
    "form",
    "filed",
    "url",
    "note",
]


@dataclass(frozen=True)
class TraceLine:
    """One line of a trace.

    Attributes
    ----------
    level : int
        How deep it stands.
    kind : str
        ``figure`` (computed), ``fact`` (a period as a document stated it), ``first reported``, ``restated``, ``correction``,
        ``held`` and ``document`` (where a figure is missing: what is known instead, and where to look), ``definition``.
    what, period : str
        Whose value, of when.
    value : float
        In whole units of ``unit``; NaN where the line has none.
    document : SourceRow, optional
        Where it stands.
    known : date, optional
        The day it was told there; that of the document where none is given.
    note : str
        What else there is to say.
    """

    level: int
    kind: str
    what: str
    period: str = ""
    value: float = math.nan
    unit: str = ""
    document: SourceRow | None = None
    known: dt.date | None = None
    note: str = ""

    @property
    def day(self) -> str:
        """The day it was told; empty where there is none."""
        document = self.document
        return str(self.known or (document and (document.filed or document.published)) or "")

    @property
    def digits(self) -> str:
        """The value: an amount in whole units, a share as a fraction; empty where there is none."""
        if not math.isfinite(self.value):
            return ""
        return f"{int(self.value):,}" if self.value.is_integer() else f"{self.value:,.12g}"

    @property
    def amount(self) -> str:
        """The value with its unit; empty where there is none."""
        return f"{self.digits} {self.unit}".strip() if self.digits else ""

    @property
    def called(self) -> str:
        """The document by its form and accession, or by its title where it has none."""
        document = self.document
        if document is None:
            return ""
        return f"{document.form} {document.accession}".strip() if document.accession else document.title

    @property
    def cited(self) -> str:
        """The document and the day."""
        return ", ".join(part for part in (self.called, self.day) if part)

    @property
    def url(self) -> str:
        """The address of the document, where it is one of the web."""
        return followed(self.document.url) if self.document else ""

    def cells(self) -> tuple[object, ...]:
        """Return the line as a row of `COLUMNS`, empty texts where it says nothing."""
        document = self.document
        where = (document.source_id, document.accession, document.form) if document else ("", "", "")
        said = (self.level, self.kind, self.what, self.period, self.value, self.unit)
        return (*said, *where, self.day, self.url, self.note)


def frame_of(lines: Iterable[TraceLine]) -> pd.DataFrame:
    """Return lines as a frame, one a row.

    Returns
    -------
    DataFrame
        The columns `COLUMNS`; ``value`` is in whole units of ``unit``, NaN where a line has none.
    """
    return pd.DataFrame([line.cells() for line in lines], columns=COLUMNS)


def text_of(lines: Iterable[TraceLine]) -> str:
    """Write lines as text for a terminal, the deeper ones set in, each with the address of its document."""
    return "\n".join(_text(line) for line in lines)


def _text(line: TraceLine) -> str:
    said = " · ".join(part for part in (line.amount, line.cited, line.url, line.note) if part)
    head = f"{line.what} {line.period}".rstrip()
    return f"{'  ' * line.level}{head}: {said}" if said else f"{'  ' * line.level}{head}"


_LEFT = "text-align: left; vertical-align: top"
_WHOLE = "white-space: nowrap"  # a day or an accession that breaks at its hyphens is hard to read


def html_of(lines: Sequence[TraceLine]) -> str:
    """Write lines as a table for a page of HTML; every text in it is escaped, and only addresses of the web are links."""
    heads = "".join(f'<th style="{_LEFT}">{name}</th>' for name in ("What", "Value", "Document", "Note"))
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(map(_row, lines))}</tbody></table>"


def _row(line: TraceLine) -> str:
    accession = line.document.accession if line.document else ""
    cells = (
        (f"{_LEFT}; {_WHOLE}; padding-left: {line.level + 0.5}em", _head(line)),
        (f"text-align: right; vertical-align: top; {_WHOLE}", escape(line.amount)),
        (f"{_LEFT}; {_WHOLE}" if accession else _LEFT, _link(line)),
        (_LEFT, escape(line.note)),
    )
    written = "".join(f'<td style="{style}">{content}</td>' for style, content in cells)
    return f"<tr>{written}</tr>"


def _head(line: TraceLine) -> str:
    head = escape(f"{line.what} {line.period}".rstrip())
    return f"<b>{head}</b>" if line.level == 0 and line.kind == "figure" else head


def _link(line: TraceLine) -> str:
    cited = escape(line.cited)
    return f'<a href="{escape(line.url)}">{cited}</a>' if line.url else cited


def record_of(value: object) -> object:
    """Return whatever stands in a trace as JSON has it: null where missing, whole numbers without a point."""
    match value:
        case Enum():
            return value.value
        case dt.date() | Quarter():
            return str(value)
        case float():
            return (int(value) if value.is_integer() else value) if math.isfinite(value) else None
        case tuple():
            return [record_of(one) for one in value]
    if dataclasses.is_dataclass(value):
        return {f.name: record_of(getattr(value, f.name)) for f in dataclasses.fields(value)}
    return value
