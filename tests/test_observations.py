"""What others observed: rows by their day, the two exhibits, their sentences proved, and what a broken row is told."""

from __future__ import annotations

import shutil

import pytest

from cloudcapex import facts
from cloudcapex.checks import observations as checks
from cloudcapex.errors import DataError
from cloudcapex.facts import load_observations
from cloudcapex.reports import ai_financing, value_stack
from cloudcapex.schema.words import ON_LABORATORIES, ON_MODELS
from cloudcapex.statements.proof import prove


def models(quarter, day, language="en"):
    return value_stack.observed_models(value_stack.ValueStack(quarter, day, draws=1_000, language=language))


def laboratories(quarter, day, language="en"):
    return ai_financing.observed_laboratories(ai_financing.Financing(quarter, as_of=day, language=language))


def test_figures_as_documents_tell_them():
    table = load_observations().set_index("observation")
    assert table.loc["tools_2023", "value"] == 0.42
    assert table.loc["tuning_by_people", "value"] == 1.3e9
    assert table.loc["kimi_and_ernie", "value"] == 12.6e6
    assert {*table["topic"]} == {*ON_MODELS, *ON_LABORATORIES}


def test_nothing_is_known_before_its_day():
    held = {*load_observations("2024-02-29")["observation"]}
    assert {"arena_2024_01", "gemini_1_5_inputs", "tools_2023", "microsoft_wired"} <= held
    assert not {"arena_2024_03", "alibaba_escrow", "a16z_2025_models"} & held


def test_the_state_of_models_when_the_digest_of_february_2024_was_written():
    made = models("2023Q4", "2024-02-29")
    assert made.title.text == "Observations of models in the data by 29 February 2024: 6, with a figure: 5"
    rows = [[cell.text for cell in row] for row in made.body.rows]
    assert [row[0] for row in rows if row[0]] == [
        "who leads", "inputs and context", "tuning by people", "tools around models", "choice of models"
    ]  # fmt: skip
    assert rows[0][1] == "Alphabet, OpenAI"
    assert "rank 2 in January 2024" in rows[0][2]
    assert rows[0][3] == "26 January 2024"
    assert made.body.rows[0][3].marks == "s"
    assert made.body.rows[3][3].marks == ""  # a laboratory's own paper


def test_laboratories_when_the_essay_of_november_2024_was_written():
    made = laboratories("2024Q3", "2024-11-01", "zh-Hans")
    told = " ".join(cell.text for row in made.body.rows for cell in row)
    assert made.title.text == "截至2024年11月1日外界对大模型公司的观察：数据收录11条，其中7条附有数字"
    assert "仅一小部分已汇给OpenAI" in told
    assert "代管账户" in told
    assert [row[0].text for row in made.body.rows].count("资金如何到位") == 1


def test_before_anybody_looked_it_says_so():
    for made in (models("2019Q1", "2019-06-01"), laboratories("2019Q1", "2019-06-01")):
        assert "hold no observation of" in made.title.text


@pytest.mark.parametrize("quarter", ["2019Q1", "2023Q4", "2026Q2"])
def test_its_sentences_are_proved(quarter):
    stack, money = value_stack.ValueStack(quarter, draws=1_000), ai_financing.Financing(quarter)
    value_stack.observed_models(stack)
    ai_financing.observed_laboratories(money)
    assert prove([one for r in (stack, money) for s in r.statements.values() for one in s.records()]) == []


def test_alibaba_s_money_in_moonshot_lies_in_escrow_once_that_was_told():
    def escrow(day):
        made = ai_financing.terms(ai_financing.Financing("2024Q1", as_of=day))
        return [row for row in made.data["escrow"] if row]

    assert escrow("2024-05-30") == []
    assert escrow("2024-06-30") == ["yes"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (",lead,", ",leader,", "topic"),
        ("Google; OpenAI,", "Gogle; OpenAI,", "about"),
        (",arena_rank,2,count", ",arena_rank,,count", "a figure is told in part"),
        ("the first of another house to come among them.", "x" * 240, "are no gist"),
    ],
)
def test_a_broken_row_is_told_with_its_place(checkout, tmp_path, monkeypatch, old, new, told):
    broken(checkout, tmp_path, monkeypatch, old, new)
    with pytest.raises(DataError) as raised:
        facts.load_observations()
    assert told in str(raised.value)
    assert "observations.csv" in str(raised.value)


def test_a_figure_that_its_words_do_not_tell_fails_the_check(checkout, tmp_path, monkeypatch):
    assert checks.observations_tell_their_figures().status == "passed"
    broken(checkout, tmp_path, monkeypatch, "约有8.5万家", "约有9.5万家")
    found = checks.observations_tell_their_figures()
    assert found.status == "failed"
    assert "gist_zh_hans: ernie_business_customers is 85,000 count" in found.reason


def broken(checkout, tmp_path, monkeypatch, old, new):
    shutil.copytree(checkout / "data", tmp_path / "data", ignore=shutil.ignore_patterns("commentary", "*.md"))
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(tmp_path))
    path = tmp_path / "data" / "observations.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
