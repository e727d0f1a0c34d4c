"""Sentences of every kind a text has: periods anywhere, sums, shares, points, rises and falls, lines nobody files, guidance."""

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
    "told": {"as_its_source_says"},
}


@functools.cache
def table():
    path = Path(__file__).with_name("claims_sentences.csv")
    with open(path, encoding="utf-8", newline="") as file:
        return [(r["language"], tuple(r["truth"].split()), r["text"]) for r in csv.DictReader(file)]


@functools.cache
def outcomes(text):
    return tuple(v.outcome for v in audit(claims_in_text(text, "note"), DAY))


def is_right(kinds, text):
    """Whether each figure is judged as its sentence says, or all of them where it says one thing of all."""
    found = outcomes(text)
    wanted = kinds * len(found) if len(kinds) == 1 else kinds
    return (
        bool(found)
        and len(found) == len(wanted)
        and all(outcome in RIGHT[kind] for outcome, kind in zip(found, wanted, strict=True))
    )


def test_the_table_holds_every_language_and_kind():
    for language in ("en", "zh-Hans", "zh-Hant"):
        kinds = [kind for lang, truth, _ in table() if lang == language for kind in truth]
        assert min(kinds.count(k) for k in ("true", "false", "open")) >= 3
    assert len(table()) > 200


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_nearly_every_figure_is_judged_right(language):
    mine = [(truth, text) for lang, truth, text in table() if lang == language]
    wrong = [text for truth, text in mine if not is_right(truth, text)]
    assert len(wrong) <= 0.02 * len(mine), wrong


def test_no_false_figure_is_borne_out():
    borne = RIGHT["true"] | RIGHT["told"]
    found = [(truth, outcomes(text), text) for _, truth, text in table() if "false" in truth]
    wrong = [t for kinds, judged, t in found if sum(o in borne for o in judged) > kinds.count("true")]
    assert wrong == []
