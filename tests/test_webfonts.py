"""Fonts of the web edition: only what a page needs, the same bytes each time, and a cache that may fail."""

from __future__ import annotations

import base64
import io
import re

import pytest
from fontTools.ttLib import TTFont

from cloudcapex.publish import webfonts
from cloudcapex.publish.boldface import bold_words


@pytest.fixture(autouse=True)
def empty_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("CLOUDCAPEX_CACHE", str(tmp_path / "cache"))
    webfonts._cut.cache_clear()
    yield tmp_path / "cache"
    webfonts._cut.cache_clear()


def packed(rule: str) -> bytes:
    return base64.b64decode(re.search(r"base64,([^)]+)\)", rule)[1])


def opened(rule: str) -> TTFont:
    return TTFont(io.BytesIO(packed(rule)))


def test_an_english_page_carries_one_small_font_with_all_weights():
    rules = webfonts.subset("Capex +36.7 % – ‘record’ −1")
    assert len(rules) == 1
    font = opened(rules[0])
    assert {ord(c) for c in "Az09%–‘−"} <= set(font.getBestCmap())
    assert ord("ж") not in font.getBestCmap()
    assert [(a.axisTag, a.minValue, a.maxValue) for a in font["fvar"].axes] == [("wght", 200, 900)]
    # Columns of figures line up.
    assert len({font["hmtx"][font.getBestCmap()[ord(digit)]][0] for digit in "0123456789"}) == 1
    assert len(packed(rules[0])) < 30_000


def test_slanted_text_brings_its_own_cut():
    upright, slanted = webfonts.subset("a", italic=True)
    assert "font-style:normal" in upright
    assert "font-style:italic" in slanted


def test_chinese_takes_the_form_of_its_language():
    text = "资本 資本 骨直"
    (_, mainland), (_, taiwan) = (webfonts.subset(text, language) for language in ("zh-Hans", "zh-Hant"))
    assert '"Noto Sans CJK SC"' in mainland
    assert '"Noto Sans CJK TC"' in taiwan
    assert {ord(c) for c in "资資骨直"} == set(opened(mainland).getBestCmap()) & {ord(c) for c in "资資骨直"}
    # Latin letters come from the Latin font: a curly apostrophe would be as wide as a Chinese character.
    assert ord("a") not in opened(mainland).getBestCmap()
    name = opened(mainland).getBestCmap()[ord("骨")]
    boxes = [opened(rule).getGlyphSet()[opened(rule).getBestCmap()[ord("骨")]] for rule in (mainland, taiwan)]
    assert name
    assert _outline(boxes[0]) != _outline(boxes[1])


def test_chinese_comes_regular_and_in_bold_what_is_bold():
    _, regular, bold = webfonts.subset("资本 骨直", "zh-Hans", bold="Capex 骨")
    assert "font-weight:100 500" in regular
    assert "font-weight:501 900" in bold
    assert {ord(c) for c in "资本骨直"} <= set(opened(regular).getBestCmap())
    assert set(opened(bold).getBestCmap()) == {ord("骨")}
    assert "fvar" not in opened(regular)
    glyphs = [opened(rule).getGlyphSet()[opened(rule).getBestCmap()[ord("骨")]] for rule in (regular, bold)]
    assert _outline(glyphs[0]) != _outline(glyphs[1])


def test_bold_words_are_those_of_headings_heads_and_drawings():
    told = bold_words(
        '<h2 id="x">甲 &amp;</h2><p>乙 <b>丙</b></p><table><thead><tr><th>丁</th></tr></thead><tbody><tr><th>戊</th></tr>'
        '<span class="cc-title">己<span>庚</span></span><span class="cc-subtitle">辛</span>'
        '<text style="font-weight:600;x">壬</text><text class="cc-x">癸</text><details><summary>子</summary></details>'
    )
    assert set(told.split()) == {"甲", "&", "丙", "丁", "己", "庚", "壬"}


def test_what_stands_between_a_summary_and_the_contents_is_not_bold():
    page = (
        '<summary>甲</summary><p>乙</p><details><summary>丙</summary></details> <p class="cc-toc-head">丁</p>'
    )
    assert bold_words(page).split() == ["丙"]


def _outline(glyph) -> list:
    from fontTools.pens.recordingPen import RecordingPen

    pen = RecordingPen()
    glyph.draw(pen)
    return pen.value


def test_a_character_no_font_has_is_left_out():
    assert webfonts.subset("\U0001f680") == webfonts.subset("")


def test_same_characters_same_bytes_with_and_without_cache(empty_cache):
    first = webfonts.subset("abc 云", "zh-Hans")
    webfonts._cut.cache_clear()
    assert webfonts.subset("云 cba", "zh-Hans") == first
    for kept in empty_cache.rglob("*.woff2"):
        kept.unlink()
    webfonts._cut.cache_clear()
    assert webfonts.subset("abc 云", "zh-Hans") == first


def test_a_damaged_cache_is_made_again(empty_cache):
    first = webfonts.subset("abc")
    kept = list(empty_cache.rglob("*.woff2"))
    assert len(kept) == 1
    kept[0].write_bytes(b"wO")
    webfonts._cut.cache_clear()
    assert webfonts.subset("abc") == first
    assert packed(first[0]) == kept[0].read_bytes()


def test_no_cache_only_costs_time(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("a file, not a folder")
    monkeypatch.setenv("CLOUDCAPEX_CACHE", str(tmp_path / "file"))
    assert len(webfonts.subset("abc")) == 1
    assert (tmp_path / "file").read_text() == "a file, not a folder"
