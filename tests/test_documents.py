"""The documents: publishers by name, who stands behind a figure, and what rests on what."""

from __future__ import annotations

import datetime as dt
import shutil

import pandas as pd
import pytest

from cloudcapex import facts, paths
from cloudcapex.changes import restatements
from cloudcapex.checks import documents
from cloudcapex.language import Language
from cloudcapex.metrics import series
from cloudcapex.metrics.labs import run_rates
from cloudcapex.metrics.points import Point
from cloudcapex.periods import Quarter
from cloudcapex.reports import ai_financing, back_matter, value_stack
from cloudcapex.reports.ai_financing.prices import priced
from cloudcapex.reports.back_matter import told_apart
from cloudcapex.reports.documents import document_name, document_rows, main_documents, title
from cloudcapex.reports.standings import standings
from cloudcapex.schema import grades


@pytest.fixture
def sandbox(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    shutil.copytree(paths.data_dir(), folder, ignore=shutil.ignore_patterns("commentary", "*.md"))
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(tmp_path))
    return folder


def write(folder, table, key, name, **cells):
    frame = pd.read_csv(folder / f"{table}.csv", dtype=str, keep_default_na=False)
    assert (frame[key] == name).sum() == 1, name
    for column, value in cells.items():
        frame.loc[frame[key] == name, column] = value
    frame.to_csv(folder / f"{table}.csv", index=False, lineterminator="\n")


@pytest.mark.parametrize(
    "publisher",
    [
        "cnbc.com",
        "CNBC.com",
        "joq5k4q.cn",
        "www.ft.com",
        "https://www.ft.com",
        "news.futunn.com/x",
        "10.0.0.1",
    ],
)
def test_an_address_is_no_publisher(sandbox, publisher):
    write(sandbox, "sources", "source_id", "cnbc-com-d056", publisher=publisher)
    check = documents.publishers_named()
    assert check.status == "failed"
    assert "cnbc-com-d056, column publisher" in check.reason
    assert "write who publishes there" in check.reason


def test_what_has_no_name_vouches_for_nothing(sandbox):
    write(sandbox, "sources", "source_id", "cnbc-com-d056", publisher="Unnamed website")
    check = documents.publishers_named()
    assert check.status == "failed"
    assert "'Unnamed website' is no name for a publication" in check.reason
    write(sandbox, "sources", "source_id", "cnbc-com-d056", standing="aggregator")
    assert documents.publishers_named().status == "passed"


@pytest.mark.parametrize(
    ("source", "standing", "valid"),
    [
        ("0001018724-24-000008", "publication", "valid: filing"),
        ("microsoft-fy22-q2-call", "filing", "valid: company"),
        ("epoch-ai-revenue-reports", "company", "valid: dataset"),
        ("cnbc-com-d056", "filing", "valid: company, publication, dataset, aggregator"),
    ],
)
def test_a_document_stands_as_what_it_is(sandbox, source, standing, valid):
    write(sandbox, "sources", "source_id", source, standing=standing)
    check = documents.standings_fit()
    assert check.status == "failed"
    assert source in check.reason
    assert valid in check.reason


def test_publishers_the_reader_knows():
    known = facts.load_sources().set_index("source_id")[["publisher", "standing"]]
    assert tuple(known.loc["cnbc-com-d056"]) == ("CNBC", "publication")
    assert tuple(known.loc["0001018724-24-000008"]) == ("Amazon", "filing")
    assert tuple(known.loc["microsoft-fy22-q2-call"]) == ("Microsoft", "company")


def test_what_a_standing_can_carry():
    assert grades.overrates("filed", "company")
    assert not grades.overrates("press", "publication")
    assert grades.overrates("press", "aggregator")
    assert not grades.overrates("secondary", "filing")
    assert [s for s in ("filing", "company", "publication", "dataset", "aggregator") if grades.is_shown(s)] == [
        "filing", "company", "publication",
    ]  # fmt: skip


