"""Figures as companies last stated them, with the ends that their words leave: read, computed with, shown, and proved."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import shown
from cloudcapex import facts
from cloudcapex.checks import hedged as hedge_check
from cloudcapex.language import Language, Number
from cloudcapex.metrics.stated import over, part_of, stated
from cloudcapex.periods import Quarter
from cloudcapex.reports import customers
from cloudcapex.reports import review as show
from cloudcapex.reports.review.capex_mix import mixes
from cloudcapex.reports.stated import floored, standing
from cloudcapex.schema import TABLES
from cloudcapex.statements.proof import prove

NEWEST = Quarter.parse("2026Q2")
TODAY = dt.date(2026, 10, 9)


def last(company: str, metric: str, quarter: Quarter = NEWEST, as_of: dt.date = TODAY):
    return stated(company, metric, quarter, as_of)[-1]


def texts(exhibit: object) -> list[list[str]]:
    return [[cell.text for cell in row] for row in exhibit.body.rows]


def column(exhibit: object, head: str) -> list[str]:
    place = [c.head for c in exhibit.body.columns].index(head)
    return [row[place] for row in texts(exhibit)]


@pytest.fixture(scope="module")
def review():
    return shown.newest()


class TestReading:
    def test_about_a_fraction_is_within_five_points(self):
        # microsoft-fy26-q4-call: roughly two thirds on short-lived assets.
        told = last("microsoft", "capex_short_lived_share")
        assert (told.point.value, told.point.bounds, told.qualifier) == (0.667, (0.617, 0.717), "about")
        assert told.day == dt.date(2026, 7, 29)

    def test_past_a_number_has_no_upper_end(self):
        # microsoft-fy25-q4-call: more than half of capex on long-lived assets.
        told = last("microsoft", "capex_long_lived_share")
        assert told.point.bounds == (0.5, math.inf)
        assert (told.point.quarter, told.qualifier) == (Quarter(2025, 2), "over")

    def test_short_of_a_number_has_no_lower_end(self):
        # alphabet-2026-q1-call: nearly 800 %.
        told = last("alphabet", "genai_product_growth_reported")
        assert (told.point.bounds, told.qualifier) == ((-math.inf, 8.0), "up_to")

    def test_what_a_company_says_it_has_passed_is_a_lower_end(self):
        # amazon-2026-q2-call, on the definition lower_bound.
        told = last("amazon", "cloud_ai_run_rate")
        assert (told.point.bounds, told.qualifier) == ((25_000_000_000, math.inf), "over")

    def test_a_figure_of_a_year_counts_as_of_its_last_quarter(self):
        # amazon-2023-q4-call: about 60 % of capital investments of 2023.
        told = last("amazon", "capex_infrastructure_share")
        assert told.point.quarter == Quarter(2023, 4)
        assert told.point.period_start == dt.date(2023, 1, 1)
        assert last("nvidia", "inference_share_of_data_center_revenue").point.quarter == Quarter(2024, 2)

    def test_of_a_quarter_and_a_year_that_end_together_the_quarter_stands(self):
        # kr-asia-com-on-baidu-fy2025: 43 % of the fourth quarter, 39 % of the year.
        told = last("baidu", "core_ai_share_of_general_business", Quarter(2025, 4))
        assert (told.point.value, told.point.period_start) == (0.43, dt.date(2025, 10, 1))

    def test_nothing_said_later_is_known_before(self):
        day = dt.date(2026, 1, 27)  # Microsoft said two thirds on the 28th.
        told = last("microsoft", "capex_short_lived_share", Quarter(2025, 4), day)
        assert (told.point.quarter, told.point.value) == (Quarter(2025, 3), 0.5)
        assert stated("alphabet", "server_share_of_infrastructure", Quarter(2025, 1), TODAY) == []

    def test_a_definition_that_is_asked_for_stands_before_the_newest(self):
        before = stated("microsoft", "azure_growth", Quarter(2023, 4), TODAY, "azure_before_fy25")[-1]
        assert before.point.value == 0.30
        assert last("microsoft", "azure_growth", Quarter(2023, 4)).point.value == 0.33


class TestArithmetic:
    def test_a_part_is_as_wide_as_its_words(self, review):
        share = last("nvidia", "large_cloud_share_of_data_center_revenue").point
        sales = review.point("data_center_revenue", "nvidia", share.quarter)
        made = part_of(share, sales, "x")
        # 0001045810-26-000052: 75.246bn, of which about half.
        assert made.value == pytest.approx(37_623_000_000)
        assert made.bounds == pytest.approx((0.45 * 75_245_500_000, 0.55 * 75_246_500_000))
        assert made.basis == "derived"
        assert set(share.sources) < set(made.sources)

    def test_an_open_share_leaves_its_part_open(self, review):
        share = stated("nvidia", "large_cloud_share_of_data_center_revenue", Quarter(2025, 4), TODAY)[
            -1
        ].point
        made = part_of(share, review.point("data_center_revenue", "nvidia", share.quarter), "x")
        assert made.low == pytest.approx(31_156_750_000)
        assert made.high == math.inf

    def test_points_over_growth_are_as_wide_as_their_rounding(self):
        points, growth = (
            last("microsoft", m, Quarter(2025, 1)).point for m in ("azure_ai_points", "azure_growth")
        )
        made = over(points, growth, "x")
        assert made.value == pytest.approx(16 / 33)
        assert made.bounds == pytest.approx((0.155 / 0.335, 0.165 / 0.325))


class TestWhatCapexBuys:
    def test_the_title_names_what_is_stated_of_the_quarter(self, review):
        title = show.capex_mix(review).title
        assert title.text == (
            "Capex, as stated: Microsoft about 67\u202f% short-lived assets, Alphabet about 60\u202f% servers (of infrastructure)"
        )
        assert len(title.assertions) == 2

    def test_dollars_are_computed_on_the_basis_of_the_words(self, review):
        exhibit = show.capex_mix(review)
        amounts = dict(zip(zip(column(exhibit, "Company"), column(exhibit, "What it is spent on"), strict=True),
                           column(exhibit, "Computed"), strict=True))  # fmt: skip
        # 61.7 to 71.7 % of 41.0bn incl. finance leases; 57.5 to 62.5 % of 44.9bn of cash.
        assert amounts["Microsoft", "Short-lived assets"] == "$25–29.8bn"
        assert amounts["Alphabet", "Servers (of infrastructure)"] == "$25.8–28.1bn"
        # 57.5 to 62.5 % of the 48.4bn that Amazon called capital investments in 2023; a balance buys nothing.
        assert amounts["Amazon", "Technology infrastructure"] == "$27.8–30.3bn"
        assert amounts["Amazon", "Equipment in gross property"] == "–"
        marks = {row[5].marks for row in exhibit.body.rows if row[5].kind == "figure"}
        assert marks == {"d", "e"}

    @pytest.mark.parametrize(
        "quarter", ["2024Q4", "2025Q1", "2025Q2", "2025Q3", "2025Q4", "2026Q1", "2026Q2"]
    )
    def test_the_caveat_of_a_definition_stands_under_the_amount_computed_with_it(self, quarter):
        """60 % of technical infrastructure times all of capex: the definition said so, and no page did."""
        made = show.Review(quarter)
        notes = " ".join(show.capex_mix(made).notes)
        told = [
            text
            for m in mixes(made)
            if m.amount.known
            and (text := facts.caveat(m.last.point.metric, m.member.company, m.last.point.definition))
        ]
        assert all(text in notes for text in told)
        assert bool(told) == ("the amount is somewhat too high" in notes)
        if quarter == "2026Q2":
            assert "Alphabet: The share is told of technical infrastructure" in notes

    def test_nothing_is_summed(self, review):
        assert not show.capex_mix(review).body.total

    def test_before_anything_was_said_one_line_says_so(self):
        exhibit = show.capex_mix(show.Review("2019Q1"))
        assert exhibit.title.text == "The data hold no words on what capex buys up to 2019Q1"
        assert exhibit.body.kind == "absence"

    def test_an_older_word_is_told_with_its_quarter(self):
        title = show.capex_mix(show.Review("2024Q1")).title.text
        assert title == "Capex, as last stated for 2023Q4: Amazon about 60\u202f% technology infrastructure"

    def test_a_readers_own_company_stands_alone(self):
        exhibit = show.capex_mix(show.Review("2026Q2", ["alphabet"]))
        assert column(exhibit, "Company") == ["Alphabet"]

    def test_the_rows_say_the_ends(self, review):
        data = show.capex_mix(review).data.set_index(["company", "metric"])
        row = data.loc[("alphabet", "server_share_of_infrastructure")]
        assert (row["low"], row["value"], row["high"]) == (0.575, 0.6, 0.625)
        assert math.isnan(data.loc[("microsoft", "capex_long_lived_share"), "high"])


class TestStanding:
    """What was stated before is held against what was stated last on one definition alone."""

    def some(self, *definitions: str):
        told = stated("alphabet", "server_share_of_infrastructure", NEWEST, TODAY)
        return [
            replace(one, point=replace(one.point, definition=name))
            for one, name in zip(told, definitions, strict=False)
        ]

    def stood(self, *definitions: str, apart: int = 0):
        return standing(facts.group("capex_mix")[0], self.some(*definitions), apart)

    def test_the_one_before_of_its_definition(self):
        stood = self.stood("a", "a", "a")
        assert (str(stood.last.point.quarter), str(stood.before.point.quarter)) == ("2025Q4", "2025Q3")
        assert stood.parted is None
        assert str(self.stood("a", "a", "a", apart=2).before.point.quarter) == "2025Q2"
        assert str(self.stood("a", "a", apart=4).before.point.quarter) == "2025Q2"

    def test_a_changed_definition_parts_them(self):
        stood = self.stood("a", "a", "b")
        assert stood.before is None
        assert str(stood.parted.point.quarter) == "2025Q3"
        assert self.stood("b").parted is None

    def test_one_of_its_own_further_back_stands(self):
        stood = self.stood("b", "a", "b")
        assert str(stood.before.point.quarter) == "2025Q2"
        assert stood.parted is None

    def test_what_a_company_has_passed_counts_as_what_it_tells(self):
        assert self.stood("a", "lower_bound").before is not None
        assert self.stood("lower_bound", "a").before is not None

    def test_the_table_marks_it_and_says_why(self):
        """Microsoft's half of 2025Q1 was of what it spends on cloud and AI, that of 2025Q2 (its call of July 2025) of all capex."""
        exhibit = show.capex_mix(show.Review("2025Q2"))
        rows = {row[1].text: row for row in exhibit.body.rows if row[0].text == "Microsoft"}
        assert (rows["Long-lived assets"][2].text, rows["Long-lived assets"][2].kind) == ("n/c", "missing")
        assert any(
            "another definition, and the two are not compared: Microsoft (2025Q1)." in note
            for note in exhibit.notes
        )

    def test_without_a_change_nothing_is_said(self):
        exhibit = show.capex_mix(show.Review("2025Q1"))
        assert "≈50\u202f% (2024Q4)" in column(exhibit, "Stated before") or ">50\u202f% (2024Q4)" in column(
            exhibit, "Stated before"
        )
        assert not any("another definition" in note for note in exhibit.notes)

    def test_what_was_never_stated_before_has_its_mark(self):
        """Of Amazon's infrastructure share the call of February 2024 is the only one."""
        cells = [row[2] for row in show.capex_mix(show.Review("2023Q4")).body.rows]
        assert "n/d" in {cell.text for cell in cells}
        assert all(cell.text for cell in cells)

    def test_customers_have_the_same_guard(self, monkeypatch):
        review = show.Review("2026Q2")

        def planted(asked, member):
            told = stated(member.company, member.metric, asked.quarter, asked.as_of)
            if member.metric != "commercial_rpo_growth_ex_openai":
                return told
            return [*told[:-1], replace(told[-1], point=replace(told[-1].point, definition="another"))]

        monkeypatch.setattr(customers, "told", planted)
        (row,) = (s for s in customers.said(review) if s.member.metric == "commercial_rpo_growth_ex_openai")
        assert row.before is None
        assert str(row.parted.point.quarter) == "2026Q1"


