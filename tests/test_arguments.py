"""What public texts say of the stack: arguments, costs of training, list prices of processor hours, as known on a day."""

from __future__ import annotations

import shutil

import pytest

from cloudcapex import facts
from cloudcapex.errors import DataError
from cloudcapex.exhibits.absence import Absence
from cloudcapex.facts import load_arguments, load_hours, load_training
from cloudcapex.facts.stack import ArgumentRow
from cloudcapex.language import LANGUAGES
from cloudcapex.reports import statements_of
from cloudcapex.reports import value_stack as show
from cloudcapex.schema.rows import rows_of
from cloudcapex.schema.words import QUESTIONS
from cloudcapex.statements.proof import prove

DIGEST = ("2022Q4", "2023-01-30")


def edition(*asked, **options):
    return show.ValueStack(*asked, draws=1_000, **options)


def texts(exhibit):
    return [[cell.text.replace("\u202f", " ") for cell in row] for row in exhibit.body.rows]


class TestTables:
    def test_figures_as_documents_tell_them(self):
        rows = load_arguments().set_index("argument_id")
        assert rows.loc["state-of-ai-papers", ["value_low", "value_high"]].tolist() == [20, 100]
        assert rows.loc["omdia-2020", "value_low"] == 0.806
        assert load_training().set_index("model").loc["Gemini Ultra", "value_low"] == 191_000_000

    def test_a_machine_is_divided_by_its_processors(self):
        """p4d.24xlarge: 32.773 dollars for eight A100."""
        rows = load_hours()
        rows = rows[(rows["chip"] == "A100-40GB") & (rows["cloud"] == "AWS")]
        assert rows["each"].tolist()[-1] == pytest.approx(32.773 / 8)

    def test_every_question_of_the_essay_has_its_own_word(self):
        essay = load_arguments("2023-01-30")
        essay = essay[essay["source_id"] == "a16z-com-generative-ai-platform"]
        assert {*essay["question"]} == {*QUESTIONS}

    def test_each_is_told_in_three_scripts(self):
        for row in rows_of(load_arguments(), ArgumentRow):
            assert len({row.words.of(code) for code in LANGUAGES}) == 3, row.argument_id

    @pytest.mark.parametrize(
        ("file", "old", "new", "told"),
        [
            ("arguments", ",100000000,100000000,USD,", ",100000000,,USD,", "a figure is told in part"),
            ("arguments", ",20,100,times,", ",200,100,times,", "the upper end lies below the lower"),
            ("arguments", "essay-moats,moats,", "essay-moats,moat,", "question"),
            ("training", "about,,,secondary,2022-09-07", "about,5,,secondary,2022-09-07", "told together"),
            ("training", ",600000,600000,", ",0,600000,", "a cost is nought or less"),
            ("hours", "32.77,8,", "32.77,0,", "it is nought or less"),
            ("hours", "V100,AWS,3.06,1,secondary,2022-03-01", "V100,AWS,3.06,1,secondary,", "filed"),
        ],
    )
    def test_a_broken_row_is_told_with_its_place(self, checkout, tmp_path, monkeypatch, file, old, new, told):
        shutil.copytree(
            checkout / "data", tmp_path / "data", ignore=shutil.ignore_patterns("commentary", "*.md")
        )
        monkeypatch.setenv("CLOUDCAPEX_HOME", str(tmp_path))
        path = tmp_path / "data" / f"{file}.csv"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(DataError) as raised:
            facts.load_table(file)
        assert told in str(raised.value)
        assert f"{file}.csv" in str(raised.value)

    def test_a_gist_without_one_script_is_refused(self, checkout, tmp_path, monkeypatch):
        shutil.copytree(
            checkout / "data", tmp_path / "data", ignore=shutil.ignore_patterns("commentary", "*.md")
        )
        monkeypatch.setenv("CLOUDCAPEX_HOME", str(tmp_path))
        path = tmp_path / "data" / "arguments.csv"
        gist = load_arguments()["gist_zh_hans"].iloc[0]
        path.write_text(path.read_text(encoding="utf-8").replace(gist, "", 1), encoding="utf-8")
        with pytest.raises(DataError, match="gist_zh_hans"):
            facts.load_table("arguments")


class TestOnThePage:
    def test_the_day_of_the_digest_answers_all_questions_of_the_essay(self):
        made = show.argued(edition(*DIGEST))
        assert made.title.text == (
            "Of 17 questions on who earns in generative AI, texts known by 30 January 2023 put a figure to 4"
        )
        rows = texts(made)
        assert sum(bool(row[0]) for row in rows) == len(QUESTIONS)
        led = [row[2] for row in rows if row[1].startswith("How many times")]
        assert led == ["20–100×", "90×"]
        assert any(row[2] == "over $100bn" for row in rows)
        assert max(made.data["filed"]).isoformat() == "2023-01-19"

    def test_later_texts_join_their_question(self):
        then, now = ({*show.argued(edition(*asked)).data["argument"]} for asked in (DIGEST, ("2026Q2",)))
        assert now - then >= {"ai-index-open", "parallect-switching", "anthropic-trust"}
        assert then <= now

    def test_costs_of_training_on_the_day_of_the_digest(self):
        made = show.training_costs(edition(*DIGEST))
        rows = texts(made)
        assert [row[0] for row in rows] == ["Stable Diffusion", "GPT-3", "Stable Diffusion 2", "GPT-3"]
        assert rows[0][3] == "about $600,000"
        assert rows[2][5] == "up to $2.03"  # 160,000 dollars over 79,000 hours
        assert made.title.text.endswith("put the training of one model at $160,000 to $10mˢ")

    def test_hours_of_a_processor_then_and_now(self):
        then = show.hour_prices(edition(*DIGEST))
        assert [(row[1], row[3]) for row in texts(then)] == [
            ("AWS", "$3.06"),
            ("Azure", "$3.37"),
            ("Google Cloud", "$2.48"),
        ]
        now = {
            (r.chip, r.cloud): r.dollars_an_hour
            for r in show.hour_prices(edition("2026Q2")).data.itertuples()
        }
        assert now["A100-40GB", "Lambda"] == 1.29
        assert now["H100", "AWS"] == 12.29

    def test_before_the_essay_each_says_so(self):
        report = edition("2019Q1")
        for make in (show.argued, show.training_costs, show.hour_prices):
            assert isinstance(make(report).body, Absence)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_titles_are_proven(self, language):
        found = statements_of(
            "value_stack", quarter=DIGEST[0], as_of=DIGEST[1], language=language, draws=1_000
        )
        assert prove(found) == []


def test_the_title_tells_what_free_use_makes_of_the_answer():
    """Users' money without free use: what is 65 cents of revenue times 57 less 15 per cent, and straight to clouds."""
    report = show.ValueStack("2026Q2")
    assert "39 (35–43) reach clouds, 29 without free use" in show.where_it_goes(report).title.text
    drawn = report.simulation.intervals
    assert drawn["paid_use"].high < drawn["clouds_of_revenue"].high
    assert drawn["paid_use"].median == pytest.approx(
        drawn["clouds_of_revenue"].median - drawn["free_use"].median, abs=0.01
    )
    assert "free use" not in show.where_it_goes(edition(*DIGEST)).title.text
