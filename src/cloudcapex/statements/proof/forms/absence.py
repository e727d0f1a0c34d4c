"""Nobody said so: only where the data say that it was looked for."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ....paths import data_dir
from ..case import Case
from ..record import Part
from .form import form

# Words for what the data lack, in the place of what nobody said.
_HELD = re.compile(
    r"\bdata\b|\bno document\b|\bcannot be\b|\bhold\b|数据|資料|数据中|文件|无法|無法", re.IGNORECASE
)


class Looked(Part):
    """What was looked for, in what, until when: a row of coverage.csv; null where no row says so."""

    coverage: dict[str, Any] | None


@form("none", Looked, (None, "none"))
def none(case: Case, result: Looked) -> Iterator[str]:
    """Nobody of P has a value; that nobody gave one is a row of its own."""
    record = case.record
    if record.true_of:
        yield f"none: it is true of {', '.join(record.true_of)}"
    for of in record.false_of:
        if any(pair.now.value is not None for pair in case.pairs(of)):
            yield f"none: {of} is known"
    if result.coverage is None:
        if not _HELD.search(record.text):
            yield "result.coverage: none, and the words do not say that it is the data that hold none"
        return
    if not result.coverage or not any(_matches(row, result.coverage) for row in _rows()):
        yield f"result.coverage: coverage.csv has no row for {result.coverage}"


def _matches(row: Mapping[str, str], told: Mapping[str, Any]) -> bool:
    """Whether a row says all that is told of it."""
    return all(
        name in row and row[name] == ("" if value is None else str(value)) for name, value in told.items()
    )


def _rows() -> list[dict[str, str]]:
    path = data_dir() / "coverage.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))
