"""The catalogues: whole, current, in the script and the terms of their readers; and the words of every edition from them."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import chinese_words
from cloudcapex import paths
from cloudcapex.checks import run_checks
from cloudcapex.errors import CloudcapexError
from cloudcapex.language import Language, Tag, catalogue
from cloudcapex.language.catalogue import available_languages, pieces, translate, translate_markdown
from cloudcapex.locale import refresh
from cloudcapex.locale.sources import messages_of_code, messages_of_notebook
from cloudcapex.notice import Notice

CHINESE = ("zh-Hans", "zh-Hant")
PLACE = re.compile(r"\{(\w*)\}")
HAN = "\u4e00-\u9fff"

# Words that stay in Latin letters in Chinese text: names, and terms that Chinese finance readers write so, too.
LATIN = {
    *("PDF", "data", "zip"),  # the files of an edition
    "AWS", "ChatGPT", "Stable", "Diffusion", "Inferentia", "Trainium", "Instinct", "A", "H",
    "Azure", "Google", "Cloud", "Platform", "Workspace", "Vertex", "TPU", "CPU", "GPU", "OCI", "Oracle",
    "Microsoft", "Office", "Copilot", "Sales", "Service", "CodeWhisperer", "Bedrock", "GitHub", "LinkedIn", "Dynamics", "Meta", "Alphabet", "Amazon",
    "CoreWeave", "NVIDIA", "OpenAI", "Anthropic", "xAI", "SpaceX", "Intersect", "Tesla", "AMD",
    "Xbox", "Windows", "OEM", "Security", "Broadcom", "FinSight", "Synergy", "Research", "Group", "Exponential", "View", "Canalys", "Omdia",
    "AI", "RPO", "TTM", "EBITA", "GAAP", "SaaS", "IaaS", "CIK", "IPO", "B", "C", "D", "E", "G", "S", "Menlo", "XBRL", "CSV", "LaTeX", "FY", "GW", "MW", "LT",
    "Foundry", "Fabric", "Duet", "Claude", "Next", "Kiro", "Graviton", "Connect", "Gemini", "Enterprise", "Overviews", "Mode", "Dragon", "Studio", "Power", "Agent",
    "Business", "API", "token", "for", "Nebius", "TrendForce", "ERNIE", "Zhenwu", "EC", "CUDA", "Qwen", "M",
    "K", "F", "b", "e", "d", "r", "s", "p", "t", "m", "n", "y", "c", "z", "a", "USD", "Q",
}  # fmt: skip
# Proper names of parties and authors may stay as they are.
NAMES = (
    "data/claims.csv",
    "data/deals.csv",
    "data/remarks.csv",
    "data/sources.csv",
    "data/theses.toml",
    "data/value_stack",
)

# Characters both codings lack and both languages use, and marks of typography.
COMMON = set("–—·•●○▲▽→−×÷≥≤≈“”‘’「」『』《》…€¥å\u200b\u00a0\u202f")
# Simplified forms that Big5 knows for other words, and traditional ones that GB2312 knows: the coding alone does not tell.
NOT_IN_TAIWAN = set("云个万号体价据么党与于后几机极准划余压变")
NOT_IN_MAINLAND = set("乾徵藉瞭")
# Words in which Taipei writes such a form, too.
IN_BOTH = re.compile("批准|獲准|划算")

# One term for one thing, and what it is never called.
with Path(__file__).with_name("terms.csv").open(encoding="utf-8", newline="") as handle:
    TERMS = list(csv.DictReader(handle))
# A figure of four digits and more before its unit, without its comma.
_ABOUT_TWICE = re.compile(r"[约約近][^，。；、]{0,12}(?:左右|上下)")
_NO_COMMA = re.compile(r"(?<![\d.,A-Za-z–-])\d{4,}(?=[万亿萬億兆分个個家人次片颗顆])")


@pytest.fixture(scope="module")
def wanted():
    return refresh.template()


@pytest.fixture(scope="module", params=CHINESE)
def language(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def told(language) -> dict[str, str]:
    """Return the messages of the language that have a translation; that all have one is a test of its own."""
    return {m.id: m.string for m in refresh.read(language) if m.id and m.string}


@pytest.fixture(scope="module")
def written(language, told) -> list[str]:
    """Return the messages and the words of the data's tables."""
    return [*told.values(), *(text for _, text in chinese_words.of_tables(language))]


def test_three_languages_are_offered():
    assert available_languages() == ["en", "zh-Hans", "zh-Hant"]


def test_every_message_has_a_translation(language, wanted, told):
    missing = [m.id for m in wanted if m.id and not told.get(m.id)]
    assert missing == [], f"{len(missing)} without: run python -m cloudcapex.locale and translate"


