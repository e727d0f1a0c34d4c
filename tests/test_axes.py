"""Value axes: a label is its tick's own value, in every chart of every report."""

from __future__ import annotations

import itertools
import math
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxes import faults
from boxes import read as read_drawing
from cloudcapex.exhibits.charts.axes import quarter_places
from cloudcapex.exhibits.charts.bars import BarStack, stacked_bars
from cloudcapex.exhibits.charts.canvas import Chart, text_width
from cloudcapex.exhibits.charts.lines import Line, line_chart
from cloudcapex.exhibits.charts.panels import SmallChart, panel_grid
from cloudcapex.exhibits.charts.scale import Scale, Tick
from cloudcapex.language import LANGUAGES, Language
from cloudcapex.periods import quarters_between
from cloudcapex.reports import statements_of
from shown import charts_drawn
from turning import in_turn

ENGLISH = Language()
languages = st.sampled_from(LANGUAGES).map(Language)
scales = languages.flatmap(
    lambda language: st.sampled_from(
        [
            Scale.money(language),
            Scale.per_cent(language),
            Scale.per_cent(language, marked=True),
            Scale.times(language),
            Scale.number(language),
        ]
    )
)
amounts = st.floats(-1e15, 1e15).filter(lambda v: v == 0 or abs(v) > 1e-9)


def read(label: str) -> Decimal:
    """Read a label as a reader does: the number, without its mark."""
    return Decimal(re.sub("[,\u202f%×倍]", "", label).replace("\u2212", "-"))


def labels(ticks: tuple[Tick, ...]) -> list[str]:
    return [tick.label for tick in ticks]


def holds(scale: Scale, ticks: tuple[Tick, ...]) -> None:
    """Every label is exactly its tick, all differ, and they rise."""
    assert [float(read(t.label) * scale.size) for t in ticks] == [t.place for t in ticks]
    assert len(set(labels(ticks))) == len(ticks)
    numbers = [read(t.label) for t in ticks]
    assert numbers == sorted(numbers)


@given(scales, st.lists(amounts, min_size=1, max_size=6), st.integers(3, 6))
def test_an_axis_from_zero_labels_each_tick_with_its_own_value(scale, values, most):
    axis = scale.from_zero(values, most=most)
    holds(scale, axis.ticks)
    assert axis.low <= min(0, *values)
    assert axis.high >= max(0, *values)
    assert 2 <= len(axis.ticks) <= most + 2, labels(axis.ticks)
    assert 0.0 in [t.place for t in axis.ticks]
    assert all(axis.low <= t.place <= axis.high for t in axis.ticks)
    # One step for all, and the decimals of that step for all but nought.
    assert len({b - a for a, b in itertools.pairwise(read(t.label) for t in axis.ticks)}) == 1
    assert len({read(t.label).as_tuple().exponent for t in axis.ticks if t.place}) == 1


@given(scales, st.floats(-1e9, 1e9), st.floats(1e-3, 1e9))
def test_an_axis_around_values_labels_each_tick_with_its_own_value(scale, low, span):
    axis = scale.around([low, low + span])
    holds(scale, axis.ticks)
    assert axis.low <= low < low + span <= axis.high
    assert axis.ticks


@given(scales, st.lists(st.floats(1e-6, 1e15), min_size=1, max_size=6))
def test_a_logarithmic_axis_labels_each_tick_with_its_own_value(scale, values):
    axis = scale.logarithmic(values)
    holds(scale, axis.ticks)
    assert 0 < axis.low < min(values)
    assert axis.high > max(values)
    assert len(axis.ticks) >= 2


