"""Pictures: checked, measured and handed to the compiler as files of its own folder."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from urllib.parse import unquote, unquote_to_bytes

from .. import fonts, media
from ..markup.pictures import MOST_BYTES, SUFFIXES, as_bytes, find_picture
from . import escape
from .page import Place
from .words import say

# By its kind the suffix of a picture; of two that one kind has, the first.
EXTENSIONS = {kind: suffix.removeprefix(".") for suffix, kind in reversed(SUFFIXES.items())}
_UNITS = {"": 0.75, "px": 0.75, "pt": 1.0, "in": 72.0, "cm": 28.3465, "mm": 2.83465, "pc": 12.0, "em": 12.0}
_LENGTH = re.compile(r"\s*([\d.]+)\s*([a-z]*)\s*$")


def size(data: bytes, mime: str) -> tuple[float, float] | None:
    """Width and height of a picture in points (one pixel: 1/96 inch); None where it is no such picture."""
    if mime == media.SVG:
        return _svg_size(data)
    import warnings

    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=["PNG", "JPEG", "GIF", "WEBP"]) as image:
                width, height = image.size
                image.load()  # a picture cut short opens well and fails only here
    except Exception:  # Pillow raises nearly anything for a damaged file
        return None
    return (width * 0.75, height * 0.75) if width and height else None


def drawing(data: bytes) -> bytes | None:
    """Check an SVG: None where it is no XML; pictures it would load from elsewhere are taken out."""
    from xml.etree import ElementTree as Tree

    try:
        root = Tree.fromstring(data)
    except (Tree.ParseError, ValueError, LookupError):
        return None
    linked = False
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag.rpartition("}")[2] in ("image", "feImage", "use"):
            for name in [n for n in element.attrib if n.rpartition("}")[2] == "href"]:
                if not element.attrib[name].strip().startswith(("data:", "#")):
                    del element.attrib[name]
                    linked = True
    if linked:
        Tree.register_namespace("", "http://www.w3.org/2000/svg")
        data = Tree.tostring(root)
    return fonts.steady_weights(data.decode("utf-8", "replace")).encode()


def _svg_size(data: bytes) -> tuple[float, float] | None:
    match = re.search(rb"<(?:\w+:)?svg\b([^>]*)>", data)
    if not match:
        return None
    attrs = dict(re.findall(r"([\w:-]+)\s*=\s*[\"']([^\"']*)[\"']", match[1].decode("utf-8", "replace")))
    box = re.findall(r"-?[\d.]+(?:e-?\d+)?", attrs.get("viewBox", ""))
    sides = []
    for i, name in enumerate(("width", "height")):
        found = _LENGTH.match(attrs.get(name, ""))
        try:
            if found and found[2] in _UNITS:
                sides.append(float(found[1]) * _UNITS[found[2]])
            elif len(box) == 4:
                sides.append(float(box[2 + i]) * 0.75)
            else:
                sides.append((300.0, 150.0)[i] * 0.75)
        except ValueError:
            return None
    return (sides[0], sides[1]) if min(sides) > 0 else None


def embed(
    data: bytes | None, mime: str, place: Place, *, alt: str, given: Mapping[str, object] | None = None
) -> str:
    """Keep a picture for the compiler and write its place on the page; a note where it is damaged.

    Parameters
    ----------
    data : bytes or None
        The picture.
    mime : str
        Its type.
    place : Place
        Where it stands; its ``outputs`` gain the file.
    alt : str
        What it shows, for those who do not see it.
    given : dict, optional
        ``width`` and ``height`` in pixels, as the notebook's metadata or HTML states them.

    Returns
    -------
    str
        A call of the template's ``picture``: no wider than the column, no taller than the page.
    """
    if data and mime == media.SVG:
        data = drawing(data)
    natural = size(data, mime) if data and len(data) <= MOST_BYTES and mime in EXTENSIONS else None
    if data is None or natural is None:
        return note(f"{alt} ({mime}, {say('invalid', place.language)})", place)
    width, height = _wanted(natural, given or {})
    scale = min(1.0, place.width / width, 0.92 * place.height / height)
    name = f"{place.files_dir}picture_{place.cell}_{len(place.outputs)}.{EXTENSIONS[mime]}"
    place.outputs[name] = data
    sizes = f"width: {width * scale:.2f}pt, height: {height * scale:.2f}pt"
    # The call of `image` stands here and not in the template, so that an error points at this cell.
    return f"#nb-picture(image({escape.string(name)}, {sizes}, alt: {escape.string(alt)}))"


def _wanted(natural: tuple[float, float], given: Mapping[str, object]) -> tuple[float, float]:
    """Size asked for, keeping the picture's proportions."""
    sides: list[float | None] = []
    for name in ("width", "height"):
        match = _LENGTH.match(str(given.get(name) or ""))
        value = float(match[1]) * _UNITS[match[2]] if match and match[2] in _UNITS else 0.0
        sides.append(value if 1 < value < 10_000 else None)
    width, height = sides
    if width:
        return width, width * natural[1] / natural[0]
    if height:
        return height * natural[0] / natural[1], height
    return natural


def note(words: str, place: Place) -> str:
    """Say on the page that a picture is not there, and why."""
    return f"#nb-remark({escape.string(say('image', place.language, words))});"


def from_source(src: str, place: Place, *, alt: str, given: Mapping[str, object] | None = None) -> str:
    """Write the picture an ``<img>`` or a Markdown image names.

    Attachments, ``data:`` addresses and files beside or below the notebook are shown. Nothing is fetched from
    the web and no file is read from anywhere else: a note says what was left out.
    """
    src = src.strip()
    words = alt or say("picture", place.language)
    if src.startswith("data:"):
        head, _, body = src[5:].partition(",")
        mime = head.split(";")[0].strip().lower()
        data = as_bytes(unquote(body), media.PNG) if head.endswith(";base64") else unquote_to_bytes(body)
        return embed(data, mime, place, alt=words, given=given)
    link = escape.safe_url(src)
    if link:
        return note(f"{words}, {say('remote', place.language, link)}", place)
    found = find_picture(src, place.folder, place.attachments)
    if found is None:
        return note(f"{words} ({src})", place)
    return embed(found[1], found[0], place, alt=words, given=given)
