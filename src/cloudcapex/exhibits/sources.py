"""The documents behind an exhibit, and the line under it that names the main ones: by name on the web, by number on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from ..facts.links import followed
from ..media import Json

# Stands for the documents in the words of a line.
PLACE = "\x00"


@dataclass(frozen=True)
class Source:
    """One document behind an exhibit.

    Parameters
    ----------
    id, title, url : str
        Of the table of sources; an empty address where it has none.
    name : str
        Who published what on which day: as a line names it.
    """

    id: str
    title: str
    url: str = ""
    name: str = ""


@dataclass(frozen=True)
class SourceLine:
    """The line under an exhibit.

    Parameters
    ----------
    bare : str
        Its words where no document is named.
    whole, partly : str
        Its words with `PLACE` for the documents, where those named are all there are, and where there are others.
    documents : tuple of Source
        Those that carry the exhibit's main figures, the foremost first.
    others : bool
        Whether it stands on more than those.
    separator : str
        Between two names, as the language lists them.
    """

    bare: str = ""
    whole: str = PLACE
    partly: str = PLACE
    documents: tuple[Source, ...] = ()
    others: bool = False
    separator: str = ", "

    def __str__(self) -> str:
        return self._filled(self.separator.join(d.name for d in self.documents))

    def html(self) -> str:
        """Return the line with a link to each document that has an address."""
        return self._filled(self.separator.join(map(_link, self.documents)), escape)

    def record(self) -> Json:
        """Return the parts of the line, for a page that numbers its documents: JSON-ready."""
        return {
            "bare": self.bare,
            "whole": self.whole.split(PLACE),
            "partly": self.partly.split(PLACE),
            "documents": [{"id": d.id, "name": d.name} for d in self.documents],
            "others": self.others,
        }

    def typst(self, quoted: Callable[[object], str]) -> str:
        """Return the call of the template's ``source-line``, its texts quoted; ``none`` for no words."""
        if not self.bare:
            return "none"
        words = (
            f"{name}: ({', '.join(map(quoted, text.split(PLACE)))})"
            for name, text in (("whole", self.whole), ("partly", self.partly))
        )
        documents = "".join(
            f"(id: {quoted(d.id)}, name: {quoted(d.name)}, url: {quoted(d.url if followed(d.url) else '')}), "
            for d in self.documents
        )
        others = str(self.others).lower()
        return f"source-line({', '.join(words)}, bare: {quoted(self.bare)}, others: {others}, documents: ({documents}))"

    def _filled(self, documents: str, written: Callable[[str], str] = str) -> str:
        if not documents:
            return written(self.bare)
        words = self.partly if self.others else self.whole
        return documents.join(map(written, words.split(PLACE)))


def _link(document: Source) -> str:
    name = escape(document.name)
    return f'<a href="{escape(document.url)}">{name}</a>' if followed(document.url) else name


def unique_sources(found: Sequence[Source]) -> tuple[Source, ...]:
    """Sources without repeats, in order of their id."""
    return tuple(sorted({s.id: s for s in found}.values(), key=lambda s: s.id))
