"""The recipes of CONTRIBUTING for rows and words, followed literally in a copy of the data: a quarter, guidance, a deal, a commentary."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from pathlib import Path

import pytest

from cloudcapex import checks, facts, metrics
from cloudcapex.checks.coverage import coverage
from cloudcapex.guidance.ladders import CAPEX_BASES, ladders
from cloudcapex.ledger import deals
from cloudcapex.metrics import missing
from cloudcapex.reports.commentary import CommentaryError, commentary
from cloudcapex.reports.review import Review

FILED = "2026-10-27"
REPORT = "0000789019-26-000999"


@pytest.fixture
def data(tmp_path, monkeypatch, checkout) -> Path:
    shutil.copytree(checkout / "data", tmp_path / "data")
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(tmp_path))
    return tmp_path / "data"


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def add(file: Path, *new: dict[str, str]) -> None:
    with file.open(encoding="utf-8", newline="") as text:
        columns = next(csv.reader(text))
    with file.open("a", encoding="utf-8", newline="") as text:
        csv.DictWriter(text, columns, restval="", lineterminator="\n").writerows(new)


def document(data: Path, source_id: str, day: str, **more: str) -> None:
    usual = {"publisher": "Microsoft", "title": f"Microsoft {source_id}", "published": day, "accessed": day}
    add(data / "sources.csv", {"source_id": source_id, **usual, **more})


def failed() -> dict[str, str]:
    return {c.name: c.reason for c in checks.run_checks() if c.status == "failed"}


def add_a_quarter(data: Path) -> None:
    """Microsoft's first quarter of fiscal 2027, as its 10-Q would tag it: a third above the year before, balances a little."""
    filing = {"kind": "filing", "accession": REPORT, "form": "10-Q", "filed": FILED, "standing": "filing"}
    at = f"https://www.sec.gov/Archives/edgar/data/789019/{REPORT.replace('-', '')}/{REPORT}-index.htm"
    document(data, REPORT, FILED, title="Microsoft 10-Q for the period ended 2026-09-30", url=at, **filing)
    told = {}
    for row in rows(data / "facts" / "filings.csv"):
        if row["company"] == "microsoft" and row["form"] in ("10-Q", "10-K"):
            told.setdefault((row["concept"], row["member"], row["unit"]), {})[
                row["period_start"], row["period_end"]
            ] = row
    new = []
    for held in told.values():
        flow, stock = held.get(("2025-07-01", "2025-09-30")), held.get(("", "2026-06-30"))
        for before, start, grown in ((flow, "2026-07-01", 1.3), (stock, "", 1.04)):
            if before:
                value = str(int(float(before["value"]) * grown))
                ends = {"period_start": start, "period_end": "2026-09-30", "value": value}
                new.append({**before, **ends, "form": "10-Q", "source_id": REPORT, "filed": FILED})
    add(data / "facts" / "filings.csv", *new)


def test_a_quarter_is_added_by_its_document_and_its_facts(data):
    before = metrics.series("revenue", "microsoft", "2025Q3", "2025Q3")["value"].iloc[0]
    add_a_quarter(data)
    assert failed() == {}
    row = metrics.series("revenue", "microsoft", "2026Q3", "2026Q3").iloc[0]
    assert (row["value"], row["sources"], row["basis"]) == (int(before * 1.3), REPORT, "reported")
    assert facts.newest_day() == dt.date.fromisoformat(FILED)
    assert Review("2026Q3").point("capex_cash", "microsoft").known
    # What the document holds besides is asked for by name.
    asked = missing.missing("2026Q3", ["microsoft"])
    told = asked.set_index("metric").loc["commercial_rpo"]
    assert (told["reason"], told["document"]) == ("not_entered", REPORT)
    # The next check against loss holds what the coverage says: a period more than before.
    grown = coverage().set_index(["company", "metric"]).loc[("microsoft", "revenue")]
    held = facts.load_table("coverage").set_index(["company", "metric"]).loc[("microsoft", "revenue")]
    assert grown["periods"] > held["periods"]


def test_guidance_is_added_by_a_row_and_the_one_before_gives_way(data):
    """Microsoft guides 2026 to 175 bn on 29 July (microsoft-fy26-q4-call); made up here: 185 bn three months later."""
    document(data, "microsoft-fy27-q1-call", FILED, kind="call", standing="company")
    subject = ("microsoft", "capex_with_finance_leases", "CY2026")
    table = rows(data / "guidance.csv")
    for row in table:
        if (row["company"], row["metric"], row["target_period"], row["status"]) == (*subject, "current"):
            row["status"] = "superseded"
            last = row
    raised = {"low": "185000000000", "high": "185000000000", "issued": FILED, "status": "current"}
    new = {
        "statement": "approximately $185 billion",
        "source_id": "microsoft-fy27-q1-call",
        "evidence": "company",
    }
    table.append({**last, **raised, **new})
    with (data / "guidance.csv").open("w", encoding="utf-8", newline="") as text:
        write = csv.DictWriter(text, [*last], lineterminator="\n")
        write.writeheader()
        write.writerows(table)
    assert failed() == {}
    for day, amount in (("2026-10-26", 175e9), (FILED, 185e9)):
        found = ladders(["microsoft"], dt.date.fromisoformat(day), bases=CAPEX_BASES)
        (told,) = (g for g in found if g.target.name == "2026")
        assert told.figures[-1].low == amount


def test_a_deal_is_added_by_a_row_and_counts_from_its_day(data):
    at = "https://blogs.microsoft.com/2026/10/08/anthropic/"
    document(data, "microsoft-blog-2026-10-08", "2026-10-08", url=at, kind="release", standing="company")
    number = max(int(r["deal_id"][1:]) for r in rows(data / "deals.csv")) + 1
    told = {
        "deal_id": f"D{number:03}", "announced": "2026-10-08", "date_precision": "day", "investor": "Anthropic",
        "recipient": "Microsoft", "direction": "customer", "amount_low": "9000000000", "amount_high": "9000000000",
        "unit": "USD", "amount_text": "9 USD bn", "form": "purchase_commitment", "status": "signed", "counts": "yes",
        "evidence": "company", "source_id": "microsoft-blog-2026-10-08", "money": "bound",
    }  # fmt: skip
    add(data / "deals.csv", told)
    assert failed() == {}
    for day, there in (("2026-10-07", False), ("2026-10-08", True)):
        assert (told["deal_id"] in {e.id for e in deals.ledger(day)}) == there


WORDS = """\
---
author: The cloudcapex authors
date: 2026-10-09
as_of: 2026-02-28
---
**Clouds.** AWS grew {{ amazon.cloud_revenue.yoy }}, Google Cloud {{ alphabet.cloud_revenue.yoy }}; {{ together }} went into capex.
"""


def test_a_commentary_is_a_file_whose_figures_are_looked_up(data):
    file = data / "commentary" / "2025Q4.en.md"
    file.write_text(WORDS, encoding="utf-8")
    told = commentary(Review("2025Q4", as_of="2026-02-28"))
    assert "AWS grew [+24" in told.markdown.replace("\u202f", " ")
    assert commentary(Review("2025Q4", as_of="2026-02-27")).markdown == ""
    file.write_text(WORDS.replace("grew {{ amazon.cloud_revenue.yoy }}", "grew 24 %"), encoding="utf-8")
    with pytest.raises(CommentaryError, match="typed by hand"):
        commentary(Review("2025Q4", as_of="2026-02-28"))
    assert failed() == {}
