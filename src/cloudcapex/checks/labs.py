"""Checks of laboratories: run-rates that grow, a period's revenue beside the run-rate at its end, amounts in their unit."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pandas as pd

from ..facts import load_deals, load_labs, load_rounds, parties_of, whos
from ..schema.grades import is_second_hand, is_weak
from ..schema.words import CURRENCIES, MOVED
from .places import amount, line
from .verdict import Check, told, verdict

_RUN_RATE = "revenue_run_rate"
# No laboratory's run-rate falls further below an earlier one, nor does one grow more over that of half a year before.
_FALLS, _GROWS, _HALF_A_YEAR = 0.8, 8.0, 180
# Revenue of a quarter or year, for a year, is such a part of the run-rate at its end (in days around it).
_EARNED, _AROUND = (0.3, 1.15), 45
_A_YEAR = {"revenue_quarter": 4.0, "revenue_year": 1.0}
# What is told as a year of the calendar, the last day of which the row names.
_CALENDAR = "first_profit_year"
# A round sells such a part of the company, whose price is told; prices of neighbouring rounds are not further apart.
_SOLD = (0.005, 0.6)
_PRICES = 1.4
# A deal's price is as many times that of a round within so many days, at the most.
_APART, _SEASON = 5.0, 120
# A note that gives the price of a round to somebody beside its document.
_OF_OTHERS = r"(?:price|target)\b[^;]*\b(?:is|are) (?:the press|\S+)’s|price\b[^;]*\bstands elsewhere"
_REMEDY = "correct the row from its document"


def laboratories_grow() -> Check:
    """A laboratory's run-rate does not fall or leap, its revenue fits the run-rate, each figure has its unit."""
    labs = load_labs().rename_axis("row").reset_index().sort_values(["who", "as_of", "value"])
    faults = [
        told(
            f"{line('labs', r['row'])}: {r['lab']} {r['metric']} on {r['as_of']:%Y-%m-%d} ({r['source_id']}) is "
            f"{amount(r['value'], r['unit'])}{what}",
            valid,
            _REMEDY,
        )
        for part in (_units, _run_rates, _earned)
        for r, what, valid in part(labs)
    ]
    return verdict("Laboratories grow in line", len(labs), faults, unit="figures")


_Found = Iterator[tuple[pd.Series, str, str]]


def _units(labs: pd.DataFrame) -> _Found:
    share = labs["metric"].str.contains("growth|margin|share")
    often = labs[~share].groupby(["who", "metric", "unit"]).size().sort_values(ascending=False, kind="stable")
    usual: dict[tuple[str, str], str] = {}
    for who, metric, unit in often.index:
        usual.setdefault((who, metric), unit)
    columns = (labs[c].tolist() for c in ("who", "metric", "unit"))
    for n, growth, who, metric, unit in zip(labs.index, share.tolist(), *columns, strict=True):
        if metric == _CALENDAR:
            yield from _years(labs.loc[n])
            continue
        wanted = "share" if growth else usual[who, metric]
        if unit != wanted or (not growth and unit not in CURRENCIES):
            yield labs.loc[n], "", wanted if wanted in (*CURRENCIES, "share") else "an amount of money"


def _years(row: pd.Series) -> _Found:
    """A year of the calendar is that of its day."""
    if (row["value"], row["unit"]) != (row["as_of"].year, "years"):
        yield row, "", f"{row['as_of'].year} years, the year of its day"


def _run_rates(labs: pd.DataFrame) -> _Found:
    rates = labs[labs["metric"] == _RUN_RATE]
    for _, mine in rates.groupby("who", sort=False):
        value = mine["value"]
        # A day may be told in two ways, so that neighbours are those of other days.
        by_day = mine.groupby("as_of")["value"].agg(["min", "max"])
        most = mine["as_of"].map(by_day["min"].cummax().shift(1))
        last = mine["as_of"].map(by_day["max"].shift(1))
        days = by_day.index.to_series().diff().dt.days.clip(lower=_HALF_A_YEAR)
        leaps = last * _GROWS ** (mine["as_of"].map(days) / _HALF_A_YEAR)
        least = mine["as_of"].map(by_day["max"][::-1].cummin()[::-1].shift(-1))
        wrong = (value < _FALLS * most) | (value > least / _FALLS) | (value > leaps)
        bounds = mine.assign(low=(_FALLS * most).fillna(0.0), high=np.fmin(least / _FALLS, leaps))
        for _, r in bounds[wrong].iterrows():
            low, high = r["low"], r["high"]
            yield r, "", f"{amount(low)} to {amount(high)}, by the days before and after"


def _earned(labs: pd.DataFrame) -> _Found:
    rates = labs[labs["metric"] == _RUN_RATE]
    for _, r in labs[labs["metric"].isin(_A_YEAR)].iterrows():
        away = (rates["as_of"] - r["as_of"]).dt.days.abs()
        near = rates[(rates["who"] == r["who"]) & (away <= _AROUND)]["value"]
        year = r["value"] * _A_YEAR[r["metric"]]
        if len(near) and not (_EARNED[0] * near.min() <= year <= _EARNED[1] * near.max()):
            low, high = (b / _A_YEAR[r["metric"]] for b in (_EARNED[0] * near.min(), _EARNED[1] * near.max()))
            yield r, "", f"{amount(low)} to {amount(high)}, by the run-rate at its end"


