"""What changed between two editions: every kind of change on figures that filings hold, and how the review tells it."""

from __future__ import annotations

import datetime as dt
import itertools
import math
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
import yaml

import shown
from cloudcapex import facts, metrics
from cloudcapex.changes import COLUMNS, KINDS, Change, Vintage, changes, previous_vintage, restatements
from cloudcapex.errors import UsageError
from cloudcapex.periods import Quarter, quarters_between
from cloudcapex.reports import change_words
from cloudcapex.reports import review as show
from cloudcapex.reports.review.changes import MOST
from cloudcapex.reports.review.restated import told_anew
from turning import in_turn, turned

META_Q2_2024 = "0001326801-24-000069"


def vintage(text: str) -> Vintage:
    quarter, _, day = text.partition("@")
    return Vintage(Quarter.parse(quarter), dt.date.fromisoformat(day))


def compare(before: str, after: str, *companies: str, **more) -> list[Change]:
    return changes(vintage(before), vintage(after), companies or None, **more)


def pick(found: list[Change], kind: str, metric: str = "") -> list[Change]:
    return [c for c in found if c.kind == kind and metric in ("", c.metric)]


@pytest.fixture
def plant(checkout, tmp_path, monkeypatch):
    """Give a copy of the data to change, and a function that appends rows to its tables."""
    shutil.copytree(checkout / "data", tmp_path / "data")
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(tmp_path))

    def add(table: str, **row: object) -> None:
        path: Path = tmp_path / "data" / table
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        line = {column: str(row.get(column, "")) for column in frame.columns}
        pd.concat([frame, pd.DataFrame([line])]).to_csv(path, index=False)

    add.folder = tmp_path / "data"  # type: ignore[attr-defined]
    return add


class TestPreviousEdition:
    def test_it_is_the_day_the_quarter_before_was_complete(self):
        # NVIDIA closed 2023Q3 with its 10-Q 0001045810-23-000227; Oracle opened 2023Q4 with its release of 11 December.
        assert str(previous_vintage("2023Q4", "2024-02-15")) == "2023Q3@2023-11-21"
        # Oracle's 10-Q 0001564590-19-008273 of 18 March 2019 is the first of 2019Q1.
        assert str(previous_vintage("2019Q1", "2026-10-09")) == "2018Q4@2019-02-21"

    @turned("quarter", quarters_between("2019Q1", "2026Q2")[1::4], 2)
    def test_every_large_company_has_filed_the_quarter_before_and_none_the_quarter(self, quarter):
        before = previous_vintage(quarter, facts.newest_day())
        assert before.quarter == quarter - 1
        told = metrics.series(
            "revenue", ["microsoft", "alphabet", "amazon", "meta"], before.quarter, quarter, before.as_of
        )
        there = told[told["reason"] == ""]
        assert there["calendar_quarter"].tolist() == [str(before.quarter)] * 4

    def test_what_is_filed_later_does_not_move_it(self):
        assert previous_vintage("2023Q4", "2024-02-15") == previous_vintage("2023Q4", "2026-10-09")

    def test_where_nobody_has_spoken_it_ends_with_the_quarter(self):
        before = previous_vintage("2026Q2", "2026-06-01")
        assert before.quarter == Quarter(2026, 1)
        assert dt.date(2026, 5, 20) < before.as_of <= dt.date(2026, 6, 1)

    def test_a_day_that_is_given_counts(self):
        assert str(previous_vintage("2023Q4", "2024-02-15", "2023-11-30")) == "2023Q3@2023-11-30"

    @pytest.mark.parametrize("day", ["2023-09-30", "2024-02-15", "2025-01-01"])
    def test_a_day_that_cannot_be_is_refused(self, day):
        with pytest.raises(UsageError, match=r"previous_as_of.*a day after 2023-09-30"):
            previous_vintage("2023Q4", "2024-02-15", day)


