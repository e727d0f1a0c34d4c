"""A figure and how it comes about: what a person has looked up, and that every trace agrees with the series it explains."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import json
import math
import os
import random
import re
import shutil
import subprocess
import sys
import webbrowser

import pytest
import yaml

import cloudcapex
from cloudcapex import cli, facts, metrics
from cloudcapex.cli.statements import collect
from cloudcapex.errors import UsageError
from cloudcapex.facts.rows import SourceRow
from cloudcapex.metrics.formulas import DERIVED
from cloudcapex.metrics.points import Point, points_of
from cloudcapex.metrics.registry import TRANSFORMS, UnknownMetric
from cloudcapex.periods import Quarter, quarters_between
from cloudcapex.reports.proof_steps import proof_steps
from cloudcapex.reports.review import Review
from cloudcapex.statements import ProofLine
from cloudcapex.statements.evidence import in_series
from cloudcapex.tracing.leaves import Overruled, StatedPeriod, Telling
from cloudcapex.tracing.lines import COLUMNS
from cloudcapex.tracing.traced import DefinitionSpan, How, Trace
from shown import proofs_told
from turning import turned

SEED = os.environ["CLOUDCAPEX_SEED"]
QUARTERS = [*map(str, quarters_between(Quarter(2019, 1), Quarter(2026, 2)))]
TAILS = ("", *(f".{t}" for t in TRANSFORMS), *(f".ttm.{t}" for t in TRANSFORMS if t != "ttm"))
DAYS = (None, "2019-08-01", "2021-02-10", "2022-03-01", "2023-11-20", "2024-08-15", "2026-04-30")


def trace(metric: str, company: str, quarter: str, as_of: str | None = None) -> Trace:
    """Ask through the face of the package, as an analyst does."""
    return cloudcapex.trace(metric, company, quarter, as_of=as_of)


def cited(found: Trace) -> list[tuple[str, float]]:
    """Return the accession and the value of each leaf."""
    return [(leaf.told.document.accession, leaf.value) for leaf in found.leaves]


def held_to_series(expression: str, company: str, quarter: str, as_of: str | None) -> bool:
    """Hold a trace to what `series` says of the same figure; tell whether there is one."""
    where = f"{expression} of {company}, {quarter} as of {as_of}"
    (row,) = points_of(metrics.series(expression, [company], quarter, quarter, as_of))
    found = trace(expression, company, quarter, as_of)
    assert repr(found.point) == repr(row), where
    assert found.reason == row.reason, where
    again = found.recomputed()
    if row.known:
        assert math.isclose(again, row.value, rel_tol=1e-9, abs_tol=1e-12), where
        behind = {leaf.told.document.source_id for leaf in found.leaves}
        assert behind == {*row.sources}, where
        assert behind <= {*facts.load_sources()["source_id"]}, where
    else:
        assert math.isnan(again), where
    for day in (leaf.told.filed for leaf in found.leaves):
        assert as_of is None or str(day) <= as_of, where
    assert len(found.to_frame()) == len(repr(found).splitlines()) == found._repr_html_().count("<tr><td"), (
        where
    )
    return row.known


def tells_quarters(company: str) -> bool:
    """Whether a company tells anything of less than a year: Huawei does not, and no trace of it ends in a figure."""
    told = facts.load_facts().query("company == @company")
    return bool(((told["period_end"] - told["period_start"]).dt.days.fillna(0) < 300).any())


class TestEveryFigure:
    """The same holds of whatever the data hold, so it is asked of all of it."""

    @turned("as_of", DAYS, size=1)
    @turned("company", tuple(facts.companies()))
    def test_it_is_what_series_says_and_comes_out_of_its_leaves(self, company, as_of):
        chance = random.Random(f"{SEED} {company} {as_of}")
        known = 0
        for metric in metrics.known_metrics():
            # A quarter that has a value where there is any, and one of all.
            series = metrics.series(metric, [company], QUARTERS[0], QUARTERS[-1], as_of)
            there = [*series.loc[series["reason"] == "", "calendar_quarter"]]
            if there:
                known += held_to_series(metric, company, chance.choice(there), as_of)
            for quarter in ([chance.choice(there)] if there else []) + [chance.choice(QUARTERS)]:
                expression = metric + chance.choice(TAILS)
                try:
                    metrics.series(expression, [company], quarter, quarter)
                except UsageError as refused:
                    with pytest.raises(UsageError, match=re.escape(str(refused))):
                        trace(expression, company, quarter, as_of)
                    continue
                known += held_to_series(expression, company, quarter, as_of)
        assert known or as_of is not None or not tells_quarters(company)

    @turned("metric", tuple(DERIVED), 8)
    def test_a_formula_of_every_company(self, metric):
        chance = random.Random(f"{SEED} {metric}")
        for company in metrics.holders(metric):
            held_to_series(metric, company, chance.choice(QUARTERS), None)

    def test_outside_the_data_there_is_the_reason_alone(self):
        for quarter, reason in (("1999Q4", "not_disclosed"), ("2099Q4", "not_yet_filed")):
            assert not held_to_series("capex_cash", "meta", quarter, None)
            found = trace("capex_cash.yoy", "meta", quarter)
            assert (found.reason, found.leaves, found.documents) == (reason, (), ())


class TestLookedUp:
    def test_a_year_less_nine_months(self):
        """Microsoft, fiscal 2026: 115,948 million in the 10-K, 80,146 million of nine months in the 10-Q of April."""
        found = trace("capex_cash", "microsoft", "2026Q2")
        assert found.value == 115_948_000_000 - 80_146_000_000 == 35_802_000_000
        assert cited(found) == [
            ("0001193125-26-323660", 115_948_000_000),
            ("0001193125-26-191507", 80_146_000_000),
        ]
        year, nine = found.leaves
        assert (year.length, str(year.start), str(year.end)) == ("twelve months", "2025-07-01", "2026-06-30")
        assert (nine.length, nine.told.document.form) == ("nine months", "10-Q")
        assert found.how is How.LESS
        assert "capex_cash 2026Q2 (FY26 Q4): 35,802,000,000 USD · twelve months less nine months" in repr(
            found
        )

    def test_a_rate_down_to_the_four_filings(self):
        found = trace("capex_cash.yoy", "microsoft", "2026Q2")
        now, then = found.parts
        assert (now.value, then.value) == (35_802_000_000, 17_079_000_000)
        assert found.value == 35_802 / 17_079 - 1
        assert [a for a, _ in cited(found)] == [
            "0001193125-26-323660",
            "0001193125-26-191507",
            "0000950170-25-100235",
            "0000950170-25-061046",
        ]
        assert "2026Q2 against 2025Q2" in repr(found)

    def test_a_formula_names_its_operands_and_what_it_means(self):
        found = trace("free_cash_flow", "meta", "2021Q4")
        assert [part.point.metric for part in found.parts] == ["operating_cash_flow", "capex_cash"]
        assert found.means == metrics.describe("free_cash_flow")["definition"]

    def test_a_restated_quarter_has_both_values_with_their_filings(self):
        """Meta's capex of 2021: 18,567 million in the 10-K of 2022, 18,690 in that of 2023; nine months alike."""
        found = trace("capex_cash", "meta", "2021Q4")
        assert (found.value, found.first.value) == (5_400_000_000, 5_369_000_000)
        assert [d.accession for d in found.first.documents] == [
            "0001326801-21-000065",
            "0001326801-22-000018",
        ]
        year, _ = found.leaves
        assert [(t.value, t.document.accession, str(t.filed)) for t in year.tellings] == [
            (18_567_000_000, "0001326801-22-000018", "2022-02-03"),
            (18_690_000_000, "0001326801-23-000013", "2023-02-02"),
        ]
        assert "18,567,000,000 USD → 18,690,000,000 USD; stands here" in repr(found)

    def test_the_same_before_it_was_restated(self):
        found = trace("capex_cash", "meta", "2021Q4", "2022-03-01")
        assert (found.value, found.first) == (5_369_000_000, None)
        assert [len(leaf.tellings) for leaf in found.leaves] == [1, 1]

    def test_like_from_like_where_only_part_is_restated(self):
        """The year 2022 was restated by Meta and its nine months were not: both stand as first reported."""
        found = trace("capex_cash", "meta", "2022Q4")
        year, nine = found.leaves
        assert (year.used, len(year.tellings)) == (0, 2)
        assert found.value == year.tellings[0].value - nine.value
        assert found.value != year.tellings[1].value - nine.value

    def test_a_sum_that_speaks_for_a_line_is_traced_to_its_parts(self):
        found = trace("capex_with_finance_leases", "meta", "2025Q4")
        (whole,) = found.parts
        assert whole.point.metric == "capex_and_lease_principal"
        assert [part.point.metric for part in whole.parts] == ["capex_cash", "finance_lease_principal"]

    def test_a_rate_that_was_stated_is_no_computed_one(self):
        found = trace("cloud_growth", "microsoft", "2025Q4")
        assert [part.point.metric for part in found.parts] == ["azure_growth"]

    def test_the_definition_in_force_and_the_one_before(self):
        before, now = trace("azure_growth", "microsoft", "2026Q2").definitions
        assert (before.definition, before.in_force) == ("azure_before_fy25", False)
        assert (now.definition, now.in_force, now.last) == ("azure_from_fy25", True, "2026Q2")
        assert now.text == facts.definition("azure_growth", "microsoft", "azure_from_fy25")
        assert Quarter.parse(before.last) + 1 == Quarter.parse(now.first)

    def test_a_definition_does_not_know_the_one_that_follows(self):
        (then,) = trace("azure_growth", "microsoft", "2023Q4", "2024-02-15").definitions
        assert "2024" not in then.text
        assert "August 2024" in trace("azure_growth", "microsoft", "2023Q1").definitions[0].text


