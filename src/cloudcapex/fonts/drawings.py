"""What the text of an SVG needs before Typst sets it."""

from __future__ import annotations

import re

_SVG_TEXT = re.compile(r"<text\b([^>]*)>(.*?)</text>", re.DOTALL)
_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_WEIGHTED = re.compile(
    r"font-weight\s*[:=]\s*[\"']?(?!normal|400)|font:[^;\"]*\b(?:bold|[1-35-9]00)\b|font-variation-settings"
)


def steady_weights(svg: str) -> str:
    """Say the weight of Chinese text in an SVG twice, for Typst's sake.

    Typst 0.15 sets text of regular weight from the variable Chinese font in its thinnest cut inside an SVG
    (bold is right, and so is text outside of pictures), unless the font variation itself is named.

    Parameters
    ----------
    svg : str
        A drawing with its text kept as text.

    Returns
    -------
    str
        The same drawing; browsers show it as before.
    """

    def steady(match: re.Match[str]) -> str:
        attributes, inner = match[1], match[2]
        if not _CHINESE.search(inner) or _WEIGHTED.search(attributes):
            return match[0]
        return f"<text font-variation-settings=\"'wght' 400\"{attributes}>{inner}</text>"

    return _SVG_TEXT.sub(steady, svg) if _CHINESE.search(svg) else svg