class TestChanges:
    def test_nothing_changes_from_an_edition_to_itself(self):
        assert compare("2023Q4@2024-02-15", "2023Q4@2024-02-15") == []

    def test_on_one_day_only_the_quarter_is_added(self):
        found = compare("2023Q3@2024-02-15", "2023Q4@2024-02-15", "amazon", "meta")
        assert {c.kind for c in found} <= {"added", "gained"}
        assert [(c.company, str(c.quarters[0])) for c in pick(found, "added")] == [
            ("amazon", "2023Q4"),
            ("meta", "2023Q4"),
        ]

    def test_an_added_quarter_counts_its_figures_and_names_its_report(self):
        (meta,) = pick(compare("2023Q3@2023-11-21", "2023Q4@2024-02-15", "meta"), "added")
        known = metrics.series("revenue", "meta", "2023Q4", "2023Q4", "2024-02-15")
        assert meta.quarters == (Quarter(2023, 4),)
        assert meta.filed == dt.date(2024, 2, 2)
        assert "0001326801-24-000012" in meta.sources  # 10-K for 2023
        assert meta.figures > 5
        assert known["value"].notna().all()

    def test_meta_restated_capex_of_2023(self):
        found = compare("2024Q1@2024-05-31", "2024Q2@2024-08-31", "meta")
        (change,) = pick(found, "restated", "capex_cash")
        # 10-Q 0001326801-24-000069: 12,957 for six months of 2023 where 13,058 had been filed.
        assert (change.before, change.after) == (6_216_000_000, 6_134_000_000)
        assert (str(change.quarters[0]), str(change.valued)) == ("2023Q2", "2023Q2")
        assert change.filed == dt.date(2024, 8, 1)
        assert META_Q2_2024 in change.sources
        assert "0001326801-23-000093" in change.sources_before
        assert (change.grade_before, change.grade) == ("filed", "filed")

    def test_a_quarter_restated_by_the_report_that_repeats_its_year(self):
        # Amazon restated nine months of 2022 on 2023-10-27 and repeated the year in its 10-K 0001018724-24-000008:
        # only then was there something to take the nine months from, 41,921 - 29,236.
        found = compare("2023Q3@2023-11-21", "2023Q4@2024-02-15", "amazon")
        (change,) = pick(found, "restated")
        assert (change.metric, str(change.quarters[0])) == ("depreciation_and_amortization", "2022Q4")
        assert (change.before, change.after) == (13_145_000_000, 12_685_000_000)
        assert change.filed == dt.date(2024, 2, 2)
        assert change.sources == ("0001018724-24-000008",)

    def test_the_recast_of_august_2024_is_a_definition_and_no_restatement(self):
        found = compare("2024Q1@2024-05-31", "2024Q2@2024-08-31", "microsoft")
        (growth,) = pick(found, "redefined", "azure_growth")
        assert (growth.definition_before, growth.definition) == ("azure_before_fy25", "azure_from_fy25")
        assert [str(q) for q in growth.quarters] == ["2023Q3", "2023Q4", "2024Q1", "2024Q2"]
        # 8-K of 21 August 2024: the quarter to March 2024 grew 35 % where 31 % had been stated.
        assert (str(growth.valued), growth.before, growth.after) == ("2024Q1", 0.31, 0.35)
        assert growth.filed == dt.date(2024, 8, 21)
        assert not pick(found, "restated")

    def test_a_line_that_breaks_off_has_no_value_before(self):
        found = compare("2024Q2@2024-08-31", "2024Q3@2024-11-30", "microsoft")
        (line,) = pick(found, "redefined", "intelligent_cloud_revenue")
        # 10-Q 0000950170-24-118967: 24,092 on the new segments; no quarter is told on both.
        assert math.isnan(line.before)
        assert (line.after, str(line.quarters[0])) == (24_092_000_000, "2024Q3")
        assert line.sources == ("0000950170-24-118967",)

    def test_a_figure_only_told_more_finely_is_not_restated(self):
        found = compare("2026Q1@2026-05-31", "2026Q2@2026-10-09", "amazon")
        (finer,) = pick(found, "replaced", "capex_net_of_incentives")
        assert (finer.before, finer.after) == (31_400_000_000, 31_368_000_000)
        assert finer.grade_before == finer.grade == "company"

    def test_a_filing_takes_the_place_of_a_note(self):
        found = compare("2026Q1@2026-05-31", "2026Q2@2026-10-09", "oracle")
        (better,) = pick(found, "replaced", "cloud_revenue")
        assert (better.grade_before, better.grade, str(better.valued)) == ("company", "filed", "2025Q3")
        assert better.before == better.after

    def test_a_company_that_is_new_adds_all_its_quarters(self):
        # CoreWeave's first 10-Q, 0001769628-25-000014, of 15 May 2025, tells 2025Q1 and 2024Q1.
        found = compare("2024Q4@2025-05-14", "2025Q1@2025-05-31", "coreweave")
        assert {str(c.quarters[0]) for c in pick(found, "added")} >= {"2025Q1"}
        assert not pick(found, "lost")

    def test_older_quarters_that_come_to_light_are_gained(self):
        # CoreWeave's 10-Q for 2025Q3 tells the quarter a year before, 583,941 thousand, from before its listing.
        found = compare("2025Q2@2025-08-31", "2025Q4@2026-02-28", "coreweave")
        (revenue,) = pick(found, "gained", "revenue")
        assert (revenue.after, str(revenue.quarters[0])) == (583_941_000, "2024Q3")
        assert revenue.sources == ("0001769628-25-000062",)

    def test_a_line_that_is_not_told_any_more_is_lost(self):
        # Alibaba's 6-K 0001193125-26-231755 of 20 May 2026 states the year to March 2026 and does not split it.
        found = compare("2025Q4@2026-02-28", "2026Q1@2026-05-31", "alibaba")
        lost = {c.metric: c for c in pick(found, "lost")}
        gone = lost["capex_as_stated"]
        assert (str(gone.quarters[0]), str(gone.valued)) == ("2026Q1", "2025Q3")
        assert gone.reason == "not_derivable"
        assert gone.before == 31_500_000_000
        assert gone.filed is None
        series = metrics.series("capex_as_stated", "alibaba", "2026Q1", "2026Q1")
        assert series["reason"].tolist() == ["not_derivable"]

    def test_a_line_that_waits_for_its_filing_is_not_lost(self):
        # On 2 February 2024 Amazon's release was out and most of its lines came with the 10-K of that day.
        found = compare("2023Q3@2023-11-21", "2023Q4@2024-02-01", "amazon")
        assert not pick(found, "lost")

    def test_quarters_before_the_window_are_left_out(self):
        late = compare("2024Q1@2024-05-31", "2024Q2@2024-08-31", "meta", start="2024Q1")
        assert not pick(late, "restated")

    @pytest.mark.parametrize(
        ("before", "after"),
        [("2026Q2@2026-10-09", "2026Q1@2026-10-09"), ("2025Q4@2026-03-02", "2026Q1@2026-03-01")],
    )
    def test_backwards_is_refused(self, before, after):
        with pytest.raises(UsageError, match="write the earlier edition first"):
            compare(before, after)

    def test_an_unknown_company_is_refused(self):
        with pytest.raises(UsageError, match="did you mean amazon"):
            compare("2023Q3@2023-11-21", "2023Q4@2024-02-15", "amazn")


