"""Code and terminal output as Typst: set in a monospaced font, never wider than the page."""

from __future__ import annotations

import re

from . import ansi, escape, measure
from .page import Place

CODE_SIZE = 8.0
LEAST_CODE_SIZE = 6.0
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
    language = _LANGUAGES.get(language.lower(), language.lower())
    known = f", lang: {escape.string(language)}" if re.fullmatch(r"[\w+#-]{1,30}", language) else ""
    known += f", prompt: {escape.string(prompt)}" if prompt else ""
    known += ", sticky: true" if sticky else ""
    return f"#nb-code-block({escape.string(escape.breakable(words, 80))}{known})"


def code_size(words: str, width: float) -> float:
    """Font size at which the longest line fits, from 8 points down to 6; longer lines wrap."""
    longest = max((measure.columns(line) for line in words.expandtabs(8).splitlines()), default=0)
    if not longest:
        return CODE_SIZE
    fits = (width - 14) / (longest * measure.MONO)
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
    parts = []
    for text, look in ansi.spans(words.strip("\n").expandtabs(8)):
        ink, paper = look.ink, look.paper and look.paper + "38"
        if look.reverse:
            ink, paper = "#ffffff", look.ink or "#3d3d3d"
        marks = [m for m in ("bold", "italic", "underline") if getattr(look, m)]
        styled = "".join(f", {m}: true" for m in marks)
        styled += f', ink: rgb("{ink}")' if ink else ""
        styled += f', paper: rgb("{paper}")' if paper else ""
        parts.append(f"nb-span({escape.string(escape.breakable(text))}{styled})")
    return f"#nb-terminal({kind}, {size}pt, ({', '.join(parts)},))"