class TestMissing:
    def test_what_was_read_in_vain_is_named(self):
        row = facts.load_absences().iloc[0]
        found = trace(row["metric"], row["company"], row["calendar_quarter"])
        assert found.reason == "not_disclosed"
        assert found.looked_in == found.documents[0]
        assert "read in vain: " in repr(found)

    def test_what_is_known_of_a_longer_period_is_shown(self):
        """A quarter that cannot be derived lies in a longer period, or between quarters of its line."""
        book = metrics.book.open_book()
        holes = book.holes[book.holes["company"] == "amazon"]
        shown = 0
        for hole in holes.itertuples():
            found = trace(hole.metric, "amazon", str(metrics.frames.quarter_at(hole.quarter)))
            if found.reason == "not_derivable":
                shown += bool(found.held)
                assert all(held.length != "three months" for held in found.held)
        assert shown

    def test_a_formula_says_which_operand_is_not_there(self):
        found = trace("free_cash_flow", "huawei", "2024Q2")
        assert not found.point.known
        assert any(part.reason for part in found.parts) or found.reason == "not_applicable"


@pytest.fixture
def home(tmp_path, monkeypatch, checkout):
    """Lay out data that a test may change."""
    shutil.copytree(checkout / "data", tmp_path / "data")
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(tmp_path))
    return tmp_path


