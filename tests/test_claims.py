"""Claims as rows, words, periods and roundings: what is read, what is refused, what agrees."""

from __future__ import annotations

import csv
import datetime as dt
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudcapex.claims import audit, claims_in_text, read_claims, vocabulary
from cloudcapex.claims.agreement import agreement
from cloudcapex.claims.findings import Finding
from cloudcapex.claims.parts import Part, significant_digits
from cloudcapex.claims.reading import COLUMNS, Claim, last_place, numbers_in
from cloudcapex.claims.resolve import resolve, subject
from cloudcapex.claims.spans import of_quarter, of_year, read_spans
from cloudcapex.errors import UsageError
from cloudcapex.periods import Quarter

ROW = {
    "claim_id": "X-1", "article": "mine", "subject": "AWS", "metric": "revenue", "period": "2023Q4",
    "claimed_value": "24.2", "claimed_unit": "USD bn", "value_low": "24200000000", "value_high": "24200000000",
    "unit": "USD", "qualifier": "", "phrase": "AWS brought in 24.2 billion", "paraphrase_en": "AWS revenue 24.2bn",
}  # fmt: skip
Q4 = of_quarter(Quarter(2023, 4))


def table(tmp_path, *rows, header=tuple(COLUMNS)):
    path = tmp_path / "claims.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([row.get(c, "") for c in header] for row in rows)
    return path


def one(tmp_path, **cells) -> Claim:
    return read_claims(table(tmp_path, {**ROW, **cells}))[0]


def verdict(tmp_path, **cells):
    return audit([one(tmp_path, **cells)])[0]


class TestReading:
    def test_the_table_of_the_data_is_read_whole(self):
        found = read_claims()
        assert len(found) == 125
        aws = next(c for c in found if c.id == "C000-23")
        assert (aws.subject, aws.low, aws.unit, aws.step) == ("AWS", 13.3e9, "USD", 1e8)

    def test_columns_may_stand_in_any_order(self, tmp_path):
        assert read_claims(table(tmp_path, ROW, header=tuple(reversed(COLUMNS))))[0].low == 24.2e9

    @pytest.mark.parametrize(
        ("cells", "said"),
        [
            ({"unit": "bushels"}, "line 2 (X-1), column unit: impossible unit 'bushels'"),
            ({"unit": "share"}, "impossible unit 'share' for 'USD bn'"),
            (
                {"unit": "share", "claimed_unit": "%"},
                "impossible unit 'share' for 'revenue'; valid: USD, CNY",
            ),
            ({"unit": "CNY"}, "impossible unit 'CNY' for 'USD bn'"),
            ({"unit": ""}, "the value has no unit"),
            ({"claimed_value": ""}, "column claimed_value: the value is missing"),
            ({"subject": ""}, "column subject: the cell is empty"),
            ({"claim_id": ""}, "column claim_id: the cell is empty"),
            ({"value_low": "lots"}, "column value_low: 'lots' is not a number"),
            ({"value_low": "nan"}, "column value_low: 'nan' is not a number"),
            ({"value_low": ""}, "one end of the value is missing"),
            ({"value_low": "3e10"}, "lies above value_high"),
            ({"qualifier": "roughly"}, "column qualifier: 'roughly' is not valid"),
        ],
    )
    def test_a_bad_row_is_refused_with_its_place(self, tmp_path, cells, said):
        with pytest.raises(UsageError) as refused:
            one(tmp_path, **cells)
        assert said in str(refused.value)
        assert "\n" not in str(refused.value)
        assert refused.value.exit_code == 2
        assert refused.value.remedy

    def test_a_claim_told_twice_is_refused(self, tmp_path):
        with pytest.raises(UsageError, match=r"line 3, column claim_id.*already stands in line 2"):
            read_claims(table(tmp_path, ROW, ROW))

    def test_a_column_too_many_and_one_misspelt_are_named(self, tmp_path):
        with pytest.raises(UsageError, match="column 'verdict' is not known"):
            read_claims(table(tmp_path, ROW, header=(*COLUMNS, "verdict")))
        header = tuple("subjct" if c == "subject" else c for c in COLUMNS)
        with pytest.raises(UsageError, match="did you mean subject"):
            read_claims(table(tmp_path, ROW, header=header))

    @pytest.mark.parametrize("text", ["", "a,b\n1,2\n", ",".join(COLUMNS) + "\n", "x" * 50])
    def test_what_is_no_table_of_claims_is_refused(self, tmp_path, text):
        path = tmp_path / "other.csv"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(UsageError, match=r"not a CSV of claims|no claims"):
            read_claims(path)

    def test_a_row_cut_short_is_refused(self, tmp_path):
        path = tmp_path / "claims.csv"
        path.write_text(",".join(COLUMNS) + "\nX-1,mine,AWS\n", encoding="utf-8")
        with pytest.raises(UsageError, match="line 2: the row has 3 values"):
            read_claims(path)

    def test_of_the_table_of_the_data_every_article_is_known(self, tmp_path, monkeypatch):
        from cloudcapex.claims import reading

        path = table(tmp_path, {**ROW, "article": "0003"})
        monkeypatch.setattr(reading, "data_dir", lambda: tmp_path)
        with pytest.raises(UsageError, match=r"column article: unknown article '0003'.*did you mean"):
            read_claims(path)


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "numbers"),
        [("12 -> 13", [12, 13]), ("30-37", [30, 37]), ("-10.2", [-10.2]), ("10, 4, 3", [10, 4, 3]),
         ("-80 / -90", [-80, -90]), ("53,000", [53000]), ("tens of", [])],
    )  # fmt: skip
    def test_numbers_are_read_as_written(self, text, numbers):
        assert numbers_in(text) == numbers

    @pytest.mark.parametrize(
        ("text", "place"),
        [("22.14", 0.01), ("13.3", 0.1), ("30", 1), ("100", 1), ("53000", 1000), ("1.3", 0.1)],
    )
    def test_the_last_written_place_is_the_claim_s_own_rounding(self, text, place):
        assert last_place(text) == pytest.approx(place)

    @pytest.mark.parametrize(
        ("text", "digits"), [("13.3", 3), ("2", 1), ("0.30", 2), ("100", 1), ("24.23", 4), ("", 0)]
    )
    def test_significant_digits(self, text, digits):
        assert significant_digits(text) == digits


