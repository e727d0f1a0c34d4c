"""Colours of companies: how they are written, how well they can be read, and a reserve for rows without one."""

from __future__ import annotations

import re
from typing import NamedTuple

LIGHT_PAPER, DARK_PAPER = "#ffffff", "#11181f"
# What the page's style sheet draws in itself, by the name of its variable: no company may be drawn in one of these.
PAGE = {
    "ink": "#1c2530",
    "muted": "#5a6572",
    "grid": "#dfe4ea",
    "paper": LIGHT_PAPER,
    "heading": "#14344f",
    "layer-users": "#3d5166",
    "layer-investors": "#8c7a5b",
    "layer-applications": "#2c7da0",
    "layer-models": "#7a4fa3",
    "layer-clouds": "#c8741a",
    "layer-chips": "#5f7a12",
    "state-holds": "#b5402a",
    "state-returned": "#7d2317",
    "state-easing": "#e3a94f",
    "state-resolved": "#c9dfee",
    "state-not-testable": "#e8ebee",
}
# What the guidelines for accessible pages ask of shapes and of words.
SHAPES, WORDS = 3.0, 4.5

_WRITTEN = re.compile(r"#[0-9a-f]{6}")


class Colours(NamedTuple):
    """One company's colour: of its shapes on white, of words on white, and of both on the dark page."""

    fill: str
    words: str
    dark: str


# Taken from the top for a row that brings none: each as far as can be from all before it, in full colour, to
# colour-blind eyes and in grey, and dark enough for words.
RESERVE = (
    Colours("#472704", "#472704", "#fbd89f"),
    Colours("#855ae2", "#855ae2", "#cea4fe"),
    Colours("#2a344e", "#2a344e", "#cedbff"),
    Colours("#41086a", "#41086a", "#da83fb"),
    Colours("#4b3bbd", "#4b3bbd", "#7793dd"),
    Colours("#642a2d", "#642a2d", "#b4717f"),
    Colours("#694837", "#694837", "#b98980"),
    Colours("#9b43a0", "#9b43a0", "#dd56b0"),
    Colours("#592968", "#592968", "#9983c4"),
    Colours("#99648c", "#8b567e", "#cb6d97"),
)


def written(text: str) -> bool:
    """Tell whether a colour is written as the tables write it: ``#186db2``."""
    return _WRITTEN.fullmatch(text) is not None


def luminance(colour: str) -> float:
    """How bright a colour is, from 0 for black to 1 for white."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, from 1 for none to 21 for black on white."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def fault(fill: str, words: str, dark: str) -> tuple[int, str, str] | None:
    """Find what cannot be read of a company's colours.

    Returns
    -------
    tuple or None
        Which of the three it is, what is wrong, and what would do.
    """
    for place, colour in enumerate((fill, words)):
        if colour in PAGE.values():
            name = next(name for name, drawn in PAGE.items() if drawn == colour)
            return (
                place,
                f"{colour} is the page’s own ({name})",
                "a colour that the page does not draw in itself",
            )
    wanted = ((fill, LIGHT_PAPER, SHAPES), (words, LIGHT_PAPER, WORDS), (dark, DARK_PAPER, WORDS))
    for place, (colour, paper, least) in enumerate(wanted):
        found = contrast(colour, paper)
        if found < least:
            name = "white" if paper == LIGHT_PAPER else "the dark page"
            return (
                place,
                f"{colour} has a contrast of {found:.1f} on {name}",
                f"a contrast of {least:g} or more",
            )
    return None
