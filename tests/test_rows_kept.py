"""What no page of a PDF parts: the first rows of a table, and its last ones from what stands under them."""

from __future__ import annotations

import io
from dataclasses import replace

import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from pypdf import PdfReader

from cloudcapex.exhibits.exhibit import Exhibit
from cloudcapex.exhibits.sources import Source
from cloudcapex.exhibits.tables.table import Cell, Column, Table, words
from cloudcapex.exhibits.together import Together
from cloudcapex.statements import Statement
from typst_child import child

FILL = "Capex rose at every company that is compared here, and the sum of them is printed beside it. " * 3


def exhibit(name: str, rows: int, *, total: bool = False, under: bool = False) -> Exhibit:
    """Make a table that may go over a page, with a note; under another one where that is asked for."""
    columns = (Column("Company", "left"), Column("capex"))

    def table(of: str) -> Table:
        return Table(
            columns, tuple((words(f"{of}.{n}."), Cell("1")) for n in range(1, rows + 1)), total=total
        )

    return Exhibit(
        number=1,
        label=f"Exhibit {name}",
        title=Statement(f"Rows of {name}"),
        subtitle="US$ bn",
        body=Together((table(f"{name}-first"), table(name))) if under else table(name),
        notes=(f"Under {name}.",),
        sources=(Source("0001", "10-K", "https://x.test/a"),),
        alt="A table.",
        data=pd.DataFrame({"company": ["meta"], "value": [1e9]}),
        tall=True,
    )


@pytest.mark.parametrize(
    ("rows", "kept", "more"),
    [(3, 3, {}), (4, 4, {"total": True}), (5, 3, {"total": True}), (12, 3, {}), (6, 3, {"under": True})],
)
def test_no_page_begins_with_the_notes_of_a_table_or_with_its_total(rows, kept, more):
    names = [f"T{n:02d}" for n in range(24)]
    cells = [new_markdown_cell("# Rows")]
    for n, name in enumerate(names):
        cells.append(new_markdown_cell("\n\n".join([FILL] * (n % 5 + 1))))
        bundle = exhibit(name, rows, **more)._repr_mimebundle_()
        cells.append(new_code_cell("", outputs=[new_output("display_data", bundle)]))
    about = {"language": "en", "title": "T"}
    nb = new_notebook(cells=cells, metadata={"cloudcapex": about})
    pdf, warned = child().call("export", nb, trust_fragments=True)
    assert warned == []
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    assert len(pages) > 5
    for name in names:
        (page,) = [text for text in pages if f"Under {name}." in text]
        assert [n for n in range(rows - kept + 1, rows + 1) if f"{name}.{n}." not in page] == [], name
        (begins,) = [text for text in pages if f"{name}.1." in text]
        assert f"{name}.2." in begins, name


def test_no_line_of_a_table_parts_a_day():
    """Of its month or its year: in a column next to one of long text, however wide the name before it is."""
    columns = (Column("in our words", "left", share=4), Column("who said it, known on", "left", share=1))
    told = [f"{'N' * n}{' Name' * (n % 3)}, {n} Sept 2026" for n in range(1, 29)]
    body = Table(columns, tuple((words(FILL), words(text)) for text in told))
    shown = new_output("display_data", replace(exhibit("days", 1), body=body)._repr_mimebundle_())
    cells = [new_markdown_cell("# Days"), new_code_cell("", outputs=[shown])]
    nb = new_notebook(cells=cells, metadata={"cloudcapex": {"language": "en", "title": "T"}})
    pdf, _ = child().call("export", nb, trust_fragments=True)
    lines = [line for page in PdfReader(io.BytesIO(pdf)).pages for line in page.extract_text().splitlines()]
    for n in range(1, 29):
        assert any(f"{n} Sept 2026" in line for line in lines), n
