"""Checks of figures that tie each other: growth and what grew, a margin and its parts, a period and the periods in it."""

from __future__ import annotations

import pandas as pd

from ..facts import load_facts, load_metrics
from .places import amount, fault
from .sums import grain
from .verdict import Check, verdict

_PERIOD = ["company", "period_start", "period_end"]
FACT = ["company", "metric", "definition", "period_start", "period_end"]
# A stated rate is rounded to a whole per cent; beyond its operands' rounding it leaves the computed one by no more.
_POINTS = 0.006
# Rates of figures restated in between, or computed by others, leave it by so much of what grew more than half.
_OF_THE_REST = 0.02
# No year moved currencies so far that growth at constant rates lies further from the other.
_CURRENCY = 0.075
# Reports of others on parts of a period do not add up to the last digit.
_BY_OTHERS = 0.002
_REMEDY = "correct the wrong one of them from its document"
_RATIOS = (
    ("cloud_operating_margin_reported", "cloud_operating_income", "cloud_revenue"),
    ("cloud_adjusted_ebita_margin", "cloud_adjusted_ebita", "cloud_revenue"),
)


def rates_fit_amounts() -> Check:
    """Growth as stated is that of the amounts, a margin that of its parts, within what rounding leaves open."""
    facts = load_facts()
    told = rates_of(facts)
    inside = (told["value"] >= told["low"]) & (told["value"] <= told["high"])
    # Of several statements of the amounts, one that fits is enough.
    wrong = told[~inside.groupby(told["row"]).transform("any")].drop_duplicates("row")
    faults = [
        fault(r, f"is {amount(r['value'])}", f"{r['low']:.3f} to {r['high']:.3f} by {r['by']}", _REMEDY)
        for _, r in wrong.iterrows()
    ]
    return verdict("Stated rates fit the amounts", told["row"].nunique(), faults, unit="rates")


def rates_of(facts: pd.DataFrame) -> pd.DataFrame:
    """Set beside each stated rate (``row`` of the facts) what the amounts make of it, ``low`` to ``high``."""
    return pd.concat([_growths(facts), *_margins(facts)], ignore_index=True)


def _growths(facts: pd.DataFrame) -> pd.DataFrame:
    """Each stated rate beside each growth of the amounts of the same period, on one definition."""
    level = _levels()
    rates = facts[facts["metric"].isin(level)]
    rates = rates.assign(row=rates.index, level=rates["metric"].map(level))
    amounts = facts.loc[facts["metric"].isin(level.values()), [*FACT, "value"]].rename(
        columns={"metric": "level"}
    )
    amounts["slack"] = amounts["value"].map(grain) / 2
    both = rates.merge(amounts, on=["company", "level", "period_end"], suffixes=("", "_now"))
    both = both[both["period_start_now"].isna() | (both["period_start_now"] == both["period_start"])]
    then = amounts.rename(columns={"definition": "definition_now"})
    both = both.merge(then, on=["company", "level", "definition_now"], suffixes=("", "_then"))
    year = (both["period_end"] - both["period_end_then"]).dt.days.between(355, 375)
    stock = both["period_start_now"].isna() & both["period_start_then"].isna()
    flow = (both["period_start_now"] - both["period_start_then"]).dt.days.between(355, 375)
    both = both[year & (stock | flow) & (both["value_then"] > 0)]
    low = (both["value_now"] - both["slack"]) / (both["value_then"] + both["slack_then"]) - 1
    high = (both["value_now"] + both["slack"]) / (both["value_then"] - both["slack_then"]) - 1
    more = _POINTS + _OF_THE_REST * (both["value"] - 0.5).clip(lower=0)
    return both.assign(
        low=low - more, high=high + more, by=both["level"] + " of the period and of a year before"
    )


def _levels() -> dict[str, str]:
    """Say of each stated growth what grows, by the names of the metrics."""
    known = set(load_metrics()["id"])
    stems = {m: m.removesuffix("_growth_reported") for m in known if m.endswith("_growth_reported")}
    found = {m: next((n for n in (s, f"{s}_revenue") if n in known), "") for m, s in stems.items()}
    return {m: level for m, level in found.items() if level}


