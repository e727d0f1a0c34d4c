"""What is written is run: the README's commands, verbs, links and paths are tried against the checkout."""

from __future__ import annotations

import functools
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

import cloudcapex
from cloudcapex.cli.app import app
from turning import turned

CHECKOUT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
GUIDE = (CHECKOUT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (CHECKOUT / "Makefile").read_text(encoding="utf-8")

TARGETS = set(re.findall(r"(?m)^([a-z]+):", MAKEFILE))
COMMANDS = [
    line.split("   #")[0].strip()
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line.strip()
]
OURS = [command for command in COMMANDS if command.startswith("cloudcapex ")]
# What asks the SEC is run against a mirror, in test_refresh and in the sweep.
CHEAP = [command for command in OURS if not command.startswith(("cloudcapex build", "cloudcapex refresh"))]


@functools.cache
def help_of(verb: str) -> str:
    """Return what a verb of the command line says of itself."""
    done = CliRunner().invoke(app, [verb, "--help"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture
def stand_in(tmp_path) -> Path:
    """Lay out a checkout whose build/ and reports/ may be written to."""
    for name in ("data", "requirements.lock"):
        (tmp_path / name).symlink_to(CHECKOUT / name)
    shutil.copytree(CHECKOUT / "notebooks", tmp_path / "notebooks")
    return tmp_path


def run(command: str, folder: Path) -> subprocess.CompletedProcess:
    """Run one line of the README in a shell, with this environment's commands found first."""
    environment = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    environment.pop("CLOUDCAPEX_HOME", None)
    return subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_short_enough_to_be_read():
    assert len(README.splitlines()) <= 120
    assert len(TARGETS) <= 10
    assert len(COMMANDS) >= 10


@pytest.mark.parametrize("text", [README, GUIDE], ids=["README", "CONTRIBUTING"])
def test_every_make_target_named_exists(text):
    named = set(re.findall(r"(?m)(?:`|^)make ([a-z]+)", text))
    assert {"test"} <= named <= TARGETS


def test_every_target_is_listed_by_make_help():
    """`make` alone prints the list, which is read from the comments in the Makefile."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "MFLAGS"))}
    done = subprocess.run(["make"], cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=True)
    assert {line.split("\t")[0] for line in done.stdout.splitlines()} == TARGETS


@pytest.mark.parametrize("text", [README, GUIDE], ids=["README", "CONTRIBUTING"])
def test_every_link_and_picture_is_there(text):
    found = [target for target in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in target]
    assert [target for target in found if not (CHECKOUT / target).exists()] == []


@pytest.mark.parametrize("text", [README, GUIDE], ids=["README", "CONTRIBUTING"])
def test_every_path_named_is_there(text):
    """Code spans that look like a path of this project; what a build makes may be missing."""
    spans = re.findall(r"`([\w./-]+/[\w./-]*|[\w-]+\.(?:py|md|toml|lock|yml|ipynb))`", text)
    rooms = [CHECKOUT / name for name in ("src", "data", "tests", "notebooks", "benchmarks")]
    there = [*CHECKOUT.iterdir(), *rooms, *(path for room in rooms for path in room.rglob("*"))]
    names = "\n".join(f"/{path.relative_to(CHECKOUT).as_posix()}\n" for path in there)
    made = ("build/", "reports/", ".venv", ".ci/")
    missing = [s for s in spans if not s.startswith(made) and f"/{s.rstrip('/')}\n" not in names]
    assert missing == []


def test_the_tree_names_what_there_is():
    tree = re.search(r"## Where things are\n\n```\n(.*?)```", README, re.DOTALL)
    assert tree
    package = CHECKOUT / "src" / "cloudcapex"
    for line in tree[1].splitlines():
        inside, name = line.startswith("  "), line.split()[0]
        if name in ("build/", "reports/", "src/cloudcapex/"):
            continue
        path = package / name if inside else CHECKOUT / name
        assert path.is_dir() or path.with_suffix(".py").is_file(), line


@pytest.mark.parametrize("command", OURS)
def test_every_command_and_option_exists(command):
    words = shlex.split(command.split(" > ")[0])
    shown = help_of(words[1])
    for word in words[2:]:
        if word.startswith("-"):
            assert re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", shown), f"{word} is not in the help"


@turned("command", CHEAP)
def test_a_cheap_command_runs(command, stand_in):
    done = run(command, stand_in)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() or " > " in command


def test_the_spreadsheet_of_the_first_recipe(stand_in):
    """34 quarters a company from 2018Q1 to 2026Q2, none missing; the figure is on Meta's 10-K for 2024."""
    (command,) = [command for command in CHEAP if command.endswith("> capex.csv")]
    run(command, stand_in)
    header, *rows = (stand_in / "capex.csv").read_text(encoding="utf-8").splitlines()
    assert header.startswith("company,calendar_quarter,fiscal_quarter,period_start,period_end,value,unit")
    assert len(rows) == 2 * 34
    (found,) = [row for row in rows if row.startswith("meta,2024Q4,")]
    assert "14425000000" in found  # year 0001326801-25-000017 less nine months 0001326801-24-000081


@pytest.mark.slow
def test_the_ordinary_notebook_of_the_third_recipe_becomes_a_pdf(stand_in):
    (command,) = [command for command in COMMANDS if command.startswith("jupyter nbconvert")]
    done = run(command, stand_in)
    assert done.returncode == 0, done.stderr
    assert (stand_in / "build" / "explore.pdf").read_bytes().startswith(b"%PDF-")


def test_make_report_says_a_command_that_exists():
    (recipe,) = re.findall(r"(?m)^\t\.venv/bin/cloudcapex (build .*)$", MAKEFILE)
    for option in re.findall(r"--[\w-]+", recipe):
        assert option in help_of("build")


def test_ci_calls_the_one_verb():
    script = CHECKOUT / ".ci" / "run"
    assert script.read_text(encoding="utf-8").startswith("#!/usr/bin/env bash\n")
    assert script.read_text(encoding="utf-8").rstrip().endswith("exec make test ARGS=--none-skipped")
    assert os.access(script, os.X_OK)


def test_one_version_and_a_changelog_that_knows_it():
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog = (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert project["version"] == cloudcapex.__version__
    assert re.search(rf"(?m)^## \[(Unreleased|{re.escape(cloudcapex.__version__)})\]", changelog)
    assert project["license"] == "MIT"
    assert "The cloudcapex authors" in (CHECKOUT / "LICENSE").read_text(encoding="utf-8")