def test_no_translation_is_fuzzy_or_stale(language, wanted, told):
    read = refresh.read(language)
    assert [m.id for m in read if m.id and m.fuzzy] == []
    assert [message for message in told if message not in wanted] == []
    assert not read.obsolete


def test_the_file_is_as_the_refresher_writes_it(language, wanted):
    """Otherwise the next refresh would bury a translator's change among others."""
    fresh = refresh.text_of(refresh.refreshed(language, wanted))
    assert catalogue.path_of(language).read_bytes() == fresh


def test_values_have_the_same_places(told):
    assert {m: t for m, t in told.items() if sorted(PLACE.findall(m)) != sorted(PLACE.findall(t))} == {}


def test_no_english_is_left(language, wanted, told):
    slips = {}
    for message, text in told.items():
        files = {file for file, _ in wanted[message].locations} if message in wanted else set()
        found = set(re.findall(r"[A-Za-z]+", PLACE.sub(" ", text))) - LATIN
        if files and all(file.startswith(NAMES) for file in files):
            if text == message:
                continue
            found -= set(re.findall(r"[A-Za-z]+", message))
        found = {w for w in found if not re.fullmatch(r"(a16z|z|a|FY\d*|Q\d?|USD)", w)}
        if (found and any(c > "\u2e80" for c in text)) or (not re.search(f"[{HAN}]", text) and found):
            slips[text] = found
    assert slips == {}


def test_the_script_is_the_language_s_own(language, written):
    coding, foreign = {"zh-Hans": ("gb2312", NOT_IN_MAINLAND), "zh-Hant": ("big5", NOT_IN_TAIWAN)}[language]
    slips = {}
    for text in written:
        bare = IN_BOTH.sub("", text)
        wrong = {c for c in bare if c in foreign or (c not in COMMON and not _can(c, coding))}
        if wrong:
            slips[text] = wrong
    assert slips == {}


def _can(character: str, coding: str) -> bool:
    try:
        character.encode(coding)
    except UnicodeEncodeError:
        return False
    return True


def test_punctuation_is_full_width_and_percent_stands_close(language, written):
    half = re.compile(
        f"[{HAN}\\}}）」”][,;:?!]|[,;:?!][{HAN}（「“]|[{HAN}]\\(|\\)[{HAN}]|\\s%|[{HAN}] | [{HAN}]"
    )
    slips = [t for t in written if half.search(t) and not re.fullmatch(r"\d .*", t)]
    assert slips == []
    quotes = {"zh-Hans": "「」『』", "zh-Hant": "“”‘’"}[language]
    assert [t for t in written if set(t) & set(quotes)] == []


def test_two_places_of_a_translation_do_not_touch(told):
    """“Alphabet2026年”: the space goes by itself where one of the two is filled with Chinese."""
    assert {m: t for m, t in told.items() if "}{" in t} == {}


def test_a_translation_ends_as_its_message_does(told):
    """A title has no full stop, a sentence has one."""
    slips = {}
    for message, text in told.items():
        full = message.rstrip("”").endswith(".") and not message.endswith(("corr.", "incl."))
        ends = (full, text.rstrip("”」").endswith("。"))
        if ends[0] != ends[1]:
            slips[message] = text
    assert slips == {}


def twins(language: str, row: dict[str, str]) -> list[str]:
    return [twin for twin in row[Tag(language).column("never")].split(";") if twin]


@pytest.fixture(scope="module")
def words(language) -> list[tuple[str, str]]:
    return list(chinese_words.every(language))


