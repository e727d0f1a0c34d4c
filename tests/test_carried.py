"""Rates print the digits that their operands carry, and say where these leave even the whole per cents open."""

from __future__ import annotations

import importlib
import math
import os
import random
import re
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudcapex.exhibits.tables.table import Table
from cloudcapex.facts import load_table
from cloudcapex.language import Language, Number
from cloudcapex.metrics.points import Point, points_of
from cloudcapex.periods import Quarter
from cloudcapex.reports import ROOMS
from cloudcapex.reports import report as ground
from cloudcapex.reports.review import Review
from cloudcapex.theses import figures
from conftest import SEED
from shown import exhibits
from turning import turned

WRITES = Language("en").writes
WIDTHS = st.floats(min_value=0, max_value=0.2)


@pytest.mark.parametrize(
    ("decimals", "low", "high", "said"),
    [
        (1, 0.4616, 0.4624, "46.2\u202f%"),  # a tenth holds
        (1, 0.459, 0.465, "46\u202f%"),
        (1, 0.455, 0.469, "≈46\u202f%"),
        (None, 0.458, 0.466, "46\u202f%"),
        (None, 0.44, 0.48, "≈46\u202f%"),
        (0, -math.inf, math.inf, "≈46\u202f%"),
        (1, math.nan, math.nan, "46.2\u202f%"),  # nobody says how it is rounded
    ],
)
def test_a_share_is_written_within_its_bounds(decimals, low, high, said):
    assert WRITES("share", "table", decimals=decimals).within(low, high)(0.462) == said


def test_a_share_below_one_per_cent_loses_its_tenths():
    write = WRITES("share", "table")
    assert (write(0.004), write.within(0.001, 0.006)(0.0041)) == ("0.4\u202f%", "<1\u202f%")
    assert write.within(-0.01, 0.02)(0.0041) == "≈<1\u202f%"


@given(st.floats(min_value=-0.99, max_value=20), WIDTHS, WIDTHS, st.sampled_from([None, 0, 1, 2]))
def test_what_is_unmarked_is_right_to_its_last_digit(value, down, up, decimals):
    text = WRITES("share", "table", decimals=decimals).within(value - down, value + up)(value)
    digits = re.search(r"[\d,]+(?:\.(\d+))?", text)
    step = 10.0 ** -(len(digits[1] or "") + 2)
    assert text.startswith("≈") == (max(down, up) > 0.005 * (1 + 1e-4)) or math.isclose(
        max(down, up), 0.005, rel_tol=1e-3
    )
    if not text.startswith("≈"):
        assert max(down, up) <= step / 2 * (1 + 1e-3) + 1e-12


# --- in reports -----------------------------------------------------------------------------------


def widened(frame) -> list[Point]:
    """Read points as if everything computed were rounded to a few per cent.

    Each value is a trace off its own, so that a figure that equals it by chance (two of three is any) is not taken for it.
    """

    def off(p: Point) -> float:
        return 0.03 if p.unit == "share" else abs(p.value) * 0.03

    return [
        replace(p, value=p.value * (1 + 1e-12), low=p.value - off(p), high=p.value + off(p))
        if p.known and p.basis != "reported"
        else p
        for p in points_of(frame)
    ]


def printed_by(report, monkeypatch) -> list[tuple[str, Number]]:
    """Make everything, and return each number that was written into a table or chart, with what made it."""
    found, write = [], Language.write
    for key, make in report.makers.items():

        def spy(self, number, key=key):
            if number.place in ("table", "chart"):
                found.append((key, number))
            return write(self, number)

        monkeypatch.setattr(Language, "write", spy)
        make(report)
    monkeypatch.setattr(Language, "write", write)
    return found


def drawn() -> str:
    """Draw a quarter, another at every run."""
    chance = random.Random(int(os.environ[SEED]))
    return f"{chance.randrange(2019, 2026)}Q{chance.randrange(1, 5)}"


@turned("quarter", ["2026Q2", drawn()])
@turned("name", [n for n in ROOMS if n != "claims_audit"])  # which prints stated figures alone
def test_no_computed_rate_that_is_open_is_printed_without_its_mark(name, quarter, monkeypatch):
    """Widen every computed share: each that any exhibit prints has whole per cents and a mark, and a note that says so."""
    for reader in (ground, figures):  # worries look their figures up by themselves
        monkeypatch.setattr(reader, "points_of", widened)
    room = importlib.import_module(f"cloudcapex.reports.{ROOMS[name]}")
    report = room.OPEN(quarter=quarter)
    printed = printed_by(report, monkeypatch)
    # Not the round ones: the ticks of an axis are as round.
    open_ = {
        p.value
        for found in report._frames.values()
        for p in found.values()
        if p.wide and abs(p.value - round(p.value, 4)) > 1e-9
    }
    assert [
        (key, n) for key, n in printed if n.unit in ("share", "points") and n.value in open_ and not n.about
    ] == []
    assert not [n for _, n in printed if n.about and n.decimals]
    for exhibit in exhibits(report):
        points = {*exhibit.data.columns} & {"newest_source", "figure_value"}
        told = _open_rates(exhibit.data) if points else ()
        # An exhibit may explain the mark in a note of its own; the usual one stands only where a rate is open.
        marked = any(note.startswith("≈") for note in exhibit.notes)
        if isinstance(exhibit.body, Table):  # of a table the mark is explained where one stands in it
            shown = any("≈" in cell.text for row in exhibit.body.rows for cell in row)
            assert marked or not (len(told) and shown), exhibit.key
            assert shown or not any(note.startswith("≈ computed") for note in exhibit.notes), exhibit.key
        else:
            assert marked or not len(told), exhibit.key
        assert len(told) or not any(note.startswith("≈, and") for note in exhibit.notes), exhibit.key


def _open_rates(data):
    """Keep the computed rates that rounding leaves open; the bounds of others are the ends of a document's hedge."""
    rates = data[data["low"].notna()]
    if not {"metric", "unit", "basis"} <= {*data.columns}:
        return rates
    hedged = rates["metric"].isin({*load_table("hedges")["metric"]})
    rates = rates[(rates["unit"] == "share") & (rates["basis"] != "reported") & ~hedged]
    off = pd.concat([rates["value"] - rates["low"], rates["high"] - rates["value"]], axis=1).max(axis=1)
    return rates[off >= 0.005]


def test_the_data_of_an_exhibit_give_the_bounds_of_what_is_open():
    review = Review("2026Q2")
    shown = review.makers["backlog"](review)
    rows = shown.data[shown.data["low"].notna()]
    assert len(rows)
    assert (rows["low"] < rows["value"]).all()
    assert (rows["high"] - rows["value"] >= 0.005).any()
    assert (shown.data.loc[shown.data["low"].isna(), "high"].isna()).all()
    assert any(note.startswith("≈") for note in shown.notes)


def test_a_point_is_wide_from_half_a_point_on():
    point = Point(
        "oracle", "cloud_revenue.yoy", Quarter(2023, 4), 0.6, "share", "derived", low=0.4762, high=0.7368
    )
    assert point.wide
    assert point.inexact
    assert not replace(point, basis="reported").wide
    assert not replace(point, low=0.596, high=0.604).wide