class TestPeriods:
    @pytest.mark.parametrize(
        ("text", "month", "said"),
        [
            ("2023Q4 (FY24 Q2)", 6, ["2023Q4"]),
            ("FY2024 Q3 (2023Q4)", 3, ["2023Q4"]),
            ("FY2023 Q3", 1, ["2022Q3"]),  # NVIDIA's August to October 2022
            ("FY24 Q2", 6, ["2023Q4"]),  # Microsoft's October to December 2023
            ("2023Q3 -> 2023Q4", 12, ["2023Q3", "2023Q4"]),
            ("2022Q2-Q4", 12, ["2022Q2", "2022Q3", "2022Q4"]),
            ("2021-2023", 12, ["2021", "2023"]),
            ("2021/2022", 12, ["2021", "2022"]),
            ("2023-09", 12, ["2023-09"]),
            ("2023-12-31", 12, ["2023-12-31"]),
            ("2023H2", 12, ["2023H2"]),
            ("4Q23", 12, ["2023Q4"]),
            ("FY2024", 6, ["FY2024"]),
            ("next several years", 12, []),
            ("2023-13", 12, []),
            ("2023-02-30", 12, []),
            ("0000", 12, []),
            ("9999", 12, []),
            ("FY0000 Q1", 6, []),
        ],
    )
    def test_a_period_is_read_as_written(self, text, month, said):
        assert [str(s) for s in read_spans(text, month)] == said

    def test_a_fiscal_year_ends_with_its_month(self):
        span = of_year(2024, 6)
        assert (span.start, span.end) == (dt.date(2023, 7, 1), dt.date(2024, 6, 30))
        assert span.year_before.start == dt.date(2022, 7, 1)

    @given(st.integers(2015, 2030), st.integers(1, 4))
    def test_any_quarter_comes_back(self, year, number):
        quarter = Quarter(year, number)
        assert [s.quarter for s in read_spans(str(quarter))] == [quarter]