@pytest.mark.parametrize(
    ("scale", "values", "printed"),
    [
        # 2019Q1 added dollars, read 0 0 1 2 2 before.
        (Scale.money(ENGLISH), [2.05e9], ["0", "0.5", "1.0", "1.5", "2.0"]),
        (Scale.money(ENGLISH), [10.6e9], ["0", "2.5", "5.0", "7.5", "10.0"]),
        (Scale.money(ENGLISH), [6.3e12], ["0", "2,000", "4,000", "6,000"]),
        (Scale.money(Language("zh-Hant")), [10.6e9], ["0", "25", "50", "75", "100"]),
        (Scale.money(ENGLISH), [-1.1e9, 3e9], ["−1", "0", "1", "2", "3"]),
        (Scale.per_cent(ENGLISH), [-0.62, 0.39], ["−50", "−25", "0", "25"]),
        (Scale.per_cent(ENGLISH, marked=True), [0.024], ["0\u202f%", "0.5\u202f%", "1.0\u202f%", "1.5\u202f%", "2.0\u202f%", "2.5\u202f%"]),
        (Scale.per_cent(Language("zh-Hans"), marked=True), [0.9], ["0%", "20%", "40%", "60%", "80%"]),
        (Scale.money(ENGLISH), [0.0, 0.0], ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    ],
)  # fmt: skip
def test_labels_as_they_are_printed(scale, values, printed):
    assert labels(scale.from_zero(values).ticks) == printed


def test_logarithmic_labels_as_they_are_printed():
    assert labels(Scale.money(ENGLISH).logarithmic([3e8, 9e11]).ticks) == ["0.1", "1", "10", "100", "1,000"]
    assert labels(Scale.times(Language("zh-Hans")).logarithmic([22, 71]).ticks) == ["10倍", "30倍", "100倍"]


def test_an_axis_of_nothing_has_no_tick():
    assert Scale.money(ENGLISH).from_zero([math.nan]).ticks == ()
    chart = line_chart(
        quarters_between("2023Q1", "2024Q4"),
        [Line("Meta", "#54269a", (math.nan,) * 8)],
        write=str,
        scale=Scale.money(ENGLISH),
    )
    assert chart.blank
    assert drawn_axes(chart) == []


@given(st.integers(1, 60), st.floats(60, 500))
def test_the_newest_quarter_is_always_labelled_and_no_two_labels_touch(count, width):
    quarters = quarters_between("2015Q1", "2040Q4")[:count]
    places = quarter_places(quarters, width)
    assert places[-1] == count - 1
    per_quarter = width / (count - 1 + 1.2)
    assert all((b - a) * per_quarter > 28 for a, b in itertools.pairwise(places))


@pytest.mark.parametrize(("newest", "widest"), [(7e13, 6), (9.5e10, 3)])
def test_no_label_is_cut_at_the_edge(newest, widest):
    # Of 95 the axis goes on to 100, which is wider than any value.
    quarters = quarters_between("2023Q1", "2024Q4")
    values = tuple(newest * n / 7 for n in range(8))
    scale = Scale.money(ENGLISH)
    for chart in (
        panel_grid(quarters, [SmallChart("A", values, "#54269a", write=str, scale=scale)]),
        line_chart(quarters, [Line("A", "#54269a", values)], write=str, scale=scale),
        stacked_bars(quarters, [BarStack("A", "#54269a", values)], write=str, scale=scale),
    ):
        ends = re.findall(r'<text class="cc-y" x="([\d.]+)"[^>]*>([\d,]+)<', chart.html("x", "x"))
        assert max(len(label) for _, label in ends) == widest
        assert all(float(x) >= text_width(label) for x, label in ends)


# what is drawn -----------------------------------------------------------------------------


def drawn_axes(chart: Chart) -> list[list[tuple[float, str]]]:
    """Find the value axes of a drawing: of each its labels in order, with their places along it."""
    found: list[list[tuple[float, str]]] = []
    where: tuple[str, str] | None = None
    for kind, x, y, label in re.findall(
        r'<text class="cc-([xy])" x="([-\d.]+)" y="([-\d.]+)"[^>]*>([^<]*)<', chart.html("x", "x")
    ):
        # Quarters and years are no values; values above 999 have a comma.
        if re.fullmatch("[\u2212\\d.,]+[\u202f%×倍]*", label) and not re.fullmatch(r"\d{4}", label):
            # An axis is a run of labels in one line that go one way: rightwards, or up.
            line, place = ((kind, y), float(x)) if kind == "x" else ((kind, x), -float(y))
            if line != where or place < found[-1][-1][0]:
                found.append([])
            found[-1].append((place, label))
            where = line
        else:
            where = None
    return found


# Drawings write places in tenths of a point: what is read is off by half of that, and so are the ends it is held against.
HALF_A_STEP = 0.05


def is_true(axis: list[tuple[float, str]]) -> bool:
    """Whether each label is the value of its place, on an even scale or on a logarithmic one."""
    places = [place for place, _ in axis]
    numbers = [float(read(label)) for _, label in axis]
    for scale in (float, lambda v: math.log10(v) if v > 0 else math.nan):
        first, last = scale(numbers[0]), scale(numbers[-1])
        per_unit = (places[-1] - places[0]) / ((last - first) or math.nan)
        wanted = [places[0] + (scale(v) - first) * per_unit for v in numbers]
        if all(abs(a - b) < 2 * HALF_A_STEP + 0.01 for a, b in zip(places, wanted, strict=True)):
            return True
    return False


CASES = {
    "first review": ("quarterly_review", {"quarter": "2019Q1"}, 20),
    "review without China": ("quarterly_review", {"quarter": "2020Q2"}, 20),
    "review of a day": ("quarterly_review", {"quarter": "2023Q4", "as_of": "2024-02-15"}, 20),
    "newest review": ("quarterly_review", {"quarter": "2026Q2"}, 20),
    "review of one company": ("quarterly_review", {"quarter": "2022Q3", "companies": ("meta",)}, 10),
    "review of two": ("quarterly_review", {"quarter": "2025Q1", "companies": ("amazon", "meta")}, 10),
    "earlier china": ("china_cloud", {"quarter": "2023Q4"}, 8),
    "china": ("china_cloud", {"quarter": "2026Q2"}, 8),
    "financing": ("ai_financing", {"quarter": "2026Q2"}, 4),
    "stack": ("value_stack", {"quarter": "2026Q2"}, 4),
    "claims": ("claims_audit", {"quarter": "2026Q2"}, 0),
    "funding": ("funding", {"quarter": "2026Q2"}, 4),
    "first funding": ("funding", {"quarter": "2019Q1"}, 2),
    "funding of two": ("funding", {"quarter": "2024Q4", "companies": ("microsoft", "nvidia")}, 3),
}


@pytest.fixture(scope="module", params=in_turn("charts", CASES, LANGUAGES, 2), ids="-".join)
def drawn(request):
    """The charts of an edition, its quarter, and the least number of its value axes."""
    name, language = request.param
    report, parameters, least = CASES[name]
    with charts_drawn() as charts:
        statements_of(report, **parameters, language=language)
    return charts, parameters["quarter"], least


@pytest.mark.turned
def test_every_value_axis_of_a_report_is_true(drawn):
    charts, _, least = drawn
    axes = [(key, axis) for key, chart in charts for axis in drawn_axes(chart)]
    assert len(axes) >= least
    for key, axis in axes:
        shown = [label for _, label in axis]
        assert len(axis) >= 2, (key, shown)
        assert len(set(shown)) == len(shown), (key, shown)
        assert is_true(axis), (key, axis)
    assert not [key for key, chart in charts if chart.blank]


@pytest.mark.turned
def test_every_time_axis_of_a_report_names_its_newest_quarter(drawn):
    charts, quarter, _ = drawn
    for key, chart in charts:
        lines: dict[float, list[tuple[float, str]]] = {}
        for words in read_drawing(chart.svg).words:
            if re.fullmatch(r"\d{4}Q[1-4]", words.text):
                lines.setdefault(words.box.bottom, []).append((words.box.right, words.text))
        for shown in lines.values():
            assert max(shown)[1] >= quarter, (key, shown)


@pytest.mark.turned
def test_nothing_in_the_charts_of_a_report_stands_on_anything(drawn):
    charts, _, _ = drawn
    assert [f"{key}: {fault}" for key, chart in charts for fault in faults(chart)] == []
