"""More companies cost no other figures: a copy of a company has the figures of the company it is a copy of."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from cloudcapex import metrics
from cloudcapex.facts.rows import DefinitionRow
from cloudcapex.facts.tagged import _defined
from cloudcapex.metrics.panel import PanelRow, rows_by_company
from turning import some_of

CHECKOUT = Path(__file__).resolve().parents[1]


@pytest.fixture
def twice(tmp_path, monkeypatch):
    """A project in which every company is there twice."""
    monkeypatch.syspath_prepend(str(CHECKOUT / "benchmarks"))
    import many

    many.copies(CHECKOUT / "data", tmp_path / "data", 2)
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(tmp_path))
    yield
    sys.modules.pop("many", None)


@pytest.mark.slow
def test_a_copy_of_a_company_has_its_figures(twice):
    for metric in some_of("copies", ("capex_intensity.ttm", "capex_with_finance_leases", "cloud_growth")):
        frame = metrics.series(metric)
        held = frame[frame["value"].notna()]
        assert len(held) > 100
        copied = held["company"].str.endswith("_1")
        own, copy = held[~copied], held[copied]
        assert own["company"].tolist() == copy["company"].str.removesuffix("_1").tolist()
        for column in ("calendar_quarter", "value", "low", "high", "first_value", "definition", "evidence"):
            assert own[column].tolist() == copy[column].tolist()


def test_rows_of_a_company_stay_in_their_order():
    lines = [PanelRow(company, str(n), "USD", 1) for n, company in enumerate("abacb")]
    assert rows_by_company(lines) == {"a": [0, 2], "b": [1, 4], "c": [3]}
    assert list(rows_by_company(lines)) == ["a", "b", "c"]


def test_a_rule_reaches_its_own_company_and_metric_alone():
    day = pd.Timestamp("2025-06-30")
    facts = pd.DataFrame(
        {
            "company": ["one", "one", "two", "one"],
            "metric": ["revenue", "capex_cash", "revenue", "revenue"],
            "definition": "as_filed",
            "period_end": [day, day, day, pd.Timestamp("2024-06-30")],
            "filed": day,
        },
        index=[7, 3, 5, 1],
    )
    rule = DefinitionRow("wider", "revenue", "one", 2, dt.date(2025, 1, 1), None, "wider")
    assert _defined(facts, [rule]).tolist() == ["wider", "as_filed", "as_filed", "as_filed"]
    later = DefinitionRow("wider", "revenue", "one", 2, dt.date(2025, 1, 1), dt.date(2026, 1, 1), "wider")
    before = DefinitionRow("as_filed", "revenue", "one", 1, None, None, "narrow")
    assert _defined(facts, [before, later]).tolist() == ["as_filed"] * 4
    assert np.array_equal(_defined(facts, []).index, facts.index)
