"""What the fills of a chart mean: swatches with words under it, in as many lines as they need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from .. import theme
from .canvas import text_width

LINE = 16.0  # Height of one line of keys, in points.

Look = Literal["full", "pale", "hatched", "outline", "none"]


@dataclass(frozen=True)
class Key:
    """What a look means."""

    name: str
    colour: str
    look: Look


def swatch(
    at: tuple[float, float], wide: float, high: float, colour: str, look: Look, **more: Any
) -> Rectangle:
    """Make a rectangle of a look; its place and size are in the units of where it is put."""
    style: dict[str, dict[str, Any]] = {
        "full": {"facecolor": colour, "edgecolor": "none"},
        "pale": {"facecolor": colour, "edgecolor": "none", "alpha": 0.45},
        "hatched": {"facecolor": theme.PAPER, "edgecolor": colour, "hatch": "/////", "linewidth": 0.6},
        "outline": {
            "facecolor": theme.PAPER,
            "edgecolor": colour,
            "linewidth": 0.8,
            "linestyle": (0, (2, 1.2)),
        },
    }
    return Rectangle(at, wide, high, zorder=3, **style[look], **more)


def key_lines(keys: Sequence[Key], room: float) -> list[list[Key]]:
    """Break keys into lines that fit a width in points."""
    lines: list[list[Key]] = [[]] if keys else []
    used = 0.0
    for key in keys:
        need = 28 + text_width(key.name)
        if lines[-1] and used + need > room:
            lines.append([])
            used = 0.0
        lines[-1].append(key)
        used += need
    return lines


def draw_keys(figure: Figure, lines: Sequence[Sequence[Key]]) -> None:
    """Draw lines of keys along the foot of a figure."""
    width, height = (side * 72 for side in figure.get_size_inches())
    for row, line in enumerate(reversed(lines)):
        x, y = 2.0, 3.0 + row * LINE
        for key in line:
            figure.add_artist(
                swatch(
                    (x / width, y / height), 13 / width, 8 / height, key.colour, key.look,
                    transform=figure.transFigure,
                )
            )  # fmt: skip
            figure.text(
                (x + 17) / width,
                (y + 4) / height,
                key.name,
                fontsize=theme.BASE_SIZE,
                color=theme.INK,
                va="center_baseline",
            )
            x += 28 + text_width(key.name)
