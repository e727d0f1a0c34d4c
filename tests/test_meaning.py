"""Page two of the review: five answers, two readings, the limits that would change them, and what is due next."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from html import unescape

import pytest

from cloudcapex.cli.readers import readers
from cloudcapex.errors import DataError
from cloudcapex.exhibits.exhibit import Exhibit
from cloudcapex.language.marks import raised
from cloudcapex.paths import data_dir
from cloudcapex.reports import review as show
from cloudcapex.reports.returns import added
from cloudcapex.reports.review.guidance.forecast import newest_forecast
from cloudcapex.reports.review.guidance.given import given, open_years, seen_until
from cloudcapex.reports.review.guidance.sentences import apart_message
from cloudcapex.reports.review.meaning.answers import answers
from cloudcapex.reports.review.meaning.limits import limit_of
from cloudcapex.reports.review.meaning.limits import tested as with_a_number
from cloudcapex.reports.review.meaning.next_reports import due_reports, next_sentence
from cloudcapex.reports.review.meaning.readings import pair, readings
from cloudcapex.statements.proof import prove
from cloudcapex.statements.proof.numbers import read
from cloudcapex.theses.file import read_theses
from cloudcapex.upcoming import upcoming
from turning import turned

CASES = [
    ("2026Q2", {}),
    ("2019Q1", {}),
    ("2020Q2", {}),
    ("2022Q3", {"companies": ["meta"]}),
    ("2022Q3", {"companies": ["amazon", "meta"]}),
    ("2019Q2", {"companies": ["tencent"]}),
    ("2024Q4", {"companies": ["amazon", "baidu"]}),
    ("2025Q4", {"companies": ["alibaba", "tencent"]}),
    ("2023Q4", {"as_of": "2024-02-15"}),
    ("2025Q1", {}),
    ("2024Q2", {"basis": "capex_with_finance_leases"}),
]


@pytest.mark.parametrize("quarter", ["2026Q2", "2023Q4"])
def test_a_reading_has_the_digits_and_letters_of_the_table_beside_it(quarter):
    """Run-rates that laboratories state roundly, and second-hand: their ratio carries no more digits, and the letter."""
    review = show.Review(quarter)
    (cell,) = (row[2] for row in show.thesis_limits(review).body.rows if row[0].text == "No business model")
    # A cash flow of 2023 was restated since: tables tell so, sentences tell how well a figure is known.
    assert (cell.text, cell.marks) == {"2026Q2": ("15\u202f%", "s"), "2023Q4": ("1.4\u202f%", "rs")}[quarter]
    letters = raised(cell.marks.replace("r", ""))
    assert any(said.text.endswith(f"at {cell.text}{letters}.") for _, said in readings(review))


@pytest.fixture(scope="module")
def of_2025() -> show.Review:
    return show.Review("2025Q1")


def numbers(printed: set[str]) -> list[float]:
    return [float(text) for text in printed if re.fullmatch(r"[\d.]+", text)]


def amounts(text: str) -> list[float]:
    """Read the numbers of a text, but for the names of quarters."""
    bare = re.sub(r"\b\d{4}Q[1-4]\b", " ", text)
    return [float(n.replace(",", "")) for n in re.findall(r"(?<![\d.,A-Za-z])\d[\d,]*(?:\.\d+)?", bare)]


def words_of(exhibit: Exhibit) -> str:
    """Return everything that an exhibit prints, tags taken off."""
    body = unescape(re.sub(r"<[^>]+>", " ", exhibit.body.html("", "")))
    return " ".join([str(exhibit.title), exhibit.subtitle, *exhibit.notes, body])


def told(review: show.Review) -> dict[str, str]:
    return {key: str(statement) for key, _, statement, _ in answers(review)}


class TestAnswers:
    def test_what_aws_added_for_capex_two_years_before(self):
        """Of 10-Ks: 107.556 and 90.757 bn of revenue (0001018724-25-000004, 0001018724-24-000008), 63.645 bn of capex."""
        review = show.Review("2024Q4", ["amazon"])
        assert added(review, "cloud_revenue", "amazon", review.quarter).value == pytest.approx(
            (107_556 - 90_757) / 63_645, abs=1e-9
        )
        assert added(review, "cloud_operating_income", "amazon", review.quarter).value == pytest.approx(
            (39_834 - 24_631) / 63_645, abs=1e-9
        )
        assert "cloud revenue AWS $0.26" in told(review)["return"]

    def test_no_dollar_of_another_currency(self):
        assert "return" not in told(show.Review("2025Q4", ["alibaba", "tencent"]))

    def test_a_forecast_stands_beside_what_was_spent_of_it(self, of_2025):
        """Capex of 2025Q1 in the 10-Qs: 25.019, 17.197, 12.941 and 16.745 bn, such as 0001652044-25-000043."""
        row = newest_forecast(of_2025)
        assert row is not None
        assert (row.forecast_id, row.value_high) == ("ms-2025-four", 315e9)
        assert round(25.019 + 17.197 + 12.941 + 16.745, 1) == 71.9
        assert "Morgan Stanley forecast $315bnˢ" in told(of_2025)["spend"]
        assert "they have spent $71.9bn" in told(of_2025)["spend"]

    def test_a_forecast_that_came_later_is_not_told(self):
        """Of five companies Goldman Sachs forecast more than 527 bn in January, Morgan Stanley 805 bn in October."""
        review = show.Review("2026Q1", as_of="2026-05-05")
        row = newest_forecast(review)
        assert row is not None
        assert row.forecast_id == "gs-2026-five"
        assert "Goldman Sachs forecast at least $527bnˢ" in told(review)["spend"]

    def test_an_answer_names_the_exhibits_that_print_its_figures(self):
        review = show.Review("2026Q2", language="zh-Hans")
        made = {a.question: a for a in show.meaning(review).answers}
        shown = {str(made[q].told): made[q].exhibits for q in made}
        for words in ("长期债务", "AWS 0."):
            (table,) = (of for text, of in shown.items() if words in text)
            assert [n for n, _ in table] == [review.number("paid_and_returned")]
        assert "</a>、<a" in next(a.html() for a in made.values() if len(a.exhibits) > 1)

    @turned("quarter,asked", CASES)
    def test_every_answer_has_an_exhibit_with_something_in_it(self, quarter, asked):
        review = show.Review(quarter, **asked)
        for key, _, _, shown in answers(review):
            made = [review.makers[name](review) for name in shown]
            assert made, key
            if key in ("pay", "return"):
                assert all(exhibit.body.kind == "table" for exhibit in made)

    @turned("quarter,asked", [("2026Q2", {}), ("2023Q4", {"as_of": "2024-02-15"}), ("2025Q1", {})])
    def test_the_exhibit_prints_the_numbers_of_the_answers(self, quarter, asked):
        """Sums in its last row, amounts in the column’s unit, returns as they are told: about is ≈."""
        review = show.Review(quarter, **asked)
        rows = [[cell.text for cell in row] for row in show.paid_and_returned(review).body.rows]
        printed = {text for row in rows for text in row} | {text.replace(",", "") for text in rows[-1]}
        said = told(review)
        for number in re.findall(r"\$[\d.]+(?:bn|tn)", said["pay"]):
            value = float(number[1:-2]) * (1000 if number.endswith("tn") else 1)
            assert any(abs(value - n) <= 0.005 * value for n in numbers(printed)), number
        for about, number in re.findall(r"(about )?(\$\d+\.\d+)", said["return"]):
            assert ("≈" if about else "") + number in printed

    @turned("case", CASES)
    def test_every_number_of_an_answer_stands_in_an_exhibit_that_it_names(self, case):
        """An exhibit prints a number in its column’s unit or in words: any of these counts."""
        quarter, asked = case
        review = show.Review(quarter, **asked)
        for key, _, statement, shown in answers(review):
            there = amounts(" ".join(words_of(review.makers[name](review)) for name in shown))
            for number in statement.printed:
                for said in read(number.text):
                    sizes = [abs(float(said.value)) / unit for unit in (1, 0.01, 1e6, 1e9)]
                    stands = any(abs(n - size) <= 0.005 * size for n in there for size in sizes)
                    assert stands, f"{key}: {number.text} of {number.of}"

    def test_a_forecast_and_what_is_spent_of_it_stand_under_the_guidance(self):
        """Of 10-Qs: 329.928 bn of cash capex in the first half of 2026 at the five companies together."""
        table = show.guidance_ladder(show.Review("2026Q2")).body.bodies[-1]
        assert table.total
        assert [cell.text for cell in table.rows[-1]][:6] == [
            "Morgan Stanley", "2026", "capex (basis not stated)", "", "805", "330",
        ]  # fmt: skip
        assert (table.rows[-1][4].marks, bool(table.rows[-1][4].url)) == ("s", True)
        early = show.guidance_ladder(show.Review("2026Q1", as_of="2026-05-05")).body.bodies[-1]
        assert [cell.text for cell in early.rows[-1]][:5:4] == ["Goldman Sachs", "≥527"]
        assert not show.guidance_ladder(show.Review("2023Q4")).body.bodies[-1].total

    def test_figures_on_bases_of_their_own_are_told_and_not_summed(self):
        """Microsoft and Meta both guide capex incl. finance leases: assets acquired the one, payments the other."""
        said = told(show.Review("2026Q2"))["spend"]
        assert (
            "Figures for 2026, each on its own basis and so not summed: Microsoft about $175bn, Alphabet $195–205bn, "
            "Amazon about $220bn and Meta $130–145bn." in said
        )
        assert "not summed" not in told(show.Review("2023Q4"))["spend"]

    def test_figures_that_share_a_basis_are_not_said_to_differ(self, monkeypatch):
        review = show.Review("2026Q2")
        ladders = given(review)
        alike = next(one for one in ladders if one.company == "alphabet" and one.target.label == "CY2026")
        planted = replace(alike, company="oracle")
        said = apart_message(review, open_years(review), [*ladders, planted])
        assert str(said).startswith("Figures for 2026, not summed: Microsoft")
        (shared,) = (a for a in said.assertions if a.form == "each")
        assert shared.true_of == ("alphabet",)

    def test_who_has_no_contracts_owes_no_answer(self):
        assert set(told(show.Review("2022Q3", ["meta"]))) == {"spend", "pay", "next"}


class TestNext:
    def test_in_a_replay_it_is_what_was_next_then(self):
        sentence = str(next_sentence(show.Review("2023Q4", as_of="2024-02-15")))
        assert "Oracle about 12 March 2024 on 2024Q1, by law until 9 April 2024" in sentence

    def test_an_older_quarter_looks_ahead_from_its_own_time(self):
        due = due_reports(show.Review("2023Q4"))
        assert {str(d.quarter) for d in due if d.company in ("amazon", "meta")} == {"2024Q1"}

    def test_a_day_that_is_over_is_said_to_be(self):
        """Baidu’s third quarter of 2023 is in no document of the data."""
        review = show.Review("2023Q4", ["amazon", "baidu"], as_of="2024-02-15")
        late = [d for d in due_reports(review) if d.passed(dt.date(2024, 2, 15))]
        assert [(d.company, d.day) for d in late] == [("baidu", dt.date(2023, 11, 30))]
        assert "Baidu on 2023Q3 by about 30 November 2023, which has passed" in str(next_sentence(review))
        assert "30 Nov 2023, passed" in show.next_reports(review).body.csv()
        assert "Baidu" not in str(show.next_reports(review).title)


class TestReadings:
    def test_both_are_of_named_worries_and_told_once_both_were_raised(self, of_2025):
        assert [o.thesis.id for o in pair(of_2025)] == ["infrastructure_takes_most", "no_business_model"]
        assert len(show.meaning(of_2025).readings) == 2
        assert pair(show.Review("2023Q4", as_of="2024-02-15")) == []

    def test_a_worry_opposes_one_that_stands_above(self, tmp_path):
        text = (data_dir() / "theses.toml").read_text(encoding="utf-8")
        path = tmp_path / "theses.toml"
        path.write_text(text.replace('opposes = "infrastructure', 'opposes = "nobody'), encoding="utf-8")
        with pytest.raises(DataError, match="'nobody_takes_most' is no worry that stands above"):
            read_theses(path)

    def test_limits_are_those_of_the_tests(self, of_2025):
        limits = {o.thesis.id: limit_of(o) for o in with_a_number(of_2025)}
        assert limits["no_business_model"] == 0.05
        assert limits["capex_hurts_profit"] == 3  # most of four

    def test_the_title_tells_what_the_least_would_change(self):
        """In 2026Q2 Amazon's share stands on its limit, the ratio of layers far from its own."""
        made = show.thesis_limits(show.Review("2026Q2"))
        # Both shares are published in whole per cents: 28 and 30 may be less than two points apart.
        assert made.title.text.startswith(
            "What would change it: Amazon loses share (about −2\u202fppˢ, its limit)"
        )
        rows = {row[0].text: row for row in made.body.rows}
        assert rows["Infrastructure takes most"][4].text == "2.6"
        lost = rows["Amazon loses share"]
        assert [(cell.text, cell.marks) for cell in (lost[2], lost[4])] == [
            ("≈−2\u202fpp", "s"),
            ("≈0\u202fpp", "s"),
        ]
        assert any(note.startswith("≈ computed from rounded figures") for note in made.notes)


