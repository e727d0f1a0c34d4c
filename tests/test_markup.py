"""One reader of Markdown: web and paper agree on what is formula, money, footnote, code and link."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from html import escape

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_markdown_cell, new_notebook

from cloudcapex.markup.drawings import drawings_as_pictures
from cloudcapex.markup.formulas import whole_formula
from cloudcapex.markup.markdown import read_markdown
from cloudcapex.markup.sanitise import sanitise
from cloudcapex.publish.page import Page
from cloudcapex.typeset import mathml
from cloudcapex.typeset.html import read, read_prose
from cloudcapex.typeset.page import Place
from cloudcapex.typeset.writer import write_tree


@dataclass
class Seen:
    """What a reader of one form of an edition sees: a list of each kind, in order."""

    formulas: list[str] = field(default_factory=list)
    money: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def dollars(text: str) -> list[str]:
    """Every dollar that was left in the words, with what hugs it."""
    return [found.rstrip(".") for found in re.findall(r"[A-Z]*\$[A-Za-z0-9.]*", text)]


def squeezed(text: str) -> str:
    return " ".join(text.replace("\u200b", "").split())


@pytest.fixture(autouse=True)
def _plain_mathml(monkeypatch):
    """Let the page show each formula's LaTeX."""

    def shown(formulas):
        return [f"<math{' display=block' * display}>{escape(latex)}</math>" for latex, display in formulas]

    monkeypatch.setattr(mathml, "mathml", shown)


def on_the_web(source: str) -> Seen:
    """Read a cell as the page shows it."""
    cell = new_markdown_cell(source)
    soup = BeautifulSoup(Page(new_notebook(cells=[cell])).markdown(cell), "html.parser")
    seen = Seen()
    for own in soup.select("a.cc-anchor, a[role=doc-backlink], sup.cc-note"):
        own.extract()
    for link in soup.find_all("a", href=True):
        if not link.get_text(strip=True) and not link.find("img"):
            link.unwrap()  # nothing to see, nothing to click
    for tag in soup.find_all("math"):
        seen.formulas.append(("= " if tag.has_attr("display") else "") + squeezed(tag.get_text()))
        tag.replace_with(" ")
    for tag in soup.find_all(["code", "pre"]):
        if tag.find_parent("pre") is None:
            seen.code.append(squeezed(tag.get_text()))
            tag.replace_with(" ")
    for link in soup.find_all("a", href=True):
        seen.links.append(f"{link['href']} {squeezed(link.get_text())}")
    for note in soup.select("ol.cc-notes > li"):
        seen.notes.append(f"{note['id'].removeprefix('cc-note-')} {squeezed(note.get_text())}")
    for block in soup.find_all(["p", "div", "li", "td", "th", "tr", "hr", "br", "table"]):
        block.insert_before(" ")
        block.append(" ")
    seen.money = dollars(soup.get_text())
    seen.code = list(filter(None, seen.code))
    return seen


_STRING = r'"((?:[^"\\]|\\.)*)"'
_FORMULA = re.compile(
    rf"#nb-(inline|display)-formula\({_STRING}, \$.*?\$\);|#nb-latex-source\({_STRING}, {_STRING}, block: (\w+)\);",
    re.DOTALL,
)
_CODE = re.compile(rf"#raw\({_STRING}\);|#nb-code-block\({_STRING}(?:, \w+: (?:{_STRING}|\w+))*\)")
_LINK = re.compile(rf"#(?:link\({_STRING}\)\[|nb-anchor-link\({_STRING}, \[)")
_WORDS = re.compile(rf"#{_STRING};")


def literal(text: str) -> str:
    """Read a Typst string."""
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], text)


def closed(source: str, start: int) -> int:
    """Where the square bracket ends that is open at ``start``; brackets in strings do not count."""
    depth = 1
    for mark in re.finditer(rf"{_STRING}|[\[\]]", source[start:]):
        depth += {"[": 1, "]": -1}.get(mark[0], 0)
        if depth == 0:
            return start + mark.start()
    raise AssertionError(source)


