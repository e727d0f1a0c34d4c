"""What came over some quarters on one basis and one definition: what guidance is held against."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from ..metrics.formulas import IDENTITIES
from ..metrics.frames import EVERY_DEFINITION, series, unit_of
from ..metrics.own_line import stated_whole
from ..metrics.points import points_of
from ..metrics.rounding import bounds, rounding_step
from ..paths import while_data_stand
from ..periods import Quarter
from ..schema import BASES
from ..schema.grades import is_guess, is_second_hand, weakest

# The company's own line, whatever it is called: the line that is in force.
OWN_LINE = "as_stated"


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
    are not added. A line that adds two others up is as the company itself tells it. `OWN_LINE` stands for the line in force where no figure stands on it by name.

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
    return _spent_over(company, metric, definition, (*quarters,), as_of)


@while_data_stand  # several exhibits score the same years, in each language of an edition
def _spent_over(
    company: str, metric: str, definition: str, quarters: tuple[Quarter, ...], as_of: dt.date | str | None
) -> Spent:
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
        added = Spent(
            math.fsum(r.value for r in firm),
            firm[0].unit,
            firm[0].basis if len(firm) == 1 else BASES[1],
            weakest(r.evidence for r in firm),
            tuple(sorted({s for r in firm for s in r.sources})),
            low=math.fsum(r.bounds[0] for r in firm),
            high=math.fsum(r.bounds[1] for r in firm),
        )
        return _in_own_words(added, company, metric, definition, quarters, as_of)
    whole = _stated_whole(company, metric, definition, quarters, as_of)
    if whole is not None:
        return whole
    if len(rows) == len(quarters):
        return Spent(math.nan, reason="estimate_only")
    return Spent(math.nan, reason=_why_missing(frame, definition, quarters))


def _in_own_words(
    added: Spent,
    company: str,
    metric: str,
    definition: str,
    quarters: Sequence[Quarter],
    as_of: dt.date | str | None,
) -> Spent:
    """Take the company's own figure of a line that adds two others up, where the two as tagged come to another amount.

    Guidance is on its own line: Meta counted purchases net of proceeds in 2023 while its filings tagged them gross.
    """
    if (metric, definition) not in IDENTITIES:
        return added
    whole = _stated_whole(company, metric, definition, quarters, as_of)
    told = [whole] if whole else [_stated_whole(company, metric, definition, [q], as_of) for q in quarters]
    own = [s for s in told if s is not None and not is_second_hand(s.evidence)]
    low, high = math.fsum(s.low for s in own), math.fsum(s.high for s in own)
    if len(own) < len(told) or (low <= added.high and added.low <= high):
        return added
    return Spent(
        math.fsum(s.value for s in own),
        added.unit,
        own[0].basis if len(own) == 1 else BASES[1],
        weakest(s.evidence for s in own),
        tuple(sorted({source for s in own for source in s.sources})),
        low=low,
        high=high,
    )


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
    best = stated_whole(company, metric, definition, quarters, as_of)
    if best is None:
        return None
    low, high = (end.item() for end in bounds(best.value, rounding_step(best.value, share=False)))
    return Spent(best.value, best.unit, best.basis, best.evidence, (best.source_id,), low=low, high=high)
