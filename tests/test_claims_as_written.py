"""Claims as journalists write them, forty a language: half true, a third false, the rest open; none false is borne out."""

from __future__ import annotations

import csv
import functools
from pathlib import Path

import pytest

from cloudcapex.claims import audit, claims_in_text

DAY = "2026-10-09"
# What a figure of each kind may be judged as.
RIGHT = {
    "true": {"confirmed", "approximately"},
    "false": {"contradicted", "reports_differ"},
    "open": {"unverifiable"},
}


@functools.cache
def table():
    path = Path(__file__).with_name("claims_as_written.csv")
    with open(path, encoding="utf-8", newline="") as file:
        return [(r["language"], r["truth"], r["text"]) for r in csv.DictReader(file)]


@functools.cache
def outcomes(text):
    return {v.outcome for v in audit(claims_in_text(text, "note"), DAY)}


def test_the_table_is_as_it_says():
    for language in ("en", "zh-Hans", "zh-Hant"):
        kinds = [t for lang, t, _ in table() if lang == language]
        assert (len(kinds), kinds.count("true"), kinds.count("false")) == (40, 20, 13)


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_nearly_every_claim_is_judged_right(language):
    mine = [(truth, text) for lang, truth, text in table() if lang == language]
    wrong = [text for truth, text in mine if not outcomes(text) or not outcomes(text) <= RIGHT[truth]]
    assert len(wrong) <= 0.05 * len(mine), wrong


def test_no_false_claim_is_borne_out():
    false = [text for _, truth, text in table() if truth == "false"]
    assert [t for t in false if outcomes(t) & (RIGHT["true"] | {"as_its_source_says"})] == []
