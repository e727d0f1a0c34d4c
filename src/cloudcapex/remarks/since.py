"""How a remark stands to what the company said of the quarter before."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from ..facts.remarks import Remark, SaidPoint, said_points
from .quarters import remarks_of

Since = Literal["new", "repeated", "turned", "stopped", ""]


def since(remark: Remark, as_of: dt.date | None = None) -> Since:
    """Hold what a remark comes down to against what the company said of the quarter before.

    Parameters
    ----------
    remark : Remark
        Of any quarter.
    as_of : date, optional
        Only what was known on this day.

    Returns
    -------
    str
        ``repeated`` where it comes down to a point that was made before too, or states the same figure anew; ``turned``
        where the opposite was said; ``stopped`` where it says that what was told before is not told any more; ``new``
        where remarks of the quarter before are known and none makes its points, or it tells of a first time. Empty where nothing can be said: it
        comes down to no point, or no remark of the quarter before is known.
    """
    earlier = _made_before(remark, as_of)
    if not remark.points or not earlier:
        return ""
    against = _withdrawing(remark, earlier)
    if against:
        return "stopped" if any(p.silent for p in against) else "turned"
    if remark.first:
        return "new"
    before = remarks_of(remark.company, remark.quarter - 1, as_of)
    stated = remark.figure and any(r.figure == remark.figure for r in before)
    return "repeated" if stated or earlier & {*remark.points} else "new"


def taken_back(remark: Remark, as_of: dt.date | None = None) -> SaidPoint | None:
    """Return the point of the quarter before that a remark takes back.

    Parameters
    ----------
    remark : Remark
        Of any quarter.
    as_of : date, optional
        Only what was known on this day.

    Returns
    -------
    SaidPoint or None
        The first of several; None where it takes none back.
    """
    against = _withdrawing(remark, _made_before(remark, as_of))
    return said_points()[against[0].against] if against else None


def _made_before(remark: Remark, as_of: dt.date | None) -> set[str]:
    before = remarks_of(remark.company, remark.quarter - 1, as_of)
    return {p for r in before for p in r.points}


def _withdrawing(remark: Remark, earlier: set[str]) -> list[SaidPoint]:
    """The points of a remark that were not made before while their opposite was."""
    points = [said_points()[p] for p in remark.points]
    return [p for p in points if p.against in earlier and p.id not in earlier]
