"""Guidance: ``guidance.WHAT.METRIC.TARGET`` of a company, ``guidance.high.capex_cash.CY2026``.

The time is a day, or a quarter: then all counts that was out when its results were, by the end of the next quarter.
``WHAT`` is an end of the newest figure (``low``, ``high``) or of the first (``first_low``, ``first_high``), how the one
stands to the other (``moved``), or what the newest leaves for the quarters to come, as growth on the year before
(``growth_low``, ``growth_high``), or how many other companies of the edition gave one on the same basis (``sharing``). Of a closed year it is how far spending lay beside the first or the newest figure, as
a share of its nearer end (``beside_first``, ``beside_last``; ``off_first``, ``off_last`` without its sign), or what was
``spent``.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

import pandas as pd

from ....facts import company, load_facts, load_guidance, load_table, newest_day
from ....guidance.targets import target
from ....metrics import known_metrics, series
from ....paths import Stamp, stamp
from ....periods import Quarter
from ....schema.grades import SECOND_HAND
from ..followed import usual_ones
from .question import OperandName, Tellable, outside, readings

_MET = 0.025  # a single figure is a rounded one, and a range of capex is no harder to meet
# The line of which its parts as tagged can come to another amount than its company tells, and by how much they may not.
_ADDED_UP = "capex_with_finance_leases"
_OFF_BY_ROUNDING = 0.001
_HALF_A_POINT = 0.005


@outside("guidance.*")
def guided(asked: OperandName) -> list[Tellable]:
    """Read what a company said of one period, or work out what follows from it."""
    what, _, rest = asked.what.partition(".")
    of, *named = asked.of.split("/")
    metric, _, label = rest.partition(".") if rest else ".".join(named).partition(".")
    told = _figures(asked, of, metric, label)
    if told.empty:
        return []
    if what == "sharing":
        return [Tellable(_sharing(asked, of, metric, label), "count")]
    first, last = (told[told["issued"] == told["issued"].agg(pick)] for pick in ("min", "max"))
    if what in ("low", "high", "first_low", "first_high"):
        end = what.removeprefix("first_")
        chosen = (first if what.startswith("first") else last)[end]
        return readings(told[told[end].isin(chosen)], end, "unit")
    if what == "moved":
        days = tuple(day.date().isoformat() for day in told["issued"])
        return [Tellable(_moved(first, last), "", about=days)] if len(told) > 1 else []
    if what == "spent":
        return [Tellable(v, str(last["unit"].iloc[0])) for v in _spent(asked, of, last, _quarters(of, label))]
    found = (
        _growth(asked, of, last, label, what)
        if what.startswith("growth")
        else _beside(asked, of, told, label, what)
    )
    return [Tellable(float(v), "share") for v in found if math.isfinite(v)]


@lru_cache(maxsize=8)
def _given(
    day: str, until: dt.date, state: Stamp
) -> tuple[frozenset[str], dict[tuple[str, str], pd.DataFrame]]:
    """Read all that was given once: what it was of, and the rows of each company and period that have a figure."""
    rows = load_guidance(day, until=until)
    # What the facts do not hold goes by its definition.
    rows = rows.assign(named=rows["metric"].where(rows["metric"] != "other", rows["definition"]))
    told = rows[rows["low"].notna() | rows["high"].notna()]
    told = told[(told["qualifier"] != "derived") & (told["status"] != "not_comparable")]
    parts = told.groupby(["company", "target_period"], sort=False)
    return frozenset(rows["named"]), {(str(of), str(label)): part for (of, label), part in parts}


def _figures(asked: OperandName, of: str, metric: str, label: str) -> pd.DataFrame:
    """Return the figures that a company gave on a basis (of any that begins so), on the definition of the newest."""
    last = (Quarter.parse(asked.when) + 1).end if "Q" in asked.when else asked.day
    names, given = _given(str(asked.as_of or newest_day()), last, stamp())
    told = given.get((of, label))
    if told is None:
        return pd.DataFrame()
    told = told[told["named"] == metric if metric in names else told["named"].str.startswith(metric)]
    newest = told[told["issued"] == told["issued"].max()]
    return told[told["definition"].isin(newest["definition"])]


def _sharing(asked: OperandName, of: str, metric: str, label: str) -> float:
    """Count the other companies of the edition whose figure stands on the same basis."""
    named = asked.parameters.get("companies")
    chosen = map(str, named) if isinstance(named, (list, tuple)) else usual_ones(load_table("companies"))
    own = _basis(_figures(asked, of, metric, label))
    others = (_figures(asked, other, metric, label) for other in chosen if other != of)
    return float(sum(_basis(rows) == own for rows in others if not rows.empty))


def _basis(told: pd.DataFrame) -> tuple[str, str, str]:
    """Return metric, definition and unit of the newest figure."""
    newest = told.sort_values("issued").iloc[-1]
    return str(newest["metric"]), str(newest["definition"]), str(newest["unit"])


def _moved(first: pd.DataFrame, last: pd.DataFrame) -> str:
    """Say how the ends of a figure stand to those of the first; an open end lies beyond every other."""
    steps = (_end(last, end) - _end(first, end) for end in ("low", "high"))
    low, high = (0.0 if math.isnan(step) else step for step in steps)
    if low == high == 0:
        return "kept"
    if low >= 0 and high >= 0:
        return "raised"
    if low <= 0 and high <= 0:
        return "lowered"
    return "narrowed" if low > 0 > high else "changed"


def _end(rows: pd.DataFrame, end: str) -> float:
    value = float(rows[end].iloc[0])
    return value if math.isfinite(value) else -math.inf if end == "low" else math.inf


def _quarters(of: str, label: str) -> tuple[Quarter, ...]:
    return target(label, company(of).year_end_month).quarters


def _growth(asked: OperandName, of: str, last: pd.DataFrame, label: str, what: str) -> Iterator[float]:
    """Give what a figure leaves for the quarters to come, as growth on the same quarters a year before."""
    quarters, end = _quarters(of, label), float(last[what.removeprefix("growth_")].iloc[0])
    left = [q for q in quarters if q > Quarter.parse(asked.when)]
    before = _spent(asked, of, last, [q - 4 for q in left])
    for spent in _spent(asked, of, last, quarters[: len(quarters) - len(left)]):
        yield from ((end - spent) / other - 1 for other in before if other > 0)


def _beside(asked: OperandName, of: str, told: pd.DataFrame, label: str, what: str) -> Iterator[float]:
    """Give how far an amount lies beside a figure, as a share of its nearer end; nought where it lies within."""
    side, _, which = what.partition("_")
    row = told[told["issued"] == told["issued"].agg("min" if which == "first" else "max")].iloc[0]
    low, high = float(row["low"]), float(row["high"])
    lenient = low == high or row["metric"].startswith("capex_")
    for spent in _spent(asked, of, told, _quarters(of, label)):
        value = spent / low - 1 if spent < low else spent / high - 1 if spent > high else 0.0
        off = abs(value) if row["unit"] != "share" else abs(spent - (low if spent < low else high))
        value *= not (lenient and off <= (_HALF_A_POINT if row["unit"] == "share" else _MET))
        yield abs(value) if side == "off" else value


def _spent(asked: OperandName, of: str, told: pd.DataFrame, quarters: Sequence[Quarter]) -> list[float]:
    """Return what was spent on the basis and definition of the newest figure: quarter by quarter, else as one document has it."""
    row = told.sort_values("issued").iloc[-1]
    if not quarters or row["metric"] == "capex_as_stated":
        return [0.0] if not quarters and row["metric"] != "capex_as_stated" else []
    metric, definition = (
        (row["definition"], "as_stated") if row["metric"] == "other" else row[["metric", "definition"]]
    )
    if metric not in known_metrics():
        return []
    found = series(metric, [of], quarters[0], quarters[-1], asked.as_of, definition="all")
    if definition == "as_stated" and definition not in set(found["definition"]):
        # The company's own line, whatever it is called.
        found = series(metric, [of], quarters[0], quarters[-1], asked.as_of).assign(definition=definition)
    found = _firm(found[(found["definition"] == definition) & (found["reason"] == "")])
    rate = len(found) > 1 and set(found["unit"]) == {"share"}
    if len(found) == len(quarters) and not rate:
        added = math.fsum(found["value"])
        return [_own(asked, of, definition, quarters, added) if metric == _ADDED_UP else added]
    rows = _told(asked, of, metric, definition)
    return [float(v) for v in rows.loc[_spans(rows, quarters), "value"]]


def _told(asked: OperandName, of: str, metric: str, definition: str) -> pd.DataFrame:
    """Read what documents tell on a basis and definition, of whatever period."""
    rows = load_facts(asked.as_of)
    rows = _firm(rows[(rows["company"] == of) & (rows["metric"] == metric) & rows["period_start"].notna()])
    return rows[rows["definition"] == definition]


def _own(asked: OperandName, of: str, definition: str, quarters: Sequence[Quarter], added: float) -> float:
    """Return what the company itself tells where that is more than rounding off the sum of what it files."""
    rows = _told(asked, of, _ADDED_UP, definition)
    rows = rows[~rows["evidence"].isin(SECOND_HAND)].sort_values("filed")
    year = rows.loc[_spans(rows, quarters), "value"]
    each = [rows.loc[_spans(rows, [q]), "value"] for q in quarters]
    told = (
        float(year.iloc[-1])
        if len(year)
        else sum(float(v.iloc[-1]) for v in each)
        if all(map(len, each))
        else added
    )
    return told if abs(told - added) > _OFF_BY_ROUNDING * added else added


def _firm(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out estimates, and what a third party derived: some of it from the guidance."""
    derived = (rows["basis"] == "derived") & rows["evidence"].isin(SECOND_HAND)
    return rows[~derived & (rows["basis"] != "estimated")]


def _spans(rows: pd.DataFrame, quarters: Sequence[Quarter]) -> pd.Series:
    """Whether periods are as long as some quarters and end within half a quarter of their end."""
    days = (rows["period_end"] - rows["period_start"]).dt.days
    off = (rows["period_end"] - pd.Timestamp(quarters[-1].end)).dt.days.abs()
    return ((days - 91 * len(quarters)).abs() <= 10) & (off <= 46)


@outside("plan.low")
def planned(asked: OperandName) -> list[Tellable]:
    """Read the newest plan of several years: a period from one year to another."""
    rows = load_guidance(asked.as_of)
    told = rows[(rows["company"] == asked.of) & rows["target_period"].str.contains("..", regex=False)]
    told = told[told["low"].notna()]
    told = told[told["issued"] == told["issued"].max()]
    month = company(asked.of).year_end_month
    spans = [target(label, month).quarters for label in told["target_period"]]
    about = tuple(str(quarter) for span in spans for quarter in (span[:1] + span[-1:]))
    return [replace(found, about=about) for found in readings(told, "low", "unit")]
