"""Building one edition: the whole way through, and every way in which it may fail."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from pypdf import PdfReader

from cloudcapex.errors import BuildError, UsageError
from cloudcapex.publish import build as building
from cloudcapex.publish import export
from cloudcapex.publish.build import build
from cloudcapex.publish.plan import plan, report_notebook, reports
from publishing import KNOWN, content, planned, small_checkout

TESTS = Path(__file__).parent
# For processes that the tests start: the tree under test stays on the path.
PYTHONPATH = os.pathsep.join(filter(None, [str(TESTS), os.environ.get("PYTHONPATH")]))
EVERY = (
    "shows_exhibit", "raises", "exits", "hangs", "has_no_parameters", "has_no_source", "has_no_alt_text",
    "writes_to_stderr", "is_old_and_nameless",
)  # fmt: skip


@pytest.fixture
def home(tmp_path, monkeypatch):
    folder = small_checkout(tmp_path / "checkout", *EVERY)
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(folder))
    monkeypatch.chdir(folder)
    return folder


class TestPlanning:
    def test_reports_are_the_notebooks_with_parameters(self, home):
        assert reports() == sorted(set(EVERY) - {"has_no_parameters"})

    @pytest.mark.parametrize(
        "name", ["../notebooks/shows_exhibit", "/etc/passwd", "shows_exhibit.ipynb", "", ".", "shows exhibit"]
    )
    def test_a_name_cannot_lead_out_of_the_folder(self, home, name):
        with pytest.raises(UsageError, match="unknown report"):
            report_notebook(name)

    def test_a_near_report_is_offered(self, home):
        with pytest.raises(UsageError, match="did you mean shows_exhibit"):
            planned("show_exhibit")

    def test_a_notebook_without_parameters_is_no_report(self, home):
        with pytest.raises(UsageError, match="no cells tagged 'parameters'"):
            planned("has_no_parameters")

    def test_an_unknown_format_is_refused(self, home):
        with pytest.raises(UsageError, match=r"unknown format 'pfd'.*did you mean pdf"):
            planned("shows_exhibit", to=("pfd",))

    def test_a_broken_notebook_file_is_one_line(self, home):
        (home / "notebooks" / "torn.ipynb").write_text('{"cells": [')
        with pytest.raises(UsageError, match=r"torn\.ipynb: not a notebook"):
            planned("torn")

    def test_the_day_of_the_data_needs_no_mark_and_an_earlier_one_does(self, home):
        assert planned("shows_exhibit").folder == home / "build/shows_exhibit/2026Q2/en"
        replay = planned("shows_exhibit", quarter="2023Q4", as_of="2024-02-15")
        assert replay.folder == home / "build/shows_exhibit/2023Q4@2024-02-15/en"

    @pytest.mark.parametrize(
        ("given", "folder"),
        [
            ({"companies": "meta"}, "2026Q2+companies=meta"),
            ({"companies": "meta,microsoft", "window": "8"}, "2026Q2+companies=meta,microsoft"),
            ({"companies": "microsoft,meta", "language": "en", "paper": "a4"}, "2026Q2"),
            ({"window": "12", "quarter": "2023Q4", "as_of": "2024-02-15"}, "2023Q4@2024-02-15+window=12"),
            ({"paper": "us-letter", "show_code": True}, "2026Q2+paper=us-letter+show_code=true"),
        ],
    )
    def test_what_a_reader_chose_otherwise_is_in_the_name(self, home, given, folder):
        assert planned("shows_exhibit", **given).folder == home / f"build/shows_exhibit/{folder}/en"

    def test_an_edition_of_other_companies_leaves_the_usual_one_alone(self, home):
        usual = build(planned("shows_exhibit", publish=True)).folder
        files = content(usual)
        other = build(planned("shows_exhibit", companies="meta", publish=True, replace=True))
        assert content(usual) == files
        assert content(home / "reports/shows_exhibit/2026Q2/en") == files
        assert content(home / "reports/shows_exhibit/2026Q2+companies=meta/en") == content(other.folder)


class TestMaking:
    def test_an_edition_holds_its_files_and_nothing_else(self, home):
        result = build(planned("shows_exhibit", to=("html",), quarter="2023Q4"))
        assert (result.status, result.warnings) == ("built", ())
        folder = home / "build/shows_exhibit/2023Q4/en"
        assert result.folder == folder
        assert sorted(content(home / "build")) == [
            f"shows_exhibit/2023Q4/en/{name}"
            for name in ("data.zip", "manifest.json", "report.html", "report.ipynb")
        ]
        manifest = json.loads((folder / "manifest.json").read_text())
        assert manifest["exhibits"][0]["title"] == "Capex in 2023Q4"
        assert manifest["parameters"]["as_of"] == "2026-11-05"
        page = (folder / "report.html").read_text()
        assert "2023Q4 2026-11-05" in page  # what the notebook printed of its parameters
        with zipfile.ZipFile(io.BytesIO((folder / "data.zip").read_bytes())) as archive:
            assert archive.read("exhibit_01.csv") == b"quarter,value\n2026Q2,1\n"

    def test_the_pdf_is_a_pdf(self, home):
        folder = build(planned("shows_exhibit", to=("pdf", "typ"))).folder
        assert (folder / "report.pdf").read_bytes().startswith(b"%PDF-")
        assert "Exhibit 1" in (folder / "report.typ").read_text()

    def test_the_notebook_can_be_run_again_as_it_is(self, home):
        folder = build(planned("shows_exhibit", quarter="2023Q4")).folder
        nbformat.validate(nbformat.read(folder / "report.ipynb", as_version=4))

    def test_the_same_inputs_give_the_same_bytes_in_another_process(self, home):
        building.manifest.digest_tree.cache_clear()  # as this process has it from an earlier test
        folder = build(planned("shows_exhibit", to=("html", "pdf"))).folder
        script = (
            "from publishing import planned; from cloudcapex.publish.build import build; from pathlib import Path;"
            "build(planned('shows_exhibit', to=('html', 'pdf'), output=Path('again')))"
        )
        environment = {**os.environ, "PYTHONPATH": PYTHONPATH, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
        subprocess.run([sys.executable, "-c", script], check=True, env=environment)
        again = home / "again/shows_exhibit/2026Q2/en"
        assert sorted(content(again)) == sorted(content(folder))
        for name, made in content(folder).items():
            assert content(again)[name] == made, name

    def test_an_unchanged_edition_is_left_alone_unless_forced(self, home):
        first = build(planned("shows_exhibit"))
        inode = first.folder.stat().st_ino
        assert build(planned("shows_exhibit")).status == "unchanged"
        assert first.folder.stat().st_ino == inode
        assert build(planned("shows_exhibit", force=True)).status == "built"
        assert build(planned("shows_exhibit", window="12")).status == "built"
        assert build(planned("shows_exhibit", show_code=True, window="12")).status == "built"

    def test_changed_data_make_a_new_edition(self, home):
        build(planned("shows_exhibit"))
        (home / "data" / "metrics.csv").write_text("id\ncapex_cash\nrevenue\n")
        building.manifest.digest_tree.cache_clear()
        assert build(planned("shows_exhibit")).status == "built"

    def test_a_notebook_of_an_old_format_builds(self, home):
        folder = build(planned("is_old_and_nameless")).folder
        assert nbformat.read(folder / "report.ipynb", 4).cells[0].id == "cell-1"

    def test_text_on_stderr_is_told(self, home):
        (warning,) = build(planned("writes_to_stderr")).warnings
        assert "cell 3 (“Warns”) wrote to stderr" in warning
        assert "old way" in warning
        again = build(planned("writes_to_stderr"))
        assert (again.status, again.warnings) == ("unchanged", (warning,))

    def test_an_edition_that_shows_a_warning_is_not_published_even_when_told_to_replace(self, home):
        for _ in ("built", "unchanged"):
            with pytest.raises(BuildError, match=r"en: not published: cell 3 .*stderr.*mend what was warned"):
                build(planned("writes_to_stderr", publish=True, replace=True))
            assert (home / "build/writes_to_stderr/2026Q2/en/report.ipynb").exists()
        assert not (home / "reports").exists()

    def test_a_home_that_cannot_be_written_leaves_no_mark_on_the_pages(self, home, tmp_path):
        """A file stands in for the folder: nobody can write below it."""
        (tmp_path / "no_home").write_text("")
        path = home / "notebooks/shows_exhibit.ipynb"
        notebook = nbformat.read(path, as_version=4)
        notebook.cells[-1].source = "import matplotlib.font_manager\n" + notebook.cells[-1].source
        nbformat.write(notebook, path)
        script = "from publishing import planned; from cloudcapex.publish.build import build;" + (
            "print(build(planned('shows_exhibit')).warnings)"
        )
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "MPL"))}
        environment |= {"PYTHONPATH": PYTHONPATH, "HOME": str(tmp_path / "no_home")}
        run = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True)
        assert (run.stdout, run.stderr) == ("()\n", "")

    def test_the_paper_is_the_readers_choice(self, home):
        for paper, size, rule in (("us-letter", (612, 792), "letter"), (None, (595, 842), "A4")):
            made = build(planned("shows_exhibit", to=("pdf", "html"), paper=paper))
            assert made.status == "built"
            page = PdfReader(made.folder / "report.pdf").pages[0].mediabox
            assert (round(page.width), round(page.height)) == size
            assert f"@page{{size:{rule}}}" in (made.folder / "report.html").read_text()

    def test_an_unknown_paper_is_refused(self, home):
        with pytest.raises(UsageError, match=r"unknown paper 'letter'.*did you mean us-letter"):
            planned("shows_exhibit", paper="letter")

    def test_publishing_copies_the_edition(self, home):
        result = build(planned("shows_exhibit", publish=True))
        assert result.published == "published"
        assert content(home / "reports/shows_exhibit/2026Q2/en") == content(result.folder)

    def test_an_unchanged_edition_can_still_be_published(self, home):
        build(planned("shows_exhibit"))
        result = build(planned("shows_exhibit", publish=True))
        assert (result.status, result.published) == ("unchanged", "published")


class TestFailing:
    @pytest.fixture
    def before(self, home):
        """Build an edition in the place of each failing one, to see that it stays."""
        made = build(planned("shows_exhibit")).folder
        for name in EVERY[1:]:
            shutil.copytree(made, home / "build" / name / "2026Q2" / "en")
        return {name: content(home / "build" / name / "2026Q2" / "en") for name in EVERY[1:]}

    @pytest.mark.parametrize(
        ("report", "said"),
        [
            ("raises", r"raises\.ipynb cell 4 \(“Growth”\): ZeroDivisionError: division by zero"),
            ("exits", r"exits\.ipynb cell 3 \(“Exits”\): a cell may not leave by exit or sys\.exit"),
            ("hangs", r"hangs\.ipynb cell 3 \(“Hangs”\): the cell ran longer than 0\.3 s"),
            ("has_no_source", r"exhibit 1 \(“Capex in 2026Q2”\): it has no source"),
            ("has_no_alt_text", r"exhibit 1 \(“Capex in 2026Q2”\): it has no alt text"),
        ],
    )
    def test_one_line_and_the_previous_edition_intact(self, home, before, report, said):
        with pytest.raises(BuildError, match=said) as told:
            build(planned(report, cell_timeout=0.3 if report == "hangs" else 300))
        assert "\n" not in str(told.value)
        folder = home / "build" / report / "2026Q2"
        assert content(folder / "en") == before[report]
        assert {p.name for p in folder.iterdir()} <= {"en", "en.failed.ipynb"}

    def test_the_evidence_names_cell_parameters_and_remedy(self, home):
        with pytest.raises(BuildError, match=r"is build/raises/2019Q1/en\.failed\.ipynb"):
            build(planned("raises", quarter="2019Q1"))
        kept = nbformat.read(home / "build/raises/2019Q1/en.failed.ipynb", as_version=4)
        nbformat.validate(kept)
        assert "cell 4 (“Growth”)" in kept.cells[0].source
        assert "'quarter': '2019Q1'" in kept.cells[0].source
        assert any(o.output_type == "error" for c in kept.cells for o in c.get("outputs", []))

    def test_the_evidence_goes_when_the_edition_comes(self, home):
        with pytest.raises(BuildError):
            build(planned("raises"))
        (home / "notebooks/raises.ipynb").write_text(
            (home / "notebooks/exits.ipynb").read_text().replace("sys.exit(0)", "1")
        )
        build(planned("raises"))
        assert not (home / "build/raises/2026Q2/en.failed.ipynb").exists()

    def test_an_error_of_ours_is_told_in_its_own_words(self, home):
        source = (
            "from cloudcapex.errors import DataError\nraise DataError('bad value', where='facts.csv line 3')"
        )
        text = (home / "notebooks/raises.ipynb").read_text().replace("1 / 0", source.replace("\n", "\\n"))
        (home / "notebooks/raises.ipynb").write_text(text)
        with pytest.raises(BuildError, match=r"\(“Growth”\): facts.csv line 3: bad value"):
            build(planned("raises"))

    def test_a_failing_export_keeps_the_executed_notebook(self, home, before, monkeypatch):
        def broken(notebook, folder):
            raise ValueError("no such glyph\nand more")

        monkeypatch.setitem(export.FORMATS, "pdf", ("report.pdf", broken))
        made = content(home / "build/shows_exhibit/2026Q2/en")
        with pytest.raises(
            BuildError, match="pdf could not be written: ValueError: no such glyph; the executed"
        ):
            build(planned("shows_exhibit", to=("pdf",), force=True))
        assert content(home / "build/shows_exhibit/2026Q2/en") == made

    def test_an_interrupt_leaves_nothing_half_made(self, home, monkeypatch):
        made = content(build(planned("shows_exhibit")).folder)

        def interrupted(notebook, folder):
            raise KeyboardInterrupt

        monkeypatch.setitem(export.FORMATS, "html", ("report.html", interrupted))
        with pytest.raises(KeyboardInterrupt):
            build(planned("shows_exhibit", to=("html",), force=True))
        assert content(home / "build/shows_exhibit/2026Q2") == {f"en/{k}": v for k, v in made.items()}

    def test_a_file_in_the_place_of_build_is_seen_before_a_cell_runs(self, home):
        (home / "build").write_text("a file")
        with pytest.raises(BuildError, match=r"cannot write the edition: .*nothing was placed"):
            build(planned("hangs"))  # would take five minutes

    def test_a_full_disk_leaves_the_previous_edition(self, home):
        """The limit on file size stands in for the full disk: the system refuses the bytes half-way."""
        made = content(build(planned("shows_exhibit")).folder)
        script = (
            "import resource; from publishing import planned; from cloudcapex.publish.build import build;"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (900, 900));"
            "build(planned('shows_exhibit', force=True))"
        )
        environment = {**os.environ, "PYTHONPATH": PYTHONPATH, "PYTHONDONTWRITEBYTECODE": "1"}
        run = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True)
        assert "BuildError" in run.stderr.splitlines()[-1]
        assert "cannot write the edition: File too large; the previous edition is intact" in run.stderr
        assert content(home / "build/shows_exhibit/2026Q2") == {f"en/{k}": v for k, v in made.items()}


def test_values_that_were_never_given_are_not_evaluated(tmp_path, monkeypatch):
    home = small_checkout(tmp_path / "checkout", "shows_exhibit")
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(home))
    trap = home / "trap"
    for name in ("quarter", "companies", "as_of", "window", "basis", "language"):
        with pytest.raises(UsageError):
            plan("shows_exhibit", {name: f"__import__('pathlib').Path({str(trap)!r}).touch()"}, KNOWN)
    assert not trap.exists()
