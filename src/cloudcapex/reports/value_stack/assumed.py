"""What the model assumes, by whom it was estimated, and on what."""

from __future__ import annotations

import pandas as pd

from ...exhibits.exhibit import Exhibit
from ...exhibits.tables.table import Cell, Column, Table, words
from ...models.value_stack import Estimate
from .context import ValueStack


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
            say("Nobody had estimated by then: {names}.", names=report.language.join(left)) if left else "",
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


def assumptions_message(report: ValueStack) -> str:
    """Count the assumptions by how they are known."""
    say = report.say
    if not report.choice:
        return say("No assumption of the model had been estimated for {quarter}", quarter=report.quarter)
    bases = [c.estimate.basis for c in report.choice.values()]
    rest = bases.count("assumed") + bases.count("own")
    values = {
        "all": len(bases),
        "stated": bases.count("stated"),
        "derived": bases.count("derived"),
        "rest": rest,
    }
    if not rest:
        return say(
            "Documents state {stated} of {all} assumptions and give the numbers for the others", **values
        )
    return say(
        "Of {all} assumptions, {stated} stated by documents, {derived} derived, {rest} without a number behind",
        **values,
    )


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
