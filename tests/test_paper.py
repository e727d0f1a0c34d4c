"""What the PDF prints and what it leaves to the web edition: nothing is lost, and it says where it stands."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from pypdf import PdfReader

from cloudcapex.exhibits.display import largest, newest
from cloudcapex.exhibits.exhibit import Exhibit, Legend, Listing, Source
from cloudcapex.exhibits.tables.table import Column, Table, words
from cloudcapex.exhibits.together import Apart, Together
from cloudcapex.language import Language
from cloudcapex.reports.on_paper import left_off
from cloudcapex.statements import Statement
from cloudcapex.typeset.compile import Job
from cloudcapex.typeset.settle import settled, white_of_pages
from white import needs_poppler, white_of_drawn_pages

CHECKOUT = Path(__file__).resolve().parents[1]


def a_table(rows: int = 3, *, on_screen: tuple[int, ...] = (), column: bool = False) -> Table:
    columns = (Column("name", "left"), Column("what it counts", "left", on_screen=column))
    return Table(
        columns,
        tuple((words(f"row {n}"), words(f"meaning {n}")) for n in range(rows)),
        on_screen=frozenset(on_screen),
    )


def an_exhibit(body: object, **given: object) -> Exhibit:
    return Exhibit(
        1,
        "Exhibit 1",
        Statement("What it says"),
        "unit",
        body,
        (Source("s", "S"),),
        "alt",
        pd.DataFrame({"a": [1]}),
        **given,
    )


class TestTable:
    def test_rows_and_columns_of_the_screen_are_not_on_paper(self):
        table = a_table(on_screen=(1,), column=True)
        assert table.unprinted == (1, ("what it counts",))
        assert "row 0" in table.typst("")
        assert "row 2" in table.typst("")
        assert "row 1" not in table.typst("")
        assert "meaning" not in table.typst("")
        html = table.html("", "")
        assert all(f"row {n}" in html and f"meaning {n}" in html for n in range(3))
        assert table.csv().splitlines() == [
            "name,what it counts",
            *(f"row {n},meaning {n}" for n in range(3)),
        ]

    def test_what_is_left_off_is_said_in_each_language(self):
        table = a_table(on_screen=(1,), column=True)
        assert left_off(Language("en"), table) == "Only in the web edition: column “What it counts”, rows: 1."
        assert left_off(Language("zh-Hans"), table) == "仅见于网页版：“What it counts”一栏；1行。"
        assert left_off(Language("en"), a_table()) == ""
        assert left_off(Language("en"), Together((a_table(on_screen=(0, 1)), table))).endswith("rows: 3.")

    def test_only_a_long_table_breaks(self):
        assert not a_table(6).breaks
        assert a_table(7).breaks
        assert not a_table(7, on_screen=(0,)).breaks


class TestPicked:
    def test_the_largest_are_printed_then_the_first_without_a_size(self):
        sizes = [float("nan"), 3.0, 1.0, float("nan"), 2.0]
        pick = largest(4, lambda _, row: row)
        assert sorted(pick(None, sizes)) == [0, 1, 2, 4]
        assert sorted(largest(2, lambda _, row: row)(None, sizes)) == [1, 4]

    def test_the_newest_are_printed(self):
        assert list(newest(2)(None, "abc")) == [1, 2]
        assert list(newest(5)(None, "abc")) == [0, 1, 2]


class TestExhibit:
    def test_paper_and_screen_may_differ(self):
        exhibit = an_exhibit(
            Apart(a_table(3), a_table(1)), notes=("of the screen",), paper_notes=("of paper",)
        )
        assert "row 2" in exhibit.html()
        assert "of the screen" in exhibit.html()
        assert "row 2" not in exhibit.typst()
        assert "of paper" in exhibit.typst()
        assert "of the screen" not in exhibit.typst()

    def test_what_is_not_on_paper_leaves_its_name(self):
        assert an_exhibit(a_table(), on_paper=False).typst() == 'elsewhere("Exhibit 1 · What it says")'
        listing = Listing("Words", a_table(), "alt", on_paper=False, file="words")
        bundle = listing._repr_mimebundle_()
        assert bundle["text/vnd.typst"] == '#elsewhere("Words")'
        assert bundle["application/vnd.cloudcapex.listing+json"]["csv"].startswith("name,what it counts\n")
        assert "row 2" in bundle["text/html"]

    def test_a_legend_is_marked_as_one(self):
        typst = an_exhibit(a_table(), notes=(Legend("marks"), "own")).typst()
        assert 'legend("marks")' in typst
        assert 'note("own")' in typst


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The newest review, its PDF alone."""
    folder = tmp_path_factory.mktemp("paper")
    build = [sys.executable, "-m", "cloudcapex", "build", "quarterly_review", "--quarter", "2026Q2"]
    done = subprocess.run(
        [*build, "--to", "pdf", "--output", str(folder)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    (report,) = folder.rglob("report.pdf")
    return report.parent


@pytest.mark.slow
class TestEdition:
    def test_the_data_travel_in_the_pdf(self, edition):
        reader = PdfReader(edition / "report.pdf")
        (attached,) = reader.attachments["data.zip"]
        assert attached == (edition / "data.zip").read_bytes()
        with zipfile.ZipFile(io.BytesIO(attached)) as data:
            assert {"definitions.csv", "glossary.csv", "fiscal_quarters.csv", "sources.csv"} <= set(
                data.namelist()
            )

    def test_the_pdf_names_what_it_leaves_to_the_web(self, edition):
        text = " ".join(page.extract_text() for page in PdfReader(edition / "report.pdf").pages)
        told = " ".join(text.split()).partition("which is attached to this PDF:")[2]
        for name in ("Definitions", "Documents", "Glossary", "Fiscal quarters"):
            assert name in told

    def test_marks_are_explained_once(self, edition):
        text = " ".join(page.extract_text() for page in PdfReader(edition / "report.pdf").pages)
        assert " ".join(text.split()).count("n/c cannot be computed") == 1

    def test_exhibits_are_among_the_bookmarks(self, edition):
        reader = PdfReader(edition / "report.pdf")

        def titles(items: list) -> list[str]:
            return [t for i in items for t in (titles(i) if isinstance(i, list) else [i.title])]

        found = titles(reader.outline)
        numbers = [t.split()[1] for t in found if t.startswith("Exhibit")]
        assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
        assert len(numbers) > 30

    @needs_poppler
    def test_the_newest_review_fills_at_most_fourteen_pages(self, edition):
        *body, last = white_of_drawn_pages((edition / "report.pdf").read_bytes())
        assert len(body) < 14
        assert sum(body) / len(body) <= 0.08
        assert max(body) <= 0.2
        assert last <= 0.75


class TestSettling:
    def places(self, *told: tuple[str, int, float]) -> list[dict[str, object]]:
        return [{"what": what, "page": page, "x": "48.2pt", "y": f"{56.7 + y}pt"} for what, page, y in told]

    def test_white_is_what_is_under_the_last_exhibit_of_a_page(self):
        places = self.places(
            ("begin", 1, 0), ("end", 1, 300), ("begin", 1, 310), ("end", 2, 200), ("begin", 2, 210), ("end", 2, 500),
            ("begin", 3, 0), ("end", 3, 50), ("document", 3, 100),
        )  # fmt: skip
        assert white_of_pages(places, 1000) == pytest.approx([0.0, 0.5, 0.9])

    def test_a_page_without_an_exhibit_counts_as_full(self):
        assert white_of_pages(self.places(("document", 3, 700)), 1000) == pytest.approx([0.0, 0.0, 0.3])
        assert white_of_pages([], 1000) == []

    def test_a_document_that_ends_in_a_line_is_set_closer(self):
        # Thirteen blocks of 45 points, 10 apart, are 705 points: five more than the page has.
        block = '#block(height: 45pt, spacing: 10pt * closeness, { mark("begin"); v(1fr); mark("end") })'
        rows = "\n".join([block] * 13)
        source = (
            "#set page(width: 300pt, height: 804.9pt, margin: (top: 56.7pt, bottom: 48.2pt, x: 20pt))\n"
            '#let closeness = float(sys.inputs.at("closeness", default: "1"))\n'
            "#let mark(what) = context [#metadata((what: what, ..here().position()))<nb-place>]\n"
            f'{rows}\n#mark("document")\n'
        )
        assert settled(Job(source), 700).closeness == 0.9