def on_paper(source: str) -> Seen:
    """Read a cell as its Typst source says it."""
    seen = Seen()
    kept: list[tuple[list[str], str]] = []

    def keep(where: list[str], words: str) -> str:
        kept.append((where, words))
        return f'#"\x00{len(kept) - 1}\x00";'

    def formula(match: re.Match[str]) -> str:
        display = match[1] == "display" or match[5] == "true"
        return keep(
            seen.formulas, ("= " if display else "") + literal(match[3] if match[2] is None else match[2])
        )

    def code(match: re.Match[str]) -> str:
        return keep(seen.code, literal(match[2] if match[1] is None else match[1]))

    written = _FORMULA.sub(formula, write_tree(read_prose(source), Place(500, 700)))
    parts = [_CODE.sub(code, written)]
    for number, part in enumerate(parts):  # grows: notes come after the text, notes of notes after these
        text, notes = apart(part)
        parts += notes
        for mark in re.findall("\x00(\\d+)\x00", text):
            where, words = kept[int(mark)]
            where.append(squeezed(words))
        for match in _LINK.finditer(text):
            url = match[2].replace("anchor:", "#", 1) if match[1] is None else match[1]
            inside = text[match.end() : closed(text, match.end())]
            if words_of(inside).strip() or "\x00" in inside:
                seen.links.append(f"{literal(url)} {squeezed(words_of(inside))}")
        seen.money += dollars(words_of(text))
        if number:
            seen.notes.append(f"{number} {squeezed(words_of(text))}")
    seen.code = list(filter(None, seen.code))
    return seen


def apart(written: str) -> tuple[str, list[str]]:
    """Take the footnotes out of a text."""
    notes = []
    while (start := written.find("#footnote[")) >= 0:
        end = closed(written, start + len("#footnote["))
        notes.append(written[start + len("#footnote[") : end])
        written = written[:start] + written[end + 1 :]
    return written, notes


def words_of(written: str) -> str:
    """Read the words of a text, without formulas and code; what stands in two blocks stays apart."""
    out, last = [], 0
    for match in _WORDS.finditer(written):
        gap = written[last : match.start()]
        out += [" " if re.search(r"[\n,]|linebreak", gap) else "", literal(match[1])]
        last = match.end()
    return re.sub("\x00\\d+\x00", " ", "".join(out))


SNIPPETS = {
    # what stands in a report, and what of it is formula, money, footnote, code, link
    "Capex was $24bn, up from $12bn.": Seen(money=["$24bn", "$12bn"]),
    "$24bn": Seen(money=["$24bn"]),
    "from $5 to $6": Seen(money=["$5", "$6"]),
    "$1.5bn–$2bn and $3": Seen(money=["$1.5bn", "$2bn", "$3"]),
    "US$24bn against US$12bn": Seen(money=["US$24bn", "US$12bn"]),
    "HK$ 24bn and NT$ 12bn": Seen(money=["HK$", "NT$"]),
    "in US$m, C$m and A$": Seen(money=["US$m", "C$m", "A$"]),
    "between $24bn and HK$": Seen(money=["$24bn", "HK$"]),
    "cost $ 5 and $ 6": Seen(money=["$", "$"]),
    "a price in $ and a price in $": Seen(money=["$", "$"]),
    "收入$24亿，成本$12亿": Seen(money=["$24", "$12"]),
    "资本开支从$5亿增至US$": Seen(money=["$5", "US$"]),
    "an escaped \\$5 and \\$x\\$": Seen(money=["$5", "$x", "$"]),
    "**$24bn** and **$12bn**": Seen(money=["$24bn", "$12bn"]),
    "*$5 million* against *C$*": Seen(money=["$5", "C$"]),
    "$x$": Seen(["x"]),
    "Inline $x^2$, twice $y_1$.": Seen(["x^2", "y_1"]),
    "$x$ costs $24bn": Seen(["x"], ["$24bn"]),
    "$24bn, where $x$ is": Seen(["x"], ["$24bn"]),
    "a share of $5$ and $10^6$": Seen(["5", "10^6"]),
    "spaced $ a + b $ out": Seen(["a + b"]),
    "CO$_2$ and R$^2$": Seen(["_2", "^2"]),
    "the $n$th of $N$-means": Seen(["n", "N"]),
    "$0 \\le x \\le 1$": Seen(["0 \\le x \\le 1"]),
    "$2 \\text{ or more } x$": Seen(["2 \\text{ or more } x"]),
    "$\\$5 + x$": Seen(["\\$5 + x"]),
    "$a<b$ and $a & b$": Seen(["a<b", "a & b"]),
    "$a_1 * b_1$ and *so* $c_2 * d_2$": Seen(["a_1 * b_1", "c_2 * d_2"]),
    "$\\frobnicate{x}$": Seen(["\\frobnicate{x}"]),
    "$$x^2$$": Seen(["= x^2"]),
    "so $$x$$ follows": Seen(["= x"]),
    "$$\na\n- b\n\n= c\n$$": Seen(["= a - b = c"]),
    "\\\\(x\\\\) and \\\\[y\\\\]": Seen(["x", "= y"]),
    "\\begin{align}\na &= b\n\\end{align}": Seen(["= \\begin{align} a &= b \\end{align}"]),
    "$$ never closed": Seen(money=["$", "$"]),
    "`$x$` and ``$24bn``": Seen(code=["$x$", "$24bn"]),
    "$5 and `x$y` is": Seen(money=["$5"], code=["x$y"]),
    '```python\nprice = "$5 and $6"\n```': Seen(code=['price = "$5 and $6"']),
    "    $indented$": Seen(code=["$indented$"]),
    "```\n$$\n```\n\n$$": Seen(money=["$", "$"], code=["$$"]),
    "[capex](https://x.org/a_b) and <https://y.org>": Seen(
        links=["https://x.org/a_b capex", "https://y.org https://y.org"]
    ),
    "see https://x.org/q?a=1&b=2.": Seen(links=["https://x.org/q?a=1&b=2 https://x.org/q?a=1&b=2"]),
    "[$24bn](https://x.org) up from [$12bn](https://y.org)": Seen(
        money=["$24bn", "$12bn"], links=["https://x.org $24bn", "https://y.org $12bn"]
    ),
    "[of $x$](https://x.org)": Seen(["x"], links=["https://x.org of"]),
    "[`a`](#Method) and [there](#method)": Seen(code=["a"], links=["#Method ", "#method there"]),
    "[not](javascript:alert) a link": Seen(),
    "rose.[^1]\n\n[^1]: From $12bn.": Seen(money=["$12bn"], notes=["1 From $12bn."]),
    "a[^b] c[^a] d[^b]\n\n[^a]: *A*\n[^b]: B": Seen(notes=["1 B", "2 A"]),
    "a[^n]\n\n[^n]: see `x` and [y](https://y.org)": Seen(
        notes=["1 see and y"], code=["x"], links=["https://y.org y"]
    ),
    "no note[^none] here $5": Seen(money=["$5"]),
    "| a | b |\n|---|--:|\n| $x$ | $24bn |\n| `c` | $12bn |": Seen(["x"], ["$24bn", "$12bn"], code=["c"]),
    "- $5\n- $x$\n  - `c`\n\n1. $6": Seen(["x"], ["$5", "$6"], code=["c"]),
    "> $24bn, up from $12bn[^q]\n\n[^q]: said so": Seen(money=["$24bn", "$12bn"], notes=["1 said so"]),
    "# On $x^2$ and $5": Seen(["x^2"], ["$5"]),
    "H<sub>2</sub>O at <b>$5</b> and <i>C$</i>": Seen(money=["$5", "C$"]),
    "<div>\n\n$x$ and $5\n\n</div>": Seen(["x"], ["$5"]),
    "Term\n: $x$ or $5 [^t]\n\n[^t]: note": Seen(["x"], ["$5"], notes=["1 note"]),
    "&#36;5 and &dollar;6": Seen(money=["$5", "$6"]),
    "<cc-formula>x</cc-formula> <cc-reference n='1'></cc-reference>": Seen(),
}


