"""What the PDF prints and what it leaves to the web edition: nothing is lost, and it says where it stands."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from collections import OrderedDict
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pandas as pd
import pytest
import typst
from bs4 import BeautifulSoup
from pypdf import PdfReader

from cloudcapex import facts, fonts, press
from cloudcapex.errors import BuildError
from cloudcapex.exhibits.charts.canvas import Chart, measured
from cloudcapex.exhibits.charts.lines import Line, line_chart
from cloudcapex.exhibits.charts.scale import Scale
from cloudcapex.exhibits.display import largest, newest
from cloudcapex.exhibits.exhibit import Exhibit, Legend
from cloudcapex.exhibits.listing import Listing
from cloudcapex.exhibits.sources import Source
from cloudcapex.exhibits.tables.table import Column, Table, words
from cloudcapex.exhibits.together import Apart, Together
from cloudcapex.language import LANGUAGES, Language
from cloudcapex.periods import Quarter
from cloudcapex.press import HEIGHTS, Job, Press, Setting, can_be_drawn, drawn, may_be_drawn
from cloudcapex.reports import ROOMS
from cloudcapex.reports.on_paper import left_off
from cloudcapex.statements import Statement
from cloudcapex.typeset.settle import settled, white_of_pages
from turning import turned
from typst_child import child
from white import needs_poppler, white_of_drawn_pages

CHECKOUT = Path(__file__).resolve().parents[1]


def a_table(rows: int = 3, *, on_screen: tuple[int, ...] = (), column: bool = False) -> Table:
    columns = (Column("name", "left"), Column("what it counts", "left", on_screen=column))
    return Table(
        columns,
        tuple((words(f"row {n}"), words(f"meaning {n}")) for n in range(rows)),
        on_screen=frozenset(on_screen),
    )


class TestHeights:
    def chart(self) -> Chart:
        quarters = [Quarter.parse("2026Q1"), Quarter.parse("2026Q2")]
        line = Line(name="A", colour="#14344f", values=(1.0, 2.0))
        return line_chart(quarters, [line], write=str, scale=Scale.number(Language("en")), height=2.0)

    def test_a_chart_says_how_high_it_may_be_and_is_drawn_so_where_that_is_asked(self):
        typst = self.chart().typst("alt")
        assert "size: (240.94, 144.0), low: -36.0pt, lowest: -57.6pt, high: 43.2pt, alt:" in typst
        assert typst.count("<svg") == 1
        (name,) = re.findall(r'key: "(\w+)"', typst)
        assert can_be_drawn(name)
        assert 'viewBox="0 0 240.94 108"' in drawn(name, "low")

    def test_the_size_of_a_drawing_is_that_of_the_drawing(self):
        chart = self.chart()
        for share in HEIGHTS.values():
            sheet, made = measured(lambda share=share: chart.anew(share)), chart.anew(share)
            assert (sheet.width, sheet.height, sheet.svg) == (made.width, made.height, "")

    def test_a_blank_sheet_keeps_the_place_of_a_chart_that_is_not_drawn_yet(self):
        chart = self.chart()
        template = resources.files("cloudcapex").joinpath("template", "exhibit.typ").read_text("utf-8")
        page = "#set page(width: 280pt, height: 600pt, margin: 18pt)"
        source = f"{template}\n{page}\n#{an_exhibit(chart).typst()}"
        with Press(Job(source)) as press:
            (settled_low,) = [
                replace(setting, drawings={f"{p['key']} low": drawn(p["key"], "low")})
                for setting in [Setting(heights={"exhibit-1": "low"})]
                for p in press.labelled("nb-place", setting)
                if p["what"] == "drawing"
            ]
            blank, usual = replace(settled_low, drawings={}), Setting()
            feet = [press.labelled("nb-place", s)[-1]["y"] for s in (usual, blank, settled_low)]
            assert feet[1] == feet[2] != feet[0]
            assert press.to_pdf(settled_low, accessible=False) != press.to_pdf(blank, accessible=False)


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

    def test_what_explains_stands_behind_the_figures_on_the_web(self):
        heads = (Column("name", "left"), Column("explained", "left", on_screen=True), Column("figure"))
        html = Table(heads, ((words("a"), words("b"), words("1")),)).html("", "")
        page = BeautifulSoup(html, "html.parser")
        assert [cell.text for cell in page.select("th, td")] == ["Name", "Figure", "Explained", "a", "1", "b"]

    def test_what_is_left_off_is_said_in_each_language(self):
        table = a_table(on_screen=(1,), column=True)
        assert left_off(Language("en"), table) == "Only in the web edition: column “What it counts”, rows: 1."
        assert left_off(Language("zh-Hans"), table) == "仅见于网页版：“What it counts”一栏；1行。"
        assert left_off(Language("en"), a_table()) == ""
        assert left_off(Language("en"), Together((a_table(on_screen=(0, 1)), table))).endswith("rows: 3.")

    def test_only_a_long_table_breaks(self):
        assert not a_table(8).breaks
        assert a_table(9).breaks
        assert not a_table(9, on_screen=(0,)).breaks

    @pytest.mark.parametrize(
        ("rows", "words_of_row", "first", "last"),
        [
            (4, "short", 4, 4),  # where it may break, too
            (6, "short", 3, 3),
            (7, "short", 4, 3),
            (14, "short", 4, 3),
            (6, "long words " * 60, 2, 3),  # rows so high that two are enough
        ],
    )
    def test_a_table_is_parted_after_four_rows_or_as_much_and_before_three(
        self, rows, words_of_row, first, last
    ):
        told = tuple((words(f"row {n}"), words(words_of_row)) for n in range(rows))
        table = Table((Column("name", "left"), Column("words", "left", 1.0)), told)
        exhibit = an_exhibit(table, tall=True).typst()
        template = resources.files("cloudcapex").joinpath("template", "exhibit.typ").read_text("utf-8")
        page = f"{template}\n#set page(width: 300pt, height: 800pt, margin: 20pt)"
        parted = set()
        for above in range(300, 760, 20):
            with Press(Job(f"{page}\n#v({above}pt)\n#{exhibit}")) as press:
                on = [int(p["page"]) for p in press.labelled("nb-place") if p["what"] == "row"]
            parted.add(on.count(1))
        assert 0 in parted
        assert all(first <= before <= rows - last for before in parted - {0, rows})
        assert (len(parted) > 2) == (first < rows)

    @pytest.mark.parametrize(
        ("lang", "region", "again"),
        [("en", "none", " (continued)"), ("zh", '"CN"', "（续）"), ("zh", '"TW"', "（續）")],
    )
    def test_the_name_of_a_group_stands_again_on_a_page_that_begins_within_it(self, lang, region, again):
        rows = [
            (words(f"Group {g}" if n == 0 else ""), words(f"row {g}.{n}")) for g in range(4) for n in range(9)
        ]
        table = Table((Column("group", "left", 1.0), Column("row", "left", 2.0)), tuple(rows)).typst("")
        template = resources.files("cloudcapex").joinpath("template", "exhibit.typ").read_text("utf-8")
        page = f'#set page(width: 300pt, height: 160pt, margin: 9pt)\n#set text(lang: "{lang}", region: {region})'
        pdf = typst.compile(
            f"{template}\n{page}\n#{table}".encode(),
            font_paths=[str(path) for path in fonts.typst_font_paths("zh-Hant")],
            ignore_system_fonts=True,
        )
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
        assert len(pages) > 2
        for text in pages[1:]:
            first = re.search(r"row (\d)\.(\d)", text)
            assert first
            within = first[2] != "0"
            assert (f"Group {first[1]}{again}" in text) == within
            assert text.count(again.strip()) == within


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
        assert an_exhibit(a_table(), on_paper=False).typst() == 'elsewhere("Exhibit 1\u00a0· What it says")'
        listing = Listing("Words", a_table(), "alt", on_paper=False, file="words")
        bundle = listing._repr_mimebundle_()
        assert bundle["text/vnd.typst"] == '#elsewhere("Words")'
        assert bundle["application/vnd.cloudcapex.listing+json"]["csv"].startswith("name,what it counts\n")
        assert "row 2" in bundle["text/html"]

    def test_a_legend_is_marked_as_one(self):
        typst = an_exhibit(a_table(), notes=(Legend("marks"), "own")).typst()
        assert 'legend("marks")' in typst
        assert 'note("own")' in typst


def made(folder: Path, *asked: str, to: str = "pdf") -> Path:
    """Make an edition, its PDF alone unless asked otherwise, and return its folder."""
    build = [sys.executable, "-m", "cloudcapex", "build", *asked, "--to", to, "--output", str(folder)]
    done = subprocess.run(build, cwd=CHECKOUT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    (report,) = folder.rglob("report.pdf")
    return report.parent


# Editions of every kind: early quarters, one company, two, all; a replay, and one on a day when two of five had reported;
# each report; Chinese; the other paper.
ALL = ",".join(facts.companies())
KINDS = (
    *(f"quarterly_review -q {quarter}" for quarter in ("2019Q1", "2020Q2", "2022Q3", "2025Q1")),
    *(f"quarterly_review -q 2023Q4 -l {language}" for language in LANGUAGES),
    "quarterly_review -q 2023Q4 --as-of 2024-02-15",
    "quarterly_review -q 2026Q2 --as-of 2026-07-25",
    "quarterly_review -q 2022Q3 -p companies=meta",
    "quarterly_review -q 2026Q2 -p companies=meta",
    "quarterly_review -q 2025Q1 -p companies=amazon,meta",
    f"quarterly_review -q 2026Q2 -p companies={ALL}",
    f"quarterly_review -q 2026Q2 -l zh-Hans -p companies={ALL}",
    "quarterly_review -q 2026Q2 --as-of 2026-07-25 -l zh-Hant",
    *(f"{report} -q 2026Q2" for report in sorted({*ROOMS} - {"quarterly_review"})),
    *(f"{report} -q 2026Q2 -l {lang} --paper us-letter" for report in sorted(ROOMS) for lang in LANGUAGES),
)


@pytest.mark.slow
@needs_poppler
@turned("kind", KINDS)
def test_the_pages_of_an_edition_of_any_kind_are_full(tmp_path, kind):
    *body, last = white_of_drawn_pages((made(tmp_path, *kind.split()) / "report.pdf").read_bytes())
    # What fills eight pages of A4 takes a third of a ninth one of Letter.
    assert len(body) < 8 + kind.endswith("us-letter") or kind.startswith("quarterly_review")
    assert sum(body) / len(body) <= 0.08
    assert max(body) <= 0.2
    assert last <= 0.75


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The newest review."""
    return made(tmp_path_factory.mktemp("paper"), "quarterly_review", "--quarter", "2026Q2", to="html,pdf")


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

    def test_source_lines_number_documents_which_are_listed_once(self, edition):
        text = " ".join(page.extract_text() for page in PdfReader(edition / "report.pdf").pages)
        body, _, listed = " ".join(text.split()).partition("Documents with the main figures")
        listed = listed.partition("To be looked up")[0]
        numbers = [int(n) for n in re.findall(r"\[(\d+)\] ", listed)]
        assert numbers == list(range(1, 41))
        assert {int(n) for n in re.findall(r"\[(\d+)\]", body)} == set(numbers)
        lines = re.findall(r"Source: (.*?)\. Data as of", body)
        assert len(lines) > 30
        assert all(re.fullmatch(r"\[\d+\]( \[\d+\])*( and others)?", line) for line in lines)
        assert "Microsoft 10-K for the period ended 2026-06-30, 29 July 2026" in listed

    def test_a_printed_page_numbers_documents_as_the_pdf_does(self, edition):
        def plain(words: str) -> str:
            return re.sub(r"[\s\u00a0\u202f\u200b\u2060\u2011-]", "", words)

        page = BeautifulSoup((edition / "report.html").read_text(encoding="utf-8"), "html.parser")
        paper = plain("".join(sheet.extract_text() for sheet in PdfReader(edition / "report.pdf").pages))
        _, *listed = re.split(r"(?=\[\d+\] )", page.select_one(".cc-cited").text)
        assert len(listed) == 40
        assert [words for words in listed if plain(words.rstrip(" ·")) not in paper] == []
        lines = [line.text for line in page.select(".cc-source .cc-paper")]
        assert len(lines) > 30
        assert [words for words in lines if plain(words.partition(". Data")[0]) not in paper] == []

    @needs_poppler
    def test_the_newest_review_fills_at_most_fourteen_pages(self, edition):
        *body, last = white_of_drawn_pages((edition / "report.pdf").read_bytes())
        assert len(body) < 14
        assert sum(body) / len(body) <= 0.08
        assert max(body) <= 0.2
        assert last <= 0.75


