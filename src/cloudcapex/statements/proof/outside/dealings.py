"""Sums and counts of the ledger: ``of`` is who gives and who takes, ``amazon>anthropic``; the time is the ledger's day.

``everybody`` is anyone, ``laboratories`` any laboratory. A figure rests on rows announced by that day whose document
was out by the day of the edition. Of rows that tell one deal one stands; where some rows add others up, these bound
what the others come to.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

import pandas as pd

from ....facts import load_deals, load_sources, parties, parties_of, whos
from ....paths import while_data_stand
from .question import OperandName, Tellable, outside
from .read import late

EQUITY = ("equity", "convertible", "mixed", "not_stated")
# A sum is of money that is there or owed, by documents that somebody answers for with a name.
_MOVED, _SHOWN = ("got", "bound"), ("filing", "company", "publication")
Row = dict[str, Any]


def rows(asked: OperandName) -> list[Row]:
    """Read every row known, oldest first, with who gives, who takes, what may be added to it, and its two ends."""
    return _rows(asked.day, asked.as_of)


@while_data_stand
def _rows(day: dt.date, as_of: str | None) -> list[Row]:
    every, table = load_deals(), load_deals(day).sort_values(["announced", "deal_id"])
    documents = load_sources().set_index("source_id")
    alive = set(every.loc[every["counts"] == "yes", "deal_group"]) - {""}
    table = table.assign(
        shown=table["source_id"].map(documents["standing"]).isin(_SHOWN),
        adding=(table["counts"] == "no") & ~table["deal_group"].isin(alive),
    )
    told = table[~late(as_of, table["source_id"])]
    return [_read(row) for row in cast("list[Row]", told.to_dict("records"))]


def _read(row: Row) -> Row:
    form, customer = row["form"], row["direction"] == "customer"
    kind = "commitment" if form == "purchase_commitment" and customer else "other"
    kind = "equity" if form in EQUITY and row["direction"] == "investor" else kind
    kind = kind if row["money"] in _MOVED else "other"
    # Who tells a deal without a name tells no deal of its own; it is only in no sum.
    key = (row["deal_group"] or row["deal_id"], kind)
    kind = kind if row["shown"] else "other"
    low, high = row["amount_low"], row["amount_high"]
    known = row["unit"] == "USD" and not (pd.isna(low) and pd.isna(high))
    return row | {
        "from": {p.who for p in parties_of(row["investor"])},
        "to": {p.who for p in parties_of(row["recipient"])},
        "kind": kind,
        "key": key,
        "links": {n for n in row["overlaps"].split(";") if n} - {row["deal_id"]},
        "known": known,
        "low": float(low) if known and not pd.isna(low) else 0.0,
        "high": float(high) if known and not pd.isna(high) else math.inf,
        "yes": row["counts"] == "yes",
    }


def once(found: Sequence[Row]) -> list[Row]:
    """Keep the row that tells each deal: one that counts before others, then one with an amount, then the newest."""
    ids = {r["deal_id"] for r in found}
    live = [r for r in found if r["status"] != "superseded" or not r["links"] & ids]
    order = sorted(live, key=lambda r: (r["yes"], r["known"], r["announced"], r["deal_id"]))
    best = {r["key"]: r["deal_id"] for r in order}
    return [r for r in live if best[r["key"]] == r["deal_id"]]


def between(found: Sequence[Row], sides: str, kind: str) -> list[Row]:
    """Return the deals of a kind between two sides, each once; a party named must be alone on its side."""
    giver, taker = sides.split(">")
    labs = set(whos("laboratory"))
    return [
        r
        for r in once([r for r in found if r["kind"] == kind])
        if (giver == "everybody" or (r["from"] <= labs if giver == "laboratories" else r["from"] == {giver}))
        and (
            taker == "everybody" or (bool(r["to"] & labs) if taker == "laboratories" else r["to"] == {taker})
        )
    ]


def heaps(found: Sequence[Row]) -> list[tuple[list[Row], list[Row]]]:
    """Set rows that add others up beside those others; a row by itself is a heap of one."""
    parts = {
        w["deal_id"]: {
            p["deal_id"]
            for p in found
            if not p["adding"] and (p["deal_id"] in w["links"] or w["deal_id"] in p["links"])
        }
        for w in found
        if w["adding"]
    }
    joined: list[set[str]] = [{name, *own} for name, own in parts.items() if own]
    for row in found:
        with_it = [j for j in joined if row["deal_id"] in j]
        joined = [j for j in joined if j not in with_it] + [set().union(*with_it, {row["deal_id"]})]
    wholes = {name for name, own in parts.items() if own}
    return [
        (
            [r for r in found if r["deal_id"] in j & wholes],
            [r for r in found if r["deal_id"] in j - wholes],
        )
        for j in joined
    ]


def come_to(found: Sequence[Row]) -> tuple[float, float]:
    """Add up the ends of deals; a row that adds others up lifts the one end and caps the other."""
    lows, highs = [], []
    for wholes, parts in heaps(found):
        low, high = (math.fsum(p[end] for p in parts) for end in ("low", "high"))
        open_ = math.fsum(p["high"] - p["low"] for p in parts if math.isfinite(p["high"]))
        if wholes:
            low = max(low, *(w["low"] - open_ for w in wholes))
            high = max(low, min(w["high"] for w in wholes))
        lows.append(low)
        highs.append(high)
    return math.fsum(lows), math.fsum(highs)


def readings(value: float, unit: str, found: Sequence[Row]) -> list[Tellable]:
    """Return a figure with its documents, or none where it is open."""
    return [Tellable(value, unit, tuple(r["source_id"] for r in found))] if math.isfinite(value) else []


@outside("ledger.equity_low", "ledger.equity_high", "ledger.commitment_low", "ledger.commitment_high")
def ends(asked: OperandName) -> list[Tellable]:
    """Add the deals between two sides up."""
    kind, _, end = asked.what.partition("_")
    found = between(rows(asked), asked.of, kind)
    low, high = come_to(found)
    if not found or not (low or math.isfinite(high)):
        return []
    return [
        replace(r, promised=promised(found)) for r in readings(low if end == "low" else high, "USD", found)
    ]


def promised(found: Sequence[Row]) -> bool:
    """Whether an amount of some rows, each deal told once, was not there yet when it was told."""
    return any(r["known"] and r["money"] != "got" for r in once(found))


@outside("ledger.announced_low")
def only_announced(asked: OperandName) -> list[Tellable]:
    """Add up what is announced and not told to be paid."""
    found = [r for r in between(rows(asked), asked.of, "equity") if r["status"] == "announced"]
    return readings(come_to(found)[0], "USD", found)


@outside("ledger.planned_low", "ledger.talks_low", "ledger.merger_low")
def not_moved(asked: OperandName) -> list[Tellable]:
    """Add up what investors only plan, talk about or merge."""
    money = asked.what.partition("_")[0]
    found = [r for r in once(rows(asked)) if r["money"] == money and r["direction"] == "investor"]
    return readings(come_to(found)[0], "USD", found)


@outside("ledger.stake_after")
def stake_after(asked: OperandName) -> list[Tellable]:
    """Read the share that the newest restructuring between two sides left its investor, with its day."""
    giver, taker = asked.of.split(">")
    held = [
        r
        for r in rows(asked)
        if r["form"] == "restructuring"
        and (r["from"], r["to"]) == ({giver}, {taker})
        and not pd.isna(r["stake"])
    ]
    return [
        Tellable(float(r["stake"]), "share", (r["source_id"],), about=(r["announced"].date().isoformat(),))
        for r in held[-1:]
    ]


@outside("ledger.ways")
def ways(asked: OperandName) -> list[Tellable]:
    """Count in how many directions a pair is tied: money one way, purchases the other."""
    known, (giver, taker) = rows(asked), asked.of.split(">")
    held = [between(known, f"{giver}>{taker}", "equity"), between(known, f"{taker}>{giver}", "commitment")]
    number = sum(bool(found) for found in held)
    return readings(float(number), "count", [r for found in held for r in found]) if number else []


@outside("ledger.entries", "ledger.own_deals", "ledger.deals")
def entries(asked: OperandName) -> list[Tellable]:
    """Count rows, or the deals that they tell without those that only add others up."""
    known = rows(asked)
    if asked.what == "entries":
        return [Tellable(float(len(known)), "count")]
    told = once(known)
    kinds = {r["kind"] for r in told}
    adding = sum(len(w) for kind in kinds for w, _ in heaps([r for r in told if r["kind"] == kind]))
    return [Tellable(float(len(told) - adding), "count")]


@outside("ledger.laboratories")
def backed(asked: OperandName) -> list[Tellable]:
    """Count the laboratories that an owner has put money into, licensed from or taken over, its own left out."""
    (head,) = [p for p in parties().values() if p.who == asked.of and p.large is not None]
    roof = {p.who for p in parties().values() if head.id in (p.id, p.owner) or p.who == head.who}
    labs = set(whos("laboratory")) - roof
    found = [
        r
        for r in once(rows(asked))
        if r["form"] != "restructuring"
        and r["direction"] == "investor"
        and r["from"] & roof
        and r["to"] & labs
    ]
    number = len({lab for r in found for lab in (r["to"] & labs) - r["from"]})
    return readings(float(number), "count", once(rows(asked)))


@outside("credits.*")
def credits(asked: OperandName) -> list[Tellable]:
    """Part what clouds and chip makers put in by how it was paid: firm, and what of it was credits or may be."""
    labs, known = set(whos("laboratory")), rows(asked)
    firm = credit = unsplit = 0.0
    used: list[Row] = []
    for giver in whos("cloud", "chips"):
        mine = [r for r in between(known, f"{giver}>everybody", "equity") if r["to"] <= labs]
        used += mine
        for wholes, parts in heaps(mine):
            low = come_to([*wholes, *parts])[0]
            share = parts[0]["cloud_credit_share"] if len(parts) == 1 else math.nan
            firm += low
            credit += 0.0 if pd.isna(share) else low * share
            mixed = any(r["form"] in ("mixed", "not_stated") for r in (*wholes, *parts))
            unsplit += low if mixed and pd.isna(share) else 0.0
    if not firm:
        return []
    figure = {"firm": firm, "unsplit": unsplit, "low": credit / firm, "high": (credit + unsplit) / firm}
    told = readings(figure[asked.what], "share" if asked.what in ("low", "high") else "USD", used)
    return [replace(r, promised=promised(used)) for r in told]