class TestCorrected:
    def test_what_a_correction_moved_says_so(self):
        """The 10-K for fiscal 2018, 0001564590-18-019062, tags the quarter from 2 July 2016."""
        found = trace("operating_income", "microsoft", "2016Q3")
        (correction,) = found.leaves[0].corrections
        assert correction.change == "period_start 2016-07-02 → 2016-07-01"
        assert "a day late" in repr(found)

    def test_not_before_the_document_it_corrects(self):
        assert trace("operating_income", "microsoft", "2016Q3", "2018-08-02").leaves[0].corrections == ()

    @pytest.mark.parametrize(
        ("action", "now", "change"),
        [
            (
                {"action": "set", "set": {"value": 80_000_000_000}},
                35_948_000_000,
                "value 80146000000 → 80000000000",
            ),
            ({"action": "drop"}, None, ""),
        ],
    )
    def test_one_that_is_planted(self, home, action, now, change):
        path = home / "data" / "corrections.yml"
        match = {"company": "microsoft", "metric": "capex_cash", "source_id": "0001193125-26-191507"}
        day = dt.date(2026, 3, 31)
        entry = {"table": "facts", "match": {**match, "period_end": day, "period_start": dt.date(2025, 7, 1)},
                 "expect": {"rows": 1, "value": 80_146_000_000}, "reason": "misprinted", **action}  # fmt: skip
        path.write_text(path.read_text(encoding="utf-8") + yaml.safe_dump([entry]), encoding="utf-8")
        found = trace("capex_cash", "microsoft", "2026Q2")
        if now is None:
            assert (
                "corrected (drop): period_start 2025-07-01, period_end 2026-03-31, value 80146000000"
                in repr(found)
            )
            assert all(leaf.value != 80_146_000_000 for leaf in found.leaves)
        else:
            assert found.value == now
            assert [c.change for leaf in found.leaves for c in leaf.corrections] == [change]
            assert "corrected (set): value 80146000000 → 80000000000: misprinted" in repr(found)