def slips(language: str, words: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Return each place where a term's twin stands, the twin and the term."""
    found = []
    for row in TERMS:
        names = [name for name in row["names"].split(";") if name]
        for place, text in words:
            bare = text
            for name in names:
                bare = bare.replace(name, "")
            found += [
                (place, t, row[language.replace("-", "_").lower()]) for t in twins(language, row) if t in bare
            ]
    return found


def test_catalogues_data_and_commentary_use_one_term_for_one_thing(language, words):
    assert slips(language, words) == []


# As American editors spell; names that are somebody's own begin with a capital.
_AMERICAN = re.compile(
    r"\b(?:[Aa]mortiz|[a-z]+(?:ogniz|onetiz|tiliz|rganiz|ptimiz|mmariz|aliz|imiz)|analyz|centers?\b|colors?\b|favor|labor\b|fiber)\w*"
)


def test_english_of_our_own_is_spelled_the_british_way():
    told = [("catalogue", m.id) for m in refresh.read("zh-Hans") if m.id]
    for path in sorted(paths.data_dir().rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as handle:
            for line, row in enumerate(csv.DictReader(handle), 2):
                told += [
                    (f"{path.name}, line {line}, {c}", row[c])
                    for c in row
                    if c and f"{c}_zh_hans" in row and row[c]
                ]
    assert len(told) > 3_000
    assert [(place, found[0]) for place, text in told if (found := _AMERICAN.search(str(text)))] == []


def test_a_twin_is_found_wherever_it_stands(language):
    row = next(row for row in TERMS if row["term"] == "useful lives")
    term = row[language.replace("-", "_").lower()]
    told = [
        (place, f"x{twin}x")
        for twin in twins(language, row)
        for place in ("catalogue: x", "remarks.csv, line 2, x")
    ]
    assert slips(language, told) == [(place, text[1:-1], term) for place, text in told]


def test_the_table_forbids_no_term_of_its_own(language):
    column = language.replace("-", "_").lower()
    terms = {row[column] for row in TERMS}
    assert not [twin for row in TERMS for twin in twins(language, row) if any(twin in term for term in terms)]
    assert all(row[column] for row in TERMS)


def test_figures_in_words_have_their_commas(words):
    assert [(place, text) for place, text in words if _NO_COMMA.search(re.sub(r"\d{4}年", "", text))] == []


def test_about_is_said_once_of_a_figure(words):
    assert [(place, text) for place, text in words if _ABOUT_TWICE.search(text)] == []


def test_the_two_translations_are_two():
    """A table of characters cannot make one from the other: the terms differ, not the script alone."""
    hans, hant = (catalogue.messages(code) for code in CHINESE)
    assert (hans["on the year"], hant["on the year"]) == ("同比", "年增率")
    assert (hans["capex (cash)"], hant["capex (cash)"]) == ("资本开支（现金）", "資本支出（現金）")
    assert (hans["operating income"], hant["operating income"]) == ("营业利润", "營業利益")
    assert (hans["RPO"], hant["RPO"]) == ("剩余履约义务（RPO）", "剩餘履約義務（RPO）")
    lengths = [len(hans[m]) != len(hant[m]) for m in hans if len(m) > 60]
    assert sum(lengths) > len(lengths) / 3


# ---- reading


@pytest.mark.parametrize("code", CHINESE)
def test_a_company_has_one_name_wherever_a_table_names_it(code):
    """A round called *Microsoft* beside a publisher of that name gives both the words of one."""
    told, column = catalogue.messages(code), Tag(code).column("name")
    wrong = {}
    for table in ("companies.csv", "parties.csv"):
        with (paths.data_dir() / table).open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                name = row["name"]
                if told.get(name, name) not in (
                    name,
                    row[column],
                    f"{row[column]}集{'團' if code == 'zh-Hant' else '团'}",
                ):
                    wrong[name] = told[name]
    assert wrong == {}


def test_a_message_without_translation_stays_english():
    assert translate("no such message", "zh-Hans") == "no such message"
    assert translate("Contents", "en") == "Contents"
    assert translate("Contents", "zh-Hant") == "目錄"


def test_a_space_is_left_only_between_words_of_other_scripts():
    say = Language("zh-Hans").say
    assert say("{company} {year}", company="Meta", year=2026) == "Meta 2026"
    assert say("{company} {year}", company="微软", year=2026) == "微软2026"


def test_markdown_is_translated_paragraph_by_paragraph(monkeypatch):
    monkeypatch.setattr(catalogue, "messages", lambda language: {"Growth": "成長", "One two.": "一二。"})
    source = "## Growth\nOne\ntwo.\n\n- One two.\n\n```\nGrowth\n```\nunknown\n"
    assert translate_markdown(source, "zh-Hant") == "## 成長\n一二。\n\n- 一二。\n\n```\nGrowth\n```\nunknown"
    assert translate_markdown(source, "en") == source


@given(st.text(alphabet="ab #-*>.`1\n", max_size=60))
def test_no_word_of_markdown_is_lost(source):
    found = "".join(kept + words for kept, words in pieces(source))
    assert re.sub(r"\s", "", found) == re.sub(r"\s", "", source)


# ---- extraction


def test_messages_are_found_where_they_are_said():
    source = (
        'say("one")\nreview.say("two" if x else "three", x=1)\nN_("four")\nclick.echo("five")\nsay(variable)'
    )
    assert list(messages_of_code(source, "x.py")) == ["one", "two", "three", "four"]
    assert list(messages_of_code(source, "x.py", says=False)) == ["four"]


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_a_draft_names_the_checks_that_failed_in_the_readers_language(language):
    names = [check.name for check in run_checks()]
    assert len(names) > 60
    assert [name for name in names if translate(name, language) == name] == []
    words = Notice(((names[0], "found"),)).words(language)
    assert words["checks"] == [translate(names[0], language)]


def test_words_in_english_have_the_apostrophe_of_print(wanted):
    straight = re.compile(r"(?<=[A-Za-z])'(?=[a-z])|(?<=s)'(?=[ ,.])")
    assert [m.id for m in wanted if m.id and isinstance(m.id, str) and straight.search(m.id)] == []


@pytest.mark.parametrize("said", ['say(f"{n} words")', 'say("one " + name)', 'N_("%s" % x)'])
def test_a_message_put_together_is_refused(said):
    with pytest.raises(CloudcapexError, match=r"x\.py, line 1: a message must be one literal"):
        list(messages_of_code(said, "x.py"))


def test_only_reports_are_translated():
    cell = '{"cell_type": "markdown", "metadata": {}, "source": ["# Title\\n", "\\n", "Words."]}'
    tagged = '{"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": ""}'
    report = f'{{"metadata": {{"title": "T"}}, "cells": [{cell}, {tagged}]}}'
    assert list(messages_of_notebook(report)) == ["T", "Title", "Words."]
    assert list(messages_of_notebook(report.replace("parameters", "setup"))) == []


# ---- refreshing


@pytest.fixture
def empty(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogue, "LOCALE_DIR", tmp_path)


def _write(messages: dict[str, str]) -> None:
    made = refresh.refreshed("zh-Hans", refresh.template((m, "a.py") for m in messages))
    for message in made:
        if message.id:
            message.string = messages[message.id]
    path = catalogue.path_of("zh-Hans")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(refresh.text_of(made))


@pytest.mark.usefixtures("empty")
def test_a_refresh_keeps_translations_and_brings_new_messages_in_empty():
    _write({"kept": "留", "gone": "去"})
    made = refresh.refreshed("zh-Hans", refresh.template([("kept", "a.py"), ("a new sentence", "b.py")]))
    assert {m.id: m.string for m in made if m.id} == {"kept": "留", "a new sentence": ""}


@pytest.mark.usefixtures("empty")
def test_a_changed_message_takes_its_translation_along_and_says_so():
    _write({"Capex rose {growth} on the year to {amount}": "资本开支同比增长{growth}至{amount}"})
    changed = "Capex rose by {growth} on the year to {amount}"
    made = refresh.refreshed("zh-Hans", refresh.template([(changed, "a.py")]))
    assert made[changed].fuzzy
    catalogue.path_of("zh-Hans").write_bytes(refresh.text_of(made))
    assert catalogue.messages.__wrapped__("zh-Hans") == {}  # a fuzzy one is never shown
    assert refresh.refreshed("zh-Hans", refresh.template([(changed, "a.py")]))[changed].fuzzy


@pytest.mark.usefixtures("empty")
def test_the_same_messages_give_the_same_bytes():
    _write({"one {n}": "一{n}", "two": "二"})
    before = catalogue.path_of("zh-Hans").read_bytes()
    again = refresh.refreshed("zh-Hans", refresh.template([("one {n}", "a.py"), ("two", "a.py")]))
    assert refresh.text_of(again) == before


def test_a_prepared_report_speaks_its_language():
    import nbformat

    from cloudcapex import paths
    from cloudcapex.publish.prepare import prepare

    stored = nbformat.read(paths.notebooks_dir() / "quarterly_review.ipynb", as_version=4)
    values = {"quarter": "2023Q4", "as_of": "2024-02-15"}
    ready = prepare(stored, report="quarterly_review", values=values, language="zh-Hant")
    assert ready.metadata["cloudcapex"]["running_head"] == "季度回顧 · 2023Q4"
    assert ready.metadata["cloudcapex"]["disclosure"].endswith("不構成投資建議。")
    shown = "\n".join(cell.source for cell in ready.cells if cell.cell_type == "markdown")
    assert "## 資本支出" in shown
    assert re.findall(r"[a-z]{3,}", shown) == []


# ---- drawing


def _drawn(label: str):
    import matplotlib

    from cloudcapex.exhibits import theme
    from cloudcapex.exhibits.charts.canvas import draw

    with matplotlib.rc_context(theme.style()):
        figure = theme.figure(2, 1)
        figure.text(0.1, 0.5, label, weight=600)
        return draw(figure)


def test_a_chart_names_the_face_its_readers_know(capfd):
    chart = _drawn("資本支出 2026")
    assert "Noto Sans CJK SC" in chart.in_language("zh-Hans").typst("x")
    hant = chart.in_language("zh-Hant").typst("x")
    assert "Noto Sans CJK TC" in hant
    assert "Noto Sans CJK SC" not in hant
    assert "Noto" not in _drawn("Capex 2026").svg
    assert capfd.readouterr().err == ""  # matplotlib tells of fonts and glyphs it does not find


def test_a_chinese_label_is_measured_by_its_squares():
    from cloudcapex.exhibits.charts.canvas import text_width

    assert text_width("資本支出", 8) == pytest.approx(32, abs=0.1)
    assert text_width("AWS資本支出", 8) == pytest.approx(
        33 + text_width("AWS", 8), abs=0.5
    )  # an eighth of an em between
