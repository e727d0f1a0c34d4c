"""A small tree of elements: what HTML becomes before it is written as Typst."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from ..markup.markdown import NOTES_TAG
from ..markup.sanitise import VOID, put_right

# Their text is not for readers, or not where it stands.
SILENT = frozenset(("style", NOTES_TAG))
# Things that play, run or load from elsewhere.
DEAD = frozenset(("iframe", "video", "audio", "object", "embed", "canvas", "applet", "svg"))
_names = re.compile(r"\S+").findall
BLOCK = frozenset(
    _names(
        """address article aside blockquote body caption center colgroup dd details div dl dt fieldset figcaption figure
        footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot
        th thead tr ul"""
    )
)
# Elements that mean something on paper and nothing on the web, beside those above.
_MORE = frozenset(_names("big font input source strike style tt")) | BLOCK | DEAD
# Typst gives up at 64 rules within one another.
_DEEPEST = 20


@dataclass
class Node:
    """One element: its tag, its attributes and its children (elements and text)."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def elements(self, *tags: str) -> Iterator[Node]:
        """Walk the elements below this one, in document order; of the given tags where any are given."""
        for child in self.children:
            if isinstance(child, Node):
                if not tags or child.tag in tags:
                    yield child
                yield from child.elements(*tags)

    def text(self) -> str:
        """All text in reading order, without that of styles and notes."""
        if self.tag in SILENT:
            return ""
        if self.tag == "br":
            return "\n"
        return "".join(c if isinstance(c, str) else c.text() for c in self.children)


class _HtmlReader(HTMLParser):
    """Builds a tree from HTML in which every element is closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("root")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {k: v or "" for k, v in attrs})
        self._open[-1].children.append(node)
        if tag not in VOID:
            self._open.append(node)
        if tag == "iframe":
            self.set_cdata_mode(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open[-1].tag == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def parse_html(html: str) -> Node:
    """Read HTML, however broken, into a tree, as a browser would.

    Parameters
    ----------
    html : str
        A document or a fragment.

    Returns
    -------
    Node
        The root; comments, scripts and doctypes are gone, styles are kept as elements.
    """
    reader = _HtmlReader()
    reader.feed(put_right(html, _MORE, _DEEPEST))
    reader.close()
    return reader.root
