"""The web edition in a real browser: nothing fetched, nothing refused, nothing wider than a phone."""

from __future__ import annotations

import base64
import io
import os
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from browser import needs_browser
from cloudcapex.exhibits.charts.canvas import Chart
from cloudcapex.exhibits.tables.table import Cell, Column, Table, words
from cloudcapex.publish.boldface import bold_words
from cloudcapex.publish.html import HtmlReportExporter
from html_fixture import exhibit, fragment, ordinary, report, shown

pytestmark = needs_browser


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    cells = "".join(f"<td>{n}.123456789</td>" for n in range(40))
    wide = shown(html=f"<table><tr>{cells}</tr></table>")
    long = "x" * 400
    plain = ordinary(wide, shown(plain=long), source=f"y = '{long}'", words=f"# {long}\n\n$$ {'a+' * 90}b $$")
    made = {"report": report(), "chinese": report(language="zh-Hant", title="季度回顧"), "plain": plain}
    for name, nb in made.items():
        text, _ = HtmlReportExporter(trust_fragments=True).from_notebook_node(nb)
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in made}


@pytest.mark.parametrize("width", [320, 390, 768, 1000, 1280, 1920])
@pytest.mark.parametrize("name", ["report", "chinese", "plain"])
def test_no_page_is_wider_than_its_window_and_none_fetches(browser, pages, name, width):
    browser.open(pages[name], width)
    assert browser.js("document.documentElement.scrollWidth") <= width
    assert browser.fetched() == [pages[name].as_uri()]
    assert browser.complaints() == []
    assert browser.js("[...document.fonts].every(f => f.status == 'loaded')")


BOLD = """[...new Set([...document.querySelectorAll('body, body *')].filter(e => getComputedStyle(e).fontWeight > 500)
    .flatMap(e => [...e.childNodes].filter(n => n.nodeType == 3).map(n => n.data)).join(''))].join('')"""


def test_every_bold_character_is_in_the_bold_cut(browser, tmp_path):
    """All that the style sheet may show bold, on a Chinese page; what is not would come in a face of the reader's machine."""
    cells = '<th scope="row"><b>群組</b></th><td>元</td>'
    groups = f'<table class="cc-table cc-groups"><thead><tr><th>變動</th></tr></thead><tbody><tr>{cells}</tr></tbody><tfoot><tr><th>總計</th></tr></tfoot></table>'
    verdicts = (
        '<table class="cc-table cc-verdicts"><tbody><tr><th scope="row"><b>疑慮</b></th></tr></tbody></table>'
    )
    nb = report(language="zh-Hant", title="季度回顧", quarter="2026Q2", running_head="")
    nb.cells += [
        new_markdown_cell("## 章節標題\n\n### 小節\n\n#### 細目\n\n**粗體**與一般文字"),
        new_code_cell(
            "",
            outputs=[
                fragment(exhibit(n, body, title="圖表標題"), n) for n, body in ((8, groups), (9, verdicts))
            ],
        ),
        new_code_cell(
            "",
            outputs=[
                shown(
                    html='<table class="dataframe"><tbody><tr><th>列名</th><td>值</td></tr></tbody></table>'
                )
            ],
        ),
    ]
    text, _ = HtmlReportExporter(trust_fragments=True).from_notebook_node(nb)
    page = tmp_path / "bold.html"
    page.write_text(text, encoding="utf-8")
    seen = set()
    for width in (1280, 390):
        browser.open(page, width)
        for name in ("auto", "light", "dark"):
            browser.js(f"document.getElementById('cc-theme-{name}').click()")
            seen |= {c for c in browser.js(BOLD) if "\u2e80" <= c <= "\u9fff"}
    assert {*"章節標題小節細目粗體圖表變動總計群組疑慮列名目錄"} <= seen
    assert seen <= set(bold_words(text.partition("</style>")[2]))


def test_contents_fold_on_a_phone_and_stand_beside_on_a_wide_screen(browser, pages):
    tall = "document.querySelector('nav ol').offsetHeight"
    browser.open(pages["report"], 390)
    assert browser.js(tall) == 0
    browser.js("document.querySelector('nav summary').click()")
    assert browser.js(tall) > 100
    browser.open(pages["report"], 1280)
    assert browser.js(tall) > 100
    assert browser.js("document.querySelector('nav details').offsetHeight") == 0
    assert browser.js("getComputedStyle(document.querySelector('nav')).position") == "sticky"


