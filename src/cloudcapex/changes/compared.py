"""What an edition knows that the one before it did not: facts compared with facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pandas as pd

from .. import facts
from ..errors import UsageError
from ..metrics.book import Book, open_book
from ..metrics.frames import quarter_at
from ..metrics.panel import ESTIMATED
from ..metrics.quarters import QUARTER, QuarterRow
from ..periods import Quarter
from ..schema.grades import EVIDENCE
from ..schema.rows import rows_of
from .change import KINDS, Change, before_of, grade, in_order, quarter_number
from .corrected import corrected_between
from .editions import Vintage
from .lines import changed_lines, lost_lines

__all__ = ["KINDS", "Change", "changes", "figures_of", "with_followed"]


def with_followed(companies: Iterable[str]) -> tuple[str, ...]:
    """Return the companies whose changes an edition tells: those asked for, then those it follows beside them."""
    asked = tuple(dict.fromkeys(companies))
    return (*asked, *facts.followed(asked))


def changes(
    before: Vintage, after: Vintage, companies: Iterable[str] | None = None, start: str | Quarter = "2018Q1"
) -> list[Change]:
    """Compare what two editions could know about companies.

    Parameters
    ----------
    before, after : Vintage
        The earlier edition and the later one.
    companies : iterable of str, optional
        Slugs; None for every company.
    start : str or Quarter
        First calendar quarter that is compared.

    Returns
    -------
    list of Change
        By kind in the order of `KINDS`, then the newest quarters and the main lines first; restated figures by the
        size of their change. Discrete quarters are compared, each on its own definition; quarters after
        an edition's own are not part of it. A figure that is only told more finely is ``replaced``, not
        ``restated``.

    Raises
    ------
    UsageError
        When ``before`` is not the earlier one, or a company is unknown.
    """
    if before.as_of > after.as_of or before.quarter > after.quarter:
        raise UsageError(f"{after} does not come after {before}", remedy="write the earlier edition first")
    old_book, new_book = open_book(before.as_of), open_book(after.as_of)
    asked = new_book.asked(companies)
    old = _scope(old_book, before.quarter, asked, start)
    new = _scope(new_book, after.quarter, asked, start)
    pair = old.merge(new, on=QUARTER, how="outer", suffixes=("_before", ""), indicator="where")
    fresh = _Fresh(before, after)
    last = {str(c): int(n) for c, n in old.groupby("company")["quarter"].max().items()}
    first_told = pair[pair["where"] == "right_only"]
    gone = pair[pair["where"] == "left_only"]
    found = [
        *_added(first_told, last),
        *_values(pair[pair["where"] == "both"], fresh),
        *changed_lines(first_told, old_book, new_book, before.quarter, last),
        *lost_lines(gone, old, new, new_book, last),
        *corrected_between(before, after, asked, start),
    ]
    return in_order(map(fresh.dated, found), new_book.companies, new_book.kinds)


def _scope(book: Book, quarter: Quarter, companies: Sequence[str], start: str | Quarter) -> pd.DataFrame:
    """Keep the quarters an edition shows."""
    first = Quarter.parse(start, where="start")
    said = book.quarters[book.quarters["company"].isin(companies)]
    return said[said["quarter"].between(quarter_number(first), quarter_number(quarter))]


class _Fresh:
    """What was filed between the two days, to find the documents a change comes from."""

    def __init__(self, before: Vintage, after: Vintage) -> None:
        known = facts.load_facts(after.as_of)
        self.published = facts.load_sources().set_index("source_id")["published"]
        # A figure read in a document that came out later than its day was not known before that document.
        known["filed"] = known["filed"].mask(
            (out := known["source_id"].map(self.published)) > known["filed"], out
        )
        self.since = pd.Timestamp(before.as_of)
        recent = known[known["filed"] > self.since].sort_values(["filed", "source_id"])
        self.sources = set(recent["source_id"])
        ends = recent.groupby(["company", "metric", "definition", "period_end"])[["source_id", "filed"]]
        self.first_by_end = ends.first().to_dict("index")

    def behind(self, row: QuarterRow) -> tuple[tuple[str, ...], dt.date]:
        """Documents behind a figure that changed, and the day it did.

        A quarter is often the difference of two sums, and what changes it may be a report that repeats one
        of the two: until the year was repeated, the restated nine months had nothing to be taken from.
        """
        sources = tuple(s for s in row.sources if s in self.sources)
        if sources and row.since > self.since.date():
            return sources, row.since
        ends = [row.period_end]
        if row.period_start is not None:
            ends.append(row.period_start - dt.timedelta(days=1))
        keys = [(row.company, row.metric, row.definition, pd.Timestamp(end)) for end in ends]
        found = [self.first_by_end[key] for key in keys if key in self.first_by_end]
        if not found:
            return sources or row.sources, row.since
        return tuple(sorted({f["source_id"] for f in found})), max(f["filed"] for f in found).date()

    def dated(self, change: Change) -> Change:
        """Move the day of a change that the earlier edition could not cite to the day its document came out."""
        if change.filed is None or change.filed > self.since.date():
            return change
        days = [self.published[s] for s in change.sources if s in self.published.index]
        late = [day for day in days if not pd.isna(day) and day > self.since]
        return replace(change, filed=max(late).date()) if late else change


def _added(rows: pd.DataFrame, last: dict[str, int]) -> Iterator[Change]:
    """A company's quarters after the newest one that it had before, by the day that told most of them."""
    late = rows[rows["quarter"] > rows["company"].map(last).fillna(-1)]
    for company, number in late[["company", "quarter"]].drop_duplicates().itertuples(index=False, name=None):
        part = late[(late["company"] == company) & (late["quarter"] == number)]
        day = part["first_filed"].mode().iloc[0]
        told = part[part["first_filed"] == day]
        yield Change(
            "added",
            company,
            "",
            "",
            (quarter_at(int(number)),),
            grade=EVIDENCE[int(part["evidence_code"].min())],
            figures=len(part),
            filed=day.date(),
            sources=tuple(sorted({s for sources in told["first_sources"] for s in sources})),
        )


def _values(both: pd.DataFrame, fresh: _Fresh) -> Iterator[Change]:
    """Figures of which there are two: restated, or replaced by better ones."""
    size = both[["value", "value_before"]].abs().max(axis=1)
    changed = (both["value"] - both["value_before"]).abs() > 1e-9 * size
    estimated = (both["basis_code_before"] == ESTIMATED) & (both["basis_code"] != ESTIMATED)
    better = (both["evidence_code"] < both["evidence_code_before"]) | estimated
    kept = changed | better
    rows = zip(rows_of(both[kept], QuarterRow), before_of(both[kept]), better[kept], strict=True)
    for row, before, finer in rows:
        sources, day = fresh.behind(row)
        yield Change(
            # A figure that is told more finely was never restated.
            "restated" if row.restated and not finer else "replaced",
            row.company,
            row.metric,
            row.definition,
            (quarter_at(row.quarter),),
            row.unit,
            before.value,
            row.value,
            quarter_at(row.quarter),
            grade_before=grade(before),
            grade=grade(row),
            filed=day,
            sources_before=before.sources,
            sources=sources,
        )


def figures_of(found: Iterable[Change], kind: str) -> int:
    """How many figures changed in one way: what is counted wherever an edition counts changes.

    Parameters
    ----------
    found : iterable of Change
        Of any kind.
    kind : str
        One of `KINDS`.

    Returns
    -------
    int
        0 for none.
    """
    return sum(change.figures for change in found if change.kind == kind)
