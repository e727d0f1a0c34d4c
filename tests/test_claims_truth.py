"""What readers tried and found wrong: each text and row with the verdict it must have, and why."""

from __future__ import annotations

import csv

import pandas as pd
import pytest

from cloudcapex import facts
from cloudcapex.claims import audit, claims_in_text, read_claims
from cloudcapex.claims.reading import COLUMNS

DAY = "2026-10-09"


def judged(text):
    return [v.outcome for v in audit(claims_in_text(text, "note"), DAY)]


@pytest.mark.parametrize(
    ("text", "outcomes"),
    [
        # Filed: AWS 28,786m; Alibaba Cloud 31,742m; NVIDIA's data centres 35,580m; 119.9bn of cash capex of three.
        ("AWS revenue in Q4 2024 was $28.8 billion", ["confirmed"]),
        ("阿里云2024年四季度收入317.4亿元", ["confirmed"]),
        ("AWS 2024 年第四季營收 288 億美元", ["confirmed"]),
        ("AWS 2024 年第4季營收 288 億美元", ["confirmed"]),
        ("NVIDIA's data center revenue was $35.6bn in FY25 Q4", ["confirmed"]),
        ("Microsoft, Alphabet and Amazon together $120bn capex in 2022", ["confirmed"]),
        # 14.1 % of the year, 17.5 of its last quarter.
        ("Google Cloud's margin was 17.5 % in 2024", ["contradicted"]),
        # Oracle's own rate is 52; 60 came from dollars rounded to tenths of a billion.
        ("OCI grew 52 % in 2023Q4", ["confirmed"]),
        ("OCI grew 60 % in 2023Q4", ["contradicted"]),
        ("AWS revenue in Q4 2024 was $28.8 billion, up 19 %", ["confirmed", "confirmed"]),
        ("AWS revenue in Q4 2024 was $28.8 billion, up 50 %", ["confirmed", "contradicted"]),
        ("AWS 2024年四季度收入同比增速19%", ["confirmed"]),
        ("亚马逊2024年四季度营业利润率11.3%", ["confirmed"]),
        ("亞馬遜 AWS 2024年第四季營業利益率36.9%", ["confirmed"]),
    ],
)
def test_a_text_that_was_read_wrong_has_the_verdict_its_filing_gives(text, outcomes):
    assert judged(text) == outcomes


def of_row(tmp_path, **cells):
    row = dict.fromkeys(COLUMNS, "") | {"claim_id": "1", "article": "note"} | cells
    path = tmp_path / "claims.csv"
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, [row[c] for c in COLUMNS]])
    return audit(read_claims(path), DAY)[0]


def amount(value, words, subject, period):
    return {
        "subject": subject, "metric": "capex", "period": period, "claimed_value": f"{value / 1e9:g}",
        "claimed_unit": "USD bn", "value_low": str(value), "value_high": str(value), "unit": "USD",
        "phrase": words, "paraphrase_en": words,
    }  # fmt: skip


def test_the_basis_that_a_row_names_counts(tmp_path):
    words = "capex including finance leases was 15.8bn in FY25 Q2"
    verdict = of_row(tmp_path, **amount(15_800_000_000, words, "Microsoft", "FY2025 Q2"))
    assert (verdict.outcome, verdict.causes) == ("contradicted", ("wrong_basis",))
    assert verdict.actual == ((22_600_000_000, 22_600_000_000),)


def test_a_sum_that_only_two_bases_give_decides_nothing(tmp_path):
    # 22.6 of Microsoft with finance leases and 14.3 of Alphabet's cash: a figure of nothing.
    verdict = of_row(tmp_path, **amount(36_900_000_000, "spent together", "Microsoft + Alphabet", "2024Q4"))
    assert (verdict.outcome, verdict.reason) == ("unverifiable", "two_bases")


def test_a_second_dated_value_breaks_no_match(monkeypatch):
    load = facts.load_rounds

    def with_another(as_of=None):
        table = load(as_of)
        mine = table[(table["who"] == "anthropic") & table["post_money"].notna()].tail(1)
        another = mine.assign(
            round_id="R999", date=pd.Timestamp("2023-03-01"), post_money=4.1e9, amount=float("nan")
        )
        return pd.concat([table, another], ignore_index=True)

    before = {v.claim.id: v.outcome for v in audit(read_claims(), DAY)}["C003-11"]
    monkeypatch.setattr(facts, "load_rounds", with_another)
    after = {v.claim.id: v.outcome for v in audit(read_claims(), DAY)}["C003-11"]
    assert before == after == "approximately"
