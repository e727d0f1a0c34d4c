"""A stranger's text is printed, never run: in strings, in whole notebooks, in addresses."""

from __future__ import annotations

import io
import json
import re

import nbformat.v4 as nbf
import pandas as pd
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudcapex.exhibits.exhibit import Exhibit, Legend
from cloudcapex.exhibits.sources import Source, SourceLine
from cloudcapex.exhibits.tables.documents import Document, DocumentList
from cloudcapex.exhibits.tables.grouped import Group, GroupTable, Item
from cloudcapex.exhibits.tables.table import Cell, Column, Table
from cloudcapex.exhibits.tables.verdicts import Figure, ThesisRow, VerdictTable
from cloudcapex.statements import Statement
from cloudcapex.typeset import TypstExporter, escape
from typst_child import child

# Text that would end a string, a block or a comment, or begin code, were it markup.
HOSTILE = [
    '#panic("p0")',
    '"); #panic("p1"); ("',
    '\\"); #panic("p2")',
    "] #panic() [",
    "*/ #panic() /*",
    "// #panic()",
    "$ #panic() $",
    "`` #panic() ``",
    "<label> @ref = - + / ~ _ * \\",
    "\\u{22}#panic()",
    "{{ 7 * 7 }} {% raw %} {# no #}",
    "\n// cell 1\n#panic()\n",
]


def _plain(words: str) -> str:
    """What the page keeps of the white space of a text."""
    shown = escape.visible(words).replace("\r", "").replace("\u2028", "\n").replace("\u2029", "\n")
    return shown


@settings(max_examples=40)
@given(st.lists(st.text(max_size=40) | st.sampled_from(HOSTILE), min_size=1, max_size=30))
def test_every_text_comes_back_from_typst_as_it_went_in(texts):
    source = "\n".join(f"#metadata({escape.string(t)}) <t>" for t in texts)
    assert json.loads(child().call("query", source, "<t>")) == [_plain(t) for t in texts]


@settings(max_examples=25)
@given(st.lists(st.text(min_size=1, max_size=30) | st.sampled_from(HOSTILE), min_size=1, max_size=20))
def test_text_in_markup_stays_text_whatever_stands_beside_it(texts):
    unpack = (
        '#let plain(c) = if type(c) == str { c } else if c.has("text") { c.text } '
        'else if c.has("children") { c.children.map(plain).join("") } else { "" }\n'
    )
    source = unpack + "\n".join(
        f'#metadata(plain([{escape.text(a)}{escape.text(b)}]) + "") <t>'
        for a, b in zip(texts, texts, strict=True)
    )
    assert json.loads(child().call("query", source, "<t>")) == [_plain(t) * 2 for t in texts]


def test_what_has_no_form_on_paper_is_named():
    assert escape.visible("a\x07b\u202ec") == "a<U+0007>b<U+202E>c"
    assert escape.string('say "\\"\n') == '"say \\"\\\\\\"\\n"'
    assert escape.text("") == ""


def test_long_words_may_break_and_lose_nothing():
    words = "https://www.sec.gov/" + "a" * 60
    broken = escape.breakable(words)
    assert broken.replace("\u200b", "") == words
    assert "\u200ba\u200ba" in broken
    assert escape.breakable("a short word") == "a short word"


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://www.sec.gov/a b", "https://www.sec.gov/a%20b"),
        ("http://x.org", "http://x.org"),
        ("mailto:someone@example.org", "mailto:someone@example.org"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/hosts", None),
        ("notes.html", None),
        ("https://", None),
        ("http://[::1", None),
        ("https://a.b/\x00", None),
    ],
)
def test_only_addresses_that_lead_somewhere_become_links(url, kept):
    assert escape.safe_url(url) == kept


@pytest.mark.parametrize("words", HOSTILE)
def test_no_part_of_a_notebook_can_run_code(words):
    line = words.replace("\n", " ").strip()
    data = {
        "text/html": f"<table><tr><th>{words}</th></tr><tr><td>{words}</td></tr></table>",
        "text/plain": words,
    }
    nb = nbf.new_notebook(
        cells=[
            nbf.new_markdown_cell(
                f"# {line}\n\n{words}\n\n[{line}](https://x.org/{line.replace(' ', '')})\n\n$x{line}$"
            ),
            nbf.new_markdown_cell(
                f"![{line}](nowhere.png)\n\n```{line}\n{words}\n```\n\n<b title='{line}'>{words}</b>"
            ),
            nbf.new_code_cell(
                words,
                execution_count=1,
                outputs=[
                    nbf.new_output("stream", name="stdout", text=words),
                    nbf.new_output("display_data", data=data),
                    nbf.new_output("display_data", data={"text/vnd.typst": words, "text/plain": words}),
                    nbf.new_output("display_data", data={"text/latex": f"${words}$"}),
                    nbf.new_output("display_data", data={f"application/x-{line}": "x"}),
                    nbf.new_output("error", ename=words, evalue=words, traceback=[f"\x1b[31m{words}\x1b[0m"]),
                ],
            ),
            nbf.new_raw_cell(words, metadata={"format": line}),
        ],
        metadata={
            "title": words,
            "authors": [{"name": words}],
            "language": words,
            "kernelspec": {"language": words, "name": "x", "display_name": words},
        },
    )
    pdf, warnings = child().call(
        "export", nb, {"metadata": {"name": words, "path": words}}, trust_fragments=True
    )
    assert warnings == [], "a fallback hides that something was taken as code"
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    squeezed = re.sub(r"[\s\u200b]", "", text)
    assert squeezed.count(re.sub(r"\s", "", line)) >= 5


def _bodies(a: str, b: str):
    """Make the body of an exhibit of each kind that sets words."""
    figure = Figure(a, f"https://x.org/{b}", b, a, b)
    yield Table((Column(a, "left"), Column(b)), ((Cell(a, f"https://x.org/{b}", marks=b), Cell(b)),))
    yield VerdictTable(
        (a, b, a, b), (ThesisRow(a, b, "holds", Statement(b), a, figure, b, a, (figure, figure), b),)
    )
    yield DocumentList(((a, (Document(b, f"https://x.org/{a}"), Document(a, b))), (b, ())))
    yield GroupTable((a, b, a), (Group(a, b, (Item(b, f"https://x.org/{a}"), Item(a)), b),))


@settings(max_examples=8)
@given(
    *[st.text(min_size=1, max_size=30) | st.sampled_from([*HOSTILE, "資本支出；「#」", "$1,037億美元$"])] * 2
)
def test_exhibits_of_any_words_can_be_set(a, b):
    said, source = (
        {"title": Statement(b), "notes": (a, Legend(b)), "source_line": SourceLine(b)},
        Source(a, b),
    )
    shown = [
        Exhibit(n, a, subtitle=a, body=body, sources=(source,), alt=f"{b}.", data=pd.DataFrame(), **said)
        for n, body in enumerate(_bodies(a, b), start=1)
    ]
    outputs = [nbf.new_output("display_data", data={"text/vnd.typst": f"#{e.typst()}"}) for e in shown]
    stated = {"language": "zh-Hant", "title": a, "disclosure": b, "running_head": a}
    nb = nbf.new_notebook(cells=[nbf.new_code_cell(outputs=outputs)], metadata={"cloudcapex": stated})
    typst, _ = TypstExporter(trust_fragments=True).from_notebook_node(nb)
    places = json.loads(child().call("query", typst, "<nb-place>"))
    assert [place["what"] for place in places].count("end") == len(shown)
