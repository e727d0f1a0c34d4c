"""The report as it could have been written on a day: nothing that came later is anywhere in it, and nothing known is missing."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import json
import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from cloudcapex import checks, facts
from cloudcapex.cli.asked import vocabulary
from cloudcapex.publish.build import build
from cloudcapex.publish.manifest import exhibits_in
from cloudcapex.publish.plan import Options, plan

pytestmark = pytest.mark.slow
QUARTER, DAY = "2023Q4", "2024-02-15"
AS_OF = pd.Timestamp(DAY)

# Tables with a day on which each of their rows became known.
KNOWN_ON = {
    "filings": "filed", "disclosures": "filed", "market": "filed", "labs": "filed", "fx": "filed",
    "guidance": "issued", "deals": "announced", "rounds": "date", "texts_read": "filed", "filing_rules": "since",
}  # fmt: skip

# Columns of the exhibits' CSVs that hold a day something became known, not the end of a period or a year aimed at.
DAYS = ("filed", "first_filed", "issued", "announced", "published")


class Made(NamedTuple):
    """An edition that was built for these tests."""

    folder: Path
    exhibits: list[dict]
    page: str
    typst: str

    @property
    def rows(self) -> list[dict[str, str]]:
        """Every row of every exhibit's CSV."""
        return [row for e in self.exhibits for row in csv.DictReader(io.StringIO(e["csv"]))]


def make(output: Path) -> Made:
    """Build the review of the quarter as of the day, from the data of the checkout in force."""
    import nbformat

    options = Options(formats=("html", "typ"), output=output, force=True)
    result = build(plan("quarterly_review", {"quarter": QUARTER, "as_of": DAY}, vocabulary(), options))
    assert result.status == "built", result.error
    notebook = nbformat.read(result.folder / "report.ipynb", as_version=4)
    page = (result.folder / "report.html").read_text("utf-8")
    return Made(result.folder, exhibits_in(notebook), page, (result.folder / "report.typ").read_text("utf-8"))


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    return make(tmp_path_factory.mktemp("as_of"))


@pytest.fixture(scope="module")
def sources() -> pd.DataFrame:
    """Documents with the day each came out, by id: filed, published, or the day in its address."""
    table = facts.load_sources().set_index("source_id")
    table["day"] = table["filed"].fillna(table["published"]).fillna(table["url"].map(day_in_address))
    return table


@pytest.fixture(scope="module")
def cited() -> pd.DataFrame:
    """Which source is cited by which row that became known when."""
    parts = [
        pd.DataFrame({"source_id": t["source_id"], "day": t[column]})
        for name, column in KNOWN_ON.items()
        for t in [facts.load_table(name)]
    ]
    return pd.concat(parts, ignore_index=True)


def day_in_address(url: str) -> pd.Timestamp:
    found = re.search(r"/(20\d\d)[/-](\d\d)[/-](\d\d)(?!\d)", url or "")
    return pd.Timestamp("-".join(found.groups())) if found else pd.NaT


def source_ids(edition: Made) -> set[str]:
    """Every source id that the edition carries: in its exhibits' records and in the rows of their CSVs."""
    ids = {s["id"] for e in edition.exhibits for s in e["sources"]}
    for row in edition.rows:
        for column, cell in row.items():
            if "source" in column:
                ids.update(s for s in re.split(r"[;, ]+", cell or "") if s)
    return ids - {"data"}  # what stands for "searched and not found"


def links(page: str) -> set[str]:
    return {html.unescape(u) for u in re.findall(r'href="(https?://[^"]+)"', page)}


