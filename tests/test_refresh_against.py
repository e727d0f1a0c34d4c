"""`cloudcapex check --against` a mirror: every filed fact read again, and what came of it."""

from __future__ import annotations

import dataclasses
import json

from mirror import send

REVENUE = "RevenueFromContractWithCustomerExcludingAssessedTax"
NEWEST = "0001193125-26-323660"  # Microsoft's 10-K to 30 June 2026


def told(done):
    return [line.split("\t") for line in done.out.splitlines() if "\t" in line]


def altered(mirror, accession, concept, end, by):
    """Let a filing on the mirror say something else than the data hold."""
    paper = mirror.papers[accession]
    paper.facts = [
        dataclasses.replace(f, value=f.value + by) if (f.concept, f.end) == (concept, end) else f
        for f in paper.facts
    ]


def test_what_the_mirror_has_of_the_data_is_the_same(mirror, run):
    done = run("check", "--against", mirror.address, "--company", "meta")
    assert done.code == 0
    assert all(row[4] in ("restated since", "not found") for row in told(done))
    assert done.out.splitlines()[-1].endswith(", 0 different")
    # Meta's rows of filings are all on the mirror: what is not found is kept as a disclosure, under no tag of it.
    assert {row[1] for row in told(done) if row[4] == "not found"} <= {
        "revenue", "capex_cash", "operating_cash_flow", "depreciation_and_amortization", "finance_lease_principal",
    }  # fmt: skip


def test_a_figure_that_is_another_one_is_named_and_the_code_is_1(mirror, run):
    altered(mirror, NEWEST, REVENUE, "2026-06-30", 10**9)
    done = run("check", "--against", mirror.address, "--company", "microsoft")
    assert done.code == 1
    (row,) = [row for row in told(done) if row[4] == "different"]
    assert row == [
        "microsoft", REVENUE, "2026-06-30", NEWEST, "different", "331839000000", "332839000000", "",
    ]  # fmt: skip


def test_a_restatement_names_the_filing_since_which_it_stands(mirror, run):
    altered(mirror, NEWEST, "OperatingIncomeLoss", "2025-06-30", 5 * 10**8)
    # The filing itself says otherwise than the data; those before it are restated by it.
    done = run("check", "--against", mirror.address, "--company", "MSFT")
    restated = [r for r in told(done) if r[1] == "OperatingIncomeLoss" and r[4] == "restated since"]
    assert restated
    assert {(row[6], row[7]) for row in restated if row[2] == "2025-06-30"} == {
        ("129028000000", f"{NEWEST}, filed 2026-07-29")
    }


def test_segments_are_looked_up_in_the_filing_itself(mirror, run):
    mirror.asked.clear()
    done = run("check", "--against", mirror.address, "--company", "nvidia", "--format", "json")
    assert done.code == 0
    found = [row for row in json.loads(done.out) if row["what"] == "Revenues[DataCenterMember]"]
    assert len(found) == 10
    assert {row["outcome"] for row in found} == {"same"}
    assert any("/Archives/" in path for path, _ in mirror.asked)


def test_a_company_that_cannot_be_read_is_named(mirror, run):
    mirror.answers["/api/xbrl/companyfacts/CIK0001326801.json"] = lambda handler: send(handler, b"{")
    done = run("check", "--against", mirror.address, "--company", "meta")
    assert done.code == 1
    assert "no whole JSON" in done.errors[0]


def test_a_company_alone_asks_for_the_word(run):
    done = run("check", "--company", "meta")
    assert done.code == 2
    assert "given without --against" in done.errors[0]
