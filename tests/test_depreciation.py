"""The schedule of depreciation: what is charged, over which lives, and how it is held against what was filed."""

from __future__ import annotations

import datetime as dt
import math
import shutil
from dataclasses import replace

import pytest

from cloudcapex.errors import UsageError
from cloudcapex.metrics.points import Point, no_point
from cloudcapex.metrics.stretches import Stretch
from cloudcapex.models.back_test import BackTest, back_tests
from cloudcapex.models.depreciation import Schedule, WearTerms, assumed, charges
from cloudcapex.models.leases import Leased, by_quarter, leases
from cloudcapex.models.lives import FIRST, Life, changed_lives, in_force, lives
from cloudcapex.periods import Quarter, last_quarter

ALL_SHORT, NEWEST = WearTerms(1.0, 20.0, 0), dt.date(2026, 10, 9)
TERMS = dict.fromkeys(("low", "middle", "high"), ALL_SHORT)


class TestSchedule:
    def test_a_cost_is_charged_evenly_over_its_life_and_in_full(self):
        """1,200 over three years of four quarters each: 100 a quarter, twelve times."""
        charged = charges([1200.0], [3.0] * 16, ALL_SHORT)
        assert charged[:12] == pytest.approx([100.0] * 12)
        assert charged[12:] == [0.0] * 4

    def test_a_longer_life_spreads_what_is_left_over_the_time_that_is_left(self):
        """After four of twelve quarters 800 are left; over six years twenty quarters are, of 40 each."""
        charged = charges([1200.0], [3.0] * 4 + [6.0] * 30, ALL_SHORT)
        assert charged[3:5] == pytest.approx([100.0, 40.0])
        assert math.fsum(charged) == pytest.approx(1200.0)

    def test_a_shorter_life_that_has_passed_already_charges_the_rest_at_once(self):
        charged = charges([1200.0], [6.0] * 16 + [3.0] * 8, ALL_SHORT)
        assert charged[16] == pytest.approx(1200.0 - 16 * 50.0)
        assert charged[17:] == [0.0] * 7

    def test_the_long_lived_part_and_the_delay(self):
        charged = charges([800.0], [4.0] * 8, WearTerms(0.5, 10.0, 2))
        assert charged[:2] == [0.0, 0.0]
        assert charged[2:] == pytest.approx([400 / 16 + 400 / 40] * 6)

    @pytest.mark.parametrize("share", [0.2, 0.6, 1.0])
    @pytest.mark.parametrize("delay", [0, 3])
    def test_nothing_is_charged_that_was_not_paid_and_nothing_is_lost(self, share, delay):
        capex = [100.0, 250.0, 30.0, 470.0]
        charged = charges(capex, [4.5] * 10 + [6.0] * 90, WearTerms(share, 15.0, delay))
        assert math.fsum(charged) == pytest.approx(math.fsum(capex))
        assert min(charged) >= 0.0

    def test_an_unknown_quarter_hides_the_sum_only_as_long_as_it_may_be_in_use(self):
        charged = charges([math.nan, 100.0], [1.0] * 8, WearTerms(0.6, 20.0, 0))
        assert [math.isnan(c) for c in charged] == [True] * 4 + [False] * 4

    def test_no_life_no_schedule(self):
        assert all(map(math.isnan, charges([100.0], [math.nan] * 2, ALL_SHORT)))

    @pytest.mark.parametrize("text", ["0.6", "0.7..0.6..0.5", "0..0.5..1", "0.5..0.6..1.1", "a..b..c"])
    def test_a_range_that_cannot_be_is_refused(self, text):
        with pytest.raises(UsageError, match="parameter short_share"):
            assumed(text, "15..20..25", 1)

    def test_the_ends_charge_least_and_most(self):
        terms = assumed("0.5..0.6..0.7", "15..20..25", 1)
        assert (terms["low"], terms["high"]) == (WearTerms(0.5, 25.0, 1), WearTerms(0.7, 15.0, 1))
        with pytest.raises(UsageError, match="parameter delay"):
            assumed("0.5..0.6..0.7", "15..20..25", 9)


