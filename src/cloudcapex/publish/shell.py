"""The IPython shell the in-process engine runs cells in, and the recorder of what they show."""

from __future__ import annotations

import atexit
import base64
import io
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import nbformat
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat import NotebookNode
from nbformat.v4 import new_output
from traitlets import Any as AnyTrait
from traitlets import Type
from traitlets.config import Config

Bundle = dict[str, object]  # by MIME type


class CellRecorder:
    """Writes what a running cell shows into its ``outputs``, in the order it came.

    The recorder plays the part that a kernel and its client play for Jupyter: between two displays
    each stream is one output, ``clear_output`` empties, ``update_display`` finds its display
    again by id.
    """

    def __init__(self) -> None:
        self.cell: NotebookNode | None = None
        self._clear_first = False
        self._by_display_id: dict[str, list[NotebookNode]] = {}

    def begin(self, cell: NotebookNode) -> None:
        """Record into ``cell`` from now on."""
        cell.outputs = []
        self.cell = cell
        self._clear_first = False

    def _add(self, output: NotebookNode) -> None:
        if self.cell is None:
            return
        if self._clear_first:
            self.cell.outputs.clear()
            self._clear_first = False
        self.cell.outputs.append(output)

    def stream(self, name: str, text: str) -> None:
        """Add text of ``stdout`` or ``stderr``."""
        for last in reversed(self.cell.outputs if self.cell and not self._clear_first else []):
            if last.output_type != "stream":
                break
            if last.name == name:
                last.text += text
                return
        self._add(new_output("stream", name=name, text=text))

    def display(self, data: Bundle, metadata: Bundle | None, display_id: str | None, update: bool) -> None:
        """Add a display, or change the ones shown before under the same id."""
        data, metadata = _storable(data), _storable(metadata or {})
        if update:
            for shown in self._by_display_id.get(display_id or "", []):
                shown.data, shown.metadata = nbformat.from_dict(data), nbformat.from_dict(metadata)
            return
        output = new_output("display_data", data=data, metadata=metadata)
        self._add(output)
        if display_id:
            self._by_display_id.setdefault(display_id, []).append(output)

    def result(self, data: Bundle, metadata: Bundle | None, count: int) -> None:
        """Add the value of a cell's last expression."""
        self._add(
            new_output(
                "execute_result",
                data=_storable(data),
                metadata=_storable(metadata or {}),
                execution_count=count,
            )
        )

    def error(self, kind: type[BaseException], value: BaseException, traceback: list[str]) -> None:
        """Add what was raised."""
        self._add(new_output("error", ename=kind.__name__, evalue=str(value), traceback=list(traceback)))

    def clear(self, wait: bool) -> None:
        """Empty the cell's outputs, now or when the next one comes."""
        if wait:
            self._clear_first = True
        elif self.cell is not None:
            self.cell.outputs.clear()

    @contextmanager
    def streams(self) -> Iterator[None]:
        """Send ``sys.stdout`` and ``sys.stderr`` here for the time of a cell."""
        before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = _Stream(self, "stdout"), _Stream(self, "stderr")
        try:
            yield
        finally:
            sys.stdout, sys.stderr = before


class _Stream(io.TextIOBase):
    """A text stream without buffer that writes to the recorder."""

    encoding = "utf-8"

    def __init__(self, recorder: CellRecorder, name: str) -> None:
        self._recorder = recorder
        self.name = name

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if text:
            self._recorder.stream(self.name, text)
        return len(text)


def _storable(bundle: Bundle) -> Bundle:
    """Make a MIME bundle fit for a notebook file: bytes as base64, and nothing JSON cannot hold."""
    plain = {
        kind: base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value
        for kind, value in bundle.items()
    }
    storable: Bundle = json.loads(json.dumps(plain))
    return storable


class _Publisher(DisplayPublisher):
    shell: NotebookShell

    def publish(
        self,
        data: Bundle,
        metadata: Bundle | None = None,
        source: str | None = None,
        *,
        transient: Bundle | None = None,
        update: bool = False,
        **kwargs: object,
    ) -> None:
        self._validate_data(data, metadata)
        display_id = (transient or {}).get("display_id")
        self.shell.recorder.display(data, metadata, display_id, update)

    def clear_output(self, wait: bool = False) -> None:
        self.shell.recorder.clear(wait)


class _ResultHook(DisplayHook):
    shell: NotebookShell

    def write_output_prompt(self) -> None:
        """No prompt: the count goes into the output."""

    def write_format_data(self, format_dict: Bundle, md_dict: Bundle | None = None) -> None:
        self.shell.recorder.result(format_dict, md_dict, self.prompt_count)

    def finish_displayhook(self) -> None:
        self._is_active = False


class NotebookShell(InteractiveShell):
    """An IPython shell that neither reads nor writes the reader's IPython profile."""

    recorder = AnyTrait()
    # pandas asks for this attribute to tell a notebook from a terminal, where it would hide columns.
    kernel = None
    displayhook_class = Type(_ResultHook)
    display_pub_class = Type(_Publisher)

    def init_ipython_dir(self, ipython_dir: str) -> None:
        """Need no folder: no history is kept and no start-up file is run."""

    def init_profile_dir(self, profile_dir: str) -> None:
        """Need no profile either: what a reader has set up must not change an edition."""

    def init_virtualenv(self) -> None:
        """Leave the module search path alone."""

    def ask_exit(self) -> None:
        """Make ``exit`` in a cell what ``sys.exit()`` is."""
        raise SystemExit(0)

    def enable_gui(self, gui: str | None = None) -> None:
        """Have no window to open."""

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException, stb: list[str]) -> None:
        self.recorder.error(etype, evalue, stb)


def show_figures_inline() -> None:
    """Have figures that a notebook leaves open shown as Jupyter shows them; call before matplotlib is imported."""
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")


@contextmanager
def notebook_shell() -> Iterator[tuple[NotebookShell, CellRecorder]]:
    """Open a fresh shell for one notebook and put everything back afterwards."""
    config = Config()
    config.HistoryManager.hist_file = ":memory:"
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    before = InteractiveShell._instance
    path, main, hook = list(sys.path), sys.modules.get("__main__"), sys.displayhook
    folder = os.getcwd()
    if before is not None:
        type(before).clear_instance()
    recorder = CellRecorder()
    shell = NotebookShell.instance(config=config, recorder=recorder)
    inline = sys.modules.get("matplotlib_inline.backend_inline")
    if inline is not None:  # a shell before this one had it; it speaks to one shell only
        inline._enable_matplotlib_integration()
    try:
        with _wide_tables():
            yield shell, recorder
    finally:
        _close(shell)
        sys.path[:] = path
        sys.displayhook = hook
        os.chdir(folder)
        if main is not None:
            sys.modules["__main__"] = main
        if before is not None:
            for kind in type(before)._walk_mro():
                kind._instance = before


def _close(shell: NotebookShell) -> None:
    inline = sys.modules.get("matplotlib_inline.backend_inline")
    if inline is not None:  # it remembers that it has set up "the" shell; the next shell is another one
        inline.configure_inline_support.__dict__.pop("current_backend", None)
        inline.InlineBackend.clear_instance()
    NotebookShell.clear_instance()
    atexit.unregister(shell.atexit_operations)
    shell.atexit_operations()
    shell.restore_sys_module_state()


@contextmanager
def _wide_tables() -> Iterator[None]:
    """Show twenty columns: pandas imported outside a notebook would show as many as fit a terminal."""
    pandas = sys.modules.get("pandas")
    if pandas is None:
        yield
        return
    with pandas.option_context("display.max_columns", 20):
        yield
