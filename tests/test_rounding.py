"""Rounding: the step a figure is told in, and the bounds that it leaves whatever is computed from it."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudcapex.facts.rows import MarketRow
from cloudcapex.metrics import series, total
from cloudcapex.metrics.currency import convert
from cloudcapex.metrics.panel import PanelRow, combine, empty_panel
from cloudcapex.metrics.points import Point, computed, points_of, stated_point
from cloudcapex.metrics.rounding import bounds, rounding_step
from cloudcapex.periods import Quarter

DIGITS = st.integers(min_value=10, max_value=99_999)


@pytest.mark.parametrize(
    ("value", "share", "tagged", "step"),
    [
        (1.6e9, False, False, 1e8),  # "$1.6 billion"
        (1.0e9, False, False, 1e8),  # "$1.0 billion": two digits are meant as said
        (0.9e9, False, False, 1e8),  # "$0.9 billion"
        (90e6, False, False, 1e6),
        (20e9, False, False, 1e9),  # "$20 billion"
        (638e9, False, False, 1e9),
        (3_347_000_000, False, False, 1e6),
        (24_200_000_000, False, True, 1e6),  # a statement in millions that ends in zeros
        (1_234_567, False, True, 1),
        (0.52, True, False, 0.01),
        (0.394, True, False, 0.001),
        (0.5, True, False, 0.01),  # "50 %"
        (1.0, True, False, 0.01),  # "100 %", "doubled"
        (1.17, True, False, 0.01),
        (-0.02, True, False, 0.01),
        (0.0, True, False, 0.01),  # "flat"
        (1300, False, False, 100),  # "1.3 GW"
    ],
)
def test_the_step_is_read_from_the_figure(value, share, tagged, step):
    assert rounding_step(value, share, tagged) == pytest.approx(step)


@pytest.mark.parametrize("value", [math.nan, 0.0, 7.0, 1e9 / 3])
def test_where_no_step_shows_there_is_none(value):
    assert math.isnan(rounding_step(value, False))


def test_a_computed_share_has_no_step():
    assert math.isnan(rounding_step(1 / 3, True))


@given(digits=DIGITS, power=st.integers(min_value=0, max_value=9))
def test_an_amount_is_a_multiple_of_its_step_and_keeps_two_digits_or_tenths_of_a_billion(digits, power):
    value = digits * 10.0**power
    step = float(rounding_step(value, False))
    assert value / step == pytest.approx(round(value / step), abs=1e-6)
    assert step <= max(value / 10, 1e8)
    assert step >= 10.0**power


@given(digits=st.integers(min_value=-9_999, max_value=9_999), decimals=st.integers(min_value=2, max_value=5))
def test_what_is_rounded_lies_within_the_bounds_of_its_step(digits, decimals):
    """Whatever share was rounded to these digits, the step allows it."""
    value = digits / 10**decimals
    low, high = bounds(value, rounding_step(value, True))
    finest = 10.0**-decimals / 2
    assert low <= value - finest + 1e-9
    assert high >= value + finest - 1e-9


def test_bounds_without_a_step_are_the_value():
    low, high = bounds([1.5, 2.0], [math.nan, 1.0])
    assert (list(low), list(high)) == ([1.5, 1.5], [1.5, 2.5])


# --- in a series ----------------------------------------------------------------------------------


def one(metric: str, company: str, quarter: str, **more):
    return series(metric, company, quarter, quarter, **more).iloc[0]


@pytest.mark.parametrize(
    ("metric", "company", "quarter", "value", "step"),
    [
        ("cloud_revenue", "oracle", "2023Q4", 1_600_000_000, 1e8),
        ("cloud_revenue", "oracle", "2022Q4", 1_000_000_000, 1e8),
        ("cloud_revenue", "oracle", "2025Q3", 3_347_000_000, 1e6),
        ("cloud_revenue", "amazon", "2024Q1", 25_037_000_000, 1e6),
        ("capex_with_finance_leases", "microsoft", "2024Q3", 20_000_000_000, 1e9),
        ("capex_with_finance_leases", "microsoft", "2024Q4", 22_600_000_000, 1e8),
        ("azure_growth", "microsoft", "2021Q4", 0.46, 0.01),
        ("rpo", "oracle", "2026Q2", 638_000_000_000, 1e9),
        ("revenue", "amazon", "2024Q1", 143_313_000_000, 1e6),
    ],
)
def test_a_stated_value_carries_its_step(metric, company, quarter, value, step):
    row = one(metric, company, quarter)
    assert row["value"] == pytest.approx(value)
    assert row["rounded_to"] == pytest.approx(step)
    assert (row["low"], row["high"]) == pytest.approx((value - step / 2, value + step / 2))


def test_growth_of_rounded_operands_has_the_range_they_leave():
    """Oracle's infrastructure in 2023Q4: 1.6 over 1.0 billion, both rounded."""
    row = one("cloud_revenue.yoy", "oracle", "2023Q4")
    assert row["value"] == pytest.approx(0.6)
    assert (row["low"], row["high"]) == pytest.approx((1.55 / 1.05 - 1, 1.65 / 0.95 - 1))
    assert np.isnan(row["rounded_to"])


