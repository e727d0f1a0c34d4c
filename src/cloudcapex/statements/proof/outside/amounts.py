"""Amounts that documents state of several quarters, what they come to, and what they are in US dollars.

``told.METRIC.N.DEFINITION`` of a company is an amount of N quarters up to one, laid end to end; ``seen.…`` the same, or
``seen.METRIC`` a quarter's value, each part at the average rate of its quarters; ``added.METRIC`` four quarters less the
four before.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import fmean as mean

import pandas as pd

from ....facts import load_facts, load_fx
from ....metrics import series
from ....periods import Quarter
from .question import Question, Reading, outside

# First and last quarter of an amount, the amount, its unit.
Part = tuple[Quarter, Quarter, float, str]


@outside("told.*")
def told(asked: Question) -> list[Reading]:
    """Lay the amounts of one definition end to end, in every way that they can be."""
    metric, count, definition = asked.what.split(".")
    last = Quarter.parse(asked.when)
    parts = _parts(asked, metric, definition)
    return [Reading(total, parts[0][3]) for total in _sums(parts, last - (int(count) - 1), last)]


@outside("seen.*")
def seen(asked: Question) -> list[Reading]:
    """See amounts in US dollars, each at the mean rate of its quarters."""
    metric, _, rest = asked.what.partition(".")
    last = Quarter.parse(asked.when)
    count, definition = rest.split(".") if rest else ("1", _definition(asked, metric))
    rates = {row["calendar_quarter"]: float(row["average_rate"]) for _, row in _rates(asked.as_of).iterrows()}
    parts = [
        (first, end, amount / mean(span), "USD")
        for first, end, amount, _ in _parts(asked, metric, definition)
        if all(span := [rates.get(str(first + n), 0.0) for n in range(end - first + 1)])
    ]
    return [Reading(total, "USD") for total in _sums(parts, last - (int(count) - 1), last)]


@outside("added.*")
def added(asked: Question) -> list[Reading]:
    """Take four quarters less the four before, on each definition that covers both."""
    last, found = Quarter.parse(asked.when), []
    for definition in _facts(asked, asked.what)["definition"].unique():
        parts = _parts(asked, asked.what, str(definition))
        before = list(_sums(parts, last - 7, last - 4))
        found += [Reading(now - then, parts[0][3]) for now in _sums(parts, last - 3, last) for then in before]
    return found


@outside("segments.*")
def segments(asked: Question) -> list[Reading]:
    """Count the definitions on which cloud revenue of the quarters up to one stands."""
    last, count = Quarter.parse(asked.when), int(asked.what)
    found = series("cloud_revenue", [asked.of], last - (count - 1), last, asked.as_of)
    drawn = found.loc[found["value"].notna(), "definition"].nunique()
    return [Reading(float(drawn), "count")] if drawn else []


def _parts(asked: Question, metric: str, definition: str) -> list[Part]:
    """Return every amount of whole quarters: those of series, and those that documents state together."""
    single = series(metric, [asked.of], end=asked.when, as_of=asked.as_of, definition="all")
    single = single[single["value"].notna() & (single["definition"] == definition)]
    parts = [
        (Quarter.parse(q), Quarter.parse(q), float(v), str(u))
        for q, v, u in zip(single["calendar_quarter"], single["value"], single["unit"], strict=True)
    ]
    rows = _facts(asked, metric)
    rows = rows[(rows["definition"] == definition) & rows["period_start"].notna()]
    columns = ("period_start", "period_end", "value", "unit")
    for start, end, amount, unit in zip(*(rows[c] for c in columns), strict=True):
        first, last = Quarter.containing(start.date()), Quarter.containing(end.date())
        if last > first and (start.date(), end.date()) == (first.start, last.end):
            parts.append((first, last, float(amount), str(unit)))
    return parts


def _sums(parts: list[Part], first: Quarter, last: Quarter) -> Iterator[float]:
    """Give each sum that amounts laid end to end come to, once."""
    ways: dict[Quarter, set[tuple[float, ...]]] = {first: {()}}
    for n in range(last - first + 1):
        for start, end, amount, _ in parts:
            if start == first + n and end <= last:
                longer = {(*way, amount) for way in ways.get(start, ())}
                ways.setdefault(end + 1, set()).update(longer)
    yield from dict.fromkeys(sum(way) for way in ways.get(last + 1, ()))


def _facts(asked: Question, metric: str) -> pd.DataFrame:
    rows = load_facts(asked.as_of)
    return rows[(rows["metric"] == metric) & (rows["company"] == asked.of)]


def _definition(asked: Question, metric: str) -> str:
    return str(series(metric, [asked.of], asked.when, asked.when, asked.as_of)["definition"].iloc[0])


def _rates(as_of: str | None) -> pd.DataFrame:
    rows = load_fx(as_of)
    return rows[rows["pair"] == "USD/CNY"]


@outside("fx.average_rate")
def rate(asked: Question) -> list[Reading]:
    """Read the average rate of a quarter."""
    rows = load_fx(asked.as_of)
    rows = rows[(rows["pair"] == asked.of) & (rows["calendar_quarter"] == asked.when)]
    return [Reading(float(value), "CNY") for value in rows["average_rate"]]
