"""The words of other people: who and what a claim speaks of, by the tables of ``data/claim_vocabulary.toml``."""

from __future__ import annotations

import datetime as dt
import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import facts
from ..errors import DataError
from ..paths import Stamp, data_dir, stamp, while_data_stand
from .entities import Entity, with_labels, with_names
from .measures import ClaimMeasure, Growth, Phrases, WayWords, derived, expressions, labelled, pattern

FILE = "claim_vocabulary.toml"


# A table of the file as it is read, whatever it holds.
_Toml = dict[str, Any]


@dataclass(frozen=True)
class Beside:
    """The edition that stands beside an article: of which report and quarter, as of which day; in its language."""

    report: str
    quarter: str
    as_of: dt.date


@dataclass(frozen=True)
class Article:
    """A published text: its name, the day by which it was out, its language, and the edition that stands beside it.

    Parameters
    ----------
    name : str
        As an English edition calls it.
    published : datetime.date
        By then it was out.
    language : str
        Its own.
    beside : Beside
        The edition that tells the same quarter.
    judged : str
        Quarter of the published report on claims that the edition leads to; empty for none.
    """

    name: str
    published: dt.date
    language: str
    beside: Beside
    judged: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """Every table of the file, ready to be asked."""

    articles: Mapping[str, Article]
    entities: Mapping[str, Entity]
    measures: Mapping[str, ClaimMeasure]
    kin: Mapping[str, tuple[str, ...]]
    bases: Mapping[str, tuple[str, ...]]
    ratios: Mapping[str, tuple[str, tuple[str, ...]]]
    growth: Growth
    ways: WayWords
    negative: tuple[re.Pattern[str], ...]
    together: tuple[re.Pattern[str], ...]
    each: tuple[re.Pattern[str], ...]
    expects: tuple[re.Pattern[str], ...]
    ahead: frozenset[str]
    others: tuple[re.Pattern[str], ...]
    takings: tuple[re.Pattern[str], ...]
    portion: tuple[re.Pattern[str], ...]
    lines: tuple[re.Pattern[str], ...]
    parts: Mapping[tuple[str, ...], str]
    plain: frozenset[str]
    forecast: tuple[re.Pattern[str], ...]
    opinion: tuple[re.Pattern[str], ...]
    by_name: Mapping[str, Entity]
    houses: Mapping[str, str]
    metrics: frozenset[str]

    def entity(self, name: str) -> Entity | None:
        """Find who is called by a name, case and spaces aside; None for a stranger."""
        return self.by_name.get(_fold(name))

    def measure(self, words: str) -> ClaimMeasure | None:
        """Find what is claimed by its words, brackets kept if that says more; None for what nothing measures."""
        if words not in self._asked:
            self._asked[words] = self._measure(words)
        return self._asked[words]

    @functools.cached_property
    def _asked(self) -> dict[str, ClaimMeasure | None]:
        """What was asked for by its words, since every pattern of every measure is tried on them."""
        return {}

    def _measure(self, words: str) -> ClaimMeasure | None:
        for text in (_fold(words), _fold(without_brackets(words))):
            for measure in self.measures.values():
                if any(p.fullmatch(text) for p in measure.words) or text == measure.id:
                    return self.measures.get(measure.same_as, measure)
        return self._growth(_fold(without_brackets(words)))

    def _growth(self, text: str) -> ClaimMeasure | None:
        """Find the growth of an amount: ``depreciation yoy growth``."""
        said = re.fullmatch(r"(.+?) (?:(?:yoy|year-on-year) growth|yoy|growth)(?: rate)?", text)
        amount = self.measure(said[1]) if said else None
        return self.measures.get(f"{amount.id}_growth") if amount else None

    def reads(self, entity: Entity, measure: str) -> tuple[str, ...]:
        """List the expressions that a measure of an entity is read from, the plainest first; stated rates before computed.

        A part or product reads nothing that its company publishes of itself as a whole.
        """
        if measure in entity.reads:
            return entity.reads[measure]
        known = self.measures.get(measure)
        # Customers of Fabric are the metric of that name.
        mine = f"{entity.id}_{measure}"
        if entity.kind == "product" and mine in self.metrics:
            return (mine,)
        if known is None:
            return ()
        if known.of:
            plain = self.reads(entity, f"{known.of}_growth") if known.change == "yoy_cc" else ()
            return expressions(known, self.reads(entity, known.of), plain)
        return tuple(m for m in known.metrics if entity.publishes(m))

    def states(self, entity: Entity, metric: str) -> bool:
        """Whether the documents of a company give a metric that a part, a product or the whole publishes."""
        return entity.publishes(metric) and (entity.company, metric) in _stated()

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
    """Read the vocabulary, once for each state of the data.

    Raises
    ------
    DataError
        The file cannot be read, or an entry is not what the file says it must be.
    """
    return _read(data_dir() / FILE, stamp())


