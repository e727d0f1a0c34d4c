"""A folder of data of one's own, and rows that come in: Microsoft's quarter to 30 September 2026, made up."""

from __future__ import annotations

import csv
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
    """Copy the tables of the checkout, wherever one is at home; nothing is ever written to them."""
    shutil.copytree(Path(__file__).resolve().parents[1] / "data", folder / "data")
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


def company_facts(slug: str, entity: str, *more: dict[str, object]) -> dict[str, object]:
    """Write what the project holds of a company in the shape of the SEC's API, and more facts with it."""
    with (paths.data_dir() / "companies.csv").open(encoding="utf-8", newline="") as file:
        (cik,) = [int(row["cik"]) for row in csv.DictReader(file) if row["slug"] == slug]
    with (paths.data_dir() / "facts" / "filings.csv").open(encoding="utf-8", newline="") as file:
        held = [row for row in csv.DictReader(file) if row["company"] == slug and not row["member"]]
    told: dict[str, dict[str, object]] = {}
    for row in [*held, *more]:
        taxonomy, colon, tag = str(row["concept"]).rpartition(":")
        entry = {"end": row["period_end"], "val": int(str(row["value"])), "accn": row["source_id"], "fy": 2026,
                 "fp": "Q1", "form": row["form"], "filed": row["filed"]}  # fmt: skip
        if row["period_start"]:
            entry["start"] = row["period_start"]
        units = told.setdefault(taxonomy if colon else "us-gaap", {}).setdefault(
            tag, {"label": tag, "units": {}}
        )
        units["units"].setdefault(str(row.get("unit") or "USD"), []).append(entry)
    return {"cik": cik, "entityName": entity, "facts": told}


def new_facts() -> list[dict[str, object]]:
    """Give the made-up quarter as entries of the API."""
    return [{**row.cells} for row in quarter().rows if row.table == "filings"]


def inline(facts: str, *, cik: str = "0000789019", contexts: str = "", form: str = "10-Q") -> bytes:
    """Write a document with inline XBRL as EDGAR keeps one."""
    return f"""<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"
 xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:xbrldi="http://xbrl.org/2006/xbrldi"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><body><ix:header><ix:hidden>
<ix:nonNumeric name="dei:EntityCentralIndexKey" contextRef="q">{cik}</ix:nonNumeric>
<ix:nonNumeric name="dei:DocumentType" contextRef="q">{form}</ix:nonNumeric></ix:hidden><ix:resources>
<xbrli:context id="q"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">{cik}</xbrli:identifier>
</xbrli:entity><xbrli:period><xbrli:startDate>2026-07-01</xbrli:startDate><xbrli:endDate>2026-09-30</xbrli:endDate>
</xbrli:period></xbrli:context>
<xbrli:context id="i"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">{cik}</xbrli:identifier>
</xbrli:entity><xbrli:period><xbrli:instant>2026-09-30</xbrli:instant></xbrli:period></xbrli:context>{contexts}
<xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>
<xbrli:unit id="per"><xbrli:divide><xbrli:unitNumerator><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unitNumerator>
<xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unitDenominator></xbrli:divide></xbrli:unit>
</ix:resources></ix:header><p>{facts}</p></body></html>""".encode()


def number(concept: str, text: str, context: str = "q", unit: str = "usd", **attributes: str) -> str:
    """Write one number of such a document."""
    more = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<ix:nonFraction name="{concept}" contextRef="{context}" unitRef="{unit}" decimals="-6"{more}>{text}</ix:nonFraction>'


def context(name: str, *members: tuple[str, str], cik: str = "0000789019") -> str:
    """Write a context of some members."""
    said = "".join(
        f'<xbrldi:explicitMember dimension="{axis}">{m}</xbrldi:explicitMember>' for axis, m in members
    )
    return (
        f'<xbrli:context id="{name}"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">{cik}'
        f"</xbrli:identifier><xbrli:segment>{said}</xbrli:segment></xbrli:entity><xbrli:period>"
        "<xbrli:startDate>2026-07-01</xbrli:startDate><xbrli:endDate>2026-09-30</xbrli:endDate></xbrli:period></xbrli:context>"
    )
