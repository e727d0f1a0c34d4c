"""The circular share: what laboratories owe of a cloud's contracted revenue, as bounds, and the sums behind them."""

from __future__ import annotations

import math

from ... import facts
from ...exhibits.absence import Absence
from ...exhibits.charts.keys import Key
from ...exhibits.charts.scale import Scale
from ...exhibits.charts.spans import Bar, BarPart, span_bars
from ...exhibits.exhibit import Exhibit
from ...exhibits.tables.table import Cell, Column, Table, missing, words
from ...exhibits.theme import ACCENT, AMBER
from ...language import N_, Number
from ...statements import Assertion, Phrase, Population, Statement, Value, absence, times_of
from ...statements.evidence import printed
from .circular import Supplier, coverage, recorded, suppliers
from .context import Financing, entries_frame
from .figures import between, figure, gathered, told


@Financing.shows
def backlog_share(report: Financing) -> Exhibit:
    """Bars of the range in which the laboratories' share of contracted revenue must lie."""
    say, language = report.say, report.language
    found = [s for s in suppliers(report) if s.bound is not None]
    title = backlog_message(report)
    subtitle = say(
        "Share of each cloud’s contracted revenue that laboratories owe at the end of {quarter}, range the data allow",
        quarter=report.quarter,
    )
    if not any(s.rests != "open" or s.announced.low for s in found):
        reason = say(
            "No cloud’s contracted revenue can be set against promises of laboratories for {quarter}.",
            quarter=report.quarter,
        )
        return report.exhibit(
            "backlog_share", title=title, subtitle=subtitle, body=Absence(reason), points=[], alt=reason
        )
    bars = []
    for s in found:
        assert s.bound is not None
        firm = s.rests in ("stated", "growth")
        told = min(s.announced.low / s.contracted.value, s.bound.high)
        parts: tuple[BarPart, ...] = (
            BarPart(s.bound.low, ACCENT),
            BarPart(s.bound.high - s.bound.low, ACCENT, "pale"),
        )
        if not firm:
            amber = AMBER.fill
            parts = (BarPart(told, amber, "hatched"), BarPart(s.bound.high - told, amber, "outline"))
        open_end = s.rests == "open"
        bars.append(Bar(report.company(s.slug), parts, bound_words(report, s), 1 if open_end else None))
    amber = AMBER.fill
    keys = (
        (Key(say("at the least, by what the company states"), ACCENT, "full"), {"stated", "growth"}),
        (Key(say("may be"), ACCENT, "pale"), {"stated", "growth"}),
        (Key(say("may be, by what was announced alone"), amber, "hatched"), {"announced", "open"}),
        (Key(say("not bounded: deals without a told amount"), amber, "outline"), {"open"}),
    )
    seen = {s.rests for s in found}
    used = [e for s in found for e in s.entries]
    return report.exhibit(
        "backlog_share",
        title=title,
        subtitle=subtitle,
        body=span_bars(
            bars,
            [key for key, when in keys if when & seen],
            scale=Scale.per_cent(language, marked=True),
            top=1.0,
        ),
        points=[p for s in found for p in s.points],
        extra_sources=report.entry_sources(used),
        alt=say("Bars of the range of laboratories’ share of contracted revenue. {title}.", title=title),
        notes=[
            say(
                "A promise announced need not be contracted revenue: it may be cancellable, begin later, or be spent "
                "already. So what was announced gives an upper end only, and nothing says the lower end is above zero."
            ),
            say(
                "Microsoft states growth without OpenAI: what others owed a year before, grown at that rate, is the "
                "most they can owe now, and the rest is OpenAI’s. The upper end takes it that the others owe no less "
                "than when Microsoft last stated OpenAI’s share. Roundings are taken the wider way."
            )
            if "growth" in seen
            else "",
        ],
    )


