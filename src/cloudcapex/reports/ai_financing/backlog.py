"""The circular share: what laboratories owe of a cloud's contracted revenue, as bounds."""

from __future__ import annotations

import math

from ... import facts
from ...exhibits.charts.canvas import Chart
from ...exhibits.charts.keys import Key, Look
from ...exhibits.charts.scale import Scale
from ...exhibits.charts.spans import Bar, BarPart, span_bars
from ...exhibits.display import Display, when
from ...exhibits.theme import ACCENT, AMBER
from ...language import N_, Number
from ...ledger.deals import Entry
from ...statements import Phrase, Statement, Value
from .circular import Supplier, at_most, suppliers
from .context import Financing
from .figures import between, figure, gathered, silent, told

# What a range rests on: its name, colour and look, and for which suppliers it stands.
KEYS: tuple[tuple[str, str, Look, frozenset[str]], ...] = (
    (N_("at the least, by what the company states"), ACCENT, "full", frozenset({"stated", "growth"})),
    (N_("may be"), ACCENT, "pale", frozenset({"stated", "growth"})),
    (N_("may be, by what was announced alone"), AMBER.fill, "hatched", frozenset({"announced", "open"})),
    (
        N_("not bounded: an amount without an upper end, or none told"),
        AMBER.fill,
        "outline",
        frozenset({"open"}),
    ),
)


def bounded(report: Financing) -> list[Supplier]:
    """Return the clouds whose contracted revenue can be set against promises."""
    return [s for s in suppliers(report) if s.bound is not None]


def _shown(report: Financing) -> list[Supplier]:
    """Return them where any of their ranges says something."""
    found = bounded(report)
    return found if any(s.rests != "open" or s.announced.low for s in found) else []


def _bars(report: Financing, found: list[Supplier]) -> Chart:
    seen = {s.rests for s in found}
    keys = [Key(report.say(text), colour, look) for text, colour, look, when_ in KEYS if when_ & seen]
    scale = Scale.per_cent(report.language, marked=True)
    return span_bars([_bar(report, s) for s in found], keys, scale=scale, top=1.0)


def _bar(report: Financing, supplier: Supplier) -> Bar:
    """Draw what must be owed and what may be; where only announcements tell, what they do and the rest in amber."""
    bound = supplier.bound
    assert bound is not None
    parts: tuple[BarPart, ...] = (BarPart(bound.low, ACCENT), BarPart(bound.high - bound.low, ACCENT, "pale"))
    if supplier.rests not in ("stated", "growth"):
        told = min(supplier.announced.low / supplier.contracted.value, bound.high)
        amber = AMBER.fill
        parts = (BarPart(told, amber, "hatched"), BarPart(bound.high - told, amber, "outline"))
    open_end = 1 if supplier.rests == "open" else None
    return Bar(report.company(supplier.slug), parts, bound_words(report, supplier), open_end)


def deals_of(found: list[Supplier]) -> list[Entry]:
    """Return the promises to some suppliers."""
    return [e for s in found for e in s.entries]


def bound_words(report: Financing, supplier: Supplier) -> str:
    """Write a bound: two ends, or the upper end of what was announced."""
    say, language = report.say, report.language
    assert supplier.bound is not None
    if supplier.rests == "open" and supplier.announced.low:
        told = min(supplier.announced.low / supplier.contracted.value, 1.0)
        return say("{share} by told amounts, no upper end", share=Number(told, "share"))
    if supplier.rests == "open" and (ended := at_most(supplier)):
        most = min(ended.high / supplier.contracted.value, 1.0)
        return say("at most {share} by told amounts, others open", share=Number(most, "share", side="most"))
    if supplier.rests == "open":
        return say("no amount told")
    return language.range(Number(supplier.bound.low, "share"), Number(supplier.bound.high, "share"))


def backlog_message(report: Financing) -> Statement:
    """Say what each cloud's data allow: a share that must be owed, one that may be, or no upper end."""
    found = bounded(report)
    if not found:
        return _unbounded(report)
    firm = [s for s in found if s.bound and s.bound.low >= 0.005]
    capped = [s for s in found if s not in firm and s.rests != "open"]
    open_ = [s for s in found if s.rests == "open"]
    clauses = [_owed(report, s) for s in firm]
    clauses += [_at_most(report, capped, begins=not clauses)] if capped else []
    clauses += [_open(report, open_, begins=not clauses)] if open_ else []
    told_, *others = clauses
    for other in others:
        told_ = report.state("{first}; {second}", first=told_, second=other)
    return told_


