"""Funding: what was filed beside the schedule, what is signed besides, and sentences that hold for any choice."""

from __future__ import annotations

import pytest

from cloudcapex.cli.statements import collect, faults_in
from cloudcapex.guidance.ladders import added as added_up
from cloudcapex.guidance.ladders import ladders
from cloudcapex.language.width import columns
from cloudcapex.periods import Quarter
from cloudcapex.reports import funding
from cloudcapex.reports.funding.ahead import ahead_message
from cloudcapex.reports.funding.issues import bonds_once, issues
from cloudcapex.reports.funding.lives import changes
from cloudcapex.reports.report import TITLE_WIDTH
from cloudcapex.reports.returns import added
from cloudcapex.reports.stated_tables import standings
from turning import turned


@pytest.fixture(scope="module")
def report() -> funding.Funding:
    return funding.Funding("2026Q2")


class TestLives:
    def test_alphabets_change_of_2023_has_the_effect_that_was_reported_for_the_year(self, report):
        """3.9 bn less depreciation in 2023 (10-K of 2023), where 3.4 bn had been expected."""
        (one,) = (
            c
            for c in changes(report)
            if (c.company, c.asset) == ("alphabet", "servers") and c.since.year == 2023
        )
        assert (one.years_before, one.years_high, one.effect) == (4.0, 6.0, -3_900_000_000.0)


class TestGuidedBesideForecasts:
    def test_guidance_on_several_bases_is_not_added_up(self, report):
        """For 2026 Microsoft counts finance leases, Alphabet cash, Amazon what is net of incentives."""
        made = funding.forecasts(report)
        of_several = [r for r in made.body.rows if " and " in r[2].text and r[3].text == "2026"]
        assert len(of_several) >= 2
        assert {r[5].text for r in of_several} <= {"", "bases differ"}
        assert "bases differ" in {r[5].text for r in of_several}

    def test_on_one_basis_it_is(self):
        told = {one.company: one for one in ladders(as_of="2026-10-09") if one.target.label == "CY2026"}
        (low, high), alphabet = added_up([told["alphabet"]]), told["alphabet"].figures[-1]
        assert (low, high) == alphabet.ends
        twice = added_up([told["alphabet"], told["alphabet"]])
        assert twice == (2 * low, 2 * high)
        assert added_up([told["alphabet"], told["meta"]]) is None


