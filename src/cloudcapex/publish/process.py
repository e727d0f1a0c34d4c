"""One edition in a process of its own: what it tells while it works, and how it ended where it says no more.

A cell may end its process outright (``os._exit``, ``os.abort``, a fault of a C library, too little memory). So the
process that builds tells another one each step before it takes it and each cell once it has run: what that one heard
last names the place, and what it heard before is the notebook as far as it came.
"""

from __future__ import annotations

import json
import signal
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from multiprocessing.context import ForkContext, SpawnContext
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

from nbformat import from_dict

from ..errors import BuildError, CloudcapexError
from . import evidence, placing
from .build import RUNNING, Progress, Ran, build, evidence_file, prepared
from .plan import Plan, Result
from .statements import Prove

if TYPE_CHECKING:
    from nbformat import NotebookNode

Context = ForkContext | SpawnContext
# Seconds until a process is looked at again that neither tells nor has closed its pipe: a process of its own may
# hold the pipe open after its end.
LOOK = 1.0


@dataclass
class Running:
    """An edition that is being built, and what was heard of it.

    Parameters
    ----------
    plan : Plan
        What is built.
    process : BaseProcess
        Who builds it.
    pipe : Connection
        Where it tells.
    started : float
        When, on the monotonic clock.
    step : str
        What it has begun; empty until it tells.
    done : int
        How many steps lie before that one: for cells, the index of the running one.
    outputs : dict
        The outputs of each cell that has run, as JSON, and its count.
    """

    plan: Plan
    process: BaseProcess
    pipe: Connection
    started: float
    step: str = ""
    done: int = 0
    outputs: dict[int, tuple[str, int | None]] = field(default_factory=dict)


def attempt(
    plan: Plan, progress: Progress | None = None, prove: Prove | None = None, ran: Ran | None = None
) -> Result:
    """Build one edition here; an error becomes a result, an interrupt stays one."""
    started = time.monotonic()
    try:
        result = build(plan, progress, prove, ran)
    except CloudcapexError as wrong:
        result = Result(
            plan.edition, "failed", plan.folder,
            error=str(wrong), failures=getattr(wrong, "failures", ()), details=traceback.format_exc(),
            exit_code=wrong.exit_code,
        )  # fmt: skip
    except Exception as wrong:
        said = str(wrong).strip().splitlines() or ["no message"]
        result = Result(
            plan.edition, "failed", plan.folder, error=f"{type(wrong).__name__}: {said[0]}",
            details=traceback.format_exc(), exit_code=1,
        )  # fmt: skip
    return replace(result, seconds=time.monotonic() - started)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait: raised in the hooks that Python runs at a fork it is lost, and between two steps a child is."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def start(plan: Plan, context: Context, prove: Prove | None) -> Running:
    """Begin an edition in a process of its own; call it `uninterrupted`."""
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(plan, theirs, prove))
    process.start()
    theirs.close()  # so that a child's death is heard as the end of the pipe
    return Running(plan, process, ours, time.monotonic())


def _work(plan: Plan, pipe: Connection, prove: Prove | None) -> None:
    # Ctrl-C reaches the whole group; the parent alone answers it, and ends its children.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})

    def progress(step: str, done: int, total: int) -> None:
        pipe.send(("step", step, done, total))

    def ran(index: int, cell: NotebookNode) -> None:
        pipe.send(("cell", index, json.dumps(cell.outputs), cell.execution_count))

    pipe.send(("result", attempt(plan, progress, prove, ran)))
    pipe.close()


def heard(one: Running, timeout: float, progress: Progress | None = None) -> Result | None:
    """Return the result of a process that has one, died, or ran out of time; None while it works."""
    ended = (
        one.process.exitcode is not None
    )  # asked first, so that nothing it told before is left in the pipe
    with suppress(EOFError, OSError):
        while one.pipe.poll():
            match one.pipe.recv():
                case ("step", step, done, total):
                    one.step, one.done = step, done
                    if progress:
                        progress(step, done, total)
                case ("cell", index, outputs, count):
                    one.outputs[index] = outputs, count
                case ("result", result):
                    told: Result = result
                    stop(one, patience=5.0)
                    return told
        if not ended and time.monotonic() - one.started <= timeout:
            return None
    return _without_result(one, timeout)


def _without_result(one: Running, timeout: float) -> Result:
    seconds = time.monotonic() - one.started
    if seconds <= timeout:
        one.process.join(5)  # its pipe has ended: it is about to
    code = one.process.exitcode
    stop(one)
    if code is None:
        error = (
            f"stopped after {timeout:g} s" if seconds > timeout else "its process closed its pipe and went on"
        )
    else:
        error = str(_death(one, code))
    return Result(one.plan.edition, "failed", one.plan.folder, error=error, exit_code=1, seconds=seconds)


def _death(one: Running, code: int) -> BuildError:
    """Name who ended and how; where a cell was running, keep the notebook as far as it came."""
    if one.step != RUNNING:
        return BuildError(_how(code), where=f"{one.plan.notebook.name}, {one.step}" if one.step else None)
    notebook = prepared(one.plan)
    for index, (outputs, count) in one.outputs.items():
        notebook.cells[index].outputs = from_dict(json.loads(outputs))
        notebook.cells[index].execution_count = count
    # Once the last cell has run it may still be one of them: what a cell started may end the process late.
    index = min(one.done, len(notebook.cells) - 1)
    return evidence.stopped(
        one.plan.notebook.name, notebook, index, _how(code), one.plan.values, evidence_file(one.plan)
    )


def _how(code: int) -> str:
    if code < 0:
        with suppress(ValueError):
            name = signal.Signals(-code).name
            hint = "; perhaps memory ran out, try fewer --jobs" if name == "SIGKILL" else ""
            return f"its process was ended by {name}{hint}"
    return f"its process ended with exit code {code} and no result, as by os._exit"


def stop(one: Running, patience: float = 0.0) -> None:
    """End a process, sooner or later, and sweep up what it left."""
    one.process.join(patience)
    if one.process.is_alive():
        one.process.terminate()
        one.process.join(2)
    if one.process.is_alive():
        one.process.kill()
        one.process.join()
    one.pipe.close()
    with suppress(CloudcapexError):
        placing.recover(one.plan.folder)
