"""Types: rows are read as values of a type in one place, and what the checker cannot see only becomes less."""

from __future__ import annotations

import ast
import dataclasses
import datetime as dt
import io
import tokenize
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from cloudcapex.errors import DataError
from cloudcapex.facts import load_deals, load_facts, load_rounds
from cloudcapex.facts import rows as tables
from cloudcapex.periods import Quarter
from cloudcapex.schema import TABLES
from cloudcapex.schema.rows import rows_of, text_rows

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "cloudcapex"
SOURCES = {path: path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))}

# No more than there are: who removes one lowers the number.
MOST_ANY = 115
MOST_RECORDS = 2
MOST_SKIPS = 60
MOST_IGNORES = 17


def anys(source: str) -> int:
    """Count where `Any` is said to be a type, in the text that `cast` is given, too."""
    tree = ast.parse(source)
    found = sum(isinstance(node, ast.Name) and node.id == "Any" for node in ast.walk(tree))
    told = [
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "cast"
        if isinstance(node.args[0], ast.Constant)
    ]
    return found + sum(anys(text) for text in told)


def records(source: str) -> int:
    """Count the calls that make rows dicts of anything."""
    return sum(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "to_dict"
        and any(isinstance(arg, ast.Constant) and arg.value == "records" for arg in node.args)
        for node in ast.walk(ast.parse(source))
    )


def comments(source: str, words: str) -> int:
    """Count the comments that hold some words."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return sum(token.type == tokenize.COMMENT and words in token.string for token in tokens)


def test_what_the_checker_cannot_see_only_becomes_less():
    assert sum(map(anys, SOURCES.values())) <= MOST_ANY
    assert sum(map(records, SOURCES.values())) <= MOST_RECORDS
    assert sum(comments(source, "fmt: skip") for source in SOURCES.values()) <= MOST_SKIPS
    assert sum(comments(source, "type: ignore") for source in SOURCES.values()) <= MOST_IGNORES


def test_the_counts_see_what_they_count():
    assert anys("from typing import Any\nx: dict[str, Any]\ny = cast('list[Any]', x)\n'Any'") == 2
    assert records("a.to_dict('records')\nb.to_dict()\n'a.to_dict(\"records\")'") == 1
    assert comments("x = 1  # fmt: skip\ny = '# fmt: skip'", "fmt: skip") == 1


# --- rows -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    company: str
    quarter: Quarter
    value: float
    day: dt.date
    since: dt.date | None
    sources: tuple[str, ...]
    low: float | None
    restated: bool
    places: int = 3


def frame(**changed: object) -> pd.DataFrame:
    cells = {
        "company": ["amazon", None],
        "calendar_quarter": ["2026Q1", "2026Q2"],
        "value": [1.5, float("nan")],
        "day": pd.to_datetime(["2026-04-01", "2026-07-01"]),
        "since": pd.to_datetime(["2026-05-01", None]),
        "sources": ["a;b", ""],
        "low": [1.0, float("nan")],
        "restated": [True, False],
    }
    return pd.DataFrame(cells | changed)


def test_a_row_is_read_by_what_its_fields_are():
    first, second = rows_of(frame(), Told, quarter="calendar_quarter")
    assert first == Told(
        "amazon", Quarter(2026, 1), 1.5, dt.date(2026, 4, 1), dt.date(2026, 5, 1), ("a", "b"), 1.0, True
    )
    assert (second.company, second.since, second.sources, second.low) == ("", None, (), None)
    assert second.value != second.value
    assert rows_of(frame().head(0), Told, quarter="calendar_quarter") == []
    assert [row.places for row in rows_of(frame(places=[7, 8]), Told, quarter="calendar_quarter")] == [7, 8]


def test_a_column_that_is_not_there_is_named():
    with pytest.raises(DataError, match=r"a Told needs quarter, .* valid: company, calendar_quarter, value"):
        rows_of(frame(), Told)


@pytest.mark.parametrize(
    ("column", "cells", "what"),
    [
        ("day", pd.to_datetime(["2026-04-01", None]), "Told, row 2, column day: None is no day"),
        ("company", ["amazon", 5], "Told, row 2, column company: 5 is no text"),
        ("value", ["much", "more"], "Told, row 1, column value: 'much' is no number"),
        ("restated", [True, "no"], "Told, row 2, column restated: 'no' is no truth"),
        ("places", [1, 1.5], "Told, row 2, column places: 1.5 is no whole number"),
    ],
)
def test_a_cell_that_a_field_cannot_hold_is_named(column, cells, what):
    with pytest.raises(DataError, match=what):
        rows_of(frame(**{column: cells}), Told, quarter="calendar_quarter")


def test_texts_stand_as_they_are():
    assert text_rows(pd.DataFrame({"a": ["1", ""], "b": ["x", "y"]})) == [
        {"a": "1", "b": "x"},
        {"a": "", "b": "y"},
    ]


OF_TABLES = {
    "LabRow": "labs", "MarketRow": "market", "RateRow": "fx", "DealRow": "deals", "RoundRow": "rounds",
    "GuidanceRow": "guidance", "DefinitionRow": "definitions", "MetricRow": "metrics", "AbsenceRow": "absences",
    "SourceRow": "sources",
}  # fmt: skip


@pytest.mark.parametrize(("name", "table"), OF_TABLES.items())
def test_a_row_type_has_fields_of_its_table(name, table):
    fields = {field.name for field in dataclasses.fields(getattr(tables, name))}
    assert fields - {"who"} <= set(TABLES[table].columns)


def test_the_tables_are_read_as_rows():
    deal = next(row for row in rows_of(load_deals(), tables.DealRow) if row.deal_id == "D001")
    assert isinstance(deal.announced, dt.date)
    assert not isinstance(deal.announced, dt.datetime)
    assert len(rows_of(load_rounds(), tables.RoundRow)) == len(load_rounds())
    stock = next(row for row in rows_of(load_facts(), tables.FactRow) if row.metric == "rpo")
    assert stock.period_start is None
    assert stock.value > 1e9
