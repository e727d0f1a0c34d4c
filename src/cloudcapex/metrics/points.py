"""Points: one value each, with its unit, period, rounding, basis and sources."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from ..facts.rows import FactRow, LabRow, MarketRow
from ..periods import Quarter
from ..schema.grades import basis_of, is_second_hand, marks, weakest
from ..schema.rows import rows_of
from .rounding import step_of


@dataclass(frozen=True)
class Point:
    """One value of a series frame, with all that must travel with it.

    Attributes
    ----------
    value : float
        In whole units of ``unit``; NaN where there is none, ``reason`` then saying why.
    period_start, period_end : date, optional
        First and last day; no first day for an instant.
    rounded_to : float, optional
        The step the value is rounded to as its source states it; None for a computed value, and where no step shows.
    low, high : float, optional
        The bounds that rounding leaves the value, its own or that of all it was computed from. Taken from
        ``rounded_to`` where they are not given; None where there is no value.
    """

    company: str
    metric: str
    quarter: Quarter
    value: float
    unit: str = ""
    basis: str = "reported"
    evidence: str = "filed"
    definition: str = ""
    sources: tuple[str, ...] = ()
    restated: bool = False
    reason: str = ""
    fiscal_quarter: str = ""
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    rounded_to: float | None = None
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        if not self.known:
            for name in ("rounded_to", "low", "high"):
                object.__setattr__(self, name, None)
        elif self.low is None or self.high is None:
            half = (self.rounded_to or 0.0) / 2
            object.__setattr__(self, "low", self.value - half)
            object.__setattr__(self, "high", self.value + half)

    @property
    def known(self) -> bool:
        return math.isfinite(self.value)

    @property
    def bounds(self) -> tuple[float, float]:
        """``low`` and ``high``; NaN where there is no value."""
        return (math.nan if self.low is None else self.low, math.nan if self.high is None else self.high)

    @property
    def soft(self) -> bool:
        """True where the figure is not an exact filed one: estimated, or from a secondary source."""
        return self.known and (self.basis == "estimated" or is_second_hand(self.evidence))

    @property
    def wide(self) -> bool:
        """True for a computed share that the rounding of its operands leaves uncertain by half a point or more."""
        low, high = self.bounds
        return (
            self.unit == "share"
            and self.basis != "reported"
            and max(self.value - low, high - self.value) >= 0.005
        )

    @property
    def inexact(self) -> bool:
        """True where a chart draws the figure as less than exact: soft, or wide."""
        return self.soft or self.wide

    @property
    def marks(self) -> str:
        """Footnote letters: e estimated, d derived, r restated, s secondary source."""
        letters = "e" if self.basis == "estimated" else "d" if self.basis == "derived" else ""
        letters += "r" if self.restated else ""
        letters += "s" if is_second_hand(self.evidence) else ""
        return letters


def points_frame(
    points: Sequence[Point], newest: Callable[[Point], str] = lambda p: p.sources[-1] if p.sources else ""
) -> pd.DataFrame:
    """The rows of an exhibit's CSV, one a figure.

    Parameters
    ----------
    points : sequence of Point
        The figures, known or not.
    newest : callable
        Names the newest document behind a figure; without it the last of its list counts.

    Returns
    -------
    DataFrame
            ``value`` in whole units of ``unit``, NaN where ``missing`` says why; ``low`` and ``high`` of a share that the
        rounding of its operands leaves open by half a point or more, else NaN; ``sources`` parted by ``;``.
    """
    return pd.DataFrame(
        [
            {
                "company": p.company,
                "metric": p.metric,
                "calendar_quarter": str(p.quarter),
                "fiscal_quarter": p.fiscal_quarter,
                "value": p.value,
                "low": p.low if p.wide else math.nan,
                "high": p.high if p.wide else math.nan,
                "unit": p.unit,
                "basis": p.basis,
                "evidence": p.evidence,
                "definition": p.definition,
                "missing": p.reason,
                "newest_source": newest(p),
                "sources": ";".join(p.sources),
            }
            for p in points
        ]
    )


def points_of(frame: pd.DataFrame) -> list[Point]:
    """Read the rows of a series frame as points.

    Parameters
    ----------
    frame : DataFrame
        As `cloudcapex.metrics.series` returns it.

    Returns
    -------
    list of Point
        In the order of the rows, each with its unit, bounds, basis and sources; NaN with its reason where a value is
        missing.

    Raises
    ------
    DataError
        For a frame without a column that a point needs.
    """
    return rows_of(frame, Point, quarter="calendar_quarter")


def stated_point(row: FactRow | LabRow | MarketRow, company: str, metric: str, quarter: Quarter) -> Point:
    """Make a point of what a document states: of a company, a laboratory or a market.

    Parameters
    ----------
    row : FactRow, LabRow or MarketRow
        The statement.
    company, metric, quarter
        What the figure counts as.

    Returns
    -------
    Point
        In whole units, known, with the step its value is rounded to; a market's figure is ``reported``.
    """
    return Point(
        company,
        metric,
        quarter,
        row.value,
        unit=row.unit,
        basis=row.basis,
        evidence=row.evidence,
        definition=row.definition,
        sources=(row.source_id,),
        period_start=row.period_start,
        period_end=row.period_end,
        rounded_to=_number(step_of(row.value, share=row.unit == "share")),
    )


def no_point(company: str, metric: str, quarter: Quarter, reason: str = "not_disclosed") -> Point:
    """Make a value that is not there, with its reason.

    Parameters
    ----------
    company, metric, quarter
        What it would be of.
    reason : str
        One of `cloudcapex.metrics.panel.REASONS` but the empty one.

    Returns
    -------
    Point
        NaN without unit, bounds and sources.
    """
    return Point(company, metric, quarter, math.nan, reason=reason)


def computed(
    head: Point, other: Point, operation: Callable[[float, float], float], metric: str, unit: str
) -> Point:
    """Compute a point from two known ones, by the rules of `cloudcapex.metrics.panel.combine`.

    Parameters
    ----------
    head, other : Point
        The operands; company, quarter and period are those of the first.
    operation : callable
        NaN where the result has no meaning: the point is then *not derivable*.
    metric, unit : str
        What the result is.

    Returns
    -------
    Point
        ``derived``, or ``estimated`` if an operand is, on the weaker evidence and both operands' sources; NaN with the
        reason ``not_derivable`` where the operation gives nothing. Bounds are infinite where rounding leaves none.
    """
    value = operation(head.value, other.value)
    corners = [operation(*corner) for corner in itertools.product(head.bounds, other.bounds)]
    bounded = all(map(math.isfinite, corners))
    return replace(
        head,
        metric=metric,
        value=value,
        unit=unit,
        basis=basis_of((head.basis, other.basis)),
        evidence=weakest((head.evidence, other.evidence)),
        sources=tuple(sorted({*head.sources, *other.sources})),
        restated=head.restated or other.restated,
        reason="" if math.isfinite(value) else "not_derivable",
        rounded_to=None,
        low=min(corners) if bounded else -math.inf,
        high=max(corners) if bounded else math.inf,
    )


def letters_of(points: Iterable[Point]) -> str:
    """Return the letters that what several figures come to carries for how they are known.

    Parameters
    ----------
    points : iterable of Point
        The figures it is computed from; those that are not known count for nothing.

    Returns
    -------
    str
        ``e`` where one is estimated, ``s`` where one is second-hand; none for d, as a sum or a rate is computed by its nature.
    """
    known = [p for p in points if p.known]
    return marks(basis_of([p.basis for p in known]), weakest(p.evidence for p in known)) if known else ""


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
