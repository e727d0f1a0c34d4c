"""What no line of a PDF parts: in Chinese a number and what it counts, and names; the name of a form in every language."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from pypdf import PdfReader

from cloudcapex import facts, media
from cloudcapex.language import COUNTED, unbroken, whole
from cloudcapex.language.catalogue import messages
from cloudcapex.media import Json
from cloudcapex.publish.html import HtmlReportExporter
from messages_filled import KIND
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


# What may follow a count in a message and counts nothing, or begins a word that is kept as a whole.
OTHER_WORDS = set("本的无無没沒只起末底美")


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_every_measure_word_of_a_message_stays_with_its_number(language):
    (kept,) = re.findall(r"\[(元年月[^\]]*)\]", COUNTED)
    counts = {name for name, kind in KIND.items() if kind in ("count", "population", "years")}
    found = {
        word
        for message in messages(language).values()
        for name, word in re.findall(r"\{([a-z]\w*)\}([\u4e00-\u9fff])", message)
        if name in counts
    }
    assert found - OTHER_WORDS - set(kept) == set()


def lines_of(language: str, paragraphs: list[str], code: str = "", output: Json | None = None) -> list[str]:
    told = [new_output("display_data", output)] if output else []
    cells = [new_markdown_cell("\n\n".join(paragraphs)), new_code_cell(code, outputs=told)]
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
        line
        for line in lines_of("zh-Hant", ["至1,000億美元，2026年10月9日Meta的8-K文件，增100%至44億美元"])
        if "至" in line
    ]
    # Where type leaves a quarter of an em, a reader of the PDF finds a space.
    assert line.strip() == "至 1,000 億美元，2026 年 10 月 9 日 Meta 的 8-K 文件，增 100% 至 44 億美元"


def test_a_raised_letter_stands_close_to_its_number():
    (line,) = [
        line for line in lines_of("zh-Hant", ["共至少407億美元ˢ，約12%ˢ；1.14兆美元ᵉˢ。"]) if "至少" in line
    ]
    assert line.strip() == "共至少 407 億美元ˢ，約 12%ˢ；1.14 兆美元ᵉˢ。"
    assert unbroken("407億美元ˢ，12%ˢ") == "407億美元\u2060ˢ，12%ˢ"


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


def test_no_line_begins_with_the_stop_behind_a_share_that_follows_a_count():
    paragraphs = [f"{FILL[: n % 16]}{(FILL[:n] + '升6個百分點至39%；') * 5}" for n in range(20)]
    assert not [line for line in lines_of("zh-Hant", paragraphs) if line.strip().startswith("；")]


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_a_month_stays_with_its_day(language):
    paragraphs = at_every_place(("2026年10月26日",))
    lines = [line.replace(" ", "") for line in lines_of(language, paragraphs)]
    assert sum(line.count("10月26日") for line in lines) == 2 * len(paragraphs)


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


def test_a_web_page_keeps_a_number_with_what_it_counts():
    assert whole("至1,000億美元，年增5%；&lt;0.1%") == (
        "至<cc-u>1,000億美元</cc-u>，年增<cc-u>5%</cc-u>；<cc-u>&lt;0.1%</cc-u>"
    )
    assert whole("2026年10月9日") == "<cc-u>2026年</cc-u><cc-u>10月9日</cc-u>"
    assert whole("10-Q（截至2026-06-30）") == "10-Q（截至<cc-u>2026-06-30</cc-u>）"
    assert whole("2026Q2的8-K，Claude 3") == "2026Q2的8-K，Claude 3"
    for language, spans in (("zh-Hant", 2), ("en", 0)):
        about = {"language": language, "title": "T"}
        cells = [new_markdown_cell("共1.14兆美元。\n\n<svg><text>5億</text></svg>\n\n`5億` 與6筆")]
        page, _ = HtmlReportExporter().from_notebook_node(
            new_notebook(cells=cells, metadata={"cloudcapex": about})
        )
        assert page.count("<cc-u>") == spans


def test_a_web_page_keeps_the_names_that_the_document_tells():
    assert whole("636億美元；阿里巴巴的AT&amp;T", "阿里巴巴|AT&amp;T") == (
        "<cc-u>636億美元</cc-u>；<cc-u>阿里巴巴</cc-u>的<cc-u>AT&amp;T</cc-u>"
    )
    told = [new_output("display_data", telling("阿里巴巴", "AT&T 雲"))]
    cells = [new_markdown_cell("阿里巴巴與AT&T 雲"), new_code_cell("", outputs=told)]
    about = {"language": "zh-Hant", "title": "T"}
    page, _ = HtmlReportExporter().from_notebook_node(
        new_notebook(cells=cells, metadata={"cloudcapex": about})
    )
    assert "<cc-u>阿里巴巴</cc-u>與<cc-u>AT&amp;T 雲</cc-u>" in page


LED = ("約25%", "至39%", "為2,778億美元", "約≥12.5億美元", "至−58.6億美元", "百分比", "履約義務")


def test_a_number_stays_with_the_word_that_leads_to_it_and_a_word_is_not_parted():
    paragraphs = at_every_place(LED)
    lines = [line.replace(" ", "") for line in lines_of("zh-Hant", paragraphs)]
    for words in LED:
        assert sum(line.count(words) for line in lines) == 2 * len(paragraphs), words


NAMES = ("阿里巴巴", "Google Cloud", "摩根士丹利", "埃里克·施密特", "特斯拉/xAI")


def telling(*names: str) -> Json:
    return {media.PLAIN: "", media.NAMES: [*names]}


def test_names_that_the_document_tells_are_never_parted():
    lines = [
        line.replace(" ", "") for line in lines_of("zh-Hans", at_every_place(NAMES), output=telling(*NAMES))
    ]
    for name in NAMES:
        assert sum(line.count(name.replace(" ", "")) for line in lines) == 2 * 24, name


def test_a_name_behind_an_amount_is_not_parted():
    paragraphs = at_every_place(("636億美元；阿里巴巴",))
    lines = [line.replace(" ", "") for line in lines_of("zh-Hant", paragraphs, output=telling("阿里巴巴"))]
    assert sum(line.count("阿里巴巴") for line in lines) == 2 * len(paragraphs)


def test_a_name_keeps_its_room_beside_numbers_and_latin():
    said = "微软20%和Google Cloud收入1,037亿美元，2家（阿里巴巴2026Q2）与微软Azure"
    (line,) = [line for line in lines_of("zh-Hans", [said], output=telling("微软", *NAMES)) if "微软" in line]
    assert line.strip() == "微软 20% 和 Google Cloud 收入 1,037 亿美元，2 家（阿里巴巴 2026Q2）与微软 Azure"


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_an_edition_tells_every_name_of_its_day(language):
    newest = facts.named_in(language, facts.newest_day())
    moonshot = facts.party("Moonshot AI").name.of(language)
    assert {facts.company("oracle").name.of(language), "Google Cloud", "摩根士丹利", moonshot} <= {*newest}
    assert moonshot not in facts.named_in(language, dt.date(2023, 1, 30))
