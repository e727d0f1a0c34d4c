"""Files of data/ written anew: all of them or none, with a copy of what was there beside each."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ..errors import DataError
from ..paths import data_dir


@dataclass(frozen=True)
class Move:
    """What is done to one file.

    Attributes
    ----------
    path : Path
        The file.
    text : str
        What it will hold.
    told : str
        What was done, for a reader.
    before : bool
        Whether there was a file.
    """

    path: Path
    text: str
    told: str
    before: bool


def carry_out(moves: list[Move]) -> list[Path]:
    """Write all files or none, keeping each old one beside the new.

    Returns
    -------
    list of Path
        The copies of what was there before, one for each file that was.

    Raises
    ------
    DataError
        For a file or folder that cannot be written; everything is as it was.
    """
    for move in moves:
        _refuse_read_only(move.path)
    made: list[tuple[Path, Move]] = []
    kept: list[tuple[Path, Path]] = []
    try:
        for move in moves:
            made.append((_written_beside(move), move))
        for fresh, move in made:
            if move.before:
                copy = _free_name(move.path)
                shutil.copy2(move.path, copy)
                kept.append((copy, move.path))
            os.replace(fresh, move.path)
    except OSError as error:
        for copy, path in kept:
            os.replace(copy, path)
        for move in moves:
            if not move.before:
                move.path.unlink(missing_ok=True)
        for fresh, _ in made:
            fresh.unlink(missing_ok=True)
        raise DataError(
            f"cannot be written ({error.strerror})",
            where=name_of(Path(error.filename or moves[0].path)),
            remedy="make the folder writable; nothing was changed",
        ) from None
    return [copy for copy, _ in kept]


def relative(path: Path) -> str:
    """Name a file by its place under ``data/``."""
    with contextlib.suppress(ValueError):
        return path.relative_to(data_dir()).as_posix()
    return str(path)


def name_of(path: Path) -> str:
    """Name a file as errors do."""
    return f"data/{relative(path)}"


def _refuse_read_only(path: Path) -> None:
    # Whoever may write everything is asked, too: a file is read-only because somebody meant it to be.
    if path.exists() and not path.stat().st_mode & 0o222:
        raise DataError(
            "the file is read-only",
            where=name_of(path),
            remedy=f"chmod u+w {path}; nothing was changed",
        )


def _written_beside(move: Move) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{move.path.name}.", dir=move.path.parent)
    with open(handle, "w", encoding="utf-8", newline="") as file:
        file.write(move.text)
        file.flush()
        os.fsync(file.fileno())
    Path(name).chmod(move.path.stat().st_mode & 0o777 if move.before else 0o644)
    return Path(name)


def _free_name(path: Path) -> Path:
    names = (path.with_name(f"{path.name}.before{'' if n == 1 else f'-{n}'}") for n in range(1, 1000))
    return next(name for name in names if not name.exists())
