"""Nothing in a chart stands on anything else: words on words, on marks, over the edge; boxes of paper on what was drawn."""

from __future__ import annotations

import math
import random

import pytest

from boxes import faults, read
from cloudcapex.exhibits import theme
from cloudcapex.exhibits.charts.bars import BarStack, stacked_bars
from cloudcapex.exhibits.charts.canvas import text_width
from cloudcapex.exhibits.charts.clear import Space, Taken, leader, spot, stretches
from cloudcapex.exhibits.charts.ladder import Ascent, Rung, ladder_chart
from cloudcapex.exhibits.charts.lines import Break, Line, line_chart
from cloudcapex.exhibits.charts.panels import SmallChart, panel_grid
from cloudcapex.exhibits.charts.scale import Scale
from cloudcapex.language import Language
from cloudcapex.periods import quarters_between
from cloudcapex.press import HEIGHTS
from turning import some_of

SCALE = Scale.number(Language())
QUARTERS = quarters_between("2019Q1", "2026Q2")
RED = theme.company_colour("oracle")


def a_sheet(*elements: str) -> str:
    return (
        '<svg xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 200 100" xmlns="http://www.w3.org/2000/svg">'
        + "".join(elements)
        + "</svg>"
    )


def words(text: str, x: float, y: float, anchor: str = "start", colour: str = theme.INK) -> str:
    style = f"font-weight:600;font-size:8px;text-anchor:{anchor};fill:{colour}"
    return f'<text style="{style}" x="{x}" y="{y}">{text}</text>'


def path(d: str, **style: str) -> str:
    said = ";".join(f"{name.replace('_', '-')}:{value}" for name, value in style.items())
    return f'<path d="{d}" style="{said}"/>'


LINE = path("M0 50L200 50", fill="none", stroke=RED, stroke_width="1.6")
GRID = path("M0 50L200 50", fill="none", stroke=theme.GRID, stroke_width="0.6")
BAR = path("M50 100L70 100L70 20L50 20z", fill=RED)
PALE = path("M50 100L150 100L150 20L50 20z", fill="#e6eaed")
PAPER = path("M40 44L90 44L90 56L40 56z", fill=theme.PAPER)

