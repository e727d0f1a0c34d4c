"""The data contract: what a column accepts, and that the codebook says what the code holds to."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudcapex.schema import TABLES, DataColumn, first_fault
from cloudcapex.schema.codebook import codebook
from cloudcapex.schema.columns import CALLED


def accepted(column: DataColumn, *cells: str) -> list[bool]:
    return [column.accepts(cell) for cell in cells]


@given(st.dates())
def test_every_iso_date_is_a_day(day):
    assert accepted(DataColumn("", "day"), day.isoformat()) == [True]


def test_what_only_looks_like_a_date_is_no_day():
    cells = ("2024-02-30", "2024-13-01", "2024-2-1", "20240201", "2024-02-01 ", "01/02/2024", "")
    assert not any(accepted(DataColumn("", "day"), *cells))


@given(st.integers(min_value=-(10**14), max_value=10**14))
def test_every_whole_number_is_a_number(number):
    assert accepted(DataColumn("", "number"), str(number)) == [True]


def test_numbers_are_plain():
    assert accepted(DataColumn("", "number"), "0.43", "-12.5", "24204000000") == [True] * 3
    cells = ("24,204", "24.2bn", "1e9", "--", "n/a", "nan", ".5", "5.", "+3", "")
    assert not any(accepted(DataColumn("", "number"), *cells))


def test_targets_of_guidance():
    good = ("CY2026", "FY2026", "2026Q2", "2026H2", "FY2026..FY2028")
    assert all(accepted(DataColumn("", "target"), *good))
    assert not any(accepted(DataColumn("", "target"), "2026", "FY26", "2026Q5", "2026H3", "Q2 2026"))


def test_an_optional_cell_may_be_empty_and_a_needed_one_not():
    words = ("filed", "press")
    assert accepted(DataColumn("", "words", words, optional=True), "filed", "", "Filed") == [
        True,
        True,
        False,
    ]
    assert accepted(DataColumn("", "words", words), "filed", "", "Filed") == [True, False, False]
    assert accepted(DataColumn(""), "text", "  ", "") == [True, False, False]


def test_a_column_says_what_it_accepts():
    assert DataColumn("", "words", ("a", "b"), optional=True).valid == "a, b, or empty"
    assert DataColumn("", refers="metrics.id", also=("other",)).valid == "a value of metrics.id or other"
    assert DataColumn("", "day").valid == "an ISO date such as 2024-02-15"


def test_the_first_fault_is_the_one_nearest_the_top():
    rows = {"pair": ["USD/CNY"] * 3, "calendar_quarter": ["2024Q1", "2024Q5", "2024Q3"]}
    rows |= {"average_rate": ["7.1", "7.2", "seven"], "filed": ["2024-04-07"] * 3}
    rows |= {"source_id": ["s"] * 3, "note": [""] * 3}
    assert first_fault("fx", pd.DataFrame(rows, dtype=str)) == (1, "calendar_quarter", "2024Q5")


def test_a_sound_table_has_no_fault():
    row = {"pair": "USD/CNY", "calendar_quarter": "2024Q1", "average_rate": "7.1", "filed": "2024-04-07"}
    row |= {"source_id": "s", "note": ""}
    assert first_fault("fx", pd.DataFrame([row], dtype=str)) is None


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_well_told(name):
    table = TABLES[name]
    assert set(table.key) <= set(table.columns), "the key is made of columns"
    assert table.row.endswith("."), "what a row is, is a sentence"
    for column in table.columns.values():
        assert column.meaning.endswith(".")
        assert (column.form == "words") == bool(column.words)
        if column.refers:
            other, _, key = column.refers.partition(".")
            assert key == CALLED or key in TABLES[other].columns


def test_no_other_file_lies_in_the_folder_of_tables(checkout):
    on_disk = {p.relative_to(checkout / "data").as_posix() for p in (checkout / "data").rglob("*.csv")}
    assert on_disk == {table.path for table in TABLES.values()}


def test_the_readme_of_the_data_is_the_codebook(checkout):
    assert (checkout / "data" / "README.md").read_text(encoding="utf-8") == codebook(), (
        "run: python -m cloudcapex.schema > data/README.md"
    )


def test_the_codebook_names_every_table_and_column():
    text = codebook()
    for table in TABLES.values():
        assert f"## {table.path}" in text
        assert all(f"| `{column}` |" in text for column in table.columns)


def test_the_module_prints_the_codebook():
    run = subprocess.run(
        [sys.executable, "-m", "cloudcapex.schema"], capture_output=True, check=True, timeout=60
    )
    assert run.stdout.decode("utf-8").replace("\r\n", "\n") == codebook()
