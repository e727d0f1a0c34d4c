"""A company's own figure of a stretch of quarters, and where it goes before the sum of what its filings tag."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from ..facts.rows import FactRow
from ..facts.told import told_of
from ..periods import Quarter
from ..schema.grades import is_guess, is_second_hand, weakness
from ..schema.rows import rows_of
from .formulas import IDENTITIES
from .points import Point, stated_point

_QUARTER = pd.Timedelta(days=91)
_DAYS_OFF = 10


def stated_whole(
    company: str, metric: str, definition: str, quarters: Sequence[Quarter], as_of: dt.date | str | None
) -> FactRow | None:
    """Return the best document's own figure for exactly these quarters; the newest of equally good ones.

    Parameters
    ----------
    company, metric, definition : str
        Whose, and on which basis.
    quarters : sequence of Quarter
        A run without a gap, of one at least.
    as_of : date or str, optional
        As known on this day.

    Returns
    -------
    FactRow or None
        None where no document tells it but by an estimate, or as a third party derived it.
    """
    known = told_of(company, metric, as_of)
    known = known[known["definition"] == definition].dropna(subset=["period_start"])
    middle_first = known["period_start"] + _QUARTER / 2
    middle_last = known["period_end"] - _QUARTER / 2
    days = (known["period_end"] - known["period_start"]).dt.days
    fits = (
        (middle_first >= pd.Timestamp(quarters[0].start))
        & (middle_first <= pd.Timestamp(quarters[0].end))
        & (middle_last >= pd.Timestamp(quarters[-1].start))
        & (middle_last <= pd.Timestamp(quarters[-1].end))
        & ((days - 91 * len(quarters)).abs() <= _DAYS_OFF)
    )
    rows = [r for r in rows_of(known[fits], FactRow) if not is_guess(r.basis, r.evidence)]
    if not rows:
        return None
    grade = min(weakness(r.evidence) for r in rows)
    return max((r for r in rows if weakness(r.evidence) == grade), key=lambda r: (r.filed, r.source_id))


def in_own_words(point: Point, as_of: dt.date | str | None) -> Point:
    """Take a company's own figure of a line that adds two others up, where these as tagged come to another amount.

    Meta counted purchases net of proceeds in 2023 while its filings tagged them gross.

    Parameters
    ----------
    point : Point
        A quarter's figure.
    as_of : date or str, optional
        As known on this day.

    Returns
    -------
    Point
        The point itself where the company tells nothing else.
    """
    if (point.metric, point.definition) not in IDENTITIES or not point.known:
        return point
    row = stated_whole(point.company, point.metric, point.definition, [point.quarter], as_of)
    if row is None or is_second_hand(row.evidence):
        return point
    own = stated_point(row, point.company, point.metric, point.quarter)
    (low, high), (least, most) = own.bounds, point.bounds
    return point if low <= most and least <= high else own
