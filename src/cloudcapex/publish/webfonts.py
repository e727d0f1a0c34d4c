"""Fonts for the web edition: the glyphs one page uses, as style rules that need no other file."""

from __future__ import annotations

import hashlib
import io
import logging
import os
import tempfile
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from .. import fonts, media
from ..language import DEFAULT

_RECIPE = "3"  # raise it when the subsets below would come out differently
_ASCII = "".join(map(chr, range(0x20, 0x7F)))
# Figures line up in columns as they are; what else the font can do a page does not ask for.
# Weights of Chinese: what is bold is fewer characters, and a variable font holds both weights of every one.
_REGULAR, _BOLD = 400, 600
# Chinese outlines are drawn to so many parts of an em: a twenty-fifth of a pixel at the size of text, and a fifth fewer bytes.
_CJK_EM = 400
_LATIN_FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "mkmk"]
_CJK_DROPPED = ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "VVAR", "vhea", "vmtx", "STAT", "MVAR"]


def subset(text: str, language: str = DEFAULT, *, italic: bool = False, bold: str = "") -> list[str]:
    """Write the ``@font-face`` rules a page needs.

    Parameters
    ----------
    text : str
        Everything the page shows; only its characters count.
    language : str
        Chooses between mainland and Taiwan forms where Chinese characters occur.
    italic : bool
        The page holds slanted text.
    bold : str
        What the page shows bold.

    Returns
    -------
    list of str
        Source Sans 3 first, in all weights, then a CJK face where the page needs one, regular and bold. Each rule
        holds its font as a ``data:`` address; the same characters give the same bytes.
    """
    seen = set(text)
    latin = _characters(fonts.variable_path(), -1)
    wanted = "".join(sorted(seen & latin | set(_ASCII)))
    rules = [_rule(fonts.FAMILY, _cut(fonts.variable_path(), -1, wanted), "200 900")]
    if italic:
        path = fonts.variable_path(italic=True)
        rules.append(_rule(fonts.FAMILY, _cut(path, -1, wanted), "200 900", "italic"))
    rest = {c for c in seen - latin if ord(c) >= 0x2000}
    if rest:
        face = fonts.han(language)
        held = rest & _characters(fonts.cjk_path(), face.number)
        for characters, weight, span in ((held, _REGULAR, "100 500"), (held & set(bold), _BOLD, "501 900")):
            if chinese := "".join(sorted(characters)):
                cut = _cut(fonts.cjk_path(), face.number, chinese, weight)
                rules.append(_rule(face.family, cut, span))
    return rules


def _rule(family: str, font: bytes, weights: str, style: str = "normal") -> str:
    return (
        f'@font-face{{font-family:"{family}";font-style:{style};font-weight:{weights};font-display:swap;'
        f'src:url({media.data_url(media.WOFF2, font)}) format("woff2")}}'
    )


@lru_cache(maxsize=4)
def _characters(path: Path, number: int) -> frozenset[str]:
    """Return the characters a font can show."""
    from fontTools.ttLib import TTFont

    with TTFont(path, fontNumber=number, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


@lru_cache(maxsize=16)
def _cut(path: Path, number: int, characters: str, weight: int = 0) -> bytes:
    """Return the subset from the cache folder, or make it and keep it there."""
    tools = [metadata.version(name) for name in ("fonttools", "brotli")]
    stamp = (_RECIPE, _CJK_EM, path.name, path.stat().st_size, number, characters, weight, *tools)
    folder = fonts.cache_dir() / "web"
    kept = folder / f"{hashlib.sha256(repr(stamp).encode()).hexdigest()[:24]}.woff2"
    try:
        font = kept.read_bytes()
        if font[:4] == b"wOF2":
            return font
    except OSError:
        pass
    font = _make(path, number, characters, weight)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=folder, suffix=".part")
        with os.fdopen(handle, "wb") as out:
            out.write(font)
        os.replace(part, kept)  # whole or not at all: editions are built side by side
    except OSError:
        pass  # the cache only saves time
    return font


def _make(path: Path, number: int, characters: str, weight: int) -> bytes:
    """Cut one variable font down to some characters, as WOFF2: Chinese to one weight, Latin with all of them."""
    from fontTools import subset as cutter
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.scaleUpem import scale_upem
    from fontTools.varLib.instancer import instantiateVariableFont

    cjk = weight > 0
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    options = cutter.Options()
    options.layout_features = [] if cjk else _LATIN_FEATURES
    options.name_IDs = [0, 13, 14]  # copyright and licence travel with the glyphs
    options.notdef_outline = not cjk
    # Removing hints and measuring boxes again would cost a second on Chinese and save nothing.
    options.hinting = cjk
    if cjk:
        options.drop_tables += _CJK_DROPPED
    font = TTFont(path, fontNumber=number, lazy=True, recalcTimestamp=False, recalcBBoxes=not cjk)
    job = cutter.Subsetter(options)
    job.populate(text=characters)
    job.subset(font)
    if cjk:
        font = instantiateVariableFont(font, {"wght": weight}, inplace=True)
        scale_upem(font, _CJK_EM)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