def test_a_plan_that_counts_is_refused_and_so_is_a_weak_document(sandbox):
    write(sandbox, "deals", "deal_id", "D045", counts="yes")  # Stargate, "intends to invest"
    assert "D045, column counts: money that is 'planned' counts" in documents.figures_rest().reason
    write(sandbox, "deals", "deal_id", "D045", counts="no")
    assert documents.figures_rest().status == "passed"
    write(sandbox, "deals", "deal_id", "D064", source_id="digitalchew-com-on-anthropic-2023-10-29")
    assert (
        "D064, column counts: it rests on digitalchew-com-on-anthropic-2023-10-29, which stands as "
        "aggregator" in documents.figures_rest().reason
    )


# A row of each table that grades its evidence, on a document that carries less than the grade: planted by kind.
@pytest.mark.parametrize(
    ("table", "evidence", "source"),
    [
        ("deals", "press", "digitalchew-com-on-anthropic-2023-10-29"),
        ("rounds", "company", "cnbc-com-d056"),
        ("facts/disclosures", "company", "philbertcychan-ai-economics"),
        ("facts/disclosures", "filed", "microsoft-fy22-q2-call"),
        ("facts/labs", "press", "epoch-ai-revenue-reports"),
        ("facts/market", "company", "cnbc-com-d056"),
        ("guidance", "press", "digitalchew-com-on-anthropic-2023-10-29"),
        ("estimates", "press", "epoch-ai-revenue-reports"),
    ],
)
def test_no_row_is_graded_better_than_its_document(sandbox, table, evidence, source):
    assert documents.evidence_fits().status == "passed"
    frame = pd.read_csv(sandbox / f"{table}.csv", dtype=str, keep_default_na=False)
    frame.loc[0, ["evidence", "source_id"]] = [evidence, source]
    frame.to_csv(sandbox / f"{table}.csv", index=False, lineterminator="\n")
    check = documents.evidence_fits()
    assert check.status == "failed"
    standing = facts.load_sources().set_index("source_id").loc[source, "standing"]
    assert f"{table}.csv, line 2" in check.reason
    assert f"column evidence: {evidence!r} rests on {source}" in check.reason
    assert f"stands as {standing}; valid: at best {grades.STANDS_FOR[standing]}" in check.reason


def test_two_who_pass_a_figure_on_differ_and_restate_nothing():
    # 38.6 and 38.676 of one quarter, 35 % and 32 % of another: both of Alibaba, both passed on.
    assert restatements(companies=["alibaba"], start="2025Q1", end="2026Q2").empty
    [capex] = series("capex_as_stated", ["alibaba"], "2025Q2", "2025Q2")["value"]
    assert capex == 38_676e6
    [grown] = series("cloud_external_revenue_growth_reported", ["alibaba"], "2025Q4", "2025Q4")["value"]
    assert grown == 0.35  # of the day; 32 % came later


def test_a_sum_of_laboratories_takes_no_run_rate_that_is_only_passed_on():
    # OpenAI's 0.1 bn of March 2023 is known from a data set alone; its 1.3 and 2.0 bn were read in newspapers.
    stack = value_stack.ValueStack("2023Q2", as_of="2026-10-09")
    assert not stack.run_rate("openai").known
    assert value_stack.ValueStack("2023Q4", as_of="2026-10-09").run_rate("openai").value == 2e9
    [point] = run_rates("openai", [Quarter.parse("2023Q1")], dt.date(2026, 10, 9))
    assert (point.value, point.evidence, "s" in point.marks) == (200e6, "secondary", True)


