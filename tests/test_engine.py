"""The in-process engine: the outputs a kernel would give, and no cell that fails unseen."""

from __future__ import annotations

import base64
import os
import signal
import sys
import time
from pathlib import Path

import nbformat
import papermill
import pytest
from IPython.core.interactiveshell import InteractiveShell

from cloudcapex.publish.execute import Failure, execute, first_failure
from cloudcapex.publish.prepare import prepare
from publishing import NOTEBOOKS, fixture


def run(name: str, **options) -> tuple[nbformat.NotebookNode, Failure | None]:
    return execute(prepare(fixture(name), report=name, values={}), folder=NOTEBOOKS, **options)


def cell(notebook: nbformat.NotebookNode, name: str) -> nbformat.NotebookNode:
    return next(c for c in notebook.cells if c.id == name)


def code(*sources: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in sources])


@pytest.fixture(scope="module")
def everything() -> nbformat.NotebookNode:
    executed, failure = run("shows_every_output")
    assert failure is None
    return executed


class TestOutputs:
    def test_each_stream_is_joined_until_the_next_display(self, everything):
        *streams, result = cell(everything, "streams").outputs
        assert [(o.output_type, o.name, o.text) for o in streams] == [
            ("stream", "stdout", "one\ntwo\nthree\n"),
            ("stream", "stderr", "bad\n"),
        ]
        assert (result.output_type, result.data["text/plain"]) == ("execute_result", "42")
        assert result.execution_count == cell(everything, "streams").execution_count

    def test_a_display_is_updated_where_it_stands(self, everything):
        (shown,) = cell(everything, "update").outputs[:1]
        assert (shown.output_type, shown.data["text/html"]) == ("display_data", "<b>after</b>")
        assert not any("before" in str(o) for o in cell(everything, "update").outputs)

    def test_output_is_cleared_when_the_next_comes(self, everything):
        assert [o.text for o in cell(everything, "clear").outputs] == ["kept\n"]

    def test_a_cell_may_await(self, everything):
        assert cell(everything, "await").outputs[0].data["text/plain"] == "'awaited'"

    def test_a_semicolon_silences(self, everything):
        assert cell(everything, "silent").outputs == []

    def test_an_open_figure_is_shown(self, everything):
        (figure,) = cell(everything, "figure").outputs
        assert base64.b64decode(figure.data["image/png"]).startswith(b"\x89PNG")

    def test_what_a_cell_defines_can_be_pickled(self, everything):
        assert cell(everything, "pickle").outputs[0].data["text/plain"] == "1"

    def test_wide_tables_show_twenty_columns(self, everything):
        table = cell(everything, "table").outputs[0].data["text/html"]
        assert table.count("<th>") >= 20
        assert "..." not in table

    def test_the_notebook_is_valid(self, everything):
        nbformat.validate(everything)

    def test_the_same_outputs_come_from_a_kernel(self, everything, tmp_path):
        plain = papermill.execute_notebook(
            str(NOTEBOOKS / "shows_every_output.ipynb"), str(tmp_path / "out.ipynb"), progress_bar=False
        )
        for name in [c.id for c in plain.cells if c.cell_type == "code"]:
            ours = [(o.output_type, o.get("data"), o.get("text")) for o in cell(everything, name).outputs]
            theirs = [(o.output_type, o.get("data"), o.get("text")) for o in cell(plain, name).outputs]
            assert ours == theirs, name