ROWS = "document.querySelectorAll('#exhibit-8 tbody tr')"
SHOWN = f"[...{ROWS}].filter(r => r.offsetHeight).length"
SMALLEST = """Math.min(...[...document.querySelectorAll('svg text')].map(
    t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a))"""


@pytest.fixture(scope="module")
def long_page(tmp_path_factory) -> Path:
    """A scorecard of nine columns, a table of twenty rows with words in its last column, and charts of two widths."""
    columns = (
        Column("Company", "left"),
        Column("figure"),
        Column("what it counts", "left", on_screen=True),
        Column("", "left"),
    )
    rows = [
        (words(f"Company {n}"), Cell("1.5", kind="figure"), words("many words " * 12), words(""))
        for n in range(20)
    ]
    told = Table(columns, tuple(rows), on_screen=frozenset({19})).html("Twenty rows", "exhibit-8")
    told += '<p class="cc-paper">On paper alone.</p>'
    drawing = '<svg viewBox="0 0 {0} 90"><text x="9" y="50" style="font-size:6.8px">2026</text></svg>'
    charts = [
        Chart(drawing.format(w), w, 90.0).html("A chart. It rose.", f"c{w:.0f}") for w in (240.9, 498.9)
    ]
    nb = report()
    nb.cells += [
        new_code_cell("", outputs=[fragment(exhibit(n, body), n)])
        for n, body in enumerate([told, *charts], 8)
    ]
    text, _ = HtmlReportExporter(trust_fragments=True).from_notebook_node(nb)
    path = tmp_path_factory.mktemp("long") / "long.html"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_phone_shows_charts_that_can_be_read_and_folds_what_is_long(browser, long_page):
    browser.open(long_page, 390)
    assert browser.js("document.documentElement.scrollWidth") <= 390
    assert browser.js(SMALLEST) >= 11
    first = "document.querySelector('#exhibit-8 tbody th')"
    assert browser.js(f"{first}.offsetWidth / parseFloat(getComputedStyle({first}).fontSize)") >= 7
    notes = "document.querySelector('#exhibit-8 .cc-notes').offsetHeight"
    assert (browser.js(SHOWN), browser.js(notes)) == (4, 0)
    browser.js("document.querySelectorAll('#exhibit-8 summary').forEach(s => s.click())")
    assert browser.js(SHOWN) == 20
    assert browser.js(notes) > 0


def test_a_printer_leaves_to_the_screen_what_paper_does(browser, long_page):
    browser.open(long_page, 1280)
    hidden = "[...document.querySelectorAll('.cc-screen')].map(e => e.offsetHeight > 0)"
    paper = "document.querySelector('.cc-paper').offsetHeight > 0"
    assert browser.js(f"[{hidden}.every(x => x), {paper}]") == [True, False]
    browser.call("Emulation.setEmulatedMedia", media="print", features=[])
    assert browser.js(f"[{hidden}.some(x => x), {paper}]") == [False, True]


def test_a_wide_screen_folds_nothing(browser, long_page):
    browser.open(long_page, 1280)
    assert browser.js(SHOWN) == 20
    assert browser.js("[...document.querySelectorAll('.cc-more')].every(f => !f.offsetHeight)")


def test_two_exhibits_stand_side_by_side_from_900_pixels(browser, pages):
    tops = "[...document.querySelectorAll('.cc-row > figure')].map(f => Math.round(f.getBoundingClientRect().top))"
    for width, beside in ((390, False), (899, False), (900, True), (1280, True)):
        browser.open(pages["report"], width)
        first, second = browser.js(tops)
        assert (first == second) is beside, width


