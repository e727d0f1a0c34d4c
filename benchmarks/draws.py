"""Measure the draws of the value stack: seconds for a million at once, and how many times a plain loop would take.

Nothing here passes or fails by a clock; the ratio is taken within one run, draw for draw.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time

from cloudcapex import facts
from cloudcapex.models import value_stack as model
from cloudcapex.periods import Quarter


def in_a_loop(choice: dict[str, model.Chosen], count: int) -> dict[str, list[float]]:
    """Draw and divide one dollar at a time, as a loop in plain Python would."""
    stream = random.Random(model.SEED)
    found: dict[str, list[float]] = {name: [] for name in model.OUTPUTS}
    for _ in range(count):
        share = {name: _one(c.estimate, stream) for name, c in choice.items()}
        if share["apps_gross_margin"] + share["apps_inference"] <= 1:
            for name, value in model.outputs(share).items():
                found[name].append(value)
    return {name: sorted(values) for name, values in found.items()}


def _one(estimate: model.Estimate, stream: random.Random) -> float:
    if estimate.fixed:
        return estimate.low
    if estimate.distribution == "uniform":
        return stream.uniform(estimate.low, estimate.high)
    return stream.triangular(estimate.low, estimate.high, estimate.central)


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=1_000_000, help="draws at once (default 1000000)")
    parser.add_argument("--loop", type=int, default=20_000, help="draws in the loop (default 20000)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured (default 3)")
    parser.add_argument("--quarter", default="2026Q2", help="whose estimates are drawn (default 2026Q2)")
    asked = parser.parse_args()

    choice = model.chosen(model.read_stack(), Quarter.parse(asked.quarter), facts.newest_day())
    together, alone = [], []
    for _ in range(asked.rounds):
        started = time.perf_counter()
        drawn = model.simulate(choice, asked.draws)
        between = time.perf_counter()
        loop = in_a_loop(choice, asked.loop)
        together.append(between - started)
        alone.append(time.perf_counter() - between)
    at_once, each = statistics.median(together), statistics.median(alone)
    ratio = (each / asked.loop) / (at_once / asked.draws)
    print(f"{asked.draws:,} draws at once, intervals and rank correlations included: {at_once:.2f} seconds")
    print(f"{asked.loop:,} draws in a plain loop: {each:.2f} seconds")
    print(f"draw for draw, the loop takes {ratio:.0f} times as long")
    for name, interval in drawn.intervals.items():
        middle = loop[name][len(loop[name]) // 2]
        print(f"{name}: median {interval.median:.3f} at once, {middle:.3f} in the loop")


if __name__ == "__main__":
    main()
