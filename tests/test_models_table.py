"""The table of models: its rows, and the errors of what does not hold."""

from __future__ import annotations

import shutil

import pytest

from cloudcapex import facts
from cloudcapex.errors import DataError
from cloudcapex.facts import load_models


def test_prices_as_documents_tell_them():
    table = load_models().set_index(["who", "model", "since"]).sort_index()
    cut = table.loc[("openai", "GPT-3")]
    assert [*cut["input_price"]] == [60, 20]
    assert table.loc[("anthropic", "Claude 3 Opus"), "output_price"].iloc[0] == 75
    assert table.loc[("meta", "Llama 3.1 405B"), "open_weights"].iloc[0] == "yes"


def test_nothing_is_known_before_its_day():
    assert {*load_models("2023-01-30")["model"]} == {"GPT-3"}
    assert "GPT-5.5" not in {*load_models("2026-05-13")["model"]}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (",8192,30,60,", ",8192,30,,", "one price stands without the other"),
        (",8192,30,60,", ",8192,0,60,", "a price is nought or less"),
        ("GPT-5,2025-08-07,", "GPT-5,2025-08-08,", "a price stands before the model"),
        (",secondary,2025-08-07,nextomoro-gpt-5", ",secondary,2025-08-06,nextomoro-gpt-5", "before it holds"),
        ("aiwiki-claude-2,no price was read", "aiwiki-claude-2,", "a cell is empty without a reason"),
        (",no,8192,", ",maybe,8192,", "open_weights"),
        ("OpenAI,GPT-4,", "Open AI,GPT-4,", "lab"),
        (",8192,", ",8k,", "context"),
    ],
)
def test_a_broken_row_is_told_with_its_place(checkout, tmp_path, monkeypatch, old, new, told):
    shutil.copytree(checkout / "data", tmp_path / "data", ignore=shutil.ignore_patterns("commentary", "*.md"))
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(tmp_path))
    path = tmp_path / "data" / "models.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as raised:
        facts.load_models()
    assert told in str(raised.value)
    assert "models.csv" in str(raised.value)
