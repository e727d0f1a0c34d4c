"""Numbers for readers are written in `language/` alone: a walk over the syntax trees finds other writers."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "cloudcapex"

# Rooms whose text a reader of an edition sees.
ROOMS = (
    "changes",
    "exhibits",
    "guidance",
    "ledger",
    "metrics",
    "models",
    "reports",
    "statements",
    "theses",
    "tracing",
)
MODULES = sorted(p for room in ROOMS for p in (PACKAGE / room).rglob("*.py"))

# Where digits are formatted that no reader reads as a figure.
ALLOWED = {
    "exhibits/charts/canvas": "coordinates of a drawing",
    "exhibits/charts/slim": "coordinates of a drawing",
    "exhibits/charts/steps": "coordinates of a drawing",
    "exhibits/tables/spark": "coordinates of a drawing",
    "guidance/faults": "raw values, to whoever keeps the data",
    "ledger/faults": "raw values, to whoever keeps the data",
    "models/profit_waterfall": "raw values, to whoever sets the parameters",
    "models/value_stack/assumptions": "raw values, to whoever keeps the assumptions",
    "reports/commentary/predicates": "raw values, to whoever writes the commentary",
    "statements/proof": "reads what is printed; raw values, to whoever mends a sentence",
    "theses/file": "raw values, to whoever keeps the worries",
    "tracing/lines": "raw values, as they are told, to whoever follows a figure to its document",
}

_SPEC = re.compile(r"[,%]|\.\d+[fge%]|^[+\d]*[feg]$")
_UNIT_AFTER = re.compile(
    r"\A[\s\u202f\u00a0]?(?:(?:bn|tn|m|pp|MW|GW|x)\b|[%×倍亿億万萬兆]|个?百分点|個?百分點)"
)
_MARK_BEFORE = re.compile(r"(?:[$€£¥]|RMB[\s\u00a0]?)\Z")
_LARGE = re.compile(r"[亿億兆]|万亿|\$\{|\}(?:bn|tn|m)\b")
_WRITERS = {"write", "range", "say"}
_PATCHES = {"replace", "removesuffix", "removeprefix"}


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").as_posix()


def other_writers(source: str) -> list[str]:
    """List the places of a module that format a number for a reader themselves."""
    tree = ast.parse(source)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [f"line {line}: {what}" for line, what in sorted(set(_found(tree, docs)))]


def _found(tree: ast.AST, docs: set[int]) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield from _in_f_string(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            if _LARGE.search(node.value):
                yield node.lineno, "a large unit"
        elif isinstance(node, ast.Call):
            yield from _in_call(node)
        elif isinstance(node, ast.ImportFrom) and node.module == "babel.numbers":
            yield node.lineno, "babel.numbers"


def _in_f_string(node: ast.JoinedStr) -> Iterator[tuple[int, str]]:
    for part, after in zip(node.values, [*node.values[1:], None], strict=True):
        if not isinstance(part, ast.FormattedValue):
            if isinstance(after, ast.FormattedValue) and _MARK_BEFORE.search(part.value):
                yield node.lineno, "a mark before a value"
            continue
        spec = (
            "".join(v.value for v in part.format_spec.values if isinstance(v, ast.Constant))
            if part.format_spec
            else ""
        )
        if _SPEC.search(spec):
            yield node.lineno, f"the format {spec!r}"
        if isinstance(after, ast.Constant) and _UNIT_AFTER.match(after.value):
            yield node.lineno, "a unit after a value"
        if any(isinstance(n, ast.Call) and _called(n) == "round" for n in ast.walk(part.value)):
            yield node.lineno, "round() in a text"


def _in_call(node: ast.Call) -> Iterator[tuple[int, str]]:
    name = _called(node)
    inner = node.func.value if isinstance(node.func, ast.Attribute) else None
    if name in _PATCHES and isinstance(inner, ast.Call) and _called(inner) in _WRITERS:
        yield node.lineno, f"finished text patched by .{name}()"
    if name == "format" and node.args and isinstance(node.func, ast.Name):
        yield node.lineno, "format()"
    if name in ("str", "Number", "say"):
        arguments = [*node.args, *(k.value for k in node.keywords)]
        if any(isinstance(a, ast.Call) and _called(a) == "round" for a in arguments):
            yield node.lineno, "round() before a text"


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_other_room_writes_numbers(path):
    found = other_writers(path.read_text(encoding="utf-8"))
    assert found == [] or any(name_of(path).startswith(allowed) for allowed in ALLOWED), found


def test_every_exception_is_needed():
    writers = [name_of(p) for p in MODULES if other_writers(p.read_text(encoding="utf-8"))]
    assert [allowed for allowed in ALLOWED if not any(w.startswith(allowed) for w in writers)] == []


@pytest.mark.parametrize(
    "source",
    [
        'text = f"{value:,.1f}"',
        'text = f"{count:,}"',
        'text = f"{share * 100:.0f}"',
        'text = f"${amount}"',
        'text = f"{amount}bn"',
        'text = f"{ratio}×"',
        'text = f"{share} %"',
        'text = f"{round(value)}"',
        "text = str(round(value))",
        'say("{amount} more", amount=round(value, 1))',
        'say("${millions}m")',
        'name = "億" + currency',
        'language.write(number).replace(".0", "")',
        'language.range(low, high).removesuffix(" %")',
        'format(value, ",")',
        "from babel.numbers import format_compact_decimal",
    ],
)
def test_another_writer_is_seen(source):
    assert len(other_writers(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        'say("{amount} more", amount=Number(value, "USD"))',
        'text = f"{quarter} of {company}"',
        'text = f"{day.year}-{day.month:02d}"',
        "share = round(value, 4)",
        '"""Money in 億 and $bn is told in docstrings."""',
        'words.replace("_", " ")',
    ],
)
def test_what_writes_no_number_is_let_through(source):
    assert other_writers(source) == []