def _margins(facts: pd.DataFrame) -> list[pd.DataFrame]:
    found = []
    for metric, part, whole in _RATIOS:
        rates = facts[facts["metric"] == metric]
        both = rates.assign(row=rates.index)
        for name, of in (("part", part), ("whole", whole)):
            amounts = facts.loc[facts["metric"] == of, [*_PERIOD, "definition", "value"]]
            amounts["slack"] = amounts["value"].map(grain) / 2
            both = both.merge(amounts, on=_PERIOD, suffixes=("", f"_{name}")).rename(
                columns={"slack": f"slack_{name}"}
            )
        both = both[(both["value_whole"] > 0) & (both["definition_part"] == both["definition_whole"])]
        middle = both["value_part"] / both["value_whole"]
        apart = (both["slack_part"] + both["slack_whole"] * middle.abs()) / both["value_whole"] + _POINTS
        found.append(both.assign(low=middle - apart, high=middle + apart, by=f"{part} over {whole}"))
    return found


def currencies_move_little() -> Check:
    """Growth and growth at constant currency of one period lie no further apart than currencies ever moved."""
    facts = load_facts()
    constant = facts[facts["metric"].str.endswith("_cc")]
    plain = facts.assign(metric=facts["metric"] + "_cc")
    key = ["company", "metric", "period_start", "period_end"]
    told = plain.groupby([*key, "definition"], dropna=False)["value"].agg(["min", "max"]).reset_index()
    both = constant.merge(told, on=[*key, "definition"])
    low, high = both["max"] - _CURRENCY, both["min"] + _CURRENCY
    wrong = both.assign(low=low, high=high)[(both["value"] < low) | (both["value"] > high)]
    faults = [
        fault(
            r,
            f"is {amount(r['value'])}, and {r['metric'].removesuffix('_cc')} is {amount(r['max'])}",
            f"{r['low']:.3f} to {r['high']:.3f}",
            _REMEDY,
        )
        for _, r in wrong.iterrows()
    ]
    return verdict("Growth differs little by currency", len(both), faults, unit="pairs")


def parted(flows: pd.DataFrame) -> pd.DataFrame:
    """Set beside each period a first part of it and the rest, each as least and as most stated."""
    told = flows.groupby(FACT, sort=False)["value"].agg(["min", "max"]).reset_index()
    line = FACT[:3]
    parts = told.merge(told, on=[*line, "period_start"], suffixes=("", "_first"))
    parts = parts[parts["period_end_first"] < parts["period_end"]]
    parts["period_start_rest"] = parts["period_end_first"] + pd.Timedelta(days=1)
    rest = told.rename(columns={"period_start": "period_start_rest", "min": "min_rest", "max": "max_rest"})
    both = parts.merge(rest, on=[*line, "period_start_rest", "period_end"])
    return both


def periods_add_up() -> Check:
    """A period is its first part and the rest, where documents state all three, as first or as last stated."""
    facts = load_facts()
    kind = facts["metric"].map(load_metrics().set_index("id")["kind"])
    facts = facts[(kind == "flow") & facts["period_start"].notna()].sort_values("filed", kind="stable")
    both = parted(facts)
    slack = sum(both[c].map(grain) for c in ("max", "max_first", "max_rest")) / 2 + 1
    slack += _BY_OTHERS * both["max"].abs()
    low, high = both["min_first"] + both["min_rest"] - slack, both["max_first"] + both["max_rest"] + slack
    wrong = both.assign(low=low, high=high)[(both["max"] < low) | (both["min"] > high)]
    rows = facts.drop_duplicates(FACT, keep="last").merge(wrong, on=FACT)
    faults = [
        fault(
            r,
            f"is {amount(r['value'], r['unit'])}, and what is in it adds up to something else, parted on "
            f"{r['period_end_first']:%Y-%m-%d}",
            f"{amount(r['low'])} to {amount(r['high'])}",
            _REMEDY,
        )
        for _, r in rows.iterrows()
    ]
    return verdict("Periods add up", len(both), faults, unit="periods")


CHECKS = (rates_fit_amounts, currencies_move_little, periods_add_up)
