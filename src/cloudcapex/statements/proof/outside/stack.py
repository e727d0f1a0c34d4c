"""Results of the value-stack model, from its table by an arithmetic of the proof's own.

``value_stack.clouds_of_revenue`` of *central*, *low*, *median* or *high*; ``value_stack.swing.…`` of an assumption;
``value_stack.basis`` of one; ``value_stack.essay_claim`` of *essay_low* or *essay_high*.
"""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from collections.abc import Iterator
from typing import Any

import numpy as np

from ....facts import load_table, newest_day
from ....paths import data_dir
from ....periods import Quarter
from .question import OperandName, Tellable, outside

# The model's seed, and the place of each assumption among its streams.
_SEED = 20230119
_PLACES = (
    "apps_share",
    "apps_gross_margin",
    "apps_inference",
    "direct_to_cloud",
    "models_cloud",
    "investors_money",
    "investors_compute",
    "equipment_share",
    "chips_share",
    "chips_margin",
)
_ESSAY, _CLAIM = ["a16z-com-generative-ai-platform"], "C002-07"
_ENDS = {"low": 0.05, "median": 0.5, "high": 0.95}
Range = dict[str, Any]


def day_of(asked: OperandName) -> dt.date:
    """Return the day after which nothing is used: that of the edition, at most a quarter after the one it is about."""
    last = dt.date.fromisoformat(asked.as_of) if asked.as_of else newest_day()
    return min(last, (Quarter.parse(asked.when) + 1).end)


def table() -> dict[str, Any]:
    """Read the model's table anew."""
    return tomllib.loads((data_dir() / "value_stack.toml").read_text(encoding="utf-8"))


def ranges(asked: OperandName, *, essay: bool = False) -> dict[str, Range]:
    """Pick the last estimate of each assumption that was out by the day; the reader's own stand before it."""
    found: dict[str, Range] = {}
    alone = essay or asked.parameters.get("estimates") == "essay"
    for row in table()["assumption"]:
        for estimate in row["estimate"]:
            late = Quarter.parse(estimate["describes"]) > Quarter.parse(asked.when) or estimate[
                "known"
            ] > day_of(asked)
            if not late and (not alone or estimate["sources"] == _ESSAY):
                found[row["id"]] = estimate
    return found if essay else found | dict(_own(str(asked.parameters.get("assumptions") or "")))


def _own(text: str) -> Iterator[tuple[str, Range]]:
    for entry in filter(None, map(str.strip, text.split(";"))):
        name, _, value = entry.partition("=")
        ends = [float(p.rstrip("% ")) / (100 if "%" in p else 1) for p in value.split("..")]
        middle = ends[1] if len(ends) == 3 else (ends[0] + ends[-1]) / 2
        shape = "triangular" if len(ends) == 3 else "uniform"
        yield (
            name.strip(),
            {
                "low": ends[0],
                "central": middle,
                "high": ends[-1],
                "distribution": shape,
                "basis": "own",
                "sources": [],
            },
        )


def divided(share: dict[str, Any]) -> dict[str, Any]:
    """Follow a dollar of users down the stack, layer by layer."""
    if not {*_PLACES[:5]} <= {*share}:
        return {}
    inference = share["apps_share"] * share["apps_inference"]
    straight = inference * share["direct_to_cloud"]
    models = 1 - share["apps_share"] + inference - straight
    clouds = straight + models * share["models_cloud"]
    found = {
        "clouds_of_revenue": clouds,
        "models_revenue": models,
        "apps_profit": share["apps_share"] * share["apps_gross_margin"],
        "users": 100.0,
        "clouds_of_hundred": clouds * 100,
    }
    sent = 0.0
    if {"investors_money", "investors_compute"} <= {*share}:
        sent = models * share["investors_money"] * share["investors_compute"]
        found |= {"clouds_in_all": clouds + sent, "investors_of_hundred": sent * 100}
    if {"equipment_share", "chips_share"} <= {*share}:
        found["chips"] = (clouds + sent) * share["equipment_share"] * share["chips_share"]
    return found


Rows = tuple[tuple[str, float, float, float, str], ...]


