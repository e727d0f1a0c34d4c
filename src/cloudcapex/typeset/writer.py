"""The tree of elements as Typst."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..language import unparted
from ..markup.markdown import FORMULA_TAG, NOTE_TAG, REFERENCE_TAG
from . import escape, pictures, styles, tables
from .code import code_block
from .dom import BLOCK, DEAD, SILENT, Node
from .formula import formula
from .page import Place
from .words import say

_WRAP = {
    "strong": "strong",
    "b": "strong",
    "em": "emph",
    "i": "emph",
    "cite": "emph",
    "var": "emph",
    "dfn": "emph",
    "del": "strike",
    "s": "strike",
    "strike": "strike",
    "u": "underline",
    "ins": "underline",
    "sub": "sub",
    "sup": "super",
    "mark": "highlight",
}
_CODE = frozenset(("code", "kbd", "samp", "tt"))
_SPACE = re.compile(r"[ \t\n\r\f]+")
_HAN = re.compile("[\u4e00-\u9fff]")
# A figure with what it counts: the page keeps it in a box, which gets no room beside Chinese characters.
_COUNTED = re.compile("[0-9][0-9,.]*[\u4e00-\u9fff]")


class Writer:
    """Writes one tree; made anew for each, since it keeps the styles of that tree."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self.rules = styles.by_id(root)
        self.notes = {node.attrs.get("n", ""): node for node in root.elements(NOTE_TAG)}
        self.labels: dict[str, str] = {}

    def write(self, place: Place) -> str:
        """Write the whole tree as blocks."""
        return self.blocks(self.root, place)

    # ---- blocks

    def blocks(self, node: Node, place: Place) -> str:
        """Write the children of an element: text between blocks becomes paragraphs."""
        out: list[str] = []
        run: list[Node | str] = []

        def flush() -> None:
            words = self.line(run, place)
            if words:
                out.append(words)
            run.clear()

        for child in node.children:
            if isinstance(child, Node) and self.is_block(child):
                flush()
                out.append(self.block(child, place))
            else:
                run.append(child)
        flush()
        return "\n\n".join(part for part in out if part)

    def is_block(self, node: Node) -> bool:
        if node.tag == FORMULA_TAG:
            return "display" in node.attrs
        if node.tag in BLOCK or node.tag in DEAD:
            return True
        # An inline element around a block (a link around a table) is a block itself.
        return any(e.tag in BLOCK for e in node.elements()) and node.tag not in SILENT

    def block(self, node: Node, place: Place) -> str:
        tag = node.tag
        if re.fullmatch("h[1-6]", tag):
            return self.heading(node, place)
        if tag == FORMULA_TAG:
            return formula(node.text(), place, display=True)
        method: Callable[[Node, Place], str] | None = getattr(self, "block_" + tag, None)
        if method is not None:
            return method(node, place)
        if tag in DEAD:
            return self.dead(node, place)
        inner = self.blocks(node, place)
        stated = styles.declarations(node.attrs.get("style", "")).get("text-align") or node.attrs.get("align")
        if inner and (stated in ("center", "right") or tag == "center"):
            return f"#align({stated or 'center'})[{inner}]"
        return inner

    def heading(self, node: Node, place: Place) -> str:
        words = self.line(node.children, place)
        if not words:
            return ""
        if place.nested:
            return f"#strong[{words}]"
        level = place.outline.level(int(node.tag[1]))
        # Jupyter's anchor for a heading is its text with hyphens.
        anchor = re.sub(r"\s+", "-", node.text().strip())
        return f"#heading(level: {level})[{words}]#{escape.label('anchor:' + anchor)}"

    def block_hr(self, node: Node, place: Place) -> str:
        return "#nb-rule-line"

    def block_pre(self, node: Node, place: Place) -> str:
        language = node.attrs.get("language", "")
        inner = node.text().removesuffix("\n")
        for code in node.elements("code"):
            found = re.search(r"lang(?:uage)?-([\w+#-]+)", code.attrs.get("class", ""))
            language = language or (found[1] if found else "")
        return code_block(inner, language) if inner.strip() else ""

    def block_blockquote(self, node: Node, place: Place) -> str:
        inner = self.blocks(node, place.within(14, nested=True))
        return f"#quote(block: true)[{inner}]" if inner else ""

    def block_ul(self, node: Node, place: Place) -> str:
        return self.listing(node, place, "list")

    def block_ol(self, node: Node, place: Place) -> str:
        return self.listing(node, place, "enum")

    def listing(self, node: Node, place: Place, function: str) -> str:
        items = []
        inside = place.within(18, nested=True)
        tasks = False
        for child in node.children:
            if isinstance(child, str):
                if child.strip():
                    items.append(f"[{escape.text(child.strip())}]")
                continue
            inner = self.blocks(child, inside)
            tasks = tasks or child.attrs.get("class") == "task-list-item"
            items.append(f"[{inner}]")
        if not items:
            return ""
        loose = any(
            part.tag == "p"
            for item in node.children
            if isinstance(item, Node)
            for part in item.children
            if isinstance(part, Node)
        )
        given = [f"tight: {'false' if loose else 'true'}"]
        if function == "enum" and re.fullmatch(r"\d{1,9}", node.attrs.get("start", "")):
            given.append(f"start: {int(node.attrs['start'])}")
        if tasks and function == "list":
            given.append("marker: none")
        return f"#{function}({', '.join(given)}, {', '.join(items)})"

    def block_dl(self, node: Node, place: Place) -> str:
        items, term = [], ""
        inside = place.within(18, nested=True)
        for child in node.children:
            if not isinstance(child, Node):
                continue
            inner = self.blocks(child, inside)
            if child.tag == "dt":
                if term:
                    items.append(f"terms.item([{term}], [])")
                term = inner
            else:
                items.append(f"terms.item([{term}], [{inner}])")
                term = ""
        if term:
            items.append(f"terms.item([{term}], [])")
        return f"#terms({', '.join(items)})" if items else ""

    def block_table(self, node: Node, place: Place) -> str:
        return tables.write(node, place, self.cell, self.rules)

    def block_summary(self, node: Node, place: Place) -> str:
        words = self.line(node.children, place)
        return f"#strong[{words}]" if words else ""

    block_legend = block_summary

    def block_figcaption(self, node: Node, place: Place) -> str:
        words = self.line(node.children, place)
        return f"#nb-figure-caption[{words}]" if words else ""

    def dead(self, node: Node, place: Place) -> str:
        source = node.attrs.get("src") or node.attrs.get("data") or ""
        source = source or next((e.attrs.get("src", "") for e in node.elements("source")), "")
        words = say("element", place.language, node.tag)
        link = escape.safe_url(source)
        tail = f"#link({escape.string(link)})[{escape.text(escape.breakable(link))}]" if link else ""
        instead = [] if node.tag in ("svg", "iframe") else node.children
        inner = self.blocks(Node("div", {}, instead), place)
        return f"#nb-remark({escape.string(words)});{' ' + tail if tail else ''}" + (
            f"\n\n{inner}" if inner else ""
        )

    def cell(self, node: Node, place: Place) -> str:
        """Write the content of a table cell: a line where it is one, blocks where it is more."""
        if any(isinstance(c, Node) and self.is_block(c) for c in node.children):
            return self.blocks(node, place)
        return self.line(node.children, place)

    # ---- inline

    def line(self, nodes: list[Node | str], place: Place) -> str:
        """Write text and inline elements as one paragraph, its ends trimmed; empty where nothing shows."""
        out: list[str] = []
        self.inline(nodes, place, out, _Gap())
        words = "".join(out)
        return "" if not words.replace("#linebreak();", "").strip() else words

    def inline(self, nodes: list[Node | str], place: Place, out: list[str], gap: _Gap) -> None:
        for node in nodes:
            if isinstance(node, str):
                out.append(escape.text(escape.breakable(unparted(gap.collapse(node)))))
            elif node.tag not in SILENT:
                out.append(gap.beside(node.text()) + self.element(node, place, gap))

    def inner(self, node: Node, place: Place, gap: _Gap) -> str:
        out: list[str] = []
        self.inline(node.children, place, out, gap)
        return "".join(out)

    def element(self, node: Node, place: Place, gap: _Gap) -> str:
        tag = node.tag
        if tag == "br":
            gap.start()
            return "#linebreak();"
        if tag == FORMULA_TAG:
            gap.word()
            return formula(node.text(), place, display="display" in node.attrs)
        if tag == "img":
            gap.word()
            return pictures.from_source(
                node.attrs.get("src", ""), place, alt=node.attrs.get("alt", "").strip(), given=node.attrs
            )
        if tag in _CODE:
            words = node.text()
            gap.word()
            return f"#raw({escape.string(escape.breakable(words))});" if words else ""
        if tag == REFERENCE_TAG:
            return self.note(node.attrs.get("n", ""), place)
        if tag == "input":
            if node.attrs.get("type") == "checkbox":
                gap.word()
                return f"#nb-task-mark({'true' if 'checked' in node.attrs else 'false'});"
            return ""
        if tag in DEAD:
            return self.dead(node, place)
        inner = self.inner(node, place, gap)
        if not inner:
            return ""
        if tag == "a":
            return self.link(node.attrs.get("href", ""), inner)
        if tag == "q":
            return f'#"“";{inner}#"”";'
        if tag in _WRAP:
            return f"#{_WRAP[tag]}[{inner}]"
        stated = styles.declarations(node.attrs.get("style", ""))
        ink = styles.colour(stated.get("color") or node.attrs.get("color", ""))
        if ink:
            inner = f"#text(fill: {ink})[{inner}]"
        if stated.get("font-weight") in ("bold", "600", "700", "800", "900"):
            inner = f"#strong[{inner}]"
        return inner

    def note(self, number: str, place: Place) -> str:
        """Write a footnote where it is first referred to, and its number wherever it is again."""
        if number in self.labels:
            return f"#footnote({self.labels[number]});"
        if number not in self.notes:
            return ""
        place.outline.notes += 1
        label = self.labels[number] = escape.label(f"note:{place.outline.notes}")
        inner = self.blocks(self.notes[number], place.within(0, nested=True))
        return f"#footnote[{inner}]#{label}"

    @staticmethod
    def link(href: str, inner: str) -> str:
        url = escape.safe_url(href)
        if url:
            return f"#link({escape.string(url)})[{inner}]"
        if href.startswith("#") and len(href) > 1:
            return f"#nb-anchor-link({escape.string('anchor:' + href[1:])}, [{inner}])"
        return inner


class _Gap:
    """Collapses white space over the borders of elements, as a browser does, and leaves room as it does."""

    def __init__(self) -> None:
        self.open = True  # a space here would show at the start of a line
        self.last = ""

    def collapse(self, words: str) -> str:
        words = _SPACE.sub(" ", words)
        if self.open and words.startswith(" "):
            words = words[1:]
        if words:
            self.open = words.endswith(" ")
            self.last = words[-1]
        return words

    def beside(self, words: str) -> str:
        """Return the room between a Chinese character and the element behind it that begins with a boxed figure."""
        return "#h(0.25em);" if _HAN.match(self.last) and _COUNTED.match(words) else ""

    def start(self) -> None:
        self.open, self.last = True, ""

    def word(self) -> None:
        self.open, self.last = False, ""


def write_tree(root: Node, place: Place) -> str:
    """Write a tree of elements as Typst blocks."""
    return Writer(root).write(place)