def bound_words(report: Financing, supplier: Supplier) -> str:
    """Write a bound: two ends, or the upper end of what was announced."""
    say, language = report.say, report.language
    assert supplier.bound is not None
    if supplier.rests == "open" and supplier.announced.low:
        told = min(supplier.announced.low / supplier.contracted.value, 1.0)
        return say("{share} by told amounts, no upper end", share=Number(told, "share"))
    if supplier.rests == "open":
        return say("no amount told")
    return language.range(Number(supplier.bound.low, "share"), Number(supplier.bound.high, "share"))


def backlog_message(report: Financing) -> Statement:
    """Say what each cloud's data allow: a share that must be owed, one that may be, or no upper end."""
    found = [s for s in suppliers(report) if s.bound is not None]
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
            share=Number(v.value, "share", v.of),
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
    return report.state(
        N_("The data hold no upper end for what laboratories may owe of contracted revenue at {companies}")
        if begins
        else N_("the data hold no upper end for {companies}"),
        absence(gathered([_bounds(report, s)[1] for s in some], "suppliers")),
        companies=[Phrase(report.company(s.slug)) for s in some],
    )


def _unbounded(report: Financing) -> Statement:
    """Say that no balance can be held against promises, or that the data hold no promise."""
    promised = suppliers(report)
    if promised:
        shares = [figure("backlog.high", s.slug, math.nan, "share", report.quarter) for s in promised]
        return report.state(
            "The data hold no contracted revenue of {companies} for {quarter}, to which laboratories promised purchases",
            absence(gathered(shares, "suppliers")),
            companies=[Phrase(report.company(s.slug)) for s in promised],
            quarter=report.quarter,
        )
    asked = [
        figure("backlog.promised", slug, math.nan, "USD", report.quarter)
        for slug in facts.slugs_of("contracts")
    ]
    return report.state(
        "The data hold no purchase that a laboratory had promised a cloud by the end of {quarter}",
        absence(gathered(asked, "suppliers")),
        quarter=report.quarter,
    )


@Financing.shows
def revenue_share(report: Financing) -> Exhibit:
    """Table of promises against contracted revenue and against revenue, cloud by cloud."""
    say, language = report.say, report.language
    found = suppliers(report)
    title = revenue_message(report)
    subtitle = say(
        "{unit}; promises first announced by the end of {quarter}, as best known on {day}",
        unit=language.unit_name(),
        quarter=report.quarter,
        day=language.date(report.day),
    )
    if not found:
        return report.exhibit(
            "revenue_share",
            title=title,
            subtitle=subtitle,
            body=Absence(report.no_deals),
            points=[],
            alt=report.no_deals,
        )
    columns = (
        Column(say("Cloud"), "left", 1.0),
        Column(say("promised by"), "left", 2.6),
        Column(say("together"), "right", 0.8),
        Column(say("contracted revenue"), "right", 1.0),
        Column(say("measure"), "left", 1.3),
        Column(say("laboratories’ share"), "right", 1.2),
        Column(say("cloud revenue, twelve months"), "right", 1.1),
        Column(say("promised ÷ revenue"), "right", 0.9),
    )
    rows = [_row(report, s) for s in found]
    used = [e for s in found for e in s.entries]
    told = recorded(report)
    note = ""
    if told is not None:
        note = say(
            "What was recorded rather than promised: Microsoft’s revenue from OpenAI was {amount} in the fiscal year to "
            "{quarter}, {share} of its revenue.",
            amount=Number(told[0], "USD"),
            quarter=told[3],
            share=Number(told[1], "share", decimals=1),
        )
    return report.exhibit(
        "revenue_share",
        title=title,
        subtitle=subtitle,
        body=Table(columns, tuple(rows)),
        points=[p for s in found for p in (*s.points, s.revenue)],
        data=entries_frame(used),
        extra_sources=(*report.entry_sources(used), *([told[2]] if told else [])),
        alt=say("Table of laboratories’ promises by cloud. {title}.", title=title),
        notes=[
            say(
                "Promises run over years, revenue is of twelve months: the ratio says how many years of today’s revenue "
                "they would fill. Revenue is each company’s widest measure of its cloud: Microsoft Cloud, Google Cloud with "
                "Workspace, AWS, Oracle’s infrastructure and applications, and all of CoreWeave."
            ),
            say(
                "“Told”: the part that the amounts told would fill; deals without an amount leave the upper end open."
            )
            if any(s.rests == "open" for s in found)
            else "",
            note,
            report.marks_note(),
            report.missing_note(),
        ],
    )


