"""Measure what more companies cost: facts, quarters and derived metrics of the data and of copies of it, and bulk files.

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

import filers

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


def take(what: str, path: Path) -> Cost:
    """Take a bulk file in."""
    from cloudcapex.bulk.taking import take_bulk

    idle, started, used = peak(), time.perf_counter(), time.process_time()
    rows = take_bulk(path, print).facts
    return Cost(what, rows, time.perf_counter() - started, time.process_time() - used, idle, peak())


def rank(what: str, path: Path) -> Cost:
    """Rank all filers that were taken in."""
    from cloudcapex.bulk.asking import screen

    idle, started, used = peak(), time.perf_counter(), time.process_time()
    rows = screen("capex_intensity.ttm", 50).asked
    return Cost(what, rows, time.perf_counter() - started, time.process_time() - used, idle, peak())


def apart(what: str, home: Path, how: str = "measure", path: str = "") -> Cost:
    """Measure a project in a process of its own."""
    command = [sys.executable, __file__, "--measure", what, "--how", how, "--path", path]
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


def from_bulk(sizes: list[int]) -> tuple[list[Cost], list[Cost]]:
    """Measure bulk files of so and so many made-up filers: taking one in, and ranking all its filers."""
    taking, ranking = [], []
    for size in sizes:
        home = Path(tempfile.mkdtemp(prefix="cloudcapex-bulk-"))
        try:
            shutil.copytree(CHECKOUT / "data", home / "data")
            filers.bulk_file(home / "companyfacts.zip", size)
            taking.append(apart(f"{size:,} filers", home, "take", str(home / "companyfacts.zip")))
            ranking.append(apart(f"{size:,} filers", home, "rank"))
        finally:
            shutil.rmtree(home, ignore_errors=True)
    return taking, ranking


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--times", default="1,10,100", help="how often the data are copied (default 1,10,100)"
    )
    parser.add_argument(
        "--filers", default="1000,10000", help="sizes of made-up bulk files (default 1000,10000)"
    )
    for name in ("measure", "how", "path"):
        parser.add_argument(f"--{name}", default="", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        ways = {"take": take, "rank": rank}
        found = (
            ways[asked.how](asked.measure, Path(asked.path)) if asked.how in ways else measure(asked.measure)
        )
        print(json.dumps(found.__dict__))
        return
    if asked.times:
        print("facts, discrete quarters and derived metrics\n")
        print(table(copied([int(n) for n in asked.times.split(",")])), "\n")
    if asked.filers:
        taking, ranking = from_bulk([int(n) for n in asked.filers.split(",")])
        print("a bulk file taken in; rows are the facts that are kept\n")
        print(table(taking), "\n")
        print("capex_intensity.ttm of every filer in the newest quarter; rows are filers\n")
        print(table(ranking))


if __name__ == "__main__":
    main()
