"""What a company filed since a day, as rows for the tables: facts that metrics are read from, and their documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..errors import UsageError
from ..facts import Company, companies, load_sources, load_table
from ..facts import company as company_of
from ..facts.companies import company_named
from ..facts.rows import FactRow
from ..facts.tagged import segment_of
from ..intake import Proposal, ProposedRow
from ..intake.filed import FIRST_DAY, FiledFact, FilerFacts, keep
from ..intake.filed import company_of as row_of
from .better import Better, better, unread, weaker
from .mapped import Mapped, left_out
from .releases import quarter_reported, release_row
from .sec import Edgar, Filing, NotThereError, Registrant

# The reports whose documents are read; a change of one is a document of its own, and so are its facts.
REPORTS = ("10-Q", "10-K", "10-Q/A", "10-K/A")
# Facts begin here: what was filed before is asked for by its day.
_FIRST = dt.date(2018, 1, 1)


@dataclass(frozen=True)
class Gathered:
    """What was found of one company.

    Attributes
    ----------
    company : str
        Its slug.
    proposal : Proposal
        The rows, those the data hold already among them.
    better : tuple of Better
        Figures that stand on a weaker document than one that was seen: where both say the same, the row of the better
        one is proposed, too.
    unread : tuple
        Figures that stand on a weaker document, each with the report of its period, which was not read.
    """

    company: str
    proposal: Proposal
    better: tuple[Better, ...]
    unread: tuple[tuple[FactRow, Filing], ...]


def gather(edgar: Edgar, slug: str, since: dt.date | None = None, today: dt.date | None = None) -> Gathered:
    """Gather what a company filed since a day.

    Parameters
    ----------
    edgar : Edgar
        The SEC, or a mirror of it.
    slug : str
        The company.
    since : date, optional
        The first day; the newest on which the data hold a report of it by default, for what was not taken then.
    today : date, optional
        The day that the documents count as looked at; the day of the clock by default.

    Raises
    ------
    UsageError
        The company is not known, or files nothing at the SEC that is tagged by the quarter.
    DataError
        Something cannot be had, or is not what it should be.
    """
    company, since, today = company_of(slug), since or _newest_report(slug), today or dt.date.today()
    who = edgar.registrant(number_of(company), since)
    reports = [f for f in who.filings if f.form in REPORTS]
    if not reports:
        raise UsageError(
            f"{slug} files no 10-Q or 10-K, so its quarters are not tagged at the SEC",
            remedy="type them in: cloudcapex add --template disclosures",
        )
    mapped = Mapped.of(slug)
    consolidated = _consolidated(edgar, who)
    told = _FactsTold(mapped, since, {f.accession: f for f in who.filings if f.filed >= since})
    told.take_consolidated(consolidated)
    for report in sorted((f for f in reports if f.filed >= since), key=lambda f: (f.filed, f.accession)):
        if mapped.needs_documents or not told.has(report):
            told.take_document(report, edgar.document(who.cik, report).facts)
    weak = weaker(slug, mapped)
    found = tuple(better(mapped, weak, (*consolidated.facts, *told.facts)))
    row = row_of(consolidated, slug)
    same = replace(consolidated, facts=tuple(one.fact for one in found if one.same))
    rows = (
        *keep(replace(consolidated, facts=tuple(told.facts)), row, today, since=str(since)).rows,
        *keep(same, row, today, since=FIRST_DAY).rows,
        *_releases(edgar, company, who, since, reports, today),
    )
    proposal = Proposal(f"refresh {slug}", rows, (*told.left, *told.gone()))
    still = [w for w in weak if w not in {one.weaker for one in found}]
    return Gathered(slug, proposal, found, tuple(unread(mapped, still, reports, since)))


def refreshed(asked: Sequence[str]) -> list[str]:
    """Return which companies are asked for: those named, or all that the data hold filings of.

    Parameters
    ----------
    asked : sequence of str
        As they were typed; empty for all.

    Raises
    ------
    UsageError
        A company is not known, or has no number at the SEC.
    """
    known = companies()
    if not asked:
        holds = set(load_table("filings")["company"])
        return [slug for slug, one in known.items() if one.cik and slug in holds]
    named = [company_named(name) for name in asked]
    for one in named:
        number_of(one)
    return list(dict.fromkeys(one.slug for one in named))


def together(found: Sequence[Gathered]) -> Proposal:
    """Join what was gathered of several companies into one proposal, so that it is taken, and taken back, as one."""
    return Proposal(
        f"refresh {', '.join(one.company for one in found)}",
        tuple(row for one in found for row in one.proposal.rows),
        tuple(f"{one.company}: {line}" for one in found for line in one.proposal.left),
    )


def number_of(company: Company) -> int:
    """Return a company's number at the SEC.

    Raises
    ------
    UsageError
        It has none.
    """
    if not company.cik:
        raise UsageError(
            f"{company.slug} has no CIK: it files nothing at the SEC",
            remedy="type its figures in: cloudcapex add --template disclosures",
        )
    return int(company.cik)


def _newest_report(slug: str) -> dt.date:
    """Return the day of the newest report of a company that the data hold."""
    filings = load_table("filings")
    own = filings[(filings["company"] == slug) & filings["form"].isin(REPORTS)]
    return _FIRST if own.empty else own["filed"].max().date()


def _consolidated(edgar: Edgar, who: Registrant) -> FilerFacts:
    try:
        return edgar.facts(who.cik)
    except NotThereError:  # whose first report is hours old has none yet: its document has them
        return FilerFacts(who.cik, who.name, ())


def _releases(
    edgar: Edgar, company: Company, who: Registrant, since: dt.date, reports: list[Filing], today: dt.date
) -> Iterator[ProposedRow]:
    """Yield the press releases that the data do not hold, as documents: their figures are for a person to type."""
    known = set(load_sources()["source_id"])
    for filing in who.filings:
        if filing.releases_results and filing.filed >= since and filing.accession not in known:
            exhibit = edgar.release(who.cik, filing)
            if exhibit is not None:
                yield release_row(company, filing, today, exhibit, quarter_reported(filing, reports))


class _FactsTold:
    """The facts that some filings tell, as far as a metric is read from them."""

    def __init__(self, mapped: Mapped, since: dt.date, filings: dict[str, Filing]) -> None:
        self.mapped, self.since, self.filings = mapped, since, filings
        self.facts: list[FiledFact] = []
        self.left: list[str] = []
        self._newest: tuple[Filing, list[FiledFact]] | None = None

    def has(self, filing: Filing) -> bool:
        """Tell whether a fact of a filing is among them."""
        return any(fact.accession == filing.accession for fact in self.facts)

    def take_consolidated(self, filer: FilerFacts) -> None:
        """Take the company facts of these filings; a fact of no filing that the SEC lists is nobody's."""
        self.facts += [
            fact
            for fact in filer.facts
            if fact.accession in self.filings and self.mapped.reads(fact.concept, "")
        ]

    def take_document(self, filing: Filing, facts: Sequence[FiledFact]) -> None:
        """Take of a document what company facts leave out, and all of it while they do not have it yet."""
        alone = not self.has(filing)
        if alone:
            self.left.append(
                f"{filing.accession} is not among the company facts yet: its document was read instead"
            )
        self.facts += [
            fact
            for fact in facts
            if self.mapped.reads(fact.concept, fact.member) and (alone or left_out(fact.concept, fact.member))
        ]
        self._newest = filing, [*facts]

    def gone(self) -> Iterator[str]:
        """Say of a member that is read and is not in the newest document which are: a company redraws its segments."""
        if self._newest is None:
            return
        filing, facts = self._newest
        for tag in self.mapped.tags:
            members = {f.member for f in facts if f.concept == tag.concept and f.member}
            if tag.member and members and tag.member not in map(segment_of, members):
                are = ", ".join(sorted({member.rpartition(":")[2] for member in members}))
                yield (
                    f"{tag.metric} is read from {tag.member}, which {filing.accession} has not; it has {are}: "
                    "data/metrics.csv says in `concepts` what is read"
                )