class TestShown:
    EVIL = '<script>alert("x")</script>&'

    @pytest.fixture
    def evil(self) -> Trace:
        """Say in every text what a page must not run."""
        text, day = self.EVIL, dt.date(2026, 7, 29)
        document = SourceRow(text, text, text, f"javascript:{text}", text, text, day, day, text, text)
        telling = Telling(1.0, day, day, document, day, text, text, text, text)
        linked = Telling(2.0, day, day, SourceRow("a", "", text, f'https://x.org/"{text}', "", "", day, day, ""), day,
                         "", "", "", "")  # fmt: skip
        leaf = StatedPeriod(
            text, text, text, day, day, text, (telling, linked), 1, (Overruled(text, text, text),)
        )
        point = Point(text, text, Quarter(2026, 2), 2.0, text, text, text, text)
        meaning = DefinitionSpan(text, text, text, "2026Q1", "2026Q2", True)
        return Trace(
            point,
            How.STATED,
            (leaf,),
            text,
            None,
            (meaning,),
            (Overruled(text, text, text),),
            (leaf,),
            document,
        )

    def test_no_datum_is_markup_and_no_address_runs(self, evil):
        page = evil._repr_html_()
        assert "<script" not in page
        assert "javascript:" not in re.findall(r'href="([^"]*)', page)[0]
        assert {*re.findall(r"</?([a-z]+)", page)} == {"table", "thead", "tbody", "tr", "th", "td", "a", "b"}
        assert all(html.unescape(url).startswith("https://") for url in re.findall(r'href="([^"]*)"', page))
        assert html.escape(self.EVIL) in page

    def test_a_frame_has_a_row_a_line(self):
        frame = trace("capex_cash", "microsoft", "2026Q2").to_frame()
        assert [*frame.columns] == COLUMNS
        assert [*frame["kind"]] == ["figure", "fact", "fact", "definition"]
        assert [*frame["level"]] == [0, 1, 1, 0]
        assert frame["value"].iloc[0] == 35_802_000_000

    def test_the_face_of_the_package_is_light_until_it_is_asked(self):
        script = (
            "import sys, cloudcapex; assert 'trace' in dir(cloudcapex); sys.exit('pandas' in sys.modules)"
        )
        subprocess.run([sys.executable, "-c", script], check=True)
        with pytest.raises(AttributeError, match="no attribute 'trade'"):
            _ = cloudcapex.trade

    def test_it_is_frozen(self):
        with pytest.raises(AttributeError):
            trace("capex_cash", "microsoft", "2026Q2").how = How.PLUS


