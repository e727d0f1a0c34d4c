"""Priced rounds, each with the revenue run-rate known when it was priced."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

import pandas as pd

from ...facts.rows import LabRow, RoundRow
from ...schema.grades import marks, weakest
from ...schema.words import MOVED
from .context import Financing

# A price that was set by a round; entry prices agreed earlier, targets and market values are another thing.
PRICED = ("post_money",)
# The run-rate a valuation is held against was told for at most this long before it.
STALE = dt.timedelta(days=183)


@dataclass(frozen=True)
class Valuation:
    """One priced round with the run-rate known when it was priced.

    Attributes
    ----------
    row : RoundRow
        The row of ``rounds.csv``.
    value : float
        Post-money valuation, US dollars.
    run_rate : float
        Annualised revenue stated for a day within half a year before, else that of a year that ended then; NaN where none was.
    rate_row : LabRow or None
        The row of ``labs.csv``.
    newer : LabRow or None
        Revenue of a later time than the run-rate, for whose sake the multiple is withheld.
    """

    row: RoundRow
    value: float
    run_rate: float
    rate_row: LabRow | None
    newer: LabRow | None = None

    @property
    def day(self) -> dt.date:
        return self.row.date

    @property
    def multiple(self) -> float:
        return self.value / self.run_rate

    @property
    def soft(self) -> bool:
        """Whether the price is drawn hollow: it carries a letter."""
        return bool(self.price_marks)

    @property
    def rate_marks(self) -> str:
        """Letters of the run-rate: e estimated, y revenue of a year in its place, s by the press or passed on by others."""
        if self.rate_row is None:
            return ""
        estimated = "e" if self.rate_row.basis == "estimated" else ""
        estimated += "y" if self.rate_row.definition == "whole_year" else ""
        return estimated + marks("", self.rate_row.evidence)

    @property
    def price_marks(self) -> str:
        """Letters of the price: s by the press or passed on by others."""
        return marks("", self.row.evidence)

    @property
    def marks(self) -> str:
        """Letters of the multiple: those of either figure."""
        return "".join(dict.fromkeys(self.rate_marks + self.price_marks))

    @property
    def evidence(self) -> str:
        """The weaker grade of the two figures of the multiple."""
        return weakest([self.row.evidence, *([self.rate_row.evidence] if self.rate_row else [])])

    @property
    def loose(self) -> bool:
        """Whether the multiple is drawn hollow: it carries a letter of either figure."""
        return bool(self.marks)


def is_priced(row: RoundRow) -> bool:
    """Tell whether a round set a price itself, in whatever currency: money was got or is bound to come at it."""
    return not math.isnan(row.post_money) and row.post_money_kind in PRICED and row.money in MOVED


def is_traded(row: RoundRow) -> bool:
    """Tell whether a row has what listed shares were worth, by what was paid for them."""
    return not math.isnan(row.post_money) and row.post_money_kind == "market value" and row.money in MOVED


def priced(report: Financing) -> list[Valuation]:
    """Every round of the ledger's laboratories with a price in US dollars, oldest first."""
    found = []
    for row in report.rounds:
        if not is_priced(row) or row.post_money_currency != "USD" or row.who not in report.laboratories:
            continue
        rate = _run_rate(report, row.who, row.date)
        newer = overtaken(report, row.who, rate, row.date) if rate else None
        rate = None if newer else rate
        found.append(Valuation(row, row.post_money, rate.value if rate else math.nan, rate, newer))
    return found


def overtaken(report: Financing, lab: str, rate: LabRow, day: dt.date) -> LabRow | None:
    """Return revenue of a year or a quarter that ended after the day of a run-rate and by that of the price, and was stated since."""
    later = [r for r in report.revenues.get(lab, []) if rate.as_of < r.as_of <= day]
    return later[-1] if later else None


def _run_rate(report: Financing, lab: str, day: dt.date) -> LabRow | None:
    """The newest run-rate for a day up to the round's, at most half a year before, stated before estimated; else a year's revenue."""
    rows = report.run_rates.get(lab, [])
    near = [r for r in rows if dt.timedelta(0) <= day - r.as_of <= STALE]
    return near[-1] if near else None


def valuations_frame(found: list[Valuation]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "lab": v.row.lab,
                "day": v.day.isoformat(),
                "round": v.row.round,
                "valuation_usd": v.value,
                "run_rate_usd": v.run_rate,
                "multiple": v.multiple,
                "evidence": v.row.evidence,
                "source": v.row.source_id,
                "run_rate_evidence": v.rate_row.evidence if v.rate_row else "",
                "run_rate_source": v.rate_row.source_id if v.rate_row else "",
            }
            for v in found
        ]
    )
