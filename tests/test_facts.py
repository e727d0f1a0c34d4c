"""Facts as known on a day: figures a person looked up in the filings, and what happens to a broken row."""

from __future__ import annotations

import datetime as dt
import os
import shutil

import pandas as pd
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import newcomers
from cloudcapex.errors import DataError, UsageError
from cloudcapex.facts import (
    FACT_COLUMNS,
    FACT_KEY,
    load_companies,
    load_corrections,
    load_facts,
    load_fx,
    load_guidance,
    load_labs,
    load_market,
    load_sources,
    load_table,
)
from cloudcapex.paths import data_dir
from cloudcapex.reports.documents import document_rows

# --- figures of filings ---------------------------------------------------------------------------

# company, metric, definition, first and last day, value, accession
FILED = [
    # Microsoft 10-K FY2025: total revenue
    ("microsoft", "revenue", "as_filed", "2024-07-01", "2025-06-30", 281_724e6, "0000950170-25-100235"),
    # Microsoft 10-Q of December 2023: additions to property and equipment, three and six months
    ("microsoft", "capex_cash", "as_filed", "2023-10-01", "2023-12-31", 9_735e6, "0000950170-24-008814"),
    ("microsoft", "capex_cash", "as_filed", "2023-07-01", "2023-12-31", 19_652e6, "0000950170-24-008814"),
    # Meta 10-Q of September 2024 and 10-K 2024: purchases of property and equipment
    ("meta", "capex_cash", "as_filed", "2024-01-01", "2024-09-30", 22_831e6, "0001326801-24-000081"),
    ("meta", "capex_cash", "as_filed", "2024-01-01", "2024-12-31", 37_256e6, "0001326801-25-000017"),
    # Amazon 10-K 2024: purchases of property and equipment; AWS segment of 2023
    ("amazon", "capex_cash", "as_filed", "2024-01-01", "2024-12-31", 82_999e6, "0001018724-25-000004"),
    ("amazon", "cloud_revenue", "aws_segment", "2023-01-01", "2023-12-31", 90_757e6, "0001018724-25-000004"),
    (
        "amazon",
        "cloud_operating_income",
        "aws_segment",
        "2023-01-01",
        "2023-12-31",
        24_631e6,
        "0001018724-25-000004",
    ),
    # Amazon 10-K 2023: AWS, the year less nine months
    ("amazon", "cloud_revenue", "aws_segment", "2023-10-01", "2023-12-31", 24_204e6, "0001018724-24-000008"),
    (
        "amazon",
        "cloud_operating_income",
        "aws_segment",
        "2023-10-01",
        "2023-12-31",
        7_167e6,
        "0001018724-24-000008",
    ),
    # Alphabet 10-K 2024: Google Cloud segment of 2023
    (
        "alphabet",
        "cloud_revenue",
        "google_cloud_segment",
        "2023-01-01",
        "2023-12-31",
        33_088e6,
        "0001652044-25-000014",
    ),
    (
        "alphabet",
        "cloud_operating_income",
        "google_cloud_from_2023",
        "2022-01-01",
        "2022-12-31",
        -1_922e6,
        "0001652044-25-000014",
    ),
    # NVIDIA: one line, three tags over the years
    ("nvidia", "capex_cash", "as_filed", "2020-01-27", "2020-04-26", 155e6, "0001045810-20-000065"),
    ("nvidia", "capex_cash", "as_filed", "2022-01-31", "2023-01-29", 1_833e6, "0001045810-23-000017"),
    ("nvidia", "capex_cash", "as_filed", "2024-01-29", "2025-01-26", 3_236e6, "0001045810-25-000023"),
    # NVIDIA 10-K FY2023: Data Center market
    (
        "nvidia",
        "data_center_revenue",
        "data_center_market",
        "2022-01-31",
        "2023-01-29",
        15_005e6,
        "0001045810-23-000017",
    ),
    # Oracle 10-K FY2026: net cash outlay for capital expenditures
    (
        "oracle",
        "capex_net_of_incentives",
        "net_cash_outlay",
        "2025-06-01",
        "2026-05-31",
        47_726e6,
        "0001193125-26-277521",
    ),
    # Microsoft's segments as redrawn
    (
        "microsoft",
        "intelligent_cloud_revenue",
        "ic_from_fy25",
        "2024-07-01",
        "2024-09-30",
        24_092e6,
        "0000950170-24-118967",
    ),
    (
        "microsoft",
        "intelligent_cloud_revenue",
        "ic_before_fy25",
        "2024-04-01",
        "2024-06-30",
        28_515e6,
        "0000950170-24-087843",
    ),
]