class TestLives:
    def test_microsofts_servers_last_six_years_since_july_2022(self):
        """Four years before (10-K of 2022); a quarter has the life in force on its first day."""
        told = lives("microsoft", NEWEST)
        assert [in_force(told, Quarter.parse(q)) for q in ("2022Q2", "2022Q3")] == [4.0, 6.0]
        assert told[0].since == FIRST.start

    def test_of_a_life_that_no_document_told_by_the_day_nothing_is_known(self):
        assert lives("meta", dt.date(2021, 1, 1)) == []
        assert math.isnan(in_force([Life(dt.date(2024, 1, 1), 5.0, "a")], Quarter(2023, 4)))

    def test_a_year_is_no_longer_for_its_leap_day(self):
        """Microsoft's six years add 3.7 bn to fiscal 2023; what is left of them in fiscal 2024, 2.1 bn, is a rest of it."""
        (one,) = (r for r in changed_lives(("microsoft",), Quarter(2023, 4), NEWEST) if r.since.year == 2022)
        assert (one.effect, str(one.effect_end)) == (3_700_000_000.0, "2023-06-30")

    def test_of_several_documents_the_one_that_knows_most_tells_a_change(self):
        """Each change once, by company and day; 3.9 bn less in 2023 at Alphabet was reported, 3.4 bn had been expected."""
        found = changed_lives(("meta", "alphabet"), Quarter(2024, 4), NEWEST)
        assert len({(r.company, r.asset, r.since) for r in found}) == len(found)
        assert [r.company for r in found] == sorted((r.company for r in found), reverse=True)
        (one,) = (r for r in found if (r.company, r.asset, r.since.year) == ("alphabet", "servers", 2023))
        assert (one.years_before, one.effect, one.effect_basis) == (4.0, -3_900_000_000.0, "reported")
        assert all(
            r.since <= dt.date(2022, 12, 31) for r in changed_lives(("meta",), Quarter(2022, 4), NEWEST)
        )


def paid(amount: float, quarter: Quarter) -> Point:
    return Point(
        "meta", "capex_cash", quarter, amount, unit="USD", basis="reported", evidence="filed", sources=("a",)
    )


def told(first: Quarter, last: Quarter, value: float, definition: str = "as_filed") -> Stretch:
    return Stretch("meta", "depreciation", definition, first, last, value, "USD", "reported", "filed", ("b",))


def obtained(amount: float, first: int, last: int) -> Leased:
    return Leased(Quarter(2022, first), paid(amount, Quarter(2022, last)))


def beside(*stretches: Stretch) -> BackTest:
    """A company that pays the same every quarter for what lasts four years, so that it charges what it pays."""
    capex = tuple(paid(400.0, FIRST + n) for n in range(60))
    return BackTest(Schedule("meta", capex, (Life(FIRST.start, 4.0, "c"),), TERMS), stretches)


class TestLeases:
    def test_of_a_year_what_its_quarters_do_not_tell_is_spread_evenly(self):
        year, first = obtained(100.0, 1, 4), obtained(10.0, 1, 1)
        assert by_quarter([year, first]) == {Quarter(2022, 1): 10.0} | {
            Quarter(2022, n): 30.0 for n in (2, 3, 4)
        }
        assert by_quarter([]) == {}

    def test_a_fiscal_year_of_oracle_stands_in_the_quarters_that_hold_its_own(self):
        """2,900 m in its fiscal 2025, 902 m of them in nine months to February (0000950170-25-087926, 0001193125-26-101045)."""
        told_of = {
            (str(one.first), str(one.told.quarter)): one.told.value
            for one in leases("oracle", Quarter(2026, 2), NEWEST)
        }
        assert told_of["2024Q3", "2025Q2"] == 2_900_000_000
        assert told_of["2024Q3", "2025Q1"] == 902_000_000
        quarters = by_quarter(leases("oracle", Quarter(2026, 2), NEWEST))
        assert math.fsum(quarters[Quarter(2024, 3) + n] for n in range(4)) == pytest.approx(2_900_000_000)

    def test_what_was_leased_is_charged_like_what_was_paid_and_counts_by_its_quarter(self):
        bare, beside_it = beside().schedule, beside().schedule
        extra = Leased(bare.newest, replace(paid(1600.0, bare.newest), sources=("b",)))
        more = replace(beside_it, leases=(extra,))
        assert more.four(bare.newest).value - bare.four(bare.newest).value == pytest.approx(100.0)
        assert (
            more.four(bare.newest + 4, paid=bare.newest - 4).value
            == bare.four(bare.newest + 4, paid=bare.newest - 4).value
        )
        assert "b" in more.four(bare.newest).sources
        assert "b" not in bare.four(bare.newest).sources

    def test_microsofts_leases_bring_the_schedule_nearer_to_what_it_files(self):
        """24,608 m obtained under finance leases in its fiscal 2026, 5,122 m of them in the last quarter (0001193125-26-323660)."""
        terms = assumed("0.5..0.6..0.7", "15..20..25", 1)
        test = back_tests(["microsoft"], Quarter(2026, 2), NEWEST, terms)["microsoft"]
        quarters = by_quarter(test.schedule.leases)
        assert quarters[Quarter(2026, 2)] == 5_122_000_000
        assert math.fsum(quarters[Quarter(2025, 3) + n] for n in range(4)) == 24_608_000_000
        bare = replace(test, schedule=replace(test.schedule, leases=()))
        with_, without = ([abs(y.off) for y in one.years if y.tested] for one in (test, bare))
        assert (len(with_), sum(off > 0.1 for off in with_)) < (
            len(without),
            sum(off > 0.1 for off in without),
        )
        assert math.fsum(with_) < math.fsum(without)


