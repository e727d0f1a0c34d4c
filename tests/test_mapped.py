"""What is read of filings: segments and own concepts that data/metrics.csv names, on the definition of the filing's day."""

from __future__ import annotations

from cloudcapex import facts

INTELLIGENT_CLOUD = (
    "microsoft,RevenueFromContractWithCustomerExcludingAssessedTax,"
    "us-gaap:StatementBusinessSegmentsAxis=msft:IntelligentCloudMember,USD"
)


def tagged(home, *lines):
    """Set rows under those of filings and return the metric and definition that the newest of them are read as."""
    table = home / "data" / "facts" / "filings.csv"
    table.write_text(table.read_text("utf-8") + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    known = facts.load_tagged()
    sources = {line.split(",")[8] for line in lines}
    return known[known["source_id"].isin(sources) & known["member"].ne("")]


def test_a_segment_stands_on_the_definition_of_the_day_it_was_filed(home):
    found = tagged(
        home,
        # Before the recast of August 2024, 28,515 million; after it, of the next quarter, 24,092 million.
        f"{INTELLIGENT_CLOUD},2024-04-01,2024-06-30,28515000000,10-K,0000950170-24-087843,2024-07-30",
        f"{INTELLIGENT_CLOUD},2024-07-01,2024-09-30,24092000000,10-Q,0000950170-24-118967,2024-10-30",
    )
    assert dict(zip(found["definition"], found["value"], strict=True)) == {
        "ic_before_fy25": 28_515_000_000,
        "ic_from_fy25": 24_092_000_000,
    }
    assert set(found["metric"]) == {"intelligent_cloud_revenue"}


def test_lines_of_oracle_are_read_from_its_members_and_its_own_concept(home):
    # 10-Q 0001193125-26-389274, three months to 31 August 2026: 7,388, 4,219 and together 11,607 million.
    document = "USD,2026-06-01,2026-08-31,{},10-Q,0001193125-26-389274,2026-09-11"
    revenue = "oracle,RevenueFromContractWithCustomerExcludingAssessedTax,srt:ProductOrServiceAxis=orcl:"
    tagged(
        home,
        f"{revenue}CloudInfrastructureMember,{document.format(7388000000)}",
        f"{revenue}CloudApplicationsMember,{document.format(4219000000)}",
        f"oracle,orcl:CloudRevenues,,{document.format(11607000000)}",
    )
    found = facts.load_facts()
    found = found[(found["source_id"] == "0001193125-26-389274") & (found["concept"] != "")]
    assert {tuple(row) for row in found[["metric", "definition", "value"]].to_numpy()} == {
        ("cloud_revenue", "oci_iaas", 7_388_000_000),
        ("oracle_saas_revenue", "as_stated", 4_219_000_000),
        ("oracle_cloud_revenue_total", "as_stated", 11_607_000_000),
    }
