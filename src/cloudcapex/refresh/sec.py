"""SEC EDGAR as this project asks it: who a filer is, what it filed, and the documents of a filing, through edgartools.

edgartools knows the shape of the SEC's answers; the bytes come from `client`, which says why. It is imported here alone and
late: it takes a second, starts a thread, and is an extra that only ``refresh`` and ``check --against`` need.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Self
from urllib.parse import urlsplit

from ..errors import DataError, UsageError
from ..intake.company_facts import read_company_facts
from ..intake.filed import FilerFacts, name_told
from ..intake.inline import read_inline
from ..media import Json
from .client import MB, Client, NotThereError
from .shelf import Shelf

IDENTITY, BASE, DATA = "EDGAR_IDENTITY", "EDGAR_BASE_URL", "EDGAR_DATA_URL"
PER_SECOND = "EDGAR_RATE_LIMIT_PER_SEC"
# The SEC lets ten requests a second pass; we ask half as many, and of a mirror as many as its keeper says.
OURS, THEIRS = 5.0, 10.0
_SEC: Final = "sec.gov"
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_NAME = re.compile(r"[\w.-]{1,200}")
_ACCESSION = re.compile(r"\d{10}-\d{2}-\d{6}")
# How large a body may be: the largest of each kind that is known, and as much again.
MOST_FACTS, MOST_FILINGS, MOST_DOCUMENT, MOST_INDEX, MOST_TICKERS = 64 * MB, 32 * MB, 96 * MB, 4 * MB, 8 * MB
RELEASE = "EX-99.1"


@dataclass(frozen=True)
class Filing:
    """One filing as the SEC lists it.

    Attributes
    ----------
    period : date or None
        The end of the period it is about; None where it names none.
    items : tuple of str
        Of a Form 8-K what it is about: 2.02 are results.
    document : str
        The name of its primary document.
    """

    accession: str
    form: str
    filed: dt.date
    period: dt.date | None
    items: tuple[str, ...]
    document: str

    @property
    def releases_results(self) -> bool:
        """Whether it is the form that a press release of results comes with."""
        return self.form == "8-K" and "2.02" in self.items


@dataclass(frozen=True)
class Registrant:
    """Who files, as the SEC lists it.

    Attributes
    ----------
    year_end : str
        The month and day its fiscal year ends, such as ``0630``; empty where the SEC has none.
    filings : tuple of Filing
        The newest first.
    """

    cik: int
    name: str
    tickers: tuple[str, ...]
    year_end: str
    filings: tuple[Filing, ...]


class Edgar:
    """What is asked of the SEC, or of a mirror of it."""

    def __init__(self, client: Client, base: str, data: str) -> None:
        self.client, self.base, self.data = client, base, data

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def registrant(self, cik: int, since: dt.date | None = None) -> Registrant:
        """Tell who a filer is and what it filed.

        Parameters
        ----------
        cik : int
            Its number.
        since : date, optional
            Pages of older filings are asked for only as far back as this day.

        Raises
        ------
        DataError
            There is no such filer, or the answer is not one.
        """
        url = f"{self.data}/submissions/CIK{cik:010d}.json"
        who, older = self.client.read(url, lambda body: _registrant(_json(body), cik), most=MOST_FILINGS)
        for name, last in older:
            if since is None or last < since:
                continue
            page = f"{self.data}/submissions/{name}"
            filings = self.client.read(page, lambda body: _listed(_json(body)), most=MOST_FILINGS)
            who = replace(who, filings=(*who.filings, *filings))
        return who

    def facts(self, cik: int) -> FilerFacts:
        """Read the company facts: every consolidated fact of standard concepts, from all filings."""
        url = f"{self.data}/api/xbrl/companyfacts/CIK{cik:010d}.json"
        return self.client.read(url, lambda body: _facts(url, body, cik), most=MOST_FACTS)

    def document(self, cik: int, filing: Filing) -> FilerFacts:
        """Read a filing's primary document: its facts with segments and concepts of the company's own."""
        if not filing.document:
            raise DataError(
                f"{filing.accession} names no document", where=f"CIK {cik}", remedy="open it on sec.gov"
            )
        url = self.folder(cik, filing.accession) + filing.document
        return self.client.read(
            url, lambda body: _document(url, body, cik, filing), most=MOST_DOCUMENT, lasting=True
        )

    def release(self, cik: int, filing: Filing) -> str | None:
        """Return the name of the press release that came with a form; None where it has none."""
        folder = self.folder(cik, filing.accession)
        index = f"{folder}{filing.accession}-index.htm"
        name = self.client.read(index, _exhibit, most=MOST_INDEX, lasting=True)
        if name is not None:  # it is there, and is kept for whoever reads it offline
            self.client.read(folder + name, _page, most=MOST_DOCUMENT, lasting=True)
        return name

    def tickers(self) -> dict[str, int]:
        """Return the number of each filer by its tickers, in capitals, with a dash for a dot."""
        url = f"{self.base}/files/company_tickers.json"
        return self.client.read(url, lambda body: _tickers(_json(body)), most=MOST_TICKERS)

    def folder(self, cik: int, accession: str) -> str:
        """Return the address of the folder of a filing."""
        return f"{self.base}/Archives/edgar/data/{cik}/{accession.replace('-', '')}/"


def edgar(mirror: str | None = None, *, offline: bool = False, told: Callable[[str], None] = print) -> Edgar:
    """Open the SEC, or the mirror that ``EDGAR_BASE_URL`` and ``EDGAR_DATA_URL`` name.

    Parameters
    ----------
    mirror : str, optional
        The address of a mirror of both, in the place of those.
    offline : bool
        Ask nobody: read what was fetched before.
    told : callable
        Takes a line that a reader should see.

    Raises
    ------
    UsageError
        edgartools is not installed, nobody says who calls, or an address is none.
    """
    shelf = Shelf()
    defaults = _imported(shelf.folder)
    base = _address(mirror or os.environ.get(BASE) or defaults[0], BASE)
    data = _address(mirror or os.environ.get(DATA) or defaults[1], DATA)
    return Edgar(Client(_identity(), shelf, _spacing(base, data), offline, told), base, data)


def _imported(folder: Path) -> tuple[str, str]:
    """Import edgartools, told to keep its own files beside ours, and return the SEC's two addresses."""
    os.environ.setdefault("EDGAR_LOCAL_DATA_DIR", str(folder / "edgartools"))
    try:
        from edgar.config import SEC_BASE_URL, SEC_DATA_URL
    except ImportError:
        raise UsageError(
            "edgartools is not installed, and EDGAR is asked through it",
            remedy="pip install 'cloudcapex[edgar]'",
        ) from None
    return SEC_BASE_URL, SEC_DATA_URL


