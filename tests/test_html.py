"""The web edition as a document: what stands in it, where it points, and what it refuses."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zipfile

import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from cloudcapex.exhibits.tables.table import Cell, Column, Table, words
from cloudcapex.publish.html import HtmlReportExporter, digest
from html_fixture import PNG, exhibit, fragment, ordinary, report, shown, table


def export(nb, **traits) -> str:
    return HtmlReportExporter(**traits).from_notebook_node(nb)[0]


def parsed(nb, **traits) -> BeautifulSoup:
    return BeautifulSoup(export(nb, **traits), "html.parser")


@pytest.fixture(scope="module")
def html() -> str:
    return export(report(), trust_fragments=True)


@pytest.fixture
def page(html) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def outside_loads(html: str) -> list[str]:
    """Every address a browser would fetch without being asked."""
    page = BeautifulSoup(html, "html.parser")
    found = [
        str(tag[a])
        for a in ("src", "srcset", "poster", "data", "background")
        for tag in page.select(f"[{a}]")
    ]
    found += [str(tag.get("href", "")) for tag in page.find_all(["link", "base"])]
    found += [str(tag.get("href") or tag.get("xlink:href")) for tag in page.select("svg image, svg use")]
    css = " ".join(tag.get_text() for tag in page.find_all("style"))
    css += " ".join(str(tag["style"]) for tag in page.select("[style]"))
    found += re.findall(r"url\(\s*['\"]?([^)'\"]*)", css) + re.findall(r"@import\s+(\S+)", css)
    return [address for address in found if not address.startswith(("data:", "#"))]


def test_asks_no_host_for_anything(html):
    assert outside_loads(html) == []
    assert outside_loads('<img src="https://a.example/x.png"><style>@import url(//b.example)</style>') != []


def test_no_line_breaks_between_a_sign_and_its_amount():
    """Between two marks before a number (−, $) the rules of Unicode break lines; an address keeps its letters."""
    text = "cash of −$5.86bn, +¥3 and −7 %: [−$1bn](https://a.example/+$5), `a+$b`"
    html = export(new_notebook(cells=[new_markdown_cell(text)]))
    assert "cash of −\u2060$5.86bn, +\u2060¥3 and −7 %" in html
    assert "/+$5" in html
    assert "<code>a+$b</code>" in html


def test_no_line_breaks_within_a_range_or_a_mark():
    """Behind a dash and a stroke the rules of Unicode let a browser break; addresses, code and other strokes stay as they are."""
    text = "$30–37bn, 10%–20%, 2.3–7.3×, n/c and (n/e); 2019–today, and/or, [1–2](https://a.example/n/c?1–2), `3–4 n/d`"
    html = export(new_notebook(cells=[new_markdown_cell(text)]))
    assert "$30–\u206037bn, 10%–\u206020%, 2.3–\u20607.3×, n/\u2060c and (n/\u2060e)" in html
    assert "2019–today, and/or, " in html
    assert "a.example/n/c" in html
    assert "<code>3–4 n/d</code>" in html


def test_policy_allows_exactly_the_one_style_sheet_and_the_one_script(page):
    metas = page.select('meta[http-equiv="Content-Security-Policy"]')
    assert len(metas) == 1
    policy = dict(part.strip().split(" ", 1) for part in str(metas[0]["content"]).split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["img-src"] == policy["font-src"] == "data:"
    assert policy["base-uri"] == policy["form-action"] == "'none'"
    (script,) = page.find_all("script")
    assert policy["script-src"] == f"'{digest(script.string)}'"
    (style,) = page.find_all("style")
    known = base64.b64encode(hashlib.sha256(style.string.encode()).digest()).decode()
    assert policy["style-src-elem"] == f"'sha256-{known}'"
    # A policy counts from where it stands.
    assert metas[0].find_next("style") is style
    assert [a for tag in page.find_all(True) for a in tag.attrs if a.startswith("on")] == []


def test_landmarks_language_and_title(page):
    assert page.html["lang"] == "en"
    assert page.title.string == "Quarterly review · 2026Q2"
    assert [len(page.select(s)) for s in ("body > header", "main", "nav", "body > footer", "h1")] == [1] * 5
    assert page.nav["aria-label"] == "Contents"
    skip = page.body.find("a")
    assert skip["href"] == f"#{page.main['id']}"
    assert page.select_one('meta[name="viewport"]')["content"] == "width=device-width, initial-scale=1"


def test_ids_are_unique_and_every_inner_link_arrives(page):
    ids = [str(tag["id"]) for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))
    targets = [str(a["href"])[1:] for a in page.select('a[href^="#"]')]
    assert len(targets) > 8
    assert set(targets) <= set(ids)


def test_contents_list_sections_and_exhibits_in_order(page):
    lines = [" ".join(a.get_text().split()) for a in page.select("nav li a")]
    assert lines == [
        "1 Capex rose 87 %",
        "Who takes the dollars",
        "2 Capex rose 87 %",
        "3 Capex rose 87 %",
        "4 Capex rose 87 %",
        "Method",
        "Periods",
        "Periods",
    ]
    assert [a["href"] for a in page.select("nav li a")][-2:] == ["#periods", "#periods-2"]


def test_an_exhibit_without_a_number_shows_none_in_the_contents():
    nb = new_notebook(cells=[new_code_cell("x", outputs=[fragment(exhibit(0), 0, title="Scorecard")])])
    (line,) = parsed(nb, trust_fragments=True).select("nav li a")
    assert line.get_text().strip() == "Scorecard"
    assert line["href"] == "#exhibit-0"


def test_every_exhibit_has_its_caption_and_says_what_it_shows(page):
    figures = page.select("figure.cc-exhibit")
    assert [f["id"] for f in figures] == ["exhibit-1", "exhibit-2", "exhibit-3", "exhibit-4"]
    for figure in figures:
        assert figure.select_one("figcaption .cc-number").get_text().startswith("Exhibit ")
        assert figure.select_one("figcaption .cc-title").get_text()
        assert figure.select_one("svg > title, table th[scope=col]") is not None


def test_a_drawing_brings_no_style_sheet_of_its_own(html):
    assert "*{stroke-linejoin: round}" not in html
    assert html.count("<style") == 1


def test_one_title_a_page():
    nb = report()
    nb.cells.insert(0, new_markdown_cell("# Quarterly review\n\nWhat it is for."))
    page = parsed(nb, trust_fragments=True)
    assert [h.get_text() for h in page.find_all("h1")] == ["Capex nearly doubles"]
    assert page.h2.get_text().startswith("Quarterly review")


def test_code_is_hidden_in_a_report_shown_on_request_and_in_an_ordinary_notebook():
    assert "review.show" not in export(report(), trust_fragments=True)
    assert "cc-code" in export(report(show_code=True), trust_fragments=True).split("</style>")[1]
    assert parsed(ordinary(source="answer = 42")).select_one(".cc-code").get_text().strip() == "answer = 42"
    assert parsed(ordinary(source="answer = 42"), exclude_input=True).select(".cc-code") == []


def test_title_comes_from_metadata_or_heading_never_from_the_file(tmp_path):
    path = tmp_path / "secret_file_name.ipynb"
    import nbformat

    nbformat.write(ordinary(words="# Notes & more"), path)
    text = HtmlReportExporter().from_filename(str(path))[0]
    assert "<title>Notes &amp; more</title>" in text
    assert "secret_file_name" not in text
    assert parsed(report(quarter="", title="A <b>title</b>")).title.string == "A <b>title</b>"


def test_metadata_cannot_break_out_of_the_page():
    evil = '"><script>alert(1)</script>'
    page = parsed(
        report(title=evil, running_head=evil, disclosure=evil, language=evil, paper="</style>", as_of=evil)
    )
    assert "alert" not in "".join(s.string for s in page.find_all("script"))
    assert page.html["lang"] == "en"
    assert len(page.find_all("style")) == 1


@pytest.mark.parametrize(
    ("language", "contents", "family"),
    [("zh-Hans", "目录", "Noto Sans CJK SC"), ("zh-Hant", "目錄", "Noto Sans CJK TC")],
)
def test_chinese_editions_speak_and_carry_their_script(language, contents, family):
    page = parsed(report(language=language, title="季度回顧"), trust_fragments=True)
    assert page.html["lang"] == language
    assert page.nav["aria-label"] == contents
    assert f'font-family:"{family}"' in page.style.string


def test_same_notebook_same_bytes(html):
    assert export(report(), trust_fragments=True) == html
    assert len(html.encode()) < 120_000


def test_paper_follows_the_metadata():
    assert "@page{size:A4}" in export(report())
    assert "@page{size:letter}" in export(report(paper="us-letter"))


def test_our_markup_stands_only_where_we_trust_it():
    nb = new_notebook(cells=[new_code_cell("x", outputs=[fragment(exhibit(1), 1)])])
    assert parsed(nb, trust_fragments=True).select("figure#exhibit-1 svg")
    untrusted = parsed(nb)
    assert untrusted.select("main .cc-exhibit, main svg, nav") == []
    # Nothing is lost: the drawing stays as a picture, the words as words.
    assert untrusted.select_one("main img")["alt"] == "Capex rose"
    assert "Source: 10-Q filings" in untrusted.main.get_text()


def test_ordinary_html_is_sanitised_even_on_a_trusted_page():
    page = parsed(ordinary(shown(html="<b onclick=x()>bold</b><script>x()</script>")), trust_fragments=True)
    assert str(page.select_one(".cc-output b")) == "<b>bold</b>"
    assert page.find_all("script") == []


def test_tables_of_ordinary_notebooks_scroll_in_a_box():
    frame = (
        "<div><style scoped>.dataframe{}</style><table border='1' class='dataframe'><thead><tr><th></th><th>a</th>"
        "</tr></thead><tbody><tr><th>0</th><td>1</td></tr></tbody></table></div>"
    )
    page = parsed(ordinary(shown(html=frame, plain="a 1")))
    table = page.select_one(".cc-scroll > table.dataframe")
    assert [th.get("scope") for th in table.find_all("th")] == ["col", "col", "row"]
    assert page.select_one(".cc-scroll")["tabindex"] == "0"


def test_outputs_take_their_best_form_and_none_vanishes():
    outputs = [
        shown(js="alert(1)", plain="only a script"),
        shown(html="<script>draw()</script>", plain="a plot"),
        shown(widget={"model_id": "1"}),
        shown(png=PNG, plain="<Figure>"),
        shown(svg='<svg viewBox="0 0 9 9"><script>x()</script></svg>', plain="<Figure>"),
        shown(markdown="**strong**"),
        new_output("stream", name="stdout", text="printed <b>\n"),
        new_output("stream", name="stderr", text="warned"),
        new_output("error", ename="ValueError", evalue="no", traceback=["\x1b[31mValueError\x1b[39m: no"]),
    ]
    page = parsed(ordinary(*outputs))
    assert [p.get_text() for p in page.select("pre.cc-stdout")] == [
        "only a script",
        "a plot",
        "[output not shown: application/vnd.jupyter.widget-view+json]",
        "printed <b>",
    ]
    assert page.select_one("pre.cc-stderr").get_text() == "warned"
    assert str(page.select_one("pre.cc-error span")) == '<span class="ansi-red-fg">ValueError</span>'
    png, svg = page.select(".cc-picture img")
    assert png["src"] == f"data:image/png;base64,{PNG}"
    assert b'xmlns="http://www.w3.org/2000/svg"' in base64.b64decode(svg["src"].partition(",")[2])
    assert page.select_one(".cc-output strong").get_text() == "strong"


def test_an_output_that_says_nothing_leaves_no_trace():
    """As of a commentary where nobody wrote one; in words of what it is, only what cannot be shown is named."""
    nb = ordinary(shown(markdown="", plain=""), shown(html=" ", plain="\n"), shown(markdown="\n"))
    for trusted in (False, True):
        page = parsed(nb, trust_fragments=trusted)
        assert page.select("pre") == page.select(".cc-code pre")
        assert "not shown" not in page.get_text()


def test_formulas_become_mathml_and_unknown_ones_stay_readable():
    words = "# On $x^2$\n\nInline $\\frac{a}{b}$, cost $\\unknowncommand{3}$.\n\n$$ \\sum_{i=1}^n i $$\n"
    page = parsed(ordinary(shown(latex="$\\displaystyle \\int_0^1 x\\,dx$"), words=words))
    assert [m.get("display") for m in page.find_all("math")] == [None, None, "block", None]
    assert page.select_one("p math mfrac") is not None
    assert page.select_one("p code").get_text() == "\\unknowncommand{3}"
    assert page.title.string == "On x^2"
    assert "\ue000" not in str(page)


def test_pictures_in_markdown(tmp_path):
    (tmp_path / "dot.png").write_bytes(base64.b64decode(PNG))
    cell = new_markdown_cell("![here](dot.png) ![there](https://a.example/x.png) ![kept](attachment:a.png)")
    cell["attachments"] = {"a.png": {"image/png": PNG}}
    lost = new_markdown_cell("![lost](attachment:none.png)")
    nb = new_notebook(cells=[cell, lost])
    text, _ = HtmlReportExporter().from_notebook_node(nb, {"metadata": {"path": str(tmp_path)}})
    page = BeautifulSoup(text, "html.parser")
    assert [i["alt"] for i in page.find_all("img")] == ["here", "kept"]
    assert outside_loads(text) == []
    # The one from elsewhere is named, not fetched; the lost one is said to be lost.
    assert page.find("a", string="there")["href"] == "https://a.example/x.png"
    assert "missing attachment: none.png" in page.main.get_text()


def test_long_tables_notes_and_lists_have_a_fold_that_says_what_it_holds():
    rows = "".join(f'<tr><th scope="row">{n}</th><td>x</td></tr>' for n in range(20))
    long = f'<div class="cc-scroll"><table class="cc-table"><thead><tr><th scope="col">KPI &amp; more</th></tr></thead><tbody>{rows}</tbody></table></div>'
    listing = '<section class="cc-listing"><h3>Documents</h3><p class="cc-documents">10-K</p></section>'
    company = f'<section class="cc-company"><h2>Meta</h2>{exhibit(2, long)}</section>'
    outputs = [
        fragment(exhibit(1, long), 1),
        fragment(exhibit(3, table()), 3),
        fragment(company, 2),
        fragment(listing),
    ]
    page = parsed(new_notebook(cells=[new_code_cell("x", outputs=outputs)]), trust_fragments=True)

    def folds(where: str) -> list[str]:
        return [fold.get_text() for fold in page.select(f"{where} .cc-more > summary")]

    assert folds("#exhibit-1") == ["All 20 rows", "Notes and source"]
    assert folds("#exhibit-2") == ["KPI & more: 20 rows", "Notes and source"]
    assert folds("#exhibit-3") == ["Notes and source"]
    assert folds(".cc-listing") == ["Show the list"]


def test_a_page_keeps_its_figures_once_and_every_exhibit_leads_to_them():
    csv = "company,metric,value,newest_source%0Ameta,capex,1,10-K%0A"
    made = [exhibit(n).replace(f"a%0A{n}%0A", csv) for n in (1, 2)] + [exhibit(3)]
    outputs = [fragment(html, n) for n, html in enumerate(made, 1)]
    page = parsed(new_notebook(cells=[new_code_cell("x", outputs=outputs)]), trust_fragments=True)
    assert [a["href"] for a in page.select(".cc-csv")] == ["#cc-figures"] * 3
    (link,) = page.select("#cc-figures a[download]")
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(link["href"].partition(",")[2]))) as files:
        told = {name: files.read(name).decode() for name in files.namelist()}
    assert told == {
        "figures.csv": "company,metric,exhibits,newest_source,value\nmeta,capex,exhibit-1 exhibit-2,10-K,1\n",
        "exhibit-3.csv": "a\n3\n",
    }


def test_a_line_of_the_contents_is_its_number_and_one_text():
    """Its parts stand beside one another: amounts that are kept whole would each be a column."""
    text = "Capex rose 87%, to 1,815億美元, of 5家"
    html, record = exhibit(1, title=text), {"number": 1, "title": text}
    shown = fragment(html)
    shown["data"]["application/vnd.cloudcapex.exhibit+json"] = record
    notebook = new_notebook(cells=[new_code_cell("x", outputs=[shown])])
    notebook.metadata["cloudcapex"] = {"language": "zh-Hant"}
    (line,) = parsed(notebook, trust_fragments=True).select(".cc-toc-4 > a")
    assert [part.name for part in line.children if str(part).strip()] == ["span", "span"]
    assert line.get_text().replace("\u2060", "") == f"1 {text}"
    assert line.select("cc-u")


def test_a_cell_without_words_heads_nothing():
    columns = (Column("", "left"), Column("figure", on_screen=True))
    rows = ((words(""), words("x")), (words("Meta"), words("y")))
    page = BeautifulSoup(Table(columns, rows, on_screen=frozenset({1})).html("A table", "t"), "html.parser")
    assert [th.get_text() for th in page.find_all("th")] == ["Figure", "Meta"]
    # What paper leaves off is marked for the printer of a browser.
    assert [" ".join(tag.get_text(" ").split()) for tag in page.select(".cc-screen")] == [
        "Figure",
        "x",
        "Meta y",
        "y",
    ]


def test_headings_of_any_script_get_addresses():
    nb = new_notebook(
        cells=[new_markdown_cell("# T\n\n## 资本 开支\n\n## Exhibit 4\n\n## ???\n\n## Content")]
    )
    ids = [h["id"] for h in parsed(nb).find_all("h2")]
    assert ids == ["资本-开支", "on-exhibit-4", "section", "content-2"]


def test_tagged_cells_and_raw_cells():
    nb = new_notebook(
        cells=[
            new_markdown_cell("secret", metadata={"tags": ["remove_cell"]}),
            new_code_cell("hidden = 1", metadata={"tags": ["hide-input"]}, outputs=[shown(plain="seen")]),
            new_raw_cell("plain <i>raw</i>"),
            new_raw_cell("<i onclick=x()>raw</i>", metadata={"raw_mimetype": "text/html"}),
            new_raw_cell("\\latex", metadata={"raw_mimetype": "text/latex"}),
        ]
    )
    text = parsed(nb).main.decode_contents()
    assert "secret" not in text
    assert "hidden" not in text
    assert "seen" in text
    assert "plain &lt;i&gt;raw&lt;/i&gt;" in text
    assert "<i>raw</i>" in text
    assert "\\latex" not in text


@pytest.mark.parametrize("kind", ["words", "figure", "missing"])
@pytest.mark.parametrize("align", ["left", "right", "center"])
def test_a_cell_stands_as_its_column_does(kind, align):
    """Words under a head at the right stood at the left, and linked names under one at the left stood right and never broke."""
    table = Table((Column("", "left"), Column("head", align)), ((Cell("row"), Cell("x", kind=kind)),))
    (cell,) = re.findall(r"<td[^>]*>x</td>", table.html("alt", "name"))
    stands = "left" if kind == "words" else "right"
    assert (f"cc-{align}" in cell) == (align != stands)
