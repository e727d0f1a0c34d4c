"""The same four quarters in a table: each measure, its currency and rate, and how each moved on the year."""

from __future__ import annotations

import math
from collections.abc import Callable

from ...exhibits.display import Columns, Display, Head
from ...exhibits.tables.table import Cell, missing
from ...language import N_, Number
from ...statements import Evidence, Phrase, Statement, each_beyond, span, value
from .context import ChinaCloud, american, chinese
from .figures import changed, evidence, rate, told
from .gap import Spending, rate_sources, spending

_TIMES = N_("times Alibaba’s")


def _measure(report: ChinaCloud, now: Spending) -> str:
    if now.company in american():
        return report.say("capex (cash), as filed")
    return report.say("capex as the company states it")


def _rate(report: ChinaCloud, now: Spending) -> Cell:
    if now.unit != "CNY":
        return missing("not_applicable")
    return _put(report, now.rate, report.language.writes("number", "table", decimals=4), now)


def _growth(report: ChinaCloud, now: Spending) -> Cell:
    before = spending(report, now.company, report.quarter - 4)
    growth = now.record / before.record - 1 if before.record > 0 else math.nan
    write = report.language.writes("share", "table", sign=True)
    if math.isfinite(growth):
        (low, high), (least, most) = now.bounds, before.bounds
        write = write.within(low / most - 1, high / least - 1)
    return _put(report, growth, write, now)


def _multiple(report: ChinaCloud, now: Spending) -> Cell:
    """Print how many times what Alibaba states a company's capex is."""
    if now.company == report.subject:
        return missing("not_applicable")
    ours = spending(report, report.subject)
    return _put(report, now.dollars / ours.dollars, report.language.writes("times", "table"), ours)


def _multiple_note(report: ChinaCloud, rows: list[Spending]) -> str:
    """Say how the multiples are to be read; nothing where none is printed, for paper then has no such column."""
    if all(_multiple(report, now).kind == "missing" for now in rows):
        return ""
    return report.say(
        "“{column}” sets two measures beside one another: read it as an order of size.",
        column=report.say(_TIMES),
    )


def _put(report: ChinaCloud, value: float, write: Callable[[float], str], of: Spending) -> Cell:
    if math.isfinite(value):
        return report.computed(value, write, of.points)
    return missing(of.reason or "not_derivable")


def _parts_note(report: ChinaCloud, _: object) -> list[str]:
    """Say which of Alibaba's amounts is a sum that was not split."""
    sums = [p for p in spending(report, report.subject).points if p.fiscal_quarter]
    return [
        report.say(
            "Alibaba’s four quarters contain {span}, told only as a sum of {amount}.",
            span=p.fiscal_quarter.replace("..", "–"),
            amount=Number(p.value, p.unit),
        )
        for p in sums
    ]


def table_message(report: ChinaCloud) -> Statement:
    """Say how Alibaba's stated capex moved on the year, and how far the Americans' cash capex did: each on its own measure."""
    theirs = _american_growth(report)
    stated = evidence(report, told("capex_as_stated", 4, "as_stated"), report.subject, base="yoy")
    ours = changed(report, stated, report.subject)
    if ours is None:
        return theirs or report.state(
            "Capex of four quarters cannot be compared on the year for {quarter}", quarter=report.quarter
        )
    held, growth = ours
    if theirs is None:
        return report.state(_OWN[str(held.direction)], held, growth=growth)
    return report.state(_BESIDE[str(held.direction)], held, theirs=theirs, growth=growth)


def _american_growth(report: ChinaCloud) -> Statement | None:
    """Say between what the American companies' cash capex grew or fell; who cannot be compared is named."""
    cash = evidence(report, "capex_cash.ttm.yoy", *american(), of="american")
    ends = span(cash)
    if ends is None:
        return _one_american(report, cash) if cash.known else None
    least, most = (pick(cash.known, key=lambda v: v.value) for pick in (min, max))
    moved = [held for end in (least, most) if (held := value(cash, end.of))]
    long, short = (
        report.state(
            forms[least.value < 0, most.value < 0],
            ends,
            *moved,
            low=rate(report, cash, least.of),
            high=rate(report, cash, most.of),
            least=report.company(least.of),
            most=report.company(most.of),
        )
        for forms in (_ENDS, _ENDS_SHORT)
    )
    return _with_silent(report, cash, long).or_shorter(_with_silent(report, cash, short))


