"""Pictures that a page makes of its charts: whole files that carry their title, source, fonts and light colours."""

from __future__ import annotations

import base64
import io
import json
import struct
import xml.etree.ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_notebook

from browser import needs_browser
from cloudcapex.publish.html import HtmlReportExporter, digest
from conftest import CHECKOUT
from html_fixture import CHART, exhibit, fragment, report, table
from test_html_accessible import PAGES, violations
from turning import turned

SVG = "{http://www.w3.org/2000/svg}"
# What a page offers to be saved is kept, and nothing is written into a folder.
CAUGHT = """
window.caught = [];
const offered = URL.createObjectURL.bind(URL);
URL.createObjectURL = blob => { caught.push(blob); return offered(blob); };
document.addEventListener('click', e => {
    if (e.target.download) { caught.name = e.target.download; e.preventDefault(); }
}, true);
HTMLAnchorElement.prototype.click = function () { caught.name = this.download; };
1"""
KEPT = """
(async () => {
    caught.length = 0;
    document.querySelector(WHERE).click();
    for (let n = 0; n < 400 && !caught.length; n++) await new Promise(done => setTimeout(done, 25));
    const bytes = new Uint8Array(await caught[0].arrayBuffer());
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return JSON.stringify([caught.name, caught[0].type, btoa(text)]);
})()"""


def made(tmp_path, notebook=None):
    text, _ = HtmlReportExporter(trust_fragments=True).from_notebook_node(notebook or report())
    page = tmp_path / "page.html"
    page.write_text(text, encoding="utf-8")
    return page


def saved(tab, number: int, form: str, size: str = "page") -> tuple[str, str, bytes]:
    """Press a button of an exhibit; what is offered: its name, its kind and its bytes."""
    where = f"#exhibit-{number} [data-form={form}][data-size={size}]"
    name, kind, packed = json.loads(tab.js(KEPT.replace("WHERE", json.dumps(where))))
    return name, kind, base64.b64decode(packed)


def charts(tab) -> list[int]:
    return json.loads(
        tab.js(
            "JSON.stringify([...document.querySelectorAll('.cc-save')].map(s => +s.closest('figure').id.slice(8)))"
        )
    )


def inked(png: bytes) -> float:
    """The part of a picture that is not white."""
    image = (
        pytest.importorskip("PIL.Image", reason="pillow is not installed").open(io.BytesIO(png)).convert("L")
    )
    counts = image.histogram()
    return 1 - sum(counts[250:]) / sum(counts)


def test_a_page_of_charts_allows_its_one_script_and_a_page_without_allows_none(tmp_path):
    page = BeautifulSoup(made(tmp_path).read_text(encoding="utf-8"), "html.parser")
    (script,) = page.find_all("script")
    policy = page.select_one('meta[http-equiv="Content-Security-Policy"]')["content"]
    assert f"script-src '{digest(script.string)}';" in policy
    assert "connect-src" not in policy
    cells = [new_code_cell("x", outputs=[fragment(exhibit(1, table()), 1)])]
    bare = made(tmp_path, new_notebook(cells=cells)).read_text(encoding="utf-8")
    assert "<script" not in bare
    assert "script-src" not in bare


def test_nothing_is_offered_where_no_script_runs(tmp_path):
    page = BeautifulSoup(made(tmp_path).read_text(encoding="utf-8"), "html.parser")
    page.template.decompose()
    assert page.select(".cc-save, button") == []


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Save Exhibit 3 as SVG", "Save Exhibit 3 as PNG", "Save Exhibit 3 as a slide"]),
        ("zh-Hans", ["将Exhibit 3存为SVG", "将Exhibit 3存为PNG", "将Exhibit 3存为幻灯片"]),
        ("zh-Hant", ["將Exhibit 3存為SVG", "將Exhibit 3存為PNG", "將Exhibit 3存為投影片"]),
    ],
)
class TestNames:
    pytestmark = needs_browser

    def test_each_button_says_of_which_exhibit_it_is(self, browser, tmp_path, language, names):
        notebook = report()
        notebook.metadata["cloudcapex"]["language"] = language
        browser.open(made(tmp_path, notebook), 1280)
        found = "JSON.stringify([...document.querySelectorAll('#exhibit-3 .cc-save button')].map(b => b.ariaLabel))"
        assert json.loads(browser.js(found)) == names


