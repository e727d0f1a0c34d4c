"""The sums behind the circular share, and how many years of revenue the promises would fill."""

from __future__ import annotations

import math

from ... import facts
from ...exhibits.display import Columns, Display, Head, when
from ...exhibits.tables.table import Cell, missing, words
from ...language import N_, Number
from ...metrics.points import Point, letters_of
from ...statements import Assertion, Population, Statement, times_of
from .backlog import bound_words, deals_of
from .circular import Supplier, at_most, coverage, recorded, suppliers
from .context import Financing, entries_frame
from .figures import figure, silent


def _promised_by(report: Financing, supplier: Supplier) -> Cell:
    """List the laboratories with what each has promised."""
    labs = dict.fromkeys(lab for e in supplier.entries for lab in e.givers)
    promised = [
        report.say(
            "{name} {amount}",
            name=report.party(lab),
            amount=report.span(report.sum("commitment", lab, supplier.slug)),
        )
        for lab in labs
    ]
    return words(report.language.join(promised)) if promised else missing("not_disclosed")


BALANCES = {
    "commercial_rpo": N_("commercial RPO"),
    "rpo": N_("RPO"),
    "cloud_backlog": N_("cloud backlog"),
}


def _together(report: Financing, supplier: Supplier) -> Cell:
    """Print what was promised, or what it is at most as far as it was told: the deals without an amount leave it open."""
    ended = at_most(supplier)
    if ended is None:
        return report.span_cell(supplier.announced, supplier.entries)
    told = [e for e in supplier.entries if not e.amount.open]
    text = report.say("{amount}, others open", amount=report.span(ended))
    return report.linked(text, told[-1].source, marks=report.evidence_mark(told))


def _share(report: Financing, supplier: Supplier) -> Cell:
    if supplier.bound is None:
        return missing("not_derivable")
    if supplier.rests == "open" and supplier.announced.low:
        told = min(supplier.announced.low / supplier.contracted.value, 1.0)
        text = report.say("{share} told", share=Number(told, "share"))
        return Cell(text, marks=_letters(report, supplier, *supplier.points), kind="figure")
    # Where no amount is told the words are no figure.
    untold = supplier.rests == "open" and at_most(supplier) is None
    letters = "" if untold else _letters(report, supplier, *supplier.points)
    return Cell(bound_words(report, supplier), marks=letters, kind="figure")


def _letters(report: Financing, supplier: Supplier, *points: Point) -> str:
    """Return the letters of what promises come to over figures of the cloud's: those of any of them."""
    return "".join(sorted({*report.evidence_mark(supplier.entries), *letters_of(points)}))


def _ratio(report: Financing, supplier: Supplier) -> Cell:
    if not math.isfinite(coverage(supplier)):
        return missing("not_derivable")
    times = Number(coverage(supplier), "times")
    text = report.say("≥ {low}", low=times) if supplier.announced.open else report.language.write(times)
    return Cell(text, marks=_letters(report, supplier, supplier.revenue), kind="figure")


def _dollars(report: Financing, point: Point) -> Cell:
    return report.cell(point, report.language.writes("USD", "table"))


def _recorded_note(report: Financing, _: object) -> str:
    """Say what was recorded rather than promised, where a company told it."""
    told = recorded(report)
    if told is None:
        return ""
    return report.say(
        "What was recorded rather than promised: Microsoft’s revenue from OpenAI was {amount} in the fiscal year to "
        "{quarter}, {share} of its revenue.",
        amount=Number(told[0], "USD"),
        quarter=told[3],
        share=Number(told[1], "share", decimals=1),
    )


def _documents(report: Financing, found: list[Supplier]) -> list[str]:
    told = recorded(report)
    return [*report.entry_sources(deals_of(found)), *([told[2]] if told else [])]


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
        times=report.multiple(held, top.slug),
    )


def years(report: Financing, supplier: Supplier) -> Assertion:
    """Assert how many times a cloud's revenue of twelve months it has been promised."""
    earned = report.evidence(supplier.revenue.metric, Population("suppliers", (supplier.slug,)))
    sources = [e.source for e in supplier.entries]
    low = figure(
        "backlog.promised_low", supplier.slug, supplier.announced.low, "USD", report.quarter, sources
    )
    held = times_of(supplier.slug, low, earned[supplier.slug], earned)
    assert held is not None
    return held


def _no_years(report: Financing) -> Statement:
    asked = suppliers(report)
    if not any(s.announced.low for s in asked):
        slugs = [s.slug for s in asked] or facts.slugs_of("contracts")
        return report.nothing(
            "The data hold no amount of a purchase that laboratories promised a cloud by the end of {quarter}",
            silent("backlog.promised_low", "USD", report.quarter, slugs, "suppliers"),
            quarter=report.quarter,
        )
    return report.state(
        "Promises cannot be set against the clouds’ revenue in {quarter}", quarter=report.quarter
    )


revenue_share = Financing.shows(
    Display(
        "revenue_share",
        suppliers,
        Columns(
            Head(N_("Cloud"), lambda report, s: report.company(s.slug), share=1.0),
            Head(N_("promised by"), _promised_by, share=2.6),
            Head(N_("together"), _together, "right", 0.8),
            Head(N_("contracted revenue"), lambda report, s: _dollars(report, s.contracted), "right", 1.0),
            Head(
                N_("measure"),
                lambda report, s: report.say(BALANCES.get(s.contracted.metric, s.contracted.metric)),
                share=1.3,
            ),
            Head(N_("laboratories’ share"), _share, "right", 1.2),
            Head(
                N_("cloud revenue, twelve months"),
                lambda report, s: _dollars(report, s.revenue).plain(),
                "right",
                1.1,
            ),
            Head(N_("promised ÷ revenue"), _ratio, "right", 0.9),
        ),
        N_("{unit}; promises first announced by the end of {quarter}, as best known on {day}"),
        revenue_message,
        N_("Table of laboratories’ promises by cloud. {title}."),
        notes=(
            N_(
                "Promises run over years, revenue is of twelve months: the ratio says how many years of today’s revenue "
                "they would fill. Revenue is each company’s widest measure of its cloud: Microsoft Cloud, Google Cloud with "
                "Workspace, AWS, Oracle’s infrastructure and applications, and all of CoreWeave."
            ),
            when(
                lambda _, found: any(s.rests == "open" for s in found),
                N_(
                    "“Told”: the part that the amounts told would fill; an amount without an upper end, or none told, leaves it open."
                ),
            ),
            _recorded_note,
            Financing.ends_note,
            Financing.missing_note,
        ),
        points=lambda _, found: [p for s in found for p in (*s.points, s.revenue)],
        data=lambda _, found: entries_frame(deals_of(found)),
        sources=_documents,
    )
)
