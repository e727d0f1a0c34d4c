"""Stress: builds and publishings of one edition side by side, some of them killed; never a mixture, never none.

Run as a process of its own (``python -m sweep.placing ROUNDS SEED``), since it forks and kills.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from cloudcapex.errors import CloudcapexError
from cloudcapex.publish import manifest, placing
from cloudcapex.publish.edition import Edition
from cloudcapex.publish.release import publish

EDITION = Edition("review", "2023Q4", "en", "2026-11-05")
NOTHING = manifest.Inputs("", "", "", "", "", "")
NAMES = ("report.html", "report.pdf", "report.ipynb", "data.zip", "report.typ")


def build(root: Path, mark: str, chance: random.Random) -> None:
    """Make an edition whose every file says which build it is of."""
    folder = EDITION.folder(root / "build")
    with placing.workspace(folder) as work:
        for name in NAMES[: chance.randint(1, len(NAMES))]:
            (work / name).write_text(f"{mark} {name} " * chance.randint(1, 400))
        manifest.write(work, edition=EDITION, title=mark, values={}, inputs=NOTHING, exhibits=[])
        placing.place(work, folder)


def work(root: Path, mark: str, chance: random.Random) -> None:
    """Build and publish, as one command does; what another took away meanwhile is an error told, no fault."""
    with contextlib.suppress(CloudcapexError):
        build(root, mark, chance)
        publish(EDITION, EDITION.folder(root / "build"), root / "reports", replace=True)


def wrong_in(folder: Path) -> list[str]:
    """Tell what is wrong with an edition that nobody changes; an open folder stays the same one."""
    if not folder.is_dir():
        return [f"{folder.name}: there is none"]
    content = manifest.read(folder)
    if content is None:
        return [f"{folder}: no manifest"]
    wrong = [f"{folder}: {name} is not of its manifest" for name in manifest.unlike(folder)]
    marks = {(folder / name).read_text().split()[0] for name in content["files"]} - {content["title"]}
    return wrong + [f"{folder}: of {mark} beside {content['title']}" for mark in sorted(marks)]


def seen_in(folder: Path) -> list[str]:
    """Read an edition while others change it: through one open folder, which is of one build."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return [f"{folder}: there was none"]
    try:
        content = json.loads(_read(handle, manifest.NAME))
        found = {name: _read(handle, name) for name in content["files"]}
    except FileNotFoundError:
        return []  # it has just been replaced, and is being removed
    finally:
        os.close(handle)
    return [
        f"{folder}: {name} is not of its manifest"
        for name, bytes_ in found.items()
        if manifest.digest(bytes_) != content["files"][name]["sha256"]
    ]


def _read(folder: int, name: str) -> bytes:
    with open(os.open(name, os.O_RDONLY, dir_fd=folder), "rb") as file:
        return file.read()


def faults(rounds: int, seed: int, root: Path) -> Iterator[str]:
    """Yield what was wrong, round by round."""
    chance = random.Random(seed)
    work(root, "first", chance)
    folders = [EDITION.folder(root / name) for name in ("build", "reports")]
    for number in range(rounds):
        children = [_forked(root, f"r{number}w{n}", chance.random()) for n in range(3)]
        doomed = [pid for pid in children if chance.random() < 0.4]
        until = time.monotonic() + chance.random() * 0.004
        while time.monotonic() < until:
            yield from (f"round {number}: {line}" for folder in folders for line in seen_in(folder))
        for pid in doomed:
            os.kill(pid, signal.SIGKILL)
        for pid in children:
            os.waitpid(pid, 0)
        yield from (f"round {number}: {line}" for folder in folders for line in wrong_in(folder))
    work(root, "last", chance)
    for folder in folders:
        left = sorted(path.name for path in folder.parent.iterdir())
        if left != ["en"]:
            yield f"{folder.parent}: {left} are left"


def _forked(root: Path, mark: str, seed: float) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        work(root, mark, random.Random(seed))
        os._exit(0)
    except BaseException:
        import traceback

        traceback.print_exc()
        os._exit(1)


def main(rounds: int, seed: int) -> int:
    """Print the faults, and return 1 where there is one."""
    with tempfile.TemporaryDirectory() as folder:
        found = 0
        for line in faults(rounds, seed, Path(folder)):
            found += 1
            print(line, flush=True)
    print(f"{rounds} rounds of builds and publishings killed at random, {found} faults", flush=True)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
