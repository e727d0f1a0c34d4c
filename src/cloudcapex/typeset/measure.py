"""How wide text will be on the page, so that tables are laid out to fit before they are set."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Protocol
from unicodedata import east_asian_width

from .. import fonts

# Widest character of ordinary text in DejaVu Sans Mono, in em.
MONO = 0.602


class _Glyph(Protocol):
    """What is asked of a glyph of fontTools."""

    width: float


@lru_cache(maxsize=2)
def _advances(weight: int) -> tuple[dict[int, str], Mapping[str, _Glyph], float]:
    from fontTools.ttLib import TTFont

    font = TTFont(fonts.variable_path(), lazy=True)
    return font.getBestCmap(), font.getGlyphSet(location={"wght": weight}), font["head"].unitsPerEm


@lru_cache(maxsize=8192)
def _advance(char: str, weight: int) -> float:
    cmap, glyphs, em = _advances(weight)
    name = cmap.get(ord(char))
    if name is not None:
        return glyphs[name].width / em
    return 1.0 if east_asian_width(char) in "WFA" else MONO


def width(text: str, size: float, weight: int = 400) -> float:
    """Width of one line of text in Source Sans 3 (Chinese: one em a character).

    Parameters
    ----------
    text : str
        Without line breaks.
    size : float
        Font size in points.
    weight : int
        400 for regular, 600 for semibold.

    Returns
    -------
    float
        Points; kerning, which only narrows, is left out.
    """
    return size * sum(_advance(c, weight) for c in text)
