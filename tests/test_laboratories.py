"""Laboratories in the report on AI financing: their cards, the terms of their deals, and what a day knew of them."""

from __future__ import annotations

import datetime as dt
import math

import pandas as pd
import pytest

from cloudcapex import facts
from cloudcapex.checks import labs as checks
from cloudcapex.checks import promises
from cloudcapex.cli.readers import readers
from cloudcapex.ledger import deals
from cloudcapex.ledger.terms import terms_of
from cloudcapex.metrics.labs import run_rate_near, run_rates
from cloudcapex.periods import Quarter
from cloudcapex.reports import ai_financing as show
from cloudcapex.reports import review
from cloudcapex.reports.ai_financing.cards.figures import expected
from cloudcapex.reports.ai_financing.prices import priced
from cloudcapex.reports.ai_financing.terms import bound
from cloudcapex.statements.proof import prove

BN = 1e9


@pytest.fixture(scope="module")
def newest():
    return show.Financing("2026Q2", as_of="2026-10-09")


@pytest.fixture(scope="module")
def at_the_time():
    """As the article of October 2023 could have been written."""
    return show.Financing("2023Q3", as_of="2023-10-31")


def card(report, lab):
    """Return the lines of a card: what each tells, and its figure; the last holds what is not known."""
    rows, found, mine = show.cards(report).body.rows, {}, False
    for row in rows:
        mine = row[0].text == lab if row[0].text else mine
        if mine:
            found[row[1].text] = row
    return found


def rate(lab, day, as_of):
    frame = facts.load_labs(as_of)
    mine = (frame["who"] == lab) & (frame["metric"] == "revenue_run_rate") & (frame["as_of"] == day)
    return frame.loc[mine, "value"].unique().tolist()


class TestRunRatesCountFromTheirAnnouncement:
    def test_what_an_article_told_counts_from_its_day(self):
        # The Information of 30 August 2023: over 80 m a month.
        assert rate("openai", "2023-08-29", "2023-08-29") == []
        assert rate("openai", "2023-08-29", "2023-08-31") == [1 * BN]
        assert rate("openai", "2023-10-10", "2023-10-31") == [1.3 * BN]
        # The page of Series F is of 2 September 2025, and told 5 bn for the end of August.
        assert 5 * BN in rate("anthropic", "2025-08-31", "2025-09-02")

    def test_a_list_of_later_counts_from_its_own_day(self):
        # Epoch AI's list, read in a copy of October 2025.
        assert rate("anthropic", "2023-10-01", "2025-10-30") == []
        assert rate("anthropic", "2023-10-01", "2025-10-31") == [0.1 * BN]

    def test_a_figure_counts_from_the_day_of_the_document_that_has_one(self):
        """Neither before nor after, lists aside, which tell of days before their own."""
        sources = facts.load_sources().set_index("source_id")[["published", "kind"]]
        told = facts.load_table("labs").join(sources, on="source_id")
        told = told[told["published"].notna() & (told["kind"] != "dataset")]
        assert len(told) > 20
        assert (told["filed"] == told["published"]).all(), told[told["filed"] != told["published"]]

    def test_the_replay_of_october_2023_sets_a_price_beside_revenue(self, at_the_time):
        # 29 bn of January 2023 (Bloomberg) over the 28 m of all 2022 that The Information told, marked as a year's.
        made = show.multiples(at_the_time)
        assert [v.marks for v in priced(at_the_time) if v.run_rate > 0] == ["ys"]
        assert made.title.text == "Price of the newest round over a year’s revenue before it: OpenAI 1,036×ˢ"
        assert made.data["run_rate_source"].tolist() == ["theinformation-openai-2023-08-30"]

    def test_the_replay_of_november_2024_has_the_revenue_of_its_autumn(self):
        # 157 bn of 2 October 2024 over 12 times the 300 m of August, by the New York Times.
        report = show.Financing("2024Q3", as_of="2024-11-01")
        found = show.multiples(report).data.set_index("day")["multiple"]
        assert found["2024-10-02"] == pytest.approx(157 / 3.6)


class TestTheSameFigureByTwo:
    """Anthropic told 47 bn on 28 May 2026, the Financial Times told it in August as of that month."""

    def test_the_companys_own_words_stand(self):
        day = dt.date(2026, 10, 9)
        (point,) = run_rates("anthropic", [Quarter(2026, 2)], day)
        near = run_rate_near("anthropic", dt.date(2026, 6, 30), 46, day)
        for found in (point, near):
            assert (found.value, found.evidence, found.soft) == (47 * BN, "company", False)
            assert found.period_end == dt.date(2026, 5, 28)

    def test_a_newer_figure_of_the_press_is_no_telling_of_an_older_one(self):
        (point,) = run_rates("openai", [Quarter(2026, 2)], dt.date(2026, 10, 9))
        assert (point.value, point.evidence) == (30 * BN, "press")

    def test_the_title_has_no_letter_and_is_proved(self):
        title = review.lab_revenue(review.Review("2026Q2", as_of="2026-10-09")).title
        assert "Anthropic at $47bn (2026Q2)" in title.text
        assert [str(o) for o in prove(title.records(), readers=readers())] == []


