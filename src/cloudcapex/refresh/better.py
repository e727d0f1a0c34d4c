"""Figures that stand on a weaker document than one that is there: a release, a call or a report, where a filing states them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..facts import load_facts
from ..facts.rows import FactRow
from ..intake.filed import FiledFact
from ..schema.grades import EVIDENCE
from ..schema.rows import rows_of
from .mapped import Mapped

FILED = EVIDENCE[0]


class Better(NamedTuple):
    """One figure and the better document: the weaker row stays where it is, as history.

    Attributes
    ----------
    source_id, evidence : str
        What the figure stands on.
    accession : str
        The filing that states it first.
    filed : str
        Its day.
    """

    metric: str
    start: dt.date | None
    end: dt.date
    source_id: str
    evidence: str
    accession: str
    filed: str


def better(company: str, mapped: Mapped, told: Iterable[FiledFact]) -> Iterator[Better]:
    """Find figures of a company that no filing gives in the data, and that one gives at the SEC.

    Parameters
    ----------
    company : str
        Slug.
    mapped : Mapped
        What is read of it.
    told : iterable of FiledFact
        Its company facts.
    """
    known = {tag.definition for tag in mapped.tags}
    own = [
        row for row in rows_of(load_facts(), FactRow) if row.company == company and row.definition in known
    ]
    filed = {_of(row) for row in own if row.evidence == FILED}
    first: dict[tuple[str, str, str], FiledFact] = {}
    for fact in sorted(told, key=lambda f: (f.filed, f.accession)):
        first.setdefault((fact.concept, fact.start, fact.end), fact)
    for row in {_of(row): row for row in own if _of(row) not in filed}.values():
        days = str(row.period_start or ""), str(row.period_end)
        tags = (tag for tag in mapped.of_metric(row.metric) if tag.definition == row.definition)
        found = [
            first[tag.concept, *days] for tag in tags if not tag.member and (tag.concept, *days) in first
        ]
        if found:
            better = found[0].accession, found[0].filed
            yield Better(row.metric, row.period_start, row.period_end, row.source_id, row.evidence, *better)


def _of(row: FactRow) -> tuple[str, str, dt.date | None, dt.date]:
    return row.metric, row.definition, row.period_start, row.period_end
