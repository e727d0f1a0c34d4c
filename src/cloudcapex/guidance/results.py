"""Guidance on results: what a company guided beside capex for a quarter and from it on, and what of it is missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ..facts.absences import Silence, absence_of_guidance
from ..metrics.expected import OF, OFTEN
from ..metrics.opened import reported
from ..periods import Quarter
from .ladders import CAPEX_BASES, OTHER, Guidance, Ladder, ladders, subjects
from .scores import Score, score
from .targets import Target, target

# Measures in the order a statement of income has them; others after these.
_ORDER = ("revenue", "revenue_growth_reported", "total_expenses", "operating_income")


@dataclass(frozen=True)
class GuidedResult:
    """Guidance of one company on one measure for one period.

    Attributes
    ----------
    measure : str
        A metric, or the definition that names what the facts do not hold.
    ladder : Ladder or None
        Everything said of it; None where the data hold nothing of it.
    score : Score or None
        Of a period that is over by the quarter: the figure held against what came.
    reason : str
        Why there is no figure: ``not_disclosed`` (a document of the company's own was read and guides in words alone),
        ``not_yet_filed`` (what it would be told with is not out), ``not_entered``; empty where there is one.
    """

    company: str
    measure: str
    target: Target
    ladder: Ladder | None
    score: Score | None = None
    reason: str = ""

    @property
    def of_quarter(self) -> bool:
        """Whether it is of a single quarter."""
        return len(self.target.quarters) == 1

    @property
    def ahead(self) -> bool:
        """Whether it is a figure for a period that is not over."""
        return self.score is None and self.ladder is not None and self.ladder.last is not None

    @property
    def newest(self) -> Guidance | None:
        """The figure in force; where none was given, the newest words."""
        return (self.ladder.last or self.ladder.statements[-1]) if self.ladder else None


def guided_results(
    company: str, quarter: Quarter, as_of: dt.date, until: dt.date | None = None
) -> list[GuidedResult]:
    """Return what a company guided, beside capex, for periods that end with a quarter or go on after it.

    A measure that it guided on in three of the four quarters before stands there without a figure, too.

    Parameters
    ----------
    company : str
        Slug.
    quarter : Quarter
        The last one that is over.
    as_of : date
        Only what was known on this day counts.
    until : date, optional
        Only what was said up to this day counts.

    Returns
    -------
    list of GuidedResult
        The period that ended first, then by measure.
    """
    found = []
    for metric, definition in subjects(company):
        told = ladders([company], as_of, until=until, bases=(metric,), definition=definition)
        found += [
            _told(ladder, quarter, as_of, until) for ladder in told if ladder.target.quarters[-1] >= quarter
        ]
        found += _lacking(company, metric, definition, told, quarter, as_of)
    return sorted(found, key=_place)


def silence(ladder: Ladder, as_of: dt.date, until: dt.date | None = None) -> Silence | None:
    """Return what it rests on that a company gave no figure of what a ladder is of.

    Parameters
    ----------
    ladder : Ladder
        Without a figure.
    as_of : date
        Only documents that were there on this day count.
    until : date, optional
        Only what was said up to this day counts.

    Returns
    -------
    Silence or None
        None where no document of the company's own was read for one.
    """
    capex = ladder.metric in CAPEX_BASES
    return absence_of_guidance(
        CAPEX_BASES if capex else (ladder.metric,),
        ladder.company,
        ladder.target.label,
        as_of,
        until=until,
        definition=ladder.definition if ladder.metric == OTHER else "",
    )


def why_no_figure(ladder: Ladder, as_of: dt.date, until: dt.date | None = None) -> str:
    """Say why a ladder has no figure: it was not given, or nobody has read the company's own words for it.

    Parameters
    ----------
    ladder, as_of, until
        As in `silence`.

    Returns
    -------
    str
        ``not_disclosed`` or ``not_entered``; empty where there is a figure.
    """
    if ladder.last is not None:
        return ""
    return "not_disclosed" if silence(ladder, as_of, until) else "not_entered"


def _told(ladder: Ladder, quarter: Quarter, as_of: dt.date, until: dt.date | None) -> GuidedResult:
    over = ladder.target.quarters[-1] <= quarter
    return GuidedResult(
        ladder.company,
        ladder.measure,
        ladder.target,
        ladder,
        score(ladder, as_of) if over else None,
        why_no_figure(ladder, as_of, until),
    )


def _lacking(
    company: str, metric: str, definition: str, told: list[Ladder], quarter: Quarter, as_of: dt.date
) -> list[GuidedResult]:
    """Give the quarter and the one ahead where a measure is guided on as a rule, and nothing is held."""
    given = {ladder.target.quarters[0] for ladder in told if ladder.last and len(ladder.target.quarters) == 1}
    spoken = {ladder.target.quarters for ladder in told}
    found = []
    for asked in (quarter, quarter + 1):
        usual = sum(asked - back in given for back in range(1, OF + 1)) >= OFTEN
        if usual and (asked,) not in spoken:
            out = reported([company], asked - 1, as_of)[company]
            reason = "not_entered" if out else "not_yet_filed"
            name = definition if metric == OTHER else metric
            found.append(GuidedResult(company, name, target(str(asked)), None, None, reason))
    return found


def _place(result: GuidedResult) -> tuple[Quarter, Quarter, int, str]:
    quarters = result.target.quarters
    place = _ORDER.index(result.measure) if result.measure in _ORDER else len(_ORDER)
    return quarters[-1], quarters[0], place, result.measure
