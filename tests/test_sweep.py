"""A sample of the sweep, drawn anew at every run: the sentences of an edition are made, and proved by the other path."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections import Counter

import pytest

from cloudcapex import facts
from cloudcapex.claims import vocabulary
from cloudcapex.periods import quarters_between
from cloudcapex.reports import ROOMS
from sweep import __main__ as sweep
from sweep.cases import (
    FIRST,
    LANGUAGES,
    LAST,
    SEASONS,
    every_case,
    flash_days,
    opened,
    random_cases,
    sample,
    turned_cases,
)
from sweep.edition import run, too_wide

SAMPLE = sample(int(os.environ["CLOUDCAPEX_SEED"]), 2)


@pytest.mark.parametrize("case", SAMPLE, ids=lambda case: case.name)
def test_every_sentence_of_an_edition_is_proved(case):
    found = run(case)
    assert found["failures"] == []
    assert found["statements"] or before_its_articles(case)


def before_its_articles(case):
    """Whether an audit is of a day when nothing that it audits was out: it makes no statement then."""
    asked = dict(case.parameters)
    articles = vocabulary().articles
    audited = [asked["article"]] if asked.get("article") else list(articles)
    day = dt.date.fromisoformat(str(asked.get("as_of") or dt.date.max))
    return case.report == "claims_audit" and all(articles[one].published > day for one in audited)


def test_a_title_that_takes_more_than_its_measure_is_told():
    title = {"sentence": "spent.title", "place": "title", "text": "中" * 55}
    assert too_wide([title, {**title, "sentence": "lead", "place": "lead", "text": "x" * 200}]) == []
    assert too_wide([title | {"text": "中" * 55 + "。"}]) == [
        "spent.title takes 112 columns: " + "中" * 55 + "。"
    ]


def test_the_sweep_names_each_edition_once_and_has_all_that_the_plan_asks():
    names = [case.name for case in every_case()]
    assert len(names) == len(set(names))
    never = sum(
        opened("quarterly_review", str(quarter), (company,)) is None
        for quarter in quarters_between(FIRST, LAST)
        for company in facts.companies()
    )
    reports = len(ROOMS)
    chosen = 30 * (len(facts.companies()) + 2 + 1) - never
    assert len(names) == 30 * reports * 3 + 4 * reports * 3 + 15 * reports * 3 + chosen


def test_three_sweeps_have_each_report_of_each_quarter_and_day_in_each_language():
    sweeps = [[case.name for case in turned_cases(seed)] for seed in (5, 6, 7)]
    assert all(len(names) == len(set(names)) for names in sweeps)
    every = [case.name for case in every_case() if "companies" not in dict(case.parameters)]
    assert {name for names in sweeps for name in names} >= set(every)
    assert 3 * sum("companies" not in name for name in sweeps[0]) == len(every)
    assert {language for name in sweeps[0] for language in LANGUAGES if language in name} == {*LANGUAGES}


def test_a_sweep_has_some_companies_of_each_quarter():
    chosen = [dict(case.parameters) for case in turned_cases(5)]
    quarters = [asked["quarter"] for asked in chosen if "companies" in asked]
    assert Counter(quarters) == {str(quarter): 4 for quarter in quarters_between(FIRST, LAST)}


def test_an_evening_of_a_season_is_one_on_which_more_had_reported_and_never_all():
    """Alphabet filed on 23 July 2026, Microsoft on 29 July, Meta on 30 July, Amazon last; Oracle in June, before the quarter's end."""
    assert flash_days("2026Q2") == ["2026-07-01", "2026-07-23", "2026-07-29", "2026-07-30"]
    assert sum(len(flash_days(quarter)) for quarter in SEASONS) == 15


def test_a_seed_draws_the_same_editions_again_and_another_seed_others():
    drawn = [case.name for case in random_cases(7, 40)]
    assert drawn == [case.name for case in random_cases(7, 40)]
    assert drawn != [case.name for case in random_cases(8, 40)]
    assert {name.split()[0] for name in drawn} == set(ROOMS)
    assert all(any(word in name for name in drawn) for word in ("as_of", "zh-Hant", "USD", "alibaba"))


def test_a_sample_has_planned_editions_and_some_drawn_by_chance():
    planned = {case.name for case in every_case()}
    assert [case.name in planned for case in sample(3, 4)] == [True, True, True, True, False, False]


def test_a_sweep_that_was_stopped_goes_on_and_a_torn_line_is_run_again(tmp_path):
    log = tmp_path / "x.jsonl"
    log.write_text(json.dumps({"case": "a", "failures": [], "statements": 1}) + '\n{"case": "b", "fail')
    assert sorted(sweep._done(log)) == ["a"]


def test_a_sweep_goes_on_with_its_seed_after_a_torn_line(tmp_path):
    log = tmp_path / "x.jsonl"
    assert sweep._seed(7, {}, log) == 7
    with log.open("a") as out:
        out.write('{"case": "b", "fail')
    assert sweep._seed(None, sweep._done(log), log) == 7
    assert sweep._done(log)["seed"]["seed"] == 7
    assert sweep._seed(8, sweep._done(log), log) == 8
    assert sweep._seed(None, {}, tmp_path / "y.jsonl") in range(10**6)


def test_an_edition_that_cannot_be_made_is_a_failure_in_a_line():
    from sweep.cases import Case

    found = run(Case("quarterly_review", (("quarter", "2026Q7"),)))
    assert found["failures"] == ["UsageError: " + str(found["failures"][0]).removeprefix("UsageError: ")]
    assert "not a quarter" in str(found["failures"][0])