class TestNothingLater:
    def test_the_edition_is_a_whole_one(self, edition):
        numbers = [e["number"] for e in edition.exhibits]
        assert len(set(numbers)) > 20
        assert len(source_ids(edition)) > 150
        assert len(links(edition.page)) > 150

    def test_every_source_had_come_out(self, edition, sources):
        ids = source_ids(edition)
        assert ids <= set(sources.index), ids - set(sources.index)
        later = sources.loc[sorted(ids)]
        later = later[later["day"] > AS_OF]
        assert later.empty, later["day"].to_dict()

    def test_every_filing_has_its_day(self, edition, sources):
        """A 10-K or 10-Q without a day would pass unseen."""
        used = sources.loc[sorted(source_ids(edition))]
        periodic = used[used["form"].str.startswith("10-")]
        assert len(periodic) > 60
        assert periodic["filed"].notna().all()
        assert periodic["filed"].max() > AS_OF - pd.Timedelta(days=20)

    def test_a_source_without_a_day_is_cited_by_something_known(self, edition, sources, cited):
        """Living pages and data sets carry no day; the rows that were read in them do."""
        used = sources.loc[sorted(source_ids(edition))]
        undated = used[used["day"].isna()].index
        first = cited[cited["source_id"].isin(undated)].groupby("source_id")["day"].min()
        assert set(first.index) == set(undated)
        assert (first <= AS_OF).all(), first[first > AS_OF].to_dict()

    @pytest.mark.parametrize("form", ["page", "typst"])
    def test_every_link_leads_to_a_source_that_had_come_out(self, edition, sources, form):
        found = links(edition.page)
        if form == "typst":
            found = set(re.findall(r'"(https?://[^"\\]+)"', edition.typst))
        by_address = sources.groupby("url")["day"].min()
        dates = {u: by_address[u] for u in found if u in by_address.index}
        # Paper leaves off what the page on screen has.
        assert len(found) > (50 if form == "typst" else 150)
        assert found - set(dates) == set()
        later = {u: d for u, d in dates.items() if d > AS_OF}
        assert later == {}
        assert [u for u in found if day_in_address(u) > AS_OF] == []

    def test_no_day_that_is_printed_is_later(self, edition):
        """Neither in the words of the page, nor under the columns that say when something became known."""
        text = html.unescape(
            re.sub(r"<(script|style|svg)\b.*?</\1>|<[^>]+>", " ", edition.page, flags=re.DOTALL)
        )
        printed = re.findall(r"\b20\d\d-\d\d-\d\d\b", text)
        assert len(printed) > 100
        assert max(printed) <= DAY
        days = [row[c] for row in edition.rows for c in DAYS if row.get(c)]
        assert len(days) > 50
        assert max(days) <= DAY

    def test_no_quarter_after_the_one_under_review_has_a_value(self, edition):
        quarters = {
            row["calendar_quarter"]
            for row in edition.rows
            if row.get("calendar_quarter")
            and row.get("value")
            # What was guided on the day is of a quarter to come.
            and not row.get("metric", "").startswith("guidance.")
        }
        assert max(q for q in quarters if re.fullmatch(r"20\d\dQ[1-4]", q)) == QUARTER

    @pytest.mark.parametrize(
        ("slug", "later"),
        [
            # What was learned of this quarter after the day, each a figure that must not show.
            ("restated capex of Meta, 10-Q 0001326801-24-000049", "0001326801-24-000049"),
            (
                "Azure on the definition of 21 August 2024",
                "microsoft-microsoft-8-k-2024-08-21-fy25-investor-m-2024-08-21",
            ),
            ("NVIDIA's quarter to January, 10-K 0001045810-24-000029", "0001045810-24-000029"),
            ("Oracle's guidance of March 2024", "0000950170-24-029904"),
            ("the table of AI revenue by Epoch AI of 2025", "epoch-ai-revenue-reports-2025-10"),
            (
                "a data set built in 2026",
                "hyperscalers-data-js-hyperscalers-data-js-a-third-party-dataset-built",
            ),
        ],
    )
    def test_known_temptations_are_resisted(self, edition, sources, slug, later):
        assert later in sources.index, slug
        assert later not in source_ids(edition), slug
        if url := sources.at[later, "url"]:
            assert url not in links(edition.page), slug

    def test_definitions_of_later_years_are_not_used(self, edition):
        used = {row["definition"] for row in edition.rows if row.get("definition") and row.get("value")}
        # What others followed later has the name that it had then.
        assert {"azure", "ic", "google_cloud_from_2023"} <= used
        assert not used & {"azure_before_fy25", "ic_before_fy25"}
        assert not used & {"azure_from_fy25", "ic_from_fy25", "google_cloud_from_2026q1", "rpo_from_2026q1"}


