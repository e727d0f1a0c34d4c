"""Facts as filings state them, and which of them the house keeps: those that a metric of the company is read from."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..errors import DataError
from ..facts.tagged import CountsAs, segment_of, spelled_concepts
from ..periods import Quarter, parse_date
from ..schema.columns import TESTS
from ..schema.words import CURRENCIES, FORMS, PROXY
from .held import read_as, rows_of_file
from .proposal import ProposedRow

_CIK = re.compile(r"\d{1,10}", re.ASCII)
_ACCESSION = re.compile(r"\d{10}-\d{2}-\d{6}", re.ASCII)
_LONGEST_NAME = 200
# So many numbers that could not be read are named, each with its text.
_MOST_NAMED = 5
# Digits before the point, or noughts behind it, that no amount in any currency has.
_MOST_DIGITS = 24
# Before the first quarter that the house tells, and before the first filing that it holds of a company.
FIRST_DAY = "2018-01-01"


@dataclass(frozen=True)
class FiledFact:
    """One fact as one filing states it; ``start`` is empty for a stock, ``member`` for a consolidated fact."""

    concept: str
    member: str
    unit: str
    start: str
    end: str
    value: Decimal
    form: str
    accession: str
    filed: str
    place: str


@dataclass(frozen=True)
class FilerFacts:
    """Who files, and what.

    Attributes
    ----------
    public_float : Decimal or None
        What shares in other hands are worth, in US dollars; None where it is not told.
    unread : tuple of (str, str)
        Concept and text of each number of a document that could not be read.
    """

    cik: int
    name: str
    facts: tuple[FiledFact, ...]
    public_float: Decimal | None = None
    unread: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class KeptFacts:
    """What is kept of a filer's facts.

    Attributes
    ----------
    rows : tuple of ProposedRow
        The documents first.
    left : tuple of str
        What is left out and why, a line each.
    """

    rows: tuple[ProposedRow, ...]
    left: tuple[str, ...]


def cik_told(value: object) -> int:
    """Read the number of a filer, as a number or in digits.

    Parameters
    ----------
    value : object
        As JSON has it.

    Returns
    -------
    int
        Its number, of at most ten digits.

    Raises
    ------
    ValueError
        It is none.
    """
    if not _CIK.fullmatch(str(value)):
        raise ValueError(f"cik is {str(value)[:30]!a}, no number of a filer")
    return int(str(value))


def accession_told(value: object) -> str:
    """Read the number of a filing, which becomes part of an address.

    Parameters
    ----------
    value : object
        As JSON has it.

    Returns
    -------
    str
        As the SEC writes it, ten digits, two and six.

    Raises
    ------
    ValueError
        It is none.
    """
    if not _ACCESSION.fullmatch(str(value)):
        raise ValueError(f"accn is {str(value)[:30]!a}, no accession number")
    return str(value)


def amount_told(value: int | Decimal) -> Decimal:
    """Hold a number to what an amount can be: 1e999999999 costs little to write, and whoever spells it out has no memory left.

    Parameters
    ----------
    value : int or Decimal
        As it was read.

    Returns
    -------
    Decimal
        The same.

    Raises
    ------
    ValueError
        It is beyond any amount.
    """
    amount = Decimal(value)
    if amount and abs(amount.adjusted()) > _MOST_DIGITS:
        raise ValueError(f"val is {amount:.2E}, beyond any amount")
    return amount


def name_told(value: object) -> str:
    """Read the name of a filer as one line that does nothing on a terminal or a page; empty where none is told.

    Parameters
    ----------
    value : object
        As JSON has it.

    Returns
    -------
    str
        At most two hundred characters; empty where none is told.

    Raises
    ------
    ValueError
        It is no text.
    """
    if value is not None and not isinstance(value, str):
        raise ValueError(f"entityName is {type(value).__name__}, no text")
    return " ".join("".join(c if c.isprintable() else " " for c in value or "").split())[:_LONGEST_NAME]


def company_of(filer: FilerFacts, name: str, *, whole: bool = True) -> dict[str, str]:
    """Return the row of the company that files under a number.

    Parameters
    ----------
    filer : FilerFacts
        Who.
    name : str
        The file, for the message.
    whole : bool
        Whether it holds all facts of the filer, from which a company can be taken in; False for a document.

    Raises
    ------
    DataError
        No company of the house files under it.
    """
    found = [row for row in rows_of_file("companies") if row["cik"] == str(filer.cik)]
    if not found:
        told = name if whole else f"CIK{filer.cik:010}.json"
        # A document alone does not tell the fiscal years.
        lacking = "" if whole else f" with https://data.sec.gov/api/xbrl/companyfacts/{told}"
        raise DataError(
            f"CIK {filer.cik} ({filer.name}) is none of data/companies.csv",
            where=name,
            valid=[f"{row['slug']} {row['cik']}" for row in rows_of_file("companies") if row["cik"]],
            remedy=f"run `cloudcapex add-company {told}` first{lacking}",
        )
    return found[0]


def keep(
    filer: FilerFacts,
    company: dict[str, str],
    today: dt.date,
    *,
    since: str = "",
    also: Sequence[CountsAs] = (),
) -> KeptFacts:
    """Choose the facts that the house keeps of a company, and make rows of them and of their documents.

    KeptFacts is what a metric of the company is read from, and every concept and member that the data hold of it already.
    What was filed before the first filing that they hold is left out, and so are periods before 2018.

    Parameters
    ----------
    filer : FilerFacts
        Whose facts.
    company : dict
        Its row of ``companies.csv``.
    today : date
        The day the documents were read.
    since : str
        Another first day of filing.
    also : sequence of CountsAs
        What counts as another concept beside what the tables say.
    """
    slug = company["slug"]
    held = [row for row in rows_of_file("filings") if row["company"] == slug]
    first = since or min((row["filed"] for row in held), default=FIRST_DAY)
    metrics = _wanted(slug, also)
    wanted = metrics | {(row["concept"], row["member"]) for row in held}
    why: Counter[str] = Counter()
    kept = []
    for fact in filer.facts:
        reason = _left_out(fact, first)
        if not _named(fact) & wanted:
            reason = "of concepts or members that no metric is read from"
        if reason:
            why[reason] += 1
        else:
            kept.append(fact)
    _refuse_other_currencies([fact for fact in kept if _named(fact) & metrics], company)
    documents = {row["source_id"] for row in rows_of_file("sources")}
    rows = [*_documents(kept, filer.cik, company, documents, today), *(_row(fact, slug) for fact in kept)]
    left = [f"{count:,} facts {reason}" for reason, count in sorted(why.items())]
    return KeptFacts((*rows,), (*left, *_unread(filer.unread)))


def _named(fact: FiledFact) -> set[tuple[str, str]]:
    return {(fact.concept, fact.member), (fact.concept, segment_of(fact.member))}


def _unread(numbers: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Name the numbers that could not be read, those of one concept and text together, in one line."""
    if not numbers:
        return
    many = [
        f"{concept} {text[:30]!r}{f' ({count:,} times)' if count > 1 else ''}"
        for (concept, text), count in Counter(numbers).most_common()
    ]
    more = f", and {len(many) - _MOST_NAMED:,} more" if len(many) > _MOST_NAMED else ""
    yield f"{len(numbers):,} facts that read as no number: {', '.join(many[:_MOST_NAMED])}{more}"


