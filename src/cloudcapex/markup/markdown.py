"""Markdown as Jupyter writes it, with formulas and footnotes, read into HTML: once for the web, once for paper."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import Any

import mistune
from mistune.core import BlockState
from mistune.plugins import import_plugin
from mistune.plugins.footnotes import parse_footnote_item

from .formulas import formulas

# Elements of our own, which only the reader can make: a formula holds its LaTeX, a reference the number of its note.
FORMULA_TAG, REFERENCE_TAG, NOTES_TAG, NOTE_TAG = "cc-formula", "cc-reference", "cc-notes", "cc-note"
OWN_TAGS = (FORMULA_TAG, REFERENCE_TAG, NOTES_TAG, NOTE_TAG)
_PLUGINS = ("strikethrough", "table", "url", "task_lists", "footnotes", "def_list")
# Nothing ends a plaintext, not even the page.
_OWN = re.compile(r"<(/?)(?=cc-|plaintext\b)", re.IGNORECASE)
_SWALLOWS = re.compile(
    r"<(/?)(applet|head|iframe|noembed|noframes|noscript|object|script|select|style|template|textarea|title|xmp)\b",
    re.IGNORECASE,
)
# Whole elements that hold no markup, whole comments and whole tags; any other sign is text.
_WHOLE = re.compile(
    r"<(script|style|textarea)\b.*?(?:</\1\s*>|\Z)|<!--(?:(?!<!--).)*?-->|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|(?P<stray><)",
    re.DOTALL | re.IGNORECASE,
)
_LANGUAGE = re.compile(r"\{?\.?([\w+#-]*)")


def read_markdown(source: str) -> str:
    """Read Markdown into HTML.

    Parameters
    ----------
    source : str
        A Markdown cell or a ``text/markdown`` output.

    Returns
    -------
    str
        HTML of whatever was in the Markdown, not yet sanitised. Beside HTML's own elements it holds
        ``cc-formula`` (its LaTeX as text; attribute ``display`` where it is displayed), ``cc-reference`` (attribute
        ``n``) and at the end ``cc-notes`` of one ``cc-note`` each. HTML inside the Markdown cannot make these.
    """
    return str(_reader()(source))


def read_formula(latex: str, display: bool) -> str:
    """Write a formula as the HTML :func:`read_markdown` gives it.

    Parameters
    ----------
    latex : str
        Without delimiters.
    display : bool
        Whether it stands on lines of its own.
    """
    return f"<{FORMULA_TAG}{' display' if display else ''}>{escape(latex)}</{FORMULA_TAG}>"


def island(html: str) -> str:
    """Keep a piece of HTML in Markdown from swallowing what comes after it.

    A sign that begins no tag is text; a script, a comment or a form's text ends where its piece does.
    """
    html = _WHOLE.sub(lambda match: "&lt;" if match["stray"] else match[0], html)
    opened = ""
    for mark in _SWALLOWS.finditer(html):
        name = mark[2].lower()
        opened = (opened or name) if not mark[1] else "" if name == opened else opened
    return foreign(html) + (f"</{opened}>" if opened else "")


def foreign(html: str) -> str:
    """Take from somebody's HTML the elements that only we make."""
    return _OWN.sub(r"<\1x-", html)


@lru_cache(maxsize=1)
def _reader() -> mistune.Markdown:
    plugins = [formulas, *(import_plugin(name) for name in _PLUGINS)]
    reader = mistune.Markdown(_Renderer(escape=False), _Blocks(), plugins=plugins)
    # The plugin's own leaves out notes that are referred to in notes only.
    reader.after_render_hooks = [_write_notes]
    return reader


def _write_notes(reader: mistune.Markdown, html: Any, state: BlockState) -> str:
    """Write the notes that were referred to, and those that these refer to, after the text."""
    written: list[str] = []
    # Writing a note may find further ones.
    while keys := state.env.get("footnotes", [])[len(written) :]:
        for key in keys:
            note = BlockState(parent=state)
            note.tokens = [parse_footnote_item(reader.block, key, len(written) + 1, state)]
            written.append(str(reader.render_state(note)))
    return f"{html}<{NOTES_TAG}>\n{''.join(written)}</{NOTES_TAG}>\n" if written else str(html)


class _Blocks(mistune.BlockParser):
    """Blocks of CommonMark, and headings that leave no space after their marks, as old notebooks do."""

    SPECIFICATION = mistune.BlockParser.SPECIFICATION | {
        "atx_heading": r"^ {0,3}(?P<atx_1>#{1,6})(?!#)(?P<atx_2>[^\n]*)$"
    }


class _Renderer(mistune.HTMLRenderer):
    """HTML of mistune, except for what each form of an edition sets in its own way."""

    def sanitize_url(self, url: str) -> str:
        return url  # the one sanitiser comes afterwards

    def formula(self, latex: str, display: bool) -> str:
        return read_formula(latex, display)

    def block_code(self, code: str, info: str | None = None) -> str:
        found = _LANGUAGE.match(info.strip()) if info else None
        return super().block_code(code, found[1] if found and found[1] else None)

    def block_html(self, html: str) -> str:
        return super().block_html(island(html))

    def inline_html(self, html: str) -> str:
        # In a line such an element could only be meant as words.
        return escape(html) if _SWALLOWS.match(html) else super().inline_html(foreign(html))

    def table_cell(self, text: str, align: str | None = None, head: bool = False) -> str:
        tag = "th" if head else "td"
        # A column that states nothing is on the left; only paper, where columns of numbers are not, need be told.
        stated = f'style="text-align:{align}"' if align else 'align="left"'
        return f"  <{tag} {stated}>{text}</{tag}>\n"

    def footnote_ref(self, key: str, index: int) -> str:
        return f'<{REFERENCE_TAG} n="{index}"></{REFERENCE_TAG}>'

    def footnote_item(self, text: str, key: str, index: int) -> str:
        return f'<{NOTE_TAG} n="{index}">{text}</{NOTE_TAG}>\n'
