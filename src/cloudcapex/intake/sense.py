"""What no row may say, whatever else is there: a future day, a period backwards, another unit, a slip of the scale."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..facts.tagged import segment_of, spelled_concepts
from ..schema import TABLES
from .held import read_as, rows_of_file
from .proposal import ProposedRow

# Days that a document or a statement has.
_DAYS = ("published", "filed", "issued", "announced", "date", "accessed")
# So many times its neighbours no figure is: thousands for units, or dollars for cents.
SLIP = 100.0
# How far off a neighbour may stand, in days, and how many months have which days.
_NEAR = 400
_MONTHS = {3: (80, 100), 6: (170, 195), 9: (260, 286), 12: (350, 380)}


@dataclass(frozen=True)
class _MetricRule:
    """What a figure's metric asks of it."""

    metric: str
    unit: str
    positive: bool
    steady: bool


@dataclass(frozen=True)
class _LinePoint:
    """One figure of a line: the last day of its period, its value, where it stands."""

    end: dt.date
    value: float
    place: str


def faults(rows: Sequence[ProposedRow], today: dt.date) -> list[str]:
    """List what is wrong with rows whose cells are each valid, a line each.

    Parameters
    ----------
    rows : sequence of ProposedRow
        The new ones; the tables that are looked at hold them already.
    today : date
        What is dated later is refused.
    """
    meanings = _Meanings.read()
    lines = _lines(rows, meanings)
    found = []
    for row in rows:
        for what, valid in _wrong(row, today, meanings, lines):
            found.append(f"{row.place}: {what}; valid: {valid}")
    return found


def _wrong(
    row: ProposedRow, today: dt.date, meanings: _Meanings, lines: Mapping[tuple[str, ...], list[_LinePoint]]
) -> Iterator[tuple[str, str]]:
    cells, name = row.cells, _name(row)
    for column in _DAYS:
        if (day := _day(cells.get(column, ""))) and day > today:
            yield f"{name}: {column} is {day}, a day that has not come", f"a day up to {today}"
    start, end = _day(cells.get("period_start", "")), _day(cells.get("period_end", ""))
    filed = _day(cells.get("filed", ""))
    if start and end and start > end:
        yield f"{name} begins {start}, after its end {end}", f"a day up to {end}"
    elif end and filed and filed < end and row.table == "filings":
        yield f"{name} to {end} was filed {filed}, before its end", f"a day from {end} on"
    meaning = meanings.of(row)
    if meaning is None:
        return
    value = float(cells["value"])
    if meaning.positive and value < 0:
        yield f"{name} ({meaning.metric}) is {cells['value']}, below nought", "0 or more"
    if meaning.unit and cells["unit"] != meaning.unit:
        yield f"{name} ({meaning.metric}) is in {cells['unit']}", meaning.unit
    elif meaning.positive and meaning.steady and end and value > 0:
        yield from _slips(name, value, end, lines.get(_line(row), []), row.place)


def _slips(
    name: str, value: float, end: dt.date, line: Sequence[_LinePoint], place: str
) -> Iterator[tuple[str, str]]:
    """Hold a figure to those before and after it: to what the data hold, else to what is proposed with it."""
    others = [t for t in line if t.place != place and t.value > 0 and abs((t.end - end).days) <= _NEAR]
    held = [t for t in others if t.place.startswith("data/")] or others
    beside = [
        min(side, key=lambda t: abs((t.end - end).days))
        for side in ([t for t in held if t.end <= end], [t for t in held if t.end > end])
        if side
    ]
    if beside and all(max(value / t.value, t.value / value) >= SLIP for t in beside):
        near = beside[0]
        yield (
            f"{name} to {end} is {value:.0f}, {_times(value, near.value)} that to {near.end} ({near.place}), {near.value:.0f}",
            f"less than {SLIP:.0f} times its neighbours",
        )


def _times(value: float, other: float) -> str:
    return f"{value / other:,.0f} times" if value > other else f"1/{other / value:,.0f} of"


