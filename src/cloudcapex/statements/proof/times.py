"""The times in the words are those of the sentence's objects: every quarter, day, month and year that is named."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ...periods import Quarter
from .case import Case
from .loose import MONTHS
from .record import RecordOperand

_MONTHS = MONTHS.split("|")
_MONTH = "|".join(f"{name}|{name[:3]}" for name in _MONTHS)
_ORDER = "一二三四"
# A quarter with its year, as each language writes it; the second group of a pattern is the quarter.
_QUARTERS = (
    re.compile(r"(?<!\d)(?P<year>\d{4})\s?Q(?P<quarter>[1-4])(?!\d)"),
    re.compile(r"\bQ(?P<quarter>[1-4])[ \u00a0](?P<year>\d{4})(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>\d{4})\s?年\s?第?(?P<quarter>[1-4一二三四])季"),
    re.compile(r"(?<!\d)(?P<year>\d{4})\s?年\s?Q(?P<quarter>[1-4])"),
)
_DAYS = (
    re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?![\d-])"),
    re.compile(rf"(?:(?P<day>\d{{1,2}})[ \u00a0])?\b(?P<month>{_MONTH})\b[ \u00a0](?P<year>\d{{4}})(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>\d{4})\s?年\s?(?P<month>\d{1,2})\s?月(?:\s?(?P<day>\d{1,2})\s?日)?"),
)
_FISCAL = re.compile(
    r"\bFY[ \u00a0]?(?P<year>(?:20)?\d\d)(?!\d)|(?<!\d)(?P<chinese>(?:20)?\d\d)\s?[财財](?:年|政年度)"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_QUARTER = re.compile(r"\d{4}Q[1-4]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH_ALONE = re.compile(r"\d{4}-\d\d")


@dataclass
class _Times:
    """What a sentence may name."""

    quarters: set[Quarter] = field(default_factory=set)
    days: set[dt.date] = field(default_factory=set)
    months: set[tuple[int, int]] = field(default_factory=set)
    years: set[int] = field(default_factory=set)

    def take(self, found: object) -> None:
        """Take every quarter, day, month and year inside a part of an object."""
        if isinstance(found, dict):
            for key, part in found.items():
                self.take(key)
                self.take(part)
        elif isinstance(found, (list, tuple)):
            for part in found:
                self.take(part)
        elif isinstance(found, str):
            self._text(found)

    def _text(self, text: str) -> None:
        for name in _QUARTER.findall(text):
            quarter = Quarter.parse(name)
            self.quarters.add(quarter)
            self.day(quarter.start)
            self.day(quarter.end)
        for day in _DAY.findall(text):
            self.day(dt.date.fromisoformat(day))
        if _MONTH_ALONE.fullmatch(text):
            self.months.add((int(text[:4]), int(text[5:])))
            self.years.add(int(text[:4]))
        self.years |= {int(year) for year in _YEAR.findall(text)}  # CY2024, 2025..2028, 2026

    def day(self, day: dt.date) -> None:
        self.days.add(day)
        self.months.add((day.year, day.month))
        self.years.add(day.year)


def wrong(cases: Sequence[Case], text: str) -> Iterator[str]:
    """Tell which times in the words are of none of the objects.

    Parameters
    ----------
    cases : sequence of Case
        The objects of one sentence.
    text : str
        Its words; what is not to be read is blanked out.
    """
    held = _held(cases)
    for named, known in _named(text, held):
        if not known:
            yield f"words: {named} is no time that the sentence is about"


def untimed(text: str, mark: str, *, years: bool = True) -> str:
    """Put a mark in the place of each quarter, day and fiscal year of a text, and of each year alone.

    Parameters
    ----------
    text : str
        Words.
    mark : str
        What stands in their place.
    years : bool
        Whether years alone are marked, too; a figure may print like one.
    """
    for pattern in (*_QUARTERS, *_DAYS, _FISCAL, *([_YEAR] if years else [])):
        text = pattern.sub(mark, text)
    return text


def days_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Give where a text names a day, and which, in ISO."""
    for pattern in _DAYS:
        for found in pattern.finditer(text):
            if found["day"] and (day := _day_of(found)):
                yield found.start(), found.end(), day.isoformat()


def _held(cases: Sequence[Case]) -> _Times:
    held = _Times()
    first = cases[0].record
    for day in (first.as_of, str(cases[0].look.newest_day)):
        held.take(day or "")
    edition = Quarter.parse(first.edition_quarter)
    held.take(str(edition))
    held.day((edition + 1).end)  # what is said of a quarter may be said up to the end of the next
    for case in cases:
        record = case.record
        held.take([record.quarter, record.base.quarter or "", record.result, record.parameters])
        held.take([*record.population, record.population_of])
        if record.form == "none":
            held.take(str(case.quarter - 1))  # of what is not told the one before is, or is not either
        for operand in case.operands:
            held.take([operand.quarter, operand.measure, str(operand.value)])
            if _DAY.fullmatch(operand.quarter):
                held.take(str(Quarter.containing(dt.date.fromisoformat(operand.quarter))))
            held.take([str(quarter) for quarter in _counted_back(operand)])
        held.take(case.about)
        held.years |= {int(item.value) for item in record.printed if 1900 <= item.value < 2100}
        days = [(told.period_start, told.period_end) for told in record.values.values()]
        held.years |= {int(day[:4]) for ends in days for day in ends if day}
    return held


def _counted_back(operand: RecordOperand) -> Iterator[Quarter]:
    """Give the first of several quarters that an operand adds up: ``told.capex_as_stated.5``."""
    for part in operand.measure.split(".") if _QUARTER.fullmatch(operand.quarter) else ():
        if part.isdigit() or part == "ttm":
            yield Quarter.parse(operand.quarter) - (3 if part == "ttm" else int(part) - 1)


def _named(text: str, held: _Times) -> Iterator[tuple[str, bool]]:
    """Give each time that a text names, longest first, and whether it is held."""
    left = text
    for pattern in _QUARTERS:
        for found in pattern.finditer(left):
            number = _ORDER.find(found["quarter"]) + 1 or int(found["quarter"])
            yield found[0], Quarter(int(found["year"]), number) in held.quarters
        left = pattern.sub(_blank, left)
    for pattern in _DAYS:
        for found in pattern.finditer(left):
            yield found[0], _day_held(found, held)
        left = pattern.sub(_blank, left)
    for found in _FISCAL.finditer(left):
        year = int(found["year"] or found["chinese"]) % 100 + 2000
        # A fiscal year ends in its own or begins a year before.
        yield found[0], not held.years.isdisjoint({year, year - 1})
    for found in _YEAR.finditer(_FISCAL.sub(_blank, left)):
        yield found[0], int(found[0]) in held.years


def _day_held(found: re.Match[str], held: _Times) -> bool:
    if found["day"] is None:
        return (int(found["year"]), _month_of(found)) in held.months
    return _day_of(found) in held.days


def _day_of(found: re.Match[str]) -> dt.date | None:
    """Return the day that is named, if there is one."""
    try:
        return dt.date(int(found["year"]), _month_of(found), int(found["day"]))
    except ValueError:
        return None


def _month_of(found: re.Match[str]) -> int:
    month = found["month"]
    return int(month) if month.isdigit() else 1 + [name[:3] for name in _MONTHS].index(month[:3])


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