@pytest.fixture(scope="module")
def facts() -> pd.DataFrame:
    return load_facts()


def pick(frame: pd.DataFrame, company: str, metric: str, end: str, **more: str) -> pd.DataFrame:
    hit = (frame["company"] == company) & (frame["metric"] == metric) & (frame["period_end"] == end)
    for column, value in more.items():
        hit &= frame[column] == value
    return frame[hit]


@pytest.mark.parametrize(("company", "metric", "definition", "start", "end", "value", "accession"), FILED)
def test_a_figure_of_a_filing(facts, company, metric, definition, start, end, value, accession):
    row = pick(facts, company, metric, end, definition=definition, source_id=accession, period_start=start)
    assert row["value"].tolist() == [value]
    assert row["evidence"].iloc[0] in ("filed", "company")


def test_metas_headline_capex_is_another_metric(facts):
    """Meta's slides for 2024Q4: 14,836 m with principal paid on finance leases, 14,425 m without."""
    wide = pick(facts, "meta", "capex_with_finance_leases", "2024-12-31", source_id="meta-earnings-slides")
    assert set(wide["value"]) == {14_836e6, 39_225e6}
    assert set(wide["definition"]) == {"incl_finance_lease_principal"}


def test_microsofts_headline_capex_counts_leased_assets(facts):
    """Call of 29 July 2026: 41.0 bn; the release of that day: 35,802 m in cash."""
    wide = pick(facts, "microsoft", "capex_with_finance_leases", "2026-06-30", evidence="company")
    cash = pick(facts, "microsoft", "capex_cash", "2026-06-30", period_start="2026-04-01", form="8-K")
    assert wide["value"].tolist() == [41e9]
    assert cash["value"].tolist() == [35_802e6]


def test_one_filing_rounded_and_exact_gives_the_exact_figure(facts):
    """Amazon 10-K 2022 tags depreciation of 2020 as 16.2 bn in a note and 16,239 m in the segment table."""
    filings = load_table("filings")
    raw = filings[
        (filings["concept"] == "Depreciation")
        & (filings["period_end"] == "2020-12-31")
        & (filings["source_id"] == "0001018724-23-000004")
        & (filings["member"] == "")
    ]
    assert sorted(raw["value"]) == [16_200e6, 16_239e6], "both stand in the table"
    read = pick(facts, "amazon", "depreciation", "2020-12-31", source_id="0001018724-23-000004")
    assert read["value"].tolist() == [16_239e6]


def test_amazons_other_tag_for_property_is_not_read(facts):
    told = facts[
        (facts["company"] == "amazon") & (facts["metric"] == "capex_cash") & (facts["concept"] != "")
    ]
    assert set(told["concept"]) == {"PaymentsToAcquireProductiveAssets"}


def test_nvidias_line_is_read_through_three_tags(facts):
    told = facts[
        (facts["company"] == "nvidia") & (facts["metric"] == "capex_cash") & (facts["concept"] != "")
    ]
    assert set(told["concept"]) == {
        "PaymentsToAcquirePropertyPlantAndEquipment",
        "PaymentsToAcquireProductiveAssets",
        "nvda:PurchasesOfPropertyAndEquipmentAndIntangibleAssets",
    }


