"""What tables hold is written as the sentences around it are: heads, words of ours, days of columns."""

from __future__ import annotations

import datetime as dt

import pytest

from cloudcapex.exhibits.tables.table import Cell, Column, Table, head_html
from cloudcapex.language import Language
from cloudcapex.reports.ai_financing import Financing
from cloudcapex.reports.on_paper import legend_of_letters
from cloudcapex.reports.review.restated import _moved_by


def test_each_head_of_a_table_begins_with_a_capital():
    table = Table((Column("Company", "left"), Column("on the year")), ((Cell("Meta"), Cell("1")),))
    assert '"On the year"' in table.typst("")
    assert ">On the year</th>" in table.html("", "t")
    assert ">營收</th>" in head_html("營收", "left")


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en", "AWS grew 36.7\u202f%, OpenAI’s 2\u202f% to 2.5\u202f%"),
        ("zh-Hans", "AWS grew 36.7%, OpenAI's 2% to 2.5%"),
    ],
)
def test_words_of_ours_are_written_as_sentences_are(language, printed):
    assert Language(language).retold("AWS grew 36.7%, OpenAI's 2% to 2.5%") == printed


@pytest.mark.parametrize(("language", "printed"), [("en", "Apr 2023"), ("zh-Hant", "2023-04")])
def test_a_month_stands_in_a_column_of_days_as_they_do(language, printed):
    assert Language(language).short_month(dt.date(2023, 4, 30)) == printed


def test_paper_prints_the_restated_figures_that_moved_furthest():
    rows = [
        {"kind": kind, "first_value": 10.0, "change": change}
        for kind, change in (("restated", 0.1), ("recast", 9.0), ("restated", -2.0), ("new_line", 5.0))
    ]
    moved = [_moved_by(None, row) for row in rows]
    assert moved[2] > moved[0] > moved[1]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("It has 12\u202f%ˢ", "ˢ from the press or a secondary source."),
        ("It has $1bnᵉ", "ᵉ estimated."),
        ("It has $1bnᵉˢ", "ᵉ estimated, ˢ from the press or a secondary source."),
        ("It has $1bn", ""),
    ],
)
def test_a_note_explains_the_letters_that_are_there_and_no_others(sentence, told):
    assert legend_of_letters(Language("en"), sentence, ()) == told


def test_exhibits_that_paper_may_leave_off_come_last_so_that_no_number_is_skipped():
    assert Financing.order[-3:] == ("profit_order", "profit_years", "profit_assumptions")
