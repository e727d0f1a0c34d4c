"""Run a prepared notebook with papermill and say which cell, if any, did not run to its end."""

from __future__ import annotations

import contextlib
import importlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError
from papermill.execute import execute_notebook, remove_error_markers

from .shell import show_figures_inline

Watch = Callable[[NotebookNode, int, int], None]
# papermill's notes about paths stay off the terminal; what matters comes back as a `Failure`.
logging.getLogger("papermill").setLevel(logging.ERROR)


@dataclass(frozen=True)
class Failure:
    """The first cell that did not run to its end.

    Parameters
    ----------
    index : int
        Position of the cell in the executed notebook, from 0.
    kind : str
        Class name of what was raised; ``NotRun`` for a cell that was never reached.
    message : str
        What it said; may be empty.
    """

    index: int
    kind: str
    message: str


def execute(
    notebook: NotebookNode,
    *,
    folder: Path,
    cell_timeout: float | None = 300,
    watch: Watch | None = None,
) -> tuple[NotebookNode, Failure | None]:
    """Run a prepared notebook with papermill on the in-process engine.

    Parameters
    ----------
    notebook : NotebookNode
        Prepared notebook; it is not changed.
    folder : Path
        Working folder of the cells.
    cell_timeout : float, optional
        Seconds a single cell may take; None for no limit.
    watch : callable, optional
        Called before each cell and at the end: with the notebook as far as it came, cells done and cells in all.

    Returns
    -------
    NotebookNode
        The executed notebook as far as it came, without papermill's clock readings.
    Failure or None
        The first cell that did not run to its end. ``sys.exit(0)`` in a cell is a failure too,
        although papermill takes it for success.
    """
    latest = notebook

    def watching(running: NotebookNode, done: int, total: int) -> None:
        nonlocal latest
        latest = running
        if watch:
            watch(running, done, total)

    show_figures_inline()
    _import_drawing()
    with contextlib.suppress(PapermillExecutionError):  # told below, together with what papermill lets pass
        execute_notebook(
            notebook,
            None,
            engine_name="cloudcapex",
            progress_bar=False,
            request_save_on_cell_execute=False,
            cwd=str(folder),
            autosave_cell_every=0,
            execution_timeout=cell_timeout,
            watch=watching,
        )
    executed = without_clock(remove_error_markers(latest))
    return executed, first_failure(executed)


def _import_drawing() -> None:
    """Import what draws the figures before any cell does.

    On its first run it may tell of a folder it cannot write or of the fonts it is listing. Inside a cell that
    would be printed on the page, and a page with a warning is not published.
    """
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        importlib.import_module("matplotlib.font_manager")
    finally:
        logging.disable(before)


def first_failure(notebook: NotebookNode) -> Failure | None:
    """Find the first code cell that raised, left early or was never reached."""
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        for output in cell.outputs:
            if output.output_type == "error":
                return Failure(index, output.ename, output.evalue)
        if cell.execution_count is None:
            return Failure(index, "NotRun", "")
    return None


def without_clock(notebook: NotebookNode) -> NotebookNode:
    """Drop what differs from run to run: papermill's and Jupyter's timings, in place."""
    notebook.metadata.pop("papermill", None)
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
    return notebook