PAIRS = (
    "2019Q1@2019-05-31",
    "2021Q1@2021-05-26",
    "2023Q2@2023-08-28",
    "2024Q2@2024-08-31",
    "2026Q2@2026-10-09",
)


@turned("text", PAIRS)
def test_every_change_is_new_and_has_its_documents(text):
    after = vintage(text)
    before = previous_vintage(after.quarter, after.as_of)
    found = changes(before, after)
    published = facts.load_sources().set_index("source_id")[["filed", "published"]]
    known = facts.load_facts(after.as_of)
    assert found
    for change in found:
        assert all(q <= after.quarter for q in change.quarters)
        if change.kind == "lost":
            assert change.sources_before
            continue
        assert change.sources, change
        assert change.filed <= after.as_of, change
        # What was published before can be new for its quarter alone: the edition before did not show that one.
        assert before.as_of < change.filed or min(change.quarters) > before.quarter, change
        assert set(change.sources) <= set(known["source_id"])
        days = published.loc[list(change.sources)].max(axis=1).dropna()
        assert (days <= pd.Timestamp(after.as_of)).all()
        if change.kind == "restated":
            assert change.before != change.after
            assert change.sources != change.sources_before


def test_step_by_step_no_restatement_is_missed():
    """From the first report to today, the steps lead from the first value of each figure to the latest."""
    companies = ["meta", "amazon", "alphabet", "oracle"]
    yearly = quarters_between("2019Q2", "2026Q2")[::4]
    steps = [previous_vintage(q, facts.newest_day()) for q in yearly]
    steps.append(Vintage(Quarter(2026, 2), facts.newest_day()))
    told: dict[tuple, list[Change]] = {}
    for before, after in itertools.pairwise(steps):
        for c in pick(changes(before, after, companies), "restated"):
            told.setdefault((c.company, c.metric, str(c.quarters[0])), []).append(c)
    for chain in told.values():
        assert [c.after for c in chain[:-1]] == [c.before for c in chain[1:]]
    frame = restatements(companies=companies, start="2018Q1")
    # What was restated within one step had its last value when the later edition first told it.
    days = [pd.Timestamp(step.as_of) for step in steps]
    spans = zip(frame["first_filed"], frame["filed"], strict=True)
    seen = pd.Series([any(first <= day < last for day in days) for first, last in spans])
    frame = frame[~frame["kept_first"] & seen]
    assert len(frame) >= 10
    for row in frame.to_dict("records"):
        chain = told[row["company"], row["metric"], row["calendar_quarter"]]
        assert (chain[0].before, chain[-1].after) == (row["first_value"], row["value"])


