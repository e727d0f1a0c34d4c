"""What counts rows that are taken back: counted anew, else the checks would call them lost."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from ..checks.counts import COUNTING, all_counted, counts
from ..errors import CloudcapexError
from ..journal import FileChange, digest
from ..paths import data_dir, trying


def last_counted() -> str:
    """Return what tells one count from another: nobody has counted since, where it is the same."""
    files = (data_dir() / path for path in COUNTING)
    return " ".join(digest(file.read_bytes() if file.exists() else None) for file in files)


def recounted(changes: Sequence[FileChange]) -> list[FileChange]:
    """Return the changes of the counting tables that go with changes which take rows away.

    Only where nothing is lost now does a count that no longer holds come from what is taken away; where something is, or
    the tables cannot be read, the counts are left to a person.

    Parameters
    ----------
    changes : sequence of FileChange
        As they will be written.
    """
    now = data_dir()
    with tempfile.TemporaryDirectory(prefix="cloudcapex-") as made:
        folder = Path(made) / now.name
        shutil.copytree(now, folder)
        for change in changes:
            path = folder.parent / change.path
            if change.after is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(change.after)
        try:
            with trying(folder):
                if all_counted():
                    return []
            if not all_counted():
                return []
            with trying(folder):
                fresh = counts()
        except CloudcapexError:
            return []
    mine = {change.path for change in changes}
    told = ((f"{now.name}/{path}", now / path, content) for path, content in fresh.items())
    return [
        FileChange(name, path.read_bytes(), content)
        for name, path, content in told
        if name not in mine and path.exists()
    ]
