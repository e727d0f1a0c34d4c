"""What others estimated: figures that a published text states of its own knowledge, and that no account can bear out."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from .. import facts
from ..schema.rows import rows_of
from .findings import Finding
from .reading import Claim
from .resolve import Question
from .spans import Span, read_spans


@dataclass(frozen=True, slots=True)
class EstimateRow:
    """One row of ``estimates.csv``."""

    estimate_id: str
    subject: str
    metric: str
    period: str
    value_low: float
    value_high: float
    unit: str
    evidence: str
    source_id: str


def said(claim: Claim, question: Question, as_of: dt.date) -> list[Finding]:
    """Find the estimates of the same thing, of the same subject and time, that were out by a day."""
    rows = rows_of(facts.load_said("estimates", as_of), EstimateRow)
    mine = [
        r
        for r in rows
        if r.unit == claim.unit and _same(r.metric, claim.metric) and _same(r.subject, claim.subject)
    ]
    month = question.entities[0].year_end_month if question.entities else 12
    spans = read_spans(claim.period, month)
    return [_finding(r, s) for r in mine for s in read_spans(r.period, month) if s in spans or not spans]


def _same(one: str, other: str) -> bool:
    return _words(one) == _words(other)


def _words(text: str) -> list[str]:
    """The words of a cell, without what stands in brackets; case, hyphens and articles aside."""
    plain = re.sub(r"\([^)]*\)", "", text.casefold())
    return [w for w in re.findall(r"\w+", plain) if w not in ("the", "a", "of", "on")]


def _finding(row: EstimateRow, span: Span) -> Finding:
    return Finding(
        row.value_low,
        row.value_high,
        row.unit,
        "estimates.value",
        row.subject,
        span,
        definition="estimate",
        basis="estimated",
        evidence=row.evidence,
        sources=(row.source_id,),
    )