def test_proxy_statements_are_kept_and_not_read(facts):
    assert "DEF 14A" in set(load_table("filings")["form"])
    assert "DEF 14A" not in set(facts["form"])


def test_alibabas_three_segments_stay_apart(facts):
    cloud = facts[(facts["company"] == "alibaba") & (facts["metric"] == "cloud_revenue")]
    assert set(cloud["unit"]) == {"CNY"}
    assert set(cloud["definition"]) == {
        "alibaba_cloud_legacy",
        "alibaba_cloud_to_2026q1",
        "alibaba_cloud_from_2026q2",
    }
    september = pick(facts, "alibaba", "cloud_revenue", "2022-09-30")
    assert dict(september[["definition", "value"]].to_numpy().tolist()) == {
        "alibaba_cloud_legacy": 20_760e6,
        "alibaba_cloud_to_2026q1": 27_035e6,
    }


def test_alphabets_wider_backlog_is_another_definition(facts):
    """10-K 2025: 242.8 bn; 10-Q of March 2026, on the wider definition: 467.6 bn."""
    before = pick(facts, "alphabet", "rpo", "2025-12-31", evidence="filed")
    after = pick(facts, "alphabet", "rpo", "2026-03-31", evidence="filed")
    assert before[["definition", "value"]].to_numpy().tolist() == [["as_filed", 242.8e9]]
    assert after[["definition", "value"]].to_numpy().tolist() == [["rpo_from_2026q1", 467.6e9]]


def test_backlog_and_rpo_of_coreweave_are_two_metrics(facts):
    """10-K 2025: 60.7 bn of RPO; the company's revenue backlog is 66.8 bn."""
    assert pick(facts, "coreweave", "rpo", "2025-12-31", evidence="filed")["value"].tolist() == [60.7e9]
    assert set(pick(facts, "coreweave", "cloud_backlog", "2025-12-31")["value"]) == {66.8e9}


AZURE = "0001193125-26-380280"


def test_azure_has_dollars_since_the_8k_of_2_september_2026(facts):
    """EX-99.1 of that 8-K: 22,384 / 24,129 / 26,008 / 29,417 m in fiscal 2026, 101,938 m in the year."""
    own = facts[(facts["company"] == "microsoft") & (facts["source_id"] == AZURE)]
    azure = own[(own["metric"] == "azure_revenue") & (own["period_end"] > "2025-07-01")]
    assert set(azure["value"]) == {22_384e6, 24_129e6, 26_008e6, 29_417e6, 101_938e6}
    assert set(azure["definition"]) == {"azure_from_fy27"}
    assert set(own["filed"].dt.date) == {dt.date(2026, 9, 2)}


def test_azure_is_microsofts_cloud_revenue_and_counted_from_one_row(facts):
    own = facts[facts["company"] == "microsoft"]
    cloud = own[own["metric"] == "cloud_revenue"].set_index("period_end")["value"]
    azure = own[(own["metric"] == "azure_revenue") & (own["definition"] == "azure_from_fy27")]
    assert sorted(cloud) == sorted(azure["value"])
    assert "cloud_revenue" not in set(load_table("disclosures").query("company == 'microsoft'")["metric"])


def test_azure_had_no_dollars_by_quarter_before_that_day():
    known = load_facts("2026-09-01")
    own = known[known["company"] == "microsoft"]
    assert "cloud_revenue" not in set(own["metric"])
    assert set(own[own["metric"] == "azure_revenue"]["definition"]) == {"lower_bound"}


