"""HTML tables as grids: every span resolved, the head and the row labels found, columns aligned."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from . import styles
from .dom import Node

_MOST_COLUMNS = 2000
_NUMBER = re.compile(
    r"[\s(]*[-+−–~<>≈±]?\s*[$€£¥]?\s*[-+−]?\d[\d,.\s ]*(?:e[-+]?\d+)?\s*(?:%|pp|bn|m|k|x|[a-z]{0,2})?[\s)*†‡]*",
    re.IGNORECASE,
)
_MISSING = frozenset(
    ("", "nan", "<na>", "nat", "none", "–", "-", "—", "n/d", "n/a", "…", "...", "na", "inf", "-inf")
)


@dataclass
class GridCell:
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

    cells: list[GridCell]
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
        Style by element id, of :func:`cloudcapex.typeset.styles.by_id`.

    Returns
    -------
    Grid or None
        None for a table without a cell. Spans that leave the table are cut at its edge.
    """
    rows = _rows(table)
    taken: dict[tuple[int, int], bool] = {}
    cells: list[GridCell] = []
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
            cells.append(GridCell(node, y, x, down, across, node.tag == "th", style))
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
                cells.append(GridCell(Node("td"), y, x, 1, 1, False))
    cells, width = _narrowed(cells, width)
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


def _narrowed(cells: list[GridCell], width: int) -> tuple[list[GridCell], int]:
    """Drop columns in which no cell begins: they only exist in somebody's ``colspan``."""
    begins = sorted({c.column for c in cells})
    if len(begins) == width:
        return cells, width
    for c in cells:
        first, end = bisect_left(begins, c.column), bisect_left(begins, c.column + c.columns)
        c.column, c.columns = first, max(1, end - first)
    return cells, len(begins)


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
