"""What a browser prints otherwise than a screen shows: numbered documents, marks explained once, lines for what is not there."""

from __future__ import annotations

import base64
import io
import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_output

from browser import needs_browser
from cloudcapex.exhibits.absence import Absence
from cloudcapex.exhibits.exhibit import Exhibit, Legend
from cloudcapex.exhibits.listing import Listing
from cloudcapex.exhibits.row import side_by_side
from cloudcapex.exhibits.sources import PLACE, Source, SourceLine
from cloudcapex.exhibits.tables.table import Column, Table, words
from cloudcapex.publish.html import HtmlReportExporter
from cloudcapex.publish.printed import MOST, numbered
from cloudcapex.statements import Statement
from html_fixture import CHART, fragment, report
from html_fixture import exhibit as drawn

TEMPLATE = Path(__file__).parents[1] / "src" / "cloudcapex" / "template"
LISTED = Listing("Documents", Absence("all of them"), "alt", on_paper=False, cited="Main documents")


def a_line(*documents: str, others: bool = False) -> SourceLine:
    sources = tuple(Source(d, d, f"https://x.test/{d}", f"Filing {d} & co") for d in documents)
    return SourceLine(
        "Today.", f"Source: {PLACE}. Today.", f"Source: {PLACE} and others. Today.", sources, others, "; "
    )


def a_table(rows: int = 2) -> Table:
    columns = (Column("name", "left"), Column("meaning", "left"))
    return Table(columns, tuple((words(f"row {n}."), words("x")) for n in range(rows)))


def an_exhibit(number: int, line: SourceLine, body: object = None, **given: object) -> Exhibit:
    title = Statement(f"Title {number}")
    told = {"subtitle": "unit", "body": body or a_table(), "sources": (Source("s", "S"),), "alt": "alt"}
    told |= {"data": pd.DataFrame({"a": [1]}), "source_line": line}
    return Exhibit(number, f"Exhibit {number}", title, **(told | given))


def shown(*things: object) -> str:
    nb = report()
    outputs = [new_output("display_data", data=thing._repr_mimebundle_()) for thing in things]
    nb.cells = [new_code_cell("", outputs=outputs)]
    return HtmlReportExporter(trust_fragments=True).from_notebook_node(nb)[0]


def read(*things: object) -> BeautifulSoup:
    return BeautifulSoup(shown(*things), "html.parser")


class TestNumbers:
    def test_they_go_by_the_order_of_the_page(self):
        assert numbered([["b", "a"], ["a", "c"]]) == {"b": 1, "a": 2, "c": 3}
        assert numbered([]) == {}

    def test_where_not_all_have_room_each_line_keeps_its_foremost(self):
        lines = [["a", "b", "c"], ["d", "e"], ["b", "f"]]
        assert numbered(lines, most=3) == {"a": 1, "b": 2, "d": 3}
        assert len(numbered([[f"{n}.{k}" for k in range(5)] for n in range(30)])) == MOST

    def test_the_list_is_as_long_as_the_one_of_the_pdf(self):
        template = (TEMPLATE / "exhibit.typ").read_text(encoding="utf-8")
        assert f"#let most-cited = {MOST}\n" in template


class TestPage:
    def test_paper_numbers_documents_and_the_screen_names_them(self):
        page = read(an_exhibit(1, a_line("a", "b")), an_exhibit(2, a_line("b", "c", others=True)), LISTED)
        told = [[part.text for part in line.select("span")] for line in page.select(".cc-source")]
        assert told == [
            ["Source: Filing a & co; Filing b & co. Today.", "Source: [1] [2]. Today."],
            [
                "Source: Filing b & co; Filing c & co and others. Today.",
                "Source: [2] [3] and others. Today.",
            ],
        ]
        assert len(page.select(".cc-source .cc-screen a")) == 4
        (listed,) = page.select(".cc-cited")
        assert listed.text == "Main documents [1] Filing a & co · [2] Filing b & co · [3] Filing c & co"

    def test_a_line_with_a_document_beyond_the_list_tells_of_others(self):
        many = [an_exhibit(n, a_line(f"a{n}", f"b{n}")) for n in range(1, MOST + 1)]
        page = read(*many, LISTED)
        told = [line.text for line in page.select(".cc-source .cc-paper")]
        assert told[0] == "Source: [1] and others. Today."
        assert told[-1] == f"Source: [{MOST}] and others. Today."

    def test_where_nothing_lists_them_lines_keep_their_names(self):
        page = read(an_exhibit(1, a_line("a")))
        assert page.select(".cc-source .cc-paper, .cc-cited") == []

    def test_what_is_not_on_paper_has_no_part_in_it(self):
        legend = Legend("s: said.")
        looked_up = an_exhibit(1, a_line("a"), on_paper=False, notes=(legend,))
        page = read(looked_up, an_exhibit(2, a_line("b"), notes=(legend,)), LISTED)
        assert [line.text for line in page.select(".cc-source .cc-paper")] == ["Source: [1]. Today."]
        assert ["cc-screen" in note["class"] for note in page.select(".cc-notes li")] == [False, False]

    def test_marks_are_explained_once_on_paper(self):
        notes = (Legend("s: said."), "Own note.")
        pair = side_by_side(*(an_exhibit(n, a_line("a"), notes=notes) for n in (1, 2)))
        page = read(pair, an_exhibit(3, a_line("a"), notes=(*notes, Legend("e: estimated."))))
        told = [(note.text, "cc-screen" in note.get("class", [])) for note in page.select(".cc-notes li")]
        assert told == [
            ("s: said.", False),
            ("Own note.", False),
            ("s: said.", True),
            ("Own note.", False),
            ("s: said.", True),
            ("Own note.", False),
            ("e: estimated.", False),
        ]

    def test_hostile_names_are_inert(self):
        line = a_line("a")
        hostile = replace(line, documents=(Source("a", "a", "", "<script>x</script>"),), whole=f"<b>{PLACE}")
        text = shown(an_exhibit(1, hostile), LISTED)
        assert "<script>x" not in text
        assert text.count("&lt;script&gt;x") == 2
        assert "&lt;b&gt;[1]" in text

    def test_a_reason_that_the_title_gives_is_known(self):
        page = read(an_exhibit(1, a_line(), Absence("Title 1")), an_exhibit(2, a_line(), Absence("No.")))
        assert ["cc-told" in figure["class"] for figure in page.select("figure")] == [True, False]

    def test_the_record_has_what_paper_numbers(self):
        assert an_exhibit(1, a_line("a")).record()["cited"]["whole"] == ["Source: ", ". Today."]
        assert "cited" not in an_exhibit(1, a_line()).record()
        assert "cited" not in an_exhibit(1, a_line("a"), on_paper=False).record()
        assert "cited" not in an_exhibit(1, a_line("a"), Absence("No.")).record()


