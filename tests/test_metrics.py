"""The series frame: figures, shapes, reasons and names."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from cloudcapex import facts, metrics
from cloudcapex.errors import UsageError
from cloudcapex.metrics import COLUMNS, DERIVED, UnknownMetric, quarters, series
from cloudcapex.metrics.book import Book, open_book
from cloudcapex.metrics.panel import REASONS
from cloudcapex.periods import quarters_between


def one(metric: str, company: str, quarter: str, **more) -> pd.Series:
    """Return the one row of a company's quarter."""
    frame = series(metric, company, quarter, quarter, **more)
    assert len(frame) == 1
    return frame.iloc[0]


# --- figures --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("metric", "company", "quarter", "value", "accession"),
    [
        ("cloud_revenue", "amazon", "2023Q4", 24_204_000_000, "0001018724-24-000008"),
        ("cloud_operating_income", "amazon", "2023Q4", 7_167_000_000, "0001018724-24-000008"),
        ("capex_cash", "microsoft", "2023Q4", 9_735_000_000, "0000950170-24-008814"),
        ("capex_cash", "meta", "2024Q4", 14_425_000_000, "0001326801-25-000017"),
        ("capex_with_finance_leases", "meta", "2024Q4", 14_836_000_000, "0001326801-25-000017"),
        ("capex_cash", "microsoft", "2026Q2", 35_802_000_000, "0001193125-26-323660"),
        ("revenue", "alphabet", "2025Q1", 90_234_000_000, "0001652044-25-000043"),
        ("revenue", "nvidia", "2024Q2", 30_040_000_000, "0001045810-24-000264"),
    ],
)
def test_figures_a_person_has_looked_up(metric, company, quarter, value, accession):
    row = one(metric, company, quarter)
    assert row["value"] == value
    assert accession in row["sources"].split(";")
    assert row["unit"] == "USD"


def test_meta_headline_is_cash_capex_and_lease_principal_back_to_2018():
    frame = series("capex_with_finance_leases", "meta", "2018Q1", "2026Q2")
    assert (frame["reason"] == "").all()
    assert set(frame["definition"]) == {"incl_finance_lease_principal"}
    # 14,425 of purchases and 411 of principal, 10-K 0001326801-25-000017.
    assert frame.set_index("calendar_quarter").loc["2024Q4", "value"] == 14_425e6 + 411e6
    assert (frame["evidence"] == "filed").all()


def test_free_cash_flow_is_operating_cash_flow_less_cash_capex():
    parts = [series(m, "microsoft", "2018Q1", "2026Q2") for m in ("operating_cash_flow", "capex_cash")]
    frame = series("free_cash_flow", "microsoft", "2018Q1", "2026Q2")
    assert frame["value"].tolist() == (parts[0]["value"] - parts[1]["value"]).tolist()
    assert (frame["basis"] == "derived").all()
    for n in range(len(frame)):
        union = {*parts[0]["sources"][n].split(";"), *parts[1]["sources"][n].split(";")}
        assert frame["sources"][n] == ";".join(sorted(union))


def test_capex_intensity_of_twelve_months_is_the_ratio_of_two_sums():
    capex, revenue = (series(m, "alphabet", "2025Q1", "2025Q4")["value"] for m in ("capex_cash", "revenue"))
    row = one("capex_intensity.ttm", "alphabet", "2025Q4")
    assert row["value"] == pytest.approx(capex.sum() / revenue.sum())
    assert (row["unit"], str(row["period_start"].date())) == ("share", "2025-01-01")


def test_aws_margin_and_its_change_in_points():
    now, before = (
        one("cloud_operating_margin", "amazon", "2023Q4"),
        one("cloud_operating_margin", "amazon", "2022Q4"),
    )
    assert now["value"] == pytest.approx(7_167 / 24_204)
    change = one("cloud_operating_margin.yoy", "amazon", "2023Q4")
    assert change["value"] == pytest.approx(now["value"] - before["value"])


# --- definitions ----------------------------------------------------------------------------------


