"""Faults planted in a copy of the tables, one at a time: a cell changed, the checks asked, the file put back."""

from __future__ import annotations

import contextlib
import csv
import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from cloudcapex import checks
from cloudcapex.paths import standing_still
from cloudcapex.schema import TABLES

Row = dict[str, str]
BY_NAME = {check.__name__: check for check in checks.CHECKS}


class Garden:
    """A copy of ``data/`` in which one thing at a time is wrong.

    Parameters
    ----------
    home : Path
        Holds the copy, and is the home of the package while the checks run.
    """

    def __init__(self, home: Path, checkout: Path) -> None:
        self.data = home / "data"
        shutil.copytree(checkout / "data", self.data)

    def rows(self, table: str) -> list[Row]:
        """Read a table as text."""
        return list(csv.DictReader(io.StringIO(self._path(table).read_text(encoding="utf-8"))))

    @contextlib.contextmanager
    def rewritten(self, table: str, rows: list[Row]) -> Iterator[None]:
        """Put other rows in a table, for a while."""
        with self.file(TABLES[table].path, lambda _: _csv([*TABLES[table].columns], rows)):
            yield

    @contextlib.contextmanager
    def file(self, name: str, change: Callable[[str], str]) -> Iterator[None]:
        """Change the text of a file, for a while."""
        path = self.data / name
        before = path.read_text(encoding="utf-8")
        after = change(before)
        assert after != before, f"nothing was planted in {name}"
        path.write_text(after, encoding="utf-8")
        try:
            yield
        finally:
            path.write_text(before, encoding="utf-8")

    @contextlib.contextmanager
    def planted(self, table: str, where: Row, change: Row | Callable[[Row], Row]) -> Iterator[None]:
        """Change the one row that has these cells, for a while."""
        rows = self.rows(table)
        (number,) = (n for n, r in enumerate(rows) if all(r[c] == v for c, v in where.items()))
        with self.replanted(table, rows, number, change(rows[number]) if callable(change) else change):
            yield

    @contextlib.contextmanager
    def replanted(self, table: str, rows: list[Row], number: int, change: Row) -> Iterator[None]:
        """Change some cells of a row by its number, for a while."""
        with self.rewritten(table, [{**r, **change} if n == number else r for n, r in enumerate(rows)]):
            yield

    def said(self, *asked: str) -> list[str]:
        """Run the contract and the checks of these names, or all; return the title and reason of each that failed."""
        wanted = [BY_NAME[name] for name in asked] or checks.CHECKS
        with standing_still():
            return [f"{c.name}: {c.reason}" for c in checks.run_each(wanted) if c.status == "failed"]

    def first_said(self) -> str:
        """Run the checks until one fails, and return its title and reason; nothing where all pass."""
        with standing_still():
            failed = (c for c in checks.run_each() if c.status == "failed")
            return next((f"{c.name}: {c.reason}" for c in failed), "")

    def _path(self, table: str) -> Path:
        return self.data / TABLES[table].path


def _csv(columns: list[str], rows: list[Row]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