@pytest.fixture(scope="module")
def told() -> tuple[list[dict], list[ProofLine]]:
    """Collect what a review claims, and the lines of its proofs."""
    with proofs_told() as lines:
        records = collect("quarterly_review", {"quarter": "2026Q2"})
    return records, [line for _, line in lines]


class TestOnThePage:
    """The proof of a sentence goes the same way down: each of its values is a trace, each of its steps a leaf of it."""

    def test_the_year_less_nine_months_is_shown_with_both_filings(self, told):
        lines = [x for x in told[1] if (x.who, x.what) == ("Microsoft", "Capex (cash)")]
        now = trace("capex_cash", "microsoft", "2026Q2")
        for line in (x for x in lines if x.when.startswith("2026Q2")):
            assert [s.text for s in line.steps[:4]] == [
                "2026Q2 = ",
                "twelve months to 30 June 2026: $116bn",
                " − ",
                "nine months to 31 March 2026: $80.1bn",
            ]
            assert [s.url for s in line.steps[1:4:2]] == [leaf.told.document.url for leaf in now.leaves]
        assert lines

    def test_each_value_of_a_sentence_is_the_one_that_is_traced(self, told):
        known = facts.companies()
        traced = 0
        for record in told[0]:
            if not record["measure"] or not in_series(record["measure"]):
                continue
            for member, value in record["values"].items():
                if member in known and isinstance(value["value"], float) and not value.get("when"):
                    found = trace(record["measure"], member, record["quarter"])
                    if found.point.definition == value["definition"]:
                        assert math.isclose(found.value, value["value"], rel_tol=1e-9)
                        assert {*found.point.sources} <= {*value["sources"]}
                        traced += 1
        assert traced > 50

    def test_every_link_of_a_step_is_a_document_of_the_data(self, told):
        urls = {*facts.load_sources()["url"]}
        steps = [step for line in told[1] for step in line.steps]
        assert {step.url for step in steps if step.url} <= urls
        assert len(steps) > 100

    def test_a_restated_figure_says_what_it_was_first(self):
        report = Review("2021Q4")
        value = trace("capex_cash", "meta", "2021Q4").value
        steps = proof_steps(report, "capex_cash", "meta", Quarter(2021, 4), value)
        assert (steps[-1].text, steps[-1].url.rsplit("/")[-1]) == (
            "first reported: $5.37bn",
            "0001326801-22-000018-index.htm",
        )
        then = proof_steps(
            report.known_on(dt.date(2022, 3, 1)), "capex_cash", "meta", Quarter(2021, 4), value
        )
        assert then == ()  # that day had another value

    def test_what_a_company_counts_otherwise_is_said(self):
        value = trace("azure_growth", "microsoft", "2026Q2").value
        (step,) = proof_steps(Review("2026Q2"), "azure_growth", "microsoft", Quarter(2026, 2), value)
        assert step.text == "Azure and other cloud services on the definition of August 2024"


