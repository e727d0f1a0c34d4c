"""Run a notebook's cells in this very process: a papermill engine without a kernel or a socket.

A kernel costs two seconds to start and a second process to import everything again. This engine
gives papermill the same outputs from an IPython shell that lives where papermill lives. Nothing in
a notebook may depend on it: plain ``papermill`` with its own engine runs the same notebook.

papermill loads this module by its entry point while papermill itself is being imported; so import
papermill first, as `execute` does, and nothing of papermill but its engines here.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from nbformat import NotebookNode
from papermill.engines import Engine, NotebookExecutionManager

from .shell import CellRecorder, NotebookShell, notebook_shell

Watch = Callable[[NotebookNode, int, int], None]


class CellTimeout(BaseException):
    """A cell ran longer than it may; not an `Exception`, so that ``except Exception`` lets it through."""


class InProcessEngine(Engine):
    """papermill engine ``cloudcapex``: one IPython shell, this process, cell after cell.

    Stops at the first cell that raises. ``execution_timeout`` is in seconds for each cell and
    works on the main thread only, as POSIX alarms do.
    """

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        execution_timeout: float | None = None,
        watch: Watch | None = None,
        **options: object,
    ) -> None:
        timeout = execution_timeout
        notebook = nb_man.nb
        with notebook_shell() as (shell, recorder):
            for index, cell in enumerate(notebook.cells):
                if watch:
                    watch(notebook, index, len(notebook.cells))
                if cell.cell_type != "code":
                    continue
                nb_man.cell_start(cell, index)
                finished = _run_cell(shell, recorder, cell, timeout)
                if not finished:
                    nb_man.cell_exception(cell, index)
                nb_man.cell_complete(cell, index)
                if not finished:
                    break
            if watch:
                watch(notebook, len(notebook.cells), len(notebook.cells))

    @classmethod
    def nb_kernel_name(cls, nb: NotebookNode, name: str | None = None) -> str:
        """Name of the kernel: a notebook without one is taken for Python."""
        return name or nb.metadata.get("kernelspec", {}).get("name") or "python3"

    @classmethod
    def nb_language(cls, nb: NotebookNode, language: str | None = None) -> str:
        return language or "python"


def _run_cell(
    shell: NotebookShell, recorder: CellRecorder, cell: NotebookNode, timeout: float | None
) -> bool:
    """Run one cell into its outputs; True when nothing was raised."""
    if not cell.source.strip():
        return True
    recorder.begin(cell)
    with recorder.streams():
        try:
            with _deadline(timeout):
                result = shell.run_cell(cell.source, store_history=True)
            error: BaseException | None = result.error_before_exec or result.error_in_exec
            cell.execution_count = result.execution_count
        except CellTimeout as late:  # went off between the cell's last line and the alarm's end
            error = late
    if isinstance(error, KeyboardInterrupt):
        raise error
    if error is None:
        return True
    if not any(output.output_type == "error" for output in cell.outputs):
        # IPython prints exception groups and magic usage errors instead of reporting them.
        recorder.error(type(error), error, [])
    return False


@contextmanager
def _deadline(seconds: float | None) -> Iterator[None]:
    """Raise `CellTimeout` in the main thread when ``seconds`` are over, and every second after that."""
    if not seconds or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise CellTimeout(f"ran longer than {seconds:g} s")

    before = signal.signal(signal.SIGALRM, ring)
    # It repeats because a bare `except:` in the cell can swallow the first one.
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
