"""What is out and not in the data: told apart from what nobody disclosed, and listed as work."""

from __future__ import annotations

import csv
import io
import json
import shutil

import numpy as np
import pandas as pd
import pytest

from cloudcapex import cli, paths
from cloudcapex.facts.documents import results_documents
from cloudcapex.metrics import series
from cloudcapex.metrics.expected import often
from cloudcapex.metrics.missing import COLUMNS, missing

TEN_Q = "0001018724-26-000026"


@pytest.fixture
def without(tmp_path, monkeypatch):
    """Make a copy of the data without the rows of a table that a test names, and work on it."""

    def make(table: str, gone, **changed) -> None:
        if not (tmp_path / "data").exists():
            shutil.copytree(paths.data_dir(), tmp_path / "data")
            monkeypatch.setenv("CLOUDCAPEX_HOME", str(tmp_path))
        path = tmp_path / "data" / table
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        frame[~gone(frame)].to_csv(path, index=False, lineterminator="\n")

    return make


def _aws_revenue(frame: pd.DataFrame) -> pd.Series:
    own = (frame["company"] == "amazon") & (frame["metric"] == "cloud_revenue")
    return own & (frame["period_end"] == "2026-06-30")


def reason(metric: str, company: str, quarter: str, **more) -> str:
    return series(metric, company, quarter, quarter, **more)["reason"].iloc[0]


def test_what_the_filing_gives_and_nobody_typed_in_is_not_entered(without):
    assert reason("cloud_revenue", "amazon", "2026Q2") == ""
    without("facts/disclosures.csv", _aws_revenue)
    assert reason("cloud_revenue", "amazon", "2026Q2") == "not_entered"
    assert reason("cloud_revenue.yoy", "amazon", "2026Q2") == "not_entered"
    assert reason("cloud_operating_margin", "amazon", "2026Q2") == "not_entered"
    assert reason("capex_cash", "amazon", "2026Q2") == ""


def test_before_the_document_is_out_it_is_not_yet_filed(without):
    without("facts/disclosures.csv", _aws_revenue)
    assert reason("cloud_revenue", "amazon", "2026Q2", as_of="2026-07-29") == "not_yet_filed"
    # The release of 30 July is out, the report of the day after is not.
    assert reason("cloud_revenue", "amazon", "2026Q2", as_of="2026-07-30") == "not_entered"


def test_a_document_without_any_figure_in_the_data_counts_too(without):
    """The morning after: a report stands in the sources, nobody has typed in anything."""
    for table in ("facts/filings.csv", "facts/disclosures.csv"):
        without(table, lambda f: (f["company"] == "meta") & (f["filed"] >= "2026-07-01"))
    for metric in ("revenue", "capex_cash", "operating_cash_flow"):
        assert reason(metric, "meta", "2026Q2") == "not_entered"


def test_the_quarter_alone_cannot_be_derived_where_a_longer_period_was_entered(without):
    """Of Alphabet's half year only the whole is held: its report has been entered, the quarter is not to be had."""
    without(
        "facts/filings.csv",
        lambda f: (
            (f["company"] == "alphabet")
            & f["concept"].str.startswith("PaymentsToAcquireProperty")
            & (f["period_end"] == "2026-03-31")
        ),
    )
    told = {"company": "alphabet", "metric": "capex_cash"}
    without(
        "facts/disclosures.csv",
        lambda f: (f[[*told]] == told).all(axis=1) & (f["period_end"] >= "2026-03-31"),
    )
    assert reason("capex_cash", "alphabet", "2026Q2") == "not_derivable"
    assert reason("capex_cash", "alphabet", "2026Q1") == "not_entered"


def test_what_was_looked_for_in_vain_is_not_disclosed():
    assert reason("azure_revenue", "microsoft", "2024Q1") == "not_disclosed"


