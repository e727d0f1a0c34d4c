"""Markdown as Jupyter writes it, with maths and footnotes, into the tree of elements."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, ClassVar

import mistune
from nbconvert.filters.markdown_mistune import MathBlockParser, MathInlineParser

from .dom import Builder, Node, feed_html

_PLUGINS = ("strikethrough", "table", "url", "task_lists", "footnotes", "def_list")
_ALIGN = {"left": "text-align: left", "right": "text-align: right", "center": "text-align: center"}


class _Inline(MathInlineParser):
    """Maths as nbconvert reads it, but money stays money.

    ``$24bn, up from $12bn`` holds no formula: a formula's dollar signs hug it on both sides or on neither,
    and no digit follows the closing one (the rule Pandoc made).
    """

    SPECIFICATION: ClassVar[dict[str, str]] = {
        **MathInlineParser.SPECIFICATION,
        "inline_math_tex": (
            r"(?s:(?<![$\\])\$(?P<math_inline_tex>(?![\s$])[^$]*?(?<![\s\\$])|[ \t]+[^$]+?[ \t]+)\$(?![\d$]))"
        ),
    }


@lru_cache(maxsize=1)
def _parser() -> mistune.Markdown:
    return mistune.Markdown(
        renderer=None,
        block=MathBlockParser(),
        inline=_Inline(hard_wrap=False),
        plugins=[mistune.import_plugin(p) for p in _PLUGINS],
    )


def parse_markdown(source: str) -> Node:
    """Read Markdown into a tree of HTML elements.

    Parameters
    ----------
    source : str
        A Markdown cell or a ``text/markdown`` output.

    Returns
    -------
    Node
        The root. Besides HTML's own it holds ``tex`` (attribute ``display``) for formulas and ``footnote``.
        HTML inside the Markdown is read as HTML.
    """
    tokens = _parser()(source)
    assert isinstance(tokens, list)
    notes = {}
    for token in tokens:
        if token["type"] == "footnotes":
            for item in token["children"]:
                notes[item["attrs"]["key"]] = item["children"]
    builder = Builder()
    _Walk(builder, notes).blocks(tokens)
    return builder.root


class _Walk:
    """Carries mistune's tokens over to the builder."""

    def __init__(self, builder: Builder, notes: dict[str, list]) -> None:
        self.builder = builder
        self.notes = notes
        self.noting: set[str] = set()

    def blocks(self, tokens: list[dict[str, Any]]) -> None:
        for token in tokens:
            getattr(self, "_" + token["type"], self._other)(token)

    def _wrap(self, tag: str, token: dict[str, Any], attrs: dict[str, str] | None = None) -> None:
        depth = self.builder.depth()
        self.builder.start(tag, attrs)
        self._content(token)
        self.builder.close_to(depth)

    def _content(self, token: dict[str, Any]) -> None:
        if "children" in token:
            self.blocks(token["children"])
        elif "raw" in token:
            self.builder.text(token["raw"])

    def _leaf(self, tag: str, words: str, attrs: dict[str, str] | None = None) -> None:
        depth = self.builder.depth()
        self.builder.start(tag, attrs).children.append(words)
        self.builder.close_to(depth)

    # ---- blocks

    def _blank_line(self, token):
        pass

    def _paragraph(self, token):
        # A display formula alone is a block, not a line of a paragraph.
        inner = [t for t in token["children"] if not (t["type"] == "text" and not t["raw"].strip())]
        if inner and all(t["type"] in ("block_math", "latex_environment") for t in inner):
            self.blocks(inner)
        else:
            self._wrap("p", token)

    def _block_text(self, token):
        self._content(token)

    def _heading(self, token):
        self._wrap(f"h{token['attrs']['level']}", token)

    def _thematic_break(self, token):
        self.builder.start("hr")

    def _block_code(self, token):
        info = (token.get("attrs") or {}).get("info") or ""
        language = re.match(r"\{?\.?([\w+#-]*)", info.strip())
        self._leaf("pre", token["raw"], {"language": language[1] if language else ""})

    def _block_quote(self, token):
        self._wrap("blockquote", token)

    def _block_html(self, token):
        depth = self.builder.depth()
        feed_html(self.builder, token["raw"])
        self.builder.close_to(depth)

    def _block_error(self, token):
        self._leaf("pre", token.get("raw", ""))

    def _list(self, token):
        attrs = token.get("attrs") or {}
        tag = "ol" if attrs.get("ordered") else "ul"
        more = {"tight": "yes" if token.get("tight", True) else ""}
        if attrs.get("start"):
            more["start"] = str(attrs["start"])
        self._wrap(tag, token, more)

    def _list_item(self, token):
        self._wrap("li", token)

    def _task_list_item(self, token):
        self._wrap("li", token, {"task": "done" if token["attrs"]["checked"] else "open"})

    def _def_list(self, token):
        self._wrap("dl", token)

    def _def_list_head(self, token):
        self._wrap("dt", token)

    def _def_list_item(self, token):
        self._wrap("dd", token)

    def _table(self, token):
        self._wrap("table", token)

    def _table_head(self, token):
        depth = self.builder.depth()
        self.builder.start("thead")
        self._wrap("tr", token)
        self.builder.close_to(depth)

    def _table_body(self, token):
        self._wrap("tbody", token)

    def _table_row(self, token):
        self._wrap("tr", token)

    def _table_cell(self, token):
        attrs = token.get("attrs") or {}
        style = {"style": _ALIGN.get(attrs.get("align") or "left", "")}
        self._wrap("th" if attrs.get("head") else "td", token, style)

    def _footnotes(self, token):
        pass  # set where they are referred to

    # ---- inline

    def _text(self, token):
        self.builder.text(token["raw"])

    def _softbreak(self, token):
        self.builder.text("\n")

    def _linebreak(self, token):
        self.builder.start("br")

    def _emphasis(self, token):
        self._wrap("em", token)

    def _strong(self, token):
        self._wrap("strong", token)

    def _strikethrough(self, token):
        self._wrap("del", token)

    def _codespan(self, token):
        self._leaf("code", token["raw"])

    def _link(self, token):
        self._wrap("a", token, {"href": token["attrs"]["url"]})

    def _image(self, token):
        words = "".join(t.get("raw", "") for t in token.get("children", []))
        attrs = {"src": token["attrs"]["url"], "alt": words}
        if token["attrs"].get("title"):
            attrs["title"] = token["attrs"]["title"]
        self.builder.start("img", attrs)

    def _inline_html(self, token):
        feed_html(self.builder, token["raw"])

    def _footnote_ref(self, token):
        key = token["raw"]
        if key in self.noting or key not in self.notes:
            self.builder.text(f"[^{key}]")
            return
        self.noting.add(key)
        self._wrap("footnote", {"children": self.notes[key]}, {"key": key})
        self.noting.discard(key)

    def _inline_math(self, token):
        self._leaf("tex", token["raw"])

    def _block_math(self, token):
        self._leaf("tex", token["raw"], {"display": "yes"})

    def _latex_environment(self, token):
        name, body = token["attrs"]["name"], token["attrs"]["body"]
        self._leaf("tex", f"\\begin{{{name}}}{body}\\end{{{name}}}", {"display": "yes"})

    def _other(self, token):
        self._content(token)
