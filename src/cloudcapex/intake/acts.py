"""What was taken, act by act, so that the last one can be taken back byte for byte."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NotRequired, TypedDict

from .. import journal
from ..errors import DataError, UsageError
from ..journal import FileChange
from ..paths import root
from .recount import last_counted, recounted

_ACTS = f"{journal.FOLDER}/acts"


class _ActFile(TypedDict):
    path: str
    length: int
    before: str
    after: str
    kept: NotRequired[str]


class _ActRecord(TypedDict):
    title: str
    rows: int
    files: list[_ActFile]
    counted: NotRequired[str]


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
    recounted : tuple of str
        Which files counted its rows and were written anew when it was taken back.
    """

    title: str
    rows: int
    files: tuple[str, ...]
    recounted: tuple[str, ...] = ()


def carry_out(changes: Sequence[FileChange], title: str, rows: int) -> None:
    """Write the changes of an act and enter it among those that stand: all of it, or nothing; asked within `alone`.

    Where rows are only set under others, the length of a file before is all that is needed to take them back; of a file
    that is written anew what it held is kept. Digests of both states tell whether somebody changed it since.

    Parameters
    ----------
    changes : sequence of FileChange
        Of the tables.
    title : str
        What the act is called.
    rows : int
        How many rows it brings.

    Raises
    ------
    DataError
        A file is read-only or cannot be written; everything is as it was.
    """
    number = max((int(path.stem) for path in _standing()), default=0) + 1
    files: list[_ActFile] = []
    kept: list[FileChange] = []
    for change in changes:
        file: _ActFile = {
            "path": change.path,
            "length": len(change.before or b""),
            "before": journal.digest(change.before),
            "after": journal.digest(change.after),
        }
        if change.before is not None and not (change.after or b"").startswith(change.before):
            file["kept"] = f"{_ACTS}/{number:06}-{len(kept)}"
            kept.append(FileChange(file["kept"], None, change.before))
        files.append(file)
    said: _ActRecord = {"title": title, "rows": rows, "files": files, "counted": last_counted()}
    entry = json.dumps(said, ensure_ascii=False, indent=1).encode()
    journal.write_all(root(), [*changes, *kept, FileChange(f"{_ACTS}/{number:06}.json", None, entry)])


def undo() -> Act:
    """Take the last act back: every file it changed is again what it was, byte for byte.

    The tables that count the others (`checks.counts`) are written anew where they count what goes.

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
                "nothing to undo: no refresh, add, add-company or migrate stands that this folder knows of",
                where=str(home / journal.FOLDER),
            )
        path = standing[-1]
        content = path.read_bytes()
        try:
            said: _ActRecord = json.loads(content)
            changes = [_back(home, file, said["title"]) for file in said["files"]]
            kept = [name for file in said["files"] if (name := file.get("kept"))]
        except (ValueError, TypeError, KeyError, AttributeError):
            raise DataError(
                "what the last act changed cannot be read",
                where=str(path),
                remedy="bring the file back from your copies, or remove it to go on without it; nothing was changed",
            ) from None
        forget = [FileChange(f"{_ACTS}/{path.name}", content, None)]
        forget += [FileChange(name, (home / name).read_bytes(), None) for name in kept]
        # Who has counted since has counted these rows, too.
        counts = [] if said.get("counted") == last_counted() else recounted(changes)
        journal.write_all(home, [*changes, *counts, *forget])
    files, anew = tuple(file["path"] for file in said["files"]), tuple(change.path for change in counts)
    return Act(said["title"], said["rows"], files, anew)


def _standing() -> list[Path]:
    return sorted(path for path in (root() / _ACTS).glob("[0-9]*.json") if path.stem.isdecimal())


def _back(home: Path, file: _ActFile, title: str) -> FileChange:
    path, kept = home / file["path"], file.get("kept")
    now = path.read_bytes() if path.exists() else None
    if kept and not (home / kept).exists():
        raise DataError(
            f"what the file held before {title!r} is gone from {kept}",
            where=file["path"],
            remedy="bring it back from your copies; nothing was changed",
        )
    if kept:
        before: bytes | None = (home / kept).read_bytes()
    else:
        before = (now or b"")[: file["length"]] if file["before"] else None
    if journal.digest(now) != file["after"] or journal.digest(before) != file["before"]:
        raise DataError(
            f"the file was changed since {title!r} was taken",
            where=file["path"],
            remedy="take your change back first, or mend the rows by hand; nothing was changed",
        )
    return FileChange(file["path"], now, before)
