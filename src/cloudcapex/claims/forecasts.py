"""What named houses forecast: as claims to be judged, and as what a text that quotes one is held against."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .. import facts
from ..schema.rows import rows_of
from .findings import Finding
from .reading import Claim
from .resolve import Question
from .spans import read_spans
from .vocabulary import vocabulary

ARTICLE = "forecasts"
_SIZES = {"USD": (1e9, "USD bn"), "CNY": (1e9, "RMB bn"), "share": (0.01, "%")}


@dataclass(frozen=True, slots=True)
class ForecastRow:
    """One row of ``forecasts.csv``; ``issued`` is None where no text tells the day."""

    forecast_id: str
    house: str
    house_zh_hans: str
    house_zh_hant: str
    companies: str
    whose: str
    measure: str
    period: str
    value_low: float
    value_high: float
    unit: str
    qualifier: str
    issued: dt.date | None
    evidence: str
    filed: dt.date
    source_id: str

    @property
    def of(self) -> tuple[str, ...]:
        """Slugs of the companies it is of; none for a group without names."""
        return tuple(c for c in self.companies.split("; ") if c)


def forecasts(as_of: dt.date) -> tuple[ForecastRow, ...]:
    """Return the forecasts that were out by a day, in the order of the table."""
    return tuple(rows_of(facts.load_said("forecasts", as_of), ForecastRow))


def forecast_claims(as_of: dt.date) -> tuple[Claim, ...]:
    """Return each forecast as a claim on what will come."""
    return tuple(_claim(row, line) for line, row in enumerate(forecasts(as_of), 2))


def _claim(row: ForecastRow, line: int) -> Claim:
    size, unit = _SIZES.get(row.unit, (1.0, ""))
    ends = [f"{value / size:.10g}" for value in dict.fromkeys((row.value_low, row.value_high))]
    names = [e.names[0] for c in row.of if (e := vocabulary().owner(c)) is not None]
    return Claim(
        id=row.forecast_id,
        article=ARTICLE,
        subject=" + ".join(names) or row.whose,
        metric=f"forecast {row.measure} by {row.house}",
        period=row.period,
        written="-".join(ends),
        written_unit=unit,
        low=row.value_low,
        high=row.value_high,
        unit=row.unit,
        qualifier=row.qualifier,
        phrase="",
        paraphrase="",
        line=line,
        row=False,
    )


def of_house(claim: Claim, question: Question, as_of: dt.date) -> list[Finding]:
    """Find what the house that a claim names forecast of the same companies or group for the same time, newest first."""
    if not question.forecaster:
        return []
    asked = {e.company for e in question.entities if e.kind == "company"}
    month = question.entities[0].year_end_month if question.entities else 12
    spans = read_spans(claim.period, month)
    found = []
    for row in forecasts(as_of):
        same = set(row.of) == asked if asked else row.whose == claim.subject
        measured = question.measure is None or question.measure.id == row.measure
        if row.house == question.forecaster and same and measured and row.unit == claim.unit:
            found += [
                Finding(
                    row.value_low,
                    row.value_high,
                    row.unit,
                    "forecasts.value",
                    claim.subject,
                    span,
                    definition="forecast",
                    basis="estimated",
                    evidence=row.evidence,
                    sources=(row.source_id,),
                )
                for span in read_spans(row.period, month)
                if span in spans
            ]
    return found[::-1]
