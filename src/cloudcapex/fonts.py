"""The fonts of page and chart: where the packaged files are, and static cuts of the variable one.

Typst draws every weight from the variable files itself; matplotlib only ever sees a variable font's
first weight, so it is given static cuts, made once and kept in the reader's cache folder.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
import tempfile
from functools import lru_cache
from importlib import metadata, resources
from pathlib import Path

from .errors import BuildError

FAMILY = "Source Sans 3"
# The mainland and the Taiwan form of the characters both write.
CHINESE = {"zh-Hans": "Noto Sans CJK SC", "zh-Hant": "Noto Sans CJK TC"}

# What a chart may say: Latin, Greek, punctuation, currency, arrows, maths, marks. Cutting the whole font with
# its kerning takes 45 seconds, this part of it three, and Chinese comes from another font anyway.
_RANGES = (
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x218, 0x21B),
    (0x2C6, 0x2DD),
    (0x370, 0x3FF),
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


def cache_dir() -> Path:
    """Folder for what can be made again: ``$CLOUDCAPEX_CACHE``, else the platform's cache folder.

    Returns
    -------
    Path
        Not made yet; an unwritable home falls back to the system's temporary folder.
    """
    chosen = os.environ.get("CLOUDCAPEX_CACHE")
    if chosen:
        return Path(chosen).expanduser()
    if sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    elif os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = base / "cloudcapex"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder
    except OSError:
        pass
    # A shared temporary folder: another user's files must not be read as ours.
    owner = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
    return Path(tempfile.gettempdir()) / f"cloudcapex-{owner}"


def _packaged(package: str, *parts: str) -> Path:
    path = Path(str(resources.files(package).joinpath(*parts)))
    if not path.exists():
        raise BuildError(
            "a packaged font is missing", where=str(path), remedy=f"install {package.replace('_', '-')} again"
        )
    return path


def variable_path(italic: bool = False) -> Path:
    """Path of the variable Source Sans 3, upright or italic."""
    name = "SourceSans3-Italic[wght].ttf" if italic else "SourceSans3[wght].ttf"
    return _packaged("fontpkg_source_sans_3", "files", name)


def cjk_path() -> Path:
    """Path of the Noto Sans CJK collection: variable, with SC, TC, HK, JP and KR faces."""
    return _packaged("manimgx_fonts_cjk", "NotoSansCJK-VF.otf.ttc")


def typst_font_paths() -> list[Path]:
    """Folders Typst takes its fonts from; with them and no system fonts a page is the same everywhere.

    The static cuts, not the variable file: inside an SVG, Typst draws a variable font at its thinnest.
    """
    return [font_dir(), cjk_path().parent]


def families(language: str = "en") -> list[str]:
    """Font families in order of preference for one document language.

    Parameters
    ----------
    language : {'en', 'zh-Hans', 'zh-Hant'}
        Chooses between the mainland and the Taiwan form of shared Chinese characters.

    Returns
    -------
    list of str
        Latin first: a curly apostrophe would take its full-width form from a CJK font.
    """
    chinese = [CHINESE["zh-Hant"], CHINESE["zh-Hans"]]
    if language.lower() not in ("zh-hant", "zh-tw", "zh-hk"):
        chinese.reverse()
    return [FAMILY, *chinese, "DejaVu Sans Mono", "New Computer Modern Math", "Libertinus Serif"]


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
    key = hashlib.sha256(repr((_RECIPE, _RANGES, _CUTS, version, tool)).encode()).hexdigest()[:12]
    folder = cache_dir() / f"fonts-{key}"
    if _whole(folder):
        return folder
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=".fonts-", dir=folder.parent))
    except OSError as error:
        raise BuildError(
            f"the font cache cannot be written ({error.strerror})",
            where=str(folder.parent),
            remedy="set CLOUDCAPEX_CACHE to a folder of yours",
        ) from error
    try:
        _make(made)
        try:
            made.rename(folder)
        except OSError:
            if not _whole(folder):
                # What lies there is a broken leftover, not another process's finished work.
                shutil.rmtree(folder, ignore_errors=True)
                made.rename(folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return folder


def _whole(folder: Path) -> bool:
    return all((folder / name).is_file() for name, *_ in _CUTS)


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
