"""What named houses forecast, beside what came where its time is over and its companies are named."""

from __future__ import annotations

from ...claims import Verdict
from ...exhibits.display import Columns, Display, Head
from ...exhibits.tables.table import Cell
from ...language import N_
from ...statements import Statement, each_told
from ..labels import inside
from . import names
from .context import ClaimsAudit
from .tables import MARKS
from .tally import count
from .told import came, over


def forecasts_message(report: ClaimsAudit) -> Statement:
    """How many forecasts can be held against what came, and how many of them it contradicts."""
    if not report.forecasts:
        return report.state(
            "No forecast of the table was out by {day}", day=report.language.date(report.as_of)
        )
    judged = [v for v in report.forecasts if v.came]
    held = each_told(over(report), "judged")
    if not judged:
        return report.state(
            "What came decides none of {n} forecasts yet", held, n=count(len(report.forecasts))
        )
    wrong = [v for v in judged if v.came == "contradicted"]
    if not wrong:
        message = N_("Of {n} forecasts of capex {judged} can be set beside what came, which contradicts none")
    elif len(wrong) == len(judged):
        message = N_(
            "Of {n} forecasts of capex {judged} can be set beside what came, which contradicts them all"
        )
    else:
        message = N_(
            "Of {n} forecasts of capex {judged} can be set beside what came, which contradicts {wrong}"
        )
    return report.state(
        message,
        held,
        each_told(came(report), "contradicted"),
        n=count(len(report.forecasts)),
        judged=count(len(judged)),
        wrong=count(len(wrong)),
    )


def _whose(report: ClaimsAudit, verdict: Verdict) -> str:
    row = report.forecast_row(verdict)
    return str(getattr(row, report.language.column("house")))


def _made(report: ClaimsAudit, verdict: Verdict) -> Cell | str:
    """Write the day it was made; where no text tells it, the day it was read stands for the latest it can be."""
    row = report.forecast_row(verdict)
    if row.issued:
        return report.language.date(row.issued)
    return report.say("read by {day}", day=report.language.date(row.filed))


def _of(report: ClaimsAudit, verdict: Verdict) -> str:
    row = report.forecast_row(verdict)
    if not row.of:
        return report.say(names.FORECAST_GROUPS[row.whose])
    return report.language.join([report.company(c) for c in row.of])


def _expected(report: ClaimsAudit, verdict: Verdict) -> Cell:
    """Print what was forecast as a cell that links to its document."""
    source = report.source(report.forecast_row(verdict).source_id)
    claim = verdict.claim
    known = (
        report.claimed(verdict) if verdict.question.parts else report.span(claim.low, claim.high, claim.unit)
    )
    return Cell(known, url=source.url, marks="s", kind="figure", hint=source.title)


def _came(report: ClaimsAudit, verdict: Verdict) -> Cell | str:
    """Print what came with its measure, or say why nothing is set beside the forecast."""
    if not verdict.came:
        named = bool(report.forecast_row(verdict).of)
        return report.say("its time is not over") if named else report.say("the group is not named")
    if not verdict.outturn:
        return report.say(names.REASONS["two_bases"])
    found = verdict.outturn[0]
    source = report.newest_of(verdict.outturn)
    return Cell(
        report.say(
            "{value}, {measure}",
            value=report.write(found.low, found.unit),
            measure=inside(report.measure(found)),
        ),
        url=source.url if source else "",
        kind="figure",
        hint=source.title if source else "",
    )


def _judged(report: ClaimsAudit, verdict: Verdict) -> str:
    return report.say(names.OUTCOMES[verdict.came]) if verdict.came else "–"


forecasts = ClaimsAudit.shows(
    Display(
        "forecasts",
        lambda report: report.forecasts,
        Columns(
            Head(N_("Who expected it"), _whose, share=1.3),
            Head(N_("When it was said"), _made, share=1.3),
            Head(N_("Of whom"), _of, share=2.0),
            Head(N_("For"), lambda _, verdict: verdict.claim.period, share=0.6),
            Head(N_("forecast"), _expected, "right", 1.0),
            Head(N_("What came"), _came, "right", 1.7),
            Head(N_("By what came"), _judged, share=1.1),
        ),
        N_("Capex forecast by banks and other houses, on what was known by {day}"),
        forecasts_message,
        N_("Table of forecasts by named houses, with what came. {title}."),
        notes=(
            MARKS,
            N_(
                "Each is as its source says; that is no verdict on what was expected. What came is of the same companies "
                "and time on one basis of capex: cash, with finance leases or as stated. A forecast is contradicted where "
                "no basis gives it."
            ),
        ),
        data=ClaimsAudit.frame,
        sources=lambda report, found: tuple(
            sorted({*report.sources_of(found), *(s for v in found for f in v.outturn for s in f.sources)})
        ),
        tall=True,
    )
)
