"""What companies are bound to pay and no balance sheet holds yet: leases, purchases, debt, as their filings tell it."""

from __future__ import annotations

import datetime as dt

import pytest

from cloudcapex import metrics
from cloudcapex.facts import load_facts, load_guidance, load_metrics, load_sources, load_table

BN, M = 1e9, 1e6

# company, metric, day, value, evidence, document
READ_IN_FILINGS = [
    # "we have entered into leases that have not yet commenced" and the tables of commitments
    ("microsoft", "leases_not_yet_commenced", "2026-06-30", 329.1 * BN, "company", "0001193125-26-323660"),
    ("meta", "leases_not_yet_commenced", "2026-06-30", 278.99 * BN, "company", "0001628280-26-050705"),
    ("meta", "leases_not_yet_commenced", "2024-12-31", 34.12 * BN, "company", "0001326801-25-000017"),
    ("amazon", "leases_not_yet_commenced", "2026-06-30", 137_214 * M, "company", "0001018724-26-000026"),
    ("amazon", "leases_not_yet_commenced", "2024-12-31", 61_627 * M, "filed", "0001018724-25-000004"),
    ("alphabet", "leases_not_yet_commenced", "2026-06-30", 85.2 * BN, "company", "0001652044-26-000071"),
    # "we had $260 billion of additional lease commitments", "$ 288 billion" a quarter later
    ("oracle", "leases_not_yet_commenced", "2026-05-31", 260 * BN, "company", "0001193125-26-277521"),
    ("oracle", "leases_not_yet_commenced", "2026-08-31", 288 * BN, "company", "0001193125-26-389274"),
    ("coreweave", "leases_not_yet_commenced", "2026-06-30", 35.5 * BN, "secondary", "0001769628-26-000366"),
    # "expected future fixed or guaranteed commitments … were $707.0 billion"
    ("alphabet", "purchase_commitments", "2026-03-31", 232.7 * BN, "filed", "0001652044-26-000048"),
    ("alphabet", "purchase_commitments", "2026-06-30", 707 * BN, "company", "0001652044-26-000071"),
    ("amazon", "purchase_commitments", "2024-12-31", 50_375 * M, "filed", "0001018724-25-000004"),
    ("amazon", "purchase_commitments", "2026-06-30", 130_065 * M, "company", "0001018724-26-000026"),
    ("oracle", "purchase_commitments", "2026-08-31", 34.15 * BN, "secondary", "0001193125-26-389274"),
    ("meta", "purchase_commitments", "2026-06-30", 349.31 * BN, "company", "0001628280-26-050705"),
    # "from $119 billion last quarter to $279 billion as of July 26, 2026"
    ("nvidia", "supply_commitments", "2026-04-26", 119 * BN, "company", "0001045810-26-000075"),
    ("nvidia", "supply_commitments", "2026-07-26", 279 * BN, "company", "0001045810-26-000075"),
    ("nvidia", "cloud_service_commitments", "2025-01-26", 10.9 * BN, "company", "0001045810-25-000023"),
    ("nvidia", "lease_guarantees", "2026-07-26", 108.5 * BN, "company", "0001045810-26-000075"),
    ("microsoft", "construction_commitments", "2024-06-30", 35.4 * BN, "secondary", "0000950170-24-087843"),
    # "material purchase commitments and other contractual obligations totaling $811.0 billion"
    ("alphabet", "contractual_obligations", "2025-12-31", 149.1 * BN, "company", "0001652044-26-000018"),
    ("alphabet", "contractual_obligations", "2026-06-30", 811 * BN, "company", "0001652044-26-000071"),
    ("amazon", "contractual_obligations", "2024-12-31", 333_001 * M, "filed", "0001018724-25-000004"),
    # balance sheets
    ("oracle", "total_debt", "2026-05-31", 129_541 * M, "company", "0001193125-26-277521"),
    ("nvidia", "total_debt", "2026-04-26", 8_470 * M, "filed", "0001045810-26-000052"),
    ("amazon", "long_term_debt", "2026-06-30", 128.9 * BN, "secondary", "0001018724-26-000026"),
    ("alphabet", "assets_under_construction", "2026-06-30", 122_814 * M, "secondary", "0001652044-26-000071"),
    ("microsoft", "finance_lease_liability", "2026-06-30", 66.6 * BN, "secondary", "0001193125-26-323660"),
    # "$177 billion … weighted average remaining life … 4.1 years"
    ("amazon", "cloud_backlog", "2024-12-31", 177 * BN, "company", "0001018724-25-000004"),
    # tagged, where one project's series stood alone
    ("oracle", "amortization_of_intangibles", "2025-05-31", 2_307 * M, "filed", "0000950170-25-087926"),
]


@pytest.fixture(scope="module")
def facts():
    return load_facts()