def rounds_fit() -> Check:
    """A round sells a part of its company that is none too small or large, at a price near those of the rounds beside it, graded by it."""
    rounds = load_rounds().rename_axis("row").reset_index().sort_values(["who", "date"], kind="stable")
    # A target is not a price that anybody paid, and an earlier price has no day of its own.
    priced = rounds[
        rounds["post_money"].notna() & ~rounds["post_money_kind"].isin(("target", "earlier price"))
    ]
    level = np.log(priced["post_money"])
    lines = level.groupby([priced["who"], priced["post_money_currency"]])
    before, after = lines.shift(1), lines.shift(-1)
    off = (level - (before + after) / 2).abs()
    part = (
        rounds["amount"].div(rounds["post_money"]).where(rounds["currency"] == rounds["post_money_currency"])
    )
    faults = [
        _fault(
            r,
            f"price is {amount(r['post_money'], r['post_money_currency'])}",
            _prices(r["before"], r["after"]),
        )
        for _, r in priced.assign(before=before, after=after)[off > _PRICES].iterrows()
    ]
    faults += [
        _fault(
            r,
            f"{amount(r['amount'], r['currency'])} are {r['part']:.2%} of {amount(r['post_money'])}",
            f"{_SOLD[0]:.1%} to {_SOLD[1]:.0%} of it",
        )
        for _, r in rounds.assign(part=part)[(part < _SOLD[0]) | (part > _SOLD[1])].iterrows()
    ]
    faults += [
        _fault(
            r,
            f"is graded {r['evidence']}, and its note gives the price to others: {r['note']}",
            "press or weaker, as is the weakest of its figures",
            "grade the row by its price",
        )
        for _, r in rounds[rounds["note"].str.contains(_OF_OTHERS)].iterrows()
        if not is_second_hand(r["evidence"])
    ]
    return verdict("Rounds fit their companies", len(rounds), faults, unit="rounds")


def _prices(before: float, after: float) -> str:
    middle = (before + after) / 2
    low, high = (float(f"{np.exp(middle + by):.3g}") for by in (-_PRICES, _PRICES))
    return f"{amount(low)} to {amount(high)}, by the rounds beside it"


def _fault(row: pd.Series, what: str, valid: str, remedy: str = _REMEDY) -> str:
    place = f"{line('rounds', row['row'])}: {row['round_id']} {row['lab']} of {row['date']:%Y-%m-%d}"
    return told(f"{place} ({row['source_id']}): {what}", valid, remedy)


def prices_agree() -> Check:
    """A deal's price of its recipient is near one of the recipient's rounds of the months around it, and the other way."""
    rounds, deals = load_rounds(), load_deals().rename_axis("row").reset_index()
    priced = deals[deals["post_money"].notna()]
    rounds = rounds[rounds["post_money"].notna()]
    told_of = [*rounds[["who", "date", "post_money"]].itertuples(index=False, name=None)]
    looked, faults = 0, []
    for _, r in priced.iterrows():
        recipients = {p.who for p in parties_of(r["recipient"])}
        around = ((who, price) for who, day, price in told_of if abs((day - r["announced"]).days) <= _SEASON)
        prices = [price for who, price in around if who in recipients]
        looked += len(prices) > 0
        if prices and all(abs(math.log(price / r["post_money"])) > math.log(_APART) for price in prices):
            place = f"{line('deals', r['row'])}: {r['deal_id']} {r['investor']} in {r['recipient']}"
            what = f"{place} of {r['announced']:%Y-%m-%d} is at {amount(r['post_money'], r['unit'])}"
            valid = f"near {' or '.join(dict.fromkeys(map(amount, prices)))}, the prices of its rounds"
            faults.append(told(what, valid, "correct the wrong one of the two from its document"))
    return verdict("Deals and rounds agree on prices", looked, faults, unit="deals")


def rounds_are_deals() -> Check:
    """A round that a cloud or a chip maker is told to have joined stands among the deals, so that both tables tell it."""
    rounds, deals = load_rounds().rename_axis("row").reset_index(), load_deals()
    deals = deals[deals["direction"] == "investor"]
    told_of = rounds[rounds["money"].isin(MOVED) & ~rounds["evidence"].map(is_weak)]
    given = [
        (day, *({p.who for p in parties_of(cell)} for cell in cells))
        for day, *cells in deals[["announced", "investor", "recipient"]].itertuples(index=False)
    ]
    asked, looked, faults = set(whos("cloud", "chips")), 0, []
    for _, r in told_of.iterrows():
        for named in asked & {p.who for p in parties_of(r["investors"])}:
            looked += 1
            days = (day for day, givers, takers in given if named in givers and r["who"] in takers)
            if not any(abs((day - r["date"]).days) <= _SEASON for day in days):
                what = f"{named} is among its investors, and deals.csv has no investment of {named} in {r['lab']}"
                remedy = "add the deal from the same document, or correct the round"
                faults.append(_fault(r, what, f"a deal within {_SEASON} days of it", remedy))
    return verdict("Rounds of clouds and chip makers are deals", looked, faults, unit="investors")


CHECKS = (laboratories_grow, rounds_fit, prices_agree, rounds_are_deals)
