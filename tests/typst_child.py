"""One child process that compiles for the tests: Typst's threads must not live in a process that may fork."""

from __future__ import annotations

import atexit
import pickle
import struct
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from nbformat import NotebookNode


class Child:
    """Answers calls to the functions of this module, one after another."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        atexit.register(self.close)

    def call(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """Call a function over there; an exception there is raised here."""
        assert self.process.stdin
        assert self.process.stdout
        _write(self.process.stdin, (name, args, kwargs))
        failed, value = _read(self.process.stdout)
        if failed:
            raise value
        return value

    def close(self) -> None:
        """End the child."""
        if self.process.stdin:
            self.process.stdin.close()
        self.process.wait(10)


@cache
def child() -> Child:
    """Start the child once per test process."""
    return Child()


def _write(stream: Any, value: Any) -> None:
    data = pickle.dumps(value)
    stream.write(struct.pack("<Q", len(data)) + data)
    stream.flush()


def _read(stream: Any) -> Any:
    head = stream.read(8)
    if len(head) < 8:
        raise EOFError("the compiling child has gone")
    return pickle.loads(stream.read(struct.unpack("<Q", head)[0]))


def export(nb: NotebookNode, resources: dict | None = None, **traits: Any) -> tuple[bytes, list[str]]:
    """Export a notebook to PDF; give it with the warnings that were logged."""
    from cloudcapex.typeset import TypstPDFExporter

    exporter = TypstPDFExporter(**traits)
    logged: list[str] = []
    exporter.log.warning = lambda message, *args: logged.append(message % args)  # type: ignore[method-assign]
    pdf, _ = exporter.from_notebook_node(nb, resources)
    return pdf, logged


def query(source: str, selector: str) -> str:
    """Ask a compiled document for the values of its marked elements, as JSON."""
    import typst

    from cloudcapex.press import fonts

    return typst.query(
        source.encode("utf-8"), selector, field="value", font_paths=fonts(), ignore_system_fonts=True
    )


def pdf_of(source: str, closeness: float, heights: dict[str, str]) -> bytes:
    """Compile a source in one setting."""
    from cloudcapex.press import Job, Press, Setting

    with Press(Job(source)) as press:
        return press.to_pdf(Setting(closeness, heights))


def compiles(source: str) -> bool:
    """Whether Typst takes a source."""
    from cloudcapex.press import CompileError, Job, Press

    try:
        with Press(Job(source)) as press:
            press.to_pdf()
    except CompileError:
        return False
    return True


def _serve() -> None:
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr
    while True:
        try:
            name, args, kwargs = _read(sys.stdin.buffer)
        except EOFError:
            return
        try:
            answer = (False, globals()[name](*args, **kwargs))
        except Exception as error:
            answer = (True, error)
        _write(answers, answer)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    _serve()
