"""Amounts that documents state of several quarters, what they come to, and what they are in US dollars.

``told.METRIC.N.DEFINITION`` of a company is an amount of N quarters up to one, laid end to end; ``seen.…`` the same, or
``seen.METRIC`` a quarter's value, each part at the average rate of its quarters; ``added.METRIC`` four quarters less the
four before.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from statistics import fmean as mean

import pandas as pd

from ....facts import load_facts, load_fx
from ....facts.rows import FactRow
from ....metrics import series
from ....metrics.points import stated_point
from ....periods import Quarter
from ....schema.grades import weakness
from ....schema.rows import rows_of
from .question import OperandName, Tellable, outside

# An amount, between what it lies as it is rounded, and its documents.
Span = tuple[float, float, float, frozenset[str]]
# First and last quarter of an amount, the amount, its unit.
Part = tuple[Quarter, Quarter, Span, str]


@outside("told.*")
def told(asked: OperandName) -> list[Tellable]:
    """Lay the amounts of one definition end to end, in every way that they can be."""
    metric, count, definition = asked.what.split(".")
    last = Quarter.parse(asked.when)
    parts = _parts(asked, metric, definition)
    found = [_reading(total, parts[0][3]) for total in _sums(parts, last - (int(count) - 1), last)]
    return [replace(one, evidence=_grade(asked, metric, definition, one.sources)) for one in found]


def _grade(asked: OperandName, metric: str, definition: str, documents: tuple[str, ...]) -> str:
    """Return the weakest grade of the rows that some documents tell."""
    rows = _facts(asked, metric)
    rows = rows[(rows["definition"] == definition) & rows["source_id"].isin(documents)]
    rows = rows[rows["period_end"] <= pd.Timestamp(asked.day)]
    return max(rows["evidence"], key=weakness, default="")


@outside("seen.*")
def seen(asked: OperandName) -> list[Tellable]:
    """See amounts in US dollars, each at the mean rate of its quarters."""
    metric, _, rest = asked.what.partition(".")
    last = Quarter.parse(asked.when)
    count, definition = rest.split(".") if rest else ("1", _definition(asked, metric))
    rates = {row["calendar_quarter"]: float(row["average_rate"]) for _, row in _rates(asked.as_of).iterrows()}
    parts: list[Part] = []
    for first, end, (amount, low, high, documents), _ in _parts(asked, metric, definition):
        known = [rates.get(str(first + n), 0.0) for n in range(end - first + 1)]
        if all(known):
            rate = mean(known)
            parts.append((first, end, (amount / rate, low / rate, high / rate, documents), "USD"))
    return [_reading(total, "USD") for total in _sums(parts, last - (int(count) - 1), last)]


@outside("added.*")
def added(asked: OperandName) -> list[Tellable]:
    """Take four quarters less the four before, on each definition that covers both."""
    last, found = Quarter.parse(asked.when), []
    for definition in _facts(asked, asked.what)["definition"].unique():
        parts = _parts(asked, asked.what, str(definition))
        before = list(_sums(parts, last - 7, last - 4))
        for now, low, high, documents in _sums(parts, last - 3, last):
            found += [
                _reading((now - b, low - most, high - least, documents | older), parts[0][3])
                for b, least, most, older in before
            ]
    return found


def _reading(total: Span, unit: str) -> Tellable:
    value, low, high, documents = total
    return Tellable(value, unit, tuple(sorted(documents)), low=low, high=high)


@outside("segments.*")
def segments(asked: OperandName) -> list[Tellable]:
    """Count the definitions on which cloud revenue of the quarters up to one stands."""
    last, count = Quarter.parse(asked.when), int(asked.what)
    found = series("cloud_revenue", [asked.of], last - (count - 1), last, asked.as_of)
    drawn = found.loc[found["value"].notna(), "definition"].nunique()
    return [Tellable(float(drawn), "count")] if drawn else []


def _parts(asked: OperandName, metric: str, definition: str) -> list[Part]:
    """Return every amount of whole quarters: those of series, and those that documents state together."""
    single = series(metric, [asked.of], end=asked.when, as_of=asked.as_of, definition="all")
    single = single[single["value"].notna() & (single["definition"] == definition)]
    parts: list[Part] = []
    for quarter, value, low, high, unit, sources in zip(
        map(Quarter.parse, single["calendar_quarter"]),
        single["value"],
        single["low"],
        single["high"],
        single["unit"],
        single["sources"],
        strict=True,
    ):
        parts.append((quarter, quarter, (value, low, high, frozenset(sources.split(";"))), unit))
    rows = _facts(asked, metric)
    rows = rows[(rows["definition"] == definition) & rows["period_start"].notna()]
    for row in rows_of(rows, FactRow):
        start, end = row.period_start or row.period_end, row.period_end
        first, last = Quarter.containing(start), Quarter.containing(end)
        if last > first and (start, end) == (first.start, last.end):
            half = (stated_point(row, asked.of, metric, last).rounded_to or 0.0) / 2
            span = (row.value, row.value - half, row.value + half, frozenset({row.source_id}))
            parts.append((first, last, span, row.unit))
    return parts


def _sums(parts: list[Part], first: Quarter, last: Quarter) -> Iterator[Span]:
    """Give each sum that amounts laid end to end come to, once, with what its rounding leaves open."""
    ways: dict[Quarter, set[tuple[Span, ...]]] = {first: {()}}
    for n in range(last - first + 1):
        for start, end, amount, _ in parts:
            if start == first + n and end <= last:
                longer = {(*way, amount) for way in ways.get(start, ())}
                ways.setdefault(end + 1, set()).update(longer)
    for way in sorted(ways.get(last + 1, ()), key=len):  # the fewest are rounded least
        value, low, high = (math.fsum((span[0], span[1], span[2])[k] for span in way) for k in range(3))
        yield value, low, high, frozenset[str]().union(*(span[3] for span in way))


def _facts(asked: OperandName, metric: str) -> pd.DataFrame:
    rows = load_facts(asked.as_of)
    return rows[(rows["metric"] == metric) & (rows["company"] == asked.of)]


def _definition(asked: OperandName, metric: str) -> str:
    return str(series(metric, [asked.of], asked.when, asked.when, asked.as_of)["definition"].iloc[0])


def _rates(as_of: str | None) -> pd.DataFrame:
    rows = load_fx(as_of)
    return rows[rows["pair"] == "USD/CNY"]


@outside("fx.average_rate")
def rate(asked: OperandName) -> list[Tellable]:
    """Read the average rate of a quarter."""
    rows = load_fx(asked.as_of)
    rows = rows[(rows["pair"] == asked.of) & (rows["calendar_quarter"] == asked.when)]
    return [Tellable(float(value), "CNY") for value in rows["average_rate"]]