class TestPlanted:
    """Kinds of change that the data hold no case of today, on a copy that does."""

    def disclosed(self, plant, value, basis, evidence, filed, source, quarter=("2026-01-01", "2026-03-31")):
        plant(
            "facts/disclosures.csv",
            company="meta", metric="finance_leases_in_capex", definition="as_stated",
            period_start=quarter[0], period_end=quarter[1], value=value, unit="USD",
            basis=basis, evidence=evidence, filed=filed, source_id=source,
        )  # fmt: skip

    def test_an_estimate_is_replaced_by_a_disclosure(self, plant):
        first, later = "0001326801-25-000017", META_Q2_2024  # any documents of Meta's will do
        self.disclosed(plant, 900_000_000, "estimated", "company", "2026-05-01", first)
        self.disclosed(plant, 880_000_000, "reported", "company", "2026-07-29", later)
        found = compare("2026Q1@2026-05-31", "2026Q2@2026-10-09", "meta")
        (change,) = pick(found, "replaced", "finance_leases_in_capex")
        assert (change.grade_before, change.grade) == ("estimated", "company")
        assert (change.before, change.after) == (900_000_000, 880_000_000)

    @pytest.mark.parametrize("action", ["set", "drop"])
    def test_a_correction_is_told_with_the_document_it_corrects(self, plant, action):
        # The 10-Q of 1 August 2024 tags 8,173 for the quarter; the copy declares that to be wrong.
        path = plant.folder / "corrections.yml"
        match = {
            "company": "meta",
            "metric": "net_income",
            "source_id": META_Q2_2024,
            "period_end": dt.date(2024, 6, 30),
        }
        facts_here = facts.load_facts()
        hit = facts_here[
            (facts_here["source_id"] == META_Q2_2024) & (facts_here["metric"] == "net_income")
            & (facts_here["period_end"] == "2024-06-30") & (facts_here["period_start"] == "2024-04-01")
        ]  # fmt: skip
        (value,) = hit["value"]
        match["period_start"] = dt.date(2024, 4, 1)
        entry = {
            "table": "facts", "match": match, "action": action,
            "expect": {"rows": 1, "value": int(value)}, "reason": "a digit was turned round",
        }  # fmt: skip
        if action == "set":
            entry["set"] = {"value": int(value) + 9}
        path.write_text(yaml.safe_dump([*yaml.safe_load(path.read_text()), entry], sort_keys=False))
        (change,) = pick(compare("2024Q1@2024-05-31", "2024Q2@2024-08-31", "meta"), "corrected")
        assert (change.before, str(change.quarters[0])) == (value, "2024Q2")
        assert change.after == value + 9 if action == "set" else math.isnan(change.after)
        assert change.sources == (META_Q2_2024,)
        assert change.reason == "a digit was turned round"
        assert not pick(compare("2024Q2@2024-08-31", "2024Q3@2024-11-30", "meta"), "corrected")
        # The page and the terminal print it, with its reason.
        told = change_words.told(show.Review("2024Q2", as_of="2024-08-31"), change)
        assert told.startswith("Meta: Net income 2024Q2")
        assert told.endswith("a digit was turned round")

    def test_a_later_fact_changes_nothing_before_its_day(self, plant):
        before = compare("2023Q3@2023-11-21", "2023Q4@2024-02-15")
        plant(
            "facts/filings.csv",
            company="amazon", concept="NetIncomeLoss", unit="USD", period_start="2022-10-01",
            period_end="2022-12-31", value=1, form="10-Q", source_id="0001018724-24-000083", filed="2024-05-01",
        )  # fmt: skip
        # As text: from Python 3.13 on two dataclasses that hold a NaN are never equal.
        assert repr(compare("2023Q3@2023-11-21", "2023Q4@2024-02-15")) == repr(before)
        later = compare("2023Q4@2024-02-15", "2024Q1@2024-05-31", "amazon")
        assert 1 in [c.after for c in pick(later, "restated", "net_income")]


