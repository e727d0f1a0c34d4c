"""What no line of a PDF parts: a number and what it counts in Chinese, the name of a form in every language."""

from __future__ import annotations

import io
import re

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from pypdf import PdfReader

from typst_child import child

AMOUNTS = (
    "1,000億美元",
    "300–350億美元",
    "10–20%",
    "1.14兆美元",
    "人民幣85億元",
    "2.3倍",
    "15個百分點",
    "1.6億股",
    "2026年",
    "160,000,000顆",
)
FORMS = ("8-K", "10-Q/A", "20-F")
FILL = "資本支出合計較去年同期增加並且高於財測"


def lines_of(language: str, paragraphs: list[str], code: str = "") -> list[str]:
    cells = [new_markdown_cell("\n\n".join(paragraphs)), new_code_cell(code)]
    about = {"language": language, "title": "T", "show_code": True}
    pdf, warned = child().call("export", new_notebook(cells=cells, metadata={"cloudcapex": about}))
    assert warned == []
    return [line for page in PdfReader(io.BytesIO(pdf)).pages for line in page.extract_text().splitlines()]


def at_every_place(words: tuple[str, ...]) -> list[str]:
    """Paragraphs in which the words meet the edge of the page at each of their signs."""
    text = "與".join(words)
    fill = FILL * 3
    return [f"{fill[: 30 + n]}{text}{fill}{text}{fill}" for n in range(24)]


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_a_number_stays_with_what_it_counts(language):
    paragraphs = at_every_place((*AMOUNTS, *FORMS))
    lines = lines_of(language, paragraphs)
    assert len(lines) > 3 * len(paragraphs)
    whole = "".join("".join(lines).split())
    for words in (*AMOUNTS, *FORMS):
        assert whole.count(words) == 2 * len(paragraphs), words
        held = [line for line in lines if words in line.replace(" ", "")]
        assert sum(line.replace(" ", "").count(words) for line in held) == 2 * len(paragraphs), words


def test_text_beside_an_unparted_number_keeps_its_room():
    (line,) = [
        line for line in lines_of("zh-Hant", ["至1,000億美元，2026年10月9日Meta的8-K文件"]) if "至" in line
    ]
    # Where type leaves a quarter of an em, a reader of the PDF finds a space.
    assert line.strip() == "至 1,000 億美元，2026 年 10 月 9 日 Meta 的 8-K 文件"


def test_a_linked_figure_keeps_its_room():
    (line,) = [
        line
        for line in lines_of(
            "zh-Hant",
            ["餘額為[6,780億美元](https://a.b/c)，年[增84%](https://a.b/c)，占[39%](https://a.b/c)"],
        )
        if "為" in line
    ]
    assert line.strip() == "餘額為 6,780 億美元，年增 84%，占 39%"


def test_no_line_begins_with_the_stop_behind_an_amount():
    paragraphs = [f"{FILL[: n % 16]}{(FILL[:n] + '2,778億美元；') * 5}" for n in range(20)]
    assert not [line for line in lines_of("zh-Hant", paragraphs) if line.strip().startswith("；")]


def test_a_range_is_never_parted_in_english():
    ranges = ("$30–37bn", "2.3–7.3×", "0.3–20\u202f%", "1,900–2,050")
    paragraphs = [f"{'word ' * (n // 5)}{'i' * (n % 5)} {' '.join(ranges * 20)}" for n in range(25)]
    lines = lines_of("en", paragraphs)
    assert not [line for line in lines if line.strip().endswith("–")]
    assert sum(line.count("$30–37bn") for line in lines) == 20 * len(paragraphs)


def test_code_is_left_as_it_is_written():
    code = "# 前10個是1,000億美元"
    lines = lines_of("zh-Hant", ["x"], code)
    assert code in lines


def test_the_name_of_a_form_is_never_parted_in_english():
    paragraphs = [f"{'word ' * (n // 5)}{'i' * (n % 5)} {' '.join(FORMS * 30)}" for n in range(25)]
    lines = lines_of("en", paragraphs)
    assert not [line for line in lines if re.search(r"\d-$|/$|^[KQF]\b|^/A", line.strip())]
    assert sum(line.count("8-K") for line in lines) == 30 * len(paragraphs)


def test_a_sign_stays_with_its_number_and_apart_from_the_word_before_it():
    said = "亚马逊~2,200亿美元，微软+1.16个百分点，至+140%，为−58.6亿美元，+45%"
    (line,) = [line for line in lines_of("zh-Hans", [said]) if "亚马逊" in line]
    assert line.strip() == "亚马逊 ~2,200 亿美元，微软 +1.16 个百分点，至 +140%，为 −58.6 亿美元，+45%"
