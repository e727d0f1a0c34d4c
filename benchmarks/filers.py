"""Make a bulk file of made-up filers, in the shape of the SEC's companyfacts.zip."""

from __future__ import annotations

import json
import random
import zipfile
from pathlib import Path

# Fiscal years of which each filer tells three, six, nine and twelve months.
YEARS = range(2019, 2026)
ENDS = ("03-31", "06-30", "09-30", "12-31")
# Revenue, capex, operating cash flow; and one that no metric is read from, as most are.
CONCEPTS = (
    "Revenues",
    "PaymentsToAcquirePropertyPlantAndEquipment",
    "NetCashProvidedByUsedInOperatingActivities",
    "IncreaseDecreaseInAccountsPayable",
)


def bulk_file(path: Path, filers: int, seed: int = 7) -> None:
    """Write a bulk file.

    Parameters
    ----------
    path : Path
        The zip.
    filers : int
        How many members it has.
    seed : int
        Draws the figures.
    """
    drawn = random.Random(seed)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for cik in range(1, filers + 1):
            archive.writestr(f"CIK{cik:010}.json", json.dumps(_filer(cik, drawn)))


def _filer(cik: int, drawn: random.Random) -> dict[str, object]:
    tags = {concept: {"units": {"USD": _entries(cik, drawn)}} for concept in CONCEPTS}
    return {"cik": cik, "entityName": f"Made-up filer {cik}", "facts": {"us-gaap": tags}}


def _entries(cik: int, drawn: random.Random) -> list[dict[str, object]]:
    """Years to date, and each told once more a year later, as filings do beside the newer one."""
    entries: list[dict[str, object]] = []
    quarter = drawn.randrange(1_000, 900_000) * 1_000
    for year in YEARS:
        amount = 0
        for number, end in enumerate(ENDS, start=1):
            amount += quarter + drawn.randrange(quarter // 5) // 1_000 * 1_000
            for told in (year, year + 1):
                month, later = (number * 3 + 1, told) if number < 4 else (2, told + 1)
                if later <= YEARS.stop:
                    entries.append(
                        {
                            "start": f"{year}-01-01",
                            "end": f"{year}-{end}",
                            "val": amount,
                            "accn": f"{cik:010}-{later % 100:02}-{number:06}",
                            "fy": told,
                            "fp": "FY" if number == 4 else f"Q{number}",
                            "form": "10-K" if number == 4 else "10-Q",
                            "filed": f"{later}-{month:02}-25",
                        }
                    )
    return entries
