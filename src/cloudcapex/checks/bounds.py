"""Checks that hold a value between bounds: its metric's own, the whole it is a part of, and what a rate can be."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from ..facts import load_facts, load_fx, load_metrics, load_table
from ..schema.words import CURRENCIES
from .explained import explained
from .neighbours import out_of_line
from .places import amount, fault, line
from .sums import grain
from .verdict import Check, told, verdict

# A share is a fraction: what a metric's row does not bound lies between these.
_SHARE = (-1.0, 10.0)
# A mean of a quarter leaves the mean of the quarters beside it by less, on either side.
_RATE_MOVES = 0.15
# A market's size, and a laboratory's run-rate, is not this many times what those beside it lead one to expect.
_MARKET_SLIP = 3.0
_LAB_SLIP = 6.0


def values_in_bounds() -> Check:
    """No fact lies outside the bounds of its metric."""
    facts = load_facts()
    facts["low"], facts["high"] = _bounds(facts)
    value = facts["value"] / _dollars(facts)
    wrong = (value < facts["low"]) | (value > facts["high"])
    faults = [
        fault(
            r,
            f"is {amount(r['value'], r['unit'])}",
            f"{amount(r['low'])} to {amount(r['high'])} (lowest and highest of {r['metric']} in data/metrics.csv)",
        )
        for _, r in facts[wrong].iterrows()
    ]
    return verdict("Values lie within their bounds", len(facts), faults, unit="facts")


def _bounds(facts: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    metrics = load_metrics().set_index("id")
    share = facts["metric"].map(metrics["unit"]) == "share"
    low = facts["metric"].map(metrics["lowest"]).fillna(share.map({True: _SHARE[0], False: -np.inf}))
    high = facts["metric"].map(metrics["highest"]).fillna(share.map({True: _SHARE[1], False: np.inf}))
    return low, high


def _dollars(facts: pd.DataFrame) -> pd.Series:
    """How many units of a fact's currency made a dollar, at the most; NaN where no rate is held, 1 for what is no money."""
    fx = load_fx()
    most = fx[fx["pair"].str.startswith("USD/")].assign(unit=fx["pair"].str.slice(4))
    foreign = facts["unit"].isin(CURRENCIES) & (facts["unit"] != "USD")
    return facts["unit"].map(most.groupby("unit")["average_rate"].max()).where(foreign, 1.0)


def parts_within_wholes() -> Check:
    """A part is not above its whole of the same company and period, income not above revenue."""
    metrics = load_metrics()
    pairs = metrics.assign(whole=metrics["within"].str.split(";"))[["id", "whole"]].explode("whole")
    pairs = pairs.assign(whole=pairs["whole"].fillna("").str.strip())
    pairs = pairs[pairs["whole"] != ""].rename(columns={"id": "metric"})
    facts = load_facts()
    period = ["company", "period_start", "period_end"]
    wholes = facts.groupby([*period, "metric"], dropna=False)["value"].max().rename("most").reset_index()
    both = facts.merge(pairs, on="metric").merge(
        wholes.rename(columns={"metric": "whole"}), on=[*period, "whole"]
    )
    # Either may be rounded: a part that is all of its whole may so stand above it.
    slack = (both["value"].map(grain) + both["most"].map(grain)) / 2
    wrong = both[(both["value"] > both["most"] + slack) & (both["value"] > 0)]
    faults = [
        fault(
            r,
            f"is {amount(r['value'], r['unit'])}, above {r['whole']} of {amount(r['most'], r['unit'])}",
            f"up to {amount(r['most'])}",
            "correct the wrong one of the two, or explain it in data/known_jumps.csv",
        )
        for _, r in wrong[~explained(wrong)].iterrows()
    ]
    return verdict("Parts lie within their wholes", len(both), faults, unit="pairs")


def rates_move_little() -> Check:
    """An exchange rate is above nought, and near those of the quarters beside it."""
    rates = load_table("fx").sort_values(["pair", "calendar_quarter"])
    level = np.log(rates["average_rate"].where(rates["average_rate"] > 0))
    off, _ = out_of_line(level, rates["pair"])
    # The oldest and the newest have a neighbour on one side alone.
    wrong = rates[(off.abs() > np.log1p(_RATE_MOVES)) | level.isna()]
    usual = rates.groupby("pair")["average_rate"].median()
    faults = [
        told(
            f"{line('fx', n)}: {r['pair']} of {r['calendar_quarter']} is {r['average_rate']:g}",
            f"within {_RATE_MOVES:.0%} of the quarters beside it; {usual[r['pair']]:g} is usual",
            f"give units of the second currency for one of the first of {r['pair']}",
        )
        for n, r in wrong.iterrows()
    ]
    return verdict("Exchange rates move little", len(rates), faults, unit="rates")


def markets_and_labs_in_line() -> Check:
    """A market's share is one, its growth is possible, and sizes and run-rates stay near those before and after."""
    looked, faults = 0, []
    for table, line_of, day, slip in (
        ("market", ["market", "metric", "vendor"], "period_end", _MARKET_SLIP),
        ("labs", ["lab", "metric", "definition"], "as_of", _LAB_SLIP),
    ):
        rows = load_table(table).sort_values([*line_of, day])
        share = rows["unit"] == "share"
        least = share & rows["metric"].ne("share")
        outside = rows["value"].lt(0) & ~(rows["metric"].str.contains("loss") | least)
        outside |= share & ((rows["value"] < _SHARE[0]) | (rows["value"] > _SHARE[1]))
        outside |= rows["metric"].eq("share") & (rows["value"] > 1)
        level = rows["value"].where((rows["value"] > 0) & ~share).map(math.log, na_action="ignore")
        off, _ = out_of_line(level, rows.groupby([*line_of, *_length(rows)], sort=False).ngroup())
        looked += len(rows)
        faults += [
            told(
                f"{line(table, n)}: {' '.join(r[line_of])} to {r[day]:%Y-%m-%d} ({r['source_id']}) is "
                f"{amount(r['value'], r['unit'])}",
                "0 to 1 for a share, -1 to 10 for growth, for amounts what stands near those beside it",
                "correct the row from its document",
            )
            for n, r in rows[outside | (off.abs() > math.log(slip))].iterrows()
        ]
    return verdict("Markets and laboratories stay in line", looked, faults, unit="figures")


def _length(rows: pd.DataFrame) -> list[pd.Series]:
    """In how many months each period is, where the table says when it began."""
    if "period_start" not in rows:
        return []
    return [((rows["period_end"] - rows["period_start"]).dt.days / 30.4).round()]


CHECKS = (values_in_bounds, parts_within_wholes, rates_move_little, markets_and_labs_in_line)
