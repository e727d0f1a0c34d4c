"""Files that somebody hands in, of whatever kind, as one proposal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from ..errors import UsageError
from .company_facts import read_company_facts
from .filed import FilerFacts, KeptFacts, company_of, keep
from .inline import read_inline
from .opening import FACTS, TABLE, Handed, opened
from .proposal import Proposal
from .typed import read_typed


def proposal_of(
    paths: Sequence[Path],
    *,
    table: str = "",
    accession: str = "",
    filed: str = "",
    since: str = "",
    today: dt.date | None = None,
) -> Proposal:
    """Read files and propose what is in them, all together.

    Parameters
    ----------
    paths : sequence of Path
        Company facts of the SEC's API, documents with inline XBRL, tables.
    table : str
        Of which table CSVs are, where their header does not tell.
    accession, filed : str
        Under which number and on which day a document was filed, which it does not say itself.
    since : str
        Facts filed before this day are left out; by default those before the first filing that is held of the company.
    today : date, optional
        The day the documents were read; the day of the clock by default.

    Raises
    ------
    UsageError, DataError
        A file cannot be read, is too large, packed, broken, or of nobody; one line that names it.
    """
    day = today or dt.date.today()
    kept = [_kept(opened(path), table, accession, filed, since, day) for path in paths]
    title = f"add {' '.join(path.name for path in paths)}"
    rows = tuple(row for one in kept for row in one.rows)
    return Proposal(title, rows, tuple(line for one in kept for line in one.left))


def _kept(handed: Handed, table: str, accession: str, filed: str, since: str, today: dt.date) -> KeptFacts:
    if handed.kind == TABLE:
        return KeptFacts(read_typed(handed.name, handed.content, table), ())
    if handed.kind == FACTS:
        filer = read_company_facts(handed.name, handed.content)
    else:
        filer = read_inline(handed.name, handed.content, accession=accession, filed=filed)
    kept = keep(filer, company_of(filer, handed.name, whole=handed.kind == FACTS), today, since=since)
    return KeptFacts(kept.rows, tuple(f"{handed.name}: {line}" for line in kept.left))


def facts_of(handed: Handed) -> FilerFacts:
    """Read company facts of what was handed in.

    Raises
    ------
    UsageError, DataError
        It is something else, or broken.
    """
    if handed.kind != FACTS:
        raise UsageError(
            f"is {handed.kind}, no company facts",
            where=handed.name,
            remedy="give the JSON of /api/xbrl/companyfacts/",
        )
    return read_company_facts(handed.name, handed.content)
