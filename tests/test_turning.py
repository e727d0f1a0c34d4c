"""What is drawn for `make test` is the same wherever it is drawn, and the sweep takes the whole list."""

from __future__ import annotations

import pytest

import turning
from conftest import SEED
from sweep.__main__ import BESIDE
from sweep.turned import STEP

LANGUAGES = ("en", "zh-Hans", "zh-Hant")


@pytest.fixture(autouse=True)
def seed(monkeypatch):
    monkeypatch.setenv(SEED, "7")
    monkeypatch.delenv(turning.WHOLE, raising=False)


def test_a_seed_draws_the_same_and_over_many_seeds_everything(monkeypatch):
    assert turning.some_of("x", range(9), 4) == turning.some_of("x", range(9), 4)
    assert turning.some_of("x", range(9), 4) == sorted(set(turning.some_of("x", range(9), 4)))
    drawn = set()
    for seed in range(40):
        monkeypatch.setenv(SEED, str(seed))
        drawn |= {*turning.some_of("x", "abc")}
    assert drawn == {*"abc"}


def test_each_option_is_in_another_language_than_the_one_before(monkeypatch):
    firsts = set()
    for seed in range(40):
        monkeypatch.setenv(SEED, str(seed))
        told = turning.in_turn("x", "abcd", LANGUAGES)
        assert [option for option, _ in told] == [*"abcd"]
        assert {language for _, language in told[:3]} == {*LANGUAGES}
        firsts.add(told[0])
        few = turning.in_turn("x", "abcd", LANGUAGES, 2)
        assert len(few) == 2
        assert {*few} < {*told}
    assert firsts == {("a", language) for language in LANGUAGES}


def test_where_all_is_run_each_option_is_in_each_language(monkeypatch):
    monkeypatch.setenv(turning.WHOLE, "1")
    assert turning.some_of("x", range(9), 4) == [*range(9)]
    assert turning.in_turn("x", "ab", LANGUAGES) == [(o, x) for o in "ab" for x in LANGUAGES]
    assert turning.examples(2).max_examples > 2
    assert BESIDE["turned"] == ("sweep.turned",)


def test_sweeps_of_seeds_that_follow_one_another_take_them_all(monkeypatch):
    monkeypatch.setenv(turning.WHOLE, str(STEP))
    drawn, told = [], set()
    for seed in range(5, 5 + STEP):
        monkeypatch.setenv(SEED, str(seed))
        drawn.append(turning.some_of("x", range(9)))
        assert len(turning.some_of("x", range(9), 4)) >= 4
        assert len(turning.some_of("x", range(3))) == 1
        assert len(turning.in_turn("x", "abcd", LANGUAGES)) == 4
        told |= {*turning.in_turn("x", range(9), LANGUAGES, 2)}
    assert sorted(n for some in drawn for n in some) == [*range(9)]
    assert {option for option, _ in told} == {*range(9)}


def test_a_test_is_marked_for_it():
    @turning.turned("language", LANGUAGES, 2)
    def test(language): ...

    marks = {mark.name: mark for mark in test.pytestmark}
    assert marks.keys() == {"parametrize", "turned"}
    name, drawn = marks["parametrize"].args
    assert (name, len(drawn)) == ("language", 2)
    assert {*drawn} < {*LANGUAGES}