class TestAiPart:
    def test_the_title_says_how_old_the_figure_is(self, review):
        assert show.ai_part(review).title.text == (
            "AI accounts for 16\u202fpp of Azure’s growth of 33\u202f% in 2025Q1, as last stated"
        )

    def test_each_figure_has_its_age(self, review):
        exhibit = show.ai_part(review)
        ages = dict(zip(column(exhibit, "Figure on AI"), column(exhibit, "Quarters old"), strict=True))
        assert ages["Azure growth from AI"] == "5"
        assert ages["AI business run-rate"] == "1"
        assert ages["AWS AI run-rate"] == "0"
        assert ages["Generative AI in AI cloud"] == "8"

    def test_a_floor_leaves_a_floor(self, review):
        exhibit = show.ai_part(review)
        parts = dict(zip(column(exhibit, "Figure on AI"), column(exhibit, "AI’s part"), strict=True))
        # amazon-2026-q2-call: over 25bn of 169bn, which is over 14.8 %: more than 15 % was not said.
        assert parts["AWS AI run-rate"] == ">14\u202f%"
        assert parts["Azure growth from AI"] == "≈48\u202f%"

    def test_a_replay_has_the_points_of_its_day(self):
        # microsoft-fy24-q2-call of 30 January 2024, before the definition of August.
        exhibit = show.ai_part(shown.replayed())
        assert exhibit.title.text == "AI accounts for 6\u202fpp of Azure’s growth of 30\u202f% in 2023Q4"

    def test_a_hedge_stands_in_the_sentence(self):
        # microsoft-fy25-q1-call: roughly 12 points.
        title = show.ai_part(show.Review("2024Q3")).title
        assert title.text == "AI accounts for about 12\u202fpp of Azure’s growth of 33\u202f% in 2024Q3"
        assert prove(title.records()) == []

    def test_a_company_without_points_leads_with_its_own_figure(self):
        title = show.ai_part(show.Review("2026Q2", ["amazon", "meta"])).title.text
        assert title == "AI’s part, as stated for 2026Q2: Amazon, AWS AI run-rate more than $25bn"


