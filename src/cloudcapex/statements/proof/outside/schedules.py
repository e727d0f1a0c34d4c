"""A schedule of depreciation worked out anew, bought quarter by bought quarter: ``of`` is the company.

``capex_schedule.own.CASE`` is four quarters with all capex known, ``capex_schedule.ahead_N.CASE`` the Nth year after the quarter for
what was paid by it, ``capex_schedule.part_own`` the first over what was filed, ``capex_schedule.off`` how far that is from one in a
fiscal year. ``CASE`` is ``low``, ``middle`` or ``high`` of the edition's assumptions.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from ....facts import load_facts, load_useful_lives
from ....metrics import series
from ....paths import while_data_stand
from ....periods import Quarter
from .amounts import told as laid_end_to_end
from .question import OperandName, Tellable, outside

_START = Quarter(2009, 1)
_ASSETS = ("servers", "servers_and_network", "technology_equipment")
# A fiscal quarter may end so long after the calendar quarter that it counts as.
_NEAR = dt.timedelta(days=45)
_CASES = {"low": (0, 2), "middle": (1, 1), "high": (2, 0)}


@outside("capex_schedule.*")
def scheduled(asked: OperandName) -> list[Tellable]:
    """Lay capex out and add four quarters up; where it is held against what was filed, divide."""
    what, _, case = asked.what.partition(".")
    company, quarter = asked.of.partition("/")[0], Quarter.parse(asked.when)
    later = int(what.removeprefix("ahead_")) if what.startswith("ahead_") else 0
    value, documents = _four(asked, company, case or "middle", quarter, later)
    if not math.isfinite(value):
        return []
    if what in ("own", "ahead_1", "ahead_2", "ahead_3"):
        return [Tellable(value, _unit(asked, company), documents)]
    found = []
    for amount, source in _filed(asked, company, quarter):
        part = value / amount
        told = abs(part - 1) if what == "off" else part
        found.append(Tellable(told, "share", (*documents, *source)))
    return found


def _four(
    asked: OperandName, company: str, case: str, quarter: Quarter, later: int
) -> tuple[float, tuple[str, ...]]:
    """Return the four quarters that end ``later`` years after one, with the documents they rest on."""
    ends = [[float(p) for p in str(asked.parameters[n]).split("..")] for n in ("short_share", "long_life")]
    share, life = _CASES[case]
    delay = int(asked.parameters["delay"])
    return _laid(company, asked.as_of, quarter, later, ends[0][share], ends[1][life], delay)


@while_data_stand
def _laid(
    company: str, as_of: str | None, quarter: Quarter, later: int, share: float, long: float, delay: int
) -> tuple[float, tuple[str, ...]]:
    steps, documents = _lives(as_of, company)
    if not steps:
        return math.nan, ()
    paid = series("capex_cash", [company], str(_START), str(quarter), as_of)
    extra, papers = _under_leases(company, as_of, quarter, len(paid))
    charged = np.zeros(len(paid) + 4 * later)
    frozen = quarter if later else None
    for place, amount in enumerate(paid["value"].to_numpy() + extra):
        used = place + delay
        short = list(_shares(steps, used, len(charged), frozen))
        even = list(_shares([(_START, long)], used, len(charged), None))
        charged[used : used + len(short)] += [share * amount * s if s else 0.0 for s in short]
        if math.isfinite(amount):
            charged[used : used + len(even)] += [(1 - share) * amount * s for s in even]
    sources = {s for cell in paid["sources"] for s in str(cell).split(";") if s}
    return float(charged[-4:].sum()), (*sources, *documents, *papers)


def _under_leases(
    company: str, as_of: str | None, quarter: Quarter, places: int
) -> tuple[np.ndarray, set[str]]:
    """Return what was obtained under finance leases by quarter: each quarter its own, and of a year what is left in equal parts."""
    metric = "finance_lease_additions"
    alone = series(metric, [company], str(_START), str(quarter), as_of)
    found = alone["value"].to_numpy(dtype=float).copy()
    table = load_facts(as_of)
    rows = table[(table["company"] == company) & (table["metric"] == metric) & table["period_start"].notna()]
    spans: dict[tuple[int, int], float] = {}
    rows = rows.sort_values("filed")
    for start, end, value in zip(rows["period_start"], rows["period_end"], rows["value"], strict=True):
        # The middle of its last quarter lies half of one before its end.
        last, many = Quarter.containing((end - _NEAR).date()), round((end - start).days / 91.3)
        if many > 1 and last <= quarter and last - (many - 1) >= _START:
            spans[many, last - _START - (many - 1)] = float(value)
    for (many, place), value in sorted(spans.items()):
        part = found[place : place + many]
        unknown = np.isnan(part)
        if unknown.any():
            part[unknown] = (value - np.nansum(part)) / unknown.sum()
    return np.nan_to_num(found)[:places], set(rows["source_id"])


def _shares(
    steps: list[tuple[Quarter, float]], used: int, until: int, frozen: Quarter | None
) -> Iterator[float]:
    """Give the part of a cost that each quarter bears: what is left, over the quarters that are then left."""
    left = 1.0
    for place in range(used, until):
        when = _START + place
        when = min(when, frozen) if frozen else when
        life = next(years for since, years in reversed(steps) if since <= when) * 4
        rest = max(life - (place - used), 1.0)
        yield left / rest
        left -= left / rest
        if left <= 1e-12:
            left = 0.0


def _lives(as_of: str | None, company: str) -> tuple[list[tuple[Quarter, float]], set[str]]:
    """Return the first quarter that begins under each life, with its years; and the documents."""
    table = load_useful_lives(as_of)
    for asset in _ASSETS:
        own = table[(table["company"] == company) & (table["asset"] == asset)].sort_values(["since", "filed"])
        if own.empty:
            continue
        steps = []
        before = own[own["years_before"].notna() & (own["years_before"] > 0)]
        if not before.empty:
            steps.append((_START, float(before["years_before"].iloc[0])))
        for since, rows in own.groupby("since"):
            last = rows.iloc[-1]
            day = pd.Timestamp(str(since)).date()
            first = Quarter.containing(day)
            first = first if first.start >= day else first + 1
            steps.append((first, (float(last["years_low"]) + float(last["years_high"])) / 2))
        if steps[0][0] != _START:
            return [], set()
        return steps, set(own["source_id"])
    return [], set()


def _filed(asked: OperandName, company: str, last: Quarter) -> Iterator[tuple[float, tuple[str, ...]]]:
    """Give the depreciation of four quarters as a document tells it of a year, or as its quarters come to."""
    table = load_facts(asked.as_of)
    asked_in = Quarter.parse(str(asked.parameters.get("quarter") or last))
    day = asked_in.end + _NEAR
    for metric in ("depreciation", "depreciation_and_amortization"):
        rows = table[(table["company"] == company) & (table["metric"] == metric)]
        rows = rows[(rows["period_end"] <= pd.Timestamp(day)) & rows["period_start"].notna()]
        alone = series(metric, [company], "2009Q1", str(asked_in), asked.as_of)["value"]
        if not alone.notna().any() and not any(map(_whole, rows["period_start"], rows["period_end"])):
            continue
        since, until = (last - 4).end + _NEAR, last.end + _NEAR
        near = rows[rows["period_end"].between(pd.Timestamp(since), pd.Timestamp(until))]
        documents = tuple(set(near["source_id"]))
        told = series(metric, [company], str(last - 3), str(last), asked.as_of)["sources"]
        documents = (*near["source_id"], *(s for cell in told for s in str(cell).split(";") if s))
        for definition in rows["definition"].unique():
            name = f"told.{metric}.4.{definition}"
            for reading in laid_end_to_end(replace(asked, measure=name, of=company)):
                yield float(reading.value), documents
        return


def _whole(start: pd.Timestamp, end: pd.Timestamp) -> bool:
    """Whether a period is made of whole quarters of the calendar."""
    first, last = Quarter.containing(start.date()), Quarter.containing(end.date())
    return first.start == start.date() and last.end == end.date()


def _unit(asked: OperandName, company: str) -> str:
    return str(series("capex_cash", [company], asked.when, asked.when, asked.as_of)["unit"].iloc[0])