def _refuse_other_currencies(facts: Sequence[FiledFact], company: dict[str, str]) -> None:
    """Refuse whose figures come in another currency than the company's too: in one series the two never meet.

    Each of them would be a fault of its own otherwise, hundreds of one cause.
    """
    own = company["currency"]
    by_unit: dict[str, list[FiledFact]] = {}
    for fact in facts:
        by_unit.setdefault(fact.unit, []).append(fact)
    if not by_unit.keys() - {own} or own not in by_unit:
        return
    told = [f"{unit} ({_span(by_unit[unit])})" for unit in sorted(by_unit, key=lambda u: (u != own, u))]
    last = max(fact.filed for unit, mine in by_unit.items() if unit != own for fact in mine)
    later = sorted(fact.filed for fact in by_unit[own] if fact.filed > last)
    remedy = f"add those in {own} by `cloudcapex add --template disclosures`"
    if later and any(row["slug"] == company["slug"] for row in rows_of_file("companies")):
        remedy = f"take what it filed in {own} alone with --since {later[0]}, or {remedy}"
    raise DataError(
        f"{company['name']} states its figures in {' and '.join(told)}",
        where=facts[0].place.partition(",")[0],
        valid=own,
        remedy=f"{remedy}; nothing was taken",
    )


def _span(facts: Sequence[FiledFact]) -> str:
    """Name the quarters in which periods end, and count the figures."""
    ends = sorted(parse_date(fact.end) for fact in facts if TESTS["day"](fact.end))
    quarters = list(dict.fromkeys(str(Quarter.of(end - dt.timedelta(days=90), end)) for end in ends))
    between = f"{quarters[0]} to {quarters[-1]}" if len(quarters) > 1 else "".join(quarters)
    return f"{between}, {len(facts):,} figures"


def _wanted(slug: str, also: Sequence[CountsAs]) -> set[tuple[str, str]]:
    metrics = ((row["id"], row["concepts"]) for row in rows_of_file("metrics"))
    return {(read.concept, read.member) for read in spelled_concepts(metrics, [slug], [*read_as(), *also])}


def _left_out(fact: FiledFact, first: str) -> str:
    if fact.form not in FORMS or fact.form == PROXY:
        return f"of forms that are not read ({fact.form or 'none'})"
    if fact.unit not in CURRENCIES:
        return "in other units than money"
    if fact.filed < first or fact.end < FIRST_DAY:
        return f"filed before {first}" if fact.filed < first else f"of periods before {FIRST_DAY}"
    return ""


def _row(fact: FiledFact, slug: str) -> ProposedRow:
    cells = {
        "company": slug,
        "concept": fact.concept,
        "member": fact.member,
        "unit": fact.unit,
        "period_start": fact.start,
        "period_end": fact.end,
        "value": fact.value,
        "form": fact.form,
        "source_id": fact.accession,
        "filed": fact.filed,
    }
    return ProposedRow.of("filings", fact.place, cells)


def _documents(
    facts: Iterable[FiledFact], cik: int, company: dict[str, str], held: set[str], today: dt.date
) -> Iterator[ProposedRow]:
    """Make a row of each filing, once, that the data do not hold."""
    by_accession: dict[str, list[FiledFact]] = {}
    for fact in facts:
        by_accession.setdefault(fact.accession, []).append(fact)
    for accession, mine in by_accession.items():
        if accession in held:
            continue
        ends = [fact.end for fact in mine if fact.start] or [fact.end for fact in mine]
        first = mine[0]
        folder = accession.replace("-", "")
        cells = {
            "source_id": accession,
            "publisher": company["name"],
            "title": f"{company['name']} {first.form} for the period ended {max(ends)}",
            "url": f"https://www.sec.gov/Archives/edgar/data/{cik}/{folder}/{accession}-index.htm",
            "published": first.filed,
            "accessed": max(first.filed, str(today)),
            "kind": "filing",
            "accession": accession,
            "form": first.form,
            "filed": first.filed,
            "standing": "filing",
        }
        yield ProposedRow.of("sources", first.place, cells)
