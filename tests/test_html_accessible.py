"""Published pages by axe-core's rules of accessibility, light and dark, on a wide screen and on a phone; and their weight."""

from __future__ import annotations

import base64
import gzip
import io
import json
import subprocess
from pathlib import Path

import pytest

from browser import needs_browser
from cloudcapex.publish.html import HtmlReportExporter
from conftest import CHECKOUT
from html_fixture import report
from turning import turned

PAGES = sorted(page.relative_to(CHECKOUT) for page in CHECKOUT.glob("reports/*/*/*/report.html"))
# Axe cannot tell the colour behind words from a shade, nor read what is hidden: the shade of frames is taken off and
# proofs are laid open, so that their words are judged, too.
BARE = """
for (const box of document.querySelectorAll('.cc-scroll, .cc-frame')) box.style.background = 'none';
for (const proof of document.querySelectorAll('.cc-proof')) proof.style.cssText = 'display:block;position:static;max-height:none';
"""
AXE = """
axe.run(document, {resultTypes: ['violations']}).then(told => JSON.stringify(told.violations.map(
    fault => [fault.id, fault.nodes.length, fault.nodes.slice(0, 3).map(node => node.html.slice(0, 200))])))
"""

SMALLEST = """Math.min(...[...document.querySelectorAll('svg text')].map(
    t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a))"""
NARROWEST = """Math.min(...[...document.querySelectorAll('.cc-table tbody th')].filter(t => t.offsetWidth).map(
    t => t.offsetWidth / parseFloat(getComputedStyle(t).fontSize)))"""


def violations(tab, page: Path) -> dict[str, list]:
    """Run axe-core on a page in each colour scheme and at each width; what it finds, by both."""
    engine = pytest.importorskip("axe_core_python.base", reason="axe-core-python is not installed").AXE_SCRIPT
    found = {}
    for dark in (False, True):
        for width in (1280, 390):
            tab.open(page, width, dark=dark)
            tab.js(f"{engine};{BARE};1")
            if told := json.loads(tab.js(AXE)):
                found[f"{'dark' if dark else 'light'}, {width} pixels"] = told
    return found


class TestInTheBrowser:
    pytestmark = needs_browser

    @pytest.mark.browsed
    @turned("page", PAGES)
    def test_published_pages_hold_every_rule(self, browser, page):
        assert violations(browser, CHECKOUT / page) == {}

    @pytest.mark.browsed
    @turned("page", [page for page in PAGES if (CHECKOUT / page).with_name("report.pdf").is_file()])
    def test_published_pages_print_on_as_many_pages_as_the_pdf(self, browser, page):
        pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
        browser.open(CHECKOUT / page, 1280)
        printed = base64.b64decode(browser.call("Page.printToPDF", preferCSSPageSize=True)["data"])
        ours = len(pypdf.PdfReader((CHECKOUT / page).with_name("report.pdf")).pages)
        assert 0.8 * ours <= len(pypdf.PdfReader(io.BytesIO(printed)).pages) <= max(1.2 * ours, ours + 1)

    @pytest.mark.browsed
    @turned("page", PAGES)
    def test_published_pages_are_read_on_a_phone(self, browser, page):
        browser.open(CHECKOUT / page, 390)
        assert browser.js("document.documentElement.scrollWidth") <= 390
        assert browser.js("document.documentElement.scrollHeight") <= 26_000
        assert browser.js(SMALLEST) >= 11
        assert browser.js(NARROWEST) >= 7

    def test_a_proof_in_a_cell_of_one_line_has_lines_of_its_own(self, browser, tmp_path):
        """Else the proof would scroll sideways on a phone, where no keyboard reaches."""
        told = f"<span>{'Infrastructure takes most of it. ' * 9}</span>"
        proof = f'<td><span>one line</span><div class="cc-proof" role="note">{told}</div></td>'
        text, _ = HtmlReportExporter(trust_fragments=True).from_notebook_node(report())
        page = tmp_path / "proof.html"
        verdicts = f'<table class="cc-table cc-verdicts"><tbody><tr>{proof}</tr></tbody></table></main>'
        page.write_text(text.replace("</main>", verdicts), encoding="utf-8")
        assert violations(browser, page) == {}

    def test_faults_are_seen(self, browser, tmp_path):
        """The rules are run and find what is planted: pale words, an empty head, a frame the keyboard cannot reach."""
        planted = (
            '<p style="color:#999;background:#888">Pale.</p><table><tr><th></th></tr></table><img src="data:,">'
            '<div style="overflow:auto;height:50px"><p style="height:200px">Long.</p></div></main>'
        )
        text, _ = HtmlReportExporter(trust_fragments=True).from_notebook_node(report())
        page = tmp_path / "faults.html"
        page.write_text(text, encoding="utf-8")
        assert violations(browser, page) == {}
        page.write_text(text.replace("</main>", planted), encoding="utf-8")
        found = violations(browser, page)
        assert len(found) == 4
        for told in found.values():
            assert {"color-contrast", "image-alt", "scrollable-region-focusable"} <= {
                rule for rule, *_ in told
            }


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_published_pages_are_light_to_load(page):
    told = (CHECKOUT / page).read_bytes()
    assert len(told) <= 1_500_000
    assert len(gzip.compress(told, 9, mtime=0)) <= 450_000


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_published_pages_show_every_output(page):
    assert "output not shown" not in (CHECKOUT / page).read_text(encoding="utf-8")


def test_every_published_page_is_kept():
    editions = [path.parent for path in CHECKOUT.glob("reports/*/*/*/manifest.json")]
    assert [e for e in editions if not (e / "report.html").is_file()] == []
    ignored = subprocess.run(
        ["git", "check-ignore", *(str(e / "report.html") for e in editions)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
    )
    assert ignored.stdout == ""