class TestWords:
    @pytest.mark.parametrize(
        ("text", "entity"),
        [("Microsoft Azure", "azure"), ("azure", "azure"), ("亞馬遜", "amazon"), ("Alibaba Group", "alibaba"),
         ("Microsoft (the article says Azure)", "azure"), ("Tencent FBS", "tencent_fbs")],
    )  # fmt: skip
    def test_a_subject_is_known_by_its_names(self, text, entity):
        assert [e.id for e in subject(text, vocabulary())[0]] == [entity]

    def test_a_pair_has_a_giver_and_a_taker(self):
        givers, taker = subject("Google-Anthropic", vocabulary())
        assert ([g.id for g in givers], taker.id) == (["alphabet"], "anthropic")

    def test_a_sum_needs_every_part_known(self):
        assert [e.id for e in subject("AWS + Azure + GCP", vocabulary())[0]] == [
            "aws",
            "azure",
            "google_cloud",
        ]
        assert subject("AWS + Nimbus", vocabulary()) == ((), None)

    @pytest.mark.parametrize(
        "words", ["share of data-center revenue from training", "software revenue", "happiness"]
    )
    def test_more_than_a_measure_s_own_words_is_another_measure(self, words):
        assert vocabulary().measure(words) is None

    def test_a_measure_in_brackets_is_read_first(self):
        assert vocabulary().measure("capex (cash)").id == "capex_cash"
        assert vocabulary().measure("capex (as the text has it)").id == "capex"

    def test_every_metric_of_the_vocabulary_exists(self):
        from cloudcapex.metrics import known_metrics

        known = set(known_metrics())
        read = {m for e in vocabulary().entities.values() for ids in e.reads.values() for m in ids}
        read |= {m for ids in vocabulary().kin.values() for m in ids}
        assert {m.partition(".")[0] for m in read} <= known

    def test_every_party_and_lab_of_the_vocabulary_is_in_the_tables(self):
        from cloudcapex import facts
        from cloudcapex.ledger import deals

        parties = {p for e in deals.ledger() for p in (*e.givers, *e.takers)} | set(
            facts.load_companies()["slug"]
        )
        labs = set(facts.load_labs()["who"]) | set(facts.load_rounds()["who"])
        for entity in vocabulary().entities.values():
            assert entity.party in ("", *parties), entity.id
            assert entity.lab in ("", "coreweave", *labs), entity.id

    def test_an_unreadable_value_is_no_figure(self, tmp_path):
        claim = one(tmp_path, claimed_value="a lot", value_low="", value_high="", unit="")
        assert resolve(claim).reason == "not_a_figure"


def part(value, step, **more) -> Part:
    return replace(Part("revenue", (Q4,), value, value, step, "USD", "", 3), **more)


def finding(low, high=None, **more) -> Finding:
    return Finding(low, low if high is None else high, "USD", "cloud_revenue", "aws", Q4, **more)


class TestAgreement:
    @pytest.mark.parametrize(
        ("claimed", "step", "known", "said"),
        [
            (24.2e9, 1e8, 24.204e9, "exact"),
            (24.2e9, 1e8, 24.25e9, "exact"),
            (24.2e9, 1e8, 24.29e9, "close"),
            (24.2e9, 1e8, 24.31e9, "no"),
            (13.3e9, 1e8, 24.204e9, "no"),
            (4e9, 1e9, 5e9, "no"),  # one in the last place, but a fifth of it
            (0.4e9, 1e8, 0.3e9, "no"),
        ],
    )
    def test_a_claim_agrees_as_closely_as_it_is_written(self, claimed, step, known, said):
        assert agreement(part(claimed, step), finding(known)) == said

    @given(st.floats(1e6, 1e12), st.integers(0, 3))
    def test_any_figure_rounded_is_confirmed_by_itself(self, known, places):
        step = 10.0 ** (math.floor(math.log10(known)) - places)
        assert agreement(part(round(known / step) * step, step), finding(known)) == "exact"

    @given(st.floats(1e9, 1e12), st.floats(1.2, 50))
    def test_a_figure_far_off_never_agrees(self, known, factor):
        assert agreement(part(known * factor, known * factor / 1000), finding(known)) == "no"

    def test_over_is_a_lower_end(self):
        over = part(100e9, 1e9, qualifier="over")
        assert agreement(over, finding(120e9)) == "exact"
        assert agreement(over, finding(90e9)) == "no"

    def test_a_bound_decides_only_outside(self):
        bound = finding(0.0, 28e6, bearing="bound")
        assert agreement(part(50e6, 1e6, high=80e6), bound) == "no"
        assert agreement(part(20e6, 1e6), bound) == "inside"
        assert agreement(part(9e9, 1e9, qualifier="over"), finding(0, 124e9, bearing="bound")) == "inside"

    def test_a_range_agrees_end_by_end(self):
        assert agreement(part(30e9, 1e9, high=37e9), finding(30e9, 37e9)) == "exact"
        assert agreement(part(30e9, 1e9, high=37e9), finding(30e9, 35e9)) == "no"

    def test_a_figure_told_roughly_allows_its_own_rounding(self):
        assert agreement(part(11.52e9, 1e7), finding(11.5e9, evidence="company")) == "close"
        assert agreement(part(11.52e9, 1e7), finding(11.5e9, evidence="filed")) == "no"