def test_a_weak_run_rate_is_marked_beside_its_round():
    report = ai_financing.Financing("2026Q2", as_of="2026-10-09")
    by = {(v.row.who, v.row.date.isoformat()): v for v in priced(report)}
    weak = by["openai", "2024-10-02"]  # 4.0 bn, a data set
    assert (weak.rate_row.evidence, weak.rate_marks, weak.marks, weak.soft) == ("secondary", "s", "s", False)
    firm = by["anthropic", "2025-09-02"]  # 5 bn, in Anthropic's own words
    assert (firm.rate_row.evidence, firm.marks) == ("company", "")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            "Entries of deals: {all}, of which {filing} rest on a filing, {company} on a company’s own words, {publication} on "
            "a named publication",
        ),
        ("zh-Hans", "交易条目：共{all}项，其中{filing}项依据申报文件"),
        ("zh-Hant", "交易條目：共{all}項，其中{filing}項依據申報文件"),
    ],
)
def test_the_method_page_counts_what_the_check_counts(language, words):
    report = ai_financing.Financing("2026Q2", as_of="2026-10-09", language=language)
    counted = documents.standings()["deals"]
    assert counted["filing"] >= 24
    said = words.format(all=sum(counted.values()), **counted)
    assert any(said in str(p) for p in ai_financing.method(report).paragraphs)


def test_the_method_page_counts_documents_without_an_address():
    documents, tables = facts.load_sources(), ("deals", "rounds", "disclosures")
    cited = set().union(*(facts.load_table(name)["source_id"] for name in tables))
    behind = documents[documents["source_id"].isin(cited)]
    bare = behind[behind["url"] == ""]
    assert "theinformation-anthropic-spacex-2026-09" in set(bare["source_id"])
    said = standings(ai_financing.Financing("2026Q2", as_of="2026-12-31"))
    assert f"documents without an address: {len(bare)} of {len(behind)}." in said


def test_the_method_page_counts_no_entry_read_in_a_document_that_was_not_out_yet():
    report = ai_financing.Financing("2023Q3", as_of="2023-10-31")
    assert report.read_later == 1
    assert f"Entries of deals: {len(report.entries)}, of which" in standings(report)


@pytest.mark.parametrize(
    ("copy", "original", "standing"),
    [
        ("epicos-com-epicos-com-on-oracle-2025q3", "Oracle", "company"),
        ("marketbeat-com-oracle-fy24-q4-call", "Oracle", "company"),
        ("bizbuildermike-com-on-alibaba-group-2022q4", "Financial Times", "publication"),
        ("au-advfn-com-cloud-market-2023q2", "Synergy Research Group", "publication"),
    ],
)
def test_a_copy_stands_as_the_original_that_it_names(copy, original, standing):
    row = facts.load_sources().set_index("source_id").loc[copy]
    assert (row["publisher"], row["standing"]) == (original, standing)
    assert ", as " in row["title"]  # Epicos, MarketBeat, Biz Builder Mike and ADVFN print it


def test_no_two_documents_of_a_publisher_are_called_alike():
    """Two 8-Ks whose day nobody knows, two posts of one title, and one that needs no more than its form and day."""
    filing = {"kind": "release", "publisher": "Oracle", "form": "8-K"}
    post = {"kind": "release", "publisher": "Oracle", "form": "", "filed": "", "title": "Post on Oracle"}
    found = told_apart(
        Language("en"),
        [
            {
                **filing,
                "source_id": "a",
                "filed": "2026-06-10",
                "title": "Oracle 8-K",
                "url": "https://a.example/1",
            },
            {
                **filing,
                "source_id": "b",
                "filed": "",
                "title": "Oracle 8-K to 2022-08-31",
                "url": "https://a.example/2",
            },
            {
                **filing,
                "source_id": "c",
                "filed": "",
                "title": "Oracle 8-K to 2022-11-30",
                "url": "https://a.example/3",
            },
            {**post, "source_id": "d", "url": "https://a.example/4/"},
            {**post, "source_id": "e", "url": ""},
        ],
    )
    assert [d.text for _, d in found] == [
        "8-K 2026-06-10",
        "Oracle 8-K to 2022-08-31",
        "Oracle 8-K to 2022-11-30",
        "Post on Oracle (a.example/4)",
        "Post on Oracle (e)",
    ]


def test_every_document_of_the_data_has_a_name_of_its_own():
    for publisher, mine in facts.load_sources().groupby("publisher"):
        rows = [{"source_id": s, **document_rows()[s]} for s in mine["source_id"]]
        names = [d.text for _, d in told_apart(Language("en"), rows)]
        assert len(set(names)) == len(names), publisher


