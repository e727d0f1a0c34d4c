"""Several files of a project changed as one: all or none, whatever happens meanwhile.

What is to be written is staged first, then said in one file (`pending.json`), then moved into place file by file. Who is
killed before that file stands has changed nothing; who is killed after it has changed everything, as `recover` moves the
rest. It lies in the folder `FOLDER` beside `data/`, which git ignores: on the disk of the data, so that a move is one step
of the file system, and with them wherever the folder is copied; a cache may be emptied, this may not.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .errors import DataError

FOLDER = ".intake"
_PENDING, _STAGED, _KEPT, _LOCK = "pending.json", "staged", "kept", "lock"
_FORWARD, _BACK = "forward", "back"
# How long somebody who only reads waits for one who is moving files.
_PATIENCE = 20.0


@dataclass(frozen=True)
class FileChange:
    """What one file holds before and after; None for no file.

    Attributes
    ----------
    path : str
        Below the project folder, such as ``data/sources.csv``.
    """

    path: str
    before: bytes | None
    after: bytes | None


@contextlib.contextmanager
def alone(home: Path) -> Iterator[None]:
    """Keep every other command from changing the data meanwhile; what was interrupted is finished first.

    Raises
    ------
    DataError
        Another command is changing them.
    """
    with locked(home / FOLDER, patience=0.0):
        _finish(home)
        yield


def recover(home: Path) -> None:
    """Finish what was interrupted, if anything was; asked before the data are listed.

    Raises
    ------
    DataError
        It cannot be finished; nothing is lost.
    """
    if (home / FOLDER / _PENDING).exists():
        with locked(home / FOLDER, patience=_PATIENCE):
            _finish(home)


def write_all(home: Path, changes: Sequence[FileChange]) -> None:
    """Write all files or none; asked within `alone`.

    Parameters
    ----------
    home : Path
        The project folder.
    changes : sequence of FileChange
        Each file once.

    Raises
    ------
    DataError
        A file is read-only, was changed meanwhile or cannot be written; everything is as it was.
    """
    for change in changes:
        _refuse_unfit(home, change)
    try:
        steps = _stage(home, changes)
        _say(home, _FORWARD, steps)
    except OSError as error:
        _clear(home)
        raise _unwritable(error) from None
    try:
        _move(home, steps)
    except OSError as error:
        _say(home, _BACK, steps)
        _finish(home)
        raise _unwritable(error) from None
    with contextlib.suppress(OSError):  # all is in place: what stays of the way there the next command clears
        _clear(home)


# what is said ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _FileStep:
    """One file on its way: where it goes, under which name it is staged and kept, what it holds before and after."""

    path: str
    name: str
    before: str
    after: str


def digest(content: bytes | None) -> str:
    """Return what tells one content from another; empty for no file."""
    return "" if content is None else hashlib.sha256(content).hexdigest()


def _stage(home: Path, changes: Sequence[FileChange]) -> list[_FileStep]:
    _clear(home)
    folders = [home / FOLDER / name for name in (_STAGED, _KEPT)]
    for folder in folders:
        folder.mkdir(parents=True)
    steps = []
    for number, change in enumerate(changes):
        step = _FileStep(change.path, str(number), digest(change.before), digest(change.after))
        target = home / change.path
        if change.before is not None:
            shutil.copy2(target, folders[1] / step.name)
            sync(folders[1] / step.name)
        if change.after is not None:
            _write(folders[0] / step.name, change.after)
            mode = target.stat().st_mode & 0o777 if change.before is not None else 0o644
            (folders[0] / step.name).chmod(mode)
        steps.append(step)
    for folder in folders:
        sync(folder)
    return steps


def _say(home: Path, direction: str, steps: Sequence[_FileStep]) -> None:
    folder = home / FOLDER
    said = {"direction": direction, "steps": [vars(step) for step in steps]}
    fresh = folder / f"{_PENDING}.new"
    _write(fresh, json.dumps(said, indent=1).encode())
    os.replace(fresh, folder / _PENDING)
    sync(folder)


def _finish(home: Path) -> None:
    """Do to its end what stands in the file that says what is on its way."""
    path = home / FOLDER / _PENDING
    try:
        said = json.loads(path.read_bytes())
        steps = [_FileStep(**step) for step in said["steps"]]
        way = {_FORWARD: _move, _BACK: _take_back}[said["direction"]]
    except FileNotFoundError:
        return
    except (ValueError, TypeError, KeyError):  # never half written by us, so by somebody else or by the disk
        raise DataError(
            "what is on its way cannot be read",
            where=str(path),
            remedy=f"see whether the files of data/ are whole ({FOLDER}/{_KEPT} has what they held before), then remove it",
        ) from None
    try:
        way(home, steps)
        _clear(home)
    except OSError as error:
        raise DataError(
            f"an interrupted change cannot be finished ({error.strerror})",
            where=str(error.filename or home / FOLDER),
            remedy="make the folder writable and run the command again; nothing is lost",
        ) from None


def _move(home: Path, steps: Sequence[_FileStep]) -> None:
    for step in steps:
        _put(home / step.path, home / FOLDER / _STAGED / step.name, step.after)


def _take_back(home: Path, steps: Sequence[_FileStep]) -> None:
    for step in steps:
        _put(home / step.path, home / FOLDER / _KEPT / step.name, step.before)


def _put(target: Path, held: Path, wanted: str) -> None:
    """Make a file what it should be, of what is held for it; where that is gone it has been put already."""
    if not wanted:
        if not target.parent.is_dir():
            return  # the way stopped before its folder was made
        target.unlink(missing_ok=True)
    elif held.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(held, target)
    else:
        _hold(target, wanted)
    sync(target.parent)


def _hold(target: Path, wanted: str) -> None:
    if digest(target.read_bytes() if target.exists() else None) != wanted:
        raise DataError(
            "the file was changed while a change of it was interrupted",
            where=str(target),
            remedy=f"make it what it should be, then remove {FOLDER}/{_PENDING}",
        )


def _clear(home: Path) -> None:
    """Forget what is done: first that it is on its way, then what was staged for it."""
    folder = home / FOLDER
    (folder / _PENDING).unlink(missing_ok=True)
    if folder.is_dir():
        sync(folder)
    for name in (_STAGED, _KEPT):
        shutil.rmtree(folder / name, ignore_errors=True)


# the disk ----------------------------------------------------------------------------------------


@contextlib.contextmanager
def locked(folder: Path, *, patience: float = 0.0, what: str = "the data") -> Iterator[None]:
    """Keep every other command from what a folder is the place of.

    Parameters
    ----------
    folder : Path
        Made where it is not there.
    patience : float
        How long to wait for another command, in seconds.
    what : str
        What is kept from it, for the message.

    Raises
    ------
    DataError
        Another command has it, or the folder cannot be written.
    """
    try:
        folder.mkdir(exist_ok=True)
        handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise _unwritable(error) from None
    try:
        until = time.monotonic() + patience
        while not _lock(handle):
            if time.monotonic() >= until:
                raise DataError(
                    f"another command is changing {what}",
                    where=str(folder.parent),
                    remedy="wait until it is done, then run this one again; nothing was changed",
                )
            time.sleep(0.05)
        yield
    finally:
        os.close(handle)  # and with it the lock


def _lock(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _refuse_unfit(home: Path, change: FileChange) -> None:
    target = home / change.path
    there = target.read_bytes() if target.exists() else None
    if there != change.before:
        raise DataError(
            "the file was changed meanwhile",
            where=change.path,
            remedy="run the command again; nothing was changed",
        )
    # Whoever may write everything is asked, too: a file is read-only because somebody meant it to be.
    if there is not None and not target.stat().st_mode & 0o222:
        raise DataError(
            "the file is read-only", where=change.path, remedy=f"chmod u+w {target}; nothing was changed"
        )


def _unwritable(error: OSError) -> DataError:
    return DataError(
        f"cannot be written ({error.strerror})",
        where=str(error.filename or FOLDER),
        remedy="free some space or make the folder writable; nothing was changed",
    )


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync(path: Path) -> None:
    """Wait until what was done to a file, or to the names in a folder, is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
