"""Charts of flows and ranges: nothing is lost on the way, and nothing collides."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudcapex.exhibits import theme
from cloudcapex.exhibits.charts.intervals import IntervalRow, interval_chart
from cloudcapex.exhibits.charts.sankey import Ribbon, Station, leaks, sankey_chart
from cloudcapex.exhibits.charts.scale import Scale
from cloudcapex.exhibits.charts.tornado import Blade, tornado_chart
from cloudcapex.language import Language

INK = theme.LAYER_COLOURS["clouds"]
SHARES = Scale.per_cent(Language(), marked=True)
NODES = (
    Station("in", "Comes in", INK, 0),
    Station("one", "First layer", INK, 1),
    Station("two", "Second layer", INK, 2),
    Station("kept", "Kept by the first", INK),
    Station("rest", "Kept by the second", INK),
)


def ribbons(came: int, kept: int) -> list[Ribbon]:
    return [
        Ribbon("in", "one", came),
        Ribbon("one", "kept", kept),
        Ribbon("one", "two", came - kept),
        Ribbon("two", "rest", came - kept),
    ]


def drawn(found) -> str:
    return sankey_chart(NODES, found, write=str).svg


def test_ribbons_are_as_wide_as_their_amounts():
    """A ribbon leaves its node between two heights; their distance is the amount on one scale for all."""
    paths = re.findall(r'd="(M[^"]*C[^"]*)"', drawn(ribbons(1_000, 250)))
    assert len(paths) == 4
    ys = [[float(y) for y in re.findall(r"-?[\d.]+ (-?[\d.]+)", path)] for path in paths]
    heights = [abs(found[0] - found[-1]) for found in ys]
    assert sorted(round(h / max(heights), 2) for h in heights) == [0.25, 0.75, 0.75, 1.0]


def test_names_and_amounts_stand_in_the_drawing():
    svg = drawn(ribbons(1_000, 250))
    for text in ("Kept by the first 250", "Kept by the second 750", "1000"):
        assert text in svg


def test_what_two_layers_pay_into_stands_under_both_and_by_its_own_name():
    """A cloud that an application and a model provider pay: its bar is the lowest, inside the drawing, its name beside it."""
    nodes = (*NODES, Station("shared", "Paid by both", INK))
    svg = sankey_chart(
        nodes,
        [
            Ribbon("in", "one", 1_000),
            Ribbon("one", "kept", 400),
            Ribbon("one", "shared", 350),
            Ribbon("one", "two", 250),
            Ribbon("two", "rest", 100),
            Ribbon("two", "shared", 150),
        ],
        write=str,
    ).svg
    high = float(re.search(r'viewBox="0 0 [\d.]+ ([\d.]+)"', svg)[1])
    ys = [
        float(y)
        for path in re.findall(r'd="(M[^"]*)"', svg)
        for y in re.findall(r"-?[\d.]+ (-?[\d.]+)", path)
    ]
    assert max(ys) <= high
    names = [
        svg.index(name) for name in ("Kept by the first 400", "Kept by the second 100", "Paid by both 500")
    ]
    assert names == sorted(names)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 10_000).flatmap(lambda came: st.tuples(st.just(came), st.integers(0, came))))
def test_any_division_can_be_drawn(pair):
    assert drawn(ribbons(*pair)).startswith("<svg")


@pytest.mark.parametrize("wrong", [-1, 1])
def test_a_layer_that_loses_or_makes_a_cent_is_refused(wrong):
    leaking = [*ribbons(1_000, 250)[:-1], Ribbon("two", "rest", 750 + wrong)]
    assert leaks(NODES, leaking) == [f"two receives 750 and sends {750 + wrong} cents"]
    with pytest.raises(ValueError, match="two receives 750"):
        drawn(leaking)


@pytest.mark.parametrize("ribbon", [Ribbon("in", "nowhere", 5), Ribbon("in", "one", -5)])
def test_a_ribbon_that_cannot_be_is_refused(ribbon):
    with pytest.raises(ValueError, match="no ribbon"):
        drawn([ribbon])


def test_what_nothing_reaches_is_left_out():
    svg = drawn(ribbons(1_000, 1_000))
    assert "Second layer" not in svg
    assert "Kept by the second" not in svg


def test_a_layer_that_is_an_end_stands_under_what_the_one_before_keeps():
    nodes = [
        Station(n.key, n.name, n.colour, None if n.key == "two" else n.column)
        for n in (*NODES[:2], NODES[3], NODES[2])
    ]
    svg = sankey_chart(nodes, ribbons(1_000, 250)[:3], write=str).svg
    places = {text: float(y) for y, text in re.findall(r'<text[^>]*? y="([\d.]+)"[^>]*>(Kept|Second)', svg)}
    assert places["Kept"] < places["Second"]


def test_the_same_flows_give_the_same_bytes():
    assert drawn(ribbons(1_000, 250)) == drawn(ribbons(1_000, 250))


class TestTornado:
    BLADES = (
        Blade("What moves it most", 0.10, 0.30, "20 %", "40 %", "+0.90"),
        Blade("What moves it the other way", 0.24, 0.16, "1 %", "2 %", "-0.20"),
    )

    def test_bars_reach_from_one_answer_to_the_other(self):
        svg = tornado_chart(self.BLADES, 0.2, scale=SHARES, centre_name="20 %", note_name="rank").svg
        for blade in self.BLADES:
            for text in (blade.name, blade.low, blade.high, blade.note):
                assert text in svg

    def test_the_label_of_an_end_stands_outside_its_bar(self):
        """Where a higher assumption lowers the answer, its upper end stands on the left."""
        svg = tornado_chart(self.BLADES[1:], 0.2, scale=SHARES, centre_name="", note_name="").svg
        places = {
            text: float(x) for x, text in re.findall(r'<text[^>]*? x="([\d.]+)"[^>]*>([12] %)</text>', svg)
        }
        assert places["2 %"] < places["1 %"]


class TestIntervals:
    def test_ranges_their_text_and_the_claim_are_drawn(self):
        spans = [
            IntervalRow("One", 0.1, 0.3, "10–30 %", 0.2, 0.15, INK),
            IntervalRow("Other", 0.2, 0.2, "20 %"),
        ]
        svg = interval_chart(spans, scale=SHARES, band=(0.1, 0.2), band_name="claimed").svg
        for text in ("One", "Other", "10–30 %", "claimed"):
            assert text in svg
