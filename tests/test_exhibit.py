"""Exhibits cannot be made carelessly, and nothing written in them can act."""

import csv
import io
import re
from dataclasses import replace
from urllib.parse import unquote

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudcapex.exhibits.absence import Absence
from cloudcapex.exhibits.exhibit import Exhibit, typst_array, typst_string
from cloudcapex.exhibits.row import side_by_side
from cloudcapex.exhibits.sources import PLACE, Source, SourceLine
from cloudcapex.exhibits.tables.table import Cell, Column, Table, missing, words
from cloudcapex.statements import Statement

HOSTILE = '</figcaption><script>alert(1)</script> #panic() "quoted" \\ $x$ <b onclick=x>'


def an_exhibit(**changes):
    parts = {
        "number": 4,
        "label": "Exhibit 4",
        "title": "Capex rose",
        "subtitle": "US$ bn",
        "body": Table(
            (Column("Company", "left"), Column("capex")), ((words("Meta"), Cell("1.0", "https://x.test/a")),)
        ),
        "sources": (Source("0001", "10-K", "https://x.test/a"),),
        "alt": "A table.",
        "data": pd.DataFrame({"company": ["meta"], "value": [1e9]}),
    }
    made = {**parts, **changes}
    return Exhibit(**{**made, "title": Statement(made["title"])})


def test_a_table_of_which_paper_prints_no_row_is_one_line_there():
    columns = (Column("Company", "left"), Column("Capex"))
    rows = ((words("Meta"), Cell("1.0")), (words("Oracle"), Cell("0.5")))
    told = {"left_off": "Only in the web edition: rows: 2."}
    whole = an_exhibit(body=Table(columns, rows, on_screen=frozenset({1})), **told)
    emptied = an_exhibit(body=Table(columns, rows, on_screen=frozenset({0, 1})), **told)
    assert whole.typst().startswith("exhibit(")
    assert emptied.typst().startswith("absent(")
    assert told["left_off"] in emptied.typst()
    assert "Oracle" in emptied.html()


def test_a_column_in_which_nothing_stands_is_not_printed():
    columns = (Column("Company", "left"), Column("Of old"), Column("Never"), Column("Capex"))
    rows = (
        (words("Meta"), Cell(""), Cell(""), Cell("1.0")),
        (words("Oracle"), Cell("0.5"), Cell(""), missing("not_disclosed")),
    )
    table = Table(columns, rows, on_screen=frozenset({1}))
    assert [c.head for c in table.columns] == ["Company", "Of old", "Never", "Capex"]
    assert "Never" not in table.html("A table.", "x")
    assert '<th scope="col" class="cc-right cc-screen">Of old</th>' in table.html("A table.", "x")
    assert table.unprinted == (1, ("Of old",))
    paper = table.typst("A table.")
    assert "Capex" in paper
    assert "Of old" not in paper
    assert "Never" not in paper


def test_paper_leaves_off_a_column_that_says_in_row_after_row_that_a_value_is_missing():
    columns = (Column("Company", "left"), Column("Margin"), Column("Capex"))
    none = missing("not_disclosed")
    rows = (
        (words("Meta"), Cell("31", kind="figure"), Cell("1.0")),
        (words("Oracle"), none, Cell("0.5")),
        (words("Amazon"), none, none),
    )
    assert "Margin" in Table(columns, rows).typst("A table.")
    cut = Table(columns, rows, on_screen=frozenset({0}))
    assert "Margin" not in cut.typst("A table.")
    assert cut.unprinted == (1, ("Margin",))
    assert "Margin" in cut.html("A table.", "x")
    one = Table(columns, rows[1:2])
    assert "Margin" in one.typst("A table."), "of one row that a value is missing is what there is to say"
    blank = Table(columns, ((words("Meta"), none, none), (words("Oracle"), none, none)))
    assert "Capex" in blank.typst("A table."), "a table of which nothing is known says so"


def test_a_column_that_says_in_most_rows_that_the_data_lack_a_value_is_looked_up():
    """Of nine rows two with a year: the other seven tell of the data, and nothing of the companies."""
    columns = (Column("Company", "left"), Column("Founded"), Column("Price"), Column("Capex"))
    lacks, silent = missing("not_entered"), missing("not_disclosed")
    rows = tuple(
        (words(f"C{n}"), Cell("2021") if n < 2 else lacks, Cell("9") if n < 2 else silent, Cell("1.0"))
        for n in range(9)
    )
    cut = Table(columns, rows)
    assert cut.unprinted == (0, ("Founded",))
    assert "Founded" not in cut.typst("A table.")
    assert "Founded" in cut.html("A table.", "x")
    assert "Price" in cut.typst("A table."), "that no document tells it is told of the companies"
    third = tuple((*row[:1], Cell("2021"), *row[2:]) if n == 2 else row for n, row in enumerate(rows))
    assert Table(columns, third).unprinted == (0, ())
    assert Table(columns, rows[:5]).unprinted == (0, ()), "few rows are read whole"


def test_an_exhibit_needs_a_source():
    with pytest.raises(ValueError, match="has no source"):
        an_exhibit(sources=())


@pytest.mark.parametrize("alt", ["", "  "])
def test_an_exhibit_needs_alt_text(alt):
    with pytest.raises(ValueError, match="has no alt text"):
        an_exhibit(alt=alt)


def test_hostile_words_are_inert_in_html():
    html = an_exhibit(
        title=HOSTILE, subtitle=HOSTILE, notes=(HOSTILE,), source_line=SourceLine(HOSTILE)
    ).html()
    assert "<script" not in html
    assert "<b onclick" not in html
    assert html.count("&lt;script&gt;") == 4


