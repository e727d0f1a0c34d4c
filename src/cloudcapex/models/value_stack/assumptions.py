"""``data/value_stack.toml`` as checked assumptions and named companies."""

from __future__ import annotations

import datetime as dt
import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ... import facts
from ...errors import DataError, UsageError
from ...paths import FileState, data_dir, file_state
from ...periods import Quarter
from ...schema.block import Block

FILE = "value_stack.toml"

# The shares the model is made of, in the order money passes them; the first five it cannot do without.
NEEDED = ("apps_share", "apps_gross_margin", "apps_inference", "direct_to_cloud", "models_cloud")
OPTIONAL = (
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
IDS = NEEDED + OPTIONAL
# What can be more than a whole, with the unit it is told in; every other assumption is a part of one.
UNITS = {"models_compute": "share", "chips_life": "years", "other_life": "years", "growth_factor": "times"}

DISTRIBUTIONS = ("triangular", "uniform")
BASES = ("stated", "derived", "assumed")
LAYERS = ("applications", "models", "hosting", "clouds", "chips", "foundries")


@dataclass(frozen=True)
class Estimate:
    """One range for one assumption, by whom and when.

    Parameters
    ----------
    low, central, high : float
        Fractions, in this order of size.
    distribution : {'triangular', 'uniform'}
        How likely the values inside the range are.
    basis : {'stated', 'derived', 'assumed', 'own'}
        Whether a document gives it, it follows from what documents give, nobody gives it, or the reader set it.
    describes : Quarter or None
        The quarter it speaks of; None for the reader's own.
    known : date or None
        The day it became known; None for the reader's own.
    sources : tuple of str
        Ids of documents, the decisive one first.
    says : str
        What they say, in our words.
    """

    low: float
    central: float
    high: float
    distribution: str
    basis: str
    describes: Quarter | None = None
    known: dt.date | None = None
    sources: tuple[str, ...] = ()
    says: str = ""

    @property
    def fixed(self) -> bool:
        """True for a single value."""
        return self.low == self.high

    @property
    def middle(self) -> float:
        """The value that half of all draws lie below: of a skewed triangle another than its likeliest."""
        if self.fixed or self.distribution == "uniform":
            return (self.low + self.high) / 2
        width, left, right = self.high - self.low, self.central - self.low, self.high - self.central
        if left >= right:
            return self.low + math.sqrt(width * left / 2)
        return self.high - math.sqrt(width * right / 2)


@dataclass(frozen=True)
class Assumption:
    """One share the model needs, with what others have estimated, oldest first."""

    id: str
    label: str
    meaning: str
    estimates: tuple[Estimate, ...]

    @property
    def unit(self) -> str:
        """Unit of its values: a share, years, or how many times."""
        return UNITS.get(self.id, "share")


@dataclass(frozen=True)
class Named:
    """A company that the essay or its digest named: its layer, what it does, what was claimed of it then.

    ``founded`` is the year that the document ``founded_source`` gives, known from the day ``founded_known``; without it
    ``founded_why`` says why the year is not held.
    """

    name: str
    layer: str
    does: str
    note: str = ""
    slug: str = ""
    claims: tuple[str, ...] = ()
    founded: int | None = None
    founded_known: dt.date | None = None
    founded_source: str = ""
    founded_why: str = ""


@dataclass(frozen=True)
class Stack:
    """Everything ``data/value_stack.toml`` holds."""

    assumptions: tuple[Assumption, ...]
    companies: tuple[Named, ...]


def read_stack(path: Path | None = None) -> Stack:
    """Read and check the assumptions and the named companies.

    Parameters
    ----------
    path : Path, optional
        By default ``value_stack.toml`` of the data folder.

    Raises
    ------
    DataError
        For whatever does not hold: with the file, the block, the key and what is valid.
    """
    path = path or data_dir() / FILE
    try:
        return _read(path, file_state(path), file_state(data_dir() / "sources.csv"))
    except OSError as error:
        raise DataError(f"cannot be read ({error.strerror})", where=f"data/{path.name}") from None


@lru_cache(maxsize=8)
def _read(path: Path, state: FileState, documents: FileState) -> Stack:
    file = f"data/{path.name}"
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"not valid TOML: {error}", where=file) from None
    Block(content, file).only(["assumption", "company"])
    sources = tuple(facts.load_sources()["source_id"])
    claims = tuple(facts.load_table("claims")["claim_id"])
    found: dict[str, Assumption] = {}
    for number, table in enumerate(_tables(content, "assumption", file), 1):
        assumption = _assumption(Block(table, f"{file}, assumption {number}"), sources, file)
        if assumption.id in found:
            raise DataError(
                f"the assumption {assumption.id!r} stands twice", where=f"{file}, assumption {number}"
            )
        found[assumption.id] = assumption
    for name in IDS:
        if name not in found:
            raise DataError(f"the assumption {name!r} is missing", where=file, valid=IDS)
    companies = tuple(
        _named(Block(table, f"{file}, company {number}"), claims, sources)
        for number, table in enumerate(_tables(content, "company", file), 1)
    )
    return Stack(tuple(found[name] for name in IDS), companies)


