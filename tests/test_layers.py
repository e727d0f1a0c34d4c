"""The layers, held by walking the syntax trees: imports point down, each outside tool has one home."""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "cloudcapex"
MODULES = sorted(PACKAGE.rglob("*.py"))

# A room of the package -> the rooms it may import (besides itself). A new room gets a line here first.
GROUND = {"errors", "journal", "media", "notice", "paths", "periods", "fonts", "language", "press"}
FACTS = {"errors", "paths", "periods", "schema", "facts"}
SERIES = FACTS | {"metrics"}
TOLD = {
    "ledger",
    "guidance",
    "remarks",
    "theses",
    "changes",
    "upcoming",
}  # each of what was said or done, or is due; only theses asks another, the ledger
MAY_IMPORT: dict[str, set[str]] = {
    # the language: no reading of tables, no plotting
    "errors": set(),
    "media": set(),
    "periods": {"errors"},
    "journal": {"errors"},
    "paths": {"errors", "journal"},
    "fonts": {"errors", "paths", "language"},
    "language": {"errors", "periods"},
    "press": {"errors", "fonts", "language", "media"},
    "notice": {"errors", "language"},
    "locale": {"errors", "media", "paths", "language"},
    "schema": {"errors", "paths", "periods"},
    # analysis: each sees what stands before it
    "facts": (FACTS - {"facts"}) | {"language"},  # a name in each language of editions
    "metrics": FACTS,
    "ledger": SERIES,
    "guidance": SERIES,
    "remarks": SERIES,
    "theses": SERIES | {"ledger"},  # what was promised is added up by the ledger's rule
    "changes": SERIES,
    "upcoming": SERIES,
    "tracing": SERIES | {"media"},
    "models": SERIES,
    "checks": SERIES | {"models", "remarks", "statements"},  # the words that commentaries may use
    "claims": SERIES | {"ledger"},
    "intake": SERIES | {"checks", "journal"},  # rows are held to every check before they are taken
    "refresh": SERIES | {"media", "fonts", "intake"},  # fonts know the reader's cache folder
    "bulk": SERIES
    | {"intake", "journal"},  # what counts as another concept is read there; one writes at a time
    "statements": SERIES | TOLD | {"language"},
    "exhibits": SERIES | TOLD | {"fonts", "language", "media", "press", "statements"},
    "reports": GROUND | SERIES | TOLD | {"models", "tracing", "checks", "claims", "statements", "exhibits"},
    # publishing: knows notebooks, never what is in them
    "markup": {"media"},
    "typeset": GROUND | {"markup"},
    "publish": GROUND | {"markup", "typeset"},
    # the roof joins the two
    "cli": GROUND
    | SERIES
    | TOLD
    | {"models", "checks", "claims", "intake", "refresh", "statements", "exhibits", "reports", "publish"}
    | {"tracing", "bulk"},
    "__main__": {"cli"},
    "__init__": {"tracing"},  # the face: what analysts call, imported when it is asked for
}

# An outside tool -> the rooms it may be used in.
HOMES = {
    "papermill": {"publish"},
    "nbconvert": {"publish", "typeset"},
    "nbformat": {"publish", "typeset"},
    "nbclient": {"publish"},
    "IPython": {"publish"},
    "ipykernel": {"publish"},
    "mistune": {"markup"},
    "nh3": {"markup"},
    "bs4": {"markup", "publish"},
    "typst": {"press", "typeset"},  # the page; formulas that come as MathML
    "edgar": {"refresh"},
    "httpx": {"refresh"},
    "duckdb": {"bulk/engine"},
    "matplotlib": {"exhibits"},
    "seaborn": {"exhibits"},
    "click": {"cli"},
    "rich": {"cli"},
    "babel": {"language", "locale", "reports"},  # words, and the formats of numbers and dates
    "fontTools": {"fonts", "typeset", "publish"},  # cuts of the fonts; widths; the glyphs one page uses
}

# Calls that run or unpack what they are given, and the one list of exceptions: (module, name) -> reason.
ALLOWED: dict[tuple[str, str], str] = {}
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__"}
FORBIDDEN_IMPORTS = {"pickle", "marshal", "shelve", "dill", "cloudpickle"}

# Every folder of a report; the modules beside them, and commentary, are the ground that any report stands on.
REPORTS = {path.name for path in (PACKAGE / "reports").iterdir() if path.is_dir()} - {
    "commentary",
    "__pycache__",
}

MOST_LINES = 400
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "tools"}


def name_of(path: Path) -> str:
    """Return the path within the package, `exhibits/charts/lines` for its `lines.py`."""
    return path.relative_to(PACKAGE).with_suffix("").as_posix()


def room_of(name: str) -> str:
    """Return the first part of a module's name: its room."""
    return name.split("/")[0]


