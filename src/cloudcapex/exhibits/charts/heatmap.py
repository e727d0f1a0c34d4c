"""A heat map of states: one row a question, one column a quarter, a field's colour and mark saying the state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ...periods import Quarter
from .. import theme
from .axes import Box, plot, quarter_axis, shortened, widest
from .canvas import Chart, draw, house_style, text_width

ROW = 15.5
WIDEST_FIELD = 30.0
AXIS, LEGEND = 15.0, 17.0
MARK_SIZE = 3.6


@dataclass(frozen=True)
class State:
    """One of the states a field can be in.

    Parameters
    ----------
    name : str
        Its word, in the language of the edition.
    mark : str
        The matplotlib marker inside its fields: colour is never the only carrier.
    hollow : bool
        Whether the mark is an outline.
    colour : str
        The field's fill, one of the theme's.
    strong : bool
        True where the fill is dark on a light page, so that its mark takes the paper's colour.
    """

    name: str
    mark: str
    colour: str
    hollow: bool = False
    strong: bool = False

    @property
    def ink(self) -> str:
        """Colour of the mark on the state's own field."""
        return theme.PAPER if self.strong else theme.INK


@dataclass(frozen=True)
class StateRow:
    """One row of the map.

    Parameters
    ----------
    label : str
        Printed to the left.
    states : tuple of str
        Key of the state in each quarter; empty where nothing is shown.
    filled : tuple of bool
        False where only the mark is printed, without a field.
    end : str
        Printed to the right: where the row stands now.
    """

    label: str
    states: tuple[str, ...]
    filled: tuple[bool, ...]
    end: str = ""


@house_style
def state_map(
    quarters: Sequence[Quarter],
    rows: Sequence[StateRow],
    states: dict[str, State],
    *,
    unfilled: str = "",
    width: float = theme.FULL_WIDTH,
) -> Chart:
    """Draw a heat map of states over quarters.

    Parameters
    ----------
    quarters : sequence of Quarter
        The columns.
    rows : sequence of StateRow
        From top to bottom.
    states : dict of str to State
        What the rows' keys mean; those that occur are named under the map, in this order.
    unfilled : str
        What a mark without a field means; named under the map where one occurs.
    width : float
        Inches.
    """
    height = (len(rows) * ROW + AXIS + LEGEND + 4) / 72
    figure = theme.figure(width, height)
    left, right = widest([_name(r, figure) for r in rows]) + 8, widest([r.end for r in rows]) + 8
    room = width * 72 - left - right
    spare = max(0.0, room - len(quarters) * WIDEST_FIELD)
    box = Box(left=left, right=right + spare, top=4, bottom=AXIS + LEGEND)
    axes = plot(figure, box)
    _fields(axes, rows, list(states), [s.colour for s in states.values()])
    _marks(axes, rows, states)
    _labels(axes, quarters, rows)
    _legend(figure, axes, rows, states, unfilled)
    return draw(figure)


def _fields(axes: Axes, rows: Sequence[StateRow], keys: list[str], colours: list[str]) -> None:
    import seaborn  # half a second, which whoever draws no map need not wait for

    values = np.array([[keys.index(key) if key else 0 for key in row.states] for row in rows])
    blank = np.array([[not (key and full) for key, full in _cells(row)] for row in rows])
    seaborn.heatmap(
        values,
        mask=blank,
        cmap=ListedColormap(colours),
        vmin=-0.5,
        vmax=len(colours) - 0.5,
        cbar=False,
        linewidths=1.2,
        linecolor=theme.PAPER,
        xticklabels=False,
        yticklabels=False,
        ax=axes,
    )


def _cells(row: StateRow) -> list[tuple[str, bool]]:
    return list(zip(row.states, row.filled, strict=True))


def _marks(axes: Axes, rows: Sequence[StateRow], states: dict[str, State]) -> None:
    """Set the mark into every cell: one call a state and tone, since a call each would double the drawing time."""
    places: dict[tuple[str, bool], list[tuple[float, float]]] = {}
    for y, row in enumerate(rows):
        for x, cell in enumerate(_cells(row)):
            places.setdefault(cell, []).append((x + 0.5, y + 0.5))
    for (key, filled), spots in places.items():
        if key:
            colour = states[key].ink if filled else theme.MUTED
            _mark(axes, states[key], colour, [x for x, _ in spots], [y for _, y in spots])


def _mark(axes: Axes, state: State, colour: str, x: list[float], y: list[float], **place: Any) -> None:
    axes.plot(
        x,
        y,
        linestyle="none",
        marker=state.mark,
        markersize=MARK_SIZE,
        markerfacecolor="none" if state.hollow else colour,
        markeredgecolor=colour,
        markeredgewidth=0.8,
        clip_on=False,
        **place,
    )


def _name(row: StateRow, figure: Any) -> str:
    """What a row is of, in no more than two fifths of the width."""
    return shortened(row.label, figure.get_size_inches()[0] * 72 * 0.4)


def _labels(axes: Axes, quarters: Sequence[Quarter], rows: Sequence[StateRow]) -> None:
    quarter_axis(axes, quarters, pad=0.5)
    places, names = axes.get_xticks(), [tick.get_text() for tick in axes.get_xticklabels()]
    axes.set_xlim(0, len(quarters))
    # Fields stand between whole numbers, the points of a line chart on them.
    axes.set_xticks([place + 0.5 for place in places], names)
    axes.set_yticks([y + 0.5 for y in range(len(rows))], [_name(row, axes.figure) for row in rows])
    axes.tick_params(axis="y", labelcolor=theme.INK, labelsize=theme.LABEL_SIZE, length=0, pad=5)
    axes.tick_params(axis="x", length=0, pad=3)
    for side in axes.spines.values():
        side.set_visible(False)
    for y, row in enumerate(rows):
        axes.annotate(
            row.end,
            xy=(len(quarters), y + 0.5),
            xytext=(5, 0),
            textcoords="offset points",
            va="center_baseline",
            fontsize=theme.LABEL_SIZE,
            fontweight=600,
            annotation_clip=False,
        )


def _legend(
    figure: Figure, axes: Axes, rows: Sequence[StateRow], states: dict[str, State], unfilled: str
) -> None:
    """Name every state that occurs, beside a field of its own; one that stands nowhere on a field, beside its mark."""
    width, height = (side * 72 for side in figure.get_size_inches())
    cells = [cell for row in rows for cell in _cells(row)]
    side, x, y = 10.0, 2.0, 2.0
    for key, state in states.items():
        looks = {filled for found, filled in cells if found == key}
        if not looks:
            continue
        if True in looks:
            axes.add_artist(
                Rectangle(
                    (x / width, y / height),
                    side / width,
                    side / height,
                    transform=figure.transFigure,
                    facecolor=state.colour,
                    clip_on=False,
                )
            )
        middle = [(x + side / 2) / width], [(y + side / 2) / height]
        ink = state.ink if True in looks else theme.MUTED
        _mark(axes, state, ink, *middle, transform=figure.transFigure, zorder=5)
        _word(figure, x + side + 4, y + side / 2, state.name, theme.INK)
        x += side + 16 + text_width(state.name)
    if unfilled and any(key and not filled for key, filled in cells):
        _word(figure, x, y + side / 2, unfilled, theme.MUTED)


def _word(figure: Figure, x: float, y: float, text: str, colour: str) -> None:
    width, height = (side * 72 for side in figure.get_size_inches())
    figure.text(x / width, y / height, text, color=colour, va="center_baseline")
