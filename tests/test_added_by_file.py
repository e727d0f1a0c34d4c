"""Marvell as its own filings state it, added by a file of company facts: a January year-end, no cloud, capex in millions."""

from __future__ import annotations

import csv
import json
import shutil
from collections import defaultdict
from pathlib import Path

import pytest

import arriving
from cloudcapex import cli, facts, metrics
from cloudcapex.cli.statements import collect, faults_in
from cloudcapex.reports import ROOMS
from turning import turned

ROWS = Path(__file__).parent / "added" / "marvell.csv"


def company_facts() -> dict:
    """The rows in the shape in which the SEC serves them."""
    tags = defaultdict(list)
    for row in csv.DictReader(ROWS.open(encoding="utf-8")):
        one = {
            "end": row["end"],
            "val": int(float(row["value"])),
            "accn": row["accession"],
            "fy": None,
            "fp": None,
        }
        one |= {"form": row["form"], "filed": row["filed"]} | (
            {"start": row["start"]} if row["start"] else {}
        )
        tags[row["tag"]].append(one)
    return {
        "cik": 1835632,
        "entityName": "Marvell Technology, Inc.",
        "facts": {"us-gaap": {tag: {"units": {"USD": told}} for tag, told in tags.items()}},
    }


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = arriving.home(tmp_path_factory.mktemp("marvell"))
    shutil.copytree(Path(__file__).resolve().parents[1] / "notebooks", folder / "notebooks")
    path = folder / "facts.json"
    path.write_text(json.dumps(company_facts()), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLOUDCAPEX_HOME", str(folder))
        asked = ["--slug", "marvell", "--short-name", "Marvell"]
        assert cli.main(["add-company", str(path), "--yes", *asked]) == 0
        yield folder


def test_it_is_told_as_it_was_filed(home):
    """10-Q 0001835632-26-000019 for the first quarter of fiscal 2027; the 10-K 0001835632-26-000011 less nine months."""
    row = facts.load_companies().set_index("slug").loc["marvell"]
    assert (row["fiscal_year_end"], row["short_name"]) == ("Saturday nearest 31 January", "Marvell")

    def told(metric, quarter):
        return metrics.series(metric, ["marvell"], quarter, quarter).iloc[0]

    assert told("capex_cash", "2026Q1")["value"] == 155_700_000
    assert told("revenue", "2026Q1")["value"] == 2_417_800_000
    assert told("revenue", "2026Q1")["fiscal_quarter"] == "FY27 Q1"
    assert told("capex_cash", "2025Q4")["value"] == 354_100_000 - 239_800_000
    # The year before its own: 53 weeks to 3 February 2024.
    assert told("capex_cash", "2023Q4")["fiscal_quarter"] == "FY24 Q4"


@turned("report", sorted(ROOMS))
@turned("language", ["en", "zh-Hans", "zh-Hant"])
@turned("quarter", ["2026Q1", "2022Q3"])
def test_every_report_builds_and_is_proved_with_it(home, report, language, quarter):
    chosen = {"companies": ["marvell"]} if report in ("quarterly_review", "funding") else {}
    told = collect(report, {"quarter": quarter, "language": language, **chosen})
    assert told
    assert faults_in(told) == []
