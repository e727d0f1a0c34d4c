"""A folder of data of one's own, and rows that come in: Microsoft's quarter to 30 September 2026, made up."""

from __future__ import annotations

import shutil
from pathlib import Path

from cloudcapex import paths
from cloudcapex.intake import Proposal, ProposedRow

ACCESSION = "0000950170-26-111111"
DAY = "2026-10-28"
REVENUE = "RevenueFromContractWithCustomerExcludingAssessedTax"
CAPEX = "PaymentsToAcquirePropertyPlantAndEquipment"
FIGURES = {
    REVENUE: 90_000_000_000,
    CAPEX: 31_000_000_000,
    "NetCashProvidedByUsedInOperatingActivities": 50_000_000_000,
}


def home(folder: Path) -> Path:
    """Copy the tables; nothing is ever written to those of the checkout."""
    shutil.copytree(paths.data_dir(), folder / "data")
    return folder


def document(**cells: object) -> ProposedRow:
    """Make the row of the document."""
    url = f"https://www.sec.gov/Archives/edgar/data/789019/{ACCESSION.replace('-', '')}/{ACCESSION}-index.htm"
    told = {
        "source_id": ACCESSION, "publisher": "Microsoft", "title": "Microsoft 10-Q for the period ended 2026-09-30",
        "url": url, "published": DAY, "accessed": DAY, "kind": "filing", "accession": ACCESSION, "form": "10-Q",
        "filed": DAY, "standing": "filing",
    }  # fmt: skip
    return ProposedRow.of("sources", "msft.json", {**told, **cells})


def fact(concept: str = CAPEX, value: object = FIGURES[CAPEX], **cells: object) -> ProposedRow:
    """Make the row of one fact of it."""
    told = {
        "company": "microsoft", "concept": concept, "unit": "USD", "period_start": "2026-07-01",
        "period_end": "2026-09-30", "value": value, "form": "10-Q", "source_id": ACCESSION, "filed": DAY,
    }  # fmt: skip
    row = {**told, **cells}
    return ProposedRow.of("filings", f"msft.json, {concept} {row['value']}", row)


def quarter(title: str = "add msft.json") -> Proposal:
    """Make what the document brings."""
    return Proposal(title, (document(), *(fact(c, v) for c, v in FIGURES.items())))


def contents(folder: Path) -> dict[str, bytes]:
    """Return what every table holds."""
    data = folder / "data"
    return {str(p.relative_to(data)): p.read_bytes() for p in sorted(data.rglob("*")) if p.is_file()}
