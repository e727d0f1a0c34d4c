"""Measure what more companies cost: facts, discrete quarters and derived metrics of the shipped data, and of copies of it.

Nothing here passes or fails by a clock. What can be compared are the ratios: each number of rows against the smallest of
the same run, processor seconds and memory beside rows.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import many

CHECKOUT = Path(__file__).resolve().parents[1]
MIB = 2**20


@dataclass(frozen=True)
class Cost:
    """What one size cost, in a process of its own.

    Parameters
    ----------
    rows : int
        Facts that were read.
    seconds, cpu : float
        From the first table to the last metric, imports left out.
    idle, peak : int
        Resident bytes after the imports, and at most.
    """

    what: str
    rows: int
    seconds: float
    cpu: float
    idle: int
    peak: int


def peak() -> int:
    """Return the largest resident set of this process so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def measure(what: str) -> Cost:
    """Load all facts, derive all quarters and compute every derived metric of the project at hand."""
    from cloudcapex import facts
    from cloudcapex.metrics.book import open_book
    from cloudcapex.metrics.formulas import DERIVED

    idle, started, used = peak(), time.perf_counter(), time.process_time()
    rows = len(facts.load_facts())
    book = open_book()
    for metric in DERIVED:
        book.best(metric)
    return Cost(what, rows, time.perf_counter() - started, time.process_time() - used, idle, peak())


def apart(what: str, home: Path) -> Cost:
    """Measure a project in a process of its own."""
    command = [sys.executable, __file__, "--measure", what]
    environment = {**os.environ, "CLOUDCAPEX_HOME": str(home)}
    told = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return Cost(**json.loads(told.stdout))


def table(costs: list[Cost]) -> str:
    """Write the costs as a Markdown table, each beside the first: rows, processor seconds and memory as multiples of its own."""
    head = "| what | rows | seconds | processor seconds | peak MiB | rows × | seconds × | memory × |"
    least = costs[0]
    lines = [
        f"| {c.what} | {c.rows:,} | {c.seconds:.1f} | {c.cpu:.1f} | {c.peak / MIB:.0f} | {c.rows / least.rows:.0f} "
        f"| {c.cpu / least.cpu:.1f} | {(c.peak - c.idle) / max(least.peak - least.idle, MIB):.1f} |"
        for c in costs
    ]
    return "\n".join([head, "| --- | --: | --: | --: | --: | --: | --: | --: |", *lines])


def copied(times: list[int]) -> list[Cost]:
    """Measure the shipped data copied so and so many times, each in a temporary project."""
    costs = []
    for number in times:
        home = Path(tempfile.mkdtemp(prefix="cloudcapex-scale-"))
        try:
            many.copies(CHECKOUT / "data", home / "data", number)
            costs.append(apart("the shipped data" if number == 1 else f"copied {number} times", home))
        finally:
            shutil.rmtree(home, ignore_errors=True)
    return costs


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--times", default="1,10,100", help="how often the data are copied (default 1,10,100)"
    )
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        print(json.dumps(measure(asked.measure).__dict__))
        return
    print("facts, discrete quarters and derived metrics\n")
    print(table(copied([int(n) for n in asked.times.split(",")])))


if __name__ == "__main__":
    main()
