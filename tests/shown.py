"""What a report shows, exhibit by exhibit."""

from __future__ import annotations

from collections.abc import Iterator

from cloudcapex.exhibits.company_page import CompanyPages
from cloudcapex.exhibits.exhibit import Exhibit, Row
from cloudcapex.reports.report import Report


def exhibits(report: Report) -> Iterator[Exhibit]:
    """Make everything, and yield the exhibits of rows and pages one by one."""
    for make in report.makers.values():
        shown = make(report)
        if isinstance(shown, Exhibit):
            yield shown
        elif isinstance(shown, Row | CompanyPages):
            yield from shown.exhibits