def _name(row: ProposedRow) -> str:
    """Say of what a row is, in few words."""
    columns = ("company", "concept", "member", "metric", "pair", "source_id")
    said = [row.cells[c] for c in columns if row.cells.get(c)]
    return " ".join(said[:3]) or " ".join(row.key()[:2])


# the lines ---------------------------------------------------------------------------------------


class _Meanings:
    """Which metric a row's figure is of."""

    def __init__(self, by_id: dict[str, _MetricRule], by_tag: dict[tuple[str, str, str], str]) -> None:
        self.by_id, self.by_tag = by_id, by_tag
        self.currency = {row["slug"]: row["currency"] for row in rows_of_file("companies")}

    @classmethod
    def read(cls) -> _Meanings:
        """Read the metrics and their concepts from the tables that are looked at."""
        metrics, companies = rows_of_file("metrics"), rows_of_file("companies")
        by_id = {}
        for m in metrics:
            steady = m["by_events"] != "yes" and m["unit"] != "share"
            by_id[m["id"]] = _MetricRule(m["id"], m["unit"], m["sign"] == "positive", steady)
        tags = spelled_concepts(
            ((m["id"], m["concepts"]) for m in metrics), [c["slug"] for c in companies], read_as()
        )
        return cls(by_id, {(t.company, t.concept, t.member): t.metric for t in reversed(tags)})

    def of(self, row: ProposedRow) -> _MetricRule | None:
        """Return what the metric of a figure asks of it, in the company's own currency; None for no figure of one."""
        if row.table == "disclosures":
            found = self.by_id.get(row.cells["metric"])
        elif row.table == "filings":
            key = (row.cells["company"], row.cells["concept"], segment_of(row.cells["member"]))
            found = self.by_id.get(self.by_tag.get(key, ""))
        else:
            return None
        if found is None or not row.cells["value"]:
            return None
        unit = self.currency.get(row.cells["company"], "") if found.unit == "money" else found.unit
        return _MetricRule(found.metric, unit, found.positive, found.steady)


def _lines(rows: Sequence[ProposedRow], meanings: _Meanings) -> dict[tuple[str, ...], list[_LinePoint]]:
    """Gather the figures beside the new ones, those that the data hold and the new ones themselves."""
    lines: dict[tuple[str, ...], list[_LinePoint]] = {}
    wanted = {_line(row) for row in rows if row.table in ("filings", "disclosures")}
    new = {(row.table, row.key()) for row in rows}
    for table in ("filings", "disclosures"):
        if not any(row.table == table for row in rows):
            continue
        for number, cells in enumerate(rows_of_file(table)):
            row = ProposedRow(table, cells, f"data/{TABLES[table].path}, line {number + 2}")
            if (table, row.key()) not in new and _is_sound(row) and _line(row) in wanted:
                _enter(lines, row)
    for row in rows:
        if meanings.of(row):
            _enter(lines, row)
    return lines


def _is_sound(row: ProposedRow) -> bool:
    """Tell whether a row's days and value can be read: a bad one is told of elsewhere and says nothing of others."""
    columns = TABLES[row.table].columns
    return all(columns[c].accepts(row.cells[c]) for c in ("period_start", "period_end", "value"))


def _enter(lines: dict[tuple[str, ...], list[_LinePoint]], row: ProposedRow) -> None:
    end = _day(row.cells["period_end"])
    if end:
        lines.setdefault(_line(row), []).append(_LinePoint(end, float(row.cells["value"]), row.place))


def _line(row: ProposedRow) -> tuple[str, ...]:
    columns = [c for c in ("company", "concept", "member", "metric", "definition", "unit") if c in row.cells]
    start, end = _day(row.cells["period_start"]), _day(row.cells["period_end"])
    days = (end - start).days + 1 if start and end else 0
    months = next((m for m, (low, high) in _MONTHS.items() if low <= days <= high), -1) if days else 0
    return (row.table, *(row.cells[c] for c in columns), str(months))


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
