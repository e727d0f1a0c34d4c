"""Code and terminal output as Typst: set in a monospaced font, never wider than the page."""

from __future__ import annotations

import re

from ..language.width import columns
from . import ansi, escape
from .measure import MONO
from .page import Place

CODE_SIZE = 8.0
LEAST_CODE_SIZE = 6.0
_CHUNK = 100
# Longer code, such as a large JSON document, is set in pieces, and pieces cannot be coloured.
_MOST_COLOURED = 400
_LANGUAGES = {"ipython3": "python", "ipython": "python", "py": "python", "shell": "bash", "console": "bash"}


def code_block(words: str, language: str = "", prompt: str = "", sticky: bool = False) -> str:
    """Write a block of code, coloured where Typst knows the language.

    Parameters
    ----------
    words : str
        The code.
    language : str
        Of the code; empty for none.
    prompt : str
        Stands beside it in the margin, such as ``[3]``.
    sticky : bool
        Keep it on one page with what follows.
    """
    if words.count("\n") > _MOST_COLOURED:
        chunks = [escape.string(escape.breakable(c[0][0])) for c in _chunks([(words, ansi.Look())])]
        return f'#nb-terminal("plain", {CODE_SIZE}pt, ({", ".join(chunks)},))'
    language = _LANGUAGES.get(language.lower(), language.lower())
    known = f", lang: {escape.string(language)}" if re.fullmatch(r"[\w+#-]{1,30}", language) else ""
    known += f", prompt: {escape.string(prompt)}" if prompt else ""
    known += ", sticky: true" if sticky else ""
    return f"#nb-code-block({escape.string(escape.breakable(words, 80))}{known})"


def code_size(words: str, width: float) -> float:
    """Font size at which the longest line fits, from 8 points down to 6; longer lines wrap."""
    longest = max((columns(line) for line in words.expandtabs(8).splitlines()), default=0)
    if not longest:
        return CODE_SIZE
    fits = (width - 14) / (longest * MONO)
    return (
        CODE_SIZE
        if fits >= CODE_SIZE or fits < LEAST_CODE_SIZE * 0.8
        else max(LEAST_CODE_SIZE, round(fits - 0.05, 1))
    )


def terminal(words: str, place: Place, *, error: bool = False, failed: bool = False) -> str:
    """Write terminal text in its colours; ``error`` tints the block, ``failed`` gives it a red edge."""
    if not ansi.plain(words).strip():
        return ""
    size = code_size(ansi.plain(words), place.width)
    kind = '"failed"' if failed else '"error"' if error else '"plain"'
    parts: list[str] = []
    for chunk in _chunks(ansi.spans(words.strip("\n").expandtabs(8))):
        if all(look == ansi.Look() for _, look in chunk):
            parts.append(escape.string(escape.breakable("".join(text for text, _ in chunk))))
        else:
            parts.append("(" + ", ".join(_span(text, look) for text, look in chunk) + ",)")
    return f"#nb-terminal({kind}, {size}pt, ({', '.join(parts)},))"


def _chunks(spans: list[tuple[str, ansi.Look]]) -> list[list[tuple[str, ansi.Look]]]:
    """Cut terminal text after every 100 lines: Typst takes ten times as long for 5,000 lines in one piece."""
    out: list[list[tuple[str, ansi.Look]]] = [[]]
    lines = 0
    for text, look in spans:
        pieces = text.split("\n")
        for i in range(0, len(pieces), _CHUNK):
            part = "\n".join(pieces[i : i + _CHUNK])
            if (i or lines >= _CHUNK) and out[-1]:
                # The line break at the cut is the border between two blocks.
                part = part.removeprefix("\n") if not i else part
                out.append([])
                lines = 0
            lines += part.count("\n") + 1
            if part:
                out[-1].append((part, look))
    return [chunk for chunk in out if chunk]


def _span(text: str, look: ansi.Look) -> str:
    ink, paper = look.ink, look.paper and look.paper + "38"
    if look.reverse:
        ink, paper = "#ffffff", look.ink or "#3d3d3d"
    styled = "".join(f", {m}: true" for m in ("bold", "italic", "underline") if getattr(look, m))
    styled += f', ink: rgb("{ink}")' if ink else ""
    styled += f', paper: rgb("{paper}")' if paper else ""
    return f"nb-span({escape.string(escape.breakable(text))}{styled})"
