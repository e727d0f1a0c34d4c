"""A small checkout for the tests of publishing: our own notebooks, two rows of data, no analysis."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import nbformat

from cloudcapex.periods import Quarter
from cloudcapex.publish.parameters import Answers
from cloudcapex.publish.plan import Options, Plan, plan

NOTEBOOKS = Path(__file__).parent / "notebooks"
KNOWN = Answers(
    companies=("microsoft", "alphabet", "amazon", "meta", "oracle"),
    first=Quarter(2019, 1),
    last=Quarter(2026, 2),
    known_to=dt.date(2026, 11, 5),
)


def small_checkout(folder: Path, *notebooks: str) -> Path:
    """Make a checkout that holds the named notebooks of ``tests/notebooks``."""
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "metrics.csv").write_text("id\ncapex_cash\n")
    (folder / "requirements.lock").write_text("pandas==3.1.1\n")
    (folder / "notebooks").mkdir()
    for name in notebooks:
        shutil.copy(NOTEBOOKS / f"{name}.ipynb", folder / "notebooks")
    return folder


def fixture(name: str) -> nbformat.NotebookNode:
    """Read one of our notebooks."""
    return nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)


def planned(report: str, *, to: tuple[str, ...] = (), **given: object) -> Plan:
    """Plan an edition without the slow formats unless they are asked for."""
    options = {key: given.pop(key) for key in list(given) if key in Options.__dataclass_fields__}
    return plan(report, given, KNOWN, Options(formats=to, **options))


def content(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path, hidden ones included."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
