"""Terminal output: what a terminal would show, in its colours."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_CONTROL = re.compile(
    r"\x1b\[(?P<codes>[0-9;:]*)m"  # colours
    r"|\x1b\[[0-?]*[ -/]*[@-~]"  # any other control sequence: the cursor does not move on paper
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # titles and links
    r"|\x1b[@-Z\\-_]"
)
# Dark enough to be read on white.
_COLOURS = [
    "#3d3d3d",
    "#b02a1c",
    "#1e7a3c",
    "#8a6100",
    "#1f5fae",
    "#8a3a9c",
    "#0b7285",
    "#6b6b6b",
    "#5a5a5a",
    "#c8372a",
    "#248a46",
    "#9c7000",
    "#2a73cc",
    "#a04ab3",
    "#0f8296",
    "#8a8a8a",
]


@dataclass(frozen=True)
class Look:
    """How a stretch of terminal text looks."""

    ink: str = ""
    paper: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    reverse: bool = False


def overwrite(text: str) -> str:
    """Carry out carriage returns and backspaces: of a progress bar the last state is what was seen."""
    if "\r" not in text and "\b" not in text:
        return text
    lines = []
    for line in text.replace("\r\n", "\n").split("\n"):
        if "\r" in line:
            kept = ""
            for piece in line.split("\r"):
                kept = piece + kept[len(piece) :] if "\x1b" not in piece + kept else (piece or kept)
            line = kept
        while "\b" in line:
            shorter = re.sub("[^\x08]\x08", "", line, count=1)
            line = shorter if shorter != line else line.replace("\b", "")
        lines.append(line)
    return "\n".join(lines)


def plain(text: str) -> str:
    """The text without its control sequences."""
    return _CONTROL.sub("", overwrite(text))


def spans(text: str) -> list[tuple[str, Look]]:
    """Split terminal text into stretches of one look.

    Parameters
    ----------
    text : str
        With ANSI escape sequences.

    Returns
    -------
    list of (str, Look)
        In order; together the text, control sequences gone.
    """
    text = overwrite(text)
    out: list[tuple[str, Look]] = []
    look, at = Look(), 0
    for match in _CONTROL.finditer(text):
        if match.start() > at:
            out.append((text[at : match.start()], look))
        if match["codes"] is not None:
            look = _apply(look, match["codes"])
        at = match.end()
    if at < len(text):
        out.append((text[at:], look))
    return out


def _apply(look: Look, codes: str) -> Look:
    numbers = [int(c) if c else 0 for c in re.split("[;:]", codes) if len(c) < 6]
    i = 0
    while i < len(numbers):
        n = numbers[i]
        if n == 0:
            look = Look()
        elif n in (1, 3, 4, 7):
            look = _switch(look, n, True)
        elif n in (22, 23, 24, 27):
            look = _switch(look, n - 20, False)
        elif 30 <= n <= 37 or 90 <= n <= 97:
            look = replace(look, ink=_COLOURS[n - 30 if n < 40 else n - 82])
        elif 40 <= n <= 47 or 100 <= n <= 107:
            look = replace(look, paper=_COLOURS[n - 40 if n < 50 else n - 92])
        elif n in (39, 49):
            look = replace(look, ink="") if n == 39 else replace(look, paper="")
        elif n in (38, 48):
            found, used = _extended(numbers[i + 1 :])
            look = replace(look, ink=found) if n == 38 else replace(look, paper=found)
            i += used
        i += 1
    return look


def _switch(look: Look, code: int, on: bool) -> Look:
    if code in (1, 2):
        return replace(look, bold=on)
    if code == 3:
        return replace(look, italic=on)
    return replace(look, underline=on) if code == 4 else replace(look, reverse=on)


def _extended(numbers: list[int]) -> tuple[str, int]:
    """Colour of a 256-colour or true-colour code, and how many numbers it took."""
    if numbers[:1] == [5] and len(numbers) > 1:
        n = min(numbers[1], 255)
        if n < 16:
            return _COLOURS[n], 2
        if n >= 232:
            return "#" + f"{8 + 10 * (n - 232):02x}" * 3, 2
        steps = (0, 95, 135, 175, 215, 255)
        n -= 16
        return "#" + "".join(f"{steps[v]:02x}" for v in (n // 36, n // 6 % 6, n % 6)), 2
    if numbers[:1] == [2] and len(numbers) > 3:
        return "#" + "".join(f"{min(v, 255):02x}" for v in numbers[1:4]), 4
    return "", len(numbers)
