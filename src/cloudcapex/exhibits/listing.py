"""Reference tables of the back matter: lists and no exhibits, so without a number."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from .. import media
from .exhibit import Body, Bundle, Tabular, typst_array, typst_string


@dataclass(frozen=True)
class Listing:
    """An unnumbered reference table of the back matter, under a heading of its own.

    Parameters
    ----------
    title : str
        Its heading.
    body : Body
        The table.
    alt : str
        What a reader who cannot see it needs to know.
    notes : tuple of str
        Under the table.
    more : tuple of str
        Words and the address that they lead to on the web page, of an edition beside this one; none for none.
    on_paper : bool
        False for what is looked up rather than read, as in `Exhibit`.
    file : str
        Name of its file in the edition's data, without an ending; empty for what stands there anyway.
    cited : str
        Heading of the documents that source lines number, which paper prints in the place of all; empty for none.
    """

    title: str
    body: Body
    alt: str
    notes: tuple[str, ...] = ()
    more: tuple[str, str] | tuple[()] = ()
    on_paper: bool = True
    file: str = ""
    cited: str = ""

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        listed: Bundle = (
            {media.LISTING: {"file": self.file, "csv": self.body.csv()}}
            if self.file and isinstance(self.body, Tabular)
            else {}
        )
        notes = "".join(f"<li>{escape(n)}</li>" for n in self.notes)
        if self.more:
            text, address = self.more
            notes += f'<li><a href="{escape(address)}">{escape(text)}</a></li>'
        return {
            media.PLAIN: self.title,
            media.HTML: (
                (f'<p class="cc-cited cc-paper"><b>{escape(self.cited)}</b></p>' if self.cited else "")
                + f'<section class="cc-listing{"" if self.on_paper else " cc-screen"}"><h3>{escape(self.title)}</h3>{self.body.html(self.alt, "listing")}'
                + (f'<ul class="cc-notes">{notes}</ul>' if notes else "")
                + "</section>"
            ),
            media.TYPST: self._typst(),
            **listed,
        }

    def _typst(self) -> str:
        if not self.on_paper:
            cited = f"#cited-list({typst_string(self.cited)})" if self.cited else ""
            return f"{cited}#elsewhere({typst_string(self.title)})"
        return (
            f"#listing(title: {typst_string(self.title)}, notes: {typst_array(map(typst_string, self.notes))}, "
            f"{self.body.typst(self.alt)})"
        )