class TestBuyers:
    def test_what_is_stated_in_dollars_is_no_range(self, review):
        # nvidia's release of 26 August 2026: hyperscale 48.71bn.
        assert show.chip_buyers(review).title.text == (
            "Large clouds bought $48.7bn from NVIDIA in 2026Q2, equal to 27–32\u202f% of clouds’ capex"
        )

    def test_what_is_computed_stands_between_its_ends(self):
        title = show.chip_buyers(show.Review("2024Q2")).title.text
        assert (
            title
            == "NVIDIA says it sold large clouds $11.2–12.5bnˢ in 2024Q2, equal to 20–26\u202f%ˢ of clouds’ capex"
        )

    def test_a_rounded_figure_leaves_its_part_open(self):
        # nvidia-fy27-q1-call: 38bn, of 129.4 to 148.4bn.
        title = show.chip_buyers(show.Review("2026Q1")).title.text
        assert (
            title == "Large clouds bought $38bn from NVIDIA in 2026Q1, equal to 25–30\u202f% of clouds’ capex"
        )

    def test_an_open_end_stays_open(self):
        # 31.157 of 130.665bn, 23.8 per cent: a floor is never rounded up.
        title = show.chip_buyers(show.Review("2025Q4")).title.text
        assert title == (
            "NVIDIA says it sold large clouds at least $31.1bn in 2025Q4, equal to at least 23\u202f% of clouds’ capex"
        )

    def test_what_the_press_passes_on_has_its_letter_in_title_and_cells(self):
        # The share of 2023Q4 is second-hand: so is what is computed from it.
        exhibit = show.chip_buyers(show.Review("2023Q4"))
        assert exhibit.title.text.startswith("NVIDIA says it sold large clouds at least $9.17bnˢ in 2023Q4")
        assert exhibit.title.text.endswith("at least 20\u202f%ˢ of clouds’ capex")
        (row,) = exhibit.body.rows
        assert [row[n].marks for n in (4, 6)] == ["ds", "s"]
        assert prove(exhibit.title.records()) == []

    def test_a_quarter_without_a_word_says_so_and_names_the_last(self):
        title = show.chip_buyers(show.Review("2025Q2")).title.text
        assert title == (
            "The data hold no figure of what large clouds bought from NVIDIA in 2025Q2; in 2024Q4 it was $16–19.6bnˢ"
        )

    def test_inference_was_told_and_stopped(self, review):
        exhibit = show.chip_buyers(review)
        told = dict(
            zip(column(exhibit, "Quarter"), column(exhibit, "of which inference, four quarters"), strict=True)
        )
        assert (told["2024Q1"], told["2024Q2"], told["2024Q3"]) == ("≈40\u202f%", ">40\u202f%", "n/d")
        assert any("the data hold none after 2024Q2" in note for note in exhibit.notes)

    def test_nobody_knew_before_it_was_said(self):
        exhibit = show.chip_buyers(shown.replayed())
        assert exhibit.body.kind == "absence"


