"""The claims of the article that an edition stands beside, each judged by what was known on the edition's day.

The words are those of the report on claims, so that a verdict reads alike wherever it stands.
"""

from __future__ import annotations

from .. import claims
from ..exhibits.exhibit import Listing, Passage
from ..exhibits.tables.table import Cell, Column, Table, words
from .claims_audit.context import ClaimsAudit
from .claims_audit.tables import found_cell, period
from .claims_audit.words import outcome
from .report import Report


def article_of(report: Report) -> str:
    """Return the number of the article that an edition stands beside, in any language; empty for any other edition."""
    known = claims.vocabulary().articles.items()
    own = (report.name, str(report.quarter), report.as_of)
    return next((n for n, a in known if (a.beside.report, a.beside.quarter, a.beside.as_of) == own), "")


def article_claims(report: Report) -> Listing | Passage:
    """List every claim of the article that the edition stands beside, with its verdict; nothing in any other edition.

    Parameters
    ----------
    report : Report
        Whose back matter it is.

    Returns
    -------
    Listing or Passage
        A passage of no words where no article stands beside it.
    """
    number = article_of(report)
    if not number:
        return Passage(())
    audit = ClaimsAudit(report.quarter, report.as_of, report.language.code, number)
    mine = [c for c in claims.read_claims() if c.article == number]
    verdicts = claims.audit(mine, report.as_of)
    report.note_sources(verdicts)
    say = report.say
    rows = tuple(
        (
            words(audit.id(v)),
            words(audit.subject(v.claim)),
            words(period(audit, v)),
            Cell(audit.quote(v), language=audit.quoted_in(v)),
            words(outcome(audit, v)),
            cell if not isinstance(cell := found_cell(audit, v), str) else words(cell),
        )
        for v in verdicts
    )
    columns = (
        Column(say("Claim"), "left", 0.8),
        Column(say("Of whom"), "left", 1.2),
        Column(say("When"), "left", 1.0),
        Column(say("What was claimed"), "left", 2.4),
        Column(say("Verdict"), "left", 1.1),
        Column(say("In the data, or why not"), "left", 1.7),
    )
    day = report.language.date(report.as_of)
    return Listing(
        say("Claims of article {number}", number=audit.article_name(number)),
        Table(columns, rows),
        say("Table of every claim with its verdict."),
        (
            say(
                "This edition stands beside the article. Each of its claims is judged by what was known on {day}; the "
                "report on claims judges them by everything known since.",
                day=day,
            ),
        ),
    )
