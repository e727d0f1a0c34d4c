"""Proofs as a reader sees them: words of the edition's language, never codes of tables."""

from __future__ import annotations

import pytest

import codes
from cloudcapex import claims
from cloudcapex.changes import KINDS
from cloudcapex.cli.statements import collect
from cloudcapex.reports import ROOMS, vocabulary
from cloudcapex.reports.ai_financing import Financing
from cloudcapex.reports.proofs import measure_name
from cloudcapex.schema import words
from cloudcapex.statements import ProofLine
from cloudcapex.statements.proof.outside import OUTSIDE
from cloudcapex.theses.outcomes import STATUSES
from shown import proofs_told
from sweep.cases import LANGUAGES
from turning import in_turn, some_of

QUARTERS = ["2019Q1", "2020Q4", "2022Q3", "2024Q2", "2025Q3", "2026Q2"]


@pytest.mark.turned
@pytest.mark.parametrize(("report", "language"), in_turn("proof lines", ROOMS, LANGUAGES, 2))
def test_no_proof_shows_a_code(report, language):
    for quarter in some_of(f"proof lines of {report}", QUARTERS):
        with proofs_told() as lines:
            collect(report, {"quarter": quarter, "language": language})
        assert lines
        assert codes.faults(lines, language) == []


@pytest.mark.parametrize(
    ("vocabulary", "codes"),
    [
        (vocabulary.STATES, STATUSES),
        (vocabulary.OUTCOMES, claims.OUTCOMES),
        (vocabulary.REASONS, claims.REASONS),
        (vocabulary.LEFT_OPEN, claims.LEFT_OPEN),
        (vocabulary.CHANGES, KINDS),
        (vocabulary.ASSETS, words.ASSET_CLASSES),
        (vocabulary.FORECAST_GROUPS, words.FORECAST_GROUPS),
    ],
)
def test_each_code_of_a_vocabulary_has_a_word(vocabulary, codes):
    assert set(vocabulary) == set(codes)


def test_what_comes_of_forecasts_has_words():
    assert set(vocabulary.CAME) >= set(claims.SCORED)


@pytest.mark.parametrize("measure", sorted(OUTSIDE))
def test_each_measure_that_the_proof_reads_has_a_name(measure):
    """Of a whole table the tests of editions say which of its measures are told."""
    report = Financing("2026Q2")
    if not measure.endswith(".*"):
        assert measure_name(report, measure)


class TestWithoutWords:
    def test_a_code_that_is_of_no_vocabulary_is_refused(self):
        with pytest.raises(LookupError, match=r"no word for 'maybe' of 'theses\.status'"):
            vocabulary.word_of("theses.status", "maybe")

    def test_a_measure_that_no_vocabulary_is_named_for_is_refused(self):
        with pytest.raises(LookupError, match=r"ledger\.equity_low"):
            vocabulary.word_of("ledger.equity_low", "yes")

    def test_a_measure_without_a_name_is_refused(self):
        with pytest.raises(LookupError, match=r"enter it in reports/measure_names\.py"):
            measure_name(Financing("2026Q2"), "ledger.something")


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("not_testable", "en", ["not_testable"]),
        ("alphabet/network/2021-01-01", "en", ["alphabet/network"]),
        ("ms-2025-four", "en", ["ms-2025"]),
        ("as its source says", "en", []),
        ("claims verdict", "zh-Hans", ["claims", "verdict"]),
        ("Character.ai", "zh-Hans", []),
        ("每月处理的token数", "zh-Hans", []),
        ("Copilot for Sales企业客户数", "zh-Hans", []),
        ("eBay、vCPU与iPhone", "zh-Hans", []),
    ],
)
def test_codes_are_seen(text, language, found):
    line = ProofLine("OpenAI", "", "2026Q2", text)
    assert codes.codes_in(text, language) == found
    assert len(codes.faults([("front.title", line)], language)) == len(found)