class TestPictures:
    pytestmark = needs_browser

    def test_charts_offer_pictures_and_tables_none(self, browser, tmp_path):
        browser.open(made(tmp_path), 1280)
        assert charts(browser)
        assert browser.js("document.querySelectorAll('figure[data-kind=table] .cc-save').length") == 0
        assert browser.complaints() == []

    def test_a_drawing_is_whole_by_itself(self, browser, tmp_path):
        browser.open(made(tmp_path), 1280)
        browser.js(CAUGHT)
        number = charts(browser)[0]
        name, kind, packed = saved(browser, number, "svg")
        text = packed.decode("utf-8")
        assert (name, kind) == (f"exhibit-{number}.svg", "image/svg+xml")
        root = ET.fromstring(text)
        assert root.find(f"{SVG}title").text == "Capex rose 87 %"
        words = " ".join("".join(t.itertext()) for t in root.iter(f"{SVG}text"))
        for told in (
            f"Exhibit {number}",
            "Capex rose 87 %",
            "Cash capex, US$ bn a quarter",
            "d derived.",
            "Source: 10-Q filings.",
        ):
            assert told in words
        assert "CSV" not in words
        for missing in ("var(", "light-dark(", "class=", "http://a", "<a "):
            assert missing not in text
        assert text.count("@font-face") == 1
        assert "data:font/woff2" in text
        wide = float(root.get("viewBox").split()[2])
        assert (root.get("width"), wide) == (f"{wide:g}pt", 245 + 16)

    def test_a_picture_is_light_on_a_dark_page_and_the_same_on_a_phone(self, browser, tmp_path):
        page, told = made(tmp_path), set()
        for dark, width in ((False, 1280), (True, 1280), (True, 390)):
            browser.open(page, width, dark=dark)
            browser.js(CAUGHT)
            told.add(saved(browser, charts(browser)[0], "svg")[2])
        assert len(told) == 1

    def test_a_mark_looks_as_it_is_told_where_it_is_drawn(self, browser, tmp_path):
        hatch = '<pattern id="h" width="9" height="9"><rect width="9" height="9" fill="var(--cc-amazon)"/></pattern>'
        mark = f'<defs><path id="m" d="M-2 0h4v4z" style="stroke:#123456"/>{hatch}</defs>'
        used = "".join(f'<use href="#m" x="{x}" y="9" style="fill:#ffffff"/>' for x in (9, 19, 29))
        chart = CHART.replace("<rect", f"{mark}{used}<rect", 1)
        cells = [new_code_cell("x", outputs=[fragment(exhibit(1, chart), 1)])]
        browser.open(made(tmp_path, new_notebook(cells=cells)), 1280)
        browser.js(CAUGHT)
        root = ET.fromstring(saved(browser, 1, "svg")[2])
        assert root.find(f".//{SVG}pattern/{SVG}rect").get("style") == "fill:rgb(214, 125, 21)"
        assert root.find(f".//{SVG}defs/{SVG}path").get("style") == "stroke:rgb(18, 52, 86)"
        assert ["fill:rgb(255, 255, 255)" in use.get("style") for use in root.iter(f"{SVG}use")] == [True] * 3

    @pytest.mark.parametrize("size", ["page", "slide"])
    def test_dots_have_their_size_and_show_something(self, browser, tmp_path, size):
        browser.open(made(tmp_path), 1280)
        browser.js(CAUGHT)
        number = charts(browser)[0]
        name, kind, png = saved(browser, number, "png", size)
        assert (name, kind) == (f"exhibit-{number}{'-slide' * (size == 'slide')}.png", "image/png")
        assert png.startswith(b"\x89PNG")
        wide, high = struct.unpack(">II", png[16:24])
        if size == "slide":
            assert (wide, high) == (1920, 1080)
        else:
            assert wide == round((245 + 16) * 220 / 72)
        assert 0.02 < inked(png) < 0.7

    @pytest.mark.browsed
    @turned("page", PAGES, 1)
    def test_every_chart_of_a_published_page_makes_its_drawing(self, browser, page):
        browser.open(CHECKOUT / page, 1280)
        browser.js(CAUGHT)
        for number in charts(browser):
            root = ET.fromstring(saved(browser, number, "svg")[2])
            text = ET.tostring(root, encoding="unicode")
            assert "var(" not in text
            assert root.find(f"{SVG}title").text
            assert root.find(f".//{SVG}svg") is not None
        assert browser.complaints() == []

    def test_buttons_are_reached_hidden_on_paper_and_break_no_rule(self, browser, tmp_path):
        page = made(tmp_path)
        assert violations(browser, page) == {}
        browser.open(page, 390)
        assert browser.js("document.documentElement.scrollWidth") <= 390
        assert browser.js("[...document.querySelectorAll('.cc-save button')].every(b => b.tabIndex === 0)")
        browser.call("Emulation.setEmulatedMedia", media="print", features=[])
        assert browser.js("[...document.querySelectorAll('.cc-save')].every(s => !s.getClientRects().length)")