@functools.lru_cache(maxsize=4)
def _read(path: Path, state: Stamp) -> Vocabulary:
    try:
        with open(path, "rb") as file:
            tables = tomllib.load(file)
    except OSError as wrong:
        raise DataError(
            f"cannot be read ({wrong.strerror})", where=f"data/{FILE}", remedy="restore it from git"
        ) from None
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


def _vocabulary(tables: _Toml) -> Vocabulary:
    readings, words = tables["reading"], tables["words"]
    entities = {key: _entity(key, row, readings[row["kind"]]) for key, row in tables["entity"].items()}
    entities = with_labels(with_names(entities))
    own = {key: _measure(key, row) for key, row in tables["measure"].items()}
    phrases = {key: _phrases(row) for key, row in tables["phrases"].items()}
    measures = derived({**own, **labelled(own, entities, phrases)})
    return Vocabulary(
        articles={
            key: Article(
                row["name"], row["published"], row["language"], Beside(**row["beside"]), row.get("judged", "")
            )
            for key, row in tables["articles"].items()
        },
        entities=entities,
        measures=measures,
        kin={key: tuple(ids) for key, ids in tables["kin"].items()},
        bases={key: tuple(ids) for key, ids in tables["bases"].items()},
        ratios={key: (row["over"], tuple(row["under"])) for key, row in tables["ratio"].items()},
        growth=Growth(**{name: _patterns(texts) for name, texts in tables["growth"].items()}),
        ways=_ways(tables["ways"]),
        negative=_patterns(words["negative"]),
        together=_patterns(words["together"]),
        each=_patterns(words["each"]),
        expects=_patterns(words["expects"]),
        ahead=frozenset(words["ahead"]),
        others=_patterns(words["others"]),
        takings=_patterns(words["takings"]),
        portion=_patterns(words["portion"]),
        lines=_patterns(words["lines"]),
        parts={tuple(of): name for name, of in tables["parts"].items()},
        plain=frozenset(words["plain"].split()),
        forecast=_patterns(tables["hedged"]["forecast"]),
        opinion=_patterns(tables["hedged"]["opinion"]),
        houses=_houses(),
        metrics=frozenset(facts.load_metrics()["id"].astype(str)),
        by_name={_fold(name): entity for entity in entities.values() for name in entity.names},
    )


def _ways(table: _Toml) -> WayWords:
    times = {float(factor): _patterns(texts) for factor, texts in table["times"].items()}
    return WayWords(times=times, **{n: _patterns(texts) for n, texts in table.items() if n != "times"})


@while_data_stand
def _stated() -> frozenset[tuple[str, str]]:
    table = facts.load_facts()
    return frozenset(zip(table["company"].astype(str), table["metric"].astype(str), strict=True))


def _houses() -> dict[str, str]:
    """Read who forecasts, by each of their names."""
    table = facts.load_said("forecasts")
    columns = ("house", "house_zh_hans", "house_zh_hant")
    return {str(row[c]): str(row["house"]) for _, row in table.iterrows() for c in columns}


def _entity(key: str, row: _Toml, reading: dict[str, list[str]]) -> Entity:
    reads = {**reading, **row.get("metrics", {})}
    return Entity(
        id=key,
        kind=row["kind"],
        names=tuple(row["names"]),
        company=row.get("company", ""),
        party=row.get("party", ""),
        lab=row.get("lab", ""),
        reads={measure: tuple(ids) for measure, ids in reads.items()},
        within=_patterns(row.get("within", ())),
        market=row.get("market", ""),
    )


def _phrases(row: dict[str, list[str]]) -> Phrases:
    prose = [text for place, texts in row.items() if place != "row" for text in texts]
    return Phrases(_patterns(row.get("row", ())), _patterns(prose))


def _measure(key: str, row: _Toml) -> ClaimMeasure:
    return ClaimMeasure(
        id=key,
        words=_patterns(row["words"]),
        prose=_patterns(row.get("prose", ())),
        units=tuple(row["units"]),
        same_as=row.get("same_as", key),
        parts=tuple(row.get("parts", ())),
        market=row.get("market", ""),
        metrics=tuple(row.get("metrics", ())),
    )


def _patterns(texts: list[str] | tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(map(pattern, texts))
