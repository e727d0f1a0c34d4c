"""The matrix of ties: every name and amount has its place inside the drawing."""

from __future__ import annotations

import re

import pytest

import boxes
from cloudcapex.exhibits.charts.canvas import text_width
from cloudcapex.exhibits.charts.matrix import ROW, Tie, tie_matrix
from cloudcapex.press import HEIGHTS
from cloudcapex.reports import ai_financing as show


def test_amounts_of_crowded_columns_stand_inside_the_drawing():
    """Where columns ask for more than the width, marks of one kind give up the room of the other."""
    told = Tie("part of 5.85–6.6", 0.0, 0.0)
    cells = {(0, x): (told, None) for x in range(6)} | {(1, x): (None, told) for x in range(6)}
    svg = tie_matrix(
        ["Microsoft", "Amazon"],
        [f"Laboratory {x}" for x in range(6)],
        cells,
        names=("invested", "promised"),
        unknown="not told",
        groups=[0, 0],
        width=8.0,
    ).svg
    wide = float(re.search(r'viewBox="0 0 ([\d.]+)', svg)[1])
    starts = [float(x) for x in re.findall(r' x="([\d.]+)" y="[\d.]+">part of', svg)]
    assert len(starts) == 12
    assert max(starts) + text_width("part of 5.85–6.6", 7.2, 600) <= wide


def test_its_rows_and_marks_are_lower_on_a_page_that_has_less_room():
    """Boxes read every chart at its own height; a page may ask for three others (`HEIGHTS`)."""
    cells = {(y, x): (Tie("13.2", 13.2, 13.2), Tie("≤300", 0.0, 300.0)) for y in range(9) for x in range(3)}
    rows, labs = [f"Company {y}" for y in range(9)], [f"Laboratory {x}" for x in range(3)]
    chart = tie_matrix(
        rows, labs, cells, names=("invested", "promised"), unknown="not told", groups=[0] * 9, width=8.0
    )
    heights = {share: chart.anew(share).height for share in (1.0, *HEIGHTS.values())}
    assert heights[1.0] == chart.height
    assert heights[0.75] == pytest.approx(chart.height - 0.25 * 9 * ROW, abs=0.1)
    assert [(share, boxes.faults(chart.anew(share))) for share in heights] == [(s, []) for s in heights]


def test_a_laboratory_without_a_party_shown_has_no_column():
    """By October 2026 those who back Moonshot AI found no row, so it is named among those left out."""
    made = show.ties(show.Financing("2026Q2"))
    assert "Moonshot AI" not in made.body.svg
    assert any("Moonshot AI" in note for note in map(str, made.notes) if "Not drawn: " in note)
