"""HTML tables as Typst tables that fit: smaller, then wrapped, then split by columns with a note."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from . import measure, styles
from .dom import Node
from .grid import Grid, GridCell, alignments, resolve
from .page import Place
from .words import say

SIZES = (8.5, 8.0, 7.5, 7.0)
_SPLIT_SIZE = 8.0
# Space left and right of a cell's text, both together, and what a cell needs so that rounding never wraps it.
_PAD = 7.0
_SLACK = 1.5
Inline = Callable[[Node, Place], str]


@dataclass
class Widths:
    """What the columns of a grid need, in em of their font: unbroken, with only heads wrapped, at least."""

    natural: list[float]
    wrapped: list[float]
    least: list[float]


def needs(grid: Grid) -> Widths:
    """Measure every column; cells that span several widen the last of them where they must."""
    natural = [0.0] * grid.width
    wrapped = [0.0] * grid.width
    least = [0.0] * grid.width
    for c in sorted(grid.cells, key=lambda c: c.columns):
        weight = 600 if c.row < grid.head or c.style.get("font-weight") == "bold" else 400
        lines = c.node.text().strip().splitlines() or [""]
        line = max(measure.width(" ".join(part.split()), 1.0, weight) for part in lines)
        if any(n.tag in ("img", "svg", "table") for n in c.node.elements()):
            line = max(line, 8.0)
        word = max((measure.width(w, 1.0, weight) for w in c.words.split()), default=0.0)
        flexible = line > 14
        body = min(line, 14.0) if flexible else line
        for need, width in (
            (natural, line),
            (wrapped, word if c.row < grid.head else line),
            (least, min(word, 14.0) if c.row < grid.head else body),
        ):
            span = range(c.column, c.column + c.columns)
            missing = width - sum(need[i] for i in span)
            if missing > 0:
                need[span[-1]] += missing
    return Widths(natural, wrapped, least)


def _fit(need: Widths, columns: list[int], width: float, size: float) -> list[float] | None:
    """Column widths in points at this size; an empty list where they fit of themselves; None where not."""
    fixed = len(columns) * (_PAD + _SLACK)
    if sum(need.natural[i] for i in columns) * size + fixed <= width:
        return []
    for need_i in (need.wrapped, need.least):
        total = sum(need_i[i] for i in columns) * size + fixed
        if total <= width:
            # What is left goes to the columns that would like more, in proportion to their wish.
            wish = {i: max(0.0, need.natural[i] - need_i[i]) for i in columns}
            spare, all_wishes = width - total, sum(wish.values()) or 1.0
            return [
                need_i[i] * size + _PAD + _SLACK + min(spare * wish[i] / all_wishes, wish[i] * size)
                for i in columns
            ]
    return None


def layout(grid: Grid, need: Widths, width: float) -> list[tuple[float, list[int], list[float]]]:
    """Choose how a table fits: the parts it is set in.

    Parameters
    ----------
    grid : Grid
        The table.
    need : Widths
        What its columns need.
    width : float
        What there is, in points.

    Returns
    -------
    list of (float, list of int, list of float)
        Of every part: font size, the columns in it, their widths in points (empty: as they come). More than
        one part where no size of 7 points or more fits; the row labels then stand in each.
    """
    every = list(range(grid.width))
    for size in SIZES:
        found = _fit(need, every, width, size)
        if found is not None:
            return [(size, every, found)]
    size = _SPLIT_SIZE
    stub = every[: grid.stub]
    if _fit(need, stub, width * 0.6, size) is None:
        stub = stub[:1] if stub and need.least[0] * size < width * 0.5 else []
    parts: list[tuple[float, list[int], list[float]]] = []
    current: list[int] = []
    rest = [i for i in every if i not in stub]
    for i in rest:
        if current and _fit(need, [*stub, *current, i], width, size) is None:
            parts.append((size, [*stub, *current], _fit(need, [*stub, *current], width, size) or []))
            current = []
        current.append(i)
    parts.append((size, [*stub, *current], _fit(need, [*stub, *current], width, size) or []))
    # One column may be wider than the page by itself: it gets what there is, and its words may break anywhere.
    out = []
    for size, columns, widths in parts:
        if not widths and _fit(need, columns, width, size) is None:
            share = sum(need.least[i] for i in columns) or 1.0
            widths = [width * need.least[i] / share for i in columns]
        out.append((size, columns, widths))
    return out


def write(table: Node, place: Place, inline: Inline, rules: dict[str, dict[str, str]] | None = None) -> str:
    """Write a table as Typst.

    Parameters
    ----------
    table : Node
        A ``table`` element.
    place : Place
        Where it stands.
    inline : callable
        Writes the content of one cell.
    rules : dict, optional
        Styles by element id.

    Returns
    -------
    str
        Calls of the template's ``data-table``, one per part; empty for a table without cells.
    """
    grid = resolve(table, rules)
    if grid is None:
        return ""
    aligned = alignments(grid)
    parts = layout(grid, needs(grid), place.width)
    out = []
    if grid.caption is not None:
        out.append(f"#nb-table-caption[{inline(grid.caption, place)}]")
    for size, columns, widths in parts:
        if len(parts) > 1:
            own = [i for i in columns if i >= grid.stub] or columns
            labels = grid.stub if own[0] >= grid.stub else 0
            note = say(
                "columns", place.language, own[0] + 1 - labels, own[-1] + 1 - labels, grid.width - labels
            )
            out.append(f'#nb-table-part("{note}")')
        out.append(_part(grid, size, columns, widths, aligned, place, inline))
    return "\n".join(out)


def _part(
    grid: Grid,
    size: float,
    columns: list[int],
    widths: list[float],
    aligned: list[str],
    place: Place,
    inline: Inline,
) -> str:
    position = {column: i for i, column in enumerate(columns)}
    head: list[str] = []
    body: list[str] = []
    for c in grid.cells:
        across = [x for x in range(c.column, c.column + c.columns) if x in position]
        if not across:
            continue
        written = _cell(
            c, len(across), aligned[across[-1]], across[0] < grid.stub, grid, place, inline, widths
        )
        (head if c.row < grid.head else body).append(written)
    tracks = f"({', '.join(f'{w:.2f}pt' for w in widths)},)" if widths else str(len(columns))
    align = f"({', '.join(aligned[i] for i in columns)},)"
    lines = [f"#nb-data-table(columns: {tracks}, aligns: {align}, size: {size}pt, head: {grid.head},"]
    if head:
        lines.append("  table.header(" + ", ".join(head) + "),")
    step = max(1, len(columns))
    lines += ["  " + ", ".join(body[i : i + step]) + "," for i in range(0, len(body), step)]
    return "\n".join([*lines, ")"])


def _cell(
    c: GridCell,
    across: int,
    align: str,
    stub: bool,
    grid: Grid,
    place: Place,
    inline: Inline,
    widths: list[float],
) -> str:
    given: list[str] = []
    if across > 1:
        given.append(f"colspan: {across}")
    if c.rows > 1:
        given.append(f"rowspan: {c.rows}")
    stated = c.style.get("text-align", "")
    # pandas says "right" of a whole header row; what its numbers do is the better guide.
    if c.row < grid.head and across > 1:
        given.append("align: center")
    elif stated in ("left", "right", "center") and stated != align and not (c.row < grid.head or stub):
        given.append(f"align: {stated}")
    fill = styles.colour(c.style.get("background-color", ""))
    if fill:
        given.append(f"fill: {fill}")
    body = inline(c.node, place.within(0, nested=True))
    ink = styles.colour(c.style.get("color", ""))
    if ink:
        body = f"#text(fill: {ink})[{body}]"
    if c.style.get("font-weight") in ("bold", "600", "700", "800", "900") and c.row >= grid.head:
        body = f"#strong[{body}]"
    if c.style.get("font-style") == "italic":
        body = f"#emph[{body}]"
    return f"table.cell({', '.join(given)})[{body}]" if given else f"[{body}]"
