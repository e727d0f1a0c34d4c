"""Parties of deals and rounds: whatever name a report gives them, who that is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from ..errors import unknown
from ..language import Tag
from ..paths import Stamp, stamp
from ..schema.colours import Colours
from .companies import Company, Names, companies, names, rows
from .reading import names_in_use, table


@dataclass(frozen=True)
class Party:
    """One row of ``parties.csv``, or a company that needs none.

    Attributes
    ----------
    id : str
        Its slug.
    name : Names
        The name a deal is told under: ``AWS`` where ``who`` is Amazon.
    who : str
        The company's slug where it is one, else its own: what deals are added up under.
    kind : str
        One of `schema.words.PARTY_KINDS`.
    owner : str
        The party it is one with where owners are counted; itself where it has none.
    large, charted : int or None
        Its place in sets of the table; None outside them.
    colours : Colours or None
        None for one drawn in ink.
    """

    id: str
    name: Names
    who: str
    kind: str
    owner: str
    large: int | None = None
    charted: int | None = None
    colours: Colours | None = None


def parties() -> Mapping[str, Party]:
    """Every party by its slug, in the order of the table, then companies without a row."""
    return _register(stamp())[0]


def party(name: str) -> Party:
    """Return the party that goes by a name: its own, another one in use, or its slug.

    Raises
    ------
    UsageError
        For a name that nobody goes by, with near names.
    """
    known, by_name = _register(stamp())
    if name not in by_name:
        raise unknown("party", name, by_name)
    return known[by_name[name]]


def who(name: str) -> str:
    """Return who goes by a name: a company's slug, else a party's; the name itself where nobody does."""
    known, by_name = _register(stamp())
    return known[by_name[name]].who if name in by_name else name


def parties_of(cell: str) -> tuple[Party, ...]:
    """Read the parties in a cell of the ledger, in their order, each once."""
    return tuple(dict.fromkeys(party(n.strip()) for n in cell.split(";") if n.strip()))


def whos(*kinds: str, named_by: dt.date | None = None) -> tuple[str, ...]:
    """Who there is of some kinds, in the order of the table, each once; by a day, whom somebody had named then."""
    later = named_later(named_by) if named_by else frozenset[str]()
    return tuple(dict.fromkeys(p.who for p in parties().values() if p.kind in kinds and p.who not in later))


def charted_labs(named_by: dt.date | None = None) -> tuple[str, ...]:
    """Laboratories whose run-rates are drawn, in the order of the table; by a day, those that were named then."""
    later = named_later(named_by) if named_by else frozenset[str]()
    placed = [(p.charted, p.who) for p in parties().values() if p.charted is not None and p.who not in later]
    return tuple(slug for _, slug in sorted(placed))


def named_later(day: dt.date) -> frozenset[str]:
    """Return whom a deal, a round or a figure names for the first time after a day, companies aside: no edition names them.

    Parameters
    ----------
    day : date
        An edition's day.

    Returns
    -------
    frozenset of str
        As `who` gives them.
    """
    seen = _first_named(stamp())
    return frozenset(name for name, first in seen.items() if first > day) - frozenset(companies())


def named_in(language: str, day: dt.date) -> tuple[str, ...]:
    """Return the names of a language that its own words part: of companies, their clouds, parties, and houses that forecast.

    Parameters
    ----------
    language : str
        One of `LANGUAGES`.
    day : date
        An edition's day: whoever is named for the first time after it is left out.

    Returns
    -------
    tuple of str
        Longest first, each once.
    """
    later = named_later(day)
    forecasts = table("forecasts", stamp())
    houses = forecasts.loc[forecasts["filed"].dt.date <= day, Tag(language).column("house")]
    found = [name.of(language) for c in companies().values() for name in (c.name, c.cloud) if name]
    found += [p.name.of(language) for p in parties().values() if p.who not in later]
    return tuple(sorted({*found, *houses.dropna()}, key=lambda name: (-len(name), name)))


@lru_cache(maxsize=4)
def _first_named(state: Stamp) -> dict[str, dt.date]:
    found: dict[str, dt.date] = {}
    for name, column, cells in _NAMING:
        frame = table(name, state)
        for cell in cells:
            for text, day in zip(frame[cell].fillna(""), frame[column], strict=True):
                for part in filter(None, map(str.strip, text.split(";"))):
                    found[who(part)] = min(found.get(who(part), day.date()), day.date())
    return found


# Tables whose rows name parties, the day of a row, and the cells that do.
_NAMING = (
    ("deals", "announced", ("investor", "recipient")),
    ("rounds", "date", ("lab", "investors")),
    ("labs", "filed", ("lab",)),
)


@lru_cache(maxsize=8)
def _register(state: Stamp) -> tuple[Mapping[str, Party], Mapping[str, str]]:
    found = {row["party"]: _party(row) for row in rows("parties", state)}
    claimed = {p.who for p in found.values()}
    found |= {slug: _company(c) for slug, c in companies().items() if slug not in claimed}
    by_name = names_in_use(table("parties", state), table("companies", state))
    # A company that deals under other names only is met under the first of them.
    first = {p.who: p.id for p in reversed(found.values())}
    by_name = {name: slug if slug in found else first[slug] for name, slug in by_name.items()}
    return MappingProxyType(found), MappingProxyType(by_name)


def _party(row: Mapping[str, str]) -> Party:
    colours = Colours(row["colour"], row["colour_text"], row["colour_dark"])
    return Party(
        id=row["party"],
        name=names(row, "name"),
        who=row["company"] or row["party"],
        kind=row["kind"],
        owner=row["owner"] or row["party"],
        large=int(row["large"]) if row["large"] else None,
        charted=int(row["charted"]) if row["charted"] else None,
        colours=colours if colours.fill else None,
    )


def _company(of: Company) -> Party:
    kind = "cloud" if of.cloud else "chips" if of.role == "supplier" else "company"
    return Party(of.slug, of.name, of.slug, kind, of.slug)