class TestCards:
    def test_openai_in_october_2023(self, at_the_time):
        told = card(at_the_time, "OpenAI")
        texts = {what: row[2].text for what, row in told.items()}
        assert texts["revenue a year, at the pace of 10 October 2023"] == "$1.3bn"
        assert texts["net loss of 2022"] == "$540m"
        assert texts["raised in one round"] == "$10bn"
        assert texts["paid or promised by backers"] == "at least $11bn"  # D053 1, D052 10, D054 not told
        assert texts["clouds and chip makers it is bound to"] == "Microsoft (sole cloud)"
        assert texts["its models go to"] == "Microsoft and its customers"
        assert texts["not known"] == (
            "n/d computing, consumers and businesses, chips it is to use; – purchases promised"
        )
        loss = told["net loss of 2022"]
        assert [c.text.replace("\u2011", "-") for c in loss[3:]] == ["30\u00a0Aug\u00a02023", "press"]
        assert loss[2].url == "https://aipmzone.com/articles/3025"

    def test_a_plan_binds_nobody(self, newest):
        """OpenAI and Broadcom signed a term sheet: the matrix of ties calls that planned and draws none."""
        bound_to = card(newest, "OpenAI")["clouds and chip makers it is bound to"][2].text
        assert "Oracle" in bound_to
        assert "Broadcom" not in bound_to

    def test_anthropic_in_october_2023(self, at_the_time):
        texts = {what: row[2].text for what, row in card(at_the_time, "Anthropic").items()}
        assert texts["clouds and chip makers it is bound to"] == "Amazon (primary cloud)"
        assert texts["chips it is to use"] == "Trainium, Inferentia"
        # The purchases of D057 were told without an amount.
        assert texts["not known"] == (
            "n/d revenue, loss, computing, purchases promised, consumers and businesses; n/c valuation ÷ revenue"
        )
        # What a page passed on in October was the price of an earlier round: the last one is Google's of February.
        last = card(at_the_time, "Anthropic")["newest valuation told"]
        assert [c.text.replace("\u2011", "-") for c in last[2:4]] == ["$5bn", "3\u00a0Feb\u00a02023"]
        assert last[2].marks == "s"

    def test_a_year_stands_where_it_is_newer_than_a_run_rate(self, newest):
        told = card(newest, "xAI")
        # Form S-1 of 20 May 2026, against a run-rate of July 2025.
        assert told["revenue of 2025"][2].text == "$3.2bn"
        assert told["operating loss of 2025"][2].text == "$6.36bn"
        assert told["operating loss of 2025"][4].text == "stated by the company"

    def test_what_is_expected_is_marked_and_other_currencies_are_kept(self, newest):
        then = card(show.Financing("2024Q3", as_of="2024-11-01"), "OpenAI")
        assert (then["net loss of 2024"][2].text, then["net loss of 2024"][2].marks) == ("$5bn", "es")
        assert (then["computing of 2024"][2].text, then["computing of 2024"][2].marks) == ("$7bn", "es")
        assert then["part of revenue from consumers"][2].text == "73\u202f%"
        assert card(newest, "Zhipu AI")["net loss of 2024"][2].text == "RMB\u00a02.96bn"
        assert card(newest, "MiniMax")["part of revenue from consumers"][2].text == "71\u202f%"
        assert card(newest, "Mistral AI")["raised in 2 rounds"][2].text == "€4.7bn"

    def test_every_line_has_a_day_an_evidence_and_a_document(self, newest):
        for row in show.cards(newest).body.rows:
            if row[1].text != "not known":
                assert all((row[3].text, row[4].text, row[2].hint)), [c.text for c in row]
        data = show.cards(newest).data
        assert set(data["evidence"]) <= {"filed", "company", "press", "secondary"}
        assert (pd.to_datetime(data["told"]) <= pd.Timestamp("2026-10-09")).all()

    def test_the_title_names_whose_revenue_is_highest(self, newest, at_the_time):
        assert show.cards(newest).title.text == (
            "Anthropic has the highest revenue of 3 laboratories with a run-rate, at $65bnˢ a year"
        )
        assert show.cards(at_the_time).title.text == ("OpenAI has revenue of $1.3bnˢ a year by its run-rate")


