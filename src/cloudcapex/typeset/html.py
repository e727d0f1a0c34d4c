"""HTML of outputs, and of Markdown as it is read, into the tree of elements."""

from __future__ import annotations

from ..markup.drawings import drawings_as_pictures
from ..markup.markdown import foreign, read_markdown
from .dom import Node, parse_html

_SHOWN = ("img", "table", "hr", "input")


def read(html: str) -> Node:
    """Read the HTML of an output.

    An HTML parser folds the case of names, which breaks SVG: drawings become pictures before.
    """
    return parse_html(drawings_as_pictures(foreign(html)))


def read_prose(markdown: str) -> Node:
    """Read a Markdown cell or output; the tree has elements for formulas, references and notes beside HTML's own."""
    return parse_html(drawings_as_pictures(read_markdown(markdown)))


def shows(root: Node) -> bool:
    """Whether anything of the HTML can be printed; a script that draws in a browser cannot."""
    return bool(root.text().strip()) or any(True for _ in root.elements(*_SHOWN))
