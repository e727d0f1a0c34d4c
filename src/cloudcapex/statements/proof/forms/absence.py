"""Nobody said so: only where documents were read for it and do not say it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import Any

from ....paths import data_dir
from ....schema.grades import FIRST_HAND
from ..case import Case
from ..populations import NOT_APPLICABLE
from ..record import RecordPart
from .form import form

# Words for what the data lack, in the place of what nobody said.
_HELD = re.compile(
    r"\bdata\b|\bno document\b|\bcannot be\b|\bhold\b|\bwithout an? (?:figure|number|amount)|数据|資料|文件|[无無]法|[没沒]有[数數]字",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Looked(RecordPart):
    """What was read and until when, in any shape that names documents and days; null where nothing was."""

    coverage: dict[str, Any] | None


@form("none", Looked, (None, "none"))
def none(case: Case, result: Looked) -> Iterator[str]:
    """Nobody of P has a value; that nobody gave one rests on the documents that were read for it."""
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
    yield from _covered(case, set(_texts(result.coverage)))


def _covered(case: Case, told: set[str]) -> Iterator[str]:
    """Every member has a document that was read, and every day that is told is one of theirs."""
    days: set[str] = set()
    for of, reason in case.record.unknown.items():
        read = {(row["source_id"], day) for row, day in _read(case, of, told)}
        named = {document for document, _ in read} & told
        days |= {day for _, day in read}
        if not named and reason != NOT_APPLICABLE:
            yield f"result.coverage: no document is named that was read for {of} and lacks it"
    for day in sorted(text for text in told if _DAY.fullmatch(text)):
        if day not in days:
            yield f"result.coverage: nothing was read on {day}"


def _read(case: Case, of: str, told: set[str]) -> Iterator[tuple[dict[str, str], str]]:
    """Give the rows that tell of a document without the figure, each with its day."""
    record = case.record
    last = record.as_of or "9999-12-31"
    whose = {of, *(o.of.partition("/")[0] for o in case.operands if o.of == of)}
    metrics = {m.partition(".")[0] for m in case.measures(of)} | {
        o.of.split("/")[1] for o in case.operands if "/" in o.of
    }
    for row in _rows("absences.csv"):
        fits = (
            row["company"] in whose and row["metric"] in metrics and row["calendar_quarter"] == record.quarter
        )
        if fits and row["filed"] <= last:
            yield row, row["filed"]
    for row in _rows("guidance.csv"):
        # Guidance in words alone, of a period that is told, is the same for guidance.
        fits = row["company"] in whose and row["target_period"] in told | {
            o.of.rpartition("/")[2] for o in case.operands
        }
        if (
            fits
            and not row["low"]
            and not row["high"]
            and row["issued"] <= last
            and row["evidence"] in FIRST_HAND
        ):
            yield row, row["issued"]


def _texts(found: object) -> Iterator[str]:
    """Give every text inside what is told, the keys too."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        for name, part in found.items():
            yield str(name)
            yield from _texts(part)
    elif isinstance(found, (list, tuple)):
        for part in found:
            yield from _texts(part)


def _rows(table: str) -> list[dict[str, str]]:
    path = data_dir() / table
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))
