"""Prices of laboratories: ``of`` is one, the time a day; the newest round by then that set a price."""

from __future__ import annotations

import pandas as pd

from ....facts import load_labs, load_rounds, whos
from ....facts.rows import LabRow, RoundRow
from ....schema.grades import weakness
from ....schema.rows import rows_of
from .question import OperandName, Tellable, outside
from .read import late

_MOVED = ("got", "bound")
_STALE = pd.Timedelta(days=183)


def _rounds(asked: OperandName) -> pd.DataFrame:
    """Return the rounds of a laboratory that set a price in dollars, the oldest first."""
    table = load_rounds(asked.day)
    table = table[
        ~late(asked.as_of, table["source_id"])
        & (table["who"] == asked.of)
        & table["who"].isin(whos("laboratory"))
    ]
    table = table[(table["post_money_kind"] == "post_money") & table["post_money"].notna()]
    table = table[(table["post_money_currency"] == "USD") & table["money"].isin(_MOVED)]
    return table.sort_values(["date", "round_id"])


def _newest(asked: OperandName) -> list[RoundRow]:
    """Return every row that tells of the last round that set a price; tellings of one round are many."""
    table = _rounds(asked)
    key = table["same_as"].where(table["same_as"] != "", table["round_id"])
    return rows_of(table[key == key.iloc[-1]], RoundRow) if len(table) else []


@outside("rounds.price")
def price(asked: OperandName) -> list[Tellable]:
    """Read the newest price."""
    return [Tellable(r.post_money, "USD", (r.source_id,), evidence=r.evidence) for r in _newest(asked)]


@outside("rounds.multiple")
def multiple(asked: OperandName) -> list[Tellable]:
    """Divide it by the run-rate told for the half year before it, one stated before one estimated, else by a year's revenue.

    None is told where revenue of a year or a quarter that ended after the day of the run-rate was stated since.
    """
    told = load_labs(asked.as_of)
    told = told[(told["who"] == asked.of) & (told["unit"] == "USD")]
    rates = told[told["metric"] == "revenue_run_rate"]
    earned = told[told["metric"].isin(["revenue_year", "revenue_quarter"]) & (told["basis"] != "estimated")]
    found = []
    for row in _newest(asked):
        age = pd.Timestamp(row.date) - rates["as_of"]
        near = rates[(age >= pd.Timedelta(0)) & (age <= _STALE)]
        paces = near[near["definition"] == "as_stated"]
        near = paces if len(paces) else near[near["definition"] == "whole_year"]
        stated = near[near["basis"] != "estimated"]
        best = (stated if len(stated) else near).assign(worth=lambda r: -r["evidence"].map(weakness))
        best = best.sort_values(["as_of", "worth", "filed"]).tail(1)
        found += [
            Tellable(
                row.post_money / r.value,
                "times",
                (row.source_id, r.source_id),
                evidence=max(row.evidence, r.evidence, key=weakness),
            )
            for r in rows_of(best, LabRow)
            if not (
                (earned["as_of"] > pd.Timestamp(r.as_of)) & (earned["as_of"] <= pd.Timestamp(row.date))
            ).any()
        ]
    return found
