"""A formula on the page: translated, or shown as it is written."""

from __future__ import annotations

from . import escape, maths
from .maths_tokens import UntranslatableError
from .page import Place
from .words import say


def formula(latex: str, place: Place, *, display: bool) -> str:
    """Write a LaTeX formula; one that cannot be translated is shown as it is written, marked as LaTeX."""
    latex = latex.strip()
    if not latex:
        return ""
    try:
        inside = maths.translate(latex)
    except (UntranslatableError, RecursionError):
        mark = escape.string(say("latex", place.language))
        return f"#nb-latex-source({escape.string(latex)}, {mark}, block: {'true' if display else 'false'});"
    name = "nb-display-formula" if display else "nb-inline-formula"
    return f"#{name}({escape.string(latex)}, ${inside}$);"