@pytest.fixture(scope="module")
def review_2023():
    return shown.replayed()


@pytest.fixture(scope="module")
def review_2024():
    return show.Review("2024Q2")


class TestPage:
    def test_every_kind_has_its_row_with_its_count(self, review_2024):
        body = show.what_changed(review_2024).body
        assert [g.name for g in body.groups] == [change_words.kind_name(review_2024, k) for k in KINDS]
        for kind, group in zip(KINDS, body.groups, strict=True):
            mine = pick(review_2024.changes, kind)
            assert group.count == str(sum(c.figures for c in mine))
            assert len(group.items) <= MOST[kind]
            assert bool(group.items) == bool(mine)
            assert group.rest == ("none" if not mine else group.rest)

    def test_what_is_not_printed_is_counted_and_in_the_csv(self, review_2024):
        exhibit = show.what_changed(review_2024)
        gained = pick(review_2024.changes, "gained")
        group = exhibit.body.groups[KINDS.index("gained")]
        assert group.rest == f"and {len(gained) - MOST['gained']} more"
        lines = exhibit.csv().splitlines()
        assert lines[0] == ",".join(COLUMNS)
        assert len(lines) == len(review_2024.changes) + 1
        restated = next(line for line in lines if line.startswith("restated,meta,capex_cash,as_filed,2023Q2"))
        assert ",6216000000,6134000000,2023Q2," in restated
        assert META_Q2_2024 in restated

    def test_a_restatement_is_printed_so_finely_that_it_shows(self, review_2024):
        items = show.what_changed(review_2024).body.groups[1].items
        assert items[0].text == "Meta: Capex (cash) 2023Q2, $6.216bn → $6.134bn"
        assert items[0].link.endswith(f"{META_Q2_2024}-index.htm")

    def test_chinese_counts_in_hundred_millions_and_loses_no_digit(self):
        chinese = show.Review("2024Q2", language="zh-Hant")
        assert change_words.exact(chinese, 6_216_000_000, "USD") == "62.16億美元"
        assert change_words.exact(chinese, -186_000_000, "USD", bare=True) == "−1.86"
        assert change_words.exact(chinese, 27_035_000_000, "CNY") == "人民幣270.35億元"

    @pytest.mark.parametrize(
        ("value", "unit", "metric", "text"),
        [
            (6_842e6, "USD", "", "$6.842bn"),
            (-186e6, "USD", "", "−$0.186bn"),
            (-20_760e6, "CNY", "", "−RMB\u00a020.760bn"),
            (0.31, "share", "azure_growth", "31\u202f%"),
            (0.02911, "share", "cloud_revenue_growth_reported", "2.9\u202f%"),
            (0.05, "share", "azure_ai_points", "5\u202fpp"),
            (53_000, "count", "azure_ai_customers", "53,000"),
            (1_500, "MW", "active_power", "1.5\u00a0GW"),
            (math.nan, "USD", "", ""),
        ],
    )
    def test_exact_values(self, review_2023, value, unit, metric, text):
        assert change_words.exact(review_2023, value, unit, metric) == text

    def test_the_front_page_box(self, review_2023):
        front = show.front_page(review_2023)
        assert front.aside_title == "What changed since 2023Q3"
        assert str(front.asides[2]) == (
            "Earlier figures restated: 1, Amazon (Depreciation and amortisation, 2022Q4)."
        )
        assert str(front.asides[-1]) == (
            "Compared with 2023Q3 as known on 21 November 2023. Nothing filed after 15 February 2024 is used."
        )

    @turned("quarter", ["2019Q1", "2020Q1", "2022Q3", "2024Q2", "2026Q2"], 2)
    def test_two_to_four_sentences_that_are_true(self, quarter):
        review = show.Review(quarter)
        lines = [str(line) for line in show.change_lines(review)]
        assert 2 <= len(lines) <= 4
        assert all(line.endswith(".") for line in lines)
        added = sum(c.figures for c in pick(review.changes, "added"))
        assert lines[0].startswith(f"New figures: {added}")
        restated = sum(c.figures for c in pick(review.changes, "restated"))
        assert lines[1].startswith(f"Earlier figures restated: {restated}")

    def test_the_front_page_counts_as_the_table_does(self):
        # Once the front page said 15 gained where the table said 17.
        review = show.Review("2023Q4")
        table = {g.name: int(g.count) for g in show.what_changed(review).body.groups}
        front = " ".join(map(str, show.change_lines(review)))
        assert f"New figures: {table['Quarters added']}," in front
        assert f"restated: {table['Figures restated']}," in front
        assert (
            f"Newly covered, of earlier quarters or new measures: {table['Newly covered']} figures" in front
        )

    def test_the_published_day_is_the_one_compared_with(self):
        review = show.Review("2023Q4", as_of="2024-02-15", previous_as_of="2023-10-27")
        assert "known on 27 October 2023" in show.what_changed(review).subtitle

    def test_html_and_typst_let_no_text_act(self, review_2023):
        from cloudcapex.exhibits.tables.grouped import Group, GroupTable, Item

        bad = 'a <b> "c" #d'
        table = GroupTable((bad, bad, bad), (Group(bad, "1", (Item(bad, "javascript:x", bad),), bad),))
        page = table.html(bad, "x")
        assert "a <b>" not in page
        assert page.count("a &lt;b&gt; &quot;c&quot; #d") >= 4
        assert "javascript" not in page
        assert 'a <b> \\"c\\" #d' in table.typst(bad)

    def test_it_fits_half_a_page(self):
        """The longest table of all editions stays under half of what a page holds: about 27 lines of 115 letters."""
        for quarter in ("2019Q1", "2023Q4", "2024Q2", "2024Q3", "2026Q2"):
            body = show.what_changed(show.Review(quarter)).body
            text = [" · ".join([*(i.text for i in g.items), g.rest]) for g in body.groups]
            assert sum(math.ceil((len(t) + 1) / 90) for t in text) <= 27, quarter


