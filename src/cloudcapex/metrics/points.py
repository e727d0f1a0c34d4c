"""Points: one value each, with its unit, period, basis and sources."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

import pandas as pd

from ..periods import Quarter


@dataclass(frozen=True)
class Point:
    """One value of a series frame, with all that must travel with it."""

    company: str
    metric: str
    quarter: Quarter
    fiscal_quarter: str
    period_end: dt.date | None
    value: float
    unit: str
    basis: str
    evidence: str
    definition: str
    sources: tuple[str, ...]
    restated: bool
    reason: str

    @property
    def known(self) -> bool:
        return math.isfinite(self.value)

    @property
    def soft(self) -> bool:
        """True where the figure is not an exact filed one: estimated, or from a secondary source."""
        return self.known and (self.basis == "estimated" or self.evidence in ("press", "secondary"))

    @property
    def marks(self) -> str:
        """Footnote letters: e estimated, d derived, r restated, s secondary source."""
        letters = "e" if self.basis == "estimated" else "d" if self.basis == "derived" else ""
        letters += "r" if self.restated else ""
        letters += "s" if self.evidence in ("press", "secondary") else ""
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
    """
    return pd.DataFrame(
        [
            {
                "company": p.company,
                "metric": p.metric,
                "calendar_quarter": str(p.quarter),
                "fiscal_quarter": p.fiscal_quarter,
                "value": p.value,
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


def points_of(frame: pd.DataFrame) -> Iterator[Point]:
    """Read the rows of a series frame as points."""
    for row in cast("list[dict[str, Any]]", frame.to_dict("records")):
        yield Point(
            company=row["company"],
            metric=row["metric"],
            quarter=Quarter.parse(row["calendar_quarter"]),
            fiscal_quarter=_text(row["fiscal_quarter"]),
            period_end=None if pd.isna(row["period_end"]) else row["period_end"].date(),
            value=float(row["value"]),
            unit=_text(row["unit"]),
            basis=_text(row["basis"]),
            evidence=_text(row["evidence"]),
            definition=_text(row["definition"]),
            sources=tuple(s for s in _text(row["sources"]).split(";") if s),
            restated=bool(row["restated"]),
            reason=_text(row["reason"]),
        )


def no_point(company: str, metric: str, quarter: Quarter, reason: str = "not_disclosed") -> Point:
    """A value that is not there, with its reason."""
    return Point(company, metric, quarter, "", None, math.nan, "", "reported", "filed", "", (), False, reason)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
