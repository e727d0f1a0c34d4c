"""`cloudcapex diff`, and the editions it and a build look up."""

from __future__ import annotations

import csv
import io
import json
from types import SimpleNamespace

import pytest

from cloudcapex import cli
from cloudcapex.changes import COLUMNS, changes_frame
from cloudcapex.errors import BuildError, UsageError
from cloudcapex.publish.lookup import find_edition
from cloudcapex.publish.previous import previous_day
from cloudcapex.reports import review as show
from publishing import KNOWN, small_checkout

DAY = "2026-10-09"


@pytest.fixture
def run(capsys):
    def call(*arguments: str) -> SimpleNamespace:
        code = cli.main(["diff", *arguments])
        said = capsys.readouterr()
        return SimpleNamespace(code=code, out=said.out, err=said.err)

    return call


def one_error(result: SimpleNamespace, code: int) -> str:
    assert result.code == code
    assert result.out == ""
    assert result.err.count("\n") == 1, result.err
    assert result.err.startswith("error: ")
    return result.err


def record(report="quarterly_review", quarter="2026Q2", as_of=DAY, language="en", data="d1", **parameters):
    """Write down what a manifest holds of an edition."""
    return {
        "edition": {"report": report, "quarter": quarter, "language": language, "as_of": as_of},
        "parameters": {"quarter": quarter, "companies": ["meta", "amazon"], "window": 8, **parameters},
        "inputs": {"data": data},
        "files": {},
    }


@pytest.fixture
def made(tmp_path):
    """Make a manifest in a folder under the test's own, and return its path."""

    def make(folder: str, **content) -> str:
        place = tmp_path / folder
        place.mkdir(parents=True)
        (place / "manifest.json").write_text(json.dumps(record(**content)))
        return str(place)

    return make


@pytest.fixture
def published(tmp_path, monkeypatch, made):
    """Make editions under the reports/ and build/ of a small checkout."""
    home = small_checkout(tmp_path / "checkout", "shows_exhibit")
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(home))
    monkeypatch.chdir(home)
    return lambda folder, **content: made(f"checkout/{folder}", **content)


class TestTable:
    def test_meta_s_restated_capex_of_2023(self, run):
        done = run("2023Q4@2024-02-15", "2023Q4", "--company", "meta")
        assert (done.code, done.err) == (0, "")
        lines = [line.split("\t") for line in done.out.splitlines()]
        assert lines[0] == [f"2023Q4 as known on {DAY} against 2023Q4 as known on 2024-02-15"]
        # 10-Q 0001326801-24-000069 and its comparatives: 12,957 for six months where 13,058 was filed first.
        assert [
            "Figures restated", "Meta", "Capex (cash)", "2023Q2", "$6.216bn", "$6.134bn", "2024-08-01",
            "0001326801-24-000049, 0001326801-24-000069",
        ] in lines  # fmt: skip
        assert lines[-1] == ["restated 4"]

    def test_a_redrawn_line_says_which_quarter_is_compared(self, run):
        done = run("2024Q1@2024-05-31", "2024Q2@2024-08-31", "--company", "microsoft")
        (line,) = [row for row in done.out.splitlines() if "\tAzure growth\t" in row]
        assert "\t2023Q3–2024Q2 (2024Q1)\t31\u202f%\t35\u202f%\t2024-08-21\t" in line

    def test_nothing_changed(self, run):
        done = run("2026Q2", "2026Q2")
        assert done.code == 0
        assert done.out.splitlines()[1:] == ["nothing changed"]

    def test_two_editions_are_compared_as_on_their_page(self, run, made):
        before = made("before", quarter="2026Q1", as_of="2026-05-31")
        after = made("after", quarter="2026Q2")
        done = run(before, f"{after}/manifest.json", "--format", "csv")
        review = show.Review("2026Q2", ["meta", "amazon"], window=8, previous_as_of="2026-05-31")
        page = list(csv.reader(io.StringIO(show.what_changed(review).csv())))
        assert list(csv.reader(io.StringIO(done.out))) == page
        assert len(page) == len(changes_frame(review.changes)) + 1

    @pytest.mark.parametrize(
        ("data", "line"),
        [
            ("d1", "both were made from the same data: what differs is the quarter and the day"),
            ("d2", "the data changed between the two: what either knew is read from the data of now"),
        ],
    )
    def test_it_says_whether_the_data_are_the_same(self, run, made, data, line):
        before = made("before", quarter="2026Q1", as_of="2026-05-31", data="d1")
        after = made("after", quarter="2026Q2", data=data)
        assert run(before, after).out.splitlines()[1] == line
        assert json.loads(run(before, after, "--format", "json").out)["same_data"] is (data == "d1")


