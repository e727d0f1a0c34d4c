"""Counts of what changed between two days: ``of`` is a kind of change, ``parameters`` name the edition before."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from ....changes import KINDS, Vintage, changes, previous_vintage, recasts, restatements
from ....facts import load_companies, newest_day
from ....metrics import series
from ....paths import while_data_stand
from ....periods import Quarter, parse_date
from .question import OperandName, Tellable, outside


@outside(*(f"changes.{kind}" for kind in KINDS))
def figures(asked: OperandName) -> list[Tellable]:
    """Count the figures of a kind: of one company, or with ``of`` *all* of every company compared."""
    quarter = Quarter.parse(asked.when)
    known = [str(slug) for slug in load_companies()["slug"]]
    whom = known if asked.of == "all" else [part for part in asked.of.split("+") if part in known]
    window = asked.parameters.get("window")
    first = quarter - (window - 1) if isinstance(window, int) else Quarter(2018, 1)
    day = parse_date(asked.as_of) if asked.as_of else newest_day()
    counted, about = _counted(
        quarter, day, asked.parameters.get("previous_as_of") or None, tuple(whom), first
    )
    return [Tellable(float(counted[asked.what]), "count", about=about)]


@while_data_stand
def _counted(
    quarter: Quarter, day: dt.date, before: str | None, whom: tuple[str, ...], first: Quarter
) -> tuple[Counter[str], tuple[str, ...]]:
    """Count what changed by its kind, and tell whose, of what and when all of it is, with the quarter before."""
    now = Vintage(quarter, day)
    found = (
        changes(previous_vintage(quarter, day, before), now, whom, max(first, Quarter(2018, 1)))
        if whom
        else []
    )
    counted = Counter[str]()
    for change in found:
        counted[change.kind] += change.figures
    about = {text for c in found for text in (c.company, c.metric, *map(str, c.quarters))}
    return counted, tuple(sorted(about | {str(quarter - 1)}))


@outside("restatements.restated", "restatements.kept", "restatements.recast", "restatements.new_line")
def over_the_window(asked: OperandName) -> list[Tellable]:
    """Count what was restated and recast in the window, of the companies that ``of`` joins with a plus."""
    quarter = Quarter.parse(asked.when)
    first = max(quarter - (int(asked.parameters.get("window") or 30) - 1), Quarter(2018, 1))
    companies, day = asked.of.split("+"), asked.as_of or newest_day()
    if asked.what in ("restated", "kept"):
        restated = restatements(companies=companies, start=first, end=quarter, as_of=day)
        kept = restated["kept_first"].astype(bool)
        return [Tellable(float((kept if asked.what == "kept" else ~kept).sum()), "count")]
    drawn = recasts(companies=companies, start=first, end=quarter, as_of=day)
    alike = drawn["calendar_quarter"] == drawn["calendar_quarter_before"]
    return [Tellable(float((alike if asked.what == "recast" else ~alike).sum()), "count")]


@outside("coverage.known")
def in_the_data(asked: OperandName) -> list[Tellable]:
    """Look whether a figure is there: ``of`` is ``company.metric``."""
    company, _, metric = asked.of.partition(".")
    return [Tellable("known" if company in _known(metric, asked.when, asked.as_of) else "missing", "mark")]


@while_data_stand
def _known(metric: str, quarter: str, as_of: str | None) -> frozenset[str]:
    found = series(metric, list(load_companies()["slug"]), start=quarter, end=quarter, as_of=as_of)
    return frozenset(found.loc[found["value"].notna(), "company"])
