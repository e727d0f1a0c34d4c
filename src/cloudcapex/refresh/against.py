"""Every filed fact of the data, held against what the SEC has: the same, restated since, not found, or different.

Consolidated facts are looked up in the company facts, by the filing that states them; segments and a company's own
concepts in the filing itself. A figure that the data keep as a disclosure of a filing is looked up by the tags that its
metric is read from; where it has none, only a person can read it again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, NamedTuple

from ..errors import DataError
from ..facts import company as company_of
from ..facts import load_table
from ..facts.tagged import segment_of
from ..intake.filed import FiledFact
from ..schema.rows import rows_of
from .better import FILED, agree
from .gather import number_of
from .mapped import Mapped, left_out
from .sec import Edgar, Registrant

SAME: Final = "same"
RESTATED: Final = "restated since"
NOT_FOUND: Final = "not found"
DIFFERENT: Final = "different"
OUTCOMES = (SAME, RESTATED, NOT_FOUND, DIFFERENT)


class Reread(NamedTuple):
    """One fact and what came of it.

    Attributes
    ----------
    subject : str
        The concept with its member, or the metric.
    ours, theirs : str
        The value in the data and the one at the SEC, in whole units; the latter empty where there is none.
    note : str
        Since which filing it is restated, or why it is not found.
    """

    company: str
    subject: str
    end: dt.date
    source_id: str
    outcome: str
    ours: str
    theirs: str
    note: str


class _Asked(NamedTuple):
    """One row of the data: what is looked up, and what it says."""

    subject: str
    tags: tuple[tuple[str, str], ...]
    unit: str
    start: dt.date | None
    end: dt.date
    value: Decimal
    accession: str
    filed: dt.date


def held_against(edgar: Edgar, company: str, told: Callable[[str], None] = print) -> Iterator[Reread]:
    """Look every filed fact of a company up again.

    Parameters
    ----------
    edgar : Edgar
        The SEC, or a mirror of it.
    company : str
        Slug.
    told : callable
        Takes a line that a reader should see while it lasts.

    Raises
    ------
    DataError
        What the SEC answers of the whole company cannot be had or read.
    """
    asked = [*_tagged(company), *_disclosed(company)]
    if not asked:
        return
    cik = number_of(company_of(company))
    theirs = _Theirs(edgar, edgar.registrant(cik, min(one.filed for one in asked)), told)
    theirs.keep(edgar.facts(cik).facts)
    for one in asked:
        yield theirs.hold(company, one)


@dataclass(frozen=True)
class _FiledRow:
    """What the rows of filings and of disclosures have in common."""

    company: str
    unit: str
    period_start: dt.date | None
    period_end: dt.date
    value: float
    source_id: str
    filed: dt.date


def _tagged(company: str) -> Iterator[_Asked]:
    """Yield the rows of a company's filings."""
    filings = load_table("filings")
    own = filings[filings["company"] == company]
    tags = zip(own["concept"].astype(str), own["member"].astype(str).map(segment_of), strict=True)
    for row, (concept, member) in zip(rows_of(own, _FiledRow), tags, strict=True):
        yield _asked(row, f"{concept}[{member}]" if member else concept, ((concept, member),))


def _disclosed(company: str) -> Iterator[_Asked]:
    """Yield what the data keep as a filing's disclosure: those that it states, none that was computed from it."""
    mapped = Mapped.of(company)
    rows = load_table("disclosures")
    own = rows[(rows["company"] == company) & (rows["evidence"] == FILED) & (rows["basis"] == "reported")]
    for row, metric in zip(rows_of(own, _FiledRow), own["metric"].astype(str), strict=True):
        yield _asked(row, metric, tuple((tag.concept, tag.member) for tag in mapped.of_metric(metric)))


def _asked(row: _FiledRow, subject: str, tags: tuple[tuple[str, str], ...]) -> _Asked:
    value = Decimal(str(row.value)).normalize()
    return _Asked(subject, tags, row.unit, row.period_start, row.period_end, value, row.source_id, row.filed)


_Key = tuple[str, str, str, str, str]


@dataclass
class _Theirs:
    """What the SEC has of one filer, read as far as it was asked for."""

    edgar: Edgar
    who: Registrant
    told: Callable[[str], None]
    values: dict[_Key, list[tuple[str, str, Decimal]]] = field(default_factory=dict)
    _read: dict[str, str] = field(default_factory=dict)

    def keep(self, facts: Iterable[FiledFact]) -> None:
        """Keep facts by what they are of."""
        for fact in facts:
            key = fact.concept, segment_of(fact.member), fact.unit, fact.start, fact.end
            self.values.setdefault(key, []).append((fact.filed, fact.accession, fact.value))

    def hold(self, company: str, asked: _Asked) -> Reread:
        """Look one fact up and say what came of it."""

        def says(outcome: str, theirs: Decimal | None, note: str = "") -> Reread:
            value = "" if theirs is None else f"{theirs:f}"
            return Reread(
                company, asked.subject, asked.end, asked.accession, outcome, f"{asked.value:f}", value, note
            )

        why = "" if asked.tags else "its metric is read from no tag"
        for concept, member in asked.tags:
            if left_out(concept, member):
                why = self._document(asked.accession)
            known = self.values.get((concept, member, asked.unit, str(asked.start or ""), str(asked.end)), [])
            here = [value for _, accession, value in known if accession == asked.accession]
            if not here:
                continue
            if not any(agree(asked.value, value) for value in here):
                return says(DIFFERENT, here[-1])
            later = max((k for k in known if k[0] > str(asked.filed)), default=None)
            if later and not any(agree(asked.value, v) for filed, _, v in known if filed == later[0]):
                return says(RESTATED, later[2], f"{later[1]}, filed {later[0]}")
            return says(SAME, here[-1])
        return says(NOT_FOUND, None, why or "the filing does not state it under the tags that are read")

    def _document(self, accession: str) -> str:
        """Read a filing's own document, once; return why it cannot be read, empty where it can."""
        if accession not in self._read:
            self._read[accession] = self._try(accession)
        return self._read[accession]

    def _try(self, accession: str) -> str:
        filing = next((f for f in self.who.filings if f.accession == accession), None)
        if filing is None:
            return "the SEC lists no such filing of the company"
        self.told(f"{self.who.name}: reading {filing.form} {accession}")
        try:
            self.keep(self.edgar.document(self.who.cik, filing).facts)
        except DataError as wrong:
            return str(wrong.what)
        return ""
