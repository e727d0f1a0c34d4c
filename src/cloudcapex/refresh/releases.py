"""The rows of `sources.csv` for press releases of results, with their address at sec.gov and the quarter they report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ..facts import Company
from ..intake import ProposedRow
from .sec import Filing

# What is read from a mirror stands at the SEC, too, and that is where a reader goes.
_ARCHIVE = "https://www.sec.gov/Archives/edgar/data"
# Days from the end of a quarter to its release, at most.
_WITHIN = 80


def release_row(
    company: Company, filing: Filing, today: dt.date, exhibit: str, period: dt.date | None
) -> ProposedRow:
    """Make the row of the press release that came with a form.

    Parameters
    ----------
    company : Company
        Who filed it.
    filing : Filing
        The form.
    today : date
        The day it was looked at.
    exhibit : str
        The name of the release in the filing.
    period : date or None
        The end of the quarter it reports; None where that cannot be told.
    """
    about = f", results for the period ended {period}" if period else f", filed {filing.filed}"
    cells = {
        "source_id": filing.accession,
        "publisher": company.full_name,
        "title": f"{company.full_name} {filing.form}{about}",
        "url": f"{_ARCHIVE}/{int(company.cik)}/{filing.accession.replace('-', '')}/{exhibit}",
        "published": filing.filed,
        "accessed": max(today, filing.filed),
        "kind": "release",
        "accession": filing.accession,
        "form": filing.form,
        "filed": filing.filed,
        "standing": "filing",
    }
    return ProposedRow.of("sources", filing.accession, cells)


def quarter_reported(filing: Filing, reports: Sequence[Filing]) -> dt.date | None:
    """Tell the end of the quarter that a release of results is about: of the report beside it, else of the one due.

    Parameters
    ----------
    filing : Filing
        The form that the release came with.
    reports : sequence of Filing
        The company's reports, each with its period.

    Returns
    -------
    date or None
        None where no report says how its quarters run.
    """
    ends = [report.period for report in reports if report.period and report.period < filing.filed]
    if not ends:
        return None
    newest = max(ends)
    # A release comes within weeks of its quarter's end; an older end is that of the quarter before.
    return newest if (filing.filed - newest).days <= _WITHIN else _quarter_on(newest)


def _quarter_on(end: dt.date) -> dt.date:
    """Return the end of the next quarter: of a month where this one ends with its month, else thirteen weeks on."""
    if (end + dt.timedelta(1)).day != 1:
        return end + dt.timedelta(weeks=13)
    after = (end.replace(day=1) + dt.timedelta(days=125)).replace(day=1)
    return after - dt.timedelta(1)
