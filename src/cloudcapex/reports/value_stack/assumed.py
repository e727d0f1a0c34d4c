"""What the model assumes, by whom it was estimated, and on what."""

from __future__ import annotations

import pandas as pd

from ... import facts
from ...exhibits.display import Columns, Display, Head
from ...exhibits.tables.table import Cell, missing
from ...language import N_, Number
from ...models.value_stack import Chosen, Estimate
from ...statements import Statement, absence, each_told
from ..vocabulary import BASES
from .context import ValueStack
from .figures import gathered, word


def _said(report: ValueStack, estimate: Estimate) -> str:
    """What an estimate's documents say; a number is not parted from its sign at the end of a line."""
    if not estimate.says:
        return report.say("Set for this edition by its reader.")
    return report.say(estimate.says)


def _kind(report: ValueStack, estimate: Estimate) -> str:
    say = report.say
    basis = say(BASES[estimate.basis])
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
    counts = {basis: each_told(bases, basis) for basis in _COUNTED}
    told = {basis: held for basis, held in counts.items() if held and held.count}
    left = len(bases.values) - len(bases.known)
    return report.state(
        N_("The model’s {n} assumptions: {list}; no estimate of {left} is known")
        if left
        else N_("The model’s {n} assumptions: {list}"),
        *told.values(),
        n=_count(len(bases.values)),
        list=report.clauses(
            report.phrase(_COUNTED[basis], number=_count(held.count)) for basis, held in told.items()
        ),
        left=_count(left),
    )


# How an assumption is known -> how many are.
_COUNTED = {
    "stated": N_("{number} stated by documents"),
    "derived": N_("{number} derived"),
    "assumed": N_("{number} assumed"),
    "own": N_("{number} set by the reader"),
}


def _basis(report: ValueStack, name: str) -> str:
    """How an assumption is known; empty where nothing is known of it."""
    chosen = report.choice.get(name)
    return chosen.estimate.basis if chosen else ""


def _count(number: int) -> Number:
    return Number(float(number), "count")


def _frame(_: ValueStack, chosen: list[Chosen]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "assumption": c.id,
                "low": c.estimate.low,
                "central": c.estimate.central,
                "high": c.estimate.high,
                "middle": round(c.estimate.middle, 4),
                "unit": c.assumption.unit,
                "distribution": c.estimate.distribution,
                "basis": c.estimate.basis,
                "describes": str(c.estimate.describes or ""),
                "known": str(c.estimate.known or ""),
                "sources": ";".join(c.estimate.sources),
            }
            for c in chosen
        ]
    )


def _whose(report: ValueStack) -> str:
    if report.estimates == "essay":
        return report.say("The essay’s own estimates, used in this edition whatever was published later")
    return report.say(
        "The estimate of each used in this edition: the newest known on its day that speaks of its quarter"
    )


def _range(report: ValueStack, chosen: Chosen) -> Cell:
    estimate = chosen.estimate
    text = report.span(estimate.low, estimate.high, chosen.assumption.unit)
    return report.linked(text, *estimate.sources[:1])


def _value(report: ValueStack, chosen: Chosen, value: float) -> Cell:
    return Cell(report.language.write(Number(value, chosen.assumption.unit)), kind="figure")


def _likeliest(report: ValueStack, chosen: Chosen) -> Cell:
    """Print the likeliest value; of a uniform range no value is likelier."""
    if chosen.estimate.distribution == "uniform":
        return missing("not_applicable")
    return _value(report, chosen, chosen.estimate.central)


def _not_used(report: ValueStack, _: object) -> str:
    """Say what the essay reckons of money raised, which the model does without."""
    if not report.essay:
        return ""
    rows = facts.load_table("estimates")
    told = rows[rows["estimate_id"] == "a16z-early-funding"].iloc[0]
    return report.say(
        "The essay also has {range} of money raised early go to clouds. The model asks what compute costs beside revenue instead, and lets investors pay what revenue does not.",
        range=report.span(float(told["value_low"]), float(told["value_high"])),
    )


def _left_out(report: ValueStack, _: object) -> str:
    left = [report.say(a.label) for a in report.stack.assumptions if a.id not in report.choice]
    if not left:
        return ""
    return report.say("The data hold no estimate by then of: {names}.", names=report.language.join(left))


assumptions = ValueStack.shows(
    Display(
        "assumptions",
        lambda report: list(report.choice.values()),
        Columns(
            Head(N_("Assumption"), lambda report, c: report.say(c.assumption.label), share=1.5),
            Head(N_("range"), _range, "right", 0.75),
            Head(N_("likeliest"), _likeliest, "right", 0.65),
            Head(N_("middle"), lambda report, c: _value(report, c, c.estimate.middle), "right", 0.6),
            Head(N_("basis"), lambda report, c: _kind(report, c.estimate), share=0.85),
            Head(N_("speaks of"), lambda _, c: str(c.estimate.describes or "–"), share=0.75),
            Head(N_("What is said"), lambda report, c: _said(report, c.estimate), share=4.2),
        ),
        _whose,
        assumptions_message,
        N_("Table of assumptions with their ranges and sources. {title}."),
        notes=(
            N_(
                "Stated: a document gives the range or the number. Derived: it follows from numbers that documents give. Assumed: nobody gives a number. Triangular draws favour the likeliest value, uniform draws none; half of the draws lie below the middle."
            ),
            _not_used,
            _left_out,
        ),
        data=_frame,
        sources=lambda report, _: report.documents_of(report.choice),
        absent=ValueStack.no_estimates,
        tall=True,
    )
)
