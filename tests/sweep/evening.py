"""The evening of a season: a made-up quarter arrives on the mirror company by company, and each time a flash edition is out.

Run as a process of its own (``python -m sweep.evening SEED``), since it works with a home of its own. It prints how long it
took from the filing on the mirror to HTML and PDF in three languages on the disk; under a minute is aimed at on two cores
that have nothing else to do. An edition whose statements are not proved is not made, so one that is there is proved.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import arriving
from mirror import Mirror

QUARTER = "2026Q3"
LANGUAGES = ("en", "zh-Hans", "zh-Hant")
# Oracle's quarter to August is out before; who reports when, and of how many of the five the edition then speaks.
EVENINGS = ((("microsoft",), 2), (("alphabet", "meta"), 4), (("amazon",), 5))


def faults(folder: Path, evenings: tuple[tuple[tuple[str, ...], int], ...] = EVENINGS) -> Iterator[str]:
    """Yield what was wrong, evening by evening."""
    home = arriving.home(folder)
    shutil.copytree(Path(__file__).resolve().parents[2] / "notebooks", home / "notebooks")
    mirror = Mirror(home / "data")
    os.environ |= {
        "CLOUDCAPEX_HOME": str(home), "CLOUDCAPEX_CACHE": str(home / "cache"), "EDGAR_BASE_URL": mirror.address,
        "EDGAR_DATA_URL": mirror.address, "EDGAR_IDENTITY": "Ann Analyst ann@example.com",
        "EDGAR_RATE_LIMIT_PER_SEC": "10000",
    }  # fmt: skip
    before: Path | None = None
    for number, (companies, reported) in enumerate(evenings, start=1):
        for company in companies:
            mirror.publish(company, QUARTER)
        output = home / f"evening{number}"
        started = time.monotonic()
        yield from _failed("refresh", *companies)
        read = time.monotonic()
        asked = ("--quarter", QUARTER, "--language", ",".join(LANGUAGES), "--output", str(output))
        yield from _failed("build", "quarterly_review", *asked)
        done = time.monotonic()
        print(
            f"{' and '.join(companies)}: {read - started:.0f} s until the rows are in, {done - started:.0f} s until "
            "HTML and PDF in three languages are on the disk",
            flush=True,
        )
        yield from _wrong_in(output / "quarterly_review" / QUARTER, reported)
        made = output / "quarterly_review" / QUARTER / "en"
        if before is not None:
            yield from _alike(before, made, companies)
        before = made
        if number == 1:
            # Begun on the first evening; the editions of the next ones print it, as a draft of its own day.
            yield from _failed("commentary", "new", QUARTER)
    mirror.close()


def _wrong_in(folder: Path, reported: int) -> Iterator[str]:
    """Tell what an edition lacks: a page in each language, which says in English how many reported."""
    for language in LANGUAGES:
        for name in ("report.html", "report.pdf"):
            path = folder / language / name
            if not path.is_file() or path.stat().st_size < 100_000:
                yield f"{path}: is not there, or is no page"
    page = folder / "en" / "report.html"
    text = page.read_text("utf-8") if page.is_file() else ""
    if reported < 5 and f"Of 5 companies, {reported} reported so far" not in text:
        yield f"{page}: does not say that {reported} of 5 reported"
    if reported == 5 and "reported so far" in text:
        yield f"{page}: says that somebody has yet to report"


def _alike(before: Path, after: Path, companies: tuple[str, ...]) -> Iterator[str]:
    """Tell where `diff` finds nothing new of those who reported between two editions of the quarter."""
    done = _run("diff", str(before), str(after), "--format", "json")
    found = json.loads(done.stdout)["changes"] if done.returncode == 0 else []
    added = {change["company"] for change in found}
    yield from (
        f"diff: nothing of {company} between {before} and {after}" for company in {*companies} - added
    )


def _failed(*arguments: str) -> Iterator[str]:
    done = _run(*arguments)
    if done.returncode:
        yield f"{' '.join(arguments[:2])}: {done.returncode}, {(done.stderr or done.stdout).strip()[-600:]}"


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cloudcapex", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def main(seed: int) -> int:
    """Print the times and the faults, and return 1 where there is one; chance draws nothing here."""
    with tempfile.TemporaryDirectory() as folder:
        found = list(faults(Path(folder)))
    print(*found, sep="\n")
    print(f"{len(EVENINGS)} evenings, {len(found)} faults", flush=True)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
