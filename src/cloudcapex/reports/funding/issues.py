"""Bonds and shares that were issued, as documents tell it: the newest last."""

from __future__ import annotations

from ...exhibits.display import Columns, Display, Head, newest
from ...exhibits.tables.table import Cell
from ...facts.rows import IssueRow
from ...language import N_, Number
from ...ledger import issues as ledger
from ...statements import Evidence, Population, Statement, total
from .context import Funding

_QUARTERS = 8


def issues(report: Funding) -> list[IssueRow]:
    """Return the issues of the last eight quarters and of the next one, as known on the day; oldest first."""
    whom = report.beside("cloud", "supplier")
    return ledger.issues(whom, report.quarter - (_QUARTERS - 1), report.quarter + 1, report.as_of)


def bonds_once(report: Funding) -> list[IssueRow]:
    """Return the bonds that are added up: of the edition's companies, none that another entry holds."""
    return [
        r
        for r in ledger.told_once(issues(report))
        if (r.kind, r.unit) == ("bonds", report.currency) and r.company in report.companies
    ]


def issues_message(report: Funding) -> Statement:
    """Say what bonds came to, each told once, and of whom."""
    sums = ledger.by_company("issues.bonds", bonds_once(report), report.companies, report.quarter)
    whom = Population("companies that documents tell bonds of", tuple(p.company for p in sums))
    told = Evidence.of_points(sums, whom, report.quarter)
    held = total(told)
    if held is None:
        return report.nothing("The data hold no issue of bonds in the eight quarters to {quarter}", told)
    return report.state(
        "Bonds of {companies} that documents tell of come to {amount}",
        held,
        companies=[report.company(p.company) for p in sums],
        amount=Number(held.figure("total"), report.currency, "total"),
    )


def _when(report: Funding, row: IssueRow) -> str:
    """Write the day of an issue, its month, or the months it falls in."""
    if row.since == row.until:
        return report.language.date(row.since)
    return report.language.span(row.since, row.until)


def _summed(report: Funding, row: IssueRow) -> str:
    """Say whether an entry is added up, and if not, why."""
    if row in bonds_once(report):
        return report.say("yes")
    if row.within:
        return report.say("no: part of another entry")
    return report.say("no") if row.kind == "bonds" else report.say("no: not bonds")


def _amount(report: Funding, row: IssueRow) -> Cell:
    text = report.language.write(Number(row.amount, row.unit, about=row.qualifier == "about"))
    return report.told_cell(text, row.source_id, row.evidence)


issued = Funding.shows(
    Display(
        "issues",
        issues,
        Columns(
            Head(N_("Company"), lambda report, r: report.company(r.company), share=0.9),
            Head(N_("When"), _when, share=1.7),
            Head(N_("What was issued"), lambda report, r: report.say(r.what), share=1.9),
            Head(N_("amount"), _amount, "right", 1.0),
            Head(N_("In the sum"), _summed, share=1.3),
            printed=newest(14),
        ),
        subtitle=N_(
            "Bonds and shares issued in eight quarters up to {quarter} and in the one after it, each as a document tells it"
        ),
        message=issues_message,
        alt=N_("Table of bonds and shares issued by company. {title}."),
        notes=(
            N_(
                "A selection: what no document in the data tells is not here. An entry that is part of another is in no sum."
            ),
            Funding.missing_note,
        ),
        points=lambda report, found: [ledger.point(row) for row in found],
    )
)