def test_the_newest_definition_of_azure_growth_is_taken_where_it_has_a_value():
    frame = series("azure_growth", "microsoft", "2023Q1", "2024Q3").set_index("calendar_quarter")
    assert frame.loc["2023Q2", ["value", "definition"]].tolist() == [0.26, "azure_before_fy25"]
    # As first told 29, 30, 31 and 29 %; restated in August 2024 to 31, 33, 35 and 34 %.
    restated = frame.loc["2023Q3":"2024Q2"]
    assert restated["value"].tolist() == [0.31, 0.33, 0.35, 0.34]
    assert set(restated["definition"]) == {"azure_from_fy25"}
    old = series("azure_growth", "microsoft", "2023Q3", "2024Q2", definition="azure_before_fy25")
    assert old["value"].tolist() == [0.29, 0.30, 0.31, 0.29]


def test_before_the_recast_was_published_only_the_old_definition_is_known():
    row = one("azure_growth", "microsoft", "2024Q1", as_of="2024-08-01")
    assert (row["value"], row["definition"]) == (0.31, "azure_before_fy25")


def test_growth_never_crosses_a_recast():
    frame = series("intelligent_cloud_revenue.yoy", "microsoft", "2024Q2", "2025Q3")
    frame = frame.set_index("calendar_quarter")
    # 28,515 on the old basis in 2024Q2, 24,092 on the new one in 2024Q3: no base on the new basis before 2024Q3.
    assert frame.loc["2024Q2", "definition"] == "ic_before_fy25"
    assert frame.loc["2025Q3", "definition"] == "ic_from_fy25"
    for quarter in frame.index:
        row = frame.loc[quarter]
        if row["reason"] == "":
            base = str(quarters_between(quarter, quarter)[0] - 4)
            ends = [
                one("intelligent_cloud_revenue", "microsoft", q, definition=row["definition"])["value"]
                for q in (quarter, base)
            ]
            assert row["value"] == pytest.approx(ends[0] / ends[1] - 1)
        else:
            assert row["reason"] == "not_derivable"


def test_every_definition_has_rows_of_its_own():
    frame = series("azure_growth", "microsoft", "2023Q1", "2024Q4", definition="all")
    assert len(frame) == 3 * 8
    there = frame[frame["reason"] == ""]
    assert set(there["definition"]) == {"azure_before_fy25", "azure_from_fy25"}
    assert not there.duplicated(["calendar_quarter", "definition"]).any()


def test_a_margin_pairs_numerator_and_denominator_of_one_definition():
    frame = series("intelligent_cloud_operating_margin", "microsoft", "2022Q3", "2026Q2", definition="all")
    there = frame[frame["reason"] == ""]
    assert set(there["definition"]) <= {"ic_before_fy25", "ic_from_fy25"}


def test_an_unknown_definition_names_the_near_ones():
    with pytest.raises(UsageError, match="did you mean azure_from_fy27 or azure_from_fy25"):
        series("azure_growth", definition="azure_from_fy2")


# --- shape ----------------------------------------------------------------------------------------


def test_one_row_for_every_company_and_quarter_asked():
    frame = series("capex_cash", ["meta", "microsoft"], "2016Q1", "2027Q1")
    wanted = [str(q) for q in quarters_between("2016Q1", "2027Q1")]
    assert list(frame.columns) == COLUMNS
    assert frame["company"].tolist() == ["microsoft"] * len(wanted) + ["meta"] * len(wanted)
    assert frame["calendar_quarter"].tolist() == wanted * 2
    assert (frame["value"].isna() == (frame["reason"] != "")).all()
    assert (frame["sources"].eq("") == frame["value"].isna()).all()
    assert frame["fiscal_quarter"].str.fullmatch(r"FY\d\d Q[1-4]").all()


@pytest.mark.parametrize(
    "metric",
    [
        "revenue",
        "rpo",
        "azure_growth",
        "free_cash_flow.ttm.yoy",
        "cloud_operating_margin",
        "cloud_revenue.qoq",
    ],
)
def test_every_frame_keeps_the_contract(metric):
    frame = series(metric)
    there = frame[frame["reason"] == ""]
    assert len(there)
    assert there[["value", "first_value"]].notna().all().all()
    assert set(there["basis"]) <= {"reported", "derived", "estimated"}
    assert set(there["evidence"]) <= {"filed", "company", "press", "secondary"}
    assert (there["definition"] != "").all()
    assert (there["sources"] != "").all()
    gone = frame[frame["reason"] != ""]
    assert gone["value"].isna().all()
    assert set(gone["reason"]) <= set(REASONS)
    assert not gone["restated"].any()
    known = set(facts.load_sources()["source_id"])
    assert {source for cell in there["sources"] for source in cell.split(";")} <= known


