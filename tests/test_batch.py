"""Many editions: side by side, each in a process of its own, and the rest carried on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

from cloudcapex.cli import ONE_THREAD
from cloudcapex.publish import batch
from cloudcapex.publish.batch import build_all
from cloudcapex.publish.manifest import digest_tree
from publishing import content, planned, small_checkout

TESTS = Path(__file__).parent
QUARTERS = ("2019Q4", "2020Q1", "2020Q2", "2020Q3")


@pytest.fixture
def home(tmp_path, monkeypatch):
    names = ("shows_exhibit", "raises_in_2020Q1", "ends_its_process_in_2020Q2", "hangs")
    folder = small_checkout(tmp_path / "checkout", *names)
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(folder))
    monkeypatch.setenv("PYTHONPATH", str(TESTS), prepend=os.pathsep)
    monkeypatch.chdir(folder)
    return folder


def plans(report: str, **options):
    return [planned(report, quarter=quarter, **options) for quarter in QUARTERS]


HEAD = "import signal\nfrom publishing import planned\nfrom cloudcapex.publish import batch\nfrom cloudcapex.publish.batch import *\n"
# Leaves out the imports where only the processes are looked at.
COLD = "batch.WARM = ()\n"


def forked(script: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a fresh process, where nothing has started a thread yet."""
    environment = {**os.environ, **ONE_THREAD}
    return subprocess.run(
        [sys.executable, "-c", HEAD + script], env=environment, capture_output=True, text=True, check=True
    )


class TestForking:
    def test_one_fails_one_dies_the_rest_is_made(self, home):
        script = (
            "from test_batch import plans\n"
            "every = plans('raises_in_2020Q1') + plans('ends_its_process_in_2020Q2')\n"
            "for r in build_all(every, jobs=2, method='fork'):\n"
            "    print(r.edition, r.status, r.error, sep='|')\n"
        )
        found = [line.split("|") for line in forked(script).stdout.splitlines()]
        assert [(name, status) for name, status, _ in found] == [
            (f"{report} {quarter} en", "failed" if quarter == bad else "built")
            for report, bad in (("raises_in_2020Q1", "2020Q1"), ("ends_its_process_in_2020Q2", "2020Q2"))
            for quarter in QUARTERS
        ]
        assert "AssertionError: no data for 2020Q1" in found[1][2]
        assert "its process was ended by SIGKILL; perhaps memory ran out" in found[6][2]
        killed = home / "build/ends_its_process_in_2020Q2/2020Q2"
        assert [p.name for p in killed.iterdir()] == ["en.failed.ipynb"]  # the rest is swept up

    def test_a_forked_child_makes_the_same_bytes_as_a_lone_build(self, home):
        digest_tree.cache_clear()  # as this process has it from an earlier test
        forked(
            "build_all([planned('shows_exhibit', to=('html', 'pdf'), quarter=q) for q in ('2020Q1', '2020Q2')])"
        )
        folder = home / "build/shows_exhibit/2020Q1/en"
        made = content(folder)
        (alone,) = build_all([planned("shows_exhibit", to=("html", "pdf"), quarter="2020Q1", force=True)])
        assert alone.status == "built"
        assert content(folder) == made

    def test_the_parent_has_one_thread_when_it_forks(self, home):
        method = forked("print(batch._context(None, ()).get_start_method())")
        assert method.stdout.strip() == ("fork" if sys.platform == "linux" else "spawn")

    def test_a_parent_with_threads_does_not_fork(self, home):
        script = (
            COLD + "import threading, time\n"
            "threading.Thread(target=time.sleep, args=(5,), daemon=True).start()\n"
            "print(batch._context('fork', ()).get_start_method())"
        )
        assert forked(script).stdout.strip() == "spawn"

    def test_a_child_that_takes_too_long_is_ended(self, home):
        script = (
            COLD + "every = [planned('hangs', quarter=q, cell_timeout=None) for q in ('2020Q1', '2020Q2')]\n"
            "print([r.error for r in build_all(every, jobs=2, method='fork', timeout=1.5)])\n"
        )
        assert forked(script).stdout.strip() == "['stopped after 1.5 s', 'stopped after 1.5 s']"
        assert not (home / "build/hangs").exists() or not [
            p for p in (home / "build/hangs").rglob("*") if p.is_file()
        ]

    def test_an_interrupt_ends_the_children_and_sweeps(self, home):
        script = (
            COLD + "every = [planned('hangs', quarter=q) for q in ('2020Q1', '2020Q2')]\n"
            # A shell makes its background jobs deaf to Ctrl-C, and they make their children so.
            "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
            "print('ready', flush=True)\n"
            "build_all(every, jobs=2, method='fork')\n"
        )
        process = subprocess.Popen(
            [sys.executable, "-c", HEAD + script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**os.environ, **ONE_THREAD}, start_new_session=True,
        )  # fmt: skip
        assert process.stdout
        process.stdout.readline()
        deadline = time.monotonic() + 30
        # One has begun and the other is being forked: Python would drop an interrupt in its own hooks.
        while not list(home.glob("build/hangs/*/.en.*.new")) and time.monotonic() < deadline:
            time.sleep(0.05)
        os.killpg(process.pid, 2)
        _, errors = process.communicate(timeout=30)
        assert errors.splitlines()[-1] == "KeyboardInterrupt"
        assert not list(home.glob("build/hangs/*/.en.*"))
        with pytest.raises(ProcessLookupError):
            os.killpg(process.pid, 0)