def test_expected_is_what_three_of_four_quarters_have():
    there = np.array([1, 1, 1, 0, 0, 0, 1, 1, 1, 1]) > 0
    assert often(there).tolist() == [n in (3, 4, 9) for n in range(10)]


def test_a_document_is_of_the_quarter_that_its_title_or_its_figures_name():
    out = results_documents().set_index(["company", "source_id"])["calendar_quarter"]
    assert out["amazon", TEN_Q] == "2026Q2"
    assert out["microsoft", "microsoft-fy24-q2-call"] == "2023Q4"
    assert out["oracle", "0000950170-23-027490"] == "2023Q2"
    assert results_documents("2024-02-01")["published"].max() <= pd.Timestamp("2024-02-01")


def test_missing_names_the_document_to_look_in(without):
    without("facts/disclosures.csv", _aws_revenue)
    row = missing("2026Q2", "amazon").set_index("metric").loc["cloud_revenue"]
    assert row["reason"] == "not_entered"
    assert row["document"] == TEN_Q
    assert row["url"].startswith("https://www.sec.gov/Archives/edgar/data/1018724/")
    assert row["last_quarter"] == "2026Q1"


def test_missing_lists_what_was_looked_for_in_vain_with_the_document_that_was_read(without):
    without("facts/disclosures.csv", _aws_revenue)
    absent = {"company": "amazon", "metric": "cloud_revenue", "calendar_quarter": "2026Q2"}
    absent |= {"filed": "2026-07-31", "source_id": TEN_Q, "note": "the report gives none"}
    path = paths.data_dir() / "absences.csv"
    frame = pd.concat([pd.read_csv(path, dtype=str), pd.DataFrame([absent])])
    frame.to_csv(path, index=False, lineterminator="\n")
    row = missing("2026Q2", "amazon").set_index("metric").loc["cloud_revenue"]
    assert (row["reason"], row["document"]) == ("not_disclosed", TEN_Q)


def test_before_anything_is_out_everything_expected_waits_and_no_document_is_named():
    frame = missing("2026Q2", "amazon", as_of="2026-07-01")
    assert set(frame["reason"]) == {"not_yet_filed"}
    assert set(frame["document"]) == {""}
    assert {"capex_cash", "cloud_revenue", "revenue"} <= set(frame["metric"])


# --- the command line -----------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_the_command_prints_every_format(capsys, form):
    assert cli.main(["missing", "2026Q2", "--company", "meta", "--format", form]) == 0
    out = capsys.readouterr().out
    expected = missing("2026Q2", "meta").to_dict("records")
    if form == "json":
        assert json.loads(out) == expected
    elif form == "csv":
        assert list(csv.DictReader(io.StringIO(out))) == expected
    else:
        assert out.count("\n") == len(expected)
    assert COLUMNS[3] == "reason"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["2031Q1"], "outside the data; valid: "),
        (["1990Q1"], "outside the data; valid: "),
        (["20Q1"], "is not a quarter"),
        (["2026Q2", "--company", "metta"], "did you mean meta?"),
        (["--as-of", "1990-01-01"], "nothing was known by 1990-01-01"),
    ],
)
def test_a_wrong_question_is_one_line(capsys, arguments, said):
    assert cli.main(["missing", *arguments]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert said in error


@pytest.mark.parametrize("form", ["csv", "json"])
def test_series_prints_the_reason(capsys, form):
    arguments = ["series", "azure_revenue", "--company", "microsoft", "--from", "2024Q1", "--to", "2024Q1"]
    assert cli.main([*arguments, "--format", form]) == 0
    out = capsys.readouterr().out
    row = json.loads(out)[0] if form == "json" else next(csv.DictReader(io.StringIO(out)))
    assert row["reason"] == "not_disclosed"


def test_series_of_a_day_before_the_data_is_one_line(capsys):
    assert cli.main(["series", "capex_cash", "--as-of", "1990-01-01"]) == 2
    assert "nothing was known by 1990-01-01" in capsys.readouterr().err