def test_the_default_end_is_the_newest_quarter_most_companies_have_reported():
    assert str(metrics.newest_quarter()) == "2026Q2"
    assert series("capex_cash", "oracle")["calendar_quarter"].iloc[-1] == "2026Q2"
    # Oracle is a quarter ahead; it is there for who asks.
    assert one("capex_cash", "oracle", "2026Q3")["value"] > 0


def test_companies_that_no_review_is_about_do_not_move_the_newest_quarter():
    """Rows of ten companies that report late would have taken the newest quarter back by two years."""
    book = Book()
    now = book.newest
    late = {f"added_{n}": now - 8 for n in range(10)}
    again = Book()
    again.__dict__["_last"] = {filed: said | late for filed, said in book._last.items()}
    assert again.newest == now
    alone = Book()
    alone.__dict__["_last"] = {True: late, False: late}
    assert alone.newest == now - 8


def test_companies_left_out_means_those_with_a_fact():
    assert set(series("azure_growth")["company"]) == {"microsoft"}
    assert "meta" not in set(series("cloud_revenue")["company"])


def test_a_frame_is_the_readers_own():
    frame = series("capex_cash", "meta")
    frame["value"] = 0
    assert series("capex_cash", "meta")["value"].sum() > 0


def test_every_known_metric_answers():
    for metric in metrics.known_metrics():
        frame = series(metric, "microsoft", "2025Q1", "2026Q2")
        assert len(frame) == 6, metric
        assert metrics.describe(metric)["label"], metric
    assert set(DERIVED) <= set(metrics.known_metrics())


# --- reasons --------------------------------------------------------------------------------------


def test_a_company_without_a_cloud_has_no_cloud_revenue():
    assert one("cloud_revenue", "meta", "2025Q1")["reason"] == "not_applicable"
    assert one("cloud_operating_margin.yoy", "nvidia", "2025Q1")["reason"] == "not_applicable"
    assert one("azure_growth", "amazon", "2025Q1")["reason"] == "not_applicable"
    assert one("microsoft_cloud_revenue", "oracle", "2025Q1")["reason"] == "not_applicable"


def test_a_cloud_without_dollars_does_not_disclose_its_revenue():
    # Microsoft's 8-K of 2026-09-02 (0001193125-26-380280) gives Azure's dollars back to July 2024, not before.
    assert one("cloud_revenue", "microsoft", "2024Q2")["reason"] == "not_disclosed"
    assert one("cloud_revenue", "microsoft", "2025Q3")["value"] == 22_384_000_000
    assert one("cloud_revenue", "microsoft", "2025Q3", as_of="2026-09-01")["reason"] == "not_disclosed"


@pytest.mark.parametrize(
    ("quarter", "reason"),
    [
        ("2022Q4", "not_disclosed"),
        ("2023Q1", "not_derivable"),
        ("2025Q4", "not_derivable"),
        ("2026Q1", "not_yet_filed"),
    ],
)
def test_no_quarter_of_a_year_that_is_told_waits_for_its_document(quarter, reason):
    """Huawei tells its cloud by the year alone, from 2023 (annual reports of 2024 and 2025)."""
    assert one("cloud_revenue", "huawei", quarter)["reason"] == reason


def test_a_quarter_after_the_newest_filing_is_not_yet_filed():
    # NVIDIA filed its fiscal 2024 on 2024-02-21.
    assert one("revenue", "nvidia", "2023Q4", as_of="2024-02-20")["reason"] == "not_yet_filed"
    assert one("revenue", "nvidia", "2023Q4", as_of="2024-02-21")["value"] == 22_103_000_000
    assert one("capex_cash.yoy", "microsoft", "2027Q4")["reason"] == "not_yet_filed"
    assert one("free_cash_flow", "microsoft", "2026Q3")["reason"] == "not_yet_filed"


def test_growth_without_a_base_is_not_derivable():
    # Alphabet's release of 2019Q4 (0001652044-20-000004) gives the quarter a year before; of 2018Q1 to Q3 nothing is told.
    first = series("cloud_revenue", "alphabet", "2018Q1", "2021Q1").query("reason == ''").iloc[0]
    assert (first["calendar_quarter"], first["value"]) == ("2018Q4", 1_709_000_000)
    growth = series("cloud_revenue.yoy", "alphabet", "2019Q1", "2019Q4")
    assert growth["reason"].tolist() == [*["not_derivable"] * 3, ""]