class TestSpawning:
    def test_spawned_processes_make_the_same(self, home):
        results = build_all(plans("raises_in_2020Q1")[:2], jobs=2, method="spawn")
        assert [r.status for r in results] == ["built", "failed"]
        assert "no data for 2020Q1" in results[1].error


class TestOneProcess:
    def test_unchanged_editions_need_no_process(self, home, monkeypatch):
        (first,) = build_all([planned("shows_exhibit", quarter="2019Q4")])
        (second,) = build_all([planned("shows_exhibit", quarter="2020Q1")])
        assert (first.status, second.status) == ("built", "built")
        monkeypatch.setattr(batch.process, "start", None)
        told = []
        again = build_all(
            [planned("shows_exhibit", quarter=q) for q in ("2019Q4", "2020Q1")], finished=told.append
        )
        assert [r.status for r in again] == ["unchanged", "unchanged"]
        assert told == again

    def test_one_edition_is_built_with_progress(self, home):
        steps: list[str] = []
        (result,) = build_all(
            [planned("shows_exhibit", to=("html",))],
            progress=lambda step, done, total: steps.append(f"{step} {done}/{total}"),
        )
        assert result.status == "built"
        assert steps[0] == "running cells 0/6"
        assert steps[-2:] == ["writing html 5/6", "done 6/6"]

    def test_a_fault_of_ours_becomes_a_result_too(self, home, monkeypatch):
        monkeypatch.setattr(batch.process, "build", lambda *arguments: 1 / 0)
        result = batch.attempt(planned("shows_exhibit"))
        assert (result.status, result.exit_code) == ("failed", 1)
        assert result.error == "ZeroDivisionError: division by zero"
        assert "Traceback" in result.details


# What a cell can do to its process, and what is said of it.
ENDS = {
    "import os\nos._exit(0)": "its process ended with exit code 0 and no result, as by os._exit",
    "import os\nos._exit(3)": "its process ended with exit code 3 and no result, as by os._exit",
    "import os\nos.abort()": "its process was ended by SIGABRT",
    "import ctypes\nctypes.string_at(0)": "its process was ended by SIGSEGV",
    "import os\nos.closerange(3, 400)\nos._exit(0)": "its process ended with exit code 0",
    # A process of its own outlives it and holds every pipe open.
    "import os, time\nif os.fork():\n    os._exit(0)\ntime.sleep(4)\nos._exit(0)": "its process ended with exit code 0",
}


def end_each() -> None:
    """Build an edition for each cell of `ENDS`, add the cell to its notebook, build it again and tell what came of both."""
    names = [f"ends_{number}" for number in range(len(ENDS))]
    whole = [planned(name, quarter="2020Q1") for name in names]
    built = build_all(whole, method="fork")
    kept = [content(plan.folder) for plan in whole]
    for plan, source in zip(whole, ENDS, strict=True):
        book = nbformat.read(plan.notebook, as_version=4)
        book.cells += [
            nbformat.v4.new_code_cell("print('as far as this')"),
            nbformat.v4.new_code_cell(source),
        ]
        nbformat.write(book, plan.notebook)
    ended = build_all([planned(name, quarter="2020Q1") for name in names], method="fork")
    same = [content(plan.folder) == before for plan, before in zip(whole, kept, strict=True)]
    told = zip(built, ended, same, strict=True)
    print(json.dumps([[one.status, two.status, two.exit_code, two.error, s] for one, two, s in told]))


@pytest.fixture(scope="module")
def ended(tmp_path_factory):
    """The folder and what came of each of `ENDS`: all in one process, which imports once what they need."""
    folder = small_checkout(tmp_path_factory.mktemp("ends") / "checkout", "shows_exhibit")
    for number in range(len(ENDS)):
        shutil.copy(folder / "notebooks/shows_exhibit.ipynb", folder / f"notebooks/ends_{number}.ipynb")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("CLOUDCAPEX_HOME", str(folder))
        patched.setenv("PYTHONPATH", str(TESTS), prepend=os.pathsep)
        patched.chdir(folder)
        return folder, json.loads(forked("from test_batch import end_each\nend_each()").stdout)


class TestACellThatEndsItsProcess:
    @pytest.mark.parametrize("number", range(len(ENDS)))
    def test_is_a_failure_with_a_name_and_keeps_the_notebook(self, ended, number):
        (folder, told), (source, how) = ended, [*ENDS.items()][number]
        before, status, code, error, kept = told[number]
        assert before == "built"
        assert (status, code) == ("failed", 1)
        place = folder / f"build/ends_{number}/2020Q1"
        evidence = nbformat.read(place / "en.failed.ipynb", as_version=4)
        # A cell that tells what happened stands before those of the notebook.
        cells = len(nbformat.read(folder / f"notebooks/ends_{number}.ipynb", as_version=4).cells)
        assert error.startswith(f"ends_{number}.ipynb cell {cells} (")
        assert how in error
        assert f"the notebook as far as it came is build/ends_{number}/2020Q1/en.failed.ipynb" in error
        assert kept  # what was there is there
        assert sorted(p.name for p in place.iterdir()) == ["en", "en.failed.ipynb"]
        assert how in evidence.cells[0].source
        assert evidence.cells[-1].source == source
        assert evidence.cells[-2].outputs[0].text == "as far as this\n"
