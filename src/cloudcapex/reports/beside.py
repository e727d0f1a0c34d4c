"""The claims of the article that an edition stands beside, each judged by what was known on the edition's day.

The words are those of the report on claims, so that a verdict reads alike wherever it stands.
"""

from __future__ import annotations

from dataclasses import replace

from .. import claims
from ..exhibits.display import Columns
from ..exhibits.exhibit import Passage
from ..exhibits.listing import Listing
from .claims_audit.context import ClaimsAudit
from .claims_audit.tables import CLAIM, TOLD
from .report import Report

_TABLE = Columns(replace(CLAIM, share=0.8), *TOLD)


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
    day = report.language.date(report.as_of)
    return Listing(
        say("Claims of the article: {name}", name=say(audit.articles[number].name)),
        _TABLE(audit, verdicts),
        say("Table of every claim with its verdict."),
        (
            say(
                "This edition stands beside the article. Each of its claims is judged by what was known on {day}; the "
                "report on claims judges them by everything known since.",
                day=day,
            ),
        ),
        more=_judged_since(audit, number),
    )


def _judged_since(audit: ClaimsAudit, article: str) -> tuple[str, str] | tuple[()]:
    """Lead to the verdicts on an article in a published report on claims: one that is named, so that no later one changes a page."""
    quarter = claims.vocabulary().articles[article].judged
    if not quarter:
        return ()
    text = audit.say("The claims of this article in the report on claims of {quarter}", quarter=quarter)
    place = f"{ClaimsAudit.name}/{quarter}/{audit.language.code}"
    return text, f"../../../{place}/report.html#exhibit-{audit.number('by_article')}"
