"""Figures that stand on a weaker document than one that is there: a release, a call or a report, where a filing states them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from ..facts import load_facts
from ..facts.rows import FactRow
from ..facts.tagged import ReadFrom, segment_of
from ..intake.filed import FiledFact
from ..intake.held import is_rounding
from ..schema.grades import EVIDENCE, weakness
from ..schema.rows import rows_of
from .mapped import Mapped, left_out
from .sec import Filing

FILED = EVIDENCE[0]
# A period of more days than this is no quarter: of those the annual report states the year alone.
_QUARTER = 100


class Better(NamedTuple):
    """One figure and the better document: the weaker row stays where it is, as history.

    Attributes
    ----------
    weaker : FactRow
        What the figure stands on.
    fact : FiledFact
        What the filing says that states it first.
    """

    weaker: FactRow
    fact: FiledFact

    @property
    def same(self) -> bool:
        """Whether both say one figure, or one of them says the other's in fewer digits."""
        return agree(Decimal(str(self.weaker.value)), self.fact.value)


def agree(ours: Decimal, theirs: Decimal) -> bool:
    """Tell whether two figures are one, or one of them the other in fewer digits.

    Parameters
    ----------
    ours, theirs : Decimal
        In whole units.
    """
    one, other = f"{ours:f}", f"{theirs:f}"
    return is_rounding(one, other) or is_rounding(other, one)


def weaker(company: str, mapped: Mapped) -> list[FactRow]:
    """List the figures of a company that no filing gives in the data, and that are read from tags of filings.

    Of several rows of one figure it is that of the best document.

    Parameters
    ----------
    company : str
        Slug.
    mapped : Mapped
        What is read of it.
    """
    facts = load_facts()
    own = [*rows_of(facts[facts["company"] == company], FactRow)]
    filed = {_of(row) for row in own if row.evidence == FILED}
    best: dict[tuple[str, str, dt.date | None, dt.date], FactRow] = {}
    for row in sorted(own, key=lambda r: (weakness(r.evidence), r.filed)):
        if _of(row) not in filed and _tags(mapped, row):
            best.setdefault(_of(row), row)
    return [*best.values()]


def better(mapped: Mapped, rows: Sequence[FactRow], told: Iterable[FiledFact]) -> Iterator[Better]:
    """Find the filings that state such figures.

    Parameters
    ----------
    mapped : Mapped
        What is read of the company.
    rows : sequence of FactRow
        As of `weaker`.
    told : iterable of FiledFact
        Its company facts, and what was read of its documents.
    """
    first: dict[tuple[str, str, str, str], FiledFact] = {}
    for fact in sorted(told, key=lambda f: (f.filed, f.accession)):
        first.setdefault((fact.concept, segment_of(fact.member), fact.start, fact.end), fact)
    for row in rows:
        days = str(row.period_start or ""), str(row.period_end)
        keys = [(tag.concept, tag.member, *days) for tag in _tags(mapped, row)]
        found = next((first[key] for key in keys if key in first), None)
        if found is not None and found.unit == row.unit:
            yield Better(row, found)


def unread(
    mapped: Mapped, rows: Iterable[FactRow], filings: Sequence[Filing], since: dt.date
) -> list[tuple[FactRow, Filing]]:
    """Pair such figures, of which company facts have none, with the report of their period, where it was not read.

    Parameters
    ----------
    mapped : Mapped
        What is read of the company.
    rows : iterable of FactRow
        As of `weaker`.
    filings : sequence of Filing
        Its reports.
    since : date
        Those from this day on were read.
    """
    annual = {f.period for f in filings if f.form.startswith("10-K")}
    found = []
    for row in rows:
        quarter = row.period_start is not None and (row.period_end - row.period_start).days <= _QUARTER
        if (quarter and row.period_end in annual) or not all(
            left_out(tag.concept, tag.member) for tag in _tags(mapped, row)
        ):
            continue  # of its fourth quarter alone no report tells
        mine = [f for f in filings if f.period == row.period_end and f.filed < since]
        found += [(row, min(mine, key=lambda f: f.filed))] if mine else []
    return found


def _tags(mapped: Mapped, row: FactRow) -> list[ReadFrom]:
    """List the tags that a figure is read from on its own definition and in its time."""
    return [
        tag
        for tag in mapped.of_metric(row.metric)
        if tag.definition == row.definition
        and (not tag.since or tag.since <= str(row.period_end))
        and (not tag.until or str(row.period_end) <= tag.until)
    ]


def _of(row: FactRow) -> tuple[str, str, dt.date | None, dt.date]:
    return row.metric, row.definition, row.period_start, row.period_end
