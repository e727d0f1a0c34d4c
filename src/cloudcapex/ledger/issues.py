"""Bonds and shares that were issued, each amount added up once though several entries may hold it."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Sequence

from .. import facts
from ..facts.rows import IssueRow
from ..metrics.points import Point
from ..periods import Quarter
from ..schema.grades import weakest
from ..schema.rows import rows_of


def issues(companies: Collection[str], first: Quarter, last: Quarter, as_of: dt.date) -> list[IssueRow]:
    """Return the issues of some companies in a span of quarters.

    Parameters
    ----------
    companies : collection of str
        Slugs.
    first, last : Quarter
        Of the calendar; what falls into it in part alone is left out.
    as_of : date
        What became known later is left out.

    Returns
    -------
    list of IssueRow
        Oldest first; empty where no document tells one.
    """
    rows = rows_of(facts.load_issues(as_of), IssueRow, since="from")
    found = [r for r in rows if r.company in companies and first.start <= r.since and r.until <= last.end]
    return sorted(found, key=lambda r: (r.until, r.issue_id))


def told_once(found: Sequence[IssueRow]) -> list[IssueRow]:
    """Return those of some issues that are part of no other of them."""
    shown = {r.issue_id for r in found}
    return [r for r in found if r.within not in shown]


def point(row: IssueRow) -> Point:
    """Return the amount of an issue as a figure of the quarter that it ends in, in whole units of its currency."""
    quarter = Quarter.containing(row.until)
    return Point(
        row.company,
        f"issues.{row.kind}",
        quarter,
        row.amount,
        unit=row.unit,
        evidence=row.evidence,
        sources=(row.source_id,),
    )


def by_company(
    measure: str, found: Sequence[IssueRow], companies: Sequence[str], quarter: Quarter
) -> list[Point]:
    """Add issues up by company.

    Parameters
    ----------
    measure : str
        What the sums are called.
    found : sequence of IssueRow
        In one currency, none of them part of another.
    companies : sequence of str
        Slugs, in the order of the result.
    quarter : Quarter
        Of the edition.

    Returns
    -------
    list of Point
        In whole units of that currency; no point of a company without an issue.
    """
    own = {c: [r for r in found if r.company == c] for c in companies}
    return [
        Point(
            company,
            measure,
            quarter,
            math.fsum(r.amount for r in rows),
            unit=rows[0].unit,
            basis="derived",
            evidence=weakest(r.evidence for r in rows),
            sources=tuple(sorted({r.source_id for r in rows})),
        )
        for company, rows in own.items()
        if rows
    ]
