"""Amounts seen in another currency: the record stays as filed, the view is made at the quarter's average rate."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from .. import facts
from ..errors import UsageError
from ..facts.rows import RateRow
from ..periods import Quarter, quarters_between
from ..schema.grades import basis_of
from ..schema.rows import rows_of

CURRENCIES = ("USD", "CNY")
PAIR = "USD/CNY"


@dataclass(frozen=True)
class Rate:
    """Renminbi for one US dollar, averaged over some quarters.

    Parameters
    ----------
    quarters : tuple of Quarter
        What it is the average of; each quarter weighs the same.
    value : float
        NaN where the rate of any of them is not known.
    sources : tuple of str
        Where the quarterly averages stand.
    missing : tuple of Quarter
        Quarters without a rate: why there is none.
    """

    quarters: tuple[Quarter, ...]
    value: float
    sources: tuple[str, ...]
    missing: tuple[Quarter, ...] = ()

    @property
    def known(self) -> bool:
        return math.isfinite(self.value)

    def factor(self, unit: str, to: str) -> float:
        """Return what an amount in one currency is multiplied by to see it in another; NaN without a rate.

        Raises
        ------
        UsageError
            For a currency other than US dollars and renminbi.
        """
        for currency in (unit, to):
            if currency not in CURRENCIES:
                raise UsageError(f"no exchange rate for {currency!r}", valid=CURRENCIES)
        if unit == to:
            return 1.0
        return 1 / self.value if to == "USD" else self.value


class Rates:
    """Quarterly average rates as known on a day.

    Parameters
    ----------
    as_of : date or str, optional
        Rates published later are not known; None for all.
    """

    def __init__(self, as_of: dt.date | str | None = None) -> None:
        table = facts.load_fx(as_of)
        rows = rows_of(table[table["pair"] == PAIR], RateRow)
        self.known: dict[Quarter, tuple[float, str]] = {
            Quarter.parse(r.calendar_quarter): (r.average_rate, r.source_id) for r in rows
        }

    def of(self, first: Quarter | str, last: Quarter | str | None = None) -> Rate:
        """Return the average rate of a quarter, or of every quarter from ``first`` to ``last``."""
        quarters = tuple(quarters_between(first, last or first))
        missing = tuple(q for q in quarters if q not in self.known)
        if missing or not quarters:
            return Rate(quarters, math.nan, (), missing)
        values = [self.known[q][0] for q in quarters]
        return Rate(
            quarters,
            math.fsum(values) / len(values),
            tuple(sorted({self.known[q][1] for q in quarters})),
        )


def convert(frame: pd.DataFrame, to: str, as_of: dt.date | str | None = None) -> pd.DataFrame:
    """See a series frame in another currency.

    Parameters
    ----------
    frame : DataFrame
        A frame of `series`; rates and counts in it stay as they are. Growth is computed before an amount is
        converted, so that it is that of the record.
    to : {'USD', 'CNY'}
        The currency of the view.
    as_of : date or str, optional
        Day on which the rates must have been known.

    Returns
    -------
    DataFrame
        The columns of ``frame`` with ``value``, its bounds and ``first_value`` in ``to``, and three more: ``record_value``
        and ``record_unit`` as filed, and ``rate``, renminbi for a US dollar (NaN where nothing was converted). A
        sum of several quarters is converted at the average of their rates, a stock at that of its quarter. Where
        a rate is not known, the value is missing as ``not_derivable``.

    Raises
    ------
    UsageError
        For another currency than these two.
    """
    if to not in CURRENCIES:
        raise UsageError(f"no exchange rate for {to!r}", valid=CURRENCIES)
    rates = Rates(as_of)
    told = rows_of(frame, _SeriesRow, quarter="calendar_quarter")
    rates_of = [rates.of(*a.quarters) if a.unit in CURRENCIES and a.unit != to else None for a in told]
    seen = frame.assign(record_value=frame["value"], record_unit=frame["unit"])
    seen["rate"] = [rate.value if rate else math.nan for rate in rates_of]
    turned = np.array([rate is not None for rate in rates_of], dtype=bool)
    factors = [rate.factor(a.unit, to) if rate else 1.0 for a, rate in zip(told, rates_of, strict=True)]
    for name in ("value", "first_value", "low", "high"):
        seen[name] = np.where(turned, frame[name] * factors, frame[name])
    seen["rounded_to"] = np.where(turned, math.nan, frame["rounded_to"])
    seen["unit"] = [to if rate else a.unit for a, rate in zip(told, rates_of, strict=True)]
    changed = [a.seen_at(rate) for a, rate in zip(told, rates_of, strict=True)]
    for name in ("basis", "evidence", "sources", "reason"):
        seen[name] = [getattr(amount, name) for amount in changed]
    return seen.astype(frame.dtypes.to_dict())


@dataclass(frozen=True)
class _SeriesRow:
    """What of a row of a series frame decides on its rate, and what changes with it beside the numbers."""

    quarter: Quarter
    period_start: dt.date | None
    period_end: dt.date | None
    value: float
    unit: str
    basis: str
    evidence: str
    sources: str
    reason: str

    @property
    def quarters(self) -> tuple[Quarter, Quarter]:
        """The first and last quarter of its period; a stock and a missing value count as one."""
        if self.period_start is None or self.period_end is None:
            return self.quarter, self.quarter
        days = (self.period_end - self.period_start).days + 1
        return self.quarter - (max(1, round(days / (365.25 / 4))) - 1), self.quarter

    def seen_at(self, rate: Rate | None) -> _SeriesRow:
        """The same converted at a rate: derived, and from one document more; missing where the rate is not known."""
        if rate is None or not math.isfinite(self.value):
            return self
        if not rate.known:
            return replace(self, basis="", evidence="", sources="", reason="not_derivable")
        sources = ";".join(sorted({*self.sources.split(";"), *rate.sources}))
        return replace(self, basis=basis_of([self.basis]), sources=sources)
