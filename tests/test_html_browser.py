"""The web edition in a real browser: nothing fetched, nothing refused, nothing wider than a phone."""

from __future__ import annotations

import base64
import io
import json
import os
import shutil
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from cloudcapex.publish.html import HtmlReportExporter
from html_fixture import exhibit, fragment, ordinary, report, shown

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None
)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(BROWSER is None, reason="no chromium or chrome on the PATH"),
]
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-port=0",
    "--remote-allow-origins=*",
]


class Browser:
    """One tab, driven over the DevTools protocol."""

    def __init__(self, profile: Path) -> None:
        websocket = pytest.importorskip("websocket", reason="websocket-client is not installed")
        self.process = subprocess.Popen(
            [str(BROWSER), *QUIET, f"--user-data-dir={profile}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        port = profile / "DevToolsActivePort"
        for _ in range(300):
            if port.is_file() and port.read_text().strip():
                break
            time.sleep(0.1)
        else:
            self.close()
            pytest.skip("the browser does not start here")
        with urllib.request.urlopen(f"http://127.0.0.1:{port.read_text().split()[0]}/json") as answer:
            tab = next(t for t in json.load(answer) if t["type"] == "page")
        self.socket = websocket.create_connection(tab["webSocketDebuggerUrl"], timeout=60)
        self.count, self.events = 0, []
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.call(f"{domain}.enable")

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(20)

    def call(self, method: str, **params):
        self.count += 1
        self.socket.send(json.dumps({"id": self.count, "method": method, "params": params}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("id") == self.count:
                assert "error" not in message, message
                return message["result"]
            self.events.append(message)

    def js(self, expression: str):
        answer = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        return answer["result"].get("value")

    def open(self, path: Path, width: int, *, dark: bool = False) -> None:
        self.events.clear()
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", media="", features=[scheme])
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=900,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        self.call("Page.navigate", url=path.as_uri())
        for _ in range(100):
            if self.js("document.readyState") == "complete":
                break
            time.sleep(0.05)
        self.js("document.fonts.ready.then(() => 1)")

    def fetched(self) -> list[str]:
        asked = [
            e["params"]["request"]["url"] for e in self.events if e["method"] == "Network.requestWillBeSent"
        ]
        return [url for url in asked if not url.startswith("data:")]

    def complaints(self) -> list[str]:
        return [e["params"]["entry"]["text"] for e in self.events if e["method"] == "Log.entryAdded"]


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    tab = Browser(tmp_path_factory.mktemp("profile"))
    yield tab
    tab.close()


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
    assert sum("row 1\n" in text and "row 2" in text for text in pages) == 2


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
