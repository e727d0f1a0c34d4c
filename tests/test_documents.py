"""The documents: publishers by name, who stands behind a figure, and what rests on what."""

from __future__ import annotations

import shutil

import pandas as pd
import pytest

from cloudcapex import facts, paths
from cloudcapex.checks import documents
from cloudcapex.reports import ai_financing
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
    write(sandbox, "deals", "deal_id", "D060", counts="yes")  # an encyclopedia
    assert "D060, column counts: it rests on en-wikipedia-org-d060" in documents.figures_rest().reason
    write(sandbox, "deals", "deal_id", "D060", counts="no", evidence="press")
    assert "D060, column evidence: 'press' rests on" in documents.figures_rest().reason


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Entries of deals: 98; on a filing rest 23, on a company’s own words 32"),
        ("zh-Hans", "交易条目：共98项，其中23项依据申报文件"),
        ("zh-Hant", "交易條目：共98項，其中23項依據申報文件"),
    ],
)
def test_the_method_page_counts_what_the_check_counts(language, words):
    report = ai_financing.Financing("2026Q2", as_of="2026-10-09", language=language)
    assert any(words in str(p) for p in ai_financing.method(report).paragraphs)
    assert documents.standings()["deals"]["filing"] == 23
