"""What one room takes from another is explained: parameters, units, and what a missing value means, as numpydoc.

Public is a function whose name begins with no underscore and that another room imports, by its name or with its module.
Two parameters or more are told one by one. What is returned is told where its type does not say enough: a number or a day
(of which unit?), a frame (with which columns?), or what may be None (when?).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import cloudcapex

PACKAGE = Path(cloudcapex.__file__).parent
NEEDS_WORDS = re.compile(r"\b(?:float|int|Decimal|DataFrame|Series|NDArray|Bound|dt\.date)\b|\| None\b")

Modules = dict[str, tuple[ast.Module, bool]]  # by dotted name: its tree, and whether it is a package


def modules(root: Path = PACKAGE) -> Modules:
    found: Modules = {}
    for path in sorted(root.rglob("*.py")):
        parts = (root.name, *path.relative_to(root).with_suffix("").parts)
        package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if package else parts)
        found[name] = (ast.parse(path.read_text("utf-8")), package)
    return found


def room(module: str) -> str:
    return (module + ".").split(".")[1]


def imported(name: str, tree: ast.Module, package: bool) -> Iterator[tuple[str, str, str]]:
    """Yield each import of a module: from where, which name, and what it is called here."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            parts = name.split(".")
            kept = parts[: len(parts) - node.level + package] if node.level else []
            origin = ".".join([*kept, *([node.module] if node.module else [])])
            yield from ((origin, alias.name, alias.asname or alias.name) for alias in node.names)


class House:
    """Where each name of the package is defined, and what one room takes from another."""

    def __init__(self, found: Modules) -> None:
        self.trees = {name: tree for name, (tree, _) in found.items()}
        self.imports = {name: list(imported(name, *held)) for name, held in found.items()}
        self.functions = {
            name: {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
            for name, tree in self.trees.items()
        }

    def home(self, origin: str, name: str, depth: int = 0) -> tuple[str, str] | None:
        """Follow a name to the module that defines it; ``(module, "")`` for a module."""
        if name in self.functions.get(origin, {}):
            return origin, name
        if f"{origin}.{name}" in self.trees:
            return f"{origin}.{name}", ""
        for source, taken, called in self.imports.get(origin, ()) if depth < 9 else ():
            if called == name:
                return self.home(source, taken, depth + 1)
        return None

    def taken(self) -> Iterator[tuple[str, str]]:
        """Yield each function that another room imports, or calls by its module's name."""
        for user, tree in self.trees.items():
            held = {called: self.home(origin, name) for origin, name, called in self.imports[user]}
            calls = [
                n for n in ast.walk(tree) if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name)
            ]
            by_module = (
                self.home(held[n.value.id][0], n.attr)
                for n in calls
                if (held.get(n.value.id) or "x")[-1] == ""
            )
            for home in (*held.values(), *by_module):
                if home and home[1] and not home[1].startswith("_") and room(home[0]) != room(user):
                    yield home


def lacks(function: ast.FunctionDef) -> list[str]:
    """Return the sections that a function's docstring should have and has not."""
    told, returned = ast.get_docstring(function) or "", ast.unparse(function.returns or ast.Constant(None))
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    wanted = [
        ("Parameters", len(arguments) > 1),
        ("Returns", bool(NEEDS_WORDS.search(returned.replace("Iterator[None]", "")))),
    ]
    return [name for name, needed in wanted if needed and f"{name}\n{'-' * len(name)}" not in told]


def unexplained(found: Modules) -> list[str]:
    house = House(found)
    lines = []
    for module, name in sorted(set(house.taken())):
        missing = lacks(house.functions[module][name])
        if missing:
            lines.append(f"{module}.{name}: no {' and no '.join(missing)}")
    return lines


def test_what_another_room_calls_says_what_it_takes_and_gives():
    found = modules()
    assert len(set(House(found).taken())) > 200
    assert unexplained(found) == []


@pytest.mark.parametrize(
    ("function", "wrong"),
    [
        ('def f(a, b) -> str:\n    """Do."""', "house.one.m.f: no Parameters"),
        ('def f(a) -> float | None:\n    """Do."""', "house.one.m.f: no Returns"),
        ('def f(a, *, b) -> int:\n    """Do."""', "house.one.m.f: no Parameters and no Returns"),
        ('def f(a) -> str:\n    """Do."""', None),
        ("def _f(a, b) -> float: ...", None),
    ],
)
@pytest.mark.parametrize(
    "use", ["from ..one import {f}", "from ..one import m\nm.{f}(1)", "from ..one.m import {f} as g"]
)
def test_a_function_that_is_not_explained_is_found(function, wrong, use):
    name = function.split("(")[0].removeprefix("def ")
    sources = {
        "house": "",
        "house.one": f"from .m import {name}",
        "house.one.m": function,
        "house.two": "",
        "house.two.n": use.format(f=name),
    }
    found = {m: (ast.parse(s), m.count(".") < 2) for m, s in sources.items()}
    assert unexplained(found) == ([wrong] if wrong else [])
