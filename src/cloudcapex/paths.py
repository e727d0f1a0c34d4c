"""Where things are: the folders of the project the reader stands in."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from . import journal
from .errors import DataError, UsageError

# Where a file stands, when it was last written in nanoseconds, and how long it is. A file of the tables stands in their
# folder, wherever that is: of a copy that keeps the times, such as rows are tried on, only what was changed is read anew.
FileState = tuple[str, int, int]
Stamp = tuple[FileState, ...]
P = ParamSpec("P")
R = TypeVar("R")


def root() -> Path:
    """Find the project folder.

    ``CLOUDCAPEX_HOME`` wins; else the first folder at or above the working folder that holds
    ``data/metrics.csv``; else the checkout this package was installed from.
    """
    return _root(os.environ.get("CLOUDCAPEX_HOME"), os.getcwd())


@lru_cache(maxsize=8)  # asked for thousands of times an edition, and each answer costs a walk over the disk
def _root(home: str | None, here: str) -> Path:
    if home:
        found = Path(home).resolve()
        if not (found / "data" / "metrics.csv").is_file():
            raise UsageError(
                f"{home!r} holds no data/metrics.csv",
                where="CLOUDCAPEX_HOME",
                remedy="point it at a checkout",
            )
        return found
    standing = Path(here).resolve()
    for folder in (standing, *standing.parents, Path(__file__).resolve().parents[2]):
        if (folder / "data" / "metrics.csv").is_file():
            return folder
    raise UsageError(
        "no cloudcapex checkout here",
        where=str(standing),
        remedy="change into a checkout or set CLOUDCAPEX_HOME",
    )


def file_state(path: Path) -> FileState:
    """Return in which state a file is: what is read of it lives as long as this does not change.

    Raises
    ------
    OSError
        When there is no such file.
    """
    state = path.stat()
    return str(path).removeprefix(f"{data_dir()}{os.sep}"), state.st_mtime_ns, state.st_size


def data_dir() -> Path:
    """Folder of the tables."""
    return _trial.get() or root() / "data"


@contextmanager
def trying(folder: Path) -> Iterator[None]:
    """Look at another folder of tables throughout, as if it were the project's: rows are tried there before they are taken."""
    before = _trial.set(folder)
    try:
        yield
    finally:
        _trial.reset(before)


_trial: ContextVar[Path | None] = ContextVar("trial", default=None)


def stamp() -> Stamp:
    """State of every file of ``data/``: what is kept of the tables lives as long as this does not change.

    It is asked for at every look into the tables, so the folders are walked anew only where one of them changed, and
    not at all within `standing_still`.
    """
    held = _held.get()
    if held is not None:
        return held
    top = str(data_dir())
    within = len(top) + len(os.sep)
    for _ in range(3):
        folders, files = _listed.get(top) or _walk(top)
        try:
            if all(os.stat(folder).st_mtime_ns == written for folder, written in folders):
                return tuple([(f[within:], s.st_mtime_ns, s.st_size) for f in files for s in (os.stat(f),)])
        except OSError:
            pass  # a file or folder went while it was looked at
        _listed.pop(top, None)
    raise DataError("the files change while they are read", where=top, remedy="try again when they stand")


@contextmanager
def standing_still() -> Iterator[None]:
    """Look at one state of ``data/`` throughout: what is written meanwhile is seen only afterwards."""
    before = _held.set(stamp())
    try:
        yield
    finally:
        _held.reset(before)


_held: ContextVar[Stamp | None] = ContextVar("held", default=None)


def _walk(top: str) -> tuple[list[tuple[str, int]], list[str]]:
    """List the folders below one, each with the day it was last written, and the files in them.

    A change of them that was interrupted is finished first.
    """
    journal.recover(Path(top).parent)
    folders, files = [], []
    for folder, _, names in os.walk(top):
        folders.append((folder, os.stat(folder).st_mtime_ns))
        files += [os.path.join(folder, name) for name in names]
    _listed[top] = folders, sorted(files)
    return _listed[top]


_listed: dict[str, tuple[list[tuple[str, int]], list[str]]] = {}


def while_data_stand(function: Callable[P, R]) -> Callable[P, R]:
    """Keep what a function returns for as long as no file of ``data/`` changes.

    Its arguments are hashed and its results shared: nobody may change them. What was found of the last two states is
    kept, since rows that are tried are held against those that there are.
    """

    kept: dict[Stamp, dict[Hashable, R]] = {}

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        now = stamp()
        found = kept.get(now)
        if found is None:
            found = kept[now] = {}
            while len(kept) > 2:
                del kept[next(iter(kept))]
        asked = (args, tuple(sorted(kwargs.items())))
        if asked not in found:
            found[asked] = function(*args, **kwargs)
        return found[asked]

    return call


def notebooks_dir() -> Path:
    """Folder of the report notebooks."""
    return root() / "notebooks"


def build_dir() -> Path:
    """Folder of drafts, ignored by git."""
    return root() / "build"


def reports_dir() -> Path:
    """Folder of published editions."""
    return root() / "reports"
