"""What can be claimed: the measures of the vocabulary, one for every metric by its own label, and their growth."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from .. import facts
from ..metrics import DERIVED
from ..paths import while_data_stand
from .entities import Entity, name_pattern

# What a label adds that a sentence leaves out.
_AS_STATED = re.compile(r", as stated$|（公司口径）$|（公司揭露）$")
_GROWTH = re.compile(r"_growth_reported(_cc)?$")
_UNITS = {
    "money": ("USD", "CNY"),
    "USD": ("USD", "CNY"),
    "share": ("share",),
    "count": ("count",),
    "MW": ("MW",),
    "times": ("ratio",),
    "years": ("years",),
}


@dataclass(frozen=True)
class ClaimMeasure:
    """What can be claimed: patterns of its words, the units it can be in, and how it is told from the others.

    Parameters
    ----------
    id : str
        Its key: one of the vocabulary, a metric, or an amount with ``_growth``, ``_growth_cc``, ``_growth_qoq`` or
        ``_change`` behind.
    words, prose : tuple of pattern
        For the whole text of a cell, and for a place inside a sentence.
    units : tuple of str
        What it can be in.
    same_as : str
        The measure it is another word for.
    parts : tuple of str
        Measures of its several values.
    market : str
        The market it is a share of.
    metrics : tuple of str
        What it is read from where the entity's own reading does not say.
    of, change : str
        For a growth: the amount that grows, and ``yoy``, ``yoy_cc``, ``qoq`` or ``yoy_change``; for a change in
        points the share or growth that changed, and ``points`` or ``points_qoq``.
    """

    id: str
    words: tuple[re.Pattern[str], ...] = field(compare=False)
    prose: tuple[re.Pattern[str], ...] = field(compare=False)
    units: tuple[str, ...]
    same_as: str
    parts: tuple[str, ...] = ()
    market: str = ""
    metrics: tuple[str, ...] = ()
    of: str = ""
    change: str = ""


@dataclass(frozen=True)
class Growth:
    """The words of growth inside a sentence: verbs up and down, nouns, and what it is measured against."""

    rise: tuple[re.Pattern[str], ...]
    fall: tuple[re.Pattern[str], ...]
    noun: tuple[re.Pattern[str], ...]
    sequential: tuple[re.Pattern[str], ...]
    constant: tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class WayWords:
    """The words that lead to a level: up and down, of a rate faster and slower, multiples, and *on the year*."""

    up: tuple[re.Pattern[str], ...]
    down: tuple[re.Pattern[str], ...]
    faster: tuple[re.Pattern[str], ...]
    slower: tuple[re.Pattern[str], ...]
    yearly: tuple[re.Pattern[str], ...]
    times: Mapping[float, tuple[re.Pattern[str], ...]]


def pattern(text: str) -> re.Pattern[str]:
    """Compile the words of the vocabulary, case aside."""
    return re.compile(text, re.IGNORECASE)


@dataclass(frozen=True)
class Phrases:
    """How texts tell a metric beside its labels: as a table of claims has it, and inside a sentence."""

    row: tuple[re.Pattern[str], ...] = ()
    prose: tuple[re.Pattern[str], ...] = ()


def labelled(
    own: Mapping[str, ClaimMeasure], entities: Mapping[str, Entity], phrases: Mapping[str, Phrases]
) -> dict[str, ClaimMeasure]:
    """Return a measure for every metric by its labels in three languages, but for those the vocabulary has words for.

    A label that names a company's part or product is left to that part: *Azure growth* is Azure's growth. What the
    vocabulary has phrases for is told by them too.
    """
    read, ids = {m for measure in own.values() for m in measure.metrics}, _ids()
    found: dict[str, ClaimMeasure] = {}
    told: dict[str, str] = {}
    for key, labels, unit in _metrics():
        amount = _GROWTH.sub("", key)
        if key in own or key in read or (amount != key and amount in ids and key not in phrases):
            continue  # the growth of an amount is told by the amount and a word of growth
        more = phrases.get(key, Phrases())
        words = dict.fromkeys(t for label in labels for t in (label, _AS_STATED.sub("", label)))
        same = next((told[w] for w in words if w in told), None)
        if same is not None:  # stated and computed go by one name
            found[same] = replace(found[same], metrics=(*found[same].metrics, key))
        patterns = tuple(
            pattern(_spaced(w)) for w in words if w not in told and not _names_its_part(w, key, entities)
        )
        told |= {w: same or key for w in words if w not in told}
        found[key] = ClaimMeasure(
            key,
            (*patterns, *more.row, *more.prose),
            (*patterns, *more.prose),
            _UNITS[unit],
            key,
            metrics=(key,),
        )
    return found


@while_data_stand
def _metrics() -> tuple[tuple[str, tuple[str, str, str], str], ...]:
    return (
        *(
            (str(row.id), (str(row.label), str(row.label_zh_hans), str(row.label_zh_hant)), str(row.unit))
            for row in facts.load_metrics().itertuples()
        ),
        *(
            (metric.id, (metric.label, metric.label_zh_hans, metric.label_zh_hant), metric.unit)
            for metric in DERIVED.values()
        ),
    )


@while_data_stand
def _ids() -> frozenset[str]:
    return frozenset(key for key, _, _ in _metrics())


def _names_its_part(words: str, metric: str, entities: Mapping[str, Entity]) -> bool:
    reading = (e for e in entities.values() if any(metric in ids for ids in e.reads.values()))
    return any(name_pattern(name).match(words) for e in reading if e.kind != "company" for name in e.names)


def _spaced(words: str) -> str:
    """Let spaces and hyphens between words vary, and brackets be of either width."""
    text = re.escape(words).replace(r"\ ", r"[\s-]+").replace(r"\-", r"[\s-]?")
    return re.sub(r"\\\(|（", r"[(（]", re.sub(r"\\\)|）", r"[)）]", text))


_CHANGES = {
    "growth": ("yoy", ("share",)),
    "growth_cc": ("yoy_cc", ("share",)),
    "growth_qoq": ("qoq", ("share",)),
    "change": ("yoy_change", ("USD", "CNY")),
    "change_qoq": ("qoq_change", ("USD", "CNY")),
}


def derived(measures: Mapping[str, ClaimMeasure]) -> dict[str, ClaimMeasure]:
    """Add to every amount its growth on the year, at constant currency and on the quarter, and its change.

    To every share, and to every growth, its change in points.
    """
    found = dict(measures)
    for key, measure in measures.items():
        if not {"USD", "CNY", "count", "MW"} & set(measure.units) or measure.parts or measure.market:
            continue
        for name, (change, units) in _CHANGES.items():
            grown = f"{key}_{name}"
            written = found.get(grown) or ClaimMeasure(grown, (), (), units, grown)
            found[grown] = replace(written, of=key, change=change)
    shares = [key for key, measure in found.items() if measure.units == ("share",) and not measure.parts]
    for key in shares:
        for change in POINTS:
            name = f"{key}_{change}"
            found[name] = ClaimMeasure(name, (), (), ("share",), name, of=key, change=change)
    return found


POINTS = ("points", "points_qoq")


def expressions(measure: ClaimMeasure, amounts: Iterable[str], growth: Iterable[str] = ()) -> tuple[str, ...]:
    """List what a growth is read from: rates that the company states before those computed from its amounts.

    ``growth`` is what the plain growth of the amount is read from, which may hold rates at constant currency.
    """
    plain = [a for a in amounts if "." not in a]
    if measure.change == "yoy_cc":
        stated = [g for g in growth if g.endswith("_cc")]
        return tuple(
            dict.fromkeys([*stated, *(c for a in plain if (c := f"{a}_growth_reported_cc") in _ids())])
        )
    if measure.change != "yoy":
        return tuple(f"{a}.{measure.change}" for a in plain)
    stated = [s for a in plain if (s := f"{a}_growth_reported") in _ids()]
    return (*stated, *(f"{a}.yoy" for a in plain))