def test_a_publisher_without_a_name_is_described_in_the_language_of_the_edition():
    made = back_matter.documents(ai_financing.Financing("2026Q2", language="zh-Hant"))
    publishers = [publisher for publisher, _ in made.body.groups]
    inside = [d.text for _, items in made.body.groups for d in items]
    assert not any(p.startswith("Unnamed") for p in publishers)
    assert not any(d.startswith("Unnamed website:") for d in inside)
    assert any("未具名網站" in text for text in (*publishers, *inside))
    assert not any(
        rest.startswith(name) for name, parted, rest in (d.partition("：") for d in inside) if parted
    )


def test_the_documents_of_the_newest_figures_come_first():
    # Meta's 10-Q of July 2026, its 10-K of January 2026, and the press: as data/sources.csv has them.
    rows = document_rows()
    new, old = (
        next(i for i, r in rows.items() if r["title"] == f"Meta Platforms {title}")
        for title in ("10-Q for the period ended 2026-06-30", "10-K for the period ended 2025-12-31")
    )
    press = next(i for i, r in rows.items() if r["kind"] == "press" and r["day"] > "2026-01-01")
    points = [
        Point("meta", "capex_cash", Quarter.parse(quarter), 1.0, sources=sources)
        for quarter, sources in (
            ("2025Q4", (old,)),
            ("2026Q1", (press,)),
            ("2026Q2", (press,)),
            ("2026Q2", (new, old)),
        )
    ]
    assert main_documents(points) == [new, press, old]
    assert main_documents(points[:1], [new, press])[0] == old
    assert document_name(Language("en"), rows[new]) == f"{rows[new]['title']}, 30 July 2026"
    assert document_name(Language("zh-Hans"), rows[new]).endswith("，2026年7月30日")


def test_no_document_is_named_by_an_address_alone():
    for row in document_rows().values():
        assert " " in document_name(Language("en"), row), row
        assert "/" not in row["publisher"] or row["publisher"] == "AI/TLDR"


def test_what_a_filer_calls_a_document_is_said_in_the_reader_s_script():
    rows = list(document_rows().values())
    assert all(title(Language("en"), row) == row["title"] for row in rows)
    told = {row["title"]: title(Language("zh-Hant"), row) for row in rows}
    assert told["Microsoft 10-Q for the period ended 2023-03-31"] == "微軟10-Q（截至2023-03-31）"
    assert told["NVIDIA FY26 Q1 earnings call (corrected transcript)"] == "輝達FY26 Q1法說會（校訂逐字稿）"
    assert told["Canalys on the Chinese cloud market, 2024Q1"] == "Canalys：中國雲端市場，2024Q1"
    left = [
        name for name, words in told.items() if " for the period ended " in words or "earnings call" in words
    ]
    assert len(left) < len(rows) // 50


def test_the_release_on_the_quarter_to_june_2024_has_the_day_it_was_filed():
    """Two lists of Alibaba's filings name 15 August 2024 beside the accession; what it tells was known from then on."""
    release = "0001104659-24-090102"
    assert document_rows()[release]["filed"] == "2024-08-15"
    told = facts.load_facts().query("source_id == @release")
    assert set(told["filed"].dt.strftime("%Y-%m-%d")) == {"2024-08-15"}
    assert len(told) == 5


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (
            "0001193125-25-044231",
            ("CoreWeave S-1, undated", "CoreWeave S-1，未注明日期", "CoreWeave S-1，未註明日期"),
        ),
        (
            "nvidia-nvidia-release-cfo-commentary-as-retrieved",
            (
                "NVIDIA release and CFO commentary, undated",
                "英伟达业绩公告与首席财务官评论，未注明日期",
                "輝達業績公告與財務長評論，未註明日期",
            ),
        ),
    ],
)
def test_a_document_is_named_in_the_readers_words_with_its_day_or_that_it_has_none(source, told):
    row = document_rows()[source]
    names = tuple(document_name(Language(code), row) for code in ("en", "zh-Hans", "zh-Hant"))
    assert names == told