def test_the_product_lines_of_that_8k_make_up_microsofts_revenue(facts):
    own = facts[(facts["company"] == "microsoft") & (facts["source_id"] == AZURE)]
    lines = own[own["definition"].isin(["products_from_fy27", "azure_from_fy27"]) & (own["unit"] == "USD")]
    lines = lines[lines["metric"] != "cloud_revenue"]
    segments = own[own["metric"].isin(["agents_and_infra_revenue", "devices_and_consumer_revenue"])]
    filed = facts[(facts["company"] == "microsoft") & (facts["metric"] == "revenue")]
    for period in (["2026-04-01", "2026-06-30"], ["2025-07-01", "2026-06-30"], ["2024-07-01", "2024-09-30"]):
        parts = [
            f[(f["period_start"] == period[0]) & (f["period_end"] == period[1])]["value"]
            for f in (lines, segments, filed)
        ]
        assert len(parts[0]) == 8
        assert len(parts[1]) == 2
        assert {parts[0].sum(), parts[1].sum()} == set(parts[2]) or period[0] == "2026-04-01"


# --- the frame ------------------------------------------------------------------------------------


def test_the_frame_keeps_its_contract(facts):
    assert list(facts.columns) == FACT_COLUMNS
    assert not facts.duplicated(FACT_KEY).any()
    assert facts["value"].notna().all()
    needed = [c for c in FACT_COLUMNS if c not in ("period_start", "form", "concept", "note")]
    assert not facts[needed].isna().any().any()
    assert facts["source_id"].isin(load_sources()["source_id"]).all()
    first_seen = facts["company"].drop_duplicates().tolist()
    assert first_seen == [c for c in load_companies()["slug"] if c in first_seen]


def test_callers_get_copies():
    facts, deals = load_facts(), load_table("deals")
    facts["value"], deals["status"] = 0.0, ""
    assert (load_facts()["value"] != 0).any()
    assert (load_table("deals")["status"] != "").all()


def test_a_warm_load_reads_no_file(monkeypatch):
    warm = load_facts()
    monkeypatch.setattr(pd, "read_csv", unread)
    assert 0 < len(load_facts("2024-02-15")) < len(warm)


def unread(*_: object, **__: object) -> None:
    raise AssertionError("a file was read again")


def test_an_unknown_table_is_named_with_those_that_exist():
    with pytest.raises(UsageError, match=r"no table 'facts'.*disclosures"):
        load_table("facts")


# --- as known on a day ----------------------------------------------------------------------------


@given(st.dates(dt.date(2014, 1, 1), dt.date(2026, 12, 31)))
def test_nothing_is_known_before_its_day(day):
    known = load_facts(day)
    assert not (known["filed"] > pd.Timestamp(day)).any()
    # A document that came out later is cited by nothing, even where it tells of an earlier day.
    everything, published = load_facts(), load_sources().set_index("source_id")["published"]
    out = everything["source_id"].map(published) > pd.Timestamp(day)
    assert not (known["source_id"].map(published) > pd.Timestamp(day)).any()
    assert len(known) == ((everything["filed"] <= pd.Timestamp(day)) & ~out).sum()
    for load in (load_market, load_labs, load_fx):
        assert not (load(day)["filed"] > pd.Timestamp(day)).any()
    assert not (load_guidance(day)["issued"] > pd.Timestamp(day)).any()


def test_a_figure_told_in_a_later_document_is_not_known_before_the_period_after_is_over():
    told = load_table("disclosures")
    later = told[told["note"].fillna("").str.startswith("comparative in a later document")]
    assert len(later) > 5
    over = later["period_end"] + pd.offsets.QuarterEnd(1)
    assert later.loc[later["filed"] <= over, ["company", "metric", "period_end", "filed"]].empty


def test_the_edition_of_2023q4_can_be_replayed_in_mid_february():
    """10-Qs and 10-Ks of 30 January to 2 February 2024 were out by then."""
    known = load_facts("2024-02-15")
    december = known[(known["period_end"] == "2023-12-31") & (known["evidence"].isin(["filed", "company"]))]
    have = set(zip(december["company"], december["metric"], strict=True))
    for company in ("microsoft", "alphabet", "amazon", "meta"):
        assert {
            (company, m) for m in ("revenue", "operating_income", "operating_cash_flow", "capex_cash")
        } <= have
    assert {("amazon", "cloud_revenue"), ("alphabet", "cloud_revenue"), ("microsoft", "azure_growth")} <= have
    assert "2023Q4" in set(load_fx("2024-02-15")["calendar_quarter"])
    assert (load_market("2024-02-15")["period_end"] == "2023-12-31").any()


