"""Looks that lines of drawings share stand once in the style sheet of a page."""

from __future__ import annotations

from cloudcapex.publish.looks import shared

LINE = "fill:none;stroke:#123456"


def drawing(*looks: str) -> str:
    lines = "".join(f'<path d="M0 0" style="{look}"/>' for look in looks)
    return f'<svg class="cc-chart" role="img">{lines}</svg>'


def test_a_look_of_several_lines_becomes_a_class():
    html, rules = shared(drawing(LINE, LINE, "fill:red") + "<p>and</p>" + drawing(LINE))
    assert html.count('<path d="M0 0" class="cc-0"/>') == 3
    assert 'style="fill:red"' in html
    assert rules == f".cc-chart .cc-0{{{LINE}}}"


def test_small_words_keep_a_class_that_a_phone_enlarges():
    words = '<text style="font-size:7.2px;fill:red" x="1" y="2">a</text>'
    html, rules = shared(f'<svg class="cc-chart">{words * 3}</svg>')
    assert html.count('<text class="cc-small-0" x="1" y="2">a</text>') == 3
    assert rules == ".cc-chart .cc-small-0{font-size:7.2px;fill:red}"


def test_what_has_a_class_and_what_is_no_drawing_keep_their_looks():
    classed = f'<path class="cc-x" style="{LINE}"/><path style="{LINE}" class="cc-x"/>' * 3
    for html in (
        f'<svg class="cc-chart">{classed}</svg>',
        f'<p style="{LINE}"></p>' * 4,
        drawing(LINE, LINE, LINE).replace("cc-chart", "cc-spark"),
        "",
    ):
        assert shared(html) == (html, "")
