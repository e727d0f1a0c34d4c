"""What named houses forecast, beside what the companies guided for and what came, in the words of the report on claims."""

from __future__ import annotations

import math

from ..claims import ForecastRow, Verdict
from ..exhibits.display import Columns, Display, Head
from ..exhibits.tables.table import Cell, words
from ..guidance.ladders import Ladder, added, ladders
from ..language import N_
from ..schema.grades import is_second_hand
from ..statements import Evidence, Population, Statement
from .claims_audit.context import ClaimsAudit
from .claims_audit.houses import FORECAST, OUTTURN, forecasts_message, how_held, sources_of
from .company_report import CompanyReport

_TABLE_NOTE = N_(
    "Each is as its source says; that is no verdict on what was expected. Guided: the newest guidance for the same calendar "
    "year of the company that is forecast; of several it is added up on one basis alone. Empty: one of them gives none for that "
    "year."
)


def audit_of(report: CompanyReport) -> ClaimsAudit:
    """Return the report on claims of the same day, with the forecasts that a report is about.

    These are of its companies, where a reader has chosen them, and for the year of its quarter, the one before or after.
    """
    years = [str(report.quarter.year + n) for n in (-1, 0, 1)]

    def shown(row: ForecastRow) -> bool:
        chosen = bool(row.of) and set(report.companies).issuperset(row.of)
        return row.period[:4] in years and (report.usual or chosen)

    return report.made(
        "forecasts.audit",
        lambda: ClaimsAudit(report.quarter, report.as_of, report.language.code, shown=shown),
    )


def _guided(audit: ClaimsAudit, verdict: Verdict) -> Cell | str:
    """Print what the companies last guided for, linked to the newest document."""
    row = audit.forecast_row(verdict)
    ladders = [_newest(audit, company, row.period) for company in row.of]
    told = [ladder for ladder in ladders if ladder is not None]
    found = [ladder.figures[-1] for ladder in told]
    if not ladders or len(found) < len(ladders) or any(one.unit != row.unit for one in found):
        return ""
    if not all(math.isfinite(end) for one in found for end in one.ends):
        return ""
    ends = added(told)
    if ends is None:
        return words(audit.say("bases differ"))
    soft = any(is_second_hand(one.evidence) for one in found)
    return audit.linked(
        audit.span(*ends, row.unit), *(s for one in found for s in one.sources), marks="s" if soft else ""
    )


def _newest(audit: ClaimsAudit, company: str, year: str) -> Ladder | None:
    """Return what a company said of a calendar year; None where it has given no figure for it by the day."""
    of_year = [one for one in ladders([company], audit.as_of) if one.target.label == f"CY{year}"]
    return of_year[0] if of_year and of_year[0].figures else None


def _message(report: CompanyReport) -> Statement:
    audit = audit_of(report)
    if not audit.forecasts:
        none = Evidence.of([], Population("forecasts", ()), report.quarter)
        return report.nothing("The data hold no forecast of capex for the years around {quarter}", none)
    return forecasts_message(audit)


_COLUMNS = Columns[ClaimsAudit](*FORECAST, Head(N_("Guided"), _guided, "right", 1.2), *OUTTURN)

forecasts = Display[CompanyReport](
    "forecasts",
    lambda report: audit_of(report).forecasts,
    lambda report, found: _COLUMNS(audit_of(report), found),
    N_("Capex forecast by banks and other houses, on what was known by {day}"),
    _message,
    N_("Table of forecasts by named houses, with guidance and what came. {title}."),
    notes=(_TABLE_NOTE, how_held, CompanyReport.missing_note),
    data=lambda report, found: audit_of(report).frame(found),
    sources=lambda report, found: sources_of(audit_of(report), found),
)