def test_dark_follows_the_reader_and_the_switch(browser, pages):
    paper = "getComputedStyle(document.body).backgroundColor"
    bar = "getComputedStyle(document.querySelector('svg rect')).fill"
    light, dark = "rgb(255, 255, 255)", "rgb(17, 24, 31)"
    browser.open(pages["report"], 1280)
    assert browser.js(paper) == light
    bright = browser.js(bar)
    browser.js("document.getElementById('cc-theme-dark').click()")
    assert browser.js(paper) == dark
    assert browser.js(bar) != bright
    browser.open(pages["report"], 1280, dark=True)
    assert browser.js(paper) == dark
    browser.js("document.getElementById('cc-theme-light').click()")
    assert browser.js(paper) == light
    assert browser.complaints() == []


def test_a_figure_names_its_document_where_it_has_the_focus(browser, pages):
    browser.open(pages["report"], 390)
    browser.call("Emulation.setFocusEmulationEnabled", enabled=True)
    look = "getComputedStyle(document.querySelector('#exhibit-1 td a'), '::after')"
    assert browser.js(f"{look}.content") == "none"
    # The keyboard has moved, so that a focus is one that is seen.
    for kind in ("keyDown", "keyUp"):
        browser.call("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
    browser.js("document.querySelector('#exhibit-1 td a').focus()")
    assert "10-Q" in browser.js(f"{look}.content")
    assert browser.js(f"[{look}.position, {look}.bottom, {look}.left]") == ["fixed", "0px", "0px"]


def test_keyboard_reaches_skip_link_then_switch_then_contents(browser, pages):
    browser.open(pages["report"], 1280)
    reached = []
    for _ in range(3):
        for kind in ("keyDown", "keyUp"):
            browser.call("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
        reached.append(browser.js("document.activeElement.className || document.activeElement.id || 'link'"))
    assert reached == ["cc-skip", "cc-theme-auto", "link"]


def test_a_hostile_page_is_stopped_by_its_own_policy(browser, pages, tmp_path):
    evil = (
        "<script>document.title = 'owned'</script><img src='https://a.example/x' onerror='document.title=1'>"
    )
    page = tmp_path / "evil.html"
    page.write_text(
        pages["report"].read_text(encoding="utf-8").replace("</main>", f"{evil}</main>"), encoding="utf-8"
    )
    browser.open(page, 800)
    assert browser.js("document.title") == "Quarterly review · 2026Q2"
    # The browser names the address it was asked for, and the policy that refused it.
    assert sum("Content Security Policy" in text for text in browser.complaints()) >= 2


def test_it_prints_on_a4_in_light_colours(browser, pages):
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    browser.open(pages["report"], 1280, dark=True)
    data = browser.call("Page.printToPDF", preferCSSPageSize=True)["data"]
    pdf = pypdf.PdfReader(io.BytesIO(base64.b64decode(data)))
    box = pdf.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)
    text = "\n".join(page.extract_text() for page in pdf.pages)
    assert "Capex nearly doubles" in text
    assert "Not investment advice." in text
    assert "Contents" not in text
    assert f"1 / {len(pdf.pages)}" in text
    browser.call("Emulation.setEmulatedMedia", media="print", features=[])
    assert browser.js("getComputedStyle(document.documentElement).colorScheme") == "light"
    assert os.path.getsize(pages["report"]) < 1_000_000


def test_no_heading_is_printed_without_what_it_is_over(browser, tmp_path):
    """Sections of a heading and its sentence over exhibits of several heights, one of them longer than a page."""
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    rows = "".join(f'<tr><th scope="row">row {n}</th><td>x</td></tr>' for n in range(90))
    long = exhibit(9, f'<table class="cc-table"><tbody>{rows}</tbody></table>', title="Long")
    cells = []
    for n in range(12):
        body = f'<div style="height:{120 + 40 * n}px">.</div>'
        made = long.replace("cc-exhibit ", "cc-exhibit cc-tall ") if n % 5 == 4 else exhibit(n + 10, body)
        words = new_markdown_cell(f"## Heading{n}.\n\nSentence{n}.")
        cells += [words, new_code_cell("", outputs=[fragment(made, n + 10)])]
    nb = report()
    nb.cells = cells
    text, _ = HtmlReportExporter(trust_fragments=True).from_notebook_node(nb)
    page = tmp_path / "sections.html"
    page.write_text(text, encoding="utf-8")
    browser.open(page, 1280)
    pdf = browser.call("Page.printToPDF", preferCSSPageSize=True)["data"]
    pages = [p.extract_text() for p in pypdf.PdfReader(io.BytesIO(base64.b64decode(pdf))).pages]
    for n in range(12):
        (told,) = (text for text in pages if f"Heading{n}." in text)
        assert "Exhibit" in told[told.index(f"Sentence{n}.") :], n
    # What is longer than a page begins under its heading and goes on over pages.
    assert sum("row 1 x\n" in text and "row 2" in text for text in pages) == 2


def told(name: str, lines: int = 3) -> tuple[str, str]:
    """A sentence with the id of its proof, and the proof."""
    proof = "".join(f"<span>Meta · capex · {n}: $1bn</span>" for n in range(lines))
    return (
        f'<span class="cc-statement" data-statement="{name}" tabindex="0" aria-describedby="proof-{name}">{name}.</span>',
        f'<div class="cc-proof" id="proof-{name}" role="note">{proof}</div>',
    )


@pytest.mark.parametrize("width", [390, 1280])
def test_each_sentence_shows_its_own_proof_within_the_screen(browser, tmp_path, width):
    title, lead, body, alone = told("title"), told("lead"), told("body"), told("alone", 200)
    summary = [told(f"s{n}", 3 + 60 * n) for n in range(9)]
    said, proofs = (" ".join(part) for part in zip(*summary, strict=True))
    html = (
        f'<header class="cc-front"><h1>{title[0]}</h1>{title[1]}<p class="cc-summary">{said}</p>{proofs}'
        f'<section class="cc-takeaways"><ul><li><b>{lead[0]}</b> {body[0]} <a href="#x">x</a>{lead[1]}{body[1]}</li>'
        f"<li>{alone[0]}{alone[1]}</li></ul></section></header>"
    )
    text, _ = HtmlReportExporter(trust_fragments=True).from_notebook_node(ordinary(fragment(html)))
    page = tmp_path / "told.html"
    page.write_text(text, encoding="utf-8")
    browser.open(page, width)
    browser.call("Emulation.setFocusEmulationEnabled", enabled=True)
    for name in ("title", *(f"s{n}" for n in range(9)), "lead", "body", "alone"):
        browser.js(f"document.querySelector('[data-statement={name}]').focus()")
        shown, high, left, right, wide = browser.js(
            """(() => {
                const shown = [...document.querySelectorAll('.cc-proof')].filter(e => e.offsetHeight);
                const box = shown[0].getBoundingClientRect();
                return [shown.map(e => e.id), box.height, box.left, box.right, shown[0].scrollWidth - shown[0].clientWidth];
            })()"""
        )
        assert shown == [f"proof-{name}"]
        assert high <= 900 * 0.6 + 1
        assert 0 <= left < right <= width
        assert wide == 0


def test_chinese_figures_stay_on_one_line_and_an_entry_of_the_contents_is_one_text(browser, tmp_path):
    """Numbers are set in spans of their own: in a row of flexible parts each would be a column beside the words."""
    title = "資本支出年增87%，達1,815億美元，為2019Q1以來30季的新高"
    cells = '<td class="cc-n">+1.2個百分點</td>' * 9
    body = f'<table class="cc-table"><tbody><tr><th scope="row">微軟</th>{cells}</tr></tbody></table>'
    nb = report(language="zh-Hant", title="季度回顧")
    nb.cells.append(new_code_cell("", outputs=[fragment(exhibit(8, body, title=title), 8, title=title)]))
    text, _ = HtmlReportExporter(trust_fragments=True).from_notebook_node(nb)
    page = tmp_path / "whole.html"
    page.write_text(text, encoding="utf-8")
    browser.open(page, 1280)
    entry = "[...document.querySelectorAll('.cc-toc-4 > a')].find(a => a.href.endsWith('exhibit-8'))"
    assert browser.js(f"{entry}.querySelectorAll('cc-u').length") > 1
    assert browser.js(f"{entry}.children.length") == 2
    wraps = "[...document.querySelectorAll('td.cc-n')].map(td => getComputedStyle(td).whiteSpace)"
    assert set(browser.js(wraps)) == {"nowrap"}
