"""Give an executed notebook its forms: a web page, a PDF, the Typst source of that PDF."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from .. import media
from ..errors import BuildError
from ..media import Json
from .datafiles import DATA, edition_data

# We have run the notebook ourselves, so what our exhibits say stands as it is.
_OWN: Json = {"trust_fragments": True}


def to_html(notebook: NotebookNode, folder: Path | None = None) -> str:
    """Return the web edition; ``folder`` is where pictures named in Markdown are looked for."""
    from .html import HtmlReportExporter

    return HtmlReportExporter(**_OWN).from_notebook_node(notebook, _resources(folder))[0]


def to_pdf(notebook: NotebookNode, folder: Path | None = None) -> bytes:
    """Return the PDF edition, with its data attached: paper leaves out what is looked up."""
    from ..typeset import TypstPDFExporter

    travelling = {"attached": {DATA: (media.ZIP, edition_data(notebook))}}
    return _packed(TypstPDFExporter(**_OWN).from_notebook_node(notebook, _resources(folder) | travelling)[0])


def _packed(pdf: bytes) -> bytes:
    """Pack the small objects of a tagged PDF into streams: the same pages in a third of the bytes."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            compress_streams=True,
        )
    return out.getvalue()


def to_typst(notebook: NotebookNode, folder: Path | None = None) -> str:
    """Return the Typst source of the PDF, for whoever wants to see or change it."""
    from ..typeset import TypstExporter

    text, resources = TypstExporter(**_OWN).from_notebook_node(notebook, _resources(folder))
    if resources.get("outputs"):
        raise BuildError(
            "the Typst source of this report needs picture files beside it",
            valid="figures as SVG, which stand in the source itself",
            remedy="take the PDF, or jupyter nbconvert --to typst",
        )
    return text


def to_ipynb(notebook: NotebookNode) -> str:
    """Return the executed notebook itself."""
    text: str = nbformat.writes(notebook)
    return text + "\n"


def _resources(folder: Path | None) -> Json:
    return {"metadata": {"path": str(folder)}} if folder else {}


# Format → file of the edition and what writes it, in the order they are made.
FORMATS: dict[str, tuple[str, Callable[..., str | bytes]]] = {
    "html": ("report.html", to_html),
    "pdf": ("report.pdf", to_pdf),
    "typ": ("report.typ", to_typst),
}
