"""Faults of general kinds, drawn over random rows of every table, and how many of them the checks catch."""

from __future__ import annotations

import datetime as dt
import itertools
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cloudcapex.periods import Quarter
from cloudcapex.schema import EVIDENCE
from cloudcapex.schema import TABLES as CONTRACT
from planting import Garden, Row

# Table -> its figures, whose it is, when it was known, its period.
TABLES: dict[str, tuple[tuple[str, ...], str, str, tuple[str, ...]]] = {
    "filings": (("value",), "company", "filed", ("period_start", "period_end")),
    "disclosures": (("value",), "company", "filed", ("period_start", "period_end")),
    "market": (("value",), "vendor", "filed", ("period_start", "period_end")),
    "labs": (("value",), "lab", "filed", ("as_of",)),
    "fx": (("average_rate",), "", "filed", ("calendar_quarter",)),
    "guidance": (("low", "high"), "company", "issued", ("target_period",)),
    "deals": (("amount_low", "amount_high"), "investor", "announced", ()),
    "rounds": (("amount",), "lab", "date", ()),
    "claims": (("value_low", "value_high"), "", "", ()),
    "estimates": (("value_low", "value_high"), "", "filed", ()),
    "absences": ((), "company", "filed", ("calendar_quarter",)),
}
# Columns that hold a name which stands elsewhere too.
NAMES = (
    "company",
    "lab",
    "vendor",
    "investor",
    "recipient",
    "subject",
    "concept",
    "metric",
    "investors",
    "members",
    "pair",
)
Change = Callable[[random.Random, str, Row, list[Row]], Row | None]


def _scaled(factor: float) -> Change:
    def change(_: random.Random, table: str, row: Row, __: list[Row]) -> Row | None:
        cells = [c for c in TABLES[table][0] if row[c] and float(row[c])]
        return {c: _text(float(row[c]) * factor) for c in cells} or None

    return change