def _bounds(report: Financing, supplier: Supplier) -> tuple[Value, Value]:
    """Return the two ends of a share; an upper end that only says that a part is no more than all is none."""
    assert supplier.bound is not None
    sources = {e.source for e in supplier.entries} | {s for p in supplier.points for s in p.sources}
    high = math.nan if supplier.rests == "open" else supplier.bound.high
    return (
        figure("backlog.low", supplier.slug, supplier.bound.low, "share", report.quarter, sources),
        figure("backlog.high", supplier.slug, high, "share", report.quarter, sources),
    )


def _owed(report: Financing, supplier: Supplier) -> Statement:
    low, high = _bounds(report, supplier)
    return report.state(
        "Laboratories owe {range} of {company} contracted revenue",
        *told(low, high),
        range=between(report, *(Number(v.value, "share", v.of) for v in (low, high))),
        company=report.possessive(report.company(supplier.slug)),
    )


def _at_most(report: Financing, some: list[Supplier], *, begins: bool) -> Statement:
    highs = [_bounds(report, s)[1] for s in some]
    parts = [
        report.phrase(
            "{share} of {company}",
            # The words before the list call each of them an end.
            share=Number(v.value, "share", v.of, side="most"),
            company=report.possessive(report.company(v.of)),
        )
        for v in highs
    ]
    return report.state(
        N_("Announced promises of laboratories can be at most {shares} contracted revenue")
        if begins
        else N_("announced promises can be at most {shares}"),
        *told(*highs),
        shares=parts,
    )


def _open(report: Financing, some: list[Supplier], *, begins: bool) -> Statement:
    return report.nothing(
        N_("The data hold no upper end for what laboratories may owe of contracted revenue at {companies}")
        if begins
        else N_("the data hold no upper end for {companies}"),
        gathered([_bounds(report, s)[1] for s in some], "suppliers"),
        companies=[Phrase(report.company(s.slug)) for s in some],
    )


def _unbounded(report: Financing) -> Statement:
    """Say that no balance can be held against promises, or that the data hold no promise."""
    promised = suppliers(report)
    if promised:
        return report.nothing(
            "The data hold no contracted revenue of {companies} for {quarter}, to which laboratories promised purchases",
            silent("backlog.high", "share", report.quarter, [s.slug for s in promised], "suppliers"),
            companies=[Phrase(report.company(s.slug)) for s in promised],
            quarter=report.quarter,
        )
    return report.nothing(
        "The data hold no purchase that a laboratory had promised a cloud by the end of {quarter}",
        silent("backlog.promised_low", "USD", report.quarter, facts.slugs_of("contracts"), "suppliers"),
        quarter=report.quarter,
    )


backlog_share = Financing.shows(
    Display(
        "backlog_share",
        _shown,
        _bars,
        N_(
            "Share of each cloud’s contracted revenue that laboratories owe at the end of {quarter}, range the data allow"
        ),
        backlog_message,
        N_("Bars of the range of laboratories’ share of contracted revenue. {title}."),
        notes=(
            N_(
                "A promise announced need not be contracted revenue: it may be cancellable, begin later, or be spent "
                "already. So what was announced says at most what may be owed, where it has an upper end at all, and nothing says the lower end is above zero."
            ),
            when(
                lambda _, found: any(s.rests == "growth" for s in found),
                N_(
                    "Microsoft states growth without OpenAI: what others owed a year before, grown at that rate, is the "
                    "most they can owe now, and the rest is OpenAI’s. The upper end takes it that the others owe no less "
                    "than when Microsoft last stated OpenAI’s share. Roundings are taken the wider way."
                ),
            ),
        ),
        points=lambda _, found: [p for s in found for p in s.points],
        sources=lambda report, found: report.entry_sources(deals_of(found)),
        absent=N_(
            "The data hold no amount told for {quarter} that would bound what laboratories owe of a cloud’s contracted "
            "revenue."
        ),
    )
)
