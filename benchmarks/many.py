"""Make a project of many companies: the data copied, each copy under names of its own."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

Row = dict[str, str]

# What is read on the way from facts to metrics; every other table is left as it is.
COPIED = (
    "companies.csv",
    "definitions.csv",
    "sources.csv",
    "absences.csv",
    "facts/filings.csv",
    "facts/disclosures.csv",
)


def copies(data: Path, target: Path, times: int) -> int:
    """Write the tables of ``data`` into ``target`` as if each company were ``times`` companies.

    Parameters
    ----------
    data, target : Path
        Folders of tables; ``target`` is made.
    times : int
        How often each company and its documents are there; 1 is a plain copy.

    Returns
    -------
    int
        Rows of the two tables of facts.
    """
    shutil.copytree(data, target)
    _copy_concepts(target / "metrics.csv", [row["slug"] for row in _rows(data / "companies.csv")], times)
    facts = 0
    for name in COPIED:
        rows = list(_rows(data / name))
        written = _write(target / name, rows, _copier(name, rows), times)
        facts += written if name.startswith("facts/") else 0
    return facts


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _write(path: Path, rows: list[Row], copied: Callable[[Row, int], Row | None], times: int) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        out.writeheader()
        for n in range(times):
            found = [row for row in (copied(row, n) if n else row for row in rows) if row is not None]
            out.writerows(found)
            count += len(found)
    return count


def _copier(name: str, rows: list[Row]) -> Callable[[Row, int], Row | None]:
    places = len(rows)

    def company(row: Row, n: int) -> Row:
        place = int(row["colour_order"]) + n * places
        # Dark on white and light on dark, as the contract has it; no two alike.
        colours = {
            "colour": f"#{2 * place:06x}",
            "colour_text": f"#{2 * place + 1:06x}",
            "colour_dark": f"#{2**24 - 1 - place:06x}",
        }
        named = {key: f"{row[key]} {n}" for key in ("name", "short_name")}
        cik = f"{row['cik']}{n:03}" if row["cik"] else ""
        return {**row, **colours, **named, "cik": cik, "colour_order": str(place), "page": "", "role": "asked",
                "slug": _copy(row["slug"], n), "ticker": f"{row['ticker']}{n}" if row["ticker"] else ""}  # fmt: skip

    def definition(row: Row, n: int) -> Row | None:
        return {**row, "company": _copy(row["company"], n)} if row["company"] else None

    def source(row: Row, n: int) -> Row:
        return {**row, "source_id": _copy(row["source_id"], n), "publisher": f"{row['publisher']} {n}"}

    def fact(row: Row, n: int) -> Row:
        return {**row, "company": _copy(row["company"], n), "source_id": _copy(row["source_id"], n)}

    known = {"companies.csv": company, "definitions.csv": definition, "sources.csv": source}
    return known.get(name, fact)


def _copy(name: str, n: int) -> str:
    return f"{name}_{n}"


def _copy_concepts(path: Path, slugs: list[str], times: int) -> None:
    """Let each copy of a company be read through the company's own concepts."""
    rows = list(_rows(path))
    for row in rows:
        tokens = [token for token in row["concepts"].split(";") if token]
        own = [token.partition(":") for token in tokens if token.partition(":")[0] in slugs]
        more = [f"{_copy(owner, n)}:{rest}" for n in range(1, times) for owner, _, rest in own]
        row["concepts"] = ";".join([*tokens, *more])
    _write(path, rows, lambda row, n: row, 1)