# A fault each, planted; the words that tell it.
PLANTED = {
    "words on words": ((words("AWS 42", 20, 50), words("Azure 39", 40, 52)), "'AWS 42' stands on 'Azure 39'"),
    "words that run together": (
        (words("AWS", 20, 50), words("42", 20.4 + text_width("AWS", 8, 600), 50)),
        "stands on",
    ),
    "words over the edge": ((words("AWS 42", 190, 50),), "cut by the edge"),
    "words over the other edge": ((words("100", 8, 50, "end"),), "cut by the edge"),
    "words under the foot": ((words("gap", 8, 99.5),), "cut by the edge"),
    "words on a line": ((LINE, words("42", 20, 52)), "stands on a line"),
    "words on the end of a bar": ((BAR, words("42.0", 45, 40)), "stands on a mark"),
    "words under a bar": ((words("1", 58, 40, colour="#ffffff"), BAR), "is under a field"),
    "words of the field's own shade": ((PALE, words("42", 80, 60, colour="#b6bcc2")), "cannot be read"),
    "paper over a line": ((LINE, PAPER, words("42", 50, 53)), "a box of paper cuts a line"),
    "paper over a bar": ((BAR, PAPER), "a box of paper cuts a mark"),
    "paper over words": ((words("42", 50, 53), PAPER), "a box of paper hides '42'"),
    "upright words on a line": (
        (LINE, words("United", 0, 0).replace(' x="0" y="0"', ' transform="translate(60 60) rotate(-90)"')),
        "stands on a line",
    ),
}
FINE = {
    "words on the grid": (GRID, words("42", 20, 52)),
    "words beside a line": (LINE, words("42", 20, 47)),
    "words over a bar": (BAR, words("42", 60, 18, "middle")),
    "words in a field": (PALE, words("42", 80, 60)),
    "paper over the grid": (GRID, PAPER, words("42", 50, 53)),
    "words that are struck out": (path("M20 47L29.1 47", fill="none", stroke=theme.MUTED), words("42", 20, 50)),
    "upright words beside a line": (
        LINE, words("United", 0, 0).replace(' x="0" y="0"', ' transform="translate(60 45) rotate(-90)"'),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_each_planted_fault_is_found(name):
    elements, told = PLANTED[name]
    found = faults(a_sheet(*elements))
    assert any(told in fault for fault in found), found


@pytest.mark.parametrize("name", FINE)
def test_what_is_clear_is_no_fault(name):
    assert faults(a_sheet(*FINE[name])) == []


def test_what_cannot_be_read_is_refused():
    with pytest.raises(ValueError, match="no <image>"):
        read(a_sheet('<image href="x.png"/>'))
    with pytest.raises(ValueError, match="turned by 30"):
        read(a_sheet(words("42", 0, 0).replace(' x="0" y="0"', ' transform="translate(9 9) rotate(30)"')))


# finding a place ---------------------------------------------------------------------------


def test_words_stand_over_their_point_where_nothing_is():
    found = spot(Taken(), "42.0", (100, 50), Space(0, 0, 200, 100))
    assert found.clear
    assert found.box.bottom == 53
    assert (found.box.left + found.box.right) / 2 == pytest.approx(100)
    assert leader((100, 50), found.box, Taken()) is None


def test_words_rise_over_a_taller_neighbour_and_have_a_leader():
    ground = Taken(solid=[Space(80, 0, 98, 80), Space(99, 0, 117, 50)])
    found = spot(ground, "42.000", (108, 50), Space(0, 0, 117, 100))
    assert found.clear
    assert found.box.bottom > 80
    start, end = leader((108, 50), found.box, ground)
    assert 50 < start[1] < end[1]


def test_where_all_is_taken_the_nearest_place_is_told_as_not_clear():
    found = spot(Taken(solid=[Space(0, 0, 200, 100)]), "42", (100, 50), Space(0, 0, 200, 100))
    assert not found.clear


def test_a_rule_is_broken_around_words():
    assert stretches(0, 100, 50, [Space(40, 60, 70, 70), Space(60, 10, 90, 20)]) == [(0, 59), (71, 100)]


SEEDS = some_of("boxes", range(40), 2)


def write(value: float) -> str:
    return f"{value:,.1f}"


def drawn_values(turn: random.Random, low: float, high: float) -> tuple[float, ...]:
    """Draw values of quarters, in steps or all about, some of them missing."""
    at, found = turn.uniform(low, high), []
    step = (high - low) / turn.choice((2, 10, 50))
    for _ in QUARTERS:
        at = min(max(at + turn.uniform(-step, step), low), high)
        found.append(math.nan if turn.random() < 0.1 else at)
    return tuple(found)


@pytest.mark.turned
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("shape", ["bars", "lines"])
def test_the_newest_value_of_any_panel_stands_on_nothing(seed, shape):
    turn = random.Random(seed)
    panels = [
        SmallChart(
            "Amazon", drawn_values(turn, turn.choice((0, -50)), 200), RED, write, SCALE, "US$ bn", shape=shape,
            breaks=turn.choice(((), (turn.randint(1, 29),))),
        )
        for _ in range(8)
    ]  # fmt: skip
    assert faults(panel_grid(QUARTERS, panels, columns=turn.choice((1, 3, 4)))) == []


@pytest.mark.turned
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("share", [1.0, *HEIGHTS.values()])
def test_a_value_that_names_its_quarter_stands_on_nothing_at_any_height(seed, share):
    turn = random.Random(seed)
    panels = []
    for _ in range(9):
        values, shown = drawn_values(turn, turn.choice((0, -50)), 200), turn.randint(10, 29)
        values = (*values[:shown], *[math.nan] * (len(QUARTERS) - shown))
        soft = frozenset(n for n in range(len(QUARTERS)) if turn.random() < 0.3)
        panels.append(
            SmallChart(
                "NVIDIA", values, RED, lambda v: f"{v:+,.0f}（2025Q1）", SCALE, "US$ bn", shape="lines", soft=soft
            )
        )  # fmt: skip
    assert faults(panel_grid(QUARTERS, panels, row_height=1.3 * share)) == []


@pytest.mark.turned
@pytest.mark.parametrize("seed", SEEDS)
def test_the_names_at_the_ends_of_lines_stand_on_nothing(seed):
    turn = random.Random(seed)
    lines = []
    for n in range(turn.randint(1, 11)):
        values, stop = (
            drawn_values(turn, turn.choice((0, -50)), 100),
            turn.choice((29, 29, turn.randint(2, 28))),
        )
        lines.append(
            Line(f"Company {n}", RED, tuple(v if i <= stop else math.nan for i, v in enumerate(values)))
        )
    change = Break(turn.randint(1, 29), "restated segment")
    chart = line_chart(QUARTERS, lines, write=write, scale=SCALE, breaks=[change])
    assert faults(chart) == []
    assert "restated segment" in chart.svg


@pytest.mark.parametrize("second", range(18, 29, 2))
def test_names_of_two_events_over_a_narrow_plot_stand_on_nothing(second):
    values = (*[math.nan] * 3, *[100.0 - n for n in range(9)], *[80.0 + n for n in range(18)])
    line = Line("A company whose name is long", RED, values)
    events = [Break(15.7, "ChatGPT"), Break(second, "DeepSeek-R1")]
    chart = line_chart(QUARTERS, [line], write=write, scale=SCALE, breaks=events, height=1.35)
    assert faults(chart) == []


def test_the_sum_over_the_newest_bar_keeps_off_the_names_beside_it():
    turn = random.Random(11)
    stacks = [
        BarStack(f"Company {n}", RED, tuple(turn.uniform(0, 3 + n) for _ in QUARTERS)) for n in range(11)
    ]
    assert faults(stacked_bars(QUARTERS, stacks, write=lambda v: f"{v:,.2f}", scale=SCALE)) == []


def test_no_line_of_the_grid_goes_through_the_names_beside_a_short_plot():
    quarters = quarters_between("2025Q2", "2026Q2")
    lines = [Line(f"Company {n}", RED, (1.0 + n,) * 5) for n in range(3)]
    bars = [BarStack(f"Company {n}", RED, (1.0 + n,) * 5) for n in range(3)]
    for chart in (
        line_chart(quarters, lines, write=write, scale=SCALE),
        stacked_bars(quarters, bars, write=write, scale=SCALE),
    ):
        drawing = read(chart.svg)
        end = max(mark.box.right for mark in drawing.marks if mark.grid)
        named = [w for w in drawing.words if w.text.startswith("Company")]
        assert len(named) == 3
        assert all(w.box.left > end for w in named)


@pytest.mark.parametrize("top", [9.79, 51.0, 320.0])
def test_a_low_ladder_has_as_few_steps_as_it_has_room_for(top):
    rungs = (
        Rung(write(top), top, top, "Q1", look="spent"),
        Rung("in words", math.nan, math.nan, "Feb", "2022", "words"),
    )
    ascent = Ascent("Alphabet", "2022, capex (cash)", RED, rungs)
    chart = ladder_chart([ascent], scale=SCALE, row_height=1.1)
    assert faults(chart) == []
    assert len([w for w in read(chart.svg).words if w.text.isdigit() and len(w.text) < 4]) >= 2


@pytest.mark.parametrize("columns", [3, 4])
def test_the_quarter_before_the_newest_gives_way_where_the_newest_is_set_inside(columns):
    """Nine years in the width of a company page: twelve quarters are as wide as a name and a point."""
    ends = quarters_between("2011Q1", "2026Q1")
    for count in range(20, len(ends)):
        values = tuple(float(n % 7) * 10 for n in range(count))
        panels = [SmallChart("Meta", values, RED, write, SCALE, "US$ bn")] * columns
        made = panel_grid(ends[-count:], panels, columns=columns)
        assert faults(made) == [], count
        assert "2026Q1" in made.svg


def test_words_over_a_taller_bar_have_a_thin_line_to_their_own():
    at, box = (50.0, 60.0), Space(30.0, 65.0, 52.0, 73.0)
    lower, taller = Space(40.0, 0.0, 46.0, 55.0), Space(40.0, 0.0, 46.0, 63.0)
    own = Space(48.0, 0.0, 52.0, 60.0)
    assert leader(at, box, Taken(solid=[own, lower])) is None
    (start, end) = leader(at, box, Taken(solid=[own, taller]))
    assert start[0] == end[0] == 50.0
    assert 60.0 < start[1] < end[1]
