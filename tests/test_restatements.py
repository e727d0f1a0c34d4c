"""First-reported against latest: the restatements that the filings are known to hold."""

from __future__ import annotations

import pandas as pd
import pytest

from cloudcapex import changes, metrics
from cloudcapex.errors import UsageError


def table(metric: str, company: str, **more) -> pd.DataFrame:
    """Return a company's restatements by quarter, amounts in millions."""
    frame = changes.restatements(metric, company, **more).set_index("calendar_quarter")
    frame[["first_value", "value", "change"]] /= 1e6
    return frame


def test_meta_restated_the_quarters_of_2021_and_2023():
    frame = table("capex_cash", "meta")
    changed = frame[~frame["kept_first"]]
    assert changed["first_value"].to_dict() == {
        "2021Q1": 4_272,  # 10-Q 0001326801-21-000033
        "2021Q2": 4_612,  # 8,884 - 4,272, 10-Q 0001326801-21-000049
        "2021Q3": 4_314,  # 13,198 - 8,884, 10-Q 0001326801-21-000065
        "2021Q4": 5_369,  # 18,567 - 13,198, 10-K 0001326801-22-000018
        "2023Q1": 6_842,  # 10-Q 0001326801-23-000067
        "2023Q2": 6_216,  # 13,058 - 6,842, 10-Q 0001326801-23-000093
        "2023Q3": 6_543,  # 19,601 - 13,058, 10-Q 0001326801-23-000103
        "2023Q4": 7_665,  # 27,266 - 19,601, 10-K 0001326801-24-000012
    }
    assert changed["value"].to_dict() == {
        "2021Q1": 4_303,  # 10-Q 0001326801-22-000057
        "2021Q2": 4_641,  # 8,944 - 4,303, 10-Q 0001326801-22-000082
        "2021Q3": 4_346,  # 13,290 - 8,944, 10-Q 0001326801-22-000108
        "2021Q4": 5_400,  # 18,690 - 13,290, 10-K 0001326801-23-000013
        "2023Q1": 6_823,  # 10-Q 0001326801-24-000049
        "2023Q2": 6_134,  # 12,957 - 6,823, 10-Q 0001326801-24-000069
        "2023Q3": 6_496,  # 19,453 - 12,957, 10-Q 0001326801-24-000081
        "2023Q4": 7_592,  # 27,045 - 19,453, 10-K 0001326801-25-000017
    }
    assert changed.loc["2023Q4", "sources"] == "0001326801-24-000081;0001326801-25-000017"
    assert changed.loc["2023Q4", "first_sources"] == "0001326801-23-000103;0001326801-24-000012"
    assert str(changed.loc["2023Q4", "filed"].date()) == "2025-01-30"
    assert str(changed.loc["2023Q4", "first_filed"].date()) == "2024-02-02"


def test_meta_2022_stays_on_what_was_first_reported():
    # The 10-K of 2025-01-30 puts the year at 31,186; no filing restates its quarters, which make 31,431.
    year = metrics.series("capex_cash", "meta", "2022Q1", "2022Q4")
    assert year["value"].sum() == 31_431_000_000
    assert year["restated"].tolist() == [False, False, False, True]
    frame = table("capex_cash", "meta", start="2022Q1", end="2022Q4")
    assert frame["kept_first"].to_dict() == {"2022Q4": True}
    assert frame.loc["2022Q4", "value"] == 9_043
    assert frame.loc["2022Q4", "sources"] == "0001326801-22-000108;0001326801-23-000013"


def test_amazon_depreciation_mixes_no_vintages():
    frame = table("depreciation_and_amortization", "amazon")
    # 25,180 for 2020 and 34,433 for 2021 came with the 10-K of 2023; their nine months were never restated.
    assert frame.loc[["2020Q4", "2021Q4"], "kept_first"].tolist() == [True, True]
    assert (
        frame.loc["2020Q4", "value"] == 25_251 - 17_633
    )  # 10-K 0001018724-21-000004, 10-Q 0001018724-20-000030
    assert (
        frame.loc["2021Q4", "value"] == 34_296 - 24_494
    )  # 10-K 0001018724-22-000005, 10-Q 0001018724-21-000028
    # 2022 was: 41,921 (10-K 0001018724-24-000008 repeats it after the restatement) less 29,236.
    assert frame.loc["2022Q4", ["value", "kept_first"]].tolist() == [41_921 - 29_236, False]
    assert frame.loc["2022Q1", ["first_value", "value"]].tolist() == [8_978, 9_193]


