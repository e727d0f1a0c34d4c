"""How a value moved against another, by a rule of the proof's own: which directions may be said of it."""

from __future__ import annotations

import csv
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from ... import metrics
from ...paths import FileState, data_dir, file_state
from .numbers import alike

# Where metrics.csv says nothing: half a point for shares and rates, half a per cent for everything else.
_HELD = 0.005
_SLACK = 1e-9
_WHOLE = Decimal("0.01")


def directions(measure: str, now: float, then: float, unit: str) -> frozenset[str]:
    """Return the directions that may be said of a value held against another.

    Parameters
    ----------
    measure : str
        Whose values they are: what counts as *held*, and whether more of it is faster, are its own.
    now, then : float
        The value and its base.
    unit : str
        Of both: ``share`` and ``points`` are compared by their difference, everything else by its ratio.

    Returns
    -------
    frozenset of str
        On the very edge of what counts as held both *held* and the move may be said; so they may of shares that are the
        same in whole per cents, as long as the words do not print them apart.
    """
    moved = abs(now - then)
    edge = held_within(measure) * (1.0 if unit in ("share", "points") else abs(then))
    found: set[str] = set()
    if moved <= edge * (1 + _SLACK) or (unit == "share" and alike(now, then, _WHOLE)):
        found.add("held")
    if moved >= edge * (1 - _SLACK) and now != then:
        found |= _moves(now, then, rate=is_rate(measure))
    return frozenset(found)


def _moves(now: float, then: float, *, rate: bool) -> set[str]:
    up = now > then
    if rate and now < 0 and then < 0:
        return {"fell_less" if up else "fell_more"}  # what shrinks never grew faster
    plain = "rose" if up else "fell"
    if rate and now >= 0 and then >= 0:
        return {plain, "sped_up" if up else "slowed"}
    return {plain}


def is_rate(measure: str) -> bool:
    """Whether a measure is a rate of growth. The change of a margin in points is none."""
    name, *transforms = measure.split(".")
    if transforms and transforms[-1] in ("yoy", "qoq"):
        return _kind(name) != "share"
    return (not transforms and "growth" in name) or "growth" in transforms


def held_within(measure: str) -> float:
    """Return what counts as held: a difference of shares, or a part of the base."""
    name, *transforms = measure.split(".")
    if transforms and transforms[-1] in ("yoy", "qoq"):
        return _HELD
    path = data_dir() / "metrics.csv"
    return _column(path, file_state(path)).get(name, _HELD) if path.is_file() else _HELD


def _kind(metric: str) -> str:
    return _kind_by(metric, file_state(data_dir() / "metrics.csv"))


@lru_cache(maxsize=512)
def _kind_by(metric: str, state: FileState) -> str:
    known = {*metrics.known_metrics()}
    return str(metrics.describe(metric)["kind"]) if metric in known else ""


@lru_cache(maxsize=4)
def _column(path: Path, state: FileState) -> dict[str, float]:
    """Read ``held_within`` of each metric that has one."""
    with open(path, encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    return {row["id"]: float(row["held_within"]) for row in rows if row.get("held_within")}