def _row(report: Financing, supplier: Supplier) -> tuple[Cell, ...]:
    say, language = report.say, report.language
    names = {
        "commercial_rpo": say("commercial RPO"),
        "rpo": say("RPO"),
        "cloud_backlog": say("cloud backlog"),
    }
    by = {
        lab: [e for e in supplier.entries if e.givers == (lab,)] for e in supplier.entries for lab in e.givers
    }
    promised = [
        say(
            "{name} {amount}",
            name=report.party(lab),
            amount=report.span(report.sum("commitment", lab, supplier.slug)),
        )
        for lab in by
    ]
    years = coverage(supplier)
    ratio = missing("not_derivable")
    if math.isfinite(years):
        text = language.write(Number(years, "times"))
        ratio = Cell(say("≥ {low}", low=text) if supplier.announced.open else text, kind="figure")
    share = missing("not_derivable")
    if supplier.bound is not None:
        words_ = bound_words(report, supplier)
        if supplier.rests == "open" and supplier.announced.low:
            told = min(supplier.announced.low / supplier.contracted.value, 1.0)
            words_ = say("{share} told", share=Number(told, "share"))
        share = Cell(words_, kind="figure")
    return (
        words(report.company(supplier.slug)),
        words(language.join(promised)) if promised else missing("not_disclosed"),
        report.span_cell(supplier.announced, supplier.entries),
        report.cell(supplier.contracted, language.writes("USD", "table")),
        words(names.get(supplier.contracted.metric, supplier.contracted.metric)),
        share,
        report.cell(supplier.revenue, language.writes("USD", "table")).plain(),
        ratio,
    )


def revenue_message(report: Financing) -> Statement:
    """Say where promises would fill most years of revenue."""
    known = [(coverage(s), s) for s in suppliers(report) if math.isfinite(coverage(s))]
    if not known:
        return _no_years(report)
    _, top = max(known, key=lambda item: item[0])
    held = years(report, top)
    return report.state(
        N_("Laboratories have promised {company} at least {times} its cloud revenue of twelve months")
        if top.announced.open
        else N_("Laboratories have promised {company} {times} its cloud revenue of twelve months"),
        held,
        company=report.company(top.slug),
        times=multiple(held, top.slug),
    )


def years(report: Financing, supplier: Supplier) -> Assertion:
    """Assert how many times a cloud's revenue of twelve months it has been promised."""
    earned = report.evidence(supplier.revenue.metric, Population("suppliers", (supplier.slug,)))
    sources = [e.source for e in supplier.entries]
    low = figure("backlog.promised", supplier.slug, supplier.announced.low, "USD", report.quarter, sources)
    held = times_of(supplier.slug, low, earned[supplier.slug], earned)
    assert held is not None
    return held


def multiple(held: Assertion, of: str) -> Number:
    """A multiple, without the digit after the point where the rounding of its operands leaves that open."""
    low, high = (held.figure(end) for end in ("low", "high"))
    sure = printed(low, 1) == printed(high, 1)
    return Number(held.figure("ratio"), "times", of, decimals=None if sure else 0)


def _no_years(report: Financing) -> Statement:
    asked = suppliers(report)
    if not any(s.announced.low for s in asked):
        slugs = [s.slug for s in asked] or facts.slugs_of("contracts")
        promised = [figure("backlog.promised", slug, math.nan, "USD", report.quarter) for slug in slugs]
        return report.state(
            "The data hold no amount of a purchase that laboratories promised a cloud by the end of {quarter}",
            absence(gathered(promised, "suppliers")),
            quarter=report.quarter,
        )
    return report.state(
        "Promises cannot be set against the clouds’ revenue in {quarter}", quarter=report.quarter
    )
