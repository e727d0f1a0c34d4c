"""Results of the value-stack model, from its table by an arithmetic of the proof's own.

``value_stack.clouds_of_revenue`` of *central*, *low*, *median* or *high*; ``value_stack.swing.…`` of an assumption;
``value_stack.bridge.…`` of an assumption, ``value_stack.bridge_end.…`` of the central case at either end;
``value_stack.basis`` of one; ``value_stack.essay_claim`` of *essay_low* or *essay_high*; ``value_stack.essay_models``.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import tomllib
from collections.abc import Iterator
from dataclasses import replace
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
    "models_compute",
    "free_use",
    "equipment_share",
    "chips_share",
    "chips_life",
    "other_life",
    "own_chips",
    "chips_margin",
    "growth_factor",
)
_ESSAY, _CLAIM, _PAID = ["a16z-com-generative-ai-platform"], "C002-07", "C002-06"
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
    quarter, day = Quarter.parse(asked.when), day_of(asked)
    for row in table()["assumption"]:
        for estimate in row["estimate"]:
            late = Quarter.parse(estimate["describes"]) > quarter or estimate["known"] > day
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
    sent = 0.0 * models
    if "models_compute" in share:
        short = models * (share["models_compute"] - share["models_cloud"])
        sent = (abs(short) + short) / 2
        found |= {"investors": sent, "clouds_in_all": clouds + sent, "investors_of_hundred": sent * 100}
        if "free_use" in share:
            free = models * share["free_use"]
            found["free_use"] = np.where(free < sent, free, sent)
            # What revenue pays for is never less than nothing.
            paid = (share["models_cloud"] - share["free_use"]) * models
            found["paid_use"] = straight + np.where(paid > 0, paid, 0.0)
            found["paid_of_hundred"] = found["paid_use"] * 100
    if {"equipment_share", "chips_share"} <= {*share}:
        part = share["chips_share"]
        if {"chips_life", "other_life"} <= {*share}:
            # Of two things that wear out evenly, a year's wear is cost over life.
            part = 1 / (1 + (1 - part) / part * share["chips_life"] / share["other_life"])
        found["chips"] = (clouds + sent) * share["equipment_share"] * part * (1 - share.get("own_chips", 0))
        if "growth_factor" in share:
            found["chips_bought"] = found["chips"] * share["growth_factor"]
    return found


def _middle(row: Range) -> float:
    """Return what half of the draws of a range lie below."""
    low, peak, high = row["low"], row["central"], row["high"]
    if row["distribution"] == "uniform" or low == high:
        return float(low + high) / 2
    # The triangle's area up to x, read backwards from one half.
    left = (peak - low) / (high - low)
    if left >= 0.5:
        return float(low + (high - low) * (left / 2) ** 0.5)
    return float(high - (high - low) * ((1 - left) / 2) ** 0.5)


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
    if "models_compute" in share:
        keep &= share["models_cloud"] + share.get("free_use", 0) <= share["models_compute"] + 1e-12
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
        value = divided({n: _middle(r) for n, r in found.items()}).get(name)
    elif {*_PLACES[:5]} <= {*found}:
        drawn = _drawn(_rows(found), int(asked.parameters.get("draws") or 1_000_000))
        value = drawn.get(name, {}).get(asked.of)
    else:
        value = None
    unit = (
        "number"
        if name in ("users", "clouds_of_hundred", "investors_of_hundred", "paid_of_hundred")
        else "share"
    )
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
    middle = {n: _middle(r) for n, r in found.items()}
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


def _earlier(asked: OperandName) -> dict[str, Range]:
    """Pick the ranges of the last edition before whose answer was another; those of this one where none was."""
    now = ranges(asked)
    quarter = Quarter.parse(asked.when) - 1
    while {*_PLACES[:5]} <= {*(then := ranges(replace(asked, when=str(quarter))))}:
        if abs(_to_clouds(then) - _to_clouds(now)) > 1e-12:
            return then
        quarter -= 1
    return now


def _to_clouds(found: dict[str, Range]) -> float:
    return float(divided({n: _middle(r) for n, r in found.items()})["clouds_of_revenue"])


@outside("value_stack.bridge.clouds_of_revenue")
def bridge(asked: OperandName) -> list[Tellable]:
    """Change the assumptions one after another, in every order, and average what this one moves."""
    now, then = ranges(asked), _earlier(asked)
    moved = []
    for order in itertools.permutations(_PLACES[:5]):
        before = then | {n: now[n] for n in order[: order.index(asked.of)]}
        moved.append(_to_clouds(before | {asked.of: now[asked.of]}) - _to_clouds(before))
    documents = (*now[asked.of]["sources"], *(() if then is now else then[asked.of]["sources"]))
    return [Tellable(abs(sum(moved) / len(moved)), "points", tuple(sorted({*documents})))]


@outside("value_stack.bridge_end.clouds_of_revenue")
def bridge_end(asked: OperandName) -> list[Tellable]:
    """Read the answer that the ranges of a quarter gave on its own day."""
    found = ranges(asked)
    return [Tellable(_to_clouds(found), "share", _documents(found))]


@outside("value_stack.basis")
def basis(asked: OperandName) -> list[Tellable]:
    """Read on what an assumption rests."""
    found = ranges(asked)
    return [Tellable(str(found[asked.of]["basis"]), "")] if asked.of in found else []


@outside("value_stack.assumptions")
def assumptions(asked: OperandName) -> list[Tellable]:
    """Count those that were estimated."""
    return [Tellable(float(len(ranges(asked))), "count")]


@outside("value_stack.essay_models")
def essay_models(asked: OperandName) -> list[Tellable]:
    """Read what the essay has model providers pay clouds, once it was out."""
    rows = load_table("claims")
    told = rows[rows["claim_id"] == _PAID].iloc[0]
    return [Tellable(float(told["value_low"]), "share")] if ranges(asked, essay=True) else []


@outside("value_stack.essay_claim")
def claim(asked: OperandName) -> list[Tellable]:
    """Read what the essay reckons for clouds, once it was out."""
    rows = load_table("claims")
    row = rows[rows["claim_id"] == _CLAIM].iloc[0]
    end = "value_low" if asked.of == "essay_low" else "value_high"
    return [Tellable(float(row[end]), "share")] if ranges(asked, essay=True) else []
