"""A small tree of elements: what HTML becomes before it is written as Typst."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from ..markup.markdown import NOTES_TAG

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
# Their text is not for readers, or not where it stands.
SILENT = frozenset(["script", "style", "template", "head", "title", "noscript", NOTES_TAG])
BLOCK = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
        "colgroup",
        "fieldset",
    ]
)
# An open element on the left is ended by the start of one on the right.
_ENDS = {
    "p": BLOCK - {"td", "th", "tr", "tbody", "thead", "tfoot", "caption"},
    "li": {"li"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "td": {"td", "th", "tr", "tbody", "thead", "tfoot"},
    "th": {"td", "th", "tr", "tbody", "thead", "tfoot"},
    "tr": {"tr", "tbody", "thead", "tfoot"},
    "thead": {"tbody", "tfoot"},
    "tbody": {"tbody", "tfoot", "thead"},
    "option": {"option"},
}
# An end tag never reaches out of these: `</b>` in a cell ends nothing outside that cell.
_WALLS = frozenset(["table", "td", "th", "li", "blockquote"])
# Deeper nesting than any reader's document; Typst gives up at 64 rules within one another.
_DEPTH = 20


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
        """All text in reading order, without that of scripts and styles."""
        if self.tag in SILENT:
            return ""
        if self.tag == "br":
            return "\n"
        return "".join(c if isinstance(c, str) else c.text() for c in self.children)


class Builder:
    """Builds a tree from starts, ends and text that need not match."""

    def __init__(self) -> None:
        self.root = Node("root")
        self._open = [self.root]

    def start(self, tag: str, attrs: dict[str, str] | None = None) -> Node:
        """Begin an element; give it back so that more can be said about it."""
        while len(self._open) > 1 and tag in _ENDS.get(self._open[-1].tag, ()):
            self._open.pop()
        node = Node(tag, attrs or {})
        if len(self._open) > _DEPTH:
            # Too deep: keep what is in it, as part of what it stands in.
            return node
        self._open[-1].children.append(node)
        if tag not in VOID:
            self._open.append(node)
        return node

    def end(self, tag: str) -> None:
        """End the innermost open element of this tag; an end without a start is nothing."""
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag == tag:
                del self._open[depth:]
                return
            if self._open[depth].tag in _WALLS and tag not in BLOCK:
                return

    def text(self, words: str) -> None:
        """Add text to the innermost open element."""
        self._open[-1].children.append(words)

    def depth(self) -> int:
        """How many elements are open."""
        return len(self._open)

    def close_to(self, depth: int) -> None:
        """End all elements opened since :meth:`depth` said this."""
        del self._open[max(depth, 1) :]


class _Reader(HTMLParser):
    def __init__(self, builder: Builder) -> None:
        super().__init__(convert_charrefs=True)
        self._builder = builder

    def handle_starttag(self, tag, attrs):
        self._builder.start(tag, {k: v or "" for k, v in attrs})

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._builder.end(tag)

    def handle_endtag(self, tag):
        self._builder.end(tag)

    def handle_data(self, data):
        self._builder.text(data)


def feed_html(builder: Builder, html: str) -> None:
    """Read a piece of HTML into a tree that is being built."""
    reader = _Reader(builder)
    reader.feed(html)
    reader.close()


def parse_html(html: str) -> Node:
    """Read HTML, however broken, into a tree.

    Parameters
    ----------
    html : str
        A document or a fragment.

    Returns
    -------
    Node
        The root; comments and doctypes are gone, scripts and styles are kept as elements.
    """
    builder = Builder()
    feed_html(builder, html)
    return builder.root
