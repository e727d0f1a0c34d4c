"""Preparing: values in a cell of their own, metadata for the templates, the stored notebook untouched."""

from __future__ import annotations

import ast
import copy

import nbformat
from hypothesis import given
from hypothesis import strategies as st

from cloudcapex.publish import prepare as preparing
from cloudcapex.publish.prepare import INJECTED, prepare, title_of
from publishing import fixture

VALUES = {"quarter": "2023Q4", "as_of": "2024-02-15", "companies": ["meta"], "window": 12}


def injected(notebook: nbformat.NotebookNode) -> dict:
    (cell,) = [c for c in notebook.cells if INJECTED in c.metadata.get("tags", [])]
    return {line.targets[0].id: ast.literal_eval(line.value) for line in ast.parse(cell.source).body}


def test_values_stand_after_the_declarations_with_a_fixed_id():
    ready = prepare(fixture("shows_exhibit"), report="shows_exhibit", values=VALUES)
    assert [cell.id for cell in ready.cells][:3] == ["title", "parameters", INJECTED]
    assert injected(ready) == VALUES


def test_the_stored_notebook_is_left_alone():
    stored = fixture("shows_exhibit")
    before = copy.deepcopy(stored)
    prepare(stored, report="shows_exhibit", values=VALUES)
    assert stored == before


def test_an_executed_notebook_prepares_like_a_stored_one():
    once = prepare(fixture("shows_exhibit"), report="shows_exhibit", values={"quarter": "2020Q1"})
    once.cells[1].outputs = [nbformat.v4.new_output("stream", text="old")]
    once.cells[1].execution_count = 3
    again = prepare(once, report="shows_exhibit", values=VALUES)
    assert again.cells == prepare(fixture("shows_exhibit"), report="shows_exhibit", values=VALUES).cells


def test_the_templates_find_what_they_need():
    ready = prepare(fixture("shows_exhibit"), report="shows_exhibit", values=VALUES, show_code=True)
    assert ready.metadata["cloudcapex"] == {
        "report": "shows_exhibit",
        "title": "A small review",
        "quarter": "2023Q4",
        "as_of": "2024-02-15",
        "language": "en",
        "running_head": "A small review · 2023Q4",
        "generated": "2024-02-15",
        "show_code": True,
        "strict": True,
    }


def test_disclosure_and_paper_come_from_the_notebook():
    stored = fixture("shows_exhibit")
    stored.metadata.update(disclosure="Not advice.", paper="us-letter")
    about = prepare(stored, report="r", values=VALUES).metadata["cloudcapex"]
    assert (about["disclosure"], about["paper"]) == ("Not advice.", "us-letter")


def test_an_old_notebook_gets_ids_that_do_not_change_and_a_kernel():
    old = prepare(fixture("is_old_and_nameless"), report="old", values={"quarter": "2026Q2"})
    assert [cell.id for cell in old.cells] == ["cell-1", "cell-2", INJECTED, "cell-3"]
    assert old.metadata["kernelspec"]["name"] == "python3"
    nbformat.validate(old)


def test_markdown_goes_through_the_translation_and_code_does_not(monkeypatch):
    monkeypatch.setattr(preparing, "translate_markdown", lambda text, language: f"[{language}] {text}")
    ready = prepare(fixture("shows_exhibit"), report="r", values=VALUES, language="zh-Hant")
    assert ready.cells[0].source.startswith("[zh-Hant] # A small review")
    assert not any("zh-Hant]" in cell.source for cell in ready.cells if cell.cell_type == "code")


def test_the_title_is_metadata_then_heading_then_fallback():
    stored = fixture("shows_exhibit")
    assert title_of(stored, "x") == "A small review"
    stored.metadata["title"] = "Quarterly review"
    assert title_of(stored, "x") == "Quarterly review"
    assert title_of(nbformat.v4.new_notebook(), "x") == "x"


@given(st.dictionaries(st.sampled_from("abc"), st.text() | st.integers() | st.lists(st.text()), min_size=1))
def test_any_text_is_written_as_a_literal_and_nothing_else(values):
    assert injected(prepare(fixture("shows_exhibit"), report="r", values=values)) == values
