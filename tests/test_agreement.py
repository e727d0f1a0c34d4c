"""One list of dependencies: what pyproject.toml names, the two locks pin and environment.yml reads."""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

CHECKOUT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = {
    name: (CHECKOUT / name).read_text(encoding="utf-8")
    for name in ("requirements.lock", "requirements-test.lock")
}

EXTRAS = PROJECT["project"]["optional-dependencies"]
PRODUCT = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
BUILD = [Requirement(line) for line in EXTRAS["build"]]
# What is for tests, or for one command that says so where it is absent.
ON_TOP = [Requirement(line) for name, lines in EXTRAS.items() if name != "build" for line in lines]
# In which lock each dependency is pinned: the tests' has the product's, too.
DIRECT = [
    *((name, requirement) for name in LOCKS for requirement in [*PRODUCT, *BUILD]),
    *(("requirements-test.lock", requirement) for requirement in ON_TOP),
]

# Written so that this file does not find itself.
REGISTRY_HOSTS = re.compile(
    r"p[y]pi\.(org|io|python)|python[h]osted\.|registry\.np[m]js|(repo|conda)\.ana[c]onda|deb\.deb[i]an\.org"
)
INDEX_OPTIONS = re.compile(
    r"(?<!no-emit)-{1,2}(extra-index-url|index-url|find-links|trusted-host)[= ]\s*\S+:"
)


def locked(lock: str) -> dict[str, list[tuple[Requirement, list[str]]]]:
    """Read a lock: name -> its entries (more than one where a marker chooses), each with its hashes."""
    found: dict[str, list[tuple[Requirement, list[str]]]] = {}
    for entry in re.sub(r"\\\n", " ", re.sub(r"(?m)^\s*#.*\n?", "", lock)).splitlines():
        if entry.strip():
            text, *hashes = re.split(r"\s--hash=", entry.strip())
            requirement = Requirement(text.strip())
            found.setdefault(canonicalize_name(requirement.name), []).append(
                (requirement, [h.strip() for h in hashes])
            )
    return found


LOCKED = {name: locked(lock) for name, lock in LOCKS.items()}


def pinned(requirement: Requirement) -> Version:
    """Return the one version an entry of the lock allows."""
    (pin,) = requirement.specifier
    assert pin.operator == "=="
    return Version(pin.version)


def tracked_files() -> list[Path]:
    """List what git tracks, or in an unpacked archive without git everything at the top and in the rooms."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    if listed.returncode == 0:
        return [CHECKOUT / name for name in listed.stdout.split("\0") if name]
    rooms = ("src", "tests", "data", "notebooks", "benchmarks", ".ci")
    return [*CHECKOUT.glob("*"), *(path for room in rooms for path in (CHECKOUT / room).rglob("*"))]


def test_the_locks_are_read():
    for name, lock in LOCKS.items():
        assert len(LOCKED[name]) > 100
        assert lock.count("==") >= len(LOCKED[name])


@pytest.mark.parametrize(("lock", "requirement"), DIRECT, ids=lambda part: getattr(part, "name", part))
def test_every_dependency_is_locked_to_a_version_that_fits(lock, requirement):
    entries = LOCKED[lock][canonicalize_name(requirement.name)]
    for entry, _ in entries:
        assert requirement.specifier.contains(pinned(entry), prereleases=True)
    # Where a marker chooses between versions, one of them applies here.
    assert sum(entry.marker is None or entry.marker.evaluate() for entry, _ in entries) == 1


def test_what_tests_and_extras_need_is_not_of_the_product():
    """`make report` installs the product alone, whatever the tests come to need."""
    for requirement in ON_TOP:
        name = canonicalize_name(requirement.name)
        if name not in _needed([*PRODUCT, *BUILD]):
            assert name not in LOCKED["requirements.lock"], name
    assert "pyarrow" not in LOCKED["requirements.lock"]


def test_the_tests_run_on_the_pins_of_the_product():
    product, tests = LOCKED["requirements.lock"], LOCKED["requirements-test.lock"]
    for name, entries in product.items():
        assert {str(e.specifier) for e, _ in entries} <= {str(e.specifier) for e, _ in tests[name]}, name
    assert len(tests) > len(product)


def test_every_entry_has_hashes():
    for name, lock in LOCKS.items():
        for entries in LOCKED[name].values():
            for entry, hashes in entries:
                assert hashes, f"{entry.name} has no hash"
                assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", value) for value in hashes), entry.name
                assert entry.url is None
        assert "://" not in lock  # no machine's own registry


def _needed(requirements: list[Requirement]) -> set[str]:
    """Walk the installed packages' own lists."""
    todo, seen = [(r.name, frozenset(r.extras)) for r in requirements], set()
    while todo:
        name, extras = todo.pop()
        if (canonicalize_name(name), extras) in seen:
            continue
        seen.add((canonicalize_name(name), extras))
        for text in importlib.metadata.requires(name) or []:
            need = Requirement(text)
            if need.marker is None or any(need.marker.evaluate({"extra": e}) for e in ("", *extras)):
                todo.append((need.name, frozenset(need.extras)))
    return {name for name, _ in seen}


