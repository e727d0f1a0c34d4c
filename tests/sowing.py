"""Faults of general kinds, drawn over random rows of every table, and how many of them the checks catch."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cloudcapex.periods import Quarter
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
}
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


def _swapped_company(chance: random.Random, table: str, row: Row, rows: list[Row]) -> Row | None:
    column = TABLES[table][1]
    others = sorted({r[column] for r in rows} - {row[column]}) if column else []
    return {column: chance.choice(others)} if others else None


def _shifted_period(chance: random.Random, table: str, row: Row, _: list[Row]) -> Row | None:
    by, columns = chance.choice([-1, 1]), [c for c in TABLES[table][3] if row[c]]
    moved = {c: _moved(row[c], by) for c in columns}
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
    column = TABLES[table][2]
    if not column:
        return None
    later = dt.date.fromisoformat(row[column]) + dt.timedelta(days=chance.choice([30, 91, 365]))
    return {column: str(later)}


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
}
WHOLE_ROWS = ("row twice", "row dropped")


@dataclass(frozen=True)
class Sown:
    """One fault: its kind, table and line, what was changed, and what the checks said."""

    kind: str
    table: str
    line: int
    change: Row
    said: tuple[str, ...]


def sow(garden: Garden, chance: random.Random, each: int) -> Iterator[Sown]:
    """Plant so many faults of each kind in each table, one at a time."""
    for table in TABLES:
        rows = garden.rows(table)
        for kind, change in KINDS.items():
            done = 0
            for number in chance.sample(range(len(rows)), len(rows)):
                cells = change(chance, table, rows[number], rows) if done < each else None
                if cells and cells != {c: rows[number][c] for c in cells}:
                    done += 1
                    said = garden.replanted(table, rows, number, cells)
                    yield Sown(kind, table, number + 2, cells, tuple(said))
        for kind in WHOLE_ROWS:
            for number in chance.sample(range(len(rows)), each):
                more = [rows[number]] if kind == "row twice" else []
                with garden.rewritten(table, [*rows[:number], *more, *more, *rows[number + 1 :]]):
                    yield Sown(kind, table, number + 2, {}, tuple(garden.said()))


def rates(sown: list[Sown]) -> dict[tuple[str, str], tuple[int, int]]:
    """Count by kind and table how many were caught, of how many."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for one in sown:
        caught, of = found.get((one.kind, one.table), (0, 0))
        found[one.kind, one.table] = (caught + bool(one.said), of + 1)
    return found