def test_the_four_quarters_of_a_restated_year_make_the_restated_year():
    # Alphabet moved performance fees out of operating income: 26,321 became 27,524 (10-K 0001652044-20-000008).
    year = metrics.series("operating_income", "alphabet", "2018Q1", "2018Q4")
    assert year["value"].sum() == 27_524_000_000
    assert year["first_value"].sum() == 26_321_000_000
    assert year["restated"].all()


@pytest.mark.parametrize(
    ("as_of", "value", "restated"),
    [
        ("2022-04-27", 4_272, False),
        ("2022-04-28", 4_303, True),
    ],
)
def test_as_of_selects_the_vintage(as_of, value, restated):
    row = metrics.series("capex_cash", "meta", "2021Q1", "2021Q1", as_of=as_of).iloc[0]
    assert (row["value"], row["first_value"], row["restated"]) == (value * 1e6, 4_272e6, restated)


def test_half_a_restatement_waits_for_the_other_half():
    # Between the 10-Qs of April and July 2022 the first quarter of 2021 was restated and the half year was not.
    row = metrics.series("capex_cash", "meta", "2021Q2", "2021Q2", as_of="2022-06-30").iloc[0]
    assert (row["value"], row["restated"]) == (8_884e6 - 4_272e6, True)
    row = metrics.series("capex_cash", "meta", "2021Q2", "2021Q2", as_of="2022-07-28").iloc[0]
    assert row["value"] == 8_944e6 - 4_303e6


def test_first_reported_gives_the_old_value_and_its_documents():
    row = metrics.series("capex_cash", "meta", "2023Q4", "2023Q4", first_reported=True).iloc[0]
    assert (row["value"], row["restated"]) == (7_665e6, True)
    assert row["sources"] == "0001326801-23-000103;0001326801-24-000012"


def test_growth_from_first_reported_values_differs_where_they_do():
    now, then = (
        metrics.series("capex_cash.yoy", "meta", "2024Q1", "2024Q1", first_reported=first).iloc[0]["value"]
        for first in (False, True)
    )
    assert now == pytest.approx(6_400 / 6_823 - 1)
    assert then == pytest.approx(6_400 / 6_842 - 1)


def test_turning_from_thousands_to_millions_restates_nothing():
    # CoreWeave's first quarter of 2025: 981,632 thousand (0001769628-25-000014), 982 million a year later.
    row = metrics.series("revenue", "coreweave", "2025Q1", "2025Q1").iloc[0]
    assert (row["value"], row["restated"]) == (981_632_000, False)
    assert changes.restatements(companies="coreweave").empty


def test_every_restatement_has_two_sides():
    frame = changes.restatements()
    assert len(frame) >= 20
    assert (frame["first_sources"] != "").all()
    assert (frame["filed"] >= frame["first_filed"]).all()
    kept = frame["kept_first"]
    assert (frame.loc[kept, "change"] == 0).all()
    assert (frame.loc[~kept, "change"] != 0).all()
    assert (frame.loc[~kept, "sources"] != frame.loc[~kept, "first_sources"]).all()


def test_restatements_are_known_only_once_filed():
    assert changes.restatements("capex_cash", "meta", as_of="2022-04-27").empty
    assert table("capex_cash", "meta", as_of="2022-04-28").index.tolist() == ["2021Q1", "2021Q2"]


def test_a_computed_metric_has_no_restatements_of_its_own():
    with pytest.raises(UsageError, match="never restated itself"):
        changes.restatements("free_cash_flow")
    with pytest.raises(UsageError, match="did you mean meta"):
        changes.restatements("capex_cash", "mata")