def test_a_card_tells_what_is_expected_of_years_to_come():
    """OpenAI’s plan as The New York Times and The Information saw it in the autumn of 2024; a year that is over is not expected."""

    def told(quarter, day):
        lines = expected(show.Financing(quarter, as_of=day), "openai")
        return {line.measure: line.text for line in lines}

    assert told("2024Q3", "2024-09-30") == {
        "revenue expected of 2024": "$3.7bn",
        "revenue expected of 2025": "$11.6bn",
    }
    of_november = told("2024Q3", "2024-11-01")
    assert of_november["revenue expected of 2029"] == "$100bn"
    assert of_november["net loss expected of 2026"] == "$14bn"
    assert of_november["first year of profit expected"] == "2029"
    assert "revenue expected of 2024" not in told("2025Q3", "2025-11-01")
    assert told("2022Q4", "2023-01-30") == {}


def test_a_price_told_in_passing_of_a_time_before_is_no_newest_one():
    """An article of 29 October 2023 says that Anthropic was valued at 4.1 billion earlier that year, without a day."""
    report = show.Financing("2023Q3", as_of="2023-10-31")
    prices = [(v.day.isoformat(), v.value) for v in priced(report) if v.row.who == "anthropic"]
    assert prices == [("2023-02-03", 5 * BN)]
    rows = {(row[1].text, row[2].text): row for row in show.rounds(report).body.rows}
    earlier = rows["Anthropic", "valuation of early 2023"]
    assert (earlier[4].text, earlier[4].marks, earlier[6].text) == ("4.1", "bs", "–")
    cards = [[cell.text for cell in row] for row in show.cards(report).body.rows]
    at = next(n for n, row in enumerate(cards) if row[0] == "Anthropic")
    assert [row[2] for row in cards[at : at + 6] if row[1] == "newest valuation told"] == ["$5bn"]


def test_a_price_between_two_ends_is_told_with_both():
    """Bloomberg of 28 October 2023: between 20 and 30 billion were discussed for Anthropic; no price that a multiple is of."""
    report = show.Financing("2023Q3", as_of="2023-10-31")
    rows = {(row[1].text, row[2].text): row for row in show.rounds(report).body.rows}
    assert (rows["Anthropic", "talks"][4].text, rows["Anthropic", "talks"][4].marks) == ("20–30", "ts")
    plan = rows["Anthropic", "plan over two years, for Claude-Next"]
    assert plan[3].text == "up to 5"
    assert not any(v.value in (20 * BN, 30 * BN) for v in priced(report))


class TestTerms:
    def test_paper_has_the_lines_of_the_eight_of_whom_most_is_known(self, newest):
        table = show.cards(newest).body
        data = show.cards(newest).data
        known = data.groupby("lab").size().sort_values(ascending=False)
        assert len(known) > 8
        assert table.unprinted[0] == len(table.rows) - known.head(8).sum()

    def test_of_october_2023(self, at_the_time):
        rows = {b.entry.id: b.terms for b in bound(at_the_time)}
        assert set(rows) == {"D054", "D057"}
        assert (rows["D054"].exclusivity, rows["D054"].model_access) == ("exclusive", "both")
        assert (rows["D057"].exclusivity, rows["D057"].chips) == ("primary", ("Trainium", "Inferentia"))
        made = show.terms(at_the_time)
        assert made.title.text == (
            "Documents tell of terms beside money in 2 of 15 entries: of the cloud in 2 and of the chips in 1"
        )
        assert [c.head.lower() for c in made.body.columns] == ["announced", "from", "to", "terms"]
        assert [row[-1].text for row in made.body.rows if "chips" in row[-1].text] == [
            "which cloud: primary cloud; chips: Trainium, Inferentia; models go to: the cloud’s customers"
        ]
        assert "No document of the data tells of: escrow, technology, least in cash." in made.notes

    def test_the_least_cash_of_october_2024_has_its_own_document(self):
        made = show.terms(show.Financing("2024Q3", as_of="2024-11-01"))
        cash = [row[-1] for row in made.body.rows if row[-1].text]
        assert [(c.text, c.url.split("/")[2]) for c in cash] == [("0.25", "www.maginative.com")]

    def test_terms_that_nobody_could_have_read_are_none(self):
        (entry,) = [e for e in deals.ledger("2024-12-31") if e.id == "D104"]
        assert terms_of(entry).cash_minimum == 0.25 * BN
        assert terms_of(entry, {"maginative-openai-2024-09"}) is None
        (without,) = [e for e in deals.ledger("2024-12-31") if e.id == "D052"]
        assert terms_of(without) is None
        assert math.isnan(without.row.cash_minimum)


