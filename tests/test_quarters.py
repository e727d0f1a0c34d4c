"""Discrete quarters, on figures that a person can look up under the accession named beside them."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudcapex import facts, metrics
from cloudcapex.metrics.quarters import discrete_quarters, quarter_index, told_periods
from cloudcapex.metrics.vintages import quarters_long
from cloudcapex.periods import Quarter
from cloudcapex.schema.grades import BASES, EVIDENCE
from turning import examples

FLOW = {"capex_cash": "flow"}


def fact(start: str | None, end: str, value: float, source: str = "", filed: str = "", **more) -> dict:
    """Make one fact; by default filed 30 days after the period, in a document of its own."""
    day = filed or str(dt.date.fromisoformat(end) + dt.timedelta(days=30))
    return {
        "company": "microsoft",
        "metric": "capex_cash",
        "definition": "as_filed",
        "period_start": pd.Timestamp(start) if start else pd.NaT,
        "period_end": pd.Timestamp(end),
        "value": float(value),
        "unit": "USD",
        "basis": "reported",
        "evidence": "filed",
        "form": "10-Q",
        "filed": pd.Timestamp(day),
        "source_id": source or f"{start}-{end}-{day}",
        "concept": "Tag",
        "note": "",
    } | more


def derive(*rows: dict) -> pd.DataFrame:
    """Return the discrete quarters of some facts, indexed by the quarter as text."""
    quarters, _ = discrete_quarters(told_periods(pd.DataFrame(rows)), FLOW)
    quarters.index = [f"{q // 4}Q{q % 4 + 1}" for q in quarters["quarter"]]
    return quarters


def one(metric: str, company: str, quarter: str, **more) -> pd.Series:
    """Return the one row of a company's quarter."""
    return metrics.series(metric, company, quarter, quarter, **more).iloc[0]


# --- lengths and places of periods ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "quarters"),
    [
        ("2023-10-01", "2023-12-31", 1),  # a calendar quarter
        ("2023-07-01", "2024-03-31", 3),  # Microsoft's nine months
        ("2025-06-01", "2025-11-30", 2),  # Oracle's six months
        ("2020-10-26", "2021-01-31", 1),  # NVIDIA's quarter of 14 weeks
        ("2020-01-27", "2021-01-31", 4),  # NVIDIA's year of 53 weeks
        ("2024-01-29", "2025-01-26", 4),  # NVIDIA's year of 52 weeks
        ("2017-01-01", "2017-02-03", -1),  # a stub between two fiscal years
        ("2023-01-01", "2023-05-31", -1),  # five months
        ("2023-01-01", "2024-12-31", -1),  # two years
    ],
)
def test_length_of_a_period_is_read_from_its_days(start, end, quarters):
    length = quarters_long(pd.Series([pd.Timestamp(start)]), pd.Series([pd.Timestamp(end)]))
    assert length.tolist() == [quarters]


def test_an_instant_has_no_length():
    nothing = pd.Series([pd.NaT], dtype="datetime64[s]")
    assert quarters_long(nothing, pd.Series([pd.Timestamp("2026-06-30")])).tolist() == [0]


