"""The day of a call: that of what its company told in it, and soon after the period it tells of."""

from __future__ import annotations

import pandas as pd
import pytest

from cloudcapex.checks import calls
from cloudcapex.facts import load_facts, load_sources


def test_the_calls_of_the_data_have_their_days():
    found = calls.calls_have_their_day()
    assert found.status == "passed"
    days = load_sources().set_index("source_id")["published"].dt.date.astype(str)
    # Meta lowered its capex of 2023 on the calls of 1 February and 26 July 2023; Amazon spoke on 1 May 2025.
    assert days["meta-2022-q4-call"] == "2023-02-01"
    assert days["meta-2023-q2-call"] == "2023-07-26"
    assert days["amazon-2025-q1-call"] == "2025-05-01"


@pytest.mark.parametrize(
    ("call", "day", "said"),
    [
        ("amazon-2025-q1-call", "2025-07-31", "valid: 2025-05-01"),
        ("microsoft-fy26-q2-call", "2025-10-29", "valid: 2026-01-28"),
    ],
)
def test_a_call_of_another_day_than_its_figures_fails(monkeypatch, call, day, said):
    sources = load_sources()
    sources.loc[sources["source_id"] == call, "published"] = pd.Timestamp(day)
    monkeypatch.setattr(calls, "load_sources", lambda: sources)
    found = calls.calls_have_their_day()
    assert found.status == "failed"
    assert call in found.reason
    assert said in found.reason


def test_a_call_long_after_its_period_fails_though_its_figures_have_that_day_too(monkeypatch):
    sources, day = load_sources(), pd.Timestamp("2025-07-31")
    sources.loc[sources["source_id"] == "amazon-2025-q1-call", "published"] = day
    load = calls.load_table

    def moved(name: str) -> pd.DataFrame:
        table = load(name)
        if name == "disclosures":
            table.loc[table["source_id"] == "amazon-2025-q1-call", "filed"] = day
        return table

    monkeypatch.setattr(calls, "load_sources", lambda: sources)
    monkeypatch.setattr(calls, "load_table", moved)
    found = calls.calls_have_their_day()
    assert "amazon-2025-q1-call is of 2025-07-31, its newest period ends on 2025-03-31" in found.reason


def test_the_longer_series_are_there():
    told = load_facts()

    def value(company: str, metric: str, end: str) -> float:
        rows = told[(told["company"] == company) & (told["metric"] == metric) & (told["period_end"] == end)]
        return float(rows.sort_values("filed")["value"].iloc[0])

    # Calls of 28 January 2016 (140 % in constant currency) and 26 October 2021 (50 %).
    assert value("microsoft", "azure_growth_cc", "2015-12-31") == 1.4
    assert value("microsoft", "azure_growth", "2021-09-30") == 0.5
    assert value("microsoft", "capex_with_finance_leases", "2016-03-31") == 2.3e9
    assert value("microsoft", "commercial_rpo", "2019-09-30") == 86e9
    # 8-K 0001652044-20-000004 of 3 February 2020.
    cloud = told[(told["source_id"] == "0001652044-20-000004") & (told["metric"] == "cloud_revenue")]
    assert set(cloud["value"]) == {1_709e6, 2_614e6, 4_056e6, 5_838e6, 8_918e6}
    assert value("nvidia", "capex_cash", "2018-01-28") == 416e6
