"""HTML tables as Typst tables that fit: smaller, then wrapped, then split by columns with a note."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from . import measure, styles
from .dom import Node
from .page import Place
from .words import say

SIZES = (8.5, 8.0, 7.5, 7.0)
_SPLIT_SIZE = 8.0
# Space left and right of a cell's text, both together, and what a cell needs so that rounding never wraps it.
_PAD = 7.0
_SLACK = 1.5
_MOST_COLUMNS = 2000
_NUMBER = re.compile(
    r"[\s(]*[-+−–~<>≈±]?\s*[$€£¥]?\s*[-+−]?\d[\d,.\s ]*(?:e[-+]?\d+)?\s*(?:%|pp|bn|m|k|x|[a-z]{0,2})?[\s)*†‡]*",
    re.IGNORECASE,
)
_MISSING = frozenset(
    ("", "nan", "<na>", "nat", "none", "–", "-", "—", "n/d", "n/a", "…", "...", "na", "inf", "-inf")
)

Inline = Callable[[Node, Place], str]


@dataclass
class Cell:
    """One cell and where it stands in the grid."""

    node: Node
    row: int
    column: int
    rows: int
    columns: int
    head: bool
    style: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        return " ".join(self.node.text().split())


@dataclass
class Grid:
    """A table with all its spans resolved: every row has every column."""

    cells: list[Cell]
    width: int
    height: int
    head: int
    stub: int
    caption: Node | None


def _span(node: Node, name: str, most: int) -> int:
    try:
        return max(1, min(int(node.attrs.get(name) or 1), most))
    except ValueError:
        return 1


def _rows(table: Node) -> list[tuple[Node, bool]]:
    """Rows in order, each with whether it stands in the head; not those of tables within cells."""
    head: list[tuple[Node, bool]] = []
    body: list[tuple[Node, bool]] = []
    foot: list[tuple[Node, bool]] = []
    for child in table.children:
        if not isinstance(child, Node):
            continue
        if child.tag == "tr":
            body.append((child, False))
        elif child.tag in ("thead", "tbody", "tfoot"):
            rows = [r for r in child.children if isinstance(r, Node) and r.tag == "tr"]
            part = {"thead": head, "tbody": body, "tfoot": foot}[child.tag]
            part.extend((r, child.tag == "thead") for r in rows)
    return head + body + foot


def resolve(table: Node, rules: dict[str, dict[str, str]] | None = None) -> Grid | None:
    """Lay a table's cells into a grid, row and column spans resolved.

    Parameters
    ----------
    table : Node
        A ``table`` element.
    rules : dict, optional
        Style by element id, of :func:`cloudcapex.publish.typst.styles.by_id`.

    Returns
    -------
    Grid or None
        None for a table without a cell. Spans that leave the table are cut at its edge.
    """
    rows = _rows(table)
    taken: dict[tuple[int, int], bool] = {}
    cells: list[Cell] = []
    width = 0
    for y, (row, _) in enumerate(rows):
        x = 0
        inherited = styles.declarations(row.attrs.get("style", ""))
        for node in row.children:
            if not isinstance(node, Node) or node.tag not in ("td", "th"):
                continue
            while (y, x) in taken:
                x += 1
            across = _span(node, "colspan", _MOST_COLUMNS)
            across = min(across, max(1, _MOST_COLUMNS - x))
            down = _span(node, "rowspan", len(rows) - y)
            for i in range(across):
                if (y, x + i) in taken:
                    across = i
                    break
            style = inherited | styles.declarations(node.attrs.get("style", ""))
            style |= (rules or {}).get(node.attrs.get("id", ""), {})
            if "style" not in node.attrs and node.attrs.get("align"):
                style["text-align"] = node.attrs["align"].lower()
            cells.append(Cell(node, y, x, down, across, node.tag == "th", style))
            for j in range(down):
                for i in range(across):
                    taken[y + j, x + i] = True
            x += across
            width = max(width, x)
    if not cells:
        return None
    for y in range(len(rows)):
        for x in range(width):
            if (y, x) not in taken:
                cells.append(Cell(Node("td"), y, x, 1, 1, False))
    cells.sort(key=lambda c: (c.row, c.column))
    head = sum(1 for _, is_head in rows if is_head)
    if not head and all(c.head for c in cells if c.row == 0) and len(rows) > 1:
        head = 1
    # A head cell that reaches into the body would break the repeated header: it ends with the head.
    for c in cells:
        if c.row < head:
            c.rows = min(c.rows, head - c.row)
    stub = 0
    body = [c for c in cells if c.row >= head]
    while body and stub < width - 1 and all(c.head for c in body if c.column <= stub < c.column + c.columns):
        stub += 1
    caption = next((c for c in table.children if isinstance(c, Node) and c.tag == "caption"), None)
    return Grid(cells, width, len(rows), head, stub, caption)


def alignments(grid: Grid) -> list[str]:
    """Left or right for every column: right where its body cells are numbers, or say so themselves."""
    columns: list[list[str]] = [[] for _ in range(grid.width)]
    for c in grid.cells:
        if c.row >= grid.head and c.columns == 1:
            columns[c.column].append(c.words)
    out = []
    for x, words in enumerate(columns):
        stated = [w for w in words if w.lower() not in _MISSING]
        numbers = sum(1 for w in stated if _NUMBER.fullmatch(w))
        numeric = bool(stated) and numbers >= 0.8 * len(stated)
        if not stated and words and x >= grid.stub:
            numeric = True
        out.append("right" if numeric and x >= grid.stub else "left")
    return out


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
    c: Cell,
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
