"""Renminbi stay the record; dollars are a view at the quarter's average rate, missing where the rate is."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudcapex import facts, metrics
from cloudcapex.errors import UsageError
from cloudcapex.metrics.currency import Rates, convert
from cloudcapex.periods import Quarter

# Federal Reserve H.10 monthly averages: 2026Q2 6.8042, 2026Q1 6.9226, 2025Q4 7.0900, 2025Q3 7.1568.
RATE = 6.8042
ALIBABA = 48_437_000_000  # Alibaba's June quarter 2026 results, AI Cloud and Compute Services


@pytest.fixture(scope="module")
def cloud():
    return metrics.series("cloud_revenue", ["amazon", "alibaba"], start="2026Q2", end="2026Q2")


def test_a_quarter_is_seen_at_its_own_average_and_its_record_kept(cloud):
    seen = convert(cloud, "USD").set_index("company")
    row = seen.loc["alibaba"]
    assert row["record_value"] == ALIBABA
    assert row["record_unit"] == "CNY"
    assert row["value"] == pytest.approx(ALIBABA / RATE)
    assert row["unit"] == "USD"
    assert row["rate"] == RATE
    assert row["basis"] == "derived"
    assert "datasets-exchange-rates-monthly" in row["sources"]


def test_the_company_s_own_convenience_figure_is_near(cloud):
    # The release translates at the quarter's last day, US$7,139 million; the average differs by under one per cent.
    seen = convert(cloud, "USD").set_index("company").loc["alibaba", "value"]
    assert seen == pytest.approx(7_139_000_000, rel=0.01)
    assert seen != 7_139_000_000


def test_what_is_in_the_currency_already_stays(cloud):
    seen = convert(cloud, "USD").set_index("company").loc["amazon"]
    plain = cloud.set_index("company").loc["amazon"]
    assert seen["value"] == plain["value"]
    assert math.isnan(seen["rate"])
    assert seen["basis"] == plain["basis"]


def test_four_quarters_are_seen_at_the_mean_of_their_rates():
    frame = metrics.series("capex_as_stated.ttm", "tencent", start="2026Q2", end="2026Q2")
    row = convert(frame, "USD").iloc[0]
    assert row["rate"] == pytest.approx((7.1568 + 7.0900 + 6.9226 + 6.8042) / 4)
    assert row["value"] == pytest.approx(frame["value"].iloc[0] / row["rate"])


def test_growth_is_not_converted():
    frame = metrics.series("cloud_revenue.yoy", "alibaba", start="2026Q1", end="2026Q1")
    row = convert(frame, "USD").iloc[0]
    assert row["value"] == frame["value"].iloc[0] == pytest.approx(41_626 / 30_127 - 1)


def test_a_rate_not_yet_published_makes_the_amount_missing_with_its_reason(cloud):
    # The rate of 2026Q2 was published on 7 July.
    row = convert(cloud, "USD", as_of="2026-07-06").set_index("company").loc["alibaba"]
    assert math.isnan(row["value"])
    assert row["reason"] == "not_derivable"
    assert row["sources"] == ""
    assert row["record_value"] == ALIBABA
    assert convert(cloud, "USD", as_of="2026-07-07").set_index("company").loc["alibaba", "value"] > 0


def test_a_missing_value_keeps_its_own_reason():
    frame = metrics.series("cloud_revenue", "huawei", start="2026Q2", end="2026Q2")
    assert convert(frame, "USD")["reason"].tolist() == frame["reason"].tolist()


def test_a_run_of_quarters_with_a_hole_has_no_rate(monkeypatch):
    table = facts.load_fx()
    monkeypatch.setattr(facts, "load_fx", lambda as_of=None: table[table["calendar_quarter"] != "2026Q1"])
    rate = Rates().of("2025Q3", "2026Q2")
    assert not rate.known
    assert rate.missing == (Quarter(2026, 1),)
    assert math.isnan(rate.factor("CNY", "USD"))
    assert Rates().of("2026Q2").value == RATE


def test_another_currency_is_refused(cloud):
    with pytest.raises(UsageError, match="no exchange rate for 'EUR'"):
        convert(cloud, "EUR")
    with pytest.raises(UsageError, match="no exchange rate for 'JPY'"):
        Rates().of("2026Q2").factor("JPY", "USD")


@given(
    st.floats(-1e15, 1e15, allow_nan=False),
    st.integers(0, 29),
    st.integers(0, 29),
)
def test_there_and_back_is_where_one_began(amount, start, length):
    first = Quarter(2019, 1) + start
    last = min(first + length, Quarter(2026, 2))
    rate = RATES.of(first, last)
    assert min(v for v, _ in RATES.known.values()) <= rate.value <= max(v for v, _ in RATES.known.values())
    back = amount * rate.factor("CNY", "USD") * rate.factor("USD", "CNY")
    assert back == pytest.approx(amount, rel=1e-12)
    assert amount * rate.factor("USD", "USD") == amount


RATES = Rates()
