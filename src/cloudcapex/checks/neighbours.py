"""A check of each figure against those before and after it."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from ..facts import in_role, load_facts, load_metrics
from ..schema.grades import weakness
from .explained import REMEDY, explained
from .places import amount, fault
from .verdict import Check, verdict

LINE = ["company", "metric", "definition", "months"]
# Lengths of a period in days, and what they are called; a stock has none.
_LENGTHS = {3: (80, 100), 6: (170, 195), 9: (260, 286), 12: (350, 380)}
# Of the usual scatter (1.4826 times the median distance from the median), how many times is too far.
_FAR = 9.0
_FAR_BY_THE_YEAR = 7.5
_USUAL = 1.4826
# No scatter is taken for smaller, of a logarithm (a share's: of one and the share).
_LEAST = {"flow": 0.03, "stock": 0.03, "share": 0.015}
# A figure above or below both of its neighbours: as many times the metric's spikes that nine in ten do not pass.
_SPIKE = 4.0
_LEAST_SPIKE = {"flow": 0.15, "stock": 0.12, "share": 0.12}
_LEAST_LOSS = 0.5  # of what can be a loss
# However much a metric swings, a factor of six on all sides is a slip of the unit, the scale or the currency.
_SLIP = math.log(6.0)
# A line with fewer figures does not say where it is going.
_SHORT = 6
# How far apart in time neighbours may be, in steps of the line.
_APART = 2.5


def magnitudes_fit() -> Check:
    """No figure leaves those before and after it by more than its metric ever does, unless a document explains it."""
    facts = _lined(load_facts())
    line = _one_a_period(facts)
    looked = line["off"].notna()
    rows = facts.merge(line.loc[looked, [*LINE, "period_end", "limit", "beside"]], on=[*LINE, "period_end"])
    rows["off"] = rows["level"] - rows["beside"]
    rows = rows[_far(rows)]
    rows = rows.assign(past=rows["off"].abs() / rows["limit"]).sort_values("past", ascending=False)
    rows = rows[~explained(rows)]
    faults = [
        fault(r, f"is {amount(r['value'], r['unit'])}", f"{_range(r)}, by those beside it", REMEDY)
        for _, r in rows.iterrows()
    ]
    return verdict("Magnitudes fit their neighbours", int(looked.sum()), faults, unit="figures")


def beside(facts: pd.DataFrame) -> pd.Series:
    """Tell for each company, metric, definition and period whether figures stand before or after it in its line."""
    lined = _lined(facts)
    line = _one_a_period(lined)
    held = lined.merge(line.loc[line["off"].notna(), [*LINE, "period_end"]], on=[*LINE, "period_end"])
    key = ["company", "metric", "definition", "period_start", "period_end"]
    return pd.Series(True, index=pd.MultiIndex.from_frame(held[key].drop_duplicates()))


def _far(line: pd.DataFrame) -> pd.Series:
    """Tell what lies too far off; what can be a loss may be small in any quarter, so it cannot be too far down."""
    return (line["off"] > line["limit"]) | ((line["off"] < -line["limit"]) & ~line["may_sink"])


def _lined(facts: pd.DataFrame) -> pd.DataFrame:
    """Keep what forms lines: how many months each fact covers, its kind, and its level on the scale of its kind."""
    days = (facts["period_end"] - facts["period_start"]).dt.days + 1
    months = np.select([days.between(*span) for span in _LENGTHS.values()], [*_LENGTHS], -1)
    metrics = load_metrics().set_index("id")
    kind = facts["metric"].map(metrics["kind"])
    facts = facts.assign(
        months=np.where(facts["period_start"].isna(), 0, months),
        kind=kind,
        rank=facts["evidence"].map(weakness),
        may_sink=(facts["metric"].map(metrics["sign"]) == "any") & (kind != "share"),
    )
    value = facts["value"].where(kind != "share", 1 + facts["value"])
    facts["level"] = value.where(value > 0).map(math.log, na_action="ignore")
    bounded = facts["metric"].map(metrics["by_events"]).fillna("") != "yes"
    return facts.loc[(facts["months"] >= 0) & facts["level"].notna() & bounded]


def _one_a_period(facts: pd.DataFrame) -> pd.DataFrame:
    """One level for each period of a line, how far it is off its neighbours, and how far one may be."""
    line = facts.groupby([*LINE, "period_end"], sort=True).agg(
        level=("level", "median"),
        kind=("kind", "first"),
        may_sink=("may_sink", "first"),
        best=("rank", "min"),
    )
    line = line.reset_index()
    quarterly = line["months"].isin([0, 3])
    by = line.groupby(LINE, sort=False).ngroup()
    pools = line.groupby(["metric", "months"], sort=False).ngroup()
    # How a metric swings is for the companies of the reports to say: one that a reader adds is held to it and moves it not.
    ours = ~line["company"].isin(in_role("asked"))
    off, at_end = out_of_line(line["level"], by, line["period_end"], np.where(quarterly, 91.3, 365.25))
    least = line["kind"].map(_LEAST)
    limit = pd.Series(np.nan, index=line.index)
    for ends in (False, True):
        # Where a line ends only the step to one side is known, which scatters more.
        mine = off.where(at_end == ends)
        scatter = pd.concat([_scatter(mine.where(ours), pools), _scatter(mine, by), least], axis=1).max(
            axis=1
        )
        limit = limit.where(at_end != ends, (_FAR * scatter).clip(upper=_SLIP))
    size = line.groupby(by)["level"].transform("size")
    limit = limit.mask((size < _SHORT) & (at_end | ~quarterly), _SLIP)
    spike = _spikes(line["level"], by).where(~at_end & quarterly & (line["best"] < weakness("secondary")))
    most = _most_spiked(spike, pools, ours, line)
    out = spike.abs() > most
    off, limit = off.where(~out, spike), limit.where(~out, most)
    yearly, most = _by_the_year(line, by, pools, ours)
    out = yearly.abs() > most
    off, limit = off.where(~out, yearly), limit.where(~out, most)
    return line.assign(off=off, limit=limit, beside=line["level"] - off)


def _by_the_year(
    line: pd.DataFrame, by: pd.Series, pools: pd.Series, ours: pd.Series
) -> tuple[pd.Series, pd.Series]:
    """How far each quarter's amount is from the same quarter a year before and after, and how far it may be.

    Where a line swings with the seasons, quarters beside each other say little of each other.
    """
    season = (line["period_end"] - pd.Timedelta(days=15)).dt.quarter
    order = line.assign(by=by, season=season).sort_values(["by", "season", "period_end"])
    off, at_end = out_of_line(
        order["level"], order.groupby(["by", "season"], sort=False).ngroup(), order["period_end"], 365.25
    )
    off = off.where(~at_end).reindex(line.index).where(line["months"].eq(3) & line["kind"].ne("share"))
    scatter = pd.concat(
        [_scatter(off.where(ours), pools), _scatter(off, by), line["kind"].map(_LEAST)], axis=1
    )
    return off, (_FAR_BY_THE_YEAR * scatter.max(axis=1)).clip(upper=_SLIP)


def _spikes(level: pd.Series, by: pd.Series) -> pd.Series:
    """How far each level stands above both of its neighbours, or below both; nought for one between them."""
    lines = level.groupby(by)
    before, after = level - lines.shift(1), level - lines.shift(-1)
    low, high = before.where(before < after, after), before.where(before > after, after)
    # Where one side is missing a comparison is false; what comes of it is not asked for.
    return low.where(low > 0, 0.0) + high.where(high < 0, 0.0)


def _most_spiked(spike: pd.Series, pools: pd.Series, ours: pd.Series, line: pd.DataFrame) -> pd.Series:
    """How far each may stand out: by the companies of the reports, one that a reader adds also by its own seasons."""
    size, own = spike.abs(), line.groupby(LINE, sort=False).ngroup()
    usual = pools.map(size.where(ours).groupby(pools).quantile(0.9))
    seasons = own.map(size.groupby(own).quantile(0.9)).where(~ours)
    least = line["kind"].map(_LEAST_SPIKE).where(~line["may_sink"], _LEAST_LOSS)
    return pd.concat([_SPIKE * usual, _SPIKE * seasons, least], axis=1).max(axis=1).clip(upper=_SLIP)


def out_of_line(
    level: pd.Series, by: pd.Series, day: pd.Series | None = None, step: float | np.ndarray = 1.0
) -> tuple[pd.Series, pd.Series]:
    """Tell how far each level is from the middle of its neighbours, or from where its line was going.

    Parameters
    ----------
    level : Series
        Sorted within each line by day.
    by : Series
        What tells the lines apart.
    day, step : Series and array, optional
        When each stands, and how many days a step of its line has: neighbours further off are none.

    Returns
    -------
    off, at_end : Series
        How far it is off, NaN where there is no neighbour to say; and whether there is one on one side alone.
    """
    lines = level.groupby(by)
    before, after = lines.shift(1), lines.shift(-1)
    if day is not None:
        days = day.groupby(by)
        near = [((day - days.shift(n)).dt.days.abs() / step) < _APART for n in (1, -1)]
        before, after = before.where(near[0]), after.where(near[1])
    rise = level - before
    usual = rise.groupby(by).transform("median")
    middle = level - (before + after) / 2
    off = middle.fillna(rise - usual)
    # The first of a line is held against its second.
    return off.fillna(level - after + usual), middle.isna()


def _scatter(off: pd.Series, by: pd.Series) -> pd.Series:
    """How far apart values usually lie in their group: robust, so that one that is wrong does not widen it."""
    apart = (off - off.groupby(by).transform("median")).abs()
    return _USUAL * apart.groupby(by).transform("median")


def _range(row: pd.Series) -> str:
    low, high = row["beside"] - row["limit"], row["beside"] + row["limit"]
    less = 1 if row["kind"] == "share" else 0
    low, high = math.exp(low) - less, math.exp(high) - less
    return f"{amount(float(f'{low:.3g}'))} to {amount(float(f'{high:.3g}'))}"


CHECKS = (magnitudes_fit,)
