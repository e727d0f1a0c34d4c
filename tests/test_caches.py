"""What is kept of the data lives only as long as the data stand: no proof or page speaks from a folder left behind."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cloudcapex import facts, paths
from cloudcapex.facts import reading
from cloudcapex.statements.proof.outside.differences import in_the_data
from cloudcapex.statements.proof.outside.question import OperandName

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "cloudcapex"
KEPT = {"lru_cache", "cache"}
STATES = {"Stamp", "FileState", "tuple[FileState, ...]"}
# Rooms whose functions answer from data/; what is cached of them and takes no state answers from what was there before.
READING = {"facts", "metrics", "changes", "claims", "theses", "ledger", "guidance", "checks", "data_dir"}


def kept_without_state(tree: ast.Module) -> Iterator[str]:
    """Yield cached functions that ask a reading room and whose arguments hold no state of the data."""
    reading = {
        (alias.asname or alias.name).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level
        for alias in node.names
        if READING & {*(node.module or "").split("."), alias.name}
    }
    functions = {n.name: n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}

    def asks(name: str, seen: frozenset[str]) -> bool:
        called = {n.id for n in ast.walk(functions[name]) if isinstance(n, ast.Name)}
        own = called & functions.keys() - seen - {name}
        return bool(called & reading) or any(asks(other, seen | {name}) for other in own)

    for name, node in functions.items():
        stated = any(a.annotation and ast.unparse(a.annotation) in STATES for a in node.args.args)
        if _cached(node) and not stated and asks(name, frozenset()):
            yield name


def _cached(node: ast.FunctionDef) -> bool:
    made = (d.func if isinstance(d, ast.Call) else d for d in node.decorator_list)
    return any((d.attr if isinstance(d, ast.Attribute) else getattr(d, "id", "")) in KEPT for d in made)


def test_what_is_cached_of_the_data_knows_their_state() -> None:
    found = {
        f"{path.relative_to(PACKAGE)}: {name}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for name in kept_without_state(ast.parse(path.read_text("utf-8")))
    }
    assert found == set(), "give it a Stamp or FileState, or paths.while_data_stand in place of the cache"


@pytest.mark.parametrize(
    "source",
    [
        "from ..facts import load_deals\n@lru_cache\ndef f(): return load_deals()",
        "from .. import facts\n@functools.cache\ndef f(c: str): return facts.load_deals()",
        "from .. import metrics\ndef g(): return metrics.series('x')\n@lru_cache(maxsize=4)\ndef f(): return g()",
    ],
)
def test_a_planted_cache_without_state_is_found(source: str) -> None:
    assert [*kept_without_state(ast.parse(source))] == ["f"]


def test_a_cache_with_a_state_passes() -> None:
    source = "from ..facts import load_deals\n@lru_cache\ndef f(state: Stamp): return load_deals()"
    assert not [*kept_without_state(ast.parse(source))]


def test_a_function_is_asked_again_when_the_data_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(paths.data_dir(), tmp_path / "data")
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(tmp_path))
    asked: list[int] = []

    @paths.while_data_stand
    def counted(start: int) -> int:
        asked.append(start)
        return start + len(asked)

    assert (counted(1), counted(1), counted(2)) == (2, 2, 4)
    (tmp_path / "data" / "theses.toml").write_text("# another day\n", "utf-8")
    assert counted(1) == 4
    assert asked == [1, 2, 1]


def test_who_stands_still_reads_one_state_and_whoever_comes_after_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(paths.data_dir(), tmp_path / "data")
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(tmp_path))
    met = paths.stamp()
    with paths.standing_still():
        with paths.standing_still():
            (tmp_path / "data" / "theses.toml").write_text("# another day\n", "utf-8")
        assert paths.stamp() == met
    assert paths.stamp() != met


def test_the_proof_of_coverage_follows_the_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Meta's capex of 2026Q2 (10-Q 0001628280-26-050705) is known until its rows are taken away."""
    asked = OperandName("coverage.known", "meta.capex_cash", "2026Q2", None, {})
    assert [t.value for t in in_the_data(asked)] == ["known"]
    shutil.copytree(paths.data_dir(), tmp_path / "data")
    for table in ("filings.csv", "disclosures.csv"):
        file = tmp_path / "data" / "facts" / table
        lines = file.read_text("utf-8").splitlines(keepends=True)
        file.write_text(
            "".join(x for x in lines if not x.startswith("meta,") or "2026-06-30" not in x), "utf-8"
        )
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(tmp_path))
    assert [t.value for t in in_the_data(asked)] == ["missing"]


def test_of_a_copy_only_what_was_changed_in_it_is_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    met, before = paths.stamp(), facts.load_facts()
    shutil.copytree(paths.data_dir(), tmp_path / "data")
    read = reading._read.cache_info().misses
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(tmp_path))
    assert paths.stamp() == met
    assert len(facts.load_facts()) == len(before)
    assert reading._read.cache_info().misses == read
    table = tmp_path / "data" / "facts" / "disclosures.csv"
    lines = table.read_text("utf-8").splitlines(keepends=True)
    table.write_text("".join(lines[:-1]), "utf-8")
    assert len(facts.load_facts()) == len(before) - 1
    assert reading._read.cache_info().misses == read + 1