class TestRestatements:
    def test_meta_amazon_and_microsoft_are_there(self):
        frame = told_anew(shown.newest()).set_index(["metric", "calendar_quarter", "company"])
        meta = frame.loc["capex_cash", "2023Q2", "meta"]
        assert (meta["first_value"], meta["value"], meta["kind"]) == (6_216e6, 6_134e6, "restated")
        assert (meta["first_filed"], meta["filed"]) == (
            pd.Timestamp("2023-07-27"),
            pd.Timestamp("2024-08-01"),
        )
        amazon = frame.loc["depreciation_and_amortization", "2022Q4", "amazon"]
        assert (amazon["first_value"], amazon["value"]) == (13_145e6, 12_685e6)
        kept = frame.loc["capex_cash", "2022Q4", "meta"]
        assert (kept["kind"], kept["value"]) == ("kept", 9_043e6)
        # 8-K of 21 August 2024, figures as first reported on the calls of the quarters.
        for quarter, old, new in (
            ("2023Q3", 0.29, 0.31),
            ("2023Q4", 0.30, 0.33),
            ("2024Q1", 0.31, 0.35),
            ("2024Q2", 0.29, 0.34),
        ):
            row = frame.loc["azure_growth", quarter, "microsoft"]
            assert (row["first_value"], row["value"], row["kind"]) == (old, new, "recast")
        points = frame.loc["azure_ai_points"]
        assert points["first_value"].tolist() == [0.03, 0.06, 0.07, 0.08]
        assert points["value"].tolist() == [0.05, 0.09, 0.10, 0.11]
        cloud = frame.loc["intelligent_cloud_revenue", "2024Q3", "microsoft"]
        assert (cloud["first_value"], cloud["value"]) == (28_515e6, 24_092e6)
        assert (cloud["kind"], cloud["calendar_quarter_before"]) == ("new_line", "2024Q2")
        assert math.isnan(cloud["change"])

    def test_a_row_links_both_filings(self):
        exhibit = show.restatements(shown.newest())
        row = next(r for r in exhibit.body.rows if r[0].text == "Meta" and r[2].text == "2023Q2")
        assert [c.text for c in row[3:]] == [
            "6.216", "27\u00a0Jul\u00a02023", "6.134", "1\u00a0Aug\u00a02024", "−1.3\u202f%", "restated",
        ]  # fmt: skip
        assert "000132680123000093" in row[3].url == row[4].url
        assert "000132680124000069" in row[5].url == row[6].url

    def test_a_loss_moves_in_money_and_a_share_in_points(self):
        rows = {(r[1].text, r[2].text): r for r in show.restatements(shown.newest()).body.rows}
        # Google Cloud 2022Q4, recast in 2023: a loss of 480 became one of 186.
        assert rows["Cloud operating income", "2022Q4"][7].text == "+0.294"
        assert rows["Azure growth", "2024Q2"][7].text == "+5\u202fpp"
        assert rows["Intelligent Cloud revenue", "2024Q2 | 2024Q3"][7].text == "–"

    def test_it_is_numbered_may_break_and_tells_every_figure(self):
        review = shown.newest()
        exhibit = show.restatements(review)
        assert exhibit.number == review.order.index("restatements") + 1
        assert exhibit.tall
        assert len(exhibit.body.rows) == len(told_anew(review)) == len(exhibit.csv().splitlines()) - 1
        counts = told_anew(review)["kind"].value_counts()
        assert exhibit.title.text.startswith(
            f"Figures told anew: {counts['restated']} restated, {counts['kept']} kept, "
            f"{counts['recast']} recast, {counts['new_line']} on a new definition"
        )

    def test_as_of_an_earlier_day_it_knows_less(self, review_2023):
        frame = told_anew(review_2023)
        assert (frame["filed"] <= pd.Timestamp("2024-02-15")).all()
        assert (
            not frame["metric"].isin(["azure_growth", "azure_ai_points", "intelligent_cloud_revenue"]).any()
        )
        meta = frame[(frame["company"] == "meta") & (frame["metric"] == "capex_cash")]
        assert not meta["calendar_quarter"].str.startswith("2023").any()

    def test_where_there_is_none_it_says_so(self):
        exhibit = show.restatements(show.Review("2020Q1", companies=["oracle"], as_of="2020-05-31", window=4))
        assert exhibit.title.text == ("Figures told anew: 0 restated, 0 recast, 0 on a new definition")
        assert exhibit.body.kind == "absence"


@pytest.mark.turned
@pytest.mark.parametrize(
    ("quarter", "language"),
    in_turn("counts", ["2019Q1", "2022Q3", "2023Q4", "2026Q2"], ["en", "zh-Hant"], 2),
)
def test_the_counts_of_the_title_sum_to_its_rows(quarter, language):
    """14 + 19 + 25 in the title, and 67 rows: new lines were counted once, and what was kept not at all."""
    exhibit = show.restatements(show.Review(quarter, language=language))
    counts = [int(n) for n in re.findall(r"(?<![\dQ])\d+(?!Q)", exhibit.title.text)]
    assert sum(counts) == len(exhibit.data)
