"""What others observed: rows by their day, the two exhibits, their sentences proved, and what a broken row is told."""

from __future__ import annotations

import shutil

import pytest

from cloudcapex import facts
from cloudcapex.checks import observations as checks
from cloudcapex.errors import DataError
from cloudcapex.facts import load_observations
from cloudcapex.reports import ai_financing, china_cloud, value_stack
from cloudcapex.reports.observed import PAPER
from cloudcapex.schema.words import OBSERVED
from cloudcapex.statements.proof import prove


def models(quarter, day, language="en"):
    return value_stack.observed_models(value_stack.ValueStack(quarter, day, draws=1_000, language=language))


def laboratories(quarter, day, language="en"):
    return ai_financing.observed_laboratories(ai_financing.Financing(quarter, as_of=day, language=language))


def clouds(quarter, day=None, language="en"):
    return china_cloud.observed_clouds(china_cloud.ChinaCloud(quarter, day, language=language))


def words_of(made):
    return " ".join(cell.text for row in made.body.rows for cell in row)


def test_figures_as_documents_tell_them():
    table = load_observations().set_index("observation")
    assert table.loc["tools_2023", "value"] == 0.42
    assert table.loc["tuning_by_people", "value"] == 1.3e9
    assert table.loc["kimi_and_ernie", "value"] == 12.6e6
    assert {*table["topic"]} == {*OBSERVED}


def test_nothing_is_known_before_its_day():
    held = {*load_observations("2024-02-29")["observation"]}
    assert {"arena_2024_01", "gemini_1_5_inputs", "tools_2023", "microsoft_wired"} <= held
    assert not {"arena_2024_03", "alibaba_escrow", "a16z_2025_models"} & held


def test_the_state_of_models_when_the_digest_of_february_2024_was_written():
    made = models("2023Q4", "2024-02-29")
    assert made.title.text == "The data have 8 observations of models by 29 February 2024, 7 with a figure"
    rows = [[cell.text for cell in row] for row in made.body.rows]
    assert [row[0] for row in rows if row[0]] == [
        "who leads", "inputs and context", "tuning by people", "tools around models", "choice of models"
    ]  # fmt: skip
    assert rows[0][1] == "Alphabet, OpenAI"
    assert "rank 2 in January 2024" in rows[0][2]
    assert rows[0][3] == "26 Jan 2024"
    assert made.body.rows[0][3].marks == "s"
    assert made.body.rows[5][3].marks == ""  # a laboratory's own paper


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Observations of models in the data by 31 January 2023: 1, with a figure"),
        ("zh-Hans", "截至2023年1月31日外界对模型的观察：数据收录1条，附有数字"),
    ],
)
def test_where_each_has_a_figure_no_part_is_counted(language, title):
    assert models("2022Q4", "2023-01-31", language).title.text == title


def test_laboratories_when_the_essay_of_november_2024_was_written():
    made = laboratories("2024Q3", "2024-11-01", "zh-Hans")
    told = " ".join(cell.text for row in made.body.rows for cell in row)
    assert made.title.text == "截至2024年11月1日外界对大模型公司的观察：数据收录13条，其中8条附有数字"
    assert "仅一小部分已汇给OpenAI" in told
    assert "代管账户" in told
    assert [row[0].text for row in made.body.rows].count("资金如何到位") == 1


def test_what_the_article_of_october_2023_tells_beside_figures():
    report = ai_financing.Financing("2023Q3", as_of="2023-10-31")
    told = words_of(ai_financing.observed_others(report))
    for words in ("10,000 NVIDIA H100", "Dojo", "Llama 2", "106 large models", "$154 billion", "Tim Cook"):
        assert words in told, words
    told = words_of(ai_financing.observed_laboratories(report))
    assert "vice president of research at OpenAI" in told
    assert "safe, explainable and steerable" in told
    assert "above Claude 2" in words_of(models("2023Q3", "2023-10-31"))


def test_what_the_article_of_april_2023_tells_beside_figures():
    made = clouds("2022Q4", "2023-04-20")
    assert made.title.text.endswith("market by 20 April 2023, 5 with a figure")
    told = words_of(made)
    for words in (
        "Volcano Engine", "Hong Kong on 18 December 2022", "22.14 million", "$410.9 billion", "single source",
        "Tongyi Qianwen", "ByteDance, press reports say", "Daniel Zhang takes over", "six groups",
    ):  # fmt: skip
        assert words in told, words
    assert "火山引擎2021年12月2日正式推出公有雲" in words_of(clouds("2022Q4", "2023-04-20", "zh-Hant"))
    # Told in a text of which the month alone is known.
    assert "three years" not in told
    assert "three years" in words_of(clouds("2023Q1", "2023-04-30"))


def test_an_edition_of_an_older_quarter_ends_with_the_one_after():
    told = words_of(clouds("2023Q1"))
    assert "to lead Alibaba Cloud alone" in told
    assert "Eddie Wu" not in told


def test_paper_has_the_newest_of_a_topic_and_the_screen_has_all():
    table = clouds("2026Q2").body
    topics = [n for n, row in enumerate(table.rows) if row[0].text]
    (led, next_) = topics[:2]
    assert next_ - led == 6
    assert {n for n in table.on_screen if n < next_} == set(range(led + PAPER, next_))
    assert models("2024Q1", "2024-03-31").body.on_screen == frozenset({3})


def test_before_anybody_looked_it_says_so():
    for made in (models("2019Q1", "2019-06-01"), laboratories("2019Q1", "2019-06-01")):
        assert "hold no observation of" in made.title.text


@pytest.mark.parametrize("quarter", ["2019Q1", "2023Q4", "2026Q2"])
def test_its_sentences_are_proved(quarter):
    stack, money = value_stack.ValueStack(quarter, draws=1_000), ai_financing.Financing(quarter)
    china = china_cloud.ChinaCloud(quarter)
    value_stack.observed_models(stack)
    ai_financing.observed_laboratories(money)
    ai_financing.observed_others(money)
    china_cloud.observed_clouds(china)
    assert (
        prove([one for r in (stack, money, china) for s in r.statements.values() for one in s.records()])
        == []
    )


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
