"""Every fault that was once printed is caught, and named by file, line, company and value; what is sound passes."""

from __future__ import annotations

import pytest

from planting import Garden

AWS = {"company": "amazon", "metric": "cloud_revenue", "definition": "aws_segment", "period_start": "2023-10-01",
       "period_end": "2023-12-31", "source_id": "0001018724-24-000008"}  # fmt: skip
AZURE = {
    "company": "microsoft",
    "metric": "azure_growth",
    "period_start": "2026-04-01",
    "source_id": "microsoft-fy26-q4-call",
}
ORACLE_CASH = {"company": "oracle", "concept": "NetCashProvidedByUsedInOperatingActivities", "period_start": "2024-06-01",
               "period_end": "2025-02-28", "source_id": "0000950170-25-037143"}  # fmt: skip
META_CAPEX = {"company": "meta", "concept": "PaymentsToAcquirePropertyPlantAndEquipment", "period_start": "2024-01-01",
              "period_end": "2024-09-30", "source_id": "0001326801-24-000081"}  # fmt: skip
META_2026 = {
    "company": "meta",
    "metric": "capex_with_finance_leases",
    "target_period": "CY2026",
    "issued": "2026-01-28",
}
ALIBABA = {"company": "alibaba", "metric": "cloud_revenue", "period_start": "2025-10-01", "period_end": "2025-12-31",
           "source_id": "alibaba-results-2025-12-31"}  # fmt: skip


def times(factor: float, *columns: str):
    """Multiply cells."""
    return lambda row: {c: f"{float(row[c]) * factor:.0f}" for c in columns or ("value",)}


