"""How an edition comes into place: whole or not at all, whoever else builds beside it and whenever a process is killed.

An edition is made in a hidden folder beside its place, and its bytes are on the disk before it is moved there. Where the
system can exchange two folders in one step it does, and there is no moment without an edition; elsewhere it takes two
renames, and `recover` puts the old one back where a process was killed between them.

Who is at work is told by locks, which end with their holder however it ended; the number of a process tells nothing, since
each container counts its own. A lock on the folder that holds the editions of a quarter is held for the moments in which
something is moved or swept there, a lock on a hidden folder for as long as something is made in it.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from ..errors import BuildError, CloudcapexError
from ..journal import sync
from .edition import shown
from .exchange import exchange

_HIDDEN = re.compile(r"\.(?P<name>[\w-]+)\.[\w.]+\.(?:new|old)")
# Locks of this process on hidden folders: a lock would live on in what a cell forks, long after the edition failed.
_HELD: set[int] = set()
_TRIES = 50  # to make a folder in one that others remove when they leave it empty


@contextlib.contextmanager
def workspace(target: Path) -> Iterator[Path]:
    """Give a temporary folder beside ``target``, removed at the end whatever happens.

    It lies on the same file system, so that `place` can rename it. Folders that a killed process
    left behind are removed first.

    Raises
    ------
    BuildError
        When the folder cannot be made; nothing has been run by then.
    """
    with telling_the_disk(target):
        folder, handle = _beside(target)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _let_go(handle)
        for empty in (target.parent, target.parent.parent):
            with contextlib.suppress(OSError):
                empty.rmdir()  # only where the run made the folder and left nothing in it


def _beside(target: Path) -> tuple[Path, int]:
    """Make a hidden folder and lock it, before anybody who sweeps can see it unlocked."""
    for last in (False,) * _TRIES + (True,):
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with _alone_in(target.parent):
                _recover(target)
                folder = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent))
                os.chmod(folder, 0o755)  # mkdtemp makes it private
                handle = os.open(folder, os.O_RDONLY)
                _HELD.add(handle)
                _lock(handle, wait=False)
                return folder, handle
        except FileNotFoundError:  # the edition beside it has just removed the parent it left empty
            if last:
                raise
    raise AssertionError("the last try returns or raises")


def _let_go(*handles: int) -> None:
    for handle in handles:
        _HELD.discard(handle)
        with contextlib.suppress(OSError):  # a cell may have closed what it did not open
            os.close(handle)


os.register_at_fork(after_in_child=lambda: _let_go(*_HELD))


def place(work: Path, target: Path, before: Callable[[], None] | None = None) -> None:
    """Put a finished folder in the place of ``target``, whole.

    Every byte is on the disk first.

    Parameters
    ----------
    work : Path
        From `workspace`.
    target : Path
        Where it goes.
    before : callable, optional
        Called when nobody else can change ``target`` any more; what it raises leaves all as it was.
    """
    with telling_the_disk(target), _alone_in(target.parent):
        if before:
            before()
        for path in [*work.iterdir(), work]:
            sync(path)
        if not target.exists():
            os.rename(work, target)
        elif not exchange(work, target):
            _replace(work, target)
        sync(target.parent)


def _replace(work: Path, target: Path) -> None:
    """Replace by two renames; an error or an interrupt between them puts the old folder back."""
    old = target.with_name(work.name.removesuffix(".new") + ".old")
    try:
        os.rename(target, old)
        os.rename(work, target)
    except BaseException:
        if old.exists() and not target.exists():
            os.rename(old, target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def recover(target: Path) -> None:
    """Undo what a killed process left beside ``target``: restore a folder half replaced, sweep the rest."""
    nothing = contextlib.suppress(FileNotFoundError, NotADirectoryError)
    with telling_the_disk(target), nothing, _alone_in(target.parent):
        _recover(target)


def _recover(target: Path) -> None:
    for left in sorted(target.parent.iterdir()):
        match = _HIDDEN.fullmatch(left.name)
        if not match or match["name"] != target.name:
            continue
        if left.name.endswith(".old"):  # nobody is between two renames now: that takes the lock we hold
            if not target.exists():
                os.rename(left, target)
            else:
                shutil.rmtree(left, ignore_errors=True)
        elif _left_behind(left):
            shutil.rmtree(left, ignore_errors=True)


def _left_behind(folder: Path) -> bool:
    """Whether nobody works in a hidden folder any more; where there are no locks, nobody can tell."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return False
    try:
        return _lock(handle, wait=False)
    finally:
        os.close(handle)


@contextlib.contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Wait until nobody else moves anything in a folder, and keep them out meanwhile."""
    while True:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            _lock(handle, wait=True)
            if not os.path.samestat(os.fstat(handle), os.stat(folder)):
                continue  # removed while we waited, and made anew by another
            yield
            return
        finally:
            os.close(handle)  # and with it the lock


def _lock(handle: int, *, wait: bool) -> bool:
    """Lock an open folder, for as long as it is open; False where another has it, or where there are no locks."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        return False
    return True


@contextlib.contextmanager
def telling_the_disk(target: Path) -> Iterator[None]:
    """Turn an error of the disk into one line that says what is still safe."""
    try:
        yield
    except CloudcapexError:
        raise
    except OSError as wrong:
        safe = "the previous edition is intact" if target.is_dir() else "nothing was placed"
        raise BuildError(
            f"cannot write the edition: {wrong.strerror or wrong}",
            where=shown(Path(wrong.filename) if wrong.filename else target),
            remedy=f"{safe}; free some space or choose a writable folder with --output",
        ) from wrong
