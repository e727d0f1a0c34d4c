"""What a drawing can do without: a third of the bytes stays, and every pixel."""

from __future__ import annotations

import hashlib
import re

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
_ID = re.compile(r' id="([^"]+)"')


def slim(svg: str) -> str:
    """Shorten matplotlib's SVG without changing what it shows.

    Numbers are cut to a hundredth of a point, groups and shapes that show nothing are dropped, and
    only ids that something refers to stay, marked with the drawing's digest: two charts of a page
    share none.
    """
    text = _DROPPED.sub("", svg[svg.index("<svg") :])
    text = _NUMBER.sub(_rounded, text)
    text = _BLANK.sub("><", text).replace("\n", " ").strip()
    text = _PATH.sub(lambda m: _COMMAND.sub(r"\1", m[0]).strip(), text)
    text = _STYLE.sub(lambda m: m[0].replace(": ", ":").replace("; ", ";"), text)
    return _without_bare_groups(_own_ids(text))


def _rounded(match: re.Match[str]) -> str:
    text = f"{float(match[0]):.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _own_ids(text: str) -> str:
    used = set(_REFERENCE.findall(text))
    mark = hashlib.sha256(text.encode()).hexdigest()[:8]
    text = _ID.sub(lambda m: f' id="{m[1]}-{mark}"' if m[1] in used else "", text)
    return _REFERENCE.sub(lambda m: f"{m[0]}-{mark}", text)


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
