"""The environment is made by one command or refused in one line; tried with stand-ins for Python, nothing is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]

LOCKS = ("requirements.lock", "requirements-test.lock")
OLD = '#!/bin/sh\ncase "$*" in *version_info*) exit 1;; esac\nexit 0\n'
WITHOUT_VENV = '#!/bin/sh\ncase "$*" in *ensurepip*) exit 1;; esac\nexit 0\n'
GOOD = "#!/bin/sh\nexit 0\n"


@pytest.fixture
def clone(tmp_path) -> Path:
    """Lay out what `make` reads of a bare clone, in a folder whose name has a space."""
    folder = tmp_path / "a clone"
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml", *LOCKS):
        shutil.copy2(CHECKOUT / name, folder / name)
    return folder


def make(clone: Path, *words: str, **pythons: str) -> subprocess.CompletedProcess:
    """Run `make` where the only Pythons on the PATH are the scripts given."""
    tools = clone.parent / "bin"
    tools.mkdir(exist_ok=True)
    for name in ("sh", "cat", "echo", "rm", "make", "id"):
        if not (tools / name).exists():
            (tools / name).symlink_to(str(shutil.which(name)))
    for name, script in pythons.items():
        path = tools / name.replace("_", ".")
        path.write_text(script)
        path.chmod(0o755)
    return subprocess.run(
        ["make", *words],
        cwd=clone,
        env={"PATH": str(tools), "HOME": str(clone.parent)},
        capture_output=True,
        text=True,
        check=False,
    )


def installed(clone: Path) -> None:
    """Leave what a finished install leaves."""
    (clone / ".venv" / "bin").mkdir(parents=True)
    (clone / ".venv" / "bin" / "python").symlink_to(sys.executable)
    later = max((clone / name).stat().st_mtime for name in (*LOCKS, "pyproject.toml")) + 60
    for name in (".installed", ".installed-tests"):
        stamp = clone / ".venv" / name
        stamp.write_text(f"{clone.resolve()}\n")
        os.utime(stamp, (later, later))


class TestRefusedInOneLine:
    def said(self, done: subprocess.CompletedProcess) -> str:
        assert done.returncode != 0
        assert done.stdout == ""
        (line,) = done.stderr.splitlines()
        return line

    def test_no_python_at_all(self, clone):
        line = self.said(make(clone, "report"))
        assert "Python 3.11 or newer is needed and none is on the PATH" in line
        assert "apt install python3 python3-venv" in line
        assert "brew install python" in line

    def test_python_too_old(self, clone):
        assert "Python 3.11 or newer is needed" in self.said(make(clone, "test", python3=OLD))

    def test_python_without_venv(self, clone):
        line = self.said(make(clone, "test", python3=WITHOUT_VENV))
        assert "cannot make virtual environments" in line
        assert "apt install python3-venv" in line

    def test_the_named_python_is_none(self, clone):
        line = self.said(make(clone, "test", "PYTHON=/nowhere/python3", python3=GOOD))
        assert "/nowhere/python3 is none" in line

    def test_nothing_is_left(self, clone):
        make(clone, "test", python3=WITHOUT_VENV)
        assert not (clone / ".venv").exists()


class TestMade:
    def test_with_the_first_python_that_will_do(self, clone):
        done = make(clone, "-n", "report", python3=OLD, python3_13=WITHOUT_VENV, python3_12=GOOD)
        assert done.returncode == 0, done.stderr
        assert 'bin/python3.12" -m venv --clear .venv' in done.stdout

    def test_a_named_python_wins(self, clone):
        done = make(clone, "-n", "report", "PYTHON=python3.12", python3=GOOD, python3_12=GOOD)
        assert 'bin/python3.12" -m venv' in done.stdout

    def test_stamp_last_and_report_after_it(self, clone):
        steps = make(clone, "-n", "report", python3=GOOD).stdout.splitlines()
        kinds = ["-m venv", "--require-hashes", "--no-deps", "> .venv/.installed", "cloudcapex build"]
        places = [next(i for i, step in enumerate(steps) if kind in step) for kind in kinds]
        assert places == sorted(places)

    def test_once(self, clone):
        installed(clone)
        done = make(clone, "-n", "test")
        assert done.returncode == 0, done.stderr
        assert "venv --clear" not in done.stdout
        assert "pip install" not in done.stdout
        assert "pytest" in done.stdout

    def test_what_tests_need_is_installed_for_tests_alone(self, clone):
        installed(clone)
        (clone / ".venv" / ".installed-tests").unlink()
        assert "pip install" not in make(clone, "-n", "report").stdout
        steps = [line for line in make(clone, "-n", "test").stdout.splitlines() if "pip install" in line]
        assert [re.search(r"-r (\S+)", step)[1] for step in steps] == ["requirements-test.lock"]

    @pytest.mark.parametrize("file", [*LOCKS, "pyproject.toml"])
    def test_in_place_when_a_list_has_changed(self, clone, file):
        installed(clone)
        later = (clone / ".venv" / ".installed").stat().st_mtime + 60
        os.utime(clone / file, (later, later))
        done = make(clone, "-n", "test", python3=GOOD)
        assert "pip install" in done.stdout
        assert "venv --clear" not in done.stdout

    def test_anew_when_the_checkout_has_moved(self, clone):
        installed(clone)
        moved = clone.rename(clone.with_name("moved"))
        assert "venv --clear" in make(moved, "-n", "test", python3=GOOD).stdout

    def test_anew_when_the_python_behind_it_is_gone(self, clone):
        installed(clone)
        (clone / ".venv" / "bin" / "python").unlink()
        (clone / ".venv" / "bin" / "python").symlink_to("/nowhere/python3")
        assert "venv --clear" in make(clone, "-n", "test", python3=GOOD).stdout

    def test_anew_when_an_install_was_interrupted(self, clone):
        installed(clone)
        (clone / ".venv" / ".installed").unlink()
        assert "venv --clear" in make(clone, "-n", "test", python3=GOOD).stdout
