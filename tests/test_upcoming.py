"""What is due next: closing days, the rules on filing days, and what each filer's habit lets expect on a day."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import statistics

import pytest

from cloudcapex import facts, metrics
from cloudcapex.periods import Quarter, quarters_between
from cloudcapex.schema.columns import month_of
from cloudcapex.statements.proof.outside import due as proof
from cloudcapex.upcoming import FEWEST, LAGS, closing_day, filing_rules, upcoming

MID = {str(q): q.end + dt.timedelta(days=10) for q in quarters_between("2019Q1", "2026Q2")}


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


class TestClosingDays:
    @pytest.mark.parametrize(
        ("company", "quarter", "end", "year_end"),
        [
            ("microsoft", "2026Q2", "2026-06-30", True),
            ("amazon", "2026Q3", "2026-09-30", False),
            ("oracle", "2026Q3", "2026-08-31", False),  # as 0001193125-26-389274 says
            ("oracle", "2024Q1", "2024-02-29", False),
            ("oracle", "2026Q2", "2026-05-31", True),
            ("nvidia", "2026Q2", "2026-07-26", False),
            ("nvidia", "2025Q4", "2026-01-25", True),
            ("alibaba", "2026Q1", "2026-03-31", True),
        ],
    )
    def test_known_ones(self, company, quarter, end, year_end):
        assert closing_day(company, Quarter.parse(quarter)) == (day(end), year_end)

    def test_every_company_closes_one_quarter_in_each_and_one_year_in_four(self):
        for company in facts.companies():
            found = [closing_day(company, q) for q in quarters_between("2018Q1", "2027Q4")]
            gaps = {(b - a).days for (a, _), (b, _) in itertools.pairwise(found)}
            assert gaps <= set(range(84, 99)), company
            assert sum(year for _, year in found) == 10, company

    @pytest.mark.parametrize(
        "rule",
        [
            "05-31",
            "04-15",
            "last Friday of September",
            "Tuesday nearest 25 December",
            "Friday nearest 30 November",
        ],
    )
    def test_the_proof_finds_the_same_ones_day_by_day(self, rule, monkeypatch):
        ends = dataclasses.replace(facts.company("nvidia"), year_end=rule, year_end_month=month_of(rule))
        monkeypatch.setattr(facts, "company", lambda slug: ends)
        monkeypatch.setattr(proof, "company", lambda slug: ends)
        for quarter in quarters_between("2019Q1", "2027Q4"):
            last, _ = closing_day("nvidia", quarter)
            end = proof._end_after("nvidia", last)
            assert (end, proof._closes_year("nvidia", end)) == closing_day("nvidia", quarter + 1), quarter


class TestRules:
    def test_a_quarter_is_due_in_forty_days_and_a_year_in_sixty(self):
        quarter = filing_rules("amazon", day("2026-09-30"), year_end=False)
        year = filing_rules("microsoft", day("2026-06-30"), year_end=True)
        assert quarter is not None
        assert year is not None
        assert (quarter.form, quarter.last_day(day("2026-09-30"))) == ("10-Q", day("2026-11-09"))
        assert (year.form, year.last_day(day("2026-06-30"))) == ("10-K", day("2026-08-31"))

    @pytest.mark.parametrize(
        ("company", "end", "last"),
        [
            ("oracle", "2026-11-30", "2027-01-11"),  # the fortieth day is a Saturday
            ("oracle", "2026-08-31", "2026-10-13"),  # a Saturday, and the Monday after it Columbus Day
            ("amazon", "2026-09-30", "2026-11-09"),  # a Monday stays
        ],
    )
    def test_a_last_day_without_work_moves_to_the_next_with(self, company, end, last):
        rule = filing_rules(company, day(end), year_end=False)
        assert rule is not None
        assert rule.last_day(day(end)) == day(last)

    def test_a_foreign_filer_has_four_months_for_its_year_and_no_day_for_a_quarter(self):
        year = filing_rules("alibaba", day("2026-03-31"), year_end=True)
        assert year is not None
        assert (year.form, year.last_day(day("2026-03-31"))) == ("20-F", day("2026-07-31"))
        assert filing_rules("alibaba", day("2026-06-30"), year_end=False) is None

    def test_whoever_no_rule_names_has_none(self):
        assert filing_rules("huawei", day("2026-09-30"), year_end=False) is None


class TestUpcoming:
    def test_amazon_by_the_lags_of_its_last_eight_reports(self):
        (due,) = upcoming(["amazon"], day("2026-10-09"))
        assert (due.quarter, due.end) == (Quarter(2026, 3), day("2026-09-30"))
        # 10-Qs of 2024Q1 to 2026Q2, such as 0001018724-26-000026 of 31 July 2026.
        assert due.lags[-1] == (day("2026-07-31") - day("2026-06-30")).days
        assert len(due.lags) == LAGS
        # The 32nd day is a Sunday.
        assert due.day == day("2026-11-02")
        assert due.last_day == day("2026-11-09")
        assert not due.passed(day("2026-11-02"))
        assert due.passed(day("2026-11-03"))

    def test_nothing_that_came_later_is_used(self):
        """In a replay the report that is out today is the one that was due."""
        then = upcoming(facts.usual_companies(), day("2024-02-15"))
        assert [(d.company, str(d.quarter), d.day) for d in then] == [
            ("oracle", "2024Q1", day("2024-03-12")),
            ("microsoft", "2024Q1", day("2024-04-25")),
            ("alphabet", "2024Q1", day("2024-04-29")),
            ("amazon", "2024Q1", day("2024-04-29")),
            ("meta", "2024Q1", day("2024-04-29")),
        ]

    @pytest.mark.parametrize("quarter", [*MID][::8])
    def test_what_holds_on_any_day(self, quarter):
        on = MID[quarter]
        every = list(facts.companies())
        found = upcoming(every, on)
        days = [d.day for d in found if d.day]
        assert days == sorted(days)
        assert [d.day for d in found[len(days) :]] == [None] * (len(found) - len(days))
        for due in found:
            assert metrics.reported([due.company], due.quarter, on)[due.company] is None
            assert metrics.reported([due.company], due.quarter - 1, on)[due.company] is not None
            assert len(due.lags) <= LAGS
            assert (due.day is None) == (len(due.lags) < FEWEST)
            if due.day:
                assert due.day.weekday() < 5
                assert 0 <= (due.day - due.end).days - statistics.median(due.lags) <= 2.5
                assert min(due.lags) <= (due.day - due.end).days <= max(due.lags) + 2
        assert {d.company for d in found} == {d.company for d in upcoming(every[::-1], on)}

    def test_habit_and_law_tell_when_reports_came(self):
        """Of what was expected ten days after each quarter, half came within three days, and nothing after its last day."""
        missed = []
        for on in [*MID.values()][:-1:6]:
            for due in upcoming(facts.usual_companies(), on):
                came = metrics.reported([due.company], due.quarter)[due.company]
                if came and due.day and due.last_day:
                    missed.append(abs((came - due.day).days))
                    assert came <= due.last_day
        assert len(missed) > 20
        assert statistics.median(missed) <= 3
        assert max(missed) <= 12
