"""The faces a PDF is drawn with: Latin from Source Sans, Chinese from the one face the edition's readers know."""

from __future__ import annotations

import io
import re
import string
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from cloudcapex import fonts
from cloudcapex.exhibits.charts.lines import Line, line_chart
from cloudcapex.exhibits.charts.scale import Scale
from cloudcapex.language import Language
from cloudcapex.periods import quarters_between
from turning import turned
from typst_child import child

CHECKOUT = Path(__file__).resolve().parents[1]
QUARTERS = quarters_between("2024Q1", "2024Q4")
# Characters whose forms differ between Taipei, Shanghai and Tokyo.
WORDS = "甲骨文，遜"
FACES = {"en": "NotoSansCJKsc", "zh-Hans": "NotoSansCJKsc", "zh-Hant": "NotoSansCJKtc"}


def faces(pdf: bytes) -> dict[str, set[str]]:
    """Characters each face of a PDF draws, by the tables of its embedded fonts; weights and subset marks left out."""
    drawn: dict[str, set[str]] = {}
    reader = PdfReader(io.BytesIO(pdf))
    for number in reader.xref[0] | reader.xref_objStm:
        thing = reader.get_object(IndirectObject(number, 0, reader))
        if not isinstance(thing, DictionaryObject) or "/ToUnicode" not in thing:
            continue
        name = re.sub(r"^/\w{6}\+|-.*", "", str(thing["/BaseFont"]))
        table = thing["/ToUnicode"].get_data().decode("latin-1")
        for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
            for text in re.findall(r"<\w+>\s*<(\w+)>", block):
                drawn.setdefault(name, set()).update(bytes.fromhex(text).decode("utf-16-be"))
        assert "beginbfrange" not in table
    return drawn


def a_drawing(language: str) -> str:
    chart = line_chart(
        QUARTERS,
        [Line(WORDS, "#a5140f", (1.0, 2.0, 3.0, 4.0))],
        write=lambda v: f"{v:.0f}",
        scale=Scale.number(Language(language)),
    )
    return "#" + chart.in_language(language).typst("x")


def a_page(language: str) -> nbformat.NotebookNode:
    """A report of ours with Chinese text everywhere it can stand, a chart of ours among it."""
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 40"><text x="5" y="20" '
        f'font-family="&apos;Source Sans 3&apos;, &apos;Noto Sans CJK JP&apos;" font-size="12">{WORDS} 88</text></svg>'
    )
    cells = [
        new_markdown_cell(
            f"# {WORDS}\n\n**{WORDS}** *{WORDS}* `{WORDS}` $x + \\text{{{WORDS}}}$\n\n```\n{WORDS}\n```"
        ),
        new_code_cell(
            f"print('{WORDS}')",
            outputs=[
                new_output("stream", name="stdout", text=f"\x1b[1m{WORDS}\x1b[0m"),
                new_output("display_data", {"image/svg+xml": drawing, "text/plain": "a drawing"}),
                new_output("display_data", {"text/vnd.typst": a_drawing(language), "text/plain": "a chart"}),
            ],
        ),
    ]
    about = {"language": language, "title": "T", "show_code": True}
    return new_notebook(cells=cells, metadata={"cloudcapex": about})


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_every_chinese_character_of_a_page_is_drawn_from_the_face_of_its_language(language):
    pdf, warned = child().call("export", a_page(language), trust_fragments=True)
    assert warned == []
    drawn = faces(pdf)
    assert {name for name, text in drawn.items() if text & set(WORDS)} == {FACES[language]}
    assert {name for name in drawn if "CJK" in name} == {FACES[language]}
    # Latin beside it stays the house's: the quarters of the chart, the digits of the stranger's drawing.
    assert set("Q8") <= drawn["SourceSans3"]
    assert not drawn[FACES[language]] & set("Q8")


def test_the_style_sheet_names_the_face_of_each_language_once():
    rules = fonts.style_rules()
    assert rules.splitlines() == [
        ':root { --cc-han: "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei"; }',
        ':lang(zh-Hant) { --cc-han: "Noto Sans CJK TC", "PingFang TC", "Microsoft JhengHei"; }',
    ]


def test_code_and_formulas_end_in_the_same_face_as_text():
    for language in FACES:
        face = fonts.han(language).family
        assert face in fonts.families(language)
        assert face in fonts.code_families(language)
        assert face in fonts.formula_families(language)


@pytest.mark.slow
@turned("language", ["zh-Hans", "zh-Hant"])
def test_a_whole_edition_draws_chinese_from_one_face(language, tmp_path):
    build = [sys.executable, "-m", "cloudcapex", "build", "ai_financing", "--quarter", "2026Q2"]
    build += ["--language", language, "--to", "pdf", "--output", str(tmp_path)]
    done = subprocess.run(build, cwd=CHECKOUT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    (report,) = tmp_path.rglob("report.pdf")
    drawn = faces(report.read_bytes())
    assert {name for name in drawn if "CJK" in name} == {FACES[language]}
    assert not drawn[FACES[language]] & set(string.ascii_letters + string.digits)
    assert len(drawn[FACES[language]]) > 400


PUBLISHED = sorted((CHECKOUT / "reports").glob("*/*/*/report.pdf"))


@turned("pdf", PUBLISHED, 8)
def test_a_published_edition_draws_its_reader_s_face_alone(pdf):
    language = pdf.parent.name
    drawn = faces(pdf.read_bytes())
    chinese = {name for name in drawn if "SourceSans" not in name}
    assert chinese <= {FACES[language]}
    # An English edition may cite a document by its Chinese title.
    assert chinese or language == "en"
    for name in chinese:
        assert not drawn[name] & set(string.ascii_letters + string.digits)
