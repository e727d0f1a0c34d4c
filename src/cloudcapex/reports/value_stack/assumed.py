"""What the model assumes, by whom it was estimated, and on what."""

from __future__ import annotations

import pandas as pd

from ...exhibits.exhibit import Exhibit
from ...exhibits.tables.table import Cell, Column, Table, words
from ...language import N_, Number
from ...models.value_stack import Estimate
from ...statements import Statement, absence, each_told
from .context import ValueStack
from .figures import gathered, word


@ValueStack.shows
def assumptions(report: ValueStack) -> Exhibit:
    """List every assumption with its range, its basis and what its document says."""
    say = report.say
    subtitle = say(
        "The estimate of each used in this edition: the newest known on its day that speaks of its quarter"
    )
    if report.estimates == "essay":
        subtitle = say("The essay’s own estimates, used in this edition whatever was published later")
    title = assumptions_message(report)
    if not report.choice:
        return report.absent("assumptions", title, subtitle)
    rows = []
    for c in report.choice.values():
        e = c.estimate
        source = report.source(e.sources[0]) if e.sources else None
        rows.append(
            (
                words(say(c.assumption.label)),
                Cell(
                    report.span(e.low, e.high),
                    url=source.url if source else "",
                    kind="figure",
                    hint=source.title if source else "",
                ),
                Cell(report.share(e.central), kind="figure"),
                words(_kind(report, e)),
                words(str(e.describes) if e.describes else "–"),
                words(_said(report, e)),
            )
        )
    columns = (
        Column(say("Assumption"), "left", 1.5),
        Column(say("range"), "right", 0.75),
        Column(say("central"), "right", 0.6),
        Column(say("basis"), "left", 0.85),
        Column(say("speaks of"), "left", 0.75),
        Column(say("What is said"), "left", 4.2),
    )
    left = [say(a.label) for a in report.stack.assumptions if a.id not in report.choice]
    return report.exhibit(
        "assumptions",
        title=title,
        subtitle=subtitle,
        body=Table(columns, tuple(rows)),
        points=[],
        data=_frame(report),
        extra_sources=report.documents_of(report.choice),
        alt=say("Table of assumptions with their ranges and sources. {title}.", title=title),
        notes=[
            say(
                "Stated: a document gives the range or the number. Derived: it follows from numbers that documents give. Assumed: nobody gives a number. Triangular draws favour the central value, uniform draws none."
            ),
            say("The data hold no estimate by then of: {names}.", names=report.language.join(left))
            if left
            else "",
        ],
        tall=True,
    )


def _said(report: ValueStack, estimate: Estimate) -> str:
    """What an estimate's documents say; a number is not parted from its sign at the end of a line."""
    if not estimate.says:
        return report.say("Set for this edition by its reader.")
    return report.say(estimate.says)


def _kind(report: ValueStack, estimate: Estimate) -> str:
    say = report.say
    basis = {
        "stated": say("stated"),
        "derived": say("derived"),
        "assumed": say("assumed"),
        "own": say("reader’s own"),
    }[estimate.basis]
    if estimate.fixed:
        return say("{basis}, fixed", basis=basis)
    if estimate.distribution == "uniform":
        return say("{basis}, uniform", basis=basis)
    return say("{basis}, triangular", basis=basis)


def assumptions_message(report: ValueStack) -> Statement:
    """Count the assumptions by how they are known."""
    bases = gathered(
        report,
        [word(report, "basis", a.id, _basis(report, a.id)) for a in report.stack.assumptions],
        "assumptions",
    )
    if not report.choice:
        return report.state(
            "The data hold no estimate of an assumption of the model for {quarter}",
            absence(bases),
            quarter=report.quarter,
        )
    counts = {basis: each_told(bases, basis) for basis in ("stated", "derived", "assumed", "own")}
    numbers = {name: _count(held.count if held else 0) for name, held in counts.items()}
    left = len(bases.values) - len(bases.known)
    return report.state(
        _COUNTED[(bool(numbers["own"].value), bool(left))],
        *counts.values(),
        n=_count(len(bases.values)),
        left=_count(left),
        **numbers,
    )


# By whether the reader set ranges, and whether an estimate of some is missing.
_COUNTED = {
    (False, False): N_(
        "Of {n} assumptions, {stated} stated by documents, {derived} derived, {assumed} assumed"
    ),
    (False, True): N_(
        "Of {n} assumptions, {stated} stated by documents, {derived} derived, {assumed} assumed; no estimate of {left} is known"
    ),
    (True, False): N_(
        "Of {n} assumptions, {stated} stated by documents, {derived} derived, {assumed} assumed, {own} set by the reader"
    ),
    (True, True): N_(
        "Of {n} assumptions, {stated} stated by documents, {derived} derived, {assumed} assumed, {own} set by the reader; no estimate of {left} is known"
    ),
}


def _basis(report: ValueStack, name: str) -> str:
    """How an assumption is known; empty where nothing is known of it."""
    chosen = report.choice.get(name)
    return chosen.estimate.basis if chosen else ""


def _count(number: int) -> Number:
    return Number(float(number), "count")


def _frame(report: ValueStack) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "assumption": c.id,
                "low": c.estimate.low,
                "central": c.estimate.central,
                "high": c.estimate.high,
                "distribution": c.estimate.distribution,
                "basis": c.estimate.basis,
                "describes": str(c.estimate.describes or ""),
                "known": str(c.estimate.known or ""),
                "sources": ";".join(c.estimate.sources),
            }
            for c in report.choice.values()
        ]
    )
