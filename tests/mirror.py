"""A mirror of SEC EDGAR on this machine: a real HTTP server with the API's real shape, of the project's own facts.

What it serves of a company is what `data/facts/filings.csv` holds: the list of its filings, its company facts, and of each
filing an index, a primary document as inline XBRL (written as the two programs write it that these companies file
with) and the press release. `Mirror.publish` puts a made-up next quarter on it, company by company; `Mirror.answers`
takes the place of one address, for faults.
"""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import gzip
import hashlib
import json
import re
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

# What each company calls its own words; a company that is not here goes by its ticker.
PREFIXES = {"alphabet": "goog", "coreweave": "crwv"}
# Who files with ActiveDisclosure; all others with Workiva.
ACTIVE_DISCLOSURE = {"microsoft", "oracle"}
FOLDER = re.compile(r"/Archives/edgar/data/(\d+)/(\d{10})(\d\d)(\d{6})/([\w.-]+)")


@dataclass(frozen=True)
class Fact:
    """One figure of a filing."""

    concept: str
    member: str
    unit: str
    start: str
    end: str
    value: int


@dataclass
class Paper:
    """One filing as the mirror has it."""

    company: str
    accession: str
    form: str
    filed: str
    period: str
    document: str
    release: str = ""
    facts: list[Fact] = field(default_factory=list)

    @property
    def items(self) -> str:
        return "2.02,9.01" if self.release else ""