def test_a_quarter_by_difference_has_the_rounding_of_both_periods():
    row = one("capex_cash", "alphabet", "2023Q4")
    assert (row["value"], row["basis"]) == (11_019_000_000, "derived")
    assert np.isnan(row["rounded_to"])
    assert (row["low"], row["high"]) == (11_018_000_000, 11_020_000_000)


def test_a_sum_of_four_quarters_adds_their_bounds():
    four = series("cloud_revenue", "oracle", "2023Q1", "2023Q4")
    row = one("cloud_revenue.ttm", "oracle", "2023Q4")
    assert (row["low"], row["high"]) == (four["low"].sum(), four["high"].sum()) == (5.5e9, 5.9e9)


def test_a_total_adds_the_bounds_of_its_members():
    frame = series("cloud_revenue", ["amazon", "oracle"], "2023Q4", "2023Q4")
    row = total(frame, across_definitions=True).iloc[0]
    assert (row["low"], row["high"]) == (frame["low"].sum(), frame["high"].sum())
    assert np.isnan(row["rounded_to"])


def test_another_currency_moves_the_bounds_with_the_value():
    frame = series("cloud_revenue", "alibaba", "2024Q4", "2024Q4")
    told, seen = frame.iloc[0], convert(frame, "USD").iloc[0]
    assert (seen["low"], seen["high"]) == pytest.approx(
        (told["low"] / seen["rate"], told["high"] / seen["rate"])
    )
    assert np.isnan(seen["rounded_to"])


def test_values_as_first_reported_have_the_bounds_of_their_own_step():
    """Meta restated 2021Q4 capex: whichever is asked for, value and bounds belong together."""
    for first in (False, True):
        frame = series("capex_cash", start="2019Q1", first_reported=first)
        known = frame[frame["value"].notna()]
        assert (known["low"] <= known["value"]).all()
        assert (known["high"] >= known["value"]).all()
        assert np.allclose((known["low"] + known["high"]) / 2, known["value"])


@pytest.mark.parametrize("transform", ["", ".yoy", ".qoq", ".ttm", ".ttm.yoy", ".yoy_change"])
@pytest.mark.parametrize("metric", ["capex_cash", "cloud_revenue", "free_cash_flow", "capex_intensity"])
def test_every_value_lies_within_its_bounds_and_what_is_missing_has_none(metric, transform):
    frame = series(metric + transform)
    known = frame["value"].notna()
    assert (frame.loc[known, "low"] <= frame.loc[known, "value"] + 1e-12).all()
    assert (frame.loc[known, "high"] >= frame.loc[known, "value"] - 1e-12).all()
    assert np.isfinite(frame.loc[known, ["low", "high"]]).all(axis=None)
    assert frame.loc[~known, ["rounded_to", "low", "high"]].isna().all(axis=None)


