"""Operating margins without changed lives and one-off items, worked out day by day: ``of`` is the company."""

from __future__ import annotations

import math

import pandas as pd

from ....facts import group, load_facts, load_useful_lives
from ....metrics import series
from ....periods import Quarter
from .question import OperandName, Tellable, outside

_SIGN = {"depreciation": -1, "operating_expenses": -1, "operating_income": 1}
_NAMES = {"start": "period_start", "end": "period_end", "amount": "value", "basis": "basis", "filed": "filed"}


@outside("margins.change_without")
def change_without(asked: OperandName) -> list[Tellable]:
    """Take from the income of two years what is told of them, and hold the margins against each other."""
    now, before = (_year(asked, Quarter.parse(asked.when) - back) for back in (0, 4))
    if now is None or before is None:
        return []
    taken, given = 0.0, 0.0
    for sign, rows in _items(asked):
        days = _daily(rows, sign)
        taken += days.reindex(now.days).sum()
        given += days.reindex(before.days).sum()
    for since, rows in _changes(asked):
        days = _daily(rows, 1)
        older = days.combine_first(pd.Series(0.0, pd.date_range("2013-01-01", since - pd.Timedelta(days=1))))
        base = older.reindex(before.days).to_list()
        base += [0.0 * base[-1]] * (len(now.days) - len(base))
        more = days.reindex(now.days).to_numpy() - pd.Series(base[: len(now.days)]).to_numpy()
        taken += float(pd.Series(more).sum())
    value = (now.income - taken) / now.revenue - (before.income - given) / before.revenue
    return [Tellable(value, "share", _documents(asked, now, before))] if math.isfinite(value) else []


def _documents(asked: OperandName, *years: _Twelvemonth) -> tuple[str, ...]:
    """Return every document that the two years may rest on."""
    told = pd.concat(
        [rows["source_id"] for _, rows in (*_items(asked), *_changes(asked))] or [pd.Series(dtype=str)]
    )
    return tuple({*told, *(s for year in years for s in year.sources)})


class _Twelvemonth:
    def __init__(self, income: pd.Series, revenue: pd.Series) -> None:
        self.income, self.revenue = float(income["value"]), float(revenue["value"])
        self.days = pd.date_range(income["period_start"], income["period_end"])
        self.sources = f"{income['sources']};{revenue['sources']}".split(";")


def _year(asked: OperandName, quarter: Quarter) -> _Twelvemonth | None:
    rows = [
        series(f"{m}.ttm", [asked.of], quarter, quarter, asked.as_of).iloc[0]
        for m in ("operating_income", "revenue")
    ]
    if rows[0]["reason"] or rows[1]["reason"]:
        return None
    return _Twelvemonth(*rows)


def _items(asked: OperandName) -> list[tuple[int, pd.DataFrame]]:
    facts = load_facts(asked.as_of)
    own = facts[(facts["company"] == asked.of) & facts["period_start"].notna()]
    sets = {"one_off_charges": -1, "one_off_gains": 1}
    return [
        (sign, own[own["metric"] == m.metric].rename(columns={v: k for k, v in _NAMES.items()}))
        for name, sign in sets.items()
        for m in group(name)
        if m.company == asked.of
    ]


def _changes(asked: OperandName) -> list[tuple[pd.Timestamp, pd.DataFrame]]:
    table = load_useful_lives(asked.as_of)
    own = table[(table["company"] == asked.of) & table["effect_on"].isin(list(_SIGN))]
    own = own.assign(
        amount=own["effect"] * own["effect_on"].map(_SIGN),
        start=own["effect_start"],
        end=own["effect_end"],
        basis=own["effect_basis"],
    )
    return [(pd.Timestamp(str(since)), rows) for (_, since), rows in own.groupby(["asset", "since"])]


def _daily(rows: pd.DataFrame, sign: int) -> pd.Series:
    """Lay statements over the days: the reported first, of these the shortest, of these the newest."""
    length = rows["end"] - rows["start"]
    order = rows.assign(late=rows["basis"] == "estimated", length=length, old=-rows["filed"].astype("int64"))
    days = pd.Series(dtype=float)
    order = order.sort_values(["late", "length", "old"])
    for start, end, amount in zip(order["start"], order["end"], order["amount"], strict=True):
        span = pd.date_range(start, end)
        free = span.difference(pd.DatetimeIndex(days.index))
        if len(free):
            left = sign * amount - days.reindex(span).sum()
            days = pd.concat([days, pd.Series(left / len(free), free)])
    return days
