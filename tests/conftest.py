"""Shared ground of the tests: where the checkout is, one worker thread a library, short hypothesis runs."""

from __future__ import annotations

import gc
import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from browser import Browser
    from mirror import Mirror

# Two pytest workers share two cores; a BLAS pool in each would only make them wait for one another.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("MPLBACKEND", "agg")

# Same examples at every run, so that a red run can be repeated; `--hypothesis-profile=search` looks further.
settings.register_profile("suite", max_examples=60, deadline=None, derandomize=True)
settings.register_profile("search", max_examples=2000, deadline=None)
settings.load_profile("suite")

CHECKOUT = Path(__file__).resolve().parents[1]


# What is drawn anew at every run turns on this; a red run is repeated by setting it.
SEED = "CLOUDCAPEX_SEED"


def pytest_configure(config: pytest.Config) -> None:
    """Draw the seed of the samples once, before the workers start, so that all of them draw alike."""
    os.environ.setdefault(SEED, str(random.SystemRandom().randrange(10**6)))
    config.option.loadscopereorder = False  # which would put the files of few and long tests last


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that build editions, then go on by size: one begun last would leave the other worker idle."""
    size = Counter(item.path for item in items)
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: (item.path not in slow, -size[item.path]))


def pytest_collection_finish() -> None:
    """Keep what is loaded out of every later collection of garbage, such as each shell makes when it is left: it stays anyway."""
    gc.collect()
    gc.freeze()


def pytest_report_header() -> str:
    """Print the seed."""
    return f"samples turn on {SEED}={os.environ[SEED]}"


@pytest.fixture(scope="session")
def checkout() -> Path:
    """Return the folder of the checkout under test."""
    return CHECKOUT


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Open a browser for the tests of a file."""
    from browser import Browser

    tab = Browser(tmp_path_factory.mktemp("profile"))
    yield tab
    tab.close()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., SimpleNamespace]:
    """Call the command line in this process: its code, what it printed, and which of its lines are errors."""
    from cloudcapex import cli

    def call(*arguments: str) -> SimpleNamespace:
        code = cli.main(arguments)
        said = capsys.readouterr()
        errors = [line for line in said.err.splitlines() if line.startswith("error: ")]
        return SimpleNamespace(code=code, out=said.out, err=said.err, errors=errors)

    return call


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the data into a folder that commands then work on."""
    import arriving

    folder = arriving.home(tmp_path)
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(folder))
    return folder


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the checks of the house out where rows are taken: they have tests of their own and take seconds."""
    from cloudcapex.intake import trial

    monkeypatch.setattr(trial, "run_checks", list)


@pytest.fixture
def untold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what the data tell anew where rows are taken: to find it takes seconds, and few tests read it."""
    from cloudcapex.intake import taking
    from cloudcapex.intake.news import News

    monkeypatch.setattr(taking, "news", lambda before, rows: News())


@pytest.fixture
def mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mirror]:
    """Serve EDGAR on this machine, of a copy of the data that commands then work on; `mirror.home` is its folder."""
    import arriving
    from cloudcapex.refresh import client
    from mirror import Mirror

    served = Mirror(arriving.home(tmp_path) / "data")
    for name, value in {
        "CLOUDCAPEX_HOME": str(served.home),
        "CLOUDCAPEX_CACHE": str(tmp_path / "cache"),
        "EDGAR_BASE_URL": served.address,
        "EDGAR_DATA_URL": served.address,
        "EDGAR_IDENTITY": "Ann Analyst ann@example.com",
        "EDGAR_RATE_LIMIT_PER_SEC": "10000",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(client, "WAITS", (0.0, 0.0, 0.0))
    yield served
    served.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a machine that has all the tests need say so."""
    parser.addoption("--none-skipped", action="store_true", help="take a skipped test for a fault")


def _skipped(config: pytest.Config) -> Counter[str]:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    reports = reporter.stats.get("skipped", []) if reporter else []
    return Counter(str(report.longrepr[2]).removeprefix("Skipped: ") for report in reports)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail where a test was skipped and none may be."""
    if session.config.getoption("none_skipped") and session.exitstatus == 0 and _skipped(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say how many tests were skipped and for want of what, and on what the samples turned."""
    terminalreporter.write_line(f"samples turned on {SEED}={os.environ[SEED]}")
    for reason, count in sorted(_skipped(config).items()):
        terminalreporter.write_line(f"{count} test{'s' if count > 1 else ''} skipped: {reason}", yellow=True)
