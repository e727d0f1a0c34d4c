"""Build many editions side by side, one fresh process each, and carry on when one fails."""

from __future__ import annotations

import gc
import importlib
import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, SpawnContext
from multiprocessing.process import BaseProcess
from typing import Literal

from ..errors import CloudcapexError
from . import edition as place
from .build import Plan, Progress, Result, build, is_current
from .shell import show_figures_inline
from .statements import Prove

# What every edition imports; a parent that has it hands it to its forked children for nothing.
WARM = (
    "pandas", "matplotlib.pyplot", "seaborn", "nbconvert", "papermill", "matplotlib_inline.backend_inline",
    "cloudcapex.publish.execute", "cloudcapex.publish.html", "cloudcapex.typeset",
)  # fmt: skip
Finished = Callable[[Result], None]
Method = Literal["fork", "spawn"]
Context = ForkContext | SpawnContext


@dataclass
class _Running:
    plan: Plan
    process: BaseProcess
    pipe: Connection
    started: float


def build_all(
    plans: Sequence[Plan],
    *,
    jobs: int | None = None,
    warm: Iterable[str] = (),
    method: Method | None = None,
    timeout: float = 900,
    finished: Finished | None = None,
    progress: Progress | None = None,
    prove: Prove | None = None,
) -> list[Result]:
    """Build planned editions; what fails is told in its result and the rest is carried on.

    One edition is built in this process. Many get a fresh process each, forked from this one after
    it has imported everything, so that no edition sees what another left behind and none pays for
    the imports. Nothing is compiled by Typst here: it starts threads, and a forked child with a
    thread pool that is not there waits for ever.

    Parameters
    ----------
    plans : sequence of Plan
        From `cloudcapex.publish.build.plan`.
    jobs : int, optional
        How many at a time; the number of cores by default.
    warm : iterable of str
        More modules to import before the first fork.
    method : {'fork', 'spawn'}, optional
        How processes start. ``fork`` on Linux; elsewhere, or when this process has more than one
        thread, ``spawn``, which is slower and always safe.
    timeout : float
        Seconds an edition may take before its process is ended.
    finished : callable, optional
        Called with each result as it comes.
    progress : callable, optional
        Called with the steps of an edition that is built alone.
    prove : callable, optional
        Holds the statements of each edition, see `cloudcapex.publish.build.build`; a function of a module, for other
        processes to find it by its name.

    Returns
    -------
    list of Result
        In the order of the plans.
    """
    told = finished or (lambda result: None)
    results: dict[int, Result] = {}
    waiting: deque[int] = deque()
    for index, plan in enumerate(plans):
        if len(plans) == 1 or is_current(plan):
            results[index] = attempt(plan, progress, prove)
            told(results[index])
        else:
            waiting.append(index)
    if waiting:
        context = _context(method, warm)
        _run(plans, waiting, results, jobs or cores(), context, timeout, told, prove)
    return [results[index] for index in range(len(plans))]


def attempt(plan: Plan, progress: Progress | None = None, prove: Prove | None = None) -> Result:
    """Build one edition here; an error becomes a result, an interrupt stays one."""
    started = time.monotonic()
    try:
        result = build(plan, progress, prove)
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


def cores() -> int:
    """Count the cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def threads_running() -> int:
    """Count the threads of this process, those of C libraries included where the system tells."""
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return threading.active_count()


def _context(method: Method | None, warm: Iterable[str]) -> Context:
    """Choose how to start processes; forking asks for a warm parent with a single thread."""
    if method is None:
        method = "fork" if sys.platform == "linux" else "spawn"
    if method == "fork":
        show_figures_inline()
        for name in [*WARM, *warm]:
            importlib.import_module(name)
        if threads_running() > 1:
            method = "spawn"
        else:
            gc.collect()
            gc.freeze()  # so that the children's collector leaves the shared pages alone
    return multiprocessing.get_context("fork") if method == "fork" else multiprocessing.get_context("spawn")


def _run(
    plans: Sequence[Plan],
    waiting: deque[int],
    results: dict[int, Result],
    jobs: int,
    context: Context,
    timeout: float,
    told: Finished,
    prove: Prove | None,
) -> None:
    running: dict[int, _Running] = {}
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                index = waiting.popleft()
                running[index] = _start(plans[index], context, prove)
            first_deadline = min(one.started for one in running.values()) + timeout
            wait([one.pipe for one in running.values()], max(0.0, first_deadline - time.monotonic()))
            for index, one in list(running.items()):
                result = _heard(one, timeout)
                if result:
                    results[index] = result
                    del running[index]
                    told(result)
    finally:
        for one in running.values():  # only after an interrupt
            _stop(one)


def _start(plan: Plan, context: Context, prove: Prove | None) -> _Running:
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(plan, theirs, prove), daemon=True)
    process.start()
    theirs.close()  # so that a child's death is heard as the end of the pipe
    return _Running(plan, process, ours, time.monotonic())


def _child(plan: Plan, pipe: Connection, prove: Prove | None) -> None:
    # Ctrl-C reaches the whole group; the parent alone answers it, and ends its children.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pipe.send(attempt(plan, prove=prove))
    pipe.close()


def _heard(one: _Running, timeout: float) -> Result | None:
    """Return the result of a process that has one, died, or ran out of time; None while it works."""
    seconds = time.monotonic() - one.started
    if one.pipe.poll():
        with suppress(EOFError, OSError):
            result: Result = one.pipe.recv()
            _stop(one, patience=5.0)
            return result
        one.process.join(5)
        error = _death(one.process.exitcode)
    elif seconds > timeout:
        error = f"stopped after {timeout:g} s"
    else:
        return None
    _stop(one)
    return Result(one.plan.edition, "failed", one.plan.folder, error=error, exit_code=1, seconds=seconds)


def _death(code: int | None) -> str:
    if code is not None and code < 0:
        with suppress(ValueError):
            name = signal.Signals(-code).name
            hint = "; perhaps memory ran out, try fewer --jobs" if name == "SIGKILL" else ""
            return f"its process was ended by {name}{hint}"
    return f"its process ended with exit code {code} and no result"


def _stop(one: _Running, patience: float = 0.0) -> None:
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
        place.recover(one.plan.folder)
