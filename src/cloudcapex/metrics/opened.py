"""Who has reported a quarter, and whether anybody has: a quarter opens with the first figure that one of its companies files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache

from .. import facts
from ..errors import UsageError
from ..periods import Quarter
from .book import Book, open_book
from .frames import newest_quarter, quarter_at
from .panel import ESTIMATED


def reported(
    companies: Sequence[str], quarter: Quarter | str, as_of: dt.date | str | None = None
) -> dict[str, dt.date | None]:
    """Look up on which day each company filed its first figure of a quarter.

    A company that files nowhere has reported with the first figure that it states.

    Parameters
    ----------
    companies : sequence of str
        Slugs.
    quarter : Quarter or str
        The calendar quarter.
    as_of : date or str, optional
        Nothing filed later is seen.

    Returns
    -------
    dict
        In the order asked; None for a company that has filed nothing of the quarter by then.
    """
    first, wanted = _first_days(open_book(as_of)), Quarter.parse(quarter)
    number = wanted.year * 4 + wanted.number - 1
    return {company: first.get((company, number)) for company in companies}


@lru_cache(maxsize=4)  # the books of an edition
def _first_days(book: Book) -> dict[tuple[str, int], dt.date]:
    """Return the day of the first figure of each quarter that is filed, or stated by a company that files none."""
    stated = book.quarters[book.quarters["basis_code"] < ESTIMATED]
    filed = stated["evidence_code"] == 0
    told = stated[filed | ~stated["company"].isin(stated.loc[filed, "company"])]
    first = told.groupby(["company", "quarter"], as_index=False)["first_filed"].min()
    keys = zip(first["company"].tolist(), first["quarter"].tolist(), strict=True)
    return dict(zip(keys, first["first_filed"].dt.date, strict=True))


def hold_open(companies: Sequence[str], quarter: Quarter | str, as_of: dt.date | str | None = None) -> None:
    """Refuse a quarter that is not over for most, and of which none of some companies has filed a figure; see `reported`.

    Parameters
    ----------
    companies : sequence of str
        Slugs of those the report compares.
    quarter : Quarter or str
        Asked for.
    as_of : date or str, optional
        The day of the edition; the newest day of the data by default.

    Raises
    ------
    UsageError
        Naming the companies that are waited for, and the newest quarter that is open.
    """
    wanted = Quarter.parse(quarter)
    # A quarter that most have reported waits for nobody: who files nothing of it is said to be missing.
    if any(reported(companies, wanted, as_of).values()) or wanted <= newest_quarter(as_of):
        return
    told = {number for company, number in _first_days(open_book(as_of)) if company in companies}
    before = [q for number in told if (q := quarter_at(number)) < wanted]
    names = ", ".join(facts.company(slug).name.en for slug in companies)
    day = as_of or facts.newest_day()
    raise UsageError(
        f"{wanted} is not open: by {day} nothing of it was filed by {names}",
        where="parameter quarter",
        valid=f"up to {max(before)}" if before else None,
        remedy="a quarter opens with the first figure that one of its companies files",
    )


def counted_until(quarter: Quarter, as_of: dt.date) -> dt.date:
    """Return the last day whose guidance and deals count in an edition.

    That is its own day, as long as its quarter is the newest that most have reported; an edition of an older one
    ends with the quarter after, in which its results came.

    Parameters
    ----------
    quarter : Quarter
        Under report.
    as_of : date
        The day of the edition.

    Returns
    -------
    date
        ``as_of`` or an earlier day.
    """
    return as_of if quarter >= newest_quarter(as_of) else min(as_of, (quarter + 1).end)
