"""Values as `series` gives them: one frame a measure and day, looked up cell by cell."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from ... import facts, metrics
from ...periods import Quarter
from .names import CompanyNames
from .outside import Tellable

Series = Callable[..., pd.DataFrame]

# Before the first fact: a run of values ends where the data do, not where the proof stops looking.
FIRST = "2014Q1"


@dataclass(frozen=True)
class SeriesCell:
    """One cell of a series frame.

    Parameters
    ----------
    measure : str
        What was asked for.
    value : float or None
        In whole units of ``unit``; None where missing, ``reason`` then says why.
    definition, basis, evidence, start, end, sources
        As in the frame, the days in ISO; empty where the value is missing.
    low, high : float or None
        Between which the value lies as its sources round; None where the frame does not say.
    rounded_to : float or None
        The step it is rounded to.
    outside : bool
        Whether it is of another table, which says no more of it than value, unit and documents.
    """

    measure: str
    value: float | None
    unit: str
    definition: str = ""
    basis: str = ""
    evidence: str = ""
    start: str | None = None
    end: str | None = None
    sources: tuple[str, ...] = ()
    reason: str = ""
    low: float | None = None
    high: float | None = None
    rounded_to: float | None = None
    outside: bool = False


@dataclass(frozen=True)
class _SeriesFrame:
    columns: dict[str, Sequence[object]]
    places: dict[tuple[str, str], int]


class Lookup:
    """Looks values up, each measure of each day once.

    Parameters
    ----------
    series : callable, optional
        In the place of `metrics.series`.
    last : str
        The newest quarter that is asked for.
    """

    def __init__(self, series: Series | None = None, last: str = "2030Q4") -> None:
        self._series = series or metrics.series
        self._last = last
        self._frames: dict[tuple[str, str | None], _SeriesFrame] = {}
        self.readings: dict[tuple[str, str, str, str | None, str], list[Tellable]] = {}

    @cached_property
    def table(self) -> pd.DataFrame:
        """Every company, a row each."""
        return facts.load_companies()

    @cached_property
    def companies(self) -> tuple[str, ...]:
        """The slugs of all companies."""
        return tuple(map(str, self.table["slug"]))

    @cached_property
    def newest_day(self) -> dt.date:
        """The day up to which an edition knows everything where it names none."""
        return facts.newest_day()

    @cached_property
    def names(self) -> CompanyNames:
        """What the companies are called."""
        return CompanyNames(self.table)

    @cached_property
    def parties(self) -> CompanyNames:
        """What those are called who deal with the companies and are none of them: laboratories, funds."""
        every = facts.load_table("parties")
        apart = ~every["party"].isin(self.companies)
        return CompanyNames(every[apart].rename(columns={"party": "slug"}))

    @cached_property
    def quoted(self) -> CompanyNames:
        """What those are called whose word is told again: houses that forecast, and who publishes a document."""
        houses, sources = facts.load_table("forecasts"), facts.load_table("sources")
        houses = houses.filter(regex="^house").rename(columns=lambda name: name.replace("house", "name"))
        names = pd.concat([houses, sources[["publisher"]].rename(columns={"publisher": "name"})])
        return CompanyNames(names.assign(slug=names["name"]))

    def named(self, slug: str) -> bool:
        """Whether words can name somebody."""
        return bool(self.names.called(slug) or self.parties.called(slug))

    @cached_property
    def numbered(self) -> tuple[str, ...]:
        """Labels of metrics with a digit in them, longest first: *seats of Microsoft 365* tells no number."""
        labels = {label for name in self.metrics for label in self.labels(name) if re.search(r"\d", label)}
        return tuple(sorted(labels, key=len, reverse=True))

    def labels(self, name: str) -> list[str]:
        """Return what a metric or a house that forecasts is called; nothing for what is none."""
        told = metrics.describe(name).items() if name in self.metrics else ()
        return [
            *(str(text) for column, text in told if column.startswith("label")),
            *self.houses.get(name, ()),
        ]

    @cached_property
    def houses(self) -> dict[str, tuple[str, ...]]:
        """The names of each house that forecasts, by its English one."""
        rows = facts.load_table("forecasts")
        named = rows[["house", *(c for c in rows.columns if c.startswith("house_"))]].drop_duplicates()
        return {str(names[0]): tuple(map(str, names)) for names in named.itertuples(index=False)}

    @cached_property
    def metrics(self) -> frozenset[str]:
        """Every id that `series` accepts before a dot."""
        return frozenset(metrics.known_metrics())

    def knows(self, measure: str) -> bool:
        """Whether a measure is one of `series`; names of other tables have the table before the dot."""
        return measure.partition(".")[0] in self.metrics

    def cell(self, measure: str, company: str, quarter: str | Quarter, as_of: str | None) -> SeriesCell:
        """Look one value up; before and after the data nothing is disclosed.

        Raises
        ------
        UsageError
            For a measure that `series` does not know.
        """
        key = (measure, as_of)
        if key not in self._frames:
            self._frames[key] = self._read(measure, as_of)
        frame = self._frames[key]
        at = frame.places.get((company, str(quarter)))
        if at is None:
            return SeriesCell(measure, None, "", reason="not_disclosed")

        def of(name: str) -> object:
            return frame.columns[name][at] if name in frame.columns else None

        sources = tuple(s for s in str(of("sources")).split(";") if s)
        return SeriesCell(
            measure,
            _number(of("value")),
            _text(of("unit")),
            _text(of("definition")),
            _text(of("basis")),
            _text(of("evidence")),
            _day(of("period_start")),
            _day(of("period_end")),
            sources,
            _text(of("reason")),
            _number(of("low")),
            _number(of("high")),
            _number(of("rounded_to")),
        )

    def _read(self, measure: str, as_of: str | None) -> _SeriesFrame:
        found = self._series(
            measure, list(self.companies), start=FIRST, end=self._last, as_of=as_of, definition=None
        )
        columns: dict[str, Sequence[object]] = {str(name): found[name].tolist() for name in found.columns}
        keys = zip(map(str, found["company"]), map(str, found["calendar_quarter"]), strict=True)
        return _SeriesFrame(columns, {key: place for place, key in enumerate(keys)})


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) and math.isfinite(value) else None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _day(value: object) -> str | None:
    return value.date().isoformat() if isinstance(value, dt.datetime) and value == value else None
