"""Every message an edition can show: in the code, in the reports' Markdown, and in the tables."""

from __future__ import annotations

import ast
import csv
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from .. import paths
from ..errors import CloudcapexError
from ..language.catalogue import pieces

PACKAGE = Path(__file__).resolve().parents[1]
# Where a call translates what it is given: its first argument must be the message itself.
SPEAKING = ("exhibits", "reports")
# What such a room's calls are named: labels, parts of sentences, whole ones.
TELLING = ("say", "phrase", "state", "nothing")
# What makes a computed metric: its last argument says what the metric means, and formulas know no language.
DEFINING = ("Formula", "FirstOf")
# What a check of the data says of itself: its first argument names what must hold, and page one of a draft names those that do not.
CHECKING = ("verdict", "Check", "_checked")
# Columns of tables, keys of blocks and of metadata that hold words for readers.
COLUMNS = {
    "metrics.csv": ("definition",),
    "definitions.csv": ("text", "caveat"),
    "guidance.csv": ("statement",),
    "rounds.csv": ("round",),
    "wordings.csv": ("before",),
    "claims.csv": ("subject", "period"),
    "sources.csv": ("publisher",),
    "remarks.csv": ("speaker",),
    "issues.csv": ("what",),
}
# Titles that stand for one that a document does not have: these are our words, all others are quoted.
OWN_TITLE = re.compile(r"Unnamed |.* public repositor(?:y|ies) quotes? ")
# What parts the names in a cell that has several.
LISTED = "; "
KEYS = {
    "theses.toml": ("label", "statement", "raised_by", "source", "measure", "note", "not_testable"),
    "claim_vocabulary.toml": ("name",),
    "value_stack.toml": ("name", "label", "meaning", "says", "does", "note"),
}
METADATA = ("title", "disclosure")
# A year, quarter or day in figures reads the same in every language.
_FIGURES = re.compile(r"[\dQHFY ()/-]+")

Found = Iterator[tuple[str, str]]


def every_message() -> Found:
    """Yield each message with the file it stands in, file by file; one said twice comes twice."""
    root = paths.root()
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        room = name.split("/")[0]
        for message in messages_of_code(
            path.read_text("utf-8"), name, says=room in SPEAKING, checks=room == "checks"
        ):
            yield message, f"src/cloudcapex/{name}"
    for path in sorted(paths.notebooks_dir().glob("*.ipynb")):
        for message in messages_of_notebook(path.read_text("utf-8")):
            yield message, path.relative_to(root).as_posix()
    for name, columns in COLUMNS.items():
        for message in messages_of_table(paths.data_dir() / name, columns):
            yield message, f"data/{name}"
    for name, keys in KEYS.items():
        for message in messages_of_blocks(tomllib.loads((paths.data_dir() / name).read_text("utf-8")), keys):
            yield message, f"data/{name}"


def messages_of_code(source: str, name: str, *, says: bool = True, checks: bool = False) -> Iterator[str]:
    """Yield the messages of a module: first arguments of ``N_`` and, where it ``says``, of `TELLING`; definitions.

    Parameters
    ----------
    source : str
        Python.
    name : str
        Its file, for errors.
    says : bool
        Whether the module's ``say`` translates; ``click`` and others have words of that name, too.
    checks : bool
        Whether it is one of checks of the data, whose names are words for readers.

    Raises
    ------
    CloudcapexError
        For a message put together where it is said: a translator would never see it whole.
    """
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and node.args]
    for call in sorted(calls, key=lambda c: (c.lineno, c.col_offset)):
        called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if called == "N_" or (called in TELLING and says):
            yield from _literals(call.args[0], name)
        elif called in CHECKING and checks and isinstance(call.args[0], ast.Constant):
            # A name that is passed on is marked where it stands.
            yield from _literals(call.args[0], name)
        elif called in DEFINING:
            yield from _literals(call.args[-1], name)


def _literals(argument: ast.expr, name: str) -> Iterator[str]:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    elif isinstance(argument, ast.IfExp):
        yield from _literals(argument.body, name)
        yield from _literals(argument.orelse, name)
    elif isinstance(argument, ast.JoinedStr | ast.BinOp):
        raise CloudcapexError(
            "a message must be one literal, its values named and given apart",
            where=f"{name}, line {argument.lineno}",
        )


def messages_of_notebook(source: str) -> Iterator[str]:
    """Yield the paragraphs, the title and the disclosure of a report; other notebooks stay in English."""
    notebook = json.loads(source)
    if not any("parameters" in cell["metadata"].get("tags", ()) for cell in notebook["cells"]):
        return
    yield from (notebook["metadata"][key] for key in METADATA if notebook["metadata"].get(key))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            yield from (words for _, words in pieces("".join(cell["source"])) if words)


def messages_of_table(path: Path, columns: tuple[str, ...]) -> Iterator[str]:
    """Yield the words in some columns of a table."""
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            cells = (row[c].split(LISTED) if c == "speaker" else [row[c]] for c in columns)
            yield from (words for cell in cells for words in cell if words and not _FIGURES.fullmatch(words))
            if path.name == "sources.csv" and OWN_TITLE.match(row["title"]):
                yield row["title"]


def messages_of_blocks(block: object, keys: tuple[str, ...]) -> Iterator[str]:
    """Yield the words under some keys of a TOML file, however deep they stand."""
    if isinstance(block, list):
        for item in block:
            yield from messages_of_blocks(item, keys)
    elif isinstance(block, dict):
        for key, value in block.items():
            if isinstance(value, str):
                if key in keys and value:
                    yield value
            else:
                yield from messages_of_blocks(value, keys)
