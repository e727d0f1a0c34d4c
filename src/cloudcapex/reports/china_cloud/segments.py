"""Alibaba's three cloud segments: how a figure is looked up on them, and how they are kept apart."""

from __future__ import annotations

import itertools

from ...exhibits.absence import Absence
from ...exhibits.charts.lines import Break, Line
from ...exhibits.exhibit import Exhibit
from ...exhibits.theme import company_colour
from ...metrics.points import Point
from ...periods import Quarter
from ...statements import Statement
from .context import BASES, BASIS_SHORT, BASIS_TEXTS, ChinaCloud


def by_basis(report: ChinaCloud, metric: str) -> dict[str, list[Point]]:
    """Return Alibaba's points of a metric over the window on each segment that has any, oldest segment first."""
    rows = {d: report.row(metric, report.subject, d) for d in BASES}
    return {d: row for d, row in rows.items() if any(p.known for p in row)}


def newest(report: ChinaCloud, metric: str, quarter: Quarter | None = None) -> Point:
    """Return a figure of Alibaba Cloud on the newest segment that has one for the quarter."""
    found = [report.point(metric, report.subject, quarter, d) for d in BASES]
    known = [p for p in found if p.known]
    return known[-1] if known else report.point(metric, report.subject, quarter)


def breaks(report: ChinaCloud, rows: dict[str, list[Point]]) -> tuple[Break, ...]:
    """Place a break before the first quarter of every segment but the oldest shown, naming the one it ends."""
    found, names = [], list(rows)
    for before, definition in itertools.pairwise(names):
        first = next(i for i, p in enumerate(rows[definition]) if p.known)
        found.append(Break(first, report.basis(before)))
    return tuple(found)


def basis_notes(report: ChinaCloud, rows: dict[str, list[Point]]) -> list[str]:
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


def basis_lines(report: ChinaCloud, rows: dict[str, list[Point]], *, money: bool) -> list[Line]:
    lines = []
    for definition, row in rows.items():
        current = definition == list(rows)[-1]
        seen = [report.view(p) if money else p for p in row]
        lines.append(
            Line(
                report.say(BASIS_SHORT[definition]) if current else "",
                company_colour(report.subject),
                tuple(p.value for p in seen),
                frozenset(i for i, p in enumerate(row) if p.soft),
                old=definition == BASES[0] and not current,
            )
        )  # fmt: skip
    return lines


def nothing(report: ChinaCloud, key: str, title: Statement, subtitle: str, *, wide: bool = False) -> Exhibit:
    """Say that no document has the figures an exhibit shows."""
    reason = report.say(
        "No document of {day} or earlier states this for {quarter} or the quarters shown before it.",
        day=report.language.date(report.as_of),
        quarter=report.quarter,
    )
    return report.exhibit(
        key, title=title, subtitle=subtitle, body=Absence(reason), points=[], alt=reason, wide=wide
    )