class TestCommand:
    @pytest.fixture
    def run(self, capsys):
        def call(*arguments: str) -> tuple[int, str, str]:
            code = cli.main(("trace", *arguments))
            said = capsys.readouterr()
            return code, said.out, said.err

        return call

    def test_json_is_the_tree(self, run):
        code, out, err = run("capex_cash.yoy", "microsoft", "2026Q2", "--format", "json")
        found = json.loads(out)
        assert (code, err) == (0, "")
        assert found["how"] == "against"
        assert [part["point"]["value"] for part in found["parts"]] == [35_802_000_000, 17_079_000_000]
        year = found["parts"][0]["parts"][0]
        assert year["tellings"][year["used"]]["document"]["accession"] == "0001193125-26-323660"

    def test_json_has_null_where_missing(self, run):
        found = json.loads(run("capex_cash", "meta", "2099Q1", "--format", "json")[1])
        assert (found["point"]["value"], found["point"]["reason"]) == (None, "not_yet_filed")

    def test_csv_is_clean(self, run):
        rows = [*csv.DictReader(io.StringIO(run("capex_cash", "MSFT", "2026Q2", "--format", "csv")[1]))]
        assert [*rows[0]] == COLUMNS
        assert [row["value"] for row in rows] == ["35802000000", "115948000000", "80146000000", ""]
        assert rows[1]["url"].startswith("https://www.sec.gov/Archives/edgar/data/789019/")

    def test_the_table_in_a_pipe_is_tab_separated(self, run):
        first, year, *_ = (line.split("\t") for line in run("capex_cash", "msft", "2026Q2")[1].splitlines())
        assert first[:4] == ["microsoft capex_cash", "2026Q2 (FY26 Q4)", "35,802,000,000", "USD"]
        assert year[4:6] == ["10-K 0001193125-26-323660", "2026-07-29"]

    @pytest.mark.parametrize("name", ["microsoft", "MICROSOFT", "msft", "Microsoft", " 微软 ", "微軟"])
    def test_a_company_by_any_of_its_names(self, run, name):
        assert run("capex_cash", name, "2026Q2")[1].startswith("microsoft capex_cash\t")

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("capex_csh", "microsoft", "2026Q2"), "unknown metric 'capex_csh'; did you mean capex_cash"),
            (
                ("capex_cash.yoyo", "microsoft", "2026Q2"),
                "unknown transform 'yoyo' of capex_cash; valid: ttm, yoy",
            ),
            (("capex_cash", "micrsoft", "2026Q2"), "valid: microsoft, alphabet, "),
            (("capex_cash", "micrsoft", "2026Q2"), "did you mean microsoft?"),
            (("capex_cash", "GOGL", "2026Q2"), "did you mean alphabet or oracle?"),
            (("capex_cash", "", "2026Q2"), "unknown company ''"),
            (
                ("capex_cash", "microsoft", "2026Q5"),
                "quarter: '2026Q5' is not a quarter; valid: a year and a quarter",
            ),
            (("capex_cash", "microsoft", "2026Q2", "--as-of", "soon"), "--as-of: 'soon' is not a date"),
            (
                ("capex_cash", "microsoft", "2026Q2", "--as-of", "1990-01-01"),
                "nothing was known by 1990-01-01",
            ),
            (("capex_cash", "microsoft"), "Missing argument 'QUARTER'"),
        ],
    )
    def test_a_wrong_command_is_one_line(self, run, arguments, said):
        code, out, err = run(*arguments)
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert said in err

    def test_the_same_in_python(self):
        with pytest.raises(UnknownMetric, match="did you mean capex_cash"):
            trace("capex_csh", "microsoft", "2026Q2")

    NEWEST = (
        "https://www.sec.gov/Archives/edgar/data/789019/000119312526323660/0001193125-26-323660-index.htm"
    )

    def test_open_shows_the_newest_filing_and_its_address(self, run, monkeypatch):
        asked = []
        monkeypatch.setattr(webbrowser, "open", lambda url: asked.append(url) or True)
        code, out, err = run("capex_cash", "microsoft", "2026Q2", "--format", "json", "--open")
        assert (code, asked, err) == (0, [self.NEWEST], f"opened {self.NEWEST}\n")
        json.loads(out)

    def test_without_a_browser_the_address_is_said(self, run, monkeypatch):
        monkeypatch.setattr(webbrowser, "open", lambda url: False)
        code, _, err = run("capex_cash", "microsoft", "2026Q2", "--open")
        assert (code, err) == (0, f"no browser here; the address is {self.NEWEST}\n")

    def test_nothing_to_open_is_said(self, run, monkeypatch):
        monkeypatch.setattr(webbrowser, "open", lambda url: pytest.fail("opened"))
        assert run("capex_cash", "meta", "2099Q1", "--open")[2] == "no document behind it has an address\n"