def imported(path: Path, tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the line and the absolute dotted name of each import, those inside functions too."""
    package = ["cloudcapex", *path.relative_to(PACKAGE).parent.parts]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                yield node.lineno, f"{source}.{alias.name}"


def dotted_name(path: Path) -> str:
    """Return the name a module is imported by, `cloudcapex.exhibits` for the package's `__init__`."""
    return ".".join(("cloudcapex", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(
        ".__init__"
    )


def imports_of(sources: Mapping[Path, str]) -> dict[str, set[str]]:
    """Return of each module which of the others it imports, at its top or anywhere in it."""
    names = {dotted_name(path) for path in sources}
    found = {}
    for path, source in sources.items():
        wanted = {dotted for _, dotted in imported(path, ast.parse(source))}
        # What is taken out of a module is no module itself.
        found[dotted_name(path)] = {
            one if one in names else one.rpartition(".")[0] for one in wanted
        } & names - {dotted_name(path)}
    return found


def circles(imports: Mapping[str, set[str]]) -> list[list[str]]:
    """List the modules that import one another, over any way, each circle once and in order."""
    reached: dict[str, set[str]] = {name: set() for name in imports}
    for name in imports:
        waiting = [name]
        while waiting:
            new = imports[waiting.pop()] - reached[name]
            reached[name] |= new
            waiting += new
    rings = {tuple(sorted(m for m in reached[n] if n in reached[m])) for n in imports}
    return sorted(list(ring) for ring in rings if ring)


def reports_in_reports(imports: Mapping[str, set[str]]) -> list[str]:
    """List where a module of one report imports one of another."""
    home = "cloudcapex.reports."

    def report(name: str) -> str:
        own = name.removeprefix(home).split(".")[0] if name.startswith(home) else ""
        return own if own in REPORTS else ""

    return sorted(
        f"{name} imports {other}"
        for name, others in imports.items()
        for other in others
        if report(name) and report(other) and report(name) != report(other)
    )


def wrong_imports(path: Path, source: str) -> list[str]:
    """List what a module imports though its room may not."""
    name, wrong = name_of(path), []
    for line, dotted in imported(path, ast.parse(source)):
        parts = dotted.split(".")
        if parts[0] == "cloudcapex":
            target = parts[1] if len(parts) > 1 else "__init__"
            if target == "__version__" or target == room_of(name):
                continue
            if target not in MAY_IMPORT[room_of(name)]:
                wrong.append(f"{name}:{line} imports cloudcapex.{target}")
        elif parts[0] in HOMES:
            if not any(name == home or name.startswith(f"{home}/") for home in HOMES[parts[0]]):
                wrong.append(f"{name}:{line} uses {parts[0]}, whose home is {', '.join(HOMES[parts[0]])}")
        elif parts[0] in FORBIDDEN_IMPORTS and (name, parts[0]) not in ALLOWED:
            wrong.append(f"{name}:{line} imports {parts[0]}")
    return wrong


def wrong_calls(path: Path, source: str) -> list[str]:
    """List the calls that run text as code."""
    name = name_of(path)
    return [
        f"{name}:{node.lineno} calls {node.func.id}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in FORBIDDEN_CALLS
        and (name, node.func.id) not in ALLOWED
    ]


def test_the_package_is_seen():
    assert {"errors", "periods", "paths"} <= {name_of(path) for path in MODULES}


def test_every_room_has_its_place():
    assert {room_of(name_of(path)) for path in MODULES} <= set(MAY_IMPORT)


def test_analysis_and_publishing_never_meet_below_the_roof():
    analysis = SERIES | TOLD | {"models", "checks", "claims", "statements", "exhibits", "reports"}
    analysis -= GROUND
    publishing = {"typeset", "publish"}
    assert not any(MAY_IMPORT[room] & analysis for room in publishing)
    assert not any(MAY_IMPORT[room] & publishing for room in analysis)


def test_the_rooms_make_no_ring():
    """Whatever is imported may not, over any way, import back."""
    below: dict[str, set[str]] = {}

    def reach(room: str, way: tuple[str, ...] = ()) -> set[str]:
        assert room not in way, f"a ring: {' -> '.join((*way, room))}"
        if room not in below:
            below[room] = set().union(*({n} | reach(n, (*way, room)) for n in MAY_IMPORT[room]))
        return below[room]

    for room in MAY_IMPORT:
        reach(room)
    assert "errors" in below["cli"]


@pytest.fixture(scope="module")
def imports() -> dict[str, set[str]]:
    return imports_of({path: path.read_text(encoding="utf-8") for path in MODULES})


def test_every_module_that_is_imported_is_there():
    """The checker of types lets an import pass that it finds nowhere."""
    names = {dotted_name(path) for path in MODULES}
    for path in MODULES:
        for line, dotted in imported(path, ast.parse(path.read_text(encoding="utf-8"))):
            if dotted.partition(".")[0] == "cloudcapex":
                assert {dotted, dotted.rpartition(".")[0]} & names, f"{name_of(path)}:{line} imports {dotted}"


def test_no_modules_import_in_a_circle(imports):
    assert circles(imports) == []


def test_no_report_imports_another(imports):
    assert reports_in_reports(imports) == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_down_and_tools_stay_home(path):
    assert wrong_imports(path, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_text_is_run_as_code(path):
    assert wrong_calls(path, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_one_sentence(path):
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= MOST_LINES
    assert not VAGUE_NAMES & set(path.relative_to(PACKAGE).with_suffix("").parts)


def classes_of(sources: Mapping[Path, str]) -> dict[str, list[str]]:
    """Return where each class is defined, by its name without the mark of a private one."""
    found: dict[str, list[str]] = {}
    for path, source in sources.items():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name.lstrip("_"), []).append(f"{name_of(path)}:{node.lineno}")
    return found


def test_a_class_name_means_one_thing():
    found = classes_of({path: path.read_text(encoding="utf-8") for path in MODULES})
    twice = {name: places for name, places in found.items() if len(places) > 1}
    assert twice == {}


def test_outside_tools_are_dependencies_and_installed_under_that_name():
    """A home that names a tool wrongly would guard nothing."""
    assert not set(HOMES) & set(sys.stdlib_module_names)
    assert [tool for tool in HOMES if importlib.util.find_spec(tool) is None] == []


class TestTheWalkItself:
    """Faults put in on purpose: a guard that never barks guards nothing."""

    @pytest.mark.parametrize(
        ("where", "source"),
        [
            ("metrics/growth.py", "from ..exhibits import theme"),
            ("metrics/growth.py", "from cloudcapex import exhibits"),
            ("metrics/growth.py", "import cloudcapex.exhibits.theme as t"),
            ("metrics/growth.py", "def f():\n    from .. import publish"),
            ("publish/build.py", "from ..metrics import series"),
            ("typeset/filters.py", "from ..facts import load_facts"),
            ("typeset/filters.py", "from ..publish import page"),
            ("exhibits/exhibit.py", "from ..reports import review"),
            ("ledger/deals.py", "from ..guidance import scores"),
            ("exhibits/charts/lines.py", "from ...publish.export import to_html"),
            ("facts.py", "from .metrics import series"),
            ("errors.py", "from . import paths"),
            ("metrics/growth.py", "import matplotlib.pyplot as plt"),
            ("publish/export.py", "import typst"),
            ("publish/build.py", "from rich.progress import track"),
            ("exhibits/exhibit.py", "def f():\n    import nbconvert"),
            ("facts.py", "import pickle"),
        ],
    )
    def test_a_wrong_import_is_seen(self, where, source):
        assert len(wrong_imports(PACKAGE / where, source)) == 1

    @pytest.mark.parametrize(
        ("where", "source"),
        [
            ("exhibits/charts/lines.py", "from ..theme import colours\nimport matplotlib as mpl"),
            ("exhibits/charts/lines.py", "from ...metrics import series"),
            ("typeset/__init__.py", "import typst\nfrom ..errors import BuildError"),
            ("publish/manifest.py", "from .. import __version__"),
            ("cli.py", "import click\nfrom .publish import build"),
        ],
    )
    def test_a_right_import_is_let_through(self, where, source):
        assert wrong_imports(PACKAGE / where, source) == []

    def test_a_circle_is_seen_though_it_closes_inside_a_function(self):
        sources = {
            PACKAGE / "publish/edition.py": "def f():\n    from .manifest import differences",
            PACKAGE / "publish/manifest.py": "from ..errors import BuildError\nfrom . import shelf",
            PACKAGE / "publish/shelf.py": "from .edition import Edition",
            PACKAGE / "errors.py": "",
        }
        (ring,) = circles(imports_of(sources))
        assert [name.rpartition(".")[2] for name in ring] == ["edition", "manifest", "shelf"]

    def test_a_report_in_a_report_is_seen_and_the_ground_is_let_through(self):
        sources = {
            PACKAGE
            / "reports/value_stack/layers.py": "from ..review.signals import row\nfrom ..report import Report",
            PACKAGE / "reports/review/signals.py": "",
            PACKAGE / "reports/report.py": "",
        }
        assert reports_in_reports(imports_of(sources)) == [
            "cloudcapex.reports.value_stack.layers imports cloudcapex.reports.review.signals"
        ]

    def test_a_class_name_taken_twice_is_seen_private_or_not(self):
        sources = {
            PACKAGE / "claims/verdict.py": "class Verdict: ...",
            PACKAGE / "theses/outcomes.py": "def f():\n    class _Verdict: ...",
        }
        assert classes_of(sources) == {"Verdict": ["claims/verdict:1", "theses/outcomes:2"]}

    def test_eval_is_seen_and_re_compile_is_not(self):
        assert wrong_calls(PACKAGE / "facts.py", "x = eval('1')\nimport re\nre.compile('a')") == [
            "facts:1 calls eval"
        ]
