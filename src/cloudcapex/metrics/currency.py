"""Amounts seen in another currency: the record stays as filed, the view is made at the quarter's average rate."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Any, cast

import pandas as pd

from .. import facts
from ..errors import UsageError
from ..periods import Quarter, quarters_between
from ..schema.grades import basis_of

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
        rows = cast("list[dict[str, Any]]", table[table["pair"] == PAIR].to_dict("records"))
        self.known: dict[Quarter, tuple[float, str]] = {
            Quarter.parse(r["calendar_quarter"]): (float(r["average_rate"]), r["source_id"]) for r in rows
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
    rows = [_seen(row, to, rates) for row in cast("list[dict[str, Any]]", frame.to_dict("records"))]
    columns = [*frame.columns, "record_value", "record_unit", "rate"]
    return pd.DataFrame(rows, columns=columns, index=frame.index).astype(frame.dtypes.to_dict())


def _seen(row: dict[str, Any], to: str, rates: Rates) -> dict[str, Any]:
    unit, value = row["unit"], row["value"]
    out = row | {"record_value": value, "record_unit": unit, "rate": math.nan}
    if unit not in CURRENCIES or unit == to:
        return out
    last = Quarter.parse(row["calendar_quarter"])
    rate = rates.of(last - (_quarters(row) - 1), last)
    factor = rate.factor(unit, to)
    out |= {
        **{name: row[name] * factor for name in ("value", "first_value", "low", "high")},
        "rounded_to": math.nan,
        "unit": to,
        "rate": rate.value,
    }
    if not math.isfinite(value):
        return out
    if not rate.known:
        return out | {"basis": "", "evidence": "", "sources": "", "reason": "not_derivable"}
    return out | {
        "basis": basis_of([row["basis"]]),
        "sources": ";".join(sorted({*row["sources"].split(";"), *rate.sources})),
    }


def _quarters(row: dict[str, Any]) -> int:
    """Count the quarters a row's period spans; a stock and a missing value count as one."""
    if pd.isna(row["period_start"]) or pd.isna(row["period_end"]):
        return 1
    days: int = (row["period_end"] - row["period_start"]).days + 1
    return max(1, round(days / (365.25 / 4)))
