"""Checks of markets: sizes and shares in their unit, beside each other, before and after, and by what their notes tell."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from ..facts import companies, load_table, parties
from ..schema.words import CURRENCIES
from .neighbours import out_of_line
from .places import amount, line
from .verdict import Check, told, verdict

_SHARES = ("share", "growth")
# What stands for no vendor of its own: the market, and whoever is not named.
_TOTAL, _OTHERS = "total", "others"
# A vendor's share leaves those of the quarters beside it by less, and so does a size, of its logarithm.
_SHARE_MOVES = 0.08
_SIZE_MOVES = 0.2
# At the end of a line one side alone is known, or a quarter lies between.
_AT_END = 1.75
_SLIP = 3.0
# Two publications of one period differ by no more; so do the parts of a share from the whole.
_PUBLISHED = 0.015
_PARTS = 0.03
# Growth as a note tells it is that of the sizes: a year before may have been published anew since.
_TOLD = 0.11
_MATCH = ["market", "metric", "vendor", "months"]
_REMEDY = "correct the row from its document"


def markets_add_up() -> Check:
    """A market's figures have their unit and a vendor that is known, agree with each other and with those beside them."""
    market = load_table("market")
    market["months"] = ((market["period_end"] - market["period_start"]).dt.days / 30.4).round()
    parts = (_units, _vendors, _beside, _twice, _sums, _notes)
    faults = [
        told(f"{_place(r)} is {amount(r['value'], r['unit'])}{what}", valid, _REMEDY)
        for part in parts
        for r, what, valid in part(market)
    ]
    return verdict("Markets add up", len(market), faults, unit="figures")


_Found = Iterator[tuple[pd.Series, str, str]]


def _place(r: pd.Series) -> str:
    of = f"{r['market']} {r['metric']} {r['vendor']} to {r['period_end']:%Y-%m-%d} ({r['source_id']})"
    return f"{line('market', r.name)}: {of}"


def _units(market: pd.DataFrame) -> _Found:
    rate = market["metric"].isin(_SHARES)
    wrong = (rate & market["unit"].ne("share")) | (~rate & ~market["unit"].isin(CURRENCIES))
    for _, r in market[wrong].iterrows():
        rated = r["metric"] in _SHARES
        yield r, "", "a share, for it is a share or growth" if rated else "an amount of money"


def _vendors(market: pd.DataFrame) -> _Found:
    known = {*companies(), *parties(), _OTHERS}
    total = market["vendor"] == _TOTAL
    strange = [v for v in market["vendor"].unique() if not known.issuperset(v.split("+"))]
    wrong = (market["metric"].eq("share") == total) | (~total & market["vendor"].isin(strange))
    valid = f"{_TOTAL} for sizes; for shares {_OTHERS} or a company or party"
    for _, r in market[wrong].iterrows():
        yield r, f", and its vendor {r['vendor']!r}", valid


def _beside(market: pd.DataFrame) -> _Found:
    rows = market[market["metric"] != "growth"].sort_values([*_MATCH, "period_end"])
    share = rows["unit"] == "share"
    level = rows["value"].where(share, np.log(rows["value"].where(rows["value"] > 0)))
    by = rows.groupby(_MATCH, sort=False).ngroup()
    step = np.where(rows["months"] > 4, 365.25, 91.3)
    off, at_end = out_of_line(level, by, rows["period_end"], step)
    limit = pd.Series(np.where(share, _SHARE_MOVES, _SIZE_MOVES), index=rows.index)
    limit = limit.where(~at_end, limit * _AT_END)
    # A small share is far off by little: it is held to its multiple too.
    times, _ = out_of_line(np.log(rows["value"].where(rows["value"] > 0)), by, rows["period_end"], step)
    rows = rows.assign(least=level - off - limit, most=level - off + limit)
    for _, r in rows[(off.abs() > limit) | (times.abs() > np.log(_SLIP))].iterrows():
        low, high = r["least"], r["most"]
        if r["unit"] != "share":
            low, high = float(np.exp(low)), float(np.exp(high))
        yield r, "", f"{amount(float(f'{low:.3g}'))} to {amount(float(f'{high:.3g}'))}, by those beside it"


