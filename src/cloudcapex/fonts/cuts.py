"""Font files made from the packaged ones, once, and kept in the reader's cache folder.

Static cuts of Source Sans 3: matplotlib only ever sees a variable font's first weight, and inside a drawing so
does Typst. And single faces of the Chinese collection, so that no other face can be taken for a character.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from ..errors import BuildError
from ..language import DEFAULT
from .files import cache_dir, cjk_path, variable_path
from .order import FAMILY, han

# What a chart may say: Latin, Greek, punctuation, currency, arrows, maths, marks. Cutting the whole font with
# its kerning takes 45 seconds, this part of it three, and Chinese comes from another font anyway.
_RANGES = (
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x218, 0x21B),
    (0x2C6, 0x2E2),
    (0x370, 0x3FF),
    (0x1D49, 0x1D49),
    (0x2000, 0x20BF),
    (0x2100, 0x22FF),
    (0x2500, 0x25FF),
    (0x2713, 0x2717),
)
# file name, style name, weight, italic
_CUTS = (
    ("SourceSans3-Regular.ttf", "Regular", 400, False),
    ("SourceSans3-SemiBold.ttf", "SemiBold", 600, False),
    ("SourceSans3-Bold.ttf", "Bold", 700, False),
    ("SourceSans3-Italic.ttf", "Italic", 400, True),
)
_RECIPE = "1"  # raise it when the cuts below would come out differently


@lru_cache(maxsize=1)
def font_dir() -> Path:
    """Folder that holds the static cuts of Source Sans 3 for matplotlib, made at first use.

    Returns
    -------
    Path
        Holds ``SourceSans3-Regular.ttf``, ``-SemiBold``, ``-Bold`` and ``-Italic``: the same bytes wherever
        they are made. Two processes may ask at once; each gets whole files.
    """
    version = metadata.version("fontpkg-source-sans-3")
    tool = metadata.version("fonttools")
    return _kept("fonts", (_RECIPE, _RANGES, _CUTS, version, tool), [name for name, *_ in _CUTS], _make)


@lru_cache(maxsize=2)
def face_path(language: str = DEFAULT) -> Path:
    """Path of the one face of Chinese characters a language is set in, all weights, made at first use.

    Parameters
    ----------
    language : str
        Of the document, as for `families`.
    """
    number = han(language).number
    name = f"{han(language).family.replace(' ', '')}-VF.otf"
    recipe = (_RECIPE, _RANGES, number, cjk_path().stat().st_size, metadata.version("fonttools"))
    return _kept("face", recipe, [name], lambda folder: _one_face(number, folder / name)) / name


def typst_font_paths(language: str = DEFAULT) -> list[Path]:
    """Folders Typst takes its fonts from; with them and no system fonts a page is the same everywhere.

    The static cuts, not the variable file: inside an SVG, Typst draws a variable font at its thinnest. And one
    face of Chinese, not the collection: for a character that the first family of a drawing lacks, Typst takes
    the first font that has it, whatever family is named next.

    Parameters
    ----------
    language : str
        Of the document.
    """
    return [font_dir(), face_path(language).parent]


def _kept(what: str, recipe: tuple[object, ...], names: Sequence[str], make: Callable[[Path], None]) -> Path:
    """Return the cache folder that holds some files, made by ``make`` where it is not there or not whole."""
    key = hashlib.sha256(repr(recipe).encode()).hexdigest()[:12]
    folder = cache_dir() / f"{what}-{key}"

    def whole() -> bool:
        return all((folder / name).is_file() for name in names)

    if whole():
        return folder
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{what}-", dir=folder.parent))
    except OSError as error:
        raise BuildError(
            f"the font cache cannot be written ({error.strerror})",
            where=str(folder.parent),
            remedy="set CLOUDCAPEX_CACHE to a folder of yours",
        ) from error
    try:
        make(made)
        try:
            made.rename(folder)
        except OSError:
            if not whole():
                # What lies there is a broken leftover, not another process's finished work.
                shutil.rmtree(folder, ignore_errors=True)
                made.rename(folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return folder


def _one_face(number: int, path: Path) -> None:
    """Write one face of the collection as a font of its own, without the signs that Source Sans has.

    Inside an SVG, Typst 0.15 looks at the first family alone: where one character is missing in it, the whole
    text is drawn in a font that has them all, digits and names too. No font has, after this.
    """
    from fontTools.ttLib import TTFont

    latin = {c for first, last in _RANGES for c in range(first, last + 1)} - {0x20, 0xA0}
    with TTFont(variable_path(), lazy=True) as font:
        latin &= font.getBestCmap().keys()
    with TTFont(cjk_path(), fontNumber=number, lazy=True, recalcTimestamp=False, recalcBBoxes=False) as font:
        del font["DSIG"]  # it signs the collection
        for table in font["cmap"].tables:
            if table.format != 14:  # which lists variants of characters, and none of these
                table.cmap = {c: name for c, name in table.cmap.items() if c not in latin}
        font.save(path, reorderTables=None)


def _make(folder: Path) -> None:
    for italic in (False, True):
        part = _subset(variable_path(italic))
        for name, style, weight, slanted in _CUTS:
            if slanted is italic:
                _cut(part, folder / name, style, weight, italic)


def _subset(path: Path) -> bytes:
    """Cut the variable font down to the characters charts use."""
    import io
    import logging

    from fontTools import subset
    from fontTools.ttLib import TTFont

    logging.getLogger("fontTools").setLevel(logging.ERROR)
    font = TTFont(path, recalcTimestamp=False)
    options = subset.Options()
    # No kerning: instancing it is nine tenths of the time, and text kept as text is kerned where it is shown.
    options.layout_features = []
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[c for first, last in _RANGES for c in range(first, last + 1)])
    cutter.subset(font)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _cut(part: bytes, path: Path, style: str, weight: int, italic: bool) -> None:
    """Write one static instance, named so that matplotlib tells the four apart."""
    import io

    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = TTFont(io.BytesIO(part), recalcTimestamp=False)
    font = instantiateVariableFont(font, {"wght": weight}, inplace=True, updateFontNames=False)
    for tag in ("STAT", "DSIG"):
        if tag in font:
            del font[tag]
    # The four classic styles share one family name; SemiBold is a family of its own to old readers.
    classic = style in ("Regular", "Bold", "Italic")
    names = {
        1: FAMILY if classic else f"{FAMILY} {style}",
        2: style if classic else "Regular",
        3: f"SourceSans3-{style}",
        4: f"{FAMILY} {style}",
        6: f"SourceSans3-{style}",
        16: FAMILY,
        17: style,
    }
    table = font["name"]
    table.names = [n for n in table.names if n.nameID in (0, 5, 7, 8, 9, 11, 13, 14)]
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    selection = font["OS/2"].fsSelection & ~0b1100001
    bold = style == "Bold"
    selection |= (1 if italic else 0) | (0b100000 if bold else 0)
    font["OS/2"].fsSelection = selection | (0 if italic or bold else 0b1000000)
    font["head"].macStyle = (1 if bold else 0) | (2 if italic else 0)
    font.save(path)
