"""Charts: labels that never collide, text kept as text, the same bytes twice."""

import itertools
import math
import re
import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from cloudcapex.exhibits.charts.axes import spread
from cloudcapex.exhibits.charts.bars import BarStack, stacked_bars
from cloudcapex.exhibits.charts.lines import Line, line_chart
from cloudcapex.exhibits.charts.panels import SmallChart, panel_grid
from cloudcapex.exhibits.charts.scale import Scale
from cloudcapex.exhibits.theme import colours, company_colour
from cloudcapex.language import Language
from cloudcapex.periods import quarters_between

QUARTERS = quarters_between("2023Q1", "2024Q4")
NAN = math.nan
SCALE = Scale.number(Language())


def plain(value):
    return f"{value:.0f}"


@given(st.lists(st.floats(-100, 100), max_size=8).map(sorted))
def test_spread_labels_keep_order_and_distance(places):
    found = spread(places, 5.0, -1000, 1000)
    assert len(found) == len(places)
    assert all(b - a >= 5.0 - 1e-6 for a, b in itertools.pairwise(found))


@given(st.lists(st.floats(0, 100), min_size=1, max_size=8).map(sorted))
def test_spread_labels_stay_inside_where_they_fit(places):
    found = spread(places, 5.0, 0, 100)
    assert found[0] >= -1e-6
    assert found[-1] <= 100 + 1e-6


def test_labels_with_room_do_not_move():
    assert spread([0, 10, 20], 5, 0, 100) == [0, 10, 20]


def a_line_chart():
    lines = [
        Line("AWS", company_colour("amazon"), (1, 2, NAN, 4, 5, 6, 7, 8)),
        Line("Azure", company_colour("microsoft"), (1, 2, 3, 4, 5, 6, 7, 8.1), frozenset({7})),
        Line("Nobody", company_colour("meta"), (NAN,) * 8),
    ]
    return line_chart(QUARTERS, lines, write=plain, scale=SCALE)


def test_text_stays_text_and_a_line_without_values_is_left_out():
    svg = a_line_chart().svg
    words = [e.text for e in ET.fromstring(svg).iter() if e.tag.endswith("text")]
    assert "AWS 8" in words
    assert "Azure 8" in words
    assert not [w for w in words if w and w.startswith("Nobody")]


def test_labels_at_one_height_are_pushed_apart():
    svg = a_line_chart().svg
    heights = [
        float(y) for y in re.findall(r"<text[^>]*translate\([\d.]+ ([\d.]+)\)[^>]*>(?:AWS|Azure) 8<", svg)
    ]
    heights = heights or [float(y) for y in re.findall(r'<text[^>]* y="([\d.]+)"[^>]*>(?:AWS|Azure) 8<', svg)]
    assert len(heights) == 2
    assert abs(heights[0] - heights[1]) >= 8


def test_the_same_chart_has_the_same_bytes():
    assert a_line_chart().svg == a_line_chart().svg


def test_two_charts_on_one_page_share_no_id():
    first = a_line_chart().svg
    other = stacked_bars(
        QUARTERS, [BarStack("Meta", company_colour("meta"), tuple(range(8)))], write=plain, scale=SCALE
    ).svg
    ids = [set(re.findall(r'id="([^"]+)"', svg)) for svg in (first, other)]
    assert not ids[0] & ids[1]


def test_colours_follow_the_theme_of_the_page():
    html = a_line_chart().html("A chart of growth. It rises.", "exhibit-1")
    assert "var(--cc-amazon)" in html
    assert 'role="img"' in html
    assert "<title" in html
    assert "<desc" in html


def test_every_company_has_its_own_colour():
    fills = [c.fill for c in colours().values()]
    assert len(set(fills)) == len(fills)


def test_a_stack_with_losses_hangs_below_zero_and_sums_right():
    svg = stacked_bars(
        QUARTERS,
        [
            BarStack("AWS", company_colour("amazon"), (5,) * 8),
            BarStack("Google", company_colour("alphabet"), (-2,) * 8),
        ],
        write=plain,
        scale=SCALE,
    ).svg
    words = [e.text for e in ET.fromstring(svg).iter() if e.tag.endswith("text")]
    assert "3" in words


def test_an_empty_panel_says_so():
    panels = [SmallChart("Meta", (NAN,) * 8, company_colour("meta"), plain, SCALE, empty="n/d")]
    words = [e.text for e in ET.fromstring(panel_grid(QUARTERS, panels).svg).iter() if e.tag.endswith("text")]
    assert "n/d" in words
