"""Drawings in HTML made pictures: as pictures they can neither act nor load, and keep the case of their names."""

from __future__ import annotations

import re
from html import escape

from .. import media

_MARK = re.compile(r"<svg\b|</svg\s*>", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^<>]*>([^<]*)</title>", re.IGNORECASE)


def drawings_as_pictures(html: str) -> str:
    """Put an ``<img>`` with the drawing in its address in the place of every ``<svg>``."""
    out, done, depth, start = [], 0, 0, 0
    for mark in _MARK.finditer(html):
        if not mark[0].startswith("</"):
            start = mark.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                out += [html[done:start], _picture(html[start : mark.end()])]
                done = mark.end()
    return "".join([*out, html[done:]])


def svg_data_url(svg: str) -> str:
    """Pack a drawing as an address for ``<img>``, where a browser runs no script and loads nothing."""
    head, gap, rest = svg.partition("<svg")
    if gap and "xmlns=" not in rest.partition(">")[0]:
        svg = f'{head}<svg xmlns="http://www.w3.org/2000/svg"{rest}'
    return media.data_url(media.SVG, svg.encode("utf-8", "replace"))


def _picture(svg: str) -> str:
    title = _TITLE.search(svg)
    return f'<img alt="{escape(title[1].strip()) if title else ""}" src="{svg_data_url(svg)}">'