@pytest.mark.parametrize(("company", "metric", "day", "value", "evidence", "document"), READ_IN_FILINGS)
def test_amounts_read_in_filings(facts, company, metric, day, value, evidence, document):
    held = facts[(facts["company"] == company) & (facts["metric"] == metric) & (facts["period_end"] == day)]
    held = held[held["source_id"] == document]
    assert (round(value), evidence) in set(zip(held["value"].round(), held["evidence"], strict=True))


def test_classes_of_commitments_are_told_apart(facts):
    """One company's is supply, another's films and energy: no line, no rank and no sum goes across them."""
    rows = facts[facts["metric"] == "purchase_commitments"]
    classes = rows.groupby("company")["definition"].agg(set).to_dict()
    assert classes["meta"] == {"contractual_commitments"}
    assert classes["microsoft"] == {"minimum_purchases"}
    assert classes["amazon"] == {"unconditional_purchase_obligation", "unconditional_incl_property"}
    assert classes["alphabet"] == {"purchase_obligation", "long_term_purchase_commitment"}
    growth = metrics.series("purchase_commitments.qoq", ["alphabet"], start="2026Q1", end="2026Q2")
    # 7.7 bn of content licences before, 232.7 bn with supply and energy: no growth of the one into the other.
    assert growth["value"].isna().tolist() == [True, False]


def test_a_replay_knows_no_commitment_of_a_later_day():
    now = metrics.series("leases_not_yet_commenced", ["meta"], start="2026Q2", end="2026Q2")
    then = metrics.series(
        "leases_not_yet_commenced", ["meta"], start="2026Q2", end="2026Q2", as_of="2026-07-29"
    )
    assert now["value"].tolist() == [278_990_000_000]
    assert then["value"].isna().all()


def test_one_reading_of_a_filing_is_no_companys_own_word(facts):
    """What a single public note read in a filing is secondary; what two read alike is the company's figure."""
    readings = ("modulo-28-ai-infrastructure", "ai-returns-claims-ledger", "forward-commitments-verification")
    standing = load_sources().set_index("source_id")["standing"]
    assert set(standing[[*readings]]) == {"aggregator"}
    rows = load_table("disclosures")
    alone = rows[rows["via"].isin(readings)]
    assert len(alone) > 20
    assert set(alone["evidence"]) == {"secondary"}


def test_new_amounts_have_names_in_three_languages_and_bounds():
    listed = load_metrics().set_index("id")
    for metric in {m for _, m, *_ in READ_IN_FILINGS}:
        row = listed.loc[metric]
        names = [row["label"], row["label_zh_hans"], row["label_zh_hant"]]
        assert all(names), metric
        assert row["highest"] > 0, metric


def test_azure_at_constant_currency_where_the_call_gives_one_rate(facts):
    """Calls of 25 April 2024 and 29 January 2025: "grew 31%", the same in constant currency."""
    rows = facts[(facts["metric"] == "azure_growth_cc") & (facts["value"] == 0.31)]
    told = set(zip(rows["definition"], rows["period_end"].dt.date, rows["source_id"], strict=True))
    assert ("azure_before_fy25", dt.date(2024, 3, 31), "microsoft-fy24-q3-call") in told
    assert ("azure_from_fy25", dt.date(2024, 12, 31), "microsoft-fy25-q2-call") in told


def test_google_clouds_first_losses_are_on_the_old_allocation(facts):
    rows = facts[(facts["metric"] == "cloud_operating_income") & (facts["company"] == "alphabet")]
    rows = rows[rows["period_end"] < "2020-01-01"]
    assert rows[["definition", "evidence", "value"]].to_numpy().tolist() == [
        ["google_cloud_before_2023", "secondary", -4_348 * M],
        ["google_cloud_before_2023", "secondary", -4_645 * M],
    ]


def test_coreweave_raised_its_capex_in_august_2026():
    """Call of 11 August 2026: "we now expect 2026 CapEx in the range of $35 billion to $39 billion"."""

    def current(as_of):
        told = load_guidance(as_of)
        told = told[(told["company"] == "coreweave") & (told["metric"] == "capex_as_stated")]
        told = told[(told["target_period"] == "CY2026") & (told["status"] == "current")]
        return told[["low", "high"]].to_numpy().tolist()

    assert current(None) == current("2026-08-11") == [[35 * BN, 39 * BN]]
    assert current("2026-08-10") == [[31 * BN, 35 * BN]]


def test_azure_was_guided_for_every_quarter_of_2026():
    """Call of 28 January 2026: "between 37% and 38% in constant currency"."""
    told = load_guidance()
    told = told[(told["metric"] == "azure_growth_cc") & (told["target_period"] == "2026Q1")]
    assert told[["low", "high", "source_id"]].to_numpy().tolist() == [[0.37, 0.38, "microsoft-fy26-q2-call"]]