class TestCauses:
    """Faults put in on purpose: a true claim with one thing wrong is found out, and for that reason."""

    def test_the_true_claim_is_confirmed(self, tmp_path):
        assert verdict(tmp_path).outcome == "confirmed"

    def test_ten_times_too_much(self, tmp_path):
        found = verdict(tmp_path, claimed_value="242", value_low="242000000000", value_high="242000000000")
        assert (found.outcome, found.causes) == ("contradicted", ("wrong_unit",))

    def test_the_wrong_currency(self, tmp_path):
        found = verdict(tmp_path, claimed_unit="RMB bn", unit="CNY")
        assert (found.outcome, found.causes) == ("contradicted", ("wrong_unit",))

    def test_another_currency_converted_is_about_right(self, tmp_path):
        cny = 24.204e9 * 7.2233  # the mean of 2023Q4
        found = verdict(tmp_path, claimed_value="174.8", claimed_unit="RMB bn", unit="CNY",
                        value_low=f"{cny:.0f}", value_high=f"{cny:.0f}")  # fmt: skip
        assert found.outcome == "approximately"

    def test_the_quarter_before(self, tmp_path):
        found = verdict(tmp_path, claimed_value="23.06", value_low="23060000000", value_high="23060000000")
        assert (found.outcome, found.causes) == ("contradicted", ("wrong_period",))
        assert str(found.parts[0].mistaken.finding.span) == "2023Q3"

    def test_the_fiscal_quarter_of_that_name(self, tmp_path):
        # Microsoft's fiscal 2024Q2 is calendar 2023Q4: 62,020 million of revenue.
        found = verdict(tmp_path, subject="Microsoft", period="2024Q2", claimed_value="62.02",
                        value_low="62020000000", value_high="62020000000")  # fmt: skip
        assert (found.outcome, found.causes) == ("contradicted", ("wrong_period",))

    def test_another_basis(self, tmp_path):
        found = verdict(tmp_path, subject="Microsoft", metric="capex (cash)", claimed_value="11.5",
                        value_low="11500000000", value_high="11500000000")  # fmt: skip
        assert (found.outcome, found.causes) == ("contradicted", ("wrong_basis",))
        assert found.findings[0].low == 9_735_000_000

    def test_the_whole_company_for_its_cloud(self, tmp_path):
        found = verdict(tmp_path, claimed_value="169.96", value_low="169961000000", value_high="169961000000")
        assert (found.outcome, found.causes) == ("contradicted", ("wrong_entity",))
        assert found.parts[0].mistaken.finding.entity == "amazon"

    def test_another_company_s_cloud(self, tmp_path):
        found = verdict(tmp_path, claimed_value="9.192", value_low="9192000000", value_high="9192000000")
        assert (found.outcome, found.causes) == ("contradicted", ("wrong_entity",))
        assert found.parts[0].mistaken.finding.entity == "google_cloud"

    def test_two_digits_are_no_trace(self, tmp_path):
        found = verdict(tmp_path, claimed_value="23", value_low="23000000000", value_high="23000000000")
        assert found.causes == ("wrong_value",)

    def test_more_than_the_whole_is_excluded_for_its_part(self, tmp_path):
        found = verdict(tmp_path, subject="Azure", metric="capex", claimed_value="50",
                        value_low="50000000000", value_high="50000000000")  # fmt: skip
        assert (found.outcome, found.causes) == ("contradicted", ("wrong_value",))

    def test_a_part_that_is_not_published_stays_open(self, tmp_path):
        found = verdict(tmp_path, subject="Azure", metric="capex", claimed_value="8",
                        value_low="8000000000", value_high="8000000000")  # fmt: skip
        assert (found.outcome, found.reason) == ("unverifiable", "part_not_disclosed")

    def test_a_time_to_come_is_a_forecast(self, tmp_path):
        assert verdict(tmp_path, period="2031").reason == "forecast"


