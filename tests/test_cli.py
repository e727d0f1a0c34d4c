"""The command line: clean output, one line for an error, the right exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import resource
import subprocess
import sys
from types import SimpleNamespace

import pandas as pd
import pytest

from cloudcapex import cli, metrics
from cloudcapex.cli import asked
from publishing import KNOWN, small_checkout

COLUMNS = (
    "company,calendar_quarter,fiscal_quarter,period_start,period_end,value,unit,basis,evidence,definition,sources,"
    "rounded_to,low,high,reason"
)


@pytest.fixture
def home(tmp_path, monkeypatch):
    names = ("shows_exhibit", "raises", "raises_in_2020Q1", "has_no_parameters")
    folder = small_checkout(tmp_path / "checkout", *names)
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(folder))
    monkeypatch.chdir(folder)
    monkeypatch.setattr(asked, "vocabulary", lambda: KNOWN)
    monkeypatch.setattr(cli.build, "failed_checks", tuple)
    return folder


def one_error(result: SimpleNamespace, code: int) -> str:
    """Hold that an error is one line on stderr, nothing on stdout, and no traceback."""
    assert result.code == code
    assert result.out == ""
    assert result.err.count("\n") == 1, result.err
    assert result.err.startswith("error: ")
    return result.err


class TestBuild:
    def test_an_edition_is_built_and_its_folder_printed(self, home, run):
        done = run(
            "build", "shows_exhibit", "--quarter", "2023Q4", "-p", "companies=meta,amazon", "--to", "html"
        )
        made = "build/shows_exhibit/2023Q4+companies=meta,amazon/en"
        assert (done.code, done.out, done.err) == (0, f"{made}\n", "")
        manifest = json.loads((home / made / "manifest.json").read_text())
        assert manifest["parameters"]["companies"] == ["meta", "amazon"]
        assert manifest["edition"]["own"] == {"companies": "meta,amazon"}

    def test_another_output_folder(self, home, run):
        assert (
            run("build", "shows_exhibit", "--to", "html", "--output", "out").out
            == "out/shows_exhibit/2026Q2/en\n"
        )
        assert not (home / "build").exists()

    def test_an_earlier_day(self, home, run):
        done = run("build", "shows_exhibit", "-q", "2023Q4", "--as-of", "2024-02-15", "--to", "html")
        assert done.out == "build/shows_exhibit/2023Q4@2024-02-15/en\n"

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["shows_exhibt"], "unknown report 'shows_exhibt'"),
            (["../x"], "unknown report '../x'"),
            (["has_no_parameters"], "no cells tagged 'parameters'"),
            (["shows_exhibit", "-p", "companys=meta"], "did you mean companies?"),
            (["shows_exhibit", "-p", "companies=metta"], "did you mean meta?"),
            (["shows_exhibit", "-p", "window"], "'window' sets nothing; valid: NAME=VALUE"),
            (["shows_exhibit", "-p", "window=8", "-p", "window=9"], "parameter window: set twice"),
            (["shows_exhibit", "-q", "2026Q1", "-p", "quarter=2026Q2"], "parameter quarter: set twice"),
            (["shows_exhibit", "-q", "2026Q9"], "'2026Q9' is not a quarter"),
            (["shows_exhibit", "-q", "2026Q2..2019Q1"], "runs backwards"),
            (
                ["shows_exhibit", "-q", "2010Q1..2026Q2"],
                "2010Q1 is outside the data; valid: 2019Q1 to 2026Q2",
            ),
            (["shows_exhibit", "--as-of", "soon"], "'soon' is not a date"),
            (["shows_exhibit", "-l", "fr"], "unknown language 'fr'"),
            (["shows_exhibit", "-l", ","], "--language: names nothing"),
            # As of a script whose variable is empty: not a wish for the newest.
            (["shows_exhibit", "-l", ""], "--language: names nothing"),
            (["shows_exhibit", "-q", ""], "'' is not a quarter"),
            (["shows_exhibit", "--to", "html,docx"], "unknown format 'docx'"),
            (["raises", "--as-of", "2026-10-01"], "unknown parameter 'as_of'"),
        ],
    )
    def test_a_wrong_command_is_one_line_and_starts_nothing(self, home, run, arguments, said):
        assert said in one_error(run("build", *arguments), code=2)
        assert not (home / "build").exists()

    def test_a_failing_cell_is_one_line(self, home, run):
        assert "raises.ipynb cell 4 (“Growth”): ZeroDivisionError" in one_error(
            run("build", "raises"), code=1
        )

    def test_debug_shows_the_traceback(self, home, run):
        failed = run("build", "raises", "--debug")
        assert "Traceback (most recent call last)" in failed.err
        assert "Traceback" not in run("build", "raises").err

    def test_a_fault_of_ours_is_one_line_too(self, home, run, monkeypatch):
        monkeypatch.setattr(asked, "vocabulary", lambda: 1 / 0)
        assert "a fault of ours" in one_error(run("build", "shows_exhibit"), code=1)

    def test_an_interrupt_ends_with_130(self, home, run, monkeypatch):
        def interrupted():
            raise KeyboardInterrupt

        monkeypatch.setattr(asked, "vocabulary", interrupted)
        done = run("build", "shows_exhibit")
        assert (done.code, done.err.strip()) == (130, "interrupted; what was there is untouched")

    def test_an_interrupt_that_comes_wrapped_ends_with_130_too(self, home, run, monkeypatch):
        """As a class is made, Python wraps what breaks it off in a RuntimeError."""

        class Broken:
            def __set_name__(self, owner, name):
                raise KeyboardInterrupt

        monkeypatch.setattr(asked, "vocabulary", lambda: type("Made", (), {"field": Broken()}))
        done = run("build", "shows_exhibit")
        assert (done.code, done.err.strip()) == (130, "interrupted; what was there is untouched")

    def test_many_editions_end_in_a_table_and_carry_on(self, home, run):
        done = run("build", "raises_in_2020Q1", "-q", "2020Q1,2019Q4", "--to", "html", "-j", "2")
        assert (done.code, done.err) == (1, "")
        failed, built = (line.split("\t") for line in done.out.splitlines())
        assert failed[:2] == ["raises_in_2020Q1 2020Q1 en", "failed"]
        assert "no data for 2020Q1" in failed[3]
        assert built[:2] == ["raises_in_2020Q1 2019Q4 en", "built"]
        assert built[3] == "build/raises_in_2020Q1/2019Q4/en"

    def test_publishing_refuses_what_differs_until_told(self, home, run):
        arguments = ("build", "shows_exhibit", "--to", "html", "--publish")
        assert run(*arguments).code == 0
        published = home / "reports/shows_exhibit/2026Q2/en/report.html"
        published.write_text("by hand")
        assert "differs in report.html" in one_error(run(*arguments), code=2)
        assert published.read_text() == "by hand"
        assert run(*arguments, "--replace").code == 0
        assert published.read_bytes() == (home / "build/shows_exhibit/2026Q2/en/report.html").read_bytes()


class TestList:
    def test_reports_parameters_and_editions(self, home, run):
        run("build", "shows_exhibit", "--to", "html")
        found = json.loads(run("list", "--format", "json").out)
        assert [r["report"] for r in found["reports"]] == ["raises", "raises_in_2020Q1", "shows_exhibit"]
        assert found["reports"][2]["parameters"][3] == {
            "name": "window",
            "kind": "Window",
            "default": 8,
            "help": "quarters shown",
        }
        assert found["editions"] == [
            {
                "edition": "shows_exhibit 2026Q2 en",
                "own": {},
                "as_of": "2026-11-05",
                "folder": "build/shows_exhibit/2026Q2/en",
                "current": True,
            }
        ]

    def test_an_edition_of_other_parameters_says_so(self, home, run):
        run("build", "shows_exhibit", "-p", "window=12", "--to", "html")
        assert "shows_exhibit 2026Q2 en, window=12\t2026-11-05\tbuild/shows_exhibit/2026Q2+window=12/en" in (
            run("list").out
        )

    def test_the_table_tells_the_same(self, home, run):
        out = run("list").out
        assert "companies\tCompanies\tmicrosoft,meta\twhose capex is compared" in out
        assert "no editions yet: cloudcapex build raises" in out

    def test_no_report_at_all_is_no_fault(self, home, run):
        for path in (home / "notebooks").iterdir():
            path.unlink()
        done = run("list")
        assert (done.code, done.err) == (0, "")


class TestSeries:
    @pytest.fixture
    def frame(self, monkeypatch):
        """Stand in for the data with one row of each kind; what was asked is kept."""
        asked: dict = {}
        day, nan = pd.Timestamp, float("nan")
        rows = [
            ("meta", "2024Q4", "FY24 Q4", day("2024-10-01"), day("2024-12-31"), 14425000000.0, "USD", "reported",
             "filed", "as_filed", "0001326801-25-000017", 1e6, 14424500000.0, 14425500000.0, ""),
            ("meta", "2025Q1", "FY25 Q1", pd.NaT, pd.NaT, nan, "USD", "", "", "", "", nan, nan, nan, "not_entered"),
            ("meta", "2025Q2", "FY25 Q2", pd.NaT, day("2025-06-30"), 0.1, "share", "derived", "filed", "x", "a;b",
             nan, 0.05, float("inf"), ""),
        ]  # fmt: skip

        def series(metric, companies, **options):
            asked.update(options, metric=metric, companies=companies)
            return pd.DataFrame(rows, columns=COLUMNS.split(","))

        monkeypatch.setattr(metrics, "series", series)
        return asked

    def test_csv_is_clean(self, frame, run):
        done = run("series", "capex_cash", "--company", "meta", "--format", "csv")
        assert (done.code, done.err) == (0, "")
        assert done.out.splitlines() == [
            COLUMNS,
            "meta,2024Q4,FY24 Q4,2024-10-01,2024-12-31,14425000000,USD,reported,filed,as_filed,0001326801-25-000017,"
            "1000000,14424500000,14425500000,",
            "meta,2025Q1,FY25 Q1,,,,USD,,,,,,,,not_entered",
            "meta,2025Q2,FY25 Q2,,2025-06-30,0.1,share,derived,filed,x,a;b,,0.05,,",
        ]

    def test_json_has_null_where_missing(self, frame, run):
        first, missing, share = json.loads(run("series", "capex_cash", "--format", "json").out)
        assert first["value"] == 14_425_000_000
        assert isinstance(first["value"], int)
        assert (missing["value"], missing["period_end"]) == (None, None)
        assert share["value"] == 0.1
        assert (first["rounded_to"], share["rounded_to"], share["high"]) == (1_000_000, None, None)

    def test_the_table_in_a_pipe_is_tab_separated(self, frame, run):
        assert run("series", "capex_cash").out.splitlines()[0].split("\t")[5] == "14425000000"

    @pytest.mark.parametrize(
        ("span", "said"),
        [
            (["--from", "2026Q2", "--to", "2018Q1"], "2026Q2 to 2018Q1 runs backwards"),
            (
                ["--from", "2027Q1"],
                "2027Q1 lies after 2026Q2, the newest quarter most companies had reported",
            ),
            (["--as-of", "2017-01-01"], "2018Q1 lies after 201"),
            (["--as-of", "1990-01-01"], "nothing was known by 1990-01-01; the first facts are of 2014-"),
        ],
    )
    def test_a_span_without_a_quarter_is_an_error_not_an_empty_answer(self, run, span, said):
        assert said in one_error(run("series", "capex_cash", "--format", "csv", *span), code=2)

    def test_what_is_asked_is_handed_on(self, frame, run):
        run(
            "series", "capex_cash.yoy", "--company", "meta", "--company", "amazon", "--from", "2020Q1", "--to",
            "2021Q4", "--as-of", "2024-02-15", "--first-reported",
        )  # fmt: skip
        assert frame == {
            "metric": "capex_cash.yoy",
            "companies": ["meta", "amazon"],
            "start": "2020Q1",
            "end": "2021Q4",
            "as_of": "2024-02-15",
            "first_reported": True,
        }

    def test_every_company_by_default(self, frame, run):
        run("series", "capex_cash")
        assert frame["companies"] is None

    def test_an_unknown_metric_offers_near_names(self, run, checkout, monkeypatch):
        monkeypatch.chdir(checkout)
        assert "capex_cash" in one_error(run("series", "capex_csh"), code=2)

    def test_microsoft_capex_has_no_hole(self, run, checkout, monkeypatch):
        """34 quarters from 2018Q1; 2023Q4 is 9,735 million (10-Q, accession 0000950170-24-008814)."""
        monkeypatch.chdir(checkout)
        done = run("series", "capex_cash", "--company", "microsoft", "--to", "2026Q2", "--format", "csv")
        rows = list(csv.DictReader(io.StringIO(done.out)))
        assert len(rows) == 34
        assert all(row["value"] for row in rows)
        (known,) = [row for row in rows if row["calendar_quarter"] == "2023Q4"]
        assert known["value"] == "9735000000"
        assert "0000950170-24-008814" in known["sources"]


class TestCheck:
    @pytest.mark.parametrize(("worst", "code"), [("passed", 0), ("skipped", 0), ("failed", 1)])
    def test_a_failed_check_ends_with_1(self, run, monkeypatch, worst, code):
        found = [
            SimpleNamespace(name="keys unique", status="passed", reason=""),
            SimpleNamespace(name="sum to year", status=worst, reason="[2023] off by 1"),
        ]
        module = SimpleNamespace(run_checks=lambda: found)
        monkeypatch.setitem(sys.modules, "cloudcapex.checks", module)
        monkeypatch.setattr("cloudcapex.checks", module, raising=False)
        done = run("check")
        assert done.code == code
        assert done.out.splitlines()[:2] == [
            "keys unique\tpassed\t",
            f"sum to year\t{worst}\t[2023] off by 1",
        ]
        assert f"{1 + (worst == 'passed')} passed" in done.out.splitlines()[2]


class TestProcess:
    """What only a process of its own can show."""

    def test_help_answers_at_once(self, checkout):
        def work() -> float:
            """Return processor seconds, which a busy machine does not stretch as it does the clock's."""
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, "-m", "cloudcapex", "--help"], check=True, capture_output=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

        assert min(work() for _ in range(5)) < 0.5  # 0.1 on this machine

    def test_help_imports_nothing_heavy(self):
        script = (
            "import sys; from cloudcapex.cli import main; main(['build', '--help']);"
            "heavy = {'pandas', 'numpy', 'matplotlib', 'nbconvert', 'papermill', 'IPython', 'nbformat', 'rich', 'typst'};"
            "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
        )
        subprocess.run([sys.executable, "-c", script], check=True, stdout=subprocess.DEVNULL)

    def test_a_reader_that_goes_away_is_no_fault(self, home):
        reader, writer = os.pipe()
        with subprocess.Popen(
            [sys.executable, "-m", "cloudcapex", "list"], stdout=writer, stderr=subprocess.PIPE
        ) as process:
            os.close(reader)
            os.close(writer)
            _, errors = process.communicate(timeout=60)
        assert (process.returncode, errors) == (141, b"")

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (
                ["build", "--qarter"],
                "No such option '--qarter'. (Did you mean one of: '--paper', '--quarter'?)",
            ),
            (["build"], "Missing argument 'REPORT...'."),
            (["build", "x", "--jobs", "0"], "Invalid value for '--jobs' / '-j': 0 is not"),
            (["build", "x", "--paper", "a5"], "'a5' is not one of 'a4', 'us-letter'."),
            (["list", "x"], "Got unexpected extra argument (x)"),
        ],
    )
    def test_what_the_commands_do_not_know_is_one_line_too(self, run, arguments, said):
        line = one_error(run(*arguments), code=2)
        assert said in line
        assert line.endswith(f"; see cloudcapex {arguments[0]} --help\n")

    def test_no_command_at_all_is_answered_with_the_help(self, run):
        assert "cloudcapex build quarterly_review" in run().err

    def test_outside_a_checkout_is_one_line(self, tmp_path):
        done = subprocess.run(
            [sys.executable, "-m", "cloudcapex", "list"], capture_output=True, text=True, cwd=tmp_path,
            env={**os.environ, "CLOUDCAPEX_HOME": str(tmp_path)},
        )  # fmt: skip
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("error: CLOUDCAPEX_HOME: ")
        assert done.stderr.count("\n") == 1
