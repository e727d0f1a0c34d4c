"""What named houses forecast, beside what came where its time is over and its companies are named."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from ...claims import NEAR, SCORED, Verdict
from ...exhibits.display import Columns, Display, Head
from ...exhibits.tables.table import Cell
from ...language import N_
from ...statements import Statement, each_told
from .. import vocabulary
from ..labels import inside
from ..report import Report
from .context import ClaimsAudit
from .tables import MARKS
from .tally import count
from .told import came, over


def forecasts_message(report: ClaimsAudit) -> Statement:
    """How many forecasts can be held against what came, and how many of them it bears out."""
    if not report.forecasts:
        return report.state(
            "No forecast of the table was out by {day}", day=report.language.date(report.as_of)
        )
    judged = [v for v in report.forecasts if v.came in SCORED]
    held = each_told(over(report), "judged")
    if not judged and len(report.forecasts) == 1:
        return report.state("The one forecast of capex cannot be set beside what came", held)
    if not judged:
        return report.state(
            "What came decides none of {n} forecasts yet", held, n=count(len(report.forecasts))
        )
    right = [v for v in judged if v.came == "as_forecast"]
    return report.state(
        _borne_out(len(right), len(judged)),
        held,
        each_told(came(report), "as_forecast"),
        n=count(len(report.forecasts)),
        judged=count(len(judged)),
        right=count(len(right)),
    )


def _borne_out(right: int, judged: int) -> str:
    """Choose the message for so many forecasts that came true."""
    if judged == 1:
        return (
            N_("Of {n} forecasts of capex, {judged} can be held against the outcome, and was borne out")
            if right
            else N_(
                "Of {n} forecasts of capex, {judged} can be held against the outcome, and was not borne out"
            )
        )
    if not right:
        return (
            N_("Of {n} forecasts of capex, {judged} can be held against the outcome; neither was borne out")
            if judged == 2
            else N_("Of {n} forecasts of capex, {judged} can be held against the outcome; none was borne out")
        )
    if right == judged:
        return N_("Of {n} forecasts of capex, {judged} can be held against the outcome; all were borne out")
    return N_("Of {n} forecasts of capex, {judged} can be held against the outcome; borne out: {right}")


def _whose(report: ClaimsAudit, verdict: Verdict) -> str:
    row = report.forecast_row(verdict)
    return str(getattr(row, report.language.column("house")))


def _made(report: ClaimsAudit, verdict: Verdict) -> Cell | str:
    """Write the day it was made, where a text tells it."""
    row = report.forecast_row(verdict)
    if row.issued:
        return report.language.day(row.issued)
    return report.say("day not told")


def _of(report: ClaimsAudit, verdict: Verdict) -> str:
    row = report.forecast_row(verdict)
    if not row.of:
        return report.say(vocabulary.FORECAST_GROUPS[row.whose])
    return report.language.join([report.company(c) for c in row.of])


def _expected(report: ClaimsAudit, verdict: Verdict) -> Cell:
    """Print what was forecast as a cell that links to its document."""
    source = report.source(report.forecast_row(verdict).source_id)
    claim = verdict.claim
    known = (
        report.claimed(verdict)
        if verdict.question.parts
        else report.span(claim.low, claim.high, claim.unit, claim.step)
    )
    return Cell(known, url=source.url, marks="s", kind="figure", hint=source.title)


def _came(report: ClaimsAudit, verdict: Verdict) -> Cell | str:
    """Print what came on each basis with its measure, or say why nothing is set beside the forecast."""
    if not verdict.came:
        return _why_open(report, verdict)
    source = report.newest_of(verdict.outturn)
    told = [
        report.say(
            "{value}, {measure}",
            value=report.write(found.low, found.unit, found.told_to),
            measure=inside(report.measure(found)),
        )
        for found in verdict.outturn
    ]
    text = functools.reduce(
        lambda first, second: report.say("{first}; {second}", first=first, second=second), told
    )
    return Cell(
        text,
        url=source.url if source else "",
        kind="figure",
        hint=source.title if source else "",
    )


def _why_open(report: ClaimsAudit, verdict: Verdict) -> str:
    row = report.forecast_row(verdict)
    if not row.of:
        return report.say("the group is not named")
    if any(span.end > report.as_of for part in verdict.question.parts for span in part.spans):
        return report.say("the period is still open")
    return (
        report.say("not compared: its day is not told")
        if not row.issued
        else report.say(vocabulary.REASONS["no_fact"])
    )


def _judged(report: ClaimsAudit, verdict: Verdict) -> str:
    return report.say(vocabulary.CAME[verdict.came]) if verdict.came else "–"


def sources_of(report: ClaimsAudit, found: Sequence[Verdict]) -> tuple[str, ...]:
    """Return the documents that tell some forecasts, and those that tell what came."""
    return tuple(
        sorted({*report.sources_of(found), *(s for v in found for f in v.outturn for s in f.sources)})
    )


def how_held(report: Report, shown: object = None) -> str:
    """Say what a forecast is held against, and how near is right."""
    return report.say(
        "What came is of the same companies and time. No source tells the basis of a forecast: it is above or below what "
        "came where it is so on every basis of capex that the data hold, and as it came within {share}. A forecast without "
        "a day is not set beside what came: it may be younger.",
        share=report.language.told(NEAR, "share"),
    )


# What a forecast is, and what came of it: the columns of a table of forecasts.
FORECAST: tuple[Head[ClaimsAudit], ...] = (
    Head(N_("Who expected it"), _whose, share=1.5),
    Head(N_("When it was said"), _made, share=1.1),
    Head(N_("Of whom"), _of, share=1.95),
    Head(N_("For"), lambda report, verdict: report.period(verdict.claim), share=0.6),
    Head(N_("forecast"), _expected, "right", 1.0),
)
OUTTURN: tuple[Head[ClaimsAudit], ...] = (
    Head(N_("What came"), _came, "right", 1.95),
    Head(N_("Verdict"), _judged, share=1.1),
)


forecasts = ClaimsAudit.shows(
    Display(
        "forecasts",
        lambda report: report.forecasts,
        Columns(*FORECAST, *OUTTURN),
        N_("Capex forecast by banks and other houses, on what was known by {day}"),
        forecasts_message,
        N_("Table of forecasts by named houses, with what came. {title}."),
        notes=(
            MARKS,
            N_("Each is as its source says; that is no verdict on what was expected."),
            how_held,
        ),
        data=ClaimsAudit.frame,
        sources=lambda report, found: sources_of(report, found),
        tall=True,
    )
)