class TestFigures:
    def test_microsoft_filed_34_3_bn_of_depreciation_in_its_fiscal_2026(self, report):
        told = report.tests["microsoft"].filed(Quarter(2026, 2))
        assert told.value == 34_300_000_000

    def test_amazon_tells_depreciation_of_whole_years_alone(self, report):
        """32,067 m in 2024 (0001018724-25-000004); of no four quarters to a June."""
        filed = report.tests["amazon"].filed
        assert filed(Quarter(2024, 4)).value == 32_067_000_000
        assert "0001018724-25-000004" in filed(Quarter(2024, 4)).sources
        assert not filed(Quarter(2025, 2)).known

    def test_a_row_is_of_one_measure(self, report):
        """Amazon filed 21.8 bn of depreciation and amortisation in 2019, which is no depreciation beside 16.2 bn in 2020."""
        for test in report.tests.values():
            assert len({y.filed.metric for y in test.years if y.filed.known}) <= 1

    def test_depreciation_with_impairment_and_without_is_never_added(self):
        """Alphabet told 2022 with impairment (0001652044-23-000016) and 2023 without."""
        assert not funding.Funding("2023Q3").tests["alphabet"].filed(Quarter(2023, 3)).known

    def test_signed_leases_as_last_stated(self, report):
        """329.1 bn at Microsoft (0001193125-26-323660), 278,990 m at Meta (0001628280-26-050705)."""
        found = {s.last.point.company: s.last.point for s in standings(report, "leases_not_yet_commenced")}
        assert (found["microsoft"].value, found["microsoft"].sources) == (
            329_100_000_000,
            ("0001193125-26-323660",),
        )
        assert (found["meta"].value, found["meta"].sources) == (278_990_000_000, ("0001628280-26-050705",))

    def test_what_stood_before_is_on_the_same_definition(self, report):
        """Alphabet’s 707 bn of long-term commitments (0001652044-26-000071) follow 232.7 bn, not the tagged obligation of 8.2 bn."""
        (one,) = (s for s in standings(report, "purchase_commitments") if s.last.point.company == "alphabet")
        assert (one.last.point.value, one.before.point.value) == (707_000_000_000, 232_700_000_000)
        assert one.before.point.sources == ("0001652044-26-000048",)

    def test_what_another_entry_holds_is_not_added_again(self, report):
        """Alphabet’s notes in pounds and francs are in its 31.8 bn in other currencies."""
        once = [r.issue_id for r in bonds_once(report) if r.company == "alphabet"]
        assert "alphabet-other-currencies-2026-h1" in once
        assert "alphabet-sterling-and-franc-2026-02" not in once

    def test_an_issue_after_the_next_quarter_is_not_told(self):
        assert issues(funding.Funding("2025Q1", as_of="2026-10-09")) == []

    def test_the_schedule_knows_what_was_paid_and_no_more(self, report):
        """What is paid before a year charges less than with the capex of the year itself."""
        test = report.tests["alphabet"]
        tested = [y for y in test.years if y.tested]
        assert [y.year for y in tested] == list(range(2020, 2026))
        assert all(
            y.before.value < y.own.value for y in tested if y.year not in (2021, 2023)
        )  # lives grew longer in these
        low, middle, high = (
            test.schedule.four(report.quarter, case).value for case in ("low", "middle", "high")
        )
        assert low < middle < high

    def test_the_answer_never_tells_the_schedule_without_how_it_did(self, report):
        told = " ".join(str(s) for s in funding.front_page(report).summary)
        assert ("By the schedule" in told) == ("the schedule missed what was filed by more than 10" in told)

    def test_a_schedule_of_two_long_names_is_told_within_a_title(self):
        """Microsoft and Alphabet had filed for 2023 by the end of January 2024."""
        told = ahead_message(funding.Funding("2023Q4", as_of="2024-01-31")).fitting(TITLE_WIDTH)
        assert "Microsoft" in told.text
        assert "Alphabet" in told.text
        assert columns(told.text) <= TITLE_WIDTH

    def test_what_a_dollar_of_capex_was_followed_by(self, report):
        """AWS sold 148.4 bn in four quarters, 116.4 bn in those before; Amazon had spent 59.6 bn in the year to June 2024."""
        assert added(report, "cloud_revenue", "amazon", report.quarter).value == pytest.approx(
            0.54, abs=0.005
        )
        assert not added(report, "cloud_revenue", "microsoft", report.quarter - 1).known


def test_capex_two_years_before_is_found_though_no_chart_goes_back_so_far():
    """AWS sold 35.0 bn in 2019, 25.7 bn in 2018; Amazon had spent 12.0 bn in 2017: 0.78 a dollar."""
    early = funding.Funding("2019Q4")
    assert added(early, "cloud_revenue", "amazon", early.quarter).value == pytest.approx(0.784, abs=0.001)


CASES = (
    {"quarter": "2019Q1"},
    {"quarter": "2019Q4"},
    {"quarter": "2020Q2", "language": "zh-Hant"},
    {"quarter": "2022Q3", "companies": ("meta",)},
    {"quarter": "2025Q1", "companies": ("amazon", "meta"), "language": "zh-Hans"},
    {"quarter": "2023Q4", "as_of": "2024-02-15"},
    {"quarter": "2026Q2", "language": "zh-Hant"},
    {"quarter": "2026Q2", "companies": ("alibaba",)},
    {"quarter": "2024Q4", "companies": ("nvidia", "coreweave", "huawei", "oracle"), "delay": 3},
)


@turned("asked", CASES, 2)
def test_every_sentence_holds_whatever_is_asked(asked):
    records = collect("funding", dict(asked))
    assert records
    assert faults_in(records) == []


def test_the_schedule_is_held_against_what_both_ends_filed_and_the_rest_is_named():
    """Meta's 6.00 bn of the second quarter of 2026 is quoted of 0001628280-26-050705, with the 4.28 bn that 2025 tags."""
    exhibit = funding.schedule_tested(funding.Funding("2026Q2"))
    assert {p.of for p in exhibit.title.printed} == {"microsoft", "alphabet"}
    assert "Amazon cannot be compared" in exhibit.title.text
    assert not any("Meta" in note for note in exhibit.notes)