@pytest.fixture
def printed(browser, tmp_path):
    """A function that prints a page and returns the words of each sheet."""
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")

    def pages(text: str) -> list[str]:
        page = tmp_path / "page.html"
        page.write_text(text, encoding="utf-8")
        browser.open(page, 1280)
        data = browser.call("Page.printToPDF", preferCSSPageSize=True)["data"]
        sheets = pypdf.PdfReader(io.BytesIO(base64.b64decode(data))).pages
        return [" ".join(sheet.extract_text().split()) for sheet in sheets]

    return pages


class TestInTheBrowser:
    pytestmark = needs_browser

    def test_sources_are_numbers_and_a_list(self, printed):
        (sheet,) = printed(shown(an_exhibit(1, a_line("a", "b")), an_exhibit(2, a_line("b")), LISTED))
        assert sheet.count("Filing a & co") == sheet.count("Filing b & co") == 1
        assert "Source: [1] [2]. Today." in sheet
        assert "Source: [2]. Today." in sheet

    def test_what_has_nothing_to_show_and_what_is_looked_up_is_a_line(self, printed):
        absent = an_exhibit(1, a_line(), Absence("No filing says."))
        told = an_exhibit(2, a_line(), Absence("Title 2"))
        looked_up = an_exhibit(3, a_line("a"), on_paper=False)
        other = replace(LISTED, title="Glossary", cited="")
        (sheet,) = printed(shown(absent, told, looked_up, LISTED, other))
        assert "Exhibit 1 · Title 1 · No filing says." in sheet
        assert re.search(r"Exhibit 2 · Title 2 Exhibit 3 · Title 3 .*Documents · Glossary", sheet)
        assert "unit" not in sheet
        assert "row 0" not in sheet

    def test_a_chart_stays_with_the_table_under_it(self, printed):
        """Of an exhibit that may go over pages."""
        rows = "".join(f"<tr><td>row {n}.</td></tr>" for n in range(9))
        table = f'<div class="cc-scroll"><table class="cc-table"><tbody>{rows}</tbody></table></div>'
        body = f'<div class="cc-frame">{CHART}</div>{table}'
        tall = drawn(1, body, title="Chart").replace("cc-exhibit ", "cc-exhibit cc-tall ")
        for high in range(300, 900, 60):
            above = fragment(f'<div style="height:{high}px">above.</div>')
            nb = report()
            nb.cells = [new_code_cell("", outputs=[above, fragment(tall, 1)])]
            sheets = printed(HtmlReportExporter(trust_fragments=True).from_notebook_node(nb)[0])
            (told,) = (sheet for sheet in sheets if "Amazon" in sheet)
            assert "row 0. row 1." in told, high

    def test_no_row_of_a_table_stands_alone(self, printed):
        for rows in range(44, 62, 3):
            sheets = [
                re.findall(r"row \d+\.", s) for s in printed(shown(an_exhibit(1, a_line(), a_table(rows))))
            ]
            told = [len(found) for found in sheets if found]
            assert sum(told) == rows
            assert told[0] == rows or (told[0] >= 2 and told[-1] >= 3), rows

    def test_sentences_of_what_changed_run_on(self, printed):
        (first, *_) = printed(HtmlReportExporter(trust_fragments=True).from_notebook_node(report())[0])
        assert "What changed: 14 figures restated" in first

    @pytest.mark.parametrize(("language", "most"), [("en", 1.36), ("zh-Hans", 1.46)])
    def test_lines_are_as_close_as_those_of_paper(self, browser, tmp_path, language, most):
        """In Chinese, too, whose lines are set wide on the screen."""
        page = tmp_path / "page.html"
        nb = report(language=language)
        page.write_text(HtmlReportExporter(trust_fragments=True).from_notebook_node(nb)[0], encoding="utf-8")
        browser.open(page, 1280)
        browser.call("Emulation.setEmulatedMedia", media="print", features=[])
        pitch = "(s => parseFloat(s.lineHeight) / parseFloat(s.fontSize))(getComputedStyle(document.body))"
        assert browser.js(pitch) <= most
