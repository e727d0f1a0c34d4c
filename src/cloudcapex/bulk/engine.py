"""DuckDB, in this one place: an extra, so imported when it is asked for; it may reach no network and only so much memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import UsageError

if TYPE_CHECKING:
    import duckdb

MEMORY = "512MB"


def connected(database: str = ":memory:") -> duckdb.DuckDBPyConnection:
    """Open a database.

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
    return duckdb.connect(database, config=settings)


def quoted(text: str) -> str:
    """Write a text, such as a path, into a statement."""
    return "'" + text.replace("'", "''") + "'"