# what is wrong: the check it is for, table, the row, what is put there, what must be said
FAULTS = {
    "a quarter in thousands": (
        "quarters_make_the_year",
        "disclosures", AWS, times(0.001), "amazon cloud_revenue to 2023-12-31",
    ),
    "a quarter times a thousand": (
        "values_in_bounds",
        "disclosures", AWS, times(1000), "amazon cloud_revenue to 2023-12-31",
    ),
    "a quarter times ten": ("magnitudes_fit", "disclosures", AWS, times(10), "valid:"),
    "a fiscal year times ten": (
        "magnitudes_fit",
        "filings",
        {"company": "meta", "concept": "PaymentsToAcquirePropertyPlantAndEquipment", "period_start": "2024-01-01",
         "period_end": "2024-12-31", "source_id": "0001326801-25-000017"},
        times(10),
        "meta capex_cash to 2024-12-31",
    ),
    "digits transposed": (
        "quarters_make_the_year",
        "disclosures", AWS, {"value": "24240000000"}, "amazon cloud_revenue to 2023-12-31",
    ),
    "a sign": ("signs_fit", "disclosures", AWS, {"value": "-24204000000"}, "0 or more"),
    "a period one quarter off": (
        "statements_agree",
        "disclosures", AWS, {"period_start": "2023-07-01", "period_end": "2023-09-30"}, "amazon cloud_revenue"
    ),
    "yuan called dollars": ("units_fit", "disclosures", ALIBABA, {"unit": "USD"}, "valid: CNY"),
    "one accession twice": (
        "sources_agree",
        "sources", {"source_id": "0001326801-24-000081"}, {"accession": "0001326801-25-000017"}, "0001326801-24-000081"
    ),
    "guidance upside down": (
        "ranges_in_order",
        "guidance",
        {**META_2026},
        {"low": "135000000000", "high": "115000000000"},
        "meta capex_with_finance_leases CY2026: low 135,000,000,000 is above high 115,000,000,000",
    ),
    "a restatement before the original": (
        "sources_agree",
        "filings",
        {"company": "meta", "concept": "PaymentsToAcquirePropertyPlantAndEquipment", "period_start": "2024-01-01",
         "period_end": "2024-09-30", "source_id": "0001628280-25-047240"},
        {"filed": "2024-10-15"},
        "0001628280-25-047240",
    ),
    "a source of another day": (
        "known_after_published",
        "disclosures", AWS, {"source_id": "0001018724-25-000004"}, "was out on 2025-02-07",
    ),
    "a period that ends before it starts": (
        "dates_in_order",
        "disclosures", AWS, {"period_start": "2024-10-01"}, "starts after it ends"
    ),
    "a row of Meta under Alphabet": (
        "documents_belong",
        "filings", META_CAPEX, {"company": "alphabet"}, "was filed by meta",
    ),
    "yuan divided by the rate": (
        "magnitudes_fit",
        "disclosures", ALIBABA, times(1 / 7.1), "alibaba cloud_revenue to 2025-12-31",
    ),
    "a segment above its company": (
        "parts_within_wholes",
        "disclosures", AWS, {"value": "170204000000"}, "above revenue of",
    ),
    "income above revenue": (
        "parts_within_wholes",
        "disclosures",
        {"company": "amazon", "metric": "cloud_operating_income", "period_end": "2023-12-31",
         "source_id": "0001018724-24-000008", "period_start": "2023-10-01"},
        {"value": "38167000000"},
        "above cloud_revenue of",
    ),
    "guidance times ten": (
        "promises_in_line",
        "guidance", META_2026, times(10, "low", "high"), "meta capex_with_finance_leases CY2026"
    ),
    "a counted deal whose document cannot be shown": (
        "figures_rest",
        "sources", {"source_id": "reuters-anthropic-buildout-2026-09-29"}, {"url": ""}, "has no address; valid: no"
    ),
    "one document under two names": (
        "sources_agree",
        "sources",
        {"source_id": "meta-2023-q4-call"},
        {"title": "Meta Platforms 2023 Q3 earnings call (transcript)", "published": "2023-10-25",
         "url": "https://github.com/akashyap-0/ai-washing-research/blob/main/earnings_calls/meta/meta_2023_Q3.md"},
        "meta-2023-q4-call is the document of an earlier row",
    ),
    "a deal of a day to come": (
        "known_after_published",
        "deals", {"deal_id": "D059"}, {"announced": "2027-09-15"}, "was read on",
    ),
    "a rate turned over": (
        "rates_are_means",
        "fx", {"calendar_quarter": "2025Q4"}, {"average_rate": "0.141"}, "USD/CNY of 2025Q4 is 0.141"
    ),
    "every rate turned over": (
        "rates_move_little",
        "fx", {"calendar_quarter": "2026Q2"}, {"average_rate": "0.14697"}, "USD/CNY of 2026Q2 is 0.14697"
    ),
    "a claim of per cent in dollars": (
        "claims_as_written",
        "claims", {"claim_id": "C000-01"}, {"unit": "USD"}, "valid: share",
    ),
    "a source swapped": (
        "documents_date_their_figures",
        "disclosures", AZURE, {"source_id": "microsoft-fy26-q3-call"}, "microsoft azure_growth azure_from_fy25"
    ),
    "a definition swapped": (
        "definitions_follow",
        "disclosures",
        {"company": "microsoft", "metric": "azure_growth", "definition": "azure_before_fy25", "period_start": "2023-04-01"},
        {"definition": "azure_from_fy25"},
        "the time of azure_before_fy25",
    ),
    "a share in per cent": (
        "values_in_bounds",
        "disclosures", AZURE, {"value": "43"}, "-1 to 3 (lowest and highest of azure_growth",
    ),
    "a share transposed": (
        "statements_agree",
        "disclosures", AZURE, {"value": "0.34"}, "microsoft azure_growth to 2026-06-30",
    ),
    "known before its document": (
        "known_after_published",
        "disclosures", AZURE, {"filed": "2026-07-20"}, "was out on 2026-07-29",
    ),
    "cash flow less a tenth": (
        "statements_agree",
        "filings", ORACLE_CASH, times(0.9), "oracle operating_cash_flow to 2025-02-28",
    ),
    "a run-rate under another metric": (
        "no_row_is_gone",
        "labs",
        {"lab": "OpenAI", "as_of": "2024-06-12"},
        {"metric": "compute_rental_cost_year"},
        "more than before whose metric is 'compute_rental_cost_year' (line ",
    ),
    "a computed figure called reported": (
        "notes_tell_the_basis",
        "disclosures",
        {"company": "oracle", "metric": "research_and_development", "period_start": "2023-03-01",
         "period_end": "2023-05-31"},
        {"basis": "reported"},
        "column basis: 'reported'",
    ),
    "a laboratory's figure under another's name": (
        "titles_name_whom_they_tell_of",
        "labs", {"source_id": "cnbc-openai-2025-06-09"}, {"lab": "ByteDance"}, "a row of openai"
    ),
    "a market share below nought": (
        "markets_and_labs_in_line",
        "market",
        {"market": "world_cloud_infrastructure", "metric": "share", "vendor": "amazon", "period_start": "2023-10-01"},
        {"value": "-0.31"},
        "world_cloud_infrastructure share amazon to 2023-12-31",
    ),
    "a market times a rate": (
        "markets_add_up",
        "market",
        {"market": "world_cloud_infrastructure", "metric": "size", "vendor": "total", "period_start": "2023-10-01"},
        times(7.1),
        "world_cloud_infrastructure size total to 2023-12-31",
    ),
    "contracts transposed": (
        "statements_agree",
        "disclosures",
        {"company": "oracle", "metric": "rpo", "period_end": "2026-05-31", "source_id": "0001193125-26-277521"},
        {"value": "368000000000"},
        "oracle rpo to 2026-05-31",
    ),
}  # fmt: skip
# A sentence that any commentary on 2026Q2 may hold, what makes a fault of it, and how that is named.
COMMENTARIES = {
    "a claim nobody made": (
        'An article gave {{ claim("13.3 billion") }}.',
        ("13.3", "31.3"), "is no row of data/claims.csv",
    ),
    "thrice for twice": (
        'Microsoft {{ more_than_double(microsoft.capex_cash, "spent over twice as much") }}.',
        ("twice", "thrice"), "is more than more_than_double carries",
    ),
    "nine years for four": (
        'It was {{ fastest_since(amazon.cloud_revenue.yoy, "2021Q4", "the best pace in over four years") }}.',
        ("four", "nine"), "is said of the time since 2021Q4; valid: 4 years",
    ),
    "a quarter nobody says": (
        "RPO was {{ microsoft.commercial_rpo @ 2026Q1 | usd }} in 2026Q1.",
        (" in 2026Q1.", "."), "is of 2026Q1",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def garden(checkout, tmp_path_factory):
    home = tmp_path_factory.mktemp("garden")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLOUDCAPEX_HOME", str(home))
        yield Garden(home, checkout)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_caught_and_named(garden, name):
    check, table, where, change, says = FAULTS[name]
    with garden.planted(table, where, change):
        found = garden.said(check)
    assert any(says in reason for reason in found), found
    assert any(", line " in reason for reason in found), found


@pytest.mark.parametrize("name", COMMENTARIES)
def test_a_fault_of_a_commentary_is_caught_and_named(garden, name):
    sentence, fault, says = COMMENTARIES[name]
    file, check = "commentary/2026Q2.en.md", "commentaries_say_what_is_held"
    text = (garden.data / file).read_text(encoding="utf-8").rstrip("\n")
    line = f"data/{file}, line {text.count(chr(10)) + 3}: "
    with garden.file(file, lambda _: f"{text}\n\n{sentence}\n"):
        assert not any(line in reason for reason in garden.said(check))
    with garden.file(file, lambda _: f"{text}\n\n{sentence.replace(*fault)}\n"):
        found = garden.said(check)
    assert any(says in reason and line in reason for reason in found), found


@pytest.mark.parametrize("table", ["filings", "disclosures", "market", "labs", "guidance", "deals", "claims"])
def test_a_row_taken_out_is_missed(garden, table):
    """A row in the middle, which others of its kind surround."""
    rows = garden.rows(table)
    middle = len(rows) // 2
    with garden.rewritten(table, rows[:middle] + rows[middle + 1 :]):
        said = garden.said("no_row_is_gone")
    assert any(s.startswith("No row is gone") and f"/{table}.csv has " in s for s in said), said


@pytest.mark.parametrize(
    ("file", "change", "checks", "said"),
    [
        # Whichever check reads it first.
        ("theses.toml", lambda text: text + "[[x", (), "data/theses.toml: "),
        (
            "claim_vocabulary.toml",
            lambda text: text.replace('party = "nvidia"', 'party = "nvidea"'),
            ("vocabulary_names_what_is_held",),
            "entity.nvidia names 'nvidea'; valid: a party of the data",
        ),
        (
            "claim_vocabulary.toml",
            lambda text: text.replace('"azure_ai_points"]', '"azure_ai_point"]'),
            ("vocabulary_names_what_is_held",),
            "names 'azure_ai_point'; valid: a metric of the data",
        ),
    ],
)
def test_a_fault_of_a_file_of_words_is_caught_and_named(garden, file, change, checks, said):
    with garden.file(file, change):
        found = garden.said(*checks)
    assert any(said in s for s in found), found
