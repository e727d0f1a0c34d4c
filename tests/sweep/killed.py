"""A refresh killed at fifty moments that chance draws: nothing is lost, and nothing is left half.

Run as a process of its own (``python -m sweep.killed SEED``), since it works with a home of its own.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import arriving
from mirror import Mirror

TIMES = 50


def main(seed: int) -> int:
    """Print at how many moments it was killed, and return 1 where a table is not as it was or grown at its end."""
    draw, killed, wrong = random.Random(seed), 0, []
    with tempfile.TemporaryDirectory() as folder:
        home = arriving.home(Path(folder))
        mirror = Mirror(home / "data")
        mirror.publish("microsoft", "2026Q3")
        os.environ |= {
            "CLOUDCAPEX_HOME": str(home), "CLOUDCAPEX_CACHE": str(home / "cache"), "EDGAR_BASE_URL": mirror.address,
            "EDGAR_DATA_URL": mirror.address, "EDGAR_IDENTITY": "Ann Analyst ann@example.com",
            "EDGAR_RATE_LIMIT_PER_SEC": "10000",
        }  # fmt: skip
        before = arriving.contents(home)
        began = time.monotonic()
        if run("refresh", "microsoft", timeout=None) != 0 or run("undo", timeout=None) != 0:
            wrong.append("a refresh that nobody kills, or its undo")
        # As long as both take on this machine, so that kills fall on every part of the way.
        longest = time.monotonic() - began
        for _ in range(TIMES):
            after = draw.uniform(0.2, longest)
            killed += stopped_after(after, "refresh", "microsoft")
            now = arriving.contents(home)
            wrong += [
                f"{name} after {after:.1f} s" for name in before if not now[name].startswith(before[name])
            ]
            if run("check", timeout=None) != 0:
                wrong.append(f"the checks after {after:.1f} s")
            if run("undo", timeout=None) == 0 and arriving.contents(home) != before:
                wrong.append(f"undo after {after:.1f} s")
        mirror.close()
    print(*wrong, sep="\n")
    print(f"{TIMES} refreshes, {killed} killed before their end, {len(wrong)} faults", flush=True)
    return 1 if wrong else 0


def stopped_after(after: float, *arguments: str) -> bool:
    """Start a command and kill it after so many seconds; True where it was killed before its end."""
    try:
        run(*arguments, timeout=after)
    except subprocess.TimeoutExpired:
        return True
    return False


def run(*arguments: str, timeout: float | None) -> int:
    """Run a command, killed with SIGKILL where it takes longer."""
    command = [sys.executable, "-m", "cloudcapex", *arguments]
    return subprocess.run(command, timeout=timeout, capture_output=True, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
