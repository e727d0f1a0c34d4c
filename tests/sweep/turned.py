"""The tests that ``make test`` runs with some of their parameters, drawn on its seed, run with a fourth of them.

Run as a process of its own (``python -m sweep.turned SEED [STEP]``), since the tests are collected for it anew: four seeds
that follow one another run all, and so does a step of 1. What asks a browser of every published page is `browsed`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from conftest import SEED
from turning import WHOLE

# All of the lists are some hours on two cores.
STEP = 4


def main(seed: int, step: int = STEP, marked: str = "turned and not browsed", processes: int = 2) -> int:
    """Print what fails of each so many parameters of the tests that carry some marks, and return 1 where anything does."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", str(processes), "--dist", "loadfile", "-m", marked]
    done = subprocess.run(
        [*command, str(Path(__file__).parents[1])],
        env={**os.environ, SEED: str(seed), WHOLE: str(step)},
        cwd=Path(__file__).parents[2],
        check=False,
    )
    return 1 if done.returncode else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