def _one_american(report: ChinaCloud, cash: Evidence) -> Statement:
    """Say how the cash capex moved of the single company that can be compared."""
    one = cash.known[0]
    moved = value(cash, one.of)
    assert moved is not None
    growth = rate(report, cash, one.of)
    sentence = report.state(
        _ONE[str(moved.direction)],
        moved,
        each_beyond(cash, 0.0),
        company=report.possessive(report.company(one.of)),
        growth=growth,
    )
    return _with_silent(report, cash, sentence)


def _with_silent(report: ChinaCloud, cash: Evidence, sentence: Statement) -> Statement:
    """Name who cannot be compared."""
    silent = [v.of for v in cash.values if not v.known]
    if not silent:
        return sentence
    unknown = [Phrase(report.company(c)) for c in silent]
    return report.state("{sentence}; {unknown} cannot be compared", sentence=sentence, unknown=unknown)


_ONE = {
    "rose": N_("{company} capex (cash) grew {growth} on the year"),
    "fell": N_("{company} capex (cash) fell {growth} on the year"),
    "held": N_("{company} capex (cash) held on the year"),
}

_ENDS = {
    (False, False): N_(
        "Capex (cash) of the American companies shown grew by {low} ({least}) to {high} ({most})"
    ),
    (True, False): N_(
        "Capex (cash) of the American companies shown ranged from a fall of {low} at {least} to a rise of {high} at {most}"
    ),
    (True, True): N_(
        "Capex (cash) of the American companies shown fell {high} at {most} to {low} at {least}"
    ),
}
_ENDS_SHORT = {
    (False, False): N_("Capex (cash) grew by {low} ({least}) to {high} ({most})"),
    (True, False): N_("Capex (cash) ranged from a fall of {low} at {least} to a rise of {high} at {most}"),
    (True, True): N_("Capex (cash) fell {high} at {most} to {low} at {least}"),
}
_OWN = {
    "rose": N_("The capex that Alibaba states for four quarters rose {growth} on the year"),
    "fell": N_("The capex that Alibaba states for four quarters fell {growth} on the year"),
    "held": N_("The capex that Alibaba states for four quarters held on the year"),
}
_BESIDE = {
    "rose": N_("{theirs}; the capex that Alibaba states for four quarters rose {growth}"),
    "fell": N_("{theirs}; the capex that Alibaba states for four quarters fell {growth}"),
    "held": N_("{theirs}; the capex that Alibaba states for four quarters held"),
}


gap_table = ChinaCloud.shows(
    Display(
        "gap_table",
        lambda report: [spending(report, c) for c in (*american(), *chinese())],
        Columns(
            Head(N_("Company"), lambda report, now: report.company(now.company), share=1.1),
            Head(N_("Measure"), _measure, share=2.0),
            Head(
                N_("as filed"),
                lambda report, now: _put(report, now.record, report.language.writes(now.unit, "prose"), now),
                "right",
                1.0,
            ),
            Head(N_("RMB for a dollar"), _rate, "right", 0.9),
            Head(
                lambda report: report.language.unit_name("USD"),
                lambda report, now: _put(report, now.dollars, report.language.writes("USD", "table"), now),
                "right",
                0.8,
            ),
            Head(N_("on the year"), _growth, "right", 0.9),
            Head(_TIMES, _multiple, "right", 0.9),
        ),
        N_("Capex over the four quarters to {quarter}; growth in the currency of record"),
        table_message,
        N_("Table of capex over four quarters by company with its measure and exchange rate. {title}."),
        notes=(
            _multiple_note,
            N_(
                "Capex (cash) leaves out assets under leases; what the Chinese companies count is theirs to say."
            ),
            _parts_note,
            ChinaCloud.missing_note,
        ),
        points=lambda report, rows: [
            p
            for now in rows
            for s in (now, spending(report, now.company, report.quarter - 4))
            for p in s.points
        ],
        sources=rate_sources,
    )
)
