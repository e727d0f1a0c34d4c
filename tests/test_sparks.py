"""Small charts in cells: from zero, with gaps where nothing is known, and told to whoever cannot see them."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import shown
from cloudcapex.exhibits.tables.spark import Spark
from cloudcapex.exhibits.theme import company_colour
from cloudcapex.reports import review

NAN = math.nan
VALUES = st.lists(st.floats(-1e13, 1e13) | st.just(NAN), min_size=1, max_size=40)


def paths(spark):
    """The paths of the zero line and of the values."""
    return re.findall(r' d="([^"]*)"', spark.html())


def spark(values, shape="bars"):
    return Spark(tuple(values), company_colour("meta"), 'Meta: "a" & <b>', shape)


@given(VALUES, st.sampled_from(["bars", "line"]))
def test_every_known_value_is_drawn_once_and_inside(values, shape):
    made = spark(values, shape)
    zero, drawn = paths(made)
    known = [v for v in values if math.isfinite(v)]
    assert 0 <= float(re.match(r"M0 ([\d.]+)H", zero)[1]) <= 9
    points = re.findall(r"([\d.]+) ([\d.]+)", drawn) if shape == "line" else re.findall(r"V([\d.]+)", drawn)
    assert len(points) == len(known)
    assert all(0 <= float(y if isinstance(y, str) else y[1]) <= 9 for y in points)


@given(st.lists(st.floats(1, 1e13), min_size=1, max_size=40))
def test_what_is_never_below_zero_stands_on_the_foot(values):
    zero, _ = paths(spark(values))
    assert zero.startswith("M0 7.8H")


def test_twice_as_much_is_twice_as_high():
    _, drawn = paths(spark([50.0, 100.0]))
    first, second = (float(y) - float(top) for y, top in re.findall(r"M[\d.]+ ([\d.]+)V([\d.]+)", drawn))
    assert second == pytest.approx(2 * first, abs=0.1)


def test_nothing_is_joined_across_a_gap_and_a_lone_value_is_a_dot():
    _, drawn = paths(spark([1.0, 2.0, NAN, 3.0, NAN, 1.0, 1.0], "line"))
    assert drawn.count("M") == 3
    assert drawn.count("h0") == 1


def test_it_says_what_it_shows_and_cannot_act():
    made = spark([1.0])
    assert 'aria-label="Meta: &quot;a&quot; &amp; &lt;b&gt;"' in made.html()
    assert 'alt: "Meta: \\"a\\" & <b>"' in made.typst()
    assert "#" not in made.html()  # every colour is the page's


def test_the_table_of_capex_draws_each_company_and_all_together():
    table = review.capex_table(shown.newest()).body
    drawn = [row[1].spark for row in table.rows]
    assert all(len(s.values) == 30 for s in drawn)
    assert drawn[2].words == "Amazon: $3.29bn in 2019Q1, $54.2bn in 2026Q2"
    together = [math.fsum(s.values[n] for s in drawn[:-1]) for n in range(30)]
    assert drawn[-1].values == pytest.approx(together)


def test_where_no_quarter_is_known_the_cell_says_why():
    table = review.scorecard(review.Review("2019Q1", ["huawei"])).body
    place = len(table.columns) - 2
    assert table.rows[0][place].spark is None
    assert table.rows[0][place].kind == "missing"
