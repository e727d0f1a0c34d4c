"""Paths of a drawing as steps from point to point: shorter for the page than places, and the same to a twentieth of a point."""

from __future__ import annotations

import re
from collections.abc import Iterable

_GRID = 10  # to a point: a screen of two dots a pixel shows no finer
# Straight lines alone, each command written out, as `slim` leaves them.
_STRAIGHT = re.compile(r'(?<= d=")(?:[ML]-?[\d.]+ -?[\d.]+|z)+(?=")')
_COMMAND = re.compile(r"([ML])(-?[\d.]+) (-?[\d.]+)|z")
_PLACE = re.compile(r'(?<= [xy]=")-?\d+\.\d+')
Step = tuple[str, tuple[int, ...]]


def stepped(svg: str) -> str:
    """Write the straight paths of a drawing as steps, and where its words and marks stand as short.

    Parameters
    ----------
    svg : str
        With places in points.
    """
    placed = _PLACE.sub(lambda place: _written(_rounded(place[0])), svg)
    return _STRAIGHT.sub(lambda path: _joined(_steps(path[0])), placed)


def _steps(path: str) -> Iterable[Step]:
    here = start = (0, 0)
    for command in _COMMAND.finditer(path):
        if command[0] == "z":
            yield "z", ()
            here = start
            continue
        there = (_rounded(command[2]), _rounded(command[3]))
        if command[1] == "M":
            yield "M", there
            start = there
        else:
            yield _step(there[0] - here[0], there[1] - here[1])
        here = there


def _step(x: int, y: int) -> Step:
    if not x:
        return "v", (y,)
    return ("l", (x, y)) if y else ("h", (x,))


def _joined(steps: Iterable[Step]) -> str:
    """Write steps with no more than parts one number from the next: a letter once for a run of them."""
    told, last = "", ""
    for letter, numbers in steps:
        if letter != last or letter in "Mz":
            told += letter
        for number in map(_written, numbers):
            told += number if number.startswith("-") or not told[-1].isdigit() else f" {number}"
        last = letter
    return told


def _rounded(text: str) -> int:
    return round(float(text) * _GRID)


def _written(number: int) -> str:
    text = f"{number / _GRID:g}"
    return re.sub(r"^(-?)0\.", r"\1.", text)