def rows(path: Path) -> list[dict[str, str]]:
    """Read a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Mirror:
    """The server; `address` is what `EDGAR_BASE_URL` and `EDGAR_DATA_URL` are set to."""

    def __init__(self, data: Path) -> None:
        self.data, self.home = data, data.parent
        self.companies = {row["slug"]: row for row in rows(data / "companies.csv") if row["cik"]}
        self.slugs = {int(row["cik"]): slug for slug, row in self.companies.items()}
        self.papers: dict[str, Paper] = {}
        self.answers: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self._made: dict[str, bytes] = {}
        self._read()
        mirror = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                mirror.answer(self)

            def log_message(self, *_: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, *_: Any) -> None:
                """Say nothing of a reader that hung up: many do on purpose."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        """Stop the server."""
        self._server.shutdown()
        self._server.server_close()

    # what is on it -------------------------------------------------------------------------------

    def _read(self) -> None:
        """Put on the mirror what the tables hold."""
        for row in rows(self.data / "facts" / "filings.csv"):
            if row["company"] not in self.companies:
                continue
            paper = self.papers.get(row["source_id"])
            if paper is None:
                paper = self._paper(row["company"], row["source_id"], row["form"], row["filed"], "")
            fact = Fact(
                row["concept"],
                row["member"],
                row["unit"],
                row["period_start"],
                row["period_end"],
                int(row["value"]),
            )
            paper.facts.append(fact)
        for paper in self.papers.values():
            paper.period = max(fact.end for fact in paper.facts)
            paper.document = self._document(paper.company, paper.period, paper.form)
        for row in rows(self.data / "sources.csv"):
            if row["source_id"] in self.papers:
                continue
            of = re.search(r"/data/(\d+)/", row["url"])
            if (
                row["form"] == "8-K"
                and row["kind"] == "release"
                and row["published"]
                and of
                and int(of[1]) in self.slugs
            ):
                slug, name = self.slugs[int(of[1])], row["url"].rpartition("/")[2]
                release = name if not name.endswith("-index.htm") else "ex991.htm"
                day = row["filed"] or row["published"]
                self._paper(slug, row["source_id"], "8-K", day, day, release)

    def enrol(self, slug: str, ticker: str, told: dict[str, Any], until: str = "9999") -> None:
        """Put a filer that the tables do not hold on the mirror, of its company facts, with what it filed up to a day."""
        self.companies[slug] = {"ticker": ticker, "cik": str(told["cik"]), "name": told["entityName"],
                                "fiscal_year_end_month": "12"}  # fmt: skip
        self.slugs[told["cik"]] = slug
        for taxonomy, tags in told["facts"].items():
            for tag, facts in tags.items() if taxonomy != "dei" else ():
                concept = tag if taxonomy == "us-gaap" else f"{taxonomy}:{tag}"
                for entry in facts["units"]["USD"]:
                    if entry["filed"] > until:
                        continue
                    paper = self.papers.get(entry["accn"]) or self._paper(
                        slug, entry["accn"], entry["form"], entry["filed"], entry["end"]
                    )
                    fact = Fact(concept, "", "USD", entry.get("start", ""), entry["end"], entry["val"])
                    paper.facts += [fact] if fact not in paper.facts else []
        self._made.clear()

    def _paper(
        self, slug: str, accession: str, form: str, filed: str, period: str, release: str = ""
    ) -> Paper:
        document = self._document(slug, period, form)
        paper = self.papers[accession] = Paper(slug, accession, form, filed, period, document, release)
        return paper

    def _document(self, slug: str, period: str, form: str) -> str:
        return f"{self.prefix(slug)}-{period.replace('-', '')}{'x8k' if form == '8-K' else ''}.htm"

    def prefix(self, slug: str) -> str:
        """Return the prefix of a company's own concepts and members."""
        return PREFIXES.get(slug, self.companies[slug]["ticker"].lower())

    def publish(
        self,
        company: str,
        quarter: str,
        *,
        growth: float = 1.2,
        filed: str | None = None,
        change: Callable[[list[Fact]], Iterable[Fact]] = lambda facts: facts,
    ) -> Paper:
        """Put a made-up filing of a calendar quarter on the mirror, with its press release of the day before.

        Its flows are those of the same quarter a year before, ``growth`` times, and these are told beside them, as filings
        do; its stocks are the newest ones, grown for a quarter.
        """
        model = self._model(company, quarter)
        # What a company has stopped tagging does not come back.
        reports = [p for p in self.of(int(self.companies[company]["cik"])) if p.form in ("10-Q", "10-K")]
        tagged = {fact.concept for paper in reports[:2] for fact in paper.facts}
        today = [f for f in model.facts if f.end == model.period and f.concept in tagged]
        today += self._segments(model)
        made = [grown for f in today if (grown := self._grown(company, f, today, growth))]
        day = dt.date.fromisoformat(filed) if filed else dt.date.fromisoformat(_later(model.filed))
        number = sum(p.company == company for p in self.papers.values())
        filer, year = model.accession[:10], f"{day:%y}"
        release = self._paper(
            company, f"{filer}-{year}-{900000 + 2 * number:06d}", "8-K", str(day - dt.timedelta(1)),
            str(day - dt.timedelta(1)), f"{self.prefix(company)}ex991.htm",
        )  # fmt: skip
        assert release.items
        paper = self._paper(
            company, f"{filer}-{year}-{900001 + 2 * number:06d}", model.form, str(day), _later(model.period)
        )
        paper.facts = list(change(made + [f for f in today if f.start]))
        self._made.clear()
        return paper

    def _model(self, company: str, quarter: str) -> Paper:
        """Find the filing of the same quarter a year before."""
        year, part = int(quarter[:4]) - 1, int(quarter[5])
        first = dt.date(year, 3 * part - 2, 1)
        last = dt.date(year, 3 * part, 28) + dt.timedelta(4)

        def inside(paper: Paper) -> bool:
            middle = dt.date.fromisoformat(paper.period) - dt.timedelta(45)
            return paper.company == company and paper.form in ("10-Q", "10-K") and first <= middle < last

        found = [paper for paper in self.papers.values() if inside(paper)]
        assert found, f"{company} filed nothing a year before {quarter}"
        return max(found, key=lambda paper: paper.filed)

    def _grown(self, company: str, old: Fact, beside: list[Fact], growth: float) -> Fact | None:
        """Make the fact of a year later: of a quarter it grows, a year to date goes on from the quarter before.

        None where what came before is not held, so that nothing could be added up.
        """
        start, end = _later(old.start), _later(old.end)
        if not old.start:
            value = _grown(self._told(company, old, "")[-1][1], growth**0.25)
        elif _days(old) <= 100:
            value = _grown(old.value, growth)
        else:
            before, so_far = (
                [told for told in self._told(company, old, day) if told[0] < last]
                for day, last in ((old.start, old.end), (start, end))
            )
            if not before or not so_far or _later(before[-1][0]) != so_far[-1][0]:
                return None
            alone = [
                f.value for f in beside if _same(f, old) and f.end == old.end and f.start and _days(f) <= 100
            ]
            value = so_far[-1][1] + _grown(alone[0] if alone else old.value - before[-1][1], growth)
        return dataclasses.replace(old, start=start, end=end, value=value)

    def _told(self, company: str, like: Fact, start: str) -> list[tuple[str, int]]:
        """List what a company stated of something from a day on: the last day and the value, the newest last."""
        told = [
            (fact.end, paper.filed, fact.value)
            for paper in self.papers.values()
            for fact in paper.facts
            if paper.company == company and _same(fact, like) and fact.start == start
        ]
        return [(end, value) for end, _, value in sorted(told)]

    def _segments(self, model: Paper) -> Iterator[Fact]:
        """Give the figures of segments that the tables hold as disclosures: a 10-Q tags them with members."""
        held = rows(self.data / "facts" / "disclosures.csv")
        there = {(f.concept, f.member) for f in model.facts if f.end == model.period}
        for metric, concept, member in self._mapped(model.company):
            if (concept, member) in there:
                continue
            known = [
                row for row in held
                if row["company"] == model.company and row["metric"] == metric and row["period_end"] == model.period
                and row["unit"] == "USD" and row["value"]
            ]  # fmt: skip
            exact = sorted(known, key=lambda r: (r["evidence"] == "filed", len(r["value"].rstrip("0"))))
            best = {row["period_start"]: row for row in exact}
            for start, row in best.items():
                yield Fact(concept, member, "USD", start, model.period, int(float(row["value"])))

    def _mapped(self, company: str) -> Iterator[tuple[str, str, str]]:
        """Yield metric, concept and full member of each segment that the tables read from filings."""
        full = {
            (row["concept"], row["member"].rpartition(":")[2]): row["member"]
            for row in rows(self.data / "facts" / "filings.csv")
            if row["company"] == company and row["member"]
        }
        for row in rows(self.data / "metrics.csv"):
            for token in row["concepts"].split(";"):
                found = re.fullmatch(rf"{company}:([\w:]+)\[(\w+)\](=\w+)?", token)
                if found:
                    own = f"us-gaap:StatementBusinessSegmentsAxis={self.prefix(company)}:{found[2]}"
                    yield row["id"], found[1], full.get((found[1], found[2]), own)

    # what it answers -----------------------------------------------------------------------------

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer a request, or let a fault do it."""
        path = handler.path.partition("?")[0]
        self.asked.append((path, dict(handler.headers)))
        if path in self.answers:
            self.answers[path](handler)
            return
        body = self.body(path)
        if body is None:
            send(handler, b"<html><title>404 Not Found</title></html>", status=404)
            return
        send(handler, body, packed="gzip" in handler.headers.get("Accept-Encoding", ""))

    def body(self, path: str) -> bytes | None:
        """Return what stands at a path; None for nothing."""
        if path not in self._made:
            made = self._make(path)
            if made is None:
                return None
            self._made[path] = made
        return self._made[path]

    def _make(self, path: str) -> bytes | None:
        if path == "/files/company_tickers.json":
            return _json({
                str(n): {"cik_str": cik, "ticker": self.companies[slug]["ticker"], "title": slug.upper()}
                for n, (cik, slug) in enumerate(self.slugs.items())
            })  # fmt: skip
        if found := re.fullmatch(r"/submissions/CIK(\d{10})\.json", path):
            return self._submissions(int(found[1]))
        if found := re.fullmatch(r"/api/xbrl/companyfacts/CIK(\d{10})\.json", path):
            return self._company_facts(int(found[1]))
        if found := FOLDER.fullmatch(path):
            return self._archived(int(found[1]), f"{found[2]}-{found[3]}-{found[4]}", found[5])
        return None

    def of(self, cik: int) -> list[Paper]:
        """List the filings of a filer, the newest first."""
        slug = self.slugs.get(cik)
        return sorted(
            (p for p in self.papers.values() if p.company == slug),
            key=lambda p: (p.filed, p.accession),
            reverse=True,
        )

    def _submissions(self, cik: int) -> bytes | None:
        papers = self.of(cik)
        if cik not in self.slugs:
            return None
        company = self.companies[self.slugs[cik]]
        where = dict.fromkeys(
            ("street1", "street2", "city", "stateOrCountry", "zipCode", "stateOrCountryDescription", "isForeignLocation",
             "foreignStateTerritory", "country", "countryCode")
        )  # fmt: skip
        recent = {
            "accessionNumber": [p.accession for p in papers],
            "filingDate": [p.filed for p in papers],
            "reportDate": [p.period for p in papers],
            "acceptanceDateTime": [f"{p.filed}T20:05:11.000Z" for p in papers],
            "act": ["34"] * len(papers),
            "form": [p.form for p in papers],
            "fileNumber": ["001-00001"] * len(papers),
            "filmNumber": ["1"] * len(papers),
            "items": [p.items for p in papers],
            "core_type": [p.form for p in papers],
            "size": [1000] * len(papers),
            "isXBRL": [1] * len(papers),
            "isInlineXBRL": [1] * len(papers),
            "primaryDocument": [p.document for p in papers],
            "primaryDocDescription": [p.form for p in papers],
        }
        return _json({
            "cik": f"{cik:010d}", "entityType": "operating", "sic": "7372", "sicDescription": "Services",
            "ownerOrg": "06 Technology", "insiderTransactionForOwnerExists": 0, "insiderTransactionForIssuerExists": 1,
            "name": company["name"].upper(), "tickers": [company["ticker"]], "exchanges": ["Nasdaq"], "ein": "0",
            "lei": None, "description": "", "website": "", "investorWebsite": "", "category": "Large accelerated filer",
            "fiscalYearEnd": f"{int(company['fiscal_year_end_month']):02d}30", "stateOfIncorporation": "DE",
            "stateOfIncorporationDescription": "DE", "addresses": {"mailing": where, "business": where},
            "phone": "0", "flags": "", "formerNames": [], "filings": {"recent": recent, "files": []},
        })  # fmt: skip

    def _company_facts(self, cik: int) -> bytes | None:
        """Give every consolidated fact of a standard concept, as the SEC does: no segments, no concepts of its own."""
        papers = self.of(cik)
        if cik not in self.slugs or not any(p.facts for p in papers):
            return None
        found: dict[str, Any] = {}
        for paper in sorted(papers, key=lambda p: (p.filed, p.accession)):
            for fact in paper.facts:
                if fact.member or ":" in fact.concept:
                    continue
                told = {"end": fact.end, "val": fact.value, "accn": paper.accession, "fy": int(paper.period[:4]),
                        "fp": "FY" if paper.form == "10-K" else "Q1", "form": paper.form, "filed": paper.filed}  # fmt: skip
                told = {"start": fact.start, **told} if fact.start else told
                concept = found.setdefault(
                    fact.concept, {"label": fact.concept, "description": "", "units": {}}
                )
                concept["units"].setdefault(fact.unit, []).append(told)
        dei = {
            "EntityCommonStockSharesOutstanding": {"label": "", "description": "", "units": {"shares": []}}
        }
        name = self.companies[self.slugs[cik]]["name"].upper()
        return _json({"cik": cik, "entityName": name, "facts": {"dei": dei, "us-gaap": found}})

    def _archived(self, cik: int, accession: str, name: str) -> bytes | None:
        paper = self.papers.get(accession)
        if paper is None or self.slugs.get(cik) != paper.company:
            return None
        if name == f"{accession}-index.htm":
            return self._index(cik, paper)
        if name == paper.document:
            return self.inline(paper)
        if paper.release and name == paper.release:
            return f"<html><body><p>{paper.company} reports results</p></body></html>".encode()
        return None

    def _index(self, cik: int, paper: Paper) -> bytes:
        folder = f"/Archives/edgar/data/{cik}/{paper.accession.replace('-', '')}/"
        documents = [(paper.form, f"/ix?doc={folder}{paper.document}", paper.document, paper.form)]
        if paper.release:
            documents.append(("PRESS RELEASE", folder + paper.release, paper.release, "EX-99.1"))
        lines = "".join(
            f'<tr><td scope="row">{n}</td><td scope="row">{words}</td><td scope="row"><a href="{path}">{name}</a>'
            f'</td><td scope="row">{kind}</td><td scope="row">1000</td></tr>'
            for n, (words, path, name, kind) in enumerate(documents, start=1)
        )
        head = "".join(
            f'<th scope="col">{name}</th>' for name in ("Seq", "Description", "Document", "Type", "Size")
        )
        return (
            f'<!DOCTYPE html><html><body><div id="formDiv"><table class="tableFile" summary="Document Format Files">'
            f"<tr>{head}</tr>{lines}</table></div></body></html>"
        ).encode()

    def inline(self, paper: Paper) -> bytes:
        """Write a filing as inline XBRL, as the program writes it that the company files with."""
        return _Inline(paper, self.prefix(paper.company), int(self.companies[paper.company]["cik"])).written()


class _Inline:
    """One document: the contexts and units first, the figures in the text behind."""

    def __init__(self, paper: Paper, prefix: str, cik: int) -> None:
        self.paper, self.prefix, self.cik = paper, prefix, cik
        self.active = paper.company in ACTIVE_DISCLOSURE
        self.contexts: dict[tuple[str, str, str], str] = {}
        self.cover = self._context("", paper.period[:4] + "-01-01", paper.period)

    def written(self) -> bytes:
        figures = "".join(map(self._figure, self.paper.facts))
        hidden = "".join(
            f'<ix:nonNumeric contextRef="{self.cover}" name="dei:{name}" id="h-{n}">{text}</ix:nonNumeric>'
            for n, (name, text) in enumerate({
                "AmendmentFlag": "false", "DocumentType": self.paper.form, "EntityCentralIndexKey": f"{self.cik:010d}",
                "DocumentPeriodEndDate": self.paper.period,
            }.items())
        )  # fmt: skip
        nil = f'<ix:nonFraction unitRef="{self._unit("USD")}" contextRef="{self.cover}" name="us-gaap:Commitments" xsi:nil="true"/>'
        used = dict.fromkeys(f.unit for f in self.paper.facts) | {"USD": None}
        units = "".join(
            f'<xbrli:unit id="{self._unit(u)}"><xbrli:measure>iso4217:{u}</xbrli:measure></xbrli:unit>'
            for u in used
        )
        contexts = "".join(self._written_context(*key, name) for key, name in self.contexts.items())
        maker = (
            "DFIN New ActiveDisclosure (SM)"
            if self.active
            else "XBRL Document Created with the Workiva Platform"
        )
        return (
            f"<?xml version='1.0' encoding='ASCII'?>\n<!--{maker}-->\n"
            '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" '
            'xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2020-02-12" '
            'xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:xbrldi="http://xbrl.org/2006/xbrldi" '
            'xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:iso4217="http://www.xbrl.org/2003/iso4217" '
            'xmlns:dei="http://xbrl.sec.gov/dei/2026" xmlns:us-gaap="http://fasb.org/us-gaap/2026" '
            f'xmlns:srt="http://fasb.org/srt/2026" xmlns:{self.prefix}="http://www.{self.prefix}.com/20260930">'
            f"<head><title>{self.paper.document}</title></head><body>"
            f'<div style="display:none"><ix:header><ix:hidden>{hidden}{nil}</ix:hidden><ix:references>'
            f'<link:schemaRef xlink:type="simple" xlink:href="{self.prefix}.xsd"/></ix:references>'
            f"<ix:resources>{contexts}{units}</ix:resources></ix:header></div><table>{figures}</table></body></html>"
        ).encode("ascii")

    def _figure(self, fact: Fact) -> str:
        concept = fact.concept if ":" in fact.concept else f"us-gaap:{fact.concept}"
        scale = 6 if fact.value % 10**6 == 0 else 0
        size = abs(fact.value) // 10**scale
        text, shape = (f"{size:,}", "num-dot-decimal") if size else ("&#8212;", "fixed-zero")
        sign = ' sign="-"' if fact.value < 0 else ""
        context = self._context(fact.member, fact.start, fact.end)
        return (
            f'<tr><td>{escape(fact.concept)}</td><td>$</td><td>{"(" if sign else ""}<ix:nonFraction unitRef="{self._unit(fact.unit)}" '
            f'contextRef="{context}" decimals="-{scale}" name="{concept}" format="ixt:{shape}" scale="{scale}"{sign}>'
            f"{text}</ix:nonFraction>{')' if sign else ''}</td></tr>"
        )

    def _unit(self, unit: str) -> str:
        return f"U_{unit}" if self.active else unit.lower()

    def _context(self, member: str, start: str, end: str) -> str:
        key = member, start, end
        if key not in self.contexts:
            made = uuid.uuid5(uuid.NAMESPACE_URL, "|".join(key))
            self.contexts[key] = f"C_{made}" if self.active else f"c-{len(self.contexts) + 1}"
        return self.contexts[key]

    def _written_context(self, member: str, start: str, end: str, name: str) -> str:
        axes = [part.partition("=") for part in member.split("; ") if part]
        cut = "".join(
            f'<xbrldi:explicitMember dimension="{axis}">{value}</xbrldi:explicitMember>'
            for axis, _, value in (reversed(axes) if self.active else axes)
        )
        period = (
            f"<xbrli:startDate>{start}</xbrli:startDate><xbrli:endDate>{end}</xbrli:endDate>"
            if start
            else f"<xbrli:instant>{end}</xbrli:instant>"
        )
        segment = f"<xbrli:segment>{cut}</xbrli:segment>" if cut else ""
        return (
            f'<xbrli:context id="{name}"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">{self.cik:010d}'
            f"</xbrli:identifier>{segment}</xbrli:entity><xbrli:period>{period}</xbrli:period></xbrli:context>"
        )


def send(
    handler: BaseHTTPRequestHandler, body: bytes, *, status: int = 200, packed: bool = False, **headers: str
) -> None:
    """Answer with a body as the SEC's servers do: with a state, in parts where parts are asked for, unchanged as 304."""
    if packed:
        body = gzip.compress(body, 1, mtime=0)
        headers["Content-Encoding"] = "gzip"
    state = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    first = re.fullmatch(r"bytes=(\d+)-", handler.headers.get("Range", ""))
    if status == 200 and handler.headers.get("If-None-Match") == state:
        status, body = 304, b""
    elif status == 200 and first and handler.headers.get("If-Range") == state:
        headers["Content-Range"] = f"bytes {first[1]}-{len(body) - 1}/{len(body)}"
        status, body = 206, body[int(first[1]) :]
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("ETag", state)
    handler.send_header("Accept-Ranges", "bytes")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def _json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _later(day: str) -> str:
    """Return the same day of the fiscal calendar a year later: the end of a month, or 52 weeks on."""
    if not day:
        return ""
    was = dt.date.fromisoformat(day)
    ends_month = (was + dt.timedelta(1)).day == 1
    if was.day == 1 or ends_month:
        first = dt.date(was.year + 1, was.month, 1)
        if was.day == 1:
            return str(first)
        return str((first + dt.timedelta(32)).replace(day=1) - dt.timedelta(1))
    return str(was + dt.timedelta(364))


def _days(flow: Fact) -> int:
    return (dt.date.fromisoformat(flow.end) - dt.date.fromisoformat(flow.start)).days


def _same(one: Fact, other: Fact) -> bool:
    return (one.concept, one.member, one.unit) == (other.concept, other.member, other.unit)


def _grown(value: int, growth: float) -> int:
    return round(value * growth / 10**6) * 10**6 if abs(value) >= 10**9 else value