@pytest.mark.parametrize("lock", LOCKS)
def test_what_the_dependencies_need_is_locked_too(lock):
    """The hashed install refuses what is not in the lock."""
    needed = _needed([requirement for name, requirement in DIRECT if name == lock])
    assert sorted(needed - {*LOCKED[lock]}) == []
    assert len(needed) > 80


def test_what_builds_the_package_is_locked():
    """The editable install runs without build isolation, so the back end must come from the lock."""
    for text in PROJECT["build-system"]["requires"]:
        need = Requirement(text)
        for entry, _ in LOCKED["requirements.lock"][canonicalize_name(need.name)]:
            assert need.specifier.contains(pinned(entry))


def test_nothing_is_named_twice():
    names = [canonicalize_name(requirement.name) for requirement in [*PRODUCT, *BUILD, *ON_TOP]]
    assert sorted(names) == sorted({*names})


def test_conda_reads_the_same_list():
    environment = yaml.safe_load((CHECKOUT / "environment.yml").read_text(encoding="utf-8"))
    python, pip, through_pip = environment["dependencies"]
    assert through_pip == {"pip": ["-e .[edgar,test]"]}
    assert pip == "pip"
    assert python.startswith("python")
    assert SpecifierSet(python.removeprefix("python").strip()) == SpecifierSet(
        PROJECT["project"]["requires-python"]
    )


def test_the_makefile_installs_the_locks_with_hashes():
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    for name in LOCKS:
        assert f"--require-hashes -r {name}" in makefile
    assert "--no-deps --no-build-isolation -e ." in makefile
    assert "(3, 11)" in makefile
    assert PROJECT["project"]["requires-python"] == ">=3.11"


def test_no_tracked_file_names_an_index_host():
    guilty = []
    for path in tracked_files():
        if path.is_file() and path.suffix not in {".pdf", ".png", ".zip", ".mo"}:
            text = path.read_text(encoding="utf-8", errors="ignore")
            if REGISTRY_HOSTS.search(text.lower()) or INDEX_OPTIONS.search(text):
                guilty.append(path.relative_to(CHECKOUT).as_posix())
    assert guilty == []


@pytest.mark.parametrize(
    "parts",
    [
        ("--index-url", " https://example.invalid/simple"),
        ("--extra-index-url", "=http://example.invalid/"),
        ("PY", "PI.ORG"),
        ("files.python", "hosted.org"),
    ],
)
def test_the_search_for_hosts_finds_them(parts):
    line = "".join(parts)
    assert REGISTRY_HOSTS.search(line.lower()) or INDEX_OPTIONS.search(line)
