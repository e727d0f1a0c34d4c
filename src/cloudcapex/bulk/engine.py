"""DuckDB, in this one place: an extra, so imported when it is asked for; it may reach no network and only so much memory."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import DataError, UsageError

if TYPE_CHECKING:
    import duckdb

MEMORY = "512MB"


def connected(spill: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Open a database in memory.

    Parameters
    ----------
    spill : Path, optional
        Where it puts what does not fit.

    Raises
    ------
    UsageError
        DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError:
        raise UsageError(
            "the bulk file is kept with DuckDB, which is not installed",
            remedy="pip install 'cloudcapex[bulk]'",
        ) from None
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "threads": 2,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    if spill is not None:
        settings["temp_directory"] = str(spill)
    return duckdb.connect(config=settings)


def quoted(text: str) -> str:
    """Write a text, such as a path, into a statement."""
    return "'" + text.replace("'", "''") + "'"


def literal(path: Path) -> str:
    """Write a path that is read so that it names itself: DuckDB takes brackets, stars and marks for patterns."""
    return re.sub(r"([\[*?])", r"[\1]", str(path))


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Tell in one line of what could not be written to a folder, by DuckDB or by the system.

    Raises
    ------
    DataError
        It could not; what to do about it.
    """
    import duckdb

    try:
        yield
    except (OSError, duckdb.Error) as error:
        what = getattr(error, "strerror", None) or str(error)
        raise DataError(
            f"cannot be written ({' '.join(what.split())[:120]})",
            where=str(folder),
            remedy="free some space or make the folder writable; what was kept before stays",
        ) from None