def _tables(content: Mapping[str, object], key: str, file: str) -> list[Mapping[str, object]]:
    tables = content.get(key)
    if not isinstance(tables, list) or not tables:
        raise DataError(f"the file holds no {key}", where=file, valid=f"blocks that start with [[{key}]]")
    return tables


def _assumption(block: Block, sources: Sequence[str], file: str) -> Assumption:
    name = block.choice("id", IDS)
    block.place = f"{file}, assumption {name!r}"
    block.only(("id", "label", "meaning", "estimate"))
    tables = block.table.get("estimate")
    if not isinstance(tables, list) or not tables:
        block.fault("estimate", "no estimate is given", "blocks that start with [[assumption.estimate]]")
    estimates = tuple(
        _estimate(Block(table, f"{block.place}, estimate {number}"), name, sources)
        for number, table in enumerate(tables, 1)
    )
    days = [estimate.known for estimate in estimates]
    if days != sorted(days, key=str):
        block.fault("known", "the estimates are out of order", "the oldest first")
    return Assumption(name, block.text("label"), block.text("meaning"), estimates)


_KEYS = ("low", "central", "high", "distribution", "basis", "describes", "known", "sources", "says")


def _estimate(block: Block, name: str, sources: Sequence[str]) -> Estimate:
    block.only(_KEYS)
    low, central, high = (block.number(key) for key in ("low", "central", "high"))
    fault = range_fault(name, low, central, high)
    if fault:
        block.fault("low", fault, _valid_range(name))
    known = block.table.get("known")
    if not isinstance(known, dt.date) or isinstance(known, dt.datetime):
        block.fault("known", f"{known!r} is not a day", "a day such as 2023-01-19, without quotes")
    try:
        describes = Quarter.parse(block.text("describes"))
    except UsageError as error:
        block.fault("describes", error.what, 'a quarter such as "2022Q4"')
    return Estimate(
        low,
        central,
        high,
        block.choice("distribution", DISTRIBUTIONS),
        block.choice("basis", BASES),
        describes,
        known,
        block.names("sources", sources),
        block.text("says"),
    )


def range_fault(name: str, low: float, central: float, high: float) -> str:
    """Say what is wrong with a range; empty for a sound one."""
    if not low <= central <= high:
        return f"{low:g}, {central:g}, {high:g} do not rise"
    if low < 0 or (high > 1 and name not in UNITS):
        return f"{low:g} to {high:g} leaves what the share can be"
    if UNITS.get(name) == "years" and low == 0:
        return "nothing wears out in no time"
    return ""


def _valid_range(name: str) -> str:
    if UNITS.get(name) == "years":
        return "low ≤ central ≤ high, above 0, in years"
    end = "and up" if name in UNITS else "to 1"
    return f"low ≤ central ≤ high, from 0 {end}, as fractions"


_FOUNDED = ("founded", "founded_known", "founded_source", "founded_why")


def _named(block: Block, claims: Sequence[str], sources: Sequence[str]) -> Named:
    block.only(("name", "layer", "does", "note", "slug", "claims", *_FOUNDED))
    name = block.text("name")
    return Named(
        name,
        block.choice("layer", LAYERS),
        block.text("does"),
        block.text("note", needed="claims" in block),
        block.text("slug", needed=False),
        block.names("claims", claims) if "claims" in block else (),
        *_founded(block, sources),
    )


def _founded(block: Block, sources: Sequence[str]) -> tuple[int | None, dt.date | None, str, str]:
    """Read the year of founding with its document, or why it is not held."""
    year, known = block.table.get("founded"), block.table.get("founded_known")
    if year is None:
        return None, None, "", block.text("founded_why")
    if not isinstance(year, int) or not 1900 <= year <= 2026:
        block.fault("founded", f"{year!r} is no year", "a year such as 2019")
    if not isinstance(known, dt.date) or isinstance(known, dt.datetime):
        block.fault("founded_known", f"{known!r} is not a day", "a day such as 2022-10-23, without quotes")
    return year, known, block.choice("founded_source", sources), ""
