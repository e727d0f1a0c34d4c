"""Every metric is told by phrases of three languages: true sentences are borne out, false and foreign ones are not."""

from __future__ import annotations

import csv
import functools
import re
import tomllib
from pathlib import Path

import pytest

from cloudcapex import facts
from cloudcapex.claims import audit, claims_in_text
from cloudcapex.paths import data_dir

DAY = "2026-10-09"
LANGUAGES = ("en", "zh-Hans", "zh-Hant")
BORNE = {"confirmed", "approximately", "as_its_source_says"}
RIGHT = {"true": BORNE, "false": {"contradicted", "reports_differ"}, "open": {"unverifiable"}}
# Sets whose members are stated in words of their own, so that a label alone does not find them in a text.
TOLD = ("adoption", "capex_mix", "china_ai", "cloud_ai", "backlog_terms", "backlog_customers")


@functools.cache
def table():
    path = Path(__file__).with_name("claims_metrics.csv")
    with open(path, encoding="utf-8", newline="") as file:
        return [(r["language"], r["truth"], r["metric"], r["text"]) for r in csv.DictReader(file)]


@functools.cache
def outcomes(text):
    return tuple(v.outcome for v in audit(claims_in_text(text, "note"), DAY))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_metric_is_told_in_every_language(language):
    told = {metric for lang, _, metric, _ in table() if lang == language}
    known = facts.load_metrics().set_index("id")
    asked = {m.metric for name in TOLD for m in facts.group(name) if m.metric in known.index}
    plain = {m for m in asked if known.loc[m, "unit"] == "money" and "run_rate" not in m}
    growth = {"commercial_rpo_growth_ex_openai", "cloud_external_revenue_growth_reported"}
    assert sorted(asked - told - plain - growth) == []


def test_every_phrase_has_both_languages_and_a_metric():
    with open(data_dir() / "claim_vocabulary.toml", "rb") as file:
        phrases = tomllib.load(file)["phrases"]
    assert len(phrases) > 50
    for metric, told in phrases.items():
        assert metric in set(facts.load_metrics()["id"]), metric
        assert told["en"], metric
        assert told["zh"], metric
        assert all(re.search("[\u4e00-\u9fff]|PR", p) for p in told["zh"]), metric


@pytest.mark.parametrize("language", LANGUAGES)
def test_nearly_every_sentence_is_judged_right(language):
    mine = [(truth, text) for lang, truth, _, text in table() if lang == language]
    assert len(mine) > 80
    wrong = [t for truth, t in mine if not outcomes(t) or not set(outcomes(t)) <= RIGHT[truth]]
    assert len(wrong) <= 0.02 * len(mine), wrong


def test_no_false_sentence_is_borne_out():
    assert [t for _, truth, _, t in table() if truth != "true" and set(outcomes(t)) & BORNE] == []


def test_a_true_sentence_of_another_year_is_not_borne_out():
    moved = [
        re.sub(r"20(2[2-6])", lambda m: f"20{int(m[1]) - 2}", t)
        for _, truth, _, t in table()
        if truth == "true"
    ]
    same = {text for *_, text in table()}
    borne = [t for t in moved if t not in same and set(outcomes(t)) & BORNE]
    assert len(moved) > 250
    assert borne == []


# The figure itself: no time, no number of a name or of a list.
FIGURE = re.compile(r"(?<![\dQ年])(?<!FY)(?!(?:19|20)\d\d(?![\d,]))(?P<number>\d[\d,]*(?:\.\d+)?)")


def test_a_true_sentence_with_another_figure_is_not_borne_out():
    for number, (_, truth, _, text) in enumerate(table()):
        found = [m for m in FIGURE.finditer(text) if text[m.end() : m.end() + 2] not in ("个月", "個月")]
        single = [m for m in found if m["number"] not in ("365", "500", "100", "12", "24")]
        bounded = re.search("[Mm]ore than|over|passed|超过|超過|[Ll]ess than|低于|低於|多种|多種", text)
        if truth != "true" or len(single) != 1 or bounded or number % 2:
            continue
        (figure,) = single
        wrong = f"{float(figure['number'].replace(',', '')) * 0.55:.4g}"
        told = text[: figure.start()] + wrong + text[figure.end() :]
        assert not set(outcomes(told)) & BORNE, told


def test_a_product_behind_another_house_is_nobody_s():
    (claim,) = claims_in_text("Oracle's Bedrock had 125,000 customers in Q1 2026.", "note")
    assert claim.subject == "Oracle's Bedrock"


def test_of_two_days_of_a_quarter_the_later_one_counts():
    from cloudcapex import metrics

    frame = metrics.series("monthly_tokens", ["alphabet"], start="2025Q2", end="2025Q2")
    assert frame["value"].tolist() == [980e12]


def test_no_figure_stands_in_a_name():
    (claim,) = claims_in_text("Microsoft 365 Copilot had 15 million paid seats in Q4 2025.", "note")
    assert (claim.written, claim.low) == ("15", 15e6)