class TestBackTest:
    def test_why_a_year_is_not_there_is_what_the_series_says(self, tmp_path, monkeypatch, checkout):
        """Meta’s 10-Q of June 2026 (0001628280-26-050705) is out: without its row the quarter waits to be entered."""
        shutil.copytree(checkout / "data", tmp_path / "data")
        told = tmp_path / "data" / "facts" / "disclosures.csv"
        lines = told.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith("meta,depreciation,as_filed,2026-04-01,")]
        assert len(kept) == len(lines) - 1
        told.write_text("".join(kept), encoding="utf-8")
        assert back_tests(["meta"], Quarter(2026, 2), NEWEST, TERMS)["meta"].filed(Quarter(2026, 2)).known
        monkeypatch.setenv("CLOUDCAPEX_HOME", str(tmp_path))
        test = back_tests(["meta"], Quarter(2026, 2), NEWEST, TERMS)["meta"]
        assert (test.filed(Quarter(2026, 2)).reason, test.filed(Quarter(2026, 1)).known) == (
            "not_entered",
            True,
        )

    def test_a_year_told_in_most_years_before_waits_to_be_entered(self):
        """Amazon told 2020 to 2024 in its 10-K and never four quarters to a June; so did nobody before 2020."""
        test = back_tests(["amazon"], Quarter(2026, 2), NEWEST, TERMS)["amazon"]
        reasons = {
            str(q): test.filed(q).reason for q in (Quarter(2025, 4), Quarter(2026, 2), Quarter(2019, 4))
        }
        assert reasons == {"2025Q4": "not_entered", "2026Q2": "not_disclosed", "2019Q4": "not_disclosed"}
        read = replace(test, searched={Quarter(2025, 4)})
        assert read.filed(Quarter(2025, 4)).reason == "not_disclosed"
        early = back_tests(["amazon"], Quarter(2025, 4), dt.date(2026, 1, 15), TERMS)["amazon"]
        assert early.filed(Quarter(2025, 4)).reason == "not_yet_filed"

    def test_four_quarters_are_told_as_a_year_or_laid_end_to_end(self):
        year = told(Quarter(2022, 1), Quarter(2022, 4), 1600.0)
        quarters = [told(q, q, 500.0) for q in (Quarter(2023, n) for n in range(1, 5))]
        test = beside(year, *quarters)
        assert (test.filed(Quarter(2022, 4)).value, test.filed(Quarter(2022, 4)).basis) == (
            1600.0,
            "reported",
        )
        assert (test.filed(Quarter(2023, 4)).value, test.filed(Quarter(2023, 4)).basis) == (2000.0, "derived")
        assert not test.filed(Quarter(2023, 2)).known

    def test_two_definitions_are_never_added(self):
        halves = [
            told(Quarter(2022, 1), Quarter(2022, 2), 1.0, "old"),
            told(Quarter(2022, 3), Quarter(2022, 4), 1.0),
        ]
        assert not beside(*halves).filed(Quarter(2022, 4)).known

    def test_a_year_is_off_by_what_the_schedule_is_above_what_was_filed(self):
        (year,) = (y for y in beside(told(Quarter(2022, 1), Quarter(2022, 4), 2000.0)).years if y.tested)
        assert (year.year, year.own.value, year.filed.value) == (2022, pytest.approx(1600.0), 2000.0)
        assert year.off == pytest.approx(-0.2)
        assert year.before.value < year.own.value  # without the capex of the year itself

    def test_the_part_of_what_was_filed(self):
        test = beside(told(Quarter(2022, 1), Quarter(2022, 4), 2000.0))
        assert test.part_of_filed(Quarter(2022, 4)).value == pytest.approx(0.8)
        assert not test.part_of_filed(Quarter(2021, 4)).known

    def test_what_is_paid_already_runs_out(self):
        """400 a quarter for sixteen quarters: of the last four quarters' charge of 1,600 three years later a part is left."""
        schedule = beside().schedule
        ahead = [schedule.ahead(n).value for n in (1, 2, 3, 4, 5)]
        assert ahead == pytest.approx([25.0 * n for n in (54, 38, 22, 6, 0)])
        assert schedule.ahead(1).quarter == schedule.newest

    def test_capex_that_may_be_in_use_and_is_unknown_leaves_the_year_out(self):
        capex = (*(paid(400.0, FIRST + n) for n in range(55)), no_point("meta", "capex_cash", FIRST + 55))
        test = BackTest(Schedule("meta", capex, (Life(FIRST.start, 4.0, "c"),), TERMS), ())
        assert [y.year for y in test.years if not y.own.known] == [2022]

    @pytest.mark.parametrize(
        ("month", "last"), [(12, "2024Q4"), (6, "2024Q2"), (5, "2024Q2"), (1, "2023Q4"), (3, "2024Q1")]
    )
    def test_a_fiscal_year_ends_in_the_quarter_that_holds_the_middle_of_its_last(self, month, last):
        assert str(last_quarter(2024, month)) == last
