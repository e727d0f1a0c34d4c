"""A bulk file that is taken in, killed at twenty moments that chance draws: what is kept is what was, or the new, whole.

Run as a process of its own (``python -m sweep.stopped SEED``), since it works with a home of its own.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import arriving
from cloudcapex.bulk.store import FOLDER, store_at

from .killed import run, stopped_after

TIMES = 20
# More than are read in one go, so that kills fall between two of them as well.
FILERS = 450


def main(seed: int) -> int:
    """Print at how many moments it was killed, and return 1 where the store is neither as it was nor the new one."""
    draw, killed, wrong = random.Random(seed), 0, []
    with tempfile.TemporaryDirectory() as folder:
        home = arriving.home(Path(folder))
        os.environ |= {"CLOUDCAPEX_HOME": str(home)}
        files = [_written(home / f"{name}.zip", amount) for name, amount in (("old", 1_000), ("new", 2_000))]
        states = []
        for path in files:
            began = time.monotonic()
            if run("refresh", "--bulk", str(path), timeout=None) != 0:
                wrong.append(f"{path.name} that nobody kills")
            # As long as it takes on this machine, so that kills fall on every part of the way.
            longest = time.monotonic() - began
            states.append(_state(home))
        if states[0] == states[1]:
            wrong.append("two files that tell the same")
        for _ in range(TIMES):
            path, after = draw.choice(files), draw.uniform(0.2, longest)
            before = _state(home)
            stopped = stopped_after(after, "refresh", "--bulk", str(path))
            killed += stopped
            now, new = _state(home), states[files.index(path)]
            if now not in (before, new) or (not stopped and now != new):
                wrong.append(f"{path.name} after {after:.1f} s")
        if run("refresh", "--bulk", str(files[0]), timeout=None) != 0 or _state(home) != states[0]:
            wrong.append("the one after all of these")
        left = [path.name for path in (home / FOLDER).glob("making-*")]
        left += [path.name for path in (home / FOLDER).glob("of-*") if path != store_at(home).folder]
        wrong += [f"{name} was left behind" for name in left]
    print(*wrong, sep="\n")
    print(f"{TIMES} bulk files, {killed} killed before their end, {len(wrong)} faults", flush=True)
    return 1 if wrong else 0


def _state(home: Path) -> tuple[str, str] | None:
    store = store_at(home)
    return None if store is None else (store.facts(["revenue"]).to_csv(), store.filers().to_csv())


def _written(path: Path, amount: int) -> Path:
    """Write a bulk file in which each filer states one quarter's revenue."""
    with zipfile.ZipFile(path, "w") as archive:
        for cik in range(1, FILERS + 1):
            entry = {"start": "2026-04-01", "end": "2026-06-30", "val": amount * cik, "accn": f"{cik:010}-26-000001",
                     "form": "10-Q", "filed": "2026-08-01"}  # fmt: skip
            tags = {"Revenues": {"units": {"USD": [entry]}}}
            told = {"cik": cik, "entityName": f"Filer {cik}", "facts": {"us-gaap": tags}}
            archive.writestr(f"CIK{cik:010}.json", json.dumps(told))
    return path


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