class TestWhatWasKnown:
    """Figures filed or said by the day are there, as they were then."""

    def value(
        self, edition: Made, company: str, metric: str, quarter: str = QUARTER
    ) -> tuple[set[float], set[str]]:
        rows = [
            row
            for row in edition.rows
            if (row.get("company"), row.get("metric"), row.get("calendar_quarter"))
            == (company, metric, quarter)
            and row.get("value")
        ]
        return {float(row["value"]) for row in rows}, {s for row in rows for s in row["sources"].split(";")}

    def test_aws(self, edition):
        # 10-K 0001018724-24-000008: 90,757 for the year less 66,553 for nine months.
        values, documents = self.value(edition, "amazon", "cloud_revenue")
        assert values == {24_204_000_000}
        assert "0001018724-24-000008" in documents

    def test_microsoft_on_its_old_segments(self, edition):
        # 10-Q 0000950170-24-008814: Intelligent Cloud 25,880.
        values, documents = self.value(edition, "microsoft", "intelligent_cloud_revenue")
        assert values == {25_880_000_000}
        assert documents == {"0000950170-24-008814"}

    def test_azure_on_its_old_definition(self, edition):
        # Call of 30 January 2024: 30 % growth, 6 points of it from AI.
        assert self.value(edition, "microsoft", "cloud_growth") == ({0.30}, {"microsoft-fy24-q2-call"})
        values, documents = self.value(edition, "microsoft", "azure_ai_points")
        assert values == {0.06}
        assert documents == {"microsoft-fy24-q2-call"}

    def test_meta_s_capex_of_2023_as_first_reported(self, edition):
        first = {
            "2023Q1": 6_842,
            "2023Q2": 6_216,
            "2023Q3": 6_543,
            "2023Q4": 7_665,
        }  # 27,266, 10-K 0001326801-24-000012
        for quarter, millions in first.items():
            values, _ = self.value(edition, "meta", "capex_cash", quarter)
            assert values == {millions * 1e6}, quarter

    def test_guidance_of_the_day(self, edition, sources):
        # Meta on 1 February 2024: capex of 2024 between 30 and 37 billion.
        assert "30–37" in html.unescape(re.sub(r"<[^>]+>", "", edition.page)).replace("\u2060", "")
        assert "meta-2023-q4-call" in source_ids(edition)

    def test_restatements_of_before_are_told(self, edition):
        (table,) = [e for e in edition.exhibits if "first_filed" in e["csv"].splitlines()[0]]
        rows = list(csv.DictReader(io.StringIO(table["csv"])))
        amazon = [r for r in rows if (r["company"], r["calendar_quarter"]) == ("amazon", "2022Q4")]
        assert [(r["first_value"], r["value"]) for r in amazon] == [("13145000000", "12685000000")]
        assert not [r for r in rows if r["company"] == "microsoft"]