class TestFailures:
    def test_a_raising_cell_stops_the_run(self):
        executed, failure = run("raises")
        assert failure == Failure(4, "ZeroDivisionError", "division by zero")
        assert cell(executed, "work").outputs[0].ename == "ZeroDivisionError"
        assert cell(executed, "after").execution_count is None

    @pytest.mark.parametrize("way_out", ["import sys; sys.exit(0)", "exit", "quit()", "raise SystemExit"])
    def test_leaving_early_is_a_failure(self, way_out):
        _, failure = execute(code(way_out, "1"), folder=NOTEBOOKS)
        assert failure
        assert (failure.index, failure.kind) == (0, "SystemExit")

    def test_a_cell_that_hangs_is_stopped(self):
        started = time.monotonic()
        _, failure = run("hangs", cell_timeout=0.3)
        assert failure
        assert (failure.kind, failure.message) == ("CellTimeout", "ran longer than 0.3 s")
        assert time.monotonic() - started < 20

    def test_a_bare_except_does_not_outlive_the_alarm(self):
        stubborn = "import time\nfor _ in range(2):\n    try:\n        time.sleep(60)\n    except:\n        pass\ntime.sleep(60)"
        _, failure = execute(code(stubborn), folder=NOTEBOOKS, cell_timeout=0.2)
        assert failure
        assert failure.kind == "CellTimeout"

    def test_a_syntax_error_is_a_failure(self):
        _, failure = execute(code("1 +"), folder=NOTEBOOKS)
        assert failure
        assert failure.kind == "SyntaxError"

    def test_an_exception_group_is_a_failure(self):
        _, failure = execute(code("raise ExceptionGroup('many', [ValueError('one')])"), folder=NOTEBOOKS)
        assert failure
        assert failure.kind == "ExceptionGroup"

    def test_a_wrong_magic_is_a_failure(self):
        _, failure = execute(code("%no_such_magic"), folder=NOTEBOOKS)
        assert failure
        assert failure.index == 0

    def test_what_no_notebook_file_can_hold_is_a_failure(self):
        display = "from IPython.display import display\ndisplay({'text/plain': object()}, raw=True)"
        _, failure = execute(code(display), folder=NOTEBOOKS)
        assert failure
        assert failure.kind == "TypeError"

    def test_an_interrupt_is_not_swallowed(self):
        # A shell makes its background jobs deaf to Ctrl-C, and the tests may be one.
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            with pytest.raises(KeyboardInterrupt):
                execute(
                    code("import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(5)"),
                    folder=NOTEBOOKS,
                )
        finally:
            signal.signal(signal.SIGINT, before)

    def test_a_cell_that_was_not_reached_is_found(self):
        assert first_failure(code("1")) == Failure(0, "NotRun", "")


class TestHygiene:
    def test_everything_is_put_back(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        before = (
            sys.stdout, sys.stderr, list(sys.path), sys.modules["__main__"], sys.displayhook,
            InteractiveShell._instance,
        )  # fmt: skip
        execute(code("import sys, os\nsys.path.append('x')\nos.chdir('/')\nprint(1)"), folder=NOTEBOOKS)
        after = (
            sys.stdout, sys.stderr, list(sys.path), sys.modules["__main__"], sys.displayhook,
            InteractiveShell._instance,
        )  # fmt: skip
        assert after == before
        assert Path.cwd() == tmp_path

    def test_two_runs_share_no_names(self):
        execute(code("left_behind = 1"), folder=NOTEBOOKS)
        _, failure = execute(code("left_behind"), folder=NOTEBOOKS)
        assert failure
        assert failure.kind == "NameError"

    def test_no_clock_reading_is_kept(self):
        executed, _ = run("shows_every_output")
        assert "papermill" not in executed.metadata
        assert all(set(c.metadata) <= {"tags"} for c in executed.cells)

    def test_two_runs_give_the_same_bytes(self, everything):
        assert nbformat.writes(run("shows_every_output")[0]) == nbformat.writes(everything)

    def test_cells_run_in_the_folder_of_the_notebook(self):
        executed, _ = execute(code("import os\nos.getcwd()"), folder=NOTEBOOKS)
        assert executed.cells[0].outputs[0].data["text/plain"] == repr(os.fspath(NOTEBOOKS))

    def test_no_profile_of_the_reader_is_read_or_made(self, tmp_path, monkeypatch):
        start = tmp_path / "profile_default" / "startup"
        start.mkdir(parents=True)
        (start / "00.py").write_text("import builtins; builtins.changed = True")
        monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
        _, failure = execute(code("changed"), folder=NOTEBOOKS)
        assert failure
        assert failure.kind == "NameError"
        assert sorted(p.name for p in tmp_path.rglob("*")) == ["00.py", "profile_default", "startup"]

    def test_progress_is_told_cell_by_cell(self):
        steps: list[tuple[int, int]] = []
        execute(
            code("1", "2"), folder=NOTEBOOKS, watch=lambda notebook, done, total: steps.append((done, total))
        )
        assert steps == [(0, 2), (1, 2), (2, 2)]