def test_a_recast_is_unknown_until_it_is_published():
    """8-K of 21 August 2024: Azure growth of July to September 2023 restated from 29 % to 31 %."""

    def azure(day: str) -> dict[str, float]:
        rows = pick(load_facts(day), "microsoft", "azure_growth", "2023-09-30")
        return dict(rows[["definition", "value"]].to_numpy().tolist())

    assert azure("2024-08-20") == {"azure_before_fy25": 0.29}
    assert azure("2024-08-21") == {"azure_before_fy25": 0.29, "azure_from_fy25": 0.31}


def test_google_clouds_recast_of_2022_is_unknown_until_2023():
    """10-Q of March 2023 shows the first quarter of 2022 as -706 m; first reported were -931 m."""

    def cloud(day: str) -> list[float]:
        return pick(load_facts(day), "alphabet", "cloud_operating_income", "2022-03-31")["value"].tolist()

    assert cloud("2023-04-25") == [-931e6]
    assert cloud("2023-04-26") == [-931e6, -706e6]


def test_first_reported_keeps_the_first_day_only():
    """Meta's purchases of 2022: 31,431 m in the 10-K of that year, 31,186 m two years on."""

    def year(**how: bool) -> list[float]:
        return pick(load_facts(**how), "meta", "capex_cash", "2022-12-31")["value"].tolist()

    assert year() == [31_431e6, 31_431e6, 31_186e6]
    assert year(first_reported=True) == [31_431e6]


def test_a_malformed_day_is_refused():
    with pytest.raises(UsageError, match=r"'15\.02\.2024' is not a date"):
        load_facts("15.02.2024")


def test_guidance_in_force_depends_on_the_day():
    """Microsoft's 190 bn of April 2026 gave way to 175 bn on another basis; Amazon's 200 bn to 220 bn."""

    def in_force(company: str, metric: str, day: str | None) -> set[float]:
        rows = load_guidance(day)
        hit = (rows["company"] == company) & (rows["metric"] == metric) & (rows["target_period"] == "CY2026")
        return set(rows[hit & (rows["status"] == "current")]["low"])

    assert in_force("microsoft", "capex_with_finance_leases", "2026-05-15") == {190e9}
    assert in_force("microsoft", "capex_with_finance_leases", None) == {175e9}
    assert in_force("amazon", "capex_net_of_incentives", "2026-05-15") == {200e9}
    assert in_force("amazon", "capex_net_of_incentives", "2026-08-01") == {220e9}
    assert in_force("meta", "capex_with_finance_leases", "2026-01-31") == {115e9}
    rows = load_guidance()
    gone = rows[
        (rows["company"] == "microsoft") & (rows["target_period"] == "CY2026") & (rows["low"] == 190e9)
    ]
    assert set(gone["status"]) == {"not_comparable"}


# --- broken rows ----------------------------------------------------------------------------------


@pytest.fixture
def sandbox(checkout, tmp_path, monkeypatch):
    """Copy the tables, and look there."""
    shutil.copytree(checkout / "data", tmp_path / "data", ignore=shutil.ignore_patterns("commentary", "*.md"))
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(tmp_path))
    return tmp_path / "data"


