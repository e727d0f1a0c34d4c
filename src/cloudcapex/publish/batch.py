"""Build many editions side by side, one fresh process each, and carry on when one fails."""

from __future__ import annotations

import gc
import importlib
import multiprocessing
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from multiprocessing.connection import wait
from typing import Literal

from . import process
from .build import Progress, is_current
from .plan import Plan, Result
from .process import Context, attempt
from .shell import show_figures_inline
from .statements import Prove

# What every edition imports; a parent that has it hands it to its forked children for nothing.
WARM = (
    "pandas", "matplotlib.pyplot", "seaborn", "nbconvert", "papermill", "matplotlib_inline.backend_inline",
    "cloudcapex.publish.execute", "cloudcapex.publish.html", "cloudcapex.typeset",
)  # fmt: skip
Finished = Callable[[Result], None]
Method = Literal["fork", "spawn"]


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

    Each gets a fresh process, forked from this one after it has imported everything, so that no edition
    sees what another left behind, none pays for the imports, and a cell that ends its process ends an
    edition and not the command. Nothing is compiled by Typst here: it starts threads, and a forked child with a
    thread pool that is not there waits for ever.

    Parameters
    ----------
    plans : sequence of Plan
        From `cloudcapex.publish.plan.plan`.
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
        if is_current(plan):
            results[index] = attempt(plan, progress, prove)
            told(results[index])
        else:
            waiting.append(index)
    if waiting:
        context = _context(method, warm)
        watched = progress if len(plans) == 1 else None
        _run(plans, waiting, results, jobs or cores(), context, timeout, told, prove, watched)
    return [results[index] for index in range(len(plans))]


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
    progress: Progress | None,
) -> None:
    running: dict[int, process.Running] = {}
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                index = waiting.popleft()
                with process.uninterrupted():
                    running[index] = process.start(plans[index], context, prove)
            first_deadline = min(one.started for one in running.values()) + timeout
            patience = min(process.LOOK, max(0.0, first_deadline - time.monotonic()))
            wait([one.pipe for one in running.values()], patience)
            for index, one in list(running.items()):
                result = process.heard(one, timeout, progress)
                if result:
                    results[index] = result
                    del running[index]
                    told(result)
    finally:
        for one in running.values():  # only after an interrupt
            process.stop(one)
