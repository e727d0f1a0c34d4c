"""The kinds of content that outputs, pictures and documents are of, by their names of RFC 6838."""

from __future__ import annotations

import base64
from typing import Any

Json = dict[str, Any]  # an object of a JSON document: a manifest, a bundle, a cell of a notebook

PLAIN = "text/plain"
HTML = "text/html"
MARKDOWN = "text/markdown"
LATEX = "text/latex"
CSV = "text/csv"
TYPST = "text/vnd.typst"
JSON = "application/json"
PDF = "application/pdf"
ZIP = "application/zip"

SVG = "image/svg+xml"
PNG = "image/png"
JPEG = "image/jpeg"
GIF = "image/gif"
WEBP = "image/webp"
TTF = "font/ttf"
WOFF2 = "font/woff2"

# Our own: what an exhibit is, for the manifest; the proofs of an output's sentences, with the keys of STATEMENTS.
EXHIBIT = "application/vnd.cloudcapex.exhibit+json"
PROOFS = "application/vnd.cloudcapex.statements+json"
# A table of the back matter as a file of the edition's data: ``file``, its name without an ending, and ``csv``.
LISTING = "application/vnd.cloudcapex.listing+json"
# Names that no line of the document parts, as a list of texts; one output tells them.
NAMES = "application/vnd.cloudcapex.names+json"
# The sentences of a Markdown output that carry a proof: objects with ``id``, ``text`` and ``proof``, its HTML.
MARKED = "application/vnd.cloudcapex.marked+json"

# What stands beside a picture or a table for the programs that made it, and shows nothing itself.
ABOUT_OUTPUTS = (
    "application/vnd.cloudcapex",
    "application/vnd.dataresource",
    "application/vnd.jupyter.es6",
    "application/vnd.google.colaboratory",
)
# Live forms, whose plain text says nothing of what a reader of the notebook saw.
LIVE = (
    "application/vnd.jupyter.widget",
    "application/vnd.plotly",
    "application/vnd.bokeh",
    "application/vnd.holoviews",
    "application/vnd.vega",
    "application/javascript",
)


def is_text(kind: str) -> bool:
    """Tell whether a kind of content is text of some sort."""
    return kind.startswith("text/")


def is_picture(kind: str) -> bool:
    """Tell whether a kind of content is a picture."""
    return kind.startswith("image/")


def joined(value: object) -> str:
    """Return a form of an output as one text: notebook formats keep a long one as a list of lines."""
    return "".join(value) if isinstance(value, list) else str(value)


def data_url(kind: str, content: bytes) -> str:
    """Return an address that is its content.

    Parameters
    ----------
    kind : str
        MIME type.
    content : bytes
        As in a file.
    """
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"