def test_a_formula_has_the_reason_of_the_operand_that_is_missing():
    # NVIDIA's quarter has operating cash flow and no capex.
    assert one("operating_cash_flow", "nvidia", "2018Q4")["reason"] == ""
    assert one("free_cash_flow", "nvidia", "2018Q4")["reason"] == "not_entered"
    assert one("capex_cash.ttm", "nvidia", "2019Q1")["reason"] == "not_derivable"


# --- bad questions --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("capx_cash",), "did you mean capex_cash"),
        (("capex_cash.yoyo",), "valid: ttm, yoy"),
        (("capex_cash.yoy.ttm",), "means nothing"),
        (("capex_cash.ttm.ttm",), "means nothing"),
        (("capex_cash.yoy.qoq",), "means nothing"),
        (("rpo.ttm",), "is a stock"),
        (("azure_growth.ttm",), "is a share"),
        (("capex_cash", "micros"), "did you mean microsoft"),
        (("capex_cash", None, "2018"), "not a quarter"),
        (("capex_cash", None, "2018Q1", "2018Q5"), "not a quarter"),
        (("capex_cash", None, "0000Q1"), "not a quarter"),
        (("capex_cash", None, "2018Q1", None, "yesterday"), "not a date"),
    ],
)
def test_a_bad_question_is_answered_with_what_would_be_valid(asked, words):
    with pytest.raises(UsageError, match=words) as caught:
        series(*asked)
    assert caught.value.exit_code == 2
    assert "\n" not in str(caught.value)


def test_an_unknown_metric_is_an_error_of_its_own():
    with pytest.raises(UnknownMetric):
        series("profit")
    with pytest.raises(UnknownMetric):
        metrics.describe("profit")
    with pytest.raises(UnknownMetric):
        metrics.describe("profit.ttm")


@pytest.mark.parametrize("metric", ["capex_cash.ttm", "free_cash_flow.yoy"])
def test_a_transform_has_no_words_of_its_own(metric):
    with pytest.raises(UsageError, match=f"describe {metric.partition('.')[0]} itself"):
        metrics.describe(metric)


def test_describing_a_metric_opens_no_facts(monkeypatch):
    monkeypatch.setattr("cloudcapex.metrics.frames.open_book", None)
    assert metrics.describe("capex_cash")["unit"] == "money"


def test_one_book_answers_for_every_day_after_which_nothing_came():
    newest, filed = facts.newest_day(), facts.load_facts()["filed"].max().date()
    assert open_book(newest) is open_book() is open_book(newest + dt.timedelta(days=400))
    assert open_book(filed - dt.timedelta(days=1)) is not open_book()
    for days in range(9):  # so many books of other days let go of the one of no day
        open_book(filed - dt.timedelta(days=30 + days))
        open_book(newest)
    assert open_book(newest) is open_book()


@pytest.mark.filterwarnings("error")
def test_an_answer_draws_no_warning():
    # Amazon's backlog is missing in most quarters: days without a value have no date.
    assert series("cloud_backlog.qoq", ["amazon"])["period_end"].isna().any()


# --- speed ----------------------------------------------------------------------------------------


def test_a_warm_question_reckons_no_quarter_again(monkeypatch):
    warm = series("capex_cash")
    for reckoned in ("as_stated", "differences", "less_two_quarters"):
        monkeypatch.setattr(quarters, reckoned, lambda *_: pytest.fail("a quarter was reckoned again"))
    pd.testing.assert_frame_equal(series("capex_cash"), warm)


@pytest.mark.parametrize("metric", ["depreciation", "depreciation_and_amortization"])
def test_a_fiscal_year_is_its_own_figure_where_its_quarters_are_not_told(metric):
    # Alphabet's 10-K 0001652044-24-000022 of 31 January 2024 gives 11,946 for 2023; its quarters came beside those of 2024.
    then = series(f"{metric}.ttm", ["alphabet"], "2023Q1", "2023Q4", "2024-02-15")
    assert then["reason"].iloc[:3].ne("").all()
    assert then["value"].iloc[3] == pytest.approx(11_946e6)
    assert then["sources"].iloc[3] == "0001652044-24-000022"
    assert series(f"{metric}.ttm", ["alphabet"], "2023Q4", "2023Q4")["value"].iloc[0] == pytest.approx(
        11_946e6
    )
