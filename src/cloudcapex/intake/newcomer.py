"""A company that the data do not hold, proposed from its facts: its row, its concepts with their evidence, its figures."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..errors import DataError, UsageError
from ..schema import TABLES
from ..schema.columns import month_of
from ..schema.migration import filled
from ..schema.words import FILERS, TAKEN
from .filed import FIRST_DAY, FilerFacts, KeptFacts, keep
from .held import rows_of_file
from .proposal import Proposal, ProposedRow
from .readable import CAPEX, Seen, asked_for, candidates, readings, seen
from .year_end import year_end_rule, year_ends

# Forms of filers abroad, whose quarters are no XBRL facts.
_ABROAD, _DOMESTIC = {"20-F", "40-F", "6-K"}, {"10-K", "10-Q"}
_LEGAL = re.compile(
    r"[,\s]+(inc|incorporated|corp|corporation|co|company|ltd|limited|plc|llc|lp|n\.?v|s\.?a|ag|se|/[a-z]{2,3}/?)\.?$",
    re.I,
)
# Whoever's shares in other hands are worth so much is a large accelerated filer (Rule 12b-2 of the Exchange Act).
_LARGE = 700_000_000
_BY_TABLES = (
    "add its row by `cloudcapex add --template companies`, its documents by `--template sources` and its figures by "
    "`--template disclosures`, in its own currency"
)
# What reads filings' own documents.
_READ_FILINGS = f"`cloudcapex refresh SLUG --since {FIRST_DAY}`, or `cloudcapex add` of each (.htm)"


@dataclass(frozen=True)
class Called:
    """What a person says of a newcomer; empty for what the facts are to tell."""

    slug: str = ""
    name: str = ""
    short_name: str = ""
    ticker: str = ""
    name_zh_hans: str = ""
    name_zh_hant: str = ""
    year_end: str = ""
    concepts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Newcomer:
    """A company that is proposed.

    Attributes
    ----------
    row : dict
        Of ``companies.csv``.
    proposal : Proposal
        It, its concepts, its documents, its figures.
    evidence : tuple of str
        What the proposal rests on, a line each.
    """

    row: dict[str, str]
    proposal: Proposal
    evidence: tuple[str, ...] = field(repr=False)


def newcomer(filer: FilerFacts, name: str, today: dt.date, called: Called | None = None) -> Newcomer:
    """Propose a company from its facts.

    Parameters
    ----------
    filer : FilerFacts
        Its facts.
    name : str
        The file, for messages.
    today : date
        The day the documents were read.
    called : Called, optional
        What a person says of it.

    Raises
    ------
    UsageError
        It is held already, files abroad, or its capex is read from none of its concepts: which could be is said.
    DataError
        Its fiscal year ends by no rule.
    """
    said = called or Called()
    _refuse_held(filer, name)
    _refuse_abroad(filer, name)
    ends = year_ends(filer.facts)
    rule = said.year_end or year_end_rule(ends)
    if not rule:
        told = ", ".join(map(str, ends)) or "none, since no annual report is among the facts"
        raise DataError(
            f"its fiscal years end by no rule ({told})",
            where=name,
            valid=TABLES["companies"].columns["fiscal_year_end"].valid,
            remedy="give --year-end",
        )
    row = _row(filer, said, rule)
    found = seen(filer)
    also = asked_for(row["slug"], said.concepts, found)
    read = readings(row["slug"], found, also)
    if not read.get(CAPEX) and not any(_is_capex(c.counts_as) for c in also):
        raise _no_capex(filer, name, candidates(found))
    concepts = [
        ProposedRow.of(
            "concepts", f"--concept {c.concept}", {**c._asdict(), "note": "as the filings have it"}
        )
        for c in also
    ]
    kept = keep(filer, row, today, also=also)
    _refuse_without_figures(filer, row, kept, name)
    rows = (ProposedRow.of("companies", name, row), *_groups(filer, row, name), *concepts, *kept.rows)
    proposal = Proposal(f"add-company {row['slug']}", rows, tuple(f"{name}: {line}" for line in kept.left))
    evidence = [*_evidence(ends, rule, read, [c.concept for c in also])]
    for one in also:
        if one.concept not in found:
            how = _READ_FILINGS.replace("SLUG", row["slug"])
            evidence.append(
                f"{one.concept} is not among these facts; what its filings tell of it comes by {how}"
            )
    return Newcomer(row, proposal, (*evidence,))


def _refuse_held(filer: FilerFacts, name: str) -> None:
    held = next((row for row in rows_of_file("companies") if row["cik"] == str(filer.cik)), None)
    if held:
        raise UsageError(
            f"{held['slug']} is held already (CIK {filer.cik})",
            where=name,
            remedy=f"`cloudcapex refresh {held['slug']}` brings its new facts, and so does `cloudcapex add` of a file",
        )


def _refuse_abroad(filer: FilerFacts, name: str) -> None:
    forms = {fact.form.removesuffix("/A") for fact in filer.facts}
    if forms & _DOMESTIC:
        return
    said = " and ".join(sorted(forms & _ABROAD)) or "neither 10-K nor 10-Q"
    raise UsageError(
        f"{filer.name} files {said}: its quarters are no XBRL facts",
        where=name,
        remedy=_BY_TABLES,
    )


def _refuse_without_figures(filer: FilerFacts, row: dict[str, str], kept: KeptFacts, name: str) -> None:
    """Refuse whose figures are in no money of the row's: in another currency each of them would be a fault."""
    currency = row["currency"]
    told = {one.cells["unit"] for one in kept.rows if one.table == "filings"}
    if currency not in told:
        said = f"in {', '.join(sorted(told))}" if told else "in no currency that is read"
        raise UsageError(
            f"{filer.name} states nothing in {currency}, its figures are {said}",
            where=name,
            remedy=_BY_TABLES,
        )