@pytest.mark.parametrize("quarter", ["2019Q1", "2023Q4", "2025Q2", "2026Q1"])
@pytest.mark.parametrize("companies", [None, ["alphabet"], ["alibaba", "baidu"]])
@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_every_title_is_proved(quarter, companies, language):
    review = show.Review(quarter, companies, language=language)
    titles = [make(review).title for make in (show.capex_mix, show.ai_part, show.chip_buyers)]
    assert prove([record for title in titles for record in title.records()]) == []


@given(st.floats(1e6, 9e12), st.sampled_from(["en", "zh-Hans", "zh-Hant"]))
def test_a_floor_is_written_without_rounding(value, code):
    low = floored(value, "USD")
    assert -1e-9 * value <= value - low < value / 100
    written = Language(code).write(Number(low, "USD"))
    digits, scale = re.search(r"[\d.,]+", written)[0], re.search(r"[mbt]n?$|[万亿萬億兆]+", written)
    worth = {
        "m": 1e6,
        "bn": 1e9,
        "tn": 1e12,
        "万": 1e4,
        "萬": 1e4,
        "亿": 1e8,
        "億": 1e8,
        "万亿": 1e12,
        "兆": 1e12,
    }
    assert float(digits.replace(",", "")) * worth[scale[0]] == pytest.approx(low, rel=1e-9)


