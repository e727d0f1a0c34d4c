"""What came over some quarters on one basis and one definition: what guidance is held against."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from .. import facts
from ..facts.rows import FactRow
from ..metrics.frames import EVERY_DEFINITION, series, unit_of
from ..metrics.points import points_of
from ..metrics.rounding import bounds, rounding_step
from ..periods import Quarter
from ..schema import BASES
from ..schema.grades import is_guess, weakest, weakness
from ..schema.rows import rows_of

# The company's own line, whatever it is called: the line that is in force.
OWN_LINE = "as_stated"

_QUARTER = pd.Timedelta(days=91)
_DAYS_OFF = 10


@dataclass(frozen=True)
class Spent:
    """What was spent, or came, over some quarters on one basis and definition.

    Attributes
    ----------
    value : float
        Whole units; NaN where missing.
    reason : str
        Why it is missing: ``no_figure_on_basis``, ``estimate_only``, ``not_yet_filed``, ``not_entered`` (a document of
        one of its quarters is out, the data do not hold the figure); else empty.
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


def spent_over(
    company: str,
    metric: str,
    definition: str,
    quarters: Sequence[Quarter],
    as_of: dt.date | str | None = None,
) -> Spent:
    """Add up what a company spent or had on one basis and one definition, and on no other.

    The quarters are added where each of them is known; else a document's own figure for the whole span is taken. A
    quarter that is an estimate, or that a third party derived, is no actual: some are derived from the guidance. Rates
    are not added. `OWN_LINE` stands for the line in force where no figure stands on it by name.

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
    if definition == OWN_LINE and not (frame["definition"] == definition).any():
        frame = series(metric, [company], quarters[0], quarters[-1], as_of)
        frame = frame.assign(definition=definition)
    best = frame[frame["reason"] == ""]
    rows = points_of(best[best["definition"] == definition])
    firm = [r for r in rows if not is_guess(r.basis, r.evidence)]
    if len(firm) == len(quarters) and (len(quarters) == 1 or unit_of(metric) != "share"):
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
    return Spent(math.nan, reason=_why_missing(frame, definition, quarters))


def _why_missing(frame: pd.DataFrame, definition: str, quarters: Sequence[Quarter]) -> str:
    """Say why a sum lacks a quarter: the last one is not filed yet, one is out and not in the data, or none of these."""
    if ((frame["reason"] == "not_yet_filed") & (frame["calendar_quarter"] == str(quarters[-1]))).any():
        return "not_yet_filed"
    known = frame.loc[(frame["reason"] == "") & (frame["definition"] == definition), "calendar_quarter"]
    lacking = frame[~frame["calendar_quarter"].isin(known)]
    return "not_entered" if (lacking["reason"] == "not_entered").any() else "no_figure_on_basis"


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
