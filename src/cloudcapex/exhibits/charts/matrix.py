"""A matrix of ties: who invests in whom and who buys from whom, as marks whose area is the amount."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Ellipse, Patch, Rectangle

from .. import theme
from .axes import Box, plot, points_of_row, points_wide, widest
from .canvas import Chart, draw, house_style, text_width

ROW, HEAD, LEGEND = 20.5, 20.0, 18.0
_SMALL = 7.2
_MOST = 0.93  # Diameter of the largest mark, as a share of its row.
_LEAST = 3.0  # Of the smallest one, in points.
_UNTOLD = 6.0  # Diameter of a mark without an amount.
INVESTED, PROMISED = theme.BLUE, theme.AMBER

Cells = Mapping[tuple[int, int], "tuple[Tie | None, Tie | None]"]


@dataclass(frozen=True)
class Tie:
    """One side of a tie.

    Parameters
    ----------
    label : str
        The amount in words.
    low, high : float
        Its ends; both zero where no amount was told.
    """

    label: str
    low: float
    high: float


@dataclass(frozen=True)
class _Size:
    """How large marks are: the points of a row, and the amount whose mark fills it."""

    row: float
    top: float

    def of(self, value: float) -> float:
        """Points across the mark of an amount."""
        return max(_MOST * self.row * math.sqrt(value / self.top), _LEAST) if value > 0 else 0.0


@house_style
def tie_matrix(
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Cells,
    *,
    names: tuple[str, str],
    unknown: str,
    groups: Sequence[int],
    width: float = theme.FULL_WIDTH,
    row_height: float = ROW / 72,
) -> Chart:
    """Draw a matrix of ties.

    Parameters
    ----------
    rows, columns : sequence of str
        Names down the side and along the top.
    cells : mapping of (row, column) to (Tie or None, Tie or None)
        Left the money invested, right the purchases promised.
    names : tuple of str
        What the left and the right mark mean.
    unknown : str
        What a mark without an amount means.
    groups : sequence of int
        One a row; a thin rule parts rows of different groups.
    width, row_height : float
        Inches; the marks are as large as a row lets them be.
    """
    row = points_of_row(row_height)
    figure = theme.figure(width, (len(rows) * row + HEAD + LEGEND + 4) / 72)
    axes = plot(figure, Box(left=widest(rows) + 12, right=2, top=HEAD, bottom=LEGEND + 4))
    across = points_wide(axes)
    top = max((t.high for pair in cells.values() for t in pair if t), default=1.0) or 1.0
    size = _Size(row, top)
    slots = _slots(cells, size)
    places = _places(columns, cells, slots, across)
    axes.set_xlim(0, across)
    axes.set_ylim(len(rows), 0)
    axes.set_axis_off()
    for y, name in enumerate(rows):
        _rule(axes, y, strong=y == 0 or groups[y] != groups[y - 1])
        _name(axes, name, (0, y + 0.5), (-8, 0), "right")
    _rule(axes, len(rows), strong=True)
    for x, (name, (left, _, right)) in enumerate(zip(columns, places, strict=True)):
        _name(axes, name, ((left + right) / 2, 0), (0, 7), "center")
        if x:
            axes.axvline(left, color=theme.GRID, linewidth=0.5)
    for (y, x), pair in cells.items():
        for side, tie in enumerate(pair):
            if tie is not None:
                _mark(axes, tie, (places[x][side], y + 0.5), side, size, slots[x, side])
    _legend(figure, names, unknown, cells)
    return draw(figure)


def _slots(cells: Cells, size: _Size) -> dict[tuple[int, int], float]:
    """Return how wide the marks of either side of a column are: those of one side stand in line."""
    slots: dict[tuple[int, int], float] = {}
    for (_, x), pair in cells.items():
        for side, tie in enumerate(pair):
            if tie:
                slots[x, side] = max(size.of(tie.high) or _UNTOLD, slots.get((x, side), 8.0))
    return slots


def _places(
    columns: Sequence[str], cells: Cells, slots: Mapping[tuple[int, int], float], room: float
) -> list[tuple[float, float, float]]:
    """Give every column the width its amounts need and share out the rest: left edge, middle, right edge."""
    needs = [_needed(name, x, cells, slots) for x, name in enumerate(columns)]
    if sum(a + b for a, b in needs) > room:
        # Where no row has both, marks of either kind can stand in one place.
        both = {x for (_, x), pair in cells.items() if all(pair)}
        needs = [pair if x in both else (max(pair), 0.0) for x, pair in enumerate(needs)]
    extra = max(room - sum(a + b for a, b in needs), 0.0) / (2 * len(columns))
    found, at = [], 0.0
    for a, b in needs:
        # A half that holds nothing needs no room of its own.
        wide = a + b + 2 * extra
        middle = at + a + (extra if a and b else 2 * extra if a else 0.0)
        found.append((at + 2, middle + 2 if b else at + 2, at + wide))
        at += wide
    return found


def _needed(
    name: str, column: int, cells: Cells, slots: Mapping[tuple[int, int], float]
) -> tuple[float, float]:
    """Return the widths that either half of a column needs for its amounts, and both together for its name."""
    amounts: tuple[list[float], list[float]] = ([], [])
    for (_, x), pair in cells.items():
        for side, tie in enumerate(pair):
            if x == column and tie:
                amounts[side].append(slots[x, side] + 10 + text_width(tie.label, _SMALL, 600))
    a, b = (max(half, default=0.0) for half in amounts)
    spare = max(text_width(name, theme.LABEL_SIZE, 600) + 12 - a - b, 0.0)
    return a + spare / 2, b + spare / 2


def _rule(axes: Axes, y: int, *, strong: bool) -> None:
    axes.axhline(
        y, color=theme.MUTED if strong else theme.GRID, linewidth=0.6 if strong else 0.5, clip_on=False
    )


def _name(
    axes: Axes,
    text: str,
    at: tuple[float, float],
    offset: tuple[float, float],
    align: Literal["left", "center", "right"],
) -> None:
    axes.annotate(
        text,
        xy=at,
        xytext=offset,
        textcoords="offset points",
        ha=align,
        va="center_baseline",
        fontsize=theme.LABEL_SIZE,
        fontweight=600,
        annotation_clip=False,
    )


def _mark(axes: Axes, tie: Tie, at: tuple[float, float], side: int, size: _Size, slot: float) -> None:
    """Draw one mark with its amount beside it: the lower end filled, the upper end as an outline."""
    fill, ink, _ = (INVESTED, PROMISED)[side]
    # Marks are centred in a slot as wide as the largest of them, so that amounts stand in line.
    middle = (at[0] + 1 + slot / 2, at[1])
    if tie.high == 0:
        _shape(
            axes,
            middle,
            _UNTOLD,
            side,
            size.row,
            facecolor=theme.PAPER,
            edgecolor=fill,
            linestyle=(0, (1.5, 1)),
        )
    if tie.high > tie.low:
        _shape(axes, middle, size.of(tie.high), side, size.row, facecolor=theme.PAPER, edgecolor=fill)
    if tie.low > 0:
        _shape(axes, middle, size.of(tie.low), side, size.row, facecolor=fill, edgecolor="none")
    axes.annotate(
        tie.label,
        xy=at,
        xytext=(slot + 5, 0),
        textcoords="offset points",
        ha="left",
        va="center_baseline",
        fontsize=_SMALL,
        color=ink if tie.high else theme.MUTED,
        fontweight=600,
        annotation_clip=False,
    )


def _shape(axes: Axes, middle: tuple[float, float], size: float, side: int, row: float, **style: Any) -> None:
    """Draw a square or a disc of a size in points; the horizontal axis counts points, the vertical one rows."""
    patch: Patch
    if side == 0:
        wide, high = size * 0.886, size * 0.886 / row  # A square of the disc's area.
        patch = Rectangle((middle[0] - wide / 2, middle[1] - high / 2), wide, high, **style)
    else:
        patch = Ellipse(middle, size, size / row, **style)
    patch.set_linewidth(0.8)
    patch.set_zorder(3)
    axes.add_patch(patch)


def _legend(figure: Figure, names: tuple[str, str], unknown: str, cells: Cells) -> None:
    width, height = (side * 72 for side in figure.get_size_inches())
    x = 2.0
    items: list[tuple[int, str, str]] = [(0, names[0], INVESTED.fill), (1, names[1], PROMISED.fill)]
    if any(t and t.high == 0 for pair in cells.values() for t in pair):
        items.append((2, unknown, theme.MUTED))
    for shape, name, colour in items:
        box: dict[str, Any] = {"transform": figure.transFigure, "linewidth": 0.8}
        face = theme.PAPER if shape == 2 else colour
        edge: dict[str, Any] = {
            "facecolor": face,
            "edgecolor": colour,
            "linestyle": (0, (1.5, 1)) if shape == 2 else "-",
        }
        if shape == 0:
            figure.add_artist(Rectangle((x / width, 4 / height), 8 / width, 8 / height, **box, **edge))
        else:
            figure.add_artist(Ellipse(((x + 4) / width, 8 / height), 9 / width, 9 / height, **box, **edge))
        figure.text(
            (x + 13) / width,
            8 / height,
            name,
            va="center_baseline",
            fontsize=theme.BASE_SIZE,
            color=theme.INK,
        )
        x += 26 + text_width(name)
