"""What a drawing can do without: a third of the bytes stays, and every pixel."""

from __future__ import annotations

import hashlib
import itertools
import re
import string
from collections.abc import Sequence

_DROPPED = re.compile(
    r"<metadata>.*?</metadata>|<defs>\s*<style.*?</style>\s*</defs>|<!--.*?-->"
    r'|<path d="[^"]*" style="fill: none(?:; opacity: 0)?"/>| transform="rotate\(-0 [^"]*\)"',
    re.S,
)
_BLANK = re.compile(r">\s+<")
_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_COMMAND = re.compile(r"\s*([MLCQSTAHVZmlcqstahvz])\s*")
_PATH = re.compile(r'(?<= d=")[^"]+')
_STYLE = re.compile(r'(?<= style=")[^"]+')
_GROUP = re.compile(r"<g>|<g [^>]*>|<g/>|</g>")
_REFERENCE = re.compile(r"(?<=url\(#)[\w.-]+|(?<=href=\"#)[\w.-]+")
_FRAME = re.compile(
    r'<clipPath id="([^"]+)"><rect x="([\d.-]+)" y="([\d.-]+)" width="([\d.]+)" height="([\d.]+)"/></clipPath>'
)
_FRAMED = re.compile(r'<path d="((?:[ML]-?[\d.]+ -?[\d.]+)+)" clip-path="url\(#([^)]+)\)"')
_NUMBERS = re.compile(r"-?[\d.]+")
# So far, in points, a line stays from the sides of its frame that goes without: its stroke is never cut.
_CLEAR = 1.0
_UNUSED = re.compile("<clipPath><rect [^>]*/></clipPath>|<defs></defs>")
_LETTERS = [*string.ascii_lowercase, *map("".join, itertools.product(string.ascii_lowercase, repeat=2))]
_ID = re.compile(r' id="([^"]+)"')


def slim(svg: str) -> str:
    """Shorten matplotlib's SVG without changing what it shows.

    Numbers are cut to a hundredth of a point; groups and shapes that show nothing are dropped, as is the frame of lines
    that stay within it. Only ids that something refers to stay, as a letter with the drawing's digest: two charts of a
    page share none.
    """
    text = _DROPPED.sub("", svg[svg.index("<svg") :])
    text = _NUMBER.sub(_rounded, text)
    text = _BLANK.sub("><", text).replace("\n", " ").strip()
    text = _PATH.sub(lambda m: _COMMAND.sub(r"\1", m[0]).strip(), text)
    text = _STYLE.sub(lambda m: m[0].replace(": ", ":").replace("; ", ";"), text)
    text = _unclipped(text)
    return _without_bare_groups(_UNUSED.sub("", _own_ids(text)))


def _rounded(match: re.Match[str]) -> str:
    text = f"{float(match[0]):.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _unclipped(text: str) -> str:
    """Take the frame from straight lines that stay within it, and clear of its sides."""
    frames = {name: [float(n) for n in sides] for name, *sides in _FRAME.findall(text)}

    def bare(match: re.Match[str]) -> str:
        left, top, wide, high = frames[match[2]]
        across, along = ([float(n) for n in _NUMBERS.findall(match[1])[k::2]] for k in (0, 1))
        within = _inside(across, left, left + wide, along) and _inside(along, top, top + high, across)
        return f'<path d="{match[1]}"' if within else match[0]

    return _FRAMED.sub(lambda m: bare(m) if m[2] in frames else m[0], text)


def _inside(ends: Sequence[float], low: float, high: float, others: Sequence[float]) -> bool:
    """Whether places lie between two sides of a frame: a line that crosses it at right angles may end there."""
    clear = 0.0 if min(others) == max(others) else _CLEAR
    return low + clear <= min(ends) and max(ends) <= high - clear


def _own_ids(text: str) -> str:
    mark = hashlib.sha256(text.encode()).hexdigest()[:8]
    named = {old: f"{_LETTERS[n]}{mark}" for n, old in enumerate(dict.fromkeys(_REFERENCE.findall(text)))}
    text = _ID.sub(lambda m: f' id="{named[m[1]]}"' if m[1] in named else "", text)
    return _REFERENCE.sub(lambda m: named[m[0]], text)


def _without_bare_groups(text: str) -> str:
    open_groups: list[bool] = []

    def keep(match: re.Match[str]) -> str:
        tag = match[0]
        if tag == "<g/>":
            return ""
        if tag == "</g>":
            return tag if open_groups.pop() else ""
        open_groups.append(tag != "<g>")
        return tag if open_groups[-1] else ""

    return _GROUP.sub(keep, text)
