"""Useful lives in words: what is used up, over how many years, and what that was before."""

from __future__ import annotations

from ..facts.rows import LifeRow
from ..language.number import Number
from .report import Report
from .vocabulary import ASSETS


def asset_name(report: Report, asset: str) -> str:
    """Name a class of assets."""
    return report.say(ASSETS[asset])


def years(report: Report, low: float, high: float) -> str:
    """Write a life, or the range of it."""
    ends = [Number(n, "years") for n in (low, high)]
    return report.language.write(ends[0]) if low == high else report.language.range(*ends)


def change_name(report: Report, life: LifeRow) -> str:
    """Say from how many years to how many the life of a class of assets went."""
    after = years(report, life.years_low, life.years_high)
    if life.years_before is None:
        return report.say("{assets} over {after}", assets=asset_name(report, life.asset), after=after)
    return report.say(
        "{assets} over {after}, not {before}",
        assets=asset_name(report, life.asset),
        after=after,
        before=years(report, life.years_before, life.years_before),
    )