def _identity() -> str:
    said = os.environ.get(IDENTITY, "").strip()
    if not _MAIL.search(said) or not said.isprintable() or not said.isascii():
        what = f"{said!r} has no address of e-mail in it" if said else "nobody says who calls"
        raise UsageError(
            what,
            where=IDENTITY,
            valid="a name and an address of e-mail, in plain letters",
            remedy=f"export {IDENTITY}='Ann Analyst ann@example.com': the SEC asks it of every program",
        )
    return said


def _address(text: str, where: str) -> str:
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        fit = (
            parts.scheme in ("http", "https")
            and parts.port != 0
            and host.encode("idna")
            and text.isprintable()
        )
    except ValueError:  # of a bracket that is not closed, a port that is none, a part of a name that is empty
        fit = False
    if not fit or " " in text:
        raise UsageError(
            f"{text!r} is not an address", where=where, valid="https://…, or http://… of a mirror"
        )
    return text.rstrip("/")


def _spacing(*addresses: str) -> float:
    """Return the least seconds between two requests."""
    said = os.environ.get(PER_SECOND, "")
    try:
        rate = float(said) if said else OURS
        if not rate > 0:
            raise ValueError
    except ValueError:
        raise UsageError(
            f"{said!r} is no rate", where=PER_SECOND, valid="requests a second, such as 5"
        ) from None
    hosts = [urlsplit(address).hostname or "" for address in addresses]
    if any(host == _SEC or host.endswith(f".{_SEC}") for host in hosts):
        rate = min(rate, THEIRS - 1)
    return 1 / rate


# What edgartools, and Arrow below it, raise of an answer in another shape than theirs, beside ValueError.
_ODD = (LookupError, TypeError, AttributeError, ArithmeticError, NotImplementedError)
_PAGE_FOR_JSON = "a web page came where JSON was asked for"

# what the SEC answers ----------------------------------------------------------------------------


def _json(body: bytes) -> Json:
    if body.lstrip()[:1] == b"<":
        raise ValueError(_PAGE_FOR_JSON)
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise ValueError("the JSON is cut off or damaged") from None
    if not isinstance(found, dict):
        raise ValueError("the JSON is not an object")
    return found


