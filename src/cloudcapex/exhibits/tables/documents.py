"""The list of documents behind an edition, a paragraph a publisher, each document a link."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from ...facts.links import followed
from ..exhibit import typst_array, typst_string


@dataclass(frozen=True)
class Document:
    """What is printed for a document, and where it is."""

    text: str
    url: str


@dataclass(frozen=True)
class DocumentList:
    """Documents by publisher, newest first."""

    groups: tuple[tuple[str, tuple[Document, ...]], ...]
    kind: str = "documents"

    def html(self, alt: str, name: str) -> str:
        return "".join(
            f'<p class="cc-documents"><b>{escape(publisher)}</b>: {" · ".join(map(_link, documents))}</p>'
            for publisher, documents in self.groups
        )

    def typst(self, alt: str) -> str:
        groups = typst_array(
            f"(publisher: {typst_string(publisher)}, documents: "
            + typst_array(
                f"(text: {typst_string(d.text)}, url: {typst_string(d.url if followed(d.url) else '')})"
                for d in documents
            )
            + ")"
            for publisher, documents in self.groups
        )
        return f"document-list({groups})"


def _link(document: Document) -> str:
    if not followed(document.url):
        return escape(document.text)
    return f'<a href="{escape(document.url)}">{escape(document.text)}</a>'
