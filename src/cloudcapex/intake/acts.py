"""What was taken, act by act, so that the last one can be taken back byte for byte."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from .. import journal
from ..errors import DataError, UsageError
from ..journal import FileChange
from ..paths import root

_ACTS = f"{journal.FOLDER}/acts"


class _ActFile(TypedDict):
    path: str
    length: int
    before: str
    after: str


class _ActRecord(TypedDict):
    title: str
    rows: int
    files: list[_ActFile]


@dataclass(frozen=True)
class Act:
    """One act that stands.

    Attributes
    ----------
    title : str
        What it is called.
    rows : int
        How many rows it brought.
    files : tuple of str
        Which files it changed.
    """

    title: str
    rows: int
    files: tuple[str, ...]


def record(changes: Sequence[FileChange], title: str, rows: int) -> FileChange:
    """Return the change that enters an act among those that stand: it is written with the tables, or not at all.

    Rows are only ever set under others, so that of each file its length before is all that is needed to take them back;
    digests of both states tell whether somebody changed it since.

    Parameters
    ----------
    changes : sequence of FileChange
        Of the tables.
    title : str
        What the act is called.
    rows : int
        How many rows it brings.
    """
    files: list[_ActFile] = [
        {
            "path": c.path,
            "length": len(c.before or b""),
            "before": journal.digest(c.before),
            "after": journal.digest(c.after),
        }
        for c in changes
    ]
    said: _ActRecord = {"title": title, "rows": rows, "files": files}
    number = max((int(path.stem) for path in _standing()), default=0) + 1
    return FileChange(
        f"{_ACTS}/{number:06}.json", None, json.dumps(said, ensure_ascii=False, indent=1).encode()
    )


def undo() -> Act:
    """Take the last act back: every file it changed is again what it was, byte for byte.

    Returns
    -------
    Act
        What was taken back.

    Raises
    ------
    UsageError
        Nothing was taken, or all of it was taken back.
    DataError
        A file was changed since, another command is changing the data, or they cannot be written.
    """
    home = root()
    with journal.alone(home):
        standing = _standing()
        if not standing:
            raise UsageError(
                "nothing to undo: no refresh, add or add-company stands that this folder knows of",
                where=str(home / journal.FOLDER),
            )
        path = standing[-1]
        content = path.read_bytes()
        said: _ActRecord = json.loads(content)
        changes = [_back(home, file, said["title"]) for file in said["files"]]
        forget = FileChange(f"{_ACTS}/{path.name}", content, None)
        journal.write_all(home, [*changes, forget])
    return Act(said["title"], said["rows"], tuple(file["path"] for file in said["files"]))


def _standing() -> list[Path]:
    return sorted((root() / _ACTS).glob("[0-9]*.json"))


def _back(home: Path, file: _ActFile, title: str) -> FileChange:
    path = home / file["path"]
    now = path.read_bytes() if path.exists() else None
    before = (now or b"")[: file["length"]]
    if journal.digest(now) != file["after"] or journal.digest(before) != file["before"]:
        raise DataError(
            f"the file was changed since {title!r} was taken",
            where=file["path"],
            remedy="take your change back first, or mend the rows by hand; nothing was changed",
        )
    return FileChange(file["path"], now, before)