def _twice(market: pd.DataFrame) -> _Found:
    """Yield what leaves another publication of the same period."""
    # What is published anew a season later may have been counted anew.
    season = market["filed"].dt.to_period("Q")
    same = market.groupby([*_MATCH, "period_start", "period_end", season])["value"]
    least, most = same.transform("min"), same.transform("max")
    apart = (most - least).where(market["unit"] == "share", most / least.where(least > 0) - 1)
    rows = market.assign(least=least)[(apart > _PUBLISHED) & (market["value"] == most)]
    for _, r in rows.iterrows():
        yield r, f", and another publication has {amount(r['least'])}", f"about {amount(r['least'])}"


def _sums(market: pd.DataFrame) -> _Found:
    """Yield shares told of several vendors together that are not those of each, and all shares that are not one."""
    shares = market[market["metric"] == "share"]
    period = ["market", "period_start", "period_end"]
    several = shares["vendor"].str.contains("+", regex=False)
    single = shares[~several].groupby([*period, "vendor"])["value"].median().to_dict()
    for _, r in shares[several].iterrows():
        each = sum(single.get((*r[period], vendor), np.nan) for vendor in r["vendor"].split("+"))
        if abs(each - r["value"]) > _PARTS:
            yield r, ", told of them together", f"{each:.3f}, the sum of each"
    for _, r in shares[shares["vendor"] == _OTHERS].iterrows():
        mine = (shares[period] == r[period]).all(axis=1) & (shares["source_id"] == r["source_id"])
        whole = shares.loc[mine & ~several, "value"].sum()
        if abs(whole - 1) > _PARTS:
            yield r, f", and all shares of {r['source_id']} make {whole:.3f}", "1 together"


def _notes(market: pd.DataFrame) -> _Found:
    """Yield sizes whose growth over the year before is not the one that their note tells."""
    sizes = market[market["metric"] == "size"]
    growth = pd.to_numeric(sizes["note"].str.extract(r"([+-]\d+(?:\.\d+)?)\s?%")[0]) / 100
    month = sizes["period_end"].dt.to_period("M")
    held = sizes.groupby(["market", "months", month])["value"].median().to_dict()
    before = [held.get(k, np.nan) for k in zip(sizes["market"], sizes["months"], month - 12, strict=True)]
    sizes = sizes.assign(told=growth, before=before)
    for _, r in sizes[(sizes["value"] / sizes["before"] - 1 - growth).abs() > _TOLD].iterrows():
        valid = f"about {amount(r['before'] * (1 + r['told']))}, from {amount(r['before'])}"
        yield r, f", {r['told']:+.0%} by its note", valid


def rates_are_means() -> Check:
    """An exchange rate of a quarter is the mean of its months, for a pair of known currencies, without a hole."""
    rates = load_table("fx")
    months = (
        rates["note"]
        .str.extractall(r"\b\d\d:(\d+\.\d+)")[0]
        .astype(float)
        .groupby(level=0)
        .agg(["mean", "size"])
    )
    mean = months["mean"].where(months["size"] == 3).reindex(rates.index)
    numbers = rates["calendar_quarter"].map(lambda q: int(q[:4]) * 4 + int(q[5]))
    missing = numbers.groupby(rates["pair"]).transform(lambda n: n - n.where(n.isin(n + 1) | (n == n.min())))
    known = rates["pair"].isin([f"{a}/{b}" for a in CURRENCIES for b in CURRENCIES if a != b])
    away = (rates["average_rate"] - mean).abs() > 1e-4 * rates["average_rate"]
    faults = []
    for n, r in rates.assign(mean=mean, away=away, known=known, alone=missing.isna()).iterrows():
        what = f"{line('fx', n)}: {r['pair']} of {r['calendar_quarter']} is {r['average_rate']:g}"
        if r["away"]:
            faults.append(told(what, f"{r['mean']:.4f}, the mean of the months in its note", _REMEDY))
        if not r["known"]:
            faults.append(told(what, "two currencies, such as USD/CNY", "correct the pair"))
        if r["alone"]:
            faults.append(
                told(f"{what}, and the quarter before has none", "every quarter between", "enter it")
            )
    return verdict("Exchange rates are means of their months", len(rates), faults, unit="rates")


CHECKS = (markets_add_up, rates_are_means)