def _is_capex(concept: str) -> bool:
    capex = next(row["concepts"] for row in rows_of_file("metrics") if row["id"] == CAPEX)
    return concept in capex.split(";")


def _no_capex(filer: FilerFacts, name: str, could_be: Sequence[Seen]) -> UsageError:
    some = "; ".join(map(str, could_be[:5]))
    example = could_be[0].concept if could_be else "ns:Name"
    remedy = f"give --concept capex={example}"
    if not could_be:
        remedy += (
            ", as its statement of cash flows tags it; the API leaves a company’s own concepts out, so bring its filings "
            f"afterwards: {_READ_FILINGS}"
        )
    return UsageError(
        f"the capex of {filer.name} is read from none of its concepts",
        where=name,
        valid=f"candidates by their names: {some}" if some else None,
        remedy=remedy,
    )


# the row -----------------------------------------------------------------------------------------


def _row(filer: FilerFacts, said: Called, rule: str) -> dict[str, str]:
    everyone = rows_of_file("companies")
    name = said.name or _plain(filer.name)
    if not name:
        raise UsageError(f"the facts of CIK {filer.cik} tell no name", where="--name", remedy="give one")
    slug = said.slug or _slug(name, filer.cik, {row["slug"] for row in everyone} | {*TAKEN})
    row = {
        "slug": slug,
        "name": name,
        "name_zh_hans": said.name_zh_hans or said.name_zh_hant or name,
        "name_zh_hant": said.name_zh_hant or said.name_zh_hans or name,
        "short_name": said.short_name or name,
        "ticker": said.ticker.upper(),
        "cik": str(filer.cik),
        "fiscal_year_end": rule,
        "fiscal_year_end_month": str(month_of(rule)),
        "currency": "USD",
        "headline_capex": CAPEX,
        "colour_order": str(max((int(r["colour_order"]) for r in everyone), default=0) + 1),
    }
    return filled("companies", row, [*everyone, *rows_of_file("parties")])


def _plain(name: str) -> str:
    """Write a name as people do: without the legal form, and not in capitals alone."""
    before = ""
    while name != before:
        before, name = name, _LEGAL.sub("", name).strip()
    words = name.split()
    if name.isupper():
        words = [word if len(word) <= 3 else word.capitalize() for word in words]
    return " ".join(words)


def _slug(name: str, cik: int, taken: set[str]) -> str:
    slug = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    slug = slug if slug[:1].isalpha() else f"co_{slug or cik}"
    return slug if slug not in taken else f"{slug}_inc"


def _groups(filer: FilerFacts, row: dict[str, str], place: str) -> list[ProposedRow]:
    if filer.public_float is None or filer.public_float < _LARGE:
        return []
    return [ProposedRow.of("groups", place, {"group": FILERS[0], "company": row["slug"]})]


# what it rests on --------------------------------------------------------------------------------


def _evidence(
    ends: Sequence[dt.date], rule: str, read: dict[str, list[Seen]], asked: Sequence[str]
) -> list[str]:
    lines = [f"fiscal year ends {rule}: {', '.join(map(str, ends)) or 'as given'}"]
    for metric, found in read.items():
        if not found:
            continue
        # Told in the order of time where a tag took over from another.
        parts = [
            f"{one}{' as asked' if one.concept in asked else ''}"
            for one in sorted(found, key=lambda o: o.first)
        ]
        lines.append(f"{metric}: {', then '.join(parts)}")
    none = [metric for metric, found in read.items() if not found and metric in _USUAL]
    if none:
        lines.append(
            f"read from none of its concepts: {', '.join(none)}; --concept METRIC=Name says from which"
        )
    return lines


_USUAL = (
    "revenue",
    "operating_income",
    "net_income",
    "operating_cash_flow",
    CAPEX,
    "depreciation_and_amortization",
)
