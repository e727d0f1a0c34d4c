"""What a report shows, exhibit by exhibit."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator, Sequence

from cloudcapex.exhibits.charts.canvas import Chart
from cloudcapex.exhibits.company_page import CompanyPages
from cloudcapex.exhibits.exhibit import Body, Exhibit
from cloudcapex.exhibits.row import Row
from cloudcapex.exhibits.together import Apart, Together
from cloudcapex.press import HEIGHTS
from cloudcapex.reports.report import Report
from cloudcapex.reports.review import Review
from cloudcapex.statements import ProofLine, Statement


@functools.cache
def newest() -> Review:
    """The newest review, for tests that only look at it: what one of them has made, the next ones need not make again."""
    return Review("2026Q2")


@functools.cache
def replayed() -> Review:
    """The review of 2023Q4 as of 15 February 2024, for the same."""
    return Review("2023Q4", as_of="2024-02-15")


def exhibits(report: Report) -> Iterator[Exhibit]:
    """Make everything, and yield the exhibits of rows and pages one by one."""
    for make in report.makers.values():
        shown = make(report)
        if isinstance(shown, Exhibit):
            yield shown
        elif isinstance(shown, Row | CompanyPages):
            yield from shown.exhibits


@contextlib.contextmanager
def charts_drawn() -> Iterator[list[tuple[str, Chart]]]:
    """Collect the charts of all exhibits that reports make meanwhile, each with the key of its exhibit."""
    charts: list[tuple[str, Chart]] = []
    make = Report.exhibit

    def watched(self: Report, key: str, **parts: object) -> Exhibit:
        exhibit = make(self, key, **parts)  # type: ignore[arg-type]
        charts.extend((key, chart) for chart in charts_in(exhibit.body))
        return exhibit

    Report.exhibit = watched  # type: ignore[method-assign]
    try:
        yield charts
    finally:
        Report.exhibit = make  # type: ignore[method-assign]


@contextlib.contextmanager
def proofs_told() -> Iterator[list[tuple[str, ProofLine]]]:
    """Collect the lines of all proofs that reports write meanwhile, each with the id of its sentence."""
    lines: list[tuple[str, ProofLine]] = []
    proved = Statement.proved

    def watched(self: Statement, told: Sequence[ProofLine]) -> Statement:
        statement = proved(self, told)
        lines.extend((statement.id, line) for line in statement.proof)
        return statement

    Statement.proved = watched  # type: ignore[method-assign]
    try:
        yield lines
    finally:
        Statement.proved = proved  # type: ignore[method-assign]


def charts_in(body: Body) -> Iterator[Chart]:
    """Yield the charts of a body, those for screens and those for paper."""
    if isinstance(body, Apart):
        yield from charts_in(body.screen)
        yield from charts_in(body.paper)
    elif isinstance(body, Together):
        for part in body.bodies:
            yield from charts_in(part)
    elif isinstance(body, Chart):
        yield body
        yield from at_other_heights(body)


def at_other_heights(chart: Chart) -> list[Chart]:
    """Draw a chart as a page may that has less room or more; nothing where it has one height or cannot be lower."""
    try:
        return [chart.anew(share) for share in HEIGHTS.values()] if chart.anew else []
    except ValueError:
        return []
