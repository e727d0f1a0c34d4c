"""Alibaba's three cloud segments: how a figure is looked up on them, and how they are kept apart."""

from __future__ import annotations

from ...metrics.points import Point
from ...periods import Quarter
from .context import BASES, BASIS_TEXTS, ChinaCloud

Rows = dict[str, list[Point]]


def by_basis(report: ChinaCloud, metric: str) -> Rows:
    """Return Alibaba's points of a metric over the window on each segment that has any, oldest segment first."""
    return told_rows({d: report.row(metric, report.subject, d) for d in BASES})


def told_rows(rows: Rows) -> Rows:
    """Leave out rows without a value."""
    return {d: row for d, row in rows.items() if any(p.known for p in row)}


def known(report: ChinaCloud, rows: Rows) -> list[Point]:
    """Return the values of some rows."""
    return [p for row in rows.values() for p in row if p.known]


def newest(report: ChinaCloud, metric: str, quarter: Quarter | None = None) -> Point:
    """Return a figure of Alibaba Cloud on the newest segment that has one for the quarter."""
    found = [report.point(metric, report.subject, quarter, d) for d in BASES]
    known = [p for p in found if p.known]
    return known[-1] if known else report.point(metric, report.subject, quarter)


def basis_notes(report: ChinaCloud, rows: Rows) -> list[str]:
    """Say what each segment shown counts, and that none is joined to another."""
    notes = [report.say(BASIS_TEXTS[d]) for d in rows]
    if len(rows) > 1:
        notes.append(
            report.say("Dotted lines: the segment was redrawn. Nothing is joined or compared across them.")
        )
    return notes


def is_first(report: ChinaCloud, point: Point) -> bool:
    """Whether a figure is the first of its segment, a year before which nothing is known on it."""
    before = report.point("cloud_revenue", report.subject, point.quarter - 1, point.definition)
    return point.known and point.definition != BASES[0] and not before.known


def growth_of(report: ChinaCloud, revenue: Point) -> Point:
    """Growth as Alibaba states it on the segment of a revenue figure; never that of another segment."""
    return report.point(
        "cloud_revenue_growth_reported", report.subject, revenue.quarter, revenue.definition or None
    )
