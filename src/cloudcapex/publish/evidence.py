"""What a run leaves to look at when it went wrong: the notebook as far as it came, and which cell it was."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat

from ..errors import BuildError
from .edition import shown
from .prepare import INJECTED

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from .execute import Failure

# Our own errors are whole sentences; others need their class to be understood.
_OURS = ("UsageError", "DataError", "BuildError")


def failed(
    name: str, executed: NotebookNode, failure: Failure, values: Mapping[str, object], file: Path
) -> BuildError:
    """Keep the notebook as evidence, and return the error that names cell, reason and remedy.

    Parameters
    ----------
    name : str
        File name of the report's notebook.
    executed : NotebookNode
        As far as it came.
    failure : Failure
        From `cloudcapex.publish.execute.execute`.
    values : mapping
        Parameters of the edition.
    file : Path
        Where the evidence is kept.
    """
    what = {
        "SystemExit": "a cell may not leave by exit or sys.exit",
        "NotRun": "the cell was not run",
        "CellTimeout": f"the cell {failure.message or 'ran too long'}",
    }.get(failure.kind) or _told(failure)
    return stopped(name, executed, failure.index, what, values, file)


def stopped(
    name: str, executed: NotebookNode, index: int, what: str, values: Mapping[str, object], file: Path
) -> BuildError:
    """Keep the notebook of a run that ended in the cell at ``index``, and return the error; see `failed`."""
    where = f"{name} {cell_name(executed, index)}"
    note = (
        f"**{where}: {what}**\n\nParameters: `{dict(values)}`\n\nMend the cell or the data, and build again."
    )
    kept = _keep(executed, note, file)
    return BuildError(
        what, where=where, remedy=f"the notebook as far as it came is {shown(file)}" if kept else None
    )


def unwritten(form: str, wrong: Exception, name: str, executed: NotebookNode, file: Path) -> BuildError:
    """Keep the executed notebook, and return the error of a format that could not be written."""
    kept = _keep(executed, f"**{form} could not be written:** {wrong}", file)
    return BuildError(
        f"{form} could not be written: {type(wrong).__name__}: {_first(str(wrong))}",
        where=name,
        remedy=f"the executed notebook is {shown(file)}" if kept else None,
    )


class Unproven(BuildError):  # noqa: N818 - the name says what is wrong
    """Statements of an edition that do not hold.

    Attributes
    ----------
    failures : tuple of str
        A line for each of them.
    """

    failures: tuple[str, ...] = ()


def unproven(name: str, failures: Sequence[str], count: int, executed: NotebookNode, file: Path) -> Unproven:
    """Keep the executed notebook, and return the error of statements that do not hold.

    Parameters
    ----------
    name : str
        File name of the report's notebook.
    failures : sequence of str
        A line for each fault.
    count : int
        How many statements the edition makes.
    executed : NotebookNode
        The whole draft.
    file : Path
        Where it is kept.
    """
    listed = "\n".join(f"- {line}" for line in failures)
    kept = _keep(
        executed, f"**Statements that do not hold**\n\n{listed}\n\nMend the words or the data.", file
    )
    faults = "1 fault" if len(failures) == 1 else f"{len(failures)} faults"
    error = Unproven(
        f"{faults} in its {count} statements" if count > 1 else f"{faults} in its only statement",
        where=name,
        remedy=f"the draft is {shown(file)}" if kept else None,
    )
    error.failures = tuple(failures)
    return error


def warnings(executed: NotebookNode) -> list[str]:
    """What the cells wrote to ``stderr``, a line for each cell: the pages show it, so somebody must see to it."""
    return [
        f"{cell_name(executed, index)} wrote to stderr: {_first(output.text)}"
        for index, cell in enumerate(executed.cells)
        for output in cell.get("outputs", [])
        if output.output_type == "stream" and output.name == "stderr"
    ]


def cell_name(executed: NotebookNode, index: int) -> str:
    """Name a cell as its author finds it: counted without the injected one, with the heading above it."""
    own = [cell for cell in executed.cells[: index + 1] if INJECTED not in cell.metadata.get("tags", [])]
    for cell in reversed(own):
        heading = (
            re.search(r"^#+\s+(.+)$", cell.source, re.MULTILINE) if cell.cell_type == "markdown" else None
        )
        if heading:
            return f"cell {len(own)} (“{heading[1].strip()}”)"
    return f"cell {len(own)}"


def _keep(executed: NotebookNode, note: str, file: Path) -> bool:
    executed.cells.insert(0, nbformat.v4.new_markdown_cell(note, id="why-it-failed"))
    with contextlib.suppress(OSError):  # the disk may be what failed
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(nbformat.writes(executed), encoding="utf-8")
        return True
    with contextlib.suppress(OSError):
        file.unlink(missing_ok=True)
    return False


def _told(failure: Failure) -> str:
    kind = "" if failure.kind in _OURS else failure.kind
    return ": ".join(part for part in (kind, _first(failure.message)) if part)


def _first(text: str) -> str:
    return next((line for line in text.splitlines() if line.strip()), "")