def _text(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 1000 else f"{value:.6f}".rstrip("0").rstrip(".")


def _swapped_digits(chance: random.Random, table: str, row: Row, _: list[Row]) -> Row | None:
    for column in TABLES[table][0]:
        text = row[column]
        places = [m.start() for m in re.finditer(r"(?=\d\d)", text) if text[m.start()] != text[m.start() + 1]]
        leading = [p for p in places if p < 3 + text.startswith(("0.", "-"))]
        if leading:
            at = chance.choice(leading)
            return {column: text[:at] + text[at + 1] + text[at] + text[at + 2 :]}
    return None


def _changed_digit(chance: random.Random, table: str, row: Row, _: list[Row]) -> Row | None:
    for column in TABLES[table][0]:
        digits = [m.start() for m in re.finditer(r"\d", row[column])]
        first = next((n for n, at in enumerate(digits) if row[column][at] != "0"), None)
        if first is None:
            continue
        at = chance.choice(digits[first : first + 3])
        other = chance.choice([d for d in "123456789" if d != row[column][at]])
        return {column: row[column][:at] + other + row[column][at + 1 :]}
    return None


def _ends_swapped(_: random.Random, table: str, row: Row, __: list[Row]) -> Row | None:
    ends = TABLES[table][0]
    if len(ends) < 2 or not (row[ends[0]] and row[ends[1]]):
        return None
    return {ends[0]: row[ends[1]], ends[1]: row[ends[0]]}


def _swapped_document(chance: random.Random, _: str, row: Row, rows: list[Row]) -> Row | None:
    mine = row.get("source_id")
    others = sorted({r["source_id"] for r in rows} - {mine}) if mine and "publisher" not in row else []
    return {"source_id": chance.choice(others)} if others else None


def _misspelt(chance: random.Random, _: str, row: Row, __: list[Row]) -> Row | None:
    columns = [c for c in NAMES if len(row.get(c) or "") > 3]
    if not columns:
        return None
    column = chance.choice(columns)
    at = chance.randrange(1, len(row[column]) - 1)
    return {column: row[column][:at] + row[column][at + 1] + row[column][at] + row[column][at + 2 :]}


def _swapped_metric(chance: random.Random, _: str, row: Row, rows: list[Row]) -> Row | None:
    if "metric" not in row or "label" in row:
        return None
    alike = {r["metric"] for r in rows if r.get("unit") == row.get("unit")} - {row["metric"], ""}
    return {"metric": chance.choice(sorted(alike))} if alike else None


def _raised_evidence(chance: random.Random, _: str, row: Row, __: list[Row]) -> Row | None:
    at = EVIDENCE.index(row["evidence"]) if row.get("evidence") else 0
    return {"evidence": chance.choice(EVIDENCE[:at])} if at else None


def _swapped_word(chance: random.Random, table: str, row: Row, _: list[Row]) -> Row | None:
    """Put another word of a closed vocabulary, units and evidence apart."""
    columns = [
        name for name, rule in CONTRACT[table].columns.items()
        if rule.form == "words" and name not in ("unit", "currency", "evidence") and row[name]
    ]  # fmt: skip
    if not columns:
        return None
    column = chance.choice(columns)
    others = [w for w in CONTRACT[table].columns[column].words if w != row[column]]
    return {column: chance.choice(others)} if others else None


def _other_number(chance: random.Random, table: str, row: Row, _: list[Row]) -> Row | None:
    """Take ten times a number that is none of the figures of the table."""
    columns = [
        name for name, rule in CONTRACT[table].columns.items()
        if rule.form in ("number", "whole") and name not in TABLES[table][0] and row[name]
    ]  # fmt: skip
    if not columns:
        return None
    column = chance.choice(columns)
    return {column: _text(float(row[column]) * 10)}


def _swapped_company(chance: random.Random, table: str, row: Row, rows: list[Row]) -> Row | None:
    column = TABLES[table][1]
    others = sorted({r[column] for r in rows} - {row[column], ""}) if column else []
    return {column: chance.choice(others)} if others else None


def _shifted_period(chance: random.Random, table: str, row: Row, _: list[Row]) -> Row | None:
    by, columns = chance.choice([-1, 1]), [c for c in TABLES[table][3] if row[c]]
    moved = {c: _moved(row[c], by) for c in columns if row[c]}
    return moved if moved and all(moved.values()) else None


def _moved(cell: str, by: int) -> str:
    if re.fullmatch(r"\d{4}Q\d", cell):
        return str(Quarter.parse(cell) + by)
    if re.fullmatch(r"(CY|FY)\d{4}", cell):
        return f"{cell[:2]}{int(cell[2:]) + by}"
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", cell):
        return ""
    day = dt.date.fromisoformat(cell)
    month = day.year * 12 + day.month - 1 + 3 * by
    first = dt.date(month // 12, month % 12 + 1, 1)
    if day.day == 1:
        return str(first)
    last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return str(last if (day + dt.timedelta(days=1)).day == 1 else first.replace(day=min(day.day, last.day)))


def _swapped_definition(chance: random.Random, table: str, row: Row, rows: list[Row]) -> Row | None:
    if "definition" not in row or table == "labs":
        return None
    others = {
        r["definition"] for r in rows if r["metric"] == row["metric"] and r["company"] == row["company"]
    }
    others -= {row["definition"]}
    return {"definition": chance.choice(sorted(others))} if others else None


def _changed_unit(chance: random.Random, _: str, row: Row, __: list[Row]) -> Row | None:
    column = "unit" if "unit" in row else "currency"
    if not row.get(column):
        return None
    return {column: chance.choice([u for u in ("USD", "CNY", "share", "count") if u != row[column]])}


def _shifted_day(chance: random.Random, table: str, row: Row, _: list[Row]) -> Row | None:
    return _other_day(table, row, chance.choice([30, 91, 365]))


def _earlier_day(chance: random.Random, table: str, row: Row, _: list[Row]) -> Row | None:
    return _other_day(table, row, -chance.choice([3, 30, 365]))


def _other_day(table: str, row: Row, days: int) -> Row | None:
    column = TABLES[table][2]
    if not column or not row[column]:
        return None
    return {column: str(dt.date.fromisoformat(row[column]) + dt.timedelta(days=days))}


KINDS: dict[str, Change] = {
    "times ten": _scaled(10),
    "a tenth": _scaled(0.1),
    "times a rate": _scaled(7.1),
    "sign": _scaled(-1),
    "digits swapped": _swapped_digits,
    "company swapped": _swapped_company,
    "period shifted": _shifted_period,
    "definition swapped": _swapped_definition,
    "unit changed": _changed_unit,
    "day later": _shifted_day,
    "day earlier": _earlier_day,
    "times a thousand": _scaled(1000),
    "a thousandth": _scaled(0.001),
    "digit changed": _changed_digit,
    "ends swapped": _ends_swapped,
    "document swapped": _swapped_document,
    "name misspelt": _misspelt,
    "metric swapped": _swapped_metric,
    "evidence raised": _raised_evidence,
    "word swapped": _swapped_word,
    "other number times ten": _other_number,
}
WHOLE_ROWS = ("row twice", "row dropped", "value twice")


@dataclass(frozen=True)
class Sown:
    """One fault: its kind, table and line, what was changed, and what the first check that failed said; or nothing."""

    kind: str
    table: str
    line: int
    change: Row
    said: str


def sow(garden: Garden, chance: random.Random, each: int, most: int | None = None) -> Iterator[Sown]:
    """Plant so many faults of each kind in each table, one at a time; of kinds and tables all, or the most that are drawn."""
    pairs = list(itertools.product(TABLES, [*KINDS, *WHOLE_ROWS]))
    for table, kind in pairs if most is None else chance.sample(pairs, most):
        rows = garden.rows(table)
        sow_one = _in_whole_rows if kind in WHOLE_ROWS else _in_cells
        yield from sow_one(garden, chance, kind, table, rows, each)


def _in_cells(
    garden: Garden, chance: random.Random, kind: str, table: str, rows: list[Row], each: int
) -> Iterator[Sown]:
    done = 0
    for number in chance.sample(range(len(rows)), len(rows)):
        cells = KINDS[kind](chance, table, rows[number], rows) if done < each else None
        if cells and cells != {c: rows[number][c] for c in cells}:
            done += 1
            with garden.replanted(table, rows, number, cells):
                yield Sown(kind, table, number + 2, cells, garden.first_said())


def _in_whole_rows(
    garden: Garden, chance: random.Random, kind: str, table: str, rows: list[Row], each: int
) -> Iterator[Sown]:
    for number in chance.sample(range(len(rows)), min(each, len(rows))):
        put = _instead(chance, kind, table, rows[number], rows)
        if put is not None:
            with garden.rewritten(table, [*rows[:number], *put, *rows[number + 1 :]]):
                yield Sown(kind, table, number + 2, {}, garden.first_said())


def _instead(chance: random.Random, kind: str, table: str, row: Row, rows: list[Row]) -> list[Row] | None:
    """Put nothing, the row twice, or the row and its figure once more, wrong and as a later document's, in its place."""
    if kind != "value twice":
        return [row, row] if kind == "row twice" else []
    document, wrong = _swapped_document(chance, table, row, rows), _scaled(1.1)(chance, table, row, rows)
    return [row, {**row, **document, **wrong}] if document and wrong else None


# Whatever the row, no fault of these passes: units, whose a filing is, rows twice, days, rates.
ALWAYS = {
    ("unit changed", "filings"),
    ("unit changed", "disclosures"),
    ("company swapped", "filings"),
    ("day later", "filings"),
    ("row twice", "filings"),
    ("row twice", "disclosures"),
    ("row twice", "deals"),
    ("row twice", "claims"),
    ("times ten", "fx"),
    ("times a rate", "fx"),
    ("sign", "fx"),
    ("unit changed", "claims"),
    ("sign", "claims"),
}


def let_through(sown: list[Sown]) -> list[Sown]:
    """Return what no check caught of what must be caught whatever the row."""
    return [s for s in sown if not s.said and (s.kind, s.table) in ALWAYS]


def told(sown: list[Sown]) -> str:
    """Print how many were caught of each kind in each table."""
    found = sorted(rates(sown).items())
    return "\n".join(f"{kind:24} {table:12} {caught} of {of}" for (kind, table), (caught, of) in found)


def rates(sown: list[Sown]) -> dict[tuple[str, str], tuple[int, int]]:
    """Count by kind and table how many were caught, of how many."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for one in sown:
        caught, of = found.get((one.kind, one.table), (0, 0))
        found[one.kind, one.table] = (caught + bool(one.said), of + 1)
    return found
