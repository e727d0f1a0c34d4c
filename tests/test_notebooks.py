"""Notebooks are sentences with calls between them, stored without outputs, and every one of them runs."""

from __future__ import annotations

import ast
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import papermill
import pytest

from cloudcapex.reports.report import Report
from turning import turned

CHECKOUT = Path(__file__).resolve().parents[1]
FOLDER = CHECKOUT / "notebooks"
EXPLORE = FOLDER / "explore.ipynb"
ALL = sorted(FOLDER.glob("*.ipynb"))
REPORTS = [path for path in ALL if path != EXPLORE]

MOST_LINES = 6
NOT_ON_A_PAGE = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda),
    *(ast.For, ast.AsyncFor, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
    *(ast.If, ast.Try, ast.With, ast.BinOp, ast.AugAssign, ast.Global),
)
CODE_SPAN = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
LINK_TARGET = re.compile(r"\]\([^)]*\)")


def read(path: Path) -> nbformat.NotebookNode:
    """Read a notebook as it is stored."""
    return nbformat.read(path, as_version=4)


def code_cells(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    """Return the code cells in order."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def tagged(notebook: nbformat.NotebookNode, tag: str) -> list[nbformat.NotebookNode]:
    """Return the cells that carry a tag."""
    return [cell for cell in notebook.cells if tag in cell.metadata.get("tags", [])]


def lines(source: str) -> list[str]:
    """Return the lines that hold something."""
    return [line for line in source.splitlines() if line.strip()]


def typed_digits(markdown: str) -> list[str]:
    """Find figures that a hand typed into prose; code spans and the targets of links are no prose."""
    return re.findall(r"\S*\d\S*", LINK_TARGET.sub("]", CODE_SPAN.sub("", markdown)))


def off_the_page(source: str) -> list[str]:
    """List what a report's cell holds though it belongs into the package."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, NOT_ON_A_PAGE):
            found.append(f"line {node.lineno}: {type(node).__name__}")
        elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
            found.append(f"line {node.lineno}: the figure {node.value}")
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
            found += [f"line {node.lineno}: imports {n}" for n in names if n.split(".")[0] != "cloudcapex"]
    return found


def ident(path: Path) -> str:
    return path.stem


def test_the_flagship_and_the_exploring_notebook_are_there():
    assert {"quarterly_review", "explore"} <= {path.stem for path in ALL}


@pytest.mark.parametrize("path", ALL, ids=ident)
class TestStored:
    def test_valid_and_written_plainly(self, path):
        notebook = read(path)
        nbformat.validate(notebook)
        text = path.read_text(encoding="utf-8")
        assert json.dumps(json.loads(text), indent=1, sort_keys=True, ensure_ascii=False) == text.rstrip("\n")
        ids = [cell.id for cell in notebook.cells]
        assert len(ids) == len({*ids})

    def test_no_outputs_and_no_counts(self, path):
        for cell in code_cells(read(path)):
            assert cell.outputs == []
            assert cell.execution_count is None

    def test_the_kernel_is_named_and_nothing_of_a_run_is_left(self, path):
        metadata = read(path).metadata
        assert metadata.kernelspec.name == "python3"
        assert metadata.kernelspec.language == "python"
        assert {*metadata} <= {"kernelspec", "language_info", "title", "disclosure"}
        for cell in read(path).cells:
            assert {*cell.metadata} <= {"tags"}

    def test_named_in_snake_case_and_titled_once(self, path):
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", path.stem)
        notebook = read(path)
        prose = [CODE_SPAN.sub("", c.source) for c in notebook.cells if c.cell_type == "markdown"]
        assert prose[0].startswith("# ")
        assert sum(len(re.findall(r"(?m)^# ", text)) for text in prose) == 1


@pytest.mark.parametrize("path", REPORTS, ids=ident)
class TestReport:
    def test_cells_are_short(self, path):
        for cell in code_cells(read(path)):
            # A parameter takes a line, and a report has as many as it needs.
            if "parameters" not in cell.metadata.get("tags", []):
                assert len(lines(cell.source)) <= MOST_LINES, cell.source

    def test_one_parameters_cell_of_annotated_literals(self, path):
        notebook = read(path)
        (cell,) = tagged(notebook, "parameters")
        assert cell is code_cells(notebook)[0]
        for statement, line in zip(ast.parse(cell.source).body, lines(cell.source), strict=True):
            assert isinstance(statement, ast.AnnAssign), line
            assert isinstance(statement.target, ast.Name), line
            ast.literal_eval(statement.value)
            assert re.search(r"#\s*\S+", line), f"no help text: {line}"

    def test_the_rest_only_loads_and_shows(self, path):
        notebook = read(path)
        for cell in code_cells(notebook):
            if "parameters" not in cell.metadata.get("tags", []):
                assert off_the_page(cell.source) == [], cell.source

    def test_no_figure_is_typed_into_prose(self, path):
        for cell in read(path).cells:
            if cell.cell_type == "markdown":
                assert typed_digits(cell.source) == [], cell.source

    def test_after_the_setup_every_cell_is_one_call(self, path):
        cells = code_cells(read(path))
        assert sum("setup" in cell.metadata.get("tags", []) for cell in cells) == 1
        for cell in cells:
            if not {"parameters", "setup"} & {*cell.metadata.get("tags", [])}:
                (statement,) = ast.parse(cell.source).body
                assert isinstance(statement, ast.Expr), cell.source
                assert isinstance(statement.value, ast.Call), cell.source


class TestExplore:
    def test_twelve_short_steps(self):
        cells = code_cells(read(EXPLORE))
        assert len(cells) == 12
        assert max(len(lines(cell.source)) for cell in cells) <= 8

    def test_only_public_names(self):
        for cell in code_cells(read(EXPLORE)):
            for node in ast.walk(ast.parse(cell.source)):
                if isinstance(node, ast.Import):
                    assert {alias.name for alias in node.names} <= {"pandas", "seaborn"}
                if isinstance(node, ast.ImportFrom):
                    assert (node.module or "").split(".")[0] == "cloudcapex"
                if isinstance(node, ast.Attribute):
                    assert not node.attr.startswith("_")


class TestTheRulesThemselves:
    @pytest.mark.parametrize(
        "source",
        [
            "def f(): pass",
            "f = lambda x: x",
            "for x in y: x",
            "[x for x in y]",
            "a / b",
            "show(4)",
            "import pandas as pd",
            "from matplotlib import pyplot",
            "while x: y",
        ],
    )
    def test_a_fault_is_seen(self, source):
        assert off_the_page(source) != []

    def test_a_plain_call_is_not(self):
        source = (
            "from cloudcapex.exhibits import Review\nreview = Review(quarter)\nreview.capex('cash', True)"
        )
        assert off_the_page(source) == []

    def test_digits_in_prose_are_seen_and_in_code_spans_not(self):
        assert typed_digits("Capex grew 40% in `2026Q2`, see [the plan](https://example.org/10k).") == ["40%"]


def run(path: Path, made: Path) -> nbformat.NotebookNode:
    """Run a notebook with plain papermill in a fresh kernel, as a reader without our command line would."""
    papermill.execute_notebook(
        str(path), str(made), kernel_name="python3", cwd=str(FOLDER), progress_bar=False, start_timeout=120
    )
    return read(made)


@pytest.mark.slow
@turned("path", ALL)
def test_plain_papermill_runs_it(path, tmp_path):
    before = path.read_bytes()
    done = run(path, tmp_path / path.name)
    shown = 0
    for cell in code_cells(done):
        assert cell.execution_count is not None, f"never ran: {cell.source}"
        for output in cell.outputs:
            assert output.output_type != "error"
            assert output.get("name") != "stderr", output.text
            shown += output.output_type in ("display_data", "execute_result")
    assert shown >= len(code_cells(read(path))) / 2
    assert path.read_bytes() == before


def listens(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.slow
def test_lab_opens_the_exploring_notebook_with_its_kernel(tmp_path):
    """What `make lab` starts: a server that serves the notebook and gives it a kernel of this environment."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "JPY_"))}
    environment |= {"JUPYTER_RUNTIME_DIR": str(tmp_path), "JUPYTER_CONFIG_DIR": str(tmp_path / "config")}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.port=0"]
    command += ["--ServerApp.ip=127.0.0.1", f"--ServerApp.root_dir={CHECKOUT}", "notebooks/explore.ipynb"]
    log = (tmp_path / "log").open("wb")
    server = subprocess.Popen(command, cwd=CHECKOUT, env=environment, stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + 90
        while not (found := list(tmp_path.glob("jpserver-*.json"))):
            assert server.poll() is None, (tmp_path / "log").read_text()
            assert time.monotonic() < deadline, (tmp_path / "log").read_text()
            time.sleep(0.1)
        settings = json.loads(found[0].read_text())
        # The file is written before the server listens.
        while not listens(settings["port"]):
            assert server.poll() is None, (tmp_path / "log").read_text()
            assert time.monotonic() < deadline, (tmp_path / "log").read_text()
            time.sleep(0.1)

        def ask(where: str, body: dict | None = None) -> dict:
            request = urllib.request.Request(
                f"{settings['url']}{where}",
                data=None if body is None else json.dumps(body).encode(),
                headers={"Authorization": f"token {settings['token']}"},
            )
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60) as r:
                return json.load(r)

        served = ask("api/contents/notebooks/explore.ipynb")
        kernel = served["content"]["metadata"]["kernelspec"]["name"]
        assert kernel in ask("api/kernelspecs")["kernelspecs"]
        started = ask(
            "api/sessions",
            {"path": served["path"], "name": "", "type": "notebook", "kernel": {"name": kernel}},
        )
        assert started["kernel"]["name"] == "python3"
    finally:
        server.terminate()
        server.wait(timeout=30)
        log.close()


def set_up(path: Path) -> dict[str, object]:
    """Return the names that a report's notebook has after its setup, for an edition long ago."""
    names: dict[str, object] = {}
    notebook = read(path)
    for cell in (*tagged(notebook, "parameters"), *tagged(notebook, "setup")):
        exec(cell.source, names)
        names["quarter"] = "2023Q4"
    return names


@turned("path", REPORTS)
def test_the_documents_are_the_same_wherever_their_cell_stands(path):
    """The list holds every document behind the report, also where it is the first thing that is asked for."""
    cells = [cell.source for cell in code_cells(read(path)) if not cell.metadata.get("tags")]
    (documents,) = [source for source in cells if ".documents(" in source]
    names = set_up(path)
    last = [eval(cell, names) for cell in (*cells, documents)][-1]
    first = eval(documents, set_up(path))
    assert first == last
    assert sum(len(group) for _, group in first.body.groups) >= 5


@pytest.mark.parametrize("path", REPORTS, ids=ident)
def test_every_exhibit_of_the_order_has_its_maker(path):
    (report,) = [value for value in set_up(path).values() if isinstance(value, Report)]
    # Pages of companies are made together: whose they are, a reader chooses.
    assert {key for key in report.order if not key.startswith("company_")} <= set(report.makers)
