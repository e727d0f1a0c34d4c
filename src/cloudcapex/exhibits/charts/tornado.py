"""What moves an answer most: a bar for each assumption, from one end of its range to the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from matplotlib.axes import Axes

from .. import theme
from .axes import Box, plot, points_of_row, value_axis_across, widest
from .canvas import Chart, draw, house_style
from .scale import Scale

_ROW, _LEAST = 25.0, 21.0  # Height of a row, in points: a line of words, the bar under it.
_HALF = 0.19  # Half the thickness of a bar, in rows.
_NAME = 0.44  # How far over the middle of its bar a name stands, in rows.


@dataclass(frozen=True)
class Blade:
    """One bar.

    Parameters
    ----------
    name : str
        The assumption.
    at_low, at_high : float
        The answer at the lower and at the upper end of its range.
    low, high : str
        Those ends, printed at the ends of the bar.
    note : str
        Printed at the right edge, such as a correlation.
    """

    name: str
    at_low: float
    at_high: float
    low: str
    high: str
    note: str = ""


@house_style
def tornado_chart(
    blades: Sequence[Blade],
    centre: float,
    *,
    scale: Scale,
    centre_name: str,
    note_name: str = "",
    colour: str = theme.ACCENT,
    width: float = theme.FULL_WIDTH,
    row_height: float = _ROW / 72,
) -> Chart:
    """Draw bars around the central answer, the widest on top.

    Parameters
    ----------
    blades : sequence of Blade
        From the top down.
    centre : float
        The answer with every assumption at its central value.
    scale : Scale
        What the axis counts.
    centre_name : str
        Printed over the central line.
    note_name : str
        Head of the notes.
    colour : str
        Of the bars.
    width, row_height : float
        Inches.
    """
    notes = widest([b.note for b in blades] + [note_name], theme.BASE_SIZE)
    ends = widest([t for b in blades for t in (b.low, b.high)], theme.BASE_SIZE) + 5
    box = Box(left=ends + 2, right=notes + ends + 10, top=14, bottom=18)
    figure = theme.figure(
        width, (len(blades) * points_of_row(row_height, least=_LEAST) + box.top + box.bottom) / 72
    )
    axes = plot(figure, box)
    values = [centre, *(v for b in blades for v in (b.at_low, b.at_high))]
    value_axis_across(axes, scale.around(values))
    axes.set_ylim(len(blades) - 0.65, -0.65)
    axes.set_yticks([])
    for row, blade in enumerate(blades):
        _draw(axes, row, blade, centre, colour)
        _beside(axes, row - _NAME, blade.name, 0, -ends, "left", weight=600)
        _beside(axes, row, blade.note, 1, ends + notes + 4, "right")
    # The line of the central answer is left out where the names stand.
    rows = range(len(blades))
    axes.vlines(
        [centre] * len(blades),
        [r - _HALF for r in rows],
        [r + _HALF for r in rows],
        color=theme.INK,
        linewidth=0.9,
        zorder=4,
    )
    axes.annotate(
        centre_name,
        xy=(centre, 1),
        xycoords=("data", "axes fraction"),
        xytext=(0, 3),
        textcoords="offset points",
        ha="center",
        va="bottom",
        fontsize=theme.BASE_SIZE,
        fontweight=700,
    )
    axes.annotate(
        note_name,
        xy=(1, 1),
        xycoords="axes fraction",
        xytext=(ends + notes + 4, 3),
        textcoords="offset points",
        ha="right",
        va="bottom",
        fontsize=theme.BASE_SIZE,
        color=theme.MUTED,
    )
    return draw(figure)


def _draw(axes: Axes, row: int, blade: Blade, centre: float, colour: str) -> None:
    """Draw both arms of a bar, the lower end of the range dark and the upper end pale, each end labelled."""
    for value, text, alpha in ((blade.at_low, blade.low, 0.95), (blade.at_high, blade.high, 0.45)):
        axes.barh([row], [value - centre], 2 * _HALF, centre, color=colour, alpha=alpha, zorder=3)
        left = value < centre or (value == centre and blade.at_low < blade.at_high and text == blade.low)
        axes.annotate(
            text,
            xy=(value, row),
            xytext=(-3 if left else 3, 0),
            textcoords="offset points",
            ha="right" if left else "left",
            va="center_baseline",
            fontsize=theme.BASE_SIZE,
            color=theme.INK,
            annotation_clip=False,
            zorder=5,
        )


def _beside(
    axes: Axes,
    row: float,
    text: str,
    side: int,
    offset: float,
    align: Literal["left", "right"],
    weight: int = 400,
) -> None:
    axes.annotate(
        text,
        xy=(side, row),
        xycoords=("axes fraction", "data"),
        xytext=(offset, 0),
        textcoords="offset points",
        ha=align,
        va="center_baseline",
        fontsize=theme.BASE_SIZE,
        fontweight=weight,
        annotation_clip=False,
        zorder=5,
    )
