"""Quarters are arithmetic; fiscal quarters are put on them by the midpoint. Period ends are from filings."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudcapex.errors import UsageError
from cloudcapex.periods import Quarter, fiscal_label, parse_date, parse_quarters, quarters_between

some_quarter = st.builds(Quarter, st.integers(1950, 2100), st.integers(1, 4))
some_steps = st.integers(-150, 150)
some_day = st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31))


class TestArithmetic:
    @given(some_quarter, some_steps)
    def test_adding_and_taking_away_cancel(self, quarter, steps):
        assert (quarter + steps) - quarter == steps
        assert (quarter + steps) - steps == quarter

    @given(some_quarter, some_quarter)
    def test_order_is_the_sign_of_the_difference(self, one, other):
        assert (one < other) == (one - other < 0)
        assert (one == other) == (one - other == 0)

    @given(some_quarter)
    def test_text_goes_round(self, quarter):
        assert Quarter.parse(str(quarter)) == quarter
        assert Quarter.parse(quarter) is quarter

    @given(some_quarter)
    def test_quarters_tile_the_calendar(self, quarter):
        assert quarter.end + dt.timedelta(days=1) == (quarter + 1).start
        assert Quarter.of(quarter.start, quarter.end) == quarter

    @given(some_day)
    def test_a_day_lies_in_its_quarter(self, day):
        quarter = Quarter.containing(day)
        assert quarter.start <= day <= quarter.end

    def test_four_quarters_are_a_year(self):
        assert Quarter(2024, 3) + 4 == Quarter(2025, 3)
        assert Quarter(2026, 1) - 1 == Quarter(2025, 4)
        assert Quarter(2026, 2) - Quarter(2018, 1) == 33
        assert Quarter(2024, 1).end == dt.date(2024, 3, 31)


class TestMidpoint:
    """First and last day of a quarter as filed, and the calendar quarter it belongs to."""

    @pytest.mark.parametrize(
        ("start", "end", "expected"),
        [
            ("2023-10-01", "2023-12-31", "2023Q4"),  # Microsoft, 10-Q for 31 December 2023
            ("2026-04-27", "2026-07-26", "2026Q2"),  # NVIDIA's second quarter of fiscal 2027
            ("2022-10-31", "2023-01-29", "2022Q4"),  # NVIDIA's fourth quarter of fiscal 2023
            ("2026-06-01", "2026-08-31", "2026Q3"),  # Oracle's first quarter of fiscal 2027
            ("2023-12-01", "2024-02-29", "2024Q1"),  # Oracle, a leap day at the end
            ("2024-10-01", "2024-12-31", "2024Q4"),  # Meta
        ],
    )
    def test_fiscal_quarters_of_filings(self, start, end, expected):
        day = dt.date.fromisoformat
        assert str(Quarter.of(day(start), day(end))) == expected

    def test_nvidia_quarters_follow_one_another_through_a_53_week_year(self):
        # Fiscal 2021 ran 53 weeks, from 2020-01-27 to 2021-01-31 (0001045810-21-000010), the years around
        # it 52 (0001045810-20-000010, 0001045810-22-000036): its last quarter has 14 and moves the next ones.
        ends = ["2020-01-26", "2020-04-26", "2020-07-26", "2020-10-25", "2021-01-31", "2021-05-02"]
        ends += ["2021-08-01", "2021-10-31", "2022-01-30", "2022-05-01"]
        days = [dt.date.fromisoformat(end) for end in ends]
        weeks = [(end - before).days / 7 for before, end in itertools.pairwise(days)]
        assert weeks == [13, 13, 13, 14, 13, 13, 13, 13, 13]
        found = [Quarter.of(before + dt.timedelta(days=1), end) for before, end in itertools.pairwise(days)]
        assert found == quarters_between("2020Q1", "2022Q1")
        labels = [fiscal_label(end, 1) for end in days]
        assert labels == [
            *("FY20 Q4", "FY21 Q1", "FY21 Q2", "FY21 Q3", "FY21 Q4"),
            *("FY22 Q1", "FY22 Q2", "FY22 Q3", "FY22 Q4", "FY23 Q1"),
        ]

    @given(some_quarter, st.integers(-40, 40), st.integers(84, 99))
    def test_a_quarter_moved_by_less_than_half_of_itself_stays(self, quarter, shift, days):
        start = quarter.start + dt.timedelta(days=shift)
        middle = start + dt.timedelta(days=days - 1) / 2
        assert Quarter.of(start, start + dt.timedelta(days=days - 1)) == Quarter.containing(middle)


class TestFiscalLabel:
    """What the company itself calls the quarter, from the last day on the cover of its filing."""

    @pytest.mark.parametrize(
        ("company", "month", "end", "expected"),
        [
            ("microsoft", 6, "2023-12-31", "FY24 Q2"),
            ("microsoft", 6, "2026-06-30", "FY26 Q4"),
            ("microsoft", 6, "2026-09-30", "FY27 Q1"),
            ("nvidia", 1, "2026-07-26", "FY27 Q2"),
            ("nvidia", 1, "2023-01-29", "FY23 Q4"),
            ("nvidia", 1, "2022-05-01", "FY23 Q1"),
            ("nvidia", 1, "2021-05-02", "FY22 Q1"),
            ("nvidia", 1, "2021-08-01", "FY22 Q2"),
            ("nvidia", 1, "2017-01-29", "FY17 Q4"),
            ("oracle", 5, "2026-08-31", "FY27 Q1"),
            ("oracle", 5, "2024-02-29", "FY24 Q3"),
            ("oracle", 5, "2026-05-31", "FY26 Q4"),
            ("meta", 12, "2024-12-31", "FY24 Q4"),
            ("alphabet", 12, "2026-03-31", "FY26 Q1"),
            ("alibaba", 3, "2026-06-30", "FY27 Q1"),
            ("alibaba", 3, "2026-03-31", "FY26 Q4"),
        ],
    )
    def test_labels_of_filings(self, company, month, end, expected):
        assert fiscal_label(dt.date.fromisoformat(end), month) == expected

    def test_a_year_that_ends_in_the_first_days_of_the_next_month(self):
        # A 52- or 53-week year "nearest to 31 December" may end on 3 January: still the old year.
        assert fiscal_label(dt.date(2027, 1, 3), 12) == "FY26 Q4"
        assert fiscal_label(dt.date(2026, 4, 4), 12) == "FY26 Q1"

    def test_the_tenth_is_the_last_day_that_counts_as_the_month_before(self):
        assert fiscal_label(dt.date(2027, 1, 10), 12) == "FY26 Q4"
        assert fiscal_label(dt.date(2027, 1, 11), 12) == "FY27 Q1"

    @given(some_quarter, st.integers(1, 12))
    def test_four_in_a_row_are_four_numbers_and_the_fourth_ends_the_year(self, quarter, month):
        # Move the quarter's end into the fiscal calendar, so that every company's year is covered.
        ends = [(quarter + n).end for n in range(4)]
        aligned = 3 * ((month - 1) // 3) + 3
        labels = [fiscal_label(end, aligned) for end in ends]
        assert sorted(label[-1] for label in labels) == ["1", "2", "3", "4"]
        last = next(end for end, label in zip(ends, labels, strict=True) if label.endswith("Q4"))
        assert last.month == aligned
        assert labels[ends.index(last)] == f"FY{last.year % 100:02d} Q4"


class TestReading:
    @pytest.mark.parametrize(
        "text", ["", "2026", "2026Q5", "2026Q0", "26Q2", "2026q2", "Q2 2026", "2026Q2x", "0000Q1"]
    )
    def test_what_is_no_quarter_is_refused_in_one_line(self, text):
        with pytest.raises(UsageError) as caught:
            Quarter.parse(text, where="--quarter")
        assert str(caught.value) == (
            f"--quarter: {text!r} is not a quarter; valid: a year and a quarter such as 2026Q2"
        )

    def test_spans_and_lists(self):
        assert parse_quarters("2026Q2") == [Quarter(2026, 2)]
        assert [str(q) for q in parse_quarters("2025Q3..2026Q1")] == ["2025Q3", "2025Q4", "2026Q1"]
        assert [str(q) for q in parse_quarters(" 2019Q1 , 2023Q4 .. 2024Q1, 2019Q1")] == [
            "2019Q1",
            "2023Q4",
            "2024Q1",
        ]
        assert len(parse_quarters("2019Q1..2026Q2")) == 30

    @pytest.mark.parametrize(
        "text", ["2026Q2..2026Q1", "2026Q1...2026Q2", "2026Q2,", "..2026Q2", "2026Q1..", ","]
    )
    def test_broken_spans_are_refused(self, text):
        with pytest.raises(UsageError):
            parse_quarters(text)

    def test_backwards_is_empty_in_code(self):
        assert quarters_between("2026Q2", "2026Q1") == []

    def test_dates(self):
        assert parse_date("2024-02-29") == dt.date(2024, 2, 29)
        assert parse_date(dt.date(2024, 2, 29)) == dt.date(2024, 2, 29)
        assert parse_date(dt.datetime(2024, 2, 29, 13, 5)) == dt.date(2024, 2, 29)

    @pytest.mark.parametrize("text", ["2023-02-29", "29.02.2024", "yesterday", "", "2024-2-9", "None"])
    def test_what_is_no_date_is_refused_in_one_line(self, text):
        with pytest.raises(UsageError) as caught:
            parse_date(text, where="--as-of")
        assert str(caught.value) == f"--as-of: {text!r} is not a date; valid: an ISO date such as 2024-02-15"