class TestJson:
    def test_its_shape(self, run):
        told = json.loads(run("2023Q3@2023-11-21", "2023Q4@2024-02-15", "--format", "json").out)
        assert list(told) == ["before", "after", "same_data", "counts", "changes"]
        assert told["before"] == {"edition": None, "quarter": "2023Q3", "as_of": "2023-11-21", "data": None}
        assert told["same_data"] is None
        assert list(told["counts"]) == [
            "added",
            "restated",
            "redefined",
            "corrected",
            "replaced",
            "gained",
            "lost",
        ]
        for kind, count in told["counts"].items():
            assert sum(c["figures"] for c in told["changes"] if c["kind"] == kind) == count
        for change in told["changes"]:
            assert tuple(change) == COLUMNS
            assert isinstance(change["quarters"], list)
        (restated,) = [c for c in told["changes"] if c["kind"] == "restated"]
        # Amazon's 10-K 0001018724-24-000008 repeats 2022, of which nine months had been restated.
        assert restated | {"sources_before": None} == {
            "kind": "restated", "company": "amazon", "metric": "depreciation_and_amortization",
            "definition": "as_filed", "quarters": ["2022Q4"], "unit": "USD", "before": 13_145_000_000,
            "after": 12_685_000_000, "valued": "2022Q4", "definition_before": None, "grade_before": "filed",
            "grade": "filed", "figures": 1, "filed": "2024-02-02", "sources_before": None,
            "sources": ["0001018724-24-000008"], "reason": None,
        }  # fmt: skip

    def test_every_key_is_named_in_the_help(self, run):
        words = run("--help").out
        for key in (*COLUMNS, "same_data", "edition", "as_of", "data", "counts"):
            assert key in words
        assert "Exit:" in words

    def test_csv_is_the_same_in_columns(self, run):
        rows = list(csv.DictReader(io.StringIO(run("2024Q1", "2024Q2", "--format", "csv").out)))
        told = json.loads(run("2024Q1", "2024Q2", "--format", "json").out)["changes"]
        assert len(rows) == len(told) > 5
        for row, change in zip(rows, told, strict=True):
            assert row["company"] == change["company"]
            assert row["sources"].split(";") == (change["sources"] or [""])
            assert row["after"] == ("" if change["after"] is None else str(change["after"]))


class TestErrors:
    @pytest.mark.parametrize(
        ("before", "after", "says"),
        [
            ("2026Q9", "2026Q2", "'2026Q9' is not a quarter"),
            ("2017Q4", "2026Q2", "2017Q4 is outside the data; valid: 2018Q1 to 2026Q2"),
            ("2023Q4@soon", "2026Q2", "'soon' is not a date"),
            ("2023Q4@2023-12-31", "2026Q2", "2023Q4 was not over on 2023-12-31"),
            ("2026Q2", "2026Q1", "write the earlier edition first"),
            ("2026Q1@2026-10-09", "2026Q2@2026-08-01", "write the earlier edition first"),
            ("nowhere", "2026Q2", "'nowhere' is not an edition; valid: a folder with a manifest.json"),
        ],
    )
    def test_a_wrong_command_is_told_in_one_line(self, run, before, after, says):
        assert says in one_error(run(before, after), 2)

    def test_a_company_that_does_not_exist(self, run):
        assert "did you mean meta?" in one_error(run("2026Q1", "2026Q2", "--company", "metta"), 2)

    def test_a_folder_without_a_manifest(self, run, tmp_path):
        line = one_error(run(str(tmp_path), "2026Q2"), 2)
        assert "is not an edition: it holds no manifest.json" in line

    def test_a_name_that_is_nearly_right(self, run, published):
        published("build/quarterly_review/2026Q2/en")
        line = one_error(run("quarterly_review/2026Q3/en", "x"), 2)
        assert "did you mean quarterly_review/2026Q2/en?" in line

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            ("{", "the manifest is broken"),
            ("[]", "the manifest is broken"),
            ('{"edition": {"quarter": "2026Q2"}}', "lacks 'as_of'"),
            (json.dumps(record(quarter="2026")), "'2026' is not a quarter"),
            (json.dumps(record(as_of="today")), "'today' is not a date"),
            (json.dumps({k: v for k, v in record().items() if k != "inputs"}), "lacks 'inputs'"),
        ],
    )
    def test_a_broken_manifest(self, run, tmp_path, content, says):
        (tmp_path / "manifest.json").write_text(content)
        line = one_error(run(str(tmp_path), "2026Q2"), 1)
        assert says in line
        assert "build the edition again" in line

    def test_two_reports_are_not_compared(self, run, made):
        before, after = made("before", quarter="2026Q1"), made("after", report="value_stack")
        line = one_error(run(before, after), 2)
        assert "quarterly_review and value_stack are different reports" in line


