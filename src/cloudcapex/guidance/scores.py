"""Guidance held against what was spent: closed periods scored, open ones carried forward."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from ..metrics.frames import known_metrics
from ..periods import Quarter
from .ladders import CAPEX_BASES, OTHER, Guidance, Ladder
from .spent import OWN_LINE, Spent, spent_over

# A single figure is a rounded one: it counts as met within this share of it, either side; a rate within half a point.
# So do the ends of a range of capex, or a range would be harder to meet than a figure. Results are guided in ranges that
# are narrower than that, and held to their ends.
POINT_TOLERANCE = 0.025
RATE_TOLERANCE = 0.005


@dataclass(frozen=True)
class HeldGuidance:
    """One statement held against the actual.

    Attributes
    ----------
    outcome : str
        ``in_range``, ``above`` or ``below``: where the actual lies.
    miss : float
        By how much the actual lies outside, in whole units: from the nearer end, from the figure itself for a
        point; 0 in range.
    share : float
        The miss as a share of that end.
    nearly : bool
        Whether it is in range by the tolerance alone.
    """

    statement: Guidance
    outcome: str
    miss: float
    share: float
    nearly: bool = False


@dataclass(frozen=True)
class Score:
    """A closed period: the actual against the first and the last figure given for it.

    Attributes
    ----------
    first, last : HeldGuidance or None
        None where it is not scored.
    reason : str
        Why it is not: ``words_only``, ``basis_not_stated``, ``no_metric`` (the data hold no such measure), or the reason
        of the missing actual.
    """

    ladder: Ladder
    actual: Spent
    first: HeldGuidance | None
    last: HeldGuidance | None
    reason: str = ""


@dataclass(frozen=True)
class Outlook:
    """An open period: what is spent, what the figure in force leaves, and the growth that takes.

    Attributes
    ----------
    done, left : tuple of Quarter
        The quarters up to the day of the question, and those to come.
    spent : Spent
        Over ``done`` on the basis of the guidance; 0 while nothing is done.
    remaining : tuple of float
        Low and high end less what is spent, whole units; NaN where an end or what was spent is missing.
    before : Spent
        Over the quarters of ``left`` a year earlier.
    growth : tuple of float
        ``remaining`` over ``before`` less one, as fractions; NaN where either is missing.
    """

    ladder: Ladder
    done: tuple[Quarter, ...]
    left: tuple[Quarter, ...]
    spent: Spent
    remaining: tuple[float, float]
    before: Spent
    growth: tuple[float, float]


def score(ladder: Ladder, as_of: dt.date | str | None = None) -> Score:
    """Score a period that is over; the actual stands on the metric and definition of the guidance, or none does.

    Parameters
    ----------
    ladder : Ladder
        Its figures on another basis, and those computed by others, take no part.
    as_of : date or str, optional
        The actual as known on this day.

    Returns
    -------
    Score
        The first and the last figure held against the actual; neither, and why, where the period cannot be scored.
    """
    nothing = Spent(math.nan)
    if ladder.first is None or ladder.last is None:
        reason = "words_only" if not any(s.figure for s in ladder.statements) else "not_stated"
        return Score(ladder, nothing, None, None, reason)
    if ladder.metric == "capex_as_stated":
        # Two figures whose basis nobody names are not known to stand on the same one.
        return Score(ladder, nothing, None, None, "basis_not_stated")
    if ladder.measure not in known_metrics():
        return Score(ladder, nothing, None, None, "no_metric")
    definition = OWN_LINE if ladder.metric == OTHER else ladder.definition
    actual = spent_over(ladder.company, ladder.measure, definition, ladder.target.quarters, as_of)
    if not actual.known:
        return Score(ladder, actual, None, None, actual.reason)
    return Score(ladder, actual, verdict(actual.value, ladder.first), verdict(actual.value, ladder.last))


def verdict(actual: float, statement: Guidance) -> HeldGuidance:
    """Say where an amount lies against a figure; both in the same unit and on the same basis.

    Parameters
    ----------
    actual : float
        In whole units; known.
    statement : Guidance
        An end that is NaN was not given and is never missed.

    Returns
    -------
    HeldGuidance
        ``in_range`` within `POINT_TOLERANCE` of a single figure or of an end of a range of capex, too; of a single rate
        within `RATE_TOLERANCE`.
    """
    low, high = statement.ends
    if low == low and actual < low:
        side, end = "below", low
    elif high == high and actual > high:
        side, end = "above", high
    else:
        return HeldGuidance(statement, "in_range", 0.0, 0.0)
    near = RATE_TOLERANCE if statement.unit == "share" else POINT_TOLERANCE * abs(end)
    if (low == high or statement.metric in CAPEX_BASES) and abs(actual - end) <= near:
        return HeldGuidance(statement, "in_range", 0.0, 0.0, nearly=True)
    return HeldGuidance(statement, side, actual - end, actual / end - 1)


def outlook(ladder: Ladder, through: Quarter, as_of: dt.date | str | None = None) -> Outlook:
    """Carry a period that is still open forward from a quarter.

    Parameters
    ----------
    ladder : Ladder
        Its last figure is the one in force.
    through : Quarter
        The last quarter that is over.
    as_of : date or str, optional
        Amounts as known on this day.

    Returns
    -------
    Outlook
        Amounts in whole units, growth as fractions; NaN where an end of the guidance or an amount is missing.
    """
    done = tuple(q for q in ladder.target.quarters if q <= through)
    left = tuple(q for q in ladder.target.quarters if q > through)
    basis = (ladder.company, ladder.metric, ladder.definition)
    if ladder.metric == "capex_as_stated":
        spent = before = Spent(math.nan, reason="basis_not_stated")
    else:
        spent = spent_over(*basis, done, as_of)
        before = spent_over(*basis, [q - 4 for q in left], as_of)
    ends = ladder.last.ends if ladder.last else (math.nan, math.nan)
    remaining = (ends[0] - spent.value, ends[1] - spent.value)
    divisor = before.value if before.known and before.value > 0 else math.nan
    growth = (remaining[0] / divisor - 1, remaining[1] / divisor - 1)
    return Outlook(ladder, done, left, spent, remaining, before, growth)
