"""Held: the change that is none, from the table of metrics to every measure made of them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudcapex import facts, metrics
from cloudcapex.errors import UsageError
from cloudcapex.metrics import Held, UnknownMetric, held_within


def test_every_metric_says_within_what_it_held():
    table = facts.load_metrics()
    assert table["held_within"].between(0.0001, 0.05).all()
    for metric in metrics.known_metrics():
        assert held_within(metric).within > 0


@pytest.mark.parametrize(
    ("expression", "relative"),
    [
        ("capex_cash", True),
        ("capex_cash.ttm", True),
        ("capex_cash.yoy", False),
        ("capex_cash.ttm.yoy", False),
        ("capex_cash.qoq_change", True),
        ("active_power", True),
        ("azure_ai_customers", True),
        ("azure_growth", False),
        ("azure_growth.yoy", False),
        ("free_cash_flow", True),
        ("free_cash_flow.qoq", False),
        ("capex_intensity", False),
        ("capex_intensity.ttm.yoy_change", False),
        ("cloud_growth", False),
        ("cloud_growth.qoq_change", False),
    ],
)
def test_money_counts_and_power_are_read_relatively_and_rates_in_points(expression, relative):
    assert held_within(expression) == Held(0.005, relative)


def test_a_sum_is_as_strict_as_its_strictest_part(monkeypatch):
    table = facts.load_metrics()
    table.loc[table["id"] == "finance_lease_principal", "held_within"] = 0.001
    monkeypatch.setattr(facts, "load_metrics", lambda: table)
    assert held_within("finance_lease_principal").within == 0.001
    assert held_within("capex_and_lease_principal").within == 0.001
    assert held_within("free_cash_flow").within == 0.005


@pytest.mark.parametrize(
    ("held", "now", "before", "said"),
    [
        (Held(0.005, False), 0.304, 0.30, True),
        (Held(0.005, False), 0.305, 0.30, False),
        (Held(0.005, False), 0.295, 0.30, False),
        (Held(0.005, False), 1.005, 1.0, False),  # 0.00499999… in binary
        (Held(0.005, True), 100.4e9, 100e9, True),
        (Held(0.005, True), 100.5e9, 100e9, False),
        (Held(0.005, True), -100.4e9, -100e9, True),
        (Held(0.005, True), 0.0, 0.0, True),
        (Held(0.005, True), 1.0, 0.0, False),
        (Held(0.005, False), math.nan, 0.3, False),
        (Held(0.005, True), 0.3, math.nan, False),
    ],
)
def test_held_is_inside_the_change_and_not_on_it(held, now, before, said):
    assert held.holds(now, before) is said


@given(st.floats(-1e12, 1e12), st.floats(0.0001, 0.05), st.booleans())
def test_what_did_not_move_held(value, within, relative):
    assert Held(within, relative).holds(value, value)


def test_what_series_refuses_has_no_change_either():
    with pytest.raises(UnknownMetric, match="capex_chash"):
        held_within("capex_chash")
    with pytest.raises(UsageError, match="growth already"):
        held_within("cloud_growth.yoy")
