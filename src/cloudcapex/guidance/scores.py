"""Guidance held against what was spent: closed periods scored, open ones carried forward."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from .. import facts
from ..facts.rows import FactRow
from ..metrics.frames import EVERY_DEFINITION, series
from ..metrics.points import points_of
from ..metrics.rounding import bounds, rounding_step
from ..periods import Quarter
from ..schema import BASES
from ..schema.grades import is_guess, weakest, weakness
from ..schema.rows import rows_of
from .ladders import Guidance, Ladder

# A single figure is a rounded one: it counts as met within this share of it, either side.
POINT_TOLERANCE = 0.025

_QUARTER = pd.Timedelta(days=91)
_DAYS_OFF = 10


@dataclass(frozen=True)
class Spent:
    """What was spent over some quarters on one basis and definition.

    Attributes
    ----------
    value : float
        Whole units; NaN where missing.
    reason : str
        Why it is missing: ``no_figure_on_basis``, ``estimate_only``, ``not_yet_filed``; else empty.
    low, high : float
        The bounds that the rounding of its parts leaves it; NaN where it is missing.
    """

    value: float
    unit: str = ""
    basis: str = ""
    evidence: str = ""
    sources: tuple[str, ...] = ()
    reason: str = ""
    low: float = math.nan
    high: float = math.nan

    @property
    def known(self) -> bool:
        return math.isfinite(self.value)


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
    """

    statement: Guidance
    outcome: str
    miss: float
    share: float


@dataclass(frozen=True)
class Score:
    """A closed period: the actual against the first and the last figure given for it.

    Attributes
    ----------
    first, last : HeldGuidance or None
        None where it is not scored.
    reason : str
        Why it is not: ``words_only``, ``basis_not_stated``, or the reason of the missing actual.
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


def spent_over(
    company: str,
    metric: str,
    definition: str,
    quarters: Sequence[Quarter],
    as_of: dt.date | str | None = None,
) -> Spent:
    """Add up what a company spent on one basis and one definition, and on no other.

    The quarters are added where each of them is known; else a document's own figure for the whole span is taken. A
    quarter that is an estimate, or that a third party derived, is no actual: some are derived from the guidance.

    Parameters
    ----------
    company, metric, definition : str
        Whose, and on which basis.
    quarters : sequence of Quarter
        A run without a gap; none gives 0.
    as_of : date or str, optional
        As known on this day.

    Returns
    -------
    Spent
        In whole units of its currency, with the bounds that rounding leaves; NaN with a reason where a quarter is not known.
    """
    if not quarters:
        return Spent(0.0, low=0.0, high=0.0)
    frame = series(metric, [company], quarters[0], quarters[-1], as_of, definition=EVERY_DEFINITION)
    best = frame[frame["reason"] == ""]
    rows = points_of(best[best["definition"] == definition])
    firm = [r for r in rows if not is_guess(r.basis, r.evidence)]
    if len(firm) == len(quarters):
        return Spent(
            math.fsum(r.value for r in firm),
            firm[0].unit,
            firm[0].basis if len(firm) == 1 else BASES[1],
            weakest(r.evidence for r in firm),
            tuple(sorted({s for r in firm for s in r.sources})),
            low=math.fsum(r.bounds[0] for r in firm),
            high=math.fsum(r.bounds[1] for r in firm),
        )
    whole = _stated_whole(company, metric, definition, quarters, as_of)
    if whole is not None:
        return whole
    if len(rows) == len(quarters):
        return Spent(math.nan, reason="estimate_only")
    late = (frame["reason"] == "not_yet_filed") & (frame["calendar_quarter"] == str(quarters[-1]))
    return Spent(math.nan, reason="not_yet_filed" if late.any() else "no_figure_on_basis")


def _stated_whole(
    company: str, metric: str, definition: str, quarters: Sequence[Quarter], as_of: dt.date | str | None
) -> Spent | None:
    """Return the best document's own figure for exactly these quarters; the newest of equally good ones."""
    known = facts.load_facts(as_of)
    known = known[
        (known["company"] == company) & (known["metric"] == metric) & (known["definition"] == definition)
    ].dropna(subset=["period_start"])
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
    best = max(
        (r for r in rows if weakness(r.evidence) == grade),
        key=lambda r: (r.filed, r.source_id),
    )
    value, source = best.value, (best.source_id,)
    low, high = (end.item() for end in bounds(value, rounding_step(value, share=False)))
    return Spent(value, best.unit, best.basis, best.evidence, source, low=low, high=high)


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
    actual = spent_over(ladder.company, ladder.metric, ladder.definition, ladder.target.quarters, as_of)
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
        ``in_range`` within `POINT_TOLERANCE` of a single figure, too.
    """
    low, high = statement.ends
    if low == high and abs(actual - low) <= POINT_TOLERANCE * abs(low):
        return HeldGuidance(statement, "in_range", 0.0, 0.0)
    if low == low and actual < low:
        return HeldGuidance(statement, "below", actual - low, actual / low - 1)
    if high == high and actual > high:
        return HeldGuidance(statement, "above", actual - high, actual / high - 1)
    return HeldGuidance(statement, "in_range", 0.0, 0.0)


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
