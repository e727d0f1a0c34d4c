"""The few CSS declarations that mean something on paper: colour, weight, slant, alignment."""

from __future__ import annotations

import re

import tinycss2.color3

from .dom import Node

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_ID = re.compile(r"#([\w-]+)\s*$")
_KNOWN = frozenset(
    ["color", "background-color", "background", "font-weight", "font-style", "text-align", "text-decoration"]
)


def declarations(css: str) -> dict[str, str]:
    """Read ``name: value`` pairs of an inline style; what means nothing on paper is left out."""
    out = {}
    for piece in css.split(";"):
        name, _, value = piece.partition(":")
        name = name.strip().lower()
        if name in _KNOWN and value.strip():
            out["background-color" if name == "background" else name] = value.strip().lower()
    return out


def by_id(root: Node) -> dict[str, dict[str, str]]:
    """Read the rules for single elements (``#T_ab_row0_col1 {…}``) that ``pandas.Styler`` writes."""
    rules: dict[str, dict[str, str]] = {}
    for sheet in root.elements("style"):
        for selectors, body in _RULE.findall("".join(c for c in sheet.children if isinstance(c, str))):
            found = declarations(body)
            if found:
                for selector in selectors.split(","):
                    match = _ID.search(selector)
                    if match:
                        rules.setdefault(match[1], {}).update(found)
    return rules


def colour(value: str) -> str | None:
    """Give a CSS colour as a Typst expression; None where it is none, or transparent."""
    parsed = tinycss2.color3.parse_color(value)
    if not isinstance(parsed, tuple) or parsed[3] == 0:
        return None
    red, green, blue = (max(0, min(255, round(c * 255))) for c in parsed[:3])
    return f'rgb("#{red:02x}{green:02x}{blue:02x}")'
