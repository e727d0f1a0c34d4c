"""Tables of any notebook: spans resolved, numbers to the right, never wider than the page."""

from __future__ import annotations

import io

import nbformat.v4 as nbf
import pandas as pd
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudcapex.typeset.dom import parse_html
from cloudcapex.typeset.grid import Grid, alignments, resolve
from cloudcapex.typeset.page import PAPERS, text_area
from cloudcapex.typeset.tables import Widths, layout, needs
from typst_child import child

WIDTH, _ = text_area("a4")


def grid_of(html: str) -> Grid:
    """Read the first table of some HTML."""
    grid = resolve(next(parse_html(html).elements("table")))
    assert grid is not None
    return grid


def pages_of(*html: str) -> list[pypdf.PageObject]:
    """Export outputs and read the pages back."""
    outputs = [nbf.new_output("display_data", data={"text/html": h}) for h in html]
    pdf, warnings = child().call("export", nbf.new_notebook(cells=[nbf.new_code_cell("", outputs=outputs)]))
    assert warnings == []
    return list(pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_a_multiindex_is_resolved_to_a_full_grid():
    columns = pd.MultiIndex.from_product([["2025", "2026"], ["Q1", "Q2"]], names=["year", "quarter"])
    rows = pd.MultiIndex.from_product([["cloud", "other"], ["revenue", "income"]], names=["segment", "line"])
    grid = grid_of(pd.DataFrame([[1, 2, 3, 4]] * 4, index=rows, columns=columns).to_html())
    assert (grid.width, grid.height, grid.head, grid.stub) == (6, 7, 3, 2)
    covered = sum(c.rows * c.columns for c in grid.cells)
    assert covered == grid.width * grid.height
    assert [c.columns for c in grid.cells if c.row == 0] == [1, 1, 2, 2]
    assert [(c.words, c.rows) for c in grid.cells if c.column == 0 and c.row >= 3] == [
        ("cloud", 2),
        ("other", 2),
    ]


def test_numbers_stand_right_and_words_left():
    frame = pd.DataFrame(
        {
            "name": ["AWS", "OCI"],
            "usd": [24204.0, None],
            "growth": ["+36.7 %", "n/d"],
            "quarter": ["2026Q1", "2026Q2"],
        }
    )
    assert alignments(grid_of(frame.to_html())) == ["left", "left", "right", "right", "left"]


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td rowspan=99999 colspan=99999999>a</td><td rowspan=0>b</td></tr><tr><td colspan=x>c</table>",
        "<table><tr><td>a<td>b<tr><td>c</table>",
        "<table><thead><tr><th rowspan=5>h</th></tr></thead><tr><td>1</td><td>2</td></tr></table>",
        "<table><tr><th>only a head</th></tr></table>",
    ],
)
def test_broken_spans_are_cut_at_the_edge_of_the_table(html):
    grid = grid_of(html)
    covered = {
        (y, x)
        for c in grid.cells
        for y in range(c.row, c.row + c.rows)
        for x in range(c.column, c.column + c.columns)
    }
    assert sum(c.rows * c.columns for c in grid.cells) == len(covered)
    assert grid.width <= 2000
    assert all(x < grid.width and y < grid.height for y, x in covered)


@given(
    st.lists(st.tuples(st.floats(0.2, 200), st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=60),
    st.integers(0, 4),
    st.floats(80, 800),
)
def test_every_layout_fits_and_leaves_no_column_out(columns, stub, width):
    natural = [c[0] for c in columns]
    wrapped = [n * (0.3 + 0.7 * c[1]) for n, c in zip(natural, columns, strict=True)]
    least = [min(w * (0.2 + 0.8 * c[2]), 14.0) for w, c in zip(wrapped, columns, strict=True)]
    grid = Grid([], len(columns), 2, 1, min(stub, len(columns) - 1), None)
    parts = layout(grid, Widths(natural, wrapped, least), width)
    seen: list[int] = []
    for size, part, widths in parts:
        assert 7.0 <= size <= 8.5
        if widths:
            assert len(widths) == len(part)
            assert sum(widths) <= width + 0.01
        else:
            assert sum(natural[i] for i in part) * size <= width
        seen += [i for i in part if i not in seen]
    assert seen == sorted(seen) == list(range(len(columns)))


def test_a_frame_wider_than_the_page_is_split_with_a_note_and_stays_on_the_page():
    wide = pd.DataFrame(
        [[(i + 1) * (j + 1) * 1234567 for j in range(40)] for i in range(4)],
        columns=[f"column number {j}" for j in range(40)],
        index=["Microsoft", "Alphabet", "Amazon", "Meta"],
    )
    pages = pages_of(wide.to_html())
    text = "\n".join(p.extract_text() for p in pages)
    for value in (1234567, 40 * 4 * 1234567):
        assert str(value) in text
    assert "of 40" in text
    assert text.count("Microsoft") == text.count("Columns ") > 1
    assert rightmost(pages) <= 595.28 - PAPERS["a4"].at_sides + 1


def rightmost(pages: list[pypdf.PageObject]) -> float:
    """Right end of the text on these pages, in points, a little overstated."""
    most = 0.0

    def visit(text, cm, tm, font, size):
        nonlocal most
        if text.strip():
            # Where a run begins; its own width is bounded from below by nothing, so runs are kept short.
            most = max(most, tm[4] * cm[0] + cm[4])

    for page in pages:
        page.extract_text(visitor_text=visit)
    return most


def test_words_without_a_space_break_inside_their_cell():
    html = f"<table><tr><th>{'h' * 300}</th><th>n</th></tr><tr><td>{'w' * 2000}</td><td>12</td></tr></table>"
    pages = pages_of(html)
    assert sum(p.extract_text().count("w") for p in pages) == 2000
    assert rightmost(pages) <= 595.28 - PAPERS["a4"].at_sides + 1


def test_the_head_of_a_long_table_stands_on_every_page():
    frame = pd.DataFrame({"quarter": [f"row {i}" for i in range(150)], "amount": range(150)})
    pages = pages_of(frame.to_html(max_rows=None))
    assert len(pages) >= 3
    assert all("amount" in p.extract_text() for p in pages)


def test_colours_of_a_styled_frame_reach_the_page():
    styler = pd.DataFrame({"a": [1, -2]}).style.map(
        lambda v: "color: #b02a1c; background-color: #fdf3f1" if v < 0 else ""
    )
    (page,) = pages_of(styler.to_html())
    drawn = page.get_contents().get_data().decode("latin-1")
    red = " ".join(f"{v / 255:.4g}"[:5] for v in (0xB0,))
    assert red in drawn
    assert "0.9922" in drawn or "0.992" in drawn


def test_needs_measure_chinese_as_full_width():
    grid = grid_of("<table><tr><td>云收入</td></tr></table>")
    assert needs(grid).natural == [pytest.approx(3.0)]
