"""The words of other people: who and what a claim speaks of, by the tables of ``data/claim_vocabulary.toml``."""

from __future__ import annotations

import datetime as dt
import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .. import facts
from ..errors import DataError
from ..paths import FileState, data_dir, file_state

FILE = "claim_vocabulary.toml"


@dataclass(frozen=True)
class Entity:
    """Somebody or something a claim can be about.

    Parameters
    ----------
    id, kind : str
        Its key, and ``company``, ``part`` (a company's cloud), ``product``, ``lab`` or ``currency``.
    names : tuple of str
        As articles write it, the plainest first.
    company, party, lab : str
        Its slug in the facts, in the ledger of deals, in the tables of labs; empty where it has none there.
    reads : mapping
        Measure id to the metrics it is read from, the plainest first.
    """

    id: str
    kind: str
    names: tuple[str, ...]
    company: str
    party: str
    lab: str
    reads: Mapping[str, tuple[str, ...]] = field(compare=False)

    @property
    def year_end_month(self) -> int:
        """The month its fiscal year ends in; December for whoever is no company of ours."""
        ends = facts.load_companies().set_index("slug")["fiscal_year_end_month"]
        return int(ends.get(self.company, 12)) if self.company else 12


@dataclass(frozen=True)
class ClaimMeasure:
    """What can be claimed: patterns of its words, the units it can be in, and how it is told from the others."""

    id: str
    words: tuple[re.Pattern[str], ...] = field(compare=False)
    prose: tuple[re.Pattern[str], ...] = field(compare=False)
    units: tuple[str, ...]
    same_as: str
    parts: tuple[str, ...]
    market: str


@dataclass(frozen=True)
class Article:
    """A published text: what it is called, and the day by which it was out."""

    name: str
    published: dt.date


@dataclass(frozen=True)
class Vocabulary:
    """Every table of the file, ready to be asked."""

    articles: Mapping[str, Article]
    entities: Mapping[str, Entity]
    measures: Mapping[str, ClaimMeasure]
    kin: Mapping[str, tuple[str, ...]]
    ratios: Mapping[str, tuple[str, tuple[str, ...]]]
    growth_of: Mapping[str, str]
    forecast: tuple[re.Pattern[str], ...]
    opinion: tuple[re.Pattern[str], ...]
    by_name: Mapping[str, Entity]

    def entity(self, name: str) -> Entity | None:
        """Find who is called by a name, case and spaces aside; None for a stranger."""
        return self.by_name.get(_fold(name))

    def measure(self, words: str) -> ClaimMeasure | None:
        """Find what is claimed by its words, brackets kept if that says more; None for what nothing measures."""
        for text in (_fold(words), _fold(without_brackets(words))):
            for measure in self.measures.values():
                if any(p.fullmatch(text) for p in measure.words) or text == measure.id:
                    return self.measures.get(measure.same_as, measure)
        return None

    def parent(self, entity: Entity) -> Entity | None:
        """Name the company a part or product belongs to; None for a company itself."""
        if entity.kind == "company":
            return None
        owners = (e for e in self.entities.values() if e.kind == "company" and e.company == entity.company)
        return next(owners, None) if entity.company else None

    def owner(self, company: str) -> Entity | None:
        """Find the entity that is a company of the facts."""
        return next((e for e in self.entities.values() if e.kind == "company" and e.company == company), None)


def without_brackets(text: str) -> str:
    """Leave out what stands in brackets."""
    return re.sub(r"\s*\([^)]*\)", "", text).strip()


def _fold(text: str) -> str:
    return re.sub(r"\s+", " ", text.strip()).casefold()


def vocabulary() -> Vocabulary:
    """Read the vocabulary, once for each state of the file.

    Raises
    ------
    DataError
        The file cannot be read, or an entry is not what the file says it must be.
    """
    path = data_dir() / FILE
    try:
        state = file_state(path)
    except OSError as wrong:
        raise DataError(
            f"cannot be read ({wrong.strerror})", where=f"data/{FILE}", remedy="restore it from git"
        ) from None
    return _read(path, state)


@functools.lru_cache(maxsize=4)
def _read(path: Path, state: FileState) -> Vocabulary:
    try:
        with open(path, "rb") as file:
            tables = tomllib.load(file)
    except tomllib.TOMLDecodeError as wrong:
        raise DataError(f"not TOML: {wrong}", where=f"data/{FILE}", remedy="correct the line") from None
    try:
        return _vocabulary(tables)
    except (KeyError, TypeError, AttributeError, re.error) as wrong:
        raise DataError(
            f"an entry lacks or misspells {wrong}",
            where=f"data/{FILE}",
            remedy="compare it with its neighbours",
        ) from None


def _vocabulary(tables: dict[str, Any]) -> Vocabulary:
    readings = tables["reading"]
    entities = {key: _entity(key, row, readings[row["kind"]]) for key, row in tables["entity"].items()}
    return Vocabulary(
        articles={key: Article(row["name"], row["published"]) for key, row in tables["articles"].items()},
        entities=entities,
        measures={key: _measure(key, row) for key, row in tables["measure"].items()},
        kin={key: tuple(ids) for key, ids in tables["kin"].items()},
        ratios={key: (row["over"], tuple(row["under"])) for key, row in tables["ratio"].items()},
        growth_of=dict(tables["growth_of"]),
        forecast=_patterns(tables["hedged"]["forecast"]),
        opinion=_patterns(tables["hedged"]["opinion"]),
        by_name={_fold(name): entity for entity in entities.values() for name in entity.names},
    )


def _entity(key: str, row: dict[str, Any], reading: dict[str, list[str]]) -> Entity:
    reads = {**reading, **row.get("metrics", {})}
    return Entity(
        id=key,
        kind=row["kind"],
        names=tuple(row["names"]),
        company=row.get("company", ""),
        party=row.get("party", ""),
        lab=row.get("lab", ""),
        reads={measure: tuple(ids) for measure, ids in reads.items()},
    )


def _measure(key: str, row: dict[str, Any]) -> ClaimMeasure:
    return ClaimMeasure(
        id=key,
        words=_patterns(row["words"]),
        prose=_patterns(row.get("prose", ())),
        units=tuple(row["units"]),
        same_as=row.get("same_as", key),
        parts=tuple(row.get("parts", ())),
        market=row.get("market", ""),
    )


def _patterns(texts: list[str] | tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(text, re.IGNORECASE) for text in texts)