def _page(body: bytes) -> bytes:
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"<":
        raise ValueError("no web page came where a document was asked for")
    return body


def _facts(url: str, body: bytes, cik: int) -> FilerFacts:
    if body.lstrip()[:1] == b"<":
        raise ValueError(_PAGE_FOR_JSON)
    found = read_company_facts(url, body)
    _hold_number(found.cik, cik)
    return found


def _document(url: str, body: bytes, cik: int, filing: Filing) -> FilerFacts:
    found = read_inline(url, _page(body), accession=filing.accession, filed=str(filing.filed))
    _hold_number(found.cik, cik)
    # The list of filings tells an amendment from what it amends; the document itself does not always.
    return replace(found, facts=tuple(replace(fact, form=filing.form) for fact in found.facts))


def _hold_number(said: object, cik: int) -> None:
    if not str(said).isdigit() or int(str(said)) != cik:
        raise ValueError(f"the answer is of CIK {str(said)[:20]}, asked was CIK {cik}")


def _registrant(said: Json, cik: int) -> tuple[Registrant, list[tuple[str, dt.date]]]:
    """Read who a filer is, and the names of the pages of older filings with the last day on each."""
    from edgar.entity import parse_entity_submissions

    _hold_number(said.get("cik"), cik)
    try:
        entity = parse_entity_submissions(said)
        older = [
            (_plain_name(page["name"]), dt.date.fromisoformat(page["filingTo"]))
            for page in entity.files or ()
        ]
        filings = _rows(entity.filings.data.to_pylist())
        tickers = tuple(map(str, entity.tickers or ()))
    except _ODD as wrong:
        raise ValueError(f"the list of filings is not in the SEC's shape ({wrong!r:.60})") from None
    return Registrant(cik, name_told(entity.name), tickers, str(entity.fiscal_year_end or ""), filings), older


def _listed(said: Json) -> tuple[Filing, ...]:
    """Read a page of older filings."""
    from edgar.entity.data import extract_company_filings_table

    try:
        return _rows(extract_company_filings_table(said).to_pylist())
    except _ODD as wrong:
        raise ValueError(f"the list of filings is not in the SEC's shape ({wrong!r:.60})") from None


def _rows(rows: Iterable[Json]) -> tuple[Filing, ...]:
    return tuple(
        Filing(
            accession=_accession(row["accession_number"]),
            form=_text(row["form"]),
            filed=_day(row["filing_date"]),
            period=dt.date.fromisoformat(row["reportDate"]) if row["reportDate"] else None,
            items=tuple((row["items"] or "").split(",")),
            document=_last_part(row["primaryDocument"]),
        )
        for row in rows
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r:.40} is no text")
    return value


def _day(value: object) -> dt.date:
    if not isinstance(value, dt.date):
        raise TypeError(f"{value!r:.40} is no day")
    return value


def _last_part(path: str) -> str:
    """Return the name of a document; empty where there is none, as on paper, or none that leads to one."""
    name = path.rpartition("/")[2]
    return name if _NAME.fullmatch(name) and set(name) != {"."} else ""


def _accession(text: str) -> str:
    if not _ACCESSION.fullmatch(text):
        raise ValueError(f"{text[:40]!r} is no accession number")
    return text


def _plain_name(text: str) -> str:
    """Let the name of a file through that leads nowhere else."""
    if not text or _last_part(text) != text:
        raise ValueError(f"{text[:40]!r} is no name of a document")
    return text


def _exhibit(body: bytes) -> str | None:
    """Find the press release in the index of a filing; None where there is none."""
    from edgar.attachments import Attachments, parse_homepage_html

    try:
        found = Attachments.load(parse_homepage_html(_page(body)))
        documents = [] if found is None else list(found.documents or ())
    except _ODD as wrong:
        raise ValueError(f"the index of the filing is not in the SEC's shape ({wrong!r:.60})") from None
    if not documents:
        raise ValueError("the index of the filing lists no documents")
    for document in documents:
        if document.document_type.strip().upper() == RELEASE:
            return _plain_name(document.path.rpartition("/")[2])
    return None


def _tickers(said: Json) -> dict[str, int]:
    try:
        return {str(row["ticker"]).upper(): int(row["cik_str"]) for row in said.values()}
    except (KeyError, TypeError, ValueError, ArithmeticError):
        raise ValueError("the list of tickers is not in the SEC's shape") from None


__all__ = ["Edgar", "Filing", "NotThereError", "Registrant", "edgar"]
