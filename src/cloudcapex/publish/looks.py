"""The looks of a page's drawings: written once in its style sheet, where many lines share one."""

from __future__ import annotations

import re
from collections import Counter

_DRAWING = re.compile(r'<svg class="cc-chart".*?</svg>', re.DOTALL)
# Of what has no class.
_STYLE = re.compile(
    r'(<(?:path|use|rect|g|line|text)(?: (?!class=)[\w:-]+="[^"]*")*?) style="([^"]*)"(?![^>]* class=)'
)
_OFTEN = 3
# Type that the style sheet enlarges on a phone, by the beginning of its class.
_SMALL = re.compile(r"font-size:(?:6\.|7px|7\.[23]px)")


def shared(html: str) -> tuple[str, str]:
    """Give the looks that drawings share a class each.

    Parameters
    ----------
    html : str
        The content of a page.

    Returns
    -------
    tuple of str
        The content, and the rules of the classes.
    """
    counts = Counter(look for drawing in _DRAWING.findall(html) for _, look in _STYLE.findall(drawing))
    names = {
        look: f"cc-{'small-' if _SMALL.search(look) else ''}{n}"
        for n, look in enumerate(k for k, count in counts.items() if count >= _OFTEN)
    }

    def named(tag: re.Match[str]) -> str:
        return f'{tag[1]} class="{names[tag[2]]}"' if tag[2] in names else tag[0]

    content = _DRAWING.sub(lambda drawing: _STYLE.sub(named, drawing[0]), html)
    # As strong as the style attribute it stands for.
    return content, "\n".join(f".cc-chart .{name}{{{look}}}" for look, name in names.items())
