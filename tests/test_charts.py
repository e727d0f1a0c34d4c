"""Charts: labels that never collide, text kept as text, the same bytes twice."""

import itertools
import math
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from cloudcapex.exhibits.charts.axes import LONGEST, Box, folded, plot, shortened, spread
from cloudcapex.exhibits.charts.bars import BarStack, stacked_bars
from cloudcapex.exhibits.charts.canvas import measured, text_width
from cloudcapex.exhibits.charts.lines import Line, line_chart
from cloudcapex.exhibits.charts.panels import SmallChart, panel_grid
from cloudcapex.exhibits.charts.scale import Scale
from cloudcapex.exhibits.theme import colours, company_colour, figure
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


def test_no_line_of_a_subtitle_ends_inside_a_unit():
    for text in ("別家的資本支出，億美元", "經調整EBITA，百分比", "部門劃分不同，人民幣億元", "全集团，亿元"):
        unit = text.partition("，")[2]
        for room in range(20, 200, 5):
            lines = folded(text, room)
            assert "".join(lines) == text
            assert any(unit in line for line in lines), (room, lines)


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


def test_a_value_that_stands_alone_is_a_dot():
    def drawn(values):
        return line_chart(QUARTERS, [Line("A", "#472704", values)], write=plain, scale=SCALE).svg

    line, lone = (1.0, 2.0, 2.0, NAN, NAN, NAN, NAN, NAN), (NAN,) * 7 + (3.0,)
    assert drawn(lone).count("<use") == drawn(line).count("<use") + 1


def test_a_line_that_ended_names_its_quarter():
    values = (1.0, 2.0, 3.0, NAN, NAN, NAN, NAN, NAN)
    chart = line_chart(QUARTERS, [Line("A", "#472704", values)], write=plain, scale=SCALE)
    assert f"A 3 ({QUARTERS[2]})" in written_in(chart)


def written_in(chart):
    """Every text of a chart."""
    found = ET.fromstring(chart.svg).iter("{http://www.w3.org/2000/svg}text")
    return {"".join(t.itertext()) for t in found}


def test_a_name_longer_than_its_room_ends_in_an_ellipsis():
    for name in ("W" * 40, "超级无敌长名字云计算与数据中心基础设施运营管理控股集团股份有限公司"):
        cut = shortened(name)
        assert cut.endswith("…")
        assert name.startswith(cut[:-1])
        assert LONGEST - 9 < text_width(cut, 8.0, 600) <= LONGEST
    assert shortened("Google Cloud") == "Google Cloud"


def test_any_name_leaves_a_chart_room_and_is_no_formula():
    name = 'Extraordinarily "<b>Long</b>" $Named$ & Co_{x} of some forty letters'
    chart = line_chart(QUARTERS, [Line(name, "#472704", tuple(range(8)))], write=plain, scale=SCALE)
    assert f"{shortened(name)} 7" in written_in(chart)
    shown = panel_grid(QUARTERS, [SmallChart("$A$ & <i>B</i>", tuple(range(8)), "#472704", plain, SCALE)])
    assert "$A$ & <i>B</i>" in written_in(shown)


def test_the_size_of_a_drawing_is_known_before_it_has_a_plot(monkeypatch):
    panels = [SmallChart("Meta", (1.0,) * 8, company_colour("meta"), plain, SCALE)]
    drawings = [a_line_chart(), panel_grid(QUARTERS, panels, columns=1)]
    higher = [chart.anew(1.2).height for chart in drawings]
    monkeypatch.setattr(Figure, "add_axes", None)
    monkeypatch.setattr(Figure, "add_artist", None)
    assert [measured(lambda c=chart: c.anew(1.2)).height for chart in drawings] == higher


def test_margins_that_leave_no_room_are_refused():
    with pytest.raises(ValueError, match="no room for a plot"):
        plot(figure(1.0, 0.5), Box(top=20, bottom=20))


def test_a_chart_grows_with_the_names_beside_it():
    few = [Line(f"N{n}", "#472704", (1.0,) * 8) for n in range(5)]
    many = [Line(f"N{n}", "#472704", (1.0 + n,) * 8) for n in range(22)]
    assert line_chart(QUARTERS, few, write=plain, scale=SCALE).height == 1.8 * 72
    assert line_chart(QUARTERS, many, write=plain, scale=SCALE).height > 22 * 9.6


def test_a_rule_stands_where_a_layer_comes_to_the_others():
    late = BarStack("Azure", company_colour("microsoft"), (math.nan,) * 5 + (3.0,) * 3)
    early = BarStack("AWS", company_colour("amazon"), (5.0,) * 8)
    plainly = stacked_bars(QUARTERS, [early, late], write=plain, scale=SCALE).svg
    marked = stacked_bars(QUARTERS, [early, late], write=plain, scale=SCALE, joins=True).svg
    alone = stacked_bars(QUARTERS, [early], write=plain, scale=SCALE, joins=True).svg
    assert [svg.count("stroke-dasharray") for svg in (plainly, marked, alone)] == [0, 1, 0]
