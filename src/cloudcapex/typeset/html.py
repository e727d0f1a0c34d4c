"""HTML of outputs into the tree of elements, with pictures drawn inside it taken out whole."""

from __future__ import annotations

import base64
import re

from .dom import Node, parse_html

_SVG = re.compile(r"<svg\b.*?</svg\s*>", re.DOTALL | re.IGNORECASE)
_SHOWN = ("img", "table", "hr", "tex", "input")


def read(html: str) -> Node:
    """Read the HTML of an output.

    An HTML parser folds the case of names, which breaks SVG: drawings are cut out before and put back as
    pictures.
    """

    def keep(match: re.Match[str]) -> str:
        drawing = match[0]
        if "xmlns=" not in drawing.split(">")[0]:
            drawing = drawing.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
        title = re.search(r"<title[^>]*>([^<]*)</title>", drawing)
        alt = re.sub('[<>"&]', " ", title[1]) if title else ""
        coded = base64.b64encode(drawing.encode("utf-8", "replace")).decode()
        return f'<img alt="{alt}" src="data:image/svg+xml;base64,{coded}">'

    return parse_html(_SVG.sub(keep, html))


def shows(root: Node) -> bool:
    """Whether anything of the HTML can be printed; a script that draws in a browser cannot."""
    return bool(root.text().strip()) or any(True for _ in root.elements(*_SHOWN))