class TestProof:
    @turned("case", CASES)
    def test_every_sentence_is_borne_out(self, case):
        quarter, more = case
        for language in ("en", "zh-Hant"):
            review = show.Review(quarter, language=language, **more)
            for make in (show.meaning, show.paid_and_returned, show.thesis_limits, show.next_reports):
                make(review)
            records = [r for s in review.statements.values() for r in s.records()]
            assert records
            assert [str(o) for o in prove(records, readers=readers())] == []

    def test_a_wrong_day_or_number_is_found(self, of_2025):
        for make in (show.meaning, show.paid_and_returned, show.thesis_limits, show.next_reports):
            make(of_2025)
        for key in ("upcoming.days", "theses.number", "forecasts.amount", "returns.cloud_revenue_per_capex"):
            planted = [dict(r) for s in of_2025.statements.values() for r in s.records()]
            record = next(r for r in planted if any(o["measure"] == key for o in r.get("operands", ())))
            record["operands"] = [{**o, "value": o["value"] + 1} for o in record["operands"]]
            record["values"] = {of: {**v, "value": v["value"] + 1} for of, v in record["values"].items()}
            assert prove(planted, readers=readers()), key


@turned("quarter", ["2022Q3", "2023Q4", "2026Q2"])
def test_every_company_with_a_page_is_in_the_table_of_next_reports(quarter):
    """Alibaba has a page, and was left out without a word; the note told of a Form 20-F that no row had."""
    made = show.Review(quarter)
    exhibit = show.next_reports(made)
    reported = {made.company(d.company) for d in upcoming(made.pages, seen_until(made))}
    assert "Alibaba" in reported
    assert {row[0].text for row in exhibit.body.rows} == reported
    told = next((note for note in exhibit.notes if "by law" in note.lower()), "")
    due = str([row[1].text for row in exhibit.body.rows])
    assert not told or all((form in told) == (form in due) for form in ("10-Q", "10-K", "20-F"))