@pytest.mark.parametrize("source", SNIPPETS)
def test_web_and_paper_agree_and_are_right(source):
    assert on_the_web(source) == SNIPPETS[source]
    assert on_paper(source) == SNIPPETS[source]


PIECES = st.sampled_from(
    [
        "$",
        "$$",
        "$5",
        "$24bn",
        "$x$",
        "US$",
        "\\$",
        "&#36;",
        "`",
        "``",
        "x",
        "5",
        " ",
        "\n",
        "\n\n",
        "*",
        "**",
        "_",
        "[",
        "](https://x.org)",
        "](#m)",
        "https://y.org",
        "[^1]",
        "[^2]",
        "\\\\(",
        "\\\\)",
        "\\begin{a}",
        "\\end{a}",
        "# ",
        "- ",
        "> ",
        "| ",
        "|\n|--|\n|",
        "    ",
        "```\n",
        "and",
        "亿",
        ",",
        "~~",
        "\\",
        "{",
        "}",
        "&#xE000;0&#xE001;",
        "\ue0000\ue001",
        "<https://z.org>",
    ]
)


ISLANDS = st.sampled_from(
    [
        *(
            "<b>",
            "</b>",
            "<sub>",
            "</sub>",
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<span title='",
            "'>",
            "<li>",
            "<!--",
            "-->",
        ),
        *(
            "<table>",
            "</table>",
            "<tr>",
            "<td>",
            "</td>",
            "<a href='https://h.org'>q</a>",
            "</a>",
            "<hr>",
        ),
        *(
            "<script>",
            "</script>",
            "<style>",
            "</style>",
            "<textarea>",
            "<cc-formula>",
            "<br>",
        ),
    ]
)


@given(st.lists(PIECES | ISLANDS, max_size=25).map("".join))
def test_they_agree_on_whatever_is_written(source):
    source += "\n\n[^1]: one $5 and $y$\n[^2]: two `c` [^1]\n"
    web, paper = on_the_web(source), on_paper(source)
    for seen in (
        web,
        paper,
    ):  # what hugs a dollar depends on where a line is broken, that it is a dollar does not
        seen.money = ["$" * "".join(seen.money).count("$")]
    assert web == paper


