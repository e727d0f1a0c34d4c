"""Prove every sentence of editions of every quarter, and place editions under stress: ``make sweep``. Stopped and started again, it goes on where it was.

Results are one line a case in ``build/sweep/<state>.jsonl``, where the state is a digest of the package and the data: a
change of either starts anew. Every report is made of every quarter, in a language that turns from one to the next with a
seed that is printed and kept with the results; the next seed turns them on, and ``--every`` makes them all. Beside these it
runs some that nobody listed, drawn from the seed. ``--jobs``, ``--random N``, ``--only WORD`` (cases whose name holds it)
and ``--fresh`` are its other options.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import hashlib
import json
import multiprocessing
import random
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from cloudcapex import paths

from .cases import every_case, newcomer_cases, random_cases, turned_cases
from .edition import run

# What runs beside the editions, each in a process of its own, with its seed as last argument.
BESIDE = {
    "placing": ("sweep.placing", "2000"),
    "sown": ("sweep.sown",),
    "turned": ("sweep.turned",),
    "browsed": ("sweep.browsed",),
    "killed": ("sweep.killed",),
    "stopped": ("sweep.stopped",),
    "evening": ("sweep.evening",),
}
# What takes a part of its lists unless all of them are asked for.
IN_PARTS = {"turned", "browsed"}
# The line of the results that tells the seed.
_SEED = "seed"
# What looks at published pages, of which the state of package and data says nothing.
ANEW = {"browsed"}


def main(arguments: list[str] | None = None) -> int:
    """Run what is not done yet, print what fails, and return 1 where anything did."""
    asked = _asked(arguments)
    log = paths.build_dir() / "sweep" / f"{_state()}.jsonl"
    log.parent.mkdir(parents=True, exist_ok=True)
    if asked.fresh:
        log.unlink(missing_ok=True)
    done = _done(log)
    seed = _seed(asked.seed, done, log)
    for name in (n for n in BESIDE if asked.only in n and (n not in done or n in ANEW)):
        done[name] = _beside(name, seed, asked.every)
        with log.open("a") as out:
            out.write(json.dumps(done[name]) + "\n")
    drawn = random_cases(seed, asked.random)
    planned = every_case() if asked.every else turned_cases(seed)
    wanted = [c for c in dict.fromkeys([*planned, *newcomer_cases(), *drawn]) if asked.only in c.name]
    left = [c for c in wanted if c.name not in done]
    print(f"{len(wanted)} editions, {len(wanted) - len(left)} done before; results in {log}")
    print(f"{len(drawn)} of them are drawn by chance: --seed {seed} draws them again", flush=True)
    started = time.monotonic()
    with (
        concurrent.futures.ProcessPoolExecutor(asked.jobs, multiprocessing.get_context("spawn")) as pool,
        log.open("a") as out,
    ):
        for number, result in enumerate(pool.map(run, left), start=1):
            out.write(json.dumps(result) + "\n")
            out.flush()
            done[str(result["case"])] = result
            if number % 25 == 0 or number == len(left):
                print(f"{number}/{len(left)} in {time.monotonic() - started:.0f} s", flush=True)
            for failure in result["failures"]:
                print(f"FAILED {result['case']}: {failure}", flush=True)
    results = [done[c.name] for c in wanted]
    bad = [r for r in results if r["failures"]]
    torn = any(done.get(name, {}).get("failures") for name in BESIDE)
    print(
        f"{len(results)} editions, {sum(int(r['statements']) for r in results)} assertions, {len(bad)} editions failed"
    )
    return 1 if bad or torn else 0


def _beside(name: str, seed: int, every: bool) -> dict[str, object]:
    """Run what is no edition: builds killed side by side (`placing`), faults in the data (`sown`), whole lists of which
    tests draw (`turned`), every published page in a browser (`browsed`), refreshes and bulk files killed
    on the way (`killed`, `stopped`), a quarter that arrives company by company (`evening`)."""
    arguments = [sys.executable, "-m", *BESIDE[name], str(seed), *["1"] * (every and name in IN_PARTS)]
    done = subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    print(done.stdout, end="", flush=True)
    failures = done.stdout.splitlines() if done.returncode else []
    return {"case": name, "statements": 0, "failures": failures}


def _asked(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make sweep", description=__doc__.splitlines()[0])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default="", help="run the cases whose name holds this")
    parser.add_argument("--random", type=int, default=60, help="how many editions are drawn by chance")
    parser.add_argument(
        "--seed", type=int, help="of what is drawn and turned (default: that of the sweep that was stopped)"
    )
    parser.add_argument(
        "--every", action="store_true", help="make every edition in every language and of all companies"
    )
    parser.add_argument("--fresh", action="store_true", help="forget what was done before")
    return parser.parse_args(arguments)


def _seed(asked: int | None, done: Mapping[str, Mapping[str, object]], log: Path) -> int:
    """Find the seed: the one asked for, else that of the sweep that goes on, else any."""
    seed = asked if asked is not None else done.get(_SEED, {}).get("seed")
    if not isinstance(seed, int):
        seed = random.SystemRandom().randrange(10**6)
    torn = log.is_file() and not log.read_bytes().endswith(b"\n")
    with log.open("a") as out:
        out.write("\n" * torn + json.dumps({"case": _SEED, "seed": seed}) + "\n")
    return seed


def _done(log: Path) -> dict[str, dict[str, object]]:
    """Read the results there are; a line that a stop tore is left out and run again."""
    found: dict[str, dict[str, object]] = {}
    for line in log.read_text().splitlines() if log.is_file() else []:
        try:
            result = json.loads(line)
        except json.JSONDecodeError:
            continue
        found[result["case"]] = result
    return found


def _state() -> str:
    digest = hashlib.sha256()
    package = Path(__file__).resolve().parents[2] / "src"
    for folder, patterns in (
        (package, ("*.py", "*.po")),
        (paths.data_dir(), ("*.csv", "*.toml", "*.yml", "*.md")),
    ):
        for path in sorted(p for pattern in patterns for p in folder.rglob(pattern)):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


if __name__ == "__main__":
    sys.exit(main())
