"""One thing that differs between two editions, and the order such things are told in."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass, fields

import pandas as pd

from ..metrics.panel import ESTIMATED
from ..metrics.quarters import QUARTER, QuarterRow
from ..periods import Quarter
from ..schema.grades import EVIDENCE, weakness
from ..schema.rows import rows_of

# In the order a reader meets them.
KINDS = ("added", "restated", "redefined", "corrected", "replaced", "gained", "lost")

# Lines whose changes come first among their kind; all others follow in the order of metrics.csv.
MAIN = (
    "revenue", "operating_income", "net_income", "operating_cash_flow", "capex_cash", "capex_with_finance_leases",
    "depreciation_and_amortization", "cloud_revenue", "cloud_operating_income", "azure_growth", "rpo",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One thing that differs between two editions.

    Parameters
    ----------
    kind : str
        One of `KINDS`: a company's quarter ``added``; a figure ``restated``; a line ``redefined``; a document
        ``corrected`` by us; a weaker figure ``replaced`` by a better one; coverage ``gained``; coverage ``lost``.
    company : str
        Slug.
    metric, definition : str
        Of the later edition; empty for an added quarter, which has many.
    quarters : tuple of Quarter
        The calendar quarters concerned, oldest first.
    unit : str
        Of both values.
    before, after : float
        Values in whole units, NaN where the edition has none.
    valued : Quarter or None
        The quarter both values are of: the last of ``quarters``, or the newest one that a redrawn line tells on either
        definition; None where no value is told.
    definition_before : str
        Definition behind ``before``, where it is another one.
    grade_before, grade : str
        ``estimated``, or the evidence: ``filed``, ``company``, ``press``, ``secondary``; empty where there is no value.
    figures : int
        How many figures the change is about.
    filed : date or None
        Day on which it became known; None for coverage that was lost.
    sources_before, sources : tuple of str
        Documents behind either value.
    reason : str
        For a correction, why; for lost coverage, the reason a series gives for the missing value.
    """

    kind: str
    company: str
    metric: str
    definition: str
    quarters: tuple[Quarter, ...]
    unit: str = ""
    before: float = math.nan
    after: float = math.nan
    valued: Quarter | None = None
    definition_before: str = ""
    grade_before: str = ""
    grade: str = ""
    figures: int = 1
    filed: dt.date | None = None
    sources_before: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    reason: str = ""

    @property
    def relative(self) -> float:
        """Size of the change against the value before; 0 where there is no such thing."""
        if not (math.isfinite(self.before) and math.isfinite(self.after)) or self.before == self.after:
            return 0.0
        return abs(self.after - self.before) / max(abs(self.before), abs(self.after))


# A change as a row of a table.
COLUMNS = tuple(field.name for field in fields(Change))


def in_order(found: Iterable[Change], companies: Iterable[str], metrics: Iterable[str]) -> list[Change]:
    """Sort changes: by kind, then the newest quarters and the main lines first, restated figures by size.

    Parameters
    ----------
    found : iterable of Change
        In any order.
    companies, metrics : iterable of str
        In house order.
    """
    place = {company: n for n, company in enumerate(companies)}
    order = {metric: n for n, metric in enumerate((*MAIN, *(m for m in metrics if m not in MAIN)))}
    return sorted(found, key=lambda change: _rank(change, place, order))


def _rank(change: Change, place: dict[str, int], order: dict[str, int]) -> tuple[float | str, ...]:
    newest = change.quarters[-1]
    when = -(newest.year * 4 + newest.number)
    line = order.get(change.metric, len(order))
    head, side = KINDS.index(change.kind), line >= len(MAIN)
    who = place[change.company]
    tail = (line, when, change.definition, change.unit)
    if change.kind == "added":
        return (head, 0, when, who, *tail)
    if change.kind == "restated":
        return (head, side, -change.relative, who, *tail)
    grade = weakness(change.grade) if change.grade in EVIDENCE else len(EVIDENCE)
    return (head, side, 0 if change.kind in ("redefined", "lost") else grade, who, *tail)


def quarter_number(quarter: Quarter) -> int:
    """Number a quarter as the books do: year × 4 + quarter − 1."""
    return quarter.year * 4 + quarter.number - 1


def before_of(pair: pd.DataFrame) -> list[QuarterRow]:
    """Read the earlier edition's quarters of two that are joined, whose columns end in ``_before``."""
    own = {f.name: f"{f.name}_before" for f in fields(QuarterRow) if f.name not in QUARTER}
    return rows_of(pair, QuarterRow, **own)


def grade(row: QuarterRow) -> str:
    """Say how good a figure of a book's quarters is: ``estimated``, or the evidence behind it."""
    return "estimated" if row.basis_code == ESTIMATED else EVIDENCE[row.evidence_code]


def changes_frame(found: Iterable[Change]) -> pd.DataFrame:
    """The changes as rows for a CSV: values in whole units, lists joined by semicolons.

    Returns
    -------
    DataFrame
        One row a change; values NaN where there is none, lists empty.
    """
    rows = [
        {
            **{name: getattr(change, name) for name in COLUMNS},
            "quarters": ";".join(map(str, change.quarters)),
            "valued": str(change.valued or ""),
            "sources_before": ";".join(change.sources_before),
            "sources": ";".join(change.sources),
        }
        for change in found
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))
