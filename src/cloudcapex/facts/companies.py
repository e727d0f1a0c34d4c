"""Who there is: companies, what each page of theirs shows, and the sets that exhibits show together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from ..errors import DataError, UsageError, near, unknown
from ..language import DEFAULT, LANGUAGES, Tag
from ..paths import Stamp, stamp
from ..schema import TABLES
from ..schema.colours import Colours
from ..schema.rows import text_rows
from .reading import table

Row = Mapping[str, str]


class Names(tuple[str, ...]):
    """One thing as each language of editions names it, in the order of their table."""

    __slots__ = ()

    @property
    def en(self) -> str:
        """The English name."""
        return self.of(DEFAULT)

    def of(self, language: str) -> str:
        """Return the name in a language."""
        return self[LANGUAGES.index(language)]

    def __bool__(self) -> bool:
        return bool(self.en)


@dataclass(frozen=True)
class Company:
    """One row of ``companies.csv``.

    Attributes
    ----------
    name : Names
        The short name, for charts and tables.
    full_name : str
        The registered name.
    cloud : Names
        Its cloud; false where it sells none.
    cloud_note : Names
        What a reader must know of the cloud's revenue; false where there is nothing.
    page : int or None
        Place of its page in the review; None where it has one only when a reader asks for it.
    """

    slug: str
    name: Names
    full_name: str
    ticker: str
    cik: str
    year_end: str
    year_end_month: int
    currency: str
    headline_capex: str
    cloud: Names
    cloud_note: Names
    colours: Colours
    role: str
    page: int | None


@dataclass(frozen=True)
class Member:
    """A company's place in a set of ``groups.csv``.

    Attributes
    ----------
    metric, against : str
        The figure that stands for it there, and what that is held against; empty for none.
    name : Names
        What it is called there; false where it keeps its name.
    """

    company: str
    metric: str
    against: str
    name: Names


@dataclass(frozen=True)
class PageRow:
    """One row of ``company_pages.csv``; an empty company stands for every one without rows of its own."""

    company: str
    place: str
    metric: str
    name: Names
    note: Names
    subject: Names
    asked: bool


@dataclass(frozen=True)
class _Register:
    """Everything at once, read from one state of the tables."""

    companies: Mapping[str, Company]
    groups: Mapping[str, tuple[Member, ...]]
    pages: tuple[PageRow, ...] = field(default=())


def companies() -> Mapping[str, Company]:
    """Every company by its slug, in the order exhibits keep."""
    return _register(stamp()).companies


def company(slug: str) -> Company:
    """Return one company.

    Raises
    ------
    UsageError
        For a slug that does not exist, with near names.
    """
    known = companies()
    if slug not in known:
        raise unknown("company", slug, known)
    return known[slug]


def company_named(text: str) -> Company:
    """Return the company that a reader names: by its slug, its ticker or one of its names, in any case.

    Raises
    ------
    UsageError
        For a name that is no company's, with near names, and for one that is several companies'.
    """
    known = companies()
    if text in known:
        return known[text]
    called: dict[str, dict[str, str]] = {}
    for one in known.values():
        for name in filter(None, (one.slug, one.ticker, one.full_name, *one.name)):
            called.setdefault(name.casefold(), {})[one.slug] = name
    found = called.get(str(text).strip().casefold(), {})
    if len(found) > 1:
        raise UsageError(f"{text!r} names {len(found)} companies", valid=found, remedy="name one by its slug")
    if found:
        return known[next(iter(found))]
    close = [slug for name in near(str(text), called) for slug in called[name]]
    remedy = f"did you mean {' or '.join(dict.fromkeys(close))}?" if close else None
    raise UsageError(f"unknown company {text!r}", valid=known, remedy=remedy)


def in_role(*roles: str) -> tuple[str, ...]:
    """Slugs of the companies in one of some roles, in the order of their pages, then in that of exhibits."""
    found = [c for c in companies().values() if c.role in roles]
    return tuple(c.slug for c in sorted(found, key=lambda c: (c.page is None, c.page or 0)))


def usual_companies() -> tuple[str, ...]:
    """Companies a review is about unless a reader chooses others: what commentaries are written about."""
    return in_role("compared")


def followed(companies: Iterable[str]) -> tuple[str, ...]:
    """Companies followed beside the usual ones, suppliers and other clouds; none beside a reader's own choice."""
    asked = set(companies)
    return tuple(c for c in with_page() if c not in asked) if asked == set(usual_companies()) else ()


def with_page() -> tuple[str, ...]:
    """Slugs of the companies with a place among the pages of the review, in that order."""
    placed = [(c.page, c.slug) for c in companies().values() if c.page is not None]
    return tuple(slug for _, slug in sorted(placed))


def group(name: str) -> tuple[Member, ...]:
    """Return a set of companies in its order; empty where no row names it."""
    return _register(stamp()).groups.get(name, ())


def slugs_of(name: str) -> tuple[str, ...]:
    """Return the slugs of a set in its order, each once."""
    return tuple(dict.fromkeys(m.company for m in group(name)))


def only(name: str) -> Member:
    """Return the one member of a set that has one.

    Raises
    ------
    DataError
        Where it has none or several.
    """
    found = group(name)
    if len(found) != 1:
        raise DataError(
            f"{len(found)} rows of group {name}",
            where=f"data/{TABLES['groups'].path}",
            valid="one",
            remedy=f"say which company stands for {name}",
        )
    return found[0]


def page_rows() -> tuple[PageRow, ...]:
    """Return every row of the table of pages, in its order."""
    return _register(stamp()).pages


@lru_cache(maxsize=8)
def _register(state: Stamp) -> _Register:
    listed = rows("companies", state)
    ordered = sorted(listed, key=lambda r: int(r["colour_order"]))
    groups: dict[str, list[Member]] = {}
    for row in rows("groups", state):
        member = Member(row["company"], row["metric"], row["against"], names(row, "name"))
        groups.setdefault(row["group"], []).append(member)
    return _Register(
        MappingProxyType({r["slug"]: _company(r) for r in ordered}),
        MappingProxyType({name: tuple(members) for name, members in groups.items()}),
        tuple(_page_row(r) for r in rows("company_pages", state)),
    )


def rows(name: str, state: Stamp) -> Sequence[Row]:
    """Return the rows of a table as text; an empty cell is an empty text."""
    frame = table(name, state).astype(object)
    return text_rows(frame.where(frame.notna(), "").astype(str))


def names(row: Row, stem: str, english: str = "") -> Names:
    """Read the columns of one name, a language each; the English one may be called otherwise."""
    return Names(row[english if english and tag == DEFAULT else tag.column(stem)] for tag in Tag)


def _company(row: Row) -> Company:
    return Company(
        slug=row["slug"],
        name=names(row, "name", english="short_name"),
        full_name=row["name"],
        ticker=row["ticker"],
        cik=row["cik"],
        year_end=row["fiscal_year_end"],
        year_end_month=int(row["fiscal_year_end_month"]),
        currency=row["currency"],
        headline_capex=row["headline_capex"],
        cloud=names(row, "cloud_name"),
        cloud_note=names(row, "cloud_note"),
        colours=Colours(row["colour"], row["colour_text"], row["colour_dark"]),
        role=row["role"],
        page=int(row["page"]) if row["page"] else None,
    )


def _page_row(row: Row) -> PageRow:
    return PageRow(
        row["company"],
        row["place"],
        row["metric"],
        names(row, "name"),
        names(row, "note"),
        names(row, "subject"),
        row["asked"] == "yes",
    )