class TestBothExhibits:
    def test_a_round_that_a_cloud_joined_is_a_deal_as_well(self, at_the_time):
        in_rounds = [row[1].text for row in show.rounds(at_the_time).body.rows]
        backed = [row[1].text for row in show.backers(at_the_time).body.rows]
        assert "Inflection AI" in in_rounds
        assert backed.count("Inflection AI") == 2  # behind Microsoft and behind NVIDIA

    def test_the_check_names_the_round(self, monkeypatch):
        rounds = facts.load_rounds()
        rounds.loc[rounds["round_id"] == "runway-2023-06-15-series-c-ext", "investors"] = "Tencent; others"
        monkeypatch.setattr(checks, "load_rounds", lambda: rounds)
        check = checks.rounds_are_deals()
        assert check.status == "failed"
        assert (
            "tencent is among its investors, and deals.csv has no investment of tencent in Runway"
            in check.reason
        )
        assert "valid: a deal within 120 days of it; add the deal from the same document" in check.reason

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"cash_minimum": -1.0}, "cash_minimum is -1; valid: above 0, or empty"),
            ({"cash_minimum": math.nan}, "has no terms, and maginative-openai-2024-09 is to tell them"),
        ],
    )
    def test_terms_that_cannot_be(self, changed, said, monkeypatch):
        table = facts.load_table("deals")
        for column, value in changed.items():
            table.loc[table["deal_id"] == "D104", column] = value
        monkeypatch.setattr(promises, "load_table", lambda name: table)
        assert said in promises.deals_are_whole().reason


class TestRunRatesGoOnAsTheyBegan:
    """Made-up statements of one laboratory: what each counts decides which of a quarter stands."""

    @staticmethod
    def told(monkeypatch, *rows: tuple[str, float, str, str]) -> list[tuple[float, str]]:
        """Return value and definition a quarter, of rows of day, value in bn, definition and day of the document."""
        like = facts.load_labs().query("who == 'openai' and metric == 'revenue_run_rate'").head(1)
        made = pd.concat(
            [
                like.assign(
                    as_of=pd.Timestamp(day), value=value * BN, definition=counts, filed=pd.Timestamp(filed),
                    basis="reported", evidence="press",
                )
                for day, value, counts, filed in rows
            ]
        )  # fmt: skip
        monkeypatch.setattr(facts, "load_labs", lambda as_of=None: made)
        quarters = [Quarter(2026, n) for n in (1, 2, 3, 4)]
        points = run_rates("openai", quarters, pd.Timestamp("2027-03-01").date())
        return [(p.value / BN, p.definition) for p in points if p.known]

    GROSS, NET = "incl_partner_gross_sales", "net_of_partner_sales"

    def test_the_definition_of_the_quarter_before_goes_on(self, monkeypatch):
        found = self.told(
            monkeypatch,
            ("2026-05-26", 30, self.NET, "2026-06-01"),
            ("2026-09-30", 50, self.NET, "2026-10-08"),
            ("2026-09-30", 70, self.GROSS, "2026-10-09"),
        )
        assert found == [(30, self.NET), (50, self.NET)]

    def test_the_gross_goes_on_where_it_stood(self, monkeypatch):
        found = self.told(
            monkeypatch,
            ("2026-05-26", 40, self.GROSS, "2026-06-01"),
            ("2026-09-30", 50, self.NET, "2026-10-09"),
            ("2026-09-30", 70, self.GROSS, "2026-10-08"),
        )
        assert found == [(40, self.GROSS), (70, self.GROSS)]

    def test_an_older_statement_of_the_quarter_goes_before_one_that_counts_something_else(self, monkeypatch):
        found = self.told(
            monkeypatch,
            ("2026-05-26", 30, "as_stated", "2026-06-26"),
            ("2026-08-13", 40, "as_stated", "2026-08-23"),
            ("2026-09-30", 70, self.GROSS, "2026-10-09"),
        )
        assert found == [(30, "as_stated"), (40, "as_stated")]

    def test_where_none_goes_on_the_net_stands_and_the_break_is_marked(self, monkeypatch):
        found = self.told(
            monkeypatch,
            ("2026-05-26", 30, "as_stated", "2026-06-26"),
            ("2026-09-30", 50, self.NET, "2026-10-08"),
            ("2026-09-30", 70, self.GROSS, "2026-10-09"),
            ("2026-12-31", 90, self.GROSS, "2027-01-09"),
        )
        assert found == [(30, "as_stated"), (50, self.NET), (90, self.GROSS)]

    def test_openai_of_the_third_quarter_of_2026_is_what_it_was_before(self):
        """Over 40 bn (ft-anthropic-openai-2026-08); 68 to 70 bn of 30 September count sales of partners."""
        (point,) = run_rates("openai", [Quarter(2026, 3)], facts.newest_day())
        assert (point.value, point.definition, point.sources) == (
            40e9,
            "as_stated",
            ("ft-anthropic-openai-2026-08",),
        )
