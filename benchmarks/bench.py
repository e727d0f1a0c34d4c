"""Measure builds as a reader runs them: seconds, processor seconds, peak memory, and ratios within one run.

Nothing here passes or fails by a clock: machines differ, and so do two runs on one. What can be compared are the
ratios, because every design is measured in turn within each round, and the median over the rounds is taken.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
REPORT = "quarterly_review"
MIB = 2**20


@dataclass(frozen=True)
class Run:
    """What one way of working cost, all its processes included.

    Parameters
    ----------
    seconds : float
        From start to end.
    cpu : float
        Processor seconds, user and system.
    peak : int
        Largest resident set of any one of its processes, in bytes.
    """

    seconds: float
    cpu: float
    peak: int


def run(commands: list[list[str]]) -> Run:
    """Run commands one after another and add up what they cost; stop at one that fails."""
    started, cpu, peak = time.perf_counter(), 0.0, 0
    for command in commands:
        with tempfile.TemporaryFile() as log:
            child = subprocess.Popen(command, cwd=CHECKOUT, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
            # wait4 tells of this child and of all it waited for; Popen must hear that it is gone.
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            if child.returncode:
                log.seek(0)
                sys.exit(f"{' '.join(command)}\n{log.read().decode(errors='replace')}")
        cpu += used.ru_utime + used.ru_stime
        peak = max(peak, used.ru_maxrss * (1 if sys.platform == "darwin" else 1024))
    return Run(time.perf_counter() - started, cpu, peak)


def build(folder: Path, *options: str) -> list[str]:
    """Return the command line that builds into ``folder``, so that build/ is left alone."""
    return [str(BIN / "cloudcapex"), "build", REPORT, "--output", str(folder), *options]


def plain(folder: Path, quarter: str) -> list[list[str]]:
    """Return the command lines of the tools by themselves: papermill, then nbconvert for each format."""
    folder.mkdir(parents=True, exist_ok=True)
    done = str(folder / "plain.ipynb")
    papermill = [str(BIN / "papermill"), f"notebooks/{REPORT}.ipynb", done, "-p", "quarter", quarter]
    nbconvert = [str(BIN / "jupyter"), "nbconvert", "--log-level", "WARN", "--to"]
    return [
        [*papermill, "--cwd", "notebooks", "--no-progress-bar"],
        *([*nbconvert, to, done] for to in ("html", "typstpdf")),
    ]


def ways(scratch: Path, quarter: str, batch: list[str]) -> dict[str, Callable[[], list[list[str]]]]:
    """Name the ways of working that are compared; each builds HTML and PDF from nothing."""
    return {
        "one edition": lambda: [build(scratch / "one", "--quarter", quarter, "--force")],
        "one edition, nothing changed": lambda: [build(scratch / "one", "--quarter", quarter)],
        "one edition, papermill and nbconvert": lambda: plain(scratch / "plain", quarter),
        f"{len(batch)} editions, a command each": lambda: [
            build(scratch / "each", "--quarter", one, "--force") for one in batch
        ],
        f"{len(batch)} editions, one command": lambda: [
            build(scratch / "warm", "--quarter", ",".join(batch), "--force", "--jobs", "1")
        ],
        f"{len(batch)} editions, one command, two jobs": lambda: [
            build(scratch / "jobs", "--quarter", ",".join(batch), "--force", "--jobs", "2")
        ],
    }


def median(runs: list[Run]) -> Run:
    """Take the median of each quantity by itself."""
    return Run(
        statistics.median(r.seconds for r in runs),
        statistics.median(r.cpu for r in runs),
        max(r.peak for r in runs),
    )


def table(found: dict[str, Run]) -> str:
    """Write the costs as a Markdown table."""
    rows = [
        f"| {name} | {run.seconds:.1f} | {run.cpu:.1f} | {run.peak / MIB:.0f} |"
        for name, run in found.items()
    ]
    return "\n".join(
        ["| what | seconds | processor seconds | peak MiB |", "| --- | --: | --: | --: |", *rows]
    )


def ratios(found: dict[str, Run]) -> str:
    """Compare each way with the one that a reader would otherwise take."""
    one, unchanged, by_hand, each, warm, jobs = found.values()
    pairs = [
        ("papermill and nbconvert by hand / one build", by_hand, one),
        ("a build / a build with nothing changed", one, unchanged),
        ("a command each / one command", each, warm),
        ("one command / the same with two jobs", warm, jobs),
    ]
    return "\n".join(
        f"{what}: {slow.seconds / fast.seconds:.2f} in seconds, {slow.cpu / fast.cpu:.2f} in processor seconds"
        for what, slow, fast in pairs
    )


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=1, help="how often each way is measured (default 1)")
    parser.add_argument("--quarter", default="2026Q2", help="the one edition (default 2026Q2)")
    parser.add_argument("--batch", default="2025Q3,2025Q4,2026Q1,2026Q2", help="the editions of the batch")
    chosen = parser.parse_args()

    scratch = Path(tempfile.mkdtemp(prefix="cloudcapex-bench-"))
    try:
        found: dict[str, list[Run]] = {}
        # The first build also fills the caches of the machine (fonts, byte code); it is told but not compared.
        first = run([build(scratch / "first", "--quarter", chosen.quarter)])
        for n in range(chosen.rounds):
            for name, commands in ways(scratch, chosen.quarter, chosen.batch.split(",")).items():
                print(f"round {n + 1} of {chosen.rounds}: {name}", file=sys.stderr)
                found.setdefault(name, []).append(run(commands()))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)

    middle = {name: median(runs) for name, runs in found.items()}
    one = middle["one edition"]
    print(f"one build: {one.seconds:.1f} seconds, peak memory {one.peak / MIB:.0f} MiB\n")
    print(table({"the first build after an install": first, **middle}), "\n")
    print(ratios(middle))


if __name__ == "__main__":
    main()
