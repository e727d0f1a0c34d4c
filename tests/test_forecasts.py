"""Forecasts of named houses: as their sources say, held against what came on a basis that fits, and known from their day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from cloudcapex.claims import NEAR, audit, claims_in_text, forecast_claims, forecasts
from cloudcapex.facts import load_said
from cloudcapex.guidance.scores import POINT_TOLERANCE
from cloudcapex.reports import claims_audit as show

DAY = dt.date(2026, 10, 9)


def judged(day=DAY):
    return {v.claim.id: v for v in audit(forecast_claims(day), day)}


def test_every_forecast_is_as_its_source_says():
    found = judged()
    assert len(found) == len(load_said("forecasts")) == 22
    assert {v.outcome for v in found.values()} == {"as_its_source_says"}
    assert all(v.sources for v in found.values())


@pytest.mark.parametrize(
    ("forecast", "side", "came"),
    [
        # 10-Ks of 2025: 131,819 at Amazon, 91,447 at Alphabet, 69,691 at Meta; Microsoft's four quarters 83,094.
        ("ms-2025-four", "below", {"capex_cash": 131_819e6 + 91_447e6 + 69_691e6 + 83_094e6}),
        # January to March 2026: 35.3bn is more than either.
        (
            "consensus-microsoft-2026q1",
            "above",
            {"capex_cash": 30_876e6, "capex_with_finance_leases": 31_900e6},
        ),
    ],
)
def test_what_came_decides_a_forecast_of_named_companies_whose_time_is_over(forecast, side, came):
    verdict = judged()[forecast]
    assert verdict.came == side
    assert {f.metric: f.low for f in verdict.outturn} == pytest.approx(came)


def test_a_forecast_without_a_day_is_set_beside_nothing():
    found = judged()
    undated = {row.forecast_id for row in forecasts(DAY) if row.issued is None}
    assert "ms-2025-amazon" in undated
    assert {found[name].came for name in undated} == {""}


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "side"),
    [
        (31.8, 31.8, "", "by_basis"),
        (31.3, 31.3, "", "as_forecast"),
        (30.9, 30.9, "", "by_basis"),
        (28.0, 30.0, "", "below"),
        (33.0, 34.0, "", "above"),
        (33.0, 33.0, "up_to", "as_forecast"),
        (33.0, 33.0, "over", "above"),
        (31.4, 31.4, "up_to", "as_forecast"),
    ],
)
def test_a_side_holds_on_every_basis_or_not_at_all(low, high, qualifier, side):
    """Microsoft spent 30.876 bn in cash in the quarter, 31.9 bn with finance leases."""
    (claim,) = (c for c in forecast_claims(DAY) if c.id == "consensus-microsoft-2026q1")
    told = replace(claim, low=low * 1e9, high=high * 1e9, qualifier=qualifier)
    (verdict,) = audit([told], DAY)
    assert verdict.came == side


def test_near_is_what_is_near_where_guidance_is_scored():
    assert NEAR == POINT_TOLERANCE


def test_a_group_without_names_and_a_time_to_come_are_open():
    found = judged()
    groups = {row.forecast_id for row in forecasts(DAY) if not row.of}
    assert {found[name].came for name in groups} == {""}
    assert {v.came for v in found.values() if v.claim.period in ("2026", "2027")} == {""}


def test_a_forecast_is_known_from_its_day():
    assert judged(dt.date(2025, 2, 6)) == {}
    assert set(judged(dt.date(2025, 2, 7))) == {"ms-2025-four", "ms-2026-four"}
    # The year was not over, then not filed, then it was.
    assert judged(dt.date(2025, 12, 31))["ms-2025-four"].came == ""
    assert judged(dt.date(2026, 2, 15))["ms-2025-four"].came == "below"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Morgan Stanley expects Amazon's capex to reach $268bn in 2027.", "as_its_source_says"),
        ("Morgan Stanley expects Amazon's capex to reach $200bn in 2026.", "unverifiable"),
        ("Goldman Sachs expects Amazon's capex to reach $268bn in 2027.", "unverifiable"),
        ("Amazon expects capex of about $200bn in 2026.", "confirmed"),
        ("Analysts expect Amazon to spend $200bn on capex in 2026.", "unverifiable"),
    ],
)
def test_a_quoted_forecast_is_held_against_its_house_and_never_against_guidance(text, outcome):
    assert [v.outcome for v in audit(claims_in_text(text, "note"), DAY)] == [outcome]


def test_the_exhibit_sets_what_came_beside_what_was_expected():
    rows = {
        (row[0].text, row[2].text, row[3].text): [c.text for c in row[4:]]
        for row in show.forecasts(show.ClaimsAudit("2026Q2", DAY)).body.rows
    }
    assert rows["Morgan Stanley", "Amazon", "2025"] == [
        "$96.4bn",
        "not compared: its day is not told",
        "–",
    ]
    assert rows["Morgan Stanley", "Amazon", "2027"] == ["$268bn", "the period is still open", "–"]
    assert rows["Goldman Sachs", "hyperscalers", "2027"] == ["$1.1tn", "the group is not named", "–"]