def test_a_link_that_is_no_web_address_is_not_made():
    cell = Cell("5.0", url="javascript:alert(1)", kind="figure")
    assert "href" not in cell.html()
    assert "javascript" not in cell.typst()


@given(st.text())
def test_any_text_is_one_typst_string(text):
    quoted = typst_string(text)
    inner = quoted[1:-1]
    assert quoted[0] == quoted[-1] == '"'
    assert "\n" not in inner
    # No quote stands without an odd number of backslashes before it.
    assert all(len(m[1]) % 2 == 1 for m in re.finditer(r'(\\*)"', inner))
    assert (len(inner) - len(inner.rstrip("\\"))) % 2 == 0


def test_typst_arrays_of_none_and_one_stay_arrays():
    assert typst_array([]) == "()"
    assert typst_array(["1"]) == "(1, )"


def test_the_csv_in_the_page_is_the_record_of_the_exhibit():
    exhibit = an_exhibit(data=pd.DataFrame({"a": ["x,y", None], "b": [1.5, float("nan")], "c": [2e9, 3.0]}))
    rows = list(csv.reader(io.StringIO(exhibit.csv())))
    assert rows == [["a", "b", "c"], ["x,y", "1.5", "2000000000"], ["", "", "3"]]
    payload = re.search(r'charset=utf-8,([^"]+)"', exhibit.html())[1]
    assert unquote(payload) == exhibit.csv()
    assert (
        an_exhibit(data=pd.DataFrame({"value": [1.0], "sources": ["a;b"], "newest_source": ["b"]}))
        .html()
        .count("a;b")
        == 0
    )


def test_exhibits_side_by_side_keep_both_records():
    row = side_by_side(an_exhibit(), an_exhibit(number=5, label="Exhibit 5"))
    bundle = row._repr_mimebundle_()
    records = bundle["application/vnd.cloudcapex.exhibit+json"]
    assert [r["number"] for r in records] == [4, 5]
    assert bundle["text/vnd.typst"].startswith("#exhibit-row(exhibit(")


@pytest.mark.parametrize(("first", "second"), [(4, 5), (5, 4)])
def test_what_has_nothing_to_show_takes_no_half_of_a_row(first, second):
    shown = an_exhibit(number=first, label=f"Exhibit {first}")
    empty = an_exhibit(number=second, label=f"Exhibit {second}", body=Absence("No filing says."))
    pair = sorted((shown, empty), key=lambda e: e.number)
    bundle = side_by_side(*pair)._repr_mimebundle_()
    typst, html = bundle["text/vnd.typst"], bundle["text/html"]
    assert "exhibit-row" not in typst
    assert "cc-row" not in html
    assert [line[:8] for line in typst.splitlines() if line.startswith("#")] == [
        {first: "#exhibit", second: "#absent("}[n] for n in (4, 5)
    ]
    assert typst.count("lone: true") == html.count("cc-lone") == 1
    assert html.index('id="exhibit-4"') < html.index('id="exhibit-5"')
    assert [r["number"] for r in bundle["application/vnd.cloudcapex.exhibit+json"]] == [4, 5]
    three = side_by_side(shown, empty, an_exhibit(number=6, label="Exhibit 6"))._repr_mimebundle_()
    assert three["text/vnd.typst"].count("exhibit-row(exhibit(") == 1
    assert "cc-lone" not in three["text/html"]


def test_a_table_refuses_a_row_of_the_wrong_length():
    with pytest.raises(ValueError, match="row 1 has 1 cells for 2 columns"):
        Table((Column("a"), Column("b")), ((words("x"),),))


@pytest.mark.parametrize(
    ("reason", "mark"),
    [("not_disclosed", "n/d"), ("not_yet_filed", "n/y"), ("not_applicable", "–"), ("not_derivable", "n/c")],
)
def test_each_kind_of_missing_has_its_own_mark(reason, mark):
    assert missing(reason).text == mark
    assert 'class="cc-n cc-missing"' in missing(reason).html()


def test_the_csv_holds_numbers_however_numpy_writes_its_own():
    mixed = pd.DataFrame({"value": [np.float64(0.1), "n/d"]}, dtype=object)
    assert an_exhibit(data=mixed).csv() == "value\n0.1\nn/d\n"


class TestSourceLine:
    line = SourceLine(
        "Data as of today.",
        f"Source: {PLACE}. Data as of today.",
        f"Source: {PLACE} and others. Data as of today.",
        (Source("1", "A", "https://x.test/a", "A & B, 1 May 2026"), Source("2", "C", "javascript:x", "C")),
        separator="; ",
    )

    def test_documents_are_named_on_the_web_and_lead_where_a_reader_may_go(self):
        assert str(self.line) == "Source: A & B, 1 May 2026; C. Data as of today."
        html = self.line.html()
        assert '<a href="https://x.test/a">A &amp; B, 1 May 2026</a>; C.' in html
        assert "javascript" not in html
        assert "and others" in replace(self.line, others=True).html()

    def test_where_there_is_no_document_the_day_stands_alone(self):
        assert replace(self.line, documents=()).html() == "Data as of today."
        assert SourceLine().typst(typst_string) == "none"

    def test_paper_is_given_each_document_once_quoted(self):
        typst = self.line.typst(typst_string)
        assert '(id: "1", name: "A & B, 1 May 2026", url: "https://x.test/a")' in typst
        assert '(id: "2", name: "C", url: "")' in typst
        assert 'whole: ("Source: ", ". Data as of today.")' in typst