def test_every_hedge_is_of_a_figure():
    assert hedge_check.hedges_leave_their_figure().status == "passed"


@pytest.mark.parametrize(
    ("row", "column", "what"),
    [
        ({"qualifier": "over", "low": "0.5", "high": "0.6"}, "high", "over has no high end"),
        ({"qualifier": "over", "low": "", "high": ""}, "low", "over has a low end"),
        ({"qualifier": "up_to", "low": "0.5", "high": "0.6"}, "low", "up_to has no low end"),
        ({"qualifier": "about", "low": "0.5", "high": ""}, "high", "about has a high end"),
        ({"qualifier": "about", "low": "0.6", "high": "0.5"}, "high", "0.5 is not above 0.6"),
    ],
)
def test_the_ends_of_a_hedge_are_those_of_its_word(row, column, what):
    fault = TABLES["hedges"].sound(row)
    assert (fault.column, fault.what) == (column, what)


@pytest.mark.parametrize(
    ("share", "floor"), [(0.29, 0.29), (0.57, 0.57), (0.148, 0.14), (0.2399, 0.23), (1.0, 1.0), (0.004, 0.0)]
)
def test_a_share_is_rounded_down_and_a_whole_per_cent_stays(share, floor):
    # 0.29 * 100 is 28.999999999999996 in floating point.
    assert floored(share) == floor
