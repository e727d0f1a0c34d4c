"""Work over many rows at once gives what its plain definition gives, row by row."""

from __future__ import annotations

import csv
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudcapex import facts
from cloudcapex.facts import reading, tagged
from cloudcapex.metrics import vintages
from cloudcapex.metrics.book import open_book
from cloudcapex.metrics.differences import PARTS
from cloudcapex.metrics.panel import _union
from cloudcapex.metrics.quarters import discrete_quarters, stated_years, told_periods
from cloudcapex.schema.coded import coded, each, groups, in_order, like, spelled, stacked
from turning import examples, turned

TEXTS = st.sampled_from(["", "a", "b", "B", "ä", "云", "10", "9"])
DAYS = st.sampled_from([pd.NaT, *pd.to_datetime(["2018-01-01", "2026-06-30", "1999-12-31"])])
ROWS = st.lists(st.tuples(TEXTS, TEXTS, DAYS, st.integers(-3, 3)), min_size=1, max_size=30)


def frame_of(rows) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["one", "two", "day", "number"])
    return frame.astype({"one": "str", "two": "str", "day": "datetime64[us]"})


@examples(60)
@given(ROWS, st.permutations(["one", "two", "day", "number"]))
def test_rows_are_numbered_and_sorted_as_pandas_does_by_their_texts(rows, columns):
    frame = frame_of(rows)
    number = frame.groupby(columns, dropna=False, sort=True).ngroup()
    assert groups(coded(frame), columns).tolist() == number.tolist()
    pd.testing.assert_frame_equal(
        spelled(in_order(coded(frame), columns)), frame.sort_values(columns, kind="stable")
    )


@examples(40)
@given(ROWS, ROWS)
def test_what_is_coded_is_the_same_text_again(rows, others):
    frame, other = frame_of(rows), frame_of(others)
    pd.testing.assert_frame_equal(spelled(coded(frame)), frame)
    both = pd.concat([frame, other], ignore_index=True)
    pd.testing.assert_frame_equal(spelled(stacked([coded(frame), coded(other)])), both)
    assert each(coded(frame)["one"], len).tolist() == [len(text) for text in frame["one"]]
    known = set(frame["one"])
    found = like(other["one"], coded(frame)["one"])
    assert [t for t in found.tolist() if t == t] == [t for t in other["one"] if t in known]


@examples(60)
@given(st.lists(st.floats(-1e18, 1e18) | st.integers(-(10**16), 10**16).map(float), min_size=1))
def test_the_digits_of_an_amount_are_those_that_are_written(values):
    assert tagged._digits(np.array(values)).tolist() == [len(f"{abs(v):.0f}".rstrip("0")) for v in values]


CELLS = st.text(st.sampled_from('ab1.,"\n 云'), max_size=4) | st.sampled_from(["1", "2.50", "True", "NA", ""])


@examples(80)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=12))
def test_a_table_is_read_at_once_as_it_is_line_by_line(rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([("one", "two", "three"), *rows])
    raw = out.getvalue().encode()
    assert reading._regular(raw, 3)
    assert [*spelled(reading._at_once(raw, ["two"])).itertuples(index=False, name=None)] == rows


@pytest.mark.parametrize(
    "broken",
    ["a,b\n1\n", "a,b\n1,2,3\n", "a,b\n\n1,2\n", 'a,b\n"1"x,2\n', 'a,b\n"1,2\n', "a,b\n1,2", "a,b\r\n1,2\r\n", "a,b\n1,\0\n"],
)  # fmt: skip
def test_what_readers_of_csv_differ_about_is_read_line_by_line(broken):
    assert not reading._regular(broken.encode(), 2)


def plain_runs(said: pd.DataFrame) -> list[bool]:
    """Walk every statement: the definition of what opens a run."""
    opens = []
    for _, period in said.groupby("period", sort=False):
        rows = [*period.itertuples()]
        passed_on = all(r.evidence == "secondary" and r.basis == "reported" for r in rows)
        finest = rows[0]
        for n, row in enumerate(rows):
            again = n > 0 and (
                passed_on or vintages._repeats(row.value, row.grain, finest.value, finest.grain)
            )
            opens.append(not again)
            finest = row if not again or row.grain < finest.grain else finest
    return opens


@turned("company", sorted(facts.companies()), 2)
def test_a_company_among_all_has_the_quarters_that_it_has_alone(company):
    book, known = open_book(), facts.load_facts()
    mine = known[known["company"] == company].reset_index(drop=True)
    all_told = (book.quarters, book.holes, book.years)
    periods = told_periods(mine)
    all_alone = (*discrete_quarters(periods, book.kinds), stated_years(periods, book.kinds))
    for told, alone in zip(all_told, all_alone, strict=True):
        among = told[told["company"] == company].reset_index(drop=True)
        # Periods are numbered among all, or among those of the company.
        among, alone = (f.drop(columns=PARTS, errors="ignore") for f in (among, alone))
        # Where nothing is subtracted, pandas makes a float of a code; the value is the same.
        pd.testing.assert_frame_equal(among, alone, check_dtype=False, check_exact=True)
    said = vintages.statements(mine)
    assert vintages._runs(said).tolist() == plain_runs(said)


SOURCES = st.lists(st.sampled_from("abc"), max_size=3).map(lambda s: tuple(sorted({*s})))


@examples(40)
@given(st.lists(st.tuples(SOURCES, SOURCES, SOURCES, st.booleans()), min_size=1, max_size=8))
def test_the_sources_of_a_cell_are_those_of_all_its_parts(cells):
    parts = []
    for n in range(3):
        part = np.empty((len(cells), 1), dtype=object)
        part[:, 0] = [cell[n] for cell in cells]
        parts.append(part)
    found = np.array([[cell[3]] for cell in cells])
    expected = [tuple(sorted({*a, *b, *c})) if there else () for a, b, c, there in cells]
    assert _union(parts, found)[:, 0].tolist() == expected