@given(st.text(alphabet="$ 5xa.,\\", max_size=30))
def test_no_text_is_lost_to_a_formula(text):
    """Every character is in the words or in a formula: dollars enclose, they do not swallow."""
    html = BeautifulSoup(read_markdown("q" + text + "q"), "html.parser").get_text()
    assert re.sub(r"[$\\\s]", "", html) == re.sub(r"[$\\\s]", "", f"q{text}q")


@pytest.mark.parametrize(
    ("latex", "whole"),
    [
        ("$x$", ("x", False)),
        ("$$x$$", ("x", True)),
        (" \\[x\\] ", ("x", True)),
        ("\\begin{align}x\\end{align}", ("\\begin{align}x\\end{align}", True)),
        ("$a$ and $b$", None),
        ("\\textbf{x}", None),
        ("", None),
    ],
)
def test_a_latex_output_is_one_formula_or_more(latex, whole):
    assert whole_formula(latex) == whole


def test_notes_are_numbered_through_the_page_and_lead_both_ways():
    cells = [
        new_markdown_cell(f"# {n}\n\na[^1] b[^2] c[^1]\n\n[^1]: one\n[^2]: two [^3]\n[^3]: three")
        for n in "xy"
    ]
    page = Page(new_notebook(cells=cells))
    soup = BeautifulSoup("".join(map(page.markdown, cells)), "html.parser")
    assert [a.get_text() for a in soup.select("sup.cc-note a")] == list("12134546")
    ids = [tag["id"] for tag in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    targets = {a["href"][1:] for a in soup.select("a[role]")}
    assert targets == {f"cc-note-{n}{end}" for n in range(1, 7) for end in ("", "-from")}
    assert [ol["start"] for ol in soup.select("ol.cc-notes")] == ["1", "4"]


def test_a_note_that_is_referred_to_again_is_printed_once():
    written = write_tree(read_prose("a[^1] b[^1]\n\n[^1]: one"), Place(500, 700))
    assert written.count("#footnote[") == 1
    assert written.endswith('#footnote(label("note:1"));')


def test_a_drawing_within_a_drawing_is_one_picture():
    html = drawings_as_pictures(
        "<b>x</b><svg><title>A & B</title><svg></svg></svg></svg><SVG viewBox='0'></SVG>"
    )
    assert re.sub(r'src="[^"]*"', "", html) == '<b>x</b><img alt="A &amp; B" ></svg><img alt="" >'


def test_a_sign_that_begins_no_tag_is_text():
    source = "<table><tr><td>a<b</td><td>2 < 3 & <i>x</i></td></tr></table>"
    soup = BeautifulSoup(sanitise(read_markdown(source)), "html.parser")
    assert [td.get_text() for td in soup.find_all("td")] == ["a<b", "2 < 3 & x"]
    assert soup.i is not None
    assert [td.text() for td in read_prose(source).elements("td")] == ["a<b", "2 < 3 & x"]


@pytest.mark.parametrize(
    "source",
    [
        "text <script> more",
        "text <textarea> more",
        "<script>\nx()\n</script>\n\nmore",
        "<title>\n\nmore",
        "<!-- never closed\n\nmore",
        '<div title="\n\nmore',
        "<iframe>\n\nmore\n\n</iframe>",
        "<plaintext>\n\nmore",
        "<cc-notes>\n\nmore",
        "<svg>\n\nmore",
    ],
)
def test_no_piece_of_html_swallows_what_comes_after_it(source):
    cell = new_markdown_cell(source)
    assert "more" in BeautifulSoup(Page(new_notebook(cells=[cell])).markdown(cell), "html.parser").get_text()
    assert "more" in write_tree(read_prose(source), Place(500, 700))


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "<svg ",
            "<svg>",
            "</svg ",
            "<svg><title ",
            "<a ",
            "<a title='",
            "<div><p>",
            "<b><i>",
            "<!-- ",
            "<iframe>",
        ),
        *("$a ", "$`a ", "$$a ", "\\\\[ ", "\\begin{a}\n", "[^1] ", "$5 and ", "<x ", "<script>", "&", "<"),
    ],
)
def test_reading_takes_no_longer_than_the_text_is_long(piece):
    started = time.process_time()
    sanitise(read_markdown(piece * 8000), ours=True)
    sanitise(piece * 8000)
    read_prose(piece * 8000)
    read(piece * 8000)
    assert time.process_time() - started < 6


@pytest.mark.parametrize("piece", ["<div><p>", "<table><tr><td>", "<ul><li>", "<b><i>", "> ", "- "])
def test_what_is_nested_without_end_is_kept(piece):
    assert "kept" in BeautifulSoup(sanitise(piece * 1500 + "kept"), "html.parser").get_text()
    assert "kept" in read(piece * 1500 + "kept").text()
    assert "kept" in read_prose(piece * 1500 + "kept $x$").text()
