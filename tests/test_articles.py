"""The list of what five articles hold, against the reports, the tables and its own sums."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
PAGE = (CHECKOUT / "docs" / "articles.md").read_text(encoding="utf-8")
ELEMENTS = {"000": 56, "001": 24, "002": 29, "003": 24, "004": 23}
STANDS = ("yes", "partly", "no")
# What stands as code: `report: exhibit`, a table of data/, or the id of a document.
NAMED = re.compile(r"`([^`]+)`")


def cells(line: str) -> list[str]:
    """Return the cells of a row of a table."""
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


ROWS = [cells(line) for line in PAGE.splitlines() if re.match(r"\| \d{3}-\d{2} \|", line)]
COUNTS = {
    row[0]: [int(cell) for cell in row[1:]]
    for row in (cells(line) for line in PAGE.splitlines() if re.match(r"\| (\d{3}|all) \|", line))
}


def test_every_element_has_its_number():
    assert [row[0] for row in ROWS] == [
        f"{article}-{i:02}" for article, n in ELEMENTS.items() for i in range(1, n + 1)
    ]
    assert len(ROWS) == 156
    assert len({(row[0][:3], row[1]) for row in ROWS}) == 156


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_row_says_where_or_what_is_lacking(row):
    _, _, stands, where, lacking, text = row
    assert stands in STANDS
    if stands == "yes":
        assert NAMED.search(where)
        assert (lacking, text) == ("", "")
    else:
        assert lacking
        assert re.match(r"registered: `|found: |none found$|not looked for$", text)
    if stands == "partly":
        assert NAMED.search(where)


def test_every_exhibit_named_is_on_the_page_of_its_report():
    named = {tuple(place.split(": ")) for row in ROWS for place in NAMED.findall(row[3]) if ": " in place}
    assert len(named) > 40
    for report, exhibit in sorted(named):
        notebook = (CHECKOUT / "notebooks" / f"{report}.ipynb").read_text(encoding="utf-8")
        assert f"show.{exhibit}(" in notebook, f"{report}: {exhibit}"


def test_every_table_and_document_named_is_in_the_data():
    tables = {place for row in ROWS for place in NAMED.findall(row[3]) if ": " not in place}
    assert tables
    for table in tables:
        assert table.startswith("data/")
        assert (CHECKOUT / table).is_file(), table
    with (CHECKOUT / "data" / "sources.csv").open(encoding="utf-8", newline="") as file:
        registered = {row["source_id"] for row in csv.DictReader(file)}
    assert {document for row in ROWS for document in NAMED.findall(row[5])} <= registered


def test_the_count_is_the_sum_of_the_rows():
    assert list(COUNTS) == [*ELEMENTS, "all"]
    for article, n in ELEMENTS.items():
        counted = Counter(row[2] for row in ROWS if row[0].startswith(article))
        assert COUNTS[article] == [n, *COUNTS[article][1:4], *(counted[word] for word in STANDS)]
        assert sum(COUNTS[article][1:4]) == n
    assert COUNTS["all"] == [sum(column) for column in zip(*(COUNTS[a] for a in ELEMENTS), strict=True)]
    assert COUNTS["all"][1:4] == [52, 41, 63]


def test_what_has_a_text_and_stands_nowhere_is_named():
    open_ = [row[0] for row in ROWS if row[2] == "no" and re.match("registered|found", row[5])]
    assert re.findall(r"\d{3}-\d{2}", PAGE.rsplit("\n\n", 1)[-1]) == open_
    have = "none has" if not open_ else f"{len(open_)} {'has' if len(open_) == 1 else 'have'}"
    assert f"Elements that stand nowhere: {COUNTS['all'][-1]}, of which {have} a text" in PAGE