class TestLookup:
    def test_what_is_published_goes_before_a_draft(self, published):
        published("build/quarterly_review/2026Q2/en", data="draft")
        assert find_edition("quarterly_review/2026Q2/en").data == "draft"
        published("reports/quarterly_review/2026Q2/en", data="published")
        found = find_edition("quarterly_review/2026Q2/en")
        assert found.data == "published"
        assert str(found) == "quarterly_review 2026Q2 en"

    def test_a_replay_has_its_day_in_its_name(self, published):
        published("build/quarterly_review/2023Q4@2024-02-15/en", quarter="2023Q4", as_of="2024-02-15")
        assert find_edition("quarterly_review/2023Q4@2024-02-15/en").as_of == "2024-02-15"
        with pytest.raises(UsageError, match="is not an edition"):
            find_edition("quarterly_review/2023Q4/en")

    def test_a_manifest_that_is_a_folder_is_none(self, published):
        folder = published("build/quarterly_review/2026Q2/en")
        with pytest.raises(UsageError):
            find_edition(f"{folder}/manifest.json/more")
        (find_edition(folder).folder / "manifest.json").write_bytes(b"\xff\xfe")
        with pytest.raises(BuildError):
            find_edition(folder)


class TestPreviousDay:
    """Which published edition a new one is compared with."""

    def reports(self, published, *editions):
        from cloudcapex import paths

        for quarter, as_of, folder in editions:
            published(f"reports/quarterly_review/{folder}", quarter=quarter, as_of=as_of)
        return paths.reports_dir()

    def test_none_is_published(self, published):
        assert previous_day("quarterly_review", "2026Q2", DAY, self.reports(published)) == ""

    def test_the_newest_earlier_one_of_any_language(self, published):
        reports = self.reports(
            published,
            ("2026Q1", "2026-05-20", "2026Q1@2026-05-20/en"),
            ("2026Q1", "2026-06-01", "2026Q1@2026-06-01/zh-Hans"),
            ("2025Q4", "2026-07-01", "2025Q4/en"),
        )
        assert previous_day("quarterly_review", "2026Q2", DAY, reports) == "2026-06-01"
        assert previous_day("quarterly_review", "2026Q2", "2026-06-01", reports) == "2026-05-20"
        assert previous_day("value_stack", "2026Q2", DAY, reports) == ""

    def test_one_that_knew_no_less_is_not_earlier(self, published):
        reports = self.reports(published, ("2026Q1", DAY, "2026Q1/en"))
        assert previous_day("quarterly_review", "2026Q2", DAY, reports) == ""

    def test_the_edition_before_was_made_of_the_same_companies(self, published):
        reports = self.reports(published, ("2026Q1", "2026-06-01", "2026Q1@2026-06-01/en"))
        own = {"companies": "meta"}
        assert previous_day("quarterly_review", "2026Q2", DAY, reports, own) == ""
        other = reports / "quarterly_review/2026Q1@2026-07-01+companies=meta/en"
        told = record(quarter="2026Q1", as_of="2026-07-01")
        told["edition"]["own"] = own
        other.mkdir(parents=True)
        (other / "manifest.json").write_text(json.dumps(told))
        assert previous_day("quarterly_review", "2026Q2", DAY, reports, own) == "2026-07-01"
        assert previous_day("quarterly_review", "2026Q2", DAY, reports) == "2026-06-01"
        found = find_edition("quarterly_review/2026Q1@2026-07-01+companies=meta/en")
        assert str(found) == "quarterly_review 2026Q1 en, companies=meta"

    def test_a_broken_manifest_is_passed_over(self, published):
        reports = self.reports(published, ("2026Q1", "2026-06-01", "2026Q1@2026-06-01/en"))
        (reports / "quarterly_review/2026Q1@2026-06-01/en/manifest.json").write_text("{")
        assert previous_day("quarterly_review", "2026Q2", DAY, reports) == ""

    def test_a_plan_takes_it_over_and_a_reader_overrules_it(self, published, checkout, monkeypatch):
        import shutil

        from cloudcapex import paths
        from cloudcapex.publish.plan import plan

        self.reports(published, ("2026Q1", "2026-06-01", "2026Q1@2026-06-01/en"))
        shutil.copy(checkout / "notebooks/quarterly_review.ipynb", paths.notebooks_dir())
        assert plan("quarterly_review", {}, KNOWN).values["previous_as_of"] == "2026-06-01"
        given = plan("quarterly_review", {"previous_as_of": "2026-05-02"}, KNOWN)
        assert given.values["previous_as_of"] == "2026-05-02"
        other = plan("quarterly_review", {"quarter": "2025Q4"}, KNOWN)
        assert other.values["previous_as_of"] == ""

    def test_a_malformed_day_stops_the_plan(self, published, checkout):
        import shutil

        from cloudcapex import paths
        from cloudcapex.publish.plan import plan

        shutil.copy(checkout / "notebooks/quarterly_review.ipynb", paths.notebooks_dir())
        with pytest.raises(UsageError, match="parameter previous_as_of: 'yesterday' is not a date"):
            plan("quarterly_review", {"previous_as_of": "yesterday"}, KNOWN)
