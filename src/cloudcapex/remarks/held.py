"""The figures of remarks, each held against the metric that holds the same one."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from .. import facts, metrics
from ..facts.absences import quarterly
from ..facts.remarks import Remark, load_remarks
from ..paths import while_data_stand
from ..periods import Quarter
from ..schema.rows import rows_of

Key = tuple[str, str, str]  # company, quarter, metric
# Two digits are the fewest that anybody means of an amount: $20bn is not a figure between $15bn and $25bn.
_FEWEST_DIGITS = 2
# A share is said in whole per cent, or in tenths of one.
_PER_CENT = 0.01
# How far a hedge lets a figure be off, as a part of it; what is *over* a figure lies above it by its next digit.
_ABOUT, _OVER = 0.05, 0.1


@dataclass(frozen=True)
class StatedFigure:
    """A figure of the facts, and the bounds that rounding leaves it."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class _StatedRow:
    company: str
    quarter: Quarter
    metric: str
    value: float


@dataclass(frozen=True, slots=True)
class _ComputedRow:
    company: str
    quarter: Quarter
    value: float
    low: float
    high: float


def contradiction(remark: Remark, as_of: dt.date | None = None) -> float | None:
    """Return what the facts have in the place of a remark's figure, where they contradict it.

    Parameters
    ----------
    remark : Remark
        With a figure and its metric, or without.
    as_of : date, optional
        Only what was known on this day.

    Returns
    -------
    float or None
        In whole units of the remark's. None where any document gives the figure, on whatever definition, and where the
        facts hold none to hold it against.
    """
    read = _read(as_of).get((remark.company, str(remark.quarter), remark.metric), ())
    return differs(remark.value, remark.unit, remark.qualifier, read)


def differs(said: float, unit: str, qualifier: str, read: Iterable[StatedFigure]) -> float | None:
    """Return the nearest of some figures of the facts where none of them is the one that was said.

    Parameters
    ----------
    said : float
        In whole units; a share is a fraction.
    unit, qualifier : str
        Of what was said: its unit, and how it was hedged.
    read : iterable of StatedFigure
        What the facts hold; those without a value are left.

    Returns
    -------
    float or None
        None where one of them is what was said, and where there is none.
    """
    told = [r for r in read if math.isfinite(r.value)]
    if not told or any(_agrees(said, unit, qualifier, r) for r in told):
        return None
    return min((r.value for r in told), key=lambda fact: abs(fact - said))


def readings(as_of: dt.date | None = None) -> Mapping[Key, tuple[StatedFigure, ...]]:
    """Return every figure of the facts that a remark's is held against.

    Parameters
    ----------
    as_of : date, optional
        Only what was known on this day.

    Returns
    -------
    mapping
        By company, quarter (``2026Q2``) and metric; newest last.
    """
    return _read(as_of)


@while_data_stand
def _read(as_of: dt.date | None) -> dict[Key, tuple[StatedFigure, ...]]:
    said = load_remarks(as_of)
    said = said[said["metric"] != ""]
    stated = dict(_stated(said, as_of))
    computed = said[said["metric"].str.contains(".", regex=False) | ~said["metric"].isin(_metrics())]
    for metric in sorted({*computed["metric"]}):
        rows = computed[computed["metric"] == metric]
        quarters = sorted(rows["calendar_quarter"])
        found = metrics.series(metric, sorted({*rows["company"]}), quarters[0], quarters[-1], as_of)
        for row in rows_of(found, _ComputedRow, quarter="calendar_quarter"):
            stated[row.company, str(row.quarter), metric] = (StatedFigure(row.value, row.low, row.high),)
    return stated


def _stated(said: pd.DataFrame, as_of: dt.date | None) -> Iterator[tuple[Key, tuple[StatedFigure, ...]]]:
    """Give every value of a metric and quarter that any document states, newest last."""
    told = facts.load_facts(as_of)
    told = told[told["metric"].isin({*said["metric"]}) & told["company"].isin({*said["company"]})]
    told = quarterly(told).sort_values("filed", kind="stable")
    read: dict[Key, list[StatedFigure]] = {}
    for row in rows_of(told, _StatedRow, quarter="calendar_quarter"):
        half = step(row.value) / 2
        read.setdefault((row.company, str(row.quarter), row.metric), []).append(
            StatedFigure(row.value, row.value - half, row.value + half)
        )
    yield from ((key, tuple(found)) for key, found in read.items())


def _metrics() -> frozenset[str]:
    return frozenset(facts.load_metrics()["id"])


def _agrees(said: float, unit: str, qualifier: str, fact: StatedFigure) -> bool:
    """Tell whether a figure can be the fact, at the digits it was said with and as it was hedged."""
    own = step(said)
    own = max(own, _PER_CENT) if unit == "share" and math.isclose(said, round(said, 2)) else own
    below = above = own / 2
    wide = max(own, abs(said) * _OVER)
    if qualifier in ("over", "at_least"):
        above = wide
    elif qualifier == "up_to":
        below = wide
    elif qualifier in ("about", "derived"):
        below = above = max(below, abs(said) * _ABOUT)
    low, high = (b if math.isfinite(b) else fact.value for b in (fact.low, fact.high))
    slack = own / 50
    return low - slack <= said + above and said - below <= high + slack


def step(value: float) -> float:
    """Return the step a figure is rounded to, by its own digits: a hundredth for 0.25, 100 million for 1.6 billion."""
    if not value:
        return _PER_CENT
    digits = f"{abs(value):.12e}".partition("e")[0].rstrip("0").rstrip(".")
    shown = max(len(digits.replace(".", "")), _FEWEST_DIGITS)
    return float(10.0 ** (math.floor(math.log10(abs(value))) - shown + 1))
