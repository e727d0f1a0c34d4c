"""How sure an answer is: ranges under one another on one scale, a claim as a band behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .. import theme
from .axes import Box, plot, points_of_row, value_axis_across, widest
from .canvas import Chart, draw, house_style
from .scale import Scale

_ROW = 19.0  # Height of a row, in points.


@dataclass(frozen=True)
class IntervalRow:
    """One row.

    Parameters
    ----------
    name : str
        What the range is of.
    low, high : float
        Its ends.
    text : str
        Printed after it.
    middle : float or None
        The middle of what was drawn, a disc; None where there is none.
    central : float or None
        The central case, a short upright stroke.
    colour : str
        One of the theme's.
    """

    name: str
    low: float
    high: float
    text: str
    middle: float | None = None
    central: float | None = None
    colour: str = theme.ACCENT


@house_style
def interval_chart(
    spans: Sequence[IntervalRow],
    *,
    scale: Scale,
    band: tuple[float, float] | None = None,
    band_name: str = "",
    width: float = theme.FULL_WIDTH,
    row_height: float = _ROW / 72,
) -> Chart:
    """Draw ranges from zero on one scale.

    Parameters
    ----------
    spans : sequence of IntervalRow
        From the top down.
    scale : Scale
        What the axis counts.
    band : tuple of float, optional
        A claim, drawn behind all rows and named over them.
    width, row_height : float
        Inches.
    """
    right = widest([s.text for s in spans], theme.BASE_SIZE) + 8
    box = Box(left=widest([s.name for s in spans], theme.BASE_SIZE) + 12, right=right, top=15, bottom=18)
    figure = theme.figure(width, (len(spans) * points_of_row(row_height) + box.top + box.bottom) / 72)
    axes = plot(figure, box)
    ends = [s.high for s in spans] + ([band[1]] if band else [])
    value_axis_across(axes, scale.from_zero(ends, most=6, headroom=0.02))
    axes.set_ylim(len(spans) - 0.5, -0.5)
    axes.set_yticks([])
    if band:
        axes.axvspan(*band, color=theme.GRID, alpha=0.9, zorder=1)
        axes.annotate(
            band_name,
            xy=(sum(band) / 2, 1),
            xycoords=("data", "axes fraction"),
            xytext=(0, 3),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontsize=theme.BASE_SIZE,
            fontweight=600,
            color=theme.MUTED,
            annotation_clip=False,
        )
    for row, span in enumerate(spans):
        axes.plot([span.low, span.high], [row, row], color=span.colour, linewidth=4.5, alpha=0.55, zorder=3)
        if span.central is not None:
            axes.plot([span.central] * 2, [row - 0.3, row + 0.3], color=span.colour, linewidth=1.6, zorder=4)
        if span.middle is not None:
            axes.plot([span.middle], [row], "o", color=span.colour, markersize=5, zorder=5)
        for text, side, offset, weight in ((span.name, 0, -10, 600), (span.text, 1, 6, 400)):
            axes.annotate(
                text,
                xy=(side, row),
                xycoords=("axes fraction", "data"),
                xytext=(offset, 0),
                textcoords="offset points",
                ha="left" if side else "right",
                va="center_baseline",
                fontsize=theme.BASE_SIZE,
                fontweight=weight,
                annotation_clip=False,
            )
    return draw(figure)
