"""One member of the bulk file: who files, and the facts that a metric may be read from, as rows of filings."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from ..errors import DataError
from ..intake.filed import FIRST_DAY, accession_told, cik_told, name_told
from ..schema.words import CURRENCIES, FORMS, PROXY

_FORMS = frozenset(FORMS) - {PROXY}
_UNITS = frozenset(CURRENCIES)
# A hundred times the largest balance sheet: beyond it no number is dollars.
_MOST = 1e15
_YEAR = range(350, 380)
_NEEDED = ("end", "val", "accn", "form", "filed")
COLUMNS = (
    "company",
    "concept",
    "member",
    "unit",
    "period_start",
    "period_end",
    "value",
    "form",
    "source_id",
    "filed",
)
Row = tuple[str, str, str, str, str | None, str, float, str, str, str]


@dataclass(frozen=True)
class BulkFiler:
    """A filer and what is kept of it.

    Attributes
    ----------
    rows : tuple of tuple
        Cells of `COLUMNS`; the start is None for a stock, values are whole units.
    year_end_month : int
        The month in which most of its fiscal years end; 12 where no year is told.
    """

    slug: str
    cik: int
    name: str
    rows: tuple[Row, ...]
    year_end_month: int
    currency: str


def read_filer(slug: str, cik: int, content: bytes, wanted: Collection[str]) -> BulkFiler:
    """Read one filer.

    Parameters
    ----------
    slug : str
        What it is called here.
    cik : int
        Its number, as the member's name has it.
    content : bytes
        Text in the shape of ``/api/xbrl/companyfacts/``.
    wanted : collection of str
        Concepts, with their prefix where it is not ``us-gaap``; others are passed over.

    Raises
    ------
    DataError
        It is cut off, no JSON, of another shape, of another filer, or holds what is no fact: one line, nothing is kept.
    """
    try:
        told = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise DataError(f"no whole JSON ({' '.join(str(error).split())[:90]})") from None
    try:
        number = cik_told(_mapping(told)["cik"])
        if number != cik:
            raise DataError(f"holds the facts of CIK {number}")
        rows = tuple(dict.fromkeys(_rows(slug, _mapping(told["facts"]), wanted)))
        name = name_told(told["entityName"]) or slug
    except (KeyError, TypeError, ValueError) as error:
        said = f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else str(error)
        raise DataError(f"no company facts ({' '.join(said.split())[:120]})") from None
    return BulkFiler(slug, cik, name, rows, _year_end_month(rows), _currency(rows))


def _refuse(text: str) -> object:
    raise ValueError(f"{text} is no number")


def _rows(slug: str, facts: Mapping[str, object], wanted: Collection[str]) -> Iterator[Row]:
    for concept in wanted:
        taxonomy, _, tag = concept.rpartition(":")
        tags = _mapping(facts.get(taxonomy or "us-gaap", {}))
        if tag not in tags:
            continue
        for unit, entries in _mapping(_mapping(tags[tag])["units"]).items():
            if unit not in _UNITS:
                continue
            if not isinstance(entries, list):
                raise ValueError(f"{concept} in {unit} is no list")
            for entry in entries:
                found = _row(slug, concept, unit, _mapping(entry))
                if found is not None:
                    yield found


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise ValueError(f"{type(value).__name__} where an object is due")
    return value


def _row(slug: str, concept: str, unit: str, entry: Mapping[str, object]) -> Row | None:
    """Read one fact; None for one that the house does not keep."""
    lacking = [key for key in _NEEDED if entry.get(key) is None]
    if lacking:
        raise ValueError(f"{concept} in {unit} lacks {', '.join(lacking)}")
    value, form = entry["val"], str(entry["form"])
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{concept}: val is {str(value)[:30]!r}, no number")
    if abs(value) > _MOST:
        raise ValueError(f"{concept}: val is {str(value)[:30]}, beyond any amount")
    end, filed, start = str(entry["end"]), str(entry["filed"]), entry.get("start")
    if form not in _FORMS or filed < FIRST_DAY or end < FIRST_DAY:
        return None
    first, last, known = (
        dt.date.fromisoformat(str(day)) for day in (end if start is None else start, end, filed)
    )
    if not first <= last <= known <= dt.date.today():
        raise ValueError(f"{concept}: {first} to {last}, filed {known}, runs backwards or is to come")
    begun = None if start is None else str(first)
    return (
        slug,
        concept,
        "",
        unit,
        begun,
        str(last),
        float(value),
        form,
        accession_told(entry["accn"]),
        str(known),
    )


def _year_end_month(rows: Collection[Row]) -> int:
    ends = Counter[int]()
    for _, _, _, _, start, end, *_ in rows:
        if start is not None:
            last = dt.date.fromisoformat(end)
            if (last - dt.date.fromisoformat(start)).days in _YEAR:
                # A year of 52 or 53 weeks may end in the first days of the next month.
                ends[(last - dt.timedelta(days=7)).month] += 1
    return max(sorted(ends), key=lambda month: ends[month], default=12)


def _currency(rows: Collection[Row]) -> str:
    units = Counter(row[3] for row in rows)
    return max(sorted(units), key=lambda unit: units[unit], default="USD")
