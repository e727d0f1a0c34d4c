"""A copy of the data with the proposed rows at the end of their tables: what is tried there is what is taken."""

from __future__ import annotations

import contextlib
import csv
import io
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..checks import run_checks
from ..facts.reading import refusals
from ..journal import FileChange
from ..paths import data_dir, trying
from ..schema import TABLES
from .proposal import ProposedRow

# What a row of one of these can explain is for a person to look at, not wrong with a row: it is said, and the rows are taken.
_EXPLAINED_IN = ("known_jumps", "holes")
_LINE = re.compile(r"data/([\w./]+\.csv), line (\d+)")


@dataclass(frozen=True)
class TrialCopy:
    """The copy.

    Attributes
    ----------
    now : Path
        The tables as they are.
    changes : tuple of FileChange
        The tables that grow, with what they hold before and after.
    rows : dict
        The new rows, by file and line of the copy.
    """

    now: Path
    changes: tuple[FileChange, ...]
    rows: dict[tuple[str, int], ProposedRow]

    def origin(self, text: str) -> str:
        """Name in a fault the place where a new row was read instead of the line it would have."""

        def read_at(found: re.Match[str]) -> str:
            row = self.rows.get((found[1], int(found[2])))
            return row.place if row else found[0]

        return _LINE.sub(read_at, text)


@contextlib.contextmanager
def tried(rows: Sequence[ProposedRow]) -> Iterator[TrialCopy]:
    """Make the copy and look at it in the place of ``data/``; it is gone afterwards."""
    now = data_dir()
    with tempfile.TemporaryDirectory(prefix="cloudcapex-") as made:
        folder = Path(made) / "data"
        shutil.copytree(now, folder)
        changes: list[FileChange] = []
        placed: dict[tuple[str, int], ProposedRow] = {}
        for table in TABLES:
            mine = [row for row in rows if row.table == table]
            if mine:
                change, lines = _grown(table, mine, now)
                (folder / TABLES[table].path).write_bytes(change.after or b"")
                changes.append(change)
                placed |= {(TABLES[table].path, line): row for line, row in lines}
        with trying(folder):
            yield TrialCopy(now, tuple(changes), placed)


def _grown(
    table: str, rows: list[ProposedRow], now: Path
) -> tuple[FileChange, list[tuple[int, ProposedRow]]]:
    """Set rows under those of a table: by key where the order of a table says nothing, else as they were proposed."""
    columns = [*TABLES[table].columns]
    path = now / TABLES[table].path
    before = path.read_bytes()
    if {"source_id", "accession"} & {*columns}:
        rows = sorted(rows, key=ProposedRow.key)
    # A line of the file is what a reader counts, and so do errors: rows are counted, as they do.
    first = sum(1 for _ in csv.reader(io.StringIO(before.decode("utf-8"), newline=""))) + 1
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([row.cells[c] for c in columns] for row in rows)
    glue = b"" if before.endswith(b"\n") else b"\n"
    change = FileChange(f"{now.name}/{TABLES[table].path}", before, before + glue + out.getvalue().encode())
    return change, [*enumerate(rows, start=first)]


def contract_faults(trial: TrialCopy) -> tuple[list[str], list[ProposedRow]]:
    """List what the contract refuses: each cell of each new row, not the first alone.

    Parameters
    ----------
    trial : TrialCopy
        That is looked at.

    Returns
    -------
    tuple
        A line for each fault, and the new rows that have none.
    """
    found, broken = [], set()
    for table in (
        name for name, rules in TABLES.items() if any(path == rules.path for path, _ in trial.rows)
    ):
        path = TABLES[table].path
        for number, column, error in refusals(table):
            row = trial.rows.get((path, number + 2))
            place = row.place if row else f"data/{path}, line {number + 2}"
            said = trial.origin(str(error)).removeprefix(f"{place}, column {column}: ")
            found.append(f"{place}, column {column}: {said}")
            broken.add((path, number + 2))
    return found, [row for at, row in trial.rows.items() if at not in broken]


def house_faults(trial: TrialCopy) -> tuple[list[str], list[str]]:
    """Run the checks of the house on the copy.

    Returns
    -------
    tuple
        What does not hold that held before, and what a person has to explain.
    """
    failed = _failed()
    if not failed:
        return [], []
    with trying(trial.now):
        known = {_gist(fault) for fault in _failed()}
    fresh = [trial.origin(fault) for fault in failed if _gist(fault) not in known]
    explained = tuple(f"data/{TABLES[table].path}" for table in _EXPLAINED_IN)
    doubts = [fault for fault in fresh if any(path in fault.partition("; valid: ")[2] for path in explained)]
    return [fault for fault in fresh if fault not in doubts], doubts


def _failed() -> list[str]:
    checks = [check for check in run_checks() if check.status == "failed"]
    return [fault for check in checks for fault in check.faults or (check.reason,)]


def _gist(fault: str) -> str:
    return fault.partition("; valid: ")[0]
