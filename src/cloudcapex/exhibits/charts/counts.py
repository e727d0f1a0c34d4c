"""How many of what: rows of counts in stacked horizontal bars, each number inside its field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from .. import theme
from .axes import Box, plot, points_of_row, widest
from .canvas import Chart, draw, house_style, text_ink, text_width
from .keys import LINE, Key, Look, key_lines, swatch

ROW = 19.0
HIGH = 0.72  # of a bar, as a part of its row


@dataclass(frozen=True)
class Field:
    """One kind of thing that is counted.

    Parameters
    ----------
    name : str
        Its word, for the key under the chart.
    colour, ink : str
        Fill, and the colour of the number on it; both of the theme.
    look : Look
        Whether the field is full or drawn otherwise: no two fields of a chart share colour and look.
    """

    name: str
    colour: str
    ink: str
    look: Look = "full"


@dataclass(frozen=True)
class CountRow:
    """A name and how many of each field it has; ``end`` is printed behind the bar."""

    name: str
    counts: tuple[int, ...]
    end: str = ""


@house_style
def count_bars(
    rows: Sequence[CountRow],
    fields: Sequence[Field],
    *,
    width: float = theme.HALF_WIDTH,
    row_height: float = ROW / 72,
) -> Chart:
    """Draw a bar a row, one stretch of it for each field.

    Parameters
    ----------
    rows : sequence of CountRow
        From the top down; at least one.
    fields : sequence of Field
        In the order of the counts; with a single one no key is drawn.
    width, row_height : float
        In inches.
    """
    keys = [Key(f.name, f.colour, f.look) for f in fields] if len(fields) > 1 else []
    lines = key_lines(keys, width * 72)
    foot = LINE * len(lines) + (4 if lines else 0)
    high = points_of_row(row_height)
    figure = theme.figure(width, (len(rows) * high + foot + 4) / 72)
    left = widest([r.name for r in rows], theme.LABEL_SIZE) + 16  # room for wider signs of another face
    right = widest([r.end for r in rows], theme.LABEL_SIZE) + 8
    axes = plot(figure, Box(left=left, right=right, top=2, bottom=foot + 2))
    longest = max((sum(r.counts) for r in rows), default=1) or 1
    axes.set_xlim(0, longest)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.axis("off")
    per_point = longest / (width * 72 - left - right)
    for y, row in enumerate(rows):
        _draw(axes, y, row, fields, per_point, high)
    height = figure.get_size_inches()[1] * 72
    for number, line in enumerate(lines):
        at = 0.0
        base = foot - LINE * (number + 1) + 4
        for key in line:
            figure.add_artist(
                swatch((at / (width * 72), base / height), 9 / (width * 72), 8 / height, key.colour, key.look,
                       transform=figure.transFigure)
            )  # fmt: skip
            figure.text(
                (at + 13) / (width * 72), (base + 4) / height, key.name, va="center", fontsize=theme.BASE_SIZE
            )
            at += 28 + text_width(key.name)
    return draw(figure)


def _draw(axes: Axes, y: int, row: CountRow, fields: Sequence[Field], per_point: float, high: float) -> None:
    axes.annotate(
        row.name, xy=(0, y), xytext=(-6, 0), textcoords="offset points", ha="right", va="center",
        fontsize=theme.LABEL_SIZE, annotation_clip=False,
    )  # fmt: skip
    start = 0.0
    for count, field in zip(row.counts, fields, strict=True):
        if not count:
            continue
        axes.add_patch(swatch((start, y - HIGH / 2), count, HIGH, field.colour, field.look))
        wide = text_width(str(count))
        if wide + 3 <= count / per_point:
            if field.look == "hatched":
                # No line of the hatching runs through the number.
                bare = ((wide + 2) * per_point, (text_ink(str(count))[0] + 2.4) / high)
                corner = (start + count / 2 - bare[0] / 2, y - bare[1] / 2)
                axes.add_patch(Rectangle(corner, *bare, facecolor=theme.PAPER, edgecolor="none", zorder=3.5))
            axes.text(start + count / 2, y, str(count), ha="center", va="center_baseline", color=field.ink,
                      fontsize=theme.BASE_SIZE, zorder=4)  # fmt: skip
        start += count
    if row.end:
        axes.annotate(
            row.end, xy=(start, y), xytext=(4, 0), textcoords="offset points", ha="left", va="center",
            fontsize=theme.LABEL_SIZE, fontweight=600, annotation_clip=False,
        )  # fmt: skip
