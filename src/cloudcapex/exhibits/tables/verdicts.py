"""A table of verdicts: each worry with its state, the number against its limit, and the figures behind it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from ...facts.links import followed
from ...statements import Statement
from ..exhibit import typst_array, typst_string
from ..proof import proof_html, statement_html
from .table import head_html, headed


@dataclass(frozen=True)
class Figure:
    """One printed figure that links to its document.

    Parameters
    ----------
    text : str
        Whose it is and what it is.
    url, hint : str
        The document and its title; empty where the figure is missing.
    marks : str
        Footnote letters, as in `Cell`.
    lead : str
        What is printed before it, for the first of a kind.
    """

    text: str
    url: str = ""
    hint: str = ""
    marks: str = ""
    lead: str = ""

    @property
    def link(self) -> str:
        return followed(self.url)

    def html(self) -> str:
        inner = escape(self.text)
        if self.link:
            title = f' title="{escape(self.hint)}"' if self.hint else ""
            inner = f'<a href="{escape(self.link)}"{title}>{inner}</a>'
        marks = f"<sup>{escape(self.marks)}</sup>" if self.marks else ""
        lead = f'<span class="cc-lead">{escape(self.lead)}</span> ' if self.lead else ""
        return f"{lead}{inner}{marks}"

    def typst(self) -> str:
        return (
            f"(text: {typst_string(self.text)}, url: {typst_string(self.link)}, "
            f"marks: {typst_string(self.marks)}, lead: {typst_string(self.lead)})"
        )


MOST_ON_PAPER = 4  # of the figures behind a verdict; the web page has all


@dataclass(frozen=True)
class ThesisRow:
    """One row: a worry and what this quarter says of it.

    Parameters
    ----------
    statement, origin : str
        The worry, and where it was raised.
    state, mark : str
        The state's key (for its colour) and its mark.
    told : Statement
        The state in words, and since when.
    number : Figure
        The number that is judged, or why there is none.
    limits : str
        When the worry holds and when it is resolved.
    measure : str
        What is measured.
    figures : tuple of Figure
        What the number rests on.
    rest : str
        How many of them paper leaves to the web page; empty for none.
    """

    statement: str
    origin: str
    state: str
    told: Statement
    mark: str
    number: Figure
    limits: str
    measure: str
    figures: tuple[Figure, ...]
    rest: str = ""


@dataclass(frozen=True)
class VerdictTable:
    """Verdicts under four heads: worry, state, test, figures."""

    heads: tuple[str, str, str, str]
    rows: tuple[ThesisRow, ...]
    kind: str = "table"

    def html(self, alt: str, name: str) -> str:
        head = "".join(head_html(h, "left") for h in self.heads)
        return (
            f'<div class="cc-scroll" tabindex="0" role="group" aria-label="{escape(alt)}">'
            f'<table class="cc-table cc-verdicts"><thead><tr>{head}</tr></thead>'
            f"<tbody>{''.join(map(_html, self.rows))}</tbody></table></div>"
        )

    def typst(self, alt: str) -> str:
        heads = typst_array(typst_string(headed(h)) for h in self.heads)
        return f"verdict-table({heads}, {typst_array(map(_typst, self.rows))})"


def _html(row: ThesisRow) -> str:
    figures = " · ".join(f"<span>{f.html()}</span>" for f in row.figures)
    # A reason in words is read, not weighed like a number.
    number = f"<b>{row.number.html()}</b>" if row.limits and row.number.url else f"<p>{row.number.html()}</p>"
    limits = f"<small>{escape(row.limits)}</small>" if row.limits else ""
    return (
        f'<tr><th scope="row"><b>{escape(row.statement)}</b><small>{escape(row.origin)}</small></th>'
        f'<td><span class="cc-state cc-state-{escape(row.state.replace("_", "-"))}">'
        f'<span aria-hidden="true">{escape(row.mark)}</span> {statement_html(row.told)}</span>'
        f"{proof_html([row.told])}</td>"
        f"<td>{number}{limits}<small>{escape(row.measure)}</small></td>"
        f"<td>{figures}</td></tr>"
    )


def _typst(row: ThesisRow) -> str:
    words = {
        name: typst_string(getattr(row, name))
        for name in ("statement", "origin", "state", "told", "mark", "limits", "measure")
    }
    parts = [f"{name}: {value}" for name, value in words.items()]
    printed = row.figures[:MOST_ON_PAPER] + ((Figure(row.rest),) if row.rest else ())
    figures = typst_array(f.typst() for f in printed)
    return f"({', '.join(parts)}, number: {row.number.typst()}, figures: {figures})"
