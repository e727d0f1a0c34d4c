"""LaTeX formulas as MathML, which browsers set themselves: no script, no web font, no network."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from .maths import translate
from .maths_tokens import UntranslatableError

_MATH = re.compile(r"<math\b.*?</math>", re.DOTALL)


def mathml(formulas: Sequence[tuple[str, bool]]) -> list[str]:
    """Set formulas as MathML.

    Parameters
    ----------
    formulas : sequence of (str, bool)
        LaTeX without its dollar signs, and whether it stands on a line of its own.

    Returns
    -------
    list of str
        One HTML fragment a formula. One that has no translation is shown as its LaTeX, none is left out.
    """
    shown = [_as_code(latex, display) for latex, display in formulas]
    known: dict[int, str] = {}
    for index, (latex, display) in enumerate(formulas):
        try:
            inner = translate(latex)
        except UntranslatableError:
            continue
        known[index] = f"$ {inner} $" if display else f"${inner.strip()}$"
    if known:
        found = _compiled(list(known.values()))
        if len(found) != len(known):
            # A formula the compiler refuses takes the others with it; then each goes alone.
            single = [_compiled([text]) for text in known.values()]
            found = [one[0] if len(one) == 1 else "" for one in single]
        for index, html in zip(known, found, strict=True):
            shown[index] = _boxed(html, formulas[index][1]) if html else shown[index]
    return shown


def _compiled(equations: list[str]) -> list[str]:
    import typst

    source = "\n\n".join(equations)
    try:
        page = typst.compile(source.encode(), format="html")
    except typst.TypstError:
        return []
    return _MATH.findall(page.decode() if isinstance(page, bytes) else str(page))


def _as_code(latex: str, display: bool) -> str:
    return _boxed(f"<code>{escape(latex.strip())}</code>", display)


def _boxed(html: str, display: bool) -> str:
    # A formula wider than the page scrolls in its own box; browsers do not let the formula itself scroll.
    return f'<span class="cc-maths">{html}</span>' if display else html
