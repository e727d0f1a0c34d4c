"""`cloudcapex statements`: what an edition asserts, and its proof; and builds that a false statement stops."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from cloudcapex import cli, media
from cloudcapex.cli import asked, statements
from cloudcapex.errors import BuildError, DataError
from cloudcapex.publish.build import build
from cloudcapex.publish.evidence import Unproven
from publishing import KNOWN, content, planned, small_checkout

# Two objects of one sentence, as the reports print them.
NOWHERE = {"kind": "none", "quarter": None}
TOLD = {
    "id": "capex.title.1",
    "sentence": "capex.title",
    "report": "shows_exhibit",
    "edition_quarter": "2023Q4",
    "as_of": "2026-11-05",
    "language": "en",
    "parameters": {},
    "place": "title",
    "exhibit": "capex",
    "text": "Meta and Amazon spent more",
    "form": "value",
    "quantifier": None,
    "direction": None,
    "measure": "capex_cash",
    "population": ["meta"],
    "population_of": "companies",
    "quarter": "2023Q4",
    "base": NOWHERE,
    "threshold": None,
    "values": {},
    "true_of": ["meta"],
    "false_of": [],
    "unknown": {},
    "result": {},
    "printed": [],
}
OTHER = TOLD | {
    "id": "capex.title.2",
    "form": "each",
    "direction": "rose",
    "true_of": [],
    "unknown": {"meta": "not_disclosed"},
}
UNREADABLE = TOLD | {"form": "so"}  # a form that does not exist: refused without a look at the data


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    folder = small_checkout(tmp_path / "checkout", "shows_exhibit", "raises_in_2020Q1")
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(folder))
    monkeypatch.chdir(folder)
    monkeypatch.setattr(asked, "vocabulary", lambda: KNOWN)
    monkeypatch.setattr(cli.build, "failed_checks", tuple)
    return folder


@pytest.fixture
def made(monkeypatch) -> list[tuple[str, dict]]:
    """Put two objects in the place of what reports make, and keep what they were asked for."""
    calls = []

    def collect(report, parameters):
        calls.append((report, dict(parameters)))
        if parameters["quarter"] == "2020Q1":
            raise DataError("bad value", where="facts.csv line 3")
        return [TOLD, OTHER]

    monkeypatch.setattr(statements, "collect", collect)
    return calls


@pytest.fixture
def proven(monkeypatch):
    """Let the proof find one fault in each edition that has an object of a name."""
    from cloudcapex.statements import proof

    def prove(records, *, readers):
        assert "claims.*" in readers
        return [
            proof.Objection(r["id"], r["text"], "direction: it fell")
            for r in records
            if r["id"] == "capex.title.2"
        ]

    monkeypatch.setattr(proof, "prove", prove)


class TestPrinting:
    def test_json_is_one_array_of_the_objects_as_they_are(self, home, run, made):
        done = run(
            "statements", "shows_exhibit", "--quarter", "2023Q4", "-p", "companies=meta", "--format", "json"
        )
        assert (done.code, done.err) == (0, "")
        assert json.loads(done.out) == [TOLD, OTHER]
        ((report, parameters),) = made
        assert report == "shows_exhibit"
        assert (parameters["quarter"], parameters["companies"], parameters["language"]) == (
            "2023Q4",
            ["meta"],
            "en",
        )

    def test_the_table_has_a_line_an_object(self, home, run, made):
        done = run("statements", "shows_exhibit")
        first, second, count = done.out.splitlines()
        assert first.split("\t") == [
            "capex.title.1",
            "title",
            "value",
            "capex_cash; of meta",
            "Meta and Amazon spent more",
        ]
        assert second.split("\t")[3] == "rose; capex_cash; of nobody; unknown meta"
        assert count == "2 statements in 1 sentence"

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (
                [],
                "REPORT: names no report; valid: raises_in_2020Q1, shows_exhibit; name one, or prove them with --prove",
            ),
            (["shows_exhibit", "raises_in_2020Q1"], "REPORT: names 2 reports"),
            (
                ["shows_exhibit", "-q", "2019Q1..2019Q2"],
                "2 editions asked for; ask for one, or prove them with --prove",
            ),
            (["shows_exhibt"], "did you mean shows_exhibit?"),
            (["shows_exhibit", "-q", "2026Q9"], "'2026Q9' is not a quarter"),
            (["shows_exhibit", "-p", "companys=meta"], "did you mean companies?"),
            (["shows_exhibit", "-q", "2026Q1", "-p", "quarter=2026Q2"], "parameter quarter: set twice"),
            (["shows_exhibit", "--as-of", "soon"], "'soon' is not a date"),
            (["--prove", "shows_exhibit", "-l", "fr"], "unknown language 'fr'"),
        ],
    )
    def test_a_wrong_command_is_one_line_and_makes_nothing(self, home, run, made, arguments, said):
        done = run("statements", *arguments)
        assert (done.code, done.out) == (2, "")
        assert done.err.count("\n") == 1
        assert said in done.err
        assert made == []


class TestProving:
    def test_every_report_by_default_a_line_each_and_a_line_a_fault(self, home, run, made, proven):
        done = run("statements", "--prove")
        assert done.code == 1
        lines = done.out.splitlines()
        assert [line.partition(" (")[0] for line in lines] == [
            "raises_in_2020Q1 2026Q2 en: 2 statements, 1 fault",
            "shows_exhibit 2026Q2 en: 2 statements, 1 fault",
        ]
        assert done.err.splitlines() == [
            f"error: {report} 2026Q2 en: capex.title.2: direction: it fell (“Meta and Amazon spent more”)"
            for report in ("raises_in_2020Q1", "shows_exhibit")
        ]
        assert [report for report, _ in made] == ["raises_in_2020Q1", "shows_exhibit"]

    def test_what_holds_ends_with_0(self, home, run, made, proven, monkeypatch):
        monkeypatch.setattr(statements, "collect", lambda report, parameters: [TOLD])
        done = run("statements", "--prove", "shows_exhibit", "-q", "2019Q1,2019Q2")
        assert (done.code, done.err) == (0, "")
        found = [line.partition(" (")[0] for line in done.out.splitlines()]
        assert found == [
            f"shows_exhibit {quarter} en: 1 statement, 0 faults" for quarter in ("2019Q1", "2019Q2")
        ]

    def test_an_edition_that_cannot_be_made_is_told_and_the_rest_proven(self, home, run, made, proven):
        done = run("statements", "--prove", "shows_exhibit", "-q", "2019Q4..2020Q2", "--format", "json")
        assert done.code == 1
        found = {one["edition"]: one for one in json.loads(done.out)}
        assert [one["statements"] for one in found.values()] == [2, 0, 2]
        (failure,) = found["shows_exhibit 2020Q1 en"]["failures"]
        assert failure["wrong"] == "it cannot be made: facts.csv line 3: bad value"
        (failure,) = found["shows_exhibit 2019Q4 en"]["failures"]
        assert failure == {
            "statement": "capex.title.2",
            "text": "Meta and Amazon spent more",
            "wrong": "direction: it fell",
        }

    def test_the_real_proof_is_asked(self, home, run, monkeypatch):
        monkeypatch.setattr(statements, "collect", lambda report, parameters: [UNREADABLE])
        done = run("statements", "--prove", "shows_exhibit")
        assert done.code == 1
        assert "capex.title.1: form: input should be 'value'" in done.err


def states(home: Path, *records: dict) -> None:
    """Let the notebook show objects, beside its exhibit and inside it."""
    path = home / "notebooks/shows_exhibit.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell = notebook.cells[-1]
    told = f"told = {list(records)!r}\n"
    cell.source = told + cell.source.replace(
        "display(bundle |",
        f"bundle |= {{{media.PROOFS!r}: told}}\nrecord |= {{'statements': told[:1]}}\ndisplay(bundle |",
    )
    nbformat.write(notebook, path)


class TestBuilding:
    def test_the_proof_is_given_every_statement_once(self, home):
        states(home, TOLD, OTHER)
        given = []
        build(planned("shows_exhibit"), prove=lambda records: given.extend(records) or [])
        assert given == [TOLD, OTHER]

    def test_without_statements_nothing_is_proven(self, home):
        assert build(planned("shows_exhibit"), prove=lambda records: 1 / 0).status == "built"

    def test_a_fault_stops_the_edition_and_keeps_the_draft(self, home):
        before = content(build(planned("shows_exhibit", publish=True)).folder)
        states(home, TOLD, OTHER)
        with pytest.raises(
            Unproven, match=r"shows_exhibit\.ipynb: 2 faults in its 2 statements; the draft is build/"
        ) as told:
            build(
                planned("shows_exhibit", publish=True, replace=True),
                prove=lambda records: ["one: so", "two: not so"],
            )
        assert isinstance(told.value, BuildError)
        assert told.value.failures == ("one: so", "two: not so")
        assert content(home / "build/shows_exhibit/2026Q2/en") == before
        assert content(home / "reports/shows_exhibit/2026Q2/en") == before
        kept = nbformat.read(home / "build/shows_exhibit/2026Q2/en.failed.ipynb", as_version=4)
        nbformat.validate(kept)
        assert "- one: so\n- two: not so" in kept.cells[0].source
        assert "Exhibit 1" in str(kept.cells[-1].outputs)

    def test_the_command_prints_a_line_a_fault_and_ends_with_1(self, home, run):
        states(home, UNREADABLE)
        done = run("build", "shows_exhibit", "--to", "html", "--publish")
        assert (done.code, done.out) == (1, "")
        fault, last = done.err.splitlines()
        assert fault.startswith(
            "error: shows_exhibit 2026Q2 en: capex.title.1: form: input should be 'value'"
        )
        assert last.startswith(
            "error: shows_exhibit.ipynb: 1 fault in its only statement; the draft is build/"
        )
        assert not (home / "reports").exists()

    def test_editions_side_by_side_bring_their_faults_home(self, home, run):
        states(home, UNREADABLE)
        done = run("build", "shows_exhibit", "-q", "2023Q3,2023Q4", "--to", "html", "-j", "2")
        assert done.code == 1
        assert [line.split(": ")[1] for line in done.err.splitlines()] == [
            "shows_exhibit 2023Q3 en",
            "shows_exhibit 2023Q4 en",
        ]
        assert [line.split("\t")[1] for line in done.out.splitlines()] == ["failed", "failed"]
