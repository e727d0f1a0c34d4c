"""How long assets are used, and what was issued to pay for them, as documents tell it."""

from __future__ import annotations

import datetime as dt
import shutil

import pytest

from cloudcapex.errors import DataError
from cloudcapex.facts import load_issues, load_table, load_useful_lives
from cloudcapex.schema.grades import overrates


@pytest.fixture(scope="module")
def lives():
    return load_useful_lives()


def life(lives, company, asset, since, document):
    found = lives[(lives["company"] == company) & (lives["asset"] == asset) & (lives["since"] == since)]
    (row,) = found[found["source_id"] == document].to_dict("records")
    return row


@pytest.mark.parametrize(
    ("company", "asset", "since", "document", "before", "years", "effect"),
    [
        # 10-K of 2024, note 1: servers from five to six years, 3.2 bn less depreciation in 2024
        ("amazon", "servers", "2024-01-01", "0001018724-25-000004", 5, (6, 6), -3_200_000_000),
        # the same filing: a subset of servers and networking equipment from six to five years
        ("amazon", "servers_and_network", "2025-01-01", "0001018724-25-000004", 6, (5, 5), None),
        # 10-K of 2024: 5.5 years from January 2025, 2.9 bn less depreciation expected
        ("meta", "servers_and_network", "2025-01-01", "0001326801-25-000017", 5, (5.5, 5.5), -2_900_000_000),
        # 10-K of 2021: "a reduction in depreciation expense of $2.6 billion"
        ("alphabet", "servers", "2021-01-01", "0001652044-22-000019", 3, (4, 4), -2_600_000_000),
        # 10-K of 2022: "approximately $3.4 billion for the full fiscal year 2023"
        ("alphabet", "servers", "2023-01-01", "0001652044-23-000016", 4, (6, 6), -3_400_000_000),
        # call of 29 July 2026
        ("microsoft", "buildings", "2026-07-01", "microsoft-fy26-q4-call", 15, (25, 25), None),
        # 10-K of fiscal 2025: operating expenses fell by 733 m, net income rose by 573 m
        ("oracle", "servers_and_network", "2024-06-01", "0000950170-25-087926", 5, (6, 6), -733_000_000),
        # call of 25 July 2023: of 3.7 bn in fiscal 2023 "the benefit reduces to $2.1 billion" in 2024
        (
            "microsoft",
            "servers_and_network",
            "2022-07-01",
            "microsoft-fy23-q4-call",
            4,
            (6, 6),
            2_100_000_000,
        ),
        # call of 25 April 2023: "a reduction in depreciation expense of $988 million"
        ("alphabet", "servers", "2023-01-01", "alphabet-2023-q1-call", None, (6, 6), -988_000_000),
        ("nvidia", "servers_and_network", "2023-02-01", "0001045810-24-000029", 3, (4, 5), None),
    ],
)
def test_lives_and_what_their_change_moved(lives, company, asset, since, document, before, years, effect):
    row = life(lives, company, asset, since, document)
    assert row["years_before"] == before if before is not None else row["years_before"] != row["years_before"]
    assert (row["years_low"], row["years_high"]) == years
    assert row["effect"] == effect if effect is not None else row["effect"] != row["effect"]


def test_what_was_expected_and_what_came_are_two_rows(lives):
    """Alphabet expected 3.4 bn less depreciation in 2023 and told of 3.9 bn a year later."""
    rows = lives[(lives["company"] == "alphabet") & (lives["since"] == "2023-01-01")].dropna(
        subset=["effect"]
    )
    rows = rows[rows["effect_end"] == "2023-12-31"]
    told = dict(zip(rows["effect_basis"], rows["effect"], strict=True))
    assert told == {"estimated": -3_400_000_000, "reported": -3_900_000_000}
    then = load_useful_lives("2023-12-31")
    assert set(then.loc[then["since"] == "2023-01-01", "effect_basis"]) >= {"estimated"}
    whole = then[then["effect_end"] == "2023-12-31"]
    assert "reported" not in set(whole.loc[whole["company"] == "alphabet", "effect_basis"])


def test_an_issue_within_another_is_counted_once():
    """Oracle's notes of September 2025 and February 2026 are its 43 bn of fiscal 2026."""
    issues = load_issues().set_index("issue_id")
    parts = issues[issues["within"] == "oracle-notes-fy2026"]
    assert parts["amount"].tolist() == [18e9, 25e9]
    assert parts["amount"].sum() == issues.loc["oracle-notes-fy2026", "amount"]
    assert (parts["from"] >= issues.loc["oracle-notes-fy2026", "from"]).all()
    assert (parts["until"] <= issues.loc["oracle-notes-fy2026", "until"]).all()


def test_a_replay_knows_no_issue_of_a_later_day():
    known = load_issues(dt.date(2025, 12, 31))
    assert set(known["issue_id"]) == {"oracle-notes-2025-09", "amazon-notes-2025-11-17"}


def test_no_row_is_graded_better_than_its_document():
    standing = load_table("sources").set_index("source_id")["standing"]
    for rows in (load_useful_lives(), load_issues()):
        for evidence, document in zip(rows["evidence"], rows["source_id"], strict=True):
            assert not overrates(evidence, standing[document]), document


@pytest.mark.parametrize(
    ("table", "old", "new", "message"),
    [
        ("useful_lives", ",-3200000000,USD,", ",-3200000000,,", "the effect is told in part"),
        ("useful_lives", "3,4,5,2023-02-01", "3,5,4,2023-02-01", "4 is below 5"),
        ("issues", "2026-02-02,2026-02-02", "2026-02-03,2026-02-02", "it ends before it begins"),
        ("issues", ",oracle-notes-fy2026,press", ",oracle-notes-fy2025,press", "oracle-notes-fy2025"),
    ],
)
def test_a_broken_row_is_named(checkout, tmp_path, monkeypatch, table, old, new, message):
    shutil.copytree(checkout / "data", tmp_path / "data", ignore=shutil.ignore_patterns("commentary", "*.md"))
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(tmp_path))
    path = tmp_path / "data" / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match=message):
        load_table(table)
