"""Lines that a later edition draws anew, has for the first time, or has no longer."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Mapping

import numpy as np
import pandas as pd

from ..metrics.book import Book
from ..metrics.frames import quarter_at
from ..metrics.panel import NOT_DERIVABLE, NOT_DISCLOSED, REASONS
from ..metrics.quarters import QuarterRow
from ..periods import Quarter
from ..schema.rows import rows_of
from .change import Change, before_of, grade, quarter_number

# A figure that the company says it has passed is no other way to draw the line.
_BOUND = "lower_bound"


def changed_lines(
    rows: pd.DataFrame, old: Book, new: Book, until: Quarter, last: Mapping[str, int]
) -> Iterator[Change]:
    """Find lines that are drawn anew, and figures that nobody had stated before.

    Parameters
    ----------
    rows : DataFrame
        Quarters of the later book that the earlier one has not.
    old, new : Book
        The two books.
    until : Quarter
        The earlier edition's own.
    last : mapping of str to int
        Number of the newest quarter that each company had in the earlier edition; a company without one
        is new, and everything of it is an added quarter.
    """
    known = old.quarters[old.quarters["quarter"] <= quarter_number(until)]
    definitions = known.groupby(["company", "metric"])["definition"].agg(set).to_dict()
    values = {row.key: row for row in rows_of(known, QuarterRow)}
    groups: dict[tuple[str, str, str, str, str], list[QuarterRow]] = {}
    for row in rows_of(rows[rows["company"].isin(last)], QuarterRow):
        line = (row.company, row.metric)
        ranked = {d: old.rank(d, row.metric, row.company) for d in definitions.get(line, set()) - {_BOUND}}
        others = [d for d in ranked if d != row.definition and (*line, d, row.unit, row.quarter) in values]
        rank = new.rank(row.definition, row.metric, row.company)
        if ranked and row.definition not in ranked and rank > max(ranked.values()):
            kind = "redefined"
        elif others:
            if rank <= max(ranked[d] for d in others):
                continue  # the figure that is shown has not changed
            kind = "redefined"
        elif row.quarter <= last[row.company] or not ranked:
            kind = "gained"
        else:
            continue
        groups.setdefault((kind, *line, row.definition, row.unit), []).append(row)
    for (kind, company, metric, definition, unit), members in groups.items():
        yield _line(kind, company, metric, definition, unit, members, values, definitions, old)


def _line(
    kind: str, company: str, metric: str, definition: str, unit: str,
    members: list[QuarterRow], values: dict[tuple[str, str, str, str, int], QuarterRow], definitions: dict[Hashable, set[str]], old: Book,
) -> Change:  # fmt: skip
    members = sorted(members, key=lambda row: row.quarter)
    before: QuarterRow | None = None
    earlier = sorted(
        definitions.get((company, metric), set()) - {definition, _BOUND},
        key=lambda d: -old.rank(d, metric, company),
    )
    shown = members[-1]
    if kind == "redefined":
        keys = [(row, (company, metric, d, unit, row.quarter)) for row in reversed(members) for d in earlier]
        shown, key = next((pair for pair in keys if pair[1] in values), (members[0], None))
        before = values[key] if key else None
    return Change(
        kind,
        company,
        metric,
        definition,
        tuple(quarter_at(row.quarter) for row in members),
        unit,
        before.value if before else math.nan,
        shown.value,
        quarter_at(shown.quarter),
        definition_before=earlier[0] if kind == "redefined" and earlier else "",
        grade_before=grade(before) if before else "",
        grade=grade(shown),
        figures=len(members),
        filed=shown.first_filed,
        sources_before=before.sources if before else (),
        sources=shown.first_sources,
    )


def lost_lines(
    gone: pd.DataFrame, old: pd.DataFrame, new: pd.DataFrame, book: Book, last: Mapping[str, int]
) -> Iterator[Change]:
    """Find figures that are no longer there, and lines that a company has stopped stating.

    A line has stopped when it had a value in each of the four quarters up to the company's newest one, and has
    none in the quarters that the company added since, although it is not waiting for a filing.

    Parameters
    ----------
    gone : DataFrame
        Quarters of the earlier edition that the later one has not, columns ending in ``_before``.
    old, new : DataFrame
        All quarters of either edition.
    book : Book
        The later book.
    last : mapping of str to int
        Number of the newest quarter that each company had in the earlier edition.
    """
    line = ["company", "metric", "quarter"]
    still = set(new[line].itertuples(index=False, name=None))
    for row in before_of(gone):
        if (row.company, row.metric, row.quarter) not in still:
            yield _loss(row, row.quarter, _reason(book, row, row.quarter))

    newest = {str(c): int(n) for c, n in new.groupby("company")["quarter"].max().items()}
    since = new[new["quarter"] > new["company"].map(last).fillna(np.inf)]
    goes_on = set(since[["company", "metric"]].itertuples(index=False, name=None))
    for (company, metric), part in old.groupby(["company", "metric"]):
        end = last[str(company)]
        regular = {end, end - 1, end - 2, end - 3} <= set(part["quarter"])
        if not regular or newest.get(str(company), end) == end or (company, metric) in goes_on:
            continue
        row = rows_of(part[part["quarter"] == end], QuarterRow)[0]
        reason = _reason(book, row, newest[str(company)])
        if reason in (REASONS[NOT_DISCLOSED], REASONS[NOT_DERIVABLE]):
            yield _loss(row, newest[str(company)], reason)


def _reason(book: Book, row: QuarterRow, number: int) -> str:
    """Say why a company's metric has no value in a quarter."""
    panel, _ = book.best(row.metric)
    here = [r for r, line in enumerate(panel.lines) if line.company == row.company]
    column = number - panel.first
    return REASONS[panel.reason[here[0], column]] if here and 0 <= column < panel.quarters else ""


def _loss(row: QuarterRow, number: int, reason: str) -> Change:
    return Change(
        "lost",
        row.company,
        row.metric,
        row.definition,
        (quarter_at(number),),
        row.unit,
        before=row.value,
        valued=quarter_at(row.quarter),
        grade_before=grade(row),
        sources_before=row.sources,
        reason=reason,
    )