def test_a_value_that_goes_takes_its_bounds_with_it():
    point = Point("x", "m", Quarter(2023, 4), 1.6e9, rounded_to=1e8)
    gone = replace(point, value=math.nan)
    assert (gone.rounded_to, gone.low, gone.high) == (None, None, None)


@given(
    now=st.floats(min_value=1.0, max_value=1e12),
    base=st.floats(min_value=1.0, max_value=1e12),
    off=st.tuples(st.floats(-0.5, 0.5), st.floats(-0.5, 0.5)),
    steps=st.tuples(st.floats(0, 0.5), st.floats(0, 0.5)),
)
def test_whatever_the_true_operands_are_their_quotient_lies_within_the_bounds(now, base, off, steps):
    parts = []
    for value, share in zip((now, base), steps, strict=True):
        panel = empty_panel([PanelRow("x", "d", "USD", 0)], 0, 1)
        panel.value[:] = panel.first_value[:] = value
        panel.low[:], panel.high[:] = bounds(value, value * share)
        panel.reason[:] = 0
        parts.append(panel)
    made = combine(parts, lambda a, b: a / b - 1, [PanelRow("x", "d", "share", 0)], across=True)
    truth = (now * (1 + off[0] * steps[0])) / (base * (1 + off[1] * steps[1])) - 1
    assert made.low[0, 0] - 1e-9 * (1 + abs(truth)) <= truth <= made.high[0, 0] + 1e-9 * (1 + abs(truth))


def test_a_base_that_may_have_been_nothing_bounds_nothing():
    top, base = (empty_panel([PanelRow("x", "d", "USD", 0)], 0, 1) for _ in range(2))
    top.value[:] = top.low[:] = top.high[:] = 5.0
    base.value[:], base.low[:], base.high[:] = 1.0, -1.0, 3.0
    made = combine([top, base], lambda a, b: np.where(b > 0, a / b, np.nan), top.lines, across=True)
    assert (made.value[0, 0], made.low[0, 0], made.high[0, 0]) == (5.0, -np.inf, np.inf)


# --- in points ------------------------------------------------------------------------------------


def test_a_point_of_a_series_keeps_period_step_and_bounds():
    (point,) = points_of(series("cloud_revenue", "oracle", "2023Q4", "2023Q4"))
    assert (str(point.period_start), str(point.period_end)) == ("2023-09-01", "2023-11-30")
    assert (point.rounded_to, point.low, point.high) == (1e8, 1.55e9, 1.65e9)
    (missing,) = points_of(series("cloud_revenue", "meta", "2023Q4", "2023Q4"))
    assert (missing.period_start, missing.rounded_to, missing.low, missing.high) == (None,) * 4


def test_a_point_read_from_a_table_knows_its_step():
    day = dt.date(2024, 12, 31)
    row = MarketRow("cloud", "share", "google", day, day, 0.13, "share", "press", day, "s", "")
    point = stated_point(row, "google", "market_share", Quarter(2024, 4))
    assert (point.rounded_to, point.low, point.high) == (0.01, 0.125, 0.135)
    assert (point.basis, point.sources, point.marks) == ("reported", ("s",), "s")


def test_two_points_are_computed_as_two_panels_are():
    now, then = (Point("x", "m", Quarter(2023, 4), v, unit="USD", rounded_to=1e8) for v in (1.6e9, 1.0e9))
    growth = computed(now, then, lambda a, b: a / b - 1, "m.yoy", "share")
    row = one("cloud_revenue.yoy", "oracle", "2023Q4")
    assert (growth.value, growth.low, growth.high) == pytest.approx((row["value"], row["low"], row["high"]))
    assert (growth.basis, growth.unit, growth.rounded_to) == ("derived", "share", None)


def test_a_point_without_meaning_has_no_bounds():
    now, then = (Point("x", "m", Quarter(2023, 4), v) for v in (1.0, 0.0))
    growth = computed(now, then, lambda a, b: a / b if b else math.nan, "m.yoy", "share")
    assert (growth.known, growth.reason, growth.low, growth.high) == (False, "not_derivable", None, None)