def _rows(found: dict[str, Range]) -> Rows:
    return tuple((n, r["low"], r["central"], r["high"], r["distribution"]) for n, r in found.items())


@functools.lru_cache(maxsize=32)
def _drawn(rows: Rows, count: int) -> dict[str, dict[str, float]]:
    """Draw every range from a stream of its own; draws in which inference costs more than is left are dropped."""
    share: dict[str, Any] = {}
    for name, low, central, high, shape in rows:
        stream = np.random.Generator(np.random.PCG64(np.random.SeedSequence([_SEED, _PLACES.index(name)])))
        if low == high:
            share[name] = np.full(count, low)
        elif shape == "uniform":
            share[name] = stream.uniform(low, high, count)
        else:
            share[name] = stream.triangular(low, central, high, count)
    keep = share["apps_gross_margin"] + share["apps_inference"] <= 1 + 1e-12
    found = divided({name: drawn[keep] for name, drawn in share.items()})
    return {
        name: {end: float(np.quantile(drawn, q)) for end, q in _ENDS.items()}
        for name, drawn in found.items()
        if np.ndim(drawn)
    }


@outside("value_stack.*")
def answer(asked: OperandName) -> list[Tellable]:
    """Answer from the ranges of the edition, of the essay, or of the essay with what it leaves open held."""
    whose, _, name = asked.what.rpartition(".")
    found = ranges(asked, essay=bool(whose))
    if whose == "essay_own":
        for n, r in found.items():
            if r["basis"] == "assumed":
                found[n] = r | {"low": r["central"], "high": r["central"]}
    if asked.of == "central":
        value = divided({n: r["central"] for n, r in found.items()}).get(name)
    elif {*_PLACES[:5]} <= {*found}:
        drawn = _drawn(_rows(found), int(asked.parameters.get("draws") or 1_000_000))
        value = drawn.get(name, {}).get(asked.of)
    else:
        value = None
    unit = "number" if name in ("users", "clouds_of_hundred", "investors_of_hundred") else "share"
    return [] if value is None else [Tellable(float(value), unit, _documents(found))]


def _documents(found: dict[str, Range]) -> tuple[str, ...]:
    return tuple(sorted({s for r in found.values() for s in r["sources"]}))


@outside(
    *(
        f"value_stack.{what}.{output}"
        for what in ("swing", "swing_low", "swing_high")
        for output in ("clouds_of_revenue", "chips")
    )
)
def swing(asked: OperandName) -> list[Tellable]:
    """Move one assumption from end to end, the others central: how far the answer goes, and between what."""
    what, _, output = asked.what.partition(".")
    found = ranges(asked)
    middle = {n: r["central"] for n, r in found.items()}
    if asked.of not in found or output not in divided(middle):
        return []
    ends = sorted(
        float(divided(middle | {asked.of: found[asked.of][end]})[output]) for end in ("low", "high")
    )
    documents = tuple(found[asked.of]["sources"])
    if what == "swing":
        width = ends[1] - ends[0]
        # An answer that only the last bits of a sum move is not moved.
        return [Tellable(width if width > 1e-12 else 0.0, "points", documents)]
    return [Tellable(ends[what == "swing_high"], "share", documents)]


@outside("value_stack.basis")
def basis(asked: OperandName) -> list[Tellable]:
    """Read on what an assumption rests."""
    found = ranges(asked)
    return [Tellable(str(found[asked.of]["basis"]), "")] if asked.of in found else []


@outside("value_stack.assumptions")
def assumptions(asked: OperandName) -> list[Tellable]:
    """Count those that were estimated."""
    return [Tellable(float(len(ranges(asked))), "count")]


@outside("value_stack.essay_claim")
def claim(asked: OperandName) -> list[Tellable]:
    """Read what the essay reckons for clouds, once it was out."""
    rows = load_table("claims")
    row = rows[rows["claim_id"] == _CLAIM].iloc[0]
    end = "value_low" if asked.of == "essay_low" else "value_high"
    return [Tellable(float(row[end]), "share")] if ranges(asked, essay=True) else []
