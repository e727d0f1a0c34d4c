"""`cloudcapex audit`: any table of claims, any Markdown text, in three forms; errors on one line with row and remedy."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from cloudcapex.claims.reading import COLUMNS
from cloudcapex.cli import main

CHECKOUT = Path(__file__).resolve().parents[1]
CLAIMS = CHECKOUT / "data" / "claims.csv"
COMMENTARY = CHECKOUT / "data" / "commentary"
TOP = ",".join(COLUMNS)
HEADER = ["claim_id", "verdict", "reason", "outcome_verdict", "actual_value", "unit", "cause", "sources"]
AWS = "1,note,AWS,revenue,2023Q4,{value},USD bn,{whole},{whole},{unit},,AWS revenue {value} billion,AWS revenue {value}bn"


@pytest.fixture
def run(capsys):
    def call(*arguments):
        code = main([str(a) for a in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.fixture
def claims(tmp_path):
    def write(*rows, header=TOP):
        path = tmp_path / "mine.csv"
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return path

    return write


def aws(value="24.2", whole="24200000000", unit="USD"):
    return AWS.format(value=value, whole=whole, unit=unit)


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_csv_has_its_columns_and_the_verdicts(run):
    code, out, err = run("audit", CLAIMS, "--format", "csv")
    rows = {r["claim_id"]: r for r in rows_of(out)}
    assert (code, err, len(rows)) == (0, "", 125)
    assert out.splitlines()[0].split(",") == HEADER
    assert rows["C000-23"] == {
        "claim_id": "C000-23", "verdict": "contradicted", "reason": "", "outcome_verdict": "", "actual_value": "24204000000", "unit": "USD",
        "cause": "wrong_value", "sources": "0001018724-24-000008",
    }  # fmt: skip
    assert rows["C000-21"]["cause"] == "wrong_entity;wrong_basis"
    assert rows["C000-31"]["actual_value"] == "30000000000..37000000000"
    assert rows["C000-31"]["outcome_verdict"] == "contradicted"
    assert {r["verdict"] for r in rows.values()} == {
        "confirmed",
        "approximately",
        "as_its_source_says",
        "reports_differ",
        "contradicted",
        "unverifiable",
    }
    assert rows["C003-10"]["sources"] == "C003-09;C003-04;C003-05;C003-11"
    assert rows["C002-20"]["cause"] == "wrong_label"
    assert rows["C004-25"]["reason"] == "only_bounds"
    assert rows["C003-07"]["reason"].startswith("known_since_")


def test_json_says_where_a_figure_was_taken_from(run):
    _, out, _ = run("audit", CLAIMS, "--format", "json")
    record = next(r for r in json.loads(out) if r["claim_id"] == "C000-21")
    assert record["taken_from"] == [
        {"metric": "capex_with_finance_leases", "of": "microsoft", "period": "2023Q4"}
    ]
    assert record["phrase"] == "Azure的資本支出為115億"


def test_a_table_of_one_s_own_is_audited(run, claims):
    code, out, _ = run("audit", claims(aws()), "--format", "csv")
    assert (code, rows_of(out)[0]["verdict"]) == (0, "confirmed")


def test_in_a_pipe_a_table_has_one_line_a_claim(run, claims):
    _, out, _ = run("audit", claims(aws("13.3", "13300000000")))
    assert out.splitlines()[0].split("\t")[:2] == ["1", "contradicted"]
    assert len(out.splitlines()) == 1


def test_a_contradicted_claim_is_a_finding_and_an_error_only_where_asked(run, claims):
    path = claims(aws("13.3", "13300000000"))
    assert run("audit", path)[0] == 0
    assert run("audit", path, "--strict")[0] == 1
    assert run("audit", claims(aws()), "--strict")[0] == 0


def test_nothing_known_later_is_used(run, claims):
    _, out, _ = run("audit", claims(aws()), "--as-of", "2024-01-31", "--format", "csv")
    assert rows_of(out)[0]["verdict"] == "unverifiable"  # the 10-K came on 2 February 2024


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (aws(unit="USD per mile"), "line 2 (1), column unit: impossible unit 'USD per mile'; valid:"),
        (aws(value=""), "line 2 (1), column claimed_value: the value is missing"),
        (aws(whole="many"), "column value_low: 'many' is not a number"),
        ("1,note,AWS", "line 2: the row has 3 values"),
    ],
)
def test_a_bad_row_is_told_on_one_line_with_the_remedy(run, claims, row, said):
    code, out, err = run("audit", claims(row))
    assert (code, out) == (2, "")
    assert err.startswith("error: mine.csv, ")
    assert said in err
    assert err.count("\n") == 1
    assert ";" in err


def test_a_claim_told_twice_is_refused(run, claims):
    code, _, err = run("audit", claims(aws(), aws()))
    assert code == 2
    assert "line 3, column claim_id: claim '1' already stands in line 2" in err


def test_an_unknown_column_is_refused(run, claims):
    code, _, err = run("audit", claims(aws() + ",true", header=",".join([*COLUMNS, "verdict"])))
    assert code == 2
    assert "column 'verdict' is not known" in err


@pytest.mark.parametrize("name", ["gone.csv", "gone.md"])
def test_a_file_that_is_not_there_is_told(run, tmp_path, name):
    code, _, err = run("audit", tmp_path / name)
    assert code == 2
    assert "cannot be read" in err
    assert err.count("\n") == 1


def test_another_table_is_no_table_of_claims(run):
    code, _, err = run("audit", CHECKOUT / "data" / "companies.csv")
    assert code == 2
    assert "not a CSV of claims" in err


@pytest.mark.parametrize("content", [b"\x89PNG\xff\xfe", "Umsatz für 2024".encode("latin-1")])
@pytest.mark.parametrize("name", ["picture.csv", "picture.md"])
def test_what_is_no_text_is_refused(run, tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    code, _, err = run("audit", path)
    assert code == 2
    assert "not UTF-8 text" in err


class TestMarkdown:
    @pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
    def test_a_commentary_s_own_figures_hold_and_those_it_quotes_are_judged(self, run, language):
        code, out, _ = run("audit", COMMENTARY / f"2023Q4.{language}.md", "--format", "json")
        records = json.loads(out)
        wrong = {(r["subject"], r["claimed_metric"]): r for r in records if r["verdict"] == "contradicted"}
        assert code == 0
        assert set(wrong) == {("Microsoft Azure", "capex"), ("AWS", "revenue")}
        assert wrong["Microsoft Azure", "capex"]["cause"] == "wrong_entity;wrong_basis"
        assert wrong["AWS", "revenue"]["actual_value"] == "24204000000"
        assert {r["verdict"] for r in records} == {"confirmed", "contradicted"}
        assert len(records) >= 8

    @pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
    def test_a_commentary_without_quotations_is_confirmed_throughout(self, run, language):
        code, out, _ = run("audit", COMMENTARY / f"2026Q2.{language}.md", "--format", "csv", "--strict")
        assert code == 0
        assert {r["verdict"] for r in rows_of(out)} == {"confirmed"}

    def test_any_text_can_be_audited(self, run, tmp_path):
        path = tmp_path / "note.md"
        path.write_text("# A note\n\nIn 2023Q4 AWS revenue was $13.3bn; it grew 13 %.\n", encoding="utf-8")
        _, out, _ = run("audit", path, "--format", "csv")
        assert [(r["claim_id"], r["verdict"]) for r in rows_of(out)] == [
            ("line3-1", "contradicted"),
            ("line3-2", "confirmed"),
        ]

    def test_a_sentence_without_a_time_takes_the_quarter_given(self, run, tmp_path):
        path = tmp_path / "note.md"
        path.write_text("AWS revenue was $22.1bn.\n", encoding="utf-8")
        assert rows_of(run("audit", path, "--format", "csv")[1])[0]["reason"] == "period_unknown"
        assert rows_of(run("audit", path, "-q", "2023Q2", "--format", "csv")[1])[0]["verdict"] == "confirmed"

    def test_a_text_without_figures_says_so(self, run, tmp_path):
        path = tmp_path / "note.md"
        path.write_text("# A note\n\nNothing is counted here.\n", encoding="utf-8")
        code, out, err = run("audit", path)
        assert (code, out) == (0, "")
        assert err == "note.md: no figure of a company and a measure that are known\n"

    def test_references_without_a_quarter_are_refused(self, run, tmp_path):
        path = tmp_path / "note.md"
        path.write_text("AWS revenue was {{ amazon.cloud_revenue }}.\n", encoding="utf-8")
        code, _, err = run("audit", path)
        assert code == 2
        assert "--quarter" in err

    def test_a_broken_reference_is_told_with_its_line(self, run, tmp_path):
        path = tmp_path / "2023Q4.en.md"
        path.write_text(
            "---\nas_of: 2024-02-15\n---\nAWS revenue was {{ amazon.cloud_revenu }}.\n", encoding="utf-8"
        )
        code, _, err = run("audit", path)
        assert code != 0
        assert "2023Q4.en.md:4" in err
        assert "cloud_revenue" in err