@given(st.dates(dt.date(2014, 1, 1), dt.date(2030, 1, 1)), st.integers(70, 110))
def test_calendar_quarter_agrees_with_the_rule_of_the_house(start, days):
    end = start + dt.timedelta(days=days)
    number = quarter_index(pd.Series([pd.Timestamp(start)]), pd.Series([pd.Timestamp(end)]))[0]
    assert str(Quarter(number // 4, number % 4 + 1)) == str(Quarter.of(start, end))


@pytest.mark.parametrize(
    ("day", "quarter"),
    [("2026-08-31", "2026Q3"), ("2026-07-26", "2026Q2"), ("2026-06-30", "2026Q2"), ("2026-01-25", "2025Q4")],
)
def test_an_instant_stands_where_the_quarter_it_closes_stands(day, quarter):
    nothing = pd.Series([pd.NaT], dtype="datetime64[s]")
    number = quarter_index(nothing, pd.Series([pd.Timestamp(day)]))[0]
    assert f"{number // 4}Q{number % 4 + 1}" == quarter


# --- real fiscal years ----------------------------------------------------------------------------


def test_microsoft_fourth_quarter_is_the_year_less_nine_months():
    row = one("capex_cash", "microsoft", "2024Q2")
    # 44,477 in the 10-K for June 2024 less 30,604 in the 10-Q for March 2024.
    assert row["value"] == 44_477_000_000 - 30_604_000_000 == 13_873_000_000
    assert row["sources"] == "0000950170-24-048288;0000950170-24-087843"
    assert (row["fiscal_quarter"], row["basis"], row["evidence"]) == ("FY24 Q4", "derived", "filed")
    assert (str(row["period_start"].date()), str(row["period_end"].date())) == ("2024-04-01", "2024-06-30")


def test_a_quarter_the_filing_states_itself_is_taken_as_it_stands():
    row = one("capex_cash", "microsoft", "2023Q4")
    # Microsoft's 10-Q shows three months beside six: 9,735; the difference 19,652 - 9,917 is the same.
    assert row["value"] == 9_735_000_000
    assert (row["basis"], row["sources"]) == ("reported", "0000950170-24-008814")


def test_meta_fourth_quarter_2024():
    row = one("capex_cash", "meta", "2024Q4")
    # 37,256 in the 10-K for 2024 less 22,831 in the 10-Q for September 2024.
    assert row["value"] == 37_256_000_000 - 22_831_000_000 == 14_425_000_000
    assert row["sources"] == "0001326801-24-000081;0001326801-25-000017"


def test_oracle_quarters_end_in_august_november_february_and_may():
    frame = metrics.series("capex_cash", "oracle", "2025Q3", "2026Q1")
    # 8,502; 20,535 - 8,502; 39,170 - 20,535: 10-Qs 0001193125-25-200095, -25-315925, -26-101045.
    assert frame["value"].tolist() == [8_502e6, 12_033e6, 18_635e6]
    assert frame["fiscal_quarter"].tolist() == ["FY26 Q1", "FY26 Q2", "FY26 Q3"]
    assert frame["sources"].iloc[1] == "0001193125-25-200095;0001193125-25-315925"


def test_nvidia_53_week_year_closes_with_a_quarter_of_14_weeks():
    row = one("revenue", "nvidia", "2020Q4")
    # 16,675 for the 53 weeks (10-K 0001045810-21-000010) less 11,672 for 39 (10-Q 0001045810-20-000189).
    assert row["value"] == 5_003_000_000
    assert row["sources"] == "0001045810-20-000189;0001045810-21-000010"
    assert (row["period_end"] - row["period_start"]).days + 1 == 98
    assert row["fiscal_quarter"] == "FY21 Q4"


@pytest.mark.parametrize("company", ["microsoft", "alphabet", "amazon", "meta", "oracle"])
def test_capex_has_34_quarters_without_a_hole(company):
    frame = metrics.series("capex_cash", company, "2018Q1", "2026Q2")
    assert len(frame) == 34
    assert (frame["reason"] == "").all()
    assert frame["value"].gt(0).all()
    assert (frame["evidence"] == "filed").all()
    assert frame["period_start"].iloc[1:].tolist() == [
        end + pd.Timedelta(days=1) for end in frame["period_end"].iloc[:-1]
    ]


# --- tags that change -----------------------------------------------------------------------------


def test_nvidia_capex_runs_over_three_tags():
    # FY21: nine months as PaymentsToAcquireProductiveAssets (845, 10-Q 0001045810-20-000189), the year as
    # nvda:PurchasesOfPropertyAndEquipmentAndIntangibleAssets (1,128, 10-K 0001045810-21-000010).
    row = one("capex_cash", "nvidia", "2020Q4")
    assert row["value"] == 283_000_000
    assert row["sources"] == "0001045810-20-000189;0001045810-21-000010"
    # FY20: the first tag, PaymentsToAcquirePropertyPlantAndEquipment: 241 - 128 (10-Qs 0001045810-19-000079, -144).
    assert one("capex_cash", "nvidia", "2019Q2")["value"] == 113_000_000


def test_amazon_capex_is_read_from_one_tag_only():
    known = facts.load_facts()
    amazon = known[
        (known["company"] == "amazon") & (known["metric"] == "capex_cash") & (known["concept"] != "")
    ]
    assert set(amazon["concept"]) == {"PaymentsToAcquireProductiveAssets"}
    # 10-Q for March 2024, 0001018724-24-000083.
    assert one("capex_cash", "amazon", "2024Q1")["value"] == 14_925_000_000


# --- what is missing ------------------------------------------------------------------------------


def test_nvidia_s_capex_is_read_from_its_own_concept():
    frame = metrics.series("capex_cash", "nvidia", "2022Q1", "2022Q4").set_index("calendar_quarter")
    # FY23 by nvda:PurchasesOfPropertyAndEquipmentAndIntangibleAssets: 361 in 0001045810-22-000079, 794 after six months
    # in 0001045810-22-000147, 1,324 after nine in 0001045810-22-000166, 1,833 in 0001045810-23-000017.
    assert frame["value"].tolist() == [361e6, 433e6, 530e6, 509e6]
    assert "0001045810-22-000147" in frame.loc["2022Q3", "sources"]


def test_a_quarter_without_an_operand_is_missing_with_a_reason():
    frame = metrics.series("capex_cash", "nvidia", "2018Q3", "2018Q4").set_index("calendar_quarter")
    # Of FY19 nine months are known and the year is in no filing held.
    assert frame.loc["2018Q3", "value"] > 0
    assert pd.isna(frame.loc["2018Q4", "value"])
    assert frame.loc["2018Q4", "reason"] == "not_entered"
    assert frame.loc["2018Q4", "sources"] == ""


def test_a_missing_operand_is_never_taken_for_zero():
    quarters = derive(fact("2023-01-01", "2023-03-31", 10), fact("2023-01-01", "2023-09-30", 33))
    assert quarters["value"].to_dict() == {"2023Q1": 10}


def test_holes_are_the_quarters_that_must_exist():
    rows = [fact("2023-01-01", "2023-03-31", 10), fact("2023-01-01", "2023-12-31", 50)]
    _, holes = discrete_quarters(told_periods(pd.DataFrame(rows)), FLOW)
    assert sorted(holes["quarter"] % 4 + 1) == [2, 3, 4]


def test_a_changed_fiscal_year_leaves_its_stub_out():
    # No company in the data changed its year, so the dates and amounts are made up: a calendar year, a stub
    # of five weeks, then quarters of 13 weeks.
    quarters = derive(
        fact("2016-01-01", "2016-09-30", 75),
        fact("2016-01-01", "2016-12-31", 100),
        fact("2017-01-01", "2017-02-03", 9),
        fact("2017-02-04", "2017-05-05", 21),
        fact("2017-02-04", "2017-08-04", 43),
        fact("2017-02-04", "2018-02-02", 90),
    )
    assert quarters["value"].to_dict() == {"2016Q4": 25, "2017Q1": 21, "2017Q2": 22}


# --- several documents ----------------------------------------------------------------------------


def test_two_filings_of_one_day_are_resolved_by_form_not_by_row_order():
    # Alphabet filed 10-Q 0001652044-16-000021 and 8-K 0001652044-16-000022 on 2016-05-03.
    known = facts.load_facts()
    both = known[
        (known["company"] == "alphabet")
        & (known["metric"] == "property_and_equipment_net")
        & (known["period_end"] == "2015-12-31")
        & (known["filed"] == "2016-05-03")
    ]
    assert set(both["source_id"]) == {"0001652044-16-000021", "0001652044-16-000022"}
    for order in (both, both.iloc[::-1]):
        quarters, _ = discrete_quarters(told_periods(order), {"property_and_equipment_net": "stock"})
        assert quarters["sources"].tolist() == [("0001652044-16-000021",)]


def test_of_one_day_the_report_is_the_last_word():
    release = fact("2024-01-01", "2024-03-31", 10e6, "b-release", "2024-05-01", form="8-K")
    report = fact("2024-01-01", "2024-03-31", 11e6, "a-report", "2024-05-01")
    for rows in ((release, report), (report, release)):
        quarter = derive(*rows).loc["2024Q1"]
        assert (quarter["value"], quarter["first_value"]) == (11e6, 10e6)
        assert quarter["sources"] == ("a-report",)


def test_a_figure_rounded_on_a_call_is_no_earlier_vintage():
    called = fact("2024-01-01", "2024-03-31", 9.7e9, "call", "2024-04-25", evidence="company", concept="")
    filed = fact("2024-01-01", "2024-03-31", 9_735e6, "report", "2024-04-26")
    quarter = derive(called, filed).loc["2024Q1"]
    assert (quarter["value"], quarter["first_value"], quarter["restated"]) == (9_735e6, 9_735e6, False)
    # The same when both carry one grade of evidence, and when the rounder figure comes last.
    told = {**called, "evidence": "filed", "filed": pd.Timestamp("2024-04-27")}
    for first in (told, {**told, "filed": pd.Timestamp("2024-04-20")}):
        quarter = derive(first, filed).loc["2024Q1"]
        assert (quarter["value"], quarter["sources"]) == (9_735e6, ("report",))
        assert not quarter["restated"]


def test_a_difference_of_filed_figures_beats_a_rounded_quarter():
    quarters = derive(
        fact("2024-01-01", "2024-09-30", 22_831e6, "nine"),
        fact("2024-01-01", "2024-12-31", 37_256e6, "year"),
        fact("2024-10-01", "2024-12-31", 14.4e9, "call", evidence="company", concept=""),
    )
    assert quarters.loc["2024Q4", "value"] == 14_425e6
    assert quarters.loc["2024Q4", "sources"] == ("nine", "year")


def test_a_stated_quarter_left_behind_by_a_restatement_gives_way():
    before = [
        fact("2023-01-01", "2023-03-31", 10e6, filed="2023-04-30"),
        fact("2023-04-01", "2023-06-30", 15e6, filed="2023-07-30"),
        fact("2023-01-01", "2023-06-30", 25e6, filed="2023-07-30"),
    ]
    assert derive(*before).loc["2023Q2", ["value", "basis_code"]].tolist() == [15e6, 0]
    after = [
        fact("2023-01-01", "2023-03-31", 11e6, "q1-again", filed="2024-04-30"),
        fact("2023-01-01", "2023-06-30", 28e6, "half-again", filed="2024-07-30"),
    ]
    quarter = derive(*before, *after).loc["2023Q2"]
    assert (quarter["value"], quarter["first_value"], quarter["restated"]) == (17e6, 15e6, True)
    assert quarter["sources"] == ("half-again", "q1-again")
    # Repeated with the restatement, the quarter the company states is the quarter.
    repeated = fact("2023-04-01", "2023-06-30", 16e6, "q2-again", filed="2024-07-30")
    assert derive(*before, *after, repeated).loc["2023Q2", "value"] == 16e6


def test_a_year_to_date_restated_in_the_document_that_repeats_the_quarter_is_one_vintage():
    """Half year 25, a year later 27; the first quarter stands in that same filing, unchanged: it was looked at again."""
    quarters = derive(
        fact("2023-01-01", "2023-03-31", 10, filed="2023-04-30"),
        fact("2023-01-01", "2023-06-30", 25, filed="2023-07-30"),
        fact("2023-01-01", "2023-06-30", 27, source="next", filed="2024-07-30"),
        fact("2023-01-01", "2023-03-31", 10, source="next", filed="2024-07-30"),
    )
    second = quarters.loc["2023Q2"]
    assert (second["value"], second["first_value"], second["restated"]) == (17.0, 15.0, True)


def test_a_quarter_restated_in_the_document_that_repeats_the_year_to_date_is_one_vintage():
    quarters = derive(
        fact("2023-01-01", "2023-03-31", 10, filed="2023-04-30"),
        fact("2023-01-01", "2023-06-30", 25, filed="2023-07-30"),
        fact("2023-01-01", "2023-03-31", 12, source="next", filed="2024-07-30"),
        fact("2023-01-01", "2023-06-30", 25, source="next", filed="2024-07-30"),
    )
    second = quarters.loc["2023Q2"]
    assert (second["value"], second["first_value"], second["restated"]) == (13.0, 15.0, True)


def test_a_quarter_restated_a_day_after_the_year_to_date_was_last_repeated_is_not():
    quarters = derive(
        fact("2023-01-01", "2023-03-31", 10, filed="2023-04-30"),
        fact("2023-01-01", "2023-06-30", 25, filed="2023-07-30"),
        fact("2023-01-01", "2023-06-30", 25, source="again", filed="2024-07-29"),
        fact("2023-01-01", "2023-03-31", 12, source="next", filed="2024-07-30"),
    )
    second = quarters.loc["2023Q2"]
    assert (second["value"], second["restated"]) == (15.0, True)


def test_as_first_reported_takes_the_quarter_as_the_same_document_restated_it():
    """The half-year report restates the first quarter: what it first says of the second is 25 less 12."""
    quarters = derive(
        fact("2023-01-01", "2023-03-31", 10, filed="2023-04-30"),
        fact("2023-01-01", "2023-03-31", 12, source="half", filed="2023-07-30"),
        fact("2023-01-01", "2023-06-30", 25, source="half", filed="2023-07-30"),
    )
    second = quarters.loc["2023Q2"]
    assert (second["first_value"], second["value"], second["restated"]) == (13.0, 13.0, False)
    assert second["first_sources"] == ("half",)


def test_nine_months_less_two_known_quarters_are_the_third():
    first = fact("2023-07-01", "2023-09-30", 10, "q1")
    second = fact("2023-10-01", "2023-12-31", 12, "q2", evidence="company")
    nine = fact("2023-07-01", "2024-03-31", 37, "9m")
    found = derive(first, second, nine)
    assert list(found.index) == ["2023Q3", "2023Q4", "2024Q1"]
    third = found.loc["2024Q1"]
    assert (third["value"], third["period_start"]) == (15, pd.Timestamp("2024-01-01"))
    assert third["sources"] == ("9m", "q1", "q2")
    assert (EVIDENCE[third["evidence_code"]], BASES[third["basis_code"]]) == ("company", "derived")
    # Six months that somebody told come first.
    assert (
        derive(first, second, nine, fact("2023-07-01", "2023-12-31", 21, "6m")).loc["2024Q1", "value"] == 16
    )
    assert "2024Q1" not in derive(first, nine).index
    assert "2024Q1" not in derive(second, nine).index


def test_nine_months_restated_alone_are_taken_as_first_reported():
    first, second = fact("2023-07-01", "2023-09-30", 10, "q1"), fact("2023-10-01", "2023-12-31", 12, "q2")
    nine = fact("2023-07-01", "2024-03-31", 37, "9m")
    again = fact("2023-07-01", "2024-03-31", 40, "later", filed="2025-04-30")
    third = derive(first, second, nine, again).loc["2024Q1"]
    assert (third["value"], third["first_value"], third["sources"]) == (15, 15, ("9m", "q1", "q2"))
    assert third["restated"]


def test_the_weakest_operand_grades_a_difference():
    quarters = derive(
        fact("2024-01-01", "2024-03-31", 10),
        fact("2024-01-01", "2024-06-30", 25, evidence="press", basis="estimated"),
    )
    assert quarters.loc["2024Q2", ["evidence_code", "basis_code"]].tolist() == [2, 2]


def test_amounts_in_two_currencies_are_never_subtracted():
    quarters = derive(fact("2024-01-01", "2024-03-31", 10), fact("2024-01-01", "2024-06-30", 25, unit="CNY"))
    assert quarters.index.tolist() == ["2024Q1"]


# --- laws -----------------------------------------------------------------------------------------

# Laws over the whole data make a book for every example: a few days say as much as many.
few = examples(5)

AMOUNTS = st.lists(st.integers(-(10**6), 10**12), min_size=4, max_size=4)


def year_to_date(values: list[int], first_day: dt.date) -> list[dict]:
    """State a year of four quarters the way cash-flow statements do."""
    starts = [pd.Timestamp(first_day) + pd.DateOffset(months=3 * n) for n in range(5)]
    ends = [str((day - pd.Timedelta(days=1)).date()) for day in starts[1:]]
    return [fact(str(first_day), end, sum(values[: n + 1])) for n, end in enumerate(ends)]


@examples(15)
@given(AMOUNTS, st.integers(1, 12), st.integers(2015, 2028), st.randoms())
def test_quarters_sum_to_their_year_in_any_order_of_rows(values, month, year, random):
    rows = year_to_date(values, dt.date(year, month, 1))
    random.shuffle(rows)
    quarters = derive(*rows)
    assert quarters["value"].tolist() == values
    assert quarters["value"].sum() == sum(values)
    assert not quarters["restated"].any()


@examples(15)
@given(AMOUNTS, st.sets(st.integers(0, 3)))
def test_a_quarter_is_there_exactly_when_its_operands_are(values, lost):
    rows = [row for n, row in enumerate(year_to_date(values, dt.date(2024, 7, 1))) if n not in lost]
    expected = {n for n in range(4) if n not in lost and (n == 0 or n - 1 not in lost)}
    quarters, holes = (
        discrete_quarters(told_periods(pd.DataFrame(rows)), FLOW)
        if rows
        else (pd.DataFrame({"quarter": []}),) * 2
    )
    assert set(quarters["quarter"] - (2024 * 4 + 2)) == expected
    covered = set(range(max(set(range(4)) - lost, default=-1) + 1))
    assert set(holes["quarter"] - (2024 * 4 + 2)) == covered - expected


@pytest.mark.turned
@few
@given(st.randoms())
def test_shuffling_the_facts_of_a_company_changes_nothing(random):
    known = facts.load_facts()
    meta = known[(known["company"] == "meta") & (known["period_end"] >= "2020-01-01")].reset_index(drop=True)
    kinds = dict(zip(*[facts.load_metrics()[c] for c in ("id", "kind")], strict=True))
    expected, expected_holes = discrete_quarters(told_periods(meta), kinds)
    order = list(range(len(meta)))
    random.shuffle(order)
    got, got_holes = discrete_quarters(told_periods(meta.iloc[order]), kinds)
    pd.testing.assert_frame_equal(got, expected)
    key = list(got_holes.columns)
    assert (
        got_holes.sort_values(key).to_numpy().tolist() == expected_holes.sort_values(key).to_numpy().tolist()
    )


@pytest.mark.turned
@few
@given(st.dates(dt.date(2016, 1, 1), dt.date(2026, 10, 1)))
def test_what_is_filed_after_the_day_never_counts(day):
    known = facts.load_facts()
    filed_on = known.drop_duplicates("source_id").set_index("source_id")["filed"]
    for metric in ("capex_cash", "cloud_revenue", "free_cash_flow.ttm"):
        frame = metrics.series(metric, start="2015Q1", as_of=day)
        used = {source for cell in frame["sources"] for source in cell.split(";") if source}
        assert not used or filed_on[sorted(used)].max() <= pd.Timestamp(day)


@pytest.mark.turned
@few
@given(st.dates(dt.date(2016, 1, 1), dt.date(2026, 10, 1)), st.integers(1, 700))
def test_what_was_known_is_never_lost_again(day, days):
    before, after = (
        metrics.series("capex_cash", start="2015Q1", end="2026Q2", as_of=d)
        for d in (day, day + dt.timedelta(days=days))
    )
    key = ["company", "calendar_quarter"]
    both = before[before["reason"] == ""].merge(after, on=key, suffixes=("", "_after"))
    assert (both["reason_after"] == "").all()
    # The value first reported is the value first reported, whenever one looks.
    assert np.array_equal(both["first_value"], both["first_value_after"])
