"""Totals over companies: right where they can be made, refused where they cannot."""

from __future__ import annotations

import pandas as pd
import pytest

from cloudcapex.errors import UsageError
from cloudcapex.metrics import COLUMNS, series, total

CLOUDS = ["microsoft", "alphabet", "amazon", "meta", "oracle"]


def test_capex_of_five_companies_in_one_quarter():
    frame = series("capex_cash", CLOUDS, "2024Q4", "2024Q4")
    # 15,804 (0000950170-25-010491), 14,276 = 52,535 - 38,259 (0001652044-25-000014 and -24-000118), 27,834 =
    # 82,999 - 55,165 (0001018724-25-000004 and -24-000161), 14,425, 3,970 = 6,273 - 2,303 (0000950170-24-134973).
    assert frame["value"].tolist() == [15_804e6, 14_276e6, 27_834e6, 14_425e6, 3_970e6]
    row = total(frame).iloc[0]
    assert row["value"] == 76_309_000_000
    assert (row["company"], row["basis"], row["evidence"]) == ("total", "derived", "filed")
    assert set(row["sources"].split(";")) == {s for cell in frame["sources"] for s in cell.split(";")}


def test_a_total_has_the_columns_of_its_parts_and_a_row_a_quarter():
    frame = series("capex_cash", CLOUDS, "2018Q1", "2026Q2")
    whole = total(frame)
    assert list(whole.columns) == COLUMNS
    assert len(whole) == 34
    by_quarter = frame.groupby("calendar_quarter")["value"].sum()
    assert whole.set_index("calendar_quarter")["value"].equals(by_quarter)
    assert (whole.dtypes == frame.dtypes).all()


def test_a_total_with_an_estimate_in_it_is_an_estimate():
    """Oracle's cloud has none; put one in by hand, since no summable metric of the data holds one today."""
    frame = series("cloud_revenue", ["amazon", "oracle"], "2024Q4", "2024Q4")
    assert total(frame, across_definitions=True)["basis"].tolist() == ["derived"]
    frame.loc[frame["company"] == "oracle", "basis"] = "estimated"
    assert total(frame, across_definitions=True)["basis"].tolist() == ["estimated"]


def test_a_missing_member_makes_the_total_missing():
    frame = series("capex_cash", ["microsoft", "nvidia"], "2018Q3", "2019Q1")
    whole = total(frame).set_index("calendar_quarter")
    assert whole["reason"].tolist() == ["", "not_entered", ""]
    assert whole["value"].isna().tolist() == [False, True, False]
    assert whole.loc["2018Q4", "sources"] == ""
    late = total(series("capex_cash", ["microsoft", "oracle"], "2026Q3", "2026Q3")).iloc[0]
    assert (late["reason"], pd.isna(late["value"])) == ("not_yet_filed", True)


def test_companies_without_the_thing_are_left_out():
    frame = series("cloud_revenue", ["amazon", "meta"], "2024Q4", "2024Q4")
    assert total(frame)["value"].tolist() == frame["value"].dropna().tolist()


def test_bases_of_capex_are_not_added():
    frame = series("capex_with_finance_leases", ["microsoft", "meta"], "2024Q4", "2024Q4")
    with pytest.raises(UsageError, match="more than one definition: incl_finance_lease_assets"):
        total(frame)
    mixed = pd.concat([series("capex_cash", "meta"), series("capex_with_finance_leases", "meta")])
    with pytest.raises(UsageError, match="more than one metric"):
        total(mixed)


def test_clouds_are_added_only_by_who_says_so():
    frame = series("cloud_revenue", ["amazon", "alphabet"], "2024Q4", "2024Q4")
    with pytest.raises(UsageError, match="across_definitions"):
        total(frame)
    row = total(frame, across_definitions=True).iloc[0]
    assert row["value"] == frame["value"].sum()
    assert row["definition"] == "aws_segment+google_cloud_segment"


def test_currencies_are_never_added():
    frame = series("revenue", ["amazon", "tencent"], "2025Q1", "2025Q2")
    assert set(frame["unit"]) == {"USD", "CNY"}
    for across in (False, True):
        with pytest.raises(UsageError, match="more than one unit: CNY, USD"):
            total(frame, across_definitions=across)


def test_shares_and_double_rows_are_refused():
    with pytest.raises(UsageError, match="shares of different companies do not add up"):
        total(series("capex_intensity", CLOUDS))
    frame = series("capex_cash", "meta", "2024Q4", "2024Q4")
    with pytest.raises(UsageError, match="two rows in one quarter"):
        total(pd.concat([frame, frame]))


def test_nothing_adds_up_to_nothing():
    assert total(series("capex_cash", "meta", "2024Q4", "2024Q3")).empty


def test_first_reported_values_are_added_apart():
    row = total(series("capex_cash", ["meta", "microsoft"], "2023Q4", "2023Q4")).iloc[0]
    assert row["value"] == 7_592e6 + 9_735e6
    assert row["first_value"] == 7_665e6 + 9_735e6
    assert row["restated"]