# Rows that came after the day, in every table that has days; each would change the edition if it were seen. None fails
# a check of the data: how many pass is said of the data as they are, whatever the day.
LATER = {
    "facts/filings.csv": {
        "company": "meta", "concept": "NetCashProvidedByUsedInOperatingActivities", "unit": "USD",
        "period_start": "2023-01-01", "period_end": "2023-12-31", "value": 71_200_000_000, "form": "10-Q",
        "source_id": "0001326801-24-000049", "filed": "2024-04-25",
    },
    "facts/disclosures.csv": {
        "company": "microsoft", "metric": "azure_growth", "definition": "azure_before_fy25",
        "period_start": "2023-10-01", "period_end": "2023-12-31", "value": 0.306, "unit": "share",
        "basis": "reported", "evidence": "company", "filed": "2024-04-25", "source_id": "microsoft-fy24-q3-call",
    },
    "facts/market.csv": {
        "market": "world_cloud_infrastructure", "metric": "share", "vendor": "amazon", "period_start": "2023-10-01",
        "period_end": "2023-12-31", "value": 0.25, "unit": "share", "evidence": "company", "filed": "2024-04-25",
        "source_id": "microsoft-fy24-q3-call",
    },
    "facts/labs.csv": {
        "lab": "OpenAI", "metric": "revenue_run_rate", "definition": "as_stated", "as_of": "2023-12-31",
        "value": 2_100_000_000, "unit": "USD", "basis": "reported", "evidence": "press", "filed": "2024-04-25",
        "source_id": "microsoft-fy24-q3-call",
    },
    "guidance.csv": {
        "company": "meta", "metric": "capex_with_finance_leases", "target_period": "CY2024", "issued": "2024-02-16",
        "low": 35_000_000_000, "high": 40_000_000_000, "unit": "USD", "kind": "range", "status": "superseded",
        "definition": "incl_finance_lease_principal", "statement": "more", "source_id": "0001326801-24-000012", "evidence": "company",
    },
    "deals.csv": {
        "deal_id": "D999", "announced": "2024-02-16", "date_precision": "day", "investor": "Microsoft",
        "recipient": "OpenAI", "direction": "investor", "amount_low": 99_000_000_000, "amount_high": 99_000_000_000,
        "unit": "USD", "amount_text": "99 USD bn", "form": "equity", "status": "closed", "money": "got", "counts": "yes",
        "evidence": "press", "source_id": "microsoft-fy24-q1-call",
    },
    "rounds.csv": {
        "round_id": "R999", "lab": "OpenAI", "date": "2024-02-16", "date_precision": "day", "round": "planted",
        "amount": 99_000_000_000, "currency": "USD", "money": "got", "evidence": "press",
        "source_id": "microsoft-fy24-q1-call",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def planted(checkout, tmp_path_factory):
    """Give a copy of the checkout with a later row in every table."""
    home = tmp_path_factory.mktemp("planted")
    shutil.copytree(checkout / "data", home / "data")
    (home / "notebooks").symlink_to(checkout / "notebooks")
    shutil.copy(checkout / "requirements.lock", home)
    for table, row in LATER.items():
        path = home / "data" / table
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        assert set(row) <= set(frame.columns), table
        line = {column: str(row.get(column, "")) for column in frame.columns}
        pd.concat([frame, pd.DataFrame([line])]).to_csv(path, index=False)
    return home


@pytest.fixture(scope="module")
def tampered(planted, tmp_path_factory):
    """Build the same edition from that copy."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLOUDCAPEX_HOME", str(planted))
        assert [check for check in checks.checked() if check.status == "failed"] == []
        yield make(tmp_path_factory.mktemp("tampered"))


class TestPlantedLater:
    @pytest.mark.parametrize("file", ["report.html", "report.typ", "report.ipynb", "data.zip"])
    def test_what_comes_later_changes_no_byte(self, edition, tampered, file):
        told = [json.loads((e.folder / "manifest.json").read_text("utf-8")) for e in (edition, tampered)]
        assert told[0]["inputs"]["data"] != told[1]["inputs"]["data"]
        assert told[0]["files"][file]["sha256"] == told[1]["files"][file]["sha256"]

    @pytest.mark.parametrize("table", LATER)
    def test_each_planted_row_shows_from_its_day_on(self, table, planted, monkeypatch):
        """A row that nothing ever reads would prove nothing: on its own day it is read, the day before it is not."""
        monkeypatch.setenv("CLOUDCAPEX_HOME", str(planted))
        name, row = table.removeprefix("facts/").removesuffix(".csv"), LATER[table]
        load = {"filings": facts.load_facts, "disclosures": facts.load_facts}.get(name) or getattr(
            facts, f"load_{name}"
        )
        day = dt.date.fromisoformat(row[KNOWN_ON[name]])
        assert day > dt.date.fromisoformat(DAY)
        told = next(c for c in ("value", "high", "amount_high", "amount") if c in row)
        seen = [(load(d)[told] == row[told]).sum() for d in (day - dt.timedelta(days=1), day)]
        assert seen[1] == seen[0] + 1
