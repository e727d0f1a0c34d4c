"""What the package imports is what it declares."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OWN = {"cloudcapex"}


def normal(name: str) -> str:
    """Write a distribution's name as PyPI compares names."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(*extras: str) -> set[str]:
    """Return the distributions the project asks for, those of extras too."""
    lines = [*PROJECT["dependencies"], *(d for e in extras for d in PROJECT["optional-dependencies"][e])]
    return {normal(re.match(r"[\w.-]+", line)[0]) for line in lines}


def imports(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each top module that is imported from outside, with one place."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level and node.module:
                names = [node.module]
            for name in names:
                top = name.partition(".")[0]
                if top not in sys.stdlib_module_names and top not in OWN:
                    yield top, f"{path.relative_to(ROOT)}:{node.lineno}"


def undeclared(folder: Path, names: set[str]) -> list[str]:
    """List what is imported in a folder and brought by none of the named distributions."""
    brought_by = packages_distributions()
    here = {path.stem for path in folder.glob("*.py")} | {
        path.name for path in folder.iterdir() if path.is_dir()
    }
    return [
        f"{where} imports {top} of {', '.join(brought_by.get(top, ['nothing installed']))}"
        for top, where in imports(folder)
        if top not in here and not names & {normal(name) for name in brought_by.get(top, [])}
    ]


def test_every_import_of_the_package_is_declared():
    assert undeclared(ROOT / "src", declared("edgar", "bulk")) == []


def test_what_an_extra_brings_is_imported_in_its_room_alone():
    room = ROOT / "src" / "cloudcapex" / "refresh"
    elsewhere = {where for top, where in imports(ROOT / "src") if top in {"edgar", "httpx"}}
    assert [where for where in elsewhere if not (ROOT / where.partition(":")[0]).is_relative_to(room)] == []
    assert undeclared(room, declared()) != []


@pytest.mark.parametrize("folder", ["tests", "benchmarks"])
def test_and_every_import_of_its_tests(folder):
    # A test may use what the benchmarks make.
    made = {f"imports {path.stem} of" for path in (ROOT / "benchmarks").glob("*.py")}
    found = undeclared(ROOT / folder, declared("test"))
    assert [line for line in found if not any(own in line for own in made)] == []


def test_an_undeclared_import_is_seen():
    found = undeclared(ROOT / "src", declared("edgar", "bulk") - {"mistune"})
    assert found
    assert all("imports mistune of mistune" in line for line in found)


def test_no_module_of_ours_imports_the_archived_sanitiser():
    assert "bleach" not in {top for top, _ in imports(ROOT / "src")} | {
        top for top, _ in imports(ROOT / "tests")
    }