class TestOwnNumbers:
    def path(self, tmp_path, rate, ends="188 -> 360"):
        return verdict(
            tmp_path, subject="the world of clouds", metric="size", period="2021-2023", claimed_value=ends,
            value_low="", value_high="", paraphrase_en=f"CAGR {rate}%",
        )  # fmt: skip

    def test_a_rate_that_does_not_follow_is_wrong_whoever_it_is_about(self, tmp_path):
        found = self.path(tmp_path, 18)
        assert found.causes == ("wrong_arithmetic",)
        assert found.actual[0][0] == pytest.approx(0.3838, abs=1e-4)

    def test_a_rate_that_follows_proves_nothing(self, tmp_path):
        found = self.path(tmp_path, 38)
        assert (found.outcome, found.reason) == ("unverifiable", "subject_unknown")
        assert found.own.follows

    @given(st.integers(20, 999), st.floats(0.05, 0.9), st.integers(1, 5))
    def test_any_compound_rate_follows_from_its_rounded_ends(self, first, rate, years):
        claim = Claim(
            "x", "mine", "a market", "size", f"2020-{2020 + years}", f"{first} -> {first * (1 + rate) ** years:.0f}",
            "USD bn", math.nan, math.nan, "USD", "", "", f"CAGR {rate * 100:.0f}%", 2,
        )  # fmt: skip
        from cloudcapex.claims.own_numbers import own_numbers

        assert own_numbers(claim, [claim]).follows

    def test_a_level_its_change_and_its_rate_must_agree(self, tmp_path):
        good = verdict(tmp_path, period="2022", claimed_value="80.1", value_low="80100000000", value_high="80100000000",
                       paraphrase_en="AWS 2022 80.1bn, +17.9bn, +29%")  # fmt: skip
        assert good.outcome == "confirmed"
        bad = verdict(tmp_path, period="2022", claimed_value="80.1", value_low="80100000000", value_high="80100000000",
                      paraphrase_en="AWS 2022 80.1bn, +17.9bn, +39%")  # fmt: skip
        assert bad.causes == ("wrong_arithmetic",)

    def test_a_margin_is_held_against_figures_of_its_own_article(self, tmp_path):
        rows = [
            {**ROW, "claim_id": "1", "subject": "GitHub", "metric": "revenue", "claimed_value": "10.0",
             "value_low": "10000000000", "value_high": "10000000000"},
            {**ROW, "claim_id": "2", "subject": "GitHub", "metric": "operating income", "claimed_value": "2.0",
             "value_low": "2000000000", "value_high": "2000000000"},
            {**ROW, "claim_id": "3", "subject": "GitHub", "metric": "operating margin", "claimed_value": "35",
             "claimed_unit": "%", "unit": "share", "value_low": "0.35", "value_high": "0.35"},
        ]  # fmt: skip
        found = audit(read_claims(table(tmp_path, *rows)))[2]
        assert found.causes == ("wrong_arithmetic",)
        assert found.actual[0] == pytest.approx((0.2, 0.2))


class TestProse:
    def of(self, text):
        found = claims_in_text(text, "note", Quarter(2023, 4))
        return [(c.subject, c.metric, c.low, c.unit, c.period) for c in found]

    def test_each_figure_goes_with_its_company_and_measure(self):
        text = "AWS grew 13 % and Google Cloud 26 %. Microsoft kept 44 % of revenue as operating income."
        assert self.of(text) == [
            ("AWS", "revenue_growth", 0.13, "share", "2023Q4"),
            ("Google Cloud", "revenue_growth", 0.26, "share", "2023Q4"),
            ("Microsoft", "operating_margin", 0.44, "share", "2023Q4"),
        ]

    def test_a_sentence_names_its_own_time(self):
        assert self.of("AWS revenue was $22.1bn in the second quarter of 2023.")[0][4] == "2023Q2"
        assert self.of("In 2022, AWS revenue was $80.1bn.")[0][2:] == (80.1e9, "USD", "2022")

    @pytest.mark.parametrize(
        "text",
        ["Revenue was $24.2bn.", "AWS is large, at $24.2bn.", "AWS revenue grew.", "`AWS revenue $24.2bn`",
         "```\nAWS revenue was $24.2bn\n```", "---\nAWS revenue: $24.2bn\n---\n"],
    )  # fmt: skip
    def test_a_figure_without_company_or_measure_is_no_claim(self, text):
        assert self.of(text) == []

    def test_links_give_their_words_and_lines_their_numbers(self):
        claims = claims_in_text(
            "# Title\n\nAWS revenue was [$24.2bn](https://www.sec.gov/2023/99).\n", "note", None
        )
        assert [(c.id, c.low, c.period) for c in claims] == [("line3-1", 24.2e9, "not stated")]

    def test_chinese_amounts_are_read(self):
        assert self.of("AWS 收入 242亿美元，阿里云收入280.66亿元。") == [
            ("AWS", "revenue", 242e8, "USD", "2023Q4"),
            ("Alibaba Cloud", "revenue", pytest.approx(280.66e8), "CNY", "2023Q4"),
        ]

    def test_a_space_between_two_scripts_may_be_missing(self):
        assert self.of("AWS收入242亿美元。") == self.of("AWS 收入 242 亿美元。")
        assert self.of("Oracle雲端基礎設施成長93%。") == [("OCI", "revenue_growth", 0.93, "share", "2023Q4")]

    def test_what_belongs_to_another_clause_is_not_taken(self):
        text = "The five companies put $40.0bn into property and equipment, yet Microsoft kept 44 % as operating income."
        assert [c[0] for c in self.of(text)] == []
