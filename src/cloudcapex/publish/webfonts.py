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

_RECIPE = "1"  # raise it when the subsets below would come out differently
_ASCII = "".join(map(chr, range(0x20, 0x7F)))
# Figures line up in columns as they are; what else the font can do a page does not ask for.
_LATIN_FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "mkmk"]
_CJK_DROPPED = ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "VVAR", "vhea", "vmtx", "STAT", "MVAR"]


def subset(text: str, language: str = DEFAULT, *, italic: bool = False) -> list[str]:
    """Write the ``@font-face`` rules a page needs.

    Parameters
    ----------
    text : str
        Everything the page shows; only its characters count.
    language : str
        Chooses between mainland and Taiwan forms where Chinese characters occur.
    italic : bool
        The page holds slanted text.

    Returns
    -------
    list of str
        Source Sans 3 first, then a CJK face where the page needs one. Each rule holds its font, all
        weights, as a ``data:`` address; the same characters give the same bytes.
    """
    seen = set(text)
    latin = _characters(fonts.variable_path(), -1)
    wanted = "".join(sorted(seen & latin | set(_ASCII)))
    rules = [_rule(fonts.FAMILY, _cut(fonts.variable_path(), -1, wanted, False), "200 900")]
    if italic:
        path = fonts.variable_path(italic=True)
        rules.append(_rule(fonts.FAMILY, _cut(path, -1, wanted, False), "200 900", "italic"))
    rest = {c for c in seen - latin if ord(c) >= 0x2000}
    if rest:
        face = fonts.han(language)
        chinese = "".join(sorted(rest & _characters(fonts.cjk_path(), face.number)))
        if chinese:
            rules.append(_rule(face.family, _cut(fonts.cjk_path(), face.number, chinese, True), "100 900"))
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
def _cut(path: Path, number: int, characters: str, cjk: bool) -> bytes:
    """Return the subset from the cache folder, or make it and keep it there."""
    tools = [metadata.version(name) for name in ("fonttools", "brotli")]
    stamp = (_RECIPE, path.name, path.stat().st_size, number, characters, cjk, *tools)
    folder = fonts.cache_dir() / "web"
    kept = folder / f"{hashlib.sha256(repr(stamp).encode()).hexdigest()[:24]}.woff2"
    try:
        font = kept.read_bytes()
        if font[:4] == b"wOF2":
            return font
    except OSError:
        pass
    font = _make(path, number, characters, cjk)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=folder, suffix=".part")
        with os.fdopen(handle, "wb") as out:
            out.write(font)
        os.replace(part, kept)  # whole or not at all: editions are built side by side
    except OSError:
        pass  # the cache only saves time
    return font


def _make(path: Path, number: int, characters: str, cjk: bool) -> bytes:
    """Cut one variable font down to some characters, all weights kept, as WOFF2.

    Fixing the weight of the CJK font would halve its bytes and double the time.
    """
    from fontTools import subset as cutter
    from fontTools.ttLib import TTFont

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
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
