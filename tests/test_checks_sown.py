"""Faults of general kinds over random rows: what must be caught is, and how much of the rest is printed."""

from __future__ import annotations

import os
import random

import pytest

import sowing
from conftest import SEED
from planting import Garden


@pytest.fixture(scope="module")
def garden(checkout, tmp_path_factory):
    home = tmp_path_factory.mktemp("garden")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLOUDCAPEX_HOME", str(home))
        garden = Garden(home, checkout)
        assert garden.said() == []
        yield garden


@pytest.mark.slow
def test_faults_of_every_kind_over_random_rows(garden):
    """Some kinds in some tables, drawn anew at every run; ``make sweep`` sows them all."""
    sown = list(sowing.sow(garden, random.Random(int(os.environ[SEED])), each=1, most=12))
    print(sowing.told(sown))
    assert sowing.let_through(sown) == []
    assert sum(bool(s.said) for s in sown) >= len(sown) / 2, [s for s in sown if not s.said]


def test_what_is_sound_passes(garden):
    """A restatement within reason, a figure of the next document, a jump that a document explains."""
    rows = garden.rows("filings")
    (first,) = (
        r
        for r in rows
        if r["company"] == "meta"
        and r["concept"] == "PaymentsToAcquirePropertyPlantAndEquipment"
        and r["period_start"] == "2025-01-01"
        and r["period_end"] == "2025-09-30"
    )
    restated = {**first, "source_id": "0001326801-99-000001", "filed": "2026-10-08"}
    restated["value"] = f"{float(first['value']) * 1.01:.0f}"
    sources = garden.rows("sources")
    pattern = next(r for r in sources if r["source_id"] == first["source_id"])
    document = {
        **pattern,
        "source_id": restated["source_id"],
        "accession": restated["source_id"],
        "title": "Meta 10-Q for the period ended 2026-09-30",
        "published": "2026-10-08",
        "filed": "2026-10-08",
    }
    with garden.rewritten("sources", [*sources, document]), garden.rewritten("filings", [*rows, restated]):
        assert garden.said() == []


def test_a_jump_passes_with_a_document(garden):
    rows = garden.rows("disclosures")
    number = next(
        n
        for n, r in enumerate(rows)
        if r["company"] == "tencent"
        and r["metric"] == "fintech_business_services_revenue"
        and r["period_start"] == "2022-01-01"
    )
    jump = {"value": f"{float(rows[number]['value']) * 1.6:.0f}"}
    with garden.replanted("disclosures", rows, number, jump):
        alone = garden.said("magnitudes_fit")
    assert any("explain it in data/known_jumps.csv" in said for said in alone), alone
    known = garden.rows("known_jumps")
    row = {"company": "tencent", "metric": "fintech_business_services_revenue", "quarter": "2022Q1", "reason": "A try.",
           "source_id": rows[number]["source_id"]}  # fmt: skip
    with (
        garden.rewritten("known_jumps", [*known, row]),
        garden.replanted("disclosures", rows, number, jump),
    ):
        explained = garden.said()
    assert not any("known_jumps" in said for said in explained), explained