def edit(path, old: str, new: str) -> int:
    """Replace the first occurrence in a file; return its line, counted from one."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


# table, file, what stands there, what is put there, the column to be named, what the message must say
FAULTS = [
    ("filings", "facts/filings.csv", "2020-12-31", "2020-13-31", "period_end", ["'2020-13-31'", "ISO date"]),
    (
        "filings",
        "facts/filings.csv",
        "\nmicrosoft,",
        "\nmicrosft,",
        "company",
        ["is not in data/companies.csv", "alphabet", "did you mean microsoft?"],
    ),
    (
        "filings",
        "facts/filings.csv",
        ",10-K,",
        ",10K,",
        "form",
        ["'10K'", "10-K, 10-Q, 10-K/A, 10-Q/A, 8-K", "did you mean 10-K"],
    ),
    (
        "disclosures",
        "facts/disclosures.csv",
        ",USD,",
        ",US dollar,",
        "unit",
        ["'US dollar'", "USD, CNY, EUR", "share, MW, count"],
    ),
    (
        "disclosures",
        "facts/disclosures.csv",
        ",cloud_revenue,",
        ",cloud_revenues,",
        "metric",
        ["is not in data/metrics.csv", "did you mean cloud_revenue"],
    ),
    (
        "disclosures",
        "facts/disclosures.csv",
        ",aws_segment,",
        ",aws_old,",
        "definition",
        ["is not in data/definitions.csv"],
    ),
    (
        "market",
        "facts/market.csv",
        ",share,",
        ",shares,",
        "metric",
        ["size, growth, share", "did you mean share?"],
    ),
    ("fx", "facts/fx.csv", "2019Q1", "2019Q5", "calendar_quarter", ["'2019Q5'", "such as 2026Q2"]),
    ("fx", "facts/fx.csv", "6.8219,", "about 6.8,", "average_rate", ["'about 6.8'", "whole units"]),
    ("fx", "facts/fx.csv", "datasets-exchange-rates-monthly", "", "source_id", ["the value is missing"]),
    (
        "fx",
        "facts/fx.csv",
        "datasets-exchange-rates-monthly",
        "nowhere",
        "source_id",
        ["'nowhere' is not in data/sources.csv", "add it to data/sources.csv first"],
    ),
    (
        "guidance",
        "guidance.csv",
        ",qualitative,",
        ",vague,",
        "kind",
        ["'vague'", "range, point, qualitative"],
    ),
    ("deals", "deals.csv", ",restructuring,", ",barter,", "form", ["'barter'"]),
    ("companies", "companies.csv", ",USD,", ",XDR,", "currency", ["USD, CNY"]),
    (
        "fx",
        "facts/fx.csv",
        "6.8219,",
        "6,8219,",
        None,
        ["the row has 7 values; valid: 6 values a row", "quotes"],
    ),
    (
        "fx",
        "facts/fx.csv",
        "average_rate",
        "rate",
        None,
        ["'average_rate' is missing", "'rate' is not known"],
    ),
    (
        "fx",
        "facts/fx.csv",
        "filed,source_id",
        "source_id,filed",
        None,
        ["out of order", "correct the header"],
    ),
    (
        "fx",
        "facts/fx.csv",
        ",note\n",
        ",note,colour\n",
        None,
        ["'colour' is not known", "valid: pair,calendar_quarter"],
    ),
]


@pytest.mark.parametrize(("name", "file", "old", "new", "column", "said"), FAULTS)
def test_a_broken_cell_is_named(sandbox, name, file, old, new, column, said):
    line = edit(sandbox / file, old, new) + old.startswith("\n")
    with pytest.raises(DataError) as caught:
        load_table(name)
    message = str(caught.value)
    assert message.startswith(f"data/{file}, line {line}" + (f", column {column}: " if column else ": "))
    assert all(part in message for part in said), message
    assert "; valid: " in message
    assert "\n" not in message


def test_a_double_key_names_both_lines(sandbox):
    file = sandbox / "facts" / "fx.csv"
    rows = file.read_text(encoding="utf-8").rstrip("\n").split("\n")
    file.write_text("\n".join([*rows, rows[4]]) + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=rf"line {len(rows) + 1}.*already stands in line 5.*remove one"):
        load_table("fx")


def test_a_row_cut_short_is_named(sandbox):
    file = sandbox / "facts" / "fx.csv"
    rows = file.read_text(encoding="utf-8").split("\n")
    rows[6] = ",".join(rows[6].split(",")[:3])
    file.write_text("\n".join(rows), encoding="utf-8")
    with pytest.raises(DataError, match="line 7: the row has 3 values; valid: 6 values a row"):
        load_table("fx")


@pytest.mark.parametrize(("content", "said"), [(b"", "empty"), (b"\n\n", "empty"), (None, "cannot be read")])
def test_an_empty_or_missing_file_is_named(sandbox, content, said):
    file = sandbox / "facts" / "fx.csv"
    file.unlink() if content is None else file.write_bytes(content)
    with pytest.raises(DataError, match=rf"data/facts/fx.csv.*{said}.*restore it from git"):
        load_table("fx")


def test_a_header_without_rows_is_named(sandbox):
    file = sandbox / "facts" / "fx.csv"
    file.write_text(file.read_text(encoding="utf-8").split("\n")[0] + "\n", encoding="utf-8")
    with pytest.raises(DataError, match="the table has no rows"):
        load_table("fx")


def test_a_file_in_another_encoding_names_the_line(sandbox):
    file = sandbox / "companies.csv"
    file.write_bytes(file.read_bytes().replace("亚马逊".encode(), "亚马逊".encode("gb18030")))
    with pytest.raises(
        DataError, match=r"companies.csv, line 4: byte 0x\w\w is not UTF-8.*save the file as UTF-8"
    ):
        load_table("companies")


def test_two_exact_values_in_one_filing_are_refused(sandbox):
    file = sandbox / "facts" / "filings.csv"
    text = file.read_text(encoding="utf-8")
    row = next(
        r
        for r in text.split("\n")
        if r.startswith(
            "meta,PaymentsToAcquirePropertyPlantAndEquipment,,USD,2024-01-01,2024-12-31,37256000000"
        )
    )
    file.write_text(
        text.replace(row, row + "\n" + row.replace("37256000000", "37257000000")), encoding="utf-8"
    )
    with pytest.raises(
        DataError, match=r"meta .* has two values in 0001326801-25-000017: 3725\d000000 and 3725\d000000"
    ):
        load_facts()


def test_a_mended_file_is_read_again(sandbox):
    edit(sandbox / "facts" / "fx.csv", ",6.745,", ",six,")
    with pytest.raises(DataError):
        load_fx()
    edit(sandbox / "facts" / "fx.csv", ",six,", ",6.7451,")
    assert load_fx()["average_rate"].iloc[0] == 6.7451


# --- a new company --------------------------------------------------------------------------------


def test_a_company_is_added_by_rows_alone(sandbox):
    """A filer nobody heard of, with its 10-K: a row for it, one for the filing, one for the fact."""
    accession = "0009999999-25-000001"
    place, colours = newcomers.free_place(), ",".join(newcomers.free_colours())
    for file, row in (
        (
            "companies.csv",
            f"newcomer,Newcomer,新公司,新公司,Newcomer,NEW,9999999,12-31,12,USD,,capex_cash,{place},,,,,,,{colours},asked,",
        ),
        (
            "sources.csv",
            f"{accession},Newcomer,Newcomer 10-K,https://www.sec.gov/,2025-02-01,2025-02-02,filing,{accession},10-K,2025-02-01,filing",
        ),
        (
            "facts/filings.csv",
            f"newcomer,Revenues,,USD,2024-01-01,2024-12-31,7000000,10-K,{accession},2025-02-01",
        ),
    ):
        path = sandbox / file
        path.write_text(path.read_text(encoding="utf-8") + row + "\n", encoding="utf-8")
    row = load_facts().query("company == 'newcomer'")
    assert row[["metric", "value", "definition", "source_id"]].to_numpy().tolist() == [
        ["revenue", 7e6, "as_filed", accession]
    ]


# --- corrections ----------------------------------------------------------------------------------

AWS = {"company": "amazon", "metric": "cloud_revenue", "source_id": "0001018724-24-000008"}


def correct(sandbox, **entry) -> None:
    whole = {
        "table": "facts",
        "match": AWS,
        "action": "drop",
        "expect": {"rows": 1},
        "reason": "a test",
    } | entry
    (sandbox / "corrections.yml").write_text(yaml.safe_dump([whole]), encoding="utf-8")


def test_the_one_correction_of_the_data():
    """Microsoft's 10-K FY2018 tags July to September 2016 from 2 July."""
    (entry,) = load_corrections()
    assert entry["match"]["source_id"] == "0001564590-18-019062"
    mended = pick(
        load_facts(), "microsoft", "operating_income", "2016-09-30", source_id="0001564590-18-019062"
    )
    assert mended["period_start"].tolist() == [pd.Timestamp("2016-07-01")]
    assert mended["note"].iloc[0].startswith("corrected: ")


