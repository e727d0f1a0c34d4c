"""What the forge runs asks Debian for what the tests need, once, and lets no test be skipped."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
ASKED_FOR = {"chromium": "chromium", "chromedriver": "chromium-driver", "pdftotext": "poppler-utils"}


def run(folder: Path, *there: str, apt: str = "exit 0") -> tuple[int, list[str]]:
    """Run `.ci/run` where only stand-ins are on the PATH; return its exit code and the commands it gave."""
    (folder / ".ci").mkdir()
    shutil.copy2(CHECKOUT / ".ci" / "run", folder / ".ci" / "run")
    tools, log = folder / "bin", folder / "log"
    tools.mkdir()
    for name in ("bash", "dirname"):
        (tools / name).symlink_to(str(shutil.which(name)))
    for name, script in {"make": "exit 0", "apt-get": apt, **dict.fromkeys(there, "exit 0")}.items():
        (tools / name).write_text(f'#!{shutil.which("bash")}\necho "{name} $*" >> "{log}"\n{script}\n')
        (tools / name).chmod(0o755)
    done = subprocess.run([folder / ".ci" / "run"], cwd="/", env={"PATH": str(tools)}, capture_output=True)
    return done.returncode, log.read_text().splitlines()


def test_a_machine_that_has_them_asks_nobody(tmp_path):
    assert run(tmp_path, *ASKED_FOR, apt="exit 100") == (0, ["make test ARGS=--none-skipped"])


@pytest.mark.parametrize("lists", ["exit 0", '[ "$1" = install ]'], ids=["fresh lists", "lists as they were"])
def test_a_fresh_machine_is_given_what_is_missing(tmp_path, lists):
    code, (update, install, make) = run(tmp_path, "pdftotext", apt=lists)
    assert code == 0
    assert update.startswith("apt-get update")
    assert set(install.split()) >= {"install", "--yes", "chromium", "chromium-driver"}
    assert "poppler-utils" not in install
    assert make == "make test ARGS=--none-skipped"


def test_what_cannot_be_installed_stops_it(tmp_path):
    code, said = run(tmp_path, apt="exit 100")
    assert code == 100
    assert not any(line.startswith("make") for line in said)


@pytest.mark.parametrize(
    ("options", "code"), [([], 0), (["--none-skipped"], 1), (["--none-skipped", "-n2"], 1)]
)
def test_skipped_tests_are_counted_and_a_fault_where_none_may_be(tmp_path, options, code):
    shutil.copy2(CHECKOUT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_x.py").write_text(
        "import pytest\n@pytest.mark.parametrize('n', range(3))\ndef test_x(n):\n    if n: pytest.skip('no browser')\n"
    )
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, "test_x.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert "2 tests skipped: no browser" in done.stdout
    assert done.returncode == code
