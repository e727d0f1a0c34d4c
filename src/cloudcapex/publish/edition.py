"""An edition: its identity, its folder, and how it comes into place whole or not at all.

Layout, under ``build/`` for drafts and ``reports/`` for what is published::

    <report>/<quarter>/<language>/{report.html, report.pdf, report.ipynb, data.zip, manifest.json}

An edition as known on an earlier day than the data's newest has that day in its folder's name:
``quarterly_review/2023Q4@2024-02-15/en``. So a replay never stands in the place of the current one.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import BuildError, CloudcapexError

_TEMPORARY = re.compile(r"\.(?P<language>[\w-]+)\.(?P<pid>\d+)\.\w+\.(?:new|old)")


@dataclass(frozen=True)
class Edition:
    """What makes an edition this one and no other.

    Parameters
    ----------
    report, quarter, language : str
        Name of the report, ``2026Q2``, and the tag of a language.
    as_of : str
        ISO day up to which facts were known.
    replay : bool
        Whether that day is an earlier one than the newest day of the data.
    """

    report: str
    quarter: str
    language: str
    as_of: str
    replay: bool = False

    def __str__(self) -> str:
        return f"{self.report} {self._period} {self.language}"

    @property
    def _period(self) -> str:
        return f"{self.quarter}@{self.as_of}" if self.replay else self.quarter

    def folder(self, root: Path) -> Path:
        """Folder of the edition under ``build/``, ``reports/`` or another root."""
        return root / self.report / self._period / self.language

    def evidence(self, root: Path) -> Path:
        """File that keeps the notebook of a run that failed."""
        folder = self.folder(root)
        return folder.with_name(f"{folder.name}.failed.ipynb")


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
    recover(target)
    with telling_the_disk(target):
        folder = _beside(target)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        for empty in (target.parent, target.parent.parent):
            with contextlib.suppress(OSError):
                empty.rmdir()  # only where the run made the folder and left nothing in it


def _beside(target: Path, tries: int = 3) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder = tempfile.mkdtemp(prefix=f".{target.name}.{os.getpid()}.", suffix=".new", dir=target.parent)
    except FileNotFoundError:  # the edition beside it has just removed the parent it left empty
        if tries:
            return _beside(target, tries - 1)
        raise
    os.chmod(folder, 0o755)  # mkdtemp makes it private
    return Path(folder)


def place(work: Path, target: Path) -> None:
    """Put a finished folder in the place of ``target``; what was there stays until the last moment.

    Every byte is on the disk before the first rename. An error or an interrupt between the two
    renames puts the old folder back; so does `recover` when the process was killed there.
    """
    with telling_the_disk(target):
        for path in [*work.iterdir(), work]:
            _sync(path)
        old = target.with_name(work.name.removesuffix(".new") + ".old")
        try:
            if target.exists():
                os.rename(target, old)
            os.rename(work, target)
        except BaseException:
            if old.exists() and not target.exists():
                os.rename(old, target)
            raise
        _sync(target.parent)
    shutil.rmtree(old, ignore_errors=True)


def recover(target: Path) -> None:
    """Undo what a killed process left beside ``target``: restore a folder half replaced, sweep the rest."""
    if not target.parent.is_dir():
        return
    for left in sorted(target.parent.iterdir()):
        match = _TEMPORARY.fullmatch(left.name)
        if not match or match["language"] != target.name or _alive(int(match["pid"])):
            continue
        with telling_the_disk(target):
            if left.name.endswith(".old") and not target.exists():
                os.rename(left, target)
            else:
                shutil.rmtree(left, ignore_errors=True)


def _alive(pid: int) -> bool:
    if pid == os.getpid():
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


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


def shown(path: Path) -> str:
    """Return a path as a reader of the terminal would write it."""
    with contextlib.suppress(ValueError):
        return str(path.relative_to(Path.cwd()))
    return str(path)