def test_a_correction_drops_a_fact(sandbox):
    correct(sandbox)
    assert pick(load_facts(), "amazon", "cloud_revenue", "2023-12-31", source_id=AWS["source_id"]).empty


def test_a_correction_sets_a_value_and_says_so(sandbox):
    correct(sandbox, action="set", set={"value": 24_205e6}, expect={"rows": 1, "value": 24_204e6})
    row = pick(load_facts(), "amazon", "cloud_revenue", "2023-12-31", source_id=AWS["source_id"])
    assert row["value"].tolist() == [24_205e6]
    assert "corrected: a test" in row["note"].iloc[0]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"expect": {"rows": 1, "value": 24_000e6}}, "expects value 24000000000.0 and finds 24204000000.0"),
        ({"expect": {"rows": 2}}, "expects 2 facts and meets 1"),
        ({"match": AWS | {"company": "meta"}}, "expects 1 facts and meets 0"),
        ({"match": {"firm": "amazon"}}, "'firm' is no column"),
        ({"action": "guess"}, "'guess' is no action; valid: set, drop"),
        ({"table": "deals"}, "'deals' cannot be corrected"),
        ({"action": "set"}, "lacks set"),
    ],
)
def test_a_correction_that_does_not_hold_stops(sandbox, entry, said):
    correct(sandbox, **entry)
    with pytest.raises(DataError) as caught:
        load_facts()
    assert str(caught.value).startswith("data/corrections.yml, entry 1: ")
    assert said in str(caught.value)