def test_a_session_of_days_keeps_the_charts_that_were_asked_for_last(monkeypatch):
    monkeypatch.setattr(press, "_ANEW", OrderedDict())
    monkeypatch.setattr(press, "_MOST_ANEW", 3)
    for name in "abc":
        may_be_drawn(name, str)
    drawn("a", "low")
    may_be_drawn("d", str)
    assert [name for name in "abcd" if can_be_drawn(name)] == ["a", "c", "d"]


def test_a_company_page_that_goes_over_has_its_name_at_the_head_of_the_next():
    """Each running head names the company whose page began before and goes on, and no other."""
    template = resources.files("cloudcapex").joinpath("template")
    (head,) = re.findall(
        r"^#let gone-over\(\) = {.*?^}$", template.joinpath("report.typ.j2").read_text("utf-8"), re.M | re.S
    )
    rows = "{ for n in range(40) { block(height: 15pt)[row] } }"
    source = (
        f"{template.joinpath('exhibit.typ').read_text('utf-8')}\n{head}\n"
        "#set page(width: 300pt, height: 400pt, margin: 40pt, header: context [Review #gone-over().join()])\n"
        f'#company-page(anchor: "a", exhibit: "e", name: "Alpha", colour: "#000000", {rows})\n'
        '#company-page(anchor: "b", exhibit: "f", name: "Beta", colour: "#000000", [short])\n#pagebreak()\nend'
    )
    with Press(Job(source)) as press:
        pages = PdfReader(io.BytesIO(press.to_pdf(accessible=False))).pages
    heads = [page.extract_text().splitlines()[0].strip() for page in pages]
    assert heads[0] == heads[-1] == "Review"
    assert {*heads[1:-1]} == {"Review Alpha"}


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

    def settled_of(self, *blocks: str) -> Setting:
        """How a document is set on pages of 700 points, of exhibits whose charts are 200 points high, 150 low, 120 lowest and 260 high."""
        source = (
            "#set page(width: 300pt, height: 804.9pt, margin: (top: 56.7pt, bottom: 48.2pt, x: 20pt))\n"
            "#set block(spacing: 0pt)\n"
            "#let (heights, flowing) = json(sys.inputs.setting)\n"
            "#let mark(what, ..told) = context [#metadata((what: what, ..told.named(), ..here().position()))<nb-place>]\n"
            "#let sizes = (usual: 200pt, low: 150pt, lowest: 120pt, high: 260pt)\n"
            '#let charted(name, rest: 0) = block(breakable: false, { mark("begin", of: name, flows: false)\n'
            'mark("drawing", key: name, low: -50pt, lowest: -80pt, high: 60pt)\n'
            'block(height: sizes.at(heights.at(name, default: "usual")) + rest * 1pt); mark("end") })\n'
            '#let listed(name) = block(breakable: name in flowing, { mark("begin", of: name, flows: true)\n'
            'for n in range(10) { block(height: 60pt) }; mark("end") })\n'
        )
        source += "\n".join(f"#{block}" for block in blocks) + '\n#mark("document")\n'
        for name in "abcdex01234":
            may_be_drawn(name, lambda height: f"<svg>{height}</svg>")
        with Press(Job(source)) as press:
            return settled(press, 700)

    def test_charts_become_lower_where_the_next_exhibit_just_fails_to_find_room(self):
        # 700 points hold three charts of 200; a fourth lacks 100: two charts give 50 each, and one more what is spare.
        setting = self.settled_of(*(f'charted("{n}")' for n in range(5)), 'charted("x", rest: 150)')
        assert "low" in setting.heights.values()

    def test_charts_become_lowest_where_lower_ones_do_not_do(self):
        # 150 points are left for 220: low charts would save 50, the lowest ones 80; nothing else on the page is drawn.
        words = 'block(height: 550pt, { mark("begin", of: "a"); v(1fr); mark("end") })'
        setting = self.settled_of(words, 'charted("b", rest: 20)', 'charted("c", rest: 450)')
        assert setting.heights == {"b": "lowest"}
        assert setting.drawings == {"b lowest": "<svg>lowest</svg>"}

    def test_the_first_way_that_is_good_is_taken(self, monkeypatch):
        asked: list[Setting] = []
        told = Press.labelled
        monkeypatch.setattr(
            Press,
            "labelled",
            lambda press, label, setting: asked.append(setting) or told(press, label, setting),
        )
        setting = self.settled_of('charted("a", rest: 420)', 'charted("b", rest: 400)')
        assert [asked[0], asked[-1]] == [Setting(), replace(setting, drawings={})]
        assert len(asked) <= 4

    def test_a_chart_that_nobody_here_can_draw_again_keeps_its_height(self):
        assert not self.settled_of('charted("elsewhere", rest: 300)', 'charted("b", rest: 400)').heights

    def test_a_table_goes_over_the_page_where_it_would_leave_one_white(self):
        setting = self.settled_of('charted("a", rest: 150)', 'listed("b")', 'charted("c", rest: 100)')
        assert setting.flowing == ("b",)

    def test_charts_become_higher_where_nothing_else_fills_the_page(self):
        setting = self.settled_of('charted("a", rest: 300)', 'charted("b", rest: 400)')
        assert setting.heights.get("a") == "high"

    def test_a_document_that_ends_in_a_line_is_set_closer(self):
        # Thirteen blocks of 45 points, 10 apart, are 705 points: five more than the page has.
        block = '#block(height: 45pt, spacing: 10pt * closeness, { mark("begin"); v(1fr); mark("end") })'
        rows = "\n".join([block] * 13)
        source = (
            "#set page(width: 300pt, height: 804.9pt, margin: (top: 56.7pt, bottom: 48.2pt, x: 20pt))\n"
            "#let closeness = json(sys.inputs.setting).closeness\n"
            "#let mark(what) = context [#metadata((what: what, ..here().position()))<nb-place>]\n"
            f'{rows}\n#mark("document")\n'
        )
        with Press(Job(source)) as press:
            assert settled(press, 700).closeness == 0.8

    def test_further_shares_of_room_are_tried_where_the_first_ones_leave_white(self):
        # Four blocks of 140 points leave a fifth of 700, with a tenth more room an eighth, with a fifth more next to nothing.
        block = '#block(height: 140pt * closeness, { mark("begin"); v(1fr); mark("end") })'
        source = (
            "#set page(width: 300pt, height: 804.9pt, margin: (top: 56.7pt, bottom: 48.2pt, x: 20pt))\n"
            "#set block(spacing: 0pt)\n"
            "#let closeness = json(sys.inputs.setting).closeness\n"
            "#let mark(what) = context [#metadata((what: what, ..here().position()))<nb-place>]\n"
            + "\n".join([*[block] * 4, "#pagebreak()", block.replace("140pt * closeness", "400pt")])
            + '\n#mark("document")\n'
        )
        with Press(Job(source)) as press:
            assert settled(press, 700).closeness == 1.2

    def test_what_was_laid_out_before_leaves_no_trace_in_the_bytes(self):
        """A press takes again what it has laid out; what it makes is what a compiler makes that has seen nothing."""
        rows = '#block(height: 45pt * setting.closeness)[#setting.heights.at("a", default: "usual")]\n' * 40
        source = '#set document(title: "Rows")\n#let setting = json(sys.inputs.setting)\n' + rows
        chosen = Setting(0.8, {"a": "low"})
        with Press(Job(source)) as press:
            before = press.to_pdf()
            for other in (Setting(0.6), Setting(0.8, {"a": "high"}), Setting(1.1, {"a": "low"})):
                press.labelled("nb-place", other)
            after = press.to_pdf(chosen)
            assert press.to_pdf() == before != after
        assert child().call("pdf_of", source, 0.8, {"a": "low"}) == after

    @pytest.mark.parametrize("name", ["setting.json", "document.typ", "../above.png", "/root.png"])
    def test_no_file_of_a_document_hides_the_presss_own_or_lies_outside(self, name):
        with pytest.raises(BuildError, match="may not lie outside"):
            Press(Job("", {name: b"x"}))

    @pytest.mark.parametrize(
        "words",
        [
            'finding("Words")',
            'method("Words")',
            'meaning(answers: ((question: "What?", told: "Words", refs: ()),), heading: "", readings: ())',
            'meaning(answers: (), heading: "Read", readings: ("one way", "another"))',
        ],
    )
    def test_words_fill_the_page_that_they_stand_on(self, words):
        template = resources.files("cloudcapex").joinpath("template", "exhibit.typ").read_text("utf-8")
        page = "#set page(width: 300pt, height: 804.9pt, margin: (top: 56.7pt, bottom: 48.2pt, x: 20pt))"
        source = (
            f"{template}\n{page}\n#block(height: 500pt)\n#{words}\n#block(height: 690pt, breakable: false)\n"
        )
        with Press(Job(source)) as press:
            places = press.labelled("nb-place")
        assert {place["page"] for place in places} == {1}
        assert white_of_pages(places, 700)[0] < 200 / 700

    def test_prose_ends_on_the_page_of_its_last_line(self):
        """A mark of its own goes over the page with the block that follows; one within the last line stays."""
        source = (
            "#set page(width: 300pt, height: 400pt, margin: 50pt)\n"
            "#let mark-place(what) = context [#metadata((what: what, ..here().position()))<nb-place>]\n"
            '#mark-place("open")\n\nSome words.#box(mark-place("close"))#mark-place("bare")\n\n'
            "#block(height: 290pt, breakable: false)[Below]\n"
        )
        with Press(Job(source)) as press:
            pages = {place["what"]: place["page"] for place in press.labelled("nb-place")}
        assert (pages["close"], pages["bare"]) == (1, 2)