@pytest.mark.parametrize("text", ["42\n", "drop it\n", "table: facts\n", "true\n"])
def test_corrections_that_are_no_list_stop(sandbox, text):
    (sandbox / "corrections.yml").write_text(text, encoding="utf-8")
    with pytest.raises(
        DataError, match=r"data/corrections.yml: holds .* no list of entries.*begin each entry"
    ):
        load_facts()


def test_unreadable_corrections_stop(sandbox):
    (sandbox / "corrections.yml").write_text("- table: [facts\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"data/corrections.yml: cannot be read"):
        load_corrections()


def test_what_is_read_of_the_documents_lives_as_long_as_their_table(tmp_path, monkeypatch):
    """A table written again within a tick of a coarse clock, or at the very same time, is read again."""
    (tmp_path / "data").mkdir()
    for name in ("metrics.csv", "sources.csv"):
        shutil.copy(data_dir() / name, tmp_path / "data" / name)
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(tmp_path))
    path = tmp_path / "data" / "sources.csv"
    text = path.read_text(encoding="utf-8")
    newest = pd.read_csv(path, dtype=str).iloc[-1]
    os.utime(path, ns=(10**18, 10**18))
    assert document_rows()[newest["source_id"]]["title"] == newest["title"]

    turned = newest["title"][::-1]
    path.write_text(text.replace(newest["title"], turned), encoding="utf-8")
    os.utime(path, ns=(10**18, 10**18 + 1))
    assert document_rows()[newest["source_id"]]["title"] == turned

    path.write_text(text.replace(newest["title"], turned + "!"), encoding="utf-8")
    os.utime(path, ns=(10**18, 10**18 + 1))
    assert document_rows()[newest["source_id"]]["title"] == turned + "!"
